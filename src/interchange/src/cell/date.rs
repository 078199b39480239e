//! Dates in the forms people and systems write, and which form a column has.

use std::fmt;

use record::Date;
use serde::{Deserialize, Serialize};

use super::CellError;
use super::number::narrow;

/// The form of a column's dates. A date that begins with a year of four digits and one with the
/// month as a word are read in every form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DateFormat {
    /// Year, month, day.
    Ymd,
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Days since 30 December 1899, as spreadsheets count.
    Serial,
}

/// Decides over a whole column which form its dates have.
#[derive(Clone, Copy, Debug, Default)]
pub struct ColumnDates {
    seen: u32,
    /// Read in the same way in every form.
    clear: u32,
    only_dmy: u32,
    only_mdy: u32,
    /// Day and month can change places and the date with them.
    either: u32,
    /// Written with points, as only day-month-year is.
    pointed: u32,
    /// Two-digit year first is the only reading.
    only_short_ymd: u32,
    serial: u32,
}

/// What a column says of the form of its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateVerdict {
    /// This form.
    Decided(DateFormat),
    /// Several forms suit; the user has to say. The likelier one comes first.
    Ambiguous(Vec<DateFormat>),
    /// The column holds no dates.
    None,
}

impl fmt::Display for DateFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ymd => "year-month-day",
            Self::Dmy => "day-month-year",
            Self::Mdy => "month-day-year",
            Self::Serial => "spreadsheet day number",
        })
    }
}

impl ColumnDates {
    /// Takes a cell into account; blank ones say nothing.
    pub fn see(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.seen += 1;
        if serial(text).is_some_and(|n| (10_000.0..80_000.0).contains(&n)) {
            self.serial += 1;
            return;
        }
        let Some(parts) = Parts::read(text) else {
            return;
        };
        let Some([a, b, c]) = parts.ambiguous() else {
            self.clear += 1;
            return;
        };
        let (dmy, mdy) = (
            (1..=31).contains(&a.value) && (1..=12).contains(&b.value),
            (1..=12).contains(&a.value) && (1..=31).contains(&b.value),
        );
        let year = matches!(c.digits, 2 | 4);
        match (dmy && year, mdy && year) {
            (true, true) if a.value == b.value => self.clear += 1,
            (true, true) => self.either += 1,
            (true, false) => self.only_dmy += 1,
            (false, true) => self.only_mdy += 1,
            (false, false) => {
                if a.digits == 2 && (1..=12).contains(&b.value) && (1..=31).contains(&c.value) {
                    self.only_short_ymd += 1;
                }
                return;
            }
        }
        self.pointed += u32::from(parts.points);
    }

    /// What the column says so far. A few cells that are no dates, or dates in another form, don't
    /// outvote the rest: 4 of 5 cells have to be dates.
    pub fn verdict(&self) -> DateVerdict {
        let ordered = self.only_dmy + self.only_mdy + self.either;
        let dates = ordered + self.clear + self.only_short_ymd + self.serial;
        if dates == 0 || dates * 5 < self.seen * 4 {
            return DateVerdict::None;
        }
        if self.serial * 2 > dates {
            return DateVerdict::Decided(DateFormat::Serial);
        }
        if ordered == 0 {
            return DateVerdict::Decided(DateFormat::Ymd);
        }
        let (dmy, mdy) = (self.only_dmy, self.only_mdy);
        if self.pointed * 2 > ordered || dmy > 0 && dmy >= mdy.saturating_mul(20) {
            DateVerdict::Decided(DateFormat::Dmy)
        } else if mdy > 0 && mdy >= dmy.saturating_mul(20) {
            DateVerdict::Decided(DateFormat::Mdy)
        } else if mdy > dmy {
            DateVerdict::Ambiguous(vec![DateFormat::Mdy, DateFormat::Dmy])
        } else {
            DateVerdict::Ambiguous(vec![DateFormat::Dmy, DateFormat::Mdy])
        }
    }

    /// How many cells were dates and how many were seen.
    pub fn share(&self) -> (u32, u32) {
        let dates = self.only_dmy
            + self.only_mdy
            + self.either
            + self.clear
            + self.only_short_ymd
            + self.serial;
        (dates, self.seen)
    }

    /// How many cells were spreadsheet day numbers, which plain numbers look like too.
    pub fn serials(&self) -> u32 {
        self.serial
    }
}

#[derive(Clone, Copy)]
struct Number {
    value: u32,
    digits: u32,
}

#[derive(Clone, Copy)]
enum Part {
    Number(Number),
    Month(u32),
}

