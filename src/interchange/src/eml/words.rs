//! Encoded words: `=?utf-8?Q?Gr=C3=BC=C3=9Fe?=` (RFC 2047).

use super::transfer::{base64, escaped};
use crate::csv::{Legacy, decode_labelled};

/// An encoded word at the beginning of a text: its encoding, its bytes, and what follows.
fn word(text: &str) -> Option<(&str, Vec<u8>, &str)> {
    let rest = text.strip_prefix("=?")?;
    let (charset, rest) = rest.split_once('?')?;
    // The encoding's name may be followed by a language.
    let charset = charset.split('*').next().unwrap_or_default();
    if charset.is_empty() || charset.len() > 40 || charset.contains(char::is_whitespace) {
        return None;
    }
    let (way, rest) = rest.split_once('?')?;
    let is_base64 = way.eq_ignore_ascii_case("b");
    if !is_base64 && !way.eq_ignore_ascii_case("q") {
        return None;
    }
    let (content, rest) = rest.split_once("?=")?;
    let bytes = if is_base64 {
        base64(content.as_bytes())
    } else {
        let spaced = content.bytes().map(|b| if b == b'_' { b' ' } else { b });
        escaped(&spaced.collect::<Vec<u8>>(), b'=')
    };
    Some((charset, bytes, rest))
}

/// A text with its encoded words decoded. Words with nothing but space between them run together,
/// also where a character begins in one and ends in the next.
pub(super) fn decode(text: &str, legacy: Legacy) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<(String, Vec<u8>)> = None;
    let close = |open: &mut Option<(String, Vec<u8>)>, out: &mut String| {
        if let Some((charset, bytes)) = open.take() {
            out.push_str(&decode_labelled(&charset, bytes, legacy));
        }
    };
    // Without an end behind there is no word, so each end is looked for once.
    let last_end = text.rfind("?=").unwrap_or(0);
    let mut rest = text;
    while let Some(start) = rest.find("=?") {
        let at = text.len() - rest.len() + start;
        if at >= last_end {
            break;
        }
        let (before, from) = rest.split_at(start);
        if !(open.is_some() && before.chars().all(char::is_whitespace)) {
            close(&mut open, &mut out);
            out.push_str(before);
        }
        match word(from) {
            Some((charset, bytes, after)) => {
                match &mut open {
                    Some((own, so_far)) if own.eq_ignore_ascii_case(charset) => {
                        so_far.extend(bytes);
                    }
                    _ => {
                        close(&mut open, &mut out);
                        open = Some((charset.to_owned(), bytes));
                    }
                }
                rest = after;
            }
            None => {
                // The space before it is no space between two words.
                if open.is_some() {
                    close(&mut open, &mut out);
                    out.push_str(before);
                }
                out.push_str("=?");
                rest = &from[2..];
            }
        }
    }
    let is_end = rest.chars().all(char::is_whitespace) && open.is_some();
    close(&mut open, &mut out);
    if !is_end {
        out.push_str(rest);
    }
    out
}
