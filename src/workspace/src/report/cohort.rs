//! How soon deals are won: by the month they were opened in, and the months until then.

use record::schema::{CREATED_AT, deal, stage};
use record::{Date, Instant, RecordId};
use workflow::condition::{Literal, Operand, Operator, Test};
use workflow::{Condition, Outcome, Zone};

use super::columns::{Deals, Field};
use super::drill::{or_else, refers, until, within};
use super::{Bucket, period};
use crate::business::Workspace;

/// The most months that deals are looked at.
pub const MAX_MONTHS: u32 = 36;

/// Which deals.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Only deals of this pipeline.
    pub pipeline: Option<RecordId>,
    /// Only deals of this member.
    pub owner: Option<RecordId>,
    /// How many months, the present one included; at most [`MAX_MONTHS`].
    pub months: u32,
    /// The day it is.
    pub today: Date,
}

/// The deals that were opened in a month.
#[derive(Clone, Debug, PartialEq)]
pub struct Cohort {
    /// The first day of the month.
    pub month: Date,
    /// How many were opened in it.
    pub opened: u32,
    /// How many of them had been won by the end of that month, the next, and so on; only for months
    /// that have begun.
    pub won: Vec<u32>,
}

impl Cohort {
    /// How many were won within so many months after the one they were opened in, in percent.
    pub fn share(&self, months: usize) -> Option<f64> {
        super::funnel::percent(*self.won.get(months)?, self.opened)
    }
}

impl Question {
    /// The condition that picks exactly the deals opened in a month that were won within so many
    /// months after it; `None` where there is no such month.
    pub fn drill(&self, month: Date, months: usize) -> Option<Condition> {
        let last = period::last(month, Bucket::Month)?;
        let by = period::later(month, i32::try_from(months).ok()?)?;
        let by = period::last(by, Bucket::Month)?;
        let won = Condition::Test(Test {
            path: vec![deal::STAGE, stage::OUTCOME],
            op: Operator::Is,
            operand: Operand::One(Literal::Text("Won".to_owned())),
        });
        let opened = |field| within(field, month, last);
        let closed = |field| until(field, by);
        let mut parts = vec![
            won,
            or_else([deal::OPENED_ON, CREATED_AT], opened),
            or_else([deal::CLOSED_ON, deal::CLOSE_DATE], closed),
        ];
        let pipeline = [deal::STAGE, stage::PIPELINE];
        parts.extend(self.pipeline.map(|id| refers(&pipeline, id)));
        parts.extend(self.owner.map(|id| refers(&[deal::OWNER], id)));
        Some(Condition::All(parts))
    }
}

impl Workspace {
    /// How soon the deals of the last months were won. A deal that says no day on which it was
    /// opened was opened when it was created; a won one that says no day at all on which it was
    /// closed is left out, as nobody knows how soon that was.
    pub fn cohorts(&self, question: &Question, zone: &Zone) -> Vec<Cohort> {
        let months = question.months.clamp(1, MAX_MONTHS) as usize;
        let first = period::later(question.today, 1 - months as i32);
        let Some(first) = first else {
            return Vec::new();
        };
        let at = |day: Date| months_between(first, day);
        let mut cohorts: Vec<Cohort> = (0..months)
            .filter_map(|n| {
                Some(Cohort {
                    month: period::later(first, n as i32)?,
                    opened: 0,
                    won: vec![0; months - n],
                })
            })
            .collect();
        let Some(deals) = Deals::of(self) else {
            return cohorts;
        };
        let field = |field| Field::of(deals.table, field);
        let (opened_on, created) = (field(deal::OPENED_ON), field(CREATED_AT));
        let (closed_on, closes) = (field(deal::CLOSED_ON), field(deal::CLOSE_DATE));
        for (row, stage) in deals.rows(question.pipeline, question.owner) {
            let created = || created.int(row).map(|at| zone.day(Instant(at)));
            let opened = opened_on.day(row).or_else(created).and_then(at);
            let place = opened.and_then(|at| usize::try_from(at).ok());
            let Some(cohort) = place.and_then(|at| cohorts.get_mut(at)) else {
                continue;
            };
            if stage.outcome != Outcome::Won {
                cohort.opened += 1;
                continue;
            }
            let closed = closed_on.day(row).or_else(|| closes.day(row)).and_then(at);
            let Some((closed, opened)) = closed.zip(opened) else {
                continue;
            };
            cohort.opened += 1;
            let months = usize::try_from(closed - opened).unwrap_or(0);
            if let Some(won) = cohort.won.get_mut(months) {
                *won += 1;
            }
        }
        for cohort in &mut cohorts {
            let mut sum = 0;
            for won in &mut cohort.won {
                sum += *won;
                *won = sum;
            }
        }
        cohorts
    }
}

/// How many months a day is after the month of another one; negative before.
fn months_between(from: Date, to: Date) -> Option<i32> {
    let month = |day: Date| {
        let (year, month, _) = period::start(day, Bucket::Month)?.ymd()?;
        Some(year * 12 + month as i32)
    };
    Some(month(to)? - month(from)?)
}
