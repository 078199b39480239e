//! A change: a set of field writes that one action made, under one version.
//!
//! # Bytes
//!
//! | part | bytes |
//! |---|---|
//! | format | 1, at present [`FORMAT`] |
//! | device, number, stamp | 8 each, little-endian: fixed, so that they can be set when the change is stored |
//! | label | length, text |
//! | groups | count; then for each record: kind, id (16 bytes), count of writes |
//! | a write | field, flags, replaced version (where flagged), value or elements with length |
//!
//! A write whose flags are not known is kept as it is ([`Action::Unknown`]). The body of a carried
//! write is its own version (stamp, device, number), its own flags and its own body.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::codec::{DecodeError, Reader, put_bytes, put_varint};
use crate::id::{DeviceId, FieldId, RecordId};
use crate::kind::Kind;
use crate::stamp::{Stamp, Version};
use crate::value::Value;

/// The format's number, the first byte of an encoded change.
pub const FORMAT: u8 = 1;

/// Everything one action changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Who, when, and the device's number of the change. Number 0 means: not stored yet.
    pub version: Version,
    /// What the action was, as a key for the history ("edit", "import", "undo").
    pub label: String,
    /// The writes; at most one to a record's field (for sets: to a field's element).
    pub writes: Vec<Write>,
}

/// One write to one field of one record.
#[derive(Clone, Debug, PartialEq)]
pub struct Write {
    /// The record's kind.
    pub kind: Kind,
    /// The record.
    pub record: RecordId,
    /// The field.
    pub field: FieldId,
    /// What is written.
    pub action: Action,
    /// The version that the writer saw in the field. A winner that did not replace the loser was
    /// written without knowing of it.
    pub replaced: Option<Version>,
}

/// What a write does.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Gives the field a value.
    Set(Value),
    /// Empties the field.
    Clear,
    /// Adds and removes elements of a field that is a set (tags, several references).
    Elements {
        /// Elements that are in from now on.
        add: Vec<Element>,
        /// Elements that are out from now on.
        remove: Vec<Element>,
    },
    /// A write of another change, brought along under the version it was made with, as when a
    /// backup is merged: the change that brings it has an identity of its own and decides nothing.
    Carried(Version, Box<Action>),
    /// An action of a newer version: its flags and its bytes.
    Unknown(u8, Vec<u8>),
}

/// An element of a field that is a set.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Element {
    /// A tag, or the key of a choice.
    Text(String),
    /// A record.
    Ref(RecordId),
}

impl Write {
    /// A write that sets `field`.
    pub fn set(kind: Kind, record: RecordId, field: FieldId, value: Value) -> Self {
        Self {
            kind,
            record,
            field,
            action: Action::of_value(value),
            replaced: None,
        }
    }

    /// A write that sets `field` to a value as a whole, a set too: for fields that hold any value
    /// and so don't merge element by element.
    pub fn whole(kind: Kind, record: RecordId, field: FieldId, value: Value) -> Self {
        Self {
            kind,
            record,
            field,
            action: Action::Set(value),
            replaced: None,
        }
    }
}

impl Action {
    /// The action that gives an empty field this value: sets become added elements, so that they
    /// merge element by element.
    pub fn of_value(value: Value) -> Self {
        let add = |add| Self::Elements {
            add,
            remove: Vec::new(),
        };
        match value {
            Value::Tags(tags) => add(tags.into_iter().map(Element::Text).collect()),
            Value::Refs(refs) => add(refs.into_iter().map(Element::Ref).collect()),
            single => Self::Set(single),
        }
    }

    /// The action under the version that it was made with, to be brought along in another change.
    pub fn carried(self, version: Version) -> Self {
        match self {
            Self::Carried(..) => self,
            own => Self::Carried(version, Box::new(own)),
        }
    }

    /// The action itself and the version that counts for it within the change `version`.
    pub fn counted(&self, version: Version) -> (Version, &Self) {
        match self {
            Self::Carried(own, action) => (*own, action),
            own => (version, own),
        }
    }
}

const HEADER: usize = 25;
const CLEAR: u8 = 1;
const ELEMENTS: u8 = 2;
const CARRIED: u8 = 3;
const REPLACED: u8 = 0x80;

