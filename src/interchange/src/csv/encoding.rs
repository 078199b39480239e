//! Which encoding the bytes are in.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::{Deserialize, Serialize};

use super::FileError;

/// The encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252: Western European.
    Windows1252,
    /// GB 18030: Chinese; includes GBK and GB 2312.
    Gb18030,
}

pub(crate) struct Decoded {
    pub(crate) text: String,
    /// Where the text begins: behind a byte order mark.
    pub(crate) start: usize,
    pub(crate) encoding: Encoding,
    /// How many places became a replacement character.
    pub(crate) damaged: usize,
}

impl Encoding {
    /// All encodings that are recognised.
    pub const ALL: [Self; 5] = [
        Self::Utf8,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Windows1252,
        Self::Gb18030,
    ];

    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1252 => "Windows-1252",
            Self::Gb18030 => "GB18030",
        }
    }
}

/// So many bytes are looked at where not all need be.
const SAMPLE: usize = 64 << 10;

/// First bytes of files that are often taken for a table.
const MAGIC: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "an Excel workbook or a ZIP archive"),
    (b"\xD0\xCF\x11\xE0", "an old Excel workbook"),
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1F\x8B", "a compressed file"),
    (b"SQLite format 3", "a database"),
];

/// Decodes a file, in a given encoding or in the one that its bytes show.
pub(crate) fn decode(bytes: Vec<u8>, given: Option<Encoding>) -> Result<Decoded, FileError> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(FileError::Binary { what });
    }
    let (encoding, mark) = match given {
        Some(encoding) => (encoding, mark_length(&bytes, encoding)),
        None => sniff(&bytes)?,
    };
    let foreign = match encoding {
        Encoding::Utf8 => {
            return Ok(match String::from_utf8(bytes) {
                Ok(text) => Decoded {
                    text,
                    start: mark,
                    encoding,
                    damaged: 0,
                },
                Err(error) => {
                    let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                    let damaged = text.matches('\u{FFFD}').count();
                    Decoded {
                        text,
                        start: mark,
                        encoding,
                        damaged,
                    }
                }
            });
        }
        Encoding::Utf16Le => UTF_16LE,
        Encoding::Utf16Be => UTF_16BE,
        Encoding::Windows1252 => WINDOWS_1252,
        Encoding::Gb18030 => GB18030,
    };
    let body = bytes.get(mark..).unwrap_or_default();
    let (text, had_errors) = foreign.decode_without_bom_handling(body);
    let damaged = if had_errors {
        text.matches('\u{FFFD}').count()
    } else {
        0
    };
    Ok(Decoded {
        text: text.into_owned(),
        start: 0,
        encoding,
        damaged,
    })
}

fn mark_length(bytes: &[u8], encoding: Encoding) -> usize {
    let mark: &[u8] = match encoding {
        Encoding::Utf8 => b"\xEF\xBB\xBF",
        Encoding::Utf16Le => b"\xFF\xFE",
        Encoding::Utf16Be => b"\xFE\xFF",
        Encoding::Gb18030 => b"\x84\x31\x95\x33",
        Encoding::Windows1252 => b"",
    };
    if bytes.starts_with(mark) {
        mark.len()
    } else {
        0
    }
}

/// The encoding and the length of its byte order mark.
fn sniff(bytes: &[u8]) -> Result<(Encoding, usize), FileError> {
    for encoding in [
        Encoding::Utf8,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::Gb18030,
    ] {
        let mark = mark_length(bytes, encoding);
        if mark > 0 {
            return Ok((encoding, mark));
        }
    }
    let sample = bytes.get(..SAMPLE.min(bytes.len())).unwrap_or_default();
    if let Some(encoding) = utf16_without_mark(sample) {
        return Ok((encoding, 0));
    }
    let control = sample
        .iter()
        .filter(|b| **b < 32 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A | 0x1B))
        .count();
    if control >= 8 && control * 10 > sample.len() {
        return Err(FileError::Binary {
            what: "some other kind of file",
        });
    }
    Ok((eight_bit(bytes), 0))
}

