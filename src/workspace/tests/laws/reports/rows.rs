//! Whatever the records are, a row leads back to them, and its figure is that of a plain count.

use std::collections::BTreeMap;

use proptest::prelude::*;
use record::schema::{company, contact, deal, field, stage};
use record::{Currency, Date, FieldId, Instant, Kind, Money, RecordId, Value};
use workflow::{Condition, Operand, Operator, Zone};
use workspace::report::{Bucket, Figure, Group, Key, Measure};
use workspace::{Query, Report, Workspace};

use super::{ask, context, grouped, put, set_rate};
use crate::device::{Device, MEMBERS, stage_named};

/// What a deal of the law is made of: amount and currency, stage, source, tags, days, number,
/// company, contacts, owner.
type Made = (
    (Option<i32>, u8),
    u8,
    Option<String>,
    Vec<String>,
    (Option<i32>, Option<i64>),
    Option<i64>,
    (Option<u8>, Vec<u8>),
    Option<bool>,
);

fn made() -> impl Strategy<Value = Made> {
    (
        (prop::option::weighted(0.8, -3_000..30_000i32), 0u8..4),
        0u8..6,
        prop::option::of("[abAB ]{0,2}"),
        prop::collection::vec("[abAB]{1,2}", 0..3),
        (
            prop::option::weighted(0.8, 20_000..20_800i32),
            prop::option::of(1_700_000_000_000..1_800_000_000_000i64),
        ),
        prop::option::of(-20..20i64),
        (
            prop::option::of(0u8..4),
            prop::collection::vec(0u8..4, 0..3),
        ),
        prop::option::of(any::<bool>()),
    )
}

/// The numbers of custom fields of deals: a number, a yes/no, an instant, a text.
struct Custom([FieldId; 4]);

fn large_business(list: Vec<Made>) -> (Device, Custom) {
    let mut device = Device::new(1);
    let custom = ["number", "bool", "instant", "text"].map(|ty| {
        let id = put(
            &mut device,
            Kind::FIELD,
            vec![
                (field::LABEL, Value::text(ty)),
                (field::KIND, Value::Int(3)),
                (field::TYPE, Value::text(ty)),
            ],
        );
        FieldId::custom(id)
    });
    set_rate(&mut device, "EUR", 1.0731, "USD");
    set_rate(&mut device, "USD", 149.37, "JPY");
    let named = |device: &mut Device, kind, n: u8| {
        let industry = ["Software", "software", "Finance", " "][n as usize];
        let values = if kind == Kind::COMPANY {
            vec![
                (company::NAME, Value::text(n.to_string())),
                (company::INDUSTRY, Value::choice(industry)),
                (company::EMPLOYEES, Value::Int(i64::from(n))),
            ]
        } else {
            vec![
                (contact::LAST_NAME, Value::text(n.to_string())),
                (contact::LIFECYCLE, Value::choice(industry)),
                (contact::BIRTHDAY, Value::Date(Date(i32::from(n) * 200))),
            ]
        };
        put(device, kind, values)
    };
    let companies: Vec<RecordId> = (0..4)
        .map(|n| named(&mut device, Kind::COMPANY, n))
        .collect();
    let people: Vec<RecordId> = (0..4)
        .map(|n| named(&mut device, Kind::CONTACT, n))
        .collect();
    let stages = ["Lead qualification", "Proposal", "Closing", "Won", "Lost"].map(stage_named);
    for (amount, at, source, tags, days, number, (of, with), flag) in list {
        let currency = ["USD", "EUR", "JPY", "CHF"][amount.1 as usize]
            .parse()
            .unwrap();
        let mut values = vec![(deal::NAME, Value::text("Deal"))];
        values.extend(amount.0.map(|minor| {
            let minor = i64::from(minor);
            (deal::AMOUNT, Value::Money(Money { minor, currency }))
        }));
        values.extend(
            stages
                .get(at as usize)
                .map(|id| (deal::STAGE, Value::Ref(*id))),
        );
        values.extend(
            source
                .clone()
                .filter(|s| !s.is_empty())
                .map(|s| (deal::SOURCE, Value::choice(s))),
        );
        values.extend(
            source
                .filter(|s| !s.is_empty())
                .map(|s| (custom[3], Value::text(s))),
        );
        if !tags.is_empty() {
            values.push((deal::TAGS, Value::Tags(tags)));
        }
        values.extend(days.0.map(|n| (deal::CLOSE_DATE, Value::Date(Date(n)))));
        values.extend(days.1.map(|n| (custom[2], Value::Instant(Instant(n)))));
        values.extend(number.map(|n| (deal::PROBABILITY, Value::Int(n))));
        values.extend(number.map(|n| (custom[0], Value::Number(n as f64 / 7.0))));
        values.extend(flag.map(|b| (custom[1], Value::Bool(b))));
        values.extend(of.map(|n| (deal::COMPANY, Value::Ref(companies[n as usize]))));
        let mut with: Vec<RecordId> = with.into_iter().map(|n| people[n as usize]).collect();
        with.sort();
        with.dedup();
        if !with.is_empty() {
            values.push((deal::CONTACTS, Value::Refs(with)));
        }
        values.push((
            deal::OWNER,
            Value::Ref(MEMBERS[usize::from(number.is_some())]),
        ));
        put(&mut device, Kind::DEAL, values);
    }
    // One company is gone.
    device
        .run(workspace::Command::Delete {
            kind: Kind::COMPANY,
            records: vec![companies[3]],
        })
        .unwrap();
    (device, Custom(custom))
}

