//! The marks of charts that are more than counting lead to exactly what they count.

use proptest::prelude::*;
use record::schema::{CREATED_AT, deal, ticket};
use record::{Date, Instant, Kind, RecordId, Value};
use workflow::{Condition, Zone};
use workspace::Query;
use workspace::report::{Bucket, cohort, tickets};

use super::{context, put};
use crate::device::{Device, MEMBERS, pipeline, stage_named};

const TODAY: i32 = 20_717;
const ZONE: i32 = 7200;

/// A day near today.
fn near() -> impl Strategy<Value = Option<i32>> {
    prop::option::weighted(0.7, TODAY - 120..TODAY + 10)
}

/// An instant on such a day, so that the zone counts.
fn instant(day: i32, hour: i64) -> Value {
    Value::Instant(Instant(Date(day).at_midnight_utc().0 + hour * 3_600_000))
}

fn owner(n: u8) -> Option<RecordId> {
    MEMBERS.get(usize::from(n)).copied()
}

fn found(device: &mut Device, kind: Kind, condition: Option<Condition>) -> usize {
    let zone = Zone::fixed(ZONE);
    let condition = condition.unwrap();
    assert_eq!(condition.check(device.ws.schema(), kind), Ok(()));
    let query = Query {
        condition: Some(condition),
        ..Query::all(kind)
    };
    device.ws.select(&query, &context(&zone)).len()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_mark_of_the_backlog_leads_to_its_tickets(
        list in prop::collection::vec((near(), near(), 0usize..5, 0u8..3, 0i64..24), 0..30),
        bucket in prop::sample::select(vec![Bucket::Day, Bucket::Week, Bucket::Month]),
        (from, to) in (TODAY - 100..TODAY - 20, TODAY - 20..TODAY + 20),
        assignee in 0u8..3,
    ) {
        let mut device = Device::new(1);
        for (came, solved, status, who, hour) in list {
            let status = ["Open", "Solved", "Closed", "solved", ""][status];
            let mut values = Vec::new();
            values.extend(came.map(|day| (CREATED_AT, instant(day, hour))));
            values.extend(solved.map(|day| (ticket::SOLVED_AT, instant(day, 23 - hour))));
            values.extend((!status.is_empty()).then(|| (ticket::STATUS, Value::choice(status))));
            values.extend(owner(who).map(|id| (ticket::ASSIGNEE, Value::Ref(id))));
            put(&mut device, Kind::TICKET, values);
        }
        let question = tickets::Question {
            from: Date(from),
            to: Date(to),
            bucket,
            assignee: owner(assignee),
        };
        for period in device.ws.ticket_report(&question, &Zone::fixed(ZONE)).periods {
            for (part, count) in [
                (tickets::Part::Opened, period.opened),
                (tickets::Part::Solved, period.solved),
                (tickets::Part::Backlog, period.backlog),
            ] {
                let condition = question.drill(period.start, part);
                let found = found(&mut device, Kind::TICKET, condition);
                prop_assert_eq!(found, count as usize, "{:?} {:?}", part, period.start);
            }
        }
    }

    #[test]
    fn a_cell_of_the_cohorts_leads_to_its_deals(
        list in prop::collection::vec(
            ((near(), near()), (near(), near()), 0usize..4, 0u8..3), 0..30),
        who in 0u8..3,
        has_pipeline: bool,
    ) {
        let mut device = Device::new(1);
        let stages = ["Proposal", "Won", "Won", "Lost"].map(stage_named);
        for ((opened, created), (closed, closes), stage, who) in list {
            let day = |n: i32| Value::Date(Date(n));
            let mut values = vec![(deal::STAGE, Value::Ref(stages[stage]))];
            values.extend(opened.map(|n| (deal::OPENED_ON, day(n))));
            values.extend(created.map(|n| (CREATED_AT, instant(n, 23))));
            values.extend(closed.map(|n| (deal::CLOSED_ON, day(n))));
            values.extend(closes.map(|n| (deal::CLOSE_DATE, day(n))));
            values.extend(owner(who).map(|id| (deal::OWNER, Value::Ref(id))));
            put(&mut device, Kind::DEAL, values);
        }
        let question = cohort::Question {
            pipeline: has_pipeline.then(|| pipeline().id),
            owner: owner(who),
            months: 5,
            today: Date(TODAY),
        };
        for cohort in device.ws.cohorts(&question, &Zone::fixed(ZONE)) {
            for (months, won) in cohort.won.iter().enumerate() {
                let condition = question.drill(cohort.month, months);
                let found = found(&mut device, Kind::DEAL, condition);
                prop_assert_eq!(found, *won as usize, "{} +{}", cohort.month, months);
            }
        }
    }
}
