//! E-mails that were sent or received, logged on records.
//!
//! An e-mail becomes one activity, whose id follows from its Message-ID: on a second record it is
//! linked to that as well, and two devices that log it make the same record. Where a link is taken,
//! as by the first of several recipients, the other record gets an entry of its own.

use hashbrown::HashMap;
use interchange::eml::Mail;
use interchange::fold::{domain_key, email_key};
use record::schema::{
    DELETED_AT, PURGED, UNDONE, activity, company, contact, member, message, ticket,
};
use record::{Action, FieldId, Instant, Kind, RecordId, Value, Write};

use crate::business::Workspace;

/// Those whom an address belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Owner {
    /// A contact.
    pub contact: Option<RecordId>,
    /// A member of the business.
    pub member: Option<RecordId>,
}

/// What is logged of an e-mail.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Logged {
    /// What tells it from every other e-mail: [`key_of`].
    pub key: String,
    /// What it is about.
    pub subject: String,
    /// What is read on the record.
    pub body: String,
    /// When it was sent.
    pub at: Instant,
    /// The contacts who wrote or got it, the writer first.
    pub contacts: Vec<RecordId>,
    /// The member who wrote or got it.
    pub member: Option<RecordId>,
    /// Whether the first of the contacts wrote it.
    pub is_received: bool,
}

/// What tells an e-mail from every other one: its Message-ID, otherwise what it says.
pub fn key_of(mail: &Mail) -> String {
    if !mail.message_id.is_empty() {
        return mail.message_id.clone();
    }
    let from = mail.from.first().map_or("", |from| &from.address);
    let at = mail.date.unwrap_or_default().0.to_string();
    RecordId::natural([from, at.as_str(), &mail.subject, &mail.text]).to_string()
}

/// What stands before an e-mail's key in the ids that follow from it.
const MARK: &str = "e-mail";

/// The activity of an e-mail.
fn own_id(key: &str) -> RecordId {
    RecordId::natural([MARK, key])
}

/// The entry of an e-mail that belongs to one record only.
fn entry_id(key: &str, kind: Kind, (of, id): (Kind, RecordId)) -> RecordId {
    let (kind, of) = (kind.0.to_string(), of.0.to_string());
    RecordId::natural([MARK, key, &kind, &of, &id.to_string()])
}

/// The field of an activity that links a record.
fn link(kind: Kind) -> Option<FieldId> {
    LINKS
        .iter()
        .find(|(of, _)| *of == kind)
        .map(|(_, field)| *field)
}

const LINKS: [(Kind, FieldId); 4] = [
    (Kind::CONTACT, activity::CONTACT),
    (Kind::COMPANY, activity::COMPANY),
    (Kind::DEAL, activity::DEAL),
    (Kind::TICKET, activity::TICKET),
];

impl Workspace {
    /// Whom addresses belong to, in their order. Of several contacts with one address the oldest
    /// holds.
    pub fn owners_of(&self, addresses: &[&str]) -> Vec<Owner> {
        let keys: Vec<String> = addresses.iter().map(|address| email_key(address)).collect();
        let mut owners: HashMap<&str, Owner> = keys
            .iter()
            .map(|key| (key.as_str(), Owner::default()))
            .collect();
        for (kind, field) in [
            (Kind::CONTACT, contact::EMAILS),
            (Kind::MEMBER, member::EMAIL),
        ] {
            let Some(table) = self.table(kind) else {
                continue;
            };
            let Some(column) = table.column(field) else {
                continue;
            };
            for row in table.live_rows() {
                let Some(Value::Labelled(list)) = column.get(row) else {
                    continue;
                };
                for entry in list {
                    let Some(owner) = owners.get_mut(email_key(&entry.value).as_str()) else {
                        continue;
                    };
                    let slot = match kind {
                        Kind::CONTACT => &mut owner.contact,
                        _ => &mut owner.member,
                    };
                    *slot = slot.or_else(|| table.id(row));
                }
            }
        }
        keys.iter()
            .map(|key| owners.get(key.as_str()).copied().unwrap_or_default())
            .collect()
    }

