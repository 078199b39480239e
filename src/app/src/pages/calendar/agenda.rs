//! The days with entries, one below the other, as on a phone.

use leptos::prelude::*;
use record::Date;

use super::Calendar;
use super::days::Span;
use super::entry::{Entry, EntryView};
use crate::parts::{Each, EmptyState, IconName, When};
use crate::platform::clock;
use crate::platform::intl::{self, DateStyle};
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
        <section class="agenda-day" class:is-today=day == clock::today()>
            <h3>{move || intl::date(locale(), day, DateStyle::Long)}</h3>
            <ul class="calendar-all">{rows}</ul>
        </section>
    }
}
