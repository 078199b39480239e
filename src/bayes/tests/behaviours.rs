//! What a naive Bayes classifier is expected to do: small cases that can be checked by hand, the
//! behaviours scikit-learn's own tests describe, and the limits.

#![allow(clippy::unwrap_used)]

use bayes::{
    Column, Error, Feature, FeatureKind, Likelihood, MISSING_CODE, MixedNb, Model, Options, Prior,
    Table, Unseen, Value,
};

/// Six points in the plane, three on either side of the origin.
const POINTS: [[f64; 2]; 6] = [
    [-2.0, -1.0],
    [-1.0, -1.0],
    [-1.0, -2.0],
    [1.0, 1.0],
    [1.0, 2.0],
    [2.0, 1.0],
];
const SIDES: [usize; 6] = [0, 0, 0, 1, 1, 1];

fn numbers(row: &[f64]) -> Vec<Value> {
    row.iter().map(|number| Value::Number(*number)).collect()
}

fn codes(row: &[u32]) -> Vec<Value> {
    row.iter().map(|code| Value::Code(*code)).collect()
}

fn prior(prior: Prior) -> Options {
    Options {
        prior,
        ..Options::default()
    }
}

fn points(options: Options) -> MixedNb {
    let mut learner = MixedNb::gaussian(&["x", "y"], &["left", "right"], options).unwrap();
    for (point, side) in POINTS.iter().zip(SIDES) {
        learner.learn(&numbers(point), side).unwrap();
    }
    learner
}

