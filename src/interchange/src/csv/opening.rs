//! Reading a file step by step, so that a large one leaves the page usable.

use std::sync::Arc;

use super::encoding::Decoding;
use super::reader::Position;
use super::{
    CsvFile, FileError, FileNote, Legacy, MAX_BYTES, MAX_ROWS, ReadOptions, delimiter, find_header,
    number_same,
};

/// How much of the text is counted in one step: a few milliseconds of work.
const STEP: usize = 1 << 20;

/// A file while it is read: [`Opening::step`] it until it is there.
pub struct Opening {
    name: String,
    options: ReadOptions,
    stage: Stage,
}

enum Stage {
    Decoding(Decoding),
    /// Counting the rows, from a place between two of them.
    Counting(CsvFile, Position),
    Over,
}

impl Opening {
    /// The start of reading.
    ///
    /// # Errors
    /// Where the file is too large or no text.
    pub fn new(
        name: impl Into<String>,
        bytes: Vec<u8>,
        options: ReadOptions,
        legacy: Legacy,
    ) -> Result<Self, FileError> {
        if bytes.len() > MAX_BYTES {
            return Err(FileError::TooLarge { bytes: bytes.len() });
        }
        Ok(Self {
            name: name.into(),
            options,
            stage: Stage::Decoding(Decoding::new(bytes, options.encoding, legacy)?),
        })
    }

    /// Does the next few milliseconds of work and gives the file once it is read.
    ///
    /// # Errors
    /// Where the file is empty, has no header or too many rows.
    pub fn step(&mut self) -> Result<Option<CsvFile>, FileError> {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Decoding(mut decoding) => {
                if decoding.step() {
                    Stage::Decoding(decoding)
                } else {
                    let file = self.with_header(decoding)?;
                    let body = file.body;
                    Stage::Counting(file, body)
                }
            }
            Stage::Counting(mut file, from) => match count(&mut file, from)? {
                Some(position) => Stage::Counting(file, position),
                None => {
                    if file.rows == 0 {
                        file.notes.push(FileNote::NoRows);
                    }
                    return Ok(Some(file));
                }
            },
            Stage::Over => Stage::Over,
        };
        Ok(None)
    }

    fn with_header(&mut self, decoding: Decoding) -> Result<CsvFile, FileError> {
        let decoded = decoding.finish();
        let (delimiter, start) = delimiter::sniff(&decoded.text, decoded.start);
        let delimiter = self.options.delimiter.unwrap_or(delimiter);
        let mut notes = Vec::new();
        if decoded.damaged > 0 {
            notes.push(FileNote::Damaged {
                places: decoded.damaged,
            });
        }
        let (header, body) = find_header(&decoded.text, start, delimiter, &mut notes)?;
        Ok(CsvFile {
            name: std::mem::take(&mut self.name),
            text: Arc::new(decoded.text),
            encoding: decoded.encoding,
            delimiter,
            header: number_same(header, &mut notes),
            body,
            rows: 0,
            notes,
        })
    }
}

/// Counts some rows; where to go on, or nothing at the end.
fn count(file: &mut CsvFile, from: Position) -> Result<Option<Position>, FileError> {
    let mut counted = 0;
    let mut reader = file.rows_from(from);
    let position = loop {
        if reader.next_row().is_none() {
            break None;
        }
        counted += 1;
        if file.rows + counted > MAX_ROWS {
            return Err(FileError::TooManyRows);
        }
        if reader.position().at() - from.at() >= STEP {
            break Some(reader.position());
        }
    };
    file.rows += counted;
    Ok(position)
}
