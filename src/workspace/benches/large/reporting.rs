//! Reports over everything.

use std::hint::black_box;

use record::schema::{CREATED_AT, company, contact, deal};
use record::{Date, FieldId, Instant, Kind, RecordId};
use workflow::Zone;
use workspace::goals::{Goal, Metric};
use workspace::my_day::{Ahead, Asked};
use workspace::report::tickets::Question;
use workspace::report::{Bucket, Figure, Group, Measure};
use workspace::{Report, Workspace};

use super::{Table, context};

/// The most that a report may take: a frame.
const LIMIT: f64 = 16.0;

pub(crate) fn reports(workspace: &mut Workspace, table: &mut Table) {
    let zone = Zone::fixed(3600);
    let path = |path: &[FieldId]| Group {
        path: path.to_vec(),
        bucket: Bucket::Value,
    };
    let month = Group::by(CREATED_AT, Bucket::Month);
    let contacts = |group: Group, split: Option<Group>| Report {
        group: Some(group),
        split,
        ..Report::count(Kind::CONTACT)
    };
    let lifecycle = || Group::value(contact::LIFECYCLE);
    let cases = [
        ("report: contacts by a choice", contacts(lifecycle(), None)),
        ("report: contacts by month", contacts(month.clone(), None)),
        (
            "report: contacts by month and a choice",
            contacts(month, Some(lifecycle())),
        ),
        (
            "report: contacts by their company's choice",
            contacts(path(&[contact::COMPANY, company::INDUSTRY]), None),
        ),
        (
            "report: contacts by tags",
            contacts(Group::value(contact::TAGS), None),
        ),
        (
            "report: median amount by close month",
            Report {
                group: Some(Group::by(deal::CLOSE_DATE, Bucket::Month)),
                measure: Measure::Median(vec![deal::AMOUNT]),
                ..Report::count(Kind::DEAL)
            },
        ),
    ];
    for (name, report) in cases {
        table.best(name, LIMIT, || {
            black_box(workspace.report(&report, &context(&zone))).unwrap();
        });
    }
    let (today, now) = (Date(20_717), Instant(1_790_000_000_000));
    let goal = |n: usize| Goal {
        record: RecordId(n as u128),
        member: None,
        metric: Metric::ALL[n % Metric::ALL.len()],
        period: Bucket::Year,
        start: today.plus_days(-365),
        end: today,
        target: Figure::Count(100),
    };
    let goals: Vec<Goal> = (0..28).map(goal).collect();
    table.best("28 goals", LIMIT, || {
        black_box(workspace.progress(&goals, today, &zone));
    });
    table.best("tickets of a year by week", LIMIT, || {
        let question = Question {
            from: today.plus_days(-365),
            to: today,
            bucket: Bucket::Week,
            assignee: None,
        };
        black_box(workspace.ticket_report(&question, &zone));
    });
    let asked = Asked {
        member: None,
        now,
        today,
        zone: &zone,
        ahead: Ahead::default(),
    };
    table.best("my day, of everybody", LIMIT, || {
        black_box(workspace.my_day(&asked));
    });
}
