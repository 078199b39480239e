//! Erasing records for ever, and what of a record stands in others.

use hashbrown::HashSet;
use record::schema::{MERGED_INTO, PURGED, activity, contact, event, line, message, quote, task};
use record::{Change, FieldId, Kind, RecordId, Value};

use super::Draft;
use crate::business::Workspace;
use crate::quotes::{Content, lines_of};

/// What is only there for a record, by the field that refers to it.
fn parts_of(kind: Kind) -> &'static [(Kind, FieldId)] {
    match kind {
        Kind::CONTACT => &[
            (Kind::MESSAGE, message::CONTACT),
            (Kind::ACTIVITY, activity::CONTACT),
            (Kind::TASK, task::CONTACT),
        ],
        Kind::DEAL => &[(Kind::LINE, line::DEAL), (Kind::QUOTE, quote::DEAL)],
        Kind::TICKET => &[(Kind::MESSAGE, message::TICKET)],
        _ => &[],
    }
}

impl Workspace {
    /// What is erased together with a record, those in the trash included: the history of its
    /// fields and the duplicates that were merged into it; with a person the messages they wrote and
    /// the notes, calls and tasks with them; with a deal its lines and quotes; with a ticket its
    /// messages.
    pub fn erased_with(&self, kind: Kind, record: RecordId) -> Vec<(Kind, RecordId)> {
        let mut found = vec![(kind, record)];
        let mut seen: HashSet<(Kind, RecordId)> = [(kind, record)].into_iter().collect();
        let mut at = 0;
        while let Some((kind, record)) = found.get(at).copied() {
            let of_each = [(Kind::EVENT, event::SUBJECT), (kind, MERGED_INTO)];
            let parts = parts_of(kind).iter().copied().chain(of_each);
            for (part, field) in parts.filter(|_| kind != Kind::EVENT) {
                let Some(table) = self.table(part) else {
                    continue;
                };
                let mut relations = self.relations.borrow_mut();
                let rows = relations.rows(table, field, record);
                let ids = rows.iter().filter_map(|row| table.id(*row));
                found.extend(ids.map(|id| (part, id)).filter(|one| seen.insert(*one)));
            }
            at += 1;
        }
        found.remove(0);
        found
    }

    /// The live records in which a person's name or e-mail address stands as text, besides what is
    /// erased with them: people wrote it there, and only they can say what becomes of it.
    pub fn mentions_of(&self, person: RecordId) -> Vec<(Kind, RecordId)> {
        let mut words = Vec::new();
        for id in self.merged_with(Kind::CONTACT, person) {
            words.push(self.name(Kind::CONTACT, id).to_lowercase());
            if let Some(Value::Labelled(list)) = self.value(Kind::CONTACT, id, contact::EMAILS) {
                words.extend(list.into_iter().map(|entry| entry.value.to_lowercase()));
            }
        }
        // A name of one word may be any word.
        words.retain(|word| word.contains([' ', '@']) || !word.is_ascii() && word.len() >= 6);
        if words.is_empty() {
            return Vec::new();
        }
        let gone: HashSet<(Kind, RecordId)> = self
            .erased_with(Kind::CONTACT, person)
            .into_iter()
            .collect();
        let mut found = Vec::new();
        for table in &self.tables {
            let columns: Vec<_> = table
                .fields()
                // A quote's paper is rewritten without the person.
                .filter(|field| (table.kind, *field) != (Kind::QUOTE, quote::CONTENT))
                .filter_map(|field| table.column(field))
                .collect();
            for row in table.live_rows() {
                let says = |text: &str| {
                    !text.is_empty() && {
                        let text = text.to_lowercase();
                        words.iter().any(|word| text.contains(word.as_str()))
                    }
                };
                let Some(id) = table.id(row) else { continue };
                let own = (table.kind, id);
                if columns.iter().any(|column| says(column.str(row)))
                    && own != (Kind::CONTACT, person)
                    && !gone.contains(&own)
                {
                    found.push(own);
                }
            }
        }
        found
    }

    /// The events that go with a change because what they tell of is erased: those of a record that
    /// the change erases, and those that it brings of a record that was erased before. So a history
    /// goes on every device, whichever came first.
    pub(crate) fn erased_history(&self, change: &Change) -> Vec<RecordId> {
        let mut erased = Vec::new();
        for write in &change.writes {
            if write.kind == Kind::EVENT {
                let is_told = write.field == event::SUBJECT;
                if is_told && self.tells_of_erased(self, write.record) {
                    erased.push(write.record);
                }
            } else if write.field == PURGED
                && let Some(table) = self.table(Kind::EVENT)
            {
                let mut relations = self.relations.borrow_mut();
                let rows = relations.rows(table, event::SUBJECT, write.record);
                erased.extend(rows.iter().filter_map(|row| table.id(*row)));
            }
        }
        erased
    }

    /// Whether an event of a workspace tells of a record that is erased here.
    pub(crate) fn tells_of_erased(&self, of: &Self, event: RecordId) -> bool {
        let value = |field| of.value(Kind::EVENT, event, field);
        let kind = match value(event::KIND) {
            Some(Value::Int(kind)) => u16::try_from(kind).ok().map(Kind),
            _ => None,
        };
        let subject = value(event::SUBJECT).and_then(|subject| subject.as_ref_id());
        kind.zip(subject)
            .is_some_and(|(kind, subject)| self.value(kind, subject, PURGED).is_some())
    }

    pub(super) fn plan_purge(&self, kind: Kind, record: RecordId, draft: &mut Draft) {
        if kind == Kind::CONTACT {
            self.take_out_of_quotes(&self.merged_with(kind, record), draft);
        }
        for (kind, record) in self.erased_with(kind, record) {
            draft.set(self, kind, record, PURGED, Some(Value::Bool(true)));
        }
        draft.set(self, kind, record, PURGED, Some(Value::Bool(true)));
    }

    /// Quotes are papers of the business and stay, those in the trash too, but no longer say to which
    /// person they went. Those of earlier versions know the person by name only.
    fn take_out_of_quotes(&self, people: &[RecordId], draft: &mut Draft) {
        let known = |id: &RecordId| {
            let address = self.value(Kind::CONTACT, *id, contact::ADDRESS);
            (self.name(Kind::CONTACT, *id), lines_of(address))
        };
        let known: Vec<(String, Vec<String>)> = people.iter().map(known).collect();
        let Some(table) = self.table(Kind::QUOTE) else {
            return;
        };
        for row in 0..table.len() {
            let text = table.column(quote::CONTENT).map(|column| column.str(row));
            let Some(mut content) = text.and_then(Content::decode) else {
                continue;
            };
            let to = &mut content.to;
            let is_known = match to.contact {
                Some(id) => people.contains(&id),
                None => {
                    let same = known.iter().find(|(name, _)| *name == to.person);
                    let same = same.filter(|(name, _)| !name.is_empty());
                    to.is_home |=
                        same.is_some_and(|(_, at)| to.name.is_empty() || *at == to.address);
                    same.is_some()
                }
            };
            let Some(id) = table.id(row).filter(|_| is_known) else {
                continue;
            };
            to.person.clear();
            to.contact = None;
            if std::mem::take(&mut to.is_home) {
                to.address.clear();
            }
            let value = Some(Value::text(content.encode()));
            draft.set(self, Kind::QUOTE, id, quote::CONTENT, value);
        }
    }
}
