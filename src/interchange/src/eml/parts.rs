//! The parts of an e-mail (MIME, RFC 2045 and 2046): which is its text, and what is attached.

use super::headers::{Headers, Settings};
use super::transfer::{base64, base64_length, quoted_printable};
use super::{Attachment, html, one_line};
use crate::csv::{Legacy, decode_labelled};

/// How deep parts may lie in each other; what lies deeper is passed over.
const DEEPEST: usize = 12;
/// The most parts that are looked at.
const MOST: usize = 500;
/// The most attachments that are named.
const MOST_NAMED: usize = 100;
/// Of a longer text only the beginning is decoded, in bytes.
const LONGEST: usize = 2 << 20;

/// What is in an e-mail.
#[derive(Default)]
pub(super) struct Content {
    pub(super) text: String,
    pub(super) is_cut: bool,
    pub(super) attachments: Vec<Attachment>,
    seen: usize,
}

/// Reads the parts of an e-mail.
pub(super) fn read(headers: &Headers, body: &[u8], legacy: Legacy) -> Content {
    let mut content = Content::default();
    let text = content.part(headers, body, legacy, 0);
    content.text = text.map(|text| text.text).unwrap_or_default();
    content
}

/// A text, and whether it was plain from the beginning.
struct Text {
    text: String,
    is_plain: bool,
}

impl Content {
    /// Reads a part and returns its text; attachments are noted.
    fn part(
        &mut self,
        headers: &Headers,
        body: &[u8],
        legacy: Legacy,
        depth: usize,
    ) -> Option<Text> {
        self.seen += 1;
        if self.seen > MOST {
            return None;
        }
        let kind = headers.with_settings("content-type");
        let disposition = headers.with_settings("content-disposition");
        if let Some(way) = kind.value.strip_prefix("multipart/") {
            if depth == DEEPEST {
                return None;
            }
            return self.several(way, &kind, body, legacy, depth);
        }
        let mut name = disposition.text("filename", legacy);
        if name.is_empty() {
            name = kind.text("name", legacy);
        }
        let is_text = matches!(
            kind.value.as_str(),
            "" | "text" | "text/plain" | "text/html"
        );
        let transfer = headers.get("content-transfer-encoding").unwrap_or_default();
        let transfer = transfer.trim().to_ascii_lowercase();
        if is_text && name.is_empty() && disposition.value != "attachment" {
            return Some(self.text(&kind, &transfer, body, legacy));
        }
        let bytes = match transfer.as_str() {
            "base64" => base64_length(body),
            "quoted-printable" => quoted_printable(body).len(),
            _ => body.len(),
        };
        let name = one_line(&name);
        if self.attachments.len() < MOST_NAMED {
            self.attachments.push(Attachment {
                name: match name.is_empty() {
                    true => one_line(&kind.value),
                    false => name,
                }
                .chars()
                .take(200)
                .collect(),
                bytes,
            });
        }
        None
    }

    fn several(
        &mut self,
        way: &str,
        kind: &Settings,
        body: &[u8],
        legacy: Legacy,
        depth: usize,
    ) -> Option<Text> {
        let mut found: Option<Text> = None;
        for part in split(body, kind.get("boundary")) {
            let (headers, body) = Headers::split(part, legacy);
            let Some(text) = self.part(&headers, body, legacy, depth + 1) else {
                continue;
            };
            if text.text.trim().is_empty() {
                continue;
            }
            found = Some(match found {
                None => text,
                // Of several forms of the same the plain one.
                Some(before) if way == "alternative" => match before.is_plain {
                    true => before,
                    false if text.is_plain => text,
                    false => before,
                },
                Some(before) => Text {
                    text: format!("{}\n\n{}", before.text.trim_end(), text.text),
                    is_plain: before.is_plain && text.is_plain,
                },
            });
        }
        found
    }

    fn text(&mut self, kind: &Settings, transfer: &str, body: &[u8], legacy: Legacy) -> Text {
        // Base64 takes four letters for three bytes, with ends of lines.
        let most = LONGEST * 3 / 2;
        let body = match body.get(..most) {
            Some(beginning) => {
                self.is_cut = true;
                beginning
            }
            None => body,
        };
        let bytes = match transfer {
            "base64" => base64(body),
            "quoted-printable" => quoted_printable(body),
            _ => body.to_vec(),
        };
        let text = decode_labelled(kind.get("charset"), bytes, legacy);
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        if kind.value == "text/html" {
            return Text {
                text: html::text(&text),
                is_plain: false,
            };
        }
        let is_flowed = kind.get("format").eq_ignore_ascii_case("flowed");
        let is_glued = kind.get("delsp").eq_ignore_ascii_case("yes");
        Text {
            text: if is_flowed {
                unflowed(&text, is_glued)
            } else {
                text
            },
            is_plain: true,
        }
    }
}

/// The parts between the lines that begin with two dashes and the boundary.
fn split<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    if boundary.is_empty() || boundary.len() > 200 {
        return parts;
    }
    let mark = format!("--{boundary}");
    let mut start = None;
    let mut at = 0;
    while at < body.len() && parts.len() < MOST {
        let end = body[at..].iter().position(|b| *b == b'\n');
        let next = end.map_or(body.len(), |end| at + end + 1);
        if let Some(rest) = body[at..next].strip_prefix(mark.as_bytes()) {
            let rest = rest.trim_ascii_end();
            if rest.is_empty() || rest == b"--" {
                if let Some(start) = start {
                    parts.push(&body[start..at]);
                }
                start = rest.is_empty().then_some(next);
                if start.is_none() {
                    return parts;
                }
            }
        }
        at = next;
    }
    // The last mark may be missing.
    if let Some(start) = start {
        parts.push(&body[start..]);
    }
    parts
}

/// A flowed text (RFC 3676) with its paragraphs in one line each.
fn unflowed(text: &str, is_glued: bool) -> String {
    let depth = |line: &str| line.bytes().take_while(|b| *b == b'>').count();
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.split('\n') {
        let quotes = depth(line);
        let content = &line[quotes..];
        let content = content.strip_prefix(' ').unwrap_or(content);
        match open {
            Some(before) if before == quotes => {}
            Some(_) => out.push('\n'),
            None => {}
        }
        if open != Some(quotes) {
            out.extend(std::iter::repeat_n('>', quotes));
            if quotes > 0 {
                out.push(' ');
            }
        }
        let flows = content.ends_with(' ') && content != "-- ";
        if flows {
            out.push_str(match is_glued {
                true => &content[..content.len() - 1],
                false => content,
            });
            open = Some(quotes);
        } else {
            out.push_str(content);
            out.push('\n');
            open = None;
        }
    }
    out
}
