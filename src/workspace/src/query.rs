//! Which records a list shows, in which order.

mod filter;
pub mod group;
mod order;
pub(crate) mod text;

use std::borrow::Cow;

use record::{FieldId, Kind, RecordId, Value};
use workflow::{Condition, Context, Facts};

use crate::business::Workspace;
use crate::table::Table;

use filter::Filter;
pub(crate) use order::Orders;

/// What a list asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The kind of record.
    pub kind: Kind,
    /// Words that the records have; blank for all.
    pub text: String,
    /// What the records satisfy.
    pub condition: Option<Condition>,
    /// The order: the first sort decides, the next breaks ties. Without any, the newest come first.
    pub sort: Vec<Sort>,
    /// Whether the trash is shown instead of the live records.
    pub trash: bool,
}

/// One field to sort by. Records without a value come last, whichever the direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// The field.
    pub field: FieldId,
    /// Largest first.
    pub descending: bool,
}

impl Query {
    /// All live records of a kind, newest first.
    pub fn all(kind: Kind) -> Self {
        Self {
            kind,
            text: String::new(),
            condition: None,
            sort: Vec::new(),
            trash: false,
        }
    }
}

/// A record in a table as conditions and gates see it.
#[derive(Clone, Copy)]
pub struct RowFacts<'a> {
    pub(crate) workspace: &'a Workspace,
    pub(crate) table: &'a Table,
    pub(crate) row: u32,
}

impl RowFacts<'_> {
    fn target(&self, field: FieldId) -> Option<Kind> {
        let def = self.workspace.schema.field(self.table.kind, field);
        def.and_then(|def| def.ty.target())
    }
}

impl Facts for RowFacts<'_> {
    /// What refers to a duplicate refers to the record that it was merged into.
    fn value(&self, field: FieldId) -> Option<Cow<'_, Value>> {
        let mut value = self.table.value(self.row, field)?;
        let ids = match &mut value {
            Value::Ref(id) => std::slice::from_mut(id),
            Value::Refs(ids) => ids,
            _ => &mut [],
        };
        if !ids.is_empty()
            && let Some(kind) = self.target(field)
        {
            for id in ids {
                *id = self.workspace.resolve(kind, *id);
            }
        }
        Some(Cow::Owned(value))
    }

    fn follow(&self, field: FieldId, visit: &mut dyn FnMut(&dyn Facts)) {
        let Some(kind) = self.target(field) else {
            return;
        };
        let targets = match self.value(field).map(Cow::into_owned) {
            Some(Value::Ref(id)) => vec![id],
            Some(Value::Refs(ids)) => ids,
            _ => return,
        };
        for id in targets {
            if let Some(facts) = self.workspace.facts(kind, id)
                && facts.table.is_live(facts.row)
            {
                visit(&facts);
            }
        }
    }
}

impl Workspace {
    /// The records that a list shows, in its order.
    pub fn select(&mut self, query: &Query, context: &Context<'_>) -> Vec<RecordId> {
        let mut rows = self.rows(query, context);
        let Some(table) = self.table(query.kind) else {
            return Vec::new();
        };
        self.sort_rows(table, &mut rows, &query.sort);
        rows.into_iter().filter_map(|row| table.id(row)).collect()
    }

    /// The rows of the records that a query finds, in no order that means anything.
    pub(crate) fn rows(&mut self, query: &Query, context: &Context<'_>) -> Vec<u32> {
        let is_searched = !text::words(&query.text).is_empty();
        if is_searched {
            self.index_all();
        }
        let Some(table) = self.table(query.kind) else {
            return Vec::new();
        };
        let mut rows: Vec<u32> = if query.trash {
            (0..table.len())
                .filter(|row| table.is_trashed(*row))
                .collect()
        } else {
            table.live_rows().collect()
        };
        if is_searched {
            let found = self.search.rows(query.kind, &query.text);
            rows.retain(|row| found.contains(*row));
        }
        if let Some(condition) = &query.condition {
            let filter = Filter::new(self, table, condition, context);
            rows.retain(|row| filter.holds(*row));
        }
        rows
    }

    /// How many live records satisfy a condition.
    pub fn count_where(&self, kind: Kind, condition: &Condition, context: &Context<'_>) -> usize {
        let Some(table) = self.table(kind) else {
            return 0;
        };
        let filter = Filter::new(self, table, condition, context);
        table.live_rows().filter(|row| filter.holds(*row)).count()
    }

    /// The name under which people know a record: a person's names or e-mail address, else the
    /// kind's naming field.
    pub fn name(&self, kind: Kind, record: RecordId) -> String {
        let Some(table) = self.table(kind) else {
            return String::new();
        };
        table
            .row(record)
            .map(|row| table.name(row))
            .unwrap_or_default()
    }
}

impl Table {
    /// The name of a row's record.
    pub(crate) fn name(&self, row: u32) -> String {
        let mut name = String::new();
        self.write_name(row, &mut name);
        name
    }

    /// Appends the name of a row's record.
    pub(crate) fn write_name(&self, row: u32, out: &mut String) {
        use record::schema::{activity, contact, message};
        let text = |field| self.column(field).map_or("", |c| c.str(row)).trim();
        match self.kind {
            Kind::CONTACT => {
                let (first, last) = (text(contact::FIRST_NAME), text(contact::LAST_NAME));
                if first.is_empty() && last.is_empty() {
                    if let Some(Value::Labelled(list)) = self.value(row, contact::EMAILS) {
                        out.push_str(list.first().map_or("", |l| &l.value));
                    }
                } else if !first.is_empty() && !last.is_empty() && is_han(first) && is_han(last) {
                    out.push_str(last);
                    out.push_str(first);
                } else {
                    out.push_str(first);
                    if !first.is_empty() && !last.is_empty() {
                        out.push(' ');
                    }
                    out.push_str(last);
                }
            }
            Kind::ACTIVITY => out.push_str(text(activity::SUBJECT)),
            Kind::MESSAGE => out.extend(text(message::BODY).chars().take(80)),
            // In every other kind the first field of its own is its name.
            _ => out.push_str(text(FieldId::standard(10))),
        }
    }
}

/// Whether a name is written in Chinese characters, where the family name goes first.
fn is_han(name: &str) -> bool {
    name.chars()
        .all(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '·'))
}
