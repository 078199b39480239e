#![allow(clippy::unwrap_used)]

use super::*;
use bayes::{LeakCause, Verdict};
use record::schema::{self, activity, company, event, field as custom, pipeline, stage};
use record::{Date, DeviceId, Money, SeededEntropy, Write};

use crate::business::Moment;
use crate::command::Command;

mod business;
mod hindsight;
mod large;
mod sample_data;

use business::{Business, FIRST, LOST, SECOND, WON};

const DAY: i64 = 86_400_000;
const NOW: i64 = 20_600 * DAY;

fn euros(units: i64) -> Value {
    Value::Money(Money {
        minor: units * 100,
        currency: Currency::EUR,
    })
}

fn left_out(scorer: &DealScorer, source: Source) -> Option<LeftOut> {
    let list = &scorer.report().left_out;
    list.iter()
        .find(|(s, _)| *s == source)
        .map(|(_, reason)| *reason)
}

fn contribution(explanation: &Explanation, source: Source) -> Contribution {
    let list = &explanation.contributions;
    list.iter().find(|c| c.source == source).unwrap().clone()
}

const SOURCE: Source = Source::Deal(deal::SOURCE);
const AMOUNT: Source = Source::Deal(deal::AMOUNT);
const OWNER: Source = Source::Deal(deal::OWNER);

#[test]
fn the_prior_and_the_contributions_add_up_to_every_score() {
    let mut business = Business::new();
    business.drawn_many(900, 1.0);
    let scorer = business.train();
    let scores = scorer
        .score_open(&business.workspace, Instant(NOW))
        .unwrap();
    assert!(scores.len() > 30, "{}", scores.len());
    for score in scores {
        let why = scorer
            .explain(&business.workspace, score.deal, Instant(NOW))
            .unwrap();
        let sum = why
            .contributions
            .iter()
            .fold(why.prior, |sum, c| sum + c.llr);
        assert!((sum - score.score).abs() < 1e-9);
        assert!((why.score.score - score.score).abs() < 1e-9);
        assert!((0.0..=1.0).contains(&score.probability));
        assert_eq!(score.grade, Grade::of(score.probability));
        let reasons = why.reasons();
        assert!(
            reasons
                .windows(2)
                .all(|two| two[0].llr.abs() >= two[1].llr.abs())
        );
    }
}

#[test]
fn outcomes_with_causes_are_useful_and_the_report_says_how_much() {
    let mut business = Business::new();
    business.drawn_many(900, 1.0);
    let scorer = business.train();
    let report = scorer.report();
    assert_eq!(report.verdict, Verdict::Useful, "{report:#?}");
    let holdout = report.holdout.as_ref().unwrap();
    assert!(holdout.measures.accuracy > holdout.measures.majority_accuracy);
    assert!(holdout.measures.log_loss < holdout.base_log_loss);
    assert_eq!(
        holdout.learned.closed() + holdout.deals.len(),
        report.outcomes.closed()
    );
    assert_eq!(holdout.measures.reliability.len(), 10);
    assert_eq!(report.currency, Some(Currency::EUR));
    let used: Vec<_> = report.features.iter().map(|f| f.source).collect();
    for source in [
        SOURCE,
        AMOUNT,
        OWNER,
        Source::Company(company::INDUSTRY),
        Source::Age,
    ] {
        assert!(used.contains(&source), "{source:?}");
    }
    assert_eq!(used[0], SOURCE);
    assert_eq!(left_out(&scorer, Source::Contacts), Some(LeftOut::OneValue));
    assert_eq!(
        left_out(&scorer, Source::Deal(deal::PRODUCT)),
        Some(LeftOut::TooFew { filled: 0 })
    );
    for field in NEVER {
        assert!(!used.contains(&Source::Deal(field)));
    }
    let effects = scorer.effects(SOURCE);
    assert_eq!(effects[0].value, Some(Value::choice("Partner")));
    assert_eq!(effects[2].value, Some(Value::choice("Cold Call")));
    assert!(effects[0].llr > 0.5 && effects[2].llr < -0.5);
}

