//! A checksummed, compressed block: what segments and journal entries are stored as.
//!
//! | part | bytes |
//! |---|---|
//! | magic | 1: `0xB7` |
//! | form | 1: 0 as it is, 1 LZ4 |
//! | checksum | 4: CRC-32 of all that follows, little-endian |
//! | length | 4: of the content, little-endian |
//! | content | as the form says |

use std::fmt;

/// A block that can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadBlock {
    /// Too short, or not a block at all.
    NotABlock,
    /// Of a newer version of the application.
    TooNew,
    /// The checksum does not fit: bytes were lost or changed.
    Damaged,
}

impl fmt::Display for BadBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotABlock => "these bytes are not Rapport's data",
            Self::TooNew => "this was written by a newer version of Rapport; reload to update",
            Self::Damaged => "this data is damaged: its checksum does not fit",
        })
    }
}

impl std::error::Error for BadBlock {}

/// The longest content of a block; a longer length is damage.
pub const CONTENT_MAX: usize = 256 << 20;

const MAGIC: u8 = 0xB7;
const HEAD: usize = 10;
const PLAIN: u8 = 0;
const LZ4: u8 = 1;

/// Packs content into a block. Short or incompressible content is kept as it is.
pub fn pack(content: &[u8]) -> Vec<u8> {
    let compressed = (content.len() > 96).then(|| lz4_flex::block::compress(content));
    let (form, body) = match &compressed {
        Some(body) if body.len() < content.len() => (LZ4, body.as_slice()),
        _ => (PLAIN, content),
    };
    let mut out = Vec::with_capacity(HEAD + body.len());
    out.extend_from_slice(&[MAGIC, form, 0, 0, 0, 0]);
    out.extend_from_slice(&(content.len() as u32).to_le_bytes());
    out.extend_from_slice(body);
    let checksum = crc32fast::hash(&out[6..]);
    out[2..6].copy_from_slice(&checksum.to_le_bytes());
    out
}

/// Unpacks a block.
///
/// # Errors
/// Where it is damaged or of a newer form.
pub fn unpack(block: &[u8]) -> Result<Vec<u8>, BadBlock> {
    let Some((head, body)) = block.split_at_checked(HEAD) else {
        return Err(BadBlock::NotABlock);
    };
    if head[0] != MAGIC {
        return Err(BadBlock::NotABlock);
    }
    let number = |at: usize| u32::from_le_bytes(head[at..at + 4].try_into().unwrap_or_default());
    if crc32fast::hash(&block[6..]) != number(2) {
        return Err(BadBlock::Damaged);
    }
    let length = number(6) as usize;
    match head[1] {
        PLAIN if body.len() == length => Ok(body.to_vec()),
        LZ4 if length <= CONTENT_MAX => {
            lz4_flex::block::decompress(body, length).map_err(|_| BadBlock::Damaged)
        }
        PLAIN | LZ4 => Err(BadBlock::Damaged),
        _ => Err(BadBlock::TooNew),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn content_round_trips_and_one_flipped_bit_or_a_cut_is_noticed(
            content in prop::collection::vec(0u8..4, 0..2000),
            bit in any::<prop::sample::Index>(),
            cut in any::<prop::sample::Index>(),
        ) {
            let mut block = pack(&content);
            prop_assert_eq!(unpack(&block).unwrap(), content);
            prop_assert!(unpack(&block[..cut.index(block.len())]).is_err());
            let bit = bit.index(block.len() * 8);
            block[bit / 8] ^= 1 << (bit % 8);
            // A flip in the form alone is not in the checksum's reach, but never reads as content.
            prop_assert!(unpack(&block).is_err() || bit / 8 == 1);
        }
        #[test]
        fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            let _ = unpack(&bytes);
        }
    }
}
