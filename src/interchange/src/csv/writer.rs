//! Writing delimited text.

/// Writes rows as CSV: comma, `"` where needed, CR LF, as RFC 4180 says.
#[derive(Clone, Debug, Default)]
pub struct CsvWriter {
    out: String,
    begun: bool,
}

impl CsvWriter {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes a cell as it is.
    pub fn cell(&mut self, text: &str) {
        if self.begun {
            self.out.push(',');
        }
        self.begun = true;
        let quote = text.contains(['"', ',', ';', '\t', '\n', '\r'])
            || text.starts_with(' ')
            || text.ends_with(' ');
        if quote {
            self.out.push('"');
            self.out.push_str(&text.replace('"', "\"\""));
            self.out.push('"');
        } else {
            self.out.push_str(text);
        }
    }

    /// Writes a cell that people or other systems have written, so that a spreadsheet does not run
    /// it as a formula: see [`guarded`].
    pub fn text_cell(&mut self, text: &str) {
        self.cell(&guarded(text));
    }

    /// Ends the row.
    pub fn end_row(&mut self) {
        self.out.push_str("\r\n");
        self.begun = false;
    }

    /// The text. It begins with a byte order mark, without which spreadsheets take UTF-8 for
    /// Windows-1252.
    pub fn finish(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.out.len() + 3);
        bytes.extend_from_slice(b"\xEF\xBB\xBF");
        bytes.extend_from_slice(self.out.as_bytes());
        bytes
    }
}

/// Begins a formula in a spreadsheet.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Text with an apostrophe in front where a spreadsheet would take it for a formula. Text that
/// already has apostrophes and then such a character gets one more, so that [`unguarded`] gives
/// back exactly what was there.
pub fn guarded(text: &str) -> String {
    if text.trim_start_matches('\'').starts_with(FORMULA) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Takes back what [`guarded`] did.
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_guarded() {
        for text in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=x"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "a=b", "'tis", "Ann"] {
            assert_eq!(guarded(text), text);
        }
    }

    #[test]
    fn cells_are_quoted_where_needed() {
        let mut w = CsvWriter::new();
        for cell in ["a", "b,c", "say \"hi\"", "two\nlines"] {
            w.cell(cell);
        }
        w.end_row();
        let text = String::from_utf8(w.finish()).unwrap_or_default();
        assert_eq!(
            text,
            "\u{FEFF}a,\"b,c\",\"say \"\"hi\"\"\",\"two\nlines\"\r\n"
        );
    }

    proptest! {
        #[test]
        fn the_guard_can_be_taken_back(text in "['=+a@\t -]{0,6}") {
            let guarded = guarded(&text);
            prop_assert_eq!(unguarded(&guarded), text);
        }
    }
}
