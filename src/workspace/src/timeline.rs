//! What happened to a record: its activities, tasks, messages and the history of its fields.

use record::schema::{CREATED_AT, activity, event, message, task};
use record::{FieldDef, FieldId, Instant, Kind, Labelled, RecordId, Role, Value};

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

/// The longest text that a history keeps of a value, in bytes.
const TEXT_KEPT: usize = 2_000;

/// A change of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// The field.
    pub field: FieldId,
    /// When.
    pub at: Instant,
    /// Who, where that is known.
    pub member: Option<RecordId>,
    /// Whether it is known what the value was and what it became.
    pub is_known: bool,
    /// The value before, a long text cut ([`full_length`]).
    pub from: Option<Value>,
    /// The value after, likewise.
    pub to: Option<Value>,
}

/// Whether the history of a field is kept as events: of tracked fields, and of all that people write
/// on the records they work with.
pub(crate) fn is_kept(kind: Kind, def: &FieldDef) -> bool {
    let works_with = matches!(
        kind,
        Kind::CONTACT | Kind::COMPANY | Kind::DEAL | Kind::TICKET | Kind::TASK
    );
    def.tracked || works_with && def.role != Role::System
}

/// A value as the history keeps it: of a long text the beginning, with the length that it had as the
/// label.
pub(crate) fn kept(value: &Value) -> Value {
    match value {
        Value::Text(text) if text.len() > TEXT_KEPT => {
            let end = (0..=TEXT_KEPT).rev().find(|at| text.is_char_boundary(*at));
            Value::Labelled(vec![Labelled {
                value: text[..end.unwrap_or(0)].to_owned(),
                label: format!("{CUT}{}", text.chars().count()),
            }])
        }
        other => other.clone(),
    }
}

/// What stands before the length in the label of a text that was cut.
const CUT: &str = "cut:";

/// How many characters a text had of which a history keeps the beginning only; `None` for a value
/// that is kept as a whole.
pub fn full_length(value: &Value) -> Option<usize> {
    match value {
        Value::Labelled(list) => match list.as_slice() {
            [one] => one.label.strip_prefix(CUT)?.parse().ok(),
            _ => None,
        },
        _ => None,
    }
}

impl Workspace {
    /// What is known of the changes of a record's fields, newest first. A field that was written
    /// after the record was made, but of which no change was kept, is told of without its values.
    pub fn changes_of(&self, kind: Kind, record: RecordId) -> Vec<FieldChange> {
        let mut changes = Vec::new();
        for id in self.related(Kind::EVENT, event::SUBJECT, record) {
            let value = |field| self.value(Kind::EVENT, id, field);
            let (Some(Value::Int(field)), Some(Value::Instant(at))) =
                (value(event::FIELD), value(event::AT))
            else {
                continue;
            };
            changes.push(FieldChange {
                field: FieldId(field as u64),
                at,
                member: value(event::MEMBER).and_then(|member| member.as_ref_id()),
                is_known: true,
                from: value(event::FROM),
                to: value(event::TO),
            });
        }
        let created = self.field_version(kind, record, CREATED_AT);
        // What was taken back is told of by an event as well, though not by one that is shown.
        let told = self.table(Kind::EVENT).map_or_else(Vec::new, |table| {
            let mut relations = self.relations.borrow_mut();
            let rows = relations.rows(table, event::SUBJECT, record);
            let fields = rows.iter().map(|row| table.value(*row, event::FIELD));
            fields.collect()
        });
        let defs = self.schema.kind(kind).map(|def| def.fields.as_slice());
        let written = defs.unwrap_or_default().iter().filter_map(|def| {
            let version = self.field_version(kind, record, def.id)?;
            let is_later = created.is_some_and(|created| created < version);
            let is_told = || told.contains(&Some(Value::Int(def.id.0 as i64)));
            (is_later && is_kept(kind, def) && !is_told()).then(|| FieldChange {
                field: def.id,
                at: Instant(version.stamp.ms()),
                member: None,
                is_known: false,
                from: None,
                to: None,
            })
        });
        let written: Vec<FieldChange> = written.collect();
        changes.extend(written);
        // Of changes at one moment the later stands first.
        changes.reverse();
        record::order::sort_by_key(&mut changes, |change| std::cmp::Reverse(change.at));
        changes
    }

    /// Whether an event tells of a tracked field.
    fn is_tracked(&self, kind: Kind, id: RecordId) -> bool {
        match self.value(Kind::EVENT, id, event::FIELD) {
            Some(Value::Int(field)) => self
                .schema
                .field(kind, FieldId(field as u64))
                .is_none_or(|def| def.tracked),
            _ => true,
        }
    }

    /// What happened to a record, newest first; of its fields the changes of the tracked ones.
    pub fn timeline(&self, kind: Kind, record: RecordId) -> Vec<Item> {
        let links: &[(Kind, FieldId, FieldId)] = match kind {
            Kind::CONTACT => &[
                (Kind::ACTIVITY, activity::CONTACT, activity::AT),
                (Kind::TASK, task::CONTACT, CREATED_AT),
            ],
            Kind::COMPANY => &[
                (Kind::ACTIVITY, activity::COMPANY, activity::AT),
                (Kind::TASK, task::COMPANY, CREATED_AT),
            ],
            Kind::DEAL => &[
                (Kind::ACTIVITY, activity::DEAL, activity::AT),
                (Kind::TASK, task::DEAL, CREATED_AT),
            ],
            Kind::TICKET => &[
                (Kind::ACTIVITY, activity::TICKET, activity::AT),
                (Kind::TASK, task::TICKET, CREATED_AT),
                (Kind::MESSAGE, message::TICKET, message::AT),
            ],
            _ => &[],
        };
        let history = [(Kind::EVENT, event::SUBJECT, event::AT)];
        let mut items = Vec::new();
        let of = kind;
        for (kind, link, at) in links.iter().chain(&history) {
            for id in self.related(*kind, *link, record) {
                if *kind == Kind::EVENT && !self.is_tracked(of, id) {
                    continue;
                }
                let time = |field| match self.value(*kind, id, field) {
                    Some(Value::Instant(t)) => Some(t),
                    _ => None,
                };
                // What was done stands where it was done.
                let done = (*kind == Kind::TASK).then(|| time(task::DONE_AT)).flatten();
                let at = done.or_else(|| time(*at)).or_else(|| time(CREATED_AT));
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
