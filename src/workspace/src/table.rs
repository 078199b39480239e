//! One kind's records in columns, with who wrote what.

mod arena;
mod column;
mod computed;
mod merged;
pub(crate) mod news;
pub(crate) mod segment;
mod versions;

use record::schema::{DELETED_AT, MERGED_INTO, PURGED, UNDONE};
use record::{Action, Element, FieldId, FieldType, Kind, RecordId, Schema, Value, Version, Write};

use column::Lookup;
pub(crate) use column::{Column, Data, NO_INT};
use computed::Beneath;
pub(crate) use news::Side;
use versions::{Authorship, Edit, Membership, NO_VERSION};
pub(crate) use versions::{VersionIx, Versions};

/// How many rows one stored segment holds.
pub(crate) const SEGMENT_ROWS: u32 = 4096;

/// The records of one kind. A record keeps its row for as long as the workspace is open.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) kind: Kind,
    ids: Vec<RecordId>,
    rows: Lookup,
    columns: Vec<(FieldId, Column)>,
    /// What was written to the cells that show something computed.
    beneath: Beneath,
    authorship: Authorship,
    /// Writes that this version can't read, kept for those that can.
    foreign: Vec<(VersionIx, Write)>,
    hidden: Vec<bool>,
    live: u32,
    /// Counts effective changes, so that what is derived knows when it is out of date.
    pub(crate) generation: u64,
    dirty: Vec<bool>,
    /// How many more stored segments are expected, so that room is made for all at once.
    pub(crate) coming: u32,
}

/// What a write did to a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Effect {
    /// The record is new.
    Created,
    /// A field has changed.
    Changed,
    /// Nothing that can be seen has changed.
    Unchanged,
    /// Two authors wrote the field without knowing of each other.
    Conflict {
        /// Whether the value that came in holds now.
        incoming_won: bool,
        /// The value that does not hold.
        lost: Option<Value>,
    },
}

impl Effect {
    /// Whether the record is another one than before.
    pub(crate) fn is_change(&self) -> bool {
        !matches!(
            self,
            Self::Unchanged
                | Self::Conflict {
                    incoming_won: false,
                    ..
                }
        )
    }
}

impl Table {
    pub(crate) fn new(kind: Kind) -> Self {
        Self {
            kind,
            ids: Vec::new(),
            rows: Lookup::default(),
            columns: Vec::new(),
            beneath: Beneath::default(),
            authorship: Authorship::default(),
            foreign: Vec::new(),
            hidden: Vec::new(),
            live: 0,
            generation: 0,
            dirty: Vec::new(),
            coming: 0,
        }
    }

    /// How many rows there are, hidden ones included.
    pub(crate) fn len(&self) -> u32 {
        self.ids.len() as u32
    }

    /// How many records are neither deleted, undone, merged nor purged.
    pub(crate) fn live(&self) -> u32 {
        self.live
    }

    pub(crate) fn row(&self, id: RecordId) -> Option<u32> {
        self.rows.find(&self.ids, &id)
    }

    pub(crate) fn id(&self, row: u32) -> Option<RecordId> {
        self.ids.get(row as usize).copied()
    }

    /// Whether the row's record lies in the trash.
    pub(crate) fn is_trashed(&self, row: u32) -> bool {
        let has = |field| self.column(field).is_some_and(|c| c.is_some(row));
        let is_undone = || self.value(row, UNDONE) == Some(Value::Bool(true));
        has(DELETED_AT) && !is_undone() && !self.is_merged_away(row)
    }

    /// Whether the row's record is to be shown in lists.
    pub(crate) fn is_live(&self, row: u32) -> bool {
        self.hidden.get(row as usize).is_some_and(|hidden| !hidden)
    }

