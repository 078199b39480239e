//! Nothing is learned that was not known while a deal was open.

use super::*;

#[test]
fn owner_and_amount_count_as_they_were_before_the_close() {
    let mut business = Business::new();
    let owners = ["Ada", "Ben", "Cleo"]
        .map(|name| business.add(Kind::MEMBER, &[(schema::member::NAME, Value::text(name))]));
    let mut deals = Vec::new();
    for n in 0..60 {
        let values = [
            (deal::OWNER, Value::Ref(owners[n % 2])),
            (deal::AMOUNT, euros(1_000 + n as i64 * 17 % 500)),
        ];
        deals.push(business.deal(SECOND, &values));
    }
    let open = business.deal(FIRST, &[(deal::OWNER, Value::Ref(owners[0]))]);
    business.store();
    for (n, id) in deals.iter().enumerate() {
        business.now += 3_600_000;
        let won = (n % 2 == 0) == (n % 10 < 7);
        let stage = business.stages[if won { WON } else { LOST }];
        // The amount is set to what was invoiced in the dialog of the move.
        let answers = if won {
            vec![(deal::AMOUNT, Some(euros(9_000)))]
        } else {
            vec![(deal::LOST_REASON, Some(Value::choice("Price")))]
        };
        business.run(Command::MoveDeal {
            deal: *id,
            stage,
            answers,
        });
    }
    let before = business.train();
    for (n, id) in deals.iter().enumerate() {
        let won = (n % 2 == 0) == (n % 10 < 7);
        // Won deals are handed over to a third person.
        if won {
            business.edit(Kind::DEAL, *id, deal::OWNER, Value::Ref(owners[2]));
        }
    }
    let after = business.train();
    assert_eq!(left_out(&after, OWNER), None);
    assert_eq!(left_out(&after, AMOUNT), None);
    for scorer in [&before, &after] {
        let why = scorer
            .explain(&business.workspace, open, Instant(NOW))
            .unwrap();
        let owner = contribution(&why, OWNER);
        assert_eq!(
            owner.evidence,
            Evidence::Same(Outcomes { won: 24, lost: 6 })
        );
        let values: Vec<_> = scorer.effects(OWNER).into_iter().map(|e| e.value).collect();
        assert_eq!(values.len(), 2);
        assert!(!values.contains(&Some(Value::Ref(owners[2]))));
    }
    assert_eq!(before.model(), after.model());
}

#[test]
fn a_field_that_is_filled_at_the_close_is_left_out() {
    let (mut business, _) = by_source(&[]);
    let field = business.custom("Signed by", "choice");
    let open: Vec<_> = (0..40).map(|_| business.deal(FIRST, &[])).collect();
    business.run(Command::AddOptions {
        kind: Kind::DEAL,
        field,
        options: vec!["Them".into(), "Us".into()],
    });
    business.store();
    for (n, id) in open.iter().enumerate() {
        business.now += 1_000;
        let stage = business.stages[if n % 2 == 0 { WON } else { LOST }];
        let key = if n % 3 == 0 { "Them" } else { "Us" };
        let mut answers = vec![(field, Some(Value::choice(key)))];
        if n % 2 == 1 {
            answers.push((deal::LOST_REASON, Some(Value::choice("Price"))));
        }
        business.run(Command::MoveDeal {
            deal: *id,
            stage,
            answers,
        });
    }
    let reason = left_out(&business.train(), Source::Deal(field));
    assert_eq!(
        reason,
        Some(LeftOut::EditedAfterClose {
            won: 1.0,
            lost: 1.0
        })
    );
}

