//! Taking actions back and forth.

use hashbrown::{HashMap, HashSet};
use record::schema::{PURGED, UNDONE, deal, event, task};
use record::{FieldId, Kind, RecordId, Value, Write};

use crate::business::{Done, Moment, Touched, Workspace};
use crate::command::{Draft, difference, following};
use crate::error::Refused;

/// How many actions can be taken back.
pub const UNDO_MAX: usize = 200;

/// The actions of this tab that can be taken back, and those taken back that can be done again.
#[derive(Debug, Default)]
pub struct UndoStack {
    done: Vec<Entry>,
    undone: Vec<Entry>,
    /// What the last action holds, for what follows in it.
    held: Option<Held>,
}

/// What an action that comes in several changes holds so far.
#[derive(Debug, Default)]
struct Held {
    /// The place of each field among the action's.
    places: HashMap<(RecordId, FieldId), usize>,
    /// The records that it created.
    created: HashSet<RecordId>,
}

/// How to take one action back.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Entry {
    pub(crate) label: String,
    pub(crate) group: Option<RecordId>,
    /// Records the action created.
    pub(crate) created: Vec<(Kind, RecordId)>,
    /// Records whose creation the action took back.
    pub(crate) uncreated: Vec<(Kind, RecordId)>,
    pub(crate) fields: Vec<FieldUndo>,
}

/// A field's value before and after an action.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FieldUndo {
    pub(crate) kind: Kind,
    pub(crate) record: RecordId,
    pub(crate) field: FieldId,
    pub(crate) before: Option<Value>,
    pub(crate) after: Option<Value>,
}

/// An action that can be taken back or done again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    /// The action's label.
    pub label: &'a str,
    /// How many records it created or edited.
    pub records: usize,
    /// The record, where it is a single one.
    pub subject: Option<(Kind, RecordId)>,
}

/// An action that was taken back or done again.
#[derive(Clone, Debug, PartialEq)]
pub struct Undone {
    /// The action's label.
    pub label: String,
    /// The change it took.
    pub done: Done,
    /// How many fields were left as they are, because somebody has changed them since.
    pub kept: usize,
}

impl UndoStack {
    pub(crate) fn push(&mut self, entry: Entry) {
        self.undone.clear();
        if let (Some(last), Some(_)) = (self.done.last_mut(), entry.group)
            && last.group == entry.group
        {
            let held = self.held.get_or_insert_with(|| Held::of(last));
            last.join(entry, held);
            return;
        }
        self.held = None;
        if self.done.len() == UNDO_MAX {
            self.done.remove(0);
        }
        self.done.push(entry);
    }
}

impl Held {
    fn of(entry: &Entry) -> Self {
        let mut held = Self::default();
        held.note_created(&entry.created);
        let places = entry.fields.iter().enumerate();
        held.places
            .extend(places.map(|(n, f)| ((f.record, f.field), n)));
        held
    }

    /// Nobody edits an event.
    fn note_created(&mut self, created: &[(Kind, RecordId)]) {
        let records = created.iter().filter(|(kind, _)| *kind != Kind::EVENT);
        self.created.extend(records.map(|(_, record)| *record));
    }
}

impl Entry {
    /// Takes in what followed in the same action. `held` is what it holds so far.
    fn join(&mut self, next: Self, held: &mut Held) {
        held.note_created(&next.created);
        self.created.extend(next.created);
        // A record that the action created goes as a whole.
        let next = next
            .fields
            .into_iter()
            .filter(|f| !held.created.contains(&f.record));
        for field in next {
            match held.places.get(&(field.record, field.field)) {
                Some(at) if self.fields[*at].after == field.before => {
                    self.fields[*at].after = field.after;
                }
                // Somebody else wrote in between: back to what they wrote.
                Some(at) => self.fields[*at] = field,
                None => {
                    let key = (field.record, field.field);
                    held.places.insert(key, self.fields.len());
                    self.fields.push(field);
                }
            }
        }
    }

    fn step(&self) -> Step<'_> {
        let records: HashSet<RecordId> = self.fields.iter().map(|f| f.record).collect();
        let shown = |list: &[(Kind, RecordId)]| {
            list.iter().filter(|(kind, _)| *kind != Kind::EVENT).count()
        };
        let records = records.len() + shown(&self.created) + shown(&self.uncreated);
        let made = self.created.iter().chain(&self.uncreated).copied();
        let edited = self.fields.iter().map(|field| (field.kind, field.record));
        let mut all = made.chain(edited).filter(|(kind, _)| *kind != Kind::EVENT);
        Step {
            label: &self.label,
            records,
            subject: all.next().filter(|_| records == 1),
        }
    }
}

