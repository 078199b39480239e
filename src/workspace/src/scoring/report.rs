//! Training with all its checks, and what is reported of it.

use bayes::{Evaluation, LeakCause, TIME_TRAIN_SHARE, Verdict};
use record::schema::company;
use record::{Currency, Instant};

use super::cells::Cells;
use super::fit::{Encoding, Fitted, SEED, fit, outcomes_of};
use super::read::{Deals, Shape, sources};
use super::{DealScorer, Learned, MIN_OUTCOMES, NotTrained, Outcomes, Source};
use crate::business::Workspace;

/// A field of the deal edited after the close on this share of the won or of the lost deals is left
/// out; so is a field of the company where the shares differ by this.
const EDITED_SHARE: f64 = 0.1;

/// A category with fewer closed deals each on average names single deals.
const DEALS_PER_CATEGORY: usize = 3;

/// Up to so many categories are looked at however few deals they have.
const FEW_CATEGORIES: usize = 10;

/// How good a scorer is, what it rests on and what was left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The closed deals learned from.
    pub outcomes: Outcomes,
    /// How many open deals there were.
    pub open: usize,
    /// What may be said of the scores. It is judged on the holdout; see [`bayes::judge`].
    pub verdict: Verdict,
    /// The measures on the newest closed deals by a model of the older ones; `None` where one of
    /// the two parts has no deal, or the older none of an outcome.
    pub holdout: Option<Holdout>,
    /// What share of its log-likelihood ratio each term counts, 0 to 1. At 0 every deal gets the
    /// share of won deals.
    pub trust: f64,
    /// The currency of the amounts that are looked at.
    pub currency: Option<Currency>,
    /// The features, the weightiest first.
    pub features: Vec<FeatureReport>,
    /// What was left out, and why, in the order of the schema.
    pub left_out: Vec<(Source, LeftOut)>,
}

/// Measures on deals that were not learned from: the newest 30 % by the time of their close.
#[derive(Clone, Debug, PartialEq)]
pub struct Holdout {
    /// How many older deals the model was learned from for this.
    pub learned: Outcomes,
    /// Accuracy beside that of always saying the more frequent outcome, area under the curve with
    /// its interval, log-loss, Brier score, calibration.
    pub measures: Evaluation,
    /// The log-loss of giving each deal the older deals' share of won ones: what the log-loss has
    /// to stay below.
    pub base_log_loss: f64,
    /// Probability and whether it was won, for each deal from old to new: for
    /// [`bayes::Confusion::at`] and [`bayes::gain_curve`].
    pub deals: Vec<(f64, bool)>,
}

/// A feature that is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FeatureReport {
    /// The feature.
    pub source: Source,
    /// On what share of the closed deals it is filled.
    pub filled: f64,
    /// What it adds to a closed deal's score on average, regardless of the sign.
    pub weight: f64,
    /// Whether a number enters with a normal distribution instead of in ranges.
    pub normal: bool,
}

/// Why a feature is not looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LeftOut {
    /// It knows the outcome.
    Leak(LeakCause),
    /// It was written after the close on too many deals, so that it is not known what it was before.
    EditedAfterClose {
        /// The share of the won deals it is filled on.
        won: f64,
        /// The share of the lost deals it is filled on.
        lost: f64,
    },
    /// It is filled on too few closed deals.
    TooFew {
        /// How many.
        filled: usize,
    },
    /// All closed deals have the same value.
    OneValue,
    /// It has so many values that they name single deals.
    TooManyValues {
        /// How many.
        values: usize,
    },
}

pub(super) fn train(workspace: &Workspace, now: Instant) -> Result<DealScorer, NotTrained> {
    let learned = Learned::of(workspace);
    let (Some((closed, won)), Some(open)) = (Deals::closed(workspace), Deals::open(workspace, now))
    else {
        return Err(NotTrained::NotEnough(Outcomes::default()));
    };
    let outcomes = Outcomes::count(&won);
    if outcomes.needed() > 0 {
        return Err(NotTrained::NotEnough(outcomes));
    }
    let currency = closed.currency();
    let mut left_out = Vec::new();
    let mut features = Vec::new();
    let mut columns = Vec::new();
    for (source, shape) in sources(workspace.schema()) {
        let mut cells = closed.cells(source, shape, currency);
        let edited = closed.edited_after_close(source);
        match hide(source, &mut cells, &edited, &won).or_else(|| unusable(&cells)) {
            Some(reason) => left_out.push((source, reason)),
            None => {
                features.push((source, shape));
                columns.push(cells);
            }
        }
    }
    let open_columns: Vec<Cells> = features
        .iter()
        .map(|(source, shape)| open.cells(*source, *shape, currency))
        .collect();
    let leaks = leaks(&columns, (&open_columns, open.list.len()), &won)?;
    for (feature, cause) in leaks.iter().rev() {
        columns.remove(*feature);
        let (source, _) = features.remove(*feature);
        left_out.push((source, LeftOut::Leak(*cause)));
    }
    let order = sources(workspace.schema());
    record::order::sort_by_key(&mut left_out, |(source, _)| {
        order.iter().position(|(s, _)| s == source)
    });

    let times: Vec<i64> = closed
        .list
        .iter()
        .map(|deal| deal.past.as_ref().map_or(0, |past| past.closed_at))
        .collect();
    let holdout = measure(&columns, &times, &won)?;
    let verdict = match &holdout {
        Some(holdout) => bayes::judge(
            won.len(),
            outcomes.won,
            &holdout.measures,
            holdout.base_log_loss,
        ),
        None => Verdict::NotEnough {
            closed: won.len(),
            needed: bayes::needed_outcomes(won.len(), outcomes.won).max(won.len() + 1),
        },
    };
    let all: Vec<usize> = (0..won.len()).collect();
    let fitted = fit(&columns, &all, &won)?;
    let report = Report {
        outcomes,
        open: open.list.len(),
        verdict,
        holdout,
        trust: fitted.trust,
        currency,
        features: weigh(&fitted, &features, (&columns, &all))?,
        left_out,
    };
    Ok(DealScorer {
        features,
        fitted,
        currency,
        report,
        learned,
    })
}

