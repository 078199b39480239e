//! What is going to be sold, by month or quarter.
//!
//! Open deals count in the period of their close date, by their stage's forecast category; won ones
//! in the period they were closed in. Lost deals and those whose category leaves them out count
//! nowhere. An open deal in a stage whose category says closed counts as committed: it isn't sold
//! yet. The weighted sum is what was won plus each open amount times the deal's own probability, or
//! else its stage's.

use record::schema::deal;
use record::{Currency, Date, Money, RecordId};
use workflow::{Forecast as Category, Outcome};

use super::columns::{Deals, Field, Sums, WithoutRate};
use super::{Bucket, period};
use crate::business::Workspace;

/// Which forecast.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Only deals of this pipeline.
    pub pipeline: Option<RecordId>,
    /// Only deals of this member.
    pub owner: Option<RecordId>,
    /// A day in the first period.
    pub from: Date,
    /// Months or quarters; days, weeks and years are taken, too.
    pub bucket: Bucket,
    /// How many periods; at most [`MAX_PERIODS`].
    pub periods: u32,
    /// The day it is.
    pub today: Date,
}

/// The most periods of a forecast.
pub const MAX_PERIODS: u32 = 60;

/// What is going to be sold.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// The periods by their first day.
    pub periods: Vec<(Date, Line)>,
    /// Open deals whose close date is before the first period.
    pub earlier: Line,
    /// Deals that close after the last period.
    pub later: Line,
    /// Open deals without a close date, and won ones without any.
    pub undated: Line,
    /// All of the periods together.
    pub total: Line,
    /// Amounts in currencies without an exchange rate: the currency and how many.
    pub left_out: Vec<(Currency, u32)>,
}

/// The deals of a period; amounts in the business's currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Won.
    pub closed: Money,
    /// Counted on.
    pub commit: Money,
    /// Likely if things go well.
    pub best_case: Money,
    /// Early.
    pub pipeline: Money,
    /// What was won, and of the open amounts what their probabilities make of them.
    pub weighted: Money,
    /// How many deals.
    pub deals: u32,
    /// How many of them are open.
    pub open: u32,
    /// How many of the open ones should have been closed before today.
    pub overdue: u32,
}

#[derive(Clone, Default)]
struct Sum {
    /// Closed, commit, best case, pipeline, weighted.
    sums: [Sums; 5],
    deals: u32,
    open: u32,
    overdue: u32,
}

impl Workspace {
    /// What is going to be sold. Without a period where `from` or the bucket is none.
    pub fn forecast(&self, question: &Question) -> Forecast {
        let (rates, base) = (self.rates(), self.currency());
        let mut starts = Vec::new();
        let mut next = period::start(question.from, question.bucket);
        let most = question.periods.min(MAX_PERIODS) as usize;
        while let Some(start) = next.filter(|_| starts.len() < most) {
            starts.push(start);
            next = period::next(start, question.bucket);
        }
        let end = next;
        let mut sums = vec![Sum::default(); starts.len()];
        let (mut earlier, mut later) = (Sum::default(), Sum::default());
        let (mut undated, mut total) = (Sum::default(), Sum::default());
        let mut without_rate = WithoutRate::default();
        if let Some(deals) = Deals::of(self) {
            let field = |field| Field::of(deals.table, field);
            let (amounts, owns) = (field(deal::AMOUNT), field(deal::PROBABILITY));
            let (closes, closed) = (field(deal::CLOSE_DATE), field(deal::CLOSED_ON));
            for (row, stage) in deals.rows(question.pipeline, question.owner) {
                let at = match (stage.outcome, stage.forecast) {
                    (Outcome::Lost, _) | (Outcome::Open, Category::Omitted) => continue,
                    (Outcome::Won, _) => 0,
                    (Outcome::Open, Category::Commit | Category::Closed) => 1,
                    (Outcome::Open, Category::BestCase) => 2,
                    (Outcome::Open, Category::Pipeline) => 3,
                };
                let is_won = at == 0;
                let day = match is_won {
                    true => closed.day(row).or_else(|| closes.day(row)),
                    false => closes.day(row),
                };
                let place = day.map(|day| starts.partition_point(|start| *start <= day));
                let (sum, is_in) = match (day, place) {
                    (None, _) | (_, None) => (&mut undated, false),
                    (Some(_), Some(0)) if is_won => continue,
                    (Some(_), Some(0)) => (&mut earlier, false),
                    (Some(day), Some(_)) if end.is_none_or(|end| day >= end) => (&mut later, false),
                    (_, Some(place)) => (&mut sums[place - 1], true),
                };
                let is_overdue = !is_won && day.is_some_and(|day| day < question.today);
                let amount = amounts.money(row);
                if let Some(amount) = amount {
                    without_rate.note(amount.currency, &rates, base);
                }
                let weighted =
                    amount.map(|amount| workflow::stage::expected(amount, stage, owns.int(row)));
                for sum in [Some(sum), is_in.then_some(&mut total)]
                    .into_iter()
                    .flatten()
                {
                    sum.deals += 1;
                    sum.open += u32::from(!is_won);
                    sum.overdue += u32::from(is_overdue);
                    if let (Some(amount), Some(weighted)) = (amount, weighted) {
                        sum.sums[at].add(amount);
                        sum.sums[4].add(weighted);
                    }
                }
            }
        }
        let line = |sum: &Sum| {
            let [closed, commit, best_case, pipeline, weighted] =
                [0, 1, 2, 3, 4].map(|at: usize| sum.sums[at].total(&rates, base));
            Line {
                closed,
                commit,
                best_case,
                pipeline,
                weighted,
                deals: sum.deals,
                open: sum.open,
                overdue: sum.overdue,
            }
        };
        Forecast {
            periods: starts.into_iter().zip(sums.iter().map(line)).collect(),
            earlier: line(&earlier),
            later: line(&later),
            undated: line(&undated),
            total: line(&total),
            left_out: without_rate.list(),
        }
    }
}