impl Workspace {
    /// The action that [`Workspace::undo`] would take back.
    pub fn undo_step(&self) -> Option<Step<'_>> {
        self.undo.done.last().map(Entry::step)
    }

    /// The action that [`Workspace::redo`] would do again.
    pub fn redo_step(&self) -> Option<Step<'_>> {
        self.undo.undone.last().map(Entry::step)
    }

    /// Takes the last action back. Fields that somebody has changed since are left as they are.
    ///
    /// # Errors
    /// Where there is nothing to take back.
    pub fn undo(&mut self, moment: &mut Moment<'_>) -> Result<Undone, Refused> {
        let entry = self.undo.done.pop().ok_or(Refused::NothingToUndo)?;
        self.undo.held = None;
        let (undone, inverse) = self.revert(entry, "undo", moment);
        self.undo.undone.push(inverse);
        Ok(undone)
    }

    /// Does the action again that was taken back last.
    ///
    /// # Errors
    /// Where nothing was taken back.
    pub fn redo(&mut self, moment: &mut Moment<'_>) -> Result<Undone, Refused> {
        let entry = self.undo.undone.pop().ok_or(Refused::NothingToUndo)?;
        let (undone, inverse) = self.revert(entry, "redo", moment);
        self.undo.held = None;
        self.undo.done.push(inverse);
        Ok(undone)
    }

    /// The record and the field that an event tells of.
    fn tells_of(&self, id: RecordId) -> Option<(RecordId, FieldId)> {
        let subject = self.value(Kind::EVENT, id, event::SUBJECT)?.as_ref_id()?;
        match self.value(Kind::EVENT, id, event::FIELD)? {
            Value::Int(field) => Some((subject, FieldId(field as u64))),
            _ => None,
        }
    }

    fn revert(&mut self, entry: Entry, label: &str, moment: &mut Moment<'_>) -> (Undone, Entry) {
        let mut draft = Draft::default();
        let mut kept: HashSet<(RecordId, FieldId)> = HashSet::new();
        let mut fields = Vec::with_capacity(entry.fields.len());
        for undo in entry.fields {
            let (kind, record, field) = (undo.kind, undo.record, undo.field);
            let is_set = self
                .schema
                .field(kind, field)
                .is_some_and(|def| def.ty.is_set());
            if self.value(kind, record, PURGED).is_some() {
                // What was erased stays erased, also in the journal.
                kept.insert((record, field));
                continue;
            } else if is_set {
                // Elements that others added or removed meanwhile stay as they are.
                let action = difference(undo.after.as_ref(), undo.before.as_ref());
                draft.write(action.map(|action| Write {
                    kind,
                    record,
                    field,
                    action,
                    replaced: None,
                }));
            } else if self.value(kind, record, field) == undo.after {
                draft.set(self, kind, record, field, undo.before.clone());
            } else {
                kept.insert((record, field));
                continue;
            }
            fields.push(FieldUndo {
                before: undo.after,
                after: undo.before,
                ..undo
            });
        }
        let mut created = entry.created;
        if !kept.is_empty() {
            // The event of a field that is kept tells of what did happen, and a task that stays done
            // goes on with the next one.
            let done = kept.iter().filter(|(_, field)| *field == task::DONE_AT);
            let next: HashSet<RecordId> = done.map(|(record, _)| following(*record)).collect();
            created.retain(|(kind, record)| match *kind {
                Kind::EVENT => !self.tells_of(*record).is_some_and(|f| kept.contains(&f)),
                Kind::TASK => !next.contains(record),
                _ => true,
            });
        }
        for (kind, record) in &created {
            draft.set(self, *kind, *record, UNDONE, Some(Value::Bool(true)));
        }
        for (kind, record) in &entry.uncreated {
            draft.set(self, *kind, *record, UNDONE, None);
        }
        // Lines may have come and gone since, so that what the amount was is not what it has to be.
        for id in self.follow_lines(&mut draft, false).unwrap_or_default() {
            let after = draft.value(self, Kind::DEAL, id, deal::AMOUNT);
            kept.remove(&(id, deal::AMOUNT));
            fields.retain(|undo: &FieldUndo| (undo.record, undo.field) != (id, deal::AMOUNT));
            fields.push(FieldUndo {
                kind: Kind::DEAL,
                record: id,
                field: deal::AMOUNT,
                before: self.value(Kind::DEAL, id, deal::AMOUNT),
                after,
            });
        }
        let (writes, _) = draft.finish(label, None);
        let inverse = Entry {
            label: entry.label.clone(),
            group: None,
            created: entry.uncreated,
            uncreated: created,
            fields,
        };
        let done = if writes.is_empty() {
            Done {
                change: None,
                touched: Touched::default(),
            }
        } else {
            self.commit(label.to_owned(), writes, moment.now)
        };
        (
            Undone {
                label: entry.label,
                done,
                kept: kept.len(),
            },
            inverse,
        )
    }
}