/// Three parts of a date as written, and what follows them.
pub(super) struct Parts<'a> {
    parts: [Part; 3],
    points: bool,
    /// What stands behind the date: a time, or nothing.
    pub(super) rest: &'a str,
}

impl<'a> Parts<'a> {
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let mut rest = after_weekday(text.trim());
        if let Some(compact) = compact(rest) {
            return Some(compact);
        }
        let mut parts = Vec::with_capacity(3);
        let mut points = true;
        while parts.len() < 3 {
            let (part, after) = read_part(rest)?;
            parts.push(part);
            rest = after;
            if parts.len() < 3 {
                let trimmed = rest.trim_start_matches(|c: char| {
                    matches!(narrow(c), '-' | '/' | '.' | ',' | '\'')
                        || c.is_whitespace()
                        || "年月".contains(c)
                });
                let between = rest.get(..rest.len() - trimmed.len())?;
                let glued = matches!(parts.last(), Some(Part::Month(_)))
                    || trimmed.starts_with(char::is_alphabetic);
                if between.is_empty() && !glued || between.len() > 8 {
                    return None;
                }
                points &= between == ".";
                rest = trimmed;
            }
        }
        let rest = rest.trim_start_matches(['日', '号']);
        let time = rest.trim_start_matches([',', ' ', 'T', '\u{A0}', '\u{202F}']);
        // "12.5.20" followed by more digits is no date.
        if time.len() == rest.len() && !rest.is_empty() {
            return None;
        }
        Some(Self {
            parts: parts.try_into().ok()?,
            points,
            rest: time,
        })
    }

    /// The three numbers where their order is not clear from themselves.
    fn ambiguous(&self) -> Option<[Number; 3]> {
        match self.parts {
            [Part::Number(a), Part::Number(b), Part::Number(c)] if a.digits != 4 => Some([a, b, c]),
            _ => None,
        }
    }

    pub(super) fn day(&self, format: Option<DateFormat>) -> Result<Date, CellError> {
        let (y, m, d) = match self.parts {
            [Part::Number(a), Part::Number(b), Part::Number(c)] if a.digits == 4 => {
                (a, b.value, c.value)
            }
            [Part::Number(a), Part::Number(b), Part::Number(c)] => match format {
                Some(DateFormat::Dmy) => (c, b.value, a.value),
                Some(DateFormat::Mdy) => (c, a.value, b.value),
                Some(DateFormat::Ymd) if a.digits == 2 && c.digits != 4 => (a, b.value, c.value),
                Some(expected) => return Err(CellError::OtherDateFormat { expected }),
                None if a.value > 12 || self.points || a.value == b.value => (c, b.value, a.value),
                None if b.value > 12 => (c, a.value, b.value),
                None => return Err(CellError::AmbiguousDate),
            },
            [Part::Number(a), Part::Month(m), Part::Number(c)] if a.digits == 4 => (a, m, c.value),
            [Part::Number(d), Part::Month(m), Part::Number(y)]
            | [Part::Month(m), Part::Number(d), Part::Number(y)] => (y, m, d.value),
            _ => return Err(CellError::NotADate),
        };
        let year = match (y.digits, y.value) {
            (4, year) => year,
            // As POSIX reads two digits: 69 to 99 are of the last century.
            (2, year @ 69..) => 1900 + year,
            (2, year) => 2000 + year,
            _ => return Err(CellError::NotADate),
        };
        Date::from_ymd(year as i32, m, d).ok_or(match format {
            _ if (1..=12).contains(&m) && (1..=31).contains(&d) => CellError::NoSuchDay,
            Some(expected) => CellError::OtherDateFormat { expected },
            None => CellError::NoSuchDay,
        })
    }
}

/// `20250131`, or `20250131T...`.
fn compact(text: &str) -> Option<Parts<'_>> {
    let (digits, rest) = text.split_at_checked(8)?;
    let fits =
        digits.bytes().all(|b| b.is_ascii_digit()) && (rest.is_empty() || rest.starts_with('T'));
    let number = |range| -> Option<Part> {
        let digits: &str = digits.get(range)?;
        Some(Part::Number(Number {
            value: digits.parse().ok()?,
            digits: digits.len() as u32,
        }))
    };
    let parts = [number(0..4)?, number(4..6)?, number(6..8)?];
    let month_and_day = matches!(parts, [_, Part::Number(m), Part::Number(d)]
        if (1..=12).contains(&m.value) && (1..=31).contains(&d.value));
    (fits && month_and_day && digits.starts_with(['1', '2'])).then(|| Parts {
        parts,
        points: false,
        rest: rest.trim_start_matches('T'),
    })
}

