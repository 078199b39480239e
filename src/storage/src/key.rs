use std::fmt;
use std::ops::RangeInclusive;

/// The largest journal number: the largest integer a JavaScript number holds exactly.
pub(crate) const MAX_NUMBER: u64 = (1 << 53) - 1;

/// One of the four maps of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// Small facts by name.
    Meta,
    /// Ranges of tables by kind and position.
    Segments,
    /// Changes by number.
    Journal,
    /// Attachments by id and chunk.
    Files,
}

/// Where a value lies. Within an area, keys are ordered as written here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A name in `meta`.
    Meta(String),
    /// A segment.
    Segment(SegmentKey),
    /// A journal entry by its number.
    Entry(u64),
    /// A chunk of a file: the file's id and the chunk's position.
    File(String, u32),
}

/// The key of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentKey {
    /// The kind as the caller numbers kinds.
    pub kind: u32,
    /// The position among the kind's segments.
    pub n: u32,
}

/// A set of keys of one area to read or delete, in the area's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// A single key.
    One(Key),
    /// A whole area.
    All(Area),
    /// All segments of a kind.
    Kind(u32),
    /// The journal entries with these numbers.
    Entries(RangeInclusive<u64>),
    /// All chunks of a file.
    File(String),
}

impl Area {
    /// All areas, in the order they are created.
    pub const EVERY: [Self; 4] = [Self::Meta, Self::Segments, Self::Journal, Self::Files];

    /// The area's name, which is the name of its object store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Segments => "segments",
            Self::Journal => "journal",
            Self::Files => "files",
        }
    }
}

impl Key {
    /// The area the key belongs to.
    #[must_use]
    pub fn area(&self) -> Area {
        match self {
            Self::Meta(_) => Area::Meta,
            Self::Segment(_) => Area::Segments,
            Self::Entry(_) => Area::Journal,
            Self::File(..) => Area::Files,
        }
    }
}

impl Span {
    /// All journal entries from this number on.
    #[must_use]
    pub fn entries_from(number: u64) -> Self {
        Self::Entries(number..=MAX_NUMBER)
    }

    /// The area all keys of the span belong to.
    #[must_use]
    pub fn area(&self) -> Area {
        match self {
            Self::One(key) => key.area(),
            Self::All(area) => *area,
            Self::Kind(_) => Area::Segments,
            Self::Entries(_) => Area::Journal,
            Self::File(_) => Area::Files,
        }
    }

    /// Whether the key is in the span.
    #[must_use]
    pub fn contains(&self, key: &Key) -> bool {
        match (self, key) {
            (Self::One(one), key) => one == key,
            (Self::All(area), key) => key.area() == *area,
            (Self::Kind(kind), Key::Segment(segment)) => segment.kind == *kind,
            (Self::Entries(numbers), Key::Entry(number)) => numbers.contains(number),
            (Self::File(id), Key::File(of, _)) => id == of,
            _ => false,
        }
    }

    /// Whether no key can be in the span.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Entries(numbers) if numbers.is_empty() || *numbers.start() > MAX_NUMBER)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Meta(name) => write!(f, "meta {name}"),
            Self::Segment(SegmentKey { kind, n }) => write!(f, "segment {kind}/{n}"),
            Self::Entry(number) => write!(f, "journal entry {number}"),
            Self::File(id, n) => write!(f, "file {id} part {n}"),
        }
    }
}
