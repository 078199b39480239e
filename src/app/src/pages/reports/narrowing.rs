//! What a dashboard is narrowed to: a period, an owner, a pipeline. It stands in the address.
//!
//! | name | value |
//! |---|---|
//! | `period` | `month`, `quarter`, `year`, `all`; the last twelve months where it is missing |
//! | `owner` | a member's id, `me`; everybody where it is missing |
//! | `pipeline` | a pipeline's id; all where it is missing |

use record::schema::{CREATED_AT, activity, company, contact, deal, stage, task, ticket};
use record::{Date, FieldId, Kind, RecordId};
use workflow::Condition;
use workflow::condition::{Literal, Operand, Operator, Test};
use workspace::Report;
use workspace::report::{Bucket, Group, period};

use crate::pages::list::quick::ME;
use crate::shell::Query;

/// The names in the address.
pub(super) const PERIOD: &str = "period";
/// See [`PERIOD`].
pub(super) const OWNER: &str = "owner";
/// See [`PERIOD`].
pub(super) const PIPELINE: &str = "pipeline";

/// A stretch of time that ends with today or a little later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Period {
    /// The month that today is in.
    Month,
    /// The quarter.
    Quarter,
    /// The year.
    Year,
    /// This month and the eleven before.
    #[default]
    TwelveMonths,
    /// No limit.
    All,
}

/// Whose records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// Of the member who asks.
    Me,
    /// Of a member.
    Member(RecordId),
}

/// What a dashboard is narrowed to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Narrowing {
    /// The stretch of time.
    pub(super) period: Period,
    /// Whose records; everybody's where it is `None`.
    pub(super) owner: Option<Owner>,
    /// The pipeline of deals; all where it is `None`.
    pub(super) pipeline: Option<RecordId>,
}

impl Period {
    /// All, in the order of the choice.
    pub(super) const ALL: [Self; 5] = [
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::TwelveMonths,
        Self::All,
    ];

    /// Its value in the address; empty for the usual one.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::TwelveMonths => "",
            Self::All => "all",
        }
    }

    /// The period of a value; the usual one for a value that makes no sense.
    pub(super) fn of_key(key: &str) -> Self {
        let found = Self::ALL.into_iter().find(|period| period.key() == key);
        found.unwrap_or_default()
    }

    /// The first and the last day.
    pub(super) fn days(self, today: Date) -> Option<(Date, Date)> {
        let bucket = match self {
            Self::Month => Bucket::Month,
            Self::Quarter => Bucket::Quarter,
            Self::Year => Bucket::Year,
            Self::TwelveMonths => {
                let last = period::last(period::start(today, Bucket::Month)?, Bucket::Month)?;
                return Some((period::later(today, -11)?, last));
            }
            Self::All => return None,
        };
        let first = period::start(today, bucket)?;
        Some((first, period::last(first, bucket)?))
    }
}

impl Owner {
    /// Its value in the address.
    pub(super) fn key(self) -> String {
        match self {
            Self::Me => ME.to_owned(),
            Self::Member(id) => id.to_string(),
        }
    }

    fn of_key(key: &str) -> Option<Self> {
        match key {
            ME => Some(Self::Me),
            id => id.parse().ok().map(Self::Member),
        }
    }
}

impl Narrowing {
    /// Reads what stands in an address; what makes no sense is left out.
    pub(super) fn read(query: &Query) -> Self {
        Self {
            period: Period::of_key(query.get(PERIOD).unwrap_or_default()),
            owner: query.get(OWNER).and_then(Owner::of_key),
            pipeline: query.get(PIPELINE).and_then(|id| id.parse().ok()),
        }
    }

    /// A report about fewer records: those of the owner and the pipeline, and with `date` those of
    /// the period by that field.
    pub(super) fn of(self, report: &Report, date: Option<FieldId>, today: Date) -> Report {
        let kind = report.kind;
        let mut parts: Vec<Condition> = report.condition.iter().cloned().collect();
        if let (Some(date), Some((first, last))) = (date, self.period.days(today)) {
            parts.push(Condition::test(
                date,
                Operator::Between,
                Operand::Range(Literal::Date(first), Literal::Date(last)),
            ));
        }
        if let (Some(owner), Some(field)) = (self.owner, owner_of(kind)) {
            let who = match owner {
                Owner::Me => Literal::Me,
                Owner::Member(id) => Literal::Ref(id),
            };
            parts.push(Condition::test(field, Operator::Is, Operand::One(who)));
        }
        if let (Some(pipeline), Kind::DEAL) = (self.pipeline, kind) {
            parts.push(Condition::Test(Test {
                path: vec![deal::STAGE, stage::PIPELINE],
                op: Operator::Is,
                operand: Operand::One(Literal::Ref(pipeline)),
            }));
        }
        let condition = match parts.len() {
            0 => None,
            1 => parts.pop(),
            _ => Some(Condition::All(parts)),
        };
        Report {
            condition,
            ..report.clone()
        }
    }
}

