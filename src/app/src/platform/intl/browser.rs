//! `Intl` itself. A formatter is kept under the locale and what it formats.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::HashMap;

use js_sys::{Array, Function, Intl, Object, Reflect};
use record::{Currency, Date, Instant, Money};
use wasm_bindgen::{JsCast, JsValue};

use super::{DateStyle, Locale, Signs};

/// What a kept formatter formats.
#[derive(PartialEq, Eq, Hash)]
enum Purpose {
    Number(u8),
    NumberCompact,
    Percent,
    Money(Currency, u32),
    MoneyCompact(Currency),
    CurrencyName,
    Date(DateStyle),
    DateTime,
    Time,
    Relative,
    Compare,
}

thread_local! {
    static FORMATTERS: RefCell<HashMap<(Locale, Purpose), Function>> = RefCell::default();
    static SIGNS: RefCell<HashMap<Locale, Signs>> = RefCell::default();
}

pub(super) fn number(locale: Locale, n: f64, decimals: u8) -> String {
    run(locale, Purpose::Number(decimals), &JsValue::from_f64(n))
}

pub(super) fn number_compact(locale: Locale, n: f64) -> String {
    run(locale, Purpose::NumberCompact, &JsValue::from_f64(n))
}

pub(super) fn percent(locale: Locale, share: f64) -> String {
    run(locale, Purpose::Percent, &JsValue::from_f64(share))
}

pub(super) fn money(locale: Locale, money: Money, decimals: u32) -> String {
    let purpose = Purpose::Money(money.currency, decimals);
    run(locale, purpose, &JsValue::from_f64(money.units()))
}

pub(super) fn money_compact(locale: Locale, money: Money) -> String {
    let purpose = Purpose::MoneyCompact(money.currency);
    run(locale, purpose, &JsValue::from_f64(money.units()))
}

pub(super) fn currency_name(locale: Locale, currency: Currency) -> String {
    run(
        locale,
        Purpose::CurrencyName,
        &JsValue::from_str(currency.code()),
    )
}

pub(super) fn date(locale: Locale, date: Date, style: DateStyle) -> String {
    moment(locale, Purpose::Date(style), date.at_midnight_utc())
}

pub(super) fn date_time(locale: Locale, at: Instant) -> String {
    moment(locale, Purpose::DateTime, at)
}

pub(super) fn time(locale: Locale, at: Instant) -> String {
    moment(locale, Purpose::Time, at)
}

/// Browsers without week data begin the week on Monday, as ISO 8601 does, and on Sunday in the
/// largest region that does so.
pub(super) fn first_weekday(locale: Locale) -> u8 {
    let known = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let class: Function = Reflect::get(&intl, &"Locale".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let of = Reflect::construct(&class, &Array::of1(&locale.0.into())).ok()?;
        let get = Reflect::get(&of, &"getWeekInfo".into()).ok()?;
        let info = match get.dyn_into::<Function>() {
            Ok(get) => get.call0(&of).ok()?,
            Err(_) => Reflect::get(&of, &"weekInfo".into()).ok()?,
        };
        let day = Reflect::get(&info, &"firstDay".into()).ok()?.as_f64()?;
        // 1 for Monday to 7 for Sunday.
        Some(((day as i64 - 1).rem_euclid(7)) as u8)
    };
    known().unwrap_or(if locale.0 == "en-US" { 6 } else { 0 })
}

pub(super) fn relative(locale: Locale, amount: i64, unit: &str) -> String {
    with_formatter(locale, Purpose::Relative, |format| {
        let args = (JsValue::from_f64(amount as f64), JsValue::from_str(unit));
        format.call2(&JsValue::UNDEFINED, &args.0, &args.1).ok()
    })
    .and_then(|text| text.as_string())
    .unwrap_or_default()
}

pub(super) fn compare(locale: Locale, a: &str, b: &str) -> Ordering {
    let answer = with_formatter(locale, Purpose::Compare, |compare| {
        compare
            .call2(&JsValue::UNDEFINED, &a.into(), &b.into())
            .ok()
    });
    match answer.and_then(|n| n.as_f64()) {
        Some(n) if n < 0.0 => Ordering::Less,
        Some(n) if n > 0.0 => Ordering::Greater,
        Some(_) => Ordering::Equal,
        None => a.cmp(b),
    }
}

pub(super) fn sorted(locale: Locale, mut texts: Vec<String>) -> Vec<String> {
    let list: Array = texts.iter().map(JsValue::from).collect();
    let done = with_formatter(locale, Purpose::Compare, |compare| {
        let sort: Function = Reflect::get(&list, &"sort".into()).ok()?.dyn_into().ok()?;
        sort.call1(&list, compare).ok()
    });
    if done.is_none() {
        texts.sort();
        return texts;
    }
    list.iter().filter_map(|text| text.as_string()).collect()
}

pub(super) fn signs(locale: Locale) -> Signs {
    if let Some(signs) = SIGNS.with(|signs| signs.borrow().get(&locale).copied()) {
        return signs;
    }
    let sample = number(locale, 1_234_567.5, 1);
    let mut found = sample.chars().filter(|c| !c.is_ascii_digit());
    let group = found.next().unwrap_or(',');
    let signs = Signs {
        group,
        decimal: found.next_back().unwrap_or('.'),
    };
    SIGNS.with(|all| all.borrow_mut().insert(locale, signs));
    signs
}

