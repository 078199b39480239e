//! The parameters of a trained model: class probabilities, and export as plain data.

use std::f64::consts::TAU;

use serde::{Deserialize, Serialize};

use crate::table::check_row;
use crate::{Error, Feature, FeatureKind, MAX_CATEGORIES, Table, Value};

/// A log-density is held to this distance from zero, so that no sum of them overflows.
const MOST_EXTREME: f64 = 1e290;

/// The least variance a normal distribution may have.
pub(crate) const MIN_VARIANCE: f64 = 1e-280;

/// A trained model: classes, priors and one likelihood for every feature.
///
/// Serialises as [`ModelData`]; reading one checks that it is consistent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "ModelData", into = "ModelData")]
pub struct Model {
    data: ModelData,
    log_priors: Vec<f64>,
    /// By feature, then class: `-ln(2 pi variance) / 2` of Gaussian features.
    log_scales: Vec<Vec<f64>>,
}

/// A model's parameters as plain data, for export.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelData {
    /// The names of the classes.
    pub classes: Vec<String>,
    /// The prior probability of each class; they sum to 1.
    pub priors: Vec<f64>,
    /// The features, in the order of a row's values.
    pub features: Vec<FeatureModel>,
}

/// One feature and what was learned about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeatureModel {
    /// The column.
    pub feature: Feature,
    /// The distribution of its values in each class.
    pub likelihood: Likelihood,
}

/// The distribution of a feature's values in each class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Likelihood {
    /// Normal distributions. For [`FeatureKind::LogNumeric`] these are of the logarithm.
    Gaussian {
        /// The mean in each class.
        mean: Vec<f64>,
        /// The variance in each class, smoothing included; above 0.
        variance: Vec<f64>,
    },
    /// Probabilities of the categories.
    Categorical {
        /// By class, then code: the natural logarithm of the probability.
        log_probability: Vec<Vec<f64>>,
        /// By class: the same for a code beyond those; without it such a code says nothing.
        unseen: Option<Vec<f64>>,
    },
    /// Too little is known: the feature says nothing.
    Nothing,
}

impl Model {
    /// The parameters.
    pub fn data(&self) -> &ModelData {
        &self.data
    }

    /// The names of the classes.
    pub fn classes(&self) -> &[String] {
        &self.data.classes
    }

    /// For each class the logarithm of P(class and row): `ln P(class) + sum of ln P(value | class)`
    /// over the features with a value. Minus infinity for a class whose prior is 0.
    pub fn joint_log_probabilities(&self, row: &[Value]) -> Result<Vec<f64>, Error> {
        check_row(row, self.features())?;
        let mut joint = self.log_priors.clone();
        for (feature, value) in row.iter().enumerate() {
            self.add_terms(feature, *value, &mut joint);
        }
        Ok(joint)
    }

    /// For each class the logarithm of P(class | row).
    pub fn log_probabilities(&self, row: &[Value]) -> Result<Vec<f64>, Error> {
        let mut joint = self.joint_log_probabilities(row)?;
        normalise(&mut joint);
        Ok(joint)
    }

    /// For each class P(class | row); they sum to 1.
    pub fn probabilities(&self, row: &[Value]) -> Result<Vec<f64>, Error> {
        Ok(self
            .log_probabilities(row)?
            .into_iter()
            .map(f64::exp)
            .collect())
    }

    /// The most probable class; the first of them if several are.
    pub fn predict(&self, row: &[Value]) -> Result<usize, Error> {
        Ok(first_greatest(&self.joint_log_probabilities(row)?))
    }

    /// [`joint_log_probabilities`](Self::joint_log_probabilities) of all rows, one row after the
    /// other.
    pub fn table_joint_log_probabilities(&self, table: &Table) -> Result<Vec<f64>, Error> {
        table.check(self.features())?;
        let mut joint: Vec<f64> = (0..table.rows())
            .flat_map(|_| self.log_priors.iter().copied())
            .collect();
        for (feature, column) in table.columns().iter().enumerate() {
            for (row, sums) in joint.chunks_exact_mut(self.log_priors.len()).enumerate() {
                self.add_terms(feature, column.value(row), sums);
            }
        }
        Ok(joint)
    }

    /// P(class | row) of all rows, one row after the other.
    pub fn table_probabilities(&self, table: &Table) -> Result<Vec<f64>, Error> {
        let mut all = self.table_joint_log_probabilities(table)?;
        for row in all.chunks_exact_mut(self.log_priors.len()) {
            normalise(row);
            for value in row {
                *value = value.exp();
            }
        }
        Ok(all)
    }

    /// The most probable class of each row.
    pub fn table_predict(&self, table: &Table) -> Result<Vec<usize>, Error> {
        let joint = self.table_joint_log_probabilities(table)?;
        Ok(joint
            .chunks_exact(self.log_priors.len())
            .map(first_greatest)
            .collect())
    }

    pub(crate) fn log_priors(&self) -> &[f64] {
        &self.log_priors
    }

    fn features(&self) -> impl ExactSizeIterator<Item = &Feature> {
        self.data.features.iter().map(|part| &part.feature)
    }

