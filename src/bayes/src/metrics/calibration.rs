//! Whether a probability means what it says.

use serde::{Deserialize, Serialize};

use super::{check_probabilities, count};
use crate::Error;

/// The rows whose probability lies in one range.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReliabilityBin {
    /// The lower end of the range, included.
    pub low: f64,
    /// The upper end of the range, excluded except in the last bin.
    pub high: f64,
    /// How many rows lie in it.
    pub rows: usize,
    /// Their mean probability; 0 without rows.
    pub mean_probability: f64,
    /// The share of them that was positive; 0 without rows.
    pub positive_share: f64,
}

/// Mean of `-ln(probability given to what happened)`, in nats. Probabilities are kept a double's
/// epsilon away from 0 and 1, as scikit-learn does, so that one certain error does not make the
/// mean infinite.
pub fn log_loss(probabilities: &[f64], outcomes: &[bool]) -> Result<f64, Error> {
    check_probabilities(probabilities, outcomes)?;
    let sum: f64 = probabilities
        .iter()
        .zip(outcomes)
        .map(|(p, outcome)| loss(*p, *outcome))
        .sum();
    Ok(sum / outcomes.len() as f64)
}

/// The log-loss of giving every row the same probability, for instance the share of positives
/// among the rows learned from: what a model has to stay below.
pub fn constant_log_loss(probability: f64, outcomes: &[bool]) -> Result<f64, Error> {
    log_loss(&vec![probability; outcomes.len()], outcomes)
}

/// Mean squared distance of the probability from the outcome (Brier 1950); 0 is perfect.
pub fn brier_score(probabilities: &[f64], outcomes: &[bool]) -> Result<f64, Error> {
    check_probabilities(probabilities, outcomes)?;
    let sum: f64 = probabilities
        .iter()
        .zip(outcomes)
        .map(|(p, outcome)| (p - f64::from(u8::from(*outcome))).powi(2))
        .sum();
    Ok(sum / outcomes.len() as f64)
}

/// The reliability chart as data: `bins` ranges of equal width from 0 to 1.
pub fn reliability_bins(
    probabilities: &[f64],
    outcomes: &[bool],
    bins: usize,
) -> Result<Vec<ReliabilityBin>, Error> {
    check_probabilities(probabilities, outcomes)?;
    let bins = bins.clamp(1, 1_000);
    let mut of_bin = vec![(Vec::new(), Vec::new()); bins];
    for (p, outcome) in probabilities.iter().zip(outcomes) {
        let index = ((p * bins as f64) as usize).min(bins - 1);
        if let Some((ps, positives)) = of_bin.get_mut(index) {
            ps.push(*p);
            positives.push(*outcome);
        }
    }
    let mean = |sum: f64, rows: usize| if rows == 0 { 0.0 } else { sum / rows as f64 };
    Ok(of_bin
        .iter()
        .enumerate()
        .map(|(index, (ps, positives))| ReliabilityBin {
            low: index as f64 / bins as f64,
            high: (index + 1) as f64 / bins as f64,
            rows: ps.len(),
            mean_probability: mean(ps.iter().sum(), ps.len()),
            positive_share: mean(count(positives) as f64, ps.len()),
        })
        .collect())
}

/// The distance of the mean probability from the share of positives, averaged over the bins by
/// their rows; 0 is perfect.
pub fn expected_calibration_error(bins: &[ReliabilityBin]) -> f64 {
    let rows: usize = bins.iter().map(|bin| bin.rows).sum();
    if rows == 0 {
        return 0.0;
    }
    let distance =
        |bin: &ReliabilityBin| (bin.mean_probability - bin.positive_share).abs() * bin.rows as f64;
    bins.iter().map(distance).sum::<f64>() / rows as f64
}

fn loss(probability: f64, outcome: bool) -> f64 {
    let p = probability.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
    if outcome { -p.ln() } else { -(-p).ln_1p() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_certain_error_costs_much_but_not_everything() {
        let loss = log_loss(&[0.0, 1.0], &[true, false]).unwrap();
        assert!(loss > 36.0 && loss < 36.1);
    }

    #[test]
    fn the_constant_of_least_loss_is_the_base_rate() {
        let outcomes = [true, false, false, false];
        let best = constant_log_loss(0.25, &outcomes).unwrap();
        for other in [0.2, 0.3, 0.5] {
            assert!(constant_log_loss(other, &outcomes).unwrap() > best);
        }
    }

    #[test]
    fn the_ends_fall_into_the_outer_bins() {
        let bins =
            reliability_bins(&[0.0, 0.1, 0.999, 1.0], &[false, true, true, true], 10).unwrap();
        assert_eq!(
            bins.iter().map(|bin| bin.rows).collect::<Vec<_>>(),
            [1, 1, 0, 0, 0, 0, 0, 0, 0, 2]
        );
        assert_eq!(bins.last().unwrap().positive_share, 1.0);
        let error = expected_calibration_error(&bins);
        assert!((error - (0.0 + 0.9 + 0.001) / 4.0).abs() < 1e-12, "{error}");
    }

    #[test]
    fn the_brier_score_of_a_coin_is_a_quarter() {
        assert_eq!(brier_score(&[0.5, 0.5], &[true, false]).unwrap(), 0.25);
    }
}
