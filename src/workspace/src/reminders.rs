//! Which tasks remind of themselves, and when.

use record::schema::task;
use record::{Instant, Kind, RecordId};

use crate::business::Workspace;
use crate::table::{Data, NO_INT};

/// The reminders of a span of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reminders {
    /// The tasks whose time has come, each with that time, the earliest first.
    pub due: Vec<(Instant, RecordId)>,
    /// When the next one's comes.
    pub next: Option<Instant>,
}

impl Workspace {
    /// The open tasks whose reminders lie after `since` and not after `now`, and when the next one
    /// comes. Tasks of other members don't remind.
    pub fn reminders(&self, since: Instant, now: Instant) -> Reminders {
        let mut found = Reminders::default();
        let Some(table) = self.table(Kind::TASK) else {
            return found;
        };
        let Some(Data::Int(times)) = table.column(task::REMIND_AT).map(|column| &column.data)
        else {
            return found;
        };
        let mut due = Vec::new();
        for (row, at) in (0u32..).zip(times) {
            let is_later = *at > now.0;
            if *at == NO_INT
                || *at <= since.0
                || is_later && found.next.is_some_and(|next| next.0 <= *at)
                || !table.is_live(row)
                || !self.reminds(row)
            {
                continue;
            }
            if is_later {
                found.next = Some(Instant(*at));
            } else {
                due.extend(table.id(row).map(|id| (Instant(*at), id)));
            }
        }
        record::order::sort(&mut due);
        found.due = due;
        found
    }

    /// Whether a task is to remind the person at this device: it is open and nobody else's.
    fn reminds(&self, row: u32) -> bool {
        let Some(table) = self.table(Kind::TASK) else {
            return false;
        };
        let is_open = !table
            .column(task::DONE_AT)
            .is_some_and(|column| column.is_some(row));
        let owner = table
            .value(row, task::OWNER)
            .and_then(|owner| owner.as_ref_id());
        is_open && (owner.is_none() || self.me().is_none() || owner == self.me())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{Change, DeviceId, Stamp, Value, Version, Write};

    const ME: RecordId = RecordId(90);
    const OTHER: RecordId = RecordId(91);

    fn workspace(tasks: &[(u128, i64, bool, Option<RecordId>)]) -> Workspace {
        let mut ws = Workspace::new(DeviceId(1));
        ws.set_me(Some(ME));
        let mut writes = Vec::new();
        for (id, at, done, owner) in tasks {
            let set = |field, value| Write::set(Kind::TASK, RecordId(*id), field, value);
            writes.push(set(task::TITLE, Value::text("x")));
            writes.push(set(task::REMIND_AT, Value::Instant(Instant(*at))));
            writes.extend(done.then(|| set(task::DONE_AT, Value::Instant(Instant(1)))));
            writes.extend(owner.map(|owner| set(task::OWNER, Value::Ref(owner))));
        }
        let version = Version {
            stamp: Stamp::new(1, 0),
            device: DeviceId(1),
            number: 1,
        };
        ws.apply(&Change {
            version,
            label: String::new(),
            writes,
        });
        ws
    }

    #[test]
    fn what_has_come_is_told_in_its_order_and_what_comes_next() {
        let ws = workspace(&[
            (1, 30, false, None),
            (2, 20, false, Some(ME)),
            (3, 10, false, None),
            (4, 25, true, None),
            (5, 26, false, Some(OTHER)),
            (6, 70, false, None),
            (7, 60, false, None),
        ]);
        let found = ws.reminders(Instant(10), Instant(50));
        let due = [(Instant(20), RecordId(2)), (Instant(30), RecordId(1))];
        assert_eq!(found.due, due);
        assert_eq!(found.next, Some(Instant(60)));
    }

    #[test]
    fn nothing_reminds_where_nothing_is() {
        let ws = Workspace::new(DeviceId(1));
        assert_eq!(ws.reminders(Instant(0), Instant(9)), Reminders::default());
    }
}
