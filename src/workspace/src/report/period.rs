//! Days, weeks, months, quarters and years: where each begins, and the next.

use record::Date;

use super::{Bucket, MAX_ROWS};

/// The first day of the period that a day is in; `None` for a bucket that is no period, or a day
/// outside the years 1 to 9999.
pub fn start(day: Date, bucket: Bucket) -> Option<Date> {
    let (year, month, _) = day.ymd()?;
    match bucket {
        Bucket::Day => Some(day),
        // 1970-01-01 was a Thursday; weeks begin with Monday.
        Bucket::Week => Some(day.plus_days(-(day.0 + 3).rem_euclid(7))),
        Bucket::Month => day.month_start(),
        Bucket::Quarter => Date::from_ymd(year, (month - 1) / 3 * 3 + 1, 1),
        Bucket::Year => Date::from_ymd(year, 1, 1),
        Bucket::Value | Bucket::Range(_) => None,
    }
}

/// The first day of the period after the one that begins on `start`.
pub fn next(start: Date, bucket: Bucket) -> Option<Date> {
    let months = match bucket {
        Bucket::Day => return Some(start.plus_days(1)),
        Bucket::Week => return Some(start.plus_days(7)),
        Bucket::Month => 1,
        Bucket::Quarter => 3,
        Bucket::Year => 12,
        Bucket::Value | Bucket::Range(_) => return None,
    };
    later(start, months)
}

/// The last day of the period that begins on `start`.
pub fn last(start: Date, bucket: Bucket) -> Option<Date> {
    Some(next(start, bucket)?.plus_days(-1))
}

/// The first day of the month that many months after the one a day is in.
pub fn later(day: Date, months: i32) -> Option<Date> {
    day.month_start()?.plus_months(months)
}

/// The periods from the one a day is in to the one another day is in; at most [`MAX_ROWS`].
pub(super) fn all(from: Date, to: Date, bucket: Bucket) -> Vec<Date> {
    let mut list = Vec::new();
    let mut next = start(from, bucket);
    while let Some(start) = next.filter(|start| *start <= to && list.len() < MAX_ROWS) {
        list.push(start);
        next = self::next(start, bucket);
    }
    list
}

/// The place of a day among periods; `None` before the first one. A day after the last counts there
/// only if the caller lets it.
pub(super) fn place(periods: &[Date], day: Date) -> Option<usize> {
    periods
        .partition_point(|start| *start <= day)
        .checked_sub(1)
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
    fn periods_begin_where_the_calendar_says() {
        let date = day("2026-08-19");
        for (bucket, first, after) in [
            (Bucket::Day, "2026-08-19", "2026-08-20"),
            (Bucket::Week, "2026-08-17", "2026-08-24"),
            (Bucket::Month, "2026-08-01", "2026-09-01"),
            (Bucket::Quarter, "2026-07-01", "2026-10-01"),
            (Bucket::Year, "2026-01-01", "2027-01-01"),
        ] {
            let first = day(first);
            assert_eq!(start(date, bucket), Some(first));
            assert_eq!(next(first, bucket), Some(day(after)));
        }
        assert_eq!(start(date, Bucket::Range(5.0)), None);
        assert_eq!(later(date, -8), Some(day("2025-12-01")));
    }

    proptest! {
        #[test]
        fn a_day_is_in_its_period(n: i32, bucket in prop::sample::select(vec![
            Bucket::Day, Bucket::Week, Bucket::Month, Bucket::Quarter, Bucket::Year,
        ])) {
            for n in [n, n % 2_000_000] {
                if let Some(first) = start(Date(n), bucket)
                    && let Some(end) = last(first, bucket)
                {
                    prop_assert!(first.0 <= n && n <= end.0);
                    prop_assert_eq!(start(first, bucket).unwrap_or(first), first);
                }
            }
        }
    }
}
