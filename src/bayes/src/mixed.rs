//! Learning: the statistics of a naive Bayes classifier over mixed columns.

use crate::counts::CodeCounts;
use crate::exact::WeightSum;
use crate::model::{FeatureModel, Likelihood, Model, ModelData};
use crate::options::check_weight;
use crate::statistics::{Statistics, Weight, gaussian, observe};
use crate::table::check_row;
use crate::{Column, Error, Feature, FeatureKind, Options, Prior, Table, Unseen, Value};

/// Naive Bayes over numeric, categorical and yes/no columns, while it learns.
///
/// With numeric features alone it is scikit-learn's `GaussianNB`, with categorical ones alone its
/// `CategoricalNB`, with yes/no ones alone its `BernoulliNB`; over mixed columns it is their sum
/// with the prior counted once. Missing values are left out of their feature's statistics.
///
/// It holds exact sums, so [`unlearn`](Self::unlearn) leaves exactly the statistics of the rows
/// that remain: learning in another order, in parts, or learning and unlearning other rows in
/// between gives the same model to the last bit.
#[derive(Clone, Debug, PartialEq)]
pub struct MixedNb {
    features: Vec<Feature>,
    classes: Vec<String>,
    options: Options,
    totals: Vec<ClassTotal>,
    columns: Vec<Statistics>,
}

/// The rows of one class.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct ClassTotal {
    rows: u64,
    weight: WeightSum,
}

impl MixedNb {
    /// A classifier that has learned nothing. `classes` are the names of all classes there can be;
    /// everywhere else a class is its index here.
    pub fn new(
        features: Vec<Feature>,
        classes: Vec<String>,
        options: Options,
    ) -> Result<Self, Error> {
        if classes.is_empty() {
            return Err(Error::Option {
                reason: "there must be at least one class",
            });
        }
        options.check(classes.len())?;
        let columns = features
            .iter()
            .map(|feature| Statistics::new(feature.kind, classes.len()))
            .collect();
        let totals = vec![ClassTotal::default(); classes.len()];
        Ok(Self {
            features,
            classes,
            options,
            totals,
            columns,
        })
    }

    /// `GaussianNB`: numeric columns with these names.
    pub fn gaussian(names: &[&str], classes: &[&str], options: Options) -> Result<Self, Error> {
        Self::of(FeatureKind::Numeric, names, classes, options)
    }

    /// `CategoricalNB`: categorical columns with these names.
    pub fn categorical(names: &[&str], classes: &[&str], options: Options) -> Result<Self, Error> {
        Self::of(
            FeatureKind::Categorical { min_categories: 0 },
            names,
            classes,
            options,
        )
    }

    /// `BernoulliNB`: yes/no columns with these names.
    pub fn bernoulli(names: &[&str], classes: &[&str], options: Options) -> Result<Self, Error> {
        Self::of(FeatureKind::Bernoulli, names, classes, options)
    }

    fn of(
        kind: FeatureKind,
        names: &[&str],
        classes: &[&str],
        options: Options,
    ) -> Result<Self, Error> {
        let features = names
            .iter()
            .map(|name| Feature {
                name: (*name).to_owned(),
                kind,
            })
            .collect();
        Self::new(
            features,
            classes.iter().map(|class| (*class).to_owned()).collect(),
            options,
        )
    }

    /// The features, in the order of a row's values.
    pub fn features(&self) -> &[Feature] {
        &self.features
    }

    /// The names of the classes.
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// How the model is estimated.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// How many rows of a class have been learned and not unlearned.
    pub fn rows_of(&self, class: usize) -> u64 {
        self.totals.get(class).map_or(0, |total| total.rows)
    }

    /// How many rows have been learned and not unlearned.
    pub fn rows(&self) -> u64 {
        self.totals
            .iter()
            .fold(0, |sum, total| sum.saturating_add(total.rows))
    }

    /// Learns one row. Takes time in proportion to the number of features, however many rows were
    /// learned before.
    pub fn learn(&mut self, row: &[Value], class: usize) -> Result<(), Error> {
        self.learn_weighted(row, class, 1.0)
    }

