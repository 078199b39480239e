//! Which character separates the cells.

use serde::{Deserialize, Serialize};

use super::reader::{CsvReader, Position};

/// What separates the cells of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delimiter {
    /// `,`
    #[default]
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Pipe,
}

impl Delimiter {
    /// All delimiters that are recognised, in order of preference where a text suits several.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    /// The character.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }
}

/// So much of the text is looked at.
const SAMPLE_BYTES: usize = 64 << 10;
const SAMPLE_ROWS: usize = 200;

/// The delimiter of a text, and where its first row begins: a first line such as `sep=;` names the
/// delimiter and is no row.
///
/// Each candidate reads the first rows. The best one gives the same number of cells, more than one,
/// in the most rows; among equals the one that gives more cells.
pub(super) fn sniff(text: &str, start: usize) -> (Delimiter, Position) {
    let rest = text.get(start..).unwrap_or_default();
    if let Some(named) = rest.strip_prefix("sep=")
        && let Some(found) = Delimiter::ALL
            .into_iter()
            .find(|d| named.as_bytes().first() == Some(&d.byte()))
        && let Some(after) = named.get(1..)
    {
        let line = if after.starts_with("\r\n") { 2 } else { 1 };
        if after.starts_with(['\r', '\n']) {
            return (found, Position::new(start + 5 + line, 2));
        }
    }
    let mut end = SAMPLE_BYTES.min(rest.len());
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let sample = rest.get(..end).unwrap_or_default();
    let mut best = (Delimiter::Comma, (0.0, 0));
    for delimiter in Delimiter::ALL {
        let rank = suits(sample, delimiter);
        if rank > best.1 {
            best = (delimiter, rank);
        }
    }
    (best.0, Position::new(start, 1))
}

/// The share of rows that have the most frequent width, and that width; nothing for a width of 1.
fn suits(sample: &str, delimiter: Delimiter) -> (f64, usize) {
    let mut reader = CsvReader::new(sample, Position::new(0, 1), delimiter);
    let mut widths = Vec::new();
    while widths.len() < SAMPLE_ROWS {
        let Some(row) = reader.next_row() else { break };
        widths.push(row.len());
    }
    record::order::sort(&mut widths);
    let mut best = (0, 0);
    for same in widths.chunk_by(|a, b| a == b) {
        let width = same.first().copied().unwrap_or(0);
        if width > 1 && (same.len(), width) > best {
            best = (same.len(), width);
        }
    }
    // Rounded, so that one odd row does not outweigh ten more columns.
    let share = best.0 as f64 / widths.len().max(1) as f64;
    ((share * 8.0).ceil() / 8.0, best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_found_also_where_others_stand_in_the_cells() {
        let cases = [
            ("a,b\n1,2\n", Delimiter::Comma),
            ("name;amount\nA;1,50\nB;2,75\n", Delimiter::Semicolon),
            ("name\tnote\nA\tone, two; three\n", Delimiter::Tab),
            ("a|b|c\n1|2,0|3\n", Delimiter::Pipe),
            ("a,b\n\"x;y;z\",1\n\"x;y;z\",2\n", Delimiter::Comma),
            ("only one column\nvalue\n", Delimiter::Comma),
            ("", Delimiter::Comma),
        ];
        for (text, expected) in cases {
            assert_eq!(sniff(text, 0).0, expected, "{text}");
        }
    }

    #[test]
    fn a_first_line_may_name_the_delimiter() {
        let (delimiter, start) = sniff("sep=|\r\na,b|c,d\r\n", 0);
        assert_eq!(
            (delimiter, start.at(), start.line()),
            (Delimiter::Pipe, 7, 2)
        );
        assert_eq!(sniff("sep=x", 0).1.at(), 0);
    }
}
