//! What is gained by working the best rows first.

use serde::{Deserialize, Serialize};

use super::{check, count};
use crate::Error;

/// What the best-scored share of rows holds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GainPoint {
    /// The share of rows taken, best first, above 0 to 1.
    pub share: f64,
    /// The share of all positives among them; 0 if there are none at all.
    pub captured: f64,
    /// How many times more positives that is than in as many rows drawn blindly.
    pub lift: f64,
}

/// The gain and lift chart as data: `points` shares of equal step up to all rows. Rows of the same
/// score are taken in equal parts, so their order does not matter.
pub fn gain_curve(
    scores: &[f64],
    outcomes: &[bool],
    points: usize,
) -> Result<Vec<GainPoint>, Error> {
    check(scores, outcomes)?;
    let positives = count(outcomes) as f64;
    let mut order: Vec<(f64, bool)> = scores
        .iter()
        .copied()
        .zip(outcomes.iter().copied())
        .collect();
    order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));

    // Rows and positives after each block of equal scores.
    let mut corners = vec![(0.0, 0.0)];
    for block in order.chunk_by(|a, b| a.0 == b.0) {
        let (rows, found) = corners.last().copied().unwrap_or_default();
        let more = block.iter().filter(|(_, positive)| *positive).count();
        corners.push((rows + block.len() as f64, found + more as f64));
    }

    let points = points.clamp(1, 1_000);
    let mut segments = corners.windows(2).peekable();
    Ok((1..=points)
        .map(|point| {
            let share = point as f64 / points as f64;
            let rows = share * outcomes.len() as f64;
            while segments.len() > 1
                && segments
                    .peek()
                    .is_some_and(|ends| ends.last().is_some_and(|end| end.0 < rows))
            {
                segments.next();
            }
            let found = match segments.peek() {
                Some([from, to]) => from.1 + (to.1 - from.1) * (rows - from.0) / (to.0 - from.0),
                _ => positives,
            };
            let captured = if positives > 0.0 {
                found / positives
            } else {
                0.0
            };
            GainPoint {
                share,
                captured,
                lift: captured / share,
            }
        })
        .collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_best_fifth_of_a_perfect_order_holds_all_of_a_fifth() {
        let scores: Vec<f64> = (0..10).map(f64::from).collect();
        let outcomes: Vec<bool> = (0..10).map(|row| row >= 8).collect();
        let curve = gain_curve(&scores, &outcomes, 10).unwrap();
        assert_eq!(curve.len(), 10);
        assert_eq!(
            curve[0],
            GainPoint {
                share: 0.1,
                captured: 0.5,
                lift: 5.0
            }
        );
        assert_eq!(
            curve[1],
            GainPoint {
                share: 0.2,
                captured: 1.0,
                lift: 5.0
            }
        );
        assert_eq!(
            curve[9],
            GainPoint {
                share: 1.0,
                captured: 1.0,
                lift: 1.0
            }
        );
    }

    #[test]
    fn equal_scores_gain_nothing() {
        let curve = gain_curve(
            &[0.3; 7],
            &[true, true, false, false, false, true, false],
            4,
        )
        .unwrap();
        for point in curve {
            assert!((point.lift - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn without_positives_nothing_is_captured() {
        let curve = gain_curve(&[0.1, 0.2], &[false, false], 2).unwrap();
        assert!(curve.iter().all(|point| point.captured == 0.0));
    }
}