    /// Learns one row that counts as `weight` rows.
    pub fn learn_weighted(
        &mut self,
        row: &[Value],
        class: usize,
        weight: f64,
    ) -> Result<(), Error> {
        let weight = self.check(row, class, weight)?;
        self.count_row(class, weight);
        for ((statistics, feature), value) in self.columns.iter_mut().zip(&self.features).zip(row) {
            statistics.add(observe(feature.kind, *value), class, weight);
        }
        Ok(())
    }

    /// Forgets one row that was learned: what is left equals a refit on the other rows.
    pub fn unlearn(&mut self, row: &[Value], class: usize) -> Result<(), Error> {
        self.unlearn_weighted(row, class, 1.0)
    }

    /// Forgets one row that was learned with this weight.
    ///
    /// The statistics do not remember single rows: a row that was never learned is refused only
    /// when there is too little to take away from. The caller keeps what it has taught.
    pub fn unlearn_weighted(
        &mut self,
        row: &[Value],
        class: usize,
        weight: f64,
    ) -> Result<(), Error> {
        let weight = self.check(row, class, weight)?;
        let total = self.totals.get_mut(class).ok_or(Error::NotLearned)?;
        let observed = || {
            self.features
                .iter()
                .zip(row)
                .map(|(feature, value)| observe(feature.kind, *value))
        };
        let known = total.rows > 0
            && total.weight >= weight.0
            && self
                .columns
                .iter()
                .zip(observed())
                .all(|(statistics, value)| statistics.may_hold(value, class, weight));
        if !known {
            return Err(Error::NotLearned);
        }
        total.rows -= 1;
        total.weight.subtract(weight.0);
        for (statistics, value) in self.columns.iter_mut().zip(observed()) {
            statistics.remove(value, class, weight);
        }
        Ok(())
    }

    /// Learns all rows of a table; `classes` has the class of each row and `weights`, if given, the
    /// number of rows it counts as. Either all rows are learned or, on an error, none.
    pub fn learn_table(
        &mut self,
        table: &Table,
        classes: &[usize],
        weights: Option<&[f64]>,
    ) -> Result<(), Error> {
        table.check(self.features.iter())?;
        for length in [Some(classes.len()), weights.map(<[f64]>::len)]
            .into_iter()
            .flatten()
        {
            if length != table.rows() {
                return Err(Error::RowCount {
                    expected: table.rows(),
                    found: length,
                });
            }
        }
        if let Some(class) = classes.iter().find(|class| **class >= self.classes.len()) {
            return Err(Error::UnknownClass {
                class: *class,
                classes: self.classes.len(),
            });
        }
        for weight in weights.unwrap_or_default() {
            check_weight(*weight)?;
        }
        let weight_of = |row: usize| {
            let weight = weights.and_then(|weights| weights.get(row)).copied();
            WeightSum::of(weight.unwrap_or(1.0))
        };
        for (row, class) in classes.iter().enumerate() {
            self.count_row(*class, weight_of(row));
        }
        for ((statistics, feature), column) in self
            .columns
            .iter_mut()
            .zip(&self.features)
            .zip(table.columns())
        {
            let kind = feature.kind;
            match column {
                Column::Numbers(values) => {
                    for (row, (value, class)) in values.iter().zip(classes).enumerate() {
                        let observed = observe(kind, Value::Number(*value));
                        statistics.add(observed, *class, weight_of(row));
                    }
                }
                Column::Codes(values) => {
                    for (row, (value, class)) in values.iter().zip(classes).enumerate() {
                        let observed = observe(kind, Value::Code(*value));
                        statistics.add(observed, *class, weight_of(row));
                    }
                }
            }
        }
        Ok(())
    }

    /// Adds what another classifier has learned about the same features and classes.
    pub fn merge(&mut self, other: &Self) -> Result<(), Error> {
        self.check_same(other)?;
        for (total, added) in self.totals.iter_mut().zip(&other.totals) {
            total.rows = total.rows.saturating_add(added.rows);
            total.weight.add(added.weight);
        }
        for (statistics, added) in self.columns.iter_mut().zip(&other.columns) {
            statistics.merge(added);
        }
        Ok(())
    }

