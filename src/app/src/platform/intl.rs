//! Numbers, money, days and times as people of a region write them, and the order of their
//! alphabet: the browser's `Intl`. Formatter objects are made once and kept.
//!
//! Every function takes a [`Locale`]. Natively, where there is no `Intl`, numbers are grouped with
//! commas, days are ISO 8601 and text is ordered by its lower case; so pure code and its tests run.

use record::{Currency, Date, Instant, Money};

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod native;

#[cfg(target_arch = "wasm32")]
use browser as engine;
#[cfg(not(target_arch = "wasm32"))]
use native as engine;

/// A language with the region whose customs its numbers and dates follow: a BCP 47 tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Locale(pub &'static str);

/// How much of a day is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateStyle {
    /// "3 Jan 2026": lists and fields.
    Medium,
    /// "3 Jan": the year is plain from the place.
    Short,
    /// "Saturday, 3 January 2026": headings and tooltips.
    Long,
    /// "January 2026": columns of a forecast.
    Month,
    /// "Saturday": the weekday alone.
    Weekday,
    /// "Sat": the weekday in few characters.
    WeekdayShort,
    /// "Jan 2026": labels of charts.
    MonthShort,
}

/// The signs with which a locale writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signs {
    /// Between whole and fraction.
    pub decimal: char,
    /// Between groups of digits.
    pub group: char,
}

/// A whole number with its groups: 12,345.
pub fn whole(locale: Locale, n: i64) -> String {
    engine::number(locale, n as f64, 0)
}

/// A number with at most `decimals` decimals.
pub fn number(locale: Locale, n: f64, decimals: u8) -> String {
    engine::number(locale, n, decimals)
}

/// A number in few characters: 1.2M, 120万.
pub fn number_compact(locale: Locale, n: f64) -> String {
    engine::number_compact(locale, n)
}

/// A share as a percentage: 0.425 is 43 %.
pub fn percent(locale: Locale, share: f64) -> String {
    engine::percent(locale, share)
}

/// An amount with its currency; whole amounts are written without decimals.
pub fn money(locale: Locale, money: Money) -> String {
    let whole = money.minor % money.currency.scale() == 0;
    engine::money(
        locale,
        money,
        if whole { 0 } else { money.currency.decimals() },
    )
}

/// An amount with its currency and all of its decimals, for columns that are added up.
pub fn money_exact(locale: Locale, money: Money) -> String {
    engine::money(locale, money, money.currency.decimals())
}

/// An amount in few characters, for the heads of columns: €1.2M.
pub fn money_compact(locale: Locale, money: Money) -> String {
    engine::money_compact(locale, money)
}

/// The name of a currency: "euro".
pub fn currency_name(locale: Locale, currency: Currency) -> String {
    engine::currency_name(locale, currency)
}

/// A day.
pub fn date(locale: Locale, date: Date, style: DateStyle) -> String {
    engine::date(locale, date, style)
}

/// The weekday with which a week begins, Monday 0.
pub fn first_weekday(locale: Locale) -> u8 {
    engine::first_weekday(locale)
}

/// The name of a weekday, Monday 0.
pub fn weekday_name(locale: Locale, weekday: u8, style: DateStyle) -> String {
    // 1970-01-05 was a Monday.
    date(locale, Date(4 + i32::from(weekday % 7)), style)
}

/// A day and a time in the user's zone.
pub fn date_time(locale: Locale, at: Instant) -> String {
    engine::date_time(locale, at)
}

/// A time of day in the user's zone.
pub fn time(locale: Locale, at: Instant) -> String {
    engine::time(locale, at)
}

/// How long ago (negative) or ahead `seconds` lie: "5 minutes ago", "yesterday", "in 3 days".
pub fn relative(locale: Locale, seconds: i64) -> String {
    let (amount, unit) = relative_unit(seconds);
    engine::relative(locale, amount, unit)
}

/// A size in bytes: 4.2 MB.
pub fn bytes(locale: Locale, bytes: u64) -> String {
    const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
    let mut amount = bytes as f64;
    let mut unit = 0;
    while amount >= 1000.0 && unit + 1 < UNITS.len() {
        amount /= 1000.0;
        unit += 1;
    }
    let decimals = u8::from(unit > 0 && amount < 100.0);
    format!("{} {}", number(locale, amount, decimals), UNITS[unit])
}

/// The order of two texts in the locale's alphabet, numbers within them by value.
pub fn compare(locale: Locale, a: &str, b: &str) -> std::cmp::Ordering {
    engine::compare(locale, a, b)
}

/// Texts in the locale's order. Sorts within the browser, so that a hundred thousand texts cross
/// over once and not at each comparison.
pub fn sorted(locale: Locale, texts: Vec<String>) -> Vec<String> {
    engine::sorted(locale, texts)
}

/// The signs with which the locale writes numbers.
pub fn signs(locale: Locale) -> Signs {
    engine::signs(locale)
}

/// The largest unit that a time span fills at least once, and how often; rounded toward zero.
fn relative_unit(seconds: i64) -> (i64, &'static str) {
    const UNITS: [(i64, &str); 6] = [
        (31_557_600, "year"),
        (2_629_800, "month"),
        (604_800, "week"),
        (86_400, "day"),
        (3_600, "hour"),
        (60, "minute"),
    ];
    let size = seconds.unsigned_abs();
    for (length, name) in UNITS {
        if size >= length.unsigned_abs() {
            return (seconds / length, name);
        }
    }
    (0, "minute")
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Locale = Locale("en");

    #[test]
    fn a_time_span_is_told_in_its_largest_full_unit() {
        assert_eq!(relative_unit(-59), (0, "minute"));
        assert_eq!(relative_unit(-3_599), (-59, "minute"));
        assert_eq!(relative_unit(86_400 * 6), (6, "day"));
        assert_eq!(relative_unit(i64::MIN).1, "year");
    }

    #[test]
    fn sizes_grow_through_their_units() {
        assert_eq!(bytes(EN, 999), "999 B");
        assert_eq!(bytes(EN, 4_200_000), "4.2 MB");
        assert_eq!(bytes(EN, u64::MAX), "18,446,744 TB");
    }
}
