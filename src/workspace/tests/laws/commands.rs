use record::schema::{company, contact, deal, event, ticket};
use record::{FieldId, Instant, Kind, RecordId, Value, Write};
use workflow::Reason;
use workspace::{Command, Refused};

use crate::device::{Device, MEMBERS, email, eur, pipeline, stage_named, visible};

pub(crate) fn text(n: &str) -> Value {
    Value::text(n)
}

/// Runs a command that is refused, and sees to it that nothing has changed.
pub(crate) fn refused(device: &mut Device, command: Command) -> Refused {
    let before = visible(&mut device.ws);
    let (changes, steps) = (device.changes.len(), device.ws.undo_step().is_some());
    let reason = device.run(command).unwrap_err();
    assert_eq!(visible(&mut device.ws), before);
    assert_eq!(device.changes.len(), changes);
    assert_eq!(device.ws.undo_step().is_some(), steps);
    assert!(!reason.to_string().is_empty());
    reason
}

fn create(kind: Kind, values: Vec<(FieldId, Value)>) -> Command {
    Command::Create {
        kind,
        record: RecordId(4711),
        values,
    }
}

#[test]
fn what_is_refused_says_why_and_changes_nothing() {
    let mut device = Device::new(1);
    let (kind, field) = (Kind::CONTACT, contact::LAST_NAME);
    let person = device.create(kind, vec![(field, text("Stein"))]);
    let edit = |field, value| Command::Edit {
        kind,
        record: person,
        values: vec![(field, value)],
    };
    let nobody = RecordId(12);
    for command in [
        Command::Edit {
            kind,
            record: nobody,
            values: vec![],
        },
        Command::EditMany {
            edits: vec![
                (kind, person, field, Some(text("x"))),
                (kind, nobody, field, None),
            ],
        },
        Command::Delete {
            kind,
            records: vec![person, nobody],
        },
        Command::Restore {
            kind,
            records: vec![nobody],
        },
        Command::Purge {
            kind,
            records: vec![nobody],
        },
        Command::Merge {
            kind,
            winner: person,
            loser: nobody,
            chosen: vec![],
        },
        Command::Merge {
            kind,
            winner: nobody,
            loser: person,
            chosen: vec![],
        },
    ] {
        assert_eq!(
            refused(&mut device, command),
            Refused::NotFound {
                kind,
                record: nobody
            }
        );
    }
    let unknown = FieldId(9_999);
    let reason = refused(&mut device, edit(unknown, Some(text("x"))));
    assert_eq!(
        reason,
        Refused::UnknownField {
            kind,
            field: unknown
        }
    );
    let reason = refused(&mut device, create(Kind(999), vec![]));
    assert!(matches!(
        reason,
        Refused::UnknownField {
            kind: Kind(999),
            ..
        }
    ));
    let options = Command::AddOptions {
        kind,
        field: unknown,
        options: vec!["x".into()],
    };
    assert_eq!(
        refused(&mut device, options),
        Refused::UnknownField {
            kind,
            field: unknown
        }
    );

    let reason = refused(&mut device, create(Kind::COMPANY, vec![]));
    assert_eq!(
        reason,
        Refused::Required {
            kind: Kind::COMPANY,
            field: company::NAME
        }
    );
    let reason = refused(
        &mut device,
        create(Kind::COMPANY, vec![(company::NAME, text(" \t"))]),
    );
    assert_eq!(
        reason,
        Refused::Required {
            kind: Kind::COMPANY,
            field: company::NAME
        }
    );
    let reason = refused(
        &mut device,
        create(kind, vec![(contact::JOB_TITLE, text("Boss"))]),
    );
    assert_eq!(reason, Refused::Required { kind, field });
    let ticket = device.create(Kind::TICKET, vec![(ticket::SUBJECT, text("Help"))]);
    let emptied = Command::Edit {
        kind: Kind::TICKET,
        record: ticket,
        values: vec![(ticket::SUBJECT, None)],
    };
    assert_eq!(
        refused(&mut device, emptied),
        Refused::Required {
            kind: Kind::TICKET,
            field: ticket::SUBJECT
        }
    );

    let reason = refused(
        &mut device,
        edit(contact::BIRTHDAY, Some(text("1999-01-01"))),
    );
    assert_eq!(
        reason,
        Refused::WrongType {
            kind,
            field: contact::BIRTHDAY
        }
    );
    let reason = refused(
        &mut device,
        edit(contact::SOURCE, Some(Value::choice("Aliens"))),
    );
    assert_eq!(
        reason,
        Refused::UnknownOption {
            kind,
            field: contact::SOURCE,
            option: "Aliens".into()
        }
    );
    let reason = refused(
        &mut device,
        edit(contact::WEBSITE, Some(text("javascript:alert(1)"))),
    );
    assert_eq!(
        reason,
        Refused::UnsafeLink {
            kind,
            field: contact::WEBSITE
        }
    );
    device
        .run(edit(contact::WEBSITE, Some(text("HTTPS://example.org"))))
        .unwrap();
    let reason = refused(
        &mut device,
        edit(contact::DESCRIPTION, Some(text(&"x".repeat((1 << 20) + 1)))),
    );
    assert!(matches!(
        reason,
        Refused::TooLong {
            limit: 1_048_576,
            ..
        }
    ));
    device
        .run(edit(contact::DESCRIPTION, Some(text(&"x".repeat(1 << 20)))))
        .unwrap();
}

