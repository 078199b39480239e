//! Reports over everything.

use std::hint::black_box;

use record::schema::{CREATED_AT, company, contact, deal};
use record::{Date, FieldId, Instant, Kind};
use workflow::Zone;
use workspace::my_day::{Ahead, Asked};
use workspace::report::forecast::Question;
use workspace::report::{Bucket, Group, Measure};
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
    let question = Question {
        pipeline: None,
        owner: None,
        from: today,
        bucket: Bucket::Month,
        periods: 12,
        today,
    };
    table.best("forecast of 20,000 deals", LIMIT, || {
        black_box(workspace.forecast(&question));
    });
    table.best("activities of a year by week", LIMIT, || {
        let from = today.plus_days(-365);
        black_box(workspace.activity_report(from, today, Bucket::Week, &zone));
    });
    table.best("tickets of a year by week", LIMIT, || {
        let span = (today.plus_days(-365), today);
        black_box(workspace.ticket_report(span, Bucket::Week, None, &zone));
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
