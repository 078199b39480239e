//! Records out, as CSV or JSON, and rows that were set aside.
//!
//! CSV is for people and spreadsheets: references stand with their names beside their ids, amounts
//! as numbers beside their currency, each part of an address has a column, text that a spreadsheet would run is guarded
//! ([`crate::csv::guarded`]). The headers are those that [`crate::headers`] recognises, so that a
//! file comes back in as it went out. JSON is for programs: values with their types.

use record::{FieldDef, FieldType, Kind, RecordId, Schema, Value, text};
use serde_json::{Map, Value as Json, json};

use crate::csv::{CsvFile, CsvWriter};
use crate::headers::AddressPart;
use crate::plan::{Rejected, Report};

/// Names of records, for references.
pub trait Names {
    /// What a record is called; `None` where it is not there.
    fn name(&self, kind: Kind, record: RecordId) -> Option<String>;
    /// What the pipeline of a stage is called.
    fn pipeline_of(&self, stage: RecordId) -> Option<String>;
}

/// The header of the column with a record's own id.
pub const OWN_ID: &str = "Rapport ID";

/// Writes records of one kind as CSV, one at a time.
pub struct CsvExport<'a> {
    writer: CsvWriter,
    fields: Vec<&'a FieldDef>,
    names: &'a dyn Names,
}

impl<'a> CsvExport<'a> {
    /// Begins with the header: the record's id, then the fields, some of which take several columns.
    pub fn new(fields: Vec<&'a FieldDef>, names: &'a dyn Names) -> Self {
        let mut writer = CsvWriter::new();
        writer.cell(OWN_ID);
        for (i, field) in fields.iter().enumerate() {
            // Two fields of one name are told apart by their keys.
            let again = fields
                .iter()
                .enumerate()
                .any(|(n, f)| n != i && f.label.eq_ignore_ascii_case(&field.label));
            let head = if again { &field.key } else { &field.label };
            if field.ty == FieldType::Address {
                for part in AddressPart::PARTS {
                    writer.text_cell(&format!("{head} {}", part.header()));
                }
                continue;
            }
            writer.text_cell(head);
            if let Some(second) = second_header(field.ty) {
                match field.ty {
                    FieldType::Ref(Kind::STAGE) => writer.cell(second),
                    _ => writer.text_cell(&format!("{head} {second}")),
                }
            }
        }
        writer.end_row();
        Self {
            writer,
            fields,
            names,
        }
    }

    /// Writes a record; `value` gives the value of each field.
    pub fn record(&mut self, id: RecordId, value: impl Fn(&FieldDef) -> Option<Value>) {
        self.writer.cell(&id.to_string());
        for field in &self.fields {
            let value = value(field);
            let names = |kind, ids: &[RecordId]| {
                let list: Vec<String> = ids
                    .iter()
                    .filter_map(|id| self.names.name(kind, *id))
                    .collect();
                list.join(text::LIST_SEPARATOR)
            };
            match (field.ty, value) {
                (FieldType::Ref(Kind::STAGE), value) => {
                    let stage = value.as_ref().and_then(Value::as_ref_id);
                    let name = stage.and_then(|s| self.names.name(Kind::STAGE, s));
                    let pipeline = stage.and_then(|s| self.names.pipeline_of(s));
                    self.writer.text_cell(&name.unwrap_or_default());
                    self.writer.text_cell(&pipeline.unwrap_or_default());
                }
                (FieldType::Ref(kind) | FieldType::Refs(kind), value) => {
                    let ids = match &value {
                        Some(Value::Ref(id)) => std::slice::from_ref(id),
                        Some(Value::Refs(ids)) => ids.as_slice(),
                        _ => &[],
                    };
                    self.writer.text_cell(&names(kind, ids));
                    let ids = value.as_ref().map(text::to_text).unwrap_or_default();
                    self.writer.cell(&ids);
                }
                (FieldType::Money, value) => {
                    let money = value.as_ref().and_then(Value::as_money);
                    let amount = money.map(|m| m.amount_text()).unwrap_or_default();
                    let currency = money.map(|m| m.currency.to_string()).unwrap_or_default();
                    self.writer.cell(&amount);
                    self.writer.cell(&currency);
                }
                (FieldType::Address, value) => {
                    for part in AddressPart::PARTS {
                        let text = match &value {
                            Some(Value::Address(address)) => part.of(address),
                            _ => None,
                        };
                        self.writer.text_cell(text.unwrap_or_default());
                    }
                }
                (_, None) => self.writer.cell(""),
                (_, Some(value)) => {
                    let text = text::to_text(&value);
                    if is_plain(&value) {
                        self.writer.cell(&text);
                    } else {
                        self.writer.text_cell(&text);
                    }
                }
            }
        }
        self.writer.end_row();
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        self.writer.finish()
    }
}