#[test]
fn random_outcomes_are_no_better_than_guessing() {
    let mut business = Business::new();
    business.drawn_many(900, 0.0);
    let report = business.train().report;
    assert_eq!(report.verdict, Verdict::NoBetterThanGuessing, "{report:#?}");
}

#[test]
fn a_business_without_deals_and_one_with_too_few_say_what_is_needed() {
    let mut business = Business::new();
    let refused = DealScorer::train(&business.workspace, Instant(NOW)).unwrap_err();
    assert_eq!(refused, NotTrained::NotEnough(Outcomes::default()));
    for n in 0..12 {
        business.deal(if n < 3 { LOST } else { WON }, &[]);
    }
    business.deal(FIRST, &[]);
    business.store();
    let refused = DealScorer::train(&business.workspace, Instant(NOW)).unwrap_err();
    let outcomes = Outcomes { won: 9, lost: 3 };
    assert_eq!(refused, NotTrained::NotEnough(outcomes));
    assert_eq!((outcomes.closed(), outcomes.needed()), (12, 8));
    assert!(refused.to_string().contains("9 won and 3 lost"));
}

#[test]
fn with_few_outcomes_there_are_scores_but_no_verdict() {
    let mut business = Business::new();
    for n in 0..24 {
        let source = if n % 3 == 0 { "Partner" } else { "Email" };
        let stage = if n % 3 == 0 || n % 4 == 0 { WON } else { LOST };
        business.deal(stage, &[(deal::SOURCE, Value::choice(source))]);
    }
    let open = business.deal(FIRST, &[(deal::SOURCE, Value::choice("Partner"))]);
    business.store();
    let scorer = business.train();
    let verdict = scorer.report().verdict;
    assert!(matches!(verdict, Verdict::NotEnough { closed: 24, needed } if needed > 24));
    assert!(
        scorer
            .explain(&business.workspace, open, Instant(NOW))
            .is_some()
    );
}

/// 80 closed deals whose source decides most of them, and an open one of each given kind.
fn by_source(open: &[&[(FieldId, Value)]]) -> (Business, Vec<RecordId>) {
    let mut business = Business::new();
    for n in 0..80 {
        let source = if n % 2 == 0 { "Partner" } else { "Email" };
        let won = if n % 10 < 7 { n % 2 == 0 } else { n % 2 == 1 };
        let values = [
            (deal::SOURCE, Value::choice(source)),
            (deal::AMOUNT, euros(1_000 + n * 37 % 900)),
            (deal::OPENED_ON, Value::Date(Date(19_000 + n as i32))),
            (deal::CLOSED_ON, Value::Date(Date(19_040 + n as i32))),
        ];
        business.deal(if won { WON } else { LOST }, &values);
    }
    let ids = open
        .iter()
        .map(|values| business.deal(FIRST, values))
        .collect();
    business.store();
    (business, ids)
}

#[test]
fn a_value_that_no_closed_deal_has_says_nothing() {
    let (business, ids) = by_source(&[&[(deal::SOURCE, Value::choice("Trade Show"))], &[]]);
    let scorer = business.train();
    let unseen = scorer
        .explain(&business.workspace, ids[0], Instant(NOW))
        .unwrap();
    let found = contribution(&unseen, SOURCE);
    assert_eq!(found.standing, Standing::Unseen);
    assert_eq!(found.value, Some(Value::choice("Trade Show")));
    assert_eq!((found.llr, found.evidence), (0.0, Evidence::None));
    let empty = scorer
        .explain(&business.workspace, ids[1], Instant(NOW))
        .unwrap();
    let found = contribution(&empty, SOURCE);
    assert_eq!((found.standing, found.llr), (Standing::Empty, 0.0));
}

