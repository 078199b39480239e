//! The area under the receiver operating characteristic curve, and how sure it is.

use serde::{Deserialize, Serialize};

use super::{check, count};
use crate::Error;

/// The 97.5 % point of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// With fewer rows of either outcome the interval is Newcombe's.
const MIN_FOR_DELONG: usize = 10;

/// The probability that a positive row scores higher than a negative one, ties counted as half.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Auc {
    /// From 0 to 1; 0.5 is guessing.
    pub value: f64,
    /// The lower end of its 95 % confidence interval.
    pub low: f64,
    /// The upper end of its 95 % confidence interval.
    pub high: f64,
    /// How the interval was found.
    pub method: AucMethod,
}

/// How the confidence interval of the area was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AucMethod {
    /// DeLong, DeLong and Clarke-Pearson, "Comparing the areas under two or more correlated
    /// receiver operating characteristic curves", Biometrics 44 (1988): value ± 1.96 standard
    /// errors, cut to 0 to 1.
    DeLong,
    /// Newcombe, "Confidence intervals for an effect size measure based on the Mann-Whitney
    /// statistic, part 2", Statistics in Medicine 25 (2006), method 5: the areas that Hanley and
    /// McNeil's variance is compatible with. It is in use where DeLong's interval fails: with few
    /// rows of an outcome, and with outcomes that are fully separated, where its width is zero.
    Newcombe,
}

/// The area under the curve of any scores that are higher for likelier positives. Nothing if all
/// rows have the same outcome.
pub fn auc(scores: &[f64], outcomes: &[bool]) -> Result<Option<Auc>, Error> {
    check(scores, outcomes)?;
    let positives = count(outcomes);
    let negatives = outcomes.len() - positives;
    if positives == 0 || negatives == 0 {
        return Ok(None);
    }
    let (m, n) = (positives as f64, negatives as f64);

    // For every positive the share of negatives below it and for every negative the share of
    // positives above it, ties as half; equal scores form one block.
    let blocks = blocks(scores, outcomes);
    let (mut below, mut above) = (0.0, m);
    let placed: Vec<_> = blocks
        .iter()
        .map(|(positive, negative)| {
            let of_positive = (below + negative / 2.0) / n;
            let of_negative = (above - positive / 2.0) / m;
            below += negative;
            above -= positive;
            (*positive, of_positive, *negative, of_negative)
        })
        .collect();
    let value = placed
        .iter()
        .map(|(rows, place, ..)| rows * place)
        .sum::<f64>()
        / m;

    if positives >= MIN_FOR_DELONG && negatives >= MIN_FOR_DELONG {
        let spread = |place: f64| (place - value) * (place - value);
        let of_positives: f64 = placed
            .iter()
            .map(|(rows, place, ..)| rows * spread(*place))
            .sum();
        let of_negatives: f64 = placed
            .iter()
            .map(|(.., rows, place)| rows * spread(*place))
            .sum();
        let variance = of_positives / (m - 1.0) / m + of_negatives / (n - 1.0) / n;
        if variance > 1e-15 {
            let margin = Z * variance.sqrt();
            return Ok(Some(Auc {
                value,
                low: (value - margin).max(0.0),
                high: (value + margin).min(1.0),
                method: AucMethod::DeLong,
            }));
        }
    }
    Ok(Some(Auc {
        value,
        low: 1.0 - newcombe_high(1.0 - value, m, n),
        high: newcombe_high(value, m, n),
        method: AucMethod::Newcombe,
    }))
}

/// How many positives and negatives share each score, from the lowest score up.
fn blocks(scores: &[f64], outcomes: &[bool]) -> Vec<(f64, f64)> {
    let mut order: Vec<(f64, bool)> = scores
        .iter()
        .copied()
        .zip(outcomes.iter().copied())
        .collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let mut blocks: Vec<(f64, f64)> = Vec::new();
    let mut last = f64::NAN;
    for (score, positive) in order {
        if score != last {
            blocks.push((0.0, 0.0));
            last = score;
        }
        if let Some(block) = blocks.last_mut() {
            if positive {
                block.0 += 1.0;
            } else {
                block.1 += 1.0;
            }
        }
    }
    blocks
}

