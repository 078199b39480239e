//! Merging another workspace, such as a backup, into this one.

use proptest::prelude::*;
use record::schema::{company, contact, field as custom};
use record::{Action, Change, FieldId, Instant, Kind, RecordId, Value, Version};
use workspace::merging::{Merge, Merged};
use workspace::snapshot::encode_entry;
use workspace::{Command, Done, Workspace};

use crate::actions::any_action_or_purge;
use crate::device::{Device, reopened, visible};

/// What two devices do, and how much of the other's changes one hears of after each action.
fn any_story() -> impl Strategy<Value = Vec<(usize, crate::actions::Action, usize)>> {
    prop::collection::vec((0usize..2, any_action_or_purge(), 0usize..20), 1..40)
}

/// The devices, and every change that either of them knows.
fn told(story: &[(usize, crate::actions::Action, usize)]) -> ([Device; 2], Vec<Change>) {
    let mut devices = [Device::new(1), Device::new(2)];
    let mut heard = [0usize; 2];
    for (who, action, many) in story {
        devices[*who].act(action);
        let list = devices[1 - who].changes.clone();
        let until = list.len().min(heard[*who] + many / 8);
        for change in &list[heard[*who]..until] {
            devices[*who].receive(change);
        }
        heard[*who] = until;
    }
    let all = devices.iter().flat_map(|d| d.changes.clone()).collect();
    (devices, all)
}

fn merged(here: &mut Device, other: &Workspace) -> (Vec<Change>, Merged) {
    here.now += 5;
    let (done, merged) = here.ws.merge_from(other, Instant(here.now));
    let changes = done.into_iter().filter_map(|done| stored(here, done));
    (changes.collect(), merged)
}

fn stored(here: &mut Device, done: Done) -> Option<Change> {
    let mut change = done.change?;
    // Another tab may have stored something in between.
    let stamp = record::Stamp(change.version.stamp.0 + 3);
    let number = here.changes.len() as u64 + 1;
    here.ws.seal(&mut change, number, stamp);
    here.changes.push(change.clone());
    Some(change)
}

/// Who wrote every field that can be seen, and when.
fn authors(ws: &Workspace) -> Vec<(u16, RecordId, FieldId, Option<Version>)> {
    let mut authors = Vec::new();
    for def in ws.schema().kinds() {
        for id in ws.ids(def.kind) {
            let fields = ws.values(def.kind, id).into_iter();
            authors.extend(
                fields
                    .filter(|(_, value)| !is_set(value))
                    .map(|(field, _)| {
                        let version = ws.field_version(def.kind, id, field);
                        (def.kind.0, id, field, version)
                    }),
            );
        }
    }
    authors.sort_unstable();
    authors
}

/// A set's elements have versions, not the whole.
fn is_set(value: &Value) -> bool {
    matches!(value, Value::Tags(_) | Value::Refs(_))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn merging_is_as_if_each_had_heard_of_all_that_the_other_knew(story in any_story()) {
        let ([mut ada, mut ben], all) = told(&story);
        let mut plain = Device::new(9).ws;
        for change in &all {
            plain.apply(change);
        }
        let expected = visible(&mut plain);
        let (of_ada, of_ben) = (reopened(&mut ada.ws), reopened(&mut ben.ws));
        let mut tab = reopened(&mut ada.ws);
        // Indexes that are in use are kept up.
        visible(&mut ada.ws);

        let (changes, _) = merged(&mut ada, &of_ben);
        merged(&mut ben, &of_ada);
        prop_assert_eq!(&visible(&mut ada.ws), &expected);
        prop_assert_eq!(&visible(&mut ben.ws), &expected);
        prop_assert_eq!(authors(&ada.ws), authors(&plain));
        prop_assert_eq!(authors(&ben.ws), authors(&plain));

        // Once more changes nothing, in either direction.
        for (here, other) in [(&mut ada, &of_ben), (&mut ben, &of_ada)] {
            let (changes, report) = merged(here, other);
            prop_assert!(changes.is_empty(), "{changes:?}");
            prop_assert!(report.is_nothing());
        }
        let both = reopened(&mut ben.ws);
        prop_assert!(merged(&mut ada, &both).0.is_empty());

        // Another tab, and the next opening, see the same from the bytes.
        for change in changes.iter().rev() {
            let (_, touched) = tab.load_entry(&encode_entry(change)).unwrap();
            prop_assert!(touched.conflicts.is_empty());
        }
        prop_assert_eq!(&visible(&mut tab), &expected);
        prop_assert!(changes.is_empty() || tab.clock() > of_ben.clock());
        let mut opened = reopened(&mut ada.ws);
        prop_assert_eq!(&visible(&mut opened), &expected);
        prop_assert_eq!(authors(&opened), authors(&plain));
    }

    #[test]
    fn an_older_backup_of_the_same_workspace_brings_nothing_and_takes_nothing(
        actions in prop::collection::vec(any_action_or_purge(), 2..40),
        at in any::<prop::sample::Index>(),
    ) {
        let mut device = Device::new(1);
        let at = at.index(actions.len());
        actions[..at].iter().for_each(|action| { device.act(action); });
        let backup = reopened(&mut device.ws);
        actions[at..].iter().for_each(|action| { device.act(action); });
        let before = visible(&mut device.ws);
        let (changes, report) = merged(&mut device, &backup);
        prop_assert!(changes.is_empty(), "{changes:?}");
        prop_assert!(report.is_nothing());
        prop_assert_eq!(visible(&mut device.ws), before);
        // And the newest, into the older one, brings all.
        let mut older = Device::new(2);
        older.ws = backup;
        merged(&mut older, &device.ws);
        prop_assert_eq!(visible(&mut older.ws), visible(&mut device.ws));
    }

    #[test]
    fn a_merge_that_stops_anywhere_is_finished_by_another(
        story in any_story(),
        rows in 1u32..4,
        steps in 0usize..40,
    ) {
        let ([mut ada, ben], all) = told(&story);
        let mut plain = Device::new(9).ws;
        for change in &all {
            plain.apply(change);
        }
        let mut merge = Merge::new(&ben.ws);
        for _ in 0..steps {
            let done = merge.step(&mut ada.ws, rows, Instant(ada.now));
            done.and_then(|done| stored(&mut ada, done));
        }
        let (looked_at, all) = merge.progress();
        prop_assert!(looked_at <= all);
        prop_assert_eq!(merge.is_done(), looked_at == all);
        merged(&mut ada, &ben.ws);
        prop_assert_eq!(visible(&mut ada.ws), visible(&mut plain));
    }
}

