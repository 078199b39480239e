//! Reminders of tasks: they come once in the whole browser, however many tabs are open, and stay
//! until they are answered, also over a reload.

use leptos::prelude::*;
use record::{Instant, Kind, RecordId};
use serde::{Deserialize, Serialize};
use workspace::reminders::Reminders;

use super::{Phase, State};
use crate::platform::{clock, idle, locks, notify, page, prefs};

/// Under which name the browser keeps how far reminders have come.
const PREFERENCE: &str = "reminders";
/// The lock under which one tab shows what has come.
const LOCK: &str = "rapport-reminders";
/// The longest pause between two looks at the clock, in milliseconds: a device that slept wakes up
/// with its timers late.
const LONGEST_MS: i64 = 60_000;

/// How far reminders have come in this browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    /// When this browser began to remind, in milliseconds since 1970: what lies before is history.
    since: i64,
    /// Up to when notifications have been shown, in milliseconds since 1970.
    seen: i64,
    /// The reminders that were answered: the task, and the time it had then. A task with another
    /// time reminds again.
    answered: Vec<(String, i64)>,
}

impl Kept {
    /// What this browser has kept; before it kept anything it begins at `now`.
    fn begun(kept: Option<Self>, now: i64) -> Self {
        let mut kept = kept.unwrap_or(Self {
            since: now,
            seen: now,
            answered: Vec::new(),
        });
        if kept.since == 0 {
            kept.since = kept.seen;
        }
        kept
    }

    fn is_answered(&self, task: &str, at: Instant) -> bool {
        let mut answered = self.answered.iter();
        answered.any(|(t, a)| t == task && *a == at.0)
    }

    /// Those of what is due that nobody has answered.
    fn open(&self, due: &[(Instant, RecordId)]) -> Vec<RecordId> {
        let open = due
            .iter()
            .filter(|(at, task)| !self.is_answered(&task.to_string(), *at));
        open.map(|(_, task)| *task).collect()
    }

    /// Remembers that a task's reminder was answered, and forgets answers that nothing asks for any
    /// more.
    fn answer(&mut self, task: RecordId, due: &[(Instant, RecordId)]) {
        let answered = due
            .iter()
            .map(|(at, due)| (due.to_string(), *at, *due == task))
            .filter(|(id, at, is_it)| *is_it || self.is_answered(id, *at));
        self.answered = answered.map(|(id, at, _)| (id, at.0)).collect();
    }
}

/// The reminders that wait for an answer, from anywhere below the application.
#[derive(Clone, Copy)]
pub struct Reminding {
    state: State,
    open: RwSignal<Vec<RecordId>>,
    /// Counts the looks at the clock, so that only the latest timer takes the next one.
    turn: StoredValue<u64>,
    pressed: Callback<RecordId>,
}

impl Reminding {
    /// Watches the clock for the life of the application. `pressed` hears the task whose
    /// notification was pressed.
    pub fn install(state: State, pressed: impl Fn(RecordId) + Send + Sync + 'static) -> Self {
        let reminding = Self {
            state,
            open: RwSignal::new(Vec::new()),
            turn: StoredValue::new(0),
            pressed: Callback::new(pressed),
        };
        provide_context(reminding);
        let visible = page::visible();
        Effect::new(move |_| {
            state.track_kind(Kind::TASK);
            visible.track();
            if state.phase.get() == Phase::Ready {
                reminding.look();
            }
        });
        prefs::on_change(PREFERENCE, move || reminding.take_over());
        reminding
    }

    /// The tasks whose reminders wait for an answer, tracked. What is due follows from the tasks: a
    /// reminder that is moved or taken back goes, one that comes back is there again.
    pub fn waiting(self) -> Vec<RecordId> {
        self.open.get()
    }

    /// Takes a reminder away in all tabs.
    pub fn answer(self, task: RecordId) {
        let mut kept = kept();
        let due = self.found(&kept, clock::now()).due;
        kept.answer(task, &due);
        prefs::set(PREFERENCE, &kept);
        self.take_over();
    }

    fn found(self, kept: &Kept, now: Instant) -> Reminders {
        self.state.with(|ws| ws.reminders(Instant(kept.since), now))
    }

