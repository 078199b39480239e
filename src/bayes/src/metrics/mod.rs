//! Measures of quality on rows whose outcome is known and that were not learned from.

mod auc;
mod calibration;
mod confusion;
mod gain;

pub use auc::{Auc, AucMethod, auc};
pub use calibration::{
    ReliabilityBin, brier_score, constant_log_loss, expected_calibration_error, log_loss,
    reliability_bins,
};
pub use confusion::{Confusion, accuracy, majority_accuracy};
pub use gain::{GainPoint, gain_curve};

use serde::{Deserialize, Serialize};

use crate::{Error, probability};

/// How many bins the calibration is measured over.
const BINS: usize = 10;

/// All measures of a two-class model on one set of rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// How many rows were measured on.
    pub rows: usize,
    /// How many of them were positive.
    pub positives: usize,
    /// The share of rows whose more probable class is the right one.
    pub accuracy: f64,
    /// The share that is right when the more frequent class is always said.
    pub majority_accuracy: f64,
    /// The area under the curve, unless all rows have the same outcome.
    pub auc: Option<Auc>,
    /// Mean negative logarithm of the probability given to what happened.
    pub log_loss: f64,
    /// Mean squared distance of the probability from what happened.
    pub brier: f64,
    /// Expected calibration error over ten equal bins.
    pub ece: f64,
    /// Those bins.
    pub reliability: Vec<ReliabilityBin>,
}

impl Evaluation {
    /// Measures scores, which are log-odds as [`Scorer::scores`](crate::Scorer::scores) gives them,
    /// against outcomes. The area under the curve goes by the scores, which still differ where
    /// their probabilities are both 1.
    pub fn of_scores(scores: &[f64], outcomes: &[bool]) -> Result<Self, Error> {
        check(scores, outcomes)?;
        let probabilities: Vec<f64> = scores.iter().map(|score| probability(*score)).collect();
        Self::new(scores, &probabilities, outcomes)
    }

    /// Measures probabilities from 0 to 1 against outcomes.
    pub fn of_probabilities(probabilities: &[f64], outcomes: &[bool]) -> Result<Self, Error> {
        Self::new(probabilities, probabilities, outcomes)
    }

    fn new(order: &[f64], probabilities: &[f64], outcomes: &[bool]) -> Result<Self, Error> {
        let reliability = reliability_bins(probabilities, outcomes, BINS)?;
        Ok(Self {
            rows: outcomes.len(),
            positives: count(outcomes),
            accuracy: Confusion::at(0.5, probabilities, outcomes)?.accuracy(),
            majority_accuracy: majority_accuracy(outcomes)?,
            auc: auc(order, outcomes)?,
            log_loss: log_loss(probabilities, outcomes)?,
            brier: brier_score(probabilities, outcomes)?,
            ece: expected_calibration_error(&reliability),
            reliability,
        })
    }
}

fn count(outcomes: &[bool]) -> usize {
    outcomes.iter().filter(|outcome| **outcome).count()
}

/// Whether there are rows, a score for every outcome, and every score is a number.
fn check(scores: &[f64], outcomes: &[bool]) -> Result<(), Error> {
    if scores.len() != outcomes.len() {
        return Err(Error::RowCount {
            expected: outcomes.len(),
            found: scores.len(),
        });
    }
    if outcomes.is_empty() {
        return Err(Error::NoRows);
    }
    match scores.iter().position(|score| score.is_nan()) {
        Some(row) => Err(Error::NotAProbability { row }),
        None => Ok(()),
    }
}

/// The same, and every score is a probability.
fn check_probabilities(probabilities: &[f64], outcomes: &[bool]) -> Result<(), Error> {
    check(probabilities, outcomes)?;
    match probabilities.iter().position(|p| !(0.0..=1.0).contains(p)) {
        Some(row) => Err(Error::NotAProbability { row }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn nothing_is_measured_on_no_rows_or_on_what_is_no_number() {
        assert_eq!(Evaluation::of_scores(&[], &[]), Err(Error::NoRows));
        assert_eq!(
            Evaluation::of_scores(&[0.0, f64::NAN], &[true, false]),
            Err(Error::NotAProbability { row: 1 })
        );
        assert_eq!(
            Evaluation::of_probabilities(&[0.5, 1.5], &[true, false]),
            Err(Error::NotAProbability { row: 1 })
        );
        assert_eq!(
            Evaluation::of_scores(&[0.0], &[true, false]),
            Err(Error::RowCount {
                expected: 2,
                found: 1
            })
        );
    }

    #[test]
    fn infinite_scores_are_certain_probabilities() {
        let evaluation =
            Evaluation::of_scores(&[f64::INFINITY, f64::NEG_INFINITY], &[true, false]).unwrap();
        assert_eq!(evaluation.accuracy, 1.0);
        assert!(evaluation.log_loss < 1e-15);
        assert_eq!(evaluation.auc.unwrap().value, 1.0);
    }

    #[test]
    fn one_outcome_alone_has_no_area_under_the_curve() {
        let evaluation = Evaluation::of_probabilities(&[0.2, 0.9], &[true, true]).unwrap();
        assert_eq!(evaluation.auc, None);
        assert_eq!(evaluation.majority_accuracy, 1.0);
        assert_eq!(evaluation.positives, 2);
    }
}