fn categories(rows: &[(&[u32], usize)], options: Options) -> MixedNb {
    let width = rows[0].0.len();
    let names: Vec<String> = (0..width).map(|column| column.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut learner = MixedNb::categorical(&names, &["a", "b"], options).unwrap();
    for (row, class) in rows {
        learner.learn(&codes(row), *class).unwrap();
    }
    learner
}

fn log_probabilities(model: &Model, feature: usize) -> Vec<Vec<f64>> {
    match &model.data().features[feature].likelihood {
        Likelihood::Categorical {
            log_probability, ..
        } => log_probability.clone(),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn assert_near(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }
}

#[test]
fn separable_points_are_put_on_their_side() {
    let model = points(Options::default()).model().unwrap();
    assert_near(&model.data().priors, &[0.5, 0.5]);
    for (point, side) in POINTS.iter().zip(SIDES) {
        let row = numbers(point);
        assert_eq!(model.predict(&row), Ok(side));
        let logs: Vec<f64> = model
            .probabilities(&row)
            .unwrap()
            .iter()
            .map(|p| p.max(f64::MIN_POSITIVE).ln())
            .collect();
        assert_near(&logs, &model.log_probabilities(&row).unwrap());
    }
}

#[test]
fn given_priors_override_the_learned_ones() {
    let given = Options {
        prior: Prior::Given(vec![0.3, 0.7]),
        ..Options::default()
    };
    let row = numbers(&[-0.1, -0.1]);
    let model = points(given.clone()).model().unwrap();
    let found = model.probabilities(&row).unwrap();
    assert_near(&found, &[0.825_303_659_047_448_6, 0.174_696_340_952_551_4]);
    assert_eq!(model.data().priors, [0.3, 0.7]);
    let plain = points(Options {
        var_smoothing: 0.0,
        ..given
    })
    .model()
    .unwrap();
    let found = plain.probabilities(&row).unwrap();
    assert_near(&found, &[0.825_303_662_161_683, 0.174_696_337_838_317]);
}

#[test]
fn a_strong_prior_decides_what_the_values_leave_open() {
    let model = points(prior(Prior::Given(vec![0.01, 0.99])))
        .model()
        .unwrap();
    assert_eq!(model.predict(&numbers(&[-0.1, -0.1])), Ok(1));
}

#[test]
fn impossible_options_are_refused() {
    let refused = |options: Options| {
        MixedNb::gaussian(&["x"], &["left", "right"], options)
            .unwrap_err()
            .to_string()
    };
    assert!(refused(prior(Prior::Given(vec![-1.0, 2.0]))).contains("negative"));
    assert!(refused(prior(Prior::Given(vec![2.0, 1.0]))).contains("sum to 1"));
    assert!(refused(prior(Prior::Given(vec![0.25; 4]))).contains("every class"));
    assert!(refused(prior(Prior::Given(vec![f64::NAN, 1.0]))).contains("negative"));
    assert!(refused(prior(Prior::Smoothed(0.0))).contains("pseudo-weight"));
    for bad in [-1.0, f64::NAN, f64::INFINITY] {
        assert!(
            refused(Options {
                alpha: bad,
                ..Options::default()
            })
            .contains("alpha")
        );
        assert!(
            refused(Options {
                var_smoothing: bad,
                ..Options::default()
            })
            .contains("smoothing")
        );
    }
    assert!(MixedNb::gaussian(&["x"], &[], Options::default()).is_err());
}

#[test]
fn ten_priors_that_sum_to_one_but_for_rounding_are_taken() {
    let priors = vec![0.08, 0.14, 0.03, 0.16, 0.11, 0.16, 0.07, 0.14, 0.11, 0.0];
    let names: Vec<String> = (0..10).map(|class| class.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut learner = MixedNb::gaussian(&["x", "y"], &names, prior(Prior::Given(priors))).unwrap();
    for class in 0..10 {
        learner
            .learn(&numbers(&[class as f64, -(class as f64)]), class)
            .unwrap();
    }
    let model = learner.model().unwrap();
    assert_eq!(model.predict(&numbers(&[4.0, -4.0])), Ok(4));
    let last = model
        .joint_log_probabilities(&numbers(&[9.0, -9.0]))
        .unwrap()[9];
    assert_eq!(last, f64::NEG_INFINITY);
}

#[test]
fn weights_of_one_change_nothing_and_halves_learned_twice_are_wholes() {
    let plain = points(Options::default());
    let new = || MixedNb::gaussian(&["x", "y"], &["left", "right"], Options::default()).unwrap();
    let (mut ones, mut whole, mut halves) = (new(), new(), new());
    for (index, (point, side)) in POINTS.iter().zip(SIDES).enumerate() {
        let (row, weight) = (numbers(point), 0.137 * (index as f64 + 1.0));
        ones.learn_weighted(&row, side, 1.0).unwrap();
        whole.learn_weighted(&row, side, weight).unwrap();
        halves.learn_weighted(&row, side, weight / 2.0).unwrap();
        halves.learn_weighted(&row, side, weight / 2.0).unwrap();
    }
    assert_eq!(plain, ones);
    assert_eq!(whole.model(), halves.model());
}

#[test]
fn a_weight_of_two_is_the_row_twice() {
    // Variance smoothing goes by rows regardless of their weights, so it is left out here.
    let mut weighted = points(Options {
        var_smoothing: 0.0,
        ..Options::default()
    });
    let mut repeated = weighted.clone();
    weighted
        .learn_weighted(&numbers(&[3.0, 0.5]), 1, 2.0)
        .unwrap();
    repeated.learn(&numbers(&[3.0, 0.5]), 1).unwrap();
    repeated.learn(&numbers(&[3.0, 0.5]), 1).unwrap();
    assert_eq!(weighted.model(), repeated.model());
}

#[test]
fn a_class_that_only_has_rows_without_weight_is_impossible() {
    let mut learner =
        MixedNb::gaussian(&["x", "y"], &["left", "right"], Options::default()).unwrap();
    for (point, side) in POINTS.iter().zip(SIDES) {
        learner
            .learn_weighted(&numbers(point), side, 1.0 - side as f64)
            .unwrap();
    }
    let model = learner.model().unwrap();
    assert_eq!(model.data().priors, [1.0, 0.0]);
    assert_eq!(
        model.probabilities(&numbers(&[1.0, 1.0])).unwrap(),
        [1.0, 0.0]
    );
    let scorer = model.scorer(1).unwrap();
    assert_eq!(scorer.score(&numbers(&[1.0, 1.0])), Ok(f64::NEG_INFINITY));
}

#[test]
fn scaling_all_numbers_changes_no_prediction() {
    let at = |scale: f64| {
        let mut learner =
            MixedNb::gaussian(&["x", "y"], &["left", "right"], Options::default()).unwrap();
        for (index, (point, side)) in POINTS.iter().zip(SIDES).enumerate() {
            let moved = [point[0] * scale, (point[1] + index as f64 / 3.0) * scale];
            learner.learn(&numbers(&moved), side).unwrap();
        }
        let model = learner.model().unwrap();
        (-20..20)
            .map(|step| {
                let step = f64::from(step) / 7.0;
                model
                    .probabilities(&numbers(&[step * scale, (1.0 - step) * scale]))
                    .unwrap()[1]
            })
            .collect::<Vec<f64>>()
    };
    let plain = at(1.0);
    for scale in [1e-10, 1e10, 1e-60, 1e60] {
        assert_near(&at(scale), &plain);
    }
}

#[test]
fn learning_no_rows_changes_nothing() {
    let mut learner = points(Options::default());
    let before = learner.clone();
    let none = Table::new(vec![Column::Numbers(vec![]), Column::Numbers(vec![])]).unwrap();
    learner.learn_table(&none, &[], None).unwrap();
    assert_eq!(learner, before);
}

#[test]
fn the_prior_is_the_share_of_rows_uniform_or_smoothed() {
    let rows: [(&[u32], usize); 3] = [(&[0], 0), (&[0], 0), (&[1], 1)];
    let priors = |p| {
        categories(&rows, prior(p))
            .model()
            .unwrap()
            .data()
            .priors
            .clone()
    };
    assert_near(&priors(Prior::Empirical), &[2.0 / 3.0, 1.0 / 3.0]);
    assert_near(&priors(Prior::Uniform), &[0.5, 0.5]);
    assert_near(&priors(Prior::Smoothed(0.5)), &[2.5 / 4.0, 1.5 / 4.0]);
}

#[test]
fn one_pseudo_row_makes_a_third_and_two_thirds() {
    // Column one knows codes 0 to 2, column two 0 to 5; each class has one row.
    let learner = categories(&[(&[1, 4], 0), (&[2, 5], 1)], prior(Prior::Uniform));
    let model = learner.model().unwrap();
    assert_eq!(log_probabilities(&model, 0)[0].len(), 3);
    assert_eq!(log_probabilities(&model, 1)[0].len(), 6);
    assert_near(&model.probabilities(&codes(&[2, 5])).unwrap(), &[0.2, 0.8]);
}

#[test]
fn a_heavy_row_turns_the_prediction() {
    let rows: [(&[u32], usize); 4] = [(&[0, 0], 0), (&[0, 1], 0), (&[0, 0], 1), (&[1, 1], 1)];
    let plain = categories(&rows, prior(Prior::Uniform)).model().unwrap();
    assert_eq!(plain.predict(&codes(&[0, 0])), Ok(0));
    for factor in [1.0, 0.3, 5.0, 0.0001] {
        let mut learner =
            MixedNb::categorical(&["x", "y"], &["a", "b"], prior(Prior::Uniform)).unwrap();
        for ((row, class), weight) in rows.iter().zip([1.0, 1.0, 10.0, 0.1]) {
            learner
                .learn_weighted(&codes(row), *class, weight * factor)
                .unwrap();
        }
        assert_eq!(learner.model().unwrap().predict(&codes(&[0, 0])), Ok(1));
    }
}

#[test]
fn categories_known_to_exist_are_smoothed_whether_seen_or_not() {
    let rows: [(&[u32], usize); 4] = [(&[0, 0], 0), (&[0, 1], 0), (&[0, 0], 1), (&[1, 1], 1)];
    for (known, expected, asked) in [
        ([3, 3], [3, 3], [0, 2]),
        ([3, 4], [3, 4], [0, 3]),
        ([1, 1], [2, 2], [0, 1]),
    ] {
        let features = known
            .map(|min_categories| Feature {
                name: "x".into(),
                kind: FeatureKind::Categorical { min_categories },
            })
            .to_vec();
        let classes = vec!["a".into(), "b".into()];
        let mut learner = MixedNb::new(features, classes, prior(Prior::Uniform)).unwrap();
        for (row, class) in rows {
            learner.learn(&codes(row), class).unwrap();
        }
        let model = learner.model().unwrap();
        for (feature, categories) in expected.iter().enumerate() {
            assert_eq!(log_probabilities(&model, feature)[0].len(), *categories);
        }
        assert_eq!(model.predict(&codes(&asked)), Ok(0));
    }
}

#[test]
fn a_category_never_seen_is_as_likely_as_a_known_one_without_rows() {
    let rows: [(&[u32], usize); 4] = [(&[0], 0), (&[2], 0), (&[2], 0), (&[0], 1)];
    let model = categories(&rows, Options::default()).model().unwrap();
    // Code 1 is known and empty in both classes: 1 / (3 + 3) and 1 / (1 + 3).
    let known = model.joint_log_probabilities(&codes(&[1])).unwrap();
    assert_near(&known, &[(0.75f64 / 6.0).ln(), (0.25f64 / 4.0).ln()]);
    for unseen in [3, 65_535] {
        assert_eq!(
            model.joint_log_probabilities(&codes(&[unseen])).unwrap(),
            known
        );
        let scorer = model.scorer(0).unwrap();
        let why = scorer.explain(&codes(&[unseen])).unwrap();
        assert!(why.terms[0].known);
        assert_near(&[why.terms[0].llr], &[(4.0f64 / 6.0).ln()]);
    }
    let options = Options {
        unseen: Unseen::Nothing,
        ..Options::default()
    };
    let model = categories(&rows, options).model().unwrap();
    let silent = model.joint_log_probabilities(&codes(&[3])).unwrap();
    assert_near(&silent, &[0.75f64.ln(), 0.25f64.ln()]);
    assert_eq!(
        model
            .scorer(0)
            .unwrap()
            .explain(&codes(&[3]))
            .unwrap()
            .terms[0]
            .llr,
        0.0
    );
}

#[test]
fn no_smoothing_at_all_still_gives_probabilities() {
    let options = Options {
        alpha: 0.0,
        ..Options::default()
    };
    let model = categories(&[(&[1, 0], 0), (&[1, 1], 1)], options.clone())
        .model()
        .unwrap();
    assert_near(&model.probabilities(&codes(&[1, 0])).unwrap(), &[1.0, 0.0]);
    assert_near(&model.probabilities(&codes(&[1, 1])).unwrap(), &[0.0, 1.0]);
    let mut learner = MixedNb::bernoulli(&["x", "y"], &["a", "b"], options).unwrap();
    learner.learn(&codes(&[1, 0]), 0).unwrap();
    learner.learn(&codes(&[1, 1]), 1).unwrap();
    let model = learner.model().unwrap();
    assert_near(&model.probabilities(&codes(&[1, 0])).unwrap(), &[1.0, 0.0]);
}

#[test]
fn the_textbook_example_of_yes_and_no_words_comes_out() {
    // Manning, Raghavan, Schütze, "Introduction to Information Retrieval", 13.3: which of Beijing,
    // Chinese, Japan, Macao, Shanghai, Tokyo occur in four documents, three of them about China.
    let words = ["Beijing", "Chinese", "Japan", "Macao", "Shanghai", "Tokyo"];
    let mut learner = MixedNb::bernoulli(&words, &["China", "Japan"], Options::default()).unwrap();
    for (row, class) in [
        ([1, 1, 0, 0, 0, 0], 0),
        ([0, 1, 0, 0, 1, 0], 0),
        ([0, 1, 0, 1, 0, 0], 0),
        ([0, 1, 1, 0, 0, 1], 1),
    ] {
        learner.learn(&codes(&row), class).unwrap();
    }
    let model = learner.model().unwrap();
    assert_eq!(model.data().priors, [0.75, 0.25]);
    let yes = |class: usize| -> Vec<f64> {
        (0..6)
            .map(|word| log_probabilities(&model, word)[class][1].exp())
            .collect()
    };
    assert_near(&yes(0), &[0.4, 0.8, 0.2, 0.4, 0.4, 0.2]);
    assert_near(
        &yes(1),
        &[1.0, 2.0, 2.0, 1.0, 1.0, 2.0].map(|thirds| thirds / 3.0),
    );
    let asked = codes(&[0, 1, 1, 0, 0, 1]);
    let joint: Vec<f64> = model
        .joint_log_probabilities(&asked)
        .unwrap()
        .iter()
        .map(|log| log.exp())
        .collect();
    assert_near(&joint, &[0.005_184, 0.021_947_873_799_725_65]);
}

#[test]
fn a_class_without_rows_is_impossible_until_it_has_one() {
    let classes = vec!["a".to_owned(), "b".to_owned(), "c".to_owned()];
    let features = vec![Feature::bernoulli("x"), Feature::bernoulli("y")];
    let mut learner = MixedNb::new(features, classes, Options::default()).unwrap();
    learner.learn(&codes(&[0, 1]), 0).unwrap();
    learner.learn(&codes(&[1, 0]), 1).unwrap();
    let model = learner.model().unwrap();
    assert_eq!(model.predict(&codes(&[0, 1])), Ok(0));
    assert_eq!(model.predict(&codes(&[1, 0])), Ok(1));
    assert_eq!(model.predict(&codes(&[1, 1])), Ok(0));
    learner.learn(&codes(&[1, 1]), 2).unwrap();
    assert_eq!(learner.model().unwrap().predict(&codes(&[1, 1])), Ok(2));
}

#[test]
fn a_single_class_is_certain() {
    let mut learner = MixedNb::categorical(&["x"], &["only"], Options::default()).unwrap();
    learner.learn(&codes(&[1]), 0).unwrap();
    let model = learner.model().unwrap();
    assert_eq!(model.probabilities(&codes(&[0])).unwrap(), [1.0]);
    assert_eq!(model.scorer(0), Err(Error::NotBinary { classes: 1 }));
}

#[test]
fn weighted_rows_of_three_classes_are_told_apart() {
    let rows = [
        ([0, 0, 1], 0),
        ([0, 1, 1], 0),
        ([0, 1, 1], 1),
        ([1, 0, 0], 2),
    ];
    for bernoulli in [false, true] {
        let (names, classes) = (["x", "y", "z"], ["a", "b", "c"]);
        let mut learner = if bernoulli {
            MixedNb::bernoulli(&names, &classes, Options::default()).unwrap()
        } else {
            MixedNb::categorical(&names, &classes, Options::default()).unwrap()
        };
        for ((row, class), weight) in rows
            .iter()
            .zip([1.0 / 6.0, 1.0 / 6.0, 2.0 / 6.0, 2.0 / 6.0])
        {
            learner.learn_weighted(&codes(row), *class, weight).unwrap();
        }
        let model = learner.model().unwrap();
        let found: Vec<usize> = rows
            .iter()
            .map(|(row, _)| model.predict(&codes(row)).unwrap())
            .collect();
        assert_eq!(found, [0, 1, 1, 2]);
    }
}

#[test]
fn a_model_of_nothing_says_so() {
    let learner = MixedNb::gaussian(&["x"], &["a", "b"], Options::default()).unwrap();
    assert_eq!(learner.model(), Err(Error::NothingLearned));
    // With a prior that needs no rows there is a model, and its features say nothing.
    let learner = MixedNb::gaussian(&["x"], &["a", "b"], prior(Prior::Smoothed(0.5))).unwrap();
    let model = learner.model().unwrap();
    assert_eq!(model.probabilities(&numbers(&[3.0])).unwrap(), [0.5, 0.5]);
}

#[test]
fn the_first_outcome_already_gives_a_finite_score_with_a_smoothed_prior() {
    let features = vec![Feature::numeric("Amount"), Feature::categorical("Source")];
    let classes = vec!["Lost".into(), "Won".into()];
    let mut learner = MixedNb::new(features, classes, prior(Prior::Smoothed(0.5))).unwrap();
    let row = [Value::Number(10.0), Value::Code(0)];
    learner.learn(&row, 1).unwrap();
    let why = learner
        .model()
        .unwrap()
        .scorer(1)
        .unwrap()
        .explain(&row)
        .unwrap();
    assert_near(&[why.intercept], &[3f64.ln()]);
    assert_near(&[why.probability], &[0.75]);
}

#[test]
fn a_number_without_any_variance_says_nothing() {
    let mut learner = MixedNb::gaussian(&["x"], &["a", "b"], Options::default()).unwrap();
    learner.learn(&numbers(&[0.1]), 0).unwrap();
    learner.learn(&numbers(&[0.1]), 1).unwrap();
    let model = learner.model().unwrap();
    assert_eq!(model.data().features[0].likelihood, Likelihood::Nothing);
    assert_eq!(model.probabilities(&numbers(&[7.0])).unwrap(), [0.5, 0.5]);
}

#[test]
fn a_number_that_one_class_never_has_says_nothing() {
    let mut learner = MixedNb::gaussian(&["x", "y"], &["a", "b"], Options::default()).unwrap();
    for (x, y, class) in [
        (1.0, 1.0, 0),
        (2.0, 5.0, 0),
        (f64::NAN, 7.0, 1),
        (f64::NAN, 9.0, 1),
    ] {
        learner.learn(&numbers(&[x, y]), class).unwrap();
    }
    let model = learner.model().unwrap();
    assert_eq!(model.data().features[0].likelihood, Likelihood::Nothing);
    assert!(matches!(
        model.data().features[1].likelihood,
        Likelihood::Gaussian { .. }
    ));
    let why = model
        .scorer(1)
        .unwrap()
        .explain(&numbers(&[1.0, 8.0]))
        .unwrap();
    assert_eq!(why.terms[0].llr, 0.0);
    assert!(why.terms[1].llr > 0.0);
}

#[test]
fn missing_values_leave_the_prior_and_say_that_they_are_missing() {
    let model = points(Options::default()).model().unwrap();
    let scorer = model.scorer(1).unwrap();
    let why = scorer.explain(&[Value::Missing, Value::Missing]).unwrap();
    assert_eq!(why.score, scorer.intercept());
    assert!(why.terms.iter().all(|term| !term.known && term.llr == 0.0));
    for odd in [f64::NAN, f64::INFINITY, -1e200] {
        let why = scorer.explain(&numbers(&[odd, 1.0])).unwrap();
        assert!(!why.terms[0].known);
        assert!(why.score.is_finite());
    }
}

#[test]
fn the_greatest_numbers_give_finite_scores() {
    let mut learner = points(Options::default());
    learner.learn(&numbers(&[1e100, -1e100]), 0).unwrap();
    let model = learner.model().unwrap();
    for row in [[1e100, 1e100], [-1e100, 1e-100], [0.0, -1e100]] {
        let row = numbers(&row);
        assert!(
            model
                .joint_log_probabilities(&row)
                .unwrap()
                .iter()
                .all(|joint| joint.is_finite())
        );
        assert!(model.scorer(0).unwrap().score(&row).unwrap().is_finite());
        let sum: f64 = model.probabilities(&row).unwrap().iter().sum();
        assert_near(&[sum], &[1.0]);
    }
}

#[test]
fn bad_rows_are_refused_and_change_nothing() {
    let mut learner = points(Options::default());
    let before = learner.clone();
    let row = numbers(&[1.0, 2.0]);
    let mut refuse =
        |row: &[Value], class, weight| learner.learn_weighted(row, class, weight).unwrap_err();
    assert_eq!(
        refuse(&row, 2, 1.0),
        Error::UnknownClass {
            class: 2,
            classes: 2
        }
    );
    assert_eq!(refuse(&row, 0, -1.0), Error::Weight { weight: -1.0 });
    assert!(matches!(refuse(&row, 0, f64::NAN), Error::Weight { .. }));
    assert!(matches!(refuse(&row, 0, 1e7), Error::Weight { .. }));
    assert_eq!(
        refuse(&row[..1], 0, 1.0),
        Error::ColumnCount {
            expected: 2,
            found: 1
        }
    );
    assert_eq!(
        refuse(&codes(&[1, 1]), 0, 1.0),
        Error::ColumnKind {
            feature: "x".into()
        }
    );
    let table = Table::new(vec![Column::Numbers(vec![1.0, 2.0]); 2]).unwrap();
    assert!(learner.learn_table(&table, &[0, 5], None).is_err());
    assert!(learner.learn_table(&table, &[0], None).is_err());
    assert!(learner.learn_table(&table, &[0, 1], Some(&[1.0])).is_err());
    assert!(
        learner
            .learn_table(&table, &[0, 1], Some(&[1.0, -2.0]))
            .is_err()
    );
    assert!(learner.learn_table(&table.select(&[]), &[], None).is_ok());
    assert_eq!(learner, before);
}

#[test]
fn a_row_that_was_not_learned_cannot_be_unlearned() {
    let rows: [(&[u32], usize); 2] = [(&[0, 1], 0), (&[1, 1], 1)];
    let mut learner = categories(&rows, Options::default());
    let before = learner.clone();
    assert_eq!(learner.unlearn(&codes(&[1, 1]), 0), Err(Error::NotLearned));
    assert_eq!(learner.unlearn(&codes(&[0, 9]), 0), Err(Error::NotLearned));
    assert_eq!(
        learner.unlearn_weighted(&codes(&[0, 1]), 0, 1.5),
        Err(Error::NotLearned)
    );
    assert_eq!(
        learner.subtract(&categories(&[(&[0, 0], 0)], Options::default())),
        Err(Error::NotLearned)
    );
    assert_eq!(learner, before);
    learner.unlearn(&codes(&[0, 1]), 0).unwrap();
    assert_eq!(learner.unlearn(&codes(&[0, 1]), 0), Err(Error::NotLearned));
    let mut numeric = points(Options::default());
    for (point, _) in POINTS.iter().zip(SIDES).take(3) {
        numeric.unlearn(&numbers(point), 0).unwrap();
    }
    assert_eq!(
        numeric.unlearn(&numbers(&POINTS[0]), 0),
        Err(Error::NotLearned)
    );
    assert_eq!((numeric.rows_of(0), numeric.rows()), (0, 3));
}

#[test]
fn statistics_of_other_features_or_options_do_not_mix() {
    let mut learner = points(Options::default());
    let other = points(prior(Prior::Uniform));
    assert_eq!(learner.merge(&other), Err(Error::OtherStatistics));
    assert_eq!(learner.subtract(&other), Err(Error::OtherStatistics));
}

#[test]
fn a_huge_code_costs_no_memory() {
    let mut learner = MixedNb::categorical(&["x"], &["a", "b"], Options::default()).unwrap();
    learner.learn(&codes(&[0]), 0).unwrap();
    learner.learn(&codes(&[u32::MAX - 1]), 1).unwrap();
    learner.learn(&codes(&[MISSING_CODE]), 1).unwrap();
    assert_eq!(log_probabilities(&learner.model().unwrap(), 0)[0].len(), 1);
}

#[test]
fn a_model_survives_export_and_import() {
    let features = vec![
        Feature::numeric("Age"),
        Feature::log_numeric("Amount"),
        Feature::categorical("Source"),
        Feature::bernoulli("Referred"),
        Feature::numeric("Empty"),
    ];
    let classes = vec!["Lost".into(), "Won".into(), "Never".into()];
    let mut learner = MixedNb::new(features, classes, Options::default()).unwrap();
    for row in 0..20u32 {
        let values = [
            Value::Number(f64::from(row) / 3.0),
            Value::Number(f64::from(row * row)),
            Value::Code(row % 4),
            Value::Code(row % 3 % 2),
            Value::Missing,
        ];
        learner.learn(&values, (row % 2) as usize).unwrap();
    }
    let model = learner.model().unwrap();
    let text = serde_json::to_string(&model).unwrap();
    let read: Model = serde_json::from_str(&text).unwrap();
    let row = [
        Value::Number(2.0),
        Value::Number(90.0),
        Value::Code(3),
        Value::Code(1),
        Value::Missing,
    ];
    assert_near(
        &read.log_probabilities(&row).unwrap()[..2],
        &model.log_probabilities(&row).unwrap()[..2],
    );
    assert_eq!(read.log_probabilities(&row).unwrap()[2], f64::NEG_INFINITY);
}

#[test]
fn an_inconsistent_model_is_refused_and_names_the_feature() {
    let good = serde_json::to_value(points(Options::default()).model().unwrap()).unwrap();
    let refused = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut changed = good.clone();
        change(&mut changed);
        serde_json::from_value::<Model>(changed)
            .unwrap_err()
            .to_string()
    };
    assert!(refused(&|m| m["priors"] = serde_json::json!([0.5, 0.6])).contains("sum to 1"));
    assert!(refused(&|m| m["classes"] = serde_json::json!(["one"])).contains("every class"));
    let likelihood = |m: &mut serde_json::Value, with: serde_json::Value| {
        m["features"][1]["likelihood"] = with;
    };
    for bad in [
        serde_json::json!({"Gaussian": {"mean": [0.0], "variance": [1.0, 1.0]}}),
        serde_json::json!({"Gaussian": {"mean": [0.0, 0.0], "variance": [1.0, 0.0]}}),
        serde_json::json!({"Gaussian": {"mean": [0.0, 1e300], "variance": [1.0, 1.0]}}),
        serde_json::json!({"Categorical": {"log_probability": [[-1.0], [-1.0]], "unseen": null}}),
    ] {
        assert!(refused(&|m| likelihood(m, bad.clone())).contains("“y”"));
    }
    let good = categories(&[(&[0], 0), (&[1], 1)], Options::default())
        .model()
        .unwrap();
    for bad in [
        serde_json::json!([[-1.0, -1.0], [-1.0]]),
        serde_json::json!([[-1.0, 3.0], [-1.0, -1.0]]),
        serde_json::json!([[-1.0, -1.0]]),
    ] {
        let mut changed = serde_json::to_value(&good).unwrap();
        changed["features"][0]["likelihood"]["Categorical"]["log_probability"] = bad;
        assert!(serde_json::from_value::<Model>(changed).is_err());
    }
}

#[test]
fn a_score_needs_two_classes_and_one_of_them() {
    let model = points(Options::default()).model().unwrap();
    assert_eq!(
        model.scorer(2),
        Err(Error::UnknownClass {
            class: 2,
            classes: 2
        })
    );
    let (right, left) = (model.scorer(1).unwrap(), model.scorer(0).unwrap());
    let row = numbers(&[0.3, -0.2]);
    assert_near(&[right.score(&row).unwrap()], &[-left.score(&row).unwrap()]);
    assert!(right.score(&row[..1]).is_err());
    assert!(right.explain(&codes(&[1, 1])).is_err());
    assert!(right.scores(&Table::default()).is_err());
}