    /// Looks whether anything has come, and again when the next thing does.
    fn look(self) {
        let turn = self.turn.with_value(|turn| turn + 1);
        self.turn.set_value(turn);
        leptos::task::spawn_local(async move {
            let now = clock::now();
            let kept = kept();
            let found = self.found(&kept, now);
            if found.due.iter().any(|(at, _)| at.0 > kept.seen) {
                let shown = locks::with_lock(LOCK, async move { self.show(now) }).await;
                // A browser without locks has this tab alone to rely on.
                if shown.is_err() {
                    self.show(now);
                }
            }
            self.take_over();
            if let Some(next) = found.next {
                let wait = (next.0 - clock::now_ms()).clamp(0, LONGEST_MS);
                idle::after_ms(wait as u32, move || {
                    if self.turn.try_get_value() == Some(turn) {
                        self.look();
                    }
                });
            }
        });
    }

    /// Shows what no tab has shown yet.
    fn show(self, now: Instant) {
        let mut kept = kept();
        let due = self.found(&kept, now).due;
        let mut unseen = due.iter().filter(|(at, _)| at.0 > kept.seen).peekable();
        if unseen.peek().is_none() {
            return;
        }
        for (_, task) in unseen {
            let name = self.state.with(|ws| ws.name(Kind::TASK, *task));
            let (task, pressed) = (*task, self.pressed);
            notify::show(&name, "Rapport", &task.to_string(), move || {
                pressed.run(task);
            });
        }
        kept.seen = now.0;
        prefs::set(PREFERENCE, &kept);
    }

    /// Shows what waits, after what the tabs share.
    fn take_over(self) {
        let kept = kept();
        let open = kept.open(&self.found(&kept, clock::now()).due);
        if self.open.try_with_untracked(|now| *now != open) == Some(true) {
            self.open.set(open);
        }
    }
}

/// The reminders, from anywhere below the application.
pub fn use_reminding() -> Reminding {
    expect_context()
}

/// How far reminders have come; a browser that never looked begins now.
fn kept() -> Kept {
    let kept: Option<Kept> = prefs::get(PREFERENCE);
    let begun = Kept::begun(kept.clone(), clock::now_ms());
    if kept.as_ref() != Some(&begun) {
        prefs::set(PREFERENCE, &begun);
    }
    begun
}

#[cfg(test)]
mod tests {
    use super::*;

    const TASK: RecordId = RecordId(7);
    const OTHER: RecordId = RecordId(8);

    #[test]
    fn an_answer_holds_for_the_time_that_the_task_had() {
        let mut kept = Kept::default();
        let due = [(Instant(10), TASK), (Instant(20), OTHER)];
        assert_eq!(kept.open(&due), [TASK, OTHER]);
        kept.answer(TASK, &due);
        assert_eq!(kept.open(&due), [OTHER]);
        // Its reminder was moved, and that time has come.
        let moved = [(Instant(20), OTHER), (Instant(30), TASK)];
        assert_eq!(kept.open(&moved), [OTHER, TASK]);
        // It was moved away or taken back: there is nothing to answer.
        assert_eq!(kept.open(&[(Instant(20), OTHER)]), [OTHER]);
    }

    #[test]
    fn a_reminder_that_nobody_answered_comes_back_when_its_move_is_undone() {
        let mut kept = Kept::default();
        let due = [(Instant(10), TASK)];
        assert_eq!(kept.open(&[]), []);
        assert_eq!(kept.open(&due), [TASK]);
        kept.answer(OTHER, &due);
        assert_eq!(kept.open(&due), [TASK]);
    }

    #[test]
    fn answers_that_nothing_asks_for_are_forgotten() {
        let mut kept = Kept::default();
        let due = [(Instant(10), TASK), (Instant(20), OTHER)];
        kept.answer(TASK, &due);
        kept.answer(OTHER, &due);
        assert_eq!(kept.answered.len(), 2);
        kept.answer(OTHER, &due[1..]);
        assert_eq!(kept.answered, [(OTHER.to_string(), 20)]);
    }

    #[test]
    fn reminders_count_from_when_the_browser_began_whatever_was_shown_since() {
        let mut kept = Kept::begun(None, 7);
        assert_eq!((kept.since, kept.seen), (7, 7));
        kept.seen = 9;
        assert_eq!(Kept::begun(Some(kept), 20).since, 7);
        // As it was kept before answers were.
        let older = serde_json::from_str(r#"{"seen":5,"open":["x"]}"#).ok();
        let mut kept = Kept::begun(older, 20);
        assert_eq!((kept.since, kept.seen), (5, 5));
        kept.seen = 9;
        assert_eq!(Kept::begun(Some(kept), 20).since, 5);
    }
}
