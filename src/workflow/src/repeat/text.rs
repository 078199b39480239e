//! Recurrences as text.

use std::fmt;
use std::str::FromStr;

use record::Date;

use super::{End, From, MOST, MonthDay, Repeat, Unit, Weekdays};

/// The names of weekdays, Monday first.
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/// The longest text that is read, in bytes.
const LONGEST: usize = 500;
/// The part that says that the next date is counted from the day it was done.
const FROM_COMPLETION: &str = "X-FROM=COMPLETION";

/// The text is no recurrence that can be kept here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotARepeat;

impl fmt::Display for NotARepeat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is not a recurrence that can be kept here")
    }
}

impl std::error::Error for NotARepeat {}

impl Repeat {
    /// The recurrence rule of RFC 5545 for a series that begins on a day; `None` where the next date
    /// follows from the day it was done, which the standard can't say.
    pub fn rule(&self, first: Date) -> Option<String> {
        let unit = self.pinned(first);
        (self.from == From::Due).then(|| Self { unit, ..*self }.to_string())
    }
}

impl fmt::Display for Repeat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.unit {
            Unit::Days => "DAILY",
            Unit::Weeks(_) => "WEEKLY",
            Unit::Months(_) => "MONTHLY",
            Unit::Years(_) => "YEARLY",
        };
        write!(f, "FREQ={name}")?;
        if self.every != 1 {
            write!(f, ";INTERVAL={}", self.every)?;
        }
        match self.unit {
            Unit::Days | Unit::Months(MonthDay::OfFirst) | Unit::Years(None) => {}
            Unit::Weeks(days) => {
                let names: Vec<&str> = days.days().map(|day| DAYS[usize::from(day)]).collect();
                if !names.is_empty() {
                    write!(f, ";BYDAY={}", names.join(","))?;
                }
            }
            Unit::Months(MonthDay::Day(day)) => write_month_day(f, day)?,
            Unit::Months(MonthDay::Weekday(n, day)) => {
                write!(f, ";BYDAY={n}{}", DAYS[usize::from(day % 7)])?;
            }
            Unit::Years(Some((month, day))) => {
                write!(f, ";BYMONTH={month}")?;
                write_month_day(f, day)?;
            }
        }
        match self.end {
            End::Never => {}
            End::On(date) => write!(f, ";UNTIL={}", date.to_string().replace('-', ""))?,
            End::After(count) => write!(f, ";COUNT={count}")?,
        }
        if self.from == From::Completion {
            write!(f, ";{FROM_COMPLETION}")?;
        }
        Ok(())
    }
}

/// A day of the month; of one that some months lack, the last that each has.
fn write_month_day(f: &mut fmt::Formatter<'_>, day: u8) -> fmt::Result {
    if day <= 28 {
        return write!(f, ";BYMONTHDAY={day}");
    }
    let days: Vec<String> = (28..=day.min(31)).map(|day| day.to_string()).collect();
    write!(f, ";BYMONTHDAY={};BYSETPOS=-1", days.join(","))
}

/// The parts of a rule as they are read.
#[derive(Default)]
struct Parts<'a> {
    freq: Option<&'a str>,
    every: Option<u16>,
    days: Option<Vec<(i8, u8)>>,
    month_days: Option<Vec<i8>>,
    month: Option<u8>,
    is_last: bool,
    end: Option<End>,
    is_from_completion: bool,
}

impl FromStr for Repeat {
    type Err = NotARepeat;

    /// Reads a rule. What can't be kept here, such as hours or the second to last Friday, is
    /// refused and not left out.
    fn from_str(text: &str) -> Result<Self, NotARepeat> {
        let text = text.trim();
        if text.len() > LONGEST {
            return Err(NotARepeat);
        }
        let upper = text.to_ascii_uppercase();
        let rule = upper.strip_prefix("RRULE:").unwrap_or(&upper);
        let mut parts = Parts::default();
        for part in rule.split(';').filter(|part| !part.is_empty()) {
            parts.read(part)?;
        }
        Ok(Self {
            every: parts.every.unwrap_or(1),
            unit: parts.unit()?,
            end: parts.end.unwrap_or(End::Never),
            from: match parts.is_from_completion {
                true => From::Completion,
                false => From::Due,
            },
        })
    }
}