impl Change {
    /// The bytes of the change. Writes to one record that stand side by side share its id.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(HEADER + 16 + self.writes.len() * 24);
        out.push(FORMAT);
        out.extend_from_slice(&self.version.device.0.to_le_bytes());
        out.extend_from_slice(&self.version.number.to_le_bytes());
        out.extend_from_slice(&self.version.stamp.0.to_le_bytes());
        put_bytes(&mut out, self.label.as_bytes());
        let groups = || {
            self.writes
                .chunk_by(|a, b| (a.kind, a.record) == (b.kind, b.record))
        };
        put_varint(&mut out, groups().count() as u64);
        for group in groups() {
            put_varint(&mut out, u64::from(group[0].kind.0));
            out.extend_from_slice(&group[0].record.to_bytes());
            put_varint(&mut out, group.len() as u64);
            for write in group {
                encode_write(write, &mut out);
            }
        }
        out
    }

    /// Puts the number and the stamp into already encoded bytes.
    ///
    /// # Errors
    /// Where the bytes are shorter than a change's head.
    pub fn seal(bytes: &mut [u8], number: u64, stamp: Stamp) -> Result<(), DecodeError> {
        let short = DecodeError {
            at: 0,
            expected: "the head of a change",
        };
        bytes
            .get_mut(9..17)
            .ok_or(short.clone())?
            .copy_from_slice(&number.to_le_bytes());
        bytes
            .get_mut(17..25)
            .ok_or(short)?
            .copy_from_slice(&stamp.0.to_le_bytes());
        Ok(())
    }

    /// Reads only the version.
    ///
    /// # Errors
    /// Where the bytes are no change of a known format.
    pub fn decode_version(bytes: &[u8]) -> Result<Version, DecodeError> {
        read_head(&mut Reader::new(bytes))
    }

    /// Reads a change.
    ///
    /// # Errors
    /// Where the bytes are damaged or of a newer format.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut r = Reader::new(bytes);
        let version = read_head(&mut r)?;
        let label = r.str()?.to_owned();
        let groups = r.count(18)?;
        let mut writes = Vec::new();
        for _ in 0..groups {
            let kind = u16::try_from(r.varint()?).map_err(|_| r.error("a kind"))?;
            let record = RecordId::from_bytes(r.array()?);
            for _ in 0..r.count(2)? {
                writes.push(decode_write(&mut r, Kind(kind), record)?);
            }
        }
        if r.left() > 0 {
            return Err(r.error("the end of the change"));
        }
        Ok(Self {
            version,
            label,
            writes,
        })
    }
}

fn read_head(r: &mut Reader<'_>) -> Result<Version, DecodeError> {
    if r.u8()? != FORMAT {
        return Err(DecodeError {
            at: 0,
            expected: "a change of a format this version knows",
        });
    }
    let device = DeviceId(r.u64()?);
    let number = r.u64()?;
    let stamp = Stamp(r.u64()?);
    Ok(Version {
        stamp,
        device,
        number,
    })
}

fn encode_write(write: &Write, out: &mut Vec<u8>) {
    put_varint(out, write.field.0);
    let flags = flags_of(&write.action);
    match write.replaced {
        None => out.push(flags),
        Some(version) => {
            out.push(flags | REPLACED);
            encode_version(version, out);
        }
    }
    match &write.action {
        Action::Carried(version, action) => {
            let mut body = Vec::with_capacity(32);
            encode_version(*version, &mut body);
            body.push(flags_of(action));
            body.extend_from_slice(&body_of(action));
            put_bytes(out, &body);
        }
        own => put_bytes(out, &body_of(own)),
    }
}

fn flags_of(action: &Action) -> u8 {
    match action {
        Action::Set(_) => 0,
        Action::Clear => CLEAR,
        Action::Elements { .. } => ELEMENTS,
        Action::Carried(..) => CARRIED,
        Action::Unknown(flags, _) => flags & !REPLACED,
    }
}

fn body_of(action: &Action) -> Cow<'_, [u8]> {
    match action {
        Action::Set(value) => Cow::Owned(value.encode()),
        Action::Clear | Action::Carried(..) => Cow::Borrowed(&[]),
        Action::Elements { add, remove } => {
            Cow::Owned(postcard::to_allocvec(&(add, remove)).unwrap_or_default())
        }
        Action::Unknown(_, bytes) => Cow::Borrowed(bytes),
    }
}

fn encode_version(version: Version, out: &mut Vec<u8>) {
    out.extend_from_slice(&version.stamp.0.to_le_bytes());
    out.extend_from_slice(&version.device.0.to_le_bytes());
    put_varint(out, version.number);
}

fn decode_version(r: &mut Reader<'_>) -> Result<Version, DecodeError> {
    let stamp = Stamp(r.u64()?);
    let device = DeviceId(r.u64()?);
    Ok(Version {
        stamp,
        device,
        number: r.varint()?,
    })
}

