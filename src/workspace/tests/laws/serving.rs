//! Activities, tickets and a member's day: each beside what one counts by hand.

use record::schema::{CREATED_AT, activity, deal, message, task, ticket};
use record::{Date, Instant, Kind, RecordId, Value};
use workflow::Zone;
use workspace::my_day::{Ahead, Asked, Risk, Touch};
use workspace::report::Bucket;
use workspace::report::tickets::{Period, Question, Tickets};

use crate::device::{Device, MEMBERS, stage_named};
use crate::reports::{day, merge, put};

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

fn when(text: &str) -> Value {
    Value::Instant(at(text))
}

fn asked(device: &Device, [from, to]: [Date; 2], assignee: Option<RecordId>) -> Tickets {
    let question = Question {
        from,
        to,
        bucket: Bucket::Day,
        assignee,
    };
    device.ws.ticket_report(&question, &Zone::fixed(0))
}

#[test]
fn tickets_come_are_solved_and_are_left() {
    let mut device = Device::new(1);
    for (created, status, solved, reply) in [
        ("2026-01-01T00:00:00Z", "Open", "", ""),
        ("2026-01-01T00:00:00Z", "Closed", "2026-01-03T00:00:00Z", ""),
        (
            "2026-01-02T10:00:00Z",
            "Solved",
            "2026-01-02T12:00:00Z",
            "2026-01-02T11:00:00Z",
        ),
        ("2026-01-04T00:00:00Z", "New", "", ""),
        ("2026-01-02T00:00:00Z", "Solved", "", ""),
        ("2026-01-02T00:00:00Z", "Open", "2026-01-03T00:00:00Z", ""),
        ("2026-01-05T00:00:00Z", "New", "", ""),
    ] {
        let mut values = vec![
            (CREATED_AT, when(created)),
            (ticket::STATUS, Value::choice(status)),
        ];
        if !solved.is_empty() {
            values.push((ticket::SOLVED_AT, when(solved)));
        }
        let id = put(&mut device, Kind::TICKET, values);
        for (kind, time) in [("Internal note", created), ("Public reply", reply)] {
            if !time.is_empty() {
                let values = vec![
                    (message::TICKET, Value::Ref(id)),
                    (message::VISIBILITY, Value::choice(kind)),
                    (message::AT, when(time)),
                ];
                put(&mut device, Kind::MESSAGE, values);
            }
        }
    }
    let span = [day("2026-01-02"), day("2026-01-04")];
    let told = asked(&device, span, None);
    let period = |start, opened, solved, backlog| Period {
        start: day(start),
        opened,
        solved,
        backlog,
    };
    assert_eq!(
        told.periods,
        [
            period("2026-01-02", 2, 1, 3),
            period("2026-01-03", 0, 1, 2),
            period("2026-01-04", 1, 0, 3),
        ]
    );
    assert_eq!((told.opened, told.solved), (3, 2));
    assert_eq!(told.first_reply, Some(3600.0));
    assert_eq!(told.resolution, Some(90_000.0));
    let of_ada = asked(&device, span, Some(MEMBERS[0]));
    assert_eq!(of_ada.opened, 0);
}

#[test]
fn a_reply_to_a_duplicate_answers_the_ticket_that_is_left() {
    let mut device = Device::new(1);
    let [ticket, twin] = [(); 2].map(|()| {
        let values = vec![
            (CREATED_AT, when("2026-01-02T10:00:00Z")),
            (ticket::STATUS, Value::choice("Open")),
        ];
        put(&mut device, Kind::TICKET, values)
    });
    merge(&mut device, Kind::TICKET, [ticket, twin]);
    let values = vec![
        (message::TICKET, Value::Ref(twin)),
        (message::VISIBILITY, Value::choice("Public reply")),
        (message::AT, when("2026-01-02T11:00:00Z")),
    ];
    put(&mut device, Kind::MESSAGE, values);
    let told = asked(&device, [day("2026-01-02"); 2], None);
    assert_eq!((told.opened, told.first_reply), (1, Some(3600.0)));
}