fn after_weekday(text: &str) -> &str {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(0);
    let word = text.get(..end).unwrap_or_default().to_ascii_lowercase();
    if word.len() >= 3 && DAYS.iter().any(|d| word.starts_with(d)) {
        text.get(end..)
            .unwrap_or_default()
            .trim_start_matches([',', '.', ' '])
    } else {
        text
    }
}

fn read_part(text: &str) -> Option<(Part, &str)> {
    let end = |is: fn(char) -> bool| text.find(|c| !is(c)).unwrap_or(text.len());
    let digits = end(|c| narrow(c).is_ascii_digit());
    if digits > 0 {
        let (number, rest) = text.split_at_checked(digits)?;
        let number: String = number.chars().map(narrow).collect();
        if number.len() > 4 {
            return None;
        }
        let rest = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|s| rest.strip_prefix(s))
            .unwrap_or(rest);
        let part = Number {
            value: number.parse().ok()?,
            digits: number.len() as u32,
        };
        return Some((Part::Number(part), rest));
    }
    let (word, rest) = text.split_at_checked(end(char::is_alphabetic))?;
    Some((Part::Month(month(word)?), rest.trim_start_matches('.')))
}

const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "jänner", "janvier", "enero"],
    &["february", "februar", "février", "febrero"],
    &["march", "märz", "mrz", "mars", "marzo"],
    &["april", "avril", "abril"],
    &["may", "mai", "mayo"],
    &["june", "juni", "juin", "junio"],
    &["july", "juli", "juillet", "julio"],
    &["august", "août", "agosto"],
    &["september", "septembre", "septiembre"],
    &["october", "oktober", "octobre", "octubre"],
    &["november", "novembre", "noviembre"],
    &["december", "dezember", "décembre", "diciembre"],
];

/// A month's name or its first three letters or more.
fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    if word.chars().count() < 3 {
        return None;
    }
    let at = MONTHS.iter().position(|names| {
        names
            .iter()
            .any(|n| n.starts_with(&word) || word == "sept" && *n == "september")
    })?;
    Some(at as u32 + 1)
}

/// A spreadsheet's day number, perhaps with the time of day as a fraction.
pub(super) fn serial(text: &str) -> Option<f64> {
    let plain = |b: u8| b.is_ascii_digit() || b == b'.';
    if text.len() > 20
        || !text.starts_with(|c: char| c.is_ascii_digit())
        || !text.bytes().all(plain)
    {
        return None;
    }
    text.parse().ok().filter(|n| (1.0..2_958_466.0).contains(n))
}

/// The day of a serial number. Day 1 is 1 January 1900; the day number 60 is a day that spreadsheets
/// invented, so that numbers above it count from 30 December 1899.
pub(super) fn serial_day(number: f64) -> Date {
    let day = number.floor() as i32;
    Date(day - 25_569 + i32::from(day < 60))
}

