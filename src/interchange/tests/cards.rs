//! Cards that went out come back in as the contacts they were written from.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Drop, Store};
use interchange::plan::{Decisions, Report};
use interchange::vcard::{self, Card};
use proptest::prelude::*;
use record::schema::{SOURCE_ID, company, contact};
use record::{Currency, FieldId, Instant, Kind, Labelled, RecordId, Value, Write};

fn id(n: usize) -> RecordId {
    RecordId::natural(["test", "contact", &n.to_string()])
}

fn add(store: &mut Store, n: usize, values: &[(FieldId, Value)]) {
    let write =
        |(field, value): &(FieldId, Value)| Write::set(Kind::CONTACT, id(n), *field, value.clone());
    store.apply(&values.iter().map(write).collect::<Vec<_>>());
}

fn add_company(store: &mut Store, key: &str, name: &str) -> RecordId {
    let id = RecordId::natural(["test", "company", key]);
    let name = Value::text(name);
    store.apply(&[Write::set(Kind::COMPANY, id, company::NAME, name)]);
    id
}

fn phone(number: &str) -> Value {
    Value::Labelled(vec![Labelled {
        value: number.to_owned(),
        label: "work".to_owned(),
    }])
}

fn cards(store: &Store) -> String {
    let cards: Vec<Card> = store
        .of(Kind::CONTACT)
        .into_iter()
        .map(|(id, fields)| {
            let company = store.text(fields, contact::COMPANY);
            Card::of_contact(id, &company, |field| fields.get(&field).cloned())
        })
        .collect();
    vcard::write(&cards)
}

fn plan(store: &Store, text: &str) -> (Report, Vec<Write>) {
    let read = vcard::read("contacts.vcf", text.into(), common::legacy).unwrap();
    let import = RecordId::natural(["test", "import"]);
    let files = Drop {
        files: vec![read.file],
        mappings: vec![read.mapping],
        decisions: Decisions::new(Instant(1_750_000_000_000), import, Currency::USD),
    };
    files.plan(store)
}

fn team() -> Store {
    let mut store = Store::default();
    let acme = add_company(&mut store, "1", "Acme");
    let other = add_company(&mut store, "2", "Acme");
    for (n, company) in [acme, other].into_iter().enumerate() {
        let name = [
            (contact::FIRST_NAME, Value::text("Ann")),
            (contact::COMPANY, Value::Ref(company)),
        ];
        add(&mut store, n, &name);
    }
    add(&mut store, 2, &[(contact::LAST_NAME, Value::text("Ann"))]);
    let reached = [
        (contact::PHONES, phone("+1 555 0100")),
        (contact::COMPANY, Value::Ref(acme)),
    ];
    add(&mut store, 3, &reached);
    store
}

#[test]
fn our_own_cards_come_back_unchanged_even_without_an_address() {
    let store = team();
    let (report, writes) = plan(&store, &cards(&store));
    assert_eq!(writes, []);
    let count = report.count(Kind::CONTACT);
    assert_eq!((count.new, count.updated, count.unchanged), (0, 0, 4));
}

#[test]
fn cards_with_the_bare_ids_of_earlier_versions_are_recognised_too() {
    let store = team();
    let earlier = cards(&store).replace("UID:rapport:", "UID:");
    let (report, writes) = plan(&store, &earlier);
    assert_eq!((writes, report.count(Kind::CONTACT).new), (Vec::new(), 0));
}

#[test]
fn our_own_cards_fill_another_workspace_with_the_same_ids() {
    let (store, mut other) = (team(), Store::default());
    let (_, writes) = plan(&other, &cards(&store));
    other.apply(&writes);
    let ids = |s: &Store| {
        s.of(Kind::CONTACT)
            .iter()
            .map(|(id, _)| *id)
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&other), ids(&store));
    assert_eq!(plan(&other, &cards(&store)).0.count(Kind::CONTACT).new, 0);
}

#[test]
fn another_programs_uid_stays_an_id_of_that_program() {
    let mut store = Store::default();
    // It has the form of one of our ids, but is nobody's.
    let uid = id(7).to_string();
    let text = format!("BEGIN:VCARD\nUID:{uid}\nFN:Ann Lee\nEND:VCARD\n");
    let (report, writes) = plan(&store, &text);
    assert_eq!(report.count(Kind::CONTACT).new, 1);
    store.apply(&writes);
    let (made, fields) = store.of(Kind::CONTACT)[0];
    assert_ne!(made, id(7));
    assert_eq!(store.text(fields, SOURCE_ID), format!("vcard:{uid}"));
    assert_eq!(plan(&store, &text).1, []);
}

fn line() -> impl Strategy<Value = String> {
    "[A-Za-zéß中=+@-]([A-Za-z0-9éß中,;:'\\\\ =+-]{0,12}[A-Za-z0-9éß中,;:\\\\])?"
}

proptest! {
    #[test]
    fn contacts_come_back_from_their_cards_unchanged(
        people in proptest::collection::vec(
            (
                proptest::option::of(line()),
                line(),
                proptest::option::of(line()),
                proptest::option::of((line(), line())),
                proptest::option::of("\\+[1-9][0-9]{6,10}"),
                proptest::option::of(0..3usize),
            ),
            1..5,
        )
    ) {
        let mut store = Store::default();
        let names = ["Acme", "Acme", "Müller & Co; KG"];
        let companies: Vec<RecordId> = names
            .iter()
            .enumerate()
            .map(|(n, name)| add_company(&mut store, &n.to_string(), name))
            .collect();
        for (n, (first, last, note, place, number, company)) in people.into_iter().enumerate() {
            let mut values = vec![(contact::LAST_NAME, Value::Text(last))];
            values.extend(first.map(|t| (contact::FIRST_NAME, Value::Text(t))));
            values.extend(note.map(|t| (contact::DESCRIPTION, Value::Text(t))));
            values.extend(place.map(|(street, city)| {
                let address = record::Address { street, city, ..record::Address::default() };
                (contact::ADDRESS, Value::Address(address))
            }));
            values.extend(number.map(|t| (contact::PHONES, phone(&t))));
            values.extend(company.map(|c| (contact::COMPANY, Value::Ref(companies[c]))));
            add(&mut store, n, &values);
        }
        let (report, writes) = plan(&store, &cards(&store));
        prop_assert!(report.rejected.is_empty(), "{:?}", report.rejected);
        prop_assert_eq!(writes, Vec::new());
    }
}
