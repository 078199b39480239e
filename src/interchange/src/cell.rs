//! What people and other systems write in a cell, read into a typed value.
//!
//! [`parse`] reads one cell. What one cell alone cannot say (is `03/04/2025` in March or in April,
//! is `1.234` a thousand) is decided over the whole column by [`ColumnDates`] and
//! [`ColumnNumbers`], and left to the user where the column does not say it either.

mod contact;
mod date;
mod money;
mod number;
mod text;
mod time;
mod words;

use std::fmt;

use record::{Address, Currency, FieldType, RecordId, Value};
use serde::{Deserialize, Serialize};

pub use contact::{emails, link, phones};
pub(crate) use contact::{host, is_domain};
pub use date::{ColumnDates, DateFormat, DateVerdict};
pub use money::currency;
pub use number::{ColumnNumbers, NumberStyle, NumberVerdict};
pub use text::{clean_line, clean_text, html_to_text};
pub(crate) use text::{loses_characters, trim};
pub use words::yes_no;

/// The longest text of one line, in bytes.
pub const MAX_LINE: usize = 32 << 10;
/// The longest text of several lines, in bytes.
pub const MAX_TEXT: usize = 1 << 20;
/// The most elements of one cell: tags, addresses, references.
pub const MAX_LIST: usize = 1_000;

/// How to read cells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CellOptions {
    /// The currency of an amount that names none, and of `$`, `¥` and `kr` where it fits.
    pub currency: Currency,
    /// The form of dates, as decided over the column.
    pub dates: Option<DateFormat>,
    /// The decimal sign, as decided over the column.
    pub numbers: NumberStyle,
    /// The zone of times that name none, in minutes east of UTC.
    pub utc_offset: i32,
}

impl Default for CellOptions {
    fn default() -> Self {
        Self {
            currency: Currency::USD,
            dates: None,
            numbers: NumberStyle::Auto,
            utc_offset: 0,
        }
    }
}

/// Why a cell can't be read as its field's type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellError {
    /// No number.
    NotANumber,
    /// A number with decimals where a whole one is needed.
    NotWhole,
    /// A number that does not fit.
    TooLarge,
    /// No amount of money.
    NotMoney,
    /// More decimals than the currency has.
    TooManyDecimals {
        /// The currency's code.
        currency: String,
    },
    /// No date.
    NotADate,
    /// A day that the calendar does not have, such as the 31st of February.
    NoSuchDay,
    /// A date, but not in the form of the column.
    OtherDateFormat {
        /// The column's form.
        expected: DateFormat,
    },
    /// A date that can be read in two ways.
    AmbiguousDate,
    /// No point in time.
    NotATime,
    /// No duration.
    NotADuration,
    /// Neither yes nor no.
    NotYesNo,
    /// No e-mail address.
    NotAnEmail,
    /// No phone number.
    NotAPhone,
    /// A number that a spreadsheet has shortened, so that its last digits are lost.
    ShortenedNumber,
    /// No link.
    NotALink,
    /// A link that is not http, https, mailto or tel.
    UnsafeLink,
    /// Longer than allowed.
    TooLong {
        /// The limit in bytes or elements.
        limit: usize,
    },
    /// No id of a record.
    NotAnId,
}

impl fmt::Display for CellError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber => f.write_str("this is not a number"),
            Self::NotWhole => f.write_str("a whole number is needed here"),
            Self::TooLarge => f.write_str("this number is too large"),
            Self::NotMoney => f.write_str("this is not an amount of money"),
            Self::TooManyDecimals { currency } => {
                write!(f, "this amount has more decimals than {currency} has")
            }
            Self::NotADate => f.write_str("this is not a date"),
            Self::NoSuchDay => f.write_str("the calendar has no such day"),
            Self::OtherDateFormat { expected } => {
                write!(
                    f,
                    "this date is not in the form {expected} like the column's others"
                )
            }
            Self::AmbiguousDate => f.write_str("this date can be read as day-month or month-day"),
            Self::NotATime => f.write_str("this is not a date with a time"),
            Self::NotADuration => f.write_str("this is not a duration"),
            Self::NotYesNo => f.write_str("this is neither yes nor no"),
            Self::NotAnEmail => f.write_str("this is not an e-mail address"),
            Self::NotAPhone => f.write_str("this is not a phone number"),
            Self::ShortenedNumber => {
                f.write_str("a spreadsheet has shortened this number and its last digits are lost")
            }
            Self::NotALink => f.write_str("this is not a web address"),
            Self::UnsafeLink => f.write_str("only http, https, mailto and tel links are taken"),
            Self::TooLong { limit } => write!(f, "this is longer than the limit of {limit}"),
            Self::NotAnId => f.write_str("this is not a record's id"),
        }
    }
}