#[test]
fn a_person_needs_a_name_or_an_address_only() {
    let mut device = Device::new(1);
    let values = vec![
        (contact::EMAILS, email("a@b.example")),
        (contact::TAGS, Value::Tags(vec![])),
    ];
    let record = device.create(Kind::CONTACT, values);
    assert_eq!(device.ws.name(Kind::CONTACT, record), "a@b.example");
    assert_eq!(device.value(Kind::CONTACT, record, contact::TAGS), None);
    let created = device.value(Kind::CONTACT, record, record::schema::CREATED_AT);
    assert_eq!(created, Some(Value::Instant(Instant(device.now))));
}

#[test]
fn a_blocked_move_says_why_and_the_answers_open_the_gate() {
    let mut device = Device::new(1);
    let (first, proposal, closing) = (
        stage_named("Lead qualification"),
        stage_named("Proposal"),
        stage_named("Closing"),
    );
    let values = vec![(deal::NAME, text("Deal")), (deal::STAGE, Value::Ref(first))];
    let deal = device.create(Kind::DEAL, values);
    let go = |stage, answers: &[(FieldId, Option<Value>)]| Command::MoveDeal {
        deal,
        stage,
        answers: answers.to_vec(),
    };
    let Refused::Blocked(blocked) = refused(&mut device, go(proposal, &[])) else {
        panic!("not blocked");
    };
    assert!(blocked.can_be_filled());
    let asked: Vec<FieldId> = blocked.asked().map(|a| a.field).collect();
    assert_eq!(asked, [deal::AMOUNT]);
    device
        .run(go(proposal, &[(deal::AMOUNT, Some(eur(100)))]))
        .unwrap();
    assert_eq!(device.ws.stage_of(deal).unwrap().id, proposal);
    assert_eq!(device.value(Kind::DEAL, deal, deal::AMOUNT), Some(eur(100)));

    let Refused::Blocked(blocked) = refused(&mut device, go(proposal, &[])) else {
        panic!("not blocked");
    };
    assert!(matches!(blocked.reasons[..], [Reason::SameStage { .. }]));
    let Refused::Blocked(blocked) = refused(&mut device, go(stage_named("Won"), &[])) else {
        panic!("not blocked");
    };
    assert!(matches!(blocked.reasons[..], [Reason::NotAllowed { .. }]));
    let Refused::Blocked(blocked) = refused(&mut device, go(RecordId(9), &[])) else {
        panic!("not blocked");
    };
    assert!(matches!(blocked.reasons[..], [Reason::UnknownStage { .. }]));
    // A deal that is edited goes through the same gate.
    let edit = |stage, close: Option<Value>| Command::Edit {
        kind: Kind::DEAL,
        record: deal,
        values: vec![
            (deal::STAGE, Some(Value::Ref(stage))),
            (deal::CLOSE_DATE, close),
        ],
    };
    assert!(matches!(
        refused(&mut device, edit(closing, None)),
        Refused::Blocked(_)
    ));
    let many = Command::EditMany {
        edits: vec![(Kind::DEAL, deal, deal::STAGE, Some(Value::Ref(closing)))],
    };
    assert!(matches!(refused(&mut device, many), Refused::Blocked(_)));
    device
        .run(edit(closing, Some(Value::Date(record::Date(20_800)))))
        .unwrap();
    assert_eq!(device.ws.stage_of(deal).unwrap().id, closing);
}

