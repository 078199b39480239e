//! Which deals stand in which column, and what they add up to.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use record::schema::deal;
use record::{Currency, Date, Kind, Money, RecordId, Value};
use workflow::stage::expected;
use workflow::{Facts, Outcome, Stage};
use workspace::Workspace;

use super::order::{self, Place};

/// The column of the deals whose stage is not on any board.
pub(super) const NO_STAGE: u128 = 0;

/// For how many days a closed deal stays on the board.
pub(super) const CLOSED_DAYS: i32 = 30;

/// The stages of a board and what it needs to know of the others.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Layout {
    /// The chosen pipeline.
    pub(super) pipeline: Option<RecordId>,
    /// Its stages: the open ones, then won, then lost.
    pub(super) stages: Vec<Stage>,
    /// The stages of the other pipelines.
    elsewhere: HashSet<RecordId>,
}

/// The columns by their stages.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lanes {
    lanes: HashMap<u128, Lane>,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lane {
    /// Its cards in their order.
    pub(super) cards: Arc<[u128]>,
    /// How many deals there are, with those that were closed too long ago to be shown.
    pub(super) all: usize,
    /// What the cards add up to.
    pub(super) sums: Sums,
}

/// Sums by currency.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sums(BTreeMap<Currency, Sum>);

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Sum {
    amount: i128,
    expected: i128,
}

impl Layout {
    /// The stages of a pipeline as a board shows them.
    pub(super) fn read(ws: &Workspace, pipeline: Option<RecordId>) -> Self {
        let mut stages = pipeline.map(|id| ws.stages(id)).unwrap_or_default();
        record::order::sort_by_key(&mut stages, |stage| match stage.outcome {
            Outcome::Open => 0,
            Outcome::Won => 1,
            Outcome::Lost => 2,
        });
        let others = ws.pipelines().into_iter().map(|(id, _)| id);
        let elsewhere = others
            .filter(|id| Some(*id) != pipeline)
            .flat_map(|id| ws.stages(id))
            .map(|stage| stage.id)
            .collect();
        Self {
            pipeline,
            stages,
            elsewhere,
        }
    }

    /// The stage of a column.
    pub(super) fn stage(&self, column: u128) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id.0 == column)
    }
}

impl Default for Lane {
    fn default() -> Self {
        Self {
            cards: Arc::from([]),
            all: 0,
            sums: Sums::default(),
        }
    }
}

impl Lanes {
    /// Puts deals into the columns of their stages: one pass over the deals, one sort a column.
    pub(super) fn of(ws: &Workspace, deals: &[RecordId], layout: &Layout, today: Date) -> Self {
        let first_shown = today.plus_days(-CLOSED_DAYS);
        let mut filling: Vec<Filling<'_>> = layout.stages.iter().map(Filling::new).collect();
        let mut loose = Filling::default();
        for deal in deals {
            let Some(facts) = ws.facts(Kind::DEAL, *deal) else {
                continue;
            };
            let stage = facts.value(deal::STAGE).and_then(|v| v.as_ref_id());
            // The stages are few: looking at each is quicker than a hash.
            let column = filling.iter_mut().find(|f| f.stage.map(|s| s.id) == stage);
            match column.filter(|_| stage.is_some()) {
                Some(column) => column.add(*deal, &facts, first_shown),
                None if stage.is_some_and(|stage| layout.elsewhere.contains(&stage)) => {}
                None => loose.add(*deal, &facts, first_shown),
            }
        }
        if !loose.cards.is_empty() {
            filling.push(loose);
        }
        let lanes = filling.into_iter().map(|column| {
            let key = column.stage.map_or(NO_STAGE, |stage| stage.id.0);
            (key, column.finish(ws))
        });
        Self {
            lanes: lanes.collect(),
        }
    }

    /// A column; an empty one where there is none.
    pub(super) fn lane(&self, column: u128) -> Lane {
        self.lanes.get(&column).cloned().unwrap_or_default()
    }

    /// The cards of a column.
    pub(super) fn cards(&self, column: u128) -> Arc<[u128]> {
        let lane = self.lanes.get(&column);
        lane.map_or_else(|| Arc::from([]), |lane| Arc::clone(&lane.cards))
    }

    /// How many cards stand in some columns, and what they add up to.
    pub(super) fn total(&self, columns: impl Iterator<Item = u128>) -> (usize, Sums) {
        let mut sums = Sums::default();
        let mut count = 0;
        for lane in columns.filter_map(|column| self.lanes.get(&column)) {
            count += lane.cards.len();
            for (currency, sum) in &lane.sums.0 {
                let total = sums.0.entry(*currency).or_default();
                total.amount += sum.amount;
                total.expected += sum.expected;
            }
        }
        (count, sums)
    }
}

impl Sums {
    fn add(&mut self, amount: Money, expected: Money) {
        let sum = self.0.entry(amount.currency).or_default();
        sum.amount += i128::from(amount.minor);
        sum.expected += i128::from(expected.minor);
    }

    /// The amounts, one a currency.
    pub(super) fn amounts(&self) -> Vec<Money> {
        self.each(|sum| sum.amount)
    }

    /// The amounts weighted by how likely the deals are to be won, one a currency.
    pub(super) fn expected(&self) -> Vec<Money> {
        self.each(|sum| sum.expected)
    }

    fn each(&self, read: fn(&Sum) -> i128) -> Vec<Money> {
        self.0
            .iter()
            .map(|(currency, sum)| Money {
                minor: i64::try_from(read(sum)).unwrap_or(i64::MAX),
                currency: *currency,
            })
            .collect()
    }
}

/// A column that is being filled.
#[derive(Default)]
struct Filling<'a> {
    stage: Option<&'a Stage>,
    cards: Vec<(Place, RecordId)>,
    all: usize,
    sums: Sums,
}

impl<'a> Filling<'a> {
    fn new(stage: &'a Stage) -> Self {
        Self {
            stage: Some(stage),
            ..Self::default()
        }
    }

    fn add(&mut self, deal: RecordId, facts: &dyn Facts, first_shown: Date) {
        self.all += 1;
        let is_closed = self.stage.is_some_and(|s| s.outcome != Outcome::Open);
        if is_closed && closed_on(facts).is_none_or(|day| day < first_shown) {
            return;
        }
        self.cards.push((Place::of_deal(deal, facts), deal));
        let amount = facts.value(deal::AMOUNT).and_then(|v| v.as_money());
        if let Some(amount) = amount {
            let own = match facts.value(deal::PROBABILITY).as_deref() {
                Some(Value::Int(n)) => Some(*n),
                _ => None,
            };
            let nothing = Money { minor: 0, ..amount };
            let weighted = self.stage.map_or(nothing, |s| expected(amount, s, own));
            self.sums.add(amount, weighted);
        }
    }

    fn finish(mut self, ws: &Workspace) -> Lane {
        self.cards
            .sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| order::tie(ws, a.1, b.1)));
        Lane {
            cards: self.cards.iter().map(|(_, deal)| deal.0).collect(),
            all: self.all,
            sums: self.sums,
        }
    }
}

fn closed_on(facts: &dyn Facts) -> Option<Date> {
    match facts.value(deal::CLOSED_ON).as_deref() {
        Some(Value::Date(day)) => Some(*day),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