#[test]
fn what_a_category_says_is_its_win_rate_pulled_to_the_average() {
    let (business, ids) = by_source(&[&[(deal::SOURCE, Value::choice("Partner"))]]);
    let scorer = business.train();
    let why = scorer
        .explain(&business.workspace, ids[0], Instant(NOW))
        .unwrap();
    let found = contribution(&why, SOURCE);
    let Evidence::Same(Outcomes { won, lost }) = found.evidence else {
        panic!("{found:?}")
    };
    assert_eq!((won, lost), (32, 8));
    let all = scorer.report().outcomes;
    let share = all.won as f64 / all.closed() as f64;
    let odds = (won as f64 + PULL * share) / (lost as f64 + PULL * (1.0 - share));
    let average = all.won as f64 / all.lost as f64;
    let full = (odds / average).ln();
    assert!((found.llr - scorer.report().trust * full).abs() < 1e-9);
}

#[test]
fn an_amount_in_another_currency_says_nothing() {
    let dollars = Value::Money(Money {
        minor: 120_000,
        currency: Currency::USD,
    });
    let (business, ids) = by_source(&[
        &[(deal::AMOUNT, dollars.clone())],
        &[(deal::AMOUNT, euros(1_200))],
    ]);
    let scorer = business.train();
    assert_eq!(scorer.report().currency, Some(Currency::EUR));
    let why = scorer
        .explain(&business.workspace, ids[0], Instant(NOW))
        .unwrap();
    let found = contribution(&why, AMOUNT);
    assert_eq!((found.standing, found.llr), (Standing::OtherCurrency, 0.0));
    assert_eq!(found.value, Some(dollars));
    let why = scorer
        .explain(&business.workspace, ids[1], Instant(NOW))
        .unwrap();
    assert_eq!(contribution(&why, AMOUNT).standing, Standing::Known);
}

#[test]
fn a_change_in_thought_scores_like_the_same_change_made() {
    let (mut business, ids) = by_source(&[&[(deal::SOURCE, Value::choice("Email"))]]);
    let scorer = business.train();
    let change = [
        (deal::SOURCE, Some(Value::choice("Partner"))),
        (deal::AMOUNT, Some(euros(1_300))),
    ];
    let thought = scorer
        .what_if(&business.workspace, ids[0], Instant(NOW), &change)
        .unwrap();
    business.edit(Kind::DEAL, ids[0], deal::SOURCE, Value::choice("Partner"));
    business.edit(Kind::DEAL, ids[0], deal::AMOUNT, euros(1_300));
    let made = scorer
        .explain(&business.workspace, ids[0], Instant(NOW))
        .unwrap();
    assert_eq!(thought, made);
}

#[test]
fn a_custom_choice_that_matters_is_used() {
    let mut business = Business::new();
    let field = business.custom("Budget known", "choice");
    for n in 0..200 {
        let known = n % 2 == 0;
        let won = if n % 10 < 8 { known } else { !known };
        let key = if known { "Yes" } else { "No" };
        business.deal(if won { WON } else { LOST }, &[(field, Value::choice(key))]);
    }
    let yes = business.deal(FIRST, &[(field, Value::choice("Yes"))]);
    let no = business.deal(FIRST, &[(field, Value::choice("No"))]);
    business.store();
    let scorer = business.train();
    let of = |id| {
        scorer
            .explain(&business.workspace, id, Instant(NOW))
            .unwrap()
    };
    assert!(of(yes).score.probability > 0.7 && of(no).score.probability < 0.3);
    assert!(contribution(&of(yes), Source::Deal(field)).llr > 1.0);
}

#[test]
fn activities_are_counted_alike_for_one_deal_and_for_many() {
    let mut business = Business::new();
    business.drawn_many(2_000, 1.0);
    let scorer = business.train();
    let many = scorer
        .score_open(&business.workspace, Instant(NOW))
        .unwrap();
    assert!(many.len() > 64);
    for score in many {
        let one = scorer
            .explain(&business.workspace, score.deal, Instant(NOW))
            .unwrap();
        assert_eq!(one.score, score);
    }
}

