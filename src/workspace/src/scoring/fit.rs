//! From cells to codes and numbers, and from these to a fitted model.

use bayes::{
    Column, Error, Feature, FeatureKind, MISSING_CODE, MixedNb, Model, Options, Prior, Scorer,
    Table, Unseen,
};

use super::cells::{Cells, Level, Levels};
use super::read::mixed;
use super::{Effect, Evidence, Outcomes, PULL};

/// In how many ranges a number is cut at the most, and how many deals a range has at the least.
const RANGES: usize = 8;
const RANGE_DEALS: usize = 20;

/// With fewer numbers than this a normal distribution is not tried.
const MIN_FOR_NORMAL: usize = 40;

/// How many deals at the most each of the two halves has by which that choice is made.
const CHOICE_DEALS: usize = 1_000;

/// The share of the greatest variance that is added to every variance.
const VAR_SMOOTHING: f64 = 0.01;

/// The halves that are drawn for choosing and for finding leaks; any number would do.
pub(super) const SEED: u64 = 42;

/// In how many parts the rows are cut, each to be predicted from the others.
const FOLDS: u64 = 5;

/// How one feature's cells enter the model.
#[derive(Clone, Debug)]
pub(super) enum Encoding {
    Categories {
        levels: Levels,
        outcomes: Vec<Outcomes>,
    },
    Ranges {
        /// The lower ends of all ranges but the first.
        edges: Vec<f64>,
        outcomes: Vec<Outcomes>,
    },
    Normal {
        /// Numbers beyond what was learned from are taken for its ends.
        low: f64,
        high: f64,
        won: f64,
        lost: f64,
    },
}

/// A model with the encodings that belong to it.
#[derive(Clone, Debug)]
pub(super) struct Fitted {
    pub(super) encodings: Vec<Encoding>,
    pub(super) model: Model,
    pub(super) scorer: Scorer,
    /// What each term counts, 0 to 1.
    pub(super) trust: f64,
}

/// Fits the model on some rows of the cells.
pub(super) fn fit(columns: &[Cells], rows: &[usize], won: &[bool]) -> Result<Fitted, Error> {
    let won = outcomes_of(rows, won);
    let encodings = columns
        .iter()
        .map(|cells| Encoding::choose(cells, rows, &won))
        .collect::<Result<Vec<_>, _>>()?;
    let table = encode(&encodings, columns, rows)?;

    // Each fifth is learned once; all of them make the model, and all but one the model that
    // predicts this one.
    let mut whole = pulled(&encodings, &table, &won)?;
    let mut folds = Vec::new();
    for fold in 0..FOLDS {
        let in_fold = |row: &usize| mixed(SEED ^ *row as u64) % FOLDS == fold;
        let held: Vec<usize> = (0..won.len()).filter(in_fold).collect();
        let (part, outcomes) = (table.select(&held), outcomes_of(&held, &won));
        let mut learner = empty(&encodings, &won)?;
        learn_rows(&mut learner, &part, &outcomes)?;
        whole.merge(&learner)?;
        folds.push((learner, part, outcomes));
    }
    let model = whole.model()?;
    let scorer = model.scorer(1)?;
    let prior = scorer.intercept();
    let mut predicted = Vec::with_capacity(won.len());
    for (learner, part, outcomes) in folds {
        let mut rest = whole.clone();
        rest.subtract(&learner)?;
        let scores = match encodings.is_empty() {
            true => vec![prior; outcomes.len()],
            false => rest.model()?.scorer(1)?.scores(&part)?,
        };
        predicted.extend(scores.iter().map(|s| s - prior).zip(outcomes));
    }
    Ok(Fitted {
        encodings,
        model,
        scorer,
        trust: trust(prior, &predicted),
    })
}

impl Fitted {
    /// The scores of some rows: the same numbers as [`Self::explain`] adds up, in the same order.
    pub(super) fn scores(&self, columns: &[Cells], rows: &[usize]) -> Result<Vec<f64>, Error> {
        let table = self.table(columns, rows)?;
        let mut scores = vec![self.scorer.intercept(); rows.len()];
        for feature in 0..columns.len() {
            let added = self.scorer.feature_scores(feature, &table)?;
            for (score, llr) in scores.iter_mut().zip(added) {
                *score += self.trust * llr;
            }
        }
        Ok(scores)
    }

    /// The first row's score and what each feature adds to it.
    pub(super) fn explain(&self, columns: &[Cells]) -> Result<(f64, Vec<f64>), Error> {
        let why = self.scorer.explain(&self.table(columns, &[0])?.row(0))?;
        let terms: Vec<f64> = why.terms.iter().map(|term| self.trust * term.llr).collect();
        let score = terms.iter().fold(why.intercept, |sum, term| sum + term);
        Ok((score, terms))
    }

