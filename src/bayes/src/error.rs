//! What can be refused, and what the caller can do about it.

use std::fmt;

/// Why a call was refused. Whatever was refused changed nothing: the model, the statistics and the
/// rows are as they were before the call.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// A row or table has another number of columns than there are features.
    ColumnCount {
        /// The number of features.
        expected: usize,
        /// The number of columns given.
        found: usize,
    },
    /// A value or column is of another kind than its feature (a code for a number or the reverse).
    ColumnKind {
        /// The feature's name.
        feature: String,
    },
    /// Columns, labels, weights, scores or outcomes differ in length.
    RowCount {
        /// The length of the first of them.
        expected: usize,
        /// The length that differs.
        found: usize,
    },
    /// A class index is not one of the classes.
    UnknownClass {
        /// The index given.
        class: usize,
        /// How many classes there are.
        classes: usize,
    },
    /// A sample weight is not a number from 0 to [`MAX_WEIGHT`](crate::MAX_WEIGHT).
    Weight {
        /// The weight given.
        weight: f64,
    },
    /// The row to unlearn cannot have been learned: more would be taken away than is there.
    NotLearned,
    /// The statistics to take away or add were gathered for other features, classes or options.
    OtherStatistics,
    /// There is no row with a positive weight to estimate the prior from.
    NothingLearned,
    /// A score with explanation was asked of a model that has not exactly two classes.
    NotBinary {
        /// How many classes there are.
        classes: usize,
    },
    /// An option is outside its range.
    Option {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// An imported model contradicts itself.
    Model {
        /// What is wrong with it.
        reason: String,
    },
    /// A metric was asked of no rows.
    NoRows,
    /// A score or probability is not a number, or a probability is outside 0 to 1.
    NotAProbability {
        /// The row of the first such value.
        row: usize,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ColumnCount { expected, found } => write!(
                f,
                "{found} columns were given for {expected} features. Nothing was changed; give one value for every feature, missing ones included."
            ),
            Self::ColumnKind { feature } => write!(
                f,
                "The values of “{feature}” are of another kind than the feature. Nothing was changed; give numbers for a numeric feature and codes for a categorical one."
            ),
            Self::RowCount { expected, found } => write!(
                f,
                "There are {expected} rows in one place and {found} in another. Nothing was changed; give one entry for every row."
            ),
            Self::UnknownClass { class, classes } => write!(
                f,
                "Class {class} does not exist: there are {classes}, counted from 0. Nothing was changed; name the class when the model is made."
            ),
            Self::Weight { weight } => write!(
                f,
                "{weight} cannot be a row's weight. Nothing was changed; give a number from 0 to one million."
            ),
            Self::NotLearned => write!(
                f,
                "The row cannot be unlearned because it was not learned. Nothing was changed; learn all rows afresh if the model and the records may have drifted apart."
            ),
            Self::OtherStatistics => write!(
                f,
                "These statistics belong to other features, classes or options. Nothing was changed; gather both with the same ones."
            ),
            Self::NothingLearned => write!(
                f,
                "There is nothing to estimate from yet. Learn at least one row with a known outcome."
            ),
            Self::NotBinary { classes } => write!(
                f,
                "A score needs exactly two classes, this model has {classes}. Use its class probabilities."
            ),
            Self::Option { reason } => {
                write!(
                    f,
                    "The model cannot be made: {reason}. Nothing was changed; correct the option."
                )
            }
            Self::Model { reason } => write!(
                f,
                "The model cannot be read: {reason}. Nothing was changed; export it again or train a new one."
            ),
            Self::NoRows => write!(f, "A measure of quality needs at least one row."),
            Self::NotAProbability { row } => write!(
                f,
                "Row {row} has no usable score. Nothing was measured; score the rows again."
            ),
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_what_happened_and_what_to_do() {
        let message = Error::UnknownClass {
            class: 2,
            classes: 2,
        }
        .to_string();
        assert!(message.contains("Class 2"));
        assert!(message.contains("Nothing was changed"));
        let message = Error::ColumnKind {
            feature: "Budget".into(),
        }
        .to_string();
        assert!(message.contains("Budget"));
    }
}
