//! Which encoding the bytes are in.

use serde::{Deserialize, Serialize};

use super::FileError;

/// What decodes the encodings that need large tables, called with a label of the WHATWG Encoding
/// Standard (`gb18030`) and the bytes: a browser's `TextDecoder`, or a library where there is no
/// browser. Bytes that don't belong to the encoding become `\u{FFFD}`; `None` where the label is not
/// known.
pub type Legacy = fn(label: &str, bytes: &[u8]) -> Option<String>;

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
pub(crate) fn decode(
    bytes: Vec<u8>,
    given: Option<Encoding>,
    legacy: Legacy,
) -> Result<Decoded, FileError> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(FileError::Binary { what });
    }
    let (encoding, mark) = match given {
        Some(encoding) => (encoding, mark_length(&bytes, encoding)),
        None => sniff(&bytes)?,
    };
    let body = bytes.get(mark..).unwrap_or_default();
    let (text, damaged) = match encoding {
        Encoding::Utf8 => return Ok(utf8(bytes, mark)),
        Encoding::Utf16Le => utf16(body, u16::from_le_bytes),
        Encoding::Utf16Be => utf16(body, u16::from_be_bytes),
        Encoding::Windows1252 => (windows_1252(body), 0),
        Encoding::Gb18030 => {
            let text = legacy("gb18030", body)
                .unwrap_or_else(|| String::from_utf8_lossy(body).into_owned());
            let damaged = text.matches(char::REPLACEMENT_CHARACTER).count();
            (text, damaged)
        }
    };
    Ok(Decoded {
        text,
        start: 0,
        encoding,
        damaged,
    })
}

/// Decodes bytes whose encoding has a label of the WHATWG Encoding Standard; where the label is
/// empty or unknown, as UTF-8 if they are that and as Windows-1252 if not.
pub(crate) fn decode_labelled(label: &str, bytes: Vec<u8>, legacy: Legacy) -> String {
    let label = label.trim().to_ascii_lowercase();
    let known = match label.as_str() {
        "" => None,
        "utf-8" | "utf8" => Some(String::from_utf8_lossy(&bytes).into_owned()),
        "windows-1252" | "cp1252" | "iso-8859-1" | "iso8859-1" | "latin1" | "us-ascii"
        | "ascii" => Some(windows_1252(&bytes)),
        label => legacy(label, &bytes),
    };
    known.unwrap_or_else(|| {
        String::from_utf8(bytes).unwrap_or_else(|error| windows_1252(error.as_bytes()))
    })
}

fn utf8(bytes: Vec<u8>, mark: usize) -> Decoded {
    let (text, damaged) = match String::from_utf8(bytes) {
        Ok(text) => (text, 0),
        Err(error) => {
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let damaged = text.matches(char::REPLACEMENT_CHARACTER).count();
            (text, damaged)
        }
    };
    Decoded {
        text,
        start: mark,
        encoding: Encoding::Utf8,
        damaged,
    }
}

/// The text and how many places of it are damaged: half a pair of surrogates, or half a unit.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (String, usize) {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut damaged = 0;
    for decoded in char::decode_utf16(pairs.iter().copied().map(unit)) {
        text.push(decoded.unwrap_or_else(|_| {
            damaged += 1;
            char::REPLACEMENT_CHARACTER
        }));
    }
    // Half a unit after half a pair is one place, as in browsers.
    let half_pair = pairs
        .last()
        .is_some_and(|pair| (0xD800..0xDC00).contains(&unit(*pair)));
    if !rest.is_empty() && !half_pair {
        damaged += 1;
        text.push(char::REPLACEMENT_CHARACTER);
    }
    (text, damaged)
}

/// The characters of Windows-1252 at 80 to 9F; the others have the numbers of Unicode. The five
/// bytes that have no character stand for control characters, as in browsers.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn windows_1252(bytes: &[u8]) -> String {
    let char_of = |byte: u8| {
        let special = byte
            .checked_sub(0x80)
            .and_then(|at| WINDOWS_1252.get(usize::from(at)));
        special.copied().unwrap_or(char::from(byte))
    };
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    text.extend(bytes.iter().copied().map(char_of));
    text
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

