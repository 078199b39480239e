//! Reading delimited text: which encoding, which delimiter, where the header is, and the rows.
//!
//! A file is read whole ([`CsvFile::read`]), its rows one at a time without copying
//! ([`CsvFile::rows`]). A reader can stop after any row and go on later ([`CsvFile::rows_from`]), so
//! that long work is done in slices.
//!
//! # Limits
//!
//! | what | limit | beyond it |
//! |---|---|---|
//! | size of a file | [`MAX_BYTES`] | refused: [`FileError::TooLarge`] |
//! | columns of a row | [`MAX_COLUMNS`] | the rest of the row is left unread and counted |

mod delimiter;
mod encoding;
mod reader;
mod writer;

use std::fmt;

pub use delimiter::Delimiter;
#[cfg(test)]
pub(crate) use encoding::library;
pub use encoding::{Encoding, Legacy};
pub(crate) use encoding::{decode, decode_labelled};
pub use reader::{CsvReader, Position, Row, RowProblem};
pub use writer::{CsvWriter, guarded, unguarded};

/// The largest file that is read: 256 MiB.
pub const MAX_BYTES: usize = 256 << 20;

/// The most columns of a row that are read: as many as a spreadsheet has.
pub const MAX_COLUMNS: usize = 16_384;

/// How many rows are looked through for the header.
const HEADER_WITHIN: usize = 20;

/// A delimited text file: decoded, with its header and its delimiter found.
#[derive(Clone, Debug)]
pub struct CsvFile {
    name: String,
    text: String,
    encoding: Encoding,
    delimiter: Delimiter,
    header: Vec<String>,
    body: Position,
    notes: Vec<FileNote>,
}

/// What to take as given when reading a file, instead of finding it out.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions {
    /// The encoding.
    pub encoding: Option<Encoding>,
    /// The delimiter.
    pub delimiter: Option<Delimiter>,
}

/// Why a file can't be read as a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// No byte, or only blank lines.
    Empty,
    /// The bytes are no text.
    Binary {
        /// What they seem to be.
        what: &'static str,
    },
    /// More than [`MAX_BYTES`].
    TooLarge {
        /// How many bytes the file has.
        bytes: usize,
    },
}

/// Something about a file that its reader should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileNote {
    /// Some bytes did not belong to the encoding and became `�`.
    Damaged {
        /// How many places.
        places: usize,
    },
    /// Lines above the header were passed over.
    LinesAboveHeader {
        /// How many lines.
        lines: u32,
    },
    /// Columns with the same header; the later ones got a number.
    SameHeader {
        /// The header.
        header: String,
    },
    /// There is a header and no row.
    NoRows,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str(
                "This file is empty. Nothing was imported; export it again and choose the new file.",
            ),
            Self::Binary { what } => write!(
                f,
                "This is not a table in text form but {what}. Nothing was imported; save it as CSV \
                 and choose that file."
            ),
            Self::TooLarge { bytes } => write!(
                f,
                "This file has {} MB; at most {} MB can be imported at once. Nothing was imported; \
                 split it into several files.",
                bytes >> 20,
                MAX_BYTES >> 20
            ),
        }
    }
}

impl std::error::Error for FileError {}

impl fmt::Display for FileNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged { places } => write!(
                f,
                "{places} characters could not be read in this file's encoding and are shown as �."
            ),
            Self::LinesAboveHeader { lines } => {
                write!(f, "{lines} lines above the header were left out.")
            }
            Self::SameHeader { header } => {
                write!(f, "Several columns are called \"{header}\".")
            }
            Self::NoRows => f.write_str("There is a header but no row below it."),
        }
    }
}

impl CsvFile {
    /// Reads a file, finding out its encoding, delimiter and header.
    ///
    /// # Errors
    /// Where the file is empty, too large, or no text.
    pub fn read(
        name: impl Into<String>,
        bytes: Vec<u8>,
        legacy: Legacy,
    ) -> Result<Self, FileError> {
        Self::read_with(name, bytes, ReadOptions::default(), legacy)
    }

