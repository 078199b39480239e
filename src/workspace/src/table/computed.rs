//! Cells that show something computed instead of what was written. What was written lies beneath: it
//! is what is stored and merged, so that devices come to the same whatever they computed meanwhile.

use std::borrow::Cow;
use std::ops::Range;

use hashbrown::HashMap;
use record::{FieldId, Schema, Value};

use super::{Column, Table};

/// What was written, by row and field.
pub(super) type Beneath = HashMap<(u32, FieldId), Option<Value>>;

impl Table {
    /// What was written to a field, whatever it shows.
    pub(crate) fn written(&self, row: u32, field: FieldId) -> Option<Value> {
        match self.beneath.get(&(row, field)) {
            Some(written) => written.clone(),
            None => self.value(row, field),
        }
    }

    /// Whether a field shows what was written.
    pub(crate) fn is_as_written(&self, row: u32, field: FieldId) -> bool {
        !self.beneath.contains_key(&(row, field))
    }

    /// Shows something computed in a field.
    pub(crate) fn cover(&mut self, schema: &Schema, row: u32, field: FieldId, computed: &Value) {
        let written = self.written(row, field);
        self.uncover(row, field);
        if written.as_ref() != Some(computed) {
            let column = self.column_for(schema, field, false);
            self.columns[column].1.set(row, Some(computed));
            self.beneath.insert((row, field), written);
        }
    }

    /// Shows again what was written.
    pub(crate) fn uncover(&mut self, row: u32, field: FieldId) {
        if let Some(written) = self.beneath.remove(&(row, field))
            && let Some((_, column)) = self.columns.iter_mut().find(|(id, _)| *id == field)
        {
            column.set(row, written.as_ref());
        }
    }

    pub(super) fn is_written(&self, row: u32, field: FieldId) -> bool {
        match self.beneath.get(&(row, field)) {
            Some(written) => written.is_some(),
            None => self.column(field).is_some_and(|c| c.is_some(row)),
        }
    }

    pub(super) fn forget_beneath(&mut self, row: u32) {
        self.beneath.retain(|(of, _), _| *of != row);
    }

    /// A column as it was written in some rows.
    pub(super) fn written_column<'a>(
        &self,
        (field, column): &'a (FieldId, Column),
        rows: &Range<u32>,
    ) -> Cow<'a, Column> {
        let mut column = Cow::Borrowed(column);
        for ((row, of), written) in &self.beneath {
            if of == field && rows.contains(row) {
                column.to_mut().set(*row, written.as_ref());
            }
        }
        column
    }
}
