//! Lists of people with addresses (RFC 5322, section 3.4).

use super::{Mailbox, one_line, words};
use crate::csv::Legacy;

/// The most people that are read of one list.
const MOST: usize = 500;

/// A mailbox while it is read.
#[derive(Default)]
struct Reading {
    /// What stands before or without angles.
    text: String,
    /// What stands in angles.
    angle: Option<String>,
    /// What stands in brackets, which some programs use for the name.
    comment: String,
}

/// Reads a list of people, one of them never twice.
pub(super) fn read_into(text: &str, legacy: Legacy, people: &mut Vec<Mailbox>) {
    let mut reading = Reading::default();
    let mut chars = text.chars();
    // How deep in brackets, and whether in quotes or angles.
    let (mut depth, mut quoted, mut angled) = (0usize, false, false);
    while let Some(c) = chars.next() {
        if people.len() >= MOST {
            return;
        }
        let c = match c {
            '\\' if quoted || depth > 0 => match chars.next() {
                Some(escaped) => {
                    reading.put(escaped, depth, angled);
                    continue;
                }
                None => break,
            },
            c => c,
        };
        match c {
            '"' if depth == 0 => quoted = !quoted,
            _ if quoted => reading.put(c, depth, angled),
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            _ if depth > 0 => reading.put(c, depth, angled),
            '<' => {
                angled = true;
                reading.angle = Some(String::new());
            }
            '>' => angled = false,
            // The name of a group ends, or the group.
            ':' if !angled => reading = Reading::default(),
            ',' | ';' if !angled => std::mem::take(&mut reading).finish(legacy, people),
            c => reading.put(c, depth, angled),
        }
    }
    reading.finish(legacy, people);
}

impl Reading {
    fn put(&mut self, c: char, depth: usize, angled: bool) {
        match &mut self.angle {
            _ if depth > 0 => self.comment.push(c),
            Some(angle) if angled => angle.push(c),
            _ => self.text.push(c),
        }
    }

    fn finish(self, legacy: Legacy, people: &mut Vec<Mailbox>) {
        let (name, address) = match self.angle {
            Some(address) => (self.text, address),
            None => (self.comment, self.text),
        };
        // A way over other hosts may stand before it.
        let address = address.rsplit(':').next().unwrap_or_default();
        let address: String = address.chars().filter(|c| !c.is_whitespace()).collect();
        let is_address = matches!(address.rsplit_once('@'), Some((own, host)) if !own.is_empty() && !host.is_empty());
        if !is_address || address.len() > 320 {
            return;
        }
        let same = |known: &Mailbox| known.address.eq_ignore_ascii_case(&address);
        if people.iter().any(same) {
            return;
        }
        let name = one_line(&words::decode(&name, legacy));
        let name = name.trim_matches(['"', '\'', ' ']);
        let name = if name.eq_ignore_ascii_case(&address) {
            ""
        } else {
            name
        };
        people.push(Mailbox {
            name: name.chars().take(200).collect(),
            address: one_line(&address),
        });
    }
}