    fn add_terms(&self, feature: usize, value: Value, sums: &mut [f64]) {
        let Some(part) = self.data.features.get(feature) else {
            return;
        };
        let kind = part.feature.kind;
        match (&part.likelihood, value) {
            (Likelihood::Gaussian { mean, variance }, Value::Number(raw)) => {
                let Some(number) = kind.number(raw) else {
                    return;
                };
                let scales = self.log_scales.get(feature).map_or(&[][..], Vec::as_slice);
                let parameters = mean.iter().zip(variance).zip(scales);
                for (sum, ((mean, variance), scale)) in sums.iter_mut().zip(parameters) {
                    let distance = number - mean;
                    *sum += scale - (0.5 * distance * distance / variance).min(MOST_EXTREME);
                }
            }
            (
                Likelihood::Categorical {
                    log_probability,
                    unseen,
                },
                Value::Code(raw),
            ) => {
                let Some(code) = kind.code(raw) else { return };
                for (class, (sum, logs)) in sums.iter_mut().zip(log_probability).enumerate() {
                    let unseen = || unseen.as_ref()?.get(class);
                    *sum += logs
                        .get(code as usize)
                        .or_else(unseen)
                        .copied()
                        .unwrap_or(0.0);
                }
            }
            _ => {}
        }
    }
}

impl TryFrom<ModelData> for Model {
    type Error = Error;

    fn try_from(data: ModelData) -> Result<Self, Error> {
        data.check().map_err(|reason| Error::Model { reason })?;
        let log_scales = data
            .features
            .iter()
            .map(|part| match &part.likelihood {
                Likelihood::Gaussian { variance, .. } => {
                    variance.iter().map(|v| -0.5 * (TAU * v).ln()).collect()
                }
                _ => Vec::new(),
            })
            .collect();
        let log_priors = data.priors.iter().map(|prior| prior.ln()).collect();
        Ok(Self {
            data,
            log_priors,
            log_scales,
        })
    }
}

impl From<Model> for ModelData {
    fn from(model: Model) -> Self {
        model.data
    }
}

impl ModelData {
    fn check(&self) -> Result<(), String> {
        let classes = self.classes.len();
        if classes == 0 || self.priors.len() != classes {
            return Err("it needs one prior for every class".into());
        }
        let sum: f64 = self.priors.iter().sum();
        let within = self.priors.iter().all(|prior| (0.0..=1.0).contains(prior));
        if !within || (sum - 1.0).abs() > 1e-6 {
            return Err("the priors must be at least 0 and sum to 1".into());
        }
        for part in &self.features {
            part.check(classes)
                .map_err(|reason| format!("“{}” {reason}", part.feature.name))?;
        }
        Ok(())
    }
}

impl FeatureModel {
    fn check(&self, classes: usize) -> Result<(), &'static str> {
        let log_of_probability = |log: &f64| log.is_finite() && *log <= 1e-9 && *log >= -1e6;
        match &self.likelihood {
            Likelihood::Nothing => Ok(()),
            Likelihood::Gaussian { mean, variance } => {
                if !self.feature.kind.is_number() {
                    Err("is no number but has a mean")
                } else if mean.len() != classes || variance.len() != classes {
                    Err("needs one mean and one variance for every class")
                } else if mean
                    .iter()
                    .any(|m| FeatureKind::Numeric.number(*m).is_none())
                    || variance
                        .iter()
                        .any(|v| !(*v >= MIN_VARIANCE && v.is_finite()))
                {
                    Err("has a mean or variance that is not a usable number")
                } else {
                    Ok(())
                }
            }
            Likelihood::Categorical {
                log_probability,
                unseen,
            } => {
                let codes = log_probability.first().map_or(0, Vec::len);
                if self.feature.kind.is_number() {
                    Err("is a number but has categories")
                } else if log_probability.len() != classes
                    || log_probability.iter().any(|logs| logs.len() != codes)
                    || unseen
                        .as_ref()
                        .is_some_and(|unseen| unseen.len() != classes)
                    || codes > MAX_CATEGORIES as usize
                {
                    Err("needs equally many probabilities for every class")
                } else if !log_probability.iter().flatten().all(log_of_probability)
                    || !unseen.iter().flatten().all(log_of_probability)
                {
                    Err("has a value that is not the logarithm of a probability")
                } else {
                    Ok(())
                }
            }
        }
    }
}

/// Turns joint log-probabilities into conditional ones.
fn normalise(joint: &mut [f64]) {
    let greatest = joint.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = joint.iter().map(|value| (value - greatest).exp()).sum();
    for value in joint {
        // In this order: beside a great log-density the logarithm of the sum would be rounded away.
        *value = (*value - greatest) - sum.ln();
    }
}

fn first_greatest(values: &[f64]) -> usize {
    let mut best = 0;
    let mut greatest = f64::NEG_INFINITY;
    for (index, value) in values.iter().enumerate() {
        if *value > greatest {
            (best, greatest) = (index, *value);
        }
    }
    best
}
