//! What goes out comes back in.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Drop, Store, import};
use interchange::csv::CsvFile;
use interchange::export::{CsvExport, JsonExport, Names, rejected_csv};
use interchange::headers::Source;
use proptest::prelude::*;
use record::schema::{contact, deal, stage};
use record::{Address, FieldDef, Kind, RecordId, Role, Value, Write};

struct Called<'a>(&'a Store);

impl Names for Called<'_> {
    fn name(&self, kind: Kind, record: RecordId) -> Option<String> {
        let fields = self.0.records.get(&kind)?.get(&record)?;
        Some(match kind {
            Kind::CONTACT => format!(
                "{} {}",
                self.0.text(fields, contact::FIRST_NAME),
                self.0.text(fields, contact::LAST_NAME)
            ),
            _ => self.0.text(fields, stage::NAME),
        })
    }
    fn pipeline_of(&self, stage: RecordId) -> Option<String> {
        let fields = self.0.records.get(&Kind::STAGE)?.get(&stage)?;
        Some(self.0.text(fields, stage::PIPELINE))
    }
}

fn export(store: &Store, kind: Kind) -> Vec<u8> {
    let def = store.schema.kind(kind).unwrap();
    let fields: Vec<&FieldDef> = def
        .fields
        .iter()
        .filter(|f| f.role != Role::System)
        .collect();
    let names = Called(store);
    let mut out = CsvExport::new(fields, &names);
    for (id, values) in store.of(kind) {
        out.record(id, |f| values.get(&f.id).cloned());
    }
    out.finish()
}

fn full() -> Store {
    let mut store = Store::with_pipeline();
    import(
        &mut store,
        &[
            (
                "contacts.csv",
                "Id,First name,Last name,Email,Phone,Company,Street,City,Tags,Birthday,Email opt-out,Description,Shoe size\n\
            a1,=1+1,-Lee,\"ann@x.org (work), a@y.org\",+49 30 123456,Acme,Main St 1,Berlin,\"vip, new\",1990-02-03,yes,\"two\nlines, \"\"q\"\"\",42\n\
            a2,שרה,'כהן,b@x.org,,@Home,,Paris,,,no,,\n",
            ),
            (
                "deals.csv",
                "Id,Deal name,Amount,Stage,Company,Contact name,Owner,Close date,Probability\n\
            d1,Big,\"-1,234.50\",Proposal,Acme,=1+1 -Lee,Mo Frost,2025-01-31,50\n",
            ),
        ],
    );
    store
}

#[test]
fn our_own_export_comes_back_unchanged() {
    let store = full();
    for kind in [Kind::CONTACT, Kind::COMPANY, Kind::DEAL, Kind::MEMBER] {
        let bytes = export(&store, kind);
        let files = Drop::new(&store.schema, &[("any name.csv", &bytes)]);
        assert_eq!(files.mappings[0].source, Source::Rapport);
        assert_eq!(files.mappings[0].kind(), Some(kind));
        let (report, writes) = files.plan(&store);
        assert!(
            report.rejected.is_empty() && report.questions.is_empty(),
            "{report:?}"
        );
        assert_eq!(writes, [], "{kind:?}");
        assert_eq!(report.count(kind).unchanged as usize, store.count(kind));
    }
}

#[test]
fn our_own_export_fills_another_workspace_with_the_same_ids() {
    let store = full();
    let mut other = Store::with_pipeline();
    let (contacts, companies) = (export(&store, Kind::CONTACT), export(&store, Kind::COMPANY));
    Drop::new(
        &other.schema,
        &[("a.csv", &contacts), ("b.csv", &companies)],
    )
    .import(&mut other);
    for kind in [Kind::CONTACT, Kind::COMPANY] {
        let ids = |s: &Store| s.of(kind).iter().map(|(id, _)| *id).collect::<Vec<_>>();
        assert_eq!(ids(&store), ids(&other));
    }
    let names = |s: &Store| {
        let mut all: Vec<_> = s
            .of(Kind::CONTACT)
            .iter()
            .map(|(_, f)| f.get(&contact::LAST_NAME).cloned())
            .collect();
        all.sort_by_key(|v| format!("{v:?}"));
        all
    };
    assert_eq!(names(&store), names(&other));
}

#[test]
fn formulas_are_guarded_and_numbers_stay_numbers() {
    let store = full();
    let text = String::from_utf8(export(&store, Kind::CONTACT)).unwrap();
    assert!(text.contains(",'=1+1,'-Lee,"), "{text}");
    assert!(text.contains("'+49 30 123456"));
    assert!(text.contains(",'@Home,"));
    let text = String::from_utf8(export(&store, Kind::DEAL)).unwrap();
    assert!(text.contains(",-1234.50,USD,"), "{text}");
    assert!(text.contains(",Proposal,Sales,"), "{text}");
}

