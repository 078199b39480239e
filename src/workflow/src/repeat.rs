//! When something that repeats is due again: every so many days, weeks, months or years.
//!
//! The text form is a recurrence rule of RFC 5545 (section 3.3.10), so that calendars read it. One
//! part is our own: `X-FROM=COMPLETION` counts from the day the thing was done, which the standard
//! can't say.

mod text;

use record::Date;

pub use text::NotARepeat;

/// The most days, weeks, months or years between two dates, and the most dates of a series.
pub const MOST: u16 = 999;

/// A recurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// Every how many units; 1 to [`MOST`].
    pub every: u16,
    /// What is counted.
    pub unit: Unit,
    /// When it ends.
    pub end: End,
    /// From when the next date is counted.
    pub from: From,
}

/// What a recurrence counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Days,
    /// Weeks that begin on Monday, on these weekdays; on that of the first date where there are
    /// none.
    Weeks(Weekdays),
    /// Months, on this day.
    Months(MonthDay),
    /// Years, on this month (1 to 12) and day; on those of the first date for `None`. In a year
    /// without the day on the month's last one.
    Years(Option<(u8, u8)>),
}

/// The day of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonthDay {
    /// The day of the first date.
    OfFirst,
    /// This day, 1 to 31; the last one in a month that is shorter.
    Day(u8),
    /// The n-th (1 to 4) weekday, or the last one (-1). Weekdays count from Monday as 0.
    Weekday(i8, u8),
}

/// When a recurrence ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Never.
    Never,
    /// After this day.
    On(Date),
    /// After so many dates, the present one included; 1 to [`MOST`].
    After(u16),
}

/// From when the next date is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// From the day it was due: the series keeps its days, and days that have passed are left out.
    Due,
    /// From the day it was done.
    Completion,
}

/// A set of weekdays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weekdays(u8);

impl Weekdays {
    /// Monday to Friday.
    pub const WORKDAYS: Self = Self(0b001_1111);

    /// The weekdays with these numbers, Monday 0; others are left out.
    pub fn of(days: impl IntoIterator<Item = u8>) -> Self {
        let bits = days.into_iter().filter(|day| *day < 7).map(|day| 1 << day);
        Self(bits.fold(0, |all, bit: u8| all | bit))
    }

    /// Whether a weekday is in the set.
    pub fn contains(self, day: u8) -> bool {
        day < 7 && self.0 & (1 << day) != 0
    }

    /// The set with a weekday more, or less where it was in it.
    #[must_use]
    pub fn toggled(self, day: u8) -> Self {
        if day < 7 {
            Self(self.0 ^ (1 << day))
        } else {
            self
        }
    }

