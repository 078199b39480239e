use proptest::prelude::*;
use record::schema::{contact, deal};
use record::{Kind, RecordId, Value, Write};
use workspace::{Command, Refused};

use crate::actions::{Action, any_action};
use crate::device::{Device, stage_named, visible};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn undoing_everything_restores_every_step_and_redoing_brings_all_back(
        actions in prop::collection::vec(any_action(), 1..30),
    ) {
        let mut device = Device::new(1);
        let mut states = vec![visible(&mut device.ws)];
        let mut last_group = None;
        for action in &actions {
            let group = match action {
                Action::Bulk { group, .. } => Some(*group),
                _ => None,
            };
            if device.act(action) {
                // Slices of one import are one step.
                if group.is_some() && last_group == group {
                    states.pop();
                }
                last_group = group;
                states.push(visible(&mut device.ws));
            }
        }
        for before in states.iter().rev().skip(1) {
            let undone = device.undo().unwrap();
            prop_assert_eq!(undone.kept, 0);
            prop_assert_eq!(&visible(&mut device.ws), before);
        }
        prop_assert_eq!(device.undo(), Err(Refused::NothingToUndo));
        for after in states.iter().skip(1) {
            prop_assert_eq!(device.redo().unwrap().kept, 0);
            prop_assert_eq!(&visible(&mut device.ws), after);
        }
        prop_assert_eq!(device.redo(), Err(Refused::NothingToUndo));
        // And back again: redone steps can be undone.
        for before in states.iter().rev().skip(1) {
            device.undo().unwrap();
            prop_assert_eq!(&visible(&mut device.ws), before);
        }
    }
}

#[test]
fn an_import_in_slices_is_one_step_also_where_slices_write_the_same_field() {
    let mut device = Device::new(1);
    let old = device.create(
        Kind::CONTACT,
        vec![(contact::LAST_NAME, Value::text("One"))],
    );
    let slice = |name: &str, record| Command::Bulk {
        label: "import".into(),
        group: RecordId(5),
        writes: vec![Write::set(
            Kind::CONTACT,
            record,
            contact::LAST_NAME,
            Value::text(name),
        )],
    };
    let new = RecordId(99);
    for (name, record) in [("Two", old), ("New", new), ("Three", old), ("Newer", new)] {
        device.run(slice(name, record)).unwrap();
    }
    let step = device.ws.undo_step().unwrap();
    assert_eq!((step.records, step.subject), (2, None));
    device.undo().unwrap();
    assert_eq!(
        device.ws.text(Kind::CONTACT, old, contact::LAST_NAME),
        "One"
    );
    assert!(!device.ws.is_live(Kind::CONTACT, new));
    device.redo().unwrap();
    assert_eq!(
        device.ws.text(Kind::CONTACT, old, contact::LAST_NAME),
        "Three"
    );
    assert_eq!(
        device.ws.text(Kind::CONTACT, new, contact::LAST_NAME),
        "Newer"
    );
    assert!(device.ws.is_live(Kind::CONTACT, new));
}

#[test]
fn an_import_that_was_taken_back_can_be_made_again() {
    let mut device = Device::new(1);
    let record = RecordId::natural(["import", "1"]);
    let slice = || Command::Bulk {
        label: "import".into(),
        group: RecordId(5),
        writes: vec![Write::set(
            Kind::CONTACT,
            record,
            contact::LAST_NAME,
            Value::text("Stein"),
        )],
    };
    device.run(slice()).unwrap();
    device.undo().unwrap();
    assert!(!device.ws.is_live(Kind::CONTACT, record));
    device.run(slice()).unwrap();
    assert!(device.ws.is_live(Kind::CONTACT, record));
    device.undo().unwrap();
    assert!(!device.ws.is_live(Kind::CONTACT, record));
}

#[test]
fn options_that_were_taken_back_can_be_added_again() {
    let mut device = Device::new(1);
    let add = |option: &str| Command::AddOptions {
        kind: Kind::CONTACT,
        field: contact::SOURCE,
        options: vec![option.into()],
    };
    let has = |device: &Device, option: &str| {
        let def = device
            .ws
            .schema()
            .field(Kind::CONTACT, contact::SOURCE)
            .unwrap();
        def.options.iter().any(|o| o == option)
    };
    device.run(add("Fair")).unwrap();
    assert!(has(&device, "Fair"));
    device.undo().unwrap();
    assert!(!has(&device, "Fair"));
    device.run(add("Flyer")).unwrap();
    assert!(has(&device, "Flyer") && !has(&device, "Fair"));
    device.run(add("Fair")).unwrap();
    assert!(has(&device, "Flyer") && has(&device, "Fair"));
    device.undo().unwrap();
    assert!(has(&device, "Flyer") && !has(&device, "Fair"));
}