fn picked(ws: &mut Workspace, report: &Report, row: &Key, split: Option<&Key>) -> Option<usize> {
    let zone = Zone::fixed(7200);
    let query = Query {
        condition: Some(ws.drill(report, row, split)?),
        ..report.query()
    };
    Some(ws.select(&query, &context(&zone)).len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_row_leads_back_to_exactly_its_records(
        list in prop::collection::vec(made(), 1..40),
        width in prop::sample::select(vec![0.1, 1.0, 2.5, 7.0, 1000.0]),
        has_condition: bool,
    ) {
        let (mut device, custom) = large_business(list);
        let [number, flag, instant, text] = custom.0;
        let path = |path: &[FieldId], bucket| Group { path: path.to_vec(), bucket };
        let groups = [
            Group::value(deal::STAGE),
            Group::value(deal::SOURCE),
            Group::value(deal::TAGS),
            Group::value(deal::CONTACTS),
            Group::value(deal::OWNER),
            Group::value(deal::PROBABILITY),
            Group::value(flag),
            Group::value(text),
            Group::by(deal::PROBABILITY, Bucket::Range(width)),
            Group::by(number, Bucket::Range(width)),
            Group::by(deal::AMOUNT, Bucket::Range(width)),
            Group::by(deal::CLOSE_DATE, Bucket::Week),
            Group::by(deal::CLOSE_DATE, Bucket::Month),
            Group::by(instant, Bucket::Day),
            Group::by(instant, Bucket::Year),
            path(&[deal::STAGE, stage::OUTCOME], Bucket::Value),
            path(&[deal::STAGE, stage::PIPELINE], Bucket::Value),
            path(&[deal::COMPANY, company::INDUSTRY], Bucket::Value),
            path(&[deal::COMPANY, company::EMPLOYEES], Bucket::Range(width)),
            path(&[deal::CONTACTS, contact::LIFECYCLE], Bucket::Value),
            path(&[deal::CONTACTS, contact::BIRTHDAY], Bucket::Year),
        ];
        for group in groups {
            for split in [None, Some(Group::value(deal::TAGS)), Some(Group::value(deal::STAGE))] {
                let condition = Condition::test(deal::COMPANY, Operator::NotEmpty, Operand::Nothing);
                let report = Report {
                    condition: has_condition.then_some(condition),
                    split,
                    ..grouped(Kind::DEAL, group.clone(), Measure::Count)
                };
                let outcome = ask(&mut device.ws, &report);
                let zone = Zone::fixed(7200);
                let all = device.ws.select(&report.query(), &context(&zone)).len();
                prop_assert_eq!(outcome.records as usize, all);
                let is_one = ![deal::TAGS, deal::CONTACTS].contains(&group.path[0]);
                let in_rows: u32 = outcome.rows.iter().map(|row| row.records).sum();
                if is_one {
                    prop_assert_eq!(in_rows + outcome.left_out.ungrouped, outcome.records);
                }
                for row in &outcome.rows {
                    prop_assert_eq!(row.figure, Figure::Count(row.records.into()));
                    if row.key == Key::Other {
                        continue;
                    }
                    let found = picked(&mut device.ws, &report, &row.key, None);
                    prop_assert_eq!(found, Some(row.records as usize), "{:?} {:?}", group, row);
                    for (key, part) in outcome.splits.iter().zip(&row.parts) {
                        let found = picked(&mut device.ws, &report, &row.key, Some(key));
                        prop_assert_eq!(found, Some(part.records as usize));
                    }
                }
            }
        }
    }

    #[test]
    fn figures_are_those_of_a_plain_count(list in prop::collection::vec(made(), 0..40)) {
        let (mut device, _) = large_business(list);
        let ws = &mut device.ws;
        let rates = ws.rates();
        let mut by_owner: BTreeMap<RecordId, Vec<f64>> = BTreeMap::new();
        let ids: Vec<RecordId> = ws.ids(Kind::DEAL).collect();
        for id in ids {
            let owner = ws.value(Kind::DEAL, id, deal::OWNER).and_then(|v| v.as_ref_id()).unwrap();
            let amount = ws.value(Kind::DEAL, id, deal::AMOUNT).and_then(|v| v.as_money());
            let converted = amount.and_then(|m| rates.convert(m, Currency::USD));
            by_owner.entry(owner).or_default().extend(converted.map(|m| m.minor as f64));
        }
        let path = || vec![deal::AMOUNT];
        let middle = |list: &[f64]| {
            let mut list = list.to_vec();
            list.sort_by(f64::total_cmp);
            let half = list.len() / 2;
            if list.len() % 2 == 1 { list[half] } else { (list[half - 1] + list[half]) / 2.0 }
        };
        let smallest = |list: &[f64]| list.iter().copied().fold(f64::MAX, f64::min);
        let sum = |list: &[f64]| list.iter().sum::<f64>();
        let mean = |list: &[f64]| list.iter().sum::<f64>() / list.len() as f64;
        type Plain<'a> = &'a dyn Fn(&[f64]) -> f64;
        let cases: [(Measure, Plain<'_>, f64); 4] = [
            (Measure::Median(path()), &middle, 0.6),
            (Measure::Minimum(path()), &smallest, 0.1),
            // Each currency is rounded once, each amount of the plain sum by itself.
            (Measure::Sum(path()), &sum, 42.0),
            (Measure::Average(path()), &mean, 2.0),
        ];
        for (measure, plain, most) in cases {
            let report = grouped(Kind::DEAL, Group::value(deal::OWNER), measure);
            for row in ask(ws, &report).rows {
                let Key::Ref(_, owner) = row.key else { panic!("{:?}", row.key) };
                let wanted = &by_owner[&owner];
                match row.figure {
                    Figure::Money(money) => {
                        prop_assert!((money.minor as f64 - plain(wanted)).abs() <= most);
                    }
                    figure => {
                        prop_assert_eq!(figure, Figure::Nothing);
                        prop_assert!(wanted.is_empty());
                    }
                }
            }
        }
    }
}