/// Text in Latin letters has a zero in every second byte.
fn utf16_without_mark(sample: &[u8]) -> Option<Encoding> {
    let pairs = sample.len() / 2;
    if pairs < 4 {
        return None;
    }
    let (mut even, mut odd) = (0, 0);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair.first() == Some(&0));
        odd += usize::from(pair.last() == Some(&0));
    }
    if odd * 5 >= pairs && even * 50 <= pairs {
        Some(Encoding::Utf16Le)
    } else if even * 5 >= pairs && odd * 50 <= pairs {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

fn eight_bit(bytes: &[u8]) -> Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return Encoding::Utf8;
    }
    // A few wrong bytes in what is otherwise UTF-8 are damage, not another encoding.
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if good > bad * 10 {
        return Encoding::Utf8;
    }
    if looks_chinese(bytes) {
        Encoding::Gb18030
    } else {
        Encoding::Windows1252
    }
}

/// Chinese text in GB 18030 is mostly pairs of high bytes whose first is a frequent character
/// (B0 to D7) or punctuation (A1 to A3). In Western text high bytes mostly stand alone.
fn looks_chinese(bytes: &[u8]) -> bool {
    let (mut usual, mut other) = (0usize, 0usize);
    let mut i = 0;
    while let Some(first) = bytes.get(i).copied() {
        if first < 0x80 {
            i += 1;
            continue;
        }
        let second = bytes.get(i + 1).copied().unwrap_or(0);
        match (first, second) {
            (0xB0..=0xD7 | 0xA1..=0xA3, 0xA1..=0xFE) => {
                usual += 1;
                i += 2;
            }
            (0x81..=0xFE, 0xA1..=0xFE) => {
                other += 1;
                i += 2;
            }
            _ => {
                other += 1;
                i += 1;
            }
        }
    }
    usual > 0 && usual * 10 >= (usual + other) * 7
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn of(bytes: &[u8]) -> (Encoding, String) {
        let d = decode(bytes.to_vec(), None).unwrap();
        (d.encoding, d.text[d.start..].to_owned())
    }

    #[test]
    fn each_encoding_is_recognised() {
        let text = "name,note\r\nJörg,Größe 12 €\r\nRenée,déjà vu\r\n";
        assert_eq!(of(text.as_bytes()), (Encoding::Utf8, text.into()));
        let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        assert_eq!(of(&marked), (Encoding::Utf8, text.into()));
        let (western, _, _) = WINDOWS_1252.encode(text);
        assert_eq!(of(&western), (Encoding::Windows1252, text.into()));
        let chinese = "姓名,公司\n张伟,北京科技有限公司\n李娜,上海贸易（集团）\n";
        let (bytes, _, _) = GB18030.encode(chinese);
        assert_eq!(of(&bytes), (Encoding::Gb18030, chinese.into()));
        let units = || text.encode_utf16();
        let le: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
        assert_eq!(of(&le), (Encoding::Utf16Le, text.into()));
        assert_eq!(of(&be), (Encoding::Utf16Be, text.into()));
        assert_eq!(of(&[b"\xFF\xFE", &le[..]].concat()).1, text);
        assert_eq!(of(&[b"\xFE\xFF", &be[..]].concat()).1, text);
    }

    #[test]
    fn one_damaged_byte_in_utf_8_is_counted() {
        let mut bytes = "größte Übersicht für Äpfel, Öl, süß, weiß, früh"
            .repeat(3)
            .into_bytes();
        bytes.push(0xC3);
        let decoded = decode(bytes, None).unwrap();
        assert_eq!((decoded.encoding, decoded.damaged), (Encoding::Utf8, 1));
    }

    #[test]
    fn a_binary_file_with_a_csv_name_is_refused() {
        for bytes in [
            &b"PK\x03\x04\x14\x00\x06\x00"[..],
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            &[1, 0, 2, 3, 200, 4, 5, 6, 0, 0, 7, 1, 2, 3, 4, 5][..],
        ] {
            let error = decode(bytes.to_vec(), None).err().unwrap();
            assert!(error.to_string().contains("save it as CSV"));
        }
    }

    #[test]
    fn a_few_nul_bytes_do_not_make_a_text_binary() {
        assert_eq!(of(b"a,b\n1,\0\n2,x\0y\n").0, Encoding::Utf8);
    }

    #[test]
    fn the_encoding_can_be_given() {
        let decoded = decode(b"\xE9".to_vec(), Some(Encoding::Windows1252)).unwrap();
        assert_eq!(decoded.text, "é");
    }
}
