//! Funnel, won and lost deals, cohorts and goals: each beside what one counts by hand.

use record::schema::{CREATED_AT, activity, deal, event, goal, ticket};
use record::{Date, FieldId, Instant, Kind, Money, RecordId, Value};
use workflow::Zone;
use workspace::goals::{Metric, Progress, period_from_key, period_key};
use workspace::report::funnel::Step;
use workspace::report::win_loss::Closed;
use workspace::report::{Bucket, Figure, Group, Key, cohort, funnel, win_loss};

use crate::device::{Device, MEMBERS, pipeline, stage_named};
use crate::reports::{context, day, merge, money, put, set_rate};

const DAY: i64 = 86_400_000;

fn on(text: &str) -> Value {
    Value::Date(day(text))
}

fn days_after(text: &str, days: i64) -> Instant {
    Instant(day(text).at_midnight_utc().0 + days * DAY)
}

/// A deal that was created so many days after the year began and went through stages.
fn travelled(device: &mut Device, created: i64, way: &[(&str, i64)]) -> RecordId {
    let at = |days| Value::Instant(days_after("2026-01-01", days));
    let stage = |name: &str| Value::Ref(stage_named(name));
    let last = way.last().map_or("Lead qualification", |(name, _)| name);
    let values = vec![(CREATED_AT, at(created)), (deal::STAGE, stage(last))];
    let id = put(device, Kind::DEAL, values);
    let mut from = "Lead qualification";
    for (to, days) in way {
        moved(device, id, [from, to], *days);
        from = to;
    }
    id
}

fn moved(device: &mut Device, deal: RecordId, way: [&str; 2], days: i64) {
    let [from, to] = way.map(|name| Value::Ref(stage_named(name)));
    put(
        device,
        Kind::EVENT,
        vec![
            (event::SUBJECT, Value::Ref(deal)),
            (event::KIND, Value::Int(Kind::DEAL.0.into())),
            (event::FIELD, Value::Int(deal::STAGE.0 as i64)),
            (event::FROM, from),
            (event::TO, to),
            (event::AT, Value::Instant(days_after("2026-01-01", days))),
        ],
    );
}

#[test]
fn a_funnel_counts_who_came_went_on_and_stayed() {
    let mut device = Device::new(1);
    travelled(
        &mut device,
        0,
        &[("Proposal", 2), ("Closing", 5), ("Won", 6)],
    );
    travelled(&mut device, 0, &[("Lost", 4)]);
    travelled(&mut device, 1, &[]);
    travelled(&mut device, 0, &[("Closing", 3)]);
    travelled(&mut device, -20, &[("Proposal", 10)]);
    travelled(
        &mut device,
        0,
        &[("Proposal", 1), ("Lead qualification", 2)],
    );
    let question = funnel::Question {
        pipeline: pipeline().id,
        owner: None,
        from: day("2026-01-01"),
        to: day("2026-01-31"),
    };
    let step = |name, counts: [u32; 4], days: Option<f64>| {
        (stage_named(name), counts, days.map(|days| days * 86_400.0))
    };
    let told = |step: &Step| {
        let counts = [step.entered(), step.moved_on, step.won, step.lost];
        (step.stage, counts, step.median_seconds)
    };
    let steps = device.ws.funnel(&question, &Zone::fixed(0));
    assert_eq!(
        steps.iter().map(told).collect::<Vec<_>>(),
        [
            step("Lead qualification", [5, 3, 1, 1], Some(2.5)),
            step("Proposal", [3, 1, 1, 0], Some(2.0)),
            step("Closing", [2, 1, 1, 0], Some(1.0)),
            step("Won", [1, 0, 1, 0], None),
        ]
    );
    assert_eq!(steps[0].to_next(), Some(60.0));
    assert_eq!(steps[2].to_won(), Some(50.0));
    let later = funnel::Question {
        from: day("2027-01-01"),
        to: day("2027-12-31"),
        ..question
    };
    let empty = device.ws.funnel(&later, &Zone::fixed(0));
    assert_eq!(empty[0].to_next(), None);
}

fn funnel_of_january(device: &Device) -> Vec<[u32; 2]> {
    let question = funnel::Question {
        pipeline: pipeline().id,
        owner: None,
        from: day("2026-01-01"),
        to: day("2026-01-31"),
    };
    let steps = device.ws.funnel(&question, &Zone::fixed(0));
    steps.iter().map(|s| [s.entered(), s.moved_on]).collect()
}

#[test]
fn a_deal_that_came_back_has_not_gone_on() {
    let mut device = Device::new(1);
    travelled(&mut device, -9, &[("Closing", -8), ("Proposal", 7)]);
    assert_eq!(funnel_of_january(&device), [[0, 0], [1, 0], [0, 0], [0, 0]]);
}

#[test]
fn moves_of_a_duplicate_are_those_of_the_deal_that_is_left() {
    let mut device = Device::new(1);
    let deal = travelled(&mut device, 0, &[]);
    let twin = travelled(&mut device, 0, &[]);
    merge(&mut device, Kind::DEAL, [deal, twin]);
    moved(&mut device, twin, ["Lead qualification", "Proposal"], 3);
    assert_eq!(funnel_of_january(&device), [[1, 1], [1, 0], [0, 0], [0, 0]]);
}