impl std::error::Error for CellError {}

/// Reads a cell as a value of the type `ty`; `None` where the cell is blank.
///
/// References are read as ids only; names are resolved by [`crate::plan`]. A choice is taken as it
/// is written; whether the field has that option is for the plan to say.
///
/// # Errors
/// Where the cell can't be read as `ty`; nothing is stored half-right.
pub fn parse(text: &str, ty: FieldType, options: &CellOptions) -> Result<Option<Value>, CellError> {
    let trimmed = trim(text);
    if trimmed.is_empty() {
        return Ok(None);
    }
    Ok(Some(match ty {
        FieldType::Text | FieldType::Any | FieldType::Rank => match ty {
            FieldType::Rank => Value::Rank(clean_line(trimmed)?),
            _ => Value::Text(clean_line(trimmed)?),
        },
        FieldType::LongText => Value::Text(clean_text(text)?),
        FieldType::Email => return labelled(emails(trimmed)?),
        FieldType::Phone => return labelled(phones(trimmed)?),
        FieldType::Link => Value::Text(link(trimmed)?),
        FieldType::Int => Value::Int(number::whole(trimmed, options.numbers)?),
        FieldType::Number => Value::Number(number::float(trimmed, options.numbers)?),
        FieldType::Money => Value::Money(money::money(trimmed, options)?),
        FieldType::Date => Value::Date(date::date(trimmed, options.dates)?),
        FieldType::Instant => Value::Instant(time::instant(trimmed, options)?),
        FieldType::Duration => Value::Duration(time::duration(trimmed)?),
        FieldType::Bool => Value::Bool(yes_no(trimmed).ok_or(CellError::NotYesNo)?),
        FieldType::Choice => Value::Choice(clean_line(trimmed)?),
        FieldType::Choices => return list(trimmed, &[';', ',', '\n', '|']),
        FieldType::Tags => return list(trimmed, &[',', ';', '\n', '|', '，', '；', '、']),
        FieldType::Ref(_) => Value::Ref(trimmed.parse().map_err(|_| CellError::NotAnId)?),
        FieldType::Refs(_) => {
            let mut ids: Vec<RecordId> = trimmed
                .split([';', ','])
                .map(|id| id.trim().parse().map_err(|_| CellError::NotAnId))
                .collect::<Result<_, _>>()?;
            record::order::sort(&mut ids);
            ids.dedup();
            Value::Refs(ids)
        }
        FieldType::Address => Value::Address(address(text)?),
    }))
}

/// White space and the marks that count as none.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}' | '\0')
}

fn labelled(list: Vec<record::Labelled>) -> Result<Option<Value>, CellError> {
    Ok((!list.is_empty()).then_some(Value::Labelled(list)))
}

fn list(text: &str, separators: &[char]) -> Result<Option<Value>, CellError> {
    let mut tags = Vec::new();
    for part in text.split(separators) {
        let tag = clean_line(part)?;
        if !tag.is_empty() {
            tags.push(tag);
        }
    }
    record::order::sort(&mut tags);
    tags.dedup();
    if tags.len() > MAX_LIST {
        return Err(CellError::TooLong { limit: MAX_LIST });
    }
    Ok((!tags.is_empty()).then_some(Value::Tags(tags)))
}