#[test]
fn json_carries_types() {
    let store = full();
    let mut out = JsonExport::new(&store.schema, &[Kind::DEAL]);
    for (id, values) in store.of(Kind::DEAL) {
        out.record(Kind::DEAL, id, |f| values.get(&f.id).cloned());
    }
    let json: serde_json::Value = serde_json::from_slice(&out.finish()).unwrap();
    assert_eq!(json["format"], "rapport-export");
    let values = &json["records"][0]["values"];
    assert_eq!(values["amount"]["amount"], "-1234.50");
    assert_eq!(values["close_date"], "2025-01-31");
    assert_eq!(values["probability"], 50);
    assert!(matches!(
        store.of(Kind::DEAL)[0].1.get(&deal::CONTACTS),
        Some(Value::Refs(_))
    ));
}

#[test]
fn rows_that_were_set_aside_come_out_with_their_reason() {
    let bytes =
        b"First name,Last name,Email\nAnn,Lee,a@x.org\nBo,=Ray,nope\nCy,Fox,c@x.org,,more\n";
    let store = Store::default();
    let files = Drop::new(&store.schema, &[("contacts.csv", bytes)]);
    let (report, _) = files.plan(&store);
    let out = rejected_csv(&files.files[0], 0, &report, |r| r.reason.to_string());
    let back = CsvFile::read("r.csv", out, common::legacy).unwrap();
    assert_eq!(
        back.header(),
        ["First name", "Last name", "Email", "Line", "Reason"]
    );
    let rows = back.sample(9);
    assert_eq!(
        rows[0],
        ["Bo", "'=Ray", "nope", "3", "this is not an e-mail address"]
    );
    assert_eq!(
        rows[1][3..],
        ["4", "the row has 5 cells, the header has 3", "", "more"]
    );
}

fn one_contact(address: Address) -> Store {
    let mut store = Store::default();
    let id = RecordId::natural(["test", "contact"]);
    let set = |field, value| Write::set(Kind::CONTACT, id, field, value);
    store.apply(&[
        set(contact::LAST_NAME, Value::text("Lee")),
        set(contact::ADDRESS, Value::Address(address)),
    ]);
    store
}

#[test]
fn an_address_has_a_column_for_each_part() {
    let store = one_contact(Address {
        country: "Kenya".into(),
        ..Address::default()
    });
    let file = CsvFile::read("c.csv", export(&store, Kind::CONTACT), common::legacy).unwrap();
    let row = file.sample(1).remove(0);
    let of = |header: &str| {
        let at = file.header().iter().position(|h| h == header).unwrap();
        row[at].clone()
    };
    let parts = ["street", "city", "region", "postal code", "country"];
    let cells = parts.map(|part| of(&format!("Address {part}")));
    assert_eq!(cells, ["", "", "", "", "Kenya"]);
    assert!(!row.iter().any(|cell| cell.contains('\n')));
}

#[test]
fn an_address_in_one_cell_of_an_earlier_export_is_still_read() {
    let mut store = Store::default();
    let text = "Rapport ID,Last name,Address\n01jqzv5w3yaaaaaaaaaaaaaaaa,Lee,\"Main St 1\n10115\nBerlin\n\n\"\n01jqzv5w3yaaaaaaaaaaaaaaab,Ray,\"\n\n\n\nKenya\"\n";
    let files = Drop::new(&store.schema, &[("contacts.csv", text.as_bytes())]);
    assert_eq!(files.mappings[0].source, Source::Rapport);
    files.import(&mut store);
    let addresses: Vec<Option<&Value>> = store
        .of(Kind::CONTACT)
        .into_iter()
        .map(|(_, fields)| fields.get(&contact::ADDRESS))
        .collect();
    let berlin = Value::Address(Address {
        street: "Main St 1".into(),
        postal_code: "10115".into(),
        city: "Berlin".into(),
        ..Address::default()
    });
    let kenya = Value::Address(Address {
        country: "Kenya".into(),
        ..Address::default()
    });
    assert_eq!(addresses, [Some(&berlin), Some(&kenya)]);
}

fn part() -> impl Strategy<Value = String> {
    "([A-Za-z0-9é中=+@'-]([A-Za-z0-9é中,;:'\"=+ -]{0,10}[A-Za-z0-9é中,;:\"])?)?"
}

proptest! {
    #[test]
    fn addresses_come_back_exactly_whichever_parts_they_have(
        street in proptest::collection::vec(part(), 0..4),
        rest in proptest::array::uniform4(part()),
    ) {
        let street: Vec<String> = street.into_iter().filter(|l| !l.is_empty()).collect();
        let [city, region, postal_code, country] = rest;
        let street = street.join("\n");
        let address = Address { street, city, region, postal_code, country };
        let store = one_contact(address.clone());
        let bytes = export(&store, Kind::CONTACT);
        let mut other = Store::default();
        Drop::new(&other.schema, &[("c.csv", &bytes)]).import(&mut other);
        let read = other.of(Kind::CONTACT)[0].1.get(&contact::ADDRESS).cloned();
        let written = (address != Address::default()).then_some(Value::Address(address));
        prop_assert_eq!(read, written);
        let (_, writes) = Drop::new(&store.schema, &[("c.csv", &bytes)]).plan(&store);
        prop_assert_eq!(writes, Vec::new());
    }
}