/// A date; the time behind it, if there is one, is passed over.
pub(super) fn date(text: &str, format: Option<DateFormat>) -> Result<Date, CellError> {
    if format == Some(DateFormat::Serial)
        && let Some(number) = serial(text)
    {
        return Ok(serial_day(number));
    }
    let parts = Parts::read(text).ok_or(CellError::NotADate)?;
    if !parts.rest.is_empty() && super::time::clock(parts.rest).is_none() {
        return Err(CellError::NotADate);
    }
    parts.day(format)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn iso(text: &str, format: Option<DateFormat>) -> Result<String, CellError> {
        date(text, format).map(|d| d.to_string())
    }

    fn verdict(cells: &[&str]) -> DateVerdict {
        let mut column = ColumnDates::default();
        for cell in cells {
            column.see(cell);
        }
        column.verdict()
    }

    #[test]
    fn forms_that_say_themselves_what_they_are() {
        for text in [
            "2025-01-31",
            "2025/1/31",
            "2025.01.31",
            "20250131",
            "2025年1月31日",
            "31 Jan 2025",
            "Jan 31, 2025",
            "January 31st, 2025",
            "31-Jan-25",
            "31. Januar 2025",
            "Fri, 31 Jan 2025",
            "2025-01-31T10:00:00Z",
            "2025-01-31 10:00",
            "31/01/2025",
            "01/31/2025",
            "31.1.25",
            "1/31/2025 1:05 PM",
            "31Jan2025",
            "２０２５－０１－３１",
        ] {
            assert_eq!(iso(text, None).as_deref(), Ok("2025-01-31"), "{text}");
        }
        for bad in [
            "",
            "x",
            "12",
            "2025",
            "2025-13-45x",
            "1.2",
            "12-34",
            "10:00",
            "2025-01-31 rubbish",
            "1/2/3/4",
            "1-2-34567",
        ] {
            assert!(iso(bad, None).is_err(), "{bad}");
        }
    }

    #[test]
    fn day_and_month_follow_the_columns_form() {
        assert_eq!(
            iso("03/04/2025", Some(DateFormat::Dmy)).as_deref(),
            Ok("2025-04-03")
        );
        assert_eq!(
            iso("03/04/2025", Some(DateFormat::Mdy)).as_deref(),
            Ok("2025-03-04")
        );
        assert_eq!(iso("03/04/2025", None), Err(CellError::AmbiguousDate));
        assert_eq!(
            iso("20-10-16", Some(DateFormat::Dmy)).as_deref(),
            Ok("2016-10-20")
        );
        assert_eq!(
            iso("01-02-70", Some(DateFormat::Dmy)).as_deref(),
            Ok("1970-02-01")
        );
        assert_eq!(
            iso("13/25/2025", Some(DateFormat::Dmy)),
            Err(CellError::OtherDateFormat {
                expected: DateFormat::Dmy
            })
        );
    }

    #[test]
    fn the_31st_of_february_is_refused_in_every_form() {
        for (text, format) in [
            ("2025-02-31", None),
            ("31.02.2025", Some(DateFormat::Dmy)),
            ("02/31/2025", Some(DateFormat::Mdy)),
            ("31 Feb 2025", None),
        ] {
            assert_eq!(iso(text, format), Err(CellError::NoSuchDay), "{text}");
        }
    }

    #[test]
    fn spreadsheet_day_numbers() {
        assert_eq!(
            iso("45688", Some(DateFormat::Serial)).as_deref(),
            Ok("2025-01-31")
        );
        assert_eq!(
            iso("45688.75", Some(DateFormat::Serial)).as_deref(),
            Ok("2025-01-31")
        );
        assert_eq!(
            iso("1", Some(DateFormat::Serial)).as_deref(),
            Ok("1900-01-01")
        );
        assert_eq!(
            iso("61", Some(DateFormat::Serial)).as_deref(),
            Ok("1900-03-01")
        );
        assert_eq!(
            iso("45688", Some(DateFormat::Dmy)),
            Err(CellError::NotADate)
        );
    }

    #[test]
    fn the_whole_column_decides() {
        use DateFormat::*;
        assert_eq!(
            verdict(&["20-10-16", "25-10-16", "03-04-17"]),
            DateVerdict::Decided(Dmy)
        );
        assert_eq!(
            verdict(&["03/04/2025", "03/25/2025", ""]),
            DateVerdict::Decided(Mdy)
        );
        assert_eq!(
            verdict(&["03/04/2025", "05/06/2025"]),
            DateVerdict::Ambiguous(vec![Dmy, Mdy])
        );
        assert_eq!(verdict(&["03.04.2025"]), DateVerdict::Decided(Dmy));
        assert_eq!(
            verdict(&["2025-01-02", "2025/03/04"]),
            DateVerdict::Decided(Ymd)
        );
        assert_eq!(verdict(&["45000", "45001.5"]), DateVerdict::Decided(Serial));
        assert_eq!(verdict(&["red", "blue", "1/2/2025"]), DateVerdict::None);
        assert_eq!(verdict(&["", " "]), DateVerdict::None);
        assert_eq!(verdict(&["97-13-01"]), DateVerdict::None);
        assert_eq!(
            verdict(&["97-12-31", "98-01-15"]),
            DateVerdict::Decided(Ymd)
        );
        // The 31st of February does not spoil the column; half of each form does.
        assert_eq!(
            verdict(&["31/02/2025", "13/02/2025"]),
            DateVerdict::Decided(Dmy)
        );
        assert!(matches!(
            verdict(&["13/02/2025", "02/13/2025"]),
            DateVerdict::Ambiguous(_)
        ));
    }

    proptest! {
        #[test]
        fn every_day_reads_back_in_every_form(days in -20_000..60_000) {
            let day = Date(days);
            let (y, m, d) = day.ymd().unwrap();
            let cases = [
                (format!("{d}.{m}.{y}"), Some(DateFormat::Dmy)),
                (format!("{m:02}/{d:02}/{y}"), Some(DateFormat::Mdy)),
                (format!("{y}-{m}-{d}"), None),
                (format!("{}", days + 25_569), Some(DateFormat::Serial)),
            ];
            for (text, format) in cases {
                if format != Some(DateFormat::Serial) || days + 25_569 > 60 {
                    prop_assert_eq!(date(&text, format), Ok(day));
                }
            }
        }
    }
}
