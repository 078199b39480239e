//! What is kept about a person is told as a whole, and goes as a whole.

use record::schema::{activity, company, contact, deal, line, message, quote, task, ticket};
use record::{Address, Kind, RecordId, Value};
use workspace::Command;
use workspace::quotes::Content;

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

fn named(device: &mut Device, first: &str) -> RecordId {
    let values = vec![
        (contact::FIRST_NAME, Value::text(first)),
        (contact::LAST_NAME, Value::text("Secretname")),
    ];
    device.create(Kind::CONTACT, values)
}

fn erase(device: &mut Device, person: RecordId) {
    let (kind, records) = (Kind::CONTACT, vec![person]);
    device.run(Command::Purge { kind, records }).unwrap();
}

/// Whether a text stands in anything that is stored of the records.
fn is_stored(device: &mut Device, text: &str) -> bool {
    device.ws.soil_all();
    let segments = device.ws.take_segments();
    segments.iter().any(|segment| {
        let content = workspace::block::unpack(&segment.bytes).unwrap();
        String::from_utf8_lossy(&content).contains(text)
    })
}

#[test]
fn the_duplicates_that_were_merged_into_a_person_are_told_and_go_with_them() {
    let mut device = Device::new(1);
    let [ada, second, third] = ["Ada", "Augusta", "Auguste"].map(|name| named(&mut device, name));
    let retitled = Some(Value::text("Secret poet"));
    device
        .edit(Kind::CONTACT, third, contact::JOB_TITLE, retitled)
        .unwrap();
    for [winner, loser] in [[second, third], [ada, second]] {
        let (kind, chosen) = (Kind::CONTACT, Vec::new());
        device
            .run(Command::Merge {
                kind,
                winner,
                loser,
                chosen,
            })
            .unwrap();
    }
    // Something from a device that did not know of the merge.
    let note = vec![
        (activity::TYPE, Value::choice("Note")),
        (activity::BODY, Value::text("Secret note")),
        (activity::CONTACT, Value::Ref(third)),
    ];
    let note = device.create(Kind::ACTIVITY, note);
    let about = device.ws.about_person(ada);
    for told in [
        (Kind::CONTACT, second),
        (Kind::CONTACT, third),
        (Kind::ACTIVITY, note),
    ] {
        assert!(about.contains(&told), "{told:?}");
    }
    erase(&mut device, ada);
    while device.undo().is_ok() {}
    while device.redo().is_ok() {}
    for gone in ["Secret", "Augusta", "Auguste"] {
        assert!(!is_stored(&mut device, gone), "{gone}");
    }
}

/// A deal of a person, and a quote of it.
fn quoted(device: &mut Device, ada: RecordId, company: Option<RecordId>) -> RecordId {
    let mut values = vec![
        (deal::NAME, Value::text("Roof")),
        (deal::CONTACTS, Value::Refs(vec![ada])),
    ];
    values.extend(company.map(|company| (deal::COMPANY, Value::Ref(company))));
    let roof = device.create(Kind::DEAL, values);
    let content = device.ws.quote_content(roof).unwrap().encode();
    let values = vec![
        (quote::NUMBER, Value::text("Q-2026-0001")),
        (quote::DEAL, Value::Ref(roof)),
        (quote::CONTENT, Value::text(content)),
    ];
    device.create(Kind::QUOTE, values)
}

fn address(street: &str) -> Value {
    Value::Address(Address {
        street: street.to_owned(),
        ..Address::default()
    })
}

#[test]
fn quotes_forget_an_erased_person_whatever_they_were_called_and_where_they_lived() {
    let mut device = Device::new(1);
    let ada = named(&mut device, "Augusta");
    let home = Some(address("1 Hidden Lane"));
    device
        .edit(Kind::CONTACT, ada, contact::ADDRESS, home)
        .unwrap();
    let works = vec![(company::NAME, Value::text("Engine Works"))];
    let works = device.create(Kind::COMPANY, works);
    let office = vec![
        (company::NAME, Value::text("Office")),
        (company::ADDRESS, address("2 Open Street")),
    ];
    let office = device.create(Kind::COMPANY, office);
    let quotes = [None, Some(works), Some(office)].map(|company| quoted(&mut device, ada, company));
    let (kind, records) = (Kind::QUOTE, vec![quotes[1]]);
    device.run(Command::Delete { kind, records }).unwrap();
    for (field, value) in [
        (contact::LAST_NAME, Value::text("King")),
        (contact::ADDRESS, address("3 New Road")),
    ] {
        device.edit(Kind::CONTACT, ada, field, Some(value)).unwrap();
    }
    erase(&mut device, ada);
    for gone in ["Augusta", "Secretname", "King", "Hidden Lane", "New Road"] {
        assert!(!is_stored(&mut device, gone), "{gone}");
    }
    // What is the companies' own stays.
    let told = quotes.map(|id| {
        Content::decode(device.ws.text(Kind::QUOTE, id, quote::CONTENT))
            .unwrap()
            .to
    });
    assert_eq!(told[1].name, "Engine Works");
    assert_eq!(told[2].address, ["2 Open Street"]);
}

#[test]
fn a_quote_of_an_earlier_version_is_known_by_the_name_on_it() {
    let mut device = Device::new(1);
    let ada = named(&mut device, "Augusta");
    let home = Some(address("1 Hidden Lane"));
    device
        .edit(Kind::CONTACT, ada, contact::ADDRESS, home)
        .unwrap();
    let to = r#"{"name":"Works","person":"Augusta Secretname","address":["1 Hidden Lane"]}"#;
    let old = format!(r#"{{"form":1,"to":{to},"currency":"EUR","lines":[]}}"#);
    let id = quoted(&mut device, ada, None);
    let old = Some(Value::text(old));
    device.edit(Kind::QUOTE, id, quote::CONTENT, old).unwrap();
    erase(&mut device, ada);
    let content = Content::decode(device.ws.text(Kind::QUOTE, id, quote::CONTENT)).unwrap();
    assert_eq!(
        (content.to.person.as_str(), content.to.name.as_str()),
        ("", "Works")
    );
    assert!(content.to.address.is_empty());
}
