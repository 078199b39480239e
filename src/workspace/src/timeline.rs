//! What happened to a record: its activities, tasks, messages and the history of its fields.

use record::schema::{activity, event, message, task};
use record::{FieldId, Instant, Kind, RecordId, Value};

use crate::business::Workspace;

/// Something that happened, at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// When.
    pub at: Instant,
    /// An activity, task, message or event.
    pub kind: Kind,
    /// Its record.
    pub record: RecordId,
}

impl Workspace {
    /// What happened to a record, newest first.
    pub fn timeline(&self, kind: Kind, record: RecordId) -> Vec<Item> {
        let links: &[(Kind, FieldId, FieldId)] = match kind {
            Kind::CONTACT => &[
                (Kind::ACTIVITY, activity::CONTACT, activity::AT),
                (Kind::TASK, task::CONTACT, record::schema::CREATED_AT),
            ],
            Kind::COMPANY => &[
                (Kind::ACTIVITY, activity::COMPANY, activity::AT),
                (Kind::TASK, task::COMPANY, record::schema::CREATED_AT),
            ],
            Kind::DEAL => &[
                (Kind::ACTIVITY, activity::DEAL, activity::AT),
                (Kind::TASK, task::DEAL, record::schema::CREATED_AT),
            ],
            Kind::TICKET => &[
                (Kind::ACTIVITY, activity::TICKET, activity::AT),
                (Kind::TASK, task::TICKET, record::schema::CREATED_AT),
                (Kind::MESSAGE, message::TICKET, message::AT),
            ],
            _ => &[],
        };
        let history = [(Kind::EVENT, event::SUBJECT, event::AT)];
        let mut items = Vec::new();
        for (kind, link, at) in links.iter().chain(&history) {
            for id in self.related(*kind, *link, record) {
                let time = |field| match self.value(*kind, id, field) {
                    Some(Value::Instant(t)) => Some(t),
                    _ => None,
                };
                let at = time(*at).or_else(|| time(record::schema::CREATED_AT));
                items.push(Item {
                    at: at.unwrap_or_default(),
                    kind: *kind,
                    record: id,
                });
            }
        }
        record::order::sort_by_key(&mut items, |item| std::cmp::Reverse((item.at, item.record)));
        items
    }

    /// The events of one tracked field of a record, oldest first: when, from what, to what.
    pub fn history(
        &self,
        record: RecordId,
        field: FieldId,
    ) -> Vec<(Instant, Option<Value>, Option<Value>)> {
        let mut events = Vec::new();
        for id in self.related(Kind::EVENT, event::SUBJECT, record) {
            if self.value(Kind::EVENT, id, event::FIELD) != Some(Value::Int(field.0 as i64)) {
                continue;
            }
            let at = match self.value(Kind::EVENT, id, event::AT) {
                Some(Value::Instant(t)) => t,
                _ => continue,
            };
            let from = self.value(Kind::EVENT, id, event::FROM);
            events.push(((at, id), from, self.value(Kind::EVENT, id, event::TO)));
        }
        record::order::sort_by_key(&mut events, |(at, _, _)| *at);
        events
            .into_iter()
            .map(|((at, _), from, to)| (at, from, to))
            .collect()
    }
}
