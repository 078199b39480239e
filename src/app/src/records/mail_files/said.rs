//! E-mails in words.

use interchange::eml::{Attachment, EmlError, LONGEST_TEXT, Mail, Mailbox};

use crate::platform::intl;
use crate::words::{eml as words, locale};

/// The most addresses that are named of one line.
const MOST_NAMED: usize = 8;

/// What a file that can't be read is.
pub(super) fn error(error: EmlError) -> &'static str {
    match error {
        EmlError::TooLarge => words::too_large(),
        EmlError::Outlook => words::outlook(),
        EmlError::NoMail => words::no_mail(),
    }
}

/// People with their addresses, the first of many.
pub(super) fn people(people: &[Mailbox]) -> String {
    let each = people.iter().take(MOST_NAMED).map(person);
    let mut named: Vec<String> = each.collect();
    let rest = people.len().saturating_sub(MOST_NAMED);
    if rest > 0 {
        named.push(words::more(rest));
    }
    named.join(", ")
}

/// A person with their address.
pub(super) fn person(person: &Mailbox) -> String {
    if person.name.is_empty() {
        person.address.clone()
    } else {
        format!("{} <{}>", person.name, person.address)
    }
}

/// Attachments with their sizes.
pub(super) fn attachments(files: &[Attachment]) -> String {
    let each = files.iter().map(|file| {
        let size = intl::bytes(locale(), file.bytes as u64);
        format!("{} ({size})", file.name)
    });
    each.collect::<Vec<_>>().join(", ")
}

/// What is kept of an e-mail on a record: who wrote it to whom, its text, and what was attached. In
/// a conversation the writer stands beside it already.
pub(super) fn body(mail: &Mail, is_received: bool, is_message: bool) -> String {
    let mut parts = Vec::new();
    if !is_message {
        let mut head = vec![format!(
            "**{}**",
            if is_received {
                words::received()
            } else {
                words::sent()
            }
        )];
        for (label, list) in [
            (words::from(), &mail.from),
            (words::to(), &mail.to),
            (words::cc(), &mail.cc),
        ] {
            if !list.is_empty() {
                head.push(words::labelled(label, &people(list)));
            }
        }
        parts.push(head.join("\n"));
    }
    if mail.text.is_empty() {
        parts.push(words::no_text().to_owned());
    } else {
        parts.push(mail.text.clone());
    }
    if mail.is_cut {
        parts.push(format!("*{}*", words::text_cut(LONGEST_TEXT)));
    }
    if !mail.attachments.is_empty() {
        parts.push(words::labelled(
            words::attachments(),
            &attachments(&mail.attachments),
        ));
    }
    parts.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailbox(name: &str, address: &str) -> Mailbox {
        Mailbox {
            name: name.to_owned(),
            address: address.to_owned(),
        }
    }

    #[test]
    fn what_is_kept_says_who_wrote_to_whom_and_what_was_attached() {
        let mail = Mail {
            from: vec![mailbox("Ada", "a@b.c")],
            to: (0..10).map(|n| mailbox("", &format!("{n}@x.y"))).collect(),
            text: "Hello".to_owned(),
            is_cut: true,
            attachments: vec![Attachment {
                name: "offer.pdf".to_owned(),
                bytes: 2_000,
            }],
            ..Mail::default()
        };
        let text = body(&mail, true, false);
        assert!(text.starts_with("**Received**\nFrom: Ada <a@b.c>\nTo: 0@x.y, 1@x.y"));
        assert!(text.contains("7@x.y, and 2 more\n\nHello\n\n*Only the first 20,000 characters"));
        assert!(text.contains("Attachments: offer.pdf ("));
        assert!(body(&mail, true, true).starts_with("Hello\n\n"));
        assert!(body(&Mail::default(), false, false).contains("no text"));
    }
}
