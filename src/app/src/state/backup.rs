//! The backup: the whole workspace in one file, and back.
//!
//! The file holds one chunk `manifest` and one chunk `segment <kind> <number>` for each range of
//! records; see [`interchange::backup`] for the container. It is merged with what is here
//! ([`State::merge`]) or takes its place ([`State::replace_by`]).

use interchange::backup::{self, Backup, BackupError, BackupWriter, Lock, LockParams};
use leptos::prelude::*;
use record::{DeviceId, Entropy, Kind, Stamp};
use storage::{Compaction, Persistence, StorageError};
use workspace::Workspace;
use workspace::merging::{Merge, Merged};
use workspace::snapshot::{Manifest, Segment};

use super::importing::Work;
use super::patience::patiently;
use super::saving::{self, MANIFEST};
use super::{Saving, State, setup};
use crate::platform::entropy::BrowserEntropy;
use crate::platform::idle::{self, Slice};
use crate::platform::{clock, page, prefs};
use crate::records::forget_drafts;

/// The preference that holds when the last backup was downloaded, in milliseconds.
const LAST: &str = "last-backup";
/// The chunk with the manifest.
const MANIFEST_CHUNK: &str = "manifest";
/// What the names of the chunks with records begin with.
const SEGMENT_CHUNK: &str = "segment";
/// How often a backup is begun anew because records have changed in between, before it is made
/// in one go.
const TRIES: usize = 3;
/// How many records of a backup are looked at in one step of a merge: a few milliseconds of work.
const MERGE_ROWS: u32 = 500;
/// How many changes of a merge may wait to be stored before it pauses for them.
const MERGE_WAITING: usize = 8;
/// How many records are indexed for the search at once.
const INDEX_ROWS: u32 = 1_000;

/// The media type of a backup file.
pub const MIME: &str = "application/octet-stream";
/// How the names of backup files end.
pub const EXTENSION: &str = "rapport";

/// How a merge ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    /// What was merged.
    pub merged: Merged,
    /// Whether all of it is.
    pub is_whole: bool,
    /// Why what was merged is not stored, where it is not.
    pub not_stored: Option<StorageError>,
}

/// A backup file while it is made.
struct Making {
    writer: BackupWriter,
    rest: std::vec::IntoIter<(u16, u32)>,
    generations: u64,
}

impl Making {
    fn of(ws: &Workspace) -> Result<Self, BackupError> {
        let mut writer = BackupWriter::new();
        writer.chunk(MANIFEST_CHUNK, &ws.manifest(0, 0).encode())?;
        Ok(Self {
            writer,
            rest: ws.segment_keys().into_iter(),
            generations: generations(ws),
        })
    }

    /// Writes the next range of records; whether there was one.
    fn step(&mut self, ws: &Workspace) -> Result<bool, BackupError> {
        let Some((kind, number)) = self.rest.next() else {
            return Ok(false);
        };
        if let Some(segment) = ws.export_segment(kind, number) {
            self.writer
                .chunk(&segment_chunk(kind, number), &segment.bytes)?;
        }
        Ok(true)
    }

