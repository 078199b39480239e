//! The forecast is what one would add up by hand.

use std::collections::BTreeMap;

use record::schema::{deal, stage};
use record::{Action, Currency, Date, Kind, Money, RecordId, SeededEntropy, Value, Write};
use workflow::Outcome;
use workspace::report::Bucket;
use workspace::report::forecast::{Line, Question};
use workspace::{Command, Workspace};

use crate::device::{Device, MEMBERS, stage_named};
use crate::reports::{day, money, put, set_rate};

fn usd(text: &str) -> Money {
    format!("{text} USD").parse().unwrap()
}

fn line(sums: [&str; 5], [deals, open, overdue]: [u32; 3]) -> Line {
    let [closed, commit, best_case, pipeline, weighted] = sums.map(usd);
    Line {
        closed,
        commit,
        best_case,
        pipeline,
        weighted,
        deals,
        open,
        overdue,
    }
}

fn question() -> Question {
    Question {
        pipeline: None,
        owner: None,
        from: day("2026-01-05"),
        bucket: Bucket::Month,
        periods: 3,
        today: day("2026-01-20"),
    }
}

#[test]
fn a_forecast_is_what_one_adds_up_by_hand() {
    let mut device = Device::new(1);
    let category = |key: &str, percent| {
        vec![
            (stage::FORECAST, Value::choice(key)),
            (stage::PROBABILITY, Value::Int(percent)),
        ]
    };
    let omitted = device.stage("Parked", category("Omitted", 30));
    let signed = device.stage("Signed", category("Closed", 95));
    let named = stage_named;
    let (lead, proposal) = (named("Lead qualification"), named("Proposal"));
    let (closing, won, lost) = (named("Closing"), named("Won"), named("Lost"));
    set_rate(&mut device, "EUR", 1.1, "USD");
    for (at, amount, closes, closed, own) in [
        (lead, "100.00 USD", "2026-01-15", "", None),
        (proposal, "200.00 EUR", "2026-01-31", "", None),
        (closing, "300.00 USD", "2026-02-10", "", Some(50)),
        (won, "50.00 USD", "2026-01-01", "2026-02-01", Some(10)),
        (lost, "999.00 USD", "2026-01-15", "2026-01-15", Some(90)),
        (omitted, "400.00 USD", "2026-01-15", "", None),
        (signed, "10.00 USD", "2026-03-31", "", None),
        (lead, "70.00 USD", "", "", None),
        (lead, "80.00 USD", "2025-12-01", "", None),
        (proposal, "90.00 USD", "2026-04-01", "", None),
        (lead, "5.00 CHF", "2026-01-10", "", None),
        (won, "7.00 USD", "", "", None),
        (lead, "", "2026-03-01", "", None),
        (won, "60.00 USD", "", "2025-11-01", None),
    ] {
        let mut values = vec![
            (deal::STAGE, Value::Ref(at)),
            (deal::OWNER, Value::Ref(MEMBERS[usize::from(at == won)])),
        ];
        if !amount.is_empty() {
            values.push((deal::AMOUNT, money(amount)));
        }
        for (field, text) in [(deal::CLOSE_DATE, closes), (deal::CLOSED_ON, closed)] {
            values.extend(Date::parse_iso(text).map(|day| (field, Value::Date(day))));
        }
        values.extend(own.map(|n| (deal::PROBABILITY, Value::Int(n))));
        put(&mut device, Kind::DEAL, values);
    }
    let forecast = device.ws.forecast(&question());
    assert_eq!(
        forecast.periods,
        [
            (
                day("2026-01-01"),
                line(["0.00", "0.00", "220.00", "100.00", "130.00"], [3, 3, 2])
            ),
            (
                day("2026-02-01"),
                line(["50.00", "300.00", "0.00", "0.00", "200.00"], [2, 1, 0])
            ),
            (
                day("2026-03-01"),
                line(["0.00", "10.00", "0.00", "0.00", "9.50"], [2, 2, 0])
            ),
        ]
    );
    assert_eq!(
        forecast.total,
        line(["50.00", "310.00", "220.00", "100.00", "339.50"], [7, 6, 2])
    );
    assert_eq!(
        forecast.earlier,
        line(["0.00", "0.00", "0.00", "80.00", "16.00"], [1, 1, 1])
    );
    assert_eq!(
        forecast.later,
        line(["0.00", "0.00", "90.00", "0.00", "45.00"], [1, 1, 0])
    );
    assert_eq!(
        forecast.undated,
        line(["7.00", "0.00", "0.00", "70.00", "21.00"], [2, 1, 0])
    );
    assert_eq!(forecast.left_out, [("CHF".parse().unwrap(), 1)]);

    let of_winner = Question {
        owner: Some(MEMBERS[1]),
        ..question()
    };
    let total = device.ws.forecast(&of_winner).total;
    assert_eq!(
        total,
        line(["50.00", "0.00", "0.00", "0.00", "50.00"], [1, 0, 0])
    );
    let elsewhere = Question {
        pipeline: Some(RecordId(77)),
        ..question()
    };
    let nothing = line(["0.00"; 5], [0, 0, 0]);
    assert_eq!(device.ws.forecast(&elsewhere).total, nothing);
    let nowhere = Question {
        bucket: Bucket::Value,
        ..question()
    };
    assert_eq!(device.ws.forecast(&nowhere).periods, []);
}

