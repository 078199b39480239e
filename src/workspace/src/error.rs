//! Why a command was refused.

use std::fmt;

use record::pricing::NoTotals;
use record::{FieldId, Kind, RecordId};
use workflow::Blocked;

/// A command that was not carried out. Nothing was changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Refused {
    /// The record is not there, or was deleted meanwhile.
    NotFound {
        /// Its kind.
        kind: Kind,
        /// Its id.
        record: RecordId,
    },
    /// The kind or the field is not known.
    UnknownField {
        /// The kind.
        kind: Kind,
        /// The field.
        field: FieldId,
    },
    /// A field that has to be filled is empty.
    Required {
        /// The kind.
        kind: Kind,
        /// The field.
        field: FieldId,
    },
    /// The value is not of the field's type.
    WrongType {
        /// The kind.
        kind: Kind,
        /// The field.
        field: FieldId,
    },
    /// The choice is not among the field's options.
    UnknownOption {
        /// The kind.
        kind: Kind,
        /// The field.
        field: FieldId,
        /// What was given.
        option: String,
    },
    /// A record can't refer to itself, nor a company be among its own parents.
    RefersToItself {
        /// The kind.
        kind: Kind,
        /// The field.
        field: FieldId,
    },
    /// Only web, mail and telephone addresses can be links.
    UnsafeLink {
        /// The kind.
        kind: Kind,
        /// The field.
        field: FieldId,
    },
    /// This is no e-mail address.
    NotAnEmail {
        /// What was given.
        text: String,
    },
    /// This is no phone number.
    NotAPhone {
        /// What was given.
        text: String,
    },
    /// The text is longer than a field holds.
    TooLong {
        /// The kind.
        kind: Kind,
        /// The field.
        field: FieldId,
        /// The longest text, in bytes.
        limit: usize,
    },
    /// The stage's gate is closed.
    Blocked(Blocked),
    /// The stage still has deals, or the pipeline still has stages with deals.
    InUse {
        /// How many records use it.
        count: u32,
    },
    /// The number is outside of what the field takes.
    OutOfRange {
        /// The kind.
        kind: Kind,
        /// The field.
        field: FieldId,
        /// The smallest number.
        from: f64,
        /// The largest number.
        to: f64,
    },
    /// The line items of a deal would have no total.
    Lines(NoTotals),
    /// The amount of the deal follows its line items.
    FollowsLines,
    /// There is nothing to undo or redo.
    NothingToUndo,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound { .. } => f.write_str(
                "This record was deleted meanwhile. Nothing was changed; look in the trash.",
            ),
            Self::UnknownField { .. } => f.write_str("This field is not there any more."),
            Self::Required { .. } => f.write_str("This field has to be filled."),
            Self::WrongType { .. } => f.write_str("This is not a value of the field's type."),
            Self::UnknownOption { option, .. } => {
                write!(
                    f,
                    "“{option}” is not among the field's options. Add it in the settings."
                )
            }
            Self::RefersToItself { .. } => f.write_str("A record can't be its own parent."),
            Self::UnsafeLink { .. } => {
                f.write_str("A link starts with http, https, mailto or tel.")
            }
            Self::NotAnEmail { text } => write!(f, "“{text}” is not an e-mail address."),
            Self::NotAPhone { text } => write!(f, "“{text}” is not a phone number."),
            Self::TooLong { limit, .. } => write!(f, "The text is longer than {limit} bytes."),
            Self::Blocked(blocked) => write!(f, "{blocked}"),
            Self::InUse { count } => {
                write!(
                    f,
                    "{count} records still use it. Move them first; nothing was changed."
                )
            }
            Self::OutOfRange { from, to, .. } => {
                write!(f, "This number lies outside of {from} to {to}.")
            }
            Self::Lines(reason) => write!(f, "Line items have no total: {reason}."),
            Self::FollowsLines => f.write_str(
                "The amount follows the line items. Change those, or set the amount by hand again.",
            ),
            Self::NothingToUndo => f.write_str("There is nothing to undo."),
        }
    }
}

impl std::error::Error for Refused {}
