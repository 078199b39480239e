//! Reports: records counted and summed by groups.
//!
//! A [`Report`] asks; [`Workspace::report`] answers in one pass over the columns. It knows fields by
//! the schema only, so custom fields work. [`Workspace::drill`] gives the condition that picks the
//! records of one row.
//!
//! | module | subject |
//! |---|---|
//! | `answer` | which rows are shown, in which order |
//! | `keys` | which group each record is in |
//! | `measure` | what is counted, summed, averaged |
//! | `drill` | from a row back to its records |
//! | [`choices`] | what a kind can be grouped by and measured with |
//! | [`json`] | a report as it is stored |
//! | [`funnel`] | how deals go through the stages |
//! | [`win_loss`] | won and lost deals, and why |
//! | [`cohort`] | how soon deals are won |
//! | [`tickets`] | tickets that came, were solved and are left |
//! | [`period`] | days, weeks, months, quarters and years |

mod answer;
pub mod choices;
pub mod cohort;
pub(crate) mod columns;
mod drill;
pub mod funnel;
pub mod json;
mod keys;
mod measure;
pub mod period;
pub mod tickets;
pub mod win_loss;

use std::fmt;

use record::{Currency, Date, FieldId, Kind, Money, RecordId};
use workflow::Condition;

use crate::business::Workspace;
use crate::query::Query;
use crate::table::Table;

/// A question to the records of a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The kind of record.
    pub kind: Kind,
    /// Words that the records have; blank for all.
    pub text: String,
    /// What the records satisfy.
    pub condition: Option<Condition>,
    /// What makes the rows; without it there is only the total.
    pub group: Option<Group>,
    /// What divides each row into parts.
    pub split: Option<Group>,
    /// What is measured.
    pub measure: Measure,
    /// The order of the rows.
    pub order: RowOrder,
    /// How many rows are shown at the most; the others are one row, [`Key::Other`]. Of periods the
    /// latest are shown.
    pub limit: Option<u32>,
}

/// A field that records are grouped by.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// References to follow, then the field; as in conditions.
    pub path: Vec<FieldId>,
    /// How values are put together.
    pub bucket: Bucket,
}

/// How the values of a field are put together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bucket {
    /// Each value by itself.
    Value,
    /// The day of a date or an instant.
    Day,
    /// The week, from Monday.
    Week,
    /// The month.
    Month,
    /// The quarter.
    Quarter,
    /// The year.
    Year,
    /// Ranges of numbers, durations (in seconds) or amounts (in units of the business's currency)
    /// that are so wide; the first one with a positive number begins at 0.
    Range(f64),
}

/// What is measured.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    /// How many records.
    Count,
    /// How many records, in percent of all.
    Share,
    /// The sum of a number, a duration or an amount.
    Sum(Vec<FieldId>),
    /// Its average.
    Average(Vec<FieldId>),
    /// The smallest.
    Minimum(Vec<FieldId>),
    /// The largest.
    Maximum(Vec<FieldId>),
    /// The one in the middle; of an even count the mean of the middle two.
    Median(Vec<FieldId>),
    /// Of deals: the expected revenue, each amount times the deal's own probability or else its
    /// stage's.
    Weighted,
    /// Of deals: the won ones in percent of the won and lost ones.
    WonRate,
}

/// The order of rows. What has no value comes last, after the rest that isn't shown by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowOrder {
    /// Options in the schema's order, stages in their pipeline's, times and numbers upwards, the
    /// rest by name.
    #[default]
    Natural,
    /// The largest first.
    Largest,
    /// The smallest first.
    Smallest,
}

/// The answer to a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The groups, in order.
    pub rows: Vec<Row>,
    /// The parts of each row, in order; empty without a split.
    pub splits: Vec<Key>,
    /// The measure over all records, each once, though it may be in several groups.
    pub total: Figure,
    /// How many records there are.
    pub records: u32,
    /// What could not be counted.
    pub left_out: LeftOut,
}

/// A group of records.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What its records have in common.
    pub key: Key,
    /// Its measure.
    pub figure: Figure,
    /// How many records it has. A record with several values (tags, contacts) is in the row of each.
    pub records: u32,
    /// Its parts, one for each of [`Outcome::splits`].
    pub parts: Vec<Part>,
}

/// A part of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Its measure.
    pub figure: Figure,
    /// How many records it has.
    pub records: u32,
}

/// What the records of a group have in common.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// They have no value.
    None,
    /// The key of an option, a tag or a text, whatever its upper and lower case.
    Text(String),
    /// Yes or no; a yes/no that was never set is no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A record they refer to.
    Ref(Kind, RecordId),
    /// A period by its first day.
    Period(Date, Bucket),
    /// From the first number to just below the second.
    Range(f64, f64),
    /// All groups that aren't shown by themselves.
    Other,
}