#[test]
fn a_day_says_what_to_look_at_and_why() {
    let mut device = Device::new(1);
    let me = Value::Ref(MEMBERS[0]);
    let mut tasks = Vec::new();
    for (due, done, priority, owner) in [
        ("2026-01-09", false, "", 0),
        ("2026-01-08", false, "", 0),
        ("2026-01-10", false, "Low", 0),
        ("2026-01-10", false, "High", 0),
        ("2026-01-17", false, "", 0),
        ("2026-01-18", false, "", 0),
        ("2026-01-01", true, "", 0),
        ("2026-01-01", false, "", 1),
    ] {
        let mut values = vec![
            (task::DUE, Value::Date(day(due))),
            (task::OWNER, Value::Ref(MEMBERS[owner])),
        ];
        if done {
            values.push((task::DONE_AT, when("2026-01-02T00:00:00Z")));
        }
        if !priority.is_empty() {
            values.push((task::PRIORITY, Value::choice(priority)));
        }
        tasks.push(put(&mut device, Kind::TASK, values));
    }
    // The stage's deals rot after 14 idle days.
    let mut open = |created: &str, closes: &str, stage: &str| -> RecordId {
        let values = vec![
            (CREATED_AT, when(created)),
            (deal::CLOSE_DATE, Value::Date(day(closes))),
            (deal::STAGE, Value::Ref(stage_named(stage))),
            (deal::OWNER, me.clone()),
        ];
        put(&mut device, Kind::DEAL, values)
    };
    let rotten = open("2025-12-01T00:00:00Z", "2026-05-01", "Proposal");
    let late = open("2026-01-09T00:00:00Z", "2026-01-07", "Proposal");
    let idle = open("2026-01-09T00:00:00Z", "2026-05-01", "Proposal");
    let planned = open("2025-12-01T00:00:00Z", "2026-05-01", "Proposal");
    let touched = open("2025-12-01T00:00:00Z", "2026-05-01", "Proposal");
    open("2025-12-01T00:00:00Z", "2025-12-02", "Won");
    for (of, due) in [(planned, "2026-01-10"), (touched, "2026-01-01")] {
        let values = vec![
            (task::DEAL, Value::Ref(of)),
            (task::DUE, Value::Date(day(due))),
            (task::OWNER, Value::Ref(MEMBERS[1])),
        ];
        put(&mut device, Kind::TASK, values);
    }
    let call = vec![
        (activity::DEAL, Value::Ref(touched)),
        (activity::AT, when("2026-01-09T00:00:00Z")),
    ];
    put(&mut device, Kind::ACTIVITY, call);
    let mut tickets = Vec::new();
    for (due, priority, status, replied) in [
        ("2026-01-11T00:00:00Z", "Normal", "Open", false),
        ("2026-01-10T00:00:00Z", "Low", "Open", false),
        ("", "High", "New", false),
        ("", "Urgent", "New", false),
        ("", "Urgent", "New", true),
        ("2026-01-01T00:00:00Z", "Urgent", "Solved", false),
        ("2026-02-01T00:00:00Z", "Normal", "Open", false),
    ] {
        let mut values = vec![
            (CREATED_AT, when("2026-01-09T00:00:00Z")),
            (ticket::STATUS, Value::choice(status)),
            (ticket::PRIORITY, Value::choice(priority)),
            (ticket::ASSIGNEE, Value::Ref(MEMBERS[0])),
        ];
        if !due.is_empty() {
            values.push((ticket::DUE, when(due)));
        }
        let id = put(&mut device, Kind::TICKET, values);
        if replied {
            let values = vec![
                (message::TICKET, Value::Ref(id)),
                (message::VISIBILITY, Value::choice("Public reply")),
                (message::AT, when("2026-01-09T01:00:00Z")),
            ];
            put(&mut device, Kind::MESSAGE, values);
        }
        tickets.push(id);
    }
    let zone = Zone::fixed(3600);
    let asked = Asked {
        member: Some(MEMBERS[0]),
        now: at("2026-01-10T12:00:00Z"),
        today: day("2026-01-10"),
        zone: &zone,
        ahead: Ahead::default(),
    };
    let told = device.ws.my_day(&asked);
    assert_eq!(told.overdue, [tasks[1], tasks[0]]);
    assert_eq!(told.today, [tasks[3], tasks[2]]);
    assert_eq!(told.upcoming, [tasks[4]]);
    assert_eq!(
        told.deals,
        [
            (
                late,
                vec![Touch::CloseDatePassed { days: 3 }, Touch::NothingPlanned]
            ),
            (
                rotten,
                vec![Touch::Rotting { days_over: 26 }, Touch::NothingPlanned]
            ),
            (idle, vec![Touch::NothingPlanned]),
        ]
    );
    let since = at("2026-01-09T00:00:00Z");
    assert_eq!(
        told.tickets,
        [
            (
                tickets[1],
                vec![Risk::Overdue {
                    due: at("2026-01-10T00:00:00Z")
                }]
            ),
            (
                tickets[0],
                vec![Risk::DueSoon {
                    due: at("2026-01-11T00:00:00Z")
                }]
            ),
            (tickets[3], vec![Risk::Unanswered { since }]),
            (tickets[2], vec![Risk::Unanswered { since }]),
        ]
    );
    let everybody = Asked {
        member: None,
        ..asked
    };
    assert_eq!(device.ws.my_day(&everybody).overdue.len(), 4);
}
