//! A task that repeats: marking it as done makes the next one, marking it as open takes that back.

use record::schema::{SAMPLE, UNDONE, task};
use record::{FieldId, Instant, Kind, RecordId, Role, Value};
use workflow::{Repeat, Zone};

use super::Draft;
use crate::business::{Moment, Workspace};

const DAY_MS: i64 = 86_400_000;

/// The task that follows on a task which repeats. The same on every device, so that two of them
/// that mark it as done make one.
pub fn following(task: RecordId) -> RecordId {
    RecordId::natural(["task-repeat", task.to_string().as_str()])
}

impl Workspace {
    /// Drafts what follows when a task was marked as done or as open.
    pub(super) fn plan_following(&self, record: RecordId, moment: &Moment<'_>, draft: &mut Draft) {
        let was_done = self.value(Kind::TASK, record, task::DONE_AT).is_some();
        let is_done = draft
            .value(self, Kind::TASK, record, task::DONE_AT)
            .is_some();
        match (was_done, is_done) {
            (false, true) => self.plan_next_task(record, moment, draft),
            (true, false) => self.plan_no_next_task(record, draft),
            _ => {}
        }
    }

    fn plan_next_task(&self, record: RecordId, moment: &Moment<'_>, draft: &mut Draft) {
        let value = |draft: &Draft, field| draft.value(self, Kind::TASK, record, field);
        let Some(repeat) =
            value(draft, task::REPEAT).and_then(|rule| rule.as_str()?.parse::<Repeat>().ok())
        else {
            return;
        };
        let due = match value(draft, task::DUE) {
            Some(Value::Date(due)) => Some(due),
            _ => None,
        };
        let utc = Zone::default();
        let zone = self.zone.as_ref().unwrap_or(&utc);
        let done = match value(draft, task::DONE_AT) {
            Some(Value::Instant(at)) => zone.day(at),
            _ => moment.today,
        };
        let Some((next_due, rest)) = repeat.next(due, done) else {
            return;
        };
        let next = following(record);
        let is_known = self.is_known(Kind::TASK, next);
        if is_known {
            // One that is there is left alone, as is one that somebody deleted.
            if self.value(Kind::TASK, next, UNDONE) != Some(Value::Bool(true)) {
                return;
            }
            draft.set(self, Kind::TASK, next, UNDONE, None);
        } else {
            draft.create(Kind::TASK, next, moment.now);
        }
        let fields = self
            .schema
            .kind(Kind::TASK)
            .map(|def| def.fields.as_slice());
        for def in fields.unwrap_or_default() {
            let is_kept = def.role != Role::System || def.id == SAMPLE;
            let field = def.id;
            let new = match field {
                _ if !is_kept => continue,
                task::DONE_AT => None,
                task::DUE => Some(Value::Date(next_due)),
                task::REPEAT => Some(Value::text(rest.to_string())),
                task::REMIND_AT => match value(draft, field) {
                    Some(Value::Instant(at)) => {
                        let from = due.unwrap_or_else(|| zone.day(at));
                        let days = i64::from(next_due.0) - i64::from(from.0);
                        Some(Value::Instant(days_later(at, days, zone)))
                    }
                    other => other,
                },
                _ => value(draft, field),
            };
            if new.is_some() || is_known {
                draft.set(self, Kind::TASK, next, field, new);
            }
        }
    }

    /// The next task goes with the mark as long as nobody has worked on it.
    fn plan_no_next_task(&self, record: RecordId, draft: &mut Draft) {
        let next = following(record);
        let is_done = || self.value(Kind::TASK, next, task::DONE_AT).is_some();
        if !self.is_live(Kind::TASK, next) || is_done() {
            return;
        }
        let marked = self.field_version(Kind::TASK, record, task::DONE_AT);
        let touched = self.updated_at(Kind::TASK, next);
        let is_as_made =
            marked.is_some_and(|marked| touched.is_some_and(|at| at <= Instant(marked.stamp.ms())));
        if is_as_made {
            draft.set(self, Kind::TASK, next, UNDONE, Some(Value::Bool(true)));
        }
    }
}

