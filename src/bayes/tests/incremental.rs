//! Learning and unlearning equals refitting, to the last bit.

#![allow(clippy::unwrap_used)]

use bayes::{Column, Feature, MISSING_CODE, MixedNb, Options, Table, Value};
use proptest::prelude::*;

type Row = (Vec<Value>, usize, f64);

fn new() -> MixedNb {
    let features = vec![
        Feature::numeric("number"),
        Feature::log_numeric("amount"),
        Feature::categorical("category"),
        Feature::bernoulli("yes or no"),
    ];
    let classes = vec!["a".into(), "b".into(), "c".into()];
    MixedNb::new(features, classes, Options::default()).unwrap()
}

fn fitted<'a>(rows: impl IntoIterator<Item = &'a Row>) -> MixedNb {
    let mut learner = new();
    for (row, class, weight) in rows {
        learner.learn_weighted(row, *class, *weight).unwrap();
    }
    learner
}

/// Ordinary numbers, great offsets, tiny ones, and outliers that would drown the rest.
fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => (-10.0..10.0f64).prop_map(Value::Number),
        2 => (-1.0..1.0f64).prop_map(|x| Value::Number(1.7e12 + x)),
        1 => (-1.0..1.0f64).prop_map(|x| Value::Number(x * 1e-30)),
        1 => prop_oneof![Just(1e100), Just(-3e60), Just(f64::NAN), Just(f64::INFINITY)].prop_map(Value::Number),
        1 => Just(Value::Missing),
    ]
}

fn code(below: u32) -> impl Strategy<Value = Value> {
    prop_oneof![5 => (0..below).prop_map(Value::Code), 1 => Just(Value::Missing), 1 => Just(Value::Code(MISSING_CODE))]
}

fn weight() -> impl Strategy<Value = f64> {
    prop_oneof![3 => Just(1.0), 2 => 0.0..5.0f64, 1 => Just(0.1), 1 => Just(0.0), 1 => Just(1e6), 1 => Just(1e-12)]
}

fn row() -> impl Strategy<Value = Row> {
    ((number(), number(), code(9), code(3)), 0usize..3, weight())
        .prop_map(|((a, b, c, d), class, weight)| (vec![a, b, c, d], class, weight))
}

fn rows(most: usize) -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(row(), 0..most)
}

proptest! {
    #[test]
    fn unlearning_rows_leaves_exactly_a_refit_on_the_others(
        kept in rows(25),
        gone in rows(25),
        shuffle in any::<prop::sample::Index>(),
    ) {
        // The rows to go are mixed among the others and taken away in another order.
        let mut all: Vec<&Row> = kept.iter().chain(&gone).collect();
        if !all.is_empty() {
            let turn = shuffle.index(all.len());
            all.rotate_left(turn);
        }
        let mut learner = fitted(all);
        for (row, class, weight) in gone.iter().rev() {
            learner.unlearn_weighted(row, *class, *weight).unwrap();
        }
        let refit = fitted(&kept);
        prop_assert_eq!(&learner, &refit);
        prop_assert_eq!(learner.model(), refit.model());
    }

    #[test]
    fn the_order_of_rows_does_not_matter(rows in rows(30)) {
        let forward = fitted(&rows);
        let backward = fitted(rows.iter().rev());
        prop_assert_eq!(forward.model(), backward.model());
        prop_assert_eq!(forward, backward);
    }

    #[test]
    fn a_table_teaches_what_its_rows_do(rows in rows(30)) {
        let numbers = |index: usize| Column::Numbers(rows.iter().map(|(row, ..)| match row[index] {
            Value::Number(number) => number,
            _ => f64::NAN,
        }).collect());
        let codes = |index: usize| Column::Codes(rows.iter().map(|(row, ..)| match row[index] {
            Value::Code(code) => code,
            _ => MISSING_CODE,
        }).collect());
        let table = Table::new(vec![numbers(0), numbers(1), codes(2), codes(3)]).unwrap();
        let classes: Vec<usize> = rows.iter().map(|row| row.1).collect();
        let weights: Vec<f64> = rows.iter().map(|row| row.2).collect();
        let mut learner = new();
        learner.learn_table(&table, &classes, Some(&weights)).unwrap();
        prop_assert_eq!(learner, fitted(&rows));
    }

    #[test]
    fn parts_merged_are_the_whole_and_the_whole_less_a_part_is_the_rest(
        first in rows(20),
        second in rows(20),
    ) {
        let (a, b) = (fitted(&first), fitted(&second));
        let whole = fitted(first.iter().chain(&second));
        let mut merged = a.clone();
        merged.merge(&b).unwrap();
        prop_assert_eq!(&merged, &whole);
        merged.subtract(&b).unwrap();
        prop_assert_eq!(merged, a);
    }

    #[test]
    fn terms_add_up_to_the_log_odds_of_any_row(taught in rows(40), asked in row()) {
        let features = new().features().to_vec();
        let classes = vec!["lost".into(), "won".into()];
        let mut learner = MixedNb::new(features, classes, Options::default()).unwrap();
        for (row, class, weight) in &taught {
            learner.learn_weighted(row, class % 2, *weight).unwrap();
        }
        if let Ok(model) = learner.model() {
            let why = model.scorer(1).unwrap().explain(&asked.0).unwrap();
            prop_assert!(!why.score.is_nan());
            prop_assert!(why.terms.iter().all(|term| term.llr.is_finite()));
            let sum = why.terms.iter().fold(why.intercept, |sum, term| sum + term.llr);
            prop_assert_eq!(sum, why.score);
            let joint = model.joint_log_probabilities(&asked.0).unwrap();
            prop_assert!(joint.iter().all(|log| !log.is_nan()));
            if joint.iter().all(|log| log.is_finite()) {
                let size = joint.iter().fold(1.0, |size: f64, log| size.max(log.abs()));
                prop_assert!((joint[1] - joint[0] - why.score).abs() <= 1e-9 * size);
            }
            let sum: f64 = model.probabilities(&asked.0).unwrap().iter().sum();
            prop_assert!((sum - 1.0).abs() < 1e-9);
        }
    }
}

#[test]
fn ten_thousand_corrections_leave_no_drift() {
    let taught: Vec<Row> = (0..50u32)
        .map(|row| {
            let x = f64::from(row);
            let values = vec![
                Value::Number(0.1 * x),
                Value::Number(x),
                Value::Code(row % 5),
                Value::Code(row % 2),
            ];
            (values, (row % 3) as usize, 0.7)
        })
        .collect();
    let mut learner = fitted(&taught);
    let before = learner.clone();
    let mut wrong = Vec::new();
    for turn in 0..10_000u32 {
        let x = (f64::from(turn) * 0.37).sin() * 1e9;
        let row = vec![
            Value::Number(x),
            Value::Number(-x / 3.0),
            Value::Code(turn % 11),
            Value::Missing,
        ];
        learner
            .learn_weighted(&row, (turn % 3) as usize, 0.3)
            .unwrap();
        wrong.push((row, (turn % 3) as usize));
    }
    for (row, class) in wrong {
        learner.unlearn_weighted(&row, class, 0.3).unwrap();
    }
    assert_eq!(learner, before);
}