    /// The company whose domain an address has; only where it is the one.
    pub fn company_of_address(&self, address: &str) -> Option<RecordId> {
        let domain = domain_key(address.rsplit_once('@')?.1)?;
        if interchange::fold::is_public_domain(&domain) {
            return None;
        }
        let of = |id: &RecordId| {
            domain_key(self.text(Kind::COMPANY, *id, company::DOMAIN)).as_deref() == Some(&domain)
        };
        let mut found = self.ids(Kind::COMPANY).filter(of);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Whether an e-mail is on a record's timeline or in its conversation.
    pub fn is_mail_logged(&self, record: (Kind, RecordId), key: &str) -> bool {
        let own = own_id(key);
        let is_linked = self.is_live(Kind::ACTIVITY, own)
            && link(record.0).and_then(|field| self.linked(own, record.0, field)) == Some(record.1);
        is_linked
            || [Kind::ACTIVITY, Kind::MESSAGE]
                .into_iter()
                .any(|kind| self.is_live(kind, entry_id(key, kind, record)))
    }

    /// Whether an e-mail is logged as what the customer wrote in a ticket's conversation.
    pub fn is_customer_message(&self, (kind, id): (Kind, RecordId), logged: &Logged) -> bool {
        let requester = self.value(kind, id, ticket::REQUESTER);
        let requester = requester.and_then(|value| value.as_ref_id());
        let requester = requester.map(|id| self.resolve(Kind::CONTACT, id));
        kind == Kind::TICKET
            && logged.is_received
            && requester.is_some()
            && requester == logged.contacts.first().copied()
    }

    /// The writes that log an e-mail on a record and with the contacts who wrote or got it. Nothing
    /// is written twice.
    pub fn log_mail(&self, record: (Kind, RecordId), logged: &Logged) -> Vec<Write> {
        if self.is_mail_logged(record, &logged.key) {
            return Vec::new();
        }
        let mut writes = Vec::new();
        if self.is_customer_message(record, logged) {
            let id = entry_id(&logged.key, Kind::MESSAGE, record);
            let values = [
                (message::TICKET, Some(Value::Ref(record.1))),
                (message::VISIBILITY, Some(Value::choice("Customer message"))),
                (message::BODY, Some(Value::text(logged.body.as_str()))),
                (message::AT, Some(Value::Instant(logged.at))),
                (
                    message::CONTACT,
                    logged.contacts.first().map(|id| Value::Ref(*id)),
                ),
            ];
            self.write_entry(Kind::MESSAGE, id, &values, &mut writes);
            return writes;
        }
        let mut targets = vec![record];
        let company = self
            .mail_about(record, None)
            .company
            .map(|id| (Kind::COMPANY, id));
        let contacts = logged.contacts.iter().map(|id| (Kind::CONTACT, *id));
        for target in company.into_iter().chain(contacts) {
            if !targets.contains(&target) {
                targets.push(target);
            }
        }
        let own = own_id(&logged.key);
        let is_there = self.is_live(Kind::ACTIVITY, own);
        let mut links: [Option<RecordId>; LINKS.len()] = LINKS.map(|(kind, field)| {
            let there = is_there.then(|| self.linked(own, kind, field));
            there.flatten()
        });
        let before = links;
        // What was erased with a person stays away: each record gets an entry of its own.
        let is_erased = self.value(Kind::ACTIVITY, own, PURGED).is_some();
        let mut others = Vec::new();
        for (kind, id) in targets {
            if is_erased {
                others.extend((kind != Kind::COMPANY || record.0 == kind).then_some((kind, id)));
                continue;
            }
            let Some(at) = LINKS.iter().position(|(of, _)| *of == kind) else {
                continue;
            };
            match links[at] {
                None => links[at] = Some(id),
                Some(other) if other == id => {}
                // Somebody else's company is no reason for an entry of its own.
                Some(_) if kind == Kind::COMPANY && record.0 != kind => {}
                Some(_) => others.push((kind, id)),
            }
        }
        let linking = LINKS.iter().zip(links).zip(before);
        if is_there {
            for (((_, field), now), before) in linking {
                if let (Some(now), None) = (now, before) {
                    writes.push(Write::set(Kind::ACTIVITY, own, *field, Value::Ref(now)));
                }
            }
        } else if !is_erased {
            let mut values = self.activity_of(logged);
            // What was taken back or deleted may have been linked to others.
            values.extend(linking.map(|(((_, field), now), _)| (*field, now.map(Value::Ref))));
            self.write_entry(Kind::ACTIVITY, own, &values, &mut writes);
        }
        for other in others {
            let id = entry_id(&logged.key, Kind::ACTIVITY, other);
            if self.is_live(Kind::ACTIVITY, id) {
                continue;
            }
            let mut values = self.activity_of(logged);
            values.extend(link(other.0).map(|field| (field, Some(Value::Ref(other.1)))));
            self.write_entry(Kind::ACTIVITY, id, &values, &mut writes);
        }
        writes
    }

    fn activity_of(&self, logged: &Logged) -> Vec<(FieldId, Option<Value>)> {
        vec![
            (activity::TYPE, Some(Value::choice("Email"))),
            (
                activity::SUBJECT,
                Some(Value::text(logged.subject.as_str())),
            ),
            (activity::BODY, Some(Value::text(logged.body.as_str()))),
            (activity::AT, Some(Value::Instant(logged.at))),
            (activity::MEMBER, logged.member.map(Value::Ref)),
        ]
    }

    /// Writes a record whole, also one that was taken back or deleted before.
    fn write_entry(
        &self,
        kind: Kind,
        record: RecordId,
        values: &[(FieldId, Option<Value>)],
        writes: &mut Vec<Write>,
    ) {
        if self.value(kind, record, PURGED).is_some() {
            return;
        }
        let is_known = self.is_known(kind, record);
        let back = [(DELETED_AT, None), (UNDONE, None)];
        for (field, value) in back.iter().chain(values) {
            let value = value.clone().filter(|value| !value.is_blank());
            let action = match value {
                Some(value) => Action::Set(value),
                None if is_known && self.value(kind, record, *field).is_some() => Action::Clear,
                None => continue,
            };
            writes.push(Write {
                kind,
                record,
                field: *field,
                action,
                replaced: None,
            });
        }
    }

    fn linked(&self, own: RecordId, kind: Kind, field: FieldId) -> Option<RecordId> {
        let id = self.value(Kind::ACTIVITY, own, field)?.as_ref_id()?;
        let id = self.resolve(kind, id);
        self.is_live(kind, id).then_some(id)
    }
}