/// Formats a moment; one that the calendar of the browser doesn't reach as its plain text.
fn moment(locale: Locale, purpose: Purpose, at: Instant) -> String {
    const REACH_MS: i64 = 8_640_000_000_000_000;
    if !(-REACH_MS..=REACH_MS).contains(&at.0) {
        return at.to_string();
    }
    run(locale, purpose, &JsValue::from_f64(at.0 as f64))
}

fn run(locale: Locale, purpose: Purpose, value: &JsValue) -> String {
    with_formatter(locale, purpose, |format| {
        format.call1(&JsValue::UNDEFINED, value).ok()
    })
    .and_then(|text| text.as_string())
    .or_else(|| value.as_string())
    .unwrap_or_default()
}

fn with_formatter<T>(
    locale: Locale,
    purpose: Purpose,
    then: impl FnOnce(&Function) -> Option<T>,
) -> Option<T> {
    FORMATTERS.with(|formatters| {
        let key = (locale, purpose);
        let known = formatters.borrow().get(&key).cloned();
        let format = match known {
            Some(format) => format,
            None => {
                let made = make(locale, &key.1)?;
                formatters.borrow_mut().insert(key, made.clone());
                made
            }
        };
        then(&format)
    })
}

fn make(locale: Locale, purpose: &Purpose) -> Option<Function> {
    let locales = Array::of1(&JsValue::from_str(locale.0));
    let date_format = |options: Object| Intl::DateTimeFormat::new(&locales, &options).format();
    let number_format = |options: Object| Intl::NumberFormat::new(&locales, &options).format();
    Some(match purpose {
        Purpose::Number(decimals) => number_format(options(&[(
            "maximumFractionDigits",
            JsValue::from(*decimals),
        )])),
        Purpose::NumberCompact => number_format(options(&[
            ("notation", "compact".into()),
            ("maximumFractionDigits", JsValue::from(1)),
        ])),
        Purpose::Percent => number_format(options(&[("style", "percent".into())])),
        Purpose::Money(currency, decimals) => number_format(options(&[
            ("style", "currency".into()),
            ("currency", currency.code().into()),
            ("minimumFractionDigits", JsValue::from(*decimals)),
            ("maximumFractionDigits", JsValue::from(*decimals)),
        ])),
        Purpose::MoneyCompact(currency) => number_format(options(&[
            ("style", "currency".into()),
            ("currency", currency.code().into()),
            ("notation", "compact".into()),
            ("maximumFractionDigits", JsValue::from(1)),
            ("minimumFractionDigits", JsValue::from(0)),
        ])),
        Purpose::CurrencyName => method(
            "DisplayNames",
            "of",
            &locales,
            &options(&[("type", "currency".into())]),
        )?,
        Purpose::Date(style) => {
            let mut wanted = vec![("timeZone", "UTC".into()), ("day", "numeric".into())];
            match style {
                DateStyle::Weekday | DateStyle::WeekdayShort => {
                    wanted.pop();
                    let length = match style {
                        DateStyle::Weekday => "long",
                        _ => "short",
                    };
                    wanted.push(("weekday", length.into()));
                }
                DateStyle::Medium => {
                    wanted.extend([("month", "short".into()), ("year", "numeric".into())]);
                }
                DateStyle::Short => wanted.push(("month", "short".into())),
                DateStyle::Long => wanted.extend([
                    ("month", "long".into()),
                    ("year", "numeric".into()),
                    ("weekday", "long".into()),
                ]),
                DateStyle::Month | DateStyle::MonthShort => {
                    let month = if style == &DateStyle::Month {
                        "long"
                    } else {
                        "short"
                    };
                    wanted.pop();
                    wanted.extend([("month", month.into()), ("year", "numeric".into())]);
                }
            }
            date_format(options(&wanted))
        }
        Purpose::DateTime => date_format(options(&[
            ("dateStyle", "medium".into()),
            ("timeStyle", "short".into()),
        ])),
        Purpose::Time => date_format(options(&[("timeStyle", "short".into())])),
        Purpose::Relative => method(
            "RelativeTimeFormat",
            "format",
            &locales,
            &options(&[("numeric", "auto".into())]),
        )?,
        Purpose::Compare => {
            Intl::Collator::new(&locales, &options(&[("numeric", true.into())])).compare()
        }
    })
}

/// A method of a new `Intl` object, bound to it.
fn method(class: &str, name: &str, locales: &Array, options: &Object) -> Option<Function> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &class.into()).ok()?.dyn_into().ok()?;
    let object = Reflect::construct(&class, &Array::of2(locales, options)).ok()?;
    let method: Function = Reflect::get(&object, &name.into()).ok()?.dyn_into().ok()?;
    let bind: Function = Reflect::get(&method, &"bind".into())
        .ok()?
        .dyn_into()
        .ok()?;
    bind.call1(&method, &object).ok()?.dyn_into().ok()
}

fn options(pairs: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}
