//! Signals over the workspace: what pages read, and the way their commands take.
//!
//! One [`State`] lives as long as the application. It is a handle, copied wherever it is needed.
//! Reading through it subscribes to just what was read: a record, or all records of a kind.
//!
//! | module | subject |
//! |---|---|
//! | [`acting`] | commands, undo and redo, with what the user is told |
//! | [`backup`] | the whole in one file, and back |
//! | [`quiet`] | figures over many records, one after the other |
//! | [`reading`] | tracked reading of records and lists |
//! | [`reminders`] | tasks that remind of themselves |
//! | [`calendar_file`] | tasks and meetings as a calendar file |
//! | `day` | the day it is |
//! | [`currencies`] | the currencies in use, and the likely one |
//! | [`dashboards`] | dashboards that people put together |
//! | [`duplicates`] | the search for records that are probably one |
//! | [`exporting`] | records as files |
//! | [`importing`] | the dry run of an import and the import, in slices |
//! | [`members`] | the members, as choices list them |
//! | [`opening`] | from stored bytes to a workspace |
//! | `patience` | waiting for the storage, and saying so |
//! | [`saving`] | from changes to stored bytes |
//! | [`scoring`] | scores of deals, learned when they are first asked for |
//! | [`setup`] | from an empty workspace to one that can be worked with; the sample data |
//! | [`tabs`] | what the tabs of one browser tell each other |
//! | [`zone`] | the user's time zone as data |
//! | [`views`] | saved views of lists, and which are pinned |

pub mod acting;
pub mod amounts;
pub mod backup;
pub mod calendar_file;
pub mod currencies;
pub mod dashboards;
mod day;
pub mod duplicates;
pub mod exporting;
mod goals;
pub mod importing;
pub mod members;
pub mod opening;
mod patience;
pub mod person;
pub mod quiet;
pub mod reading;
pub mod reminders;
pub mod saving;
pub mod scoring;
pub mod setup;
pub mod tabs;
pub mod views;
pub mod zone;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use leptos::prelude::*;
use record::{Date, DeviceId, FieldId, Kind, RecordId, Value};
use storage::Store;
use workspace::{Touched, Workspace};

use crate::platform::broadcast::Channel;
use crate::platform::{clock, idle};

pub use acting::{Actor, use_actor};
pub use reading::Rows;

/// How long there must have been no bulk change before the search index is completed.
const QUIET_MS: u32 = 400;
/// How many records are indexed before the page gets its turn.
const INDEXED_AT_ONCE: u32 = 2_000;

/// The name of the workspace's database.
pub const DATABASE: &str = "rapport";

/// The application's state: a handle that is copied wherever it is needed.
#[derive(Clone, Copy)]
pub struct State {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    /// How far opening has come.
    pub phase: RwSignal<Phase>,
    /// Whether everything is saved.
    pub saving: RwSignal<Saving>,
    /// What the user has to know until they have dealt with it.
    pub notices: RwSignal<Vec<Notice>>,
    /// Moves when the kinds, fields or options have changed.
    pub schema_moved: RwSignal<u64>,
    /// Moves when there is something new to undo or redo.
    pub undo_moved: RwSignal<u64>,
    day: RwSignal<Date>,
}

/// How far opening has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// Nothing is there yet.
    Opening,
    /// The records of the first screen are there and can be seen, the others are being read.
    Reading,
    /// All records are there.
    Ready,
}

/// Whether everything is saved.
#[derive(Clone, Debug, PartialEq)]
pub enum Saving {
    /// Every change is stored.
    Saved,
    /// So many changes are on their way.
    Busy(usize),
    /// Changes could not be stored. They are kept in memory and tried again.
    Failed {
        /// How many.
        changes: usize,
        /// Why.
        reason: storage::StorageError,
    },
}

/// Something that the user has to know.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// Nothing outlives the tab.
    MemoryOnly {
        /// Why the browser's storage can't be used.
        reason: String,
    },
    /// The browser's storage has not answered for some time.
    Waiting,
    /// Stored data could not be read; the rest is there.
    Damaged {
        /// The place in words.
        place: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Somebody else wrote the same field without knowing of it.
    Conflict(workspace::Conflict),
    /// The workspace was replaced in another tab.
    Replaced,
}

struct Inner {
    workspace: RefCell<Workspace>,
    store: RefCell<Option<Store>>,
    records: RefCell<HashMap<(Kind, RecordId), ArcTrigger>>,
    kinds: RefCell<HashMap<Kind, ArcRwSignal<u64>>>,
    saver: RefCell<saving::Saver>,
    channel: RefCell<Option<Channel>>,
    /// The layout of the stored segments that this tab knows.
    layout: Cell<u64>,
    /// Counts bulk changes, so that the search index waits for their end.
    bulk: Cell<u64>,
    is_indexing: Cell<bool>,
}

