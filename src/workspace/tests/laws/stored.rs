use proptest::prelude::*;
use record::schema::{contact, field as custom};
use record::{Action, Change, DeviceId, FieldId, Kind, RecordId, Stamp, Value, Version, Write};
use workspace::snapshot::{Manifest, Segment, decode_entry, encode_entry};
use workspace::{Command, Workspace};

use crate::actions::any_action_or_purge;
use crate::device::{Device, reopened, visible};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn segments_and_journal_open_to_the_same_sight(
        actions in prop::collection::vec(any_action_or_purge(), 5..50),
        fold_at in any::<prop::sample::Index>(),
        from in any::<prop::sample::Index>(),
    ) {
        let mut device = Device::new(1);
        let start = device.changes.len();
        let fold_at = fold_at.index(actions.len());
        let mut stored = None;
        for (n, action) in actions.iter().enumerate() {
            device.act(action);
            if n == fold_at {
                device.ws.soil_all();
                stored = Some((device.ws.manifest(device.changes.len() as u64, 1), device.ws.take_segments()));
            }
        }
        let (manifest, mut segments) = stored.unwrap();
        let manifest = Manifest::decode(&manifest.encode()).unwrap();
        segments.sort_by_key(|s| (s.kind != Kind::FIELD.0, s.kind, s.number));
        let mut opened = Workspace::from_manifest(&manifest);
        for segment in &segments {
            opened.load_segment(segment).unwrap();
        }
        // Entries that the segments hold already may come once more.
        let from = start + from.index(manifest.folded as usize + 1 - start);
        for change in &device.changes[from..] {
            opened.load_entry(&encode_entry(change)).unwrap();
        }
        prop_assert_eq!(visible(&mut opened), visible(&mut device.ws));
        prop_assert_eq!(opened.clock(), device.ws.clock());
        // Only what changed since is stored again, and that suffices.
        let newer = opened.take_segments();
        let mut latest: Vec<Segment> = segments
            .into_iter()
            .filter(|s| !newer.iter().any(|n| (n.kind, n.number) == (s.kind, s.number)))
            .chain(newer.iter().cloned())
            .collect();
        latest.sort_by_key(|s| (s.kind != Kind::FIELD.0, s.kind, s.number));
        let mut again = Workspace::new(DeviceId(1));
        for segment in &latest {
            again.load_segment(segment).unwrap();
        }
        prop_assert_eq!(visible(&mut again), visible(&mut device.ws));
        prop_assert!(again.take_segments().is_empty());
    }

    #[test]
    fn damaged_bytes_are_errors_and_leave_the_rest_as_it_was(
        actions in prop::collection::vec(any_action_or_purge(), 5..30),
        which in any::<prop::sample::Index>(),
        bit in any::<prop::sample::Index>(),
        noise in prop::collection::vec(any::<u8>(), 0..60),
    ) {
        let mut device = Device::new(1);
        for action in &actions {
            device.act(action);
        }
        device.ws.soil_all();
        let mut segments = device.ws.take_segments();
        let which = which.index(segments.len());
        let bad = &mut segments[which];
        let at = 48 + bit.index((bad.bytes.len() - 6) * 8);
        bad.bytes[at / 8] ^= 1 << (at % 8);
        let mut opened = Workspace::new(DeviceId(1));
        for (n, segment) in segments.iter().enumerate() {
            prop_assert_eq!(opened.load_segment(segment).is_err(), n == which);
        }
        for def in opened.schema().clone().kinds() {
            let expected = if def.kind.0 == segments[which].kind { 0 } else { device.ws.count(def.kind) };
            prop_assert_eq!(opened.count(def.kind), expected);
        }
        visible(&mut opened);
        let before = opened.count(Kind::CONTACT);
        prop_assert!(opened.load_entry(&noise).is_err());
        prop_assert!(Manifest::decode(&noise).is_err());
        let noise = Segment { kind: Kind::CONTACT.0, number: 0, bytes: workspace::block::pack(&noise) };
        prop_assert!(opened.load_segment(&noise).is_err());
        prop_assert_eq!(opened.count(Kind::CONTACT), before);
    }
}

#[test]
fn a_damaged_segment_in_the_middle_costs_its_own_rows_only() {
    let mut device = Device::new(1);
    let writes = (0..10_000u128)
        .map(|n| {
            let name = Value::text(format!("Name{n}"));
            Write::set(Kind::CONTACT, RecordId(n + 1), contact::LAST_NAME, name)
        })
        .collect();
    device
        .run(Command::Bulk {
            label: "import".into(),
            group: RecordId(5),
            writes,
        })
        .unwrap();
    let deleted = Command::Delete {
        kind: Kind::CONTACT,
        records: vec![RecordId(9_999)],
    };
    device.run(deleted).unwrap();
    device.ws.soil_all();
    let mut segments = device.ws.take_segments();
    let at = segments
        .iter()
        .position(|s| (s.kind, s.number) == (Kind::CONTACT.0, 1))
        .unwrap();
    let middle = segments[at].bytes.len() / 2;
    segments[at].bytes[middle] ^= 1;
    let mut opened = Workspace::new(DeviceId(1));
    let mut errors = Vec::new();
    for segment in &segments {
        if let Err(error) = opened.load_segment(segment) {
            errors.push((segment.number, error.to_string()));
        }
    }
    assert_eq!(errors.len(), 1);
    assert!(
        errors[0].0 == 1 && errors[0].1.contains("damaged"),
        "{errors:?}"
    );
    assert_eq!(opened.count(Kind::CONTACT), 10_000 - 4_096 - 1);
    assert_eq!(
        opened.text(Kind::CONTACT, RecordId(9_000), contact::LAST_NAME),
        "Name8999"
    );
    // What is left is stored in a new layout, and opens whole.
    let numbers: Vec<u32> = opened
        .take_segments()
        .iter()
        .filter(|s| s.kind == Kind::CONTACT.0)
        .map(|s| s.number)
        .collect();
    assert!(numbers.contains(&1));
    let mut again = reopened(&mut opened);
    assert_eq!(visible(&mut again), visible(&mut opened));
    // A segment that comes twice is refused and changes nothing.
    let first = segments
        .iter()
        .find(|s| (s.kind, s.number) == (Kind::CONTACT.0, 0))
        .unwrap();
    assert!(again.load_segment(first).is_err());
    assert_eq!(visible(&mut again), visible(&mut opened));
}

