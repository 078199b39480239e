//! The history of every field that people write.

use record::schema::{contact, deal};
use record::{FieldId, Kind, RecordId, Value, Write};
use workspace::Command;
use workspace::timeline::{FieldChange, full_length};

use crate::device::{Device, MEMBERS, email, reopened};

fn ada(device: &mut Device) -> RecordId {
    device.create(
        Kind::CONTACT,
        vec![
            (contact::LAST_NAME, Value::text("Lovelace")),
            (contact::JOB_TITLE, Value::text("Analyst")),
        ],
    )
}

fn changes(device: &Device, record: RecordId) -> Vec<FieldChange> {
    device.ws.changes_of(Kind::CONTACT, record)
}

#[test]
fn each_edit_of_a_field_is_told_with_who_and_what() {
    let mut device = Device::new(1);
    device.ws.set_me(Some(MEMBERS[0]));
    let record = ada(&mut device);
    assert_eq!(changes(&device, record), []);
    let set = |device: &mut Device, field: FieldId, value: Option<Value>| {
        device.edit(Kind::CONTACT, record, field, value).unwrap();
    };
    set(&mut device, contact::JOB_TITLE, Some(Value::text("Author")));
    set(
        &mut device,
        contact::EMAILS,
        Some(email("ada@engine.example")),
    );
    set(&mut device, contact::JOB_TITLE, None);
    let told = changes(&device, record);
    let fields: Vec<FieldId> = told.iter().map(|change| change.field).collect();
    assert_eq!(
        fields,
        [contact::JOB_TITLE, contact::EMAILS, contact::JOB_TITLE]
    );
    assert_eq!(told[0].from, Some(Value::text("Author")));
    assert_eq!(told[0].to, None);
    assert_eq!(told[2].from, Some(Value::text("Analyst")));
    assert!(
        told.iter()
            .all(|change| change.member == Some(MEMBERS[0]) && change.is_known)
    );
    let opened = reopened(&mut device.ws);
    assert_eq!(opened.changes_of(Kind::CONTACT, record), told);
    // The timeline tells of tracked fields alone.
    let events = device.ws.timeline(Kind::CONTACT, record);
    assert!(events.iter().all(|item| item.kind != Kind::EVENT));
}

#[test]
fn an_edit_of_tags_is_told_with_what_they_were_and_are() {
    let mut device = Device::new(1);
    let record = ada(&mut device);
    let tags = |list: &[&str]| Value::Tags(list.iter().map(|tag| (*tag).into()).collect());
    for value in [Some(tags(&["vip"])), Some(tags(&["berg", "vip"])), None] {
        device
            .edit(Kind::CONTACT, record, contact::TAGS, value)
            .unwrap();
        // Fields of every type stand in the same history.
        let title = Some(Value::text("Author"));
        device
            .edit(Kind::CONTACT, record, contact::JOB_TITLE, title)
            .unwrap();
    }
    let told = |device: &Device| {
        let all = changes(device, record).into_iter();
        let of_tags = all.filter(|change| change.field == contact::TAGS);
        of_tags
            .map(|change| (change.from, change.to))
            .collect::<Vec<_>>()
    };
    let expected = [
        (Some(tags(&["berg", "vip"])), None),
        (Some(tags(&["vip"])), Some(tags(&["berg", "vip"]))),
        (None, Some(tags(&["vip"]))),
    ];
    assert_eq!(told(&device), expected);
    device.ws = reopened(&mut device.ws);
    assert_eq!(told(&device), expected);
}

#[test]
fn what_is_undone_did_not_happen() {
    let mut device = Device::new(1);
    let record = ada(&mut device);
    let title = Some(Value::text("Author"));
    device
        .edit(Kind::CONTACT, record, contact::JOB_TITLE, title)
        .unwrap();
    device.undo().unwrap();
    assert_eq!(changes(&device, record), []);
    device.redo().unwrap();
    assert_eq!(changes(&device, record).len(), 1);
}

#[test]
fn a_long_text_is_kept_up_to_a_limit_with_its_length() {
    let mut device = Device::new(1);
    let record = ada(&mut device);
    let long = "é".repeat(3_000);
    for text in [long.as_str(), "short"] {
        let value = Some(Value::text(text));
        device
            .edit(Kind::CONTACT, record, contact::DESCRIPTION, value)
            .unwrap();
    }
    let told = changes(&device, record);
    let before = told[0].from.as_ref().unwrap();
    assert_eq!(full_length(before), Some(3_000));
    assert!(matches!(before, Value::Labelled(list) if list[0].value == "é".repeat(1_000)));
    assert_eq!(full_length(told[0].to.as_ref().unwrap()), None);
    assert_eq!(full_length(&email("cut@engine.example")), None);
}

#[test]
fn an_import_begins_without_events_and_its_later_edits_have_them() {
    let mut device = Device::new(1);
    let record = RecordId::natural(["import", "1"]);
    let import = |device: &mut Device, title: &str| {
        let set = |field, text: &str| Write::set(Kind::CONTACT, record, field, Value::text(text));
        let writes = vec![
            set(contact::LAST_NAME, "Stein"),
            set(contact::JOB_TITLE, title),
        ];
        let (label, group) = ("import".to_owned(), RecordId(9));
        device
            .run(Command::Bulk {
                label,
                group,
                writes,
            })
            .unwrap();
    };
    import(&mut device, "Baker");
    assert_eq!(device.ws.count(Kind::EVENT), 0);
    import(&mut device, "Baker");
    assert_eq!(device.ws.count(Kind::EVENT), 0);
    import(&mut device, "Miller");
    let told = changes(&device, record);
    assert_eq!(
        (told.len(), told[0].to.clone()),
        (1, Some(Value::text("Miller")))
    );
}

#[test]
fn restoring_a_value_is_an_edit_like_any_other() {
    let mut device = Device::new(1);
    let record = device.create(Kind::DEAL, vec![(deal::NAME, Value::text("Roof"))]);
    let next = Some(Value::text("Call"));
    device
        .edit(Kind::DEAL, record, deal::NEXT_STEP, next)
        .unwrap();
    let told = device.ws.changes_of(Kind::DEAL, record);
    let back = told[0].from.clone();
    device
        .edit(Kind::DEAL, record, deal::NEXT_STEP, back)
        .unwrap();
    assert_eq!(device.value(Kind::DEAL, record, deal::NEXT_STEP), None);
    assert_eq!(device.ws.changes_of(Kind::DEAL, record).len(), 2);
    device.undo().unwrap();
    assert_eq!(
        device.value(Kind::DEAL, record, deal::NEXT_STEP),
        Some(Value::text("Call"))
    );
}
