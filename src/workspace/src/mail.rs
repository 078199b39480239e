//! Who is written to, who must not be, and what is logged of e-mails.

pub mod log;

use record::schema::{contact, deal, ticket};
use record::{Kind, RecordId, Value};

use crate::business::Workspace;

/// Why a person is not written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoMail {
    /// They want no e-mail.
    OptedOut,
    /// They have taken their consent back.
    Withdrawn,
    /// No address of theirs is known.
    NoAddress,
}

impl Workspace {
    /// Why a person is not written to; `None` where they may be.
    pub fn no_mail(&self, contact: RecordId) -> Option<NoMail> {
        let value = |field| self.value(Kind::CONTACT, contact, field);
        if value(contact::NO_EMAIL) == Some(Value::Bool(true)) {
            Some(NoMail::OptedOut)
        } else if self.text(Kind::CONTACT, contact, contact::CONSENT) == "Withdrawn" {
            Some(NoMail::Withdrawn)
        } else if self.addresses(contact).is_empty() {
            Some(NoMail::NoAddress)
        } else {
            None
        }
    }

    /// The e-mail addresses of a person, the main one first.
    pub fn addresses(&self, contact: RecordId) -> Vec<String> {
        let list = match self.value(Kind::CONTACT, contact, contact::EMAILS) {
            Some(Value::Labelled(list)) => list,
            _ => return Vec::new(),
        };
        list.into_iter()
            .map(|entry| entry.value.trim().to_owned())
            .filter(|address| !address.is_empty())
            .collect()
    }

    /// The people of a record who can be written to about it, at most so many. A company's come by
    /// their names.
    pub fn people_of(&self, (kind, id): (Kind, RecordId), most: usize) -> Vec<RecordId> {
        let value = |field| self.value(kind, id, field);
        let ids = match kind {
            Kind::CONTACT => vec![id],
            Kind::DEAL => match value(deal::CONTACTS) {
                Some(Value::Refs(ids)) => ids,
                _ => Vec::new(),
            },
            Kind::TICKET => value(ticket::REQUESTER)
                .and_then(|value| value.as_ref_id())
                .into_iter()
                .collect(),
            Kind::COMPANY => {
                let mut named: Vec<(String, RecordId)> = self
                    .related(Kind::CONTACT, contact::COMPANY, id)
                    .into_iter()
                    .map(|id| (self.name(Kind::CONTACT, id), id))
                    .collect();
                record::order::sort(&mut named);
                named.into_iter().map(|(_, id)| id).collect()
            }
            _ => Vec::new(),
        };
        let mut people = Vec::new();
        for id in ids {
            let id = self.resolve(Kind::CONTACT, id);
            if self.is_live(Kind::CONTACT, id) && !people.contains(&id) {
                people.push(id);
            }
            if people.len() == most {
                break;
            }
        }
        people
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{Change, DeviceId, FieldId, Labelled, Stamp, Version, Write};

    const ADA: RecordId = RecordId(1);
    const BEN: RecordId = RecordId(2);
    const DEAL: RecordId = RecordId(3);

    fn with(writes: Vec<Write>) -> Workspace {
        let mut ws = Workspace::new(DeviceId(1));
        let version = Version {
            stamp: Stamp::new(1, 0),
            device: DeviceId(1),
            number: 1,
        };
        ws.apply(&Change {
            version,
            label: String::new(),
            writes,
        });
        ws
    }

    fn of(id: RecordId, field: FieldId, value: Value) -> Write {
        Write::set(Kind::CONTACT, id, field, value)
    }

    fn email(value: &str) -> Value {
        Value::Labelled(vec![Labelled {
            value: value.to_owned(),
            label: String::new(),
        }])
    }

    #[test]
    fn who_has_opted_out_taken_back_consent_or_has_no_address_is_not_written_to() {
        let mail = || of(ADA, contact::EMAILS, email("ada@example.com"));
        assert_eq!(with(vec![mail()]).no_mail(ADA), None);
        let no = of(ADA, contact::NO_EMAIL, Value::Bool(true));
        assert_eq!(with(vec![mail(), no]).no_mail(ADA), Some(NoMail::OptedOut));
        let no = of(ADA, contact::CONSENT, Value::choice("Withdrawn"));
        assert_eq!(with(vec![mail(), no]).no_mail(ADA), Some(NoMail::Withdrawn));
        let asked = of(ADA, contact::CONSENT, Value::choice("Not asked"));
        assert_eq!(with(vec![mail(), asked]).no_mail(ADA), None);
        let blank = of(ADA, contact::EMAILS, email(" "));
        assert_eq!(with(vec![blank]).no_mail(ADA), Some(NoMail::NoAddress));
    }

    #[test]
    fn the_people_of_a_record_are_its_live_contacts() {
        let ws = with(vec![
            of(ADA, contact::FIRST_NAME, Value::text("Ada")),
            of(ADA, contact::COMPANY, Value::Ref(RecordId(9))),
            of(BEN, contact::FIRST_NAME, Value::text("Ben")),
            of(BEN, contact::COMPANY, Value::Ref(RecordId(9))),
            Write::set(
                Kind::DEAL,
                DEAL,
                deal::CONTACTS,
                Value::Refs(vec![ADA, BEN, RecordId(77)]),
            ),
        ]);
        assert_eq!(ws.people_of((Kind::DEAL, DEAL), 9), [ADA, BEN]);
        assert_eq!(ws.people_of((Kind::DEAL, DEAL), 1), [ADA]);
        assert_eq!(ws.people_of((Kind::CONTACT, BEN), 9), [BEN]);
        assert!(ws.people_of((Kind::CONTACT, DEAL), 9).is_empty());
        assert!(ws.people_of((Kind::TASK, DEAL), 9).is_empty());
    }
}
