//! What stands in for `Intl` where there is no browser.

use std::cmp::Ordering;

use record::{Currency, Date, Instant, Money};

use super::{DateStyle, Locale, Signs};

pub(super) fn number(_: Locale, n: f64, decimals: u8) -> String {
    let text = format!("{:.*}", usize::from(decimals), n.abs());
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let part = part.trim_end_matches('0');
    let sign = if n < 0.0 { "-" } else { "" };
    let point = if part.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{point}{part}")
}

pub(super) fn number_compact(locale: Locale, n: f64) -> String {
    let (size, sign) = match n.abs() {
        n if n >= 1e12 => (1e12, "T"),
        n if n >= 1e9 => (1e9, "B"),
        n if n >= 1e6 => (1e6, "M"),
        n if n >= 1e3 => (1e3, "K"),
        _ => (1.0, ""),
    };
    format!("{}{sign}", number(locale, n / size, 1))
}

pub(super) fn percent(locale: Locale, share: f64) -> String {
    format!("{}%", number(locale, share * 100.0, 0))
}

pub(super) fn money(locale: Locale, money: Money, decimals: u32) -> String {
    let code = money.currency.code();
    format!("{code} {}", number(locale, money.units(), decimals as u8))
}

pub(super) fn money_compact(locale: Locale, money: Money) -> String {
    self::money(locale, money, 0)
}

pub(super) fn currency_name(_: Locale, currency: Currency) -> String {
    currency.code().to_owned()
}

pub(super) fn date(_: Locale, date: Date, _: DateStyle) -> String {
    date.to_string()
}

pub(super) fn date_time(_: Locale, at: Instant) -> String {
    at.to_string()
}

pub(super) fn time(_: Locale, at: Instant) -> String {
    at.to_string()
}

pub(super) fn relative(_: Locale, amount: i64, unit: &str) -> String {
    format!("{amount} {unit}")
}

pub(super) fn compare(_: Locale, a: &str, b: &str) -> Ordering {
    a.to_lowercase().cmp(&b.to_lowercase())
}

pub(super) fn sorted(locale: Locale, mut texts: Vec<String>) -> Vec<String> {
    texts.sort_by(|a, b| compare(locale, a, b));
    texts
}

pub(super) fn signs(_: Locale) -> Signs {
    Signs {
        decimal: '.',
        group: ',',
    }
}

pub(super) fn first_weekday(_: Locale) -> u8 {
    0
}
