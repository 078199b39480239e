//! How likely each open deal is to be won, and why: naive Bayes (the crate `bayes`) over deals.
//!
//! # What is learned from
//!
//! Every live deal in a stage whose outcome is won or lost is a row. What is known of it is read as
//! it stood while the deal was open, never with hindsight:
//!
//! - **State** is what held just before the close. Amount and owner are rolled back with the events
//!   of the record. Fields without events that were edited by the closing action or later are
//!   taken for empty; a field of the deal that this happens to on a tenth of the won or of the lost
//!   deals is left out whole. A company's field is left out if such edits are a tenth more frequent
//!   on one outcome than on the other ([`LeftOut::EditedAfterClose`]). A company's type often turns
//!   to "customer" with the sale, so it counts only where it is known to have been written before
//!   the close; whether the company had bought before is read from its deals instead.
//! - **What grows with time** (age, number of activities, the stage reached) is read at one moment
//!   of the deal's open life, which is drawn evenly from it by the deal's id. An open deal is seen
//!   in the middle of its life too; its age compared with the ages of closed deals *at their
//!   close* would make every young deal look like those that close quickly.
//! - A deal opens on its field "Opened", otherwise when it was created, unless that is merely when
//!   it was imported. Its close is the event of the move, unless the field "Closed" says that it
//!   was more than a day earlier. Without both ends there is no age and no number of activities.
//!
//! # What is looked at
//!
//! Amount, stage, owner, every choice of the deal but the lost reason, custom yes/no, number,
//! duration, amount and reference fields; the company's industry, type, number of employees and
//! custom fields of these types; the number of activities, of contacts and of deals with the company
//! that were won before; the age. Numbers enter as a logarithm with a normal distribution or in up
//! to eight ranges of equally many deals, whichever predicts better out of fold. Amounts count in
//! the currency that most closed deals have; an amount in another currency says nothing, as there is
//! no rate to convert it with.
//!
//! The person's own probability, the expected close date, the lost reason and "Closed" are never
//! looked at: the first is the person's word and stays apart, the others belong to the close.
//! Fields that know the outcome ([`bayes::check_leaks`], found on rows not learned from) are left
//! out and named.
//!
//! # What a value says
//!
//! A category's term is the logarithm of the odds of winning among closed deals with it, less the
//! same among all closed deals with any value there, after adding [`PULL`] deals of average outcome
//! to each category. A category that no closed deal has, and an empty field, say nothing. All terms
//! count by one common share from 0 to 1 ([`Report::trust`]), with which deals that were not learned
//! from are predicted best: features overlap, so at their full weight scores would be too sure. The
//! prior and the terms add up to the score, and the score is the logarithm of the odds of winning.

mod cells;
mod fit;
mod past;
mod read;
mod report;
#[cfg(test)]
mod tests;

use std::fmt;

use bayes::{Grade, Model};
use record::schema::deal;
use record::{Currency, FieldId, Instant, Kind, RecordId, Value};

use crate::business::Workspace;
use cells::Cells;
use fit::{Encoding, Fitted};
use read::{Deals, Shape};

pub use report::{FeatureReport, Holdout, LeftOut, Report};

/// How many won and how many lost deals it takes before anything is scored.
pub const MIN_OUTCOMES: usize = 10;

/// How many deals of average outcome are added to each category.
pub const PULL: f64 = 4.0;

/// A model of which deals are won, learned from the closed deals of a workspace.
#[derive(Clone, Debug)]
pub struct DealScorer {
    features: Vec<(Source, Shape)>,
    fitted: Fitted,
    currency: Option<Currency>,
    report: Report,
    learned: Learned,
}

/// What a feature is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// A field of the deal.
    Deal(FieldId),
    /// A field of the deal's company.
    Company(FieldId),
    /// How many activities there were on the deal so far.
    Activities,
    /// How many contacts the deal has.
    Contacts,
    /// How many deals with the same company had been won before.
    EarlierWins,
    /// For how many days the deal has been open.
    Age,
}

/// Why there is no scorer.
#[derive(Clone, Debug, PartialEq)]
pub enum NotTrained {
    /// There are not enough closed deals yet.
    NotEnough(Outcomes),
    /// The engine refused the rows.
    Engine(bayes::Error),
}

/// How many deals are closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// Won deals.
    pub won: usize,
    /// Lost deals.
    pub lost: usize,
}

/// How likely an open deal is to be won.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DealScore {
    /// The deal.
    pub deal: RecordId,
    /// The natural logarithm of the odds.
    pub score: f64,
    /// The probability, 0 to 1.
    pub probability: f64,
    /// The probability as a letter.
    pub grade: Grade,
}

/// A score taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The score.
    pub score: DealScore,
    /// The logarithm of the odds before anything is known of the deal.
    pub prior: f64,
    /// One part for every feature. The prior and all parts add up to the score.
    pub contributions: Vec<Contribution>,
}

