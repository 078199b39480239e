//! The days and times that people mean most often, one press away.

use leptos::prelude::*;
use record::{Date, Instant};
use workflow::repeat::weekday;

use crate::platform::{clock, intl};
use crate::words::{locale, reminders as words};

/// When a working day begins, in minutes after midnight.
const MORNING: u32 = 9 * 60;

/// The Monday after a day.
pub fn next_monday(day: Date) -> Date {
    day.plus_days(7 - i32::from(weekday(day)))
}

/// The morning of a day, in the user's zone.
pub fn morning(day: Date) -> Instant {
    clock::local_instant(day, MORNING)
}

/// Quick choices of a day.
#[component]
pub fn QuickDays(
    /// Hears the day.
    #[prop(into)]
    on_choose: Callback<Date>,
) -> impl IntoView {
    type Choice = (fn() -> &'static str, fn(Date) -> Date);
    const CHOICES: [Choice; 4] = [
        (words::today, |today| today),
        (words::tomorrow, |today| today.plus_days(1)),
        (words::next_monday, next_monday),
        (words::in_a_week, |today| today.plus_days(7)),
    ];
    let buttons = CHOICES.map(|(name, day)| {
        let press = move || on_choose.run(day(clock::today()));
        quick_button(
            Signal::derive(move || name().to_owned()),
            Callback::new(move |()| press()),
        )
    });
    view! {
        <div class="quick-choices" role="group" aria-label=words::quick_days>
            {buttons.into_iter().collect_view()}
        </div>
    }
}

/// Quick choices of a moment for a reminder.
#[component]
pub fn QuickTimes(
    /// Hears the moment.
    #[prop(into)]
    on_choose: Callback<Instant>,
) -> impl IntoView {
    let buttons =
        later().map(|(name, at)| quick_button(name, Callback::new(move |()| on_choose.run(at()))));
    view! {
        <div class="quick-choices" role="group" aria-label=words::quick_times>
            {buttons.into_iter().collect_view()}
        </div>
    }
}

/// A name and the moment it stands for.
type Later = (Signal<String>, fn() -> Instant);

/// The moments of [`QuickTimes`] with their names.
fn later() -> [Later; 3] {
    let named = |name: fn(&str) -> String, day: fn() -> Date| {
        Signal::derive(move || name(&intl::time(locale(), morning(day()))))
    };
    [
        (Signal::derive(|| words::one_hour().to_owned()), in_an_hour),
        (named(words::tomorrow_at, tomorrow), || morning(tomorrow())),
        (named(words::next_monday_at, monday), || morning(monday())),
    ]
}

fn tomorrow() -> Date {
    clock::today().plus_days(1)
}

fn monday() -> Date {
    next_monday(clock::today())
}

fn in_an_hour() -> Instant {
    Instant(clock::now_ms() + 3_600_000)
}

fn quick_button(name: Signal<String>, on_press: Callback<()>) -> AnyView {
    view! {
        <button type="button" class="quick-choice" on:click=move |_| on_press.run(())>
            {move || name.get()}
        </button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_monday_is_never_today() {
        // 1970-01-05 was a Monday.
        assert_eq!(next_monday(Date(4)), Date(11));
        assert_eq!(next_monday(Date(5)), Date(11));
        assert_eq!(next_monday(Date(10)), Date(11));
    }
}
