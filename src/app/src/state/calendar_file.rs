//! Tasks and meetings as entries of a calendar file.

use interchange::ical::{self, Entry, What};
use record::schema::{activity, task};
use record::{FieldId, Instant, Kind, RecordId, Value};
use workflow::Repeat;
use workspace::Workspace;

use super::State;
use crate::platform::clock;

/// The media type of a calendar file.
pub const MEDIA_TYPE: &str = "text/calendar;charset=utf-8";

impl State {
    /// A calendar file of the tasks and meetings among these records.
    pub fn calendar_file(self, records: &[(Kind, RecordId)]) -> Vec<u8> {
        let entries: Vec<Entry> = self.with(|ws| {
            let entry = |(kind, id): &(Kind, RecordId)| match *kind {
                Kind::TASK => Some(task_entry(ws, *id)),
                Kind::ACTIVITY => meeting_entry(ws, *id),
                _ => None,
            };
            records.iter().filter_map(entry).collect()
        });
        ical::write(&entries, clock::now()).into_bytes()
    }

    /// The tasks and meetings that belong to a record: itself, where it is one.
    pub fn calendar_of(self, kind: Kind, id: RecordId) -> Vec<(Kind, RecordId)> {
        if kind == Kind::TASK {
            return vec![(kind, id)];
        }
        let is_meeting =
            |ws: &Workspace, id| ws.text(Kind::ACTIVITY, id, activity::TYPE) == "Meeting";
        self.with(|ws| {
            let items = ws.timeline(kind, id).into_iter();
            items
                .map(|item| (item.kind, item.record))
                .filter(|(kind, id)| {
                    *kind == Kind::TASK || *kind == Kind::ACTIVITY && is_meeting(ws, *id)
                })
                .collect()
        })
    }

    /// All meetings.
    pub fn all_meetings(self) -> Vec<(Kind, RecordId)> {
        let all = self.with(|ws| ws.meetings(Instant(i64::MIN + 1), Instant(i64::MAX)));
        all.into_iter()
            .map(|(_, id)| (Kind::ACTIVITY, id))
            .collect()
    }
}

fn instant(ws: &Workspace, kind: Kind, id: RecordId, field: FieldId) -> Option<Instant> {
    match ws.value(kind, id, field) {
        Some(Value::Instant(at)) => Some(at),
        _ => None,
    }
}

fn base(ws: &Workspace, kind: Kind, id: RecordId, what: What) -> Entry {
    Entry {
        record: id,
        changed: ws.updated_at(kind, id).unwrap_or_default(),
        summary: ws.name(kind, id),
        description: String::new(),
        categories: Vec::new(),
        rule: None,
        alarm: None,
        what,
    }
}

fn task_entry(ws: &Workspace, id: RecordId) -> Entry {
    let kind = Kind::TASK;
    let due = match ws.value(kind, id, task::DUE) {
        Some(Value::Date(due)) => Some(due),
        _ => None,
    };
    let priority = match ws.text(kind, id, task::PRIORITY) {
        "High" => 1,
        "Normal" => 5,
        "Low" => 9,
        _ => 0,
    };
    let done = instant(ws, kind, id, task::DONE_AT);
    // What is done comes again as another task.
    let repeat = ws.text(kind, id, task::REPEAT).parse::<Repeat>().ok();
    let rule = repeat
        .filter(|_| done.is_none())
        .and_then(|repeat| repeat.rule(due?));
    let ty = ws.text(kind, id, task::TYPE).to_owned();
    Entry {
        description: ws.text(kind, id, task::DESCRIPTION).to_owned(),
        categories: Some(ty).filter(|ty| !ty.is_empty()).into_iter().collect(),
        rule,
        alarm: instant(ws, kind, id, task::REMIND_AT).filter(|_| done.is_none()),
        ..base(
            ws,
            kind,
            id,
            What::Task {
                due,
                done,
                priority,
            },
        )
    }
}

/// A meeting; without a subject it is called after whom it was with.
fn meeting_entry(ws: &Workspace, id: RecordId) -> Option<Entry> {
    let kind = Kind::ACTIVITY;
    let start = instant(ws, kind, id, activity::AT)?;
    let seconds = match ws.value(kind, id, activity::DURATION) {
        Some(Value::Duration(seconds)) => seconds,
        _ => 0,
    };
    let mut entry = base(ws, kind, id, What::Event { start, seconds });
    entry.description = ws.text(kind, id, activity::BODY).to_owned();
    if entry.summary.trim().is_empty() {
        let with = [
            (activity::CONTACT, Kind::CONTACT),
            (activity::COMPANY, Kind::COMPANY),
            (activity::DEAL, Kind::DEAL),
            (activity::TICKET, Kind::TICKET),
        ];
        let name = with.into_iter().find_map(|(field, of)| {
            let id = ws.value(kind, id, field)?.as_ref_id()?;
            Some(ws.name(of, ws.resolve(of, id)))
        });
        entry.summary = name.unwrap_or_else(|| "Meeting".to_owned());
    }
    Some(entry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{Change, Date, DeviceId, Stamp, Version, Write};

    #[test]
    fn a_task_takes_its_recurrence_and_its_reminder_along_while_it_is_open() {
        let mut ws = Workspace::new(DeviceId(1));
        let id = RecordId(5);
        let set = |field, value| Write::set(Kind::TASK, id, field, value);
        let mut number = 0;
        let mut apply = |ws: &mut Workspace, writes| {
            number += 1;
            let version = Version {
                stamp: Stamp::new(number, 0),
                device: DeviceId(1),
                number: number as u64,
            };
            ws.apply(&Change {
                version,
                label: String::new(),
                writes,
            });
        };
        apply(
            &mut ws,
            vec![
                set(task::TITLE, Value::text("Pay")),
                set(task::DUE, Value::Date(Date(30))),
                set(task::PRIORITY, Value::choice("High")),
                set(task::REMIND_AT, Value::Instant(Instant(9))),
                set(task::REPEAT, Value::text("FREQ=MONTHLY")),
            ],
        );
        let entry = task_entry(&ws, id);
        // 1970-01-31.
        let rule = "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1";
        assert_eq!(entry.rule.as_deref(), Some(rule));
        assert_eq!(
            (entry.alarm, entry.summary.as_str()),
            (Some(Instant(9)), "Pay")
        );
        apply(
            &mut ws,
            vec![set(task::DONE_AT, Value::Instant(Instant(10)))],
        );
        let entry = task_entry(&ws, id);
        assert_eq!((entry.rule, entry.alarm), (None, None));
    }
}
