//! The content lines that vCard and iCalendar files are made of: escaped texts, folded lines.

/// The most bytes of a line before it is folded, its line break not counted (RFC 5545, section 3.1;
/// RFC 2425, section 5.8.1).
pub(crate) const LINE: usize = 75;

/// A text with its signs escaped (RFC 5545, section 3.3.11; RFC 2426, section 4). Line breaks of
/// every system become one, control characters are left out.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' | ',' | ';' => {
                out.push('\\');
                out.push(c);
            }
            '\r' if rest.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Appends a line, folded between characters.
pub(crate) fn fold(text: &str, out: &mut String) {
    let mut length = 0;
    for c in text.chars() {
        if length + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}