impl<'a> Parts<'a> {
    fn read(&mut self, part: &'a str) -> Result<(), NotARepeat> {
        if part == FROM_COMPLETION {
            self.is_from_completion = true;
            return Ok(());
        }
        let (name, value) = part.split_once('=').ok_or(NotARepeat)?;
        match name {
            "FREQ" => set(&mut self.freq, Some(value)),
            "INTERVAL" => set(&mut self.every, count(value)),
            "COUNT" => set(&mut self.end, count(value).map(End::After)),
            "UNTIL" => set(&mut self.end, until(value).map(End::On)),
            "BYDAY" => set(&mut self.days, value.split(',').map(by_day).collect()),
            "BYMONTHDAY" => {
                let days = value.split(',').map(|day| day.parse().ok()).collect();
                set(&mut self.month_days, days)
            }
            "BYMONTH" => {
                let month = value.parse().ok().filter(|m| (1..=12).contains(m));
                set(&mut self.month, month)
            }
            "BYSETPOS" if value == "-1" => {
                self.is_last = true;
                Ok(())
            }
            "WKST" if value == "MO" => Ok(()),
            _ => Err(NotARepeat),
        }
    }

    fn unit(&self) -> Result<Unit, NotARepeat> {
        let has_month_day = self.month_days.is_some();
        match (self.freq.ok_or(NotARepeat)?, &self.days, self.month) {
            ("DAILY", None, None) if !has_month_day && !self.is_last => Ok(Unit::Days),
            ("WEEKLY", days, None) if !has_month_day && !self.is_last => {
                let days = days.as_deref().unwrap_or_default();
                if days.iter().any(|(n, _)| *n != 0) {
                    return Err(NotARepeat);
                }
                Ok(Unit::Weeks(Weekdays::of(days.iter().map(|(_, day)| *day))))
            }
            ("MONTHLY", None, None) => Ok(Unit::Months(
                self.month_day()?.map_or(MonthDay::OfFirst, MonthDay::Day),
            )),
            ("MONTHLY", Some(days), None) if !has_month_day && !self.is_last => match days[..] {
                [(n @ (1..=4 | -1), day)] => Ok(Unit::Months(MonthDay::Weekday(n, day))),
                _ => Err(NotARepeat),
            },
            ("YEARLY", None, month) => match (month, self.month_day()?) {
                (None, None) => Ok(Unit::Years(None)),
                (Some(month), Some(day)) => Ok(Unit::Years(Some((month, day)))),
                _ => Err(NotARepeat),
            },
            _ => Err(NotARepeat),
        }
    }

    /// The day of the month; the last one is the 31st, which is the last of a shorter month.
    fn month_day(&self) -> Result<Option<u8>, NotARepeat> {
        match self.month_days.as_deref() {
            None if self.is_last => Err(NotARepeat),
            None => Ok(None),
            Some([-1]) => Ok(Some(31)),
            Some([day @ 1..=31]) => Ok(Some(*day as u8)),
            Some(days) => {
                let last = *days.last().ok_or(NotARepeat)?;
                let is_run = (28..=31).contains(&last) && days.iter().copied().eq(28..=last);
                match self.is_last && is_run {
                    true => Ok(Some(last as u8)),
                    false => Err(NotARepeat),
                }
            }
        }
    }
}

/// Sets what is not set yet.
fn set<T>(slot: &mut Option<T>, value: Option<T>) -> Result<(), NotARepeat> {
    match (slot.is_some(), value) {
        (false, Some(value)) => {
            *slot = Some(value);
            Ok(())
        }
        _ => Err(NotARepeat),
    }
}

fn count(text: &str) -> Option<u16> {
    text.parse().ok().filter(|n| (1..=MOST).contains(n))
}

/// A day, or the day of a moment: `20261231` or `20261231T235959Z`.
fn until(text: &str) -> Option<Date> {
    let digits = match text.split_once('T') {
        Some((day, _)) => day,
        None => text,
    };
    if digits.len() != 8 || !digits.is_ascii() {
        return None;
    }
    let (year, rest) = digits.split_at(4);
    let (month, day) = rest.split_at(2);
    Date::parse_iso(&format!("{year}-{month}-{day}"))
}

/// A weekday with its number in the month, 0 for none: `MO`, `2TU`, `-1FR`.
fn by_day(text: &str) -> Option<(i8, u8)> {
    let at = text.len().checked_sub(2)?;
    let (n, name) = (text.get(..at)?, text.get(at..)?);
    let day = DAYS.iter().position(|day| *day == name)? as u8;
    let n = match n {
        "" => 0,
        n => n.parse().ok().filter(|n| *n != 0)?,
    };
    Some((n, day))
}
