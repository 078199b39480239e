//! The lines above an e-mail's text, and what stands behind the semicolons of some.

use super::words;
use crate::csv::{Legacy, decode_labelled};

/// So many bytes of lines above the text are read.
const LONGEST: usize = 1 << 20;
/// So many of these lines are read.
const MOST: usize = 1_000;
/// So many settings of one line are read.
const MOST_SETTINGS: usize = 100;

/// The lines above a text.
pub(super) struct Headers {
    lines: Vec<(String, String)>,
}

impl Headers {
    /// The lines above a text, and the text.
    pub(super) fn split(bytes: &[u8], legacy: Legacy) -> (Self, &[u8]) {
        let mut lines: Vec<(String, Vec<u8>)> = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let end = bytes[at..].iter().position(|b| *b == b'\n');
            let next = end.map_or(bytes.len(), |end| at + end + 1);
            let line = bytes[at..next].trim_ascii_end();
            at = next;
            if line.is_empty() {
                break;
            }
            if at > LONGEST || lines.len() > MOST {
                continue;
            }
            if line.first().is_some_and(|b| *b == b' ' || *b == b'\t') {
                if let Some((_, value)) = lines.last_mut() {
                    value.extend_from_slice(line);
                }
            } else if let Some(colon) = line.iter().position(|b| *b == b':') {
                let name = String::from_utf8_lossy(line[..colon].trim_ascii());
                lines.push((name.to_ascii_lowercase(), line[colon + 1..].to_vec()));
            }
        }
        let text = |value: Vec<u8>| decode_labelled("", value, legacy).trim().to_owned();
        let lines = lines
            .into_iter()
            .map(|(name, value)| (name, text(value)))
            .collect();
        (Self { lines }, &bytes[at..])
    }

    /// The first line of a name, in lower case.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let own = self.lines.iter().find(|(own, _)| own == name);
        own.map(|(_, value)| value.as_str())
    }

    /// All lines of a name, as if they were one.
    pub(super) fn all(&self, name: &str) -> String {
        let own = self.lines.iter().filter(|(own, _)| own == name);
        let values: Vec<&str> = own.map(|(_, value)| value.as_str()).collect();
        values.join(",")
    }

    /// A line with settings.
    pub(super) fn with_settings(&self, name: &str) -> Settings {
        self.get(name).map(Settings::of).unwrap_or_default()
    }
}

/// A value with settings, such as `text/plain; charset=utf-8`.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// The value, in lower case.
    pub(super) value: String,
    settings: Vec<(String, String)>,
}

impl Settings {
    fn of(text: &str) -> Self {
        let mut parts = split_quoted(text).into_iter();
        let value = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let settings = parts
            .take(MOST_SETTINGS)
            .filter_map(|part| {
                let (name, value) = part.split_once('=')?;
                Some((name.trim().to_ascii_lowercase(), unquoted(value.trim())))
            })
            .collect();
        Self { value, settings }
    }

    /// A setting as it is written.
    pub(super) fn get(&self, name: &str) -> &str {
        let own = self.settings.iter().find(|(own, _)| own == name);
        own.map_or("", |(_, value)| value.as_str())
    }

    /// A setting as people read it: in pieces and with its own encoding (RFC 2231), or in encoded
    /// words, as many programs write it.
    pub(super) fn text(&self, name: &str, legacy: Legacy) -> String {
        let plain = self.get(name);
        let mut pieces: Vec<(usize, bool, &str)> = Vec::new();
        for (own, value) in &self.settings {
            let Some(rest) = own
                .strip_prefix(name)
                .and_then(|rest| rest.strip_prefix('*'))
            else {
                continue;
            };
            let (number, is_encoded) = match rest.strip_suffix('*') {
                Some(number) => (number, true),
                None => (rest, rest.is_empty()),
            };
            let number = if number.is_empty() { "0" } else { number };
            if let Ok(number) = number.parse() {
                pieces.push((number, is_encoded, value));
            }
        }
        if pieces.is_empty() {
            return words::decode(plain, legacy);
        }
        record::order::sort(&mut pieces);
        let mut charset = "";
        let mut bytes = Vec::new();
        for (n, (_, is_encoded, value)) in pieces.into_iter().enumerate() {
            let mut value = value;
            if is_encoded && n == 0 {
                let mut parts = value.splitn(3, '\'');
                if let (Some(label), Some(_), Some(rest)) =
                    (parts.next(), parts.next(), parts.next())
                {
                    (charset, value) = (label, rest);
                }
            }
            if is_encoded {
                bytes.extend(super::transfer::escaped(value.as_bytes(), b'%'));
            } else {
                bytes.extend_from_slice(value.as_bytes());
            }
        }
        decode_labelled(charset, bytes, legacy)
    }
}

/// The parts between semicolons that are not within quotes.
fn split_quoted(text: &str) -> Vec<&str> {
    let (mut inside, mut escaped) = (false, false);
    text.split(|c| {
        let was_escaped = std::mem::take(&mut escaped);
        match c {
            '\\' if inside && !was_escaped => escaped = true,
            '"' if !was_escaped => inside = !inside,
            _ => {}
        }
        c == ';' && !inside
    })
    .collect()
}

/// A text without the quotes around it.
fn unquoted(text: &str) -> String {
    let Some(inner) = text.strip_prefix('"') else {
        let end = text.find(char::is_whitespace);
        return text[..end.unwrap_or(text.len())].to_owned();
    };
    let mut out = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => out.extend(chars.next()),
            c => out.push(c),
        }
    }
    out
}