    /// Reads a file with a given encoding or delimiter.
    ///
    /// # Errors
    /// Where the file is empty, too large, or no text.
    pub fn read_with(
        name: impl Into<String>,
        bytes: Vec<u8>,
        options: ReadOptions,
        legacy: Legacy,
    ) -> Result<Self, FileError> {
        if bytes.len() > MAX_BYTES {
            return Err(FileError::TooLarge { bytes: bytes.len() });
        }
        let decoded = decode(bytes, options.encoding, legacy)?;
        let (delimiter, start) = delimiter::sniff(&decoded.text, decoded.start);
        let delimiter = options.delimiter.unwrap_or(delimiter);
        let mut notes = Vec::new();
        if decoded.damaged > 0 {
            notes.push(FileNote::Damaged {
                places: decoded.damaged,
            });
        }
        let (header, body) = find_header(&decoded.text, start, delimiter, &mut notes)?;
        let file = Self {
            name: name.into(),
            text: decoded.text,
            encoding: decoded.encoding,
            delimiter,
            header: number_same(header, &mut notes),
            body,
            notes,
        };
        let empty = file.rows().next_row().is_none();
        Ok(file.with_note(empty.then_some(FileNote::NoRows)))
    }

    fn with_note(mut self, note: Option<FileNote>) -> Self {
        self.notes.extend(note);
        self
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The encoding it was read in.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// What separates its cells.
    pub fn delimiter(&self) -> Delimiter {
        self.delimiter
    }

    /// Its headers, each one different from the others.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// What its reader should know.
    pub fn notes(&self) -> &[FileNote] {
        &self.notes
    }

    /// The length of the decoded text in bytes, against which [`Position::at`] measures progress.
    pub fn length(&self) -> usize {
        self.text.len()
    }

    /// The rows below the header.
    pub fn rows(&self) -> CsvReader<'_> {
        self.rows_from(self.body)
    }

    /// The rows from where another reader of this file stopped.
    pub fn rows_from(&self, position: Position) -> CsvReader<'_> {
        CsvReader::new(&self.text, position, self.delimiter)
    }

    /// The first `count` rows, for a preview and for guessing types.
    pub fn sample(&self, count: usize) -> Vec<Vec<String>> {
        let mut reader = self.rows();
        let mut rows = Vec::new();
        while rows.len() < count {
            let Some(row) = reader.next_row() else { break };
            rows.push(row.iter().map(str::to_owned).collect());
        }
        rows
    }
}

/// The header is the first row with several cells: some systems put a title or notes above it. Of a
/// table with few columns it is the first row with half as many cells as are usual.
fn find_header(
    text: &str,
    start: Position,
    delimiter: Delimiter,
    notes: &mut Vec<FileNote>,
) -> Result<(Vec<String>, Position), FileError> {
    let mut reader = CsvReader::new(text, start, delimiter);
    let mut first = Vec::new();
    while first.len() < HEADER_WITHIN {
        let Some(row) = reader.next_row() else { break };
        let cells: Vec<String> = row.iter().map(clean_header).collect();
        let line = row.line();
        first.push((cells, line, reader.position()));
    }
    let filled = |cells: &[String]| cells.iter().filter(|c| !c.is_empty()).count();
    let mut widths: Vec<usize> = first.iter().map(|(cells, ..)| cells.len()).collect();
    record::order::sort(&mut widths);
    let usual = widths
        .get(widths.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or(0);
    let found = first
        .iter()
        .position(|(cells, ..)| {
            let filled = filled(cells);
            filled >= 3 || filled > 0 && 2 * filled >= usual
        })
        .or_else(|| first.iter().position(|(cells, ..)| filled(cells) > 0))
        .ok_or(FileError::Empty)?;
    let (header, line, after) = first.swap_remove(found);
    if line > start.line() {
        notes.push(FileNote::LinesAboveHeader {
            lines: line - start.line(),
        });
    }
    Ok((header, after))
}

fn clean_header(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control() || c == '\u{FEFF}')
        .filter(|w| !w.is_empty())
        .collect();
    words.join(" ")
}

