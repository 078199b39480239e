//! Segments and journal entries as bytes: how a workspace is stored and opened.
//!
//! The state is `segments + journal`: applying journal entries that a segment already holds
//! changes nothing, so a segment may be newer than the manifest says.

use std::fmt;

use record::{Change, DecodeError, DeviceId, Kind, Stamp};
use serde::{Deserialize, Serialize};

use crate::block::{self, BadBlock};
use crate::business::{Touched, Workspace};
use crate::table::SEGMENT_ROWS;

/// A range of a kind's records as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// The kind's number.
    pub kind: u16,
    /// The number of the range within the kind, from 0.
    pub number: u32,
    /// A block.
    pub bytes: Vec<u8>,
}

/// Room is made for at most so many segments that are still to come.
const COMING_MAX: u32 = 256;

/// What the segments are, stored in the same transaction as they.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The device that this browser profile writes as.
    pub device: u64,
    /// All journal entries up to this number are in the segments.
    pub folded: u64,
    /// The clock when the segments were written.
    pub clock: u64,
    /// Set anew with every writing of segments. A tab may rewrite single segments only on top of
    /// the layout that it knows; on any other it writes them all.
    pub layout: u64,
    /// Kind and number of every segment.
    pub segments: Vec<(u16, u32)>,
}

/// Stored data that can't be read.
#[derive(Clone, Debug, PartialEq)]
pub enum Unreadable {
    /// The block around it.
    Block(BadBlock),
    /// What is in it.
    Content(DecodeError),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Block(bad) => bad.fmt(f),
            Self::Content(bad) => bad.fmt(f),
        }
    }
}

impl std::error::Error for Unreadable {}

impl From<BadBlock> for Unreadable {
    fn from(bad: BadBlock) -> Self {
        Self::Block(bad)
    }
}

impl From<DecodeError> for Unreadable {
    fn from(bad: DecodeError) -> Self {
        Self::Content(bad)
    }
}

/// The bytes of a journal entry.
pub fn encode_entry(change: &Change) -> Vec<u8> {
    block::pack(&change.encode())
}

/// Reads a journal entry.
///
/// # Errors
/// Where it is damaged or of a newer version.
pub fn decode_entry(bytes: &[u8]) -> Result<Change, Unreadable> {
    Ok(Change::decode(&block::unpack(bytes)?)?)
}

impl Manifest {
    /// The bytes of the manifest.
    pub fn encode(&self) -> Vec<u8> {
        block::pack(&postcard::to_allocvec(self).unwrap_or_default())
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// Where it is damaged.
    pub fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        let bytes = block::unpack(bytes)?;
        postcard::from_bytes(&bytes).map_err(|_| {
            Unreadable::Content(DecodeError {
                at: 0,
                expected: "a manifest",
            })
        })
    }
}

impl Workspace {
    /// The segments that changed since they were taken or loaded last. They count as stored from
    /// now on; where storing fails, [`Workspace::soil`] them.
    pub fn take_segments(&mut self) -> Vec<Segment> {
        let mut segments = Vec::new();
        for table in &mut self.tables {
            for number in table.dirty_segments() {
                let bytes = block::pack(&table.encode_segment(&self.versions, number));
                table.clean_segment(number);
                segments.push(Segment {
                    kind: table.kind.0,
                    number,
                    bytes,
                });
            }
        }
        segments
    }

    /// All segments as they are now, for a backup; which of them are stored is not touched.
    pub fn export_segments(&self) -> impl Iterator<Item = Segment> + '_ {
        let keys = self.segment_keys().into_iter();
        keys.filter_map(|(kind, number)| self.export_segment(kind, number))
    }

    /// One segment as it is now, for a backup that is made in slices; `None` where there is none.
    pub fn export_segment(&self, kind: u16, number: u32) -> Option<Segment> {
        let table = self.table(Kind(kind))?;
        (number < table.len().div_ceil(SEGMENT_ROWS)).then(|| Segment {
            kind,
            number,
            bytes: block::pack(&table.encode_segment(&self.versions, number)),
        })
    }

    /// Marks a segment as not stored.
    pub fn soil(&mut self, kind: u16, number: u32) {
        let at = self.table_at(Kind(kind));
        self.tables[at].soil_segment(number);
    }

    /// Marks every segment as not stored, as when another tab has stored them in its own layout.
    pub fn soil_all(&mut self) {
        for (kind, number) in self.segment_keys() {
            self.soil(kind, number);
        }
    }

    /// Every segment that belongs to the present state, for the manifest.
    pub fn segment_keys(&self) -> Vec<(u16, u32)> {
        self.tables
            .iter()
            .flat_map(|t| (0..t.len().div_ceil(SEGMENT_ROWS)).map(|n| (t.kind.0, n)))
            .collect()
    }

    /// Notes which segments are going to be loaded, so that room is made for all of a kind at once.
    pub fn expect_segments(&mut self, manifest: &Manifest) {
        for (kind, _) in &manifest.segments {
            let at = self.table_at(Kind(*kind));
            let coming = &mut self.tables[at].coming;
            *coming = (*coming + 1).min(COMING_MAX);
        }
    }

    /// Adds a stored segment's records. A kind's segments are loaded in the order of their
    /// numbers, the kind `field` before all others, and journal entries after the segments.
    ///
    /// # Errors
    /// Where it can't be read. The other segments can be loaded all the same; those of the same
    /// kind that follow move up and have to be stored again, so the caller keeps the unreadable
    /// bytes elsewhere.
    pub fn load_segment(&mut self, segment: &Segment) -> Result<(), Unreadable> {
        let result = self.read_segment(segment);
        self.settle_all();
        result
    }

    /// Notes that no more segments are going to be loaded, as where one is missing.
    pub fn expect_no_more(&mut self) {
        for table in &mut self.tables {
            table.coming = 0;
        }
        self.settle_all();
    }

    fn read_segment(&mut self, segment: &Segment) -> Result<(), Unreadable> {
        let at = self.table_at(Kind(segment.kind));
        let table = &mut self.tables[at];
        table.coming = table.coming.saturating_sub(1);
        let first = table.len();
        let content = block::unpack(&segment.bytes)?;
        let result = table.decode_segment(&self.schema, &mut self.versions, &content);
        if result.is_err() {
            table.truncate(first);
        }
        table.generation += 1;
        self.relations.get_mut().forget();
        self.orders.get_mut().forget(Kind(segment.kind));
        if result.is_err() || table.len().div_ceil(SEGMENT_ROWS) != segment.number + 1 {
            table.soil_segment(segment.number.saturating_sub(1));
            table.soil_segment(segment.number);
        }
        if segment.kind == Kind::FIELD.0 {
            self.rebuild_schema();
        }
        Ok(result?)
    }

    /// Applies a journal entry and gives the change it holds.
    ///
    /// # Errors
    /// Where it can't be read; nothing was applied.
    pub fn load_entry(&mut self, bytes: &[u8]) -> Result<(Change, Touched), Unreadable> {
        let change = decode_entry(bytes)?;
        let touched = self.apply(&change);
        Ok((change, touched))
    }

    /// The manifest of the present state.
    pub fn manifest(&self, folded: u64, layout: u64) -> Manifest {
        Manifest {
            device: self.device().0,
            folded,
            clock: self.clock().0,
            layout,
            segments: self.segment_keys(),
        }
    }

    /// A workspace for the device and clock of a manifest, still without records.
    pub fn from_manifest(manifest: &Manifest) -> Self {
        let mut workspace = Self::new(DeviceId(manifest.device));
        workspace.observe(Stamp(manifest.clock));
        workspace
    }
}
