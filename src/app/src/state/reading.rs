//! Tracked reading: whoever reads a record or a list is told when it changes.

use std::cell::OnceCell;
use std::sync::Arc;

use leptos::prelude::*;
use record::{FieldDef, FieldId, Instant, Kind, RecordId, Schema, Value};
use workflow::{Context, Zone};
use workspace::Query;
use workspace::query::group::Grouped;

use super::State;
use super::zone::zone_of;
use crate::platform::clock;

/// The records of a list, in order.
pub type Rows = Arc<Vec<RecordId>>;

thread_local! {
    static ZONE: OnceCell<Zone> = const { OnceCell::new() };
}

/// Calls `work` with the user's time zone.
pub(super) fn with_zone<T>(work: impl FnOnce(&Zone) -> T) -> T {
    ZONE.with(|zone| {
        work(zone.get_or_init(|| zone_of(|at: Instant| -60 * clock::offset_minutes(at))))
    })
}

impl State {
    /// Subscribes to a record.
    pub fn track_record(self, kind: Kind, record: RecordId) {
        let inner = self.inner();
        let trigger = {
            let mut records = inner.records.borrow_mut();
            records.entry((kind, record)).or_default().clone()
        };
        trigger.track();
    }

    /// Subscribes to all records of a kind.
    pub fn track_kind(self, kind: Kind) {
        let inner = self.inner();
        let signal = {
            let mut kinds = inner.kinds.borrow_mut();
            kinds
                .entry(kind)
                .or_insert_with(|| ArcRwSignal::new(0))
                .clone()
        };
        signal.track();
    }

    /// The kinds and fields, tracked.
    pub fn schema(self) -> Arc<Schema> {
        self.schema_moved.track();
        self.with(|ws| Arc::clone(ws.schema()))
    }

    /// A field, tracked with the schema.
    pub fn field(self, kind: Kind, field: FieldId) -> Option<FieldDef> {
        self.schema().field(kind, field).cloned()
    }

    /// A field's value, tracked.
    pub fn value(self, kind: Kind, record: RecordId, field: FieldId) -> Option<Value> {
        self.track_record(kind, record);
        self.with(|ws| ws.value(kind, record, field))
    }

    /// The text of a text or choice field, tracked.
    pub fn text(self, kind: Kind, record: RecordId, field: FieldId) -> String {
        self.track_record(kind, record);
        self.with(|ws| ws.text(kind, record, field).to_owned())
    }

    /// The name of a record, tracked.
    pub fn name(self, kind: Kind, record: RecordId) -> String {
        self.track_record(kind, record);
        self.with(|ws| ws.name(kind, record))
    }

    /// Whether a record is live, tracked.
    pub fn is_live(self, kind: Kind, record: RecordId) -> bool {
        self.track_record(kind, record);
        self.with(|ws| ws.is_live(kind, record))
    }

    /// How many live records a kind has, tracked.
    pub fn count(self, kind: Kind) -> u32 {
        self.track_kind(kind);
        self.with(|ws| ws.count(kind))
    }

    /// The live records of `kind` that refer to `target` by `field`, tracked with the kind.
    pub fn related(self, kind: Kind, field: FieldId, target: RecordId) -> Vec<RecordId> {
        self.track_kind(kind);
        self.with(|ws| ws.related(kind, field, target))
    }

    /// The records of a list, kept up with the query and the records.
    pub fn rows(self, query: impl Fn() -> Query + Send + Sync + 'static) -> Memo<Rows> {
        Memo::new(move |_| {
            let query = query();
            self.track_kind(query.kind);
            self.phase.track();
            self.rows_now(&query)
        })
    }

    /// The records of a list as they are now.
    pub fn rows_now(self, query: &Query) -> Rows {
        self.with_context(|context, state| Arc::new(state.with_mut(|ws| ws.select(query, context))))
    }

    /// The records of a list as they are now, in groups by a field and with sums of fields.
    pub fn grouped_now(self, query: &Query, by: FieldId, sums: &[FieldId]) -> Grouped {
        self.with_context(|context, state| {
            state.with_mut(|ws| ws.select_grouped(query, by, sums, context))
        })
    }

    /// Calls `work` with the day, the zone and the person for conditions.
    pub fn with_context<T>(self, work: impl FnOnce(&Context<'_>, Self) -> T) -> T {
        let me = self.with(|ws| ws.me());
        with_zone(|zone| {
            work(
                &Context {
                    today: clock::today(),
                    zone,
                    me,
                },
                self,
            )
        })
    }
}