/// The second column that fields of a type take.
fn second_header(ty: FieldType) -> Option<&'static str> {
    match ty {
        FieldType::Ref(Kind::STAGE) => Some("Pipeline"),
        FieldType::Ref(_) | FieldType::Refs(_) => Some("ID"),
        FieldType::Money => Some("currency"),
        _ => None,
    }
}

/// Numbers and dates are written by the program itself: no formula can be in them.
fn is_plain(value: &Value) -> bool {
    matches!(
        value,
        Value::Int(_)
            | Value::Number(_)
            | Value::Date(_)
            | Value::Instant(_)
            | Value::Duration(_)
            | Value::Bool(_)
    )
}

/// Writes records as JSON, one at a time.
///
/// The file is an object: `format` is `"rapport-export"`, `version` 1, `kinds` lists kinds with
/// their fields (key, label, type), `records` the records: `kind`, `id`, `values` by field key.
/// Money is `{"amount": "1054.00", "currency": "EUR"}`, dates are ISO 8601, instants RFC 3339,
/// references ids, lists arrays.
pub struct JsonExport<'a> {
    schema: &'a Schema,
    out: String,
    begun: bool,
}

impl<'a> JsonExport<'a> {
    /// Begins with the description of `kinds`.
    pub fn new(schema: &'a Schema, kinds: &[Kind]) -> Self {
        let kinds: Vec<Json> = kinds
            .iter()
            .filter_map(|k| schema.kind(*k))
            .map(|kind| {
                let fields = kind
                    .fields
                    .iter()
                    .map(|f| json!({"key": f.key, "label": f.label, "type": f.ty.name()}));
                json!({"key": kind.key, "fields": fields.collect::<Vec<_>>()})
            })
            .collect();
        let out = format!(
            "{{\"format\":\"rapport-export\",\"version\":1,\"kinds\":{},\"records\":[",
            Json::Array(kinds)
        );
        Self {
            schema,
            out,
            begun: false,
        }
    }

    /// Writes a record; kinds of a newer version are left out.
    pub fn record(&mut self, kind: Kind, id: RecordId, value: impl Fn(&FieldDef) -> Option<Value>) {
        let Some(def) = self.schema.kind(kind) else {
            return;
        };
        let mut values = Map::new();
        for field in &def.fields {
            if let Some(value) = value(field) {
                values.insert(field.key.to_string(), json_of(&value));
            }
        }
        if self.begun {
            self.out.push(',');
        }
        self.begun = true;
        let record = json!({"kind": def.key, "id": id.to_string(), "values": values});
        self.out.push('\n');
        self.out.push_str(&record.to_string());
    }

    /// The file.
    pub fn finish(mut self) -> Vec<u8> {
        self.out.push_str("\n]}\n");
        self.out.into_bytes()
    }
}

fn json_of(value: &Value) -> Json {
    match value {
        Value::Int(n) | Value::Duration(n) => json!(n),
        Value::Number(n) => json!(n),
        Value::Bool(b) => json!(b),
        Value::Money(m) => json!({"amount": m.amount_text(), "currency": m.currency.code()}),
        Value::Labelled(list) => list
            .iter()
            .map(|l| json!({"value": l.value, "label": l.label}))
            .collect(),
        Value::Address(a) => json!({
            "street": a.street,
            "city": a.city,
            "region": a.region,
            "postal_code": a.postal_code,
            "country": a.country,
        }),
        Value::Tags(tags) => json!(tags),
        Value::Refs(ids) => ids.iter().map(|id| json!(id.to_string())).collect(),
        Value::Unknown(_) => Json::Null,
        other => Json::String(text::to_text(other)),
    }
}

/// The rows of one file that were set aside, as they stand in it, with their line and the reason
/// behind them. `reason` puts it into the user's words.
pub fn rejected_csv(
    file: &CsvFile,
    index: usize,
    report: &Report,
    reason: impl Fn(&Rejected) -> String,
) -> Vec<u8> {
    let mut rejected: Vec<&Rejected> = report.rejected.iter().filter(|r| r.file == index).collect();
    record::order::sort_by_key(&mut rejected, |r| r.line);
    let mut writer = CsvWriter::new();
    for head in file.header() {
        writer.text_cell(head);
    }
    writer.cell("Line");
    writer.cell("Reason");
    writer.end_row();
    let mut rows = file.rows();
    let mut next = rejected.into_iter().peekable();
    while let Some(row) = rows.next_row() {
        let Some(rejected) = next.peek() else { break };
        if rejected.line != row.line() {
            continue;
        }
        for column in 0..file.header().len() {
            writer.text_cell(row.get(column).unwrap_or_default());
        }
        writer.cell(&row.line().to_string());
        writer.text_cell(&reason(rejected));
        // What has no column of its own comes last, so that nothing is lost.
        for cell in row.iter().skip(file.header().len()) {
            writer.text_cell(cell);
        }
        writer.end_row();
        next.next();
    }
    writer.finish()
}