/// Empties cells that were edited after the close, or says that the feature has to be left out.
fn hide(source: Source, cells: &mut Cells, edited: &[bool], won: &[bool]) -> Option<LeftOut> {
    if !edited.contains(&true) {
        return None;
    }
    let share = |which: bool| {
        let filled = |row: usize| won.get(row) == Some(&which) && !cells.is_missing(row);
        let rows = || (0..won.len()).filter(|row| filled(*row));
        let late = rows().filter(|row| edited.get(*row) == Some(&true)).count();
        late as f64 / rows().count().max(1) as f64
    };
    let (of_won, of_lost) = (share(true), share(false));
    let too_many = match source {
        Source::Company(field) if field != company::TYPE => {
            (of_won - of_lost).abs() >= EDITED_SHARE
        }
        _ => of_won.max(of_lost) >= EDITED_SHARE,
    };
    if too_many {
        return Some(LeftOut::EditedAfterClose {
            won: of_won,
            lost: of_lost,
        });
    }
    if matches!(source, Source::Deal(_) | Source::Company(company::TYPE)) {
        for (row, _) in edited.iter().enumerate().filter(|(_, late)| **late) {
            cells.clear(row);
        }
    }
    None
}

fn unusable(cells: &Cells) -> Option<LeftOut> {
    let filled = cells.filled();
    if filled < MIN_OUTCOMES {
        return Some(LeftOut::TooFew { filled });
    }
    match cells {
        Cells::Numbers(numbers) => {
            let mut known = numbers.iter().filter(|n| !n.is_nan());
            let first = known.next();
            known.all(|n| Some(n) == first).then_some(LeftOut::OneValue)
        }
        Cells::Categories { codes, levels } => {
            let mut used = vec![false; levels.list.len()];
            for code in codes {
                if let Some(used) = used.get_mut(*code as usize) {
                    *used = true;
                }
            }
            let values = used.iter().filter(|used| **used).count();
            if values == 1 {
                Some(LeftOut::OneValue)
            } else if values > FEW_CATEGORIES && values * DEALS_PER_CATEGORY > filled {
                Some(LeftOut::TooManyValues { values })
            } else {
                None
            }
        }
    }
}

/// The features that know the outcome, found on the half of the rows that was not learned from.
fn leaks(
    columns: &[Cells],
    (open, open_deals): (&[Cells], usize),
    won: &[bool],
) -> Result<Vec<(usize, LeakCause)>, bayes::Error> {
    if columns.is_empty() {
        return Ok(Vec::new());
    }
    let halves = bayes::split_at_random(won.len(), 0.5, SEED);
    let fitted = fit(columns, &halves.train, won)?;
    let test = fitted.table(columns, &halves.test)?;
    let open_rows: Vec<usize> = (0..open_deals).collect();
    let open = fitted.table(open, &open_rows)?;
    let found = bayes::check_leaks(
        &fitted.scorer,
        &test,
        &outcomes_of(&halves.test, won),
        Some(&open),
    )?;
    Ok(found
        .into_iter()
        .map(|leak| (leak.feature, leak.cause))
        .collect())
}

/// Measures on the newest deals what the older ones teach.
fn measure(
    columns: &[Cells],
    times: &[i64],
    won: &[bool],
) -> Result<Option<Holdout>, bayes::Error> {
    let split = bayes::split_by_time(times, TIME_TRAIN_SHARE);
    let learned = Outcomes::count(&outcomes_of(&split.train, won));
    if learned.won == 0 || learned.lost == 0 || split.test.is_empty() {
        return Ok(None);
    }
    let fitted = fit(columns, &split.train, won)?;
    let scores = fitted.scores(columns, &split.test)?;
    let outcomes = outcomes_of(&split.test, won);
    let share = learned.won as f64 / learned.closed() as f64;
    Ok(Some(Holdout {
        learned,
        measures: Evaluation::of_scores(&scores, &outcomes)?,
        base_log_loss: bayes::constant_log_loss(share, &outcomes)?,
        deals: scores
            .iter()
            .map(|s| bayes::probability(*s))
            .zip(outcomes)
            .collect(),
    }))
}

fn weigh(
    fitted: &Fitted,
    features: &[(Source, Shape)],
    (columns, all): (&[Cells], &[usize]),
) -> Result<Vec<FeatureReport>, bayes::Error> {
    let table = fitted.table(columns, all)?;
    let rows = all.len().max(1) as f64;
    let mut reports = Vec::new();
    for (feature, (((source, _), cells), encoding)) in features
        .iter()
        .zip(columns)
        .zip(&fitted.encodings)
        .enumerate()
    {
        let added = fitted.scorer.feature_scores(feature, &table)?;
        reports.push(FeatureReport {
            source: *source,
            filled: cells.filled() as f64 / rows,
            weight: fitted.trust * added.iter().map(|llr| llr.abs()).sum::<f64>() / rows,
            normal: matches!(encoding, Encoding::Normal { .. }),
        });
    }
    record::order::sort_by(&mut reports, |a, b| b.weight.total_cmp(&a.weight));
    Ok(reports)
}
