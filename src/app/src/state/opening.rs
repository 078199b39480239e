//! From stored bytes to a workspace.

use std::cell::RefCell;

use futures::channel::oneshot;
use leptos::prelude::*;
use record::{DeviceId, Entropy, Kind};
use storage::backend::Head;
use storage::{Area, Key, Persistence, Span, StorageError, Store};
use workspace::Workspace;
use workspace::snapshot::{Manifest, Segment, Unreadable, decode_entry};

use super::patience::patiently;
use super::saving::{self, MANIFEST};
use super::{DATABASE, Notice, Phase, State};
use crate::platform::entropy::BrowserEntropy;
use crate::platform::{clock, idle, prefs};

/// The name in `meta` of this browser profile's device number.
const DEVICE: &str = "device";
/// The preference that holds the member who uses this browser.
pub const ME: &str = "me";

/// The store on its way.
pub type Asked = oneshot::Receiver<Result<Store, StorageError>>;

/// Asks the browser for the store, so that it is at work while the page is built.
pub fn ask() -> Asked {
    let (answer, asked) = oneshot::channel();
    wasm_bindgen_futures::spawn_local(async move {
        let _ = answer.send(storage::open(DATABASE).await);
    });
    asked
}

/// What was read beside the records.
#[derive(Default)]
struct Opened {
    head: Option<Head>,
    layout: u64,
    journal_entries: usize,
    journal_bytes: usize,
    damaged: Vec<(String, String)>,
    /// Bytes that could not be read, kept beside so that no later writing loses them.
    unread: Vec<(String, Vec<u8>)>,
    device_is_stored: bool,
}

/// Opens the workspace: the stored one, or one in memory where the browser offers no storage.
/// Records of `first` are there before the others.
pub async fn open(state: State, asked: Asked, first: Option<Kind>) {
    let answer = patiently(state, asked)
        .await
        .unwrap_or(Err(StorageError::ConnectionLost));
    let store = match answer {
        Ok(store) => store,
        Err(error) => {
            state.notify(Notice::MemoryOnly {
                reason: reason_of(&error),
            });
            storage::in_memory()
        }
    };
    let mut opened = patiently(state, read(state, &store, first)).await;
    // A connection can be lost while it is read; nothing was changed, so once more.
    if opened.is_err() {
        opened = patiently(state, read(state, &store, first)).await;
    }
    let (store, opened) = match opened {
        Ok(opened) => (store, opened),
        Err(error) => {
            state.notify(Notice::MemoryOnly {
                reason: reason_of(&error),
            });
            state.with_mut(|ws| *ws = nameless());
            (storage::in_memory(), Opened::default())
        }
    };
    install(state, store, opened).await;
}

async fn install(state: State, store: Store, opened: Opened) {
    let inner = state.inner();
    let head = opened.head.unwrap_or(Head::FIRST);
    let me = prefs::get::<String>(ME).and_then(|me| me.parse().ok());
    let device = state.with_mut(|ws| {
        ws.observe(record::Stamp(head.clock));
        if let Some(me) = me {
            ws.set_me(Some(me));
        }
        ws.device()
    });
    inner.layout.set(opened.layout);
    inner.saver.borrow_mut().start_at(
        head.number.saturating_sub(1),
        opened.journal_entries,
        opened.journal_bytes,
    );
    for (place, reason) in opened.damaged {
        state.notify(Notice::Damaged { place, reason });
    }
    for (place, bytes) in opened.unread {
        // Folding rewrites segments: what a newer version or a repair may still read stays here.
        let _ = store.put_chunk(&format!("unread {place}"), 0, &bytes).await;
    }
    *inner.store.borrow_mut() = Some(store.clone());
    state.join_tabs();
    clock::mark("rapport:loaded");
    state.phase.set(Phase::Ready);
    state.announce_all();
    idle::before_paint(|| clock::mark("rapport:ready"));
    if !opened.device_is_stored && store.persistence() == Persistence::Browser {
        // Without it the next opening takes a new number, which costs nothing but order in logs.
        let _ = store
            .write_meta(DEVICE, Some(&device.0.to_le_bytes()))
            .await;
    }
    // What another tab stored between reading and listening.
    let _ = saving::catch_up(state).await;
    saving::plan_fold(state);
    state.index().await;
    clock::mark("rapport:indexed");
}

/// The kinds whose records are read before all others when records of `first` are shown first:
/// what says how columns are read, and whose names stand in the first list.
fn early(first: Option<Kind>) -> Vec<Kind> {
    let mut kinds = vec![Kind::FIELD, Kind::STAGE, Kind::PIPELINE, Kind::MEMBER];
    match first {
        // Pages that count everything wait for everything.
        None => {}
        Some(Kind::CONTACT) => kinds.extend([Kind::CONTACT, Kind::COMPANY]),
        Some(Kind::DEAL) => kinds.extend([Kind::DEAL, Kind::COMPANY]),
        Some(Kind::TICKET) => kinds.extend([Kind::TICKET, Kind::CONTACT]),
        Some(kind) => kinds.push(kind),
    }
    kinds
}