#[test]
fn only_open_deals_are_scored() {
    let (mut business, ids) = by_source(&[&[], &[]]);
    assert_eq!(business.open(), ids);
    let closed = business.workspace.ids(Kind::DEAL).next().unwrap();
    let scorer = business.train();
    assert!(
        scorer
            .explain(&business.workspace, closed, Instant(NOW))
            .is_none()
    );
    assert!(
        scorer
            .explain(&business.workspace, RecordId(5), Instant(NOW))
            .is_none()
    );
    business.run(Command::Delete {
        kind: Kind::DEAL,
        records: vec![ids[0]],
    });
    assert_eq!(business.open(), [ids[1]]);
    assert!(
        scorer
            .explain(&business.workspace, ids[0], Instant(NOW))
            .is_none()
    );
}

#[test]
fn the_persons_own_probability_moves_no_score() {
    let (mut business, ids) = by_source(&[&[(deal::SOURCE, Value::choice("Email"))]]);
    let before = business
        .train()
        .explain(&business.workspace, ids[0], Instant(NOW));
    business.edit(Kind::DEAL, ids[0], deal::PROBABILITY, Value::Int(95));
    let after = business
        .train()
        .explain(&business.workspace, ids[0], Instant(NOW));
    assert_eq!(before, after);
}

#[test]
fn a_scorer_is_stale_when_closed_deals_have_changed() {
    let (mut business, ids) = by_source(&[&[(deal::SOURCE, Value::choice("Email"))], &[]]);
    let scorer = business.train();
    assert!(!scorer.is_stale(&business.workspace));
    business.edit(Kind::DEAL, ids[0], deal::SOURCE, Value::choice("Partner"));
    assert!(
        !scorer.is_stale(&business.workspace),
        "an open deal teaches nothing"
    );
    let stage = business.stages[WON];
    business.now += 1_000;
    business.run(Command::MoveDeal {
        deal: ids[0],
        stage,
        answers: vec![],
    });
    assert!(scorer.is_stale(&business.workspace));
    let scorer = business.train();
    assert!(!scorer.is_stale(&business.workspace));
    business.edit(Kind::DEAL, ids[0], deal::SOURCE, Value::choice("Email"));
    assert!(scorer.is_stale(&business.workspace));
    let scorer = business.train();
    business.custom("Region", "choice");
    assert!(scorer.is_stale(&business.workspace));
}

#[test]
fn without_any_usable_feature_every_deal_has_the_base_rate() {
    let mut business = Business::new();
    for n in 0..40 {
        business.deal(if n % 4 == 0 { WON } else { LOST }, &[]);
    }
    let id = business.deal(FIRST, &[]);
    business.store();
    let scorer = business.train();
    assert_eq!(scorer.report().features, []);
    let scores = scorer
        .score_open(&business.workspace, Instant(NOW))
        .unwrap();
    assert!((scores[0].probability - 10.5 / 41.0).abs() < 1e-12);
    let why = scorer
        .explain(&business.workspace, id, Instant(NOW))
        .unwrap();
    assert_eq!((why.score, why.contributions.len()), (scores[0], 0));
}

#[test]
fn a_field_that_is_there_twice_does_not_make_scores_surer() {
    let certainty = |copies: usize| {
        let mut business = Business::new();
        let fields: Vec<_> = (0..copies)
            .map(|n| business.custom(&format!("Copy {n}"), "choice"))
            .collect();
        for n in 0..400 {
            let yes = n % 2 == 0;
            let won = if n % 10 < 7 { yes } else { !yes };
            let key = Value::choice(if yes { "Yes" } else { "No" });
            let values: Vec<_> = fields.iter().map(|field| (*field, key.clone())).collect();
            business.deal(if won { WON } else { LOST }, &values);
        }
        let values: Vec<_> = fields.iter().map(|f| (*f, Value::choice("Yes"))).collect();
        let id = business.deal(FIRST, &values);
        business.store();
        let scorer = business.train();
        scorer
            .explain(&business.workspace, id, Instant(NOW))
            .unwrap()
            .score
            .probability
    };
    let (once, often) = (certainty(1), certainty(6));
    assert!((once - often).abs() < 0.03, "{once} {often}");
    assert!((0.7..0.85).contains(&once), "{once}");
}
