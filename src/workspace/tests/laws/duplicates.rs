use proptest::prelude::*;
use record::schema::{company, contact};
use record::{FieldId, Kind, Labelled, RecordId, Value};
use workspace::duplicates::{Finder, NameLikeness, Pair, Reason, Sureness};
use workspace::{Command, Refused};

use crate::commands::text;
use crate::device::{Device, email, visible};

const CONTACT: Kind = Kind::CONTACT;
const COMPANY: Kind = Kind::COMPANY;

fn phone(number: &str) -> Value {
    Value::Labelled(vec![Labelled {
        value: number.to_owned(),
        label: String::new(),
    }])
}

/// A contact by its names; `rest` are other fields.
fn person(name: &str, rest: Vec<(FieldId, Value)>) -> Vec<(FieldId, Value)> {
    let (first, last) = name.rsplit_once(' ').unwrap_or(("", name));
    let mut values = vec![
        (contact::FIRST_NAME, text(first)),
        (contact::LAST_NAME, text(last)),
    ];
    values.retain(|(_, value)| !value.is_blank());
    values.extend(rest);
    values
}

fn contacts<const N: usize>(
    device: &mut Device,
    all: [(&str, Vec<(FieldId, Value)>); N],
) -> [RecordId; N] {
    all.map(|(name, rest)| device.create(CONTACT, person(name, rest)))
}

fn firm(device: &mut Device, name: &str, domain: &str) -> RecordId {
    let mut values = vec![(company::NAME, text(name))];
    if !domain.is_empty() {
        values.push((company::DOMAIN, text(domain)));
    }
    device.create(COMPANY, values)
}

fn pair(a: RecordId, b: RecordId) -> [RecordId; 2] {
    [a.min(b), a.max(b)]
}

fn found(device: &Device, kind: Kind) -> Vec<[RecordId; 2]> {
    let pairs = device.ws.duplicates(kind);
    pairs.into_iter().map(|pair| pair.records).collect()
}

/// Why and how sure the only pair is.
fn only(device: &Device, kind: Kind) -> (Sureness, Vec<Reason>) {
    let pairs = device.ws.duplicates(kind);
    let [pair] = pairs.as_slice() else {
        panic!("{pairs:?}");
    };
    (pair.alike.sureness, pair.alike.reasons.clone())
}

#[test]
fn contacts_with_one_address_are_one_whatever_their_names_are() {
    let mut device = Device::new(1);
    contacts(
        &mut device,
        [
            (
                "Anna Stein",
                vec![(contact::EMAILS, email("Anna@X.example"))],
            ),
            (
                "A. Stein",
                vec![(contact::EMAILS, email("anna@x.example "))],
            ),
        ],
    );
    let reasons = vec![
        Reason::Email("anna@x.example".into()),
        Reason::Name(NameLikeness::Shorter),
    ];
    assert_eq!(only(&device, CONTACT), (Sureness::Certain, reasons));
}

#[test]
fn the_holders_of_a_post_are_not_one() {
    let mut device = Device::new(1);
    let info = || vec![(contact::EMAILS, email("info@x.example"))];
    contacts(&mut device, [("Anna Stein", info()), ("Ben Berg", info())]);
    assert!(found(&device, CONTACT).is_empty());
    // But the same name twice at the same post is.
    contacts(&mut device, [("Berg Ben", info())]);
    assert_eq!(found(&device, CONTACT).len(), 1);
    // An address of a person with another name may be a mistake.
    let ada = || vec![(contact::EMAILS, email("ada@x.example"))];
    let mut device = Device::new(1);
    contacts(&mut device, [("Anna Stein", ada()), ("Ben Berg", ada())]);
    assert_eq!(only(&device, CONTACT).0, Sureness::Likely);
}

