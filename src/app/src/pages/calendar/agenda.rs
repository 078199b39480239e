//! The days with entries, one below the other, as on a phone.

use leptos::prelude::*;
use record::Date;

use super::Calendar;
use super::days::Span;
use super::entry::{Entry, EntryView};
use crate::parts::{Each, EmptyState, IconName, When};
use crate::platform::intl::{self, DateStyle};
use crate::platform::{clock, dom, idle, page};
use crate::words::{calendar as words, locale, spoken};

/// The list of days.
#[component]
pub(super) fn Agenda(calendar: Calendar) -> impl IntoView {
    let days = Memo::new(move |_| {
        let month = calendar.day.get().month_start();
        let is_shown = |day: &Date| calendar.span.get() == Span::Week || day.month_start() == month;
        calendar.entries.with(|all| {
            all.iter()
                .filter(|(day, _)| is_shown(day))
                .map(|(day, entries)| (*day, entries.clone()))
                .collect::<Vec<_>>()
        })
    });
    // The month begins above, where it is no longer of interest.
    let is_filled = Memo::new(move |_| !days.with(Vec::is_empty));
    Effect::new(move |_| {
        if is_filled.get() {
            show(calendar.day.get_untracked());
        }
    });
    view! {
        <div class="agenda">
            <When holds=move || days.with(Vec::is_empty)>
                <EmptyState
                    icon=IconName::Calendar
                    title=spoken(words::nothing)
                    text=spoken(words::nothing_text)
                />
            </When>
            <Each each=move || days.get() key=|(day, entries)| (*day, entries.clone()) let:shown>
                <Day calendar=calendar day=shown.0 entries=shown.1 />
            </Each>
        </div>
    }
}

/// Brings a day into view, or the next one with entries.
pub(super) fn show(day: Date) {
    idle::before_paint(move || {
        let (Some(agenda), Some(calendar)) = (page::first(".agenda"), page::first(".calendar"))
        else {
            return;
        };
        let day = day.to_string();
        let days = dom::all(&agenda, ".agenda-day").into_iter();
        let mut from = days.filter(|shown| shown.get_attribute("data-date") >= Some(day.clone()));
        if let Some(next) = from.next() {
            dom::show_first(&next, &calendar);
        }
    });
}

#[component]
fn Day(calendar: Calendar, day: Date, entries: Vec<Entry>) -> impl IntoView {
    let rows = entries.into_iter().map(|entry| {
        view! {
            <li>
                <EntryView calendar=calendar entry=entry in_line=true />
            </li>
        }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <section
            class="agenda-day"
            class:is-today=day == clock::today()
            data-date=day.to_string()
        >
            <h3>{move || intl::date(locale(), day, DateStyle::Long)}</h3>
            <ul class="calendar-all">{rows}</ul>
        </section>
    }
}
