//! The sample workspace: its deals follow a pattern that a person could explain.

use super::*;
use workflow::{Language, Template};

fn sample(seed: u64) -> Business {
    let mut business = Business::new();
    let line = Template::Generic.build(Language::En);
    let plan = sample::Plan {
        seed,
        today: Instant(NOW).date_utc(),
        currency: Currency::EUR,
        language: Language::En,
        stages: &line.stages,
    };
    business.writes = line.writes();
    business.writes.extend(sample::generate(&plan));
    business.now = NOW;
    business.store();
    business
}

#[test]
fn what_decides_the_sample_deals_is_learned() {
    for seed in 1..=4 {
        let business = sample(seed);
        let scorer = business.train();
        let report = scorer.report();
        assert_eq!(report.verdict, Verdict::Useful, "{seed}: {report:#?}");
        assert_eq!(report.open, sample::OPEN_DEALS);
        let holdout = report.holdout.as_ref().unwrap();
        assert!(holdout.measures.accuracy > holdout.measures.majority_accuracy);
        // A customer's type was brought in after the sales, so nobody knows what it was before.
        let reason = left_out(&scorer, Source::Company(company::TYPE));
        let always = LeftOut::EditedAfterClose {
            won: 1.0,
            lost: 1.0,
        };
        assert_eq!(reason, Some(always));
        let strongest = report.features.iter().take(4).map(|f| f.source);
        assert!(
            strongest.into_iter().any(|source| source == SOURCE),
            "{report:#?}"
        );
        let scores = scorer
            .score_open(&business.workspace, Instant(NOW))
            .unwrap();
        assert_eq!(scores.len(), sample::OPEN_DEALS);
        let likely = scores.iter().filter(|s| s.probability > 0.5).count();
        assert!((5..85).contains(&likely), "{likely}");
    }
}
