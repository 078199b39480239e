//! What an import would do, or has done.

use std::fmt;

use record::{FieldId, Kind, RecordId};
use serde::{Deserialize, Serialize};

use super::decisions::{StageName, TreatStage};
use super::lookup::Outcome;
use crate::cell::{CellError, DateFormat};
use crate::fold::Nearness;

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The files.
    pub files: Vec<FileReport>,
    /// How many records of each kind.
    pub counts: Vec<Counts>,
    /// What must be answered before anything is written.
    pub questions: Vec<Question>,
    /// Rows that are set aside.
    pub rejected: Vec<Rejected>,
    /// Rows that say again what an earlier row has said; they are passed over.
    pub duplicates: Vec<Duplicate>,
    /// Options that choices get.
    pub new_choices: Vec<NewChoice>,
    /// Values of choices that are taken as an option spelt a little differently.
    pub matched_choices: Vec<MatchedChoice>,
    /// Custom fields that are made.
    pub new_fields: Vec<NewField>,
    /// Stages that are made.
    pub new_stages: Vec<NewStage>,
    /// The names of stages that nobody has used and that give way to the files' own.
    pub gone_stages: Vec<String>,
    /// What else the user should know; the first [`Report::MAX_WARNINGS`].
    pub warnings: Vec<Warning>,
    /// How many warnings there are in all.
    pub warning_count: u32,
}

/// A file of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReport {
    /// Its name.
    pub name: String,
    /// How many rows it has below the header.
    pub rows: u32,
    /// How many of them are set aside.
    pub rejected: u32,
}

/// How many records of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// The kind.
    pub kind: Kind,
    /// Records that are made.
    pub new: u32,
    /// Known records that change.
    pub updated: u32,
    /// Known records that are as the file says.
    pub unchanged: u32,
    /// Rows that say again what an earlier row has said.
    pub duplicates: u32,
}

/// What only the user can say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Question {
    /// Is the day or the month in front? The answer goes to [`super::Decisions::dates`].
    DateFormat {
        /// The file.
        file: usize,
        /// The column.
        column: usize,
        /// Its header.
        header: String,
        /// The forms that suit; the likelier one first.
        candidates: Vec<DateFormat>,
        /// Some cells.
        examples: Vec<String>,
    },
    /// Is `1.234` a thousand or one and a bit? The answer goes to [`super::Decisions::decimals`].
    DecimalSign {
        /// The file.
        file: usize,
        /// The column.
        column: usize,
        /// Its header.
        header: String,
        /// Some cells.
        examples: Vec<String>,
    },
}

/// A row that is set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// The file.
    pub file: usize,
    /// The line in the file.
    pub line: u32,
    /// The column that can't be read.
    pub column: Option<usize>,
    /// Why.
    pub reason: RejectReason,
}

/// Why a row is set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RejectReason {
    /// A cell can't be read as its field.
    Cell(CellError),
    /// More cells than the header has.
    TooManyColumns {
        /// Cells of the row.
        has: usize,
        /// Columns of the header.
        expected: usize,
    },
    /// Fewer cells than the header has.
    TooFewColumns {
        /// Cells of the row.
        has: usize,
        /// Columns of the header.
        expected: usize,
    },
    /// A quote is opened and never closed.
    UnclosedQuote,
    /// More bytes than [`crate::csv::MAX_ROW_BYTES`].
    TooLong,
    /// What the record is called is missing.
    NoName {
        /// The kind.
        kind: Kind,
    },
}

impl fmt::Display for RejectReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell(error) => error.fmt(f),
            Self::TooManyColumns { has, expected } => {
                write!(f, "the row has {has} cells, the header has {expected}")
            }
            Self::TooFewColumns { has, expected } => {
                write!(f, "the row has only {has} cells, the header has {expected}")
            }
            Self::UnclosedQuote => f.write_str("a quotation mark is opened and never closed"),
            Self::TooLong => {
                f.write_str("the row is far too long; a quotation mark may not be closed")
            }
            Self::NoName { kind } => match *kind {
                Kind::CONTACT => f.write_str("there is no name, e-mail address or phone number"),
                Kind::COMPANY => f.write_str("there is no company name or domain"),
                _ => f.write_str("the name is missing"),
            },
        }
    }
}

/// A row that says again what an earlier one has said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    /// The file.
    pub file: usize,
    /// The line.
    pub line: u32,
    /// The kind.
    pub kind: Kind,
    /// The record that the row is about.
    pub record: RecordId,
    /// The file of the earlier row.
    pub first_file: usize,
    /// The line of the earlier row.
    pub first_line: u32,
    /// What is the same.
    pub reason: DuplicateReason,
}

/// What two rows have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DuplicateReason {
    /// The id in the other system.
    Id,
    /// The e-mail address.
    Email,
    /// The domain.
    Domain,
    /// The name.
    Name,
    /// Everything.
    Content,
}

