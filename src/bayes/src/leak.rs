//! Features that know the outcome because they were filled in after it.

use serde::{Deserialize, Serialize};

use crate::{Column, Error, Scorer, Table, Value, auc};

/// A feature whose own area under the curve is above this is flagged.
pub const LEAK_AUC: f64 = 0.95;

/// With fewer open rows nothing is said about what is filled on them.
const MIN_OPEN_ROWS: usize = 20;

/// A feature that should be left out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leak {
    /// The feature's index.
    pub feature: usize,
    /// What gave it away.
    pub cause: LeakCause,
}

/// What gave a feature away.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum LeakCause {
    /// Its value alone tells the outcomes apart.
    Value {
        /// The area under the curve of its log-likelihood ratio.
        auc: f64,
    },
    /// Whether it has a value at all tells the outcomes apart.
    Filled {
        /// The area under the curve of being filled, or of being empty.
        auc: f64,
    },
    /// It is filled on rows with an outcome and on none, or nearly none, without.
    OnlyWithOutcome {
        /// The share of rows with an outcome on which it is filled.
        closed_share: f64,
        /// The same for rows without an outcome.
        open_share: f64,
    },
}

/// Finds features that know the outcome.
///
/// `closed` are rows with an outcome, of both kinds, and `outcomes` theirs. Rows that were not
/// learned from show leaks alone; rows that were also show identifiers, whose every value is seen
/// once. `open` are rows whose outcome is not known yet, if any: a feature filled on at least a
/// tenth of the closed rows and on under a hundredth of at least 20 open ones is flagged.
pub fn check_leaks(
    scorer: &Scorer,
    closed: &Table,
    outcomes: &[bool],
    open: Option<&Table>,
) -> Result<Vec<Leak>, Error> {
    if let Some(open) = open {
        open.check(scorer.features().iter())?;
    }
    let mut leaks = Vec::new();
    for feature in 0..scorer.features().len() {
        let scores = scorer.feature_scores(feature, closed)?;
        let filled = filled(scorer, feature, closed);
        let area = |scores: &[f64]| Ok(auc(scores, outcomes)?.map_or(0.5, |auc| auc.value));
        let of_value: f64 = area(&scores)?;
        let of_filled: f64 = area(&filled)?;
        let of_filled = of_filled.max(1.0 - of_filled);
        let closed_share = share(&filled);
        let open_share = open
            .filter(|open| open.rows() >= MIN_OPEN_ROWS)
            .map(|open| share(&self::filled(scorer, feature, open)));
        let cause = if of_value > LEAK_AUC {
            Some(LeakCause::Value { auc: of_value })
        } else if of_filled > LEAK_AUC {
            Some(LeakCause::Filled { auc: of_filled })
        } else {
            open_share
                .filter(|open_share| *open_share < 0.01 && closed_share >= 0.1)
                .map(|open_share| LeakCause::OnlyWithOutcome {
                    closed_share,
                    open_share,
                })
        };
        leaks.extend(cause.map(|cause| Leak { feature, cause }));
    }
    Ok(leaks)
}

/// For every row 1 if the feature has a usable value, otherwise 0.
fn filled(scorer: &Scorer, feature: usize, table: &Table) -> Vec<f64> {
    let (Some(column), Some(feature)) =
        (table.columns().get(feature), scorer.features().get(feature))
    else {
        return vec![0.0; table.rows()];
    };
    let mark = |known: bool| f64::from(u8::from(known));
    match column {
        Column::Numbers(values) => values
            .iter()
            .map(|raw| mark(feature.kind.is_known(Value::Number(*raw))))
            .collect(),
        Column::Codes(values) => values
            .iter()
            .map(|raw| mark(feature.kind.is_known(Value::Code(*raw))))
            .collect(),
    }
}

fn share(filled: &[f64]) -> f64 {
    if filled.is_empty() {
        0.0
    } else {
        filled.iter().sum::<f64>() / filled.len() as f64
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{Feature, MISSING_CODE, MixedNb, Options};

    const ROWS: usize = 200;

    /// An honest feature, one that is the outcome, one that is only filled on lost rows, and one
    /// that is filled at closing.
    fn closed() -> (Table, Vec<usize>) {
        let classes: Vec<usize> = (0..ROWS).map(|row| row % 2).collect();
        let of = |f: &dyn Fn(usize, usize) -> f64| {
            Column::Numbers(
                classes
                    .iter()
                    .enumerate()
                    .map(|(row, class)| f(row, *class))
                    .collect(),
            )
        };
        let honest = of(&|row, class| ((row * 7) % 13) as f64 + class as f64);
        let outcome = of(&|row, class| class as f64 * 50.0 + (row % 5) as f64);
        let reason = Column::Codes(
            classes
                .iter()
                .enumerate()
                .map(|(row, class)| {
                    if *class == 0 {
                        (row / 2 % 3) as u32
                    } else {
                        MISSING_CODE
                    }
                })
                .collect(),
        );
        let closing = of(&|row, _| ((row * 5) % 11) as f64);
        (
            Table::new(vec![honest, outcome, reason, closing]).unwrap(),
            classes,
        )
    }

    fn scorer() -> Scorer {
        let features = vec![
            Feature::numeric("Budget"),
            Feature::numeric("Invoiced"),
            Feature::categorical("Reason lost"),
            Feature::numeric("Days to close"),
        ];
        let classes = vec!["Lost".into(), "Won".into()];
        let mut learner = MixedNb::new(features, classes, Options::default()).unwrap();
        let (table, classes) = closed();
        learner.learn_table(&table, &classes, None).unwrap();
        learner.model().unwrap().scorer(1).unwrap()
    }

    fn outcomes() -> Vec<bool> {
        closed().1.into_iter().map(|class| class == 1).collect()
    }

    #[test]
    fn a_value_or_a_filled_field_that_tells_the_outcome_is_flagged() {
        let leaks = check_leaks(&scorer(), &closed().0, &outcomes(), None).unwrap();
        assert_eq!(
            leaks.iter().map(|leak| leak.feature).collect::<Vec<_>>(),
            [1, 2]
        );
        assert!(matches!(leaks[0].cause, LeakCause::Value { auc } if auc > 0.99));
        assert!(matches!(
            leaks[1].cause,
            LeakCause::Filled { .. } | LeakCause::Value { .. }
        ));
    }

    #[test]
    fn a_field_that_open_rows_never_have_is_flagged() {
        let open = Table::new(vec![
            Column::Numbers(vec![3.0; 30]),
            Column::Numbers(vec![1.0; 30]),
            Column::Codes(vec![1; 30]),
            Column::Numbers(vec![f64::NAN; 30]),
        ])
        .unwrap();
        let leaks = check_leaks(&scorer(), &closed().0, &outcomes(), Some(&open)).unwrap();
        assert_eq!(leaks.len(), 3);
        assert_eq!(
            leaks[2].cause,
            LeakCause::OnlyWithOutcome {
                closed_share: 1.0,
                open_share: 0.0
            }
        );
    }

    #[test]
    fn few_open_rows_say_nothing() {
        let open = closed().0.select(&[0, 1]);
        let leaks = check_leaks(&scorer(), &closed().0, &outcomes(), Some(&open)).unwrap();
        assert_eq!(leaks.len(), 2);
    }

    #[test]
    fn outcomes_of_another_length_are_refused() {
        assert!(check_leaks(&scorer(), &closed().0, &[true], None).is_err());
    }
}
