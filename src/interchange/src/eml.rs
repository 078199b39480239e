//! E-mail files (`.eml`): RFC 5322 with MIME, read into what a person reads of them.
//!
//! [`read`] takes untrusted bytes. Of the text, the plain form is preferred; from HTML only its
//! words are taken. Attachments are named with their size, and not kept. What is damaged is read as
//! far as it goes; only what is no e-mail at all is refused.

mod addresses;
mod date;
mod headers;
mod html;
mod parts;
mod transfer;
mod words;

use std::fmt;

use record::Instant;

pub use crate::csv::Legacy;
use headers::Headers;

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 25 << 20;
/// The longest text that is kept of an e-mail, in characters.
pub const LONGEST_TEXT: usize = 20_000;
/// The longest subject that is kept, in characters.
const LONGEST_SUBJECT: usize = 998;

/// What is read of an e-mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mail {
    /// Its Message-ID, without the angles; empty where it has none.
    pub message_id: String,
    /// Who wrote it.
    pub from: Vec<Mailbox>,
    /// To whom.
    pub to: Vec<Mailbox>,
    /// Who got a copy, also a blind one where the file says so.
    pub cc: Vec<Mailbox>,
    /// When it was sent.
    pub date: Option<Instant>,
    /// What it is about.
    pub subject: String,
    /// Its text, without marks of HTML.
    pub text: String,
    /// Whether the text was longer than what is kept.
    pub is_cut: bool,
    /// What was attached.
    pub attachments: Vec<Attachment>,
}

/// A person with an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mailbox {
    /// The name; may be empty.
    pub name: String,
    /// The address.
    pub address: String,
}

/// A file that was attached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, or its type where it has none.
    pub name: String,
    /// Its size in bytes.
    pub bytes: usize,
}

/// Why a file can't be read as an e-mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmlError {
    /// It is larger than [`LARGEST`].
    TooLarge,
    /// It is a message of Outlook's own format.
    Outlook,
    /// It has none of the lines that an e-mail begins with.
    NoMail,
}

impl fmt::Display for EmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "larger than 25 MB",
            Self::Outlook => "a message of Outlook's own format",
            Self::NoMail => "no e-mail",
        })
    }
}

impl std::error::Error for EmlError {}

/// What Outlook's own files begin with.
const OUTLOOK: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Reads an e-mail. `legacy` decodes the encodings that need large tables.
///
/// # Errors
/// Where it is too large, or no e-mail.
pub fn read(bytes: &[u8], legacy: Legacy) -> Result<Mail, EmlError> {
    if bytes.len() > LARGEST {
        return Err(EmlError::TooLarge);
    }
    if bytes.starts_with(OUTLOOK) {
        return Err(EmlError::Outlook);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let (headers, body) = Headers::split(without_mailbox_line(bytes), legacy);
    let is_mail = ["from", "date", "subject", "message-id"];
    if !is_mail.iter().any(|name| headers.get(name).is_some()) {
        return Err(EmlError::NoMail);
    }
    let people = |names: &[&str]| {
        let mut people = Vec::new();
        for name in names {
            addresses::read_into(&headers.all(name), legacy, &mut people);
        }
        people
    };
    let content = parts::read(&headers, body, legacy);
    let (text, is_cut) = tidy(&content.text);
    let id = headers.get("message-id").unwrap_or_default().trim();
    let id = id.trim_start_matches('<');
    let id = id.split('>').next().unwrap_or_default().trim();
    let subject = headers.get("subject").unwrap_or_default();
    let subject = words::decode(subject, legacy);
    Ok(Mail {
        message_id: id.chars().take(LONGEST_SUBJECT).collect(),
        from: people(&["from"]),
        to: people(&["to"]),
        cc: people(&["cc", "bcc"]),
        date: headers.get("date").and_then(date::read),
        subject: one_line(&subject).chars().take(LONGEST_SUBJECT).collect(),
        text,
        is_cut: is_cut || content.is_cut,
        attachments: content.attachments,
    })
}

/// What follows the line that stands before each e-mail in a mailbox file.
fn without_mailbox_line(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|b| !b.is_ascii_whitespace());
    let bytes = start.map_or(&[][..], |start| &bytes[start..]);
    if bytes.starts_with(b"From ") {
        let end = bytes.iter().position(|b| *b == b'\n');
        return end.map_or(&[][..], |end| &bytes[end + 1..]);
    }
    bytes
}

/// Whether a character changes how others are shown, or none at all.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}' | '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}')
}

/// A text in one line, without what can't be seen.
fn one_line(text: &str) -> String {
    let seen = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c });
    let seen: String = seen.filter(|c| !is_hidden(*c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text with plain ends of lines, at most one blank line in a row, nothing hidden, and no longer
/// than what is kept; and whether it was longer.
fn tidy(text: &str) -> (String, bool) {
    let mut out = String::new();
    let mut left = LONGEST_TEXT;
    let mut blank = 0;
    for line in text.split('\n') {
        let line: String = line
            .chars()
            .map(|c| if c == '\t' || c == '\u{A0}' { ' ' } else { c })
            .filter(|c| !is_hidden(*c))
            .collect();
        let line = line.trim_end();
        if line.is_empty() {
            blank += 1;
            continue;
        }
        let breaks = if out.is_empty() { 0 } else { blank.min(1) + 1 };
        blank = 0;
        if left <= breaks {
            return (out, true);
        }
        out.extend(std::iter::repeat_n('\n', breaks));
        left -= breaks;
        let kept: String = line.chars().take(left).collect();
        left -= kept.chars().count();
        out.push_str(&kept);
        if kept.len() < line.len() {
            return (out, true);
        }
    }
    (out, false)
}

#[cfg(test)]
mod tests;
