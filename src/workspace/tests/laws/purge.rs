use record::schema::{PURGED, contact};
use record::{FieldId, Kind, Value};
use workspace::snapshot::encode_entry;
use workspace::{Command, Refused};

use crate::device::{Device, reopened};

fn text(n: &str) -> Value {
    Value::text(n)
}

#[test]
fn a_purge_leaves_no_value_and_is_not_taken_back() {
    let mut device = Device::new(1);
    let record = device.create(
        Kind::CONTACT,
        vec![(contact::LAST_NAME, text("Secretname"))],
    );
    device
        .edit(
            Kind::CONTACT,
            record,
            contact::TAGS,
            Some(Value::Tags(vec!["secrettag".into()])),
        )
        .unwrap();
    device
        .edit(
            Kind::CONTACT,
            record,
            contact::FIRST_NAME,
            Some(text("Secretfirst")),
        )
        .unwrap();
    device
        .edit(Kind::CONTACT, record, contact::FIRST_NAME, None)
        .unwrap();
    assert_eq!(device.ws.search("secret", 9).len(), 1);
    device
        .run(Command::Purge {
            kind: Kind::CONTACT,
            records: vec![record],
        })
        .unwrap();
    let before = device.changes.len();
    // Earlier steps are taken back as far as they concern others; nothing of this record returns.
    while device.undo().is_ok() {}
    while device.redo().is_ok() {}
    assert!(!device.ws.is_live(Kind::CONTACT, record));
    assert_eq!(
        device.ws.values(Kind::CONTACT, record),
        [(PURGED, Value::Bool(true))]
    );
    assert!(device.ws.search("secret", 9).is_empty());
    for change in &device.changes[before..] {
        let bytes = change.encode();
        assert!(
            !String::from_utf8_lossy(&bytes)
                .to_lowercase()
                .contains("secret")
        );
        assert!(workspace::snapshot::decode_entry(&encode_entry(change)).is_ok());
    }
    let opened = reopened(&mut device.ws);
    assert_eq!(
        opened.values(Kind::CONTACT, record),
        [(PURGED, Value::Bool(true))]
    );
    device.ws.soil_all();
    for segment in device.ws.take_segments() {
        let content = workspace::block::unpack(&segment.bytes).unwrap();
        assert!(
            !String::from_utf8_lossy(&content)
                .to_lowercase()
                .contains("secret")
        );
    }
}

#[test]
fn a_purge_wins_over_what_another_device_writes_later() {
    let (mut ada, mut ben) = (Device::new(1), Device::new(2));
    let record = ada.create(Kind::CONTACT, vec![(contact::LAST_NAME, text("Stein"))]);
    ben.receive(&ada.changes[0]);
    ada.run(Command::Purge {
        kind: Kind::CONTACT,
        records: vec![record],
    })
    .unwrap();
    ben.now += 10_000;
    ben.edit(
        Kind::CONTACT,
        record,
        contact::LAST_NAME,
        Some(text("Berg")),
    )
    .unwrap();
    ada.receive(&ben.changes[0]);
    ben.receive(&ada.changes[1]);
    for device in [&ada, &ben] {
        assert_eq!(
            device.value(Kind::CONTACT, record, contact::LAST_NAME),
            None
        );
        assert!(!device.ws.is_live(Kind::CONTACT, record));
    }
}

#[test]
fn purging_and_merging_are_no_edits_of_a_field() {
    let mut device = Device::new(1);
    let record = device.create(Kind::CONTACT, vec![(contact::LAST_NAME, text("Stein"))]);
    let field: FieldId = PURGED;
    let refused = device.edit(Kind::CONTACT, record, field, Some(Value::Bool(true)));
    assert_eq!(
        refused,
        Err(Refused::UnknownField {
            kind: Kind::CONTACT,
            field
        })
    );
    assert!(device.ws.is_live(Kind::CONTACT, record));
}
