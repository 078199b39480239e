#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use record::merge::Merged;
use record::{Currency, Version};

use super::*;
use crate::facts::Filled;
use crate::template::{Language, Template};

type Deal = BTreeMap<FieldId, Value>;

fn stages() -> Vec<Stage> {
    Template::Sequence.build(Language::En).stages
}

fn of(outcome: Outcome) -> RecordId {
    let stages = stages();
    stages.iter().find(|s| s.outcome == outcome).unwrap().id
}

fn check(from: usize, to: usize, deal: &Deal) -> Result<(), Blocked> {
    let stages = stages();
    let step = Move {
        from: Some(stages[from].id),
        to: stages[to].id,
    };
    check_move(&stages, step, deal, &Schema::standard())
}

fn amount() -> Value {
    Value::Money(Money {
        minor: 100_000,
        currency: Currency::EUR,
    })
}

#[test]
fn a_move_that_lacks_a_field_asks_for_it_and_goes_through_when_filled() {
    let deal = Deal::new();
    let blocked = check(0, 1, &deal).unwrap_err();
    assert!(blocked.can_be_filled());
    let asked: Vec<_> = blocked.asked().collect();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].field, deal::AMOUNT);
    assert_eq!(asked[0].label, "Amount");
    assert_eq!(asked[0].ty, FieldType::Money);
    assert_eq!(blocked.to_string(), "Amount has to be filled first");

    let stages = stages();
    let answers = [(deal::AMOUNT, Some(amount()))];
    let filled = Filled {
        base: &deal,
        answers: &answers,
    };
    let step = Move {
        from: Some(stages[0].id),
        to: stages[1].id,
    };
    assert_eq!(
        check_move(&stages, step, &filled, &Schema::standard()),
        Ok(())
    );
}

#[test]
fn a_stage_can_only_be_left_for_its_next_ones() {
    let deal = Deal::from([(deal::AMOUNT, amount())]);
    let blocked = check(0, 2, &deal).unwrap_err();
    assert!(!blocked.can_be_filled());
    assert_eq!(blocked.reasons.len(), 2, "{blocked}");
    let Reason::NotAllowed { from, to, allowed } = &blocked.reasons[0] else {
        panic!("{blocked}");
    };
    assert_eq!(
        (from.as_str(), to.as_str()),
        ("Lead qualification", "Closing")
    );
    let names: Vec<_> = allowed.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Proposal", "Lost"]);
    let Reason::Missing(asked) = &blocked.reasons[1] else {
        panic!("{blocked}");
    };
    assert_eq!(asked.field, deal::CLOSE_DATE);
}

#[test]
fn a_lost_deal_needs_a_reason_and_is_asked_once() {
    let mut stages = stages();
    let lost = of(Outcome::Lost);
    let step = Move {
        from: None,
        to: lost,
    };
    for stage in &mut stages {
        stage.required = vec![deal::LOST_REASON];
    }
    let blocked = check_move(&stages, step, &Deal::new(), &Schema::standard()).unwrap_err();
    let [Reason::LostReason(asked)] = &blocked.reasons[..] else {
        panic!("{blocked}");
    };
    assert!(asked.options.iter().any(|o| o == "Price"));
    let deal = Deal::from([(deal::LOST_REASON, Value::choice("Price"))]);
    assert_eq!(
        check_move(&stages, step, &deal, &Schema::standard()),
        Ok(())
    );
    let blank = Deal::from([(deal::LOST_REASON, Value::choice(" "))]);
    assert!(check_move(&stages, step, &blank, &Schema::standard()).is_err());
}

#[test]
fn a_move_to_the_same_or_an_unknown_stage_is_refused() {
    let blocked = check(1, 1, &Deal::new()).unwrap_err();
    assert!(matches!(blocked.reasons[..], [Reason::SameStage { .. }]));
    let stages = stages();
    let step = Move {
        from: None,
        to: RecordId(5),
    };
    let blocked = check_move(&stages, step, &Deal::new(), &Schema::standard()).unwrap_err();
    assert_eq!(
        blocked.reasons,
        [Reason::UnknownStage { stage: RecordId(5) }]
    );
    assert_eq!(effects(&stages, step, &Deal::new(), Date(1)), []);
}

#[test]
fn what_was_deleted_blocks_nothing() {
    let mut stages = stages();
    let (gone, to) = (RecordId(5), stages[2].id);
    stages[0].next = vec![gone];
    stages[2].required = vec![FieldId(u64::MAX)];
    for from in [Some(gone), Some(stages[0].id), None] {
        let step = Move { from, to };
        assert_eq!(
            check_move(&stages, step, &Deal::new(), &Schema::standard()),
            Ok(())
        );
    }
}

#[test]
fn without_transitions_every_move_is_allowed() {
    let stages = Template::Generic.build(Language::En).stages;
    let deal = Deal::from([(deal::LOST_REASON, Value::choice("Price"))]);
    for from in &stages {
        for to in stages.iter().filter(|to| to.id != from.id) {
            let step = Move {
                from: Some(from.id),
                to: to.id,
            };
            assert_eq!(
                check_move(&stages, step, &deal, &Schema::standard()),
                Ok(())
            );
        }
    }
}