fn number_same(header: Vec<String>, notes: &mut Vec<FileNote>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let mut told = std::collections::HashSet::new();
    header
        .into_iter()
        .map(|name| {
            if name.is_empty() || seen.insert(name.clone()) {
                return name;
            }
            if told.insert(name.clone()) {
                notes.push(FileNote::SameHeader {
                    header: name.clone(),
                });
            }
            let mut n = 2;
            while !seen.insert(format!("{name} ({n})")) {
                n += 1;
            }
            format!("{name} ({n})")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> CsvFile {
        CsvFile::read("t.csv", bytes.to_vec(), library).unwrap()
    }

    #[test]
    fn a_file_of_0_bytes_or_blank_lines_is_refused_in_words() {
        for bytes in [&b""[..], b"\n\r\n  \n", b"\xEF\xBB\xBF", b",,,\n,,\n"] {
            let error = CsvFile::read("t.csv", bytes.to_vec(), library).unwrap_err();
            assert_eq!(error, FileError::Empty);
        }
        assert!(FileError::Empty.to_string().contains("empty"));
    }

    #[test]
    fn a_header_without_rows_is_noted() {
        assert_eq!(read(b"a,b\n").notes(), [FileNote::NoRows]);
    }

    #[test]
    fn notes_above_the_header_are_passed_over() {
        let file = read(b"Notes:\n\"When exporting, some are missing\"\n\nFirst Name,Last Name,URL\nAda,L,x\nBo,M,y\n");
        assert_eq!(file.header(), ["First Name", "Last Name", "URL"]);
        assert_eq!(file.rows().next_row().unwrap().line(), 5);
        assert!(matches!(
            file.notes(),
            [FileNote::LinesAboveHeader { lines: 3 }]
        ));
    }

    #[test]
    fn the_same_header_twice_gets_a_number() {
        let file = read(b"Email,Email,Email (2),Email\n1,2,3,4\n");
        assert_eq!(
            file.header(),
            ["Email", "Email (2)", "Email (2) (2)", "Email (3)"]
        );
        assert!(file.notes().contains(&FileNote::SameHeader {
            header: "Email".into()
        }));
    }

    #[test]
    fn reading_can_stop_and_go_on() {
        let file = read(b"a,b\n1,2\n\"3\n3\",4\n5,6\n");
        let mut reader = file.rows();
        reader.next_row().unwrap();
        let stopped = reader.position();
        let mut rest = file.rows_from(stopped);
        let row = rest.next_row().unwrap();
        assert_eq!((row.line(), row.get(0)), (3, Some("3\n3")));
        let row = rest.next_row().unwrap();
        assert_eq!((row.line(), row.get(1)), (5, Some("6")));
        assert!(rest.next_row().is_none() && rest.next_row().is_none());
        assert_eq!(rest.position().at(), file.length());
    }

    #[test]
    fn a_file_over_the_limit_is_refused_with_its_size() {
        let error = FileError::TooLarge { bytes: 300 << 20 };
        assert!(error.to_string().contains("300 MB") && error.to_string().contains("256 MB"));
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(file) = CsvFile::read("x", bytes, library) {
                let mut rows = file.rows();
                while let Some(row) = rows.next_row() {
                    let _ = row.iter().map(str::len).sum::<usize>();
                }
            }
        }
        #[test]
        fn arbitrary_text_never_panics(text in "[a\",;\n\r\t \u{0}é😀]{0,80}") {
            if let Ok(file) = CsvFile::read("x", text.into_bytes(), library) {
                let mut rows = file.rows();
                while rows.next_row().is_some() {}
                prop_assert_eq!(rows.position().at(), file.length());
            }
        }
    }
}