/// What was measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// A count of records.
    Count(u64),
    /// A number.
    Number(f64),
    /// An amount in the business's currency.
    Money(Money),
    /// A duration in seconds.
    Seconds(f64),
    /// Percent.
    Percent(f64),
    /// There was nothing to measure.
    Nothing,
}

/// What a report could not count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Amounts in currencies without an exchange rate: the currency and how many.
    pub currencies: Vec<(Currency, u32)>,
    /// Records without a value to measure.
    pub empty: u32,
    /// Records that are in no row, because the value they would be grouped by has no exchange rate
    /// or can't be read.
    pub ungrouped: u32,
}

/// Why a report can't be answered.
#[derive(Clone, Debug, PartialEq)]
pub enum ReportError {
    /// The kind is not known.
    UnknownKind(Kind),
    /// The kind has no such field; it may have been deleted.
    UnknownField {
        /// The kind.
        kind: Kind,
        /// The field.
        field: FieldId,
    },
    /// The path goes on, but the field refers to nothing, or to records of any kind.
    NotAReference {
        /// The kind.
        kind: Kind,
        /// The field.
        field: FieldId,
    },
    /// The path has no field, or more references than conditions follow.
    Path,
    /// The field's values can't be put together so.
    Bucket {
        /// The kind.
        kind: Kind,
        /// The field.
        field: FieldId,
    },
    /// The field holds nothing that can be added up, or several values.
    NotMeasurable {
        /// The kind.
        kind: Kind,
        /// The field.
        field: FieldId,
    },
    /// The measure is one of deals only.
    DealsOnly,
}

/// The most rows of a report; what goes beyond is [`Key::Other`].
pub const MAX_ROWS: usize = 1000;
/// The most parts of a row.
pub const MAX_SPLITS: usize = 24;

impl Report {
    /// A count of all records of a kind.
    pub fn count(kind: Kind) -> Self {
        Self {
            kind,
            text: String::new(),
            condition: None,
            group: None,
            split: None,
            measure: Measure::Count,
            order: RowOrder::Natural,
            limit: None,
        }
    }

    /// The records that the report is about, as a list shows them.
    pub fn query(&self) -> Query {
        Query {
            text: self.text.clone(),
            condition: self.condition.clone(),
            ..Query::all(self.kind)
        }
    }
}

impl Group {
    /// Each value of a record's own field.
    pub fn value(field: FieldId) -> Self {
        Self {
            path: vec![field],
            bucket: Bucket::Value,
        }
    }

    /// A record's own field in a bucket.
    pub fn by(field: FieldId, bucket: Bucket) -> Self {
        Self {
            path: vec![field],
            bucket,
        }
    }
}

impl Measure {
    /// The field that is measured.
    pub fn path(&self) -> Option<&[FieldId]> {
        match self {
            Self::Sum(path)
            | Self::Average(path)
            | Self::Minimum(path)
            | Self::Maximum(path)
            | Self::Median(path) => Some(path),
            Self::Count | Self::Share | Self::Weighted | Self::WonRate => None,
        }
    }
}

impl Figure {
    /// The number, for charts and for sorting: amounts in units.
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Count(n) => Some(n as f64),
            Self::Number(n) | Self::Seconds(n) | Self::Percent(n) => Some(n),
            Self::Money(money) => Some(money.units()),
            Self::Nothing => None,
        }
    }
}

impl fmt::Display for ReportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownKind(_) => "this kind of record is not known to this version",
            Self::UnknownField { .. } => "a field of the report is not there any more",
            Self::NotAReference { .. } => "a field on the way refers to no record",
            Self::Path => "a field is missing, or too many references lead to it",
            Self::Bucket { .. } => "the values of this field can't be grouped so",
            Self::NotMeasurable { .. } => "this field holds nothing that can be added up",
            Self::DealsOnly => "only deals can be measured so",
        })
    }
}

impl std::error::Error for ReportError {}

impl Workspace {
    /// The end of a path: the kind, the field, and whether several records are reached on the way.
    pub(crate) fn target_of(
        &self,
        kind: Kind,
        path: &[FieldId],
    ) -> Result<(Kind, FieldId, bool), ReportError> {
        let (last, way) = path.split_last().ok_or(ReportError::Path)?;
        if way.len() > workflow::condition::MAX_HOPS {
            return Err(ReportError::Path);
        }
        let (mut kind, mut is_many) = (kind, false);
        for field in way {
            let def = self.schema.field(kind, *field);
            let def = def.ok_or(ReportError::UnknownField {
                kind,
                field: *field,
            })?;
            is_many |= def.ty.is_set();
            kind = def
                .ty
                .target()
                .filter(|target| *target != Kind::ANY)
                .ok_or(ReportError::NotAReference {
                    kind,
                    field: *field,
                })?;
        }
        Ok((kind, *last, is_many))
    }
}

/// The row of a record that a reference leads to, if it is to be shown.
pub(crate) fn live_row(table: &Table, id: RecordId) -> Option<u32> {
    let row = table.resolve(table.row(id)?);
    table.is_live(row).then_some(row)
}
