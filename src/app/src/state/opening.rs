//! From stored bytes to a workspace.

use std::cell::RefCell;

use leptos::prelude::*;
use record::{DeviceId, Entropy, Kind};
use storage::backend::Head;
use storage::{Area, Key, Persistence, Span, StorageError, Store};
use workspace::Workspace;
use workspace::snapshot::{Manifest, Segment, Unreadable};

use super::saving::{self, MANIFEST};
use super::{DATABASE, Notice, Phase, State};
use crate::platform::entropy::BrowserEntropy;
use crate::platform::{clock, idle, prefs};

/// The name in `meta` of this browser profile's device number.
const DEVICE: &str = "device";
/// The preference that holds the member who uses this browser.
pub const ME: &str = "me";

/// What was read.
struct Opened {
    workspace: Workspace,
    head: Head,
    layout: u64,
    journal_entries: usize,
    journal_bytes: usize,
    damaged: Vec<(String, String)>,
    /// Bytes that could not be read, kept beside so that no later writing loses them.
    unread: Vec<(String, Vec<u8>)>,
    device_is_stored: bool,
}

/// Opens the workspace: the stored one, or one in memory where the browser offers no storage.
pub async fn open(state: State) {
    let store = match storage::open(DATABASE).await {
        Ok(store) => store,
        Err(error) => {
            state.notify(Notice::MemoryOnly {
                reason: reason_of(&error),
            });
            storage::in_memory()
        }
    };
    let mut opened = read(&store).await;
    // A connection can be lost while it is read; nothing was changed, so once more.
    if opened.is_err() {
        opened = read(&store).await;
    }
    let (store, opened) = match opened {
        Ok(opened) => (store, opened),
        Err(error) => {
            state.notify(Notice::MemoryOnly {
                reason: reason_of(&error),
            });
            (storage::in_memory(), Opened::empty())
        }
    };
    install(state, store, opened).await;
}

async fn install(state: State, store: Store, opened: Opened) {
    let inner = state.inner();
    let mut workspace = opened.workspace;
    workspace.observe(record::Stamp(opened.head.clock));
    if let Some(me) = prefs::get::<String>(ME).and_then(|me| me.parse().ok()) {
        workspace.set_me(Some(me));
    }
    let device = workspace.device();
    let applied = opened.head.number.saturating_sub(1);
    inner.layout.set(opened.layout);
    inner
        .saver
        .borrow_mut()
        .start_at(applied, opened.journal_entries, opened.journal_bytes);
    *inner.workspace.borrow_mut() = workspace;
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
    idle::before_paint(|| clock::mark("rapport:first-rows"));
    if !opened.device_is_stored && store.persistence() == Persistence::Browser {
        // Without it the next opening takes a new number, which costs nothing but order in logs.
        let _ = store
            .write_meta(DEVICE, Some(&device.0.to_le_bytes()))
            .await;
    }
    // What another tab stored between reading and listening.
    let _ = saving::catch_up(state).await;
    saving::plan_fold(state);
    while state.with_mut(|ws| ws.index_step(2_000)) {
        idle::yield_now().await;
    }
    clock::mark("rapport:indexed");
}

/// Reads everything from one consistent state of the store.
async fn read(store: &Store) -> Result<Opened, StorageError> {
    let stored = |name: &str| Span::One(Key::Meta(name.to_owned()));
    let mut order = vec![stored(MANIFEST), stored(DEVICE)];
    // Custom fields first: they say how the others' columns are read.
    let first = [
        Kind::FIELD,
        Kind::STAGE,
        Kind::PIPELINE,
        Kind::MEMBER,
        Kind::CONTACT,
    ];
    order.extend(first.map(|kind| Span::Kind(u32::from(kind.0))));
    let keys = store.list_segments().await?;
    let mut kinds: Vec<u32> = keys.iter().map(|key| key.kind).collect();
    kinds.dedup();
    kinds.retain(|kind| !first.iter().any(|k| u32::from(k.0) == *kind));
    order.extend(kinds.into_iter().map(Span::Kind));
    order.push(Span::All(Area::Journal));

    let reader = RefCell::new(Reader::default());
    let head = store
        .snapshot(&order, |key, value| reader.borrow_mut().take(key, value))
        .await?;
    Ok(reader.into_inner().finish(head))
}

/// Puts values together as they arrive.
struct Reader {
    opened: Opened,
    manifest: Option<Manifest>,
    seen: Vec<(u16, u32)>,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            opened: Opened::empty(),
            manifest: None,
            seen: Vec::new(),
        }
    }
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
                    let clock = self.opened.workspace.clock();
                    self.opened.workspace = Workspace::new(DeviceId(u64::from_le_bytes(bytes)));
                    self.opened.workspace.observe(clock);
                    self.opened.device_is_stored = true;
                }
                Ok(())
            }
            Key::Segment(key) => {
                let kind = key.kind as u16;
                let segment = Segment {
                    kind,
                    number: key.n,
                    bytes,
                };
                let result = self.opened.workspace.load_segment(&segment);
                self.seen.push((kind, key.n));
                if result.is_err() {
                    self.opened.unread.push((place.clone(), segment.bytes));
                }
                result
            }
            Key::Entry(_) => {
                self.opened.journal_entries += 1;
                self.opened.journal_bytes += bytes.len();
                let result = self.opened.workspace.load_entry(&bytes).map(|_| ());
                if result.is_err() {
                    self.opened.unread.push((place.clone(), bytes));
                }
                result
            }
            Key::Meta(_) | Key::File(..) => Ok(()),
        };
        if let Err(reason) = result {
            self.opened.damaged.push((place, reason.to_string()));
        }
    }

    fn take_manifest(&mut self, bytes: &[u8]) -> Result<(), Unreadable> {
        let manifest = Manifest::decode(bytes)?;
        self.opened.workspace = Workspace::from_manifest(&manifest);
        self.opened.layout = manifest.layout;
        self.manifest = Some(manifest);
        Ok(())
    }

    fn finish(mut self, head: Head) -> Opened {
        self.opened.head = head;
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

impl Opened {
    fn empty() -> Self {
        let mut device = [0u8; 8];
        BrowserEntropy.fill(&mut device);
        Self {
            workspace: Workspace::new(DeviceId(u64::from_le_bytes(device))),
            head: Head {
                number: 1,
                clock: 0,
            },
            layout: 0,
            journal_entries: 0,
            journal_bytes: 0,
            damaged: Vec::new(),
            unread: Vec::new(),
            device_is_stored: false,
        }
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
