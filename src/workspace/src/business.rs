//! The workspace: one business's records of all kinds, and how changes are applied to them.

use std::cell::RefCell;
use std::sync::Arc;

use record::schema::{CustomField, field as custom};
use record::{
    Action, Change, Clock, DeviceId, Entropy, FieldId, FieldType, Instant, Kind, RecordId, Role,
    Schema, Stamp, Value, Version, Write,
};

use workflow::Zone;

use crate::query::Orders;
use crate::relations::Relations;
use crate::search::SearchIndex;
use crate::table::{Effect, Table, Versions};
use crate::undo::UndoStack;

/// One business in memory.
pub struct Workspace {
    pub(crate) schema: Arc<Schema>,
    pub(crate) tables: Vec<Table>,
    pub(crate) versions: Versions,
    pub(crate) clock: Clock,
    pub(crate) device: DeviceId,
    pub(crate) undo: UndoStack,
    pub(crate) relations: RefCell<Relations>,
    pub(crate) orders: RefCell<Orders>,
    pub(crate) search: SearchIndex,
    pub(crate) zone: Option<Zone>,
    me: Option<RecordId>,
}

/// The moment of a command: the time, the day it is where the user is, and randomness for new ids.
pub struct Moment<'a> {
    /// The time.
    pub now: Instant,
    /// The day it is in the user's zone.
    pub today: record::Date,
    /// Random bytes.
    pub entropy: &'a mut dyn Entropy,
}

/// What applying a change touched, for whoever shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Touched {
    /// The records, each once; only the first [`Touched::MANY`] of a large change.
    pub records: Vec<(Kind, RecordId)>,
    /// The kinds of all touched records.
    pub kinds: Vec<Kind>,
    /// Whether there are more records than listed.
    pub many: bool,
    /// Whether fields or options of kinds have changed.
    pub schema: bool,
    /// Fields that two authors wrote without knowing of each other. A change that comes again may
    /// tell of them again.
    pub conflicts: Vec<Conflict>,
}

/// A field that two authors wrote without knowing of each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The record's kind.
    pub kind: Kind,
    /// The record.
    pub record: RecordId,
    /// The field.
    pub field: FieldId,
    /// The value that does not hold; `None` where it was emptied.
    pub lost: Option<Value>,
    /// Whether the value that came in holds now.
    pub incoming_won: bool,
    /// Who wrote what came in.
    pub device: DeviceId,
}

/// A command that was carried out.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// The change to store and to send to other tabs; `None` where there was nothing to change.
    /// Its number is 0 and its stamp provisional until it is stored ([`Workspace::seal`]).
    pub change: Option<Change>,
    /// What it touched.
    pub touched: Touched,
}

impl Touched {
    /// How many records are listed at the most.
    pub const MANY: usize = 512;

    pub(crate) fn add(&mut self, kind: Kind, record: RecordId) {
        if !self.kinds.contains(&kind) {
            self.kinds.push(kind);
        }
        if self.records.last() == Some(&(kind, record)) {
            return;
        }
        if self.records.len() >= Self::MANY {
            self.many = true;
        } else if !self.records.contains(&(kind, record)) {
            self.records.push((kind, record));
        }
    }

    /// Adds what another change touched.
    pub fn merge(&mut self, other: Self) {
        for (kind, record) in other.records {
            self.add(kind, record);
        }
        for kind in other.kinds {
            if !self.kinds.contains(&kind) {
                self.kinds.push(kind);
            }
        }
        self.many |= other.many;
        self.schema |= other.schema;
        self.conflicts.extend(other.conflicts);
    }
}

impl Workspace {
    /// An empty workspace on a device.
    pub fn new(device: DeviceId) -> Self {
        Self {
            schema: Arc::new(Schema::standard()),
            tables: Vec::new(),
            versions: Versions::default(),
            clock: Clock::default(),
            device,
            undo: UndoStack::default(),
            relations: RefCell::default(),
            orders: RefCell::default(),
            search: SearchIndex::default(),
            zone: None,
            me: None,
        }
    }

    /// The kinds and fields, custom ones included.
    pub fn schema(&self) -> &Arc<Schema> {
        &self.schema
    }

    /// The device this workspace writes as.
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// The member who uses this device.
    pub fn me(&self) -> Option<RecordId> {
        self.me
    }

    /// Says which member uses this device.
    pub fn set_me(&mut self, member: Option<RecordId>) {
        self.me = member;
    }

    /// Says in which zone the user is; until then it is UTC.
    pub fn set_zone(&mut self, zone: Zone) {
        self.zone = Some(zone);
    }

    /// Whether it is known in which zone the user is.
    pub fn has_zone(&self) -> bool {
        self.zone.is_some()
    }