/// Twenty thousand deals, the same on every run.
fn many() -> Workspace {
    let mut device = Device::new(1);
    set_rate(&mut device, "EUR", 1.0731, "USD");
    set_rate(&mut device, "USD", 149.37, "JPY");
    let mut random = SeededEntropy::new(7);
    let mut next = |below: u64| random.next_u64() % below;
    let stages = ["Lead qualification", "Proposal", "Closing", "Won", "Lost"].map(stage_named);
    let codes = ["USD", "EUR", "JPY", "CHF"];
    let mut writes = Vec::new();
    for n in 0..20_000u128 {
        let record = RecordId(10_000 + n);
        let mut put = |field, value| {
            writes.push(Write {
                kind: Kind::DEAL,
                record,
                field,
                action: Action::of_value(value),
                replaced: None,
            });
        };
        put(deal::STAGE, Value::Ref(stages[next(5) as usize]));
        put(deal::OWNER, Value::Ref(MEMBERS[next(2) as usize]));
        if next(10) > 0 {
            let currency = codes[next(4) as usize].parse().unwrap();
            let minor = next(10_000_000) as i64;
            put(deal::AMOUNT, Value::Money(Money { minor, currency }));
        }
        if next(3) == 0 {
            put(deal::PROBABILITY, Value::Int(next(101) as i64));
        }
        if next(12) > 0 {
            put(
                deal::CLOSE_DATE,
                Value::Date(Date(20_200 + next(900) as i32)),
            );
        }
        if next(2) > 0 {
            put(
                deal::CLOSED_ON,
                Value::Date(Date(20_200 + next(900) as i32)),
            );
        }
    }
    let (label, group) = ("import".to_owned(), RecordId(9));
    let command = Command::Bulk {
        label,
        group,
        writes,
    };
    device.run(command).unwrap();
    device.ws
}

/// By column, sums by currency; then how many deals, open ones, overdue ones.
type Month = ([BTreeMap<String, i128>; 5], [u32; 3]);

#[test]
fn a_forecast_of_twenty_thousand_deals_is_that_of_a_plain_sum() {
    let ws = many();
    let question = Question {
        owner: Some(MEMBERS[0]),
        periods: 12,
        from: day("2025-09-01"),
        today: day("2026-02-15"),
        ..question()
    };
    let mut months: BTreeMap<String, Month> = BTreeMap::new();
    let ids: Vec<RecordId> = ws.ids(Kind::DEAL).collect();
    for id in ids {
        let value = |field| ws.value(Kind::DEAL, id, field);
        if value(deal::OWNER) != Some(Value::Ref(MEMBERS[0])) {
            continue;
        }
        let date = |field| match value(field) {
            Some(Value::Date(day)) => Some(day),
            _ => None,
        };
        let stage = ws.stage_of(id).unwrap();
        let (column, closes) = match (stage.outcome, stage.probability) {
            (Outcome::Won, _) => (0, date(deal::CLOSED_ON).or(date(deal::CLOSE_DATE))),
            (Outcome::Lost, _) => continue,
            (_, 80..) => (1, date(deal::CLOSE_DATE)),
            (_, 50..) => (2, date(deal::CLOSE_DATE)),
            _ => (3, date(deal::CLOSE_DATE)),
        };
        let Some(closes) = closes else { continue };
        let (sums, counts) = months
            .entry(closes.to_string()[..7].to_owned())
            .or_default();
        counts[0] += 1;
        counts[1] += u32::from(column > 0);
        counts[2] += u32::from(column > 0 && closes < question.today);
        if let Some(Value::Money(amount)) = value(deal::AMOUNT) {
            let own = match value(deal::PROBABILITY) {
                Some(Value::Int(n)) if column > 0 => n,
                _ => i64::from(stage.probability),
            };
            let percent = if column == 0 { 100 } else { own };
            let weighted = (amount.minor * percent) as f64 / 100.0;
            for (at, minor) in [(column, amount.minor), (4, weighted.round() as i64)] {
                *sums[at].entry(amount.currency.to_string()).or_default() += i128::from(minor);
            }
        }
    }
    let rates = ws.rates();
    let forecast = ws.forecast(&question);
    assert_eq!(forecast.periods.len(), 12);
    let mut deals = 0;
    for (start, line) in &forecast.periods {
        let (sums, [all, open, overdue]) = &months[&start.to_string()[..7]];
        let total = |sums: &BTreeMap<String, i128>| {
            let minor: i64 = sums
                .iter()
                .filter_map(|(code, sum)| {
                    let from = code.parse().unwrap();
                    rates.convert_sum(*sum, from, Currency::USD)
                })
                .map(|money| money.minor)
                .sum();
            Money {
                minor,
                currency: Currency::USD,
            }
        };
        let wanted = Line {
            closed: total(&sums[0]),
            commit: total(&sums[1]),
            best_case: total(&sums[2]),
            pipeline: total(&sums[3]),
            weighted: total(&sums[4]),
            deals: *all,
            open: *open,
            overdue: *overdue,
        };
        assert_eq!(*line, wanted, "{start}");
        deals += line.deals;
    }
    assert_eq!(forecast.total.deals, deals);
    assert!(deals > 2_000);
}
