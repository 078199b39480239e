//! Splitting text into rows and cells, without copying where a cell stands in the text as it is.

use super::{Delimiter, MAX_COLUMNS};
use crate::cell::is_blank;

/// Reads the rows of a delimited text, one at a time.
///
/// Quotes are taken as RFC 4180 says, and forgivingly: text after a closing quote belongs to the
/// cell, blanks before an opening quote don't. A quote that is never closed would swallow the rest
/// of the file: such a row ends with its line, is marked, and reading goes on below it. NUL
/// characters are dropped. Blank lines are passed over.
#[derive(Clone, Debug)]
pub struct CsvReader<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    delimiter: u8,
    special: [bool; 256],
    cells: Vec<Cell>,
    scratch: String,
    /// The columns of the row whose texts NULs were dropped from.
    dropped: Vec<usize>,
}

/// A place between two rows of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    at: usize,
    line: u32,
}

/// A row: its cells and its line.
#[derive(Clone, Copy, Debug)]
pub struct Row<'r> {
    text: &'r str,
    scratch: &'r str,
    cells: &'r [Cell],
    line: u32,
    problem: Option<RowProblem>,
    dropped: &'r [usize],
}

/// What is wrong with the form of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowProblem {
    /// A quote was opened and never closed.
    UnclosedQuote,
    /// More than [`MAX_COLUMNS`] columns; so many were left out.
    TooManyColumns(usize),
}

/// A range of the text, or of the scratch where `SCRATCH` is set in the start.
#[derive(Clone, Copy, Debug)]
struct Cell {
    start: u32,
    end: u32,
}

const SCRATCH: u32 = 1 << 31;
const QUOTE: u8 = b'"';

impl Position {
    pub(super) fn new(at: usize, line: u32) -> Self {
        Self { at, line }
    }

    /// The offset in bytes: how far the reading has come.
    pub fn at(self) -> usize {
        self.at
    }

    /// The line, counted from 1.
    pub fn line(self) -> u32 {
        self.line
    }
}

impl<'r> Row<'r> {
    /// The line the row begins on, counted from 1.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether it has no cell.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The cell of a column, as it stands in the file.
    pub fn get(&self, column: usize) -> Option<&'r str> {
        self.cells.get(column).map(|cell| self.resolve(*cell))
    }

    /// All cells.
    pub fn iter(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        let row = *self;
        row.cells.iter().map(move |cell| row.resolve(*cell))
    }

    /// How many bytes its cells have.
    pub fn bytes(&self) -> usize {
        self.iter().map(str::len).sum()
    }

    /// What is wrong with its form.
    pub fn problem(&self) -> Option<RowProblem> {
        self.problem
    }

    /// Whether NUL characters were dropped from within the text of a column; at its ends they are
    /// no more than blanks.
    pub fn has_lost(&self, column: usize) -> bool {
        self.dropped.contains(&column)
    }

    fn resolve(&self, cell: Cell) -> &'r str {
        let (from, start) = match cell.start & SCRATCH {
            0 => (self.text, cell.start),
            _ => (self.scratch, cell.start & !SCRATCH),
        };
        from.get(start as usize..cell.end as usize)
            .unwrap_or_default()
    }
}

impl<'a> CsvReader<'a> {
    pub(super) fn new(text: &'a str, from: Position, delimiter: Delimiter) -> Self {
        let delimiter = delimiter.byte();
        let mut special = [false; 256];
        for byte in [delimiter, b'\n', b'\r', 0] {
            special[usize::from(byte)] = true;
        }
        Self {
            text,
            at: from.at,
            line: from.line,
            delimiter,
            special,
            cells: Vec::new(),
            scratch: String::new(),
            dropped: Vec::new(),
        }
    }

    /// Where the next row begins.
    pub fn position(&self) -> Position {
        Position {
            at: self.at,
            line: self.line,
        }
    }

