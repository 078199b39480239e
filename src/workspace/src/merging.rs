//! Taking in the records of another workspace, as when a backup is merged.
//!
//! The other workspace's writes are carried over under the versions they were made with, so the
//! merge law decides: of each field the newer value holds, whichever side it is on, and what was
//! purged on either side is gone. Only writes that win here are carried. They become changes of this
//! device that are stored and told to other tabs like all others; doing it twice, or stopping in
//! the middle and doing it again, ends in the same state.

use record::{Action, Instant, Kind, RecordId, Role, Write};

use crate::business::{Done, Workspace};
use crate::command::difference;
use crate::table::{Side, Table, news};

/// The label of the changes.
pub const LABEL: &str = "backup";

/// How many writes one change holds.
const CHANGE_WRITES: usize = 8_000;

/// A merge that is under way, done in steps so that the caller can do other things in between.
pub struct Merge<'a> {
    other: &'a Workspace,
    /// The other workspace's tables, custom fields first: they say what the rest means.
    tables: Vec<&'a Table>,
    table: usize,
    row: u32,
    done: u32,
    all: u32,
    /// Writes that are not applied yet, and the records they are about.
    writes: Vec<Write>,
    looked_at: Vec<LookedAt>,
    merged: Merged,
}

/// What a merge did. The entries of histories aren't counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Records of each kind that are here now and were not before.
    pub came: Vec<(Kind, u32)>,
    /// Records of which a field is another one now.
    pub updated: u32,
    /// The fields of those that are.
    pub fields: u32,
    /// Records that the other workspace had deleted or purged since.
    pub went: u32,
    /// Records of the other workspace that are as they were.
    pub unchanged: u32,
}

/// A record that was looked at, as it was before.
struct LookedAt {
    kind: Kind,
    record: RecordId,
    was_live: bool,
    fields: u32,
}

impl Merged {
    /// Whether everything that can be seen is as it was.
    pub fn is_nothing(&self) -> bool {
        self.came.is_empty() && self.updated == 0 && self.went == 0
    }
}

impl<'a> Merge<'a> {
    /// A merge of `other` that has not begun.
    pub fn new(other: &'a Workspace) -> Self {
        let mut tables: Vec<&Table> = other.tables.iter().collect();
        record::order::sort_by_key(&mut tables, |table| (table.kind != Kind::FIELD, table.kind));
        Self {
            other,
            all: tables.iter().map(|table| table.len()).sum(),
            tables,
            table: 0,
            row: 0,
            done: 0,
            writes: Vec::new(),
            looked_at: Vec::new(),
            merged: Merged::default(),
        }
    }

    /// How many of the other workspace's records were looked at, and how many there are.
    pub fn progress(&self) -> (u32, u32) {
        (self.done, self.all)
    }

    /// Whether all is done.
    pub fn is_done(&self) -> bool {
        self.table == self.tables.len()
    }

    /// What was done so far.
    pub fn merged(&self) -> &Merged {
        &self.merged
    }

    /// Looks at the next `rows` records of the other workspace and, once there is enough to make a
    /// change of, applies it `here` and gives it to be stored. Changes that `here` makes between
    /// two steps are merged with like all others.
    pub fn step(&mut self, here: &mut Workspace, rows: u32, now: Instant) -> Option<Done> {
        here.observe(self.other.clock());
        let table = *self.tables.get(self.table)?;
        let until = table.len().min(self.row.saturating_add(rows));
        for row in self.row..until {
            self.look_at(here, table, row);
        }
        self.done += until - self.row;
        self.row = until;
        if until == table.len() {
            let mut foreign = Vec::new();
            news::foreign(
                self.other.side(table),
                here.side_of(table.kind),
                &mut foreign,
            );
            foreign.retain(|write| !self.is_erased(here, table, write.record));
            self.writes.append(&mut foreign);
            (self.table, self.row) = (self.table + 1, 0);
        }
        // What fields there are has to be known before their values come.
        let is_due = table.kind == Kind::FIELD && until == table.len();
        if is_due || self.is_done() || self.writes.len() >= CHANGE_WRITES {
            return self.apply(here, now);
        }
        None
    }

