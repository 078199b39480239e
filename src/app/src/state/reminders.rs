//! Reminders of tasks: they come once in the whole browser, however many tabs are open, and stay
//! until they are answered, also over a reload.

use leptos::prelude::*;
use record::{Instant, Kind, RecordId};
use serde::{Deserialize, Serialize};

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
struct Kept {
    /// Up to when they have been shown, in milliseconds since 1970.
    seen: i64,
    /// The tasks whose reminders nobody has answered.
    open: Vec<String>,
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

    /// The tasks whose reminders wait for an answer, tracked.
    pub fn waiting(self) -> Vec<RecordId> {
        self.state.track_kind(Kind::TASK);
        let mut open = self.open.get();
        open.retain(|task| self.state.with(|ws| ws.may_remind(*task)));
        open
    }

    /// Takes a reminder away in all tabs.
    pub fn answer(self, task: RecordId) {
        let mut kept = kept();
        let id = task.to_string();
        kept.open.retain(|open| *open != id);
        prefs::set(PREFERENCE, &kept);
        self.open.update(|open| open.retain(|open| *open != task));
    }

    /// Looks whether anything has come, and again when the next thing does.
    fn look(self) {
        let turn = self.turn.with_value(|turn| turn + 1);
        self.turn.set_value(turn);
        leptos::task::spawn_local(async move {
            let now = clock::now();
            let found = self
                .state
                .with(|ws| ws.reminders(Instant(kept().seen), now));
            if !found.due.is_empty() {
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
        let due = self
            .state
            .with(|ws| ws.reminders(Instant(kept.seen), now))
            .due;
        if due.is_empty() {
            return;
        }
        for task in &due {
            let id = task.to_string();
            let name = self.state.with(|ws| ws.name(Kind::TASK, *task));
            let (task, pressed) = (*task, self.pressed);
            notify::show(&name, "Rapport", &id, move || pressed.run(task));
            if !kept.open.contains(&id) {
                kept.open.push(id);
            }
        }
        kept.seen = now.0;
        prefs::set(PREFERENCE, &kept);
    }

    /// Shows what the tabs share.
    fn take_over(self) {
        let open = kept().open;
        let open: Vec<RecordId> = open.iter().filter_map(|id| id.parse().ok()).collect();
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
    prefs::get(PREFERENCE).unwrap_or_else(|| {
        let first = Kept {
            seen: clock::now_ms(),
            open: Vec::new(),
        };
        prefs::set(PREFERENCE, &first);
        first
    })
}