    /// The next row, or `None` at the end.
    pub fn next_row(&mut self) -> Option<Row<'_>> {
        while self.at < self.text.len() {
            self.cells.clear();
            self.scratch.clear();
            self.dropped.clear();
            let (before, line) = (self.at, self.line);
            let problem = self.read_row();
            let blank = self.cells.len() < 2
                && self
                    .text
                    .get(before..self.at)
                    .is_some_and(|s| s.bytes().all(|b| b.is_ascii_whitespace() || b == 0));
            if blank {
                continue;
            }
            return Some(Row {
                text: self.text,
                scratch: &self.scratch,
                cells: &self.cells,
                line,
                problem,
                dropped: &self.dropped,
            });
        }
        None
    }

    fn read_row(&mut self) -> Option<RowProblem> {
        let mut problem = None;
        let mut dropped = 0;
        loop {
            let mut first = self.at;
            while self.byte(first) == Some(b' ') {
                first += 1;
            }
            let cell = if self.byte(first) == Some(QUOTE) {
                match self.quoted(first + 1) {
                    Some(cell) => cell,
                    None => {
                        problem = Some(RowProblem::UnclosedQuote);
                        self.at = first + 1;
                        self.plain(first + 1)
                    }
                }
            } else {
                self.plain(self.at)
            };
            if self.cells.len() < MAX_COLUMNS {
                self.cells.push(cell);
            } else {
                dropped += 1;
            }
            // `at` now stands on a delimiter, a line break or the end.
            match self.byte(self.at) {
                Some(b) if b == self.delimiter => self.at += 1,
                Some(b'\r') if self.byte(self.at + 1) == Some(b'\n') => {
                    self.at += 2;
                    self.line += 1;
                    break;
                }
                Some(_) => {
                    self.at += 1;
                    self.line += 1;
                    break;
                }
                None => break,
            }
        }
        if dropped > 0 {
            problem = problem.or(Some(RowProblem::TooManyColumns(dropped)));
        }
        problem
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The first place from `at` on where a cell ends or a NUL stands.
    fn scan(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        let found = rest.iter().position(|b| self.special[usize::from(*b)]);
        at + found.unwrap_or(rest.len())
    }

    /// An unquoted cell from `start`; leaves `at` behind it.
    fn plain(&mut self, start: usize) -> Cell {
        let end = self.scan(start);
        self.at = end;
        if self.byte(end) == Some(0) {
            let from = self.scratch.len();
            self.append_plain(start);
            self.note_dropped(start);
            return self.scratch_from(from);
        }
        Cell {
            start: start as u32,
            end: end as u32,
        }
    }

    /// Appends text up to the cell's end to the scratch, without NULs; leaves `at` behind it.
    fn append_plain(&mut self, mut from: usize) {
        loop {
            let end = self.scan(from);
            self.append(from, end);
            self.at = end;
            if self.byte(end) != Some(0) {
                return;
            }
            from = end + 1;
        }
    }

    /// Notes where NULs stood within a text that began at `start` and ends at `at`.
    fn note_dropped(&mut self, start: usize) {
        let text = self.text.get(start..self.at).unwrap_or_default();
        let is_end = |c: char| c == QUOTE.into() || is_blank(c);
        if text.trim_matches(is_end).contains('\0') {
            self.dropped.push(self.cells.len());
        }
    }

    fn append(&mut self, from: usize, to: usize) {
        self.scratch
            .push_str(self.text.get(from..to).unwrap_or_default());
    }

    fn scratch_from(&self, from: usize) -> Cell {
        Cell {
            start: from as u32 | SCRATCH,
            end: self.scratch.len() as u32,
        }
    }

    /// A quoted cell whose content begins at `start`; `None`, with nothing changed, where the
    /// quote is never closed.
    fn quoted(&mut self, start: usize) -> Option<Cell> {
        let bytes = self.text.as_bytes();
        let (mut i, mut segment, mut lines) = (start, start, 0);
        let from = self.scratch.len();
        let mut copied = false;
        loop {
            let rest = bytes.get(i..).unwrap_or_default();
            let step = rest
                .iter()
                .position(|b| matches!(b, &QUOTE | b'\n' | b'\r' | 0));
            let Some(step) = step else {
                self.scratch.truncate(from);
                return None;
            };
            i += step;
            match (bytes.get(i), bytes.get(i + 1)) {
                (Some(&QUOTE), Some(&QUOTE)) => {
                    self.append(segment, i + 1);
                    (copied, segment) = (true, i + 2);
                    i += 2;
                }
                (Some(&QUOTE), _) => break,
                (Some(0), _) => {
                    self.append(segment, i);
                    (copied, segment) = (true, i + 1);
                    i += 1;
                }
                (Some(b'\r'), Some(b'\n')) => i += 1,
                _ => {
                    lines += 1;
                    i += 1;
                }
            }
        }
        self.line += lines;
        self.at = i + 1;
        let mut after = self.at;
        while self.byte(after) == Some(b' ') {
            after += 1;
        }
        let ends = self
            .byte(after)
            .is_none_or(|b| b != 0 && self.special[usize::from(b)]);
        if ends && !copied {
            self.at = after;
            return Some(Cell {
                start: segment as u32,
                end: i as u32,
            });
        }
        self.append(segment, i);
        if ends {
            self.at = after;
        } else {
            self.append_plain(self.at);
        }
        self.note_dropped(start);
        Some(self.scratch_from(from))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str, delimiter: Delimiter) -> Vec<(u32, Vec<String>, Option<RowProblem>)> {
        let mut reader = CsvReader::new(text, Position::new(0, 1), delimiter);
        let mut rows = Vec::new();
        while let Some(row) = reader.next_row() {
            let cells = row.iter().map(str::to_owned).collect();
            rows.push((row.line(), cells, row.problem()));
        }
        rows
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        all(text, Delimiter::Comma)
            .into_iter()
            .map(|r| r.1)
            .collect()
    }

    #[test]
    fn quotes_delimiters_and_line_breaks_inside_quotes_belong_to_the_cell() {
        let rows = all("a,\"b,\"\"c\"\"\n\r\nd\",e\r\nf,,\rlast", Delimiter::Comma);
        assert_eq!(rows[0].1, ["a", "b,\"c\"\n\r\nd", "e"]);
        assert_eq!((rows[1].0, rows[1].1.len()), (4, 3));
        assert_eq!((rows[2].0, &rows[2].1[0][..]), (5, "last"));
    }

    #[test]
    fn sloppy_quotes_are_forgiven() {
        assert_eq!(
            cells("a, \"b, c\" ,5\" pipe,\"x\"y,\"\"\"\",\"\""),
            [["a", "b, c", "5\" pipe", "xy", "\"", ""]]
        );
    }

    #[test]
    fn an_unclosed_quote_costs_one_row_and_not_the_rest() {
        let rows = all("a,b\n1,\"open\n2,x\n3,y", Delimiter::Comma);
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[1].2, Some(RowProblem::UnclosedQuote));
        assert_eq!((rows[1].0, &rows[1].1[1][..]), (2, "open"));
        assert_eq!((rows[3].0, rows[3].2), (4, None));
    }

    #[test]
    fn nul_bytes_are_dropped() {
        assert_eq!(cells("a\0b,\"c\0\0d\",\0\n\0\n"), [["ab", "cd", ""]]);
    }

    #[test]
    fn rows_of_any_width_are_read_and_very_wide_ones_are_cut() {
        let wide = "x,".repeat(2_999) + "x";
        assert_eq!(cells(&wide)[0].len(), 3_000);
        let rows = all(&",".repeat(20_000), Delimiter::Comma);
        assert_eq!(rows[0].1.len(), MAX_COLUMNS);
        assert_eq!(
            rows[0].2,
            Some(RowProblem::TooManyColumns(20_001 - MAX_COLUMNS))
        );
    }

    #[test]
    fn right_to_left_and_emoji_text_stays_as_it_is() {
        assert_eq!(cells("שלום,👩🏽‍💻,\"علي\"\"x\"")[0], ["שלום", "👩🏽‍💻", "علي\"x"]);
    }

    proptest! {
        #[test]
        fn what_is_quoted_reads_back(rows in prop::collection::vec(prop::collection::vec("[a\",;\n\r\t é]{0,5}", 2..4), 1..6)) {
            let mut text = String::new();
            for row in &rows {
                let quoted: Vec<String> = row.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
                text += &quoted.join(";");
                text += "\r\n";
            }
            let read: Vec<Vec<String>> = all(&text, Delimiter::Semicolon).into_iter().map(|r| r.1).collect();
            prop_assert_eq!(read, rows);
        }
    }
}