    /// Some rows as the engine takes them.
    pub(super) fn table(&self, columns: &[Cells], rows: &[usize]) -> Result<Table, Error> {
        encode(&self.encodings, columns, rows)
    }

    /// What the first `count` codes of a feature add to a score.
    pub(super) fn effects(&self, feature: usize, count: usize) -> Vec<f64> {
        let mut row = vec![bayes::Value::Missing; self.encodings.len()];
        (0..count as u32)
            .map(|code| {
                if let Some(cell) = row.get_mut(feature) {
                    *cell = bayes::Value::Code(code);
                }
                let terms = self.scorer.explain(&row).map(|why| why.terms);
                let term = terms.ok().and_then(|terms| terms.get(feature).copied());
                term.map_or(0.0, |term| self.trust * term.llr)
            })
            .collect()
    }
}

impl Encoding {
    /// The encoding of a column: of numbers the one whose own log-loss is lower, each half of the
    /// rows being predicted from the other.
    fn choose(cells: &Cells, rows: &[usize], won: &[bool]) -> Result<Self, Error> {
        let numbers = match cells {
            Cells::Categories { codes, levels } => {
                return Ok(Self::categories(codes, levels, rows, won));
            }
            Cells::Numbers(numbers) => numbers,
        };
        let ranges = Self::ranges(numbers, rows, won);
        let Some(normal) = Self::normal(numbers, rows, won) else {
            return Ok(ranges);
        };
        let pair = [ranges, normal];
        let table = Table::new(
            pair.iter()
                .map(|encoding| encoding.encode(cells, rows))
                .collect(),
        )?;
        let mut halves = bayes::split_at_random(rows.len(), 0.5, SEED);
        for half in [&mut halves.train, &mut halves.test] {
            let step = half.len().div_ceil(CHOICE_DEALS).max(1);
            *half = half.iter().copied().step_by(step).collect();
        }
        let mut losses = [0.0, 0.0];
        for (train, test) in [(&halves.train, &halves.test), (&halves.test, &halves.train)] {
            let scorer = learn(&pair, &table.select(train), &outcomes_of(train, won))?;
            let (test, outcomes) = (table.select(test), outcomes_of(test, won));
            for (feature, loss) in losses.iter_mut().enumerate() {
                let probabilities: Vec<f64> = scorer
                    .feature_scores(feature, &test)?
                    .into_iter()
                    .map(|llr| bayes::probability(scorer.intercept() + llr))
                    .collect();
                *loss += bayes::log_loss(&probabilities, &outcomes)?;
            }
        }
        let [ranges, normal] = pair;
        let [of_ranges, of_normal] = losses;
        Ok(if of_normal < of_ranges {
            normal
        } else {
            ranges
        })
    }

    fn categories(codes: &[u32], all: &Levels, rows: &[usize], won: &[bool]) -> Self {
        let mut levels = Levels::default();
        let mut outcomes: Vec<Outcomes> = Vec::new();
        let mut known = vec![None; all.list.len()];
        for (row, won) in rows.iter().zip(won) {
            let Some(code) = codes.get(*row).map(|code| *code as usize) else {
                continue;
            };
            let (Some(slot), Some(level)) = (known.get_mut(code), all.list.get(code)) else {
                continue;
            };
            let code = *slot.get_or_insert_with(|| levels.code(level.clone())) as usize;
            if code >= outcomes.len() {
                outcomes.resize(code + 1, Outcomes::default());
            }
            if let Some(counted) = outcomes.get_mut(code) {
                counted.add(*won);
            }
        }
        Self::Categories { levels, outcomes }
    }

    fn ranges(numbers: &[f64], rows: &[usize], won: &[bool]) -> Self {
        let sorted = sorted(numbers, rows);
        let parts = (sorted.len() / RANGE_DEALS).clamp(2, RANGES);
        let mut edges: Vec<f64> = (1..parts)
            .filter_map(|part| sorted.get(sorted.len() * part / parts).copied())
            .filter(|edge| sorted.first().is_some_and(|first| edge > first))
            .collect();
        edges.dedup();
        let mut outcomes = vec![Outcomes::default(); edges.len() + 1];
        for (row, won) in rows.iter().zip(won) {
            let code = numbers
                .get(*row)
                .map_or(MISSING_CODE, |n| range(&edges, *n));
            if let Some(counted) = outcomes.get_mut(code as usize) {
                counted.add(*won);
            }
        }
        Self::Ranges { edges, outcomes }
    }

