//! How a model is estimated.

use serde::{Deserialize, Serialize};

use crate::Error;

/// The greatest weight one row may have.
pub const MAX_WEIGHT: f64 = 1e6;

/// The least `alpha` in use; a smaller one is raised to it so that no probability is zero.
pub const MIN_ALPHA: f64 = 1e-10;

/// How a model is estimated. The default is scikit-learn's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Options {
    /// Pseudo-rows added to every category of every class (Laplace or Lidstone smoothing), from 0.
    pub alpha: f64,
    /// This share of the greatest variance of any numeric feature, over all rows regardless of
    /// class and weight, is added to every variance. From 0.
    pub var_smoothing: f64,
    /// Where the prior probabilities of the classes come from.
    pub prior: Prior,
    /// What a category says that was never seen, with any outcome.
    pub unseen: Unseen,
}

/// Where the prior probabilities of the classes come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Prior {
    /// The classes' shares of the learned weight.
    Empirical,
    /// All classes are equally likely.
    Uniform,
    /// The shares after adding this much weight to every class: 0.5 is Jeffreys' prior for two
    /// classes. No class is ever held impossible.
    Smoothed(f64),
    /// These probabilities, which sum to 1, one for every class.
    Given(Vec<f64>),
}

/// What a category says that was never seen in training.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unseen {
    /// What a known category without a row says: `alpha / (n + alpha K)` in every class. With
    /// classes of unequal size this speaks for the smaller one.
    Smoothed,
    /// Nothing, like a missing value.
    Nothing,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            alpha: 1.0,
            var_smoothing: 1e-9,
            prior: Prior::Empirical,
            unseen: Unseen::Smoothed,
        }
    }
}

impl Options {
    pub(crate) fn check(&self, classes: usize) -> Result<(), Error> {
        let refuse = |reason| Err(Error::Option { reason });
        if !within(self.alpha, 1e6) {
            return refuse("alpha must be a number from 0 to one million");
        }
        if !within(self.var_smoothing, 1e6) {
            return refuse("the variance smoothing must be a number from 0 to one million");
        }
        match &self.prior {
            Prior::Smoothed(weight) if !within(*weight, 1e6) || *weight == 0.0 => {
                refuse("the prior's pseudo-weight must be above 0 and at most one million")
            }
            Prior::Given(priors) if priors.len() != classes => {
                refuse("there must be one prior probability for every class")
            }
            Prior::Given(priors) if !priors.iter().all(|prior| within(*prior, f64::MAX)) => {
                refuse("prior probabilities must not be negative")
            }
            Prior::Given(priors) if (priors.iter().sum::<f64>() - 1.0).abs() > 1e-8 => {
                refuse("the prior probabilities must sum to 1")
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn alpha_in_use(&self) -> f64 {
        self.alpha.max(MIN_ALPHA)
    }
}

/// Whether a number lies from 0 to a limit; not-a-number does not.
fn within(number: f64, limit: f64) -> bool {
    (0.0..=limit).contains(&number)
}

pub(crate) fn check_weight(weight: f64) -> Result<(), Error> {
    if within(weight, MAX_WEIGHT) {
        Ok(())
    } else {
        Err(Error::Weight { weight })
    }
}
