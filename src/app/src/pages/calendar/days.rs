//! The days that a calendar shows.

use record::Date;
use workflow::repeat::weekday;

/// How many days are shown at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    /// The weeks that hold a month.
    Month,
    /// One week.
    Week,
}

/// The same day some months later or earlier, or the last one of a month that is shorter.
fn months_later(day: Date, months: i32) -> Date {
    day.plus_months(months).unwrap_or(day)
}

/// The first day of a day's week. `first` is the weekday with which weeks begin, Monday 0.
pub(super) fn week_start(day: Date, first: u8) -> Date {
    let back = (7 + weekday(day) - first % 7) % 7;
    day.plus_days(-i32::from(back))
}

/// The days that are shown around a day: whole weeks.
pub(super) fn shown(day: Date, span: Span, first: u8) -> Vec<Date> {
    let (from, to) = match span {
        Span::Week => (day, day),
        Span::Month => {
            let start = day.month_start().unwrap_or(day);
            (start, months_later(start, 1).plus_days(-1))
        }
    };
    let begin = week_start(from, first);
    let weeks = (to.0.saturating_sub(begin.0)) / 7 + 1;
    (0..weeks * 7).map(|n| begin.plus_days(n)).collect()
}

/// Where a key leads from a day; `None` for keys that don't move.
pub(super) fn step(key: &str, day: Date, span: Span, first: u8) -> Option<Date> {
    let start = week_start(day, first);
    Some(match key {
        "ArrowLeft" => day.plus_days(-1),
        "ArrowRight" => day.plus_days(1),
        "ArrowUp" => day.plus_days(-7),
        "ArrowDown" => day.plus_days(7),
        "Home" => start,
        "End" => start.plus_days(6),
        "PageUp" => turned(day, span, -1),
        "PageDown" => turned(day, span, 1),
        _ => return None,
    })
}

/// The day as many pages later or earlier.
pub(super) fn turned(day: Date, span: Span, pages: i32) -> Date {
    match span {
        Span::Month => months_later(day, pages),
        Span::Week => day.plus_days(7 * pages),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    #[test]
    fn a_month_is_shown_in_whole_weeks() {
        let days = shown(day("2026-11-15"), Span::Month, 0);
        assert_eq!(days.first(), Some(&day("2026-10-26")));
        assert_eq!(days.last(), Some(&day("2026-12-06")));
        let february = shown(day("2027-02-15"), Span::Month, 0);
        assert_eq!(february.len(), 28);
    }

    #[test]
    fn the_last_day_of_a_long_month_falls_into_a_short_one() {
        assert_eq!(months_later(day("2028-01-31"), 1), day("2028-02-29"));
        assert_eq!(months_later(day("2026-01-31"), -2), day("2025-11-30"));
    }

    proptest! {
        #[test]
        fn what_is_shown_are_whole_weeks_around_the_day(n in 0i32..60_000, first in 0u8..7, week: bool) {
            let span = if week { Span::Week } else { Span::Month };
            let days = shown(Date(n), span, first);
            prop_assert!(days.contains(&Date(n)));
            prop_assert_eq!(days.len() % 7, 0);
            prop_assert_eq!(weekday(days[0]), first);
            prop_assert!(days.windows(2).all(|pair| pair[1].0 == pair[0].0 + 1));
        }

        #[test]
        fn any_day_is_shown(n: i32, first in 0u8..7) {
            let _ = (shown(Date(n), Span::Month, first), step("PageDown", Date(n), Span::Month, first));
        }
    }
}
