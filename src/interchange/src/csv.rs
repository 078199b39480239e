//! Reading delimited text: which encoding, which delimiter, where the header is, and the rows.
//!
//! A file is read whole ([`CsvFile::read`]) or in steps ([`Opening`]), its rows one at a time without
//! copying ([`CsvFile::rows`]). A reader can stop after any row and go on later
//! ([`CsvFile::rows_from`]), so that long work is done in slices.
//!
//! # Limits
//!
//! | what | limit | beyond it |
//! |---|---|---|
//! | size of a file | [`MAX_BYTES`] | refused: [`FileError::TooLarge`] |
//! | rows of a file | [`MAX_ROWS`] | refused: [`FileError::TooManyRows`] |
//! | bytes and columns of the header | [`MAX_HEADER_BYTES`], [`MAX_HEADER_COLUMNS`] | refused: [`FileError::NoHeader`] |
//! | columns of a row | [`MAX_COLUMNS`] | the rest of the row is left unread and counted |
//! | bytes of a row | [`MAX_ROW_BYTES`] | an import sets it aside |

mod delimiter;
mod encoding;
mod opening;
mod reader;
mod writer;

use std::fmt;
use std::sync::Arc;

pub use delimiter::Delimiter;
#[cfg(test)]
pub(crate) use encoding::library;
pub(crate) use encoding::{Decoding, decode_labelled};
pub use encoding::{Encoding, Legacy};
pub use opening::Opening;
pub use reader::{CsvReader, Position, Row, RowProblem};
pub use writer::{CsvWriter, guarded, unguarded};

/// The largest file that is read: 256 MiB.
pub const MAX_BYTES: usize = 256 << 20;

/// The most rows of a file that is read: what a browser can hold in memory with all that belongs to
/// an import.
pub const MAX_ROWS: u32 = 500_000;

/// The longest row that an import takes: 4 MiB. A longer one is a quotation mark that was not closed.
pub const MAX_ROW_BYTES: usize = 4 << 20;

/// The longest header: 256 KiB. A longer first row is none.
pub const MAX_HEADER_BYTES: usize = 256 << 10;

/// The most columns that a header names.
pub const MAX_HEADER_COLUMNS: usize = 1_000;

/// The most columns of a row that are read: as many as a spreadsheet has.
pub const MAX_COLUMNS: usize = 16_384;

/// How many rows are looked through for the header.
const HEADER_WITHIN: usize = 20;

/// How many characters of a cell are taken into a sample.
const SAMPLE_CELL: usize = 1_000;

/// A delimited text file: decoded, with its header and its delimiter found.
#[derive(Clone, Debug)]
pub struct CsvFile {
    name: String,
    /// Shared by all copies: it can be large.
    text: Arc<String>,
    encoding: Encoding,
    delimiter: Delimiter,
    header: Vec<String>,
    body: Position,
    rows: u32,
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
    /// More than [`MAX_ROWS`].
    TooManyRows,
    /// The first row is longer than a header can be.
    NoHeader,
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
            Self::TooManyRows => write!(
                f,
                "This file has more than {MAX_ROWS} rows, the most that can be imported at once. \
                 Nothing was imported; split it into several files."
            ),
            Self::NoHeader => f.write_str(
                "The first row of this file is far too long to name its columns. Nothing was \
                 imported; export it again with a row of headers and a row for each record.",
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
        let mut opening = Opening::new(name, bytes, options, legacy)?;
        loop {
            if let Some(file) = opening.step()? {
                return Ok(file);
            }
        }
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

    /// How many rows there are below the header.
    pub fn row_count(&self) -> u32 {
        self.rows
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

    /// The first `count` rows, for a preview and for guessing types. Long cells are cut.
    pub fn sample(&self, count: usize) -> Vec<Vec<String>> {
        let mut reader = self.rows();
        let mut rows = Vec::new();
        while rows.len() < count {
            let Some(row) = reader.next_row() else { break };
            let cut = |cell: &str| cell.chars().take(SAMPLE_CELL).collect();
            rows.push(row.iter().map(cut).collect());
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
        let before = reader.position();
        let Some(row) = reader.next_row() else { break };
        let filled = row.iter().filter(|cell| !is_blank(cell)).count();
        first.push((row.len(), filled, row.line(), before));
    }
    let mut widths: Vec<usize> = first.iter().map(|(width, ..)| *width).collect();
    record::order::sort(&mut widths);
    let usual = widths
        .get(widths.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or(0);
    let found = first
        .iter()
        .find(|(_, filled, ..)| *filled >= 3 || *filled > 0 && 2 * filled >= usual)
        .or_else(|| first.iter().find(|(_, filled, ..)| *filled > 0))
        .ok_or(FileError::Empty)?;
    let (_, _, line, before) = *found;
    let mut reader = CsvReader::new(text, before, delimiter);
    let row = reader.next_row().ok_or(FileError::Empty)?;
    if row.bytes() > MAX_HEADER_BYTES || row.len() > MAX_HEADER_COLUMNS {
        return Err(FileError::NoHeader);
    }
    let header = row.iter().map(clean_header).collect();
    if line > start.line() {
        notes.push(FileNote::LinesAboveHeader {
            lines: line - start.line(),
        });
    }
    Ok((header, reader.position()))
}

fn is_passed_over(c: char) -> bool {
    c.is_whitespace() || c.is_control() || c == '\u{FEFF}'
}

fn is_blank(cell: &str) -> bool {
    cell.chars().all(is_passed_over)
}

fn clean_header(text: &str) -> String {
    let words: Vec<&str> = text
        .split(is_passed_over)
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

    fn refused(bytes: impl Into<Vec<u8>>) -> FileError {
        CsvFile::read("t.csv", bytes.into(), library).unwrap_err()
    }

    #[test]
    fn a_file_without_line_breaks_has_no_header() {
        assert_eq!(refused("abc def ".repeat(1 << 16)), FileError::NoHeader);
        assert_eq!(refused("a,".repeat(1_001)), FileError::NoHeader);
        assert!(FileError::NoHeader.to_string().contains("row of headers"));
        assert_eq!(read("a,".repeat(999).as_bytes()).header().len(), 1_000);
    }

    #[test]
    fn more_rows_than_a_browser_holds_are_refused() {
        let most = format!("name\n{}", "a\n".repeat(MAX_ROWS as usize));
        assert_eq!(read(most.as_bytes()).row_count(), MAX_ROWS);
        assert_eq!(refused(format!("{most}a\n")), FileError::TooManyRows);
        let said = FileError::TooManyRows.to_string();
        assert!(said.contains("500000 rows") && said.contains("split it"));
    }

    #[test]
    fn a_sample_holds_the_beginning_of_a_long_cell() {
        let file = read(format!("a,b\n{},2\n", "é".repeat(5_000)).as_bytes());
        assert_eq!(file.sample(9)[0][0].chars().count(), SAMPLE_CELL);
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