#[test]
fn won_and_lost_deals_are_told_apart_with_their_reasons() {
    let mut device = Device::new(1);
    set_rate(&mut device, "EUR", 1.1, "USD");
    let [ada, emile] = MEMBERS.map(Some);
    for (stage, amount, opened, closed, owner, why) in [
        ("Won", "100.00 USD", "2026-01-01", "2026-01-11", ada, ""),
        ("Won", "50.00 EUR", "2026-01-01", "2026-01-31", ada, ""),
        (
            "Lost",
            "30.00 USD",
            "2026-01-01",
            "2026-02-01",
            emile,
            "Price",
        ),
        ("Lost", "20.00 CHF", "", "2026-03-31", None, ""),
        ("Lost", "10.00 USD", "", "2026-02-02", ada, "Price"),
        ("Won", "99.00 USD", "2026-01-01", "2026-04-01", ada, ""),
        ("Lost", "99.00 USD", "", "", ada, "Timing"),
        ("Proposal", "99.00 USD", "", "2026-02-02", ada, ""),
    ] {
        let mut values = vec![
            (deal::STAGE, Value::Ref(stage_named(stage))),
            (deal::AMOUNT, money(amount)),
        ];
        for (field, text) in [(deal::OPENED_ON, opened), (deal::CLOSED_ON, closed)] {
            values.extend(Date::parse_iso(text).map(|day| (field, Value::Date(day))));
        }
        values.extend(owner.map(|id| (deal::OWNER, Value::Ref(id))));
        if !why.is_empty() {
            values.push((deal::LOST_REASON, Value::choice(why)));
        }
        put(&mut device, Kind::DEAL, values);
    }
    let question = win_loss::Question {
        pipeline: None,
        owner: None,
        from: day("2026-01-01"),
        to: day("2026-03-31"),
        group: Some(Group::value(deal::OWNER)),
    };
    let zone = Zone::fixed(0);
    let told = device.ws.win_loss(&question, &context(&zone)).unwrap();
    let usd = |text: &str| -> Money { format!("{text} USD").parse().unwrap() };
    let closed = |won, lost, amounts: [&str; 2], cycle_days| Closed {
        won,
        lost,
        won_amount: usd(amounts[0]),
        lost_amount: usd(amounts[1]),
        cycle_days,
    };
    let key = |id| Key::Ref(Kind::MEMBER, id);
    assert_eq!(told.total, closed(2, 3, ["155.00", "40.00"], Some(20.0)));
    assert_eq!(told.total.rate(), Some(40.0));
    assert_eq!(
        told.rows,
        [
            (
                key(MEMBERS[0]),
                closed(2, 1, ["155.00", "10.00"], Some(20.0))
            ),
            (key(MEMBERS[1]), closed(0, 1, ["0.00", "30.00"], None)),
            (Key::None, closed(0, 1, ["0.00", "0.00"], None)),
        ]
    );
    let reason = |key: &str, deals, amount| win_loss::Reason {
        key: key.to_owned(),
        deals,
        amount: usd(amount),
    };
    assert_eq!(
        told.reasons,
        [reason("Price", 2, "40.00"), reason("", 1, "0.00")]
    );
    assert_eq!(told.left_out, [vec![], vec![("CHF".parse().unwrap(), 1)]]);
    let unknown = win_loss::Question {
        group: Some(Group::value(FieldId(99))),
        ..question
    };
    assert!(device.ws.win_loss(&unknown, &context(&zone)).is_err());
}

#[test]
fn cohorts_end_where_the_present_does() {
    let mut device = Device::new(1);
    for (stage, opened, closed) in [
        ("Won", "2026-01-05", "2026-01-20"),
        ("Won", "2026-01-10", "2026-03-01"),
        ("Proposal", "2026-01-11", ""),
        ("Won", "2026-02-01", "2026-02-28"),
        ("Proposal", "2026-03-01", ""),
        ("Won", "2025-12-31", "2026-01-02"),
        // Nobody knows when it was won.
        ("Won", "2026-01-12", ""),
    ] {
        let mut values = vec![
            (deal::STAGE, Value::Ref(stage_named(stage))),
            (deal::OPENED_ON, on(opened)),
        ];
        if !closed.is_empty() {
            values.push((deal::CLOSED_ON, on(closed)));
        }
        put(&mut device, Kind::DEAL, values);
    }
    let created = Value::Instant(days_after("2026-02-10", 0));
    let lost = Value::Ref(stage_named("Lost"));
    put(
        &mut device,
        Kind::DEAL,
        vec![(CREATED_AT, created), (deal::STAGE, lost)],
    );
    let question = cohort::Question {
        pipeline: None,
        owner: None,
        months: 3,
        today: day("2026-03-15"),
    };
    let cohorts = device.ws.cohorts(&question, &Zone::fixed(0));
    let cohort = |month, opened, won: &[u32]| cohort::Cohort {
        month: day(month),
        opened,
        won: won.to_vec(),
    };
    assert_eq!(
        cohorts,
        [
            cohort("2026-01-01", 3, &[1, 1, 2]),
            cohort("2026-02-01", 2, &[1, 1]),
            cohort("2026-03-01", 1, &[0]),
        ]
    );
    assert_eq!(cohorts[1].share(0), Some(50.0));
    assert_eq!(cohorts[1].share(2), None);
}