    fn normal(numbers: &[f64], rows: &[usize], won: &[bool]) -> Option<Self> {
        let sorted = sorted(numbers, rows);
        if sorted.len() < MIN_FOR_NORMAL {
            return None;
        }
        let typical = |which: bool| {
            let mut sum = (0.0, 0usize);
            for (row, won) in rows.iter().zip(won) {
                let number = numbers.get(*row).filter(|n| !n.is_nan() && *won == which);
                if let Some(number) = number {
                    sum = (sum.0 + number.abs().ln_1p().copysign(*number), sum.1 + 1);
                }
            }
            let mean: f64 = sum.0 / sum.1 as f64;
            (sum.1 > 0).then(|| mean.abs().exp_m1().copysign(mean))
        };
        Some(Self::Normal {
            low: *sorted.first()?,
            high: *sorted.last()?,
            won: typical(true)?,
            lost: typical(false)?,
        })
    }

    fn feature(&self) -> Feature {
        let codes = |count: usize| FeatureKind::Categorical {
            min_categories: count as u32,
        };
        Feature {
            name: String::new(),
            kind: match self {
                Self::Categories { outcomes, .. } | Self::Ranges { outcomes, .. } => {
                    codes(outcomes.len())
                }
                Self::Normal { .. } => FeatureKind::LogNumeric,
            },
        }
    }

    /// The cells of some rows.
    fn encode(&self, cells: &Cells, rows: &[usize]) -> Column {
        match (self, cells) {
            (Self::Normal { low, high, .. }, Cells::Numbers(numbers)) => {
                Column::Numbers(each(numbers, rows, f64::NAN, |n| n.clamp(*low, *high)))
            }
            (Self::Ranges { edges, .. }, Cells::Numbers(numbers)) => {
                Column::Codes(each(numbers, rows, MISSING_CODE, |n| range(edges, n)))
            }
            (Self::Categories { levels, .. }, Cells::Categories { codes, levels: all }) => {
                // A category that was not learned gets the code behind the last one, which says
                // nothing but is no missing value.
                let unseen = levels.list.len() as u32;
                let known: Vec<u32> = all
                    .list
                    .iter()
                    .map(|level| levels.find(level).unwrap_or(unseen))
                    .collect();
                let find = |code: u32| known.get(code as usize).copied().unwrap_or(MISSING_CODE);
                Column::Codes(each(codes, rows, MISSING_CODE, find))
            }
            // Cells are made for their source, so the shapes always fit; others say nothing.
            (Self::Normal { .. }, _) => Column::Numbers(vec![f64::NAN; rows.len()]),
            _ => Column::Codes(vec![MISSING_CODE; rows.len()]),
        }
    }

    /// What a cell's term rests on.
    pub(super) fn evidence(&self, cells: &Cells, row: usize) -> Evidence {
        let code = match self.encode(cells, &[row]).value(0) {
            bayes::Value::Code(code) => code as usize,
            bayes::Value::Number(_) => usize::MAX,
            bayes::Value::Missing => return Evidence::None,
        };
        self.evidence_of(code)
    }

    /// The categories or ranges with their evidence, by code; what they say is left at 0.
    pub(super) fn effects(&self) -> Vec<Effect> {
        let effect = |(code, value)| Effect {
            value,
            evidence: self.evidence_of(code),
            llr: 0.0,
        };
        match self {
            Self::Categories { levels, .. } => {
                let values = levels.list.iter().map(Level::value).map(Some);
                values.enumerate().map(effect).collect()
            }
            Self::Ranges { outcomes, .. } => {
                let values = outcomes.iter().map(|_| None);
                values.enumerate().map(effect).collect()
            }
            Self::Normal { .. } => Vec::new(),
        }
    }

    fn evidence_of(&self, code: usize) -> Evidence {
        match self {
            Self::Categories { outcomes, .. } => outcomes
                .get(code)
                .map_or(Evidence::None, |o| Evidence::Same(*o)),
            Self::Ranges { edges, outcomes } => {
                outcomes
                    .get(code)
                    .map_or(Evidence::None, |counted| Evidence::Range {
                        from: code.checked_sub(1).and_then(|at| edges.get(at)).copied(),
                        to: edges.get(code).copied(),
                        outcomes: *counted,
                    })
            }
            Self::Normal { won, lost, .. } => Evidence::Typical {
                won: *won,
                lost: *lost,
            },
        }
    }
}

impl Outcomes {
    fn add(&mut self, won: bool) {
        if won {
            self.won += 1;
        } else {
            self.lost += 1;
        }
    }
}

fn encode(encodings: &[Encoding], columns: &[Cells], rows: &[usize]) -> Result<Table, Error> {
    Table::new(
        encodings
            .iter()
            .zip(columns)
            .map(|(encoding, cells)| encoding.encode(cells, rows))
            .collect(),
    )
}

/// The scorer of encoded rows.
fn learn(encodings: &[Encoding], table: &Table, won: &[bool]) -> Result<Scorer, Error> {
    let mut learner = pulled(encodings, table, won)?;
    learn_rows(&mut learner, table, won)?;
    learner.model()?.scorer(1)
}