#[test]
fn a_lost_deal_needs_a_reason_and_a_reopened_one_has_none() {
    let mut device = Device::new(1);
    let values = vec![
        (deal::NAME, text("Deal")),
        (deal::STAGE, Value::Ref(stage_named("Lead qualification"))),
    ];
    let deal = device.create(Kind::DEAL, values);
    let lost = stage_named("Lost");
    let go = |stage, answers: Vec<(FieldId, Option<Value>)>| Command::MoveDeal {
        deal,
        stage,
        answers,
    };
    let Refused::Blocked(blocked) = refused(&mut device, go(lost, vec![])) else {
        panic!("not blocked");
    };
    assert!(matches!(blocked.reasons[..], [Reason::LostReason(_)]));
    device
        .run(go(
            lost,
            vec![(deal::LOST_REASON, Some(Value::choice("Price")))],
        ))
        .unwrap();
    assert_eq!(
        device.value(Kind::DEAL, deal, deal::CLOSED_ON),
        Some(Value::Date(record::Date(20_717)))
    );
    device
        .run(go(stage_named("Lead qualification"), vec![]))
        .unwrap();
    assert_eq!(device.value(Kind::DEAL, deal, deal::CLOSED_ON), None);
    assert_eq!(device.value(Kind::DEAL, deal, deal::LOST_REASON), None);
}

#[test]
fn changes_of_tracked_fields_are_kept_as_events() {
    let mut device = Device::new(1);
    device.ws.set_me(Some(MEMBERS[1]));
    let values = vec![(deal::NAME, text("Deal")), (deal::AMOUNT, eur(100))];
    let deal = device.create(Kind::DEAL, values);
    assert!(
        device.ws.history(deal, deal::AMOUNT).is_empty(),
        "a new record has no history"
    );
    device
        .edit(Kind::DEAL, deal, deal::AMOUNT, Some(eur(200)))
        .unwrap();
    let at = Instant(device.now);
    device
        .edit(Kind::DEAL, deal, deal::NAME, Some(text("Other")))
        .unwrap();
    device
        .edit(Kind::DEAL, deal, deal::AMOUNT, Some(eur(200)))
        .unwrap();
    device.edit(Kind::DEAL, deal, deal::AMOUNT, None).unwrap();
    let history = device.ws.history(deal, deal::AMOUNT);
    assert_eq!(history[0], (at, Some(eur(100)), Some(eur(200))));
    assert_eq!(
        (history[1].1.clone(), history[1].2.clone()),
        (Some(eur(200)), None)
    );
    assert_eq!(history.len(), 2);
    // The name is no tracked field, but its history is kept as well.
    assert_eq!(device.ws.count(Kind::EVENT), 3);
    let event = device.ws.related(Kind::EVENT, event::SUBJECT, deal)[0];
    assert_eq!(
        device.value(Kind::EVENT, event, event::MEMBER),
        Some(Value::Ref(MEMBERS[1]))
    );
    let items = device.ws.timeline(Kind::DEAL, deal);
    assert!(items.iter().all(|item| item.kind == Kind::EVENT) && items.len() == 2);
    // An import that changes it is no different.
    let writes = vec![Write::set(Kind::DEAL, deal, deal::AMOUNT, eur(7))];
    device
        .run(Command::Bulk {
            label: "import".into(),
            group: RecordId(5),
            writes,
        })
        .unwrap();
    assert_eq!(device.ws.history(deal, deal::AMOUNT).len(), 3);
}

