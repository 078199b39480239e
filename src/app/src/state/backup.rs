//! The backup: the whole workspace in one file, and back.
//!
//! The file holds one chunk `manifest` and one chunk `segment <kind> <number>` for each range of
//! records; see [`interchange::backup`] for the container.

use interchange::backup::{self, Backup, BackupError, BackupWriter, Lock, LockParams};
use record::{DeviceId, Entropy, Kind, Stamp};
use storage::{Compaction, Persistence, StorageError};
use workspace::Workspace;
use workspace::snapshot::{Manifest, Segment};

use super::saving::{self, MANIFEST};
use super::{State, setup};
use crate::platform::entropy::BrowserEntropy;
use crate::platform::{clock, page, prefs};

/// The preference that holds when the last backup was downloaded, in milliseconds.
const LAST: &str = "last-backup";
/// The chunk with the manifest.
const MANIFEST_CHUNK: &str = "manifest";
/// What the names of the chunks with records begin with.
const SEGMENT_CHUNK: &str = "segment";

/// The media type of a backup file.
pub const MIME: &str = "application/octet-stream";
/// How the names of backup files end.
pub const EXTENSION: &str = "rapport";

/// The file of a workspace, locked where a passphrase is given.
///
/// # Errors
/// Where a part is too large, or the device has too little memory for the key.
pub fn file_of(
    ws: &Workspace,
    passphrase: Option<&str>,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, BackupError> {
    let mut writer = BackupWriter::new();
    writer.chunk(MANIFEST_CHUNK, &ws.manifest(0, 0).encode())?;
    for segment in ws.export_segments() {
        let name = format!("{SEGMENT_CHUNK} {} {}", segment.kind, segment.number);
        writer.chunk(&name, &segment.bytes)?;
    }
    let Some(passphrase) = passphrase else {
        return writer.finish(None);
    };
    let mut lock = Lock {
        passphrase,
        salt: [0; 16],
        nonce: [0; 24],
        params: LockParams::default(),
    };
    entropy.fill(&mut lock.salt);
    entropy.fill(&mut lock.nonce);
    writer.finish(Some(&lock))
}

/// The workspace in a file, as one of this device. Nothing is stored yet.
///
/// # Errors
/// Where the file is no backup, damaged, of a newer version or locked.
pub fn read(
    bytes: &[u8],
    passphrase: Option<&str>,
    device: DeviceId,
) -> Result<Workspace, BackupError> {
    rebuilt(&backup::open(bytes, passphrase)?, device)
}

fn rebuilt(backup: &Backup, device: DeviceId) -> Result<Workspace, BackupError> {
    let damaged = |what: &str| BackupError::Damaged {
        what: what.to_owned(),
    };
    let mut manifest = None;
    let mut segments = Vec::new();
    for at in 0..backup.len() {
        let Some(chunk) = backup.chunk(at) else { break };
        let (name, bytes) = chunk?;
        if name == MANIFEST_CHUNK {
            let read = Manifest::decode(&bytes).map_err(|_| damaged(MANIFEST_CHUNK))?;
            manifest = Some(read);
        } else if let Some((kind, number)) = segment_name(name) {
            segments.push(Segment {
                kind,
                number,
                bytes,
            });
        }
    }
    let manifest = manifest.ok_or_else(|| damaged(MANIFEST_CHUNK))?;
    let is_there = |(kind, number): &(u16, u32)| {
        segments
            .iter()
            .any(|s| (s.kind, s.number) == (*kind, *number))
    };
    if let Some((kind, number)) = manifest.segments.iter().find(|key| !is_there(key)) {
        return Err(damaged(&format!("{SEGMENT_CHUNK} {kind} {number}")));
    }
    // Custom fields say how the other kinds are read; a kind's segments follow each other.
    segments.sort_by_key(|s| (s.kind != Kind::FIELD.0, s.kind, s.number));
    let mut workspace = Workspace::new(device);
    workspace.observe(Stamp(manifest.clock));
    for segment in &segments {
        let name = || format!("{SEGMENT_CHUNK} {} {}", segment.kind, segment.number);
        workspace
            .load_segment(segment)
            .map_err(|_| damaged(&name()))?;
    }
    Ok(workspace)
}

fn segment_name(name: &str) -> Option<(u16, u32)> {
    let mut words = name.split(' ');
    let is_segment = words.next() == Some(SEGMENT_CHUNK);
    let key = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    (is_segment && words.next().is_none()).then_some(key)
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
    /// The backup file of everything this tab holds, also of what could not be stored.
    ///
    /// # Errors
    /// As [`file_of`].
    pub fn backup(self, passphrase: Option<&str>) -> Result<Vec<u8>, BackupError> {
        self.with(|ws| file_of(ws, passphrase, &mut BrowserEntropy))
    }

    /// Stores another workspace in the place of the present one, in one transaction, and opens it.
    ///
    /// # Errors
    /// Where it can't be stored; everything is as before then.
    pub async fn replace_by(self, restored: Workspace) -> Result<(), StorageError> {
        let persistence = self.store_instead(&restored).await?;
        self.open_again(persistence, restored);
        Ok(())
    }

    /// Erases everything this browser has stored for the workspace, and begins anew.
    ///
    /// # Errors
    /// Where it can't be erased; everything is as before then.
    pub async fn erase(self) -> Result<(), StorageError> {
        let empty = Workspace::new(self.with(Workspace::device));
        let persistence = self.store_instead(&empty).await?;
        setup::be(self, None);
        prefs::remove(LAST);
        self.open_again(persistence, empty);
        Ok(())
    }

    async fn store_instead(self, restored: &Workspace) -> Result<Persistence, StorageError> {
        self.settled().await;
        let store = self.store().ok_or(StorageError::ConnectionLost)?;
        let manifest = restored.manifest(0, saving::new_layout());
        let segments = restored.export_segments();
        store
            .replace(Compaction {
                segments: segments
                    .map(|s| (saving::key(s.kind, s.number), s.bytes))
                    .collect(),
                meta: vec![(MANIFEST.to_owned(), manifest.encode())],
                ..Compaction::default()
            })
            .await?;
        Ok(store.persistence())
    }

    /// Shows what was stored: by opening the page again, or, where nothing outlives the page, by
    /// taking the workspace over.
    fn open_again(self, persistence: Persistence, mut restored: Workspace) {
        if persistence == Persistence::Memory {
            restored.set_me(self.with(Workspace::me));
            self.with_mut(|ws| *ws = restored);
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
        let back = read(&bytes, None, DEVICE).unwrap();
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
        let open = |passphrase| read(&bytes, passphrase, DEVICE).map(|ws| ws.count(Kind::COMPANY));
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
        let result = read(&bytes, None, DEVICE).map(|_| ());
        assert!(matches!(result, Err(BackupError::Damaged { .. })));
        let empty = BackupWriter::new().finish(None).unwrap();
        assert!(read(&empty, None, DEVICE).is_err());
        assert!(matches!(
            read(b"name,phone", None, DEVICE).map(|_| ()),
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
