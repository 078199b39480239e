//! From changes to stored bytes. A change is visible at once and counts as saved when its
//! transaction is complete; until then, and when storing fails, it is kept here and tried again.

use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use leptos::prelude::*;
use record::{Change, Stamp};
use storage::{Compaction, Durability, Sealed, SegmentKey, StorageError, Store};
use workspace::block;
use workspace::snapshot::Manifest;

use super::patience::patiently;
use super::{DATABASE, Saving, State};
use crate::platform::entropy::BrowserEntropy;
use crate::platform::page::LeaveGuard;
use crate::platform::{idle, locks};

/// The name in `meta` of the manifest.
pub const MANIFEST: &str = "manifest";

/// Changes on their way into the store.
#[derive(Default)]
pub(super) struct Saver {
    waiting: VecDeque<Change>,
    is_busy: bool,
    guard: Option<LeaveGuard>,
    /// All journal entries up to this number are applied in this tab.
    pub(super) applied: u64,
    /// Journal entries beyond that are applied too.
    beyond: BTreeSet<u64>,
    /// About how many bytes the journal has grown by since it was folded into segments.
    journal_bytes: usize,
    journal_entries: usize,
    fold_is_planned: bool,
}

/// How long to wait before storing is tried again, at first and at most.
const RETRY_MS: (u32, u32) = (1_000, 30_000);
/// A change with more writes is bulk: handed to the operating system, not flushed to the disk.
const BULK_WRITES: usize = 200;
/// The journal is folded into segments when it has grown by so much.
const FOLD_BYTES: usize = 4 << 20;
const FOLD_ENTRIES: usize = 400;
/// How long nothing must have happened before it is folded.
const FOLD_AFTER_MS: u32 = 3_000;

impl Saver {
    /// Notes that a journal entry is applied.
    pub(super) fn note_applied(&mut self, number: u64) {
        if number <= self.applied {
            return;
        }
        self.beyond.insert(number);
        while self.beyond.remove(&(self.applied + 1)) {
            self.applied += 1;
        }
    }

    /// Notes the state of the journal at opening.
    pub(super) fn start_at(&mut self, applied: u64, entries: usize, bytes: usize) {
        self.applied = applied;
        self.beyond.clear();
        self.journal_entries = entries;
        self.journal_bytes = bytes;
    }

    /// Whether entries of other tabs are missing between those that are applied.
    pub(super) fn has_gap(&self) -> bool {
        !self.beyond.is_empty()
    }
}

impl State {
    /// Stores a change that was applied.
    pub(super) fn save(self, change: Change) {
        let inner = self.inner();
        let start = {
            let mut saver = inner.saver.borrow_mut();
            saver.waiting.push_back(change);
            if saver.guard.is_none() {
                saver.guard = Some(LeaveGuard::new());
            }
            !std::mem::replace(&mut saver.is_busy, true)
        };
        if start {
            leptos::task::spawn_local(pump(self));
        }
        if !matches!(self.saving.get_untracked(), Saving::Failed { .. }) {
            self.saving.set(Saving::Busy(self.waiting()));
        }
    }

    /// How many changes are not stored yet.
    pub fn waiting(self) -> usize {
        self.inner().saver.borrow().waiting.len()
    }

    /// Waits until everything is stored, or storing has failed.
    pub async fn settled(self) {
        while self.waiting() > 0 && !matches!(self.saving.get_untracked(), Saving::Failed { .. }) {
            idle::sleep_ms(5).await;
        }
    }
}

/// Stores waiting changes one after the other until none is left.
async fn pump(state: State) {
    let inner = state.inner();
    let mut pause_ms = RETRY_MS.0;
    loop {
        // The store comes with opening; what is done before waits here.
        let Some(store) = state.store() else {
            idle::sleep_ms(20).await;
            continue;
        };
        let next = inner.saver.borrow().waiting.front().cloned();
        let Some(change) = next else { break };
        match append(state, &store, change).await {
            Ok(()) => {
                pause_ms = RETRY_MS.0;
                inner.saver.borrow_mut().waiting.pop_front();
                state.saving.set(match state.waiting() {
                    0 => Saving::Saved,
                    n => Saving::Busy(n),
                });
            }
            Err(reason) => {
                state.saving.set(Saving::Failed {
                    changes: state.waiting(),
                    reason,
                });
                idle::sleep_ms(pause_ms).await;
                pause_ms = (pause_ms * 2).min(RETRY_MS.1);
            }
        }
    }
    {
        let mut saver = inner.saver.borrow_mut();
        saver.is_busy = false;
        saver.guard = None;
    }
    if inner.saver.borrow().has_gap() {
        leptos::task::spawn_local(async move {
            let _ = catch_up(state).await;
        });
    }
    plan_fold(state);
}

