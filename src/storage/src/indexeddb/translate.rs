//! Between Rust values and what IndexedDB holds.

use crate::backend::Head;
use crate::error::StorageError;
use crate::key::{Area, Key, MAX_NUMBER, SegmentKey, Span};
use indexed_db_futures::KeyRange;
use indexed_db_futures::error::{DomException, Error, OpenDbError};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// Tells a database from one that was created later under the same name.
pub(super) type Identity = [u8; 16];

/// Where identity and head lie in `meta`. An array, because the caller's names are strings.
pub(super) fn root_key() -> JsValue {
    Array::of1(&"head".into()).into()
}

/// The identity of a database and its head, as one value of 32 bytes.
#[derive(Clone, Copy)]
pub(super) struct Root {
    pub(super) identity: Identity,
    pub(super) head: Head,
}

impl Root {
    /// The root of a new database.
    pub(super) fn fresh() -> Self {
        // Told apart are the databases one browser ever has under one name: time and chance are
        // plenty for that.
        let time = js_sys::Date::now().to_bits().to_le_bytes();
        let chance = js_sys::Math::random().to_bits().to_le_bytes();
        let mut identity = [0; 16];
        identity[..8].copy_from_slice(&time);
        identity[8..].copy_from_slice(&chance);
        Self {
            identity,
            head: Head::FIRST,
        }
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        [
            &self.identity[..],
            &self.head.number.to_le_bytes(),
            &self.head.clock.to_le_bytes(),
        ]
        .concat()
    }

    pub(super) fn decode(value: Option<JsValue>) -> Result<Self, StorageError> {
        let damaged = || StorageError::Damaged {
            place: "meta head".to_owned(),
        };
        let bytes = value.and_then(bytes_of).ok_or_else(damaged)?;
        let (identity, rest) = bytes.split_first_chunk().ok_or_else(damaged)?;
        let (number, clock) = rest.split_first_chunk().ok_or_else(damaged)?;
        let clock = <[u8; 8]>::try_from(clock).map_err(|_| damaged())?;
        let head = Head {
            number: u64::from_le_bytes(*number),
            clock: u64::from_le_bytes(clock),
        };
        if head.number == 0 || head.number > MAX_NUMBER {
            return Err(damaged());
        }
        Ok(Self {
            identity: *identity,
            head,
        })
    }
}

/// Copies bytes out of JavaScript.
pub(super) fn bytes_of(value: JsValue) -> Option<Vec<u8>> {
    value
        .dyn_into::<Uint8Array>()
        .ok()
        .map(|array| array.to_vec())
}

/// A value as it was read at a key.
pub(super) fn value_at(key: &Key, value: JsValue) -> Result<Vec<u8>, StorageError> {
    bytes_of(value).ok_or_else(|| StorageError::Damaged {
        place: key.to_string(),
    })
}

/// The key for IndexedDB.
pub(super) fn js_key(key: &Key) -> JsValue {
    match key {
        Key::Meta(name) => JsValue::from_str(name),
        Key::Segment(SegmentKey { kind, n }) => {
            Array::of2(&JsValue::from(*kind), &JsValue::from(*n)).into()
        }
        Key::Entry(number) => js_number(*number),
        Key::File(id, n) => Array::of2(&JsValue::from_str(id), &JsValue::from(*n)).into(),
    }
}

/// The key of Rust for one that was listed in an area; none for keys that are not ours.
pub(super) fn key_of(area: Area, key: &JsValue) -> Option<Key> {
    let pair = || key.dyn_ref::<Array>().filter(|pair| pair.length() == 2);
    Some(match area {
        Area::Meta => Key::Meta(key.as_string()?),
        Area::Segments => {
            let pair = pair()?;
            Key::Segment(SegmentKey {
                kind: small(&pair.get(0))?,
                n: small(&pair.get(1))?,
            })
        }
        Area::Journal => Key::Entry(integer(key, MAX_NUMBER)?),
        Area::Files => {
            let pair = pair()?;
            Key::File(pair.get(0).as_string()?, small(&pair.get(1))?)
        }
    })
}

/// The range for IndexedDB. Must not be called for an empty span, which no range can express.
pub(super) fn js_range(span: &Span) -> KeyRange<JsValue> {
    let between = |lower: JsValue, upper: JsValue| KeyRange::Bound(lower, false, upper, false);
    let pair = |first: JsValue, second: u32| Array::of2(&first, &second.into()).into();
    match span {
        Span::One(key) => KeyRange::Only(js_key(key)),
        // From the first string to before the first array: names, not the root.
        Span::All(Area::Meta) => KeyRange::Bound("".into(), false, Array::new().into(), true),
        Span::All(Area::Segments) => between(pair(0.into(), 0), pair(u32::MAX.into(), u32::MAX)),
        Span::All(Area::Journal) => between(js_number(0), js_number(MAX_NUMBER)),
        // An array that begins with an array is behind all that begin with a string.
        Span::All(Area::Files) => between(pair("".into(), 0), Array::of1(&Array::new()).into()),
        Span::Kind(kind) => between(pair((*kind).into(), 0), pair((*kind).into(), u32::MAX)),
        Span::Entries(numbers) => between(
            js_number(*numbers.start()),
            js_number(*numbers.end().min(&MAX_NUMBER)),
        ),
        Span::File(id) => between(
            pair(id.as_str().into(), 0),
            pair(id.as_str().into(), u32::MAX),
        ),
    }
}

/// A journal number as a JavaScript number. (A `BigInt` is no valid key.)
fn js_number(number: u64) -> JsValue {
    JsValue::from_f64(number as f64)
}

fn small(value: &JsValue) -> Option<u32> {
    integer(value, u32::MAX.into()).and_then(|number| number.try_into().ok())
}

fn integer(value: &JsValue, most: u64) -> Option<u64> {
    let number = value.as_f64()?;
    (number.fract() == 0.0 && number >= 0.0 && number <= most as f64).then_some(number as u64)
}

/// Copies an exception out of JavaScript.
pub(super) fn exception(error: &web_sys::DomException, place: &str) -> StorageError {
    StorageError::from_exception(&error.name(), &error.message(), place)
}

/// Copies any error of a request or a call out of JavaScript.
pub(super) fn failure(error: Error, place: &str) -> StorageError {
    match error {
        Error::DomException(error) => dom_exception(error, place),
        error => StorageError::Other {
            what: error.to_string(),
        },
    }
}

/// Copies a thrown value out of JavaScript.
pub(super) fn thrown(value: JsValue, place: &str) -> StorageError {
    failure(value.into(), place)
}

/// Copies an error of opening or deleting a database out of JavaScript.
pub(super) fn open_failure(error: OpenDbError) -> StorageError {
    match error {
        OpenDbError::Base(error) => failure(error, "database"),
        // The crate gives any exception thrown by `open` this name; the version is never zero.
        OpenDbError::VersionZero => StorageError::NotAvailable {
            reason: "the browser does not allow it here".to_owned(),
        },
        error => StorageError::NotAvailable {
            reason: error.to_string(),
        },
    }
}

fn dom_exception(error: DomException, place: &str) -> StorageError {
    exception(&error.into(), place)
}
