//! Cells to and from a spreadsheet: pasted text becomes edits of one action, copied cells text.

use std::collections::HashMap;

use interchange::cell::{self, CellOptions};
use interchange::csv::{guarded, unguarded};
use interchange::fold::name_key;
use leptos::prelude::*;
use record::schema::deal;
use record::{FieldDef, FieldType, Kind, RecordId, Value};
use workspace::Command;

use super::columns::ColumnKey;
use super::editing::Edit;
use super::{List, cells, editing, selection};
use crate::parts::{Pasted, Toasts};
use crate::platform::{clock, intl};
use crate::records::text;
use crate::state::State;
use crate::words::{import, lists as words, locale, schema};

/// The most cells that one paste changes, and the most rows that are copied: more is work for an
/// import and an export.
const MOST: usize = 5_000;

/// By kind: names of records, folded, with their records. A kind is read when it is first asked for.
#[derive(Default)]
struct Names(HashMap<Kind, HashMap<String, RecordId>>);

/// What became of the cells.
#[derive(Default)]
struct Outcome {
    edits: Vec<Edit>,
    changed: usize,
    /// What could not be taken, with the first reason.
    left: usize,
    reason: Option<String>,
}

/// Puts pasted cells into the list, from the cell that keys act on. One cell fills that column of
/// all selected rows.
pub(super) fn paste(list: List, toasts: Toasts, pasted: &Pasted) {
    let columns: Vec<ColumnKey> = list
        .columns
        .with_untracked(|columns| columns.iter().map(|c| c.key).collect());
    let selected = selection::chosen(list);
    let mut places = Vec::new();
    match pasted.cells.as_slice() {
        [row] if row.len() == 1 && !selected.is_empty() => {
            places.extend(
                selected
                    .iter()
                    .map(|id| (*id, pasted.column, row[0].as_str())),
            );
        }
        lines => {
            // Headings of groups take nothing.
            let last = list.layout.with_untracked(|layout| layout.total);
            let record = |row: usize| untrack(|| list.record_at(row));
            let below = (pasted.row..last).filter_map(record);
            for (id, line) in below.zip(lines) {
                let cells = line.iter().enumerate();
                places.extend(cells.map(|(at, text)| (id, pasted.column + at, text.as_str())));
            }
        }
    }
    if places.len() > MOST {
        toasts.error(words::paste_too_many(MOST));
        return;
    }
    let mut names = Names::default();
    let mut outcome = Outcome::default();
    for (id, column, text) in places {
        let def = columns
            .get(column)
            .and_then(|key| editing::field_of(list, *key));
        match def {
            Some(def) => outcome.take(list, &mut names, id, &def, text),
            None => outcome.leave(words::paste_not_here().to_owned()),
        }
    }
    outcome.carry_out(list, toasts);
}

impl Outcome {
    fn take(&mut self, list: List, names: &mut Names, id: RecordId, def: &FieldDef, text: &str) {
        let state = list.state();
        match read(state, list.kind, id, def, text, names) {
            Ok(value) => {
                if state.with(|ws| ws.value(list.kind, id, def.id)) == value {
                    return;
                }
                self.edits
                    .extend(editing::edits_of(list, id, def.id, value));
                self.changed += 1;
            }
            Err(reason) => {
                let field = schema::field(list.kind, def);
                self.leave(words::paste_problem(&field, text, &reason));
            }
        }
    }

    fn leave(&mut self, reason: String) {
        self.left += 1;
        self.reason.get_or_insert(reason);
    }

    fn carry_out(self, list: List, toasts: Toasts) {
        if !self.edits.is_empty() {
            let command = Command::EditMany { edits: self.edits };
            list.actor.run(command, words::pasted(self.changed));
        } else if self.left == 0 {
            toasts.say(words::paste_same());
        }
        if let Some(reason) = self.reason {
            toasts.error(words::paste_left(self.left, &reason));
        }
    }
}