fn learn_rows(learner: &mut MixedNb, table: &Table, won: &[bool]) -> Result<(), Error> {
    if table.columns().is_empty() {
        return Ok(());
    }
    let classes: Vec<usize> = won.iter().map(|won| usize::from(*won)).collect();
    learner.learn_table(table, &classes, None)
}

/// A learner that has seen nothing. The prior is given, since the rows of the pull would count in
/// one that was learned.
fn empty(encodings: &[Encoding], won: &[bool]) -> Result<MixedNb, Error> {
    let prior = share(Outcomes::count(won));
    let options = Options {
        alpha: 0.0,
        var_smoothing: VAR_SMOOTHING,
        prior: Prior::Given(vec![1.0 - prior, prior]),
        unseen: Unseen::Nothing,
    };
    let features = encodings.iter().map(Encoding::feature).collect();
    MixedNb::new(features, vec!["Lost".to_owned(), "Won".to_owned()], options)
}

/// A learner that has seen the pull of each category towards the average: rows that have the
/// category alone, in the proportion of the outcomes of all rows with any category there.
fn pulled(encodings: &[Encoding], table: &Table, won: &[bool]) -> Result<MixedNb, Error> {
    let mut learner = empty(encodings, won)?;
    let mut row = vec![bayes::Value::Missing; encodings.len()];
    for (feature, (encoding, column)) in encodings.iter().zip(table.columns()).enumerate() {
        let (
            Encoding::Categories { outcomes, .. } | Encoding::Ranges { outcomes, .. },
            Column::Codes(codes),
        ) = (encoding, column)
        else {
            continue;
        };
        let mut filled = Outcomes::default();
        for (code, won) in codes.iter().zip(won) {
            if *code != MISSING_CODE {
                filled.add(*won);
            }
        }
        // Without a won or without a lost deal here, half a deal of each keeps the odds finite.
        let average = match (filled.won, filled.lost) {
            (0, _) | (_, 0) => share(filled),
            (won, _) => won as f64 / filled.closed() as f64,
        };
        for code in 0..outcomes.len() as u32 {
            if let Some(cell) = row.get_mut(feature) {
                *cell = bayes::Value::Code(code);
            }
            learner.learn_weighted(&row, 1, PULL * average)?;
            learner.learn_weighted(&row, 0, PULL * (1.0 - average))?;
        }
        if let Some(cell) = row.get_mut(feature) {
            *cell = bayes::Value::Missing;
        }
    }
    Ok(learner)
}

/// The share of won deals, with half a deal added to each outcome.
fn share(outcomes: Outcomes) -> f64 {
    (outcomes.won as f64 + 0.5) / (outcomes.closed() as f64 + 1.0)
}

/// The outcomes of some rows.
pub(super) fn outcomes_of(rows: &[usize], won: &[bool]) -> Vec<bool> {
    rows.iter()
        .map(|row| won.get(*row) == Some(&true))
        .collect()
}

/// What a term should count: the share of all terms' sum with which rows predicted from the others
/// have the least log-loss. Features that say the same thing twice make scores too sure, and few
/// rows do too; one common share keeps the order and the proportions.
fn trust(prior: f64, predicted: &[(f64, bool)]) -> f64 {
    // The log-loss is convex in the share, so its slope says on which side the least lies.
    let slope = |share: f64| -> f64 {
        let one = |(terms, won): &(f64, bool)| {
            let expected = bayes::probability(prior + share * terms);
            (expected - f64::from(u8::from(*won))) * terms
        };
        predicted.iter().map(one).sum()
    };
    let (mut low, mut high) = (0.0, 1.0);
    if slope(high) <= 0.0 {
        return high;
    }
    for _ in 0..12 {
        let middle = (low + high) / 2.0;
        if slope(middle) > 0.0 {
            high = middle;
        } else {
            low = middle;
        }
    }
    low
}

fn sorted(numbers: &[f64], rows: &[usize]) -> Vec<f64> {
    let mut sorted: Vec<f64> = rows
        .iter()
        .filter_map(|row| numbers.get(*row).copied())
        .filter(|n| !n.is_nan())
        .collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted
}

/// The range a number lies in.
fn range(edges: &[f64], number: f64) -> u32 {
    if number.is_nan() {
        return MISSING_CODE;
    }
    edges.partition_point(|edge| *edge <= number) as u32
}

fn each<T: Copy, U: Copy>(
    values: &[T],
    rows: &[usize],
    missing: U,
    map: impl Fn(T) -> U,
) -> Vec<U> {
    rows.iter()
        .map(|row| values.get(*row).map_or(missing, |value| map(*value)))
        .collect()
}
