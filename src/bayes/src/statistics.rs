//! What is counted and summed of one feature.

use crate::counts::CodeCounts;
use crate::exact::WeightSum;
use crate::model::{Likelihood, MIN_VARIANCE};
use crate::moments::Moments;
use crate::{FeatureKind, Value};

/// The statistics of one feature.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Statistics {
    Numbers {
        /// By class.
        by_class: Vec<Moments>,
        /// Over all classes and with every row's weight taken as 1: scikit-learn's variance
        /// smoothing goes by this.
        pooled: Box<Moments>,
    },
    Codes(CodeCounts),
}

/// A value as it enters the statistics.
#[derive(Clone, Copy)]
pub(crate) enum Observed {
    Nothing,
    Number(f64),
    Code(u32),
}

/// A row's weight as [`WeightSum::of`] returns it.
pub(crate) type Weight = (WeightSum, f64);

impl Statistics {
    pub(crate) fn new(kind: FeatureKind, classes: usize) -> Self {
        if kind.is_number() {
            Self::Numbers {
                by_class: vec![Moments::default(); classes],
                pooled: Box::default(),
            }
        } else {
            Self::Codes(CodeCounts::new(classes))
        }
    }

    pub(crate) fn add(&mut self, value: Observed, class: usize, weight: Weight) {
        match (self, value) {
            (Self::Numbers { by_class, pooled }, Observed::Number(number)) => {
                if let Some(moments) = by_class.get_mut(class) {
                    moments.add(number, weight);
                    pooled.add(number, WeightSum::of(1.0));
                }
            }
            (Self::Codes(counts), Observed::Code(code)) => counts.add(code, class, weight.0),
            _ => {}
        }
    }

    pub(crate) fn remove(&mut self, value: Observed, class: usize, weight: Weight) {
        match (self, value) {
            (Self::Numbers { by_class, pooled }, Observed::Number(number)) => {
                if let Some(moments) = by_class.get_mut(class) {
                    moments.remove(number, weight);
                    pooled.remove(number, WeightSum::of(1.0));
                }
            }
            (Self::Codes(counts), Observed::Code(code)) => counts.remove(code, class, weight.0),
            _ => {}
        }
    }

    pub(crate) fn may_hold(&self, value: Observed, class: usize, weight: Weight) -> bool {
        match (self, value) {
            (Self::Numbers { by_class, .. }, Observed::Number(_)) => by_class
                .get(class)
                .is_some_and(|moments| moments.may_hold(weight)),
            (Self::Codes(counts), Observed::Code(code)) => counts.may_hold(code, class, weight.0),
            _ => true,
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        match (self, other) {
            (
                Self::Numbers { by_class, pooled },
                Self::Numbers {
                    by_class: added,
                    pooled: added_pooled,
                },
            ) => {
                for (moments, added) in by_class.iter_mut().zip(added) {
                    moments.merge(added);
                }
                pooled.merge(added_pooled);
            }
            (Self::Codes(counts), Self::Codes(added)) => counts.merge(added),
            _ => {}
        }
    }

    pub(crate) fn subtract(&mut self, other: &Self) {
        match (self, other) {
            (
                Self::Numbers { by_class, pooled },
                Self::Numbers {
                    by_class: taken,
                    pooled: taken_pooled,
                },
            ) => {
                for (moments, taken) in by_class.iter_mut().zip(taken) {
                    moments.subtract(taken);
                }
                pooled.subtract(taken_pooled);
            }
            (Self::Codes(counts), Self::Codes(taken)) => counts.subtract(taken),
            _ => {}
        }
    }

    pub(crate) fn may_hold_all(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Numbers { by_class, .. },
                Self::Numbers {
                    by_class: taken, ..
                },
            ) => by_class
                .iter()
                .zip(taken)
                .all(|(moments, taken)| moments.may_hold_all(taken)),
            (Self::Codes(counts), Self::Codes(taken)) => counts.may_hold_all(taken),
            _ => false,
        }
    }

    pub(crate) fn pooled(&self) -> Option<(f64, f64)> {
        match self {
            Self::Numbers { pooled, .. } => pooled.mean_and_variance(),
            Self::Codes(_) => None,
        }
    }
}

pub(crate) fn observe(kind: FeatureKind, value: Value) -> Observed {
    match value {
        Value::Number(raw) if kind.is_number() => {
            kind.number(raw).map_or(Observed::Nothing, Observed::Number)
        }
        Value::Code(raw) if !kind.is_number() => {
            kind.code(raw).map_or(Observed::Nothing, Observed::Code)
        }
        _ => Observed::Nothing,
    }
}

pub(crate) fn gaussian(
    by_class: &[Moments],
    pooled: Option<(f64, f64)>,
    priors: &[f64],
    added: f64,
) -> Likelihood {
    let Some(pooled) = pooled else {
        return Likelihood::Nothing;
    };
    let mut mean = Vec::with_capacity(by_class.len());
    let mut variance = Vec::with_capacity(by_class.len());
    for (moments, prior) in by_class.iter().zip(priors) {
        let of_class = match moments.mean_and_variance() {
            Some(of_class) => of_class,
            // The class is impossible whatever its likelihood; it gets that of all rows.
            None if *prior == 0.0 => pooled,
            None => return Likelihood::Nothing,
        };
        if of_class.1 + added < MIN_VARIANCE {
            return Likelihood::Nothing;
        }
        mean.push(of_class.0);
        variance.push(of_class.1 + added);
    }
    Likelihood::Gaussian { mean, variance }
}
