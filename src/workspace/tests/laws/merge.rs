use proptest::prelude::*;
use record::schema::{company, contact, field as custom};
use record::{Change, FieldId, Kind, RecordId, Value};
use workspace::{Command, Workspace};

use crate::actions::any_action_or_purge;
use crate::device::{Device, reopened, visible};

/// What three devices do, and who hears of it when: after the action, a device hears of the first
/// so many changes of the next one.
fn any_story() -> impl Strategy<Value = Vec<(usize, crate::actions::Action, usize)>> {
    prop::collection::vec((0usize..3, any_action_or_purge(), 0usize..20), 1..40)
}

fn changes_of(story: &[(usize, crate::actions::Action, usize)]) -> Vec<Change> {
    let mut devices = [Device::new(1), Device::new(2), Device::new(3)];
    let mut heard = [[0usize; 3]; 3];
    for (who, action, many) in story {
        devices[*who].act(action);
        let from = (who + 1) % 3;
        let list = devices[from].changes.clone();
        let until = list.len().min(heard[*who][from] + many / 4);
        for change in &list[heard[*who][from]..until] {
            devices[*who].receive(change);
        }
        heard[*who][from] = until;
    }
    devices
        .into_iter()
        .flat_map(|device| device.changes)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn changes_in_any_order_repeated_and_in_parts_end_in_the_same_sight(
        (changes, shuffled) in any_story().prop_map(|story| changes_of(&story))
            .prop_flat_map(|list| (Just(list.clone()), Just(list).prop_shuffle())),
        cut in any::<prop::sample::Index>(),
        again in any::<prop::sample::Index>(),
    ) {
        let mut plain = Device::new(9).ws;
        changes.iter().for_each(|change| { plain.apply(change); });
        let expected = visible(&mut plain);

        let mut other = Device::new(8).ws;
        let cut = cut.index(shuffled.len() + 1);
        // Indexes that are in use are kept up.
        visible(&mut other);
        for change in &shuffled[..cut] {
            other.apply(change);
        }
        visible(&mut other);
        for change in &shuffled[cut..] {
            other.apply(change);
        }
        prop_assert_eq!(&visible(&mut other), &expected);
        for change in &shuffled[..again.index(shuffled.len() + 1)] {
            let touched = other.apply(change);
            prop_assert!(touched.records.is_empty(), "{touched:?}");
        }
        prop_assert_eq!(&visible(&mut other), &expected);

        // A device that stores and opens in the middle sees the same.
        let mut third = Device::new(7).ws;
        for change in &shuffled[cut..] {
            third.apply(change);
        }
        let mut third = reopened(&mut third);
        for change in &shuffled[..cut] {
            third.apply(change);
        }
        prop_assert_eq!(&visible(&mut third), &expected);
    }
}

fn exchange(a: &mut Device, b: &mut Device) -> Vec<workspace::Conflict> {
    let (of_a, of_b) = (a.unsent(), b.unsent());
    let mut conflicts = Vec::new();
    for change in of_b {
        conflicts.extend(a.ws.apply(&change).conflicts);
    }
    for change in of_a {
        conflicts.extend(b.ws.apply(&change).conflicts);
    }
    conflicts
}

#[test]
fn two_who_write_without_knowing_of_each_other_are_told_and_both_see_the_later() {
    let (mut ada, mut ben) = (Device::new(1), Device::new(2));
    let kind = Kind::CONTACT;
    let record = ada.create(kind, vec![(contact::LAST_NAME, Value::text("Stein"))]);
    assert!(exchange(&mut ada, &mut ben).is_empty());
    ada.edit(kind, record, contact::LAST_NAME, Some(Value::text("Ada's")))
        .unwrap();
    ben.now += 1_000;
    ben.edit(kind, record, contact::LAST_NAME, Some(Value::text("Ben's")))
        .unwrap();
    let conflicts = exchange(&mut ada, &mut ben);
    assert_eq!(conflicts.len(), 2);
    for conflict in &conflicts {
        assert_eq!(
            (conflict.record, conflict.field),
            (record, contact::LAST_NAME)
        );
        assert_eq!(conflict.lost, Some(Value::text("Ada's")));
    }
    assert!(conflicts[0].incoming_won && !conflicts[1].incoming_won);
    assert_eq!(conflicts[0].device, ben.ws.device());
    for device in [&mut ada, &mut ben] {
        assert_eq!(device.ws.text(kind, record, contact::LAST_NAME), "Ben's");
    }
    // Who knows what is there overwrites it quietly.
    ada.edit(kind, record, contact::LAST_NAME, Some(Value::text("Both")))
        .unwrap();
    assert!(exchange(&mut ada, &mut ben).is_empty());
    assert_eq!(ben.ws.text(kind, record, contact::LAST_NAME), "Both");
}