    pub(crate) fn live_rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.hidden
            .iter()
            .enumerate()
            .filter(|(_, hidden)| !**hidden)
            .map(|(row, _)| row as u32)
    }

    pub(crate) fn column(&self, field: FieldId) -> Option<&Column> {
        self.columns
            .iter()
            .find(|(id, _)| *id == field)
            .map(|(_, column)| column)
    }

    pub(crate) fn fields(&self) -> impl Iterator<Item = FieldId> + '_ {
        self.columns.iter().map(|(id, _)| *id)
    }

    pub(crate) fn value(&self, row: u32, field: FieldId) -> Option<Value> {
        self.column(field)?.get(row)
    }

    /// The version that wrote a field last; `None` where nobody did.
    pub(crate) fn version(&self, versions: &Versions, row: u32, field: FieldId) -> Option<Version> {
        versions.get(self.version_ix(row, field))
    }

    /// The latest version among a row's fields.
    pub(crate) fn last_version(&self, versions: &Versions, row: u32) -> Option<Version> {
        let base = self
            .authorship
            .base
            .get(row as usize)
            .copied()
            .unwrap_or(NO_VERSION);
        let edits = self
            .authorship
            .edits
            .get(&row)
            .into_iter()
            .flatten()
            .map(|e| e.version);
        let sets = self.columns.iter().filter(|(_, column)| column.is_set);
        let members = sets
            .filter_map(|(field, _)| self.authorship.members.get(&(row, *field)))
            .flatten()
            .map(|m| m.version);
        let all = edits.chain(members).chain([base]);
        all.filter_map(|ix| versions.get(ix)).max()
    }

    pub(crate) fn memory(&self) -> usize {
        let columns: usize = self.columns.iter().map(|(_, c)| c.memory()).sum();
        columns + self.ids.capacity() * 21 + self.rows.memory() + self.authorship.memory()
    }

    /// Makes the columns' forms agree with the schema: a custom field may become known after its
    /// values.
    pub(crate) fn adopt(&mut self, schema: &Schema) {
        let kind = self.kind;
        let rows = self.len();
        for (field, column) in &mut self.columns {
            let ty = schema.field(kind, *field).map(|def| def.ty);
            if ty.is_none() || column.ty == ty {
                continue;
            }
            let mut adopted = Column::new(ty, ty.is_some_and(FieldType::is_set));
            for row in 0..rows {
                if let Some(value) = column.get(row) {
                    adopted.set(row, Some(&value));
                }
            }
            *column = adopted;
        }
    }

    /// Applies one write of the change `version` to the record's row, where it has one, and gives
    /// the row. Called in any order, any number of times, it ends in the same state as
    /// [`record::merge::Merged`].
    pub(crate) fn apply(
        &mut self,
        schema: &Schema,
        versions: &mut Versions,
        (ix, version): (VersionIx, Version),
        (row, write): (Option<u32>, &Write),
    ) -> (u32, Effect) {
        let (row, created) = match row {
            Some(row) => (row, false),
            None => (self.push(write.record, ix), true),
        };
        let merges = [PURGED, MERGED_INTO].contains(&write.field);
        let was_merged = if merges {
            self.merged_chain(row)
        } else {
            Vec::new()
        };
        let effect = self.write(schema, versions, row, (ix, version), write);
        if effect.is_change() || created {
            self.generation += 1;
            self.mark_dirty(row);
            if [DELETED_AT, UNDONE].contains(&write.field) {
                self.update_hidden(row);
            }
            if merges {
                let is_merged = self.merged_chain(row);
                for row in was_merged.into_iter().chain(is_merged) {
                    self.update_hidden(row);
                }
            }
        }
        (row, if created { Effect::Created } else { effect })
    }

    /// Takes away the rows from `first` on, as if they had never been read.
    pub(crate) fn truncate(&mut self, first: u32) {
        for row in first..self.len() {
            for (_, column) in &mut self.columns {
                column.set(row, None);
            }
            self.authorship.forget(row);
            self.forget_beneath(row);
            if !self.hidden[row as usize] {
                self.live -= 1;
            }
            self.rows.remove(&self.ids, &self.ids[row as usize]);
        }
        let (rows, ids) = (&self.rows, &self.ids);
        self.foreign
            .retain(|(_, write)| rows.find(ids, &write.record).is_some());
        self.ids.truncate(first as usize);
        self.authorship.base.truncate(first as usize);
        self.hidden.truncate(first as usize);
    }

    fn write(
        &mut self,
        schema: &Schema,
        versions: &mut Versions,
        row: u32,
        (ix, version): (VersionIx, Version),
        write: &Write,
    ) -> Effect {
        if write.field == PURGED {
            return match &write.action {
                Action::Set(Value::Bool(true)) => self.purge(schema, row),
                _ => Effect::Unchanged,
            };
        }
        if self.is_purged(row) {
            return Effect::Unchanged;
        }
        let elements = matches!(write.action, Action::Elements { .. });
        let column = self.column_for(schema, write.field, elements);
        let fits = self.columns[column].1.is_set == elements;
        match &write.action {
            Action::Set(value) if fits => {
                self.write_register(versions, row, column, (ix, version), write, Some(value))
            }
            Action::Clear if fits => {
                self.write_register(versions, row, column, (ix, version), write, None)
            }
            Action::Elements { add, remove } if fits => {
                self.write_elements(versions, row, column, (ix, version), add, remove)
            }
            _ => {
                let known = |(held, w): &(VersionIx, Write)| {
                    *held == ix && w.record == write.record && w.field == write.field
                };
                if self.foreign.iter().any(known) {
                    return Effect::Unchanged;
                }
                self.foreign.push((ix, write.clone()));
                Effect::Changed
            }
        }
    }

    fn write_register(
        &mut self,
        versions: &mut Versions,
        row: u32,
        column: usize,
        (ix, version): (VersionIx, Version),
        write: &Write,
        value: Option<&Value>,
    ) -> Effect {
        self.uncover(row, write.field);
        let held_ix = self.version_ix(row, write.field);
        let held = versions.get(held_ix);
        if held == Some(version) {
            return Effect::Unchanged;
        }
        let incoming_won = held.is_none_or(|held| version > held);
        let column = &mut self.columns[column].1;
        let effect = match held {
            None => Effect::Changed,
            Some(held) => {
                let replaced = if incoming_won {
                    write.replaced
                } else {
                    let edit = self.authorship.edit(row, write.field);
                    edit.and_then(|e| versions.get(e.replaced))
                };
                let loser = if incoming_won { held } else { version };
                let current = column.get(row);
                // What a tab replaced may not have been stored yet and had another version then, one
                // without a number; it knew of it. Two tabs of one device may not know of each other.
                let is_own = held.device == version.device
                    && (held.number == 0 || replaced.is_none_or(|seen| seen.number == 0));
                let known = is_own || replaced.is_some_and(|seen| seen >= loser);
                match (known || current.as_ref() == value, incoming_won) {
                    (true, true) => Effect::Changed,
                    (true, false) => Effect::Unchanged,
                    (false, true) => Effect::Conflict {
                        incoming_won,
                        lost: current,
                    },
                    (false, false) => Effect::Conflict {
                        incoming_won,
                        lost: value.cloned(),
                    },
                }
            }
        };
        if incoming_won {
            column.set(row, value);
            let base = self.authorship.base[row as usize];
            if ix == base && write.replaced.is_none() && value.is_some() {
                self.authorship.clear_edit(row, write.field);
            } else {
                let replaced = versions.intern_option(write.replaced);
                self.authorship.set_edit(
                    row,
                    Edit {
                        field: write.field,
                        version: ix,
                        replaced,
                    },
                );
            }
        }
        effect
    }

    fn write_elements(
        &mut self,
        versions: &Versions,
        row: u32,
        column: usize,
        (ix, version): (VersionIx, Version),
        add: &[Element],
        remove: &[Element],
    ) -> Effect {
        let base = self.authorship.base[row as usize];
        let (field, column) = &mut self.columns[column];
        let mut set = SetValue::of(column.get(row));
        let mut changed = false;
        let mut newer = false;
        let adds = add
            .iter()
            .filter(|e| !remove.contains(e))
            .map(|e| (e, true));
        for (element, present) in adds.chain(remove.iter().map(|e| (e, false))) {
            let was_present = set.contains(element);
            let members = self.authorship.members.get_mut(&(row, *field));
            let held = members.and_then(|list| list.iter_mut().find(|m| m.element == *element));
            let held_ix = match (&held, was_present) {
                (Some(held), _) => held.version,
                (None, true) => base,
                (None, false) => NO_VERSION,
            };
            if versions.get(held_ix).is_some_and(|held| held >= version) {
                continue;
            }
            newer = true;
            if let Some(held) = held {
                (held.version, held.present) = (ix, present);
            } else if !(present && ix == base) {
                let member = Membership {
                    element: element.clone(),
                    version: ix,
                    present,
                };
                self.authorship
                    .members
                    .entry((row, *field))
                    .or_default()
                    .push(member);
            }
            changed |= was_present != present;
            set.put(element, present);
        }
        if changed {
            column.set(row, set.into_value().as_ref());
        }
        // A membership that became newer alone can't be seen, but has to be stored.
        if newer {
            Effect::Changed
        } else {
            Effect::Unchanged
        }
    }

    fn purge(&mut self, schema: &Schema, row: u32) -> Effect {
        if self.is_purged(row) {
            return Effect::Unchanged;
        }
        for (_, column) in &mut self.columns {
            column.set(row, None);
        }
        self.authorship.forget(row);
        self.forget_beneath(row);
        let id = self.ids[row as usize];
        self.foreign.retain(|(_, write)| write.record != id);
        let column = self.column_for(schema, PURGED, false);
        self.columns[column].1.set(row, Some(&Value::Bool(true)));
        Effect::Changed
    }

    pub(crate) fn is_purged(&self, row: u32) -> bool {
        self.column(PURGED).is_some_and(|c| c.is_some(row))
    }

    fn version_ix(&self, row: u32, field: FieldId) -> VersionIx {
        match self.authorship.edit(row, field) {
            Some(edit) => edit.version,
            None if self.is_written(row, field) => self
                .authorship
                .base
                .get(row as usize)
                .copied()
                .unwrap_or(NO_VERSION),
            None => NO_VERSION,
        }
    }

    fn column_for(&mut self, schema: &Schema, field: FieldId, elements: bool) -> usize {
        if let Some(at) = self.columns.iter().position(|(id, _)| *id == field) {
            return at;
        }
        let ty = schema.field(self.kind, field).map(|def| def.ty);
        let is_set = ty.map_or(elements, FieldType::is_set);
        self.columns.push((field, Column::new(ty, is_set)));
        self.columns.len() - 1
    }

    fn push(&mut self, id: RecordId, ix: VersionIx) -> u32 {
        let row = self.ids.len() as u32;
        self.ids.push(id);
        self.rows.insert(&self.ids, row);
        self.authorship.base.push(ix);
        self.hidden.push(false);
        self.live += 1;
        row
    }

    fn update_hidden(&mut self, row: u32) {
        let hidden = [DELETED_AT, PURGED]
            .iter()
            .any(|field| self.column(*field).is_some_and(|c| c.is_some(row)))
            || self.value(row, UNDONE) == Some(Value::Bool(true))
            || self.is_merged_away(row);
        let was = std::mem::replace(&mut self.hidden[row as usize], hidden);
        match (was, hidden) {
            (false, true) => self.live -= 1,
            (true, false) => self.live += 1,
            _ => {}
        }
    }

    fn mark_dirty(&mut self, row: u32) {
        let segment = (row / SEGMENT_ROWS) as usize;
        if segment >= self.dirty.len() {
            self.dirty.resize(segment + 1, false);
        }
        self.dirty[segment] = true;
    }
}

