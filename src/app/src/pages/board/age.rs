//! How long a deal has been in its stage, whether it rots, and what is to be done next.

use record::schema::{CREATED_AT, activity, deal, event, task};
use record::{Date, FieldId, Instant, Kind, RecordId, Value};
use workflow::Stage;
use workflow::rotting::{Clocks, History, clocks};
use workspace::Workspace;

/// An open task of a deal.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NextTask {
    /// What is to be done.
    pub(super) title: String,
    /// By when.
    pub(super) due: Option<Date>,
}

/// The clocks of an open deal at `now`; `None` for a closed one. `day_end` gives the moment at which
/// a day ends where the user is: a task that is due on a day is planned until then.
pub(super) fn clocks_of(
    ws: &Workspace,
    deal: RecordId,
    stage: &Stage,
    now: Instant,
    day_end: impl Fn(Date) -> Instant,
) -> Option<Clocks> {
    let mut times: Vec<(Instant, RecordId)> = ws
        .related(Kind::ACTIVITY, activity::DEAL, deal)
        .into_iter()
        .filter_map(|id| Some((instant(ws, Kind::ACTIVITY, id, activity::AT)?, id)))
        .collect();
    let mut planned = times.clone();
    for id in ws.related(Kind::TASK, task::DEAL, deal) {
        match instant(ws, Kind::TASK, id, task::DONE_AT) {
            Some(done) => times.push((done, id)),
            None => planned.extend(due(ws, id).map(|day| (day_end(day), id))),
        }
    }
    let created = instant(ws, Kind::DEAL, deal, CREATED_AT);
    let history = History {
        // Of a deal that nobody knows the age of, no clock has run yet.
        created: created.unwrap_or(now),
        entered: entered(ws, deal),
        touches: &times,
        planned: &planned,
    };
    clocks(stage, &history, now)
}

/// The open task of a deal that is due first; tasks without a day come last.
pub(super) fn next_task(ws: &Workspace, deal: RecordId) -> Option<NextTask> {
    let tasks = ws.related(Kind::TASK, task::DEAL, deal);
    let open = tasks
        .into_iter()
        .filter(|id| instant(ws, Kind::TASK, *id, task::DONE_AT).is_none());
    let (_, due, id) = open
        .map(|id| {
            let due = due(ws, id);
            (due.is_none(), due, id)
        })
        .min()?;
    Some(NextTask {
        title: ws.name(Kind::TASK, id),
        due,
    })
}

/// The last move of a deal.
fn entered(ws: &Workspace, deal: RecordId) -> Option<(Instant, RecordId)> {
    let events = ws.related(Kind::EVENT, event::SUBJECT, deal);
    let is_move = |id: &RecordId| {
        ws.value(Kind::EVENT, *id, event::FIELD) == Some(Value::Int(deal::STAGE.0 as i64))
    };
    events
        .into_iter()
        .filter(is_move)
        .filter_map(|id| Some((instant(ws, Kind::EVENT, id, event::AT)?, id)))
        .max()
}

fn instant(ws: &Workspace, kind: Kind, record: RecordId, field: FieldId) -> Option<Instant> {
    match ws.value(kind, record, field) {
        Some(Value::Instant(at)) => Some(at),
        _ => None,
    }
}

fn due(ws: &Workspace, task: RecordId) -> Option<Date> {
    match ws.value(Kind::TASK, task, task::DUE) {
        Some(Value::Date(day)) => Some(day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use record::{DeviceId, SeededEntropy, Write};
    use workflow::rotting::State;
    use workflow::{Language, Template};
    use workspace::{Command, Moment};

    const DAY_MS: i64 = 86_400_000;
    const DEAL: RecordId = RecordId(77);

    fn day(n: i32) -> Date {
        Date(20_000 + n)
    }

    fn noon(n: i32) -> Instant {
        Instant(day(n).at_midnight_utc().0 + DAY_MS / 2)
    }

    fn end_of(day: Date) -> Instant {
        day.plus_days(1).at_midnight_utc()
    }

    /// A deal that was created on day 0 and more records.
    fn business(more: Vec<Write>) -> (Workspace, Stage) {
        let mut stage = Template::Generic.build(Language::En).stages.remove(0);
        stage.rotting_days = Some(7);
        let mut writes = vec![
            Write::set(Kind::DEAL, DEAL, deal::NAME, Value::text("Deal")),
            Write::set(Kind::DEAL, DEAL, CREATED_AT, Value::Instant(noon(0))),
        ];
        writes.extend(more);
        let mut ws = Workspace::new(DeviceId(1));
        let mut entropy = SeededEntropy::new(7);
        let mut moment = Moment {
            now: noon(0),
            today: day(0),
            entropy: &mut entropy,
        };
        let command = Command::Bulk {
            label: "test".to_owned(),
            group: RecordId(1),
            writes,
        };
        ws.run(command, &mut moment).unwrap();
        (ws, stage)
    }

    fn a_task(id: u128, due: Option<Date>, done: Option<Instant>) -> Vec<Write> {
        let id = RecordId(id);
        let set = |field, value| Write::set(Kind::TASK, id, field, value);
        let mut writes = vec![
            set(task::TITLE, Value::text(format!("Task {}", id.0))),
            set(task::DEAL, Value::Ref(DEAL)),
        ];
        writes.extend(due.map(|day| set(task::DUE, Value::Date(day))));
        writes.extend(done.map(|at| set(task::DONE_AT, Value::Instant(at))));
        writes
    }

    fn state_on(n: i32, more: Vec<Write>) -> State {
        let (ws, stage) = business(more);
        clocks_of(&ws, DEAL, &stage, noon(n), end_of).unwrap().state
    }

    #[test]
    fn a_deal_rots_when_nothing_happens_and_a_call_or_a_done_task_keeps_it_fresh() {
        assert_eq!(state_on(7, vec![]), State::Fresh { days_left: 0 });
        assert_eq!(state_on(9, vec![]), State::Rotting { days_over: 2 });
        let call = RecordId(5);
        let called = vec![
            Write::set(Kind::ACTIVITY, call, activity::DEAL, Value::Ref(DEAL)),
            Write::set(Kind::ACTIVITY, call, activity::AT, Value::Instant(noon(6))),
        ];
        assert_eq!(state_on(9, called), State::Fresh { days_left: 4 });
        let done = a_task(6, Some(day(3)), Some(noon(8)));
        assert_eq!(state_on(9, done), State::Fresh { days_left: 6 });
    }

    #[test]
    fn a_task_for_today_is_planned_until_the_day_ends() {
        let due = |n| a_task(6, Some(day(n)), None);
        assert_eq!(state_on(20, due(20)), State::Suspended);
        assert_eq!(state_on(20, due(19)), State::Rotting { days_over: 13 });
    }

    #[test]
    fn the_next_task_is_the_open_one_that_is_due_first() {
        let mut tasks = a_task(6, None, None);
        tasks.extend(a_task(7, Some(day(9)), None));
        tasks.extend(a_task(8, Some(day(2)), None));
        tasks.extend(a_task(9, Some(day(1)), Some(noon(1))));
        let (ws, _) = business(tasks);
        let next = next_task(&ws, DEAL).unwrap();
        assert_eq!((next.title.as_str(), next.due), ("Task 8", Some(day(2))));
        let (ws, _) = business(a_task(6, None, None));
        assert_eq!(next_task(&ws, DEAL).unwrap().due, None);
        let (ws, _) = business(vec![]);
        assert_eq!(next_task(&ws, DEAL), None);
    }
}
