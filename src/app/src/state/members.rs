//! The members, as choices list them.

use record::schema::member;
use record::{Kind, RecordId, Value};

use super::State;
use crate::platform::intl;
use crate::words::locale;

/// A member of the team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its record.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// Whether it works here now.
    pub is_active: bool,
}

impl State {
    /// All members in the order of their names, tracked.
    pub fn members(self) -> Vec<Member> {
        self.track_kind(Kind::MEMBER);
        let mut list: Vec<Member> = self.with(|ws| {
            let member = |id| Member {
                id,
                name: ws.name(Kind::MEMBER, id),
                is_active: ws.value(Kind::MEMBER, id, member::INACTIVE) != Some(Value::Bool(true)),
            };
            ws.ids(Kind::MEMBER).map(member).collect()
        });
        record::order::sort_by(&mut list, |a, b| intl::compare(locale(), &a.name, &b.name));
        list
    }
}
