#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use record::schema::rate;
use record::{
    Currency, Date, DeviceId, Instant, Money, RecordId, Schema, SeededEntropy, Value, Write,
};
use workflow::{Context, Language, Outcome as Ending, Stage, Template, Zone};
use workspace::report::{Figure, Key, Outcome};
use workspace::{Command, Moment, Workspace};

use super::*;

fn context(zone: &Zone, today: Date) -> Context<'_> {
    Context {
        today,
        zone,
        me: None,
    }
}

#[test]
fn every_chart_is_a_question_that_the_schema_supports() {
    let schema = Schema::standard();
    let mut ws = Workspace::new(DeviceId(1));
    let zone = Zone::fixed(0);
    let context = context(&zone, Date(20_000));
    for builtin in Builtin::ALL {
        assert_eq!(Builtin::of_slug(builtin.slug()), Some(builtin));
        for spec in builtin.charts() {
            let report = (spec.report)();
            if let Some(condition) = &report.condition {
                let checked = condition.check(&schema, report.kind);
                assert!(checked.is_ok(), "{}: {checked:?}", (spec.title)());
            }
            assert!(ws.report(&report, &context).is_ok(), "{}", (spec.title)());
            if let Some(date) = spec.date {
                assert!(schema.field(report.kind, date).is_some());
            }
        }
    }
}

/// A workspace with the usual pipeline, these exchange rates and two stages of its own.
fn selling(rates: &[(&str, f64, &str)]) -> (Workspace, Vec<Stage>) {
    let mut ws = Workspace::new(DeviceId(1));
    let mut pipeline = Template::Sequence.build(Language::En);
    let own = |name: &str, forecast, probability| Stage {
        id: RecordId::natural(["stage", name]),
        name: name.to_owned(),
        forecast,
        probability,
        ..pipeline.stages[0].clone()
    };
    let parked = own("Parked", workflow::Forecast::Omitted, 30);
    let signed = own("Signed", workflow::Forecast::Closed, 95);
    pipeline.stages.extend([parked, signed]);
    let mut writes = pipeline.writes();
    for (currency, per, base) in rates {
        let id = RecordId::natural(["rate", currency]);
        let mut set = |field, value| writes.push(Write::set(Kind::RATE, id, field, value));
        set(rate::CURRENCY, Value::text(*currency));
        set(rate::BASE, Value::text(*base));
        set(rate::RATE, Value::Number(*per));
    }
    bring(&mut ws, writes);
    (ws, pipeline.stages)
}

fn bring(ws: &mut Workspace, writes: Vec<Write>) {
    let mut entropy = SeededEntropy::new(3);
    let mut moment = Moment {
        now: Instant(1_760_000_000_000),
        today: Date(20_370),
        entropy: &mut entropy,
    };
    let command = Command::Bulk {
        label: "import".into(),
        group: RecordId(9),
        writes,
    };
    ws.run(command, &mut moment).unwrap();
}

fn day(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

fn usd(text: &str) -> Figure {
    Figure::Money(format!("{text} USD").parse().unwrap())
}

/// A month with its sum and the sums of its forecast categories.
type Month<'a> = (Date, Figure, Vec<(&'a str, Figure)>);

fn category(key: &Key) -> &str {
    match key {
        Key::Text(key) => key,
        other => panic!("no forecast category: {other:?}"),
    }
}

/// The months, each with its sum and with what its forecast categories sum up to.
fn months(answer: &Outcome) -> Vec<Month<'_>> {
    let row = |row: &workspace::report::Row| {
        let Key::Period(start, Bucket::Month) = row.key else {
            panic!("no month: {:?}", row.key)
        };
        let parts = answer.splits.iter().zip(&row.parts);
        let parts = parts.filter(|(_, part)| part.records > 0);
        let parts = parts.map(|(key, part)| (category(key), part.figure));
        (start, row.figure, parts.collect())
    };
    answer.rows.iter().map(row).collect()
}