#[test]
fn what_another_device_changed_meanwhile_is_kept_and_counted() {
    let (mut ada, mut ben) = (Device::new(1), Device::new(2));
    let deal = ada.create(Kind::DEAL, vec![(deal::NAME, Value::text("Deal"))]);
    let edit = |name: &str, source: &str| Command::Edit {
        kind: Kind::DEAL,
        record: deal,
        values: vec![
            (deal::NAME, Some(Value::text(name))),
            (deal::SOURCE, Some(Value::choice(source))),
            (deal::TAGS, Some(Value::Tags(vec![name.to_owned()]))),
        ],
    };
    ada.run(edit("Ada's", "Partner")).unwrap();
    for change in ada.changes.clone() {
        ben.receive(&change);
    }
    ben.now += 1_000;
    ben.edit(Kind::DEAL, deal, deal::NAME, Some(Value::text("Ben's")))
        .unwrap();
    ben.edit(
        Kind::DEAL,
        deal,
        deal::TAGS,
        Some(Value::Tags(vec!["ben".into()])),
    )
    .unwrap();
    for change in ben.changes.clone() {
        ada.receive(&change);
    }
    let undone = ada.undo().unwrap();
    assert_eq!(undone.kept, 1);
    assert_eq!(ada.ws.text(Kind::DEAL, deal, deal::NAME), "Ben's");
    assert_eq!(ada.value(Kind::DEAL, deal, deal::SOURCE), None);
    assert_eq!(
        ada.value(Kind::DEAL, deal, deal::TAGS),
        Some(Value::Tags(vec!["ben".into()]))
    );
}

#[test]
fn the_event_of_a_field_that_is_kept_stays_in_the_history() {
    let (mut ada, mut ben) = (Device::new(1), Device::new(2));
    let (first, second, third) = (
        stage_named("Lead qualification"),
        stage_named("Proposal"),
        stage_named("Closing"),
    );
    let values = vec![
        (deal::NAME, Value::text("Deal")),
        (deal::STAGE, Value::Ref(first)),
    ];
    let id = ada.create(Kind::DEAL, values);
    let go = |stage| Command::MoveDeal {
        deal: id,
        stage,
        answers: vec![
            (deal::AMOUNT, Some(crate::device::eur(100))),
            (deal::CLOSE_DATE, Some(Value::Date(record::Date(20_800)))),
        ],
    };
    ada.run(go(second)).unwrap();
    for change in ada.changes.clone() {
        ben.receive(&change);
    }
    ben.now += 1_000;
    ben.run(go(third)).unwrap();
    for change in ben.changes.clone() {
        ada.receive(&change);
    }
    assert_eq!(ada.undo().unwrap().kept, 1);
    let stages: Vec<_> = ada
        .ws
        .history(id, deal::STAGE)
        .into_iter()
        .map(|(_, _, to)| to)
        .collect();
    assert_eq!(stages, [Some(Value::Ref(second)), Some(Value::Ref(third))]);
    assert!(ada.ws.history(id, deal::AMOUNT).is_empty());
}

#[test]
fn an_action_names_the_one_record_that_it_was_about() {
    let mut device = Device::new(1);
    let name = |name: &str| vec![(contact::LAST_NAME, Value::text(name))];
    let one = device.create(Kind::CONTACT, name("One"));
    let about = Some((Kind::CONTACT, one));
    assert_eq!(device.ws.undo_step().unwrap().subject, about);
    device
        .run(Command::Delete {
            kind: Kind::CONTACT,
            records: vec![one],
        })
        .unwrap();
    let step = device.ws.undo_step().unwrap();
    assert_eq!((step.label, step.subject), ("delete", about));
    device.undo().unwrap();
    device.undo().unwrap();
    let step = device.ws.redo_step().unwrap();
    assert_eq!((step.label, step.subject), ("create", about));
    assert_eq!(
        device.ws.text(Kind::CONTACT, one, contact::LAST_NAME),
        "One"
    );
}

#[test]
fn a_new_action_ends_what_could_be_redone() {
    let mut device = Device::new(1);
    let record = device.create(
        Kind::CONTACT,
        vec![(contact::LAST_NAME, Value::text("One"))],
    );
    device
        .edit(
            Kind::CONTACT,
            record,
            contact::LAST_NAME,
            Some(Value::text("Two")),
        )
        .unwrap();
    device.undo().unwrap();
    assert_eq!(device.ws.redo_step().unwrap().label, "edit");
    device
        .edit(
            Kind::CONTACT,
            record,
            contact::LAST_NAME,
            Some(Value::text("Three")),
        )
        .unwrap();
    assert_eq!(device.redo(), Err(Refused::NothingToUndo));
    // What changes nothing is no step.
    device
        .edit(
            Kind::CONTACT,
            record,
            contact::LAST_NAME,
            Some(Value::text("Three")),
        )
        .unwrap();
    device.undo().unwrap();
    assert_eq!(
        device.ws.text(Kind::CONTACT, record, contact::LAST_NAME),
        "One"
    );
}

#[test]
fn a_task_that_somebody_else_marked_as_done_too_goes_on_with_the_next_one() {
    use record::schema::task;
    let (mut ada, mut ben) = (Device::new(1), Device::new(2));
    let values = vec![
        (task::TITLE, Value::text("Call")),
        (task::DUE, Value::Date(record::Date(20_000))),
        (task::REPEAT, Value::text("FREQ=DAILY")),
    ];
    let id = ada.create(Kind::TASK, values);
    for change in ada.changes.clone() {
        ben.receive(&change);
    }
    let done = |device: &mut Device| {
        let at = Value::Instant(record::Instant(device.now));
        device
            .edit(Kind::TASK, id, task::DONE_AT, Some(at))
            .unwrap();
    };
    done(&mut ada);
    ben.now += 1_000;
    done(&mut ben);
    for change in ben.unsent() {
        ada.receive(&change);
    }
    assert_eq!(ada.undo().unwrap().kept, 1);
    for change in ada.unsent() {
        ben.receive(&change);
    }
    for device in [&ada, &ben] {
        assert!(device.value(Kind::TASK, id, task::DONE_AT).is_some());
        let next = workspace::command::following(id);
        assert!(device.ws.is_live(Kind::TASK, next));
    }
}
