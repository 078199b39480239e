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

/// So many bytes are decoded in one step: a few milliseconds of work.
const STEP: usize = 1 << 20;

/// A file while it is decoded, step by step.
pub(crate) struct Decoding {
    bytes: Vec<u8>,
    at: usize,
    decoded: Decoded,
    legacy: Legacy,
}

impl Decoding {
    /// The start: in a given encoding, or in the one that the bytes show.
    pub(crate) fn new(
        bytes: Vec<u8>,
        given: Option<Encoding>,
        legacy: Legacy,
    ) -> Result<Self, FileError> {
        if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
            return Err(FileError::Binary { what });
        }
        let (encoding, mark) = match given {
            Some(encoding) => (encoding, mark_length(&bytes, encoding)),
            None => sniff(&bytes)?,
        };
        let mut decoding = Self {
            bytes: Vec::new(),
            at: mark,
            decoded: Decoded {
                text: String::new(),
                start: 0,
                encoding,
                damaged: 0,
            },
            legacy,
        };
        if encoding != Encoding::Utf8 {
            decoding.bytes = bytes;
            return Ok(decoding);
        }
        (decoding.decoded.start, decoding.at) = (mark, 0);
        match String::from_utf8(bytes) {
            Ok(text) => decoding.decoded.text = text,
            Err(error) => decoding.bytes = error.into_bytes(),
        }
        Ok(decoding)
    }

    /// Decodes some more; whether anything is left.
    pub(crate) fn step(&mut self) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let piece = rest
            .get(..piece(rest, self.decoded.encoding))
            .unwrap_or(rest);
        let (text, damaged) = match self.decoded.encoding {
            Encoding::Utf8 => marked(String::from_utf8_lossy(piece)),
            Encoding::Utf16Le => utf16(piece, u16::from_le_bytes),
            Encoding::Utf16Be => utf16(piece, u16::from_be_bytes),
            Encoding::Windows1252 => (windows_1252(piece), 0),
            Encoding::Gb18030 => marked(
                (self.legacy)("gb18030", piece)
                    .map_or_else(|| String::from_utf8_lossy(piece), Into::into),
            ),
        };
        self.at += piece.len();
        self.decoded.damaged += damaged;
        if self.decoded.text.is_empty() {
            self.decoded.text = text;
        } else {
            self.decoded.text.push_str(&text);
        }
        self.at < self.bytes.len()
    }

    pub(crate) fn finish(self) -> Decoded {
        self.decoded
    }
}

/// Decodes a file at once.
#[cfg(test)]
pub(crate) fn decode(
    bytes: Vec<u8>,
    given: Option<Encoding>,
    legacy: Legacy,
) -> Result<Decoded, FileError> {
    let mut decoding = Decoding::new(bytes, given, legacy)?;
    while decoding.step() {}
    Ok(decoding.finish())
}

/// The text and how many places of it are damaged.
fn marked(text: std::borrow::Cow<'_, str>) -> (String, usize) {
    let damaged = text.matches(char::REPLACEMENT_CHARACTER).count();
    (text.into_owned(), damaged)
}

