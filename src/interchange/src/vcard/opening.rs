//! Reading a file of cards step by step, so that a large one leaves the page usable.

use record::Kind;

use super::{Card, Cell, Parsing, SYSTEM, VcardFile, VcardNote, columns};
use crate::csv::{
    self, CsvWriter, Decoding, Delimiter, Encoding, FileError, Legacy, MAX_BYTES, MAX_ROWS,
    ReadOptions,
};
use crate::headers::{Column, Entity, Mapping, Source, Target, signature};

/// How much of the text is read in one step, and how many cards are written: a few milliseconds of
/// work.
const STEP: usize = 1 << 20;
const STEP_CARDS: usize = 500;

/// A file of cards while it is read: [`Opening::step`] it until it is there.
pub struct Opening {
    name: String,
    legacy: Legacy,
    stage: Stage,
}

enum Stage {
    Decoding(Decoding),
    /// Reading cards of the text, from a place on.
    Parsing(String, usize, Box<Parsing>),
    Writing(Box<Writing>),
    Table(Box<csv::Opening>, Vec<VcardNote>, Vec<(u32, u32)>),
    Over,
}

/// The cards while they become a table.
struct Writing {
    cards: std::vec::IntoIter<(u32, Card)>,
    notes: Vec<VcardNote>,
    columns: Vec<(&'static str, Target, Cell)>,
    writer: CsvWriter,
    lines: Vec<(u32, u32)>,
    /// The line of the table that comes next.
    at: u32,
}

impl Opening {
    /// The start of reading. `legacy` decodes the character sets that old cards name.
    ///
    /// # Errors
    /// Where the file is too large or no text.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>, legacy: Legacy) -> Result<Self, FileError> {
        if bytes.len() > MAX_BYTES {
            return Err(FileError::TooLarge { bytes: bytes.len() });
        }
        Ok(Self {
            name: name.into(),
            legacy,
            stage: Stage::Decoding(Decoding::new(bytes, None, legacy)?),
        })
    }

    /// Does the next few milliseconds of work and gives the file once it is read.
    ///
    /// # Errors
    /// Where it holds no card, or too many.
    pub fn step(&mut self) -> Result<Option<VcardFile>, FileError> {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Decoding(mut decoding) => {
                if decoding.step() {
                    Stage::Decoding(decoding)
                } else {
                    let decoded = decoding.finish();
                    Stage::Parsing(decoded.text, decoded.start, Box::default())
                }
            }
            Stage::Parsing(text, at, mut parsing) => {
                let rest = text.get(at..).unwrap_or_default();
                let piece = rest.get(..piece(rest)).unwrap_or(rest);
                parsing.take(piece, self.legacy);
                if parsing.cards.len() > MAX_ROWS as usize {
                    return Err(FileError::TooManyRows);
                }
                let at = at + piece.len();
                if at < text.len() {
                    Stage::Parsing(text, at, parsing)
                } else {
                    Stage::Writing(Box::new(Writing::of(*parsing)?))
                }
            }
            Stage::Writing(mut writing) => {
                if writing.step() {
                    Stage::Writing(writing)
                } else {
                    let options = ReadOptions {
                        encoding: Some(Encoding::Utf8),
                        delimiter: Some(Delimiter::Comma),
                    };
                    let name = std::mem::take(&mut self.name);
                    let bytes = writing.writer.finish();
                    let table = csv::Opening::new(name, bytes, options, self.legacy)?;
                    Stage::Table(Box::new(table), writing.notes, writing.lines)
                }
            }
            Stage::Table(mut table, notes, lines) => match table.step()? {
                None => Stage::Table(table, notes, lines),
                Some(file) => {
                    return Ok(Some(VcardFile {
                        mapping: mapping(file.header()),
                        file,
                        notes,
                        lines,
                    }));
                }
            },
            Stage::Over => Stage::Over,
        };
        Ok(None)
    }
}

/// How much of the text is read next: up to the end of a card, where no property is cut in two.
fn piece(text: &str) -> usize {
    let mut end = STEP.min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let (_, behind) = text.split_at(end);
    for line in behind.split_inclusive('\n') {
        end += line.len();
        if line.trim().eq_ignore_ascii_case("END:VCARD") {
            break;
        }
    }
    end
}

impl Writing {
    fn of(parsing: Parsing) -> Result<Self, FileError> {
        let (cards, notes) = parsing.finish();
        if cards.is_empty() {
            return Err(FileError::Empty);
        }
        let columns = columns();
        let mut writer = CsvWriter::new();
        for (header, ..) in &columns {
            writer.cell(header);
        }
        writer.end_row();
        Ok(Self {
            lines: Vec::with_capacity(cards.len()),
            cards: cards.into_iter(),
            notes,
            columns,
            writer,
            at: 2,
        })
    }

    /// Writes some cards; whether any are left.
    fn step(&mut self) -> bool {
        for (line, card) in self.cards.by_ref().take(STEP_CARDS) {
            self.lines.push((self.at, line));
            self.at += 1;
            for (.., cell) in &self.columns {
                let text = cell(&card).replace("\r\n", "\n").replace('\r', "\n");
                self.at += text.matches('\n').count() as u32;
                self.writer.text_cell(&text);
            }
            self.writer.end_row();
        }
        self.cards.len() > 0
    }
}

fn mapping(header: &[String]) -> Mapping {
    let columns = columns().into_iter();
    Mapping {
        source: Source::Generic,
        system: SYSTEM.to_owned(),
        entities: vec![Entity::Record(Kind::CONTACT)],
        signature: signature(header),
        columns: columns
            .map(|(header, target, _)| Column {
                header: header.to_owned(),
                target,
                confidence: 95,
            })
            .collect(),
    }
}