/// A change of a newer version, with all that this one can't know.
fn newer(device: u64, number: u64, writes: Vec<Write>) -> Change {
    let version = Version {
        stamp: Stamp(1 << 60),
        device: DeviceId(device),
        number,
    };
    Change {
        version,
        label: "newer".into(),
        writes,
    }
}

#[test]
fn what_is_unknown_survives_byte_for_byte() {
    let mut device = Device::new(1);
    let person = device.create(
        Kind::CONTACT,
        vec![(contact::LAST_NAME, Value::text("Stein"))],
    );
    let kind = Kind(900);
    let (field, odd, act) = (
        FieldId(7_000),
        Value::Unknown(vec![99, 1, 2, 3]),
        b"an unknown action",
    );
    let unknown_action = Write {
        kind: Kind::CONTACT,
        record: person,
        field: contact::FIRST_NAME,
        action: Action::Unknown(0x21, act.to_vec()),
        replaced: None,
    };
    device.ws.apply(&newer(
        5,
        1,
        vec![
            Write::set(kind, RecordId(3), field, Value::text("of an unknown kind")),
            Write::set(kind, RecordId(3), FieldId(7_001), odd.clone()),
            Write::set(Kind::CONTACT, person, field, Value::Tags(vec!["x".into()])),
            Write::set(Kind::CONTACT, person, contact::BIRTHDAY, odd.clone()),
            unknown_action,
        ],
    ));
    let check = |ws: &mut Workspace| {
        assert_eq!(
            ws.value(kind, RecordId(3), field),
            Some(Value::text("of an unknown kind"))
        );
        assert_eq!(
            ws.value(kind, RecordId(3), FieldId(7_001)),
            Some(odd.clone())
        );
        assert_eq!(
            ws.value(Kind::CONTACT, person, field),
            Some(Value::Tags(vec!["x".into()]))
        );
        assert_eq!(
            ws.value(Kind::CONTACT, person, contact::BIRTHDAY),
            Some(odd.clone())
        );
        ws.soil_all();
        let contacts = ws
            .take_segments()
            .into_iter()
            .filter(|s| s.kind == Kind::CONTACT.0);
        let contents: Vec<Vec<u8>> = contacts
            .map(|s| workspace::block::unpack(&s.bytes).unwrap())
            .collect();
        let has = |bytes: &Vec<u8>| bytes.windows(act.len()).any(|part| part == act);
        assert!(contents.iter().any(has), "the unknown action is gone");
    };
    check(&mut device.ws);
    let mut opened = reopened(&mut device.ws);
    check(&mut opened);
    // Edited beside it, and stored and opened again.
    device.ws = opened;
    device
        .edit(
            Kind::CONTACT,
            person,
            contact::LAST_NAME,
            Some(Value::text("Berg")),
        )
        .unwrap();
    let mut opened = reopened(&mut device.ws);
    check(&mut opened);
    assert_eq!(
        opened.text(Kind::CONTACT, person, contact::LAST_NAME),
        "Berg"
    );
    // An entry goes through as it came.
    let change = newer(6, 1, vec![Write::set(kind, RecordId(4), field, odd)]);
    assert_eq!(decode_entry(&encode_entry(&change)).unwrap(), change);
}

#[test]
fn a_custom_field_is_kept_without_its_definition_and_typed_once_that_is_there() {
    let mut device = Device::new(1);
    let definition = device.create(
        Kind::FIELD,
        vec![
            (custom::LABEL, Value::text("Shoe size")),
            (custom::KIND, Value::Int(Kind::CONTACT.0.into())),
            (custom::TYPE, Value::text("int")),
        ],
    );
    let field = FieldId::custom(definition);
    let person = device.create(
        Kind::CONTACT,
        vec![
            (contact::LAST_NAME, Value::text("Stein")),
            (field, Value::Int(43)),
        ],
    );
    let seen = visible(&mut device.ws);
    device.ws.soil_all();
    let segments = device.ws.take_segments();
    // A version that knows nothing of the definition stores and keeps the value.
    let mut without = Workspace::new(DeviceId(1));
    for segment in segments.iter().filter(|s| s.kind != Kind::FIELD.0) {
        without.load_segment(segment).unwrap();
    }
    assert!(without.schema().field(Kind::CONTACT, field).is_none());
    assert_eq!(
        without.value(Kind::CONTACT, person, field),
        Some(Value::Int(43))
    );
    let mut without = reopened(&mut without);
    let definition = segments.iter().find(|s| s.kind == Kind::FIELD.0).unwrap();
    without.load_segment(definition).unwrap();
    assert_eq!(visible(&mut without), seen);
    assert_eq!(visible(&mut reopened(&mut without)), seen);
}