/// The decoder of the tests.
#[cfg(test)]
pub(crate) fn library(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Some(text.into_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
    use proptest::prelude::*;

    use super::*;

    fn of(bytes: &[u8]) -> (Encoding, String) {
        let d = decode(bytes.to_vec(), None, library).unwrap();
        (d.encoding, d.text[d.start..].to_owned())
    }

    #[test]
    fn each_encoding_is_recognised() {
        let text = "name,note\r\nJörg,Größe 12 €\r\nRenée,déjà vu\r\n";
        assert_eq!(of(text.as_bytes()), (Encoding::Utf8, text.into()));
        let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        assert_eq!(of(&marked), (Encoding::Utf8, text.into()));
        let (western, _, _) = encoding_rs::WINDOWS_1252.encode(text);
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
        let decoded = decode(bytes, None, library).unwrap();
        assert_eq!((decoded.encoding, decoded.damaged), (Encoding::Utf8, 1));
    }

    #[test]
    fn a_binary_file_with_a_csv_name_is_refused() {
        for bytes in [
            &b"PK\x03\x04\x14\x00\x06\x00"[..],
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            &[1, 0, 2, 3, 200, 4, 5, 6, 0, 0, 7, 1, 2, 3, 4, 5][..],
        ] {
            let error = decode(bytes.to_vec(), None, library).err().unwrap();
            assert!(error.to_string().contains("save it as CSV"));
        }
    }

    #[test]
    fn a_few_nul_bytes_do_not_make_a_text_binary() {
        assert_eq!(of(b"a,b\n1,\0\n2,x\0y\n").0, Encoding::Utf8);
    }

    #[test]
    fn the_encoding_can_be_given() {
        let decoded = decode(b"\xE9".to_vec(), Some(Encoding::Windows1252), library).unwrap();
        assert_eq!(decoded.text, "é");
    }

    #[test]
    fn every_byte_of_windows_1252_has_the_character_that_browsers_give_it() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(
            windows_1252(&bytes),
            library("windows-1252", &bytes).unwrap()
        );
    }

    #[test]
    fn gb_18030_without_a_decoder_keeps_what_is_ascii_and_counts_the_rest() {
        let decoded = decode(b"a,\xB0\xA1,b".to_vec(), Some(Encoding::Gb18030), |_, _| {
            None
        })
        .unwrap();
        assert!(decoded.text.starts_with("a,") && decoded.text.ends_with(",b"));
        assert!(decoded.damaged > 0);
    }

    #[test]
    fn a_text_in_utf_16_that_ends_within_a_pair_is_damaged_once() {
        for cut in [&b"a\0\x3D\xD8"[..], b"a\0\x3D\xD8\0", b"a\0b"] {
            assert_eq!(utf16(cut, u16::from_le_bytes), ("a\u{FFFD}".into(), 1));
        }
    }

    #[test]
    fn a_label_decides_and_an_unknown_one_is_guessed() {
        let of = |label: &str, bytes: &[u8]| decode_labelled(label, bytes.to_vec(), library);
        assert_eq!(of("ISO-8859-1", b"\xC3\xA9"), "Ã©");
        assert_eq!(of(" UTF-8 ", b"\xC3\xA9\xFF"), "é\u{FFFD}");
        assert_eq!(of("Shift_JIS", b"\x83\x65"), "テ");
        assert_eq!(of("", "é".as_bytes()), "é");
        assert_eq!(of("klingon", b"\xE9"), "é");
    }

    proptest! {
        #[test]
        fn utf_16_is_decoded_as_browsers_do(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            for (unit, encoding) in [
                (u16::from_le_bytes as fn([u8; 2]) -> u16, UTF_16LE),
                (u16::from_be_bytes, UTF_16BE),
            ] {
                let (text, damaged) = utf16(&bytes, unit);
                let (expected, wrong) = encoding.decode_without_bom_handling(&bytes);
                prop_assert_eq!(text, expected);
                prop_assert_eq!(damaged > 0, wrong);
            }
        }
    }
}