/// What one feature adds to a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Contribution {
    /// The feature.
    pub source: Source,
    /// The deal's value; what is counted, and days of age, as whole numbers.
    pub value: Option<Value>,
    /// Whether the value says anything.
    pub standing: Standing,
    /// The log-likelihood ratio times [`Report::trust`]: above 0 speaks for winning, below 0
    /// against it.
    pub llr: f64,
    /// What it rests on.
    pub evidence: Evidence,
}

/// Whether a value says anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Known,
    /// There is none.
    Empty,
    /// No closed deal has it.
    Unseen,
    /// The amount is in a currency that most closed deals don't have.
    OtherCurrency,
}

/// What a contribution rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Evidence {
    /// Nothing: the value says nothing.
    None,
    /// The closed deals with the same category.
    Same(Outcomes),
    /// The closed deals with a number in the same range.
    Range {
        /// The lower end, included; `None` in the lowest range.
        from: Option<f64>,
        /// The upper end, excluded; `None` in the highest range.
        to: Option<f64>,
        /// The deals.
        outcomes: Outcomes,
    },
    /// The typical numbers: means of the logarithm, turned back.
    Typical {
        /// Of won deals.
        won: f64,
        /// Of lost deals.
        lost: f64,
    },
}

/// What one category or range of a feature says, for an overview of the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The category; `None` for a range of numbers.
    pub value: Option<Value>,
    /// The closed deals with it.
    pub evidence: Evidence,
    /// What it adds to a score.
    pub llr: f64,
}

/// What the closed deals were when they were learned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Learned {
    generations: [u64; 3],
    fingerprint: u64,
}

impl Outcomes {
    /// All closed deals.
    pub fn closed(self) -> usize {
        self.won + self.lost
    }

    /// How many more deals have to be closed at the least before anything is scored.
    pub fn needed(self) -> usize {
        MIN_OUTCOMES.saturating_sub(self.won) + MIN_OUTCOMES.saturating_sub(self.lost)
    }

    fn count(won: &[bool]) -> Self {
        let wins = won.iter().filter(|won| **won).count();
        Self {
            won: wins,
            lost: won.len() - wins,
        }
    }
}