#[test]
fn fields_that_know_the_outcome_are_left_out_with_the_reason() {
    let mut business = Business::new();
    let invoiced = business.custom("Invoiced", "number");
    let closing = business.custom("Closing note", "choice");
    business.drawn_many(900, 1.0);
    let deals: Vec<_> = business.workspace.ids(Kind::DEAL).collect();
    let mut writes = Vec::new();
    for (n, id) in deals.iter().enumerate() {
        let outcome = business.workspace.stage_of(*id).unwrap().outcome;
        if outcome == workflow::Outcome::Open {
            continue;
        }
        let won = outcome == workflow::Outcome::Won;
        let sum = if won { 500.0 } else { 0.0 } + (n % 7) as f64;
        writes.push((*id, invoiced, Value::Number(sum)));
        writes.push((*id, closing, Value::choice(["Short", "Long"][n % 2])));
    }
    // Brought in with the deals, so that no time of editing gives them away.
    let mut copy = Business::new();
    copy.custom("Invoiced", "number");
    copy.custom("Closing note", "choice");
    copy.random = SeededEntropy::new(11);
    let mut all = Vec::new();
    for kind in [
        Kind::PIPELINE,
        Kind::STAGE,
        Kind::FIELD,
        Kind::DEAL,
        Kind::EVENT,
        Kind::COMPANY,
    ] {
        for id in business.workspace.ids(kind) {
            let values = business.workspace.values(kind, id);
            all.extend(values.into_iter().map(|(f, v)| Write::set(kind, id, f, v)));
            let more = writes
                .iter()
                .filter(|(deal, ..)| kind == Kind::DEAL && *deal == id);
            all.extend(more.map(|(_, f, v)| Write::set(kind, id, *f, v.clone())));
        }
    }
    copy.writes = all;
    copy.store();
    let scorer = copy.train();
    assert!(matches!(
        left_out(&scorer, Source::Deal(invoiced)),
        Some(LeftOut::Leak(LeakCause::Value { auc })) if auc > 0.95
    ));
    assert!(matches!(
        left_out(&scorer, Source::Deal(closing)),
        Some(LeftOut::Leak(LeakCause::OnlyWithOutcome { .. }))
    ));
    assert!(scorer.report().features.iter().any(|f| f.source == SOURCE));
}

#[test]
fn a_companys_type_that_turns_with_the_sale_is_left_out() {
    let mut business = Business::new();
    let mut pairs = Vec::new();
    for n in 0..60 {
        let kind = if n % 4 == 0 { "Partner" } else { "Prospect" };
        let home = business.add(
            Kind::COMPANY,
            &[
                (company::NAME, Value::text("A company")),
                (company::TYPE, Value::choice(kind)),
                (
                    company::INDUSTRY,
                    Value::choice(["Retail", "Energy"][n / 2 % 2]),
                ),
            ],
        );
        pairs.push((
            business.deal(FIRST, &[(deal::COMPANY, Value::Ref(home))]),
            home,
        ));
    }
    business.store();
    for (n, (id, home)) in pairs.into_iter().enumerate() {
        let stage = business.stages[if n % 2 == 0 { WON } else { LOST }];
        let answers = match n % 2 {
            0 => vec![],
            _ => vec![(deal::LOST_REASON, Some(Value::choice("Price")))],
        };
        business.now += 1_000;
        business.run(Command::MoveDeal {
            deal: id,
            stage,
            answers,
        });
        if n % 2 == 0 {
            business.edit(
                Kind::COMPANY,
                home,
                company::TYPE,
                Value::choice("Customer"),
            );
        }
    }
    let scorer = business.train();
    assert_eq!(
        left_out(&scorer, Source::Company(company::TYPE)),
        Some(LeftOut::EditedAfterClose {
            won: 1.0,
            lost: 0.0
        })
    );
    assert_eq!(left_out(&scorer, Source::Company(company::INDUSTRY)), None);
}

#[test]
fn a_field_that_names_single_deals_is_left_out() {
    let mut business = Business::new();
    let field = business.custom("Order number", "choice");
    for n in 0..40 {
        let key = Value::choice(format!("N{n}"));
        business.deal(if n % 2 == 0 { WON } else { LOST }, &[(field, key)]);
    }
    business.store();
    let reason = left_out(&business.train(), Source::Deal(field));
    assert_eq!(reason, Some(LeftOut::TooManyValues { values: 40 }));
}

