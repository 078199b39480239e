use record::schema::{company, contact, deal, stage, ticket};
use record::{FieldId, Kind, RecordId, Value};
use workspace::{Command, Refused};

use crate::commands::{refused, text};
use crate::device::{Device, MEMBERS, email, visible};

#[test]
fn a_company_is_never_among_its_own_parents() {
    let mut device = Device::new(1);
    let kind = Kind::COMPANY;
    let [a, b, c] = ["A", "B", "C"].map(|n| device.create(kind, vec![(company::NAME, text(n))]));
    let under = |child, parent| (kind, child, company::PARENT, Some(Value::Ref(parent)));
    let own = Refused::RefersToItself {
        kind,
        field: company::PARENT,
    };
    let many = |edits: &[(Kind, RecordId, FieldId, Option<Value>)]| Command::EditMany {
        edits: edits.to_vec(),
    };
    assert_eq!(refused(&mut device, many(&[under(a, a)])), own);
    device.run(many(&[under(b, a), under(c, b)])).unwrap();
    assert_eq!(refused(&mut device, many(&[under(a, b)])), own);
    assert_eq!(refused(&mut device, many(&[under(a, c)])), own);
    // Neither do two edits of one action close a circle.
    let [d, e] = ["D", "E"].map(|n| device.create(kind, vec![(company::NAME, text(n))]));
    assert_eq!(refused(&mut device, many(&[under(d, e), under(e, d)])), own);
    // But an action may turn the order round.
    device
        .run(many(&[(kind, b, company::PARENT, None), under(a, b)]))
        .unwrap();
    assert_eq!(device.value(kind, a, company::PARENT), Some(Value::Ref(b)));
}

#[test]
fn merging_a_company_with_one_above_or_below_it_leaves_no_circle() {
    for (winner, loser) in [(0, 2), (2, 0), (1, 2), (2, 1), (0, 1), (1, 0)] {
        let mut device = Device::new(1);
        let kind = Kind::COMPANY;
        // The first is on top, the last at the bottom.
        let ids = ["A", "B", "C", "D"].map(|n| device.create(kind, vec![(company::NAME, text(n))]));
        for pair in ids.windows(2) {
            device
                .edit(kind, pair[1], company::PARENT, Some(Value::Ref(pair[0])))
                .unwrap();
        }
        let before = visible(&mut device.ws);
        let (winner, loser) = (ids[winner], ids[loser]);
        device
            .run(Command::Merge {
                kind,
                winner,
                loser,
                chosen: vec![],
            })
            .unwrap();
        for id in ids {
            let mut above = Vec::new();
            let mut at = Some(id);
            while let Some(id) = at {
                assert!(!above.contains(&id), "a circle of parents");
                above.push(id);
                at = device
                    .value(kind, id, company::PARENT)
                    .and_then(|v| v.as_ref_id());
            }
        }
        device.undo().unwrap();
        assert_eq!(visible(&mut device.ws), before);
    }
}

