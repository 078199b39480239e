//! What goes out comes back in.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Drop, Store, import};
use interchange::csv::CsvFile;
use interchange::export::{CsvExport, JsonExport, Names, rejected_csv};
use interchange::headers::Source;
use record::schema::{contact, deal, stage};
use record::{FieldDef, Kind, RecordId, Role, Value};

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