fn text(text: &str) -> Option<Value> {
    Some(Value::text(text))
}

#[test]
fn what_was_merged_is_counted_in_records_and_fields() {
    let kind = Kind::CONTACT;
    let mut device = Device::new(1);
    let names = ["Stays", "Edited", "Older", "Trashed", "Deleted later"];
    let ids = names.map(|name| device.create(kind, vec![(contact::LAST_NAME, Value::text(name))]));
    let [_, edited, older, trashed, deleted] = ids;
    let mut other = Device::new(2);
    other.ws = reopened(&mut device.ws);
    other.now += 60_000;

    let mut edit = |field, value| other.edit(kind, edited, field, value).unwrap();
    edit(contact::FIRST_NAME, text("New"));
    edit(contact::TAGS, Some(Value::Tags(vec!["vip".into()])));
    other
        .edit(kind, older, contact::LAST_NAME, text("Lost"))
        .unwrap();
    let delete = |record| Command::Delete {
        kind,
        records: vec![record],
    };
    other.run(delete(deleted)).unwrap();
    other.create(kind, vec![(contact::LAST_NAME, Value::text("Comes"))]);
    other.create(Kind::COMPANY, vec![(company::NAME, Value::text("Acme"))]);

    device.now += 120_000;
    device
        .edit(kind, older, contact::LAST_NAME, text("Newer"))
        .unwrap();
    device.run(delete(trashed)).unwrap();

    let (_, report) = merged(&mut device, &other.ws);
    assert_eq!(report.came, [(Kind::CONTACT, 1), (Kind::COMPANY, 1)]);
    assert_eq!((report.updated, report.fields), (1, 2));
    assert_eq!(report.went, 1);
    assert!(!report.is_nothing());
    assert_eq!(device.ws.text(kind, older, contact::LAST_NAME), "Newer");
    assert!(!device.ws.is_live(kind, trashed) && !device.ws.is_live(kind, deleted));
    // The two that nobody touched since, the one that is newer here, and what every device has.
    let start = Device::new(3).ws;
    let kinds = [Kind::PIPELINE, Kind::STAGE, Kind::MEMBER];
    let common: u32 = kinds.into_iter().map(|kind| start.count(kind)).sum();
    assert_eq!(report.unchanged, common + 2);
}

#[test]
fn who_was_purged_on_either_side_stays_purged() {
    let kind = Kind::CONTACT;
    let mut device = Device::new(1);
    let record = device.create(kind, vec![(contact::LAST_NAME, Value::text("Secretname"))]);
    let mut backup = Device::new(2);
    backup.ws = reopened(&mut device.ws);
    let purge = Command::Purge {
        kind,
        records: vec![record],
    };
    device.run(purge).unwrap();
    backup.now += 90_000;
    backup
        .edit(kind, record, contact::LAST_NAME, text("Secretly later"))
        .unwrap();

    let (changes, report) = merged(&mut device, &backup.ws);
    assert!(changes.is_empty() && report.is_nothing());
    assert_eq!(device.ws.values(kind, record).len(), 1);
    assert!(!device.ws.is_live(kind, record));

    let (changes, report) = merged(&mut backup, &device.ws);
    assert_eq!(report.went, 1);
    assert!(!backup.ws.is_live(kind, record));
    assert_eq!(backup.ws.values(kind, record).len(), 1);
    let carried = &changes[0].writes[0].action;
    assert!(matches!(carried, Action::Carried(..)), "{carried:?}");
    assert!(backup.ws.search("secret", 9).is_empty());
}

#[test]
fn values_of_a_field_that_only_the_backup_knows_come_with_the_field() {
    let mut device = Device::new(1);
    let definition = vec![
        (custom::LABEL, Value::text("Floors")),
        (custom::KIND, Value::Int(Kind::COMPANY.0.into())),
        (custom::TYPE, Value::text("tags")),
    ];
    let definition = device.create(Kind::FIELD, definition);
    let field = FieldId::custom(definition);
    let floors = Value::Tags(vec!["first".into(), "second".into()]);
    let values = vec![
        (company::NAME, Value::text("Acme")),
        (field, floors.clone()),
    ];
    let record = device.create(Kind::COMPANY, values);
    let mut empty = Device::bare(7);
    let (changes, _) = merged(&mut empty, &device.ws);
    assert_eq!(empty.value(Kind::COMPANY, record, field), Some(floors));
    assert_eq!(empty.ws.schema(), device.ws.schema());
    assert!(changes.len() > 1, "the fields come before what is in them");
    assert!(merged(&mut empty, &device.ws).0.is_empty());
}
