//! Parameters, joint log-probabilities and predictions against scikit-learn's. The expected numbers
//! come from tests/bayes-reference/make_fixtures.py.

#![allow(clippy::unwrap_used)]

use bayes::{
    AucMethod, Column, Confusion, Evaluation, Feature, Likelihood, MISSING_CODE, MixedNb, Model,
    Options, Table, auc,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Data {
    classes: Vec<String>,
    labels: Vec<usize>,
    weights: Option<Vec<f64>>,
    columns: Vec<Vec<Option<f64>>>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    columns: Vec<usize>,
    features: Vec<Feature>,
    options: Options,
    weighted: bool,
    train: Vec<usize>,
    test: Vec<usize>,
    priors: Vec<f64>,
    means: Option<Vec<Vec<f64>>>,
    variances: Option<Vec<Vec<f64>>>,
    log_probabilities: Option<Vec<Vec<Vec<f64>>>>,
    joint: Vec<Vec<f64>>,
    log_probability: Vec<Vec<f64>>,
    predicted: Vec<usize>,
}

#[derive(Deserialize)]
struct Metrics {
    sets: Vec<MetricSet>,
    newcombe: Vec<Newcombe>,
}

#[derive(Deserialize)]
struct MetricSet {
    scores: Vec<f64>,
    outcomes: Vec<u8>,
    auc: f64,
    method: AucMethod,
    interval: (f64, f64),
    log_loss: f64,
    brier: f64,
    ece: f64,
    accuracy: f64,
    confusion: Confusion,
}

#[derive(Deserialize)]
struct Newcombe {
    area: f64,
    m: usize,
    n: usize,
    interval: (f64, f64),
}

fn read<T: for<'a> Deserialize<'a>>(name: &str) -> T {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[track_caller]
fn assert_close(found: f64, expected: f64, what: &str) {
    let distance = (found - expected).abs();
    assert!(
        distance <= 1e-9 * expected.abs().max(1.0),
        "{what}: {found} is not {expected}"
    );
}

#[track_caller]
fn assert_all_close<'a>(
    found: impl IntoIterator<Item = &'a f64>,
    expected: impl IntoIterator<Item = &'a f64>,
    what: &str,
) {
    let found: Vec<f64> = found.into_iter().copied().collect();
    let expected: Vec<f64> = expected.into_iter().copied().collect();
    assert_eq!(found.len(), expected.len(), "{what}");
    for (found, expected) in found.iter().zip(&expected) {
        assert_close(*found, *expected, what);
    }
}

fn table(data: &Data, case: &Case) -> Table {
    let columns = case
        .columns
        .iter()
        .zip(&case.features)
        .map(|(index, feature)| {
            let values = &data.columns[*index];
            if feature.kind.is_number() {
                Column::Numbers(
                    values
                        .iter()
                        .map(|value| value.unwrap_or(f64::NAN))
                        .collect(),
                )
            } else {
                let code = |value: &Option<f64>| value.map_or(MISSING_CODE, |code| code as u32);
                Column::Codes(values.iter().map(code).collect())
            }
        });
    Table::new(columns.collect()).unwrap()
}

fn check(name: &str) -> usize {
    let data: Data = read(name);
    for case in &data.cases {
        let table = table(&data, case);
        let model = fit(&data, case, &table);
        check_parameters(case, &model);
        check_predictions(case, &model, &table.select(&case.test));
    }
    data.cases.len()
}

fn fit(data: &Data, case: &Case, table: &Table) -> Model {
    let pick =
        |rows: &[usize]| -> Vec<usize> { rows.iter().map(|row| data.labels[*row]).collect() };
    let weights: Option<Vec<f64>> = case.weighted.then(|| {
        case.train
            .iter()
            .map(|row| data.weights.as_ref().unwrap()[*row])
            .collect()
    });
    let new = || {
        MixedNb::new(
            case.features.clone(),
            data.classes.clone(),
            case.options.clone(),
        )
        .unwrap()
    };
    let train = table.select(&case.train);
    let mut learner = new();
    learner
        .learn_table(&train, &pick(&case.train), weights.as_deref())
        .unwrap();

    // Row by row, from the last to the first, it is the same model.
    let mut one_by_one = new();
    for (index, row) in case.train.iter().enumerate().rev() {
        let weight = weights.as_ref().map_or(1.0, |weights| weights[index]);
        one_by_one
            .learn_weighted(&train.row(index), data.labels[*row], weight)
            .unwrap();
    }
    assert_eq!(learner, one_by_one, "{}", case.name);
    learner.model().unwrap()
}

fn check_parameters(case: &Case, model: &Model) {
    let name = &case.name;
    assert_all_close(&model.data().priors, &case.priors, name);
    let (mut means, mut variances, mut logs) = (vec![], vec![], vec![]);
    for (part, feature) in model.data().features.iter().zip(&case.features) {
        match &part.likelihood {
            Likelihood::Gaussian { mean, variance } => {
                means.push(mean.clone());
                variances.push(variance.clone());
            }
            Likelihood::Categorical {
                log_probability, ..
            } => {
                if feature.kind != bayes::FeatureKind::Bernoulli {
                    logs.push(log_probability.clone());
                }
            }
            Likelihood::Nothing => panic!("{name}: “{}” has no likelihood", feature.name),
        }
    }
    // Expected by class, then feature; ours by feature, then class.
    for (expected, found) in [(&case.means, means), (&case.variances, variances)] {
        for (class, of_class) in expected.iter().flatten().enumerate() {
            for (found, expected) in found.iter().zip(of_class) {
                let distance = (found[class] - expected).abs();
                assert!(
                    distance <= 1e-9 * expected.abs(),
                    "{name}: {} {expected}",
                    found[class]
                );
            }
        }
    }
    if let Some(expected) = &case.log_probabilities {
        assert_all_close(
            logs.iter().flatten().flatten(),
            expected.iter().flatten().flatten(),
            name,
        );
    }
}

fn check_predictions(case: &Case, model: &Model, test: &Table) {
    let name = &case.name;
    for (row, expected) in case.joint.iter().enumerate() {
        let values = test.row(row);
        assert_all_close(
            &model.joint_log_probabilities(&values).unwrap(),
            expected,
            name,
        );
        let logs = model.log_probabilities(&values).unwrap();
        assert_all_close(&logs, &case.log_probability[row], name);
        let sum: f64 = model.probabilities(&values).unwrap().iter().sum();
        assert_close(sum, 1.0, name);
        assert_eq!(model.predict(&values), Ok(case.predicted[row]), "{name}");
    }
    let joint = model.table_joint_log_probabilities(test).unwrap();
    assert_all_close(&joint, case.joint.iter().flatten(), name);
    assert_eq!(model.table_predict(test).unwrap(), case.predicted, "{name}");
    let of_table = model.table_probabilities(test).unwrap();
    let expected: Vec<f64> = case
        .log_probability
        .iter()
        .flatten()
        .map(|log| log.exp())
        .collect();
    assert_all_close(&of_table, &expected, name);

    if let Ok(scorer) = model.scorer(1) {
        let scores = scorer.scores(test).unwrap();
        for (row, joint) in case.joint.iter().enumerate() {
            // Two great log-densities may cancel: the odds are as exact as they are.
            let size = joint[0].abs().max(joint[1].abs()).max(1.0);
            let why = scorer.explain(&test.row(row)).unwrap();
            assert!(
                (scores[row] - (joint[1] - joint[0])).abs() <= 1e-9 * size,
                "{name}"
            );
            assert_eq!(why.score, scores[row], "{name}");
            assert_eq!(scorer.score(&test.row(row)), Ok(why.score), "{name}");
            let sum = why
                .terms
                .iter()
                .fold(why.intercept, |sum, term| sum + term.llr);
            assert_close(sum, why.score, name);
            assert_close(why.probability, of_table[2 * row + 1], name);
        }
    }
}

#[test]
fn iris_gives_the_same_numbers_as_scikit_learn() {
    assert_eq!(check("iris.json"), 12);
}

#[test]
fn spambase_gives_the_same_numbers_as_scikit_learn() {
    assert_eq!(check("spambase.json"), 2);
}

#[test]
fn mixed_columns_give_the_sum_of_the_classifiers_with_the_prior_counted_once() {
    assert_eq!(check("deals.json"), 4);
}

#[test]
fn missing_values_leave_the_other_features_as_if_fitted_without_those_rows() {
    assert_eq!(check("deals-missing.json"), 1);
}

#[test]
fn metrics_are_those_of_scikit_learn_and_of_the_published_intervals() {
    let metrics: Metrics = read("metrics.json");
    for set in &metrics.sets {
        let outcomes: Vec<bool> = set.outcomes.iter().map(|outcome| *outcome == 1).collect();
        let found = Evaluation::of_scores(&set.scores, &outcomes).unwrap();
        let area = found.auc.unwrap();
        assert_eq!(area.method, set.method);
        assert_close(area.value, set.auc, "area");
        assert_close(area.low, set.interval.0, "lower end");
        assert_close(area.high, set.interval.1, "upper end");
        assert_close(found.log_loss, set.log_loss, "log-loss");
        assert_close(found.brier, set.brier, "Brier score");
        assert_close(found.ece, set.ece, "calibration error");
        assert_close(found.accuracy, set.accuracy, "accuracy");
        let probabilities: Vec<f64> = set.scores.iter().map(|s| bayes::probability(*s)).collect();
        let confusion = Confusion::at(0.3, &probabilities, &outcomes).unwrap();
        assert_eq!(confusion, set.confusion);
    }
    for Newcombe {
        area,
        m,
        n,
        interval,
    } in metrics.newcombe
    {
        let turned = if area > 0.5 { 1.0 } else { -1.0 };
        let scores: Vec<f64> = (0..m + n).map(|row| turned * row as f64).collect();
        let outcomes: Vec<bool> = (0..m + n).map(|row| row >= n).collect();
        let found = auc(&scores, &outcomes).unwrap().unwrap();
        assert_eq!(found.value, area);
        assert_close(found.low, interval.0, "lower end");
        assert_close(found.high, interval.1, "upper end");
    }
}
