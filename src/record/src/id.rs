//! Ids of records, fields and devices.

use std::fmt;
use std::str::FromStr;

use blake2::{Blake2b, Digest, digest::consts::U16};
use serde::{Deserialize, Serialize};

/// The identity of a record: 128 bits in the layout of a UUID.
///
/// Ids made on a device are version 7 (time ordered). Ids that two replicas must agree on are
/// *natural*: a hash of what identifies the thing, marked as version 8.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RecordId(pub u128);

/// The identity of a device (one browser profile holding one workspace).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct DeviceId(pub u64);

/// The identity of a field within its kind.
///
/// Standard fields have small numbers that never change meaning. A custom field's number is
/// derived from the id of the record that defines it, with the top bit set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FieldId(pub u64);

/// A source of random bytes, passed in by the caller.
pub trait Entropy {
    /// Fills `bytes` with random bytes.
    fn fill(&mut self, bytes: &mut [u8]);
}

/// Reproducible bytes from a seed (SplitMix64): for tests and generated sample data, never for
/// secrets.
#[derive(Clone, Debug)]
pub struct SeededEntropy(u64);

impl SeededEntropy {
    /// Starts the sequence that belongs to `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits of the sequence.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

impl Entropy for SeededEntropy {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let next = self.next_u64().to_le_bytes();
            chunk.copy_from_slice(&next[..chunk.len()]);
        }
    }
}

impl RecordId {
    /// A new id in the UUIDv7 layout: 48 bits of `now` in milliseconds, the rest random.
    pub fn new(now_ms: i64, entropy: &mut dyn Entropy) -> Self {
        let mut random = [0u8; 10];
        entropy.fill(&mut random);
        let time = (now_ms.max(0) as u128 & 0xFFFF_FFFF_FFFF) << 80;
        let mut low = 0u128;
        for byte in random {
            low = (low << 8) | u128::from(byte);
        }
        Self::with_marks(time | low, 7)
    }

    /// The id that every replica derives from the same parts, for example
    /// `("import", "hubspot", "company", "42")`. Parts are length-prefixed before hashing, so that
    /// no two lists of parts run together.
    pub fn natural<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut hasher = Blake2b::<U16>::new();
        for part in parts {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let digest: [u8; 16] = hasher.finalize().into();
        Self::with_marks(u128::from_be_bytes(digest), 8)
    }

    /// The 16 bytes of the id, most significant first.
    pub fn to_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// The id that has these bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }

    fn with_marks(bits: u128, version: u128) -> Self {
        let bits = bits & !(0xF << 76) | (version << 76);
        Self(bits & !(0b11 << 62) | (0b10 << 62))
    }
}

impl FieldId {
    /// A standard field's id.
    pub const fn standard(number: u16) -> Self {
        Self(number as u64)
    }

    /// The id of the custom field that `record` (of the kind `field`) defines.
    pub fn custom(record: RecordId) -> Self {
        Self((record.0 as u64) | (1 << 63))
    }

    /// Whether a record of the kind `field` defines this field.
    pub fn is_custom(self) -> bool {
        self.0 >> 63 == 1
    }
}

impl fmt::Display for RecordId {
    /// Writes 26 characters of Crockford's base 32: short enough for an address, and in the same
    /// order as the ids themselves.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0u8; 26];
        let mut bits = self.0;
        for slot in text.iter_mut().rev() {
            *slot = ALPHABET[(bits & 31) as usize];
            bits >>= 5;
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not a record id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is not a record's id")
    }
}

impl std::error::Error for NotAnId {}

impl FromStr for RecordId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        if text.len() != 26 {
            return Err(NotAnId);
        }
        let mut bits: u128 = 0;
        for (i, byte) in text.bytes().enumerate() {
            let digit = ALPHABET
                .iter()
                .position(|a| *a == byte.to_ascii_lowercase())
                .ok_or(NotAnId)?;
            if i == 0 && digit > 7 {
                return Err(NotAnId);
            }
            bits = (bits << 5) | digit as u128;
        }
        Ok(Self(bits))
    }
}

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn new_ids_sort_by_time_and_carry_the_version() {
        let mut entropy = SeededEntropy::new(1);
        let early = RecordId::new(1_000, &mut entropy);
        let late = RecordId::new(2_000, &mut entropy);
        assert!(early < late);
        assert_eq!((early.0 >> 76) & 0xF, 7);
        assert_eq!((early.0 >> 62) & 0b11, 0b10);
    }

    #[test]
    fn natural_ids_agree_and_parts_do_not_run_together() {
        assert_eq!(RecordId::natural(["a", "b"]), RecordId::natural(["a", "b"]));
        assert_ne!(RecordId::natural(["ab", ""]), RecordId::natural(["a", "b"]));
    }

    #[test]
    fn an_id_survives_its_text_and_bad_text_is_refused() {
        let id = RecordId::natural(["x"]);
        assert_eq!(id.to_string().parse::<RecordId>().unwrap(), id);
        assert!("".parse::<RecordId>().is_err());
        assert!("z".repeat(26).parse::<RecordId>().is_err());
        assert!("é".repeat(13).parse::<RecordId>().is_err());
    }
}