/// A pasted text as a value of the field; blank text empties it.
fn read(
    state: State,
    kind: Kind,
    id: RecordId,
    def: &FieldDef,
    text: &str,
    names: &mut Names,
) -> Result<Option<Value>, String> {
    // Copied cells mark text that looks like a formula.
    let typed = unguarded(text.trim());
    if typed.is_empty() {
        return Ok(None);
    }
    match def.ty {
        FieldType::Choice => {
            let wanted = name_key(typed);
            let fits = |option: &&std::borrow::Cow<'static, str>| {
                name_key(option) == wanted
                    || name_key(&schema::option_of(&def.options, option)) == wanted
            };
            let option = def.options.iter().find(fits);
            let option = option.ok_or_else(|| words::paste_no_option().to_owned())?;
            Ok(Some(Value::Choice(option.to_string())))
        }
        FieldType::Ref(target) if (kind, def.id) == (Kind::DEAL, deal::STAGE) => {
            let wanted = name_key(typed);
            let stages = state.with(|ws| {
                let pipeline = ws.stage_of(id).map(|stage| stage.pipeline);
                let pipeline = pipeline.or_else(|| ws.pipelines().first().map(|(id, _)| *id));
                pipeline.map(|id| ws.stages(id)).unwrap_or_default()
            });
            let stage = stages.into_iter().find(|s| name_key(&s.name) == wanted);
            let stage = stage.ok_or_else(|| words::paste_no_record(schema::kind_one(target)))?;
            Ok(Some(Value::Ref(stage.id)))
        }
        FieldType::Ref(target) => match names.find(state, target, typed) {
            Some(found) => Ok(Some(Value::Ref(found))),
            None => Err(words::paste_no_record(schema::kind_one(target))),
        },
        ty => {
            let now = clock::now();
            let options = CellOptions {
                currency: state.with(|ws| ws.currency()),
                utc_offset: -clock::offset_minutes(now),
                ..CellOptions::default()
            };
            cell::parse(typed, ty, &options).map_err(|error| import::cell_error(&error))
        }
    }
}

impl Names {
    fn find(&mut self, state: State, kind: Kind, name: &str) -> Option<RecordId> {
        let names = self.0.entry(kind).or_insert_with(|| {
            let mut names = HashMap::new();
            state.with(|ws| {
                for id in ws.ids(kind) {
                    // The oldest of several with one name.
                    names.entry(name_key(&ws.name(kind, id))).or_insert(id);
                }
            });
            names
        });
        names.get(&name_key(name)).copied()
    }
}

/// The text of the selected rows, or of the cell that keys act on; `None` where there is nothing to
/// copy.
pub(super) fn copy(list: List, toasts: Toasts, at: Option<(usize, usize)>) -> Option<String> {
    let columns: Vec<ColumnKey> = list
        .columns
        .with_untracked(|columns| columns.iter().map(|c| c.key).collect());
    let selected = selection::chosen(list);
    if selected.len() > MOST {
        toasts.error(words::copy_too_many(MOST));
        return None;
    }
    if selected.is_empty() {
        let (row, column) = at?;
        let id = untrack(|| list.record_at(row))?;
        return Some(untrack(|| plain(list, id, *columns.get(column)?)).unwrap_or_default());
    }
    let line = |id: &RecordId| {
        let cells = columns.iter().map(|key| plain(list, *id, *key));
        let cells = cells.map(|text| quoted(&text.unwrap_or_default()));
        cells.collect::<Vec<_>>().join("\t")
    };
    let lines: Vec<String> = untrack(|| selected.iter().map(line).collect());
    toasts.say(words::copied(selected.len()));
    Some(lines.join("\n"))
}

/// What a cell says, as spreadsheets take it: numbers and days in their plain form.
fn plain(list: List, id: RecordId, key: ColumnKey) -> Option<String> {
    let (state, kind) = (list.state(), list.kind);
    let def = match key {
        ColumnKey::Name => return Some(guarded(&state.with(|ws| ws.name(kind, id)))),
        ColumnKey::Field(field) => list.field(field)?,
        ColumnKey::Updated => {
            let at = state.with(|ws| ws.updated_at(kind, id))?;
            return Some(intl::date_time(locale(), at));
        }
        ColumnKey::OpenDeals => return Some(cells::open_deals(state, id).to_string()),
        ColumnKey::Related => {
            let (kind, id) = cells::nearest(state, id)?;
            return Some(guarded(&state.with(|ws| ws.name(kind, id))));
        }
    };
    let value = state.with(|ws| ws.value(kind, id, def.id))?;
    Some(match value {
        Value::Int(n) => n.to_string(),
        Value::Number(n) => n.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Money(money) if money.currency == state.with(|ws| ws.currency()) => {
            money.amount_text()
        }
        Value::Money(money) => format!("{} {}", money.amount_text(), money.currency),
        value if def.ty == FieldType::Phone => text(state, &def, &value),
        value => guarded(&text(state, &def, &value)),
    })
}

/// A cell as spreadsheets take it.
fn quoted(text: &str) -> String {
    if text.contains(['\t', '\n', '\r', '"']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