/// The same time of day so many days later, also where the clocks change in between.
fn days_later(at: Instant, days: i64, zone: &Zone) -> Instant {
    let offset = |at: Instant| i64::from(zone.offset_seconds(at)) * 1000;
    let local =
        at.0.saturating_add(offset(at))
            .saturating_add(days.saturating_mul(DAY_MS));
    let guess = Instant(local.saturating_sub(offset(at)));
    Instant(local.saturating_sub(offset(guess)))
}

/// Whether a field holds the recurrence of a task, and its text is none.
pub(super) fn is_no_repeat(kind: Kind, field: FieldId, value: &Value) -> bool {
    (kind, field) == (Kind::TASK, task::REPEAT)
        && value
            .as_str()
            .is_none_or(|rule| rule.parse::<Repeat>().is_err())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Command;
    use record::{Date, DeviceId, SeededEntropy};

    fn moment(entropy: &mut SeededEntropy, day: i32) -> Moment<'_> {
        Moment {
            now: Instant(i64::from(day) * DAY_MS + 1),
            today: Date(day),
            entropy,
        }
    }

    const TASK: RecordId = RecordId(7);

    fn with_task(rule: &str) -> Workspace {
        let mut ws = Workspace::new(DeviceId(1));
        let mut entropy = SeededEntropy::new(1);
        let values = vec![
            (task::TITLE, Value::text("Call")),
            (task::DUE, Value::Date(Date(20_000))),
            (
                task::REMIND_AT,
                Value::Instant(Instant(20_000 * DAY_MS + 500)),
            ),
            (task::REPEAT, Value::text(rule)),
        ];
        let command = Command::Create {
            kind: Kind::TASK,
            record: TASK,
            values,
        };
        ws.run(command, &mut moment(&mut entropy, 19_990)).unwrap();
        ws
    }

    fn mark(ws: &mut Workspace, day: i32, done: bool) {
        let mut entropy = SeededEntropy::new(day as u64);
        let at = done.then(|| Value::Instant(Instant(i64::from(day) * DAY_MS)));
        let command = Command::Edit {
            kind: Kind::TASK,
            record: TASK,
            values: vec![(task::DONE_AT, at)],
        };
        ws.run(command, &mut moment(&mut entropy, day)).unwrap();
    }

    #[test]
    fn the_next_task_comes_in_the_same_change_and_goes_with_it() {
        let mut ws = with_task("FREQ=WEEKLY;COUNT=2");
        let next = following(TASK);
        mark(&mut ws, 20_001, true);
        assert!(ws.is_live(Kind::TASK, next));
        let value = |ws: &Workspace, field| ws.value(Kind::TASK, next, field);
        assert_eq!(value(&ws, task::DUE), Some(Value::Date(Date(20_007))));
        assert_eq!(value(&ws, task::TITLE), Some(Value::text("Call")));
        assert_eq!(value(&ws, task::DONE_AT), None);
        let remind = Value::Instant(Instant(20_007 * DAY_MS + 500));
        assert_eq!(value(&ws, task::REMIND_AT), Some(remind));
        let mut entropy = SeededEntropy::new(3);
        ws.undo(&mut moment(&mut entropy, 20_001)).unwrap();
        assert!(!ws.is_live(Kind::TASK, next));
        assert_eq!(ws.value(Kind::TASK, TASK, task::DONE_AT), None);
        mark(&mut ws, 20_002, true);
        assert!(ws.is_live(Kind::TASK, next));
        ws.undo(&mut moment(&mut entropy, 20_002)).unwrap();
        assert!(!ws.is_live(Kind::TASK, next));
        ws.redo(&mut moment(&mut entropy, 20_002)).unwrap();
        assert!(ws.is_live(Kind::TASK, next));
    }

    #[test]
    fn opening_it_again_takes_the_next_one_back_unless_somebody_worked_on_it() {
        let mut ws = with_task("FREQ=DAILY");
        let next = following(TASK);
        mark(&mut ws, 20_000, true);
        mark(&mut ws, 20_001, false);
        assert!(!ws.is_live(Kind::TASK, next));
        mark(&mut ws, 20_002, true);
        assert!(ws.is_live(Kind::TASK, next));
        let mut entropy = SeededEntropy::new(5);
        let command = Command::Edit {
            kind: Kind::TASK,
            record: next,
            values: vec![(task::DESCRIPTION, Some(Value::text("x")))],
        };
        ws.run(command, &mut moment(&mut entropy, 20_003)).unwrap();
        mark(&mut ws, 20_004, false);
        assert!(ws.is_live(Kind::TASK, next));
    }

    #[test]
    fn a_series_that_is_over_brings_nothing_and_a_deleted_task_stays_deleted() {
        let mut ws = with_task("FREQ=DAILY;COUNT=1");
        mark(&mut ws, 20_000, true);
        assert!(!ws.is_known(Kind::TASK, following(TASK)));
        let mut ws = with_task("FREQ=DAILY");
        mark(&mut ws, 20_000, true);
        let mut entropy = SeededEntropy::new(8);
        let delete = Command::Delete {
            kind: Kind::TASK,
            records: vec![following(TASK)],
        };
        ws.run(delete, &mut moment(&mut entropy, 20_001)).unwrap();
        mark(&mut ws, 20_002, false);
        mark(&mut ws, 20_003, true);
        assert!(!ws.is_live(Kind::TASK, following(TASK)));
    }

    #[test]
    fn days_after_completion_count_from_the_day_it_was_done() {
        let mut ws = with_task("FREQ=DAILY;INTERVAL=3;X-FROM=COMPLETION");
        let mut entropy = SeededEntropy::new(9);
        let done = Value::Instant(Instant(20_004 * DAY_MS));
        let command = Command::Edit {
            kind: Kind::TASK,
            record: TASK,
            values: vec![(task::DONE_AT, Some(done))],
        };
        ws.run(command, &mut moment(&mut entropy, 20_009)).unwrap();
        let due = ws.value(Kind::TASK, following(TASK), task::DUE);
        assert_eq!(due, Some(Value::Date(Date(20_007))));
    }

    #[test]
    fn a_next_task_that_was_done_or_tagged_stays_when_the_first_is_opened_again() {
        for edit in [
            (
                task::DONE_AT,
                Some(Value::Instant(Instant(20_000 * DAY_MS))),
            ),
            (task::DESCRIPTION, Some(Value::text("x"))),
        ] {
            let mut ws = with_task("FREQ=DAILY");
            mark(&mut ws, 20_000, true);
            let mut entropy = SeededEntropy::new(5);
            let command = Command::Edit {
                kind: Kind::TASK,
                record: following(TASK),
                values: vec![edit],
            };
            ws.run(command, &mut moment(&mut entropy, 20_001)).unwrap();
            mark(&mut ws, 20_002, false);
            assert!(ws.is_live(Kind::TASK, following(TASK)));
        }
    }

    #[test]
    fn a_text_that_is_no_recurrence_is_refused() {
        let mut ws = with_task("FREQ=DAILY");
        let mut entropy = SeededEntropy::new(1);
        let command = Command::Edit {
            kind: Kind::TASK,
            record: TASK,
            values: vec![(task::REPEAT, Some(Value::text("now and then")))],
        };
        assert!(ws.run(command, &mut moment(&mut entropy, 1)).is_err());
    }

    #[test]
    fn a_reminder_keeps_its_time_of_day_over_a_change_of_the_clocks() {
        let change = Instant(20_010 * DAY_MS);
        let zone = Zone::new(3600, vec![(change, 7200)]);
        let at = Instant(20_005 * DAY_MS);
        assert_eq!(
            days_later(at, 10, &zone),
            Instant(20_015 * DAY_MS - 3_600_000)
        );
        assert_eq!(days_later(at, 1, &zone), Instant(20_006 * DAY_MS));
    }
}