/// The field that says whose record it is.
pub(super) fn owner_of(kind: Kind) -> Option<FieldId> {
    match kind {
        Kind::CONTACT => Some(contact::OWNER),
        Kind::COMPANY => Some(company::OWNER),
        Kind::DEAL => Some(deal::OWNER),
        Kind::TICKET => Some(ticket::ASSIGNEE),
        Kind::TASK => Some(task::OWNER),
        Kind::ACTIVITY => Some(activity::MEMBER),
        _ => None,
    }
}

/// The field by which the period narrows a chart: the time it is grouped by, else when the record
/// began.
pub(super) fn date_of(report: &Report) -> FieldId {
    let own = |group: &Option<Group>| match group {
        Some(Group { path, bucket }) => match (path.as_slice(), bucket) {
            (
                [field],
                Bucket::Day | Bucket::Week | Bucket::Month | Bucket::Quarter | Bucket::Year,
            ) => Some(*field),
            _ => None,
        },
        None => None,
    };
    let began = match report.kind {
        Kind::DEAL => deal::OPENED_ON,
        Kind::ACTIVITY => activity::AT,
        Kind::TASK => task::DUE,
        _ => CREATED_AT,
    };
    own(&report.group)
        .or_else(|| own(&report.split))
        .unwrap_or(began)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use record::Schema;

    fn day(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    #[test]
    fn the_periods_are_those_of_the_calendar() {
        let today = day("2026-02-10");
        let days = |period: Period| period.days(today);
        assert_eq!(
            days(Period::Month),
            Some((day("2026-02-01"), day("2026-02-28")))
        );
        assert_eq!(
            days(Period::Quarter),
            Some((day("2026-01-01"), day("2026-03-31")))
        );
        assert_eq!(
            days(Period::TwelveMonths),
            Some((day("2025-03-01"), day("2026-02-28")))
        );
        assert_eq!(days(Period::All), None);
    }

    #[test]
    fn a_narrowed_report_has_conditions_that_the_schema_supports() {
        let schema = Schema::standard();
        let narrowing = Narrowing {
            period: Period::Year,
            owner: Some(Owner::Me),
            pipeline: Some(RecordId(1)),
        };
        for kind in [
            Kind::DEAL,
            Kind::TASK,
            Kind::TICKET,
            Kind::CONTACT,
            Kind::ACTIVITY,
        ] {
            let report = Report::count(kind);
            let narrowed = narrowing.of(&report, Some(date_of(&report)), day("2026-02-10"));
            let condition = narrowed.condition.unwrap();
            assert!(condition.check(&schema, kind).is_ok(), "{kind:?}");
        }
        let all = Narrowing {
            period: Period::All,
            ..Narrowing::default()
        };
        let report = Report::count(Kind::DEAL);
        assert_eq!(all.of(&report, Some(deal::CLOSED_ON), Date(0)), report);
    }

    #[test]
    fn the_period_follows_the_time_that_a_chart_is_grouped_by() {
        let mut report = Report::count(Kind::DEAL);
        assert_eq!(date_of(&report), deal::OPENED_ON);
        report.split = Some(Group::by(deal::CLOSED_ON, Bucket::Month));
        assert_eq!(date_of(&report), deal::CLOSED_ON);
        report.group = Some(Group::by(deal::CLOSE_DATE, Bucket::Week));
        assert_eq!(date_of(&report), deal::CLOSE_DATE);
    }

    proptest! {
        #[test]
        fn any_address_can_be_read(period in ".{0,8}", owner in ".{0,8}", pipeline in ".{0,8}") {
            let query = Query::default()
                .with(PERIOD, Some(&period))
                .with(OWNER, Some(&owner))
                .with(PIPELINE, Some(&pipeline));
            let _ = Narrowing::read(&query);
        }
    }
}
