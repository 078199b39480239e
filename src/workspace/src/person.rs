//! All that is kept about a person.

use record::schema::{activity, contact, deal, event, message, quote, task, ticket};
use record::{FieldId, Kind, RecordId};

use crate::business::Workspace;

/// The kinds of the records about a person, in the order in which they are told.
pub const KINDS: [Kind; 9] = [
    Kind::CONTACT,
    Kind::COMPANY,
    Kind::DEAL,
    Kind::QUOTE,
    Kind::TICKET,
    Kind::MESSAGE,
    Kind::ACTIVITY,
    Kind::TASK,
    Kind::EVENT,
];

impl Workspace {
    /// The live records about a person: their own, their company's, the deals they are part of with
    /// the quotes, the tickets they asked with all messages, the activities and tasks with them, and
    /// the history of the fields of their own record. Ordered as [`KINDS`].
    pub fn about_person(&self, person: RecordId) -> Vec<(Kind, RecordId)> {
        let mut found = vec![(Kind::CONTACT, person)];
        if let Some(company) = self
            .value(Kind::CONTACT, person, contact::COMPANY)
            .and_then(|value| value.as_ref_id())
        {
            let company = self.resolve(Kind::COMPANY, company);
            if self.is_live(Kind::COMPANY, company) {
                found.push((Kind::COMPANY, company));
            }
        }
        let add = |found: &mut Vec<(Kind, RecordId)>, kind, field: FieldId, of| {
            for id in self.related(kind, field, of) {
                if !found.contains(&(kind, id)) {
                    found.push((kind, id));
                }
            }
        };
        add(&mut found, Kind::DEAL, deal::CONTACTS, person);
        let deals = of_kind(&found, Kind::DEAL);
        for of in deals {
            add(&mut found, Kind::QUOTE, quote::DEAL, of);
        }
        add(&mut found, Kind::TICKET, ticket::REQUESTER, person);
        let tickets = of_kind(&found, Kind::TICKET);
        for of in tickets {
            add(&mut found, Kind::MESSAGE, message::TICKET, of);
        }
        add(&mut found, Kind::MESSAGE, message::CONTACT, person);
        add(&mut found, Kind::ACTIVITY, activity::CONTACT, person);
        add(&mut found, Kind::TASK, task::CONTACT, person);
        add(&mut found, Kind::EVENT, event::SUBJECT, person);
        found
    }
}

fn of_kind(found: &[(Kind, RecordId)], kind: Kind) -> Vec<RecordId> {
    let own = found.iter().filter(|(of, _)| *of == kind);
    own.map(|(_, id)| *id).collect()
}
