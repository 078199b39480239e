//! Taking records out as files, in slices that leave the page usable.

use interchange::export::{CsvExport, JsonExport, Names};
use interchange::vcard::{self, Card};
use record::schema::{contact, stage};
use record::{FieldDef, Kind, RecordId, Role};

use super::State;
use crate::platform::idle::Slice;

/// The form of an exported file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A table, one row a record.
    Csv,
    /// Every field with its type.
    Json,
    /// Address cards.
    Vcard,
}

impl Form {
    /// The ending of the file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Vcard => "vcf",
        }
    }

    /// The media type of the file.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::Json => "application/json",
            Self::Vcard => "text/vcard;charset=utf-8",
        }
    }
}

/// How many records are written between two looks at the clock.
const BETWEEN: usize = 200;

struct Named(State);

impl Names for Named {
    fn name(&self, kind: Kind, record: RecordId) -> Option<String> {
        self.0.with(|ws| {
            let record = ws.resolve(kind, record);
            ws.is_live(kind, record).then(|| ws.name(kind, record))
        })
    }

    fn pipeline_of(&self, id: RecordId) -> Option<String> {
        self.0.with(|ws| {
            let pipeline = ws.value(Kind::STAGE, id, stage::PIPELINE)?.as_ref_id()?;
            Some(ws.name(Kind::PIPELINE, pipeline))
        })
    }
}

/// The bytes of a file with these records.
pub async fn export(state: State, kind: Kind, rows: &[RecordId], form: Form) -> Vec<u8> {
    let schema = state.with(|ws| ws.schema().clone());
    let mut slice = Slice::new();
    match form {
        Form::Csv => {
            let names = Named(state);
            let fields: Vec<&FieldDef> = schema
                .kind(kind)
                .map(|def| {
                    def.fields
                        .iter()
                        .filter(|f| f.role != Role::System)
                        .collect()
                })
                .unwrap_or_default();
            let mut out = CsvExport::new(fields, &names);
            for (n, id) in rows.iter().enumerate() {
                out.record(*id, |def| state.with(|ws| ws.value(kind, *id, def.id)));
                if n % BETWEEN == 0 {
                    slice.breathe().await;
                }
            }
            out.finish()
        }
        Form::Json => {
            let mut out = JsonExport::new(&schema, &[kind]);
            for (n, id) in rows.iter().enumerate() {
                out.record(kind, *id, |def| {
                    state.with(|ws| ws.value(kind, *id, def.id))
                });
                if n % BETWEEN == 0 {
                    slice.breathe().await;
                }
            }
            out.finish()
        }
        Form::Vcard => {
            let mut cards = Vec::with_capacity(rows.len());
            for (n, id) in rows.iter().enumerate() {
                cards.push(card(state, *id));
                if n % BETWEEN == 0 {
                    slice.breathe().await;
                }
            }
            vcard::write(&cards).into_bytes()
        }
    }
}

fn card(state: State, id: RecordId) -> Card {
    state.with(|ws| {
        let company = ws
            .value(Kind::CONTACT, id, contact::COMPANY)
            .and_then(|v| v.as_ref_id());
        let company = company.map(|c| ws.name(Kind::COMPANY, ws.resolve(Kind::COMPANY, c)));
        Card::of_contact(id, &company.unwrap_or_default(), |field| {
            ws.value(Kind::CONTACT, id, field)
        })
    })
}
