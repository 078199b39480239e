//! The reminders that have come, until they are answered.

use leptos::prelude::*;
use record::schema::task;
use record::{Instant, Kind, RecordId, Value};
use workspace::Command;

use super::navigation::use_navigation;
use super::route::{Route, Section};
use crate::parts::{Button, ButtonKind, Each, Icon, IconButton, IconName, Menu, MenuItem};
use crate::platform::{clock, idle, page};
use crate::records::morning;
use crate::state::reminders::use_reminding;
use crate::state::{use_actor, use_state};
use crate::words::{common, reminders as words, spoken};

/// How many are shown at once.
const MOST: usize = 3;

/// Where they are shown, in every tab. The region is always there, so that a screen reader speaks
/// what comes into it.
#[component]
pub(super) fn ReminderHost() -> impl IntoView {
    let reminding = use_reminding();
    let waiting = Memo::new(move |_| reminding.waiting());
    let shown = move || waiting.get().into_iter().take(MOST);
    let more = Memo::new(move |_| waiting.with(Vec::len).saturating_sub(MOST));
    view! {
        <section class="reminders" aria-label=words::reminders>
            <div role="alert">
                <Each each=shown key=|task| *task let:task>
                    <Reminder task=task />
                </Each>
            </div>
            {move || {
                (more.get() > 0)
                    .then(|| view! { <p class="reminders-more">{words::more(more.get())}</p> })
            }}
        </section>
    }
}

#[component]
fn Reminder(task: RecordId) -> impl IntoView {
    let state = use_state();
    let actor = use_actor();
    let navigation = use_navigation();
    let reminding = use_reminding();
    let name = Signal::derive(move || state.name(Kind::TASK, task));
    let due = move || match state.value(Kind::TASK, task, task::DUE) {
        Some(Value::Date(day)) => Some(words::due_on(day)),
        _ => None,
    };
    let snooze = move |at: fn() -> Instant| {
        let command = Command::Edit {
            kind: Kind::TASK,
            record: task,
            values: vec![(task::REMIND_AT, Some(Value::Instant(at())))],
        };
        let said = words::snoozed(&name.get_untracked());
        if actor.run(command, said) {
            focus_next();
        }
    };
    let dismiss = move || {
        reminding.answer(task);
        focus_next();
    };
    let open = move || {
        reminding.answer(task);
        navigation.go_to(Route::Record(Section::Tasks, task));
    };
    view! {
        <article class="reminder">
            <Icon name=IconName::Bell />
            <p class="reminder-text">
                <strong>{move || name.get()}</strong>
                <span class="muted">{move || due()}</span>
            </p>
            <IconButton
                icon=IconName::Close
                label=Signal::derive(move || words::dismiss(&name.get()))
                on_press=move |_| dismiss()
            />
            <div class="reminder-actions">
                <Button
                    label=spoken(common::open)
                    kind=ButtonKind::Primary
                    on_press=move |_| open()
                />
                <Menu
                    label=spoken(words::snooze)
                    framed=true
                    items=move || {
                        view! {
                            <MenuItem
                                label=spoken(words::ten_minutes)
                                on_press=move |()| snooze(|| later(10))
                            />
                            <MenuItem
                                label=spoken(words::one_hour)
                                on_press=move |()| snooze(|| later(60))
                            />
                            <MenuItem
                                label=spoken(words::tomorrow)
                                on_press=move |()| {
                                    snooze(|| morning(clock::today().plus_days(1)));
                                }
                            />
                        }
                    }
                />
            </div>
        </article>
    }
}

/// The reminder goes with the button that was pressed: the focus goes on to the next one, or back
/// to the page.
fn focus_next() {
    idle::before_paint(|| {
        idle::before_paint(|| {
            if page::focused().is_none() && !page::focus_first(".reminder button") {
                page::focus_first("main h1");
            }
        });
    });
}

fn later(minutes: i64) -> Instant {
    Instant(clock::now_ms() + minutes * 60_000)
}
