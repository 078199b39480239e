//! A report's rows are what one would count by hand, and each leads back to its records.

mod flows;
mod rows;

use record::schema::{activity, company, contact, deal, field, rate, stage};
use record::{Currency, Date, FieldId, Instant, Kind, Money, RecordId, Value};
use workflow::{Context, Zone};
use workspace::report::{Bucket, Figure, Group, Key, Measure, Outcome, ReportError, RowOrder};
use workspace::{Report, Workspace};

use crate::device::{Device, eur, stage_named};

pub(crate) fn context(zone: &Zone) -> Context<'_> {
    Context {
        today: Date(20_717),
        zone,
        me: None,
    }
}

fn ask(ws: &mut Workspace, report: &Report) -> Outcome {
    let zone = Zone::fixed(7200);
    ws.report(report, &context(&zone)).unwrap()
}

pub(crate) fn money(text: &str) -> Value {
    Value::Money(text.parse().unwrap())
}

pub(crate) fn day(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

fn grouped(kind: Kind, group: Group, measure: Measure) -> Report {
    Report {
        group: Some(group),
        measure,
        ..Report::count(kind)
    }
}

/// The rows in short: key and figure.
fn told(outcome: &Outcome) -> Vec<String> {
    let key = |key: &Key| match key {
        Key::None => "none".to_owned(),
        Key::Text(text) => text.clone(),
        Key::Bool(b) => b.to_string(),
        Key::Int(n) => n.to_string(),
        Key::Ref(_, id) => format!("#{}", id.0),
        Key::Period(day, _) => day.to_string(),
        Key::Range(low, high) => format!("{low}..{high}"),
        Key::Other => "other".to_owned(),
    };
    let figure = |figure: Figure| match figure {
        Figure::Count(n) => n.to_string(),
        Figure::Number(n) => n.to_string(),
        Figure::Money(money) => money.to_string(),
        Figure::Seconds(n) => format!("{n} s"),
        Figure::Percent(n) => format!("{n:.1} %"),
        Figure::Nothing => "-".to_owned(),
    };
    let row = |row: &workspace::report::Row| format!("{}: {}", key(&row.key), figure(row.figure));
    outcome.rows.iter().map(row).collect()
}

/// A record as an import brings it, with what a person could not enter.
pub(crate) fn put(device: &mut Device, kind: Kind, values: Vec<(FieldId, Value)>) -> RecordId {
    let record = RecordId(1_000_000 + device.records.len() as u128);
    let writes = values
        .into_iter()
        .map(|(field, value)| record::Write {
            kind,
            record,
            field,
            action: record::Action::of_value(value),
            replaced: None,
        })
        .collect();
    let label = "import".into();
    let group = RecordId(9);
    device
        .run(workspace::Command::Bulk {
            label,
            group,
            writes,
        })
        .unwrap();
    device.records.push((kind, record));
    record
}

/// Two records become one.
pub(crate) fn merge(device: &mut Device, kind: Kind, [winner, loser]: [RecordId; 2]) {
    let chosen = Vec::new();
    let command = workspace::Command::Merge {
        kind,
        winner,
        loser,
        chosen,
    };
    device.run(command).unwrap();
}

pub(crate) fn set_rate(device: &mut Device, currency: &str, per: f64, base: &str) {
    put(
        device,
        Kind::RATE,
        vec![
            (rate::CURRENCY, Value::text(currency)),
            (rate::BASE, Value::text(base)),
            (rate::RATE, Value::Number(per)),
        ],
    );
}

/// Five deals with all sorts of values.
fn business() -> Device {
    let mut device = Device::new(1);
    let acme = put(
        &mut device,
        Kind::COMPANY,
        vec![
            (company::NAME, Value::text("Acme")),
            (company::INDUSTRY, Value::choice("Software")),
            (company::REVENUE, eur(50_000)),
        ],
    );
    for (amount, stage, closes, source, tags, by) in [
        (
            "100.00 USD",
            "Lead qualification",
            "2026-01-15",
            "Web Site",
            vec!["a", "b"],
            Some(acme),
        ),
        (
            "50.00 EUR",
            "Lead qualification",
            "2026-01-31",
            "web site",
            vec!["B"],
            None,
        ),
        (
            "30.00 USD",
            "Won",
            "2026-04-01",
            "Partner",
            vec![],
            Some(acme),
        ),
        ("10.00 CHF", "Lost", "2026-04-02", "", vec!["a"], None),
        ("", "Proposal", "", "", vec![], None),
    ] {
        let mut values = vec![
            (deal::NAME, Value::text("Deal")),
            (deal::STAGE, Value::Ref(stage_named(stage))),
        ];
        if !amount.is_empty() {
            values.push((deal::AMOUNT, money(amount)));
        }
        if !closes.is_empty() {
            values.push((deal::CLOSE_DATE, Value::Date(day(closes))));
        }
        if !source.is_empty() {
            values.push((deal::SOURCE, Value::choice(source)));
        }
        let tags: Vec<String> = tags.into_iter().map(str::to_owned).collect();
        if !tags.is_empty() {
            values.push((deal::TAGS, Value::Tags(tags)));
        }
        values.extend(by.map(|id| (deal::COMPANY, Value::Ref(id))));
        put(&mut device, Kind::DEAL, values);
    }
    set_rate(&mut device, "EUR", 1.1, "USD");
    device
}

#[test]
fn amounts_are_summed_in_the_business_currency_and_the_others_are_named() {
    let mut device = business();
    let sums = grouped(
        Kind::DEAL,
        Group::value(deal::STAGE),
        Measure::Sum(vec![deal::AMOUNT]),
    );
    let outcome = ask(&mut device.ws, &sums);
    let figures: Vec<Figure> = outcome.rows.iter().map(|row| row.figure).collect();
    let usd = |minor| {
        Figure::Money(Money {
            minor,
            currency: Currency::USD,
        })
    };
    // 100.00 + 50.00 * 1.1; the proposal has no amount; 30.00 won; 10.00 CHF has no rate.
    let wanted = [usd(15_500), Figure::Nothing, usd(3_000), Figure::Nothing];
    assert_eq!(figures, wanted);
    let stages = ["Lead qualification", "Proposal", "Won", "Lost"].map(stage_named);
    let keys: Vec<Key> = outcome.rows.iter().map(|row| row.key.clone()).collect();
    assert_eq!(keys, stages.map(|id| Key::Ref(Kind::STAGE, id)));
    assert_eq!(outcome.total, usd(18_500));
    assert_eq!(
        outcome.left_out.currencies,
        ["CHF".parse().map(|c| (c, 1)).unwrap()]
    );
    assert_eq!(outcome.left_out.empty, 1);

    let path = || vec![deal::AMOUNT];
    for (measure, wanted) in [
        (Measure::Average(path()), usd(6_167)),
        (Measure::Minimum(path()), usd(3_000)),
        (Measure::Maximum(path()), usd(10_000)),
        (Measure::Median(path()), usd(5_500)),
        // 20 % of 155.00, and the won 30.00.
        (Measure::Weighted, usd(6_100)),
        (Measure::WonRate, Figure::Percent(50.0)),
        (Measure::Share, Figure::Percent(100.0)),
        (Measure::Count, Figure::Count(5)),
        // Of the company, once for each deal.
        (
            Measure::Sum(vec![deal::COMPANY, company::REVENUE]),
            usd(110_000),
        ),
    ] {
        let report = Report {
            measure: measure.clone(),
            ..Report::count(Kind::DEAL)
        };
        let outcome = ask(&mut device.ws, &report);
        assert_eq!(outcome.total, wanted, "{measure:?}");
        if measure.path().is_some_and(|path| path == [deal::AMOUNT]) {
            let chf = "CHF".parse().unwrap();
            assert_eq!(outcome.left_out.currencies, [(chf, 1)], "{measure:?}");
            assert_eq!(outcome.left_out.empty, 1, "{measure:?}");
        }
    }
}

#[test]
fn where_nothing_was_measured_comes_last_in_either_order() {
    let mut device = business();
    for (order, wanted) in [
        (RowOrder::Largest, ["77.50 USD", "30.00 USD", "-", "-"]),
        (RowOrder::Smallest, ["30.00 USD", "77.50 USD", "-", "-"]),
    ] {
        let measure = Measure::Average(vec![deal::AMOUNT]);
        let report = Report {
            order,
            ..grouped(Kind::DEAL, Group::value(deal::STAGE), measure)
        };
        let outcome = ask(&mut device.ws, &report);
        let figures: Vec<String> = told(&outcome)
            .iter()
            .map(|row| row.split(": ").nth(1).unwrap().to_owned())
            .collect();
        assert_eq!(figures, wanted, "{order:?}");
    }
}

#[test]
fn gaps_are_filled_where_all_rows_fit_and_nowhere_else() {
    let mut device = Device::new(1);
    let mut rows = |days: &[i32]| {
        for day in days {
            let values = vec![(deal::CLOSE_DATE, Value::Date(Date(20_000 + day)))];
            put(&mut device, Kind::DEAL, values);
        }
        let by_day = Group::by(deal::CLOSE_DATE, Bucket::Day);
        let report = grouped(Kind::DEAL, by_day, Measure::Count);
        ask(&mut device.ws, &report).rows.len()
    };
    assert_eq!(rows(&[0, 3]), 4);
    assert_eq!(rows(&[999]), 1000);
    // One more day is one too many, so there are only those with deals.
    assert_eq!(rows(&[1000]), 4);
    assert_eq!(rows(&[1999]), 5);
}

#[test]
fn a_text_has_the_same_name_whichever_record_came_first() {
    let names = |list: &[&str]| {
        let mut device = Device::new(1);
        for text in list {
            let values = vec![
                (deal::SOURCE, Value::choice(*text)),
                (deal::TAGS, Value::Tags(vec![(*text).to_owned()])),
            ];
            put(&mut device, Kind::DEAL, values);
        }
        [deal::SOURCE, deal::TAGS].map(|field| {
            let report = grouped(Kind::DEAL, Group::value(field), Measure::Count);
            told(&ask(&mut device.ws, &report))
        })
    };
    // The source has an option of this name, the tag has not.
    let wanted = [vec!["Web Site: 3"], vec!["WEB SITE: 3"]];
    assert_eq!(names(&["web site", "WEB SITE", "Web site"]), wanted);
    assert_eq!(names(&["Web site", "web site", "WEB SITE"]), wanted);
}

#[test]
fn what_refers_to_a_duplicate_counts_for_the_record_that_is_left() {
    let mut device = Device::new(1);
    for (kind, name, field, values) in [
        (
            Kind::COMPANY,
            company::NAME,
            deal::COMPANY,
            Value::Ref as fn(RecordId) -> Value,
        ),
        (Kind::CONTACT, contact::LAST_NAME, deal::CONTACTS, |id| {
            Value::Refs(vec![id])
        }),
    ] {
        let [one, twin] = ["A", "B"].map(|n| put(&mut device, kind, vec![(name, Value::text(n))]));
        put(&mut device, Kind::DEAL, vec![(field, values(one))]);
        merge(&mut device, kind, [one, twin]);
        // Another device didn't know of it.
        put(&mut device, Kind::DEAL, vec![(field, values(twin))]);
        let report = grouped(Kind::DEAL, Group::value(field), Measure::Count);
        let outcome = ask(&mut device.ws, &report);
        let row = &outcome.rows[0];
        assert_eq!((&row.key, row.records), (&Key::Ref(kind, one), 2));
        let zone = Zone::fixed(0);
        let query = workspace::Query {
            condition: device.ws.drill(&report, &row.key, None),
            ..report.query()
        };
        assert_eq!(device.ws.select(&query, &context(&zone)).len(), 2);
    }
}

#[test]
fn groups_follow_case_tags_references_and_the_calendar() {
    let mut device = business();
    let mut rows = |group| {
        told(&ask(
            &mut device.ws,
            &grouped(Kind::DEAL, group, Measure::Count),
        ))
    };
    assert_eq!(
        rows(Group::value(deal::SOURCE)),
        ["Partner: 1", "Web Site: 2", "none: 2"]
    );
    assert_eq!(rows(Group::value(deal::TAGS)), ["a: 2", "B: 2", "none: 2"]);
    let industry = Group {
        path: vec![deal::COMPANY, company::INDUSTRY],
        bucket: Bucket::Value,
    };
    assert_eq!(rows(industry), ["Software: 2", "none: 3"]);
    assert_eq!(
        rows(Group::by(deal::CLOSE_DATE, Bucket::Month)),
        [
            "2026-01-01: 2",
            "2026-02-01: 0",
            "2026-03-01: 0",
            "2026-04-01: 2",
            "none: 1"
        ]
    );
    assert_eq!(
        rows(Group::by(deal::CLOSE_DATE, Bucket::Quarter)),
        ["2026-01-01: 2", "2026-04-01: 2", "none: 1"]
    );
    // 50.00 EUR are 55.00; 10.00 CHF have no rate and are in no row.
    assert_eq!(
        rows(Group::by(deal::AMOUNT, Bucket::Range(25.0))),
        [
            "25..50: 1",
            "50..75: 1",
            "75..100: 0",
            "100..125: 1",
            "none: 1"
        ]
    );
}

#[test]
fn the_rest_is_one_row_and_parts_add_up() {
    let mut device = business();
    let report = Report {
        split: Some(Group {
            path: vec![deal::STAGE, stage::OUTCOME],
            bucket: Bucket::Value,
        }),
        order: RowOrder::Largest,
        limit: Some(1),
        ..grouped(Kind::DEAL, Group::value(deal::SOURCE), Measure::Count)
    };
    let outcome = ask(&mut device.ws, &report);
    assert_eq!(told(&outcome), ["Web Site: 2", "other: 1", "none: 2"]);
    assert_eq!(
        outcome.splits,
        ["Open", "Won", "Lost"].map(|key| Key::Text(key.into()))
    );
    let parts: Vec<Vec<u32>> = outcome
        .rows
        .iter()
        .map(|row| row.parts.iter().map(|part| part.records).collect())
        .collect();
    assert_eq!(parts, [vec![2, 0, 0], vec![0, 1, 0], vec![1, 0, 1]]);
    let latest = Report {
        limit: Some(2),
        ..grouped(
            Kind::DEAL,
            Group::by(deal::CLOSE_DATE, Bucket::Day),
            Measure::Count,
        )
    };
    assert_eq!(
        told(&ask(&mut device.ws, &latest)),
        ["2026-04-01: 1", "2026-04-02: 1", "other: 2", "none: 1"]
    );
    assert_eq!(device.ws.drill(&report, &Key::Other, None), None);
}

#[test]
fn what_can_not_be_asked_is_refused() {
    let mut ws = Workspace::new(record::DeviceId(1));
    let zone = Zone::fixed(0);
    let mut refused = |report: &Report| ws.report(report, &context(&zone)).unwrap_err();
    let count = |group| grouped(Kind::DEAL, group, Measure::Count);
    assert_eq!(
        refused(&Report::count(Kind(999))),
        ReportError::UnknownKind(Kind(999))
    );
    let unknown = FieldId(99);
    assert_eq!(
        refused(&count(Group::value(unknown))),
        ReportError::UnknownField {
            kind: Kind::DEAL,
            field: unknown
        }
    );
    let through = |path| Group {
        path,
        bucket: Bucket::Value,
    };
    assert_eq!(
        refused(&count(through(vec![deal::NAME, deal::NAME]))),
        ReportError::NotAReference {
            kind: Kind::DEAL,
            field: deal::NAME
        }
    );
    assert_eq!(refused(&count(through(vec![]))), ReportError::Path);
    for group in [
        Group::by(deal::CLOSE_DATE, Bucket::Value),
        Group::by(deal::NAME, Bucket::Month),
        Group::value(deal::DESCRIPTION),
        Group::by(deal::AMOUNT, Bucket::Range(0.0)),
        Group::by(deal::AMOUNT, Bucket::Range(f64::NAN)),
        through(vec![deal::CONTACTS, contact::NO_EMAIL]),
    ] {
        assert!(matches!(refused(&count(group)), ReportError::Bucket { .. }));
    }
    let sum = |path| Report {
        measure: Measure::Sum(path),
        ..Report::count(Kind::DEAL)
    };
    assert!(matches!(
        refused(&sum(vec![deal::NAME])),
        ReportError::NotMeasurable { .. }
    ));
    let contacts = Report {
        measure: Measure::Weighted,
        ..Report::count(Kind::CONTACT)
    };
    assert_eq!(refused(&contacts), ReportError::DealsOnly);
    // A business without records has answers, too.
    let empty = ws.report(
        &grouped(Kind::DEAL, Group::value(deal::STAGE), Measure::Weighted),
        &context(&zone),
    );
    assert_eq!(empty.unwrap().rows, []);
}

#[test]
fn everything_that_is_offered_can_be_asked() {
    let mut device = business();
    put(
        &mut device,
        Kind::FIELD,
        vec![
            (field::LABEL, Value::text("Seats")),
            (field::KIND, Value::Int(3)),
            (field::TYPE, Value::text("int")),
        ],
    );
    let zone = Zone::fixed(0);
    let kinds: Vec<Kind> = device.ws.schema().kinds().iter().map(|k| k.kind).collect();
    for kind in kinds {
        let measures = device.ws.measure_choices(kind);
        for choice in device.ws.group_choices(kind) {
            for bucket in choice.buckets {
                let group = Group {
                    path: choice.path.clone(),
                    bucket: *bucket,
                };
                let report = grouped(kind, group, Measure::Count);
                assert!(device.ws.report(&report, &context(&zone)).is_ok());
            }
        }
        for measure in measures {
            let report = Report {
                measure,
                ..Report::count(kind)
            };
            assert!(device.ws.report(&report, &context(&zone)).is_ok());
        }
    }
    let seats = |choice: &workspace::report::choices::GroupChoice| {
        choice.path.len() == 1 && choice.path[0].is_custom()
    };
    assert!(device.ws.group_choices(Kind::DEAL).iter().any(seats));
}

#[test]
fn activities_are_counted_by_the_day_it_was_where_the_user_is() {
    let mut device = Device::new(1);
    for at in ["2026-01-31T21:59:59Z", "2026-01-31T22:00:00Z"] {
        put(
            &mut device,
            Kind::ACTIVITY,
            vec![
                (activity::TYPE, Value::choice("Call")),
                (
                    activity::AT,
                    Value::Instant(Instant::parse_rfc3339(at).unwrap()),
                ),
            ],
        );
    }
    let report = grouped(
        Kind::ACTIVITY,
        Group::by(activity::AT, Bucket::Month),
        Measure::Count,
    );
    assert_eq!(
        told(&ask(&mut device.ws, &report)),
        ["2026-01-01: 1", "2026-02-01: 1"]
    );
    let report = grouped(Kind::ACTIVITY, Group::value(activity::TYPE), Measure::Share);
    assert_eq!(told(&ask(&mut device.ws, &report)), ["Call: 100.0 %"]);
}
