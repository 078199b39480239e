//! Dates without a time, and instants.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A calendar day without a time or a zone, as days since 1970-01-01.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Date(pub i32);

/// A point in time, as milliseconds since 1970-01-01T00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Instant(pub i64);

const MS_PER_DAY: i64 = 86_400_000;

impl Date {
    /// The day, or `None` where the calendar has no such day (the 31st of February). Years 1 to
    /// 9999 are taken.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        let date = NaiveDate::from_ymd_opt(year, month, day)?;
        Some(Self(date.signed_duration_since(EPOCH).num_days() as i32))
    }

    /// Year, month and day; `None` for a count of days outside the years 1 to 9999.
    pub fn ymd(self) -> Option<(i32, u32, u32)> {
        let date = EPOCH.checked_add_signed(chrono::Duration::days(i64::from(self.0)))?;
        (1..=9999)
            .contains(&date.year())
            .then(|| (date.year(), date.month(), date.day()))
    }

    /// Parses `YYYY-MM-DD`.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |s: &str, n| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
        if !(digits(y, 4) && digits(m, 2) && digits(d, 2)) {
            return None;
        }
        Self::from_ymd(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)
    }

    /// Midnight UTC at the start of the day.
    pub fn at_midnight_utc(self) -> Instant {
        Instant(i64::from(self.0) * MS_PER_DAY)
    }

    /// The day `days` later (or earlier).
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The first day of the day's month; `None` outside the years 1 to 9999.
    pub fn month_start(self) -> Option<Self> {
        let (year, month, _) = self.ymd()?;
        Self::from_ymd(year, month, 1)
    }

    /// The same day that many months later (or earlier), or the last one of a month that is
    /// shorter; `None` outside the years 1 to 9999.
    pub fn plus_months(self, months: i32) -> Option<Self> {
        let (year, month, day) = self.ymd()?;
        let at = (year * 12 + month as i32 - 1).checked_add(months)?;
        let (year, month) = (at.div_euclid(12), at.rem_euclid(12) as u32 + 1);
        (28.min(day)..=day)
            .rev()
            .find_map(|day| Self::from_ymd(year, month, day))
    }
}

impl Instant {
    /// The UTC day the instant lies on.
    pub fn date_utc(self) -> Date {
        Date(
            self.0
                .div_euclid(MS_PER_DAY)
                .clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32,
        )
    }

    /// Parses RFC 3339 (`2026-01-31T08:00:00Z`, with fractions or an offset).
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text)
            .ok()
            .map(|t| Self(t.timestamp_millis()))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ymd() {
            Some((y, m, d)) => write!(f, "{y:04}-{m:02}-{d:02}"),
            None => write!(f, "day {}", self.0),
        }
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Written by hand: the formatter of chrono is as large as a page of the application.
        let Some((y, m, d)) = self.date_utc().ymd() else {
            return write!(f, "ms {}", self.0);
        };
        let ms = self.0.rem_euclid(MS_PER_DAY);
        let (seconds, ms) = (ms / 1_000, ms % 1_000);
        let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        write!(
            f,
            "{y:04}-{m:02}-{d:02}T{hours:02}:{minutes:02}:{seconds:02}.{ms:03}Z"
        )
    }
}

const EPOCH: NaiveDate = match NaiveDate::from_ymd_opt(1970, 1, 1) {
    Some(date) => date,
    None => NaiveDate::MIN,
};

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_31st_of_february_is_no_day() {
        assert_eq!(Date::from_ymd(2026, 2, 31), None);
        assert_eq!(Date::parse_iso("2026-02-31"), None);
        assert_eq!(Date::parse_iso("2026-2-3"), None);
    }

    #[test]
    fn a_month_later_is_the_same_day_or_the_last_of_a_shorter_month() {
        let day = |text: &str| Date::parse_iso(text).unwrap();
        assert_eq!(day("2028-01-31").plus_months(1), Some(day("2028-02-29")));
        assert_eq!(day("2026-01-31").plus_months(-2), Some(day("2025-11-30")));
        assert_eq!(day("2026-01-15").plus_months(0), Some(day("2026-01-15")));
        assert_eq!(day("9999-12-01").plus_months(1), None);
        assert_eq!(day("2026-01-15").plus_months(i32::MAX), None);
        assert_eq!(day("2026-02-15").month_start(), Some(day("2026-02-01")));
    }

    #[test]
    fn instants_write_and_read_rfc_3339() {
        let t = Instant::parse_rfc3339("2026-01-31T09:30:00+01:00").unwrap();
        assert_eq!(t.to_string(), "2026-01-31T08:30:00.000Z");
        assert_eq!(t.date_utc().to_string(), "2026-01-31");
        assert_eq!(Instant(i64::MAX).to_string(), format!("ms {}", i64::MAX));
    }

    proptest! {
        #[test]
        fn every_day_survives_its_text(days in -700_000..2_900_000) {
            let date = Date(days);
            prop_assert_eq!(Date::parse_iso(&date.to_string()), Some(date));
        }
        #[test]
        fn every_instant_survives_its_text(ms in -62_135_596_800_000i64..253_402_300_800_000) {
            let t = Instant(ms);
            prop_assert_eq!(Instant::parse_rfc3339(&t.to_string()), Some(t));
        }
        #[test]
        fn any_count_of_days_or_milliseconds_has_a_text(days: i32, ms: i64) {
            let _ = (Date(days).to_string(), Instant(ms).to_string(), Instant(ms).date_utc());
        }
    }
}
