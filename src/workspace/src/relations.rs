//! Which records refer to a record.

use hashbrown::HashMap;
use record::{FieldId, FieldType, Kind, RecordId, Value, Write};

use crate::business::Workspace;
use crate::table::Table;

/// Reverse references, built for a field when they are first asked for and kept up from then on.
#[derive(Debug, Default)]
pub struct Relations {
    fields: HashMap<(Kind, FieldId), Reverse>,
    /// The targets that the write under way takes a row out of.
    leaving: Vec<RecordId>,
}

type Reverse = HashMap<RecordId, Vec<u32>>;

impl Relations {
    /// Before a write is applied: notes what the field refers to now.
    pub(crate) fn before(&mut self, table: &Table, row: Option<u32>, write: &Write) {
        self.leaving.clear();
        if self.fields.is_empty() {
            return;
        }
        let purge = write.field == record::schema::PURGED;
        if purge {
            // All of the record's references go at once; that is rare enough to start over.
            self.fields.retain(|(kind, _), _| *kind != write.kind);
        }
        if self.fields.contains_key(&(write.kind, write.field))
            && let Some(row) = row
        {
            self.leaving = targets(table.value(row, write.field));
        }
    }

    /// After it was applied: brings the reverse references up to date.
    pub(crate) fn after(&mut self, table: &Table, row: u32, write: &Write) {
        if self.fields.is_empty() {
            return;
        }
        let Some(reverse) = self.fields.get_mut(&(write.kind, write.field)) else {
            return;
        };
        let now = targets(table.value(row, write.field));
        for target in self.leaving.iter().filter(|t| !now.contains(t)) {
            if let Some(rows) = reverse.get_mut(target) {
                rows.retain(|r| *r != row);
            }
        }
        for target in now.iter().filter(|t| !self.leaving.contains(t)) {
            let rows = reverse.entry(*target).or_default();
            if let Err(at) = rows.binary_search(&row) {
                rows.insert(at, row);
            }
        }
    }

    /// Forgets everything; it is built again when asked for.
    pub(crate) fn forget(&mut self) {
        self.fields.clear();
    }

    /// The rows of all records, hidden ones included, whose field refers to a record.
    pub(crate) fn rows(&mut self, table: &Table, field: FieldId, target: RecordId) -> &[u32] {
        let reverse = self
            .fields
            .entry((table.kind, field))
            .or_insert_with(|| build(table, field));
        reverse.get(&target).map_or(&[], Vec::as_slice)
    }
}

impl Workspace {
    /// The live records of `kind` whose `field` refers to `target`, in the order they came.
    pub fn related(&self, kind: Kind, field: FieldId, target: RecordId) -> Vec<RecordId> {
        let Some(table) = self.table(kind) else {
            return Vec::new();
        };
        let mut relations = self.relations.borrow_mut();
        let rows = relations.rows(table, field, target);
        rows.iter()
            .filter(|row| table.is_live(**row))
            .filter_map(|row| table.id(*row))
            .collect()
    }

    /// A record and those that were merged into it, and into those.
    pub(crate) fn merged_with(&self, kind: Kind, record: RecordId) -> Vec<RecordId> {
        let mut found = vec![record];
        let mut at = 0;
        while let (Some(into), Some(table)) = (found.get(at).copied(), self.table(kind)) {
            let mut relations = self.relations.borrow_mut();
            let rows = relations.rows(table, record::schema::MERGED_INTO, into);
            for id in rows.iter().filter_map(|row| table.id(*row)) {
                if !found.contains(&id) {
                    found.push(id);
                }
            }
            at += 1;
        }
        found
    }

    /// How many live records of `kind` refer to `target` by `field`.
    pub fn related_count(&self, kind: Kind, field: FieldId, target: RecordId) -> usize {
        let Some(table) = self.table(kind) else {
            return 0;
        };
        let mut relations = self.relations.borrow_mut();
        relations
            .rows(table, field, target)
            .iter()
            .filter(|row| table.is_live(**row))
            .count()
    }

    /// Every reference to a record, hidden records' included: kind, field and record. Events are
    /// left out; they tell what was.
    pub fn referring(&self, kind: Kind, target: RecordId) -> Vec<(Kind, FieldId, RecordId)> {
        let mut found = Vec::new();
        for def in self
            .schema
            .kinds()
            .iter()
            .filter(|def| def.kind != Kind::EVENT)
        {
            let Some(table) = self.table(def.kind) else {
                continue;
            };
            for field in &def.fields {
                let fits = matches!(
                    field.ty,
                    FieldType::Ref(to) | FieldType::Refs(to) if to == kind
                );
                if !fits {
                    continue;
                }
                let mut relations = self.relations.borrow_mut();
                let rows = relations.rows(table, field.id, target);
                let ids = rows.iter().filter_map(|row| table.id(*row));
                found.extend(ids.map(|id| (def.kind, field.id, id)));
            }
        }
        found
    }
}

fn build(table: &Table, field: FieldId) -> Reverse {
    let mut reverse = Reverse::new();
    if let Some(column) = table.column(field) {
        for row in 0..table.len() {
            if column.is_some(row) {
                for target in targets(column.get(row)) {
                    reverse.entry(target).or_default().push(row);
                }
            }
        }
    }
    reverse
}

fn targets(value: Option<Value>) -> Vec<RecordId> {
    match value {
        Some(Value::Ref(id)) => vec![id],
        Some(Value::Refs(ids)) => ids,
        _ => Vec::new(),
    }
}