#[test]
fn activities_after_the_close_do_not_count() {
    let mut business = Business::new();
    for n in 0..60 {
        let opened = 19_000 + n;
        let won = n % 2 == 0;
        let values = [
            (deal::OPENED_ON, Value::Date(Date(opened as i32))),
            (deal::CLOSED_ON, Value::Date(Date(opened as i32 + 20))),
        ];
        let id = business.deal(if won { WON } else { LOST }, &values);
        business.touch(id, (opened - n % 3) * DAY);
        // Those who buy are called a lot afterwards.
        for day in 0..if won { 12 } else { 0 } {
            business.touch(id, (opened + 25 + day) * DAY);
        }
    }
    let id = business.deal(FIRST, &[(deal::OPENED_ON, Value::Date(Date(20_590)))]);
    business.touch(id, 20_591 * DAY);
    business.touch(id, NOW + DAY);
    business.store();
    let (closed, _) = Deals::closed(&business.workspace).unwrap();
    let Cells::Numbers(counts) = closed.cells(Source::Activities, Shape::Number, None) else {
        panic!("activities are numbers")
    };
    assert_eq!(counts, vec![1.0; 60]);
    let open = Deals::one(&business.workspace, id, Instant(NOW)).unwrap();
    let Cells::Numbers(counts) = open.cells(Source::Activities, Shape::Number, None) else {
        panic!("activities are numbers")
    };
    assert_eq!(counts, [1.0]);
}

#[test]
fn a_companys_type_that_was_brought_in_after_the_close_is_left_out() {
    let mut business = Business::new();
    business.now = NOW;
    for n in 0..40 {
        let kind = if n % 2 == 0 { "Customer" } else { "Prospect" };
        let values = [
            (company::NAME, Value::text("A company")),
            (company::TYPE, Value::choice(kind)),
        ];
        let home = business.add(Kind::COMPANY, &values);
        business.store();
        let values = [
            (deal::COMPANY, Value::Ref(home)),
            (deal::CLOSED_ON, Value::Date(Date(19_000 + n))),
        ];
        business.deal(if n % 10 < 8 && n % 2 == 0 { WON } else { LOST }, &values);
        business.store();
    }
    let reason = left_out(&business.train(), Source::Company(company::TYPE));
    let always = LeftOut::EditedAfterClose {
        won: 1.0,
        lost: 1.0,
    };
    assert_eq!(reason, Some(always));
}

#[test]
fn only_deals_won_before_count_as_earlier_wins() {
    let mut business = Business::new();
    let home = business.add(Kind::COMPANY, &[(company::NAME, Value::text("A company"))]);
    let mut add = |stage: usize, opened: i32, closed: Option<i32>| {
        let mut values = vec![
            (deal::COMPANY, Value::Ref(home)),
            (deal::OPENED_ON, Value::Date(Date(opened))),
        ];
        values.extend(closed.map(|day| (deal::CLOSED_ON, Value::Date(Date(day)))));
        business.deal(stage, &values)
    };
    add(WON, 19_000, Some(19_010));
    add(LOST, 19_020, Some(19_030));
    add(WON, 19_025, Some(19_040));
    add(LOST, 19_050, Some(19_060));
    let open = [add(FIRST, 19_070, None), add(FIRST, 19_071, None)];
    business.store();
    let wins = |deals: Deals<'_>| match deals.cells(Source::EarlierWins, Shape::Number, None) {
        Cells::Numbers(list) => list,
        Cells::Categories { .. } => panic!("wins are a number"),
    };
    let (closed, _) = Deals::closed(&business.workspace).unwrap();
    assert_eq!(wins(closed), [0.0, 1.0, 1.0, 2.0]);
    let many = Deals::open(&business.workspace, Instant(NOW)).unwrap();
    assert_eq!(wins(many), [2.0, 2.0]);
    let one = Deals::one(&business.workspace, open[1], Instant(NOW)).unwrap();
    assert_eq!(wins(one), [2.0]);
}

#[test]
fn the_stage_is_the_one_at_a_moment_of_the_open_life() {
    let mut business = Business::new();
    business.drawn_many(900, 1.0);
    let (closed, _) = Deals::closed(&business.workspace).unwrap();
    let source = Source::Deal(deal::STAGE);
    let Cells::Categories { codes, levels } = closed.cells(source, Shape::Category, None) else {
        panic!("stages are categories")
    };
    let stages: Vec<_> = codes
        .iter()
        .map(|code| levels.list[*code as usize].value())
        .collect();
    let share = |stage: usize| {
        let stage = Value::Ref(business.stages[stage]);
        stages.iter().filter(|s| **s == stage).count() as f64 / stages.len() as f64
    };
    // Every deal spent one half of its life in each of the two open stages.
    assert!((share(FIRST) - 0.5).abs() < 0.1, "{}", share(FIRST));
    assert_eq!(share(FIRST) + share(SECOND), 1.0);
}
