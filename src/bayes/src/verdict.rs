//! What may be said of a model's quality.

use serde::{Deserialize, Serialize};

use crate::{Evaluation, TIME_TRAIN_SHARE};

/// How many rows of each outcome a holdout must have before anything is said of quality.
pub const MIN_HOLDOUT_OUTCOMES: usize = 10;

/// The area under the curve that the lower end of the interval must exceed for a model to be called
/// of use. With many rows an interval excludes 0.5 by a hair; such a model picks the likelier of a
/// won and a lost row hardly more often than a coin.
pub const GUESSING_AUC: f64 = 0.55;

/// The area under the curve that the lower end of the interval must exceed for the order alone to
/// be called of use.
pub const ORDER_ONLY_AUC: f64 = 0.6;

/// What may be said of a model's quality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// Too few known outcomes to tell.
    NotEnough {
        /// The outcomes there are.
        closed: usize,
        /// About how many it takes, at the present share of the rarer outcome.
        needed: usize,
    },
    /// Neither the order of rows nor the probabilities are shown to be better than the base rate.
    NoBetterThanGuessing,
    /// The order is of use; the probabilities are no better than the base rate.
    OrderOnly,
    /// The order and the probabilities are of use.
    Useful,
}

/// Judges a model by its holdout, which should be the newest rows
/// ([`split_by_time`](crate::split_by_time)). `closed` and `positives` count all known outcomes and
/// `base_log_loss` is, for the share of positives among the rows learned from, the
/// [`constant_log_loss`](crate::constant_log_loss) on the holdout.
///
/// - `NotEnough` if the holdout has fewer than [`MIN_HOLDOUT_OUTCOMES`] rows of either outcome.
/// - `Useful` if the lower end of the 95 % interval of the area under the curve is above
///   [`GUESSING_AUC`] and the log-loss is below `base_log_loss`.
/// - `OrderOnly` if the log-loss is not, but the lower end is above [`ORDER_ONLY_AUC`].
/// - `NoBetterThanGuessing` otherwise.
pub fn judge(closed: usize, positives: usize, holdout: &Evaluation, base_log_loss: f64) -> Verdict {
    let rarer = holdout
        .positives
        .min(holdout.rows.saturating_sub(holdout.positives));
    let auc = match holdout.auc {
        Some(auc) if rarer >= MIN_HOLDOUT_OUTCOMES => auc,
        _ => {
            let needed = needed_outcomes(closed, positives).max(closed.saturating_add(1));
            return Verdict::NotEnough { closed, needed };
        }
    };
    if auc.low > GUESSING_AUC && holdout.log_loss < base_log_loss {
        Verdict::Useful
    } else if auc.low > ORDER_ONLY_AUC {
        Verdict::OrderOnly
    } else {
        Verdict::NoBetterThanGuessing
    }
}

/// About how many outcomes it takes until the newest 30 % have [`MIN_HOLDOUT_OUTCOMES`] of the
/// rarer one, at its present share (estimated with half a row added to each outcome).
pub fn needed_outcomes(closed: usize, positives: usize) -> usize {
    let rarer = positives.min(closed.saturating_sub(positives));
    let share = (rarer as f64 + 0.5) / (closed as f64 + 1.0);
    let needed = MIN_HOLDOUT_OUTCOMES as f64 / ((1.0 - TIME_TRAIN_SHARE) * share);
    needed.ceil() as usize
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::constant_log_loss;

    fn verdict(scores: &[f64], outcomes: &[bool]) -> Verdict {
        let evaluation = Evaluation::of_scores(scores, outcomes).unwrap();
        let positives = evaluation.positives;
        let base = constant_log_loss(positives as f64 / outcomes.len() as f64, outcomes).unwrap();
        judge(outcomes.len(), positives, &evaluation, base)
    }

    /// Alternating outcomes, two thirds of which a score of this size gets right.
    fn informed(size: f64) -> (Vec<f64>, Vec<bool>) {
        let outcomes: Vec<bool> = (0..600).map(|row| row % 2 == 0).collect();
        let scores = outcomes
            .iter()
            .enumerate()
            .map(|(row, outcome)| {
                if (row % 3 == 0) == *outcome {
                    -size
                } else {
                    size
                }
            })
            .collect();
        (scores, outcomes)
    }

    #[test]
    fn few_outcomes_are_not_enough_and_the_number_needed_is_told() {
        let outcomes: Vec<bool> = (0..20).map(|row| row % 4 == 0).collect();
        let found = verdict(&[0.0; 20], &outcomes);
        let Verdict::NotEnough { closed, needed } = found else {
            panic!("{found:?}")
        };
        assert_eq!(closed, 20);
        assert!((120..140).contains(&needed), "{needed}");
    }

    #[test]
    fn one_outcome_alone_is_never_enough() {
        assert!(
            matches!(verdict(&[1.0; 500], &[true; 500]), Verdict::NotEnough { needed, .. } if needed > 500)
        );
        assert_eq!(needed_outcomes(0, 0), 67);
        assert_eq!(needed_outcomes(3, 7), needed_outcomes(3, 3));
    }

    #[test]
    fn equal_scores_are_no_better_than_guessing() {
        let outcomes: Vec<bool> = (0..600).map(|row| row % 2 == 0).collect();
        assert_eq!(
            verdict(&[0.0; 600], &outcomes),
            Verdict::NoBetterThanGuessing
        );
    }

    #[test]
    fn moderate_scores_that_are_mostly_right_are_useful() {
        let (scores, outcomes) = informed(0.7);
        let found = verdict(&scores, &outcomes);
        assert_eq!(found, Verdict::Useful);
    }

    #[test]
    fn the_same_order_with_extreme_probabilities_is_useful_as_an_order_only() {
        let (scores, outcomes) = informed(30.0);
        assert_eq!(verdict(&scores, &outcomes), Verdict::OrderOnly);
    }
}
