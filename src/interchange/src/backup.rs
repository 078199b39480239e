//! The backup file: named chunks of bytes in one file, checked, and locked with a passphrase if the
//! user wants it.
//!
//! # Format, version 1
//!
//! Integers are little-endian. The first 24 bytes are the same in every version.
//!
//! | offset | bytes | what |
//! |---|---|---|
//! | 0 | 8 | `RAPPORT` and the byte 1A |
//! | 8 | 2 | version |
//! | 10 | 2 | flags: 1 = locked |
//! | 12 | 8 | length of everything between the head and the digest |
//! | 20 | 4 | CRC-32 of the bytes before |
//! | 24 | 52 | only where locked: memory in KiB (4), passes (4), lanes (4) of Argon2id; salt (16); nonce (24) |
//! | .. | .. | body |
//! | end | 32 | BLAKE2b-256 of all bytes before |
//!
//! The body is the count of chunks (varint) and for each chunk: its name (length, UTF-8), the length
//! of its content (varint), CRC-32 of its content (4), and its content as an LZ4 block (length,
//! bytes). Where the file is locked the body is encrypted as a whole with XChaCha20-Poly1305; the
//! key is 32 bytes of Argon2id (version 0x13) over the passphrase; everything before the body is
//! authenticated with it.
//!
//! The digest outside the encryption tells damage from a wrong passphrase. It is no protection
//! against forgery; the encryption is.

mod chunks;
mod lock;

use std::fmt;

use blake2::{Blake2b, Digest, digest::consts::U32};

pub use chunks::{Backup, BackupWriter};
pub use lock::{Lock, LockParams};

/// The version that this program writes.
pub const VERSION: u16 = 1;
/// The largest content of a chunk: 64 MiB.
pub const MAX_CHUNK: usize = 64 << 20;

const MAGIC: [u8; 8] = *b"RAPPORT\x1A";
const HEAD: usize = 24;
const LOCK: usize = 12 + 16 + 24;
const DIGEST: usize = 32;
const LOCKED: u16 = 1;

/// Why a backup can't be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackupError {
    /// The file is something else.
    NotABackup,
    /// A newer program has written it.
    TooNew {
        /// Its version.
        version: u16,
    },
    /// The end is missing.
    Truncated {
        /// How many bytes there should be.
        expected: u64,
        /// How many there are.
        found: u64,
    },
    /// Bytes have changed.
    Damaged {
        /// Where.
        what: String,
    },
    /// It is locked, and no passphrase was given.
    Locked,
    /// The passphrase is not the one it was locked with.
    WrongPassphrase,
    /// A chunk is larger than [`MAX_CHUNK`].
    ChunkTooLarge {
        /// Its name.
        name: String,
    },
    /// The settings of the key are outside of what is allowed, or there is not enough memory.
    KeySettings,
}

impl fmt::Display for BackupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotABackup => f.write_str(
                "This is not a Rapport backup. Your data is as it was; choose a file that Rapport has \
                 saved.",
            ),
            Self::TooNew { version } => write!(
                f,
                "A newer Rapport has written this backup (format {version}, this one knows {VERSION}). \
                 Your data is as it was; update Rapport and try again."
            ),
            Self::Truncated { expected, found } => write!(
                f,
                "The end of this backup is missing: {found} of {expected} bytes are there. Your data is \
                 as it was; copy or download the file again."
            ),
            Self::Damaged { what } => write!(
                f,
                "This backup is damaged ({what}). Your data is as it was; use another copy of it."
            ),
            Self::Locked => f.write_str("This backup is locked. Enter the passphrase it was saved with."),
            Self::WrongPassphrase => f.write_str(
                "The passphrase is wrong; the file itself is whole. Try the passphrase the backup was \
                 saved with.",
            ),
            Self::ChunkTooLarge { name } => {
                write!(f, "The part \"{name}\" is too large for a backup.")
            }
            Self::KeySettings => f.write_str(
                "The key of this backup asks for more memory or time than is allowed. Your data is as it \
                 was.",
            ),
        }
    }
}

impl std::error::Error for BackupError {}

/// What a backup says of itself before it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Info {
    /// The version of its format.
    pub version: u16,
    /// Whether a passphrase is needed.
    pub locked: bool,
}

/// Reads what a backup says of itself, and checks that it is whole.
///
/// # Errors
/// Where it is no backup, of a newer version, cut off or damaged.
pub fn inspect(bytes: &[u8]) -> Result<Info, BackupError> {
    frame(bytes).map(|f| f.info)
}

/// Opens a backup. The passphrase is not looked at where the file is not locked.
///
/// # Errors
/// Where it can't be read; see [`BackupError`].
pub fn open(bytes: &[u8], passphrase: Option<&str>) -> Result<Backup, BackupError> {
    let frame = frame(bytes)?;
    let body = match frame.lock {
        None => frame.body.to_vec(),
        Some(lock) => {
            let passphrase = passphrase.ok_or(BackupError::Locked)?;
            lock::unlock(lock, passphrase, frame.before_body, frame.body)?
        }
    };
    Backup::read(body)
}

struct Frame<'a> {
    info: Info,
    before_body: &'a [u8],
    lock: Option<&'a [u8]>,
    body: &'a [u8],
}

fn damaged(what: &str) -> BackupError {
    BackupError::Damaged {
        what: what.to_owned(),
    }
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

fn frame(bytes: &[u8]) -> Result<Frame<'_>, BackupError> {
    let start = bytes.get(..MAGIC.len()).unwrap_or(bytes);
    if start.is_empty() || !MAGIC.starts_with(start) {
        return Err(BackupError::NotABackup);
    }
    let found = bytes.len() as u64;
    let short = |expected| BackupError::Truncated { expected, found };
    let head = bytes.get(..HEAD).ok_or(short((HEAD + DIGEST) as u64))?;
    let head_damaged = || damaged("its head");
    let crc = array(head, 20)
        .map(u32::from_le_bytes)
        .ok_or_else(head_damaged)?;
    if crc32fast::hash(head.get(..20).unwrap_or_default()) != crc {
        return Err(head_damaged());
    }
    let version = array(head, 8)
        .map(u16::from_le_bytes)
        .ok_or_else(head_damaged)?;
    let flags = array(head, 10)
        .map(u16::from_le_bytes)
        .ok_or_else(head_damaged)?;
    let length = array(head, 12)
        .map(u64::from_le_bytes)
        .ok_or_else(head_damaged)?;
    if version > VERSION {
        return Err(BackupError::TooNew { version });
    }
    let expected = length.saturating_add((HEAD + DIGEST) as u64);
    if found < expected {
        return Err(short(expected));
    }
    if found > expected || version == 0 || flags & !LOCKED != 0 {
        return Err(damaged("its length or its head"));
    }
    let end = bytes.len() - DIGEST;
    let (content, sum) = bytes.split_at_checked(end).ok_or_else(head_damaged)?;
    if digest(content) != *sum {
        return Err(damaged(
            "its content does not have the sum it was saved with",
        ));
    }
    let locked = flags & LOCKED != 0;
    let body_at = if locked { HEAD + LOCK } else { HEAD };
    let (before_body, body) = content.split_at_checked(body_at).ok_or_else(head_damaged)?;
    Ok(Frame {
        info: Info { version, locked },
        before_body,
        lock: before_body.get(HEAD..).filter(|_| locked),
        body,
    })
}

fn digest(bytes: &[u8]) -> [u8; DIGEST] {
    Blake2b::<U32>::digest(bytes).into()
}

#[cfg(test)]
mod tests;
