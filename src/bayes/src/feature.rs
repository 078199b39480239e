//! What a column means and what a row holds.

use serde::{Deserialize, Serialize};

/// The greatest magnitude a number may have. Anything beyond it, and anything that is not finite,
/// is read as missing wherever a number is read, so that no square overflows.
pub const MAX_NUMBER: f64 = 1e100;

/// The number of categories a feature can tell apart: codes run from 0 to one below it. A code at
/// or above it is read as missing. It bounds the memory that one hostile code can claim.
pub const MAX_CATEGORIES: u32 = 65_536;

/// One column of the model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feature {
    /// The name, for explanations and error messages. Need not be unique.
    pub name: String,
    /// How its values are distributed within a class.
    pub kind: FeatureKind,
}

/// The distribution a feature's values are taken to have within a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FeatureKind {
    /// A number with a normal distribution.
    Numeric,
    /// A number whose logarithm has a normal distribution: `sign(x) * ln(1 + |x|)` is used, which
    /// suits amounts and counts and is defined for zero and for negative numbers.
    LogNumeric,
    /// One of several categories, given as a dictionary code from 0.
    Categorical {
        /// The number of categories that are known to exist, seen or not; 0 if unknown. The number
        /// used for smoothing is the greater of this and the highest code seen plus one.
        min_categories: u32,
    },
    /// Yes or no, given as code 1 or 0. Any other code counts as yes.
    Bernoulli,
}

/// One value of a row.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Not known. It contributes nothing, in learning and in scoring.
    Missing,
    /// The value of a numeric feature.
    Number(f64),
    /// The value of a categorical or yes/no feature.
    Code(u32),
}

impl Feature {
    /// A number with a normal distribution within each class.
    pub fn numeric(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            kind: FeatureKind::Numeric,
        }
    }

    /// A number whose logarithm has a normal distribution within each class.
    pub fn log_numeric(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            kind: FeatureKind::LogNumeric,
        }
    }

    /// A category whose number of possible values is learned from the data.
    pub fn categorical(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            kind: FeatureKind::Categorical { min_categories: 0 },
        }
    }

    /// Yes or no.
    pub fn bernoulli(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            kind: FeatureKind::Bernoulli,
        }
    }
}

impl FeatureKind {
    /// Whether values are numbers (otherwise they are codes).
    pub fn is_number(self) -> bool {
        matches!(self, Self::Numeric | Self::LogNumeric)
    }

    /// The number the normal distribution is fitted to, or nothing if it is to be read as missing.
    pub(crate) fn number(self, raw: f64) -> Option<f64> {
        if !(-MAX_NUMBER..=MAX_NUMBER).contains(&raw) {
            return None;
        }
        Some(match self {
            Self::LogNumeric => raw.abs().ln_1p().copysign(raw),
            _ => raw,
        })
    }

    /// The category that is counted, or nothing if it is to be read as missing.
    pub(crate) fn code(self, raw: u32) -> Option<u32> {
        match self {
            Self::Bernoulli if raw != crate::MISSING_CODE => Some(raw.min(1)),
            _ if raw < MAX_CATEGORIES => Some(raw),
            _ => None,
        }
    }

    /// Whether a value is there and usable.
    pub(crate) fn is_known(self, value: Value) -> bool {
        match value {
            Value::Missing => false,
            Value::Number(raw) => self.number(raw).is_some(),
            Value::Code(raw) => self.code(raw).is_some(),
        }
    }

    /// The number of categories there are at least.
    pub(crate) fn min_categories(self) -> usize {
        match self {
            Self::Categorical { min_categories } => min_categories.min(MAX_CATEGORIES) as usize,
            Self::Bernoulli => 2,
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_usable_number_is_missing() {
        for raw in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e101, -1e300] {
            assert_eq!(FeatureKind::Numeric.number(raw), None);
            assert_eq!(FeatureKind::LogNumeric.number(raw), None);
        }
        assert_eq!(FeatureKind::Numeric.number(-1e100), Some(-1e100));
    }

    #[test]
    fn the_logarithm_keeps_the_sign_and_zero() {
        let kind = FeatureKind::LogNumeric;
        assert_eq!(kind.number(0.0), Some(0.0));
        assert_eq!(kind.number(-3.0), kind.number(3.0).map(|x| -x));
        assert_eq!(kind.number(1.0), Some(2f64.ln()));
    }

    #[test]
    fn a_yes_no_feature_counts_every_code_but_zero_as_yes() {
        assert_eq!(FeatureKind::Bernoulli.code(0), Some(0));
        assert_eq!(FeatureKind::Bernoulli.code(100), Some(1));
        assert_eq!(FeatureKind::Bernoulli.code(crate::MISSING_CODE), None);
    }

    #[test]
    fn a_code_beyond_the_limit_is_missing() {
        let kind = FeatureKind::Categorical {
            min_categories: u32::MAX,
        };
        assert_eq!(kind.code(MAX_CATEGORIES - 1), Some(MAX_CATEGORIES - 1));
        assert_eq!(kind.code(MAX_CATEGORIES), None);
        assert_eq!(kind.min_categories(), MAX_CATEGORIES as usize);
    }
}