    /// Its weekdays in order.
    pub fn days(self) -> impl Iterator<Item = u8> {
        (0..7).filter(move |day| self.contains(*day))
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The weekday of a day, Monday 0.
pub fn weekday(date: Date) -> u8 {
    // 1970-01-01 was a Thursday.
    (i64::from(date.0) + 3).rem_euclid(7) as u8
}

/// How many days a month has; 0 for a month that there is not.
pub fn days_in_month(year: i32, month: u32) -> u32 {
    (28..=31)
        .rev()
        .find(|day| Date::from_ymd(year, month, *day).is_some())
        .unwrap_or(0)
}

impl Repeat {
    /// Every unit, from the day it is due, without an end.
    pub fn new(unit: Unit) -> Self {
        Self {
            every: 1,
            unit,
            end: End::Never,
            from: From::Due,
        }
    }

    /// What follows on something that was due on a day and is done on another: when it is due
    /// again, and the recurrence it has then. `None` where the series is over.
    pub fn next(&self, due: Option<Date>, done: Date) -> Option<(Date, Self)> {
        let base = match self.from {
            From::Due => due.unwrap_or(done),
            From::Completion => done,
        };
        let end = match self.end {
            End::After(count) if count <= 1 => return None,
            End::After(count) => End::After(count - 1),
            other => other,
        };
        let next = self.after(base, base.max(done))?;
        if let End::On(last) = end
            && next > last
        {
            return None;
        }
        let unit = match self.from {
            From::Due => self.pinned(base),
            From::Completion => self.unit,
        };
        Some((next, Self { end, unit, ..*self }))
    }

    /// The first date of the series that begins on `first` which is later than that and than
    /// `after`, whatever the end; `None` where the calendar ends before (year 9999).
    pub fn after(&self, first: Date, after: Date) -> Option<Date> {
        let after = after.max(first);
        let every = i64::from(self.every.clamp(1, MOST));
        let (start, past) = (i64::from(first.0), i64::from(after.0));
        let day = |days: i64| {
            let date = Date(i32::try_from(days).ok()?);
            date.ymd().map(|_| date)
        };
        match self.unit {
            Unit::Days => day(start + ((past - start) / every + 1) * every),
            Unit::Weeks(days) => {
                let days = match days.is_empty() {
                    true => Weekdays::of([weekday(first)]),
                    false => days,
                };
                let monday = start - i64::from(weekday(first));
                let passed = (past - monday) / 7 / every * every;
                let week = |weeks: i64| {
                    let dates = days
                        .days()
                        .map(move |day| monday + weeks * 7 + i64::from(day));
                    dates.into_iter().find(|date| *date > past)
                };
                day(week(passed).or_else(|| week(passed + every))?)
            }
            Unit::Months(on) => {
                let (_, _, own) = first.ymd()?;
                let on = match on {
                    MonthDay::OfFirst => MonthDay::Day(own as u8),
                    on => on,
                };
                months(first, after, every, |year, month| on.of(year, month))
            }
            Unit::Years(on) => {
                let (year, month, own) = first.ymd()?;
                let (in_month, on_day) = on.unwrap_or((month as u8, own as u8));
                let begin = Date::from_ymd(year, u32::from(in_month), 1)?;
                let on = MonthDay::Day(on_day);
                months(begin, after, every * 12, |year, month| on.of(year, month))
            }
        }
    }

    /// The unit with the days that so far follow from the first date.
    fn pinned(&self, first: Date) -> Unit {
        let Some((_, month, day)) = first.ymd() else {
            return self.unit;
        };
        match self.unit {
            Unit::Weeks(days) if days.is_empty() => Unit::Weeks(Weekdays::of([weekday(first)])),
            Unit::Months(MonthDay::OfFirst) => Unit::Months(MonthDay::Day(day as u8)),
            Unit::Years(None) => Unit::Years(Some((month as u8, day as u8))),
            unit => unit,
        }
    }
}

impl MonthDay {
    /// The day in a month.
    fn of(self, year: i32, month: u32) -> Option<Date> {
        let length = days_in_month(year, month);
        match self {
            Self::OfFirst => None,
            Self::Day(day) => Date::from_ymd(year, month, u32::from(day).clamp(1, length.max(1))),
            Self::Weekday(n, day) => {
                let day = i32::from(day % 7);
                if n < 0 {
                    let last = Date::from_ymd(year, month, length)?;
                    let back = (i32::from(weekday(last)) - day).rem_euclid(7);
                    return Some(last.plus_days(-back));
                }
                let first = Date::from_ymd(year, month, 1)?;
                let on = (day - i32::from(weekday(first))).rem_euclid(7);
                Some(first.plus_days(on + 7 * (i32::from(n.clamp(1, 4)) - 1)))
            }
        }
    }
}

/// The first date later than `after` in a month that lies a multiple of `every` months behind that
/// of `first`.
fn months(
    first: Date,
    after: Date,
    every: i64,
    of: impl Fn(i32, u32) -> Option<Date>,
) -> Option<Date> {
    let number = |date: Date| {
        let (year, month, _) = date.ymd()?;
        Some(i64::from(year) * 12 + i64::from(month) - 1)
    };
    let start = number(first)?;
    let passed = (number(after)? - start).max(0) / every * every;
    let date = |months: i64| {
        let at = start + months;
        let year = i32::try_from(at.div_euclid(12)).ok()?;
        of(year, at.rem_euclid(12) as u32 + 1)
    };
    let candidates = [passed, passed + every];
    candidates
        .into_iter()
        .filter_map(date)
        .find(|date| *date > after)
}

#[cfg(test)]
mod tests;
