//! An e-mail file that was read, and what is known of the people in it.

use std::sync::Arc;

use interchange::eml::{Mail, Mailbox};
use record::schema::contact;
use record::{Instant, Kind, Labelled, RecordId, Value, Write};
use workspace::Workspace;
use workspace::mail::log::{Logged, Owner, key_of};

use super::{Record, said};
use crate::records::reference::named;

/// An e-mail that can be logged.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// Its number in the dialog.
    pub(super) number: u32,
    /// What was read.
    pub(super) mail: Arc<Mail>,
    /// What tells it from others.
    pub(super) key: String,
    /// Whether the same one stands above.
    pub(super) is_twice: bool,
    /// Whether it is to be logged.
    pub(super) is_on: bool,
    /// Whether its sender is to become a contact.
    pub(super) adds_sender: bool,
}

impl Entry {
    pub(super) fn new(number: u32, mail: Mail, others: &[Self]) -> Self {
        let key = key_of(&mail);
        let is_twice = others.iter().any(|other| other.key == key);
        Self {
            number,
            mail: Arc::new(mail),
            key,
            is_twice,
            is_on: !is_twice,
            adds_sender: false,
        }
    }
}

/// What is known of an e-mail's people.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct People {
    /// Whom the sender's address belongs to.
    pub(super) sender: Owner,
    /// Whom the other addresses belong to: first the recipients, then who got a copy.
    pub(super) others: Vec<Owner>,
    /// Whether it came from outside.
    pub(super) is_received: bool,
}

impl People {
    pub(super) fn of(ws: &Workspace, mail: &Mail) -> Self {
        let all = mail.from.iter().take(1).chain(&mail.to).chain(&mail.cc);
        let addresses: Vec<&str> = all.map(|person| person.address.as_str()).collect();
        let mut owners = ws.owners_of(&addresses).into_iter();
        let sender = match mail.from.is_empty() {
            true => Owner::default(),
            false => owners.next().unwrap_or_default(),
        };
        let others: Vec<Owner> = owners.collect();
        // Where the sender is nobody known, an e-mail to a contact was probably our own.
        let is_ours = sender.member.is_some()
            || sender.contact.is_none() && others.iter().any(|other| other.contact.is_some());
        Self {
            sender,
            others,
            is_received: !is_ours,
        }
    }
}

/// What is logged of an e-mail on a record; `added` is the contact that its sender becomes.
pub(super) fn logged(
    ws: &Workspace,
    entry: &Entry,
    people: &People,
    added: Option<RecordId>,
    now: Instant,
) -> Logged {
    let is_received = people.is_received || added.is_some();
    let sender = people.sender.contact.or(added);
    let mut contacts: Vec<RecordId> = Vec::new();
    let received = sender.filter(|_| is_received).into_iter();
    for contact in received.chain(people.others.iter().filter_map(|other| other.contact)) {
        if !contacts.contains(&contact) {
            contacts.push(contact);
        }
    }
    let member = if is_received {
        people.others.iter().find_map(|other| other.member)
    } else {
        people.sender.member.or_else(|| ws.me())
    };
    Logged {
        key: entry.key.clone(),
        subject: entry.mail.subject.clone(),
        body: String::new(),
        at: entry.mail.date.unwrap_or(now),
        contacts,
        member,
        is_received: is_received && sender.is_some(),
    }
}

/// The writes that log e-mails on a record, and make contacts of the senders where that was asked
/// for.
pub(super) fn writes(
    ws: &Workspace,
    record: Record,
    entries: &[Entry],
    now: Instant,
    new_id: impl Fn() -> RecordId,
) -> Vec<Write> {
    let mut writes = Vec::new();
    let mut added: Vec<(String, RecordId)> = Vec::new();
    for entry in entries {
        let people = People::of(ws, &entry.mail);
        let sender = entry.mail.from.first();
        let address = sender.map(|sender| sender.address.to_lowercase());
        let mut contact = added
            .iter()
            .find(|(own, _)| Some(own) == address.as_ref())
            .map(|(_, id)| *id);
        if let (true, None, None, Some(sender)) =
            (entry.adds_sender, contact, people.sender.contact, sender)
        {
            let id = new_id();
            writes.extend(contact_of(ws, record, sender, id));
            added.push((sender.address.to_lowercase(), id));
            contact = Some(id);
        }
        let mut logged = logged(ws, entry, &people, contact, now);
        let is_message = ws.is_customer_message(record, &logged);
        logged.body = said::body(
            &entry.mail,
            logged.is_received || people.is_received,
            is_message,
        );
        writes.extend(ws.log_mail(record, &logged));
    }
    writes
}

/// A new contact with the name and the address of a sender, in the company that the address shows.
fn contact_of(ws: &Workspace, record: Record, sender: &Mailbox, id: RecordId) -> Vec<Write> {
    let set = |field, value| Write::set(Kind::CONTACT, id, field, value);
    let email = Labelled {
        value: sender.address.clone(),
        label: String::new(),
    };
    let mut writes = vec![set(contact::EMAILS, Value::Labelled(vec![email]))];
    if !sender.name.is_empty() {
        let names = named(Kind::CONTACT, &sender.name);
        writes.extend(names.into_iter().map(|(field, value)| set(field, value)));
    }
    let company = match record {
        (Kind::COMPANY, id) => Some(id),
        _ => ws.company_of_address(&sender.address),
    };
    writes.extend(company.map(|company| set(contact::COMPANY, Value::Ref(company))));
    writes.extend(ws.me().map(|me| set(contact::OWNER, Value::Ref(me))));
    writes
}
