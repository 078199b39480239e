//! Moments as people speak of them.

use leptos::prelude::*;
use record::{Date, Instant};

use crate::platform::clock;
use crate::platform::intl::{self, DateStyle};
use crate::words::{common, locale};

/// How long ago or ahead a moment lies; the moment itself is its tooltip. It is right when it is
/// drawn; give it a `now` that ticks where it is looked at for long.
#[component]
pub fn RelativeTime(
    /// The moment; nothing is shown for `None`.
    #[prop(into)]
    at: Signal<Option<Instant>>,
    /// What counts as now; else the time of drawing.
    #[prop(optional, into)]
    now: Option<Signal<Instant>>,
) -> impl IntoView {
    let text = move || {
        let now = now.map_or_else(clock::now, |now| now.get());
        at.get().map(|at| ago(at, now))
    };
    view! {
        <time
            datetime=move || at.get().map(|at| at.to_string())
            title=move || at.get().map(|at| intl::date_time(locale(), at))
        >
            {move || text()}
        </time>
    }
}

/// A day in the style of the region; how far off it is stands in its tooltip.
#[component]
pub fn DateText(
    /// The day; nothing is shown for `None`.
    #[prop(into)]
    date: Signal<Option<Date>>,
) -> impl IntoView {
    let off = move || {
        let days = date
            .get()
            .map(|date| i64::from(date.0) - i64::from(clock::today().0));
        days.map(|days| {
            if days == 0 {
                intl::date(locale(), clock::today(), DateStyle::Long)
            } else {
                intl::relative(locale(), days.saturating_mul(86_400))
            }
        })
    };
    view! {
        <time datetime=move || date.get().map(|date| date.to_string()) title=off>
            {move || date.get().map(|date| intl::date(locale(), date, DateStyle::Medium))}
        </time>
    }
}

/// How long ago or ahead `at` lies from `now`.
fn ago(at: Instant, now: Instant) -> String {
    let seconds = at.0.saturating_sub(now.0) / 1000;
    if seconds.abs() < 60 {
        return common::just_now().to_owned();
    }
    // From a day on people count days of the calendar.
    let day = |at: Instant| i64::from(clock::local_date(at).0);
    match seconds.abs() {
        ..86_400 => intl::relative(locale(), seconds),
        _ => intl::relative(locale(), (day(at) - day(now)) * 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_than_a_minute_is_now_and_any_distance_has_a_text() {
        assert_eq!(ago(Instant(59_999), Instant(0)), "just now");
        assert_eq!(ago(Instant(0), Instant(180_000)), "-3 minute");
        let hours = |n: i64| Instant(n * 3_600_000);
        assert_eq!(ago(hours(15), hours(24 + 14)), "-23 hour");
        assert_eq!(ago(hours(15), hours(48 + 1)), "-2 day");
        assert_eq!(ago(hours(24 + 1), hours(48 + 2)), "-1 day");
        assert!(!ago(Instant(i64::MIN), Instant(i64::MAX)).is_empty());
    }
}
