//! What a row of another table holds that would win here: the writes that a merge has to carry over.

use std::collections::BTreeMap;

use record::schema::PURGED;
use record::{Action, Element, FieldId, Value, Version, Write};

use super::versions::{Authorship, Versions};
use super::{Column, SetValue, Table};

/// A table with the versions that its numbers stand for.
#[derive(Clone, Copy)]
pub(crate) struct Side<'a> {
    pub(crate) table: &'a Table,
    pub(crate) versions: &'a Versions,
}

/// An element of a set, the version that put it in or out, and which of the two.
type Member = (Element, Version, bool);

/// Adds the writes of a row over there that are newer than what is held here, each carried under
/// its own version. Those of the row's first version come first, so that it is the first one here
/// too.
pub(crate) fn of_row(there: Side<'_>, row: u32, here: Option<Side<'_>>, out: &mut Vec<Write>) {
    let Some(record) = there.table.id(row) else {
        return;
    };
    let held = here.and_then(|here| Some((here, here.table.row(record)?)));
    if held.is_some_and(|(here, row)| here.table.is_purged(row)) {
        return;
    }
    let base = there.base(row);
    let write = |field, action: Action, version, replaced| Write {
        kind: there.table.kind,
        record,
        field,
        action: action.carried(version),
        replaced,
    };
    if there.table.is_purged(row) {
        let purge = Action::Set(Value::Bool(true));
        out.push(write(PURGED, purge, base, None));
        return;
    }
    let mut later = Vec::new();
    let mut put = |version: Version, write: Write| {
        if version == base {
            out.push(write);
        } else {
            later.push(write);
        }
    };
    for (field, column) in &there.table.columns {
        let field = *field;
        if column.is_set {
            let held = held.map_or_else(Vec::new, |(here, row)| here.members(row, field));
            for (version, (add, remove)) in newer(there.members_in(row, field, column), &held) {
                let action = Action::Elements { add, remove };
                put(version, write(field, action, version, None));
            }
            continue;
        }
        let Some(version) = there.table.version(there.versions, row, field) else {
            continue;
        };
        let known = held.and_then(|(here, row)| here.table.version(here.versions, row, field));
        if known.is_some_and(|known| known >= version) {
            continue;
        }
        let edit = there.table.authorship.edit(row, field);
        let replaced = edit.and_then(|edit| there.versions.get(edit.replaced));
        let written = there.table.written(row, field);
        let action = written.map_or(Action::Clear, Action::Set);
        put(version, write(field, action, version, replaced));
    }
    out.append(&mut later);
}

/// Adds the writes over there that its version could not read and that aren't held here.
pub(crate) fn foreign(there: Side<'_>, here: Option<Side<'_>>, out: &mut Vec<Write>) {
    for (ix, write) in &there.table.foreign {
        let version = there.versions.get(*ix).unwrap_or_default();
        let is_known = here.is_some_and(|here| {
            let row = here.table.row(write.record);
            row.is_some_and(|row| here.table.is_purged(row))
                || here.table.foreign.iter().any(|(held, known)| {
                    here.versions.get(*held) == Some(version)
                        && (known.record, known.field) == (write.record, write.field)
                })
        });
        if !is_known {
            out.push(Write {
                action: write.action.clone().carried(version),
                ..write.clone()
            });
        }
    }
}

impl Side<'_> {
    fn base(&self, row: u32) -> Version {
        let ix = self.authorship().base.get(row as usize);
        ix.and_then(|ix| self.versions.get(*ix)).unwrap_or_default()
    }

    fn authorship(&self) -> &Authorship {
        &self.table.authorship
    }

    fn members(&self, row: u32, field: FieldId) -> Vec<Member> {
        let column = self.table.column(field).filter(|column| column.is_set);
        column.map_or_else(Vec::new, |column| self.members_in(row, field, column))
    }

    /// The elements that were ever written. Those without an entry of their own came with the row.
    fn members_in(&self, row: u32, field: FieldId, column: &Column) -> Vec<Member> {
        let list = self.authorship().members.get(&(row, field));
        let mut members: Vec<Member> = list
            .into_iter()
            .flatten()
            .map(|m| {
                let version = self.versions.get(m.version).unwrap_or_default();
                (m.element.clone(), version, m.present)
            })
            .collect();
        if column.is_some(row) {
            let base = self.base(row);
            let own = members.len();
            for element in SetValue::of(column.get(row)).into_elements() {
                if !members[..own].iter().any(|(e, ..)| *e == element) {
                    members.push((element, base, true));
                }
            }
        }
        members
    }
}

/// What was added and what was removed under each version, where it is newer than what is held.
fn newer(members: Vec<Member>, held: &[Member]) -> BTreeMap<Version, (Vec<Element>, Vec<Element>)> {
    let mut news: BTreeMap<Version, (Vec<Element>, Vec<Element>)> = BTreeMap::new();
    for (element, version, present) in members {
        let known = held.iter().find(|(e, ..)| *e == element);
        if known.is_some_and(|(_, known, _)| *known >= version) {
            continue;
        }
        let (add, remove) = news.entry(version).or_default();
        if present { add } else { remove }.push(element);
    }
    news
}