/// A set's present elements while they are changed.
struct SetValue {
    texts: Vec<String>,
    refs: Vec<RecordId>,
}

impl SetValue {
    fn of(value: Option<Value>) -> Self {
        let (texts, refs) = match value {
            Some(Value::Tags(texts)) => (texts, Vec::new()),
            Some(Value::Refs(refs)) => (Vec::new(), refs),
            _ => (Vec::new(), Vec::new()),
        };
        Self { texts, refs }
    }

    fn contains(&self, element: &Element) -> bool {
        match element {
            Element::Text(text) => self.texts.binary_search(text).is_ok(),
            Element::Ref(id) => self.refs.binary_search(id).is_ok(),
        }
    }

    fn put(&mut self, element: &Element, present: bool) {
        match element {
            Element::Text(text) => put_sorted(&mut self.texts, text, present),
            Element::Ref(id) => put_sorted(&mut self.refs, id, present),
        }
    }

    fn into_elements(self) -> impl Iterator<Item = Element> {
        let texts = self.texts.into_iter().map(Element::Text);
        texts.chain(self.refs.into_iter().map(Element::Ref))
    }

    /// Texts go before references, as in [`record::merge::Merged::value`].
    fn into_value(self) -> Option<Value> {
        match (self.texts.is_empty(), self.refs.is_empty()) {
            (false, _) => Some(Value::Tags(self.texts)),
            (true, false) => Some(Value::Refs(self.refs)),
            (true, true) => None,
        }
    }
}

fn put_sorted<T: Ord + Clone>(list: &mut Vec<T>, item: &T, present: bool) {
    match (list.binary_search(item), present) {
        (Err(at), true) => list.insert(at, item.clone()),
        (Ok(at), false) => {
            list.remove(at);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
