//! Right and wrong decisions.

use serde::{Deserialize, Serialize};

use super::{check_probabilities, count};
use crate::Error;

/// What happens when every row with at least this probability is taken for positive.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Confusion {
    /// The probability from which a row is taken for positive.
    pub threshold: f64,
    /// Positive rows taken for positive.
    pub true_positives: usize,
    /// Negative rows taken for positive.
    pub false_positives: usize,
    /// Negative rows taken for negative.
    pub true_negatives: usize,
    /// Positive rows taken for negative.
    pub false_negatives: usize,
}

impl Confusion {
    /// Counts decisions at a threshold.
    pub fn at(threshold: f64, probabilities: &[f64], outcomes: &[bool]) -> Result<Self, Error> {
        check_probabilities(probabilities, outcomes)?;
        let mut counted = Self {
            threshold,
            true_positives: 0,
            false_positives: 0,
            true_negatives: 0,
            false_negatives: 0,
        };
        for (p, outcome) in probabilities.iter().zip(outcomes) {
            let cell = match (*p >= threshold, outcome) {
                (true, true) => &mut counted.true_positives,
                (true, false) => &mut counted.false_positives,
                (false, false) => &mut counted.true_negatives,
                (false, true) => &mut counted.false_negatives,
            };
            *cell += 1;
        }
        Ok(counted)
    }

    /// How many rows were counted.
    pub fn rows(&self) -> usize {
        self.true_positives + self.false_positives + self.true_negatives + self.false_negatives
    }

    /// The share of right decisions.
    pub fn accuracy(&self) -> f64 {
        share(self.true_positives + self.true_negatives, self.rows()).unwrap_or(0.0)
    }

    /// The share of rows taken for positive that are; nothing if none is taken.
    pub fn precision(&self) -> Option<f64> {
        share(
            self.true_positives,
            self.true_positives + self.false_positives,
        )
    }

    /// The share of positive rows that are taken for it; nothing if there is none.
    pub fn recall(&self) -> Option<f64> {
        share(
            self.true_positives,
            self.true_positives + self.false_negatives,
        )
    }

    /// The share of negative rows that are taken for it; nothing if there is none.
    pub fn specificity(&self) -> Option<f64> {
        share(
            self.true_negatives,
            self.true_negatives + self.false_positives,
        )
    }
}

/// The share of rows whose predicted class, of any number of classes, is the actual one.
pub fn accuracy(predicted: &[usize], actual: &[usize]) -> Result<f64, Error> {
    if predicted.len() != actual.len() {
        return Err(Error::RowCount {
            expected: actual.len(),
            found: predicted.len(),
        });
    }
    let right = predicted.iter().zip(actual).filter(|(a, b)| a == b).count();
    share(right, actual.len()).ok_or(Error::NoRows)
}

/// The share that is right when the more frequent outcome is always said.
pub fn majority_accuracy(outcomes: &[bool]) -> Result<f64, Error> {
    let positives = count(outcomes);
    share(positives.max(outcomes.len() - positives), outcomes.len()).ok_or(Error::NoRows)
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_row_at_the_threshold_is_taken() {
        let counted = Confusion::at(
            0.6,
            &[0.6, 0.7, 0.5, 0.2, 0.9],
            &[true, false, true, false, true],
        )
        .unwrap();
        assert_eq!(
            counted,
            Confusion {
                threshold: 0.6,
                true_positives: 2,
                false_positives: 1,
                true_negatives: 1,
                false_negatives: 1
            }
        );
        assert_eq!(counted.accuracy(), 0.6);
        assert_eq!(counted.precision(), Some(2.0 / 3.0));
        assert_eq!(counted.recall(), Some(2.0 / 3.0));
        assert_eq!(counted.specificity(), Some(0.5));
    }

    #[test]
    fn a_threshold_that_takes_nothing_has_no_precision() {
        let counted = Confusion::at(1.1, &[0.6], &[true]).unwrap();
        assert_eq!(counted.precision(), None);
        assert_eq!(counted.specificity(), None);
        assert_eq!(counted.recall(), Some(0.0));
    }

    #[test]
    fn accuracy_over_several_classes() {
        assert_eq!(accuracy(&[0, 1, 2, 2], &[0, 1, 1, 2]), Ok(0.75));
        assert_eq!(accuracy(&[], &[]), Err(Error::NoRows));
        assert_eq!(majority_accuracy(&[true, false, false]), Ok(2.0 / 3.0));
        assert_eq!(majority_accuracy(&[]), Err(Error::NoRows));
    }
}
