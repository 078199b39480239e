//! All that is kept about a person.

use hashbrown::HashSet;
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
    /// The live records about a person: their own and the duplicates that were merged into it, their
    /// company's, the deals they are part of with the quotes, the tickets they asked with all
    /// messages, the activities and tasks with them, and the history of the fields of their own
    /// records. Ordered as [`KINDS`].
    pub fn about_person(&self, person: RecordId) -> Vec<(Kind, RecordId)> {
        let people = self.merged_with(Kind::CONTACT, person);
        let own = people.iter().map(|id| (Kind::CONTACT, *id));
        let mut found: Vec<(Kind, RecordId)> = own.collect();
        for person in &people {
            let company = self.value(Kind::CONTACT, *person, contact::COMPANY);
            let company = company.and_then(|value| value.as_ref_id());
            let company = company.map(|id| (Kind::COMPANY, self.resolve(Kind::COMPANY, id)));
            let is_new =
                |(kind, id): &_| self.is_live(*kind, *id) && !found.contains(&(*kind, *id));
            if let Some(company) = company.filter(is_new) {
                found.push(company);
            }
        }
        let mut seen: HashSet<(Kind, RecordId)> = found.iter().copied().collect();
        let mut add = |found: &mut Vec<(Kind, RecordId)>, kind, field: FieldId, of: &[RecordId]| {
            let related = of.iter().flat_map(|of| self.related(kind, field, *of));
            found.extend(related.map(|id| (kind, id)).filter(|one| seen.insert(*one)));
        };
        add(&mut found, Kind::DEAL, deal::CONTACTS, &people);
        let deals = of_kind(&found, Kind::DEAL);
        add(&mut found, Kind::QUOTE, quote::DEAL, &deals);
        add(&mut found, Kind::TICKET, ticket::REQUESTER, &people);
        let tickets = of_kind(&found, Kind::TICKET);
        add(&mut found, Kind::MESSAGE, message::TICKET, &tickets);
        add(&mut found, Kind::MESSAGE, message::CONTACT, &people);
        add(&mut found, Kind::ACTIVITY, activity::CONTACT, &people);
        add(&mut found, Kind::TASK, task::CONTACT, &people);
        add(&mut found, Kind::EVENT, event::SUBJECT, &people);
        found
    }
}

fn of_kind(found: &[(Kind, RecordId)], kind: Kind) -> Vec<RecordId> {
    let own = found.iter().filter(|(of, _)| *of == kind);
    own.map(|(_, id)| *id).collect()
}
