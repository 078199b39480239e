//! Lines of a card: folding, groups, parameters, quoted-printable, character sets.

use crate::csv::{Legacy, decode_labelled};

/// A property of a card.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Property {
    /// The first line, counted from 1.
    pub(super) line: u32,
    /// The group in front of the name (`item1`), in lower case; empty mostly.
    pub(super) group: String,
    /// The name in capitals.
    pub(super) name: String,
    /// What the property is for: the values of `TYPE`, and parameters without a value, in lower
    /// case.
    pub(super) types: Vec<String>,
    /// The value, decoded but with its escapes.
    pub(super) value: String,
}

/// The properties of a text, in order. Lines that are none are passed over.
pub(super) fn properties(text: &str, legacy: Legacy) -> impl Iterator<Item = Property> {
    let mut lines = (1u32..).zip(text.lines()).peekable();
    std::iter::from_fn(move || {
        let (line, first) = lines.next()?;
        let mut whole = first.to_owned();
        let quoted = is_quoted_printable(first);
        loop {
            let soft = quoted && whole.ends_with('=');
            let folded = lines
                .peek()
                .is_some_and(|(_, l)| l.starts_with([' ', '\t']));
            if !soft && !folded {
                break;
            }
            let Some((_, next)) = lines.next() else { break };
            if soft {
                whole.pop();
                whole.push_str(next.trim_start_matches(['\t']));
            } else {
                // A fold is a line break and one blank.
                whole.push_str(next.get(1..).unwrap_or_default());
            }
        }
        Some((line, whole))
    })
    .filter_map(move |(line, whole)| property(line, &whole, legacy))
}

fn is_quoted_printable(line: &str) -> bool {
    let head = line.split(':').next().unwrap_or_default();
    head.to_ascii_uppercase().contains("QUOTED-PRINTABLE")
}

fn property(line: u32, text: &str, legacy: Legacy) -> Option<Property> {
    let (head, value) = split_head(text)?;
    let mut parts = split_quoted(head, ';').into_iter();
    let name = parts.next()?;
    let (group, name) = name.rsplit_once('.').unwrap_or(("", name));
    let mut property = Property {
        line,
        group: group.trim().to_lowercase(),
        name: name.trim().to_ascii_uppercase(),
        ..Property::default()
    };
    let named = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if property.name.is_empty() || !property.name.chars().all(named) {
        return None;
    }
    let (mut quoted, mut charset) = (false, String::new());
    for part in parts {
        let (key, content) = part.split_once('=').unwrap_or(("", part));
        let content = content.trim().trim_matches('"');
        match key.trim().to_ascii_uppercase().as_str() {
            "TYPE" | "" => {
                quoted |= content.eq_ignore_ascii_case("quoted-printable");
                let types = content.split(',').map(|t| t.trim().to_lowercase());
                property.types.extend(types.filter(|t| !t.is_empty()));
            }
            "ENCODING" => quoted |= content.eq_ignore_ascii_case("quoted-printable"),
            "CHARSET" => content.clone_into(&mut charset),
            "PREF" => property.types.push("pref".to_owned()),
            _ => {}
        }
    }
    property.value = if quoted {
        decode_quoted(value, &charset, legacy)
    } else {
        value.to_owned()
    };
    Some(property)
}

/// Splits at the first colon that is not within quotes.
fn split_head(text: &str) -> Option<(&str, &str)> {
    let mut inside = false;
    let at = text.char_indices().find_map(|(i, c)| {
        inside ^= c == '"';
        (c == ':' && !inside).then_some(i)
    })?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

fn split_quoted(text: &str, by: char) -> Vec<&str> {
    let mut inside = false;
    text.split(move |c| {
        inside ^= c == '"';
        c == by && !inside
    })
    .collect()
}

fn decode_quoted(text: &str, charset: &str, legacy: Legacy) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while let Some(byte) = bytes.get(i) {
        let code = (*byte == b'=')
            .then(|| text.get(i + 1..i + 3))
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code {
            Some(code) => {
                out.push(code);
                i += 3;
            }
            None => {
                out.push(*byte);
                i += 1;
            }
        }
    }
    decode_labelled(charset, out, legacy)
}

/// Splits a value at `by` where it is not escaped, and resolves the escapes of the parts.
pub(super) fn split_value(value: &str, by: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        let here = match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => '\n',
                Some(escaped) => escaped,
                None => '\\',
            },
            c if c == by => {
                parts.push(String::new());
                continue;
            }
            c => c,
        };
        if let Some(part) = parts.last_mut() {
            part.push(here);
        }
    }
    parts.iter().map(|p| p.trim().to_owned()).collect()
}

/// A value with its escapes resolved.
pub(super) fn plain(value: &str) -> String {
    split_value(value, '\0').concat()
}
