//! Reading and writing the bytes of changes and segments.
//!
//! Integers are little-endian base-128 varints; signed ones are zigzag-encoded first. Everything of
//! variable length carries its length in front, so that a reader can step over what it doesn't
//! know.

use std::fmt;

/// Bytes that can't be read, with the place and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// Offset in the bytes.
    pub at: usize,
    /// What was expected.
    pub expected: &'static str,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "damaged data: expected {} at byte {}",
            self.expected, self.at
        )
    }
}

impl std::error::Error for DecodeError {}

/// Reads from a byte slice, front to back.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// Starts at the first byte.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// How many bytes are left.
    pub fn left(&self) -> usize {
        self.bytes.len() - self.at
    }

    /// The offset of the next byte.
    pub fn at(&self) -> usize {
        self.at
    }

    /// An error at the present place.
    pub fn error(&self, expected: &'static str) -> DecodeError {
        DecodeError {
            at: self.at,
            expected,
        }
    }

    /// The next `n` bytes.
    pub fn take(&mut self, n: usize) -> Result<&'a [u8], DecodeError> {
        let end = self
            .at
            .checked_add(n)
            .ok_or_else(|| self.error("a length"))?;
        let slice = self
            .bytes
            .get(self.at..end)
            .ok_or_else(|| self.error("more bytes"))?;
        self.at = end;
        Ok(slice)
    }

    /// The next `N` bytes as an array.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let at = self.error("more bytes");
        self.take(N)?.try_into().map_err(|_| at)
    }

    /// One byte.
    pub fn u8(&mut self) -> Result<u8, DecodeError> {
        Ok(self.array::<1>()?[0])
    }

    /// A fixed 64-bit integer, little-endian.
    pub fn u64(&mut self) -> Result<u64, DecodeError> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    /// A varint.
    pub fn varint(&mut self) -> Result<u64, DecodeError> {
        let start = self.error("an integer");
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.u8()?;
            let part = u64::from(byte & 0x7F);
            if shift == 63 && part > 1 {
                return Err(start);
            }
            value |= part << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(start)
    }

    /// A zigzag varint.
    pub fn signed(&mut self) -> Result<i64, DecodeError> {
        let z = self.varint()?;
        Ok((z >> 1) as i64 ^ -((z & 1) as i64))
    }

    /// A varint that is a length or a count. It is checked against the bytes that are left, with
    /// `unit` bytes at least for each item, so that a damaged count can't ask for huge memory.
    pub fn count(&mut self, unit: usize) -> Result<usize, DecodeError> {
        let start = self.error("a count that fits");
        let n = usize::try_from(self.varint()?).map_err(|_| start.clone())?;
        if n.checked_mul(unit.max(1))
            .is_none_or(|need| need > self.left())
        {
            return Err(start);
        }
        Ok(n)
    }

    /// Bytes with their length in front.
    pub fn bytes(&mut self) -> Result<&'a [u8], DecodeError> {
        let n = self.count(1)?;
        self.take(n)
    }

    /// Text with its length in front.
    pub fn str(&mut self) -> Result<&'a str, DecodeError> {
        let at = self.error("text in UTF-8");
        std::str::from_utf8(self.bytes()?).map_err(|_| at)
    }
}

/// Appends a varint.
pub fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a zigzag varint.
pub fn put_signed(out: &mut Vec<u8>, value: i64) {
    put_varint(out, ((value << 1) ^ (value >> 63)) as u64);
}

/// Appends bytes with their length in front.
pub fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_count_larger_than_the_bytes_is_refused() {
        let mut out = Vec::new();
        put_varint(&mut out, u64::MAX);
        assert!(Reader::new(&out).bytes().is_err());
        assert!(Reader::new(&[0xFF; 11]).varint().is_err());
    }

    proptest! {
        #[test]
        fn integers_and_bytes_round_trip(n: u64, s: i64, text in ".{0,20}") {
            let mut out = Vec::new();
            put_varint(&mut out, n);
            put_signed(&mut out, s);
            put_bytes(&mut out, text.as_bytes());
            let mut r = Reader::new(&out);
            prop_assert_eq!(r.varint().unwrap(), n);
            prop_assert_eq!(r.signed().unwrap(), s);
            prop_assert_eq!(r.str().unwrap(), text);
            prop_assert_eq!(r.left(), 0);
        }
        #[test]
        fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let mut r = Reader::new(&bytes);
            let _ = (r.varint(), r.str(), r.signed(), r.count(3), r.u64());
        }
    }
}