#[test]
fn a_phone_number_counts_unless_the_names_are_different() {
    let mut device = Device::new(1);
    let number = |text| vec![(contact::PHONES, phone(text))];
    let [a, b, _] = contacts(
        &mut device,
        [
            ("Robert Stein", number("+49 (0)30 123456-7")),
            ("Bob Stein", number("030 1234567")),
            ("Ben Berg", number("030 1234567")),
        ],
    );
    assert_eq!(found(&device, CONTACT), [pair(a, b)]);
    let reasons = vec![Reason::Phone("+49 (0)30 123456-7".into())];
    assert_eq!(only(&device, CONTACT), (Sureness::Possible, reasons));
}

#[test]
fn similar_names_count_within_a_company_or_a_mail_domain_of_its_own() {
    let mut device = Device::new(1);
    let acme = firm(&mut device, "Acme", "");
    let at = |company| vec![(contact::COMPANY, Value::Ref(company))];
    contacts(
        &mut device,
        [("Anna Stein", at(acme)), ("Anna Stien", at(acme))],
    );
    let reasons = vec![Reason::Name(NameLikeness::Near), Reason::Company(acme)];
    assert_eq!(only(&device, CONTACT), (Sureness::Possible, reasons));

    let mut device = Device::new(1);
    let mail = |address| vec![(contact::EMAILS, email(address))];
    contacts(
        &mut device,
        [
            ("Anna Stein", mail("anna@acme.example")),
            ("Stein Anna", mail("a.stein@acme.example")),
        ],
    );
    let reasons = vec![
        Reason::Name(NameLikeness::Same),
        Reason::MailDomain("acme.example".into()),
    ];
    assert_eq!(only(&device, CONTACT), (Sureness::Likely, reasons));

    let mut device = Device::new(1);
    contacts(
        &mut device,
        [
            ("Anna Stein", mail("anna@gmail.com")),
            ("Anna Stein", mail("a.stein@gmail.com")),
        ],
    );
    assert!(found(&device, CONTACT).is_empty());
}

#[test]
fn a_name_alone_counts_where_one_has_nothing_else() {
    let mut device = Device::new(1);
    let [a, b, _, _] = contacts(
        &mut device,
        [
            (
                "Anna Stein",
                vec![(contact::EMAILS, email("anna@x.example"))],
            ),
            ("anna stein", vec![]),
            ("Anna", vec![]),
            ("Anna", vec![]),
        ],
    );
    assert_eq!(found(&device, CONTACT), [pair(a, b)]);
    let reasons = vec![Reason::Name(NameLikeness::Same), Reason::NothingElse];
    assert_eq!(only(&device, CONTACT), (Sureness::Possible, reasons));
}

#[test]
fn companies_are_one_by_domain_or_by_name() {
    let mut device = Device::new(1);
    let a = firm(&mut device, "Acme Foods Ltd", "www.acme.example");
    let b = firm(&mut device, "ACME Foods, Inc.", "https://acme.example/shop");
    let other = firm(&mut device, "Acme Motors", "motors.example");
    assert_eq!(found(&device, COMPANY), [pair(a, b)]);
    let reasons = vec![
        Reason::Domain("acme.example".into()),
        Reason::Name(NameLikeness::Same),
    ];
    assert_eq!(only(&device, COMPANY), (Sureness::Certain, reasons));
    // Somebody has said that they are two.
    device
        .edit(COMPANY, b, company::PARENT, Some(Value::Ref(a)))
        .unwrap();
    assert!(found(&device, COMPANY).is_empty());
    // A slip in the name counts only where the domains don't speak against it.
    let slip = firm(&mut device, "Acme Motor", "other.example");
    assert!(found(&device, COMPANY).is_empty());
    device.edit(COMPANY, slip, company::DOMAIN, None).unwrap();
    assert_eq!(found(&device, COMPANY), [pair(other, slip)]);
}