/// How many of the bytes are decoded next, so that no character is cut in two: up to a line break,
/// which is no part of another character in any of the encodings.
fn piece(rest: &[u8], encoding: Encoding) -> usize {
    if rest.len() <= STEP {
        return rest.len();
    }
    let behind = rest.get(STEP..).unwrap_or_default();
    let near = behind.get(..STEP).unwrap_or(behind);
    let break_in = |bytes: &[u8]| {
        let at = bytes.iter().position(|byte| *byte == b'\n');
        at.map(|at| STEP + at + 1)
    };
    let unit = |at: usize| {
        let pair = rest.get(at..at + 2)?.try_into().ok()?;
        Some(match encoding {
            Encoding::Utf16Be => u16::from_be_bytes(pair),
            _ => u16::from_le_bytes(pair),
        })
    };
    match encoding {
        Encoding::Utf16Le | Encoding::Utf16Be => match unit(STEP - 2) {
            Some(0xD800..0xDC00) => STEP + 2,
            _ => STEP,
        },
        Encoding::Windows1252 => STEP,
        Encoding::Gb18030 => break_in(behind).unwrap_or(rest.len()),
        Encoding::Utf8 => break_in(near).unwrap_or_else(|| {
            let inside = |at: &usize| rest.get(*at).is_some_and(|byte| byte & 0xC0 == 0x80);
            let within = STEP - 3..=STEP;
            within.rev().find(|at| !inside(at)).unwrap_or(STEP)
        }),
    }
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
    // Any byte is as likely as any other in a packed file: a tenth of them are control characters.
    if control >= 8 && control * 25 > sample.len() {
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

/// The first place that is not UTF-8 decides with what stands before it and some way behind it.
fn eight_bit(bytes: &[u8]) -> Encoding {
    let Err(error) = std::str::from_utf8(bytes) else {
        return Encoding::Utf8;
    };
    let (before, behind) = bytes.split_at(error.valid_up_to());
    let behind = behind.get(..STEP).unwrap_or(behind);
    // A few wrong bytes in what is otherwise UTF-8 are damage, not another encoding.
    let mut good = before.iter().filter(|byte| **byte >= 0xC0).count();
    let mut bad = 0usize;
    for chunk in behind.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if good > bad * 10 {
        return Encoding::Utf8;
    }
    let sample = if before.len() < STEP { bytes } else { behind };
    if looks_chinese(sample.get(..2 * STEP).unwrap_or(sample)) {
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
    fn packed_bytes_are_no_text_whatever_they_begin_with() {
        use record::{Entropy, SeededEntropy};
        let mut bytes = vec![0; 1 << 16];
        for seed in 0..8 {
            SeededEntropy::new(seed).fill(&mut bytes);
            let error = decode(bytes.clone(), None, library).err();
            assert!(matches!(error, Some(FileError::Binary { .. })), "{seed}");
        }
    }

    #[test]
    fn a_large_file_is_decoded_in_pieces_as_at_once() {
        let cell = "Größe 12 €, 北京 👩";
        for end in ["\n", ""] {
            let text = format!("{cell}{end}").repeat(3 * STEP / cell.len());
            let units = || text.encode_utf16();
            let le: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
            let be: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
            let mut cut_off = text.clone().into_bytes();
            cut_off.push(0xC3);
            let gb = GB18030.encode(&text).0;
            for (bytes, encoding) in [
                (le, Encoding::Utf16Le),
                (be, Encoding::Utf16Be),
                (gb.into_owned(), Encoding::Gb18030),
                (cut_off, Encoding::Utf8),
            ] {
                let decoded = decode(bytes, Some(encoding), library).unwrap();
                let read = decoded.text.trim_end_matches(char::REPLACEMENT_CHARACTER);
                assert!(read == text, "{encoding:?}");
                assert_eq!(decoded.damaged, usize::from(encoding == Encoding::Utf8));
            }
        }
        let western: Vec<u8> = (0..3 * STEP).map(|n| n as u8).collect();
        let decoded = decode(western.clone(), Some(Encoding::Windows1252), library).unwrap();
        assert!(decoded.text == library("windows-1252", &western).unwrap());
    }

    #[test]
    fn what_stands_far_behind_the_first_wrong_byte_does_not_decide() {
        let plain = "First,Last\n".repeat(STEP / 5);
        // Cut off within a character at its end: still UTF-8.
        let german = "größte Übersicht für Äpfel, Öl".repeat(3);
        let mut bytes = format!("{german}{plain}").into_bytes();
        bytes.extend(b"\xE5\x8C");
        assert_eq!(eight_bit(&bytes), Encoding::Utf8);
        let mut western = plain.clone().into_bytes();
        western.extend(b"Gr\xF6\xDFe\n".repeat(9));
        western.extend(plain.as_bytes());
        assert_eq!(eight_bit(&western), Encoding::Windows1252);
        let mut chinese = plain.into_bytes();
        chinese.extend(GB18030.encode(&"北京科技有限公司\n".repeat(9)).0.iter());
        assert_eq!(eight_bit(&chinese), Encoding::Gb18030);
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