    fn look_at(&mut self, here: &Workspace, table: &Table, row: u32) {
        let Some(record) = table.id(row) else { return };
        let kind = table.kind;
        if self.is_erased(here, table, record) {
            return;
        }
        let first = self.writes.len();
        let held = here.side_of(kind);
        news::of_row(self.other.side(table), row, held, &mut self.writes);
        let was_live = here.is_live(kind, record);
        let mut fields = Vec::new();
        for write in &self.writes[first..] {
            if was_live && !fields.contains(&write.field) && here.is_seen(write) {
                fields.push(write.field);
            }
        }
        self.looked_at.push(LookedAt {
            kind,
            record,
            was_live,
            fields: fields.len() as u32,
        });
    }

    /// Whether it is history of something erased, which goes on each device by itself and needn't
    /// be heard of.
    fn is_erased(&self, here: &Workspace, table: &Table, record: RecordId) -> bool {
        let is_purged = || table.row(record).is_some_and(|row| table.is_purged(row));
        table.kind == Kind::EVENT
            && (is_purged() && !here.is_known(Kind::EVENT, record)
                || here.tells_of_erased(self.other, record))
    }

    fn apply(&mut self, here: &mut Workspace, now: Instant) -> Option<Done> {
        let writes = std::mem::take(&mut self.writes);
        let done = (!writes.is_empty()).then(|| here.commit(LABEL.to_owned(), writes, now));
        for was in std::mem::take(&mut self.looked_at) {
            if was.kind != Kind::EVENT {
                self.merged.count(&was, here.is_live(was.kind, was.record));
            }
        }
        done
    }
}

impl Merged {
    fn count(&mut self, was: &LookedAt, is_live: bool) {
        match (was.was_live, is_live) {
            (false, true) => match self.came.iter_mut().find(|(kind, _)| *kind == was.kind) {
                Some((_, count)) => *count += 1,
                None => self.came.push((was.kind, 1)),
            },
            (true, false) => self.went += 1,
            (true, true) if was.fields > 0 => {
                self.updated += 1;
                self.fields += was.fields;
            }
            (true, true) => self.unchanged += 1,
            (false, false) => {}
        }
    }
}

impl Workspace {
    /// Merges all of another workspace into this one, and gives the changes to be stored.
    pub fn merge_from(&mut self, other: &Self, now: Instant) -> (Vec<Done>, Merged) {
        let mut merge = Merge::new(other);
        let mut done = Vec::new();
        while !merge.is_done() {
            done.extend(merge.step(self, u32::MAX, now));
        }
        (done, merge.merged)
    }

    fn side<'a>(&'a self, table: &'a Table) -> Side<'a> {
        Side {
            table,
            versions: &self.versions,
        }
    }

    fn side_of(&self, kind: Kind) -> Option<Side<'_>> {
        self.table(kind).map(|table| self.side(table))
    }

    /// Whether a write that wins can be seen: it says something else than what is here, in a field
    /// that people see.
    fn is_seen(&self, write: &Write) -> bool {
        let def = self.schema.field(write.kind, write.field);
        if def.is_some_and(|def| def.role == Role::System) {
            return false;
        }
        let held = self.value(write.kind, write.record, write.field);
        match write.action.counted(record::Version::default()).1 {
            Action::Set(value) => held.as_ref() != Some(value),
            Action::Clear => held.is_some(),
            Action::Elements { add, remove } => {
                let held = difference(None, held.as_ref());
                let has = |element| match &held {
                    Some(Action::Elements { add, .. }) => add.contains(element),
                    _ => false,
                };
                add.iter().any(|e| !has(e)) || remove.iter().any(has)
            }
            Action::Carried(..) | Action::Unknown(..) => false,
        }
    }
}