#[test]
fn what_is_deleted_merged_or_taken_back_is_no_duplicate() {
    let mut device = Device::new(1);
    let mail = || vec![(contact::EMAILS, email("anna@x.example"))];
    let [a, b] = contacts(
        &mut device,
        [("Anna Stein", mail()), ("Anna Stein", mail())],
    );
    let both = vec![pair(a, b)];
    assert_eq!(found(&device, CONTACT), both);
    device
        .run(Command::Delete {
            kind: CONTACT,
            records: vec![a],
        })
        .unwrap();
    assert!(found(&device, CONTACT).is_empty());
    assert_eq!(device.ws.duplicate(CONTACT, [a, b]), None);
    device.undo().unwrap();
    assert_eq!(found(&device, CONTACT), both);

    let before = visible(&mut device.ws);
    device
        .run(Command::Merge {
            kind: CONTACT,
            winner: b,
            loser: a,
            chosen: vec![],
        })
        .unwrap();
    assert!(found(&device, CONTACT).is_empty());
    device.undo().unwrap();
    assert_eq!(found(&device, CONTACT), both);
    assert_eq!(visible(&mut device.ws), before);

    device.undo().unwrap();
    assert!(found(&device, CONTACT).is_empty());
    device.redo().unwrap();
    assert_eq!(found(&device, CONTACT), both);
}

#[test]
fn what_is_told_apart_never_comes_again_on_any_device() {
    let (mut device, mut other) = (Device::new(1), Device::new(2));
    let mail = || vec![(contact::EMAILS, email("anna@x.example"))];
    let [a, b, c] = contacts(
        &mut device,
        [
            ("Anna Stein", mail()),
            ("Anna Stein", mail()),
            ("Anna Stein", mail()),
        ],
    );
    let apart = |records| Command::TellApart {
        kind: CONTACT,
        records,
    };
    device.run(apart([b, a])).unwrap();
    assert!(device.ws.are_told_apart(CONTACT, [a, b]));
    assert!(!found(&device, CONTACT).contains(&pair(a, b)));
    for change in device.unsent() {
        other.ws.apply(&change);
    }
    assert_eq!(found(&other, CONTACT), found(&device, CONTACT));
    // Saying it twice changes nothing.
    assert_eq!(device.run(apart([a, b])).unwrap().change, None);
    // Who is merged with one of them isn't the other one either.
    for (winner, loser) in [(a, c), (c, a), (b, c), (c, b)] {
        device
            .run(Command::Merge {
                kind: CONTACT,
                winner,
                loser,
                chosen: vec![],
            })
            .unwrap();
        assert!(found(&device, CONTACT).is_empty(), "{winner} {loser}");
        device.undo().unwrap();
    }
    device.undo().unwrap();
    assert_eq!(found(&device, CONTACT).len(), 3);
    device.redo().unwrap();
    assert_eq!(found(&device, CONTACT).len(), 2);
}

#[test]
fn telling_apart_is_refused_where_there_are_no_two() {
    let mut device = Device::new(1);
    let [a] = contacts(&mut device, [("Anna Stein", vec![])]);
    let apart = |kind, records| Command::TellApart { kind, records };
    let refused = device.run(apart(CONTACT, [a, a])).unwrap_err();
    assert!(matches!(refused, Refused::RefersToItself { .. }));
    let refused = device.run(apart(CONTACT, [a, RecordId(77)])).unwrap_err();
    assert!(matches!(refused, Refused::NotFound { .. }));
    let refused = device.run(apart(Kind::DEAL, [a, a])).unwrap_err();
    assert!(matches!(refused, Refused::UnknownField { .. }));
}