impl fmt::Display for NotTrained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotEnough(Outcomes { won, lost }) => write!(
                f,
                "There are not enough closed deals yet: {won} won and {lost} lost, {MIN_OUTCOMES} of each are needed. Nothing is scored until then; mark deals as won or lost as they close."
            ),
            Self::Engine(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for NotTrained {}

impl From<bayes::Error> for NotTrained {
    fn from(error: bayes::Error) -> Self {
        Self::Engine(error)
    }
}

impl DealScorer {
    /// Learns from all closed deals and measures how good the result is. `now` is the time up to
    /// which open deals are looked at.
    ///
    /// # Errors
    /// With fewer than [`MIN_OUTCOMES`] won or lost deals.
    pub fn train(workspace: &Workspace, now: Instant) -> Result<Self, NotTrained> {
        report::train(workspace, now)
    }

    /// How good the scores are, what they rest on and what was left out.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The parameters, for export. Scores take its log-likelihood ratios times [`Report::trust`].
    pub fn model(&self) -> &Model {
        &self.fitted.model
    }

    /// Whether closed deals, or the fields to look at, have changed since. Quick while no deal has
    /// changed at all; otherwise it looks at each closed deal once.
    pub fn is_stale(&self, workspace: &Workspace) -> bool {
        Learned::generations(workspace) != self.learned.generations
            && Learned::fingerprint(workspace) != self.learned.fingerprint
    }

    /// Scores all open deals, in the order they came.
    ///
    /// # Errors
    /// Never in practice: only if the engine refused a table that was made for it.
    pub fn score_open(
        &self,
        workspace: &Workspace,
        now: Instant,
    ) -> Result<Vec<DealScore>, bayes::Error> {
        let Some(deals) = Deals::open(workspace, now) else {
            return Ok(Vec::new());
        };
        let all: Vec<usize> = (0..deals.list.len()).collect();
        let scores = self.fitted.scores(&self.read(&deals), &all)?;
        let ids = deals.list.iter().map(|deal| deal.id);
        Ok(ids
            .zip(scores)
            .map(|(id, s)| DealScore::of(id, s))
            .collect())
    }

    /// The score of one open deal with what each feature adds to it. `None` if the deal is not
    /// there or not open.
    pub fn explain(
        &self,
        workspace: &Workspace,
        deal: RecordId,
        now: Instant,
    ) -> Option<Explanation> {
        self.what_if(workspace, deal, now, &[])
    }

    /// The same with fields of the deal changed in thought: what would the score be if. The fields
    /// of the company, the activities and the contacts stay as they are.
    pub fn what_if(
        &self,
        workspace: &Workspace,
        deal: RecordId,
        now: Instant,
        changed: &[(FieldId, Option<Value>)],
    ) -> Option<Explanation> {
        let deals = Deals::one(workspace, deal, now)?;
        let mut columns = self.read(&deals);
        let changed_value = |source: Source| match source {
            Source::Deal(field) => changed
                .iter()
                .rev()
                .find_map(|(f, value)| (*f == field).then_some(value)),
            _ => None,
        };
        for ((source, _), cells) in self.features.iter().zip(&mut columns) {
            if let Some(value) = changed_value(*source) {
                cells.set(0, value.as_ref(), self.currency);
            }
        }
        let (score, terms) = self.fitted.explain(&columns).ok()?;
        let contributions = self
            .features
            .iter()
            .zip(&columns)
            .zip(&self.fitted.encodings)
            .zip(terms)
            .map(|((((source, _), cells), encoding), llr)| {
                let value = match changed_value(*source) {
                    Some(value) => value.clone(),
                    None => deals.value(0, *source, cells),
                };
                let other_currency = |value: &Value| {
                    let currency = value.as_money().map(|money| money.currency);
                    currency.is_some() && currency != self.currency
                };
                let evidence = encoding.evidence(cells, 0);
                let standing = match &value {
                    None => Standing::Empty,
                    Some(value) if other_currency(value) => Standing::OtherCurrency,
                    Some(_) if cells.is_missing(0) => Standing::Empty,
                    Some(_) if evidence == Evidence::None => Standing::Unseen,
                    Some(_) => Standing::Known,
                };
                Contribution {
                    source: *source,
                    value,
                    standing,
                    llr,
                    evidence,
                }
            })
            .collect();
        Some(Explanation {
            score: DealScore::of(deal, score),
            prior: self.fitted.scorer.intercept(),
            contributions,
        })
    }

    /// What each category or range of a feature says, the best first. A feature with a normal
    /// distribution has none.
    pub fn effects(&self, source: Source) -> Vec<Effect> {
        let at = self.features.iter().position(|(s, _)| *s == source);
        let Some(at) = at else { return Vec::new() };
        let encoding = self.fitted.encodings.get(at);
        let mut effects = encoding.map_or_else(Vec::new, Encoding::effects);
        let llrs = self.fitted.effects(at, effects.len());
        for (effect, llr) in effects.iter_mut().zip(llrs) {
            effect.llr = llr;
        }
        record::order::sort_by(&mut effects, |a, b| b.llr.total_cmp(&a.llr));
        effects
    }

    fn read(&self, deals: &Deals<'_>) -> Vec<Cells> {
        self.features
            .iter()
            .map(|(source, shape)| deals.cells(*source, *shape, self.currency))
            .collect()
    }
}

impl DealScore {
    fn of(deal: RecordId, score: f64) -> Self {
        let probability = bayes::probability(score);
        Self {
            deal,
            score,
            probability,
            grade: Grade::of(probability),
        }
    }
}

impl Explanation {
    /// The contributions that say something, the weightiest first.
    pub fn reasons(&self) -> Vec<&Contribution> {
        let mut reasons: Vec<_> = self.contributions.iter().filter(|c| c.llr != 0.0).collect();
        record::order::sort_by(&mut reasons, |a, b| b.llr.abs().total_cmp(&a.llr.abs()));
        reasons
    }
}

impl Learned {
    fn of(workspace: &Workspace) -> Self {
        Self {
            generations: Self::generations(workspace),
            fingerprint: Self::fingerprint(workspace),
        }
    }

    fn generations(workspace: &Workspace) -> [u64; 3] {
        [Kind::DEAL, Kind::STAGE, Kind::FIELD].map(|kind| workspace.generation(kind))
    }

    /// A sum over the closed deals of what they are and when they were last written, which does not
    /// depend on their order.
    fn fingerprint(workspace: &Workspace) -> u64 {
        let mut sum = 0u64;
        for (source, _) in read::sources(workspace.schema()) {
            if let Source::Deal(field) | Source::Company(field) = source {
                sum = sum.wrapping_add(read::mixed(field.0));
            }
        }
        for (row, id, won) in read::closed_rows(workspace) {
            let table = workspace.table(Kind::DEAL);
            let version = table.and_then(|t| t.last_version(&workspace.versions, row));
            let written = version.map_or(0, |v| v.stamp.0);
            let id = (id.0 >> 64) as u64 ^ id.0 as u64;
            let one = read::mixed(id) ^ read::mixed(written ^ u64::from(won));
            sum = sum.wrapping_add(read::mixed(one));
        }
        sum
    }
}

/// The fields of the deal that are never looked at.
const NEVER: [FieldId; 4] = [
    deal::PROBABILITY,
    deal::CLOSE_DATE,
    deal::CLOSED_ON,
    deal::LOST_REASON,
];
