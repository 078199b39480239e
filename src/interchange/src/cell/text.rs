//! Text as it is kept: without control characters, within limits; HTML as plain text.

use super::{CellError, MAX_LINE, MAX_TEXT, is_blank};

/// A longer tag is taken for text.
const MAX_TAG: usize = 2 << 10;

/// One line: line breaks become blanks, control characters go, the ends are trimmed.
///
/// # Errors
/// Where it is longer than [`MAX_LINE`].
pub fn clean_line(text: &str) -> Result<String, CellError> {
    let trimmed = trim(text);
    if trimmed.len() > MAX_LINE {
        return Err(CellError::TooLong { limit: MAX_LINE });
    }
    if !has_control(trimmed) {
        return Ok(trimmed.to_owned());
    }
    let mut line = String::with_capacity(trimmed.len());
    for c in trimmed.chars() {
        if matches!(c, '\n' | '\r' | '\t') {
            if !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !c.is_control() {
            line.push(c);
        }
    }
    Ok(line)
}

/// Text without blanks at its ends.
pub(crate) fn trim(text: &str) -> &str {
    // Most cells begin and end with a letter or digit.
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim_matches(is_blank),
    }
}

fn has_control(text: &str) -> bool {
    // 0xC2 begins the control characters from U+0080 on.
    let suspect = |b: u8| b < 0x20 || b == 0x7F || b == 0xC2;
    text.bytes().any(suspect) && text.contains(char::is_control)
}

/// Whether a cell holds control characters within it that cleaning leaves out. Line breaks and tabs
/// are kept or become blanks, and what stands at the ends is trimmed like a blank.
pub(crate) fn loses_characters(cell: &str) -> bool {
    let lost = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    has_control(cell) && trim(cell).contains(lost)
}

/// Several lines: line breaks become `\n`, control characters but the tab go, the ends are trimmed.
///
/// # Errors
/// Where it is longer than [`MAX_TEXT`].
pub fn clean_text(text: &str) -> Result<String, CellError> {
    let trimmed = text.trim_matches(is_blank);
    if trimmed.len() > MAX_TEXT {
        return Err(CellError::TooLong { limit: MAX_TEXT });
    }
    if !trimmed.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')) {
        return Ok(trimmed.to_owned());
    }
    let unified = trimmed.replace("\r\n", "\n").replace('\r', "\n");
    Ok(unified
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect())
}

/// The plain text of a piece of HTML: tags go, blocks and `<br>` become line breaks, scripts, styles
/// and comments go with their content, character references become characters.
pub fn html_to_text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tail) = rest.split_at(at);
        push_collapsed(&mut out, before);
        if let Some(comment) = tail.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let name: String = tail
            .chars()
            .skip(1)
            .skip_while(|c| *c == '/')
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        let end = tail.bytes().take(MAX_TAG).position(|b| b == b'>');
        let Some(end) = end.filter(|_| !name.is_empty()) else {
            out.push('<');
            rest = tail.get(1..).unwrap_or_default();
            continue;
        };
        rest = tail.get(end + 1..).unwrap_or_default();
        match name.as_str() {
            "script" | "style" if !tail.starts_with("</") => {
                rest = after_close(rest, &name);
            }
            "br" => out.push('\n'),
            "p" | "div" | "li" | "tr" | "ul" | "ol" | "table" | "blockquote" | "h1" | "h2"
            | "h3" | "h4" | "h5" | "h6"
                if !out.is_empty() && !out.ends_with('\n') =>
            {
                out.push('\n');
            }
            _ => {}
        }
    }
    push_collapsed(&mut out, rest);
    let lines: Vec<&str> = out.lines().map(str::trim).collect();
    lines.join("\n").trim().to_owned()
}

/// What follows the closing tag `name`.
fn after_close<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        rest = rest.get(at + 2..).unwrap_or_default();
        let closes = rest
            .get(..name.len())
            .is_some_and(|n| n.eq_ignore_ascii_case(name));
        if closes {
            return rest.split_once('>').map_or("", |(_, after)| after);
        }
    }
    ""
}

/// Appends text of HTML: white space collapses, references are resolved.
fn push_collapsed(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        if c.is_whitespace() {
            if !out.ends_with([' ', '\n']) && !out.is_empty() {
                out.push(' ');
            }
        } else if c == '&'
            && let Some((resolved, resolved_length)) = reference(rest)
        {
            out.push(resolved);
            length = resolved_length;
        } else {
            out.push(c);
        }
        rest = rest.get(length..).unwrap_or_default();
    }
}

/// A character reference at the start of `text`, and its length.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control())?
        }
    };
    Some((c, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn control_characters_go_and_line_breaks_are_unified() {
        assert_eq!(clean_line("a\r\nb\u{7}c").as_deref(), Ok("a bc"));
        assert_eq!(clean_text("a\r\nb\rc\u{0}\td").as_deref(), Ok("a\nb\nc\td"));
        assert_eq!(clean_line("  שלום 👩🏽‍💻 ").as_deref(), Ok("שלום 👩🏽‍💻"));
    }

    #[test]
    fn notes_in_html_become_text() {
        assert_eq!(
            html_to_text(
                "<p>Call&nbsp;<b>Ann</b> &amp; Bo</p><p>1 &lt; 2<br/>x</p><script>alert('<p>')</script>"
            ),
            "Call\u{A0}Ann & Bo\n1 < 2\nx"
        );
        assert_eq!(html_to_text("a < b, c <d"), "a < b, c <d");
        assert_eq!(
            html_to_text("<!-- x --><ul><li>1</li><li>2</li></ul>"),
            "1\n2"
        );
        assert_eq!(html_to_text("&#20320;&#x597D;&#0;&bad"), "你好&#0;&bad");
    }

    proptest! {
        #[test]
        fn no_html_panics(html in "[<>/&;#a-z !-]{0,40}") {
            let _ = html_to_text(&html);
        }
    }
}