#[test]
fn a_record_that_is_typed_finds_those_that_are_there() {
    let mut device = Device::new(1);
    let acme = firm(&mut device, "Acme Foods Ltd", "acme.example");
    let [anna] = contacts(
        &mut device,
        [(
            "Anna Stein",
            vec![
                (contact::EMAILS, email("anna@acme.example")),
                (contact::PHONES, phone("+49 30 1234567")),
                (contact::COMPANY, Value::Ref(acme)),
            ],
        )],
    );
    let mut ask = |kind, values: Vec<(FieldId, Value)>| {
        let found = device.ws.candidates(kind, &values).into_iter();
        found.map(|one| one.record).collect::<Vec<_>>()
    };
    let typed = |name| person(name, vec![]);
    assert_eq!(ask(CONTACT, typed("anna STEIN")), [anna]);
    assert_eq!(ask(CONTACT, typed("Anna Berg")), []);
    assert_eq!(ask(CONTACT, vec![]), []);
    let mail = |address| vec![(contact::EMAILS, email(address))];
    assert_eq!(ask(CONTACT, mail("ANNA@acme.example")), [anna]);
    assert_eq!(ask(CONTACT, mail("ben@acme.example")), []);
    assert_eq!(
        ask(CONTACT, vec![(contact::PHONES, phone("030 1234567"))]),
        [anna]
    );
    let near = person("Anna Stien", vec![(contact::COMPANY, Value::Ref(acme))]);
    assert_eq!(ask(CONTACT, near), [anna]);
    let name = |name| vec![(company::NAME, text(name))];
    assert_eq!(ask(COMPANY, name("Acme Foods Inc")), [acme]);
    let domain = vec![
        (company::NAME, text("X")),
        (company::DOMAIN, text("www.acme.example")),
    ];
    assert_eq!(ask(COMPANY, domain), [acme]);
}

#[test]
fn a_key_that_very_many_have_costs_little_and_hides_nothing() {
    let mut device = Device::new(1);
    let acme = firm(&mut device, "Acme", "");
    let shared = |n: usize| {
        vec![
            (contact::FIRST_NAME, text(&format!("S{n:04x}"))),
            (
                contact::LAST_NAME,
                text(&format!("Stein{:05}", n * 7919 % 99_991)),
            ),
            (contact::EMAILS, email("info@acme.example")),
            (contact::PHONES, phone("030 1234567")),
            (contact::COMPANY, Value::Ref(acme)),
        ]
    };
    let ids: Vec<RecordId> = (0..2_000)
        .map(|n| device.create(CONTACT, shared(n)))
        .collect();
    let again = device.create(CONTACT, shared(1_234));
    assert_eq!(found(&device, CONTACT), [pair(ids[1_234], again)]);
    let mut finder = Finder::new(CONTACT);
    let mut steps = 0;
    while finder.step(&device.ws, 500) {
        steps += 1;
    }
    assert!(steps < 300, "{steps} steps");
    assert_eq!(finder.progress(), (2_001, 2_001));
}

#[test]
fn a_domain_of_very_many_is_a_provider_s() {
    let mut device = Device::new(1);
    let customer = |n: usize| {
        person(
            "Anna Stein",
            vec![(contact::EMAILS, email(&format!("anna{n}@provider.example")))],
        )
    };
    device.create(CONTACT, customer(0));
    device.create(CONTACT, customer(1));
    assert_eq!(found(&device, CONTACT).len(), 1);
    for n in 2..450 {
        device.create(CONTACT, customer(n));
    }
    assert!(found(&device, CONTACT).is_empty());
    // As is a site on which each company has a page.
    for n in 0..30 {
        firm(
            &mut device,
            &format!("Company {n}"),
            &format!("https://pages.example/{n}"),
        );
    }
    assert!(found(&device, COMPANY).is_empty());
}

/// Values from so few that many are alike.
fn any_contact() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0usize..12, 5)
}

