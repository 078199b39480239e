//! The chunks of a backup.

use std::ops::Range;

use record::codec::{Reader, put_bytes, put_varint};

use super::lock::TAG;
use super::{BackupError, HEAD, LOCKED, Lock, MAGIC, MAX_CHUNK, VERSION, damaged, digest};

/// Gathers the chunks of a backup.
#[derive(Clone, Debug, Default)]
pub struct BackupWriter {
    count: u64,
    chunks: Vec<u8>,
}

/// An opened backup. Chunks are unpacked one at a time.
#[derive(Clone, Debug)]
pub struct Backup {
    body: Vec<u8>,
    chunks: Vec<Chunk>,
}

#[derive(Clone, Debug)]
struct Chunk {
    name: String,
    length: usize,
    crc: u32,
    packed: Range<usize>,
}

impl BackupWriter {
    /// An empty backup.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a chunk. Names may repeat.
    ///
    /// # Errors
    /// Where it is larger than [`MAX_CHUNK`].
    pub fn chunk(&mut self, name: &str, content: &[u8]) -> Result<(), BackupError> {
        if content.len() > MAX_CHUNK {
            return Err(BackupError::ChunkTooLarge {
                name: name.to_owned(),
            });
        }
        put_bytes(&mut self.chunks, name.as_bytes());
        put_varint(&mut self.chunks, content.len() as u64);
        self.chunks
            .extend_from_slice(&crc32fast::hash(content).to_le_bytes());
        put_bytes(&mut self.chunks, &lz4_flex::block::compress(content));
        self.count += 1;
        Ok(())
    }

    /// The file; locked where a lock is given.
    ///
    /// # Errors
    /// Where the settings of the lock are not allowed.
    pub fn finish(self, lock: Option<&Lock<'_>>) -> Result<Vec<u8>, BackupError> {
        let mut body = Vec::with_capacity(self.chunks.len() + 10);
        put_varint(&mut body, self.count);
        body.extend_from_slice(&self.chunks);
        let header = lock.map(Lock::header).unwrap_or_default();
        let tag = if lock.is_some() { TAG } else { 0 };
        let length = (header.len() + body.len() + tag) as u64;
        let mut out = Vec::with_capacity(HEAD + length as usize + 32);
        out.extend_from_slice(&MAGIC);
        out.extend_from_slice(&VERSION.to_le_bytes());
        let flags = if lock.is_some() { LOCKED } else { 0 };
        out.extend_from_slice(&flags.to_le_bytes());
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(&crc32fast::hash(&out).to_le_bytes());
        out.extend_from_slice(&header);
        match lock {
            None => out.extend_from_slice(&body),
            Some(lock) => {
                let sealed = lock.seal(&out, &body)?;
                out.extend_from_slice(&sealed);
            }
        }
        let sum = digest(&out);
        out.extend_from_slice(&sum);
        Ok(out)
    }
}

impl Backup {
    pub(super) fn read(body: Vec<u8>) -> Result<Self, BackupError> {
        let mut chunks = Vec::new();
        let bad = |_| damaged("its list of parts");
        let mut r = Reader::new(&body);
        let count = r.count(7).map_err(bad)?;
        for _ in 0..count {
            let name = r.str().map_err(bad)?.to_owned();
            let length = usize::try_from(r.varint().map_err(bad)?).unwrap_or(usize::MAX);
            let crc = u32::from_le_bytes(r.array().map_err(bad)?);
            let packed = r.bytes().map_err(bad)?.len();
            let packed = r.at() - packed..r.at();
            // LZ4 packs at most 255 to one, so that a small file can't ask for much memory.
            if length > MAX_CHUNK || length > packed.len().saturating_mul(256) {
                return Err(damaged("the size of one of its parts"));
            }
            chunks.push(Chunk {
                name,
                length,
                crc,
                packed,
            });
        }
        if r.left() > 0 {
            return Err(damaged("its end"));
        }
        Ok(Self { body, chunks })
    }

    /// How many chunks there are.
    pub fn len(&self) -> usize {
        self.chunks.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// The names of the chunks, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.chunks.iter().map(|c| c.name.as_str())
    }

    /// Unpacks a chunk; `None` where there are not so many.
    ///
    /// # Errors
    /// Where its content is damaged; the others may be whole.
    pub fn chunk(&self, index: usize) -> Option<Result<(&str, Vec<u8>), BackupError>> {
        let chunk = self.chunks.get(index)?;
        let packed = self.body.get(chunk.packed.clone())?;
        let bad = || BackupError::Damaged {
            what: format!("its part \"{}\"", chunk.name),
        };
        let content = lz4_flex::block::decompress(packed, chunk.length)
            .ok()
            .filter(|c| c.len() == chunk.length && crc32fast::hash(c) == chunk.crc);
        Some(content.map(|c| (chunk.name.as_str(), c)).ok_or_else(bad))
    }
}