#[test]
fn edits_made_before_the_first_is_stored_are_no_conflict_elsewhere() {
    let mut ada = Device::new(1);
    let mut ben = Device::new(2);
    let kind = Kind::CONTACT;
    let record = ada.create(kind, vec![(contact::LAST_NAME, Value::text("Stein"))]);
    // Two quick edits: the second is made while the first still waits to be stored.
    let mut waiting = Vec::new();
    for name in ["Stei", "Ste"] {
        ada.now += 1;
        let command = Command::Edit {
            kind,
            record,
            values: vec![(contact::LAST_NAME, Some(Value::text(name)))],
        };
        let mut moment = workspace::Moment {
            now: record::Instant(ada.now),
            today: record::Date(20_717),
            entropy: &mut ada.entropy,
        };
        waiting.push(ada.ws.run(command, &mut moment).unwrap().change.unwrap());
    }
    for change in &mut waiting {
        let (number, stamp) = (ada.changes.len() as u64 + 1, change.version.stamp);
        assert!(ada.ws.seal(change, number, stamp).conflicts.is_empty());
        ada.changes.push(change.clone());
    }
    for order in [[0, 1, 2], [2, 1, 0]] {
        let mut ben = Device::new(3).ws;
        for at in order {
            assert!(ben.apply(&ada.changes[at]).conflicts.is_empty());
        }
        assert_eq!(ben.text(kind, record, contact::LAST_NAME), "Ste");
    }
    exchange(&mut ada, &mut ben);
    assert_eq!(ben.ws.text(kind, record, contact::LAST_NAME), "Ste");
}

#[test]
fn two_duplicates_merged_into_each_other_leave_one_to_be_seen() {
    let (mut ada, mut ben) = (Device::new(1), Device::new(2));
    let kind = Kind::CONTACT;
    let ids = ["A", "B", "C"].map(|n| ada.create(kind, vec![(contact::LAST_NAME, Value::text(n))]));
    exchange(&mut ada, &mut ben);
    let merge = |winner, loser| Command::Merge {
        kind,
        winner,
        loser,
        chosen: vec![],
    };
    ada.run(merge(ids[0], ids[1])).unwrap();
    ben.run(merge(ids[1], ids[0])).unwrap();
    exchange(&mut ada, &mut ben);
    let one = ids[0].min(ids[1]);
    for device in [&mut ada, &mut ben] {
        let live: Vec<RecordId> = device.ws.ids(kind).filter(|id| *id != ids[2]).collect();
        assert_eq!(live, [one]);
        assert_eq!(device.ws.resolve(kind, ids[0]), one);
        assert_eq!(device.ws.resolve(kind, ids[1]), one);
        let opened = reopened(&mut device.ws);
        assert_eq!(opened.count(kind), 2);
    }
    // Merging on, deleting and taking a merge back all find the one that is left.
    ada.run(merge(ids[2], one)).unwrap();
    exchange(&mut ada, &mut ben);
    assert_eq!(ben.ws.ids(kind).collect::<Vec<_>>(), [ids[2]]);
    assert_eq!(ben.ws.resolve(kind, one), ids[2]);
    ada.undo().unwrap();
    ada.undo().unwrap();
    exchange(&mut ada, &mut ben);
    assert_eq!(visible(&mut ada.ws), visible(&mut ben.ws));
    assert_eq!(ada.ws.count(kind), 2);
}

#[test]
fn custom_fields_have_the_same_order_and_keys_whoever_hears_of_them_first() {
    let mut devices = [Device::new(1), Device::new(2)];
    for device in &mut devices {
        for label in ["Size", "Size!"] {
            let record = device.create(
                Kind::FIELD,
                vec![
                    (custom::LABEL, Value::text(label)),
                    (custom::KIND, Value::Int(Kind::COMPANY.0.into())),
                    (custom::TYPE, Value::text("int")),
                ],
            );
            let field = FieldId::custom(record);
            let values = vec![(company::NAME, Value::text("Acme")), (field, Value::Int(5))];
            device.create(Kind::COMPANY, values);
        }
    }
    let changes: Vec<Change> = devices.iter().flat_map(|d| d.changes.clone()).collect();
    let seen = |order: &mut dyn Iterator<Item = &Change>| {
        let mut ws: Workspace = Device::new(9).ws;
        order.for_each(|change| {
            ws.apply(change);
        });
        visible(&mut ws)
    };
    let one = seen(&mut changes.iter());
    assert_eq!(seen(&mut changes.iter().rev()), one);
    let keys = one.fields.iter().filter(|f| f.starts_with("company size"));
    assert_eq!(keys.count(), 4);
}