#[test]
fn goals_say_how_far_they_have_come() {
    let mut device = Device::new(1);
    set_rate(&mut device, "EUR", 1.1, "USD");
    for (owner, amount, closed) in [
        (MEMBERS[0], "110.00 USD", "2026-01-01"),
        (MEMBERS[0], "50.00 EUR", "2026-01-31"),
        (MEMBERS[0], "5.00 CHF", "2026-01-15"),
        (MEMBERS[0], "999.00 USD", "2026-02-01"),
        (MEMBERS[1], "999.00 USD", "2026-01-10"),
    ] {
        let values = vec![
            (deal::STAGE, Value::Ref(stage_named("Won"))),
            (deal::OWNER, Value::Ref(owner)),
            (deal::AMOUNT, money(amount)),
            (deal::OPENED_ON, on("2026-01-01")),
            (deal::CLOSED_ON, on(closed)),
        ];
        put(&mut device, Kind::DEAL, values);
    }
    let at = Value::Instant(days_after("2026-01-09", 0));
    for kind in ["Call", "Call", "Meeting", "Note"] {
        let values = vec![
            (activity::TYPE, Value::choice(kind)),
            (activity::AT, at.clone()),
        ];
        put(&mut device, Kind::ACTIVITY, values);
    }
    for status in ["Solved", "Open"] {
        let values = vec![
            (ticket::STATUS, Value::choice(status)),
            (ticket::SOLVED_AT, at.clone()),
            (ticket::ASSIGNEE, Value::Ref(MEMBERS[0])),
        ];
        put(&mut device, Kind::TICKET, values);
    }
    let zone = Zone::fixed(0);
    let mut goal = |metric: Metric, member: Option<RecordId>, target: Value| {
        let field = match &target {
            Value::Money(_) => goal::AMOUNT,
            _ => goal::COUNT,
        };
        let mut values = vec![
            (goal::METRIC, Value::choice(metric.key())),
            (goal::PERIOD, Value::choice("Month")),
            (goal::START, on("2026-01-20")),
            (field, target),
        ];
        values.extend(member.map(|id| (goal::MEMBER, Value::Ref(id))));
        let record = put(&mut device, Kind::GOAL, values);
        let goal = device.ws.goal(record)?;
        let progress = device.ws.progress(&[goal], day("2026-01-10"), &zone);
        progress.into_iter().next()
    };
    let ada = Some(MEMBERS[0]);
    let amount = goal(Metric::WonAmount, ada, money("1000.00 EUR")).unwrap();
    assert_eq!(amount.reached, Figure::Money("150.00 EUR".parse().unwrap()));
    assert_eq!(amount.percent, 15.0);
    assert_eq!(amount.pace, 1000.0 / 31.0);
    assert_eq!(amount.days_left, 21);
    assert_eq!(amount.left_out, [("CHF".parse().unwrap(), 1)]);
    for (metric, member, wanted) in [
        (Metric::WonDeals, ada, 3),
        (Metric::WonDeals, None, 4),
        (Metric::NewDeals, None, 5),
        (Metric::Activities, None, 4),
        (Metric::Activities, ada, 0),
        (Metric::Calls, None, 2),
        (Metric::Meetings, None, 1),
        (Metric::SolvedTickets, ada, 1),
    ] {
        let progress = goal(metric, member, Value::Int(4)).unwrap();
        assert_eq!(progress.reached, Figure::Count(wanted), "{metric:?}");
        assert_eq!(progress.percent, 25.0 * wanted as f64);
    }
    assert_eq!(goal(Metric::WonDeals, None, Value::Int(0)), None);
    assert_eq!(goal(Metric::WonDeals, None, money("5.00 EUR")), None);
    assert_eq!(goal(Metric::WonAmount, None, money("0.00 EUR")), None);
    assert_eq!(goal(Metric::WonAmount, None, Value::Int(5)), None);
    // All at once they are what each is alone.
    let goals = device.ws.goals();
    let (today, ws) = (day("2026-01-10"), &device.ws);
    let alone = |goal| {
        ws.progress(std::slice::from_ref(goal), today, &zone)
            .remove(0)
    };
    let each: Vec<Progress> = goals.iter().map(alone).collect();
    assert_eq!(ws.progress(&goals, today, &zone), each);
    assert_eq!(goals.len(), 9);
    for metric in Metric::ALL {
        assert_eq!(Metric::from_key(metric.key()), Some(metric));
        let def = device.ws.schema().field(Kind::GOAL, goal::METRIC).unwrap();
        assert!(def.options.iter().any(|o| o == metric.key()));
    }
    let quarter = period_key(Bucket::Quarter).and_then(period_from_key);
    assert_eq!(quarter, Some(Bucket::Quarter));
}
