//! What is kept about a person is told as a whole, and goes as a whole.

use record::schema::{activity, contact, deal, line, message, quote, task, ticket};
use record::{Kind, RecordId, Value};
use workspace::Command;

use crate::device::{Device, email, eur, reopened};

/// A person whose name and address stand in everything that is theirs.
fn person(device: &mut Device) -> (RecordId, RecordId) {
    let text = |t: &str| Value::text(t);
    let ada = device.create(
        Kind::CONTACT,
        vec![
            (contact::FIRST_NAME, text("Augusta")),
            (contact::LAST_NAME, text("Secretname")),
            (contact::EMAILS, email("augusta@secret.example")),
        ],
    );
    for title in ["Secret analyst", "Author"] {
        device
            .edit(Kind::CONTACT, ada, contact::JOB_TITLE, Some(text(title)))
            .unwrap();
    }
    let roof = device.create(
        Kind::DEAL,
        vec![
            (deal::NAME, text("Roof")),
            (deal::CONTACTS, Value::Refs(vec![ada])),
        ],
    );
    device.create(
        Kind::LINE,
        vec![
            (line::NAME, text("Tiles")),
            (line::DEAL, Value::Ref(roof)),
            (line::PRICE, eur(100)),
        ],
    );
    let content = device.ws.quote_content(roof).unwrap().encode();
    device.create(
        Kind::QUOTE,
        vec![
            (quote::NUMBER, text("Q-2026-0001")),
            (quote::DEAL, Value::Ref(roof)),
            (quote::CONTENT, Value::text(content)),
        ],
    );
    let help = device.create(
        Kind::TICKET,
        vec![
            (ticket::SUBJECT, text("It rains in")),
            (ticket::REQUESTER, Value::Ref(ada)),
        ],
    );
    for (who, body) in [(Some(ada), "I am Augusta Secretname"), (None, "We come.")] {
        let mut values = vec![
            (message::TICKET, Value::Ref(help)),
            (message::VISIBILITY, Value::choice("Customer message")),
            (message::BODY, text(body)),
        ];
        values.extend(who.map(|who| (message::CONTACT, Value::Ref(who))));
        device.create(Kind::MESSAGE, values);
    }
    device.create(
        Kind::ACTIVITY,
        vec![
            (activity::TYPE, Value::choice("Note")),
            (activity::BODY, text("Secretname likes tea")),
            (activity::CONTACT, Value::Ref(ada)),
        ],
    );
    let call = device.create(
        Kind::TASK,
        vec![
            (task::TITLE, text("Call Secretname")),
            (task::CONTACT, Value::Ref(ada)),
        ],
    );
    let again = Some(text("Call Secretname again"));
    device.edit(Kind::TASK, call, task::TITLE, again).unwrap();
    (ada, roof)
}

#[test]
fn everything_about_a_person_is_told() {
    let mut device = Device::new(1);
    let (ada, _) = person(&mut device);
    let about = device.ws.about_person(ada);
    let count = |kind| about.iter().filter(|(of, _)| *of == kind).count();
    let counts = [
        Kind::CONTACT,
        Kind::DEAL,
        Kind::QUOTE,
        Kind::TICKET,
        Kind::MESSAGE,
    ];
    assert_eq!(counts.map(count), [1, 1, 1, 1, 2]);
    let counts = [Kind::ACTIVITY, Kind::TASK, Kind::EVENT];
    assert_eq!(counts.map(count), [1, 1, 2]);
}

#[test]
fn no_byte_of_an_erased_person_is_left_in_records_or_segments() {
    let mut device = Device::new(1);
    let (ada, roof) = person(&mut device);
    assert!(device.ws.mentions_of(ada).is_empty());
    let records = vec![ada];
    device
        .run(Command::Purge {
            kind: Kind::CONTACT,
            records,
        })
        .unwrap();
    while device.undo().is_ok() {}
    while device.redo().is_ok() {}
    for def in device.ws.schema().clone().kinds() {
        for id in device.ws.ids(def.kind).collect::<Vec<_>>() {
            let said = format!("{:?}", device.ws.values(def.kind, id)).to_lowercase();
            assert!(
                !said.contains("secret") && !said.contains("augusta"),
                "{}",
                def.key
            );
        }
    }
    device.ws.soil_all();
    for segment in device.ws.take_segments() {
        let content = workspace::block::unpack(&segment.bytes).unwrap();
        let said = String::from_utf8_lossy(&content).to_lowercase();
        assert!(
            !said.contains("secret") && !said.contains("augusta"),
            "{}",
            segment.kind
        );
    }
    // What is the business's own stays.
    let opened = reopened(&mut device.ws);
    assert!(opened.is_live(Kind::DEAL, roof));
    assert_eq!(opened.count(Kind::QUOTE), 1);
    assert_eq!(opened.count(Kind::MESSAGE), 1);
    assert_eq!(opened.count(Kind::TASK) + opened.count(Kind::ACTIVITY), 0);
}

#[test]
fn texts_of_others_that_name_the_person_are_pointed_out() {
    let mut device = Device::new(1);
    let (ada, roof) = person(&mut device);
    let step = Some(Value::text("Write to AUGUSTA@secret.example"));
    device
        .edit(Kind::DEAL, roof, deal::NEXT_STEP, step)
        .unwrap();
    let found = device.ws.mentions_of(ada);
    assert!(found.contains(&(Kind::DEAL, roof)), "{found:?}");
}

#[test]
fn the_history_of_an_erased_person_goes_on_every_device_whichever_came_first() {
    let (mut here, mut there) = (Device::new(1), Device::new(2));
    let last = |name: &str| Some(Value::text(name));
    let ada = here.create(
        Kind::CONTACT,
        vec![(contact::LAST_NAME, Value::text("Secretname"))],
    );
    there.receive(&here.changes[0]);
    there
        .edit(Kind::CONTACT, ada, contact::LAST_NAME, last("Secretly"))
        .unwrap();
    let records = vec![ada];
    here.run(Command::Purge {
        kind: Kind::CONTACT,
        records,
    })
    .unwrap();
    let (edited, purged) = (there.changes[0].clone(), here.changes[1].clone());
    here.receive(&edited);
    there.receive(&purged);
    for device in [&here, &there] {
        assert_eq!(device.ws.count(Kind::EVENT), 0);
        assert!(device.ws.changes_of(Kind::CONTACT, ada).is_empty());
    }
}