/// A whole address in one cell: five lines are street, postal code, city, region and country as
/// earlier versions have exported them; anything else is kept as the street's lines.
fn address(text: &str) -> Result<Address, CellError> {
    if text.len() > MAX_TEXT {
        return Err(CellError::TooLong { limit: MAX_TEXT });
    }
    let lines: Vec<String> = text.lines().map(clean_line).collect::<Result<_, _>>()?;
    // A missing country leaves an empty last line.
    let five = text.matches('\n').count() == 4;
    let mut parts = lines.into_iter();
    let mut next = || parts.next().unwrap_or_default();
    Ok(if five {
        Address {
            street: next(),
            postal_code: next(),
            city: next(),
            region: next(),
            country: next(),
        }
    } else {
        Address {
            street: clean_text(text)?,
            ..Address::default()
        }
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, ty: FieldType) -> Result<Option<Value>, CellError> {
        parse(text, ty, &CellOptions::default())
    }

    const ALL: [FieldType; 18] = [
        FieldType::Text,
        FieldType::LongText,
        FieldType::Email,
        FieldType::Phone,
        FieldType::Link,
        FieldType::Int,
        FieldType::Number,
        FieldType::Money,
        FieldType::Date,
        FieldType::Instant,
        FieldType::Duration,
        FieldType::Bool,
        FieldType::Choice,
        FieldType::Choices,
        FieldType::Tags,
        FieldType::Address,
        FieldType::Rank,
        FieldType::Any,
    ];

    #[test]
    fn blank_cells_say_nothing_in_every_type() {
        for ty in ALL {
            assert_eq!(read(" \u{A0}\u{200B}\n", ty), Ok(None), "{ty:?}");
        }
    }

    #[test]
    fn ids_with_leading_zeros_stay_text() {
        assert_eq!(
            read("00042", FieldType::Text),
            Ok(Some(Value::text("00042")))
        );
    }

    #[test]
    fn script_tags_are_text_and_never_an_address_or_a_link() {
        let script = "<script>alert(1)</script>";
        assert_eq!(read(script, FieldType::Text), Ok(Some(Value::text(script))));
        assert_eq!(
            read(script, FieldType::LongText),
            Ok(Some(Value::text(script)))
        );
        assert_eq!(read(script, FieldType::Link), Err(CellError::NotALink));
        assert_eq!(read(script, FieldType::Email), Err(CellError::NotAnEmail));
        assert_eq!(
            read("javascript:alert(1)", FieldType::Link),
            Err(CellError::UnsafeLink)
        );
    }

    #[test]
    fn tags_are_sorted_without_doubles() {
        assert_eq!(
            read("vip, 老客户；vip | new", FieldType::Tags),
            Ok(Some(Value::Tags(vec![
                "new".into(),
                "vip".into(),
                "老客户".into()
            ])))
        );
    }

    #[test]
    fn a_text_over_the_limit_is_refused() {
        let long = "x".repeat(MAX_LINE + 1);
        assert!(matches!(
            read(&long, FieldType::Text),
            Err(CellError::TooLong { .. })
        ));
    }

    #[test]
    fn canonical_texts_of_values_read_back() {
        let money = Value::Money("-1054.50 EUR".parse().unwrap());
        let day = Value::Date(record::Date::parse_iso("2025-02-28").unwrap());
        let at = Value::Instant(record::Instant(1_700_000_000_123));
        let address = Value::Address(Address {
            street: "1 Main St".into(),
            city: "Berlin".into(),
            ..Address::default()
        });
        for (value, ty) in [
            (money, FieldType::Money),
            (day, FieldType::Date),
            (at, FieldType::Instant),
            (Value::Bool(false), FieldType::Bool),
            (Value::Number(-0.125), FieldType::Number),
            (address, FieldType::Address),
            (Value::Duration(90), FieldType::Duration),
        ] {
            assert_eq!(read(&record::text::to_text(&value), ty), Ok(Some(value)));
        }
    }

    proptest! {
        #[test]
        fn no_cell_panics_in_any_type(text in ".{0,24}") {
            for ty in ALL {
                let _ = read(&text, ty);
            }
        }
        #[test]
        fn no_number_like_cell_panics(text in "[0-9.,'()$€%eE/:T+Z -]{0,24}") {
            for ty in ALL {
                let _ = read(&text, ty);
            }
        }
    }
}