    fn finish(
        self,
        passphrase: Option<&str>,
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<u8>, BackupError> {
        let Some(passphrase) = passphrase else {
            return self.writer.finish(None);
        };
        let mut lock = Lock {
            passphrase,
            salt: [0; 16],
            nonce: [0; 24],
            params: LockParams::default(),
        };
        entropy.fill(&mut lock.salt);
        entropy.fill(&mut lock.nonce);
        self.writer.finish(Some(&lock))
    }
}

/// Moves with every change to any record.
fn generations(ws: &Workspace) -> u64 {
    let kinds = ws.schema().kinds().iter();
    kinds.fold(0, |sum: u64, def| sum.wrapping_add(ws.generation(def.kind)))
}

/// The file of a workspace, locked where a passphrase is given.
///
/// # Errors
/// Where a part is too large, or the device has too little memory for the key.
pub fn file_of(
    ws: &Workspace,
    passphrase: Option<&str>,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, BackupError> {
    let mut making = Making::of(ws)?;
    while making.step(ws)? {}
    making.finish(passphrase, entropy)
}

/// Reads the workspace in a file, as one of the device `device`, in slices that leave the page
/// usable. Nothing is stored yet.
///
/// # Errors
/// Where the file is no backup, damaged, of a newer version or locked.
pub async fn read(
    bytes: &[u8],
    passphrase: Option<&str>,
    device: DeviceId,
) -> Result<Workspace, BackupError> {
    let mut reading = Reading::of(backup::open(bytes, passphrase)?, device)?;
    let mut slice = Slice::new();
    while reading.step()? {
        slice.breathe().await;
    }
    Ok(reading.workspace)
}

/// A backup file while it is read.
struct Reading {
    backup: Backup,
    workspace: Workspace,
    /// The places in the file of the ranges of records that are still to be read, the last first.
    rest: Vec<(u16, u32, usize)>,
}

impl Reading {
    fn of(backup: Backup, device: DeviceId) -> Result<Self, BackupError> {
        let names = backup.names().enumerate();
        let mut rest: Vec<(u16, u32, usize)> = names
            .filter_map(|(at, name)| segment_name(name).map(|(kind, number)| (kind, number, at)))
            .collect();
        let manifest = backup.names().position(|name| name == MANIFEST_CHUNK);
        let manifest = manifest
            .and_then(|at| backup.chunk(at))
            .ok_or_else(|| damaged(MANIFEST_CHUNK))?;
        let manifest = Manifest::decode(&manifest?.1).map_err(|_| damaged(MANIFEST_CHUNK))?;
        let is_there = |key: &(u16, u32)| rest.iter().any(|(kind, n, _)| (*kind, *n) == *key);
        if let Some((kind, number)) = manifest.segments.iter().find(|key| !is_there(key)) {
            return Err(damaged(&segment_chunk(*kind, *number)));
        }
        // Custom fields say how the other kinds are read; a kind's segments follow each other.
        record::order::sort_by_key(&mut rest, |(kind, number, _)| {
            (*kind != Kind::FIELD.0, *kind, *number)
        });
        rest.reverse();
        let mut workspace = Workspace::new(device);
        workspace.observe(Stamp(manifest.clock));
        workspace.expect_segments(&manifest);
        Ok(Self {
            backup,
            workspace,
            rest,
        })
    }

    /// Reads the next range of records; whether there was one.
    fn step(&mut self) -> Result<bool, BackupError> {
        let Some((kind, number, at)) = self.rest.pop() else {
            return Ok(false);
        };
        let name = || segment_chunk(kind, number);
        let chunk = self.backup.chunk(at).ok_or_else(|| damaged(&name()))?;
        let segment = Segment {
            kind,
            number,
            bytes: chunk?.1,
        };
        let read = self.workspace.load_segment(&segment);
        read.map_err(|_| damaged(&name()))?;
        Ok(true)
    }
}

fn damaged(what: &str) -> BackupError {
    BackupError::Damaged {
        what: what.to_owned(),
    }
}

fn segment_chunk(kind: u16, number: u32) -> String {
    format!("{SEGMENT_CHUNK} {kind} {number}")
}

fn segment_name(name: &str) -> Option<(u16, u32)> {
    let mut words = name.split(' ');
    let is_segment = words.next() == Some(SEGMENT_CHUNK);
    let key = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    (is_segment && words.next().is_none()).then_some(key)
}

/// A number for a device that begins anew. The numbers of its changes begin anew too, so under the
/// old one two changes would have one identity.
pub fn new_device() -> DeviceId {
    let mut bytes = [0u8; 8];
    BrowserEntropy.fill(&mut bytes);
    DeviceId(u64::from_le_bytes(bytes))
}

/// What a new backup file is called.
pub fn file_name() -> String {
    format!("rapport-{}.{EXTENSION}", clock::today())
}

/// When the last backup was downloaded.
pub fn last() -> Option<record::Instant> {
    prefs::get::<i64>(LAST).map(record::Instant)
}

/// Notes that a backup was downloaded now.
pub fn note_made() {
    prefs::set(LAST, &clock::now_ms());
}

impl State {
    /// The backup file of everything this tab holds, also of what could not be stored. It is made
    /// in slices that leave the page usable, and of one moment all the same: where a record changes
    /// in between, it is begun anew.
    ///
    /// # Errors
    /// As [`file_of`].
    pub async fn backup(self, passphrase: Option<&str>) -> Result<Vec<u8>, BackupError> {
        let mut slice = Slice::new();
        for _ in 0..TRIES {
            let mut making = self.with(Making::of)?;
            while self.with(|ws| making.step(ws))? {
                slice.breathe().await;
            }
            if self.with(generations) == making.generations {
                return making.finish(passphrase, &mut BrowserEntropy);
            }
        }
        self.with(|ws| file_of(ws, passphrase, &mut BrowserEntropy))
    }

    /// Merges another workspace into the present one, in slices that leave the page usable. Stopped
    /// half-way, or done again, it does no harm: of each field the newer value holds.
    pub async fn merge(self, other: &Workspace, work: Work) -> Ended {
        let mut merge = Merge::new(other);
        let mut slice = Slice::new();
        while !merge.is_done() && !work.is_cancelled() && self.failure().is_none() {
            let now = clock::now();
            let done = self.with_mut(|ws| merge.step(ws, MERGE_ROWS, now));
            if let Some(done) = done {
                if let Some(change) = done.change {
                    self.save(change);
                }
                self.announce(done.touched);
            }
            let (done, all) = merge.progress();
            work.progress.try_set((done.into(), all.into()));
            slice.breathe().await;
            while self.waiting() > MERGE_WAITING && self.failure().is_none() {
                idle::sleep_ms(5).await;
            }
        }
        self.settled().await;
        // Otherwise the first search would have to wait for all of it.
        while self.with_mut(|ws| ws.index_step(INDEX_ROWS)) {
            idle::yield_now().await;
        }
        Ended {
            merged: merge.merged().clone(),
            is_whole: merge.is_done(),
            not_stored: self.failure(),
        }
    }

    fn failure(self) -> Option<StorageError> {
        match self.saving.get_untracked() {
            Saving::Failed { reason, .. } => Some(reason),
            Saving::Saved | Saving::Busy(_) => None,
        }
    }

    /// Stores another workspace in the place of the present one, in one transaction, and opens it.
    ///
    /// # Errors
    /// Where it can't be stored; everything is as before then.
    pub async fn replace_by(self, restored: &Workspace) -> Result<(), StorageError> {
        let persistence = self.store_instead(restored).await?;
        self.open_again(persistence, restored);
        Ok(())
    }

    /// Erases everything this browser has stored for the workspace, and begins anew.
    ///
    /// # Errors
    /// Where it can't be erased; everything is as before then.
    pub async fn erase(self) -> Result<(), StorageError> {
        let empty = Workspace::new(new_device());
        let persistence = self.store_instead(&empty).await?;
        setup::be(self, None);
        prefs::remove(LAST);
        // What was begun is data too.
        forget_drafts();
        self.open_again(persistence, &empty);
        Ok(())
    }

    async fn store_instead(self, restored: &Workspace) -> Result<Persistence, StorageError> {
        self.settled().await;
        let store = self.store().ok_or(StorageError::ConnectionLost)?;
        let manifest = restored.manifest(0, saving::new_layout());
        let segments = restored.export_segments();
        let content = Compaction {
            segments: segments
                .map(|s| (saving::key(s.kind, s.number), s.bytes))
                .collect(),
            meta: vec![(MANIFEST.to_owned(), manifest.encode())],
            ..Compaction::default()
        };
        patiently(self, store.replace(content)).await?;
        Ok(store.persistence())
    }

    /// Shows what was stored: by opening the page again, or, where nothing outlives the page, by
    /// taking the workspace over.
    fn open_again(self, persistence: Persistence, restored: &Workspace) {
        if persistence == Persistence::Memory {
            let mut taken = Workspace::new(restored.device());
            taken.merge_from(restored, clock::now());
            taken.set_me(self.with(Workspace::me));
            self.with_mut(|ws| *ws = taken);
            self.announce_all();
        } else {
            self.tell_replaced();
            page::reload();
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use record::schema::{company, field};
    use record::{Date, FieldId, Instant, RecordId, SeededEntropy, Value};
    use workspace::{Command, Moment};

    const DEVICE: DeviceId = DeviceId(9);

    /// As the page reads it, without its pauses.
    fn read(bytes: &[u8], passphrase: Option<&str>) -> Result<Workspace, BackupError> {
        let mut reading = Reading::of(backup::open(bytes, passphrase)?, DEVICE)?;
        while reading.step()? {}
        Ok(reading.workspace)
    }

    fn filled() -> Workspace {
        let mut ws = Workspace::new(DeviceId(1));
        let mut entropy = SeededEntropy::new(3);
        let custom = RecordId::natural(["floor"]);
        let mut run = |kind, name: &str, values| {
            let mut moment = Moment {
                now: Instant(1_760_000_000_000),
                today: Date(20_370),
                entropy: &mut entropy,
            };
            let record = RecordId::natural([name]);
            let create = Command::Create {
                kind,
                record,
                values,
            };
            ws.run(create, &mut moment).unwrap();
        };
        let definition = vec![
            (field::LABEL, Value::text("Floor")),
            (field::KIND, Value::Int(Kind::COMPANY.0.into())),
            (field::TYPE, Value::text("int")),
        ];
        run(Kind::FIELD, "floor", definition);
        for n in 0..40 {
            let values = vec![
                (company::NAME, Value::text(format!("Company {n}"))),
                (FieldId::custom(custom), Value::Int(n)),
            ];
            run(Kind::COMPANY, &format!("c{n}"), values);
        }
        ws
    }

    #[test]
    fn a_backup_gives_every_value_back_under_this_devices_name() {
        let ws = filled();
        let bytes = file_of(&ws, None, &mut SeededEntropy::new(1)).unwrap();
        let back = read(&bytes, None).unwrap();
        assert_eq!(back.device(), DEVICE);
        assert!(back.clock() >= ws.clock());
        for kind in [Kind::COMPANY, Kind::FIELD] {
            assert_eq!(back.count(kind), ws.count(kind));
            for id in ws.ids(kind) {
                assert_eq!(back.values(kind, id), ws.values(kind, id));
            }
        }
        assert_eq!(back.schema(), ws.schema());
    }

    #[test]
    fn a_locked_backup_opens_with_its_passphrase_alone() {
        let ws = filled();
        let bytes = file_of(&ws, Some("open sesame"), &mut SeededEntropy::new(1)).unwrap();
        let open = |passphrase| read(&bytes, passphrase).map(|ws| ws.count(Kind::COMPANY));
        assert_eq!(open(None), Err(BackupError::Locked));
        assert_eq!(open(Some("wrong")), Err(BackupError::WrongPassphrase));
        assert_eq!(open(Some("open sesame")), Ok(40));
    }

    #[test]
    fn a_backup_without_all_of_its_segments_is_refused() {
        let ws = filled();
        let mut writer = BackupWriter::new();
        let manifest = ws.manifest(0, 0).encode();
        writer.chunk(MANIFEST_CHUNK, &manifest).unwrap();
        let bytes = writer.finish(None).unwrap();
        let result = read(&bytes, None).map(|_| ());
        assert!(matches!(result, Err(BackupError::Damaged { .. })));
        let empty = BackupWriter::new().finish(None).unwrap();
        assert!(read(&empty, None).is_err());
        assert!(matches!(
            read(b"name,phone", None).map(|_| ()),
            Err(BackupError::NotABackup)
        ));
    }

    #[test]
    fn only_the_names_of_segments_are_names_of_segments() {
        assert_eq!(segment_name("segment 2 0"), Some((2, 0)));
        for other in [
            "segment",
            "segment 2",
            "segment 2 x",
            "segment 2 0 1",
            "part 2 0",
        ] {
            assert_eq!(segment_name(other), None, "{other}");
        }
    }
}