#[test]
fn a_merge_joins_what_both_have_and_references_follow() {
    let mut device = Device::new(1);
    let kind = Kind::CONTACT;
    let tags = |list: &[&str]| Value::Tags(list.iter().map(|t| t.to_string()).collect());
    let winner = device.create(
        kind,
        vec![
            (contact::LAST_NAME, text("Stein")),
            (contact::EMAILS, email("a@x.example")),
            (contact::TAGS, tags(&["a"])),
        ],
    );
    let loser = device.create(
        kind,
        vec![
            (contact::LAST_NAME, text("Stien")),
            (contact::FIRST_NAME, text("Anna")),
            (contact::EMAILS, email("b@x.example")),
            (contact::TAGS, tags(&["b"])),
            (contact::OWNER, Value::Ref(MEMBERS[0])),
        ],
    );
    let both = Value::Refs(vec![winner.min(loser), winner.max(loser)]);
    let deal = device.create(
        Kind::DEAL,
        vec![(deal::NAME, text("D")), (deal::CONTACTS, both)],
    );
    let ticket = device.create(
        Kind::TICKET,
        vec![
            (ticket::SUBJECT, text("T")),
            (ticket::REQUESTER, Value::Ref(loser)),
        ],
    );
    let before = visible(&mut device.ws);
    let moved = vec![(Kind::DEAL, 1), (Kind::TICKET, 1)];
    assert_eq!(device.ws.moved_by_merge(kind, [winner, loser]), moved);
    let chosen = vec![(contact::JOB_TITLE, Some(text("Boss")))];
    device
        .run(Command::Merge {
            kind,
            winner,
            loser,
            chosen,
        })
        .unwrap();
    let is = |field| device.value(kind, winner, field);
    assert_eq!(is(contact::LAST_NAME), Some(text("Stein")));
    assert_eq!(is(contact::FIRST_NAME), Some(text("Anna")));
    assert_eq!(is(contact::JOB_TITLE), Some(text("Boss")));
    assert_eq!(is(contact::TAGS), Some(tags(&["a", "b"])));
    assert!(matches!(is(contact::EMAILS), Some(Value::Labelled(list)) if list.len() == 2));
    assert_eq!(device.ws.history(winner, contact::OWNER).len(), 1);
    assert_eq!(
        device.value(Kind::DEAL, deal, deal::CONTACTS),
        Some(Value::Refs(vec![winner]))
    );
    assert_eq!(
        device.ws.related(Kind::TICKET, ticket::REQUESTER, winner),
        [ticket]
    );
    assert!(device.ws.referring(kind, loser).is_empty());
    assert!(device.ws.moved_by_merge(kind, [winner, loser]).is_empty());
    assert!(!device.ws.is_live(kind, loser));
    assert_eq!(device.ws.resolve(kind, loser), winner);
    device.undo().unwrap();
    assert_eq!(visible(&mut device.ws), before);
    assert_eq!(device.ws.resolve(kind, loser), loser);
}

#[test]
fn merging_stages_leaves_none_that_leads_to_itself() {
    let mut device = Device::new(1);
    let kind = Kind::STAGE;
    let c = device.stage("C", vec![]);
    let a = device.stage("A", vec![]);
    let b = device.stage(
        "B",
        vec![(stage::NEXT, Value::Refs(vec![a.min(c), a.max(c)]))],
    );
    device
        .edit(kind, a, stage::NEXT, Some(Value::Refs(vec![b])))
        .unwrap();
    device
        .run(Command::Merge {
            kind,
            winner: a,
            loser: b,
            chosen: vec![],
        })
        .unwrap();
    assert_eq!(
        device.value(kind, a, stage::NEXT),
        Some(Value::Refs(vec![c]))
    );
}

#[test]
fn what_a_person_agreed_to_is_merged_with_its_source_and_who_said_no_has_said_no() {
    use contact::{CONSENT, CONSENT_DATE, CONSENT_SOURCE, NO_EMAIL};
    let fields = [CONSENT, CONSENT_SOURCE, CONSENT_DATE, NO_EMAIL];
    let given = [Some(Value::choice("Given")), None, None, None];
    let withdrawn = [
        Some(Value::choice("Withdrawn")),
        Some(text("by e-mail")),
        Some(Value::Date(record::Date(20_700))),
        Some(Value::Bool(true)),
    ];
    let asked = [
        Some(Value::choice("Given")),
        Some(text("fair")),
        Some(Value::Date(record::Date(20_600))),
        None,
    ];
    let nothing = [const { None }; 4];
    for (winner, loser, expected) in [
        (&given, &withdrawn, &withdrawn),
        (&withdrawn, &given, &withdrawn),
        (&given, &asked, &given),
        (&asked, &given, &asked),
        (&nothing, &asked, &asked),
    ] {
        let mut device = Device::new(1);
        let [a, b] = [winner, loser].map(|said| {
            let name = (contact::LAST_NAME, text("Stein"));
            let said = fields.into_iter().zip(said.clone());
            let said = said.filter_map(|(field, value)| Some((field, value?)));
            device.create(Kind::CONTACT, said.chain([name]).collect())
        });
        let merge = Command::Merge {
            kind: Kind::CONTACT,
            winner: a,
            loser: b,
            chosen: vec![],
        };
        device.run(merge).unwrap();
        let merged = fields.map(|field| device.value(Kind::CONTACT, a, field));
        assert_eq!(&merged, expected);
    }
}