#[test]
fn the_forecast_is_what_one_adds_up_by_hand() {
    let (mut ws, stages) = selling(&[("EUR", 1.1, "USD")]);
    let named = |name: &str| stages.iter().find(|stage| stage.name == name).unwrap().id;
    let deals = [
        // 20 % of 100
        ("Lead qualification", "100.00 USD", "2026-01-15", None),
        // 50 % of 220, as a euro is 1.10
        ("Proposal", "200.00 EUR", "2026-01-31", None),
        // its own 50 % instead of the stage's 80
        ("Closing", "300.00 USD", "2026-02-10", Some(50)),
        // neither won, nor lost, nor parked ones
        ("Won", "50.00 USD", "2026-02-01", Some(10)),
        ("Lost", "999.00 USD", "2026-01-15", Some(90)),
        ("Parked", "400.00 USD", "2026-01-15", None),
        // 95 % of 10
        ("Signed", "10.00 USD", "2026-03-31", None),
        // no day, before this month, and beyond a year
        ("Lead qualification", "70.00 USD", "", None),
        ("Lead qualification", "80.00 USD", "2025-12-31", None),
        ("Proposal", "90.00 USD", "2027-02-01", None),
        // no rate
        ("Lead qualification", "5.00 CHF", "2026-01-10", None),
        // no amount
        ("Lead qualification", "", "2026-03-01", None),
        // half a cent more is a cent: 50 % of 0.05
        ("Proposal", "0.05 USD", "2026-04-01", None),
    ];
    let mut writes = Vec::new();
    for (n, (stage, amount, closes, own)) in deals.into_iter().enumerate() {
        let id = RecordId(100 + n as u128);
        let mut set = |field, value| writes.push(Write::set(Kind::DEAL, id, field, value));
        set(deal::STAGE, Value::Ref(named(stage)));
        if let Ok(amount) = amount.parse() {
            set(deal::AMOUNT, Value::Money(amount));
        }
        if let Some(day) = Date::parse_iso(closes) {
            set(deal::CLOSE_DATE, Value::Date(day));
        }
        if let Some(percent) = own {
            set(deal::PROBABILITY, Value::Int(percent));
        }
    }
    bring(&mut ws, writes);
    let zone = Zone::fixed(0);
    let context = context(&zone, day("2026-01-20"));
    let answer = ws.report(&forecast(), &context).unwrap();
    assert_eq!(
        months(&answer),
        [
            (
                day("2026-01-01"),
                usd("130.00"),
                vec![("Pipeline", usd("20.00")), ("Best case", usd("110.00"))]
            ),
            (
                day("2026-02-01"),
                usd("150.00"),
                vec![("Commit", usd("150.00"))]
            ),
            (
                day("2026-03-01"),
                usd("9.50"),
                vec![("Pipeline", Figure::Nothing), ("Closed", usd("9.50"))]
            ),
            (
                day("2026-04-01"),
                usd("0.03"),
                vec![("Best case", usd("0.03"))]
            ),
        ]
    );
    assert_eq!(answer.total, usd("289.53"));
    assert_eq!(answer.left_out.currencies, [("CHF".parse().unwrap(), 1)]);
    assert_eq!(answer.left_out.empty, 1);
}

#[test]
fn the_forecast_of_twenty_thousand_deals_is_that_of_a_plain_sum() {
    let (mut ws, stages) = selling(&[("EUR", 1.0731, "USD"), ("USD", 149.37, "JPY")]);
    let mut random = SeededEntropy::new(7);
    let mut next = |below: u64| random.next_u64() % below;
    let today = day("2026-02-15");
    let mut writes = Vec::new();
    // By month and currency, in minor units.
    let mut sums: BTreeMap<Date, BTreeMap<Currency, i128>> = BTreeMap::new();
    let mut counted = 0;
    for n in 0..20_000u128 {
        let id = RecordId(10_000 + n);
        let mut set = |field, value| writes.push(Write::set(Kind::DEAL, id, field, value));
        let stage = &stages[next(stages.len() as u64) as usize];
        set(deal::STAGE, Value::Ref(stage.id));
        let amount = (next(10) > 0).then(|| Money {
            minor: next(10_000_000) as i64,
            currency: ["USD", "EUR", "JPY", "CHF"][next(4) as usize]
                .parse()
                .unwrap(),
        });
        let own = (next(3) == 0).then(|| next(101) as i64);
        let closes = (next(12) > 0).then(|| Date(20_200 + next(900) as i32));
        if let Some(amount) = amount {
            set(deal::AMOUNT, Value::Money(amount));
        }
        if let Some(percent) = own {
            set(deal::PROBABILITY, Value::Int(percent));
        }
        let Some(closes) = closes else { continue };
        set(deal::CLOSE_DATE, Value::Date(closes));
        let (first, last) = (day("2026-02-01"), Date(today.0 + 365));
        let is_counted = stage.outcome == Ending::Open
            && stage.forecast != workflow::Forecast::Omitted
            && (first..=last).contains(&closes);
        if is_counted {
            counted += 1;
            let month = day(&format!("{}-01", &closes.to_string()[..7]));
            let sums = sums.entry(month).or_default();
            if let Some(amount) = amount {
                let percent = own.unwrap_or(i64::from(stage.probability));
                let hundredths = i128::from(amount.minor) * i128::from(percent);
                *sums.entry(amount.currency).or_default() += (hundredths + 50) / 100;
            }
        }
    }
    bring(&mut ws, writes);
    let zone = Zone::fixed(0);
    let answer = ws.report(&forecast(), &context(&zone, today)).unwrap();
    let rates = ws.rates();
    let wanted: Vec<(Date, Figure)> = sums
        .iter()
        .map(|(month, sums)| {
            let known = sums
                .iter()
                .filter_map(|(from, sum)| rates.convert_sum(*sum, *from, Currency::USD));
            let minor = known.map(|money| money.minor).sum();
            let currency = Currency::USD;
            (*month, Figure::Money(Money { minor, currency }))
        })
        .collect();
    let shown: Vec<(Date, Figure)> = months(&answer)
        .into_iter()
        .map(|(month, sum, _)| (month, sum))
        .collect();
    assert_eq!(shown, wanted);
    assert_eq!(answer.records, counted);
    assert!(counted > 4_000);
}