fn fill(device: &mut Device, firms: &[RecordId], drawn: &[usize]) -> RecordId {
    const FIRST: [&str; 6] = ["Anna", "anna", "A.", "Ben", "", "Zoë"];
    const LAST: [&str; 6] = ["Stein", "Stien", "Stein-Berg", "Berg", "", "伟"];
    const MAIL: [&str; 5] = [
        "a@x.example",
        "b@x.example",
        "info@x.example",
        "a@gmail.com",
        "a@y.example",
    ];
    const PHONE: [&str; 3] = ["030 1234567", "+49 30 1234567", "040 7654321"];
    let mut values = vec![
        (contact::FIRST_NAME, text(FIRST[drawn[0] % 6])),
        (contact::LAST_NAME, text(LAST[drawn[1] % 6])),
    ];
    values.retain(|(_, value)| !value.is_blank());
    let one = |list: &[&str], n: usize| list.get(n).map(|text| (*text).to_owned());
    values.extend(one(&MAIL, drawn[2]).map(|mail| (contact::EMAILS, email(&mail))));
    values.extend(one(&PHONE, drawn[3]).map(|number| (contact::PHONES, phone(&number))));
    values.extend(
        firms
            .get(drawn[4])
            .map(|id| (contact::COMPANY, Value::Ref(*id))),
    );
    if values.is_empty() {
        values.push((contact::LAST_NAME, text("Nobody")));
    }
    if ![contact::FIRST_NAME, contact::LAST_NAME, contact::EMAILS]
        .iter()
        .any(|field| values.iter().any(|(f, _)| f == field))
    {
        values.push((contact::LAST_NAME, text("Nobody")));
    }
    device.create(CONTACT, values)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn steps_of_any_size_find_what_comparing_each_with_each_finds(
        drawn in prop::collection::vec(any_contact(), 0..30),
        work in 1usize..40,
        gone in prop::collection::vec(any::<prop::sample::Index>(), 0..3),
        apart in prop::collection::vec(any::<(prop::sample::Index, prop::sample::Index)>(), 0..4),
    ) {
        let mut device = Device::new(1);
        let firms = ["Acme", "Berg"].map(|name| firm(&mut device, name, ""));
        let ids: Vec<RecordId> = drawn.iter().map(|d| fill(&mut device, &firms, d)).collect();
        if !ids.is_empty() {
            for at in gone {
                let records = vec![*at.get(&ids)];
                let _ = device.run(Command::Delete { kind: CONTACT, records });
            }
            for (a, b) in apart {
                let records = [*a.get(&ids), *b.get(&ids)];
                let _ = device.run(Command::TellApart { kind: CONTACT, records });
            }
        }
        let whole = device.ws.duplicates(CONTACT);
        let mut finder = Finder::new(CONTACT);
        let mut last = 0;
        while finder.step(&device.ws, work) {
            let (done, all) = finder.progress();
            prop_assert!(last <= done && done <= all);
            last = done;
        }
        prop_assert_eq!(finder.count(), whole.len());
        prop_assert_eq!(&finder.into_pairs(), &whole);

        let mut each: Vec<Pair> = Vec::new();
        for (n, a) in ids.iter().enumerate() {
            for b in &ids[n + 1..] {
                let one = device.ws.duplicate(CONTACT, [*a, *b]);
                prop_assert_eq!(&one, &device.ws.duplicate(CONTACT, [*b, *a]));
                if device.ws.are_told_apart(CONTACT, [*a, *b]) || !device.ws.is_live(CONTACT, *a) {
                    prop_assert_eq!(&one, &None);
                }
                each.extend(one);
            }
        }
        for pair in &whole {
            prop_assert!(each.contains(pair), "{pair:?}");
        }
        for pair in &each {
            prop_assert!(whole.contains(pair), "{pair:?}");
        }
    }

    #[test]
    fn telling_all_apart_or_merging_all_leaves_none_and_undo_brings_them_back(
        drawn in prop::collection::vec(any_contact(), 2..10),
        merges in any::<bool>(),
    ) {
        let mut device = Device::new(1);
        let firms = ["Acme", "Berg"].map(|name| firm(&mut device, name, ""));
        for d in &drawn {
            fill(&mut device, &firms, d);
        }
        let before = device.ws.duplicates(CONTACT);
        let mut actions = 0;
        while let Some(pair) = device.ws.duplicates(CONTACT).first() {
            let [winner, loser] = pair.records;
            let command = match merges {
                true => Command::Merge { kind: CONTACT, winner, loser, chosen: vec![] },
                false => Command::TellApart { kind: CONTACT, records: pair.records },
            };
            device.run(command).unwrap();
            prop_assert!(!found(&device, CONTACT).contains(&[winner, loser]));
            actions += 1;
            prop_assert!(actions <= 45);
        }
        for _ in 0..actions {
            device.undo().unwrap();
        }
        prop_assert_eq!(device.ws.duplicates(CONTACT), before);
    }
}