/// The greatest area whose distance from the one found is at most 1.96 of its standard errors. For
/// the least area, the same from the other side.
fn newcombe_high(found: f64, m: f64, n: f64) -> f64 {
    let half = (m + n) / 2.0 - 1.0;
    let within = |area: f64| {
        let spread = 1.0 + half * (1.0 - area) / (2.0 - area) + half * area / (1.0 + area);
        let variance = area * (1.0 - area) * spread / (m * n);
        (area - found) * (area - found) <= Z * Z * variance
    };
    let (mut low, mut high) = (found, 1.0);
    if within(high) {
        return high;
    }
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if within(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_small_example_by_hand() {
        // Positive 0.35 beats one negative of two, positive 0.8 both: 3 of 4 pairs.
        let found = auc(&[0.1, 0.4, 0.35, 0.8], &[false, false, true, true])
            .unwrap()
            .unwrap();
        assert_eq!(found.value, 0.75);
        assert_eq!(found.method, AucMethod::Newcombe);
        assert!(found.low < 0.5 && found.high < 1.0);
    }

    #[test]
    fn ties_count_as_half() {
        let found = auc(&[0.5; 4], &[false, true, false, true])
            .unwrap()
            .unwrap();
        assert_eq!(found.value, 0.5);
        let mixed = auc(&[1.0, 1.0, 2.0], &[true, false, true])
            .unwrap()
            .unwrap();
        assert_eq!(mixed.value, 0.75);
    }

    #[test]
    fn perfect_separation_of_few_rows_is_not_certain() {
        let few = auc(&[1.0, 2.0, 3.0, 4.0], &[false, false, true, true])
            .unwrap()
            .unwrap();
        assert_eq!(few.value, 1.0);
        assert_eq!(few.high, 1.0);
        assert!(few.low > 0.2 && few.low < 0.6, "{}", few.low);
        let scores: Vec<f64> = (0..400).map(f64::from).collect();
        let outcomes: Vec<bool> = (0..400).map(|row| row >= 200).collect();
        let many = auc(&scores, &outcomes).unwrap().unwrap();
        assert_eq!(many.method, AucMethod::Newcombe);
        assert!(many.low > 0.98 && many.low < 1.0, "{}", many.low);
    }

    #[test]
    fn signed_zeros_are_the_same_score() {
        let found = auc(&[0.0, -0.0], &[true, false]).unwrap().unwrap();
        assert_eq!(found.value, 0.5);
    }

    proptest! {
        #[test]
        fn the_area_is_the_share_of_pairs_in_order(rows in prop::collection::vec((0u8..12, any::<bool>()), 1..60)) {
            let scores: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
            let outcomes: Vec<bool> = rows.iter().map(|row| row.1).collect();
            let (mut points, mut pairs) = (0.0, 0.0);
            for (positive, _) in rows.iter().filter(|row| row.1) {
                for (negative, _) in rows.iter().filter(|row| !row.1) {
                    pairs += 1.0;
                    points += match positive.cmp(negative) {
                        std::cmp::Ordering::Greater => 1.0,
                        std::cmp::Ordering::Equal => 0.5,
                        std::cmp::Ordering::Less => 0.0,
                    };
                }
            }
            match auc(&scores, &outcomes).unwrap() {
                None => prop_assert_eq!(pairs, 0.0),
                Some(found) => {
                    prop_assert!((found.value - points / pairs).abs() < 1e-12);
                    prop_assert!(0.0 <= found.low && found.low <= found.value + 1e-12);
                    prop_assert!(found.value <= found.high + 1e-12 && found.high <= 1.0);
                    // Turning scores round turns the area and its interval round.
                    let turned: Vec<f64> = scores.iter().map(|score| -score).collect();
                    let other = auc(&turned, &outcomes).unwrap().unwrap();
                    prop_assert!((other.value - (1.0 - found.value)).abs() < 1e-12);
                    prop_assert!((other.low - (1.0 - found.high)).abs() < 1e-9);
                }
            }
        }
    }
}
