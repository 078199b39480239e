//! The score of a row for one of two classes, and where it comes from.

use std::f64::consts::TAU;

use crate::table::check_row;
use crate::{Column, Error, Feature, FeatureKind, Likelihood, Model, Table, Value};

/// Half a squared distance is held to this, so that no difference of two is undefined.
const MOST_EXTREME: f64 = 1e290;

/// A two-class model prepared for scoring: for every category the log-likelihood ratio, for every
/// numeric feature the coefficients of its.
///
/// The score is the natural logarithm of the odds of the positive class,
/// `ln(P(positive) / P(negative)) + sum of ln(P(value | positive) / P(value | negative))`, over the
/// features with a value. It is infinite while one of the classes was never seen and the prior is
/// empirical.
#[derive(Clone, Debug, PartialEq)]
pub struct Scorer {
    intercept: f64,
    features: Vec<Feature>,
    /// By feature.
    ratios: Vec<Ratio>,
}

/// A score taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The log-odds before anything is known of the row.
    pub intercept: f64,
    /// One for every feature, in order.
    pub terms: Vec<Term>,
    /// The log-odds: the intercept and all terms added up in order.
    pub score: f64,
    /// The probability of the positive class.
    pub probability: f64,
}

/// What one feature adds to the score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// The feature's index.
    pub feature: usize,
    /// The log-likelihood ratio: above 0 speaks for the positive class, below 0 against it.
    pub llr: f64,
    /// Whether the row has a value for it. If not, the ratio is 0.
    pub known: bool,
}

/// The log-likelihood ratio of a feature as a function of its value.
#[derive(Clone, Debug, PartialEq)]
enum Ratio {
    Gaussian {
        constant: f64,
        positive: Side,
        negative: Side,
    },
    /// By code.
    Categories {
        by_code: Vec<f64>,
        unseen: f64,
    },
    Nothing,
}

/// A normal distribution as mean and `1 / sqrt(2 variance)`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Side {
    mean: f64,
    precision: f64,
}

impl Model {
    /// The scorer for `positive`, the index of one of the two classes.
    pub fn scorer(&self, positive: usize) -> Result<Scorer, Error> {
        let classes = self.classes().len();
        if classes != 2 {
            return Err(Error::NotBinary { classes });
        }
        let (Some(prior), Some(other)) = (
            self.log_priors().get(positive),
            self.log_priors().get(1 - positive.min(1)),
        ) else {
            return Err(Error::UnknownClass {
                class: positive,
                classes,
            });
        };
        let parts = &self.data().features;
        Ok(Scorer {
            intercept: prior - other,
            features: parts.iter().map(|part| part.feature.clone()).collect(),
            ratios: parts
                .iter()
                .map(|part| Ratio::new(&part.likelihood, positive))
                .collect(),
        })
    }
}

impl Scorer {
    /// The log-odds of the positive class before anything is known of a row.
    pub fn intercept(&self) -> f64 {
        self.intercept
    }

    /// The log-odds of the positive class.
    pub fn score(&self, row: &[Value]) -> Result<f64, Error> {
        check_row(row, self.features.iter())?;
        Ok(self
            .parts()
            .zip(row)
            .fold(self.intercept, |sum, ((kind, ratio), value)| {
                sum + ratio.of(kind, *value).unwrap_or(0.0)
            }))
    }

    /// The score with the part every feature has in it.
    pub fn explain(&self, row: &[Value]) -> Result<Explanation, Error> {
        check_row(row, self.features.iter())?;
        let mut score = self.intercept;
        let terms = self
            .parts()
            .zip(row)
            .enumerate()
            .map(|(feature, ((kind, ratio), value))| {
                let llr = ratio.of(kind, *value);
                score += llr.unwrap_or(0.0);
                Term {
                    feature,
                    llr: llr.unwrap_or(0.0),
                    known: kind.is_known(*value),
                }
            })
            .collect();
        Ok(Explanation {
            intercept: self.intercept,
            terms,
            score,
            probability: probability(score),
        })
    }