/// Stores one change under the next number and tells the other tabs.
async fn append(state: State, store: &Store, mut change: Change) -> Result<(), StorageError> {
    let durability = if change.writes.len() > BULK_WRITES {
        Durability::Relaxed
    } else {
        Durability::Strict
    };
    let encoded = change.encode();
    let own = change.version.stamp;
    let sealed: Rc<RefCell<(Stamp, Vec<u8>)>> = Rc::default();
    let out = Rc::clone(&sealed);
    let answer = store.append(durability, move |head| {
        // Larger than every stamp that any tab of this device has stored.
        let stamp = own.max(Stamp(head.clock.saturating_add(1)));
        let mut bytes = encoded.clone();
        // The bytes are a whole change, so its head is there.
        let _ = Change::seal(&mut bytes, head.number, stamp);
        let block = block::pack(&bytes);
        *out.borrow_mut() = (stamp, block.clone());
        Sealed {
            bytes: block,
            clock: stamp.0,
        }
    });
    let number = patiently(state, answer).await?;
    let (stamp, bytes) = sealed.take();
    let touched = state.with_mut(|ws| ws.seal(&mut change, number, stamp));
    state.announce(touched);
    {
        let inner = state.inner();
        let mut saver = inner.saver.borrow_mut();
        saver.note_applied(number);
        saver.journal_bytes += bytes.len();
        saver.journal_entries += 1;
    }
    state.tell_tabs(number, &bytes);
    Ok(())
}

/// Applies journal entries of other tabs that this one has not heard of.
pub(super) async fn catch_up(state: State) -> Result<(), StorageError> {
    let Some(store) = state.store() else {
        return Ok(());
    };
    let from = state.inner().saver.borrow().applied + 1;
    for (number, bytes) in store.read_journal(from).await? {
        match state.with_mut(|ws| ws.load_entry(&bytes)) {
            Ok((_, touched)) => state.announce(touched),
            Err(reason) => state.say_damaged(format!("journal {number}"), &reason),
        }
        state.inner().saver.borrow_mut().note_applied(number);
    }
    Ok(())
}

/// Folds the journal into segments once it has grown and the user pauses.
pub(super) fn plan_fold(state: State) {
    let inner = state.inner();
    {
        let mut saver = inner.saver.borrow_mut();
        let is_large = saver.journal_bytes >= FOLD_BYTES || saver.journal_entries >= FOLD_ENTRIES;
        if !is_large || saver.fold_is_planned {
            return;
        }
        saver.fold_is_planned = true;
    }
    idle::after_ms(FOLD_AFTER_MS, move || {
        leptos::task::spawn_local(async move {
            let work = async move {
                // Folding is housekeeping: where it fails, the journal stays as it is.
                let _ = fold(state).await;
            };
            let _ = locks::if_free(&format!("{DATABASE}.fold"), work).await;
            state.inner().saver.borrow_mut().fold_is_planned = false;
        });
    });
}

/// Folds the journal as soon as everything is stored, however short it is: what was erased is not left
/// in it. Another tab that is at it does the same.
pub(super) fn fold_now(state: State) {
    leptos::task::spawn_local(async move {
        state.settled().await;
        let work = async move {
            // Where it fails, the journal stays and is folded later.
            let _ = fold(state).await;
        };
        let _ = locks::if_free(&format!("{DATABASE}.fold"), work).await;
    });
}

/// Writes the changed segments and drops the journal entries they hold. The caller holds the lock.
pub async fn fold(state: State) -> Result<(), StorageError> {
    let Some(store) = state.store() else {
        return Ok(());
    };
    let inner = state.inner();
    catch_up(state).await?;
    let stored = store.read_meta(MANIFEST).await?;
    let stored = stored
        .and_then(|bytes| Manifest::decode(&bytes).ok())
        .unwrap_or_default();
    // A change without its final version must not get into a segment.
    if state.waiting() > 0 || inner.saver.borrow().has_gap() {
        return Ok(());
    }
    let applied = inner.saver.borrow().applied;
    let layout = new_layout();
    let (segments, manifest) = state.with_mut(|ws| {
        if stored.layout != inner.layout.get() {
            ws.soil_all();
        }
        (ws.take_segments(), ws.manifest(applied, layout))
    });
    let gone = stored
        .segments
        .iter()
        .filter(|key| !manifest.segments.contains(key));
    let compaction = Compaction {
        delete_segments: gone.map(|(kind, n)| key(*kind, *n)).collect(),
        meta: vec![(MANIFEST.to_owned(), manifest.encode())],
        journal_up_to: Some(applied),
        segments: segments
            .iter()
            .map(|s| (key(s.kind, s.number), s.bytes.clone()))
            .collect(),
    };
    match store.compact(compaction, Durability::Strict).await {
        Ok(()) => {
            inner.layout.set(layout);
            let mut saver = inner.saver.borrow_mut();
            (saver.journal_bytes, saver.journal_entries) = (0, 0);
            Ok(())
        }
        Err(error) => {
            state.with_mut(|ws| segments.iter().for_each(|s| ws.soil(s.kind, s.number)));
            Err(error)
        }
    }
}

/// A segment's key in the store.
pub fn key(kind: u16, n: u32) -> SegmentKey {
    SegmentKey {
        kind: u32::from(kind),
        n,
    }
}

/// A number for a new layout of segments; never 0, which stands for "none stored".
pub fn new_layout() -> u64 {
    let mut bytes = [0u8; 8];
    record::Entropy::fill(&mut BrowserEntropy, &mut bytes);
    u64::from_le_bytes(bytes) | 1
}
