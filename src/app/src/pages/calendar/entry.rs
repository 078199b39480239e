//! One record on its day.

use leptos::prelude::*;
use record::schema::{activity, task};
use record::{Date, FieldId, Instant, Kind, RecordId, Value};

use super::Calendar;
use crate::parts::{Icon, IconName};
use crate::platform::{clock, intl};
use crate::shell::Route;
use crate::state::State;
use crate::words::{calendar as words, locale, tasks};

/// A record on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) id: RecordId,
    /// The time of a meeting.
    pub(super) at: Option<Instant>,
}

impl Entry {
    pub(super) fn of(kind: Kind, id: RecordId) -> Self {
        Self { kind, id, at: None }
    }

    pub(super) fn meeting(id: RecordId, at: Instant) -> Self {
        Self {
            kind: Kind::ACTIVITY,
            id,
            at: Some(at),
        }
    }

    /// Whether it can be moved to another day here.
    pub(super) fn moves(self) -> bool {
        self.at.is_none()
    }

    /// What it is called, tracked.
    pub(super) fn name(self, state: State) -> String {
        let name = state.name(self.kind, self.id);
        if !name.is_empty() {
            return name;
        }
        match self.subject(state) {
            Some((kind, id)) => state.name(kind, id),
            None => words::meeting().to_owned(),
        }
    }

    /// Opens the record in the panel, or that of a meeting on its page.
    pub(super) fn open(self, calendar: Calendar) {
        if self.kind != Kind::ACTIVITY {
            calendar.list.open(self.id);
        } else if let Some(route) = untrack(|| self.subject(calendar.state))
            .and_then(|(kind, id)| Route::of_record(kind, id))
        {
            calendar.list.navigation().go_to(route);
        }
    }

    /// The record that a meeting was with.
    fn subject(self, state: State) -> Option<(Kind, RecordId)> {
        const WITH: [(FieldId, Kind); 4] = [
            (activity::DEAL, Kind::DEAL),
            (activity::CONTACT, Kind::CONTACT),
            (activity::COMPANY, Kind::COMPANY),
            (activity::TICKET, Kind::TICKET),
        ];
        WITH.iter().find_map(|(field, kind)| {
            let id = state.value(self.kind, self.id, *field)?.as_ref_id()?;
            Some((*kind, state.with(|ws| ws.resolve(*kind, id))))
        })
    }
}

/// How an open task stands.
fn class_of(state: State, entry: Entry) -> &'static str {
    if entry.kind != Kind::TASK {
        return "";
    }
    let value = |field| state.value(Kind::TASK, entry.id, field);
    match (value(task::DONE_AT), value(task::DUE)) {
        (Some(_), _) => "is-done",
        (None, Some(Value::Date(due))) if due < clock::today() => "is-late",
        _ => "",
    }
}

/// An entry; pressed it opens the record in the panel, or a meeting's record on its page.
#[component]
pub(super) fn EntryView(
    calendar: Calendar,
    entry: Entry,
    /// Whether it stands in a list of its own, where the Tab key reaches it.
    #[prop(optional)]
    in_line: bool,
    /// Hears that it was pressed, instead of opening it.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let state = calendar.state;
    let is_meeting = entry.kind == Kind::ACTIVITY;
    let class = move || {
        let kind = if is_meeting { "is-meeting" } else { "" };
        let carried = if calendar.carried.get() == Some(entry.id) {
            "is-carried"
        } else {
            ""
        };
        format!("calendar-entry {kind} {carried} {}", class_of(state, entry))
    };
    let time = move || entry.at.map(|at| intl::time(locale(), at));
    let late = move || (class_of(state, entry) == "is-late").then(tasks::overdue);
    let press = move || match on_press {
        Some(on_press) => on_press.run(()),
        None => entry.open(calendar),
    };
    view! {
        <button
            type="button"
            class=class
            tabindex=if in_line { "0" } else { "-1" }
            data-entry=entry.moves().then(|| entry.id.to_string())
            title=move || entry.name(state)
            on:click=move |event| {
                event.stop_propagation();
                press();
            }
        >
            {is_meeting.then(|| view! { <Icon name=IconName::Calendar /> })}
            <span class="calendar-time">{move || time()}</span>
            <span class="calendar-name">{move || entry.name(state)}</span>
            <span class="visually-hidden">{move || late()}</span>
        </button>
    }
}

/// How many entries a day has, for screen readers.
pub(super) fn count_text(day: Date, count: usize) -> String {
    let day = intl::date(locale(), day, intl::DateStyle::Long);
    match count {
        0 => day,
        n => words::day_with(&day, n),
    }
}