#[test]
fn a_stage_with_deals_is_not_deleted() {
    let mut device = Device::new(1);
    let stage = device.stage("New", vec![]);
    let deals: Vec<RecordId> = (0..2)
        .map(|_| {
            device.create(
                Kind::DEAL,
                vec![(deal::NAME, text("D")), (deal::STAGE, Value::Ref(stage))],
            )
        })
        .collect();
    let delete = |kind, record| Command::Delete {
        kind,
        records: vec![record],
    };
    assert_eq!(
        refused(&mut device, delete(Kind::STAGE, stage)),
        Refused::InUse { count: 2 }
    );
    assert_eq!(
        refused(&mut device, delete(Kind::PIPELINE, pipeline().id)),
        Refused::InUse { count: 2 }
    );
    device
        .run(Command::Delete {
            kind: Kind::DEAL,
            records: deals,
        })
        .unwrap();
    device.run(delete(Kind::STAGE, stage)).unwrap();
    device.run(delete(Kind::PIPELINE, pipeline().id)).unwrap();
    assert!(device.ws.pipelines().is_empty());
}

#[test]
fn what_was_deleted_lies_in_the_trash_until_it_is_restored_or_purged() {
    let mut device = Device::new(1);
    let kind = Kind::CONTACT;
    let [a, b] = ["A", "B"].map(|n| device.create(kind, vec![(contact::LAST_NAME, text(n))]));
    device
        .run(Command::Delete {
            kind,
            records: vec![a, b],
        })
        .unwrap();
    assert_eq!(
        (device.ws.count(kind), visible(&mut device.ws).trash.len()),
        (0, 2)
    );
    device
        .run(Command::Restore {
            kind,
            records: vec![a],
        })
        .unwrap();
    device
        .run(Command::Purge {
            kind,
            records: vec![b],
        })
        .unwrap();
    assert_eq!(device.ws.ids(kind).collect::<Vec<_>>(), [a]);
    assert!(visible(&mut device.ws).trash.is_empty());
    let done = device
        .run(Command::Restore {
            kind,
            records: vec![a, b],
        })
        .unwrap();
    assert_eq!(done.change, None);
}

#[test]
fn an_added_option_can_be_chosen_and_shown() {
    let mut device = Device::new(1);
    let (kind, field) = (Kind::CONTACT, contact::SOURCE);
    let person = device.create(kind, vec![(contact::LAST_NAME, text("Stein"))]);
    let options = vec![
        " Fair ".into(),
        "Partner".into(),
        String::new(),
        "Fair".into(),
    ];
    let done = device
        .run(Command::AddOptions {
            kind,
            field,
            options,
        })
        .unwrap();
    assert!(done.touched.schema);
    device
        .edit(kind, person, field, Some(Value::choice("Fair")))
        .unwrap();
    let def = device.ws.schema().field(kind, field).unwrap();
    assert_eq!(def.options.iter().filter(|o| *o == "Fair").count(), 1);
    let again = Command::AddOptions {
        kind,
        field,
        options: vec!["Fair".into()],
    };
    assert_eq!(device.run(again).unwrap().change, None);
}

#[test]
fn a_large_change_tells_of_some_records_and_that_there_are_more() {
    let mut device = Device::new(1);
    let writes = (0..600u128)
        .flat_map(|n| {
            let id = RecordId(1_000 + n);
            [contact::LAST_NAME, contact::FIRST_NAME]
                .map(|f| Write::set(Kind::CONTACT, id, f, text("x")))
        })
        .collect();
    let done = device
        .run(Command::Bulk {
            label: "import".into(),
            group: RecordId(5),
            writes,
        })
        .unwrap();
    assert_eq!(done.touched.records.len(), 512);
    assert!(done.touched.many);
    assert_eq!(done.touched.kinds, [Kind::CONTACT]);
    assert_eq!(device.ws.count(Kind::CONTACT), 600);
}