    /// Forgets all that another classifier has learned. Cross-validation needs no refit: what is
    /// learned from the other folds is the whole less the one fold, exactly.
    pub fn subtract(&mut self, other: &Self) -> Result<(), Error> {
        self.check_same(other)?;
        let known = self
            .totals
            .iter()
            .zip(&other.totals)
            .all(|(total, taken)| total.rows >= taken.rows && total.weight >= taken.weight)
            && self
                .columns
                .iter()
                .zip(&other.columns)
                .all(|(statistics, taken)| statistics.may_hold_all(taken));
        if !known {
            return Err(Error::NotLearned);
        }
        for (total, taken) in self.totals.iter_mut().zip(&other.totals) {
            total.rows = total.rows.saturating_sub(taken.rows);
            total.weight.subtract(taken.weight);
        }
        for (statistics, taken) in self.columns.iter_mut().zip(&other.columns) {
            statistics.subtract(taken);
        }
        Ok(())
    }

    /// The parameters that follow from what has been learned. Takes time in proportion to the
    /// number of parameters (features and categories times classes), not to that of rows.
    ///
    /// A numeric feature for which some possible class has no value, or no variance even after
    /// smoothing, says nothing. Refused while there is no row with a positive weight and the prior
    /// depends on the rows.
    pub fn model(&self) -> Result<Model, Error> {
        let priors = self.priors()?;
        let moments: Vec<_> = self.columns.iter().map(Statistics::pooled).collect();
        let greatest = moments
            .iter()
            .flatten()
            .fold(0.0, |most: f64, (_, v)| most.max(*v));
        let added = self.options.var_smoothing * greatest;
        let features = self
            .features
            .iter()
            .zip(&self.columns)
            .zip(&moments)
            .map(|((feature, statistics), pooled)| FeatureModel {
                feature: feature.clone(),
                likelihood: match statistics {
                    Statistics::Numbers { by_class, .. } => {
                        gaussian(by_class, *pooled, &priors, added)
                    }
                    Statistics::Codes(counts) => self.categorical_part(counts, feature.kind),
                },
            })
            .collect();
        Model::try_from(ModelData {
            classes: self.classes.clone(),
            priors,
            features,
        })
    }

    fn priors(&self) -> Result<Vec<f64>, Error> {
        let weights = self.totals.iter().map(|total| total.weight.value());
        let shares = |added: f64| {
            let sum: f64 = weights.clone().map(|weight| weight + added).sum();
            if sum > 0.0 {
                Ok(weights
                    .clone()
                    .map(|weight| (weight + added) / sum)
                    .collect())
            } else {
                Err(Error::NothingLearned)
            }
        };
        match &self.options.prior {
            Prior::Empirical => shares(0.0),
            Prior::Smoothed(weight) => shares(*weight),
            Prior::Uniform => Ok(vec![1.0 / self.classes.len() as f64; self.classes.len()]),
            Prior::Given(priors) => Ok(priors.clone()),
        }
    }

    fn categorical_part(&self, counts: &CodeCounts, kind: FeatureKind) -> Likelihood {
        let categories = counts.codes().max(kind.min_categories());
        if categories == 0 {
            return Likelihood::Nothing;
        }
        let alpha = self.options.alpha_in_use();
        let (log_probability, unseen): (_, Vec<f64>) = (0..self.classes.len())
            .map(|class| counts.log_probabilities(class, categories, alpha))
            .unzip();
        let unseen = match self.options.unseen {
            Unseen::Smoothed => Some(unseen),
            Unseen::Nothing => None,
        };
        Likelihood::Categorical {
            log_probability,
            unseen,
        }
    }

    fn count_row(&mut self, class: usize, weight: Weight) {
        if let Some(total) = self.totals.get_mut(class) {
            total.rows = total.rows.saturating_add(1);
            total.weight.add(weight.0);
        }
    }

    fn check(&self, row: &[Value], class: usize, weight: f64) -> Result<Weight, Error> {
        check_row(row, self.features.iter())?;
        if class >= self.classes.len() {
            return Err(Error::UnknownClass {
                class,
                classes: self.classes.len(),
            });
        }
        check_weight(weight)?;
        Ok(WeightSum::of(weight))
    }

    fn check_same(&self, other: &Self) -> Result<(), Error> {
        let same = self.features == other.features
            && self.classes == other.classes
            && self.options == other.options;
        if same {
            Ok(())
        } else {
            Err(Error::OtherStatistics)
        }
    }
}
