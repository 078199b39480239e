//! Quotes: frozen as they were made, and numbered.

use record::schema::{business, company, contact, deal, line, quote};
use record::{Address, FieldId, Kind, RecordId, Value};
use workspace::Command;
use workspace::quotes::Content;
use workspace::settings::business_id;

use crate::device::{Device, eur, reopened};

fn offered(device: &mut Device) -> RecordId {
    let ada = device.create(
        Kind::CONTACT,
        vec![(contact::LAST_NAME, Value::text("Lovelace"))],
    );
    let works = device.create(
        Kind::COMPANY,
        vec![
            (company::NAME, Value::text("Engine Works")),
            (
                company::ADDRESS,
                Value::Address(Address {
                    street: "1 Mill Lane\nYard 2".into(),
                    city: "London".into(),
                    postal_code: "E1".into(),
                    ..Address::default()
                }),
            ),
        ],
    );
    let roof = device.create(
        Kind::DEAL,
        vec![
            (deal::NAME, Value::text("Roof")),
            (deal::COMPANY, Value::Ref(works)),
            (deal::CONTACTS, Value::Refs(vec![ada])),
        ],
    );
    device
        .run(Command::Create {
            kind: Kind::BUSINESS,
            record: business_id(),
            values: vec![
                (business::NAME, Value::text("Roofs & Co")),
                (business::TAX_ID, Value::text("DE 123")),
            ],
        })
        .unwrap();
    device.create(
        Kind::LINE,
        vec![
            (line::NAME, Value::text("Tiles")),
            (line::DEAL, Value::Ref(roof)),
            (line::QUANTITY, Value::Number(2.5)),
            (line::PRICE, eur(1_000)),
            (line::DISCOUNT, Value::Number(10.0)),
            (line::TAX, Value::Number(19.0)),
        ],
    );
    roof
}

fn make(device: &mut Device, roof: RecordId) -> RecordId {
    let content = device.ws.quote_content(roof).unwrap().encode();
    let number = device.ws.next_quote_number(2026);
    device.create(
        Kind::QUOTE,
        vec![
            (quote::NUMBER, Value::text(number)),
            (quote::DEAL, Value::Ref(roof)),
            (quote::CONTENT, Value::text(content)),
        ],
    )
}

fn content(device: &Device, id: RecordId) -> Content {
    Content::decode(device.ws.text(Kind::QUOTE, id, quote::CONTENT)).unwrap()
}

#[test]
fn a_quote_stays_as_it_was_whatever_becomes_of_the_deal() {
    let mut device = Device::new(1);
    let roof = offered(&mut device);
    let id = make(&mut device, roof);
    let before = content(&device, id);
    assert_eq!(before.to.name, "Engine Works");
    assert_eq!(before.to.person, "Lovelace");
    assert_eq!(before.to.address, ["1 Mill Lane", "Yard 2", "E1 London"]);
    assert_eq!(
        (before.from.name.as_str(), before.from.tax_id.as_str()),
        ("Roofs & Co", "DE 123")
    );
    let totals = before.totals().unwrap();
    // 25.00 less 10 % is 22.50; 19 % of that is 4.28 (4.275).
    assert_eq!((totals.net, totals.tax, totals.gross), (2_250, 428, 2_678));
    let lines = device.ws.lines(roof);
    device
        .edit(Kind::LINE, lines[0], line::PRICE, Some(eur(9_900)))
        .unwrap();
    device
        .edit(Kind::DEAL, roof, deal::NAME, Some(Value::text("Wall")))
        .unwrap();
    let records = vec![roof];
    device
        .run(Command::Delete {
            kind: Kind::DEAL,
            records,
        })
        .unwrap();
    assert_eq!(content(&device, id), before);
    let opened = reopened(&mut device.ws);
    let text = opened.text(Kind::QUOTE, id, quote::CONTENT).to_owned();
    assert_eq!(Content::decode(&text), Some(before));
    assert_eq!(opened.name(Kind::QUOTE, id), "Q-2026-0001");
}

#[test]
fn numbers_go_on_and_are_not_given_twice() {
    let mut device = Device::new(1);
    let roof = offered(&mut device);
    let first = make(&mut device, roof);
    make(&mut device, roof);
    assert_eq!(device.ws.next_quote_number(2026), "Q-2026-0003");
    assert_eq!(device.ws.next_quote_number(2027), "Q-2027-0001");
    // One in the trash was given; one that was taken back was not.
    let records = vec![first];
    device
        .run(Command::Delete {
            kind: Kind::QUOTE,
            records,
        })
        .unwrap();
    assert_eq!(device.ws.next_quote_number(2026), "Q-2026-0003");
    make(&mut device, roof);
    device.undo().unwrap();
    assert_eq!(device.ws.next_quote_number(2026), "Q-2026-0003");
    let other = [
        (quote::NUMBER, Value::text("Q-2026-0002")),
        (quote::DEAL, Value::Ref(roof)),
    ];
    device.create(Kind::QUOTE, other.to_vec());
    assert_eq!(device.ws.quotes_numbered("Q-2026-0002"), 2);
}

#[test]
fn damaged_content_and_that_of_a_later_version_are_not_read() {
    for bad in [
        "",
        "{}",
        "[]",
        "null",
        "{\"form\":9,\"currency\":\"EUR\",\"lines\":[]}",
    ] {
        assert_eq!(Content::decode(bad), None, "{bad}");
    }
    let whole = "{\"form\":1,\"currency\":\"EUR\",\"lines\":[{\"price\":5}],\"later\":1}";
    assert_eq!(Content::decode(whole).unwrap().lines.len(), 1);
    let field: FieldId = quote::CONTENT;
    assert_eq!(field.0, 18);
}

#[test]
fn a_quote_is_out_of_date_by_what_it_says_and_not_by_who_looks_at_it() {
    let mut device = Device::new(1);
    let roof = offered(&mut device);
    let id = make(&mut device, roof);
    device.ws.set_me(Some(crate::device::MEMBERS[1]));
    let now = |device: &Device| device.ws.quote_content(roof).unwrap();
    assert!(content(&device, id).says_the_same_as(&now(&device)));
    // One of an earlier version does not know the person's record.
    let mut old = content(&device, id);
    old.to.contact = None;
    assert!(old.says_the_same_as(&now(&device)));
    let works = device.value(Kind::DEAL, roof, deal::COMPANY).unwrap();
    let works = works.as_ref_id().unwrap();
    let renamed = Some(Value::text("New Works"));
    device
        .edit(Kind::COMPANY, works, company::NAME, renamed)
        .unwrap();
    assert!(!content(&device, id).says_the_same_as(&now(&device)));
}