/// Reads everything from one consistent state of the store.
async fn read(state: State, store: &Store, first: Option<Kind>) -> Result<Opened, StorageError> {
    let stored = |name: &str| Span::One(Key::Meta(name.to_owned()));
    let early = early(first);
    let mut order = vec![stored(MANIFEST), stored(DEVICE)];
    order.extend(early.iter().map(|kind| Span::Kind(u32::from(kind.0))));
    order.push(Span::All(Area::Journal));
    order.push(Span::All(Area::Segments));

    state.with_mut(|ws| *ws = nameless());
    let reader = RefCell::new(Reader {
        state,
        early,
        opened: Opened::default(),
        manifest: None,
        seen: Vec::new(),
        journal: Vec::new(),
        is_shown: false,
    });
    let head = store
        .snapshot(&order, |key, value| reader.borrow_mut().take(key, value))
        .await?;
    Ok(reader.into_inner().finish(head))
}

/// A workspace without records for a browser profile that has no number yet.
fn nameless() -> Workspace {
    let mut device = [0u8; 8];
    BrowserEntropy.fill(&mut device);
    Workspace::new(DeviceId(u64::from_le_bytes(device)))
}

/// Puts values together as they arrive.
struct Reader {
    state: State,
    early: Vec<Kind>,
    opened: Opened,
    manifest: Option<Manifest>,
    seen: Vec<(u16, u32)>,
    /// Entries arrive before the last segments and are applied after them.
    journal: Vec<(String, Vec<u8>)>,
    /// Whether the records of the early kinds can be seen.
    is_shown: bool,
}

impl Reader {
    fn take(&mut self, key: Key, value: Result<Vec<u8>, StorageError>) {
        let place = key.to_string();
        let bytes = match value {
            Ok(bytes) => bytes,
            Err(error) => return self.opened.damaged.push((place, error.to_string())),
        };
        let result = match key {
            Key::Meta(name) if name == MANIFEST => self.take_manifest(&bytes),
            Key::Meta(name) if name == DEVICE => {
                if let Ok(bytes) = bytes.try_into() {
                    self.state.with_mut(|ws| {
                        let clock = ws.clock();
                        *ws = Workspace::new(DeviceId(u64::from_le_bytes(bytes)));
                        ws.observe(clock);
                    });
                    self.opened.device_is_stored = true;
                }
                Ok(())
            }
            Key::Segment(key) => {
                let kind = key.kind as u16;
                if self.seen.is_empty()
                    && let Some(manifest) = &self.manifest
                {
                    self.state.with_mut(|ws| ws.expect_segments(manifest));
                }
                if !self.early.contains(&Kind(kind)) {
                    self.show_early();
                }
                let segment = Segment {
                    kind,
                    number: key.n,
                    bytes,
                };
                let result = self.state.with_mut(|ws| ws.load_segment(&segment));
                self.seen.push((kind, key.n));
                if result.is_err() {
                    self.opened.unread.push((place.clone(), segment.bytes));
                }
                result
            }
            Key::Entry(_) => {
                self.opened.journal_entries += 1;
                self.opened.journal_bytes += bytes.len();
                self.journal.push((place, bytes));
                return;
            }
            Key::Meta(_) | Key::File(..) => Ok(()),
        };
        if let Err(reason) = result {
            self.opened.damaged.push((place, reason.to_string()));
        }
    }

    fn take_manifest(&mut self, bytes: &[u8]) -> Result<(), Unreadable> {
        let manifest = Manifest::decode(bytes)?;
        self.state
            .with_mut(|ws| *ws = Workspace::from_manifest(&manifest));
        self.opened.layout = manifest.layout;
        self.manifest = Some(manifest);
        Ok(())
    }

    /// Shows the records of the early kinds as they are now, while the others are still on their
    /// way. What the journal says of those is applied; applying it again changes nothing.
    fn show_early(&mut self) {
        if std::mem::replace(&mut self.is_shown, true) {
            return;
        }
        for (_, bytes) in &self.journal {
            let Ok(mut change) = decode_entry(bytes) else {
                continue;
            };
            change
                .writes
                .retain(|write| self.early.contains(&write.kind));
            self.state.with_mut(|ws| ws.apply(&change));
        }
        self.state.phase.set(Phase::Reading);
        self.state.announce_all();
        idle::before_paint(|| clock::mark("rapport:first-rows"));
    }

    fn finish(mut self, head: Head) -> Opened {
        // One may be missing.
        self.state.with_mut(Workspace::expect_no_more);
        for (place, bytes) in std::mem::take(&mut self.journal) {
            let result = self.state.with_mut(|ws| ws.load_entry(&bytes).map(drop));
            if let Err(reason) = result {
                self.opened.unread.push((place.clone(), bytes));
                self.opened.damaged.push((place, reason.to_string()));
            }
        }
        if !self.is_shown {
            idle::before_paint(|| clock::mark("rapport:first-rows"));
        }
        self.opened.head = Some(head);
        let listed = self.manifest.map(|m| m.segments).unwrap_or_default();
        for (kind, n) in listed.into_iter().filter(|key| !self.seen.contains(key)) {
            let place = Key::Segment(saving::key(kind, n)).to_string();
            if !self.opened.damaged.iter().any(|(known, _)| *known == place) {
                self.opened
                    .damaged
                    .push((place, String::from("it is missing")));
            }
        }
        self.opened
    }
}

impl State {
    /// Shows a notice, once.
    pub fn notify(self, notice: Notice) {
        self.notices.update(|notices| {
            if !notices.contains(&notice) {
                notices.push(notice);
            }
        });
    }

    pub(super) fn say_damaged(self, place: String, reason: &Unreadable) {
        self.notify(Notice::Damaged {
            place,
            reason: reason.to_string(),
        });
    }
}

fn reason_of(error: &StorageError) -> String {
    match error {
        StorageError::NotAvailable { reason } => reason.clone(),
        other => other.to_string(),
    }
}
