//! How soon deals are won: by the month they were opened in, and the months until then.

use record::schema::{CREATED_AT, deal};
use record::{Date, Instant, RecordId};
use workflow::{Outcome, Zone};

use super::columns::{Deals, Field};
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

impl Workspace {
    /// How soon the deals of the last months were won. A deal that says no day on which it was
    /// opened was opened when it was created.
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
            cohort.opened += 1;
            if stage.outcome != Outcome::Won {
                continue;
            }
            let closed = closed_on.day(row).or_else(|| closes.day(row)).and_then(at);
            let months = closed
                .zip(opened)
                .map_or(0, |(to, from)| (to - from).max(0));
            if let Ok(months) = usize::try_from(months)
                && let Some(won) = cohort.won.get_mut(months)
            {
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
