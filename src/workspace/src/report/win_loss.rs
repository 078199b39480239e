//! Won and lost deals of a period: how many, how much, why lost, and how long the won ones took.

use hashbrown::HashMap;
use record::schema::{CREATED_AT, deal};
use record::{Currency, Date, Instant, Kind, Money, RecordId};
use workflow::{Context, Outcome};

use super::columns::{Deals, Field, Sums, WithoutRate};
use super::keys::Coded;
use super::measure::median;
use super::{Group, Key, ReportError};
use crate::business::Workspace;

/// Which deals.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Only deals of this pipeline.
    pub pipeline: Option<RecordId>,
    /// Only deals of this member.
    pub owner: Option<RecordId>,
    /// The first day on which they were closed.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// What they are told apart by.
    pub group: Option<Group>,
}

/// Won and lost deals.
#[derive(Clone, Debug, PartialEq)]
pub struct WinLoss {
    /// By group, in the natural order; a deal with several values is in several.
    pub rows: Vec<(Key, Closed)>,
    /// All of them, each once.
    pub total: Closed,
    /// Why deals were lost, the most frequent reason first.
    pub reasons: Vec<Reason>,
    /// Amounts in currencies without an exchange rate, of what was won and of what was lost: the
    /// currency and how many.
    pub left_out: [Vec<(Currency, u32)>; 2],
}

/// Some deals that were closed; amounts in the business's currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Closed {
    /// How many were won.
    pub won: u32,
    /// How many were lost.
    pub lost: u32,
    /// What was won.
    pub won_amount: Money,
    /// What was lost.
    pub lost_amount: Money,
    /// The median number of days from opening a deal to winning it.
    pub cycle_days: Option<f64>,
}

impl Closed {
    /// The won ones in percent.
    pub fn rate(&self) -> Option<f64> {
        super::funnel::percent(self.won, self.won + self.lost)
    }
}

/// A reason for which deals were lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The key of the option; empty where none was given.
    pub key: String,
    /// How many deals.
    pub deals: u32,
    /// What they were worth.
    pub amount: Money,
}

#[derive(Clone, Default)]
struct Sum {
    won: u32,
    lost: u32,
    won_sum: Sums,
    lost_sum: Sums,
    cycles: Vec<f64>,
}

impl Workspace {
    /// The won and lost deals of a period. A deal was closed on the day it says, or else on its
    /// close date; one without either is left out.
    ///
    /// # Errors
    /// Where the deals can't be grouped so.
    pub fn win_loss(
        &self,
        question: &Question,
        context: &Context<'_>,
    ) -> Result<WinLoss, ReportError> {
        let (rates, base) = (self.rates(), self.currency());
        let group = question.group.as_ref();
        let group = group
            .map(|group| Coded::read(self, Kind::DEAL, group, &rates, context))
            .transpose()?;
        let mut sums = vec![Sum::default(); group.as_ref().map_or(0, |g| g.keys.len())];
        let mut total = Sum::default();
        let mut reasons: HashMap<&str, (u32, Sums)> = HashMap::new();
        let mut without_rate = [WithoutRate::default(), WithoutRate::default()];
        let deals = Deals::of(self);
        if let Some(deals) = &deals {
            let field = |field| Field::of(deals.table, field);
            let (amounts, why) = (field(deal::AMOUNT), field(deal::LOST_REASON));
            let (opened_on, created) = (field(deal::OPENED_ON), field(CREATED_AT));
            let (closed_on, closes) = (field(deal::CLOSED_ON), field(deal::CLOSE_DATE));
            for (row, stage) in deals.rows(question.pipeline, question.owner) {
                let is_won = stage.outcome == Outcome::Won;
                let day = closed_on.day(row).or_else(|| closes.day(row));
                let is_in = day.is_some_and(|day| question.from <= day && day <= question.to);
                if stage.outcome == Outcome::Open || !is_in {
                    continue;
                }
                let created = || created.int(row).map(|at| context.zone.day(Instant(at)));
                let opened = opened_on.day(row).or_else(created);
                let cycle = opened
                    .zip(day)
                    .map(|(from, to)| f64::from((to.0 - from.0).max(0)));
                let amount = amounts.money(row);
                if let Some(amount) = amount {
                    without_rate[usize::from(!is_won)].note(amount.currency, &rates, base);
                }
                total.add(is_won, amount, cycle);
                for code in group.as_ref().map_or(&[][..], |group| group.of(row)) {
                    if let Some(sum) = sums.get_mut(*code as usize) {
                        sum.add(is_won, amount, cycle);
                    }
                }
                if !is_won {
                    let (deals, sum) = reasons.entry(why.text(row)).or_default();
                    *deals += 1;
                    amount.into_iter().for_each(|amount| sum.add(amount));
                }
            }
        }
        let mut rows = Vec::new();
        if let Some(group) = &group {
            let is_there = |at: &usize| sums[*at].won + sums[*at].lost > 0;
            let mut list: Vec<usize> = (0..sums.len()).filter(is_there).collect();
            group.sort(self, &mut list);
            // What has no value comes last.
            record::order::sort_by_key(&mut list, |at| group.keys[*at] == Key::None);
            rows = list
                .into_iter()
                .map(|at| (group.keys[at].clone(), sums[at].closed(&rates, base)))
                .collect();
        }
        let mut reasons: Vec<Reason> = reasons
            .into_iter()
            .map(|(key, (deals, sum))| Reason {
                key: key.to_owned(),
                deals,
                amount: sum.total(&rates, base),
            })
            .collect();
        record::order::sort_by(&mut reasons, |a, b| {
            b.deals.cmp(&a.deals).then_with(|| a.key.cmp(&b.key))
        });
        Ok(WinLoss {
            rows,
            total: total.closed(&rates, base),
            reasons,
            left_out: without_rate.map(WithoutRate::list),
        })
    }
}

impl Sum {
    fn add(&mut self, is_won: bool, amount: Option<Money>, cycle: Option<f64>) {
        let (count, sum) = if is_won {
            self.cycles.extend(cycle);
            (&mut self.won, &mut self.won_sum)
        } else {
            (&mut self.lost, &mut self.lost_sum)
        };
        *count += 1;
        amount.into_iter().for_each(|amount| sum.add(amount));
    }

    fn closed(&self, rates: &crate::rates::Rates, base: Currency) -> Closed {
        Closed {
            won: self.won,
            lost: self.lost,
            won_amount: self.won_sum.total(rates, base),
            lost_amount: self.lost_sum.total(rates, base),
            cycle_days: median(&mut self.cycles.clone()),
        }
    }
}