#[test]
fn closing_sets_the_day_and_reopening_clears_it_with_the_reason() {
    let stages = stages();
    let (open, won, lost) = (stages[0].id, of(Outcome::Won), of(Outcome::Lost));
    let today = Date(20_000);
    let run = |from, to, deal: &Deal| {
        let step = Move {
            from: Some(from),
            to,
        };
        effects(&stages, step, deal, today)
    };
    let closed = |value| Effect {
        field: deal::CLOSED_ON,
        value,
    };
    let no_reason = Effect {
        field: deal::LOST_REASON,
        value: None,
    };
    let set_today = closed(Some(Value::Date(today)));
    assert_eq!(
        run(open, won, &Deal::new()),
        std::slice::from_ref(&set_today)
    );

    let lost_deal = Deal::from([
        (deal::LOST_REASON, Value::choice("Price")),
        (deal::CLOSED_ON, Value::Date(Date(19_000))),
    ]);
    assert_eq!(
        run(lost, open, &lost_deal),
        [closed(None), no_reason.clone()]
    );
    assert_eq!(run(lost, won, &lost_deal), [set_today, no_reason]);
    // The day that a dialog's answer brings with it stays.
    assert_eq!(run(open, lost, &lost_deal), []);
    assert_eq!(run(open, stages[1].id, &Deal::new()), []);
}

#[test]
fn a_move_is_written_with_what_follows() {
    let effects = [Effect {
        field: deal::CLOSED_ON,
        value: None,
    }];
    let step = Move {
        from: None,
        to: RecordId(2),
    };
    let writes = move_writes(RecordId(1), step, &effects);
    assert_eq!(writes.len(), 2);
    assert_eq!(writes[0].action, Action::Set(Value::Ref(RecordId(2))));
    assert_eq!(writes[1].action, Action::Clear);
}

#[test]
fn expected_revenue_weighs_by_the_deals_own_probability_first() {
    let mut stage = stages().remove(0);
    stage.probability = 20;
    let eur = |minor| Money {
        minor,
        currency: Currency::EUR,
    };
    assert_eq!(expected(eur(1003), &stage, None), eur(201));
    assert_eq!(expected(eur(-1003), &stage, None), eur(-201));
    assert_eq!(expected(eur(1000), &stage, Some(50)), eur(500));
    assert_eq!(expected(eur(i64::MAX), &stage, Some(900)), eur(i64::MAX));
    stage.outcome = Outcome::Lost;
    assert_eq!(expected(eur(1000), &stage, Some(50)), eur(0));
    stage.outcome = Outcome::Won;
    assert_eq!(expected(eur(1000), &stage, Some(50)), eur(1000));
}

#[test]
fn stages_survive_their_records() {
    for stage in stages() {
        let mut merged = Merged::default();
        for write in stage.writes() {
            merged.apply(Version::default(), &write);
        }
        let mut back = Stage::read(stage.id, &merged).unwrap();
        let mut next = stage.next.clone();
        next.sort_unstable();
        back.next.sort_unstable();
        assert_eq!(back, Stage { next, ..stage });
    }
}

#[test]
fn a_damaged_stage_is_refused_or_read_safely() {
    let nameless = Deal::from([(stage::PIPELINE, Value::Ref(RecordId(1)))]);
    assert_eq!(Stage::read(RecordId(2), &nameless), Err(NotAStage::NoName));
    let alone = Deal::from([(stage::NAME, Value::text("x"))]);
    assert_eq!(Stage::read(RecordId(2), &alone), Err(NotAStage::NoPipeline));
    let odd = Deal::from([
        (stage::NAME, Value::text("x")),
        (stage::PIPELINE, Value::Ref(RecordId(1))),
        (stage::PROBABILITY, Value::Int(900)),
        (stage::OUTCOME, Value::choice("Vielleicht")),
        (stage::ROTTING_DAYS, Value::Int(-1)),
        (
            stage::REQUIRED,
            Value::Tags(vec!["amount?".into(), "11".into()]),
        ),
    ]);
    let read = Stage::read(RecordId(2), &odd).unwrap();
    assert_eq!((read.probability, read.outcome), (100, Outcome::Open));
    assert_eq!(
        (read.rotting_days, read.required),
        (None, vec![deal::AMOUNT])
    );
}

proptest! {
    #[test]
    fn filling_what_is_asked_opens_the_gate(
        from in 0usize..5, to in 0usize..5, has_amount: bool, has_date: bool
    ) {
        let mut deal = Deal::new();
        if has_amount {
            deal.insert(deal::AMOUNT, amount());
        }
        if has_date {
            deal.insert(deal::CLOSE_DATE, Value::Date(Date(1)));
        }
        if let Err(blocked) = check(from, to, &deal) {
            prop_assert!(!blocked.reasons.is_empty());
            for asked in blocked.asked() {
                deal.insert(asked.field, Value::text("filled"));
            }
            prop_assert_eq!(check(from, to, &deal).is_ok(), blocked.can_be_filled());
        }
    }
}