fn decode_write(r: &mut Reader<'_>, kind: Kind, record: RecordId) -> Result<Write, DecodeError> {
    let field = FieldId(r.varint()?);
    let flags = r.u8()?;
    let replaced = if flags & REPLACED == 0 {
        None
    } else {
        Some(decode_version(r)?)
    };
    let at = r.at();
    let body = r.bytes()?;
    let within = |e: DecodeError| DecodeError { at: at + e.at, ..e };
    let action = match flags & !REPLACED {
        CARRIED => {
            let mut r = Reader::new(body);
            let version = decode_version(&mut r).map_err(within)?;
            let flags = r.u8().map_err(within)?;
            if flags == CARRIED {
                return Err(DecodeError {
                    at,
                    expected: "a write that is carried once only",
                });
            }
            let body = r.take(r.left()).map_err(within)?;
            Action::Carried(version, Box::new(decode_action(flags, body, at)?))
        }
        flags => decode_action(flags, body, at)?,
    };
    Ok(Write {
        kind,
        record,
        field,
        action,
        replaced,
    })
}

/// Reads an action that is made under the change's version. `at` is where its body stands.
fn decode_action(flags: u8, body: &[u8], at: usize) -> Result<Action, DecodeError> {
    Ok(match flags {
        0 => Action::Set(Value::decode(body).map_err(|e| DecodeError { at, ..e })?),
        CLEAR => Action::Clear,
        ELEMENTS => {
            let (add, remove) = postcard::from_bytes(body).map_err(|_| DecodeError {
                at,
                expected: "the elements of a set",
            })?;
            Action::Elements { add, remove }
        }
        newer => Action::Unknown(newer, body.to_vec()),
    })
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::value::tests::any_value;
    use proptest::prelude::*;

    fn any_element() -> impl Strategy<Value = Element> {
        prop_oneof![
            "[a-c]".prop_map(Element::Text),
            (0u128..3).prop_map(|n| Element::Ref(RecordId(n)))
        ]
    }

    pub(crate) fn any_version() -> impl Strategy<Value = Version> {
        (0u64..6, 0u64..3, 0u64..4).prop_map(|(s, d, number)| Version {
            stamp: Stamp(s),
            device: DeviceId(d),
            number,
        })
    }

    pub(crate) fn any_action() -> impl Strategy<Value = Action> {
        prop_oneof![
            4 => any_value().prop_map(Action::Set),
            1 => Just(Action::Clear),
            3 => (
                prop::collection::vec(any_element(), 0..3),
                prop::collection::vec(any_element(), 0..2)
            )
                .prop_map(|(add, remove)| Action::Elements { add, remove }),
            1 => (4u8..0x7F, prop::collection::vec(any::<u8>(), 0..5))
                .prop_map(|(flags, bytes)| Action::Unknown(flags, bytes)),
        ]
    }

    fn any_action_or_carried() -> impl Strategy<Value = Action> {
        (any_action(), prop::option::of(any_version())).prop_map(
            |(action, version)| match version {
                Some(version) => action.carried(version),
                None => action,
            },
        )
    }

    pub(crate) fn any_write() -> impl Strategy<Value = Write> {
        (
            0u16..3,
            0u128..3,
            0u64..4,
            any_action_or_carried(),
            prop::option::of(any_version()),
        )
            .prop_map(|(kind, record, field, action, replaced)| Write {
                kind: Kind(kind),
                record: RecordId(record),
                field: FieldId(field),
                action,
                replaced,
            })
    }

    proptest! {
        #[test]
        fn changes_round_trip(
            version in any_version(),
            label in ".{0,6}",
            writes in prop::collection::vec(any_write(), 0..12),
        ) {
            let change = Change { version, label, writes };
            let mut bytes = change.encode();
            prop_assert_eq!(&Change::decode(&bytes).unwrap(), &change);
            Change::seal(&mut bytes, 77, Stamp(99)).unwrap();
            let sealed = Change::decode(&bytes).unwrap().version;
            prop_assert_eq!((sealed.number, sealed.stamp), (77, Stamp(99)));
            prop_assert_eq!(Change::decode_version(&bytes).unwrap(), sealed);
        }

        #[test]
        fn arbitrary_and_cut_bytes_never_panic(
            writes in prop::collection::vec(any_write(), 0..6),
            cut in any::<prop::sample::Index>(),
            flip in any::<prop::sample::Index>(),
            noise in prop::collection::vec(any::<u8>(), 0..80),
        ) {
            let _ = Change::decode(&noise);
            let change = Change { version: Version::default(), label: "edit".into(), writes };
            let mut bytes = change.encode();
            prop_assert!(Change::decode(&bytes[..cut.index(bytes.len())]).is_err());
            let at = flip.index(bytes.len());
            bytes[at] ^= 0x10;
            let _ = Change::decode(&bytes);
        }
    }
}
