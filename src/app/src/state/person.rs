//! What is kept about a person: taken out as a file, and erased for ever.

use interchange::export::JsonExport;
use record::schema::event;
use record::{FieldDef, FieldId, FieldType, Kind, RecordId, Value};
use workspace::person::KINDS;
use workspace::{Command, Refused};

use super::{State, saving};
use crate::records::{forget_drafts_of, said, text};
use crate::words::schema;

/// Everything about a person as JSON: every field with its type and value, in the form of other
/// exports, with the records' ids, so that programs can follow the links.
pub fn as_json(state: State, person: RecordId) -> Vec<u8> {
    state.with(|ws| {
        let mut out = JsonExport::new(ws.schema(), &KINDS);
        for (kind, id) in ws.about_person(person) {
            out.record(kind, id, |def| ws.value(kind, id, def.id));
        }
        out.finish()
    })
}

/// The same as a text that people read: Markdown, in the language of the interface.
pub fn as_text(state: State, person: RecordId) -> String {
    let schema = state.with(|ws| ws.schema().clone());
    let mut out = format!("# {}\n", state.with(|ws| ws.name(Kind::CONTACT, person)));
    let mut last = None;
    for (kind, id) in state.with(|ws| ws.about_person(person)) {
        if last.replace(kind) != Some(kind) {
            let heading = schema::capitalised(schema::kind_many(kind));
            out.push_str(&format!("\n## {heading}\n"));
        }
        let name = state.with(|ws| ws.name(kind, id));
        if kind == Kind::EVENT {
            out.push_str(&format!("\n- {}\n", change(state, id)));
            continue;
        }
        out.push_str(&format!("\n### {}\n\n", name.replace('\n', " ")));
        let fields = schema.kind(kind).map(|def| def.fields.as_slice());
        // Where a card stands among others says nothing about anybody.
        let telling = |def: &&FieldDef| def.ty != FieldType::Rank;
        for def in fields.unwrap_or_default().iter().filter(telling) {
            if let Some(value) = state.with(|ws| ws.value(kind, id, def.id)) {
                let said = text(state, def, &value).replace('\n', "\n  ");
                out.push_str(&format!("- {}: {said}\n", schema::field(kind, def)));
            }
        }
    }
    out
}

/// A change of a field of the person's record, in one line.
fn change(state: State, id: RecordId) -> String {
    let value = |field| state.with(|ws| ws.value(Kind::EVENT, id, field));
    let field = match value(event::FIELD) {
        Some(Value::Int(field)) => FieldId(field as u64),
        _ => return String::new(),
    };
    let def = state.with(|ws| ws.schema().field(Kind::CONTACT, field).cloned());
    let Some(def) = def else {
        return format!("#{}", field.0);
    };
    let say = |value: Option<Value>| said(state, Some(&def), value.as_ref());
    let at = match value(event::AT) {
        Some(Value::Instant(at)) => at.to_string(),
        _ => String::new(),
    };
    let (from, to) = (say(value(event::FROM)), say(value(event::TO)));
    format!("{at} {}: {from} → {to}", schema::field(Kind::CONTACT, &def))
}

impl State {
    /// Erases records for ever with what was begun about them, and has the stored journal folded at
    /// once, so that what was written before isn't left in it.
    ///
    /// # Errors
    /// Why it was refused; nothing has changed then.
    pub fn purge(self, kind: Kind, records: Vec<RecordId>) -> Result<(), Refused> {
        let erased = self.with(|ws| {
            let with = |id: &RecordId| ws.erased_with(kind, *id);
            let mut erased: Vec<_> = records.iter().flat_map(with).collect();
            erased.retain(|(kind, _)| *kind != Kind::EVENT);
            erased.extend(records.iter().map(|id| (kind, *id)));
            erased
        });
        self.run(Command::Purge { kind, records })?;
        for (kind, id) in erased {
            forget_drafts_of(kind, id);
        }
        saving::fold_now(self);
        Ok(())
    }
}