/// An option that a choice gets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewChoice {
    /// The kind.
    pub kind: Kind,
    /// The choice.
    pub field: FieldId,
    /// The choice's name.
    pub label: String,
    /// The value as the file has it.
    pub value: String,
    /// In how many rows.
    pub count: u32,
    /// Whether it comes from a catalogue.
    pub catalogue: bool,
    /// Options that are spelt nearly the same; nothing is changed without a decision.
    pub near: Vec<Near>,
}

/// An option that is spelt nearly as a new value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Near {
    /// How near.
    pub nearness: Nearness,
    /// The option.
    pub option: String,
    /// Whether the choice has it already, or gets it from a catalogue; otherwise it is a more
    /// frequent value of the same files or a usual word.
    pub known: bool,
}

/// A value that is taken as an option spelt a little differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchedChoice {
    /// The kind.
    pub kind: Kind,
    /// The choice.
    pub field: FieldId,
    /// The choice's name.
    pub label: String,
    /// The value as the file has it.
    pub value: String,
    /// The option it is taken as; `None` where it is left out.
    pub option: Option<String>,
    /// Whether the user has decided it; otherwise it was recognised.
    pub decided: bool,
    /// In how many rows.
    pub count: u32,
}

/// A custom field that is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewField {
    /// The record of the kind `field` that defines it.
    pub record: RecordId,
    /// The kind that gets it.
    pub kind: Kind,
    /// Its name.
    pub label: String,
    /// Its type, by [`record::FieldType::name`].
    pub ty: String,
}

/// A stage that is made, or taken as another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewStage {
    /// How the file names it.
    pub named: StageName,
    /// What it is called here.
    pub stage: String,
    /// What it means.
    pub outcome: Outcome,
    /// What becomes of it.
    pub treat: TreatStage,
    /// Whether the user has decided it; otherwise it is made, or was recognised.
    pub decided: bool,
    /// In how many rows.
    pub count: u32,
    /// Stages that are spelt nearly the same.
    pub near: Vec<Near>,
}

/// What else the user should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The file.
    pub file: usize,
    /// The line.
    pub line: u32,
    /// The column.
    pub column: Option<usize>,
    /// What.
    pub reason: WarningReason,
}

/// What the user should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WarningReason {
    /// The header stands again among the rows; the row is passed over.
    HeaderAgain,
    /// A company is its own parent; the link is left out.
    OwnParent,
    /// A company is the parent of its own parent, or of one further above; the link is left out.
    ParentCircle,
    /// A linked record is neither in the files nor known; the link is left out.
    LinkNotFound {
        /// The field.
        field: FieldId,
        /// The id or name.
        text: String,
    },
    /// A cell can't be read and stays empty.
    CellLeftEmpty(CellError),
    /// A text holds characters that can't be shown; it is taken without them.
    CharactersDropped,
    /// Two records have this name; the first one is linked.
    NameTwice {
        /// The name.
        name: String,
    },
}

impl fmt::Display for WarningReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HeaderAgain => {
                f.write_str("the header stands here again; the line was passed over")
            }
            Self::OwnParent => {
                f.write_str("this company is named as its own parent; the link was left out")
            }
            Self::ParentCircle => f.write_str(
                "this company stands above the one named as its parent; the link was left out",
            ),
            Self::LinkNotFound { text, .. } => write!(
                f,
                "\"{text}\" is neither in these files nor known; the link was left out"
            ),
            Self::CellLeftEmpty(error) => write!(f, "the cell was left empty: {error}"),
            Self::CharactersDropped => {
                f.write_str("the text was taken without characters that can't be shown")
            }
            Self::NameTwice { name } => {
                write!(f, "\"{name}\" is there twice; the first one was linked")
            }
        }
    }
}

impl Report {
    /// So many warnings are kept.
    pub const MAX_WARNINGS: usize = 1_000;

    /// The counts of a kind.
    pub fn count(&self, kind: Kind) -> Counts {
        let found = self.counts.iter().find(|c| c.kind == kind);
        found.copied().unwrap_or(Counts::none(kind))
    }

    pub(super) fn warn(&mut self, warning: Warning) {
        self.warning_count = self.warning_count.saturating_add(1);
        if self.warnings.len() < Self::MAX_WARNINGS {
            self.warnings.push(warning);
        }
    }

    pub(super) fn count_mut(&mut self, kind: Kind) -> &mut Counts {
        let at = self.counts.iter().position(|c| c.kind == kind);
        let at = at.unwrap_or_else(|| {
            self.counts.push(Counts::none(kind));
            self.counts.len() - 1
        });
        &mut self.counts[at]
    }

    pub(super) fn reject(&mut self, rejected: Rejected) {
        if let Some(file) = self.files.get_mut(rejected.file) {
            file.rejected += 1;
        }
        self.rejected.push(rejected);
    }
}

impl Counts {
    fn none(kind: Kind) -> Self {
        Self {
            kind,
            new: 0,
            updated: 0,
            unchanged: 0,
            duplicates: 0,
        }
    }
}