    /// The largest stamp given or seen.
    pub fn clock(&self) -> Stamp {
        self.clock.last()
    }

    /// Takes note of a stamp, such as the one stored with the journal.
    pub fn observe(&mut self, stamp: Stamp) {
        self.clock.observe(stamp);
    }

    /// The value of a record's field.
    pub fn value(&self, kind: Kind, record: RecordId, field: FieldId) -> Option<Value> {
        let table = self.table(kind)?;
        table.value(table.row(record)?, field)
    }

    /// Whether a field shows what was written to it, and not something computed.
    pub(crate) fn is_as_written(&self, kind: Kind, record: RecordId, field: FieldId) -> bool {
        let find = || {
            let table = self.table(kind)?;
            Some(table.is_as_written(table.row(record)?, field))
        };
        find().unwrap_or(true)
    }

    /// The text of a text or choice field; empty where there is none.
    pub fn text(&self, kind: Kind, record: RecordId, field: FieldId) -> &str {
        let find = || {
            let table = self.table(kind)?;
            Some(table.column(field)?.str(table.row(record)?))
        };
        find().unwrap_or_default()
    }

    /// All fields of a record that have a value.
    pub fn values(&self, kind: Kind, record: RecordId) -> Vec<(FieldId, Value)> {
        let Some((table, row)) = self.table(kind).and_then(|t| Some((t, t.row(record)?))) else {
            return Vec::new();
        };
        table
            .fields()
            .filter_map(|field| Some((field, table.value(row, field)?)))
            .collect()
    }

    /// Whether the record is there and to be shown: not deleted, undone, merged or purged.
    pub fn is_live(&self, kind: Kind, record: RecordId) -> bool {
        self.table(kind)
            .is_some_and(|t| t.row(record).is_some_and(|row| t.is_live(row)))
    }

    /// Whether any write to the record was ever applied.
    pub fn is_known(&self, kind: Kind, record: RecordId) -> bool {
        self.table(kind).is_some_and(|t| t.row(record).is_some())
    }

    /// How many records of a kind are live.
    pub fn count(&self, kind: Kind) -> u32 {
        self.table(kind).map_or(0, Table::live)
    }