    /// The log-odds of the positive class for every row: the same numbers as
    /// [`score`](Self::score) gives, faster.
    pub fn scores(&self, table: &Table) -> Result<Vec<f64>, Error> {
        table.check(self.features.iter())?;
        let mut sums = vec![self.intercept; table.rows()];
        for ((kind, ratio), column) in self.parts().zip(table.columns()) {
            ratio.add_column(kind, column, &mut sums);
        }
        Ok(sums)
    }

    /// What one feature adds to the score of every row of the table.
    pub fn feature_scores(&self, feature: usize, table: &Table) -> Result<Vec<f64>, Error> {
        table.check(self.features.iter())?;
        let mut sums = vec![0.0; table.rows()];
        if let (Some((kind, ratio)), Some(column)) =
            (self.parts().nth(feature), table.columns().get(feature))
        {
            ratio.add_column(kind, column, &mut sums);
        }
        Ok(sums)
    }

    /// The features, in the order of a row's values.
    pub fn features(&self) -> &[Feature] {
        &self.features
    }

    fn parts(&self) -> impl Iterator<Item = (FeatureKind, &Ratio)> {
        self.features
            .iter()
            .map(|feature| feature.kind)
            .zip(&self.ratios)
    }
}

/// The probability that goes with log-odds.
pub fn probability(score: f64) -> f64 {
    if score >= 0.0 {
        1.0 / (1.0 + (-score).exp())
    } else {
        let odds = score.exp();
        odds / (1.0 + odds)
    }
}

impl Ratio {
    fn new(likelihood: &Likelihood, positive: usize) -> Self {
        let negative = 1 - positive.min(1);
        match likelihood {
            Likelihood::Gaussian { mean, variance } => {
                let side = |class: usize| Some((*mean.get(class)?, *variance.get(class)?));
                let (Some(for_it), Some(against)) = (side(positive), side(negative)) else {
                    return Self::Nothing;
                };
                let of = |(mean, variance): (f64, f64)| Side {
                    mean,
                    precision: (0.5 / variance).sqrt(),
                };
                Self::Gaussian {
                    constant: 0.5 * ((TAU * against.1).ln() - (TAU * for_it.1).ln()),
                    positive: of(for_it),
                    negative: of(against),
                }
            }
            Likelihood::Categorical {
                log_probability,
                unseen,
            } => {
                let (Some(for_it), Some(against)) =
                    (log_probability.get(positive), log_probability.get(negative))
                else {
                    return Self::Nothing;
                };
                let by_code = for_it.iter().zip(against).map(|(a, b)| a - b).collect();
                let unseen = unseen
                    .as_ref()
                    .and_then(|logs| Some(logs.get(positive)? - logs.get(negative)?))
                    .unwrap_or(0.0);
                Self::Categories { by_code, unseen }
            }
            Likelihood::Nothing => Self::Nothing,
        }
    }

    fn of(&self, kind: FeatureKind, value: Value) -> Option<f64> {
        match (self, value) {
            (
                Self::Gaussian {
                    constant,
                    positive,
                    negative,
                },
                Value::Number(raw),
            ) => {
                let number = kind.number(raw)?;
                Some(constant + (negative.half_square(number) - positive.half_square(number)))
            }
            (Self::Categories { by_code, unseen }, Value::Code(raw)) => {
                let code = kind.code(raw)?;
                Some(by_code.get(code as usize).copied().unwrap_or(*unseen))
            }
            _ => None,
        }
    }

    fn add_column(&self, kind: FeatureKind, column: &Column, sums: &mut [f64]) {
        if matches!(self, Self::Nothing) {
            return;
        }
        match column {
            Column::Numbers(values) => {
                for (sum, raw) in sums.iter_mut().zip(values) {
                    *sum += self.of(kind, Value::Number(*raw)).unwrap_or(0.0);
                }
            }
            Column::Codes(values) => {
                for (sum, raw) in sums.iter_mut().zip(values) {
                    *sum += self.of(kind, Value::Code(*raw)).unwrap_or(0.0);
                }
            }
        }
    }
}

impl Side {
    fn half_square(self, number: f64) -> f64 {
        let distance = (number - self.mean) * self.precision;
        (distance * distance).min(MOST_EXTREME)
    }
}