impl State {
    /// Makes the state, provides it, and starts opening the workspace from the store that was
    /// asked for, with the records of `first` before all others.
    pub fn install(store: opening::Asked, first: Option<Kind>) -> Self {
        let inner = Inner {
            workspace: RefCell::new(Workspace::new(DeviceId(0))),
            store: RefCell::new(None),
            records: RefCell::default(),
            kinds: RefCell::default(),
            saver: RefCell::default(),
            channel: RefCell::new(None),
            layout: Cell::new(0),
            bulk: Cell::new(0),
            is_indexing: Cell::new(false),
        };
        let state = Self {
            inner: StoredValue::new_local(Rc::new(inner)),
            phase: RwSignal::new(Phase::Opening),
            saving: RwSignal::new(Saving::Saved),
            notices: RwSignal::new(Vec::new()),
            schema_moved: RwSignal::new(0),
            undo_moved: RwSignal::new(0),
            day: RwSignal::new(clock::today()),
        };
        provide_context(state);
        leptos::task::spawn_local(opening::open(state, store, first));
        state
    }

    /// Reads the workspace without subscribing to anything.
    pub fn with<T>(self, read: impl FnOnce(&Workspace) -> T) -> T {
        let inner = self.inner();
        let workspace = inner.workspace.borrow();
        read(&workspace)
    }

    /// Works on the workspace itself. What changes records goes through [`State::run`] instead.
    pub fn with_mut<T>(self, work: impl FnOnce(&mut Workspace) -> T) -> T {
        let inner = self.inner();
        let mut workspace = inner.workspace.borrow_mut();
        work(&mut workspace)
    }

    /// The store, once the workspace is open.
    pub fn store(self) -> Option<Store> {
        self.inner().store.borrow().clone()
    }

    /// Tells everybody who has read what a change touched.
    pub fn announce(self, touched: Touched) {
        let inner = self.inner();
        if touched.many {
            inner.bulk.set(inner.bulk.get() + 1);
            self.index_soon();
        }
        if touched.schema {
            self.schema_moved.update(|n| *n += 1);
        }
        // The triggers are taken out first: what they wake may read and make new ones.
        let triggers: Vec<ArcTrigger> = {
            let records = inner.records.borrow();
            if touched.many {
                let of_kind = |(kind, _): &&(Kind, RecordId)| touched.kinds.contains(kind);
                records
                    .keys()
                    .filter(of_kind)
                    .filter_map(|key| records.get(key).cloned())
                    .collect()
            } else {
                touched
                    .records
                    .iter()
                    .filter_map(|key| records.get(key).cloned())
                    .collect()
            }
        };
        let kinds: Vec<ArcRwSignal<u64>> = {
            let kinds = inner.kinds.borrow();
            touched
                .kinds
                .iter()
                .filter_map(|kind| kinds.get(kind).cloned())
                .collect()
        };
        for trigger in triggers {
            trigger.notify();
        }
        for kind in kinds {
            kind.update(|n| *n += 1);
        }
        if !touched.conflicts.is_empty() {
            let conflicts = touched.conflicts.into_iter().map(Notice::Conflict);
            self.notices.update(|notices| notices.extend(conflicts));
        }
    }

    /// Keeps in sight what another tab or device wrote into a field while it was edited here, with a
    /// way to take that instead.
    pub fn say_overwritten(
        self,
        kind: Kind,
        record: RecordId,
        field: FieldId,
        lost: Option<Value>,
    ) {
        let device = self.with(Workspace::device);
        let conflict = workspace::Conflict {
            kind,
            record,
            field,
            lost,
            incoming_won: false,
            device,
        };
        self.notices
            .update(|notices| notices.push(Notice::Conflict(conflict)));
    }

    /// Tells everybody that everything may have changed, as after opening or restoring.
    pub fn announce_all(self) {
        let kinds = self.with(|ws| ws.schema().kinds().iter().map(|k| k.kind).collect());
        self.announce(Touched {
            kinds,
            many: true,
            schema: true,
            ..Touched::default()
        });
        self.undo_moved.update(|n| *n += 1);
    }

    /// Indexes what bulk changes brought once they have come to an end, so that the first search
    /// behind them does not wait for it.
    fn index_soon(self) {
        if self.inner().is_indexing.replace(true) {
            return;
        }
        leptos::task::spawn_local(async move {
            let inner = self.inner();
            loop {
                let bulk = inner.bulk.get();
                idle::sleep_ms(QUIET_MS).await;
                if bulk == inner.bulk.get() && self.phase.get_untracked() == Phase::Ready {
                    break;
                }
            }
            inner.is_indexing.set(false);
            self.index().await;
        });
    }

    /// Completes the search index in slices.
    async fn index(self) {
        while self.with_mut(|ws| ws.index_step(INDEXED_AT_ONCE)) {
            idle::yield_now().await;
        }
    }

    /// Takes a notice away.
    pub fn dismiss(self, notice: &Notice) {
        self.notices
            .update(|notices| notices.retain(|n| n != notice));
    }

    fn inner(self) -> Rc<Inner> {
        self.inner.get_value()
    }
}

/// The state, from anywhere below the application.
pub fn use_state() -> State {
    expect_context()
}