    /// The ids of a kind's live records, oldest row first.
    pub fn ids(&self, kind: Kind) -> impl Iterator<Item = RecordId> + '_ {
        self.table(kind)
            .into_iter()
            .flat_map(|t| t.live_rows().filter_map(|row| t.id(row)))
    }

    /// The record that stands for this one: itself, or the one it was merged into.
    pub fn resolve(&self, kind: Kind, record: RecordId) -> RecordId {
        let find = || {
            let table = self.table(kind)?;
            table.id(table.resolve(table.row(record)?))
        };
        find().unwrap_or(record)
    }

    /// Who wrote a field last, and when.
    pub fn field_version(&self, kind: Kind, record: RecordId, field: FieldId) -> Option<Version> {
        let table = self.table(kind)?;
        table.version(&self.versions, table.row(record)?, field)
    }

    /// When a record was last written.
    pub fn updated_at(&self, kind: Kind, record: RecordId) -> Option<Instant> {
        let table = self.table(kind)?;
        let version = table.last_version(&self.versions, table.row(record)?)?;
        Some(Instant(version.stamp.ms()))
    }

    /// Counts the changes to a kind's records; what is derived from them is out of date when it
    /// has moved.
    pub fn generation(&self, kind: Kind) -> u64 {
        self.table(kind).map_or(0, |t| t.generation)
    }

    /// About how many bytes the records take in memory.
    pub fn memory(&self) -> usize {
        self.tables.iter().map(Table::memory).sum::<usize>() + self.search.memory()
    }

    /// Applies a change from the journal, another tab or another device. Order and repetition
    /// don't matter.
    pub fn apply(&mut self, change: &Change) -> Touched {
        self.clock.observe(change.version.stamp);
        self.apply_writes(change)
    }

    /// Gives a change the version it was stored under, which is never lower than the provisional
    /// one. Where it is higher, the change is applied once more, as it may now win over what
    /// another tab wrote in between.
    pub fn seal(&mut self, change: &mut Change, number: u64, stamp: Stamp) -> Touched {
        let sealed = Version {
            stamp,
            number,
            ..change.version
        };
        self.versions.replace(change.version, sealed);
        let moved = stamp != change.version.stamp;
        change.version = sealed;
        if moved {
            self.apply(change)
        } else {
            Touched::default()
        }
    }

    pub(crate) fn apply_writes(&mut self, change: &Change) -> Touched {
        let mut touched = Touched::default();
        let mut priced = Vec::new();
        self.deals_priced_by(&change.writes, &mut priced);
        let ix = self.versions.intern(change.version);
        let groups = change
            .writes
            .chunk_by(|a, b| (a.kind, a.record) == (b.kind, b.record));
        for group in groups {
            let (kind, record) = (group[0].kind, group[0].record);
            let at = self.table_at(kind);
            let table = &mut self.tables[at];
            let mut row = table.row(record);
            let mut is_touched = false;
            for write in group {
                let is_carried = matches!(write.action, Action::Carried(..));
                let unpacked;
                let (write, version) = match &write.action {
                    Action::Carried(version, action) => {
                        self.clock.observe(version.stamp);
                        unpacked = Write {
                            kind,
                            record,
                            field: write.field,
                            action: Action::clone(action),
                            replaced: write.replaced,
                        };
                        (&unpacked, (self.versions.intern(*version), *version))
                    }
                    _ => (write, (ix, change.version)),
                };
                self.relations.get_mut().before(table, row, write);
                let (at, effect) =
                    table.apply(&self.schema, &mut self.versions, version, (row, write));
                row = Some(at);
                self.relations.get_mut().after(table, at, write);
                if effect.is_change() {
                    is_touched = true;
                    self.search.touch(table, at, write.field);
                    self.orders.get_mut().touch(kind, write.field, at);
                }
                // What the application writes by itself is nobody's opinion, and what was carried
                // here was written long ago: whoever merged it is told of it as a whole.
                let is_opinion = || {
                    let def = self.schema.field(kind, write.field);
                    !is_carried && def.is_some_and(|def| def.role != Role::System)
                };
                if let Effect::Conflict { incoming_won, lost } = effect
                    && is_opinion()
                {
                    touched.conflicts.push(Conflict {
                        kind,
                        record,
                        field: write.field,
                        lost,
                        incoming_won,
                        device: change.version.device,
                    });
                }
            }
            if is_touched {
                touched.add(kind, record);
                touched.schema |= kind == Kind::FIELD;
            }
        }
        if touched.schema {
            self.rebuild_schema();
        }
        self.deals_priced_by(&change.writes, &mut priced);
        self.settle_amounts(priced, &mut touched);
        let erased = self.erased_history(change);
        if !erased.is_empty() {
            let writes = erased.into_iter().map(|event| {
                let purged = Value::Bool(true);
                Write::set(Kind::EVENT, event, record::schema::PURGED, purged)
            });
            touched.merge(self.apply_writes(&Change {
                version: change.version,
                label: String::new(),
                writes: writes.collect(),
            }));
        }
        touched
    }

    /// Reads the custom fields and added options from the records of the kind `field`.
    pub(crate) fn rebuild_schema(&mut self) {
        let mut schema = Schema::standard();
        // In an order that is the same on every device.
        let rank = |id| self.text(Kind::FIELD, id, custom::RANK).to_owned();
        let mut ids: Vec<(String, RecordId)> =
            self.ids(Kind::FIELD).map(|id| (rank(id), id)).collect();
        record::order::sort(&mut ids);
        for (_, id) in ids {
            let int = |field| match self.value(Kind::FIELD, id, field) {
                Some(Value::Int(n)) => Some(n),
                _ => None,
            };
            let Some(kind) = int(custom::KIND)
                .and_then(|n| u16::try_from(n).ok())
                .map(Kind)
            else {
                continue;
            };
            let options = match self.value(Kind::FIELD, id, custom::OPTIONS) {
                Some(Value::Tags(options)) => options,
                _ => Vec::new(),
            };
            if let Some(standard) = int(custom::EXTENDS) {
                let field = FieldId(standard as u64);
                schema.add_options(kind, field, options.iter().map(String::as_str));
                continue;
            }
            let ty = FieldType::from_name(self.text(Kind::FIELD, id, custom::TYPE));
            let label = self.text(Kind::FIELD, id, custom::LABEL).to_owned();
            if let (Some(ty), false) = (ty, label.is_empty()) {
                schema.add_custom(CustomField {
                    record: id,
                    kind,
                    label,
                    ty,
                    options,
                });
            }
        }
        if *self.schema == schema {
            return;
        }
        self.schema = Arc::new(schema);
        for table in &mut self.tables {
            table.adopt(&self.schema);
        }
        self.relations.get_mut().forget();
        *self.orders.get_mut() = Orders::default();
    }

    pub(crate) fn table(&self, kind: Kind) -> Option<&Table> {
        self.tables.iter().find(|t| t.kind == kind)
    }

    pub(crate) fn table_at(&mut self, kind: Kind) -> usize {
        match self.tables.iter().position(|t| t.kind == kind) {
            Some(at) => at,
            None => {
                self.tables.push(Table::new(kind));
                self.tables.len() - 1
            }
        }
    }
}
