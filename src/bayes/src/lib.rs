//! P(C|D): how likely is each outcome of a record, given what is known of it, and why.
//!
//! A naive Bayes classifier over mixed columns (numbers, amounts, categories, yes/no) that starts
//! from the first outcome, explains every score exactly, learns and unlearns one row at a time, and
//! measures honestly whether it is any good. Plain data goes in and comes out: the crate knows no
//! record, has no clock, no randomness and no input or output.
//!
//! # The model
//!
//! With classes `c` and values `x_j`,
//!
//! ```text
//! ln P(c, x) = ln P(c) + sum over j of ln P(x_j | c)
//! ```
//!
//! where `P(x_j | c)` is a normal density for [`FeatureKind::Numeric`], one of the logarithm for
//! [`FeatureKind::LogNumeric`], and a smoothed frequency `(n_k + alpha) / (n + alpha K)` for
//! [`FeatureKind::Categorical`] and [`FeatureKind::Bernoulli`]. **A missing value contributes
//! nothing**: it enters no statistic of its feature and adds no term.
//!
//! Without missing values these are scikit-learn's `GaussianNB`, `CategoricalNB` and `BernoulliNB`
//! and, over mixed columns, their sum with the prior counted once. The tests hold parameters,
//! joint log-probabilities and predictions to its numbers within 1e-9. Differences, all where it
//! would fail or return not-a-number:
//!
//! - A category beyond all known ones gets `alpha / (n + alpha K)`, the probability of a known
//!   category without a row (scikit-learn knows such categories by `min_categories` and otherwise
//!   fails), or says nothing: [`Unseen`].
//! - `alpha` below 1e-10 is raised to it, as scikit-learn does with `force_alpha=False`.
//! - A number that is not finite or beyond ±1e100 and a code from 65,536 are read as missing.
//! - A numeric feature without any value in a possible class, or without any variance even after
//!   smoothing, says nothing.
//! - Variance smoothing goes by all rows learned so far (`partial_fit` goes by the last batch).
//!
//! # Use
//!
//! ```
//! use bayes::{Feature, MixedNb, Options, Value};
//!
//! let features = vec![Feature::log_numeric("Amount"), Feature::categorical("Source")];
//! let classes = vec!["Lost".to_owned(), "Won".to_owned()];
//! let mut learner = MixedNb::new(features, classes, Options::default())?;
//! learner.learn(&[Value::Number(500.0), Value::Code(0)], 0)?;
//! learner.learn(&[Value::Number(900.0), Value::Code(1)], 0)?;
//! learner.learn(&[Value::Number(4_000.0), Value::Code(1)], 1)?;
//! learner.learn(&[Value::Number(7_000.0), Value::Missing], 1)?;
//!
//! let scorer = learner.model()?.scorer(1)?;
//! let why = scorer.explain(&[Value::Number(5_000.0), Value::Missing])?;
//! assert!(why.probability > 0.5);
//! let sum = why.terms.iter().fold(why.intercept, |sum, term| sum + term.llr);
//! assert_eq!(sum, why.score);
//! # Ok::<(), bayes::Error>(())
//! ```
//!
//! [`MixedNb`] learns; [`MixedNb::model`] gives the [`Model`], which predicts over any number of
//! classes and serialises; [`Model::scorer`] gives the [`Scorer`] of a two-class model, which
//! explains single rows and scores a [`Table`] of many quickly.
//!
//! # Learning and unlearning
//!
//! Sums are kept exactly, see the module `exact` in the source. So `learn` followed by `unlearn`
//! restores the statistics to the last bit, whatever came in between and in whatever order, and
//! the statistics of all folds but one are the whole less the one ([`MixedNb::subtract`]).
//!
//! # Honesty
//!
//! [`Evaluation`] holds the measures of quality on rows that were not learned from: split them off
//! with [`split_by_time`] first, with [`split_at_random`] for comparison. [`judge`] says in one
//! word what the measures allow to say, and [`check_leaks`] finds features that know the outcome.
//!
//! Naive Bayes treats features as independent. Where they are not, its order of rows is often good
//! while its probabilities are too extreme; [`Verdict::OrderOnly`] says so.

#![forbid(unsafe_code)]

mod counts;
mod error;
mod exact;
mod feature;
mod grade;
mod leak;
mod metrics;
mod mixed;
mod model;
mod moments;
mod options;
mod scorer;
mod split;
mod statistics;
mod table;
mod verdict;

pub use error::Error;
pub use feature::{Feature, FeatureKind, MAX_CATEGORIES, MAX_NUMBER, Value};
pub use grade::Grade;
pub use leak::{LEAK_AUC, Leak, LeakCause, check_leaks};
pub use metrics::{
    Auc, AucMethod, Confusion, Evaluation, GainPoint, ReliabilityBin, accuracy, auc, brier_score,
    constant_log_loss, expected_calibration_error, gain_curve, log_loss, majority_accuracy,
    reliability_bins,
};
pub use mixed::MixedNb;
pub use model::{FeatureModel, Likelihood, Model, ModelData};
pub use options::{MAX_WEIGHT, MIN_ALPHA, Options, Prior, Unseen};
pub use scorer::{Explanation, Scorer, Term, probability};
pub use split::{RANDOM_TRAIN_SHARE, Split, TIME_TRAIN_SHARE, split_at_random, split_by_time};
pub use table::{Column, MISSING_CODE, Table};
pub use verdict::{
    GUESSING_AUC, MIN_HOLDOUT_OUTCOMES, ORDER_ONLY_AUC, Verdict, judge, needed_outcomes,
};
