//! A change while it is drafted: writes with what they replace, and how to take them back.

use hashbrown::{HashMap, HashSet};
use record::schema::{CREATED_AT, UNDONE, event};
use record::{Action, Element, FieldId, Instant, Kind, RecordId, Value, Write};

use crate::business::{Moment, Workspace};
use crate::timeline;
use crate::undo::{Entry, FieldUndo};

/// The writes of one change, at most one to a field.
#[derive(Default)]
pub(crate) struct Draft {
    items: Vec<Option<Item>>,
    /// The writes of new records that came as writes.
    fresh: Vec<Write>,
    /// Where a field's write is; only for fields that are written by [`Draft::set`].
    places: HashMap<(RecordId, FieldId), usize>,
    created: HashSet<RecordId>,
    created_list: Vec<(Kind, RecordId)>,
}

struct Item {
    write: Write,
    undo: Option<FieldUndo>,
}

impl Draft {
    /// Starts a record and says when it was created.
    pub(crate) fn create(&mut self, kind: Kind, record: RecordId, now: Instant) {
        if self.note_created(kind, record) {
            let created_at = Write::set(kind, record, CREATED_AT, Value::Instant(now));
            self.put(created_at, None);
        }
    }

    /// Sets or empties a field; a field that is a set gets elements added and removed. Does nothing
    /// where the field is so already.
    pub(crate) fn set(
        &mut self,
        workspace: &Workspace,
        kind: Kind,
        record: RecordId,
        field: FieldId,
        value: Option<Value>,
    ) {
        let value = value.filter(|v| !v.is_blank());
        let before = workspace.value(kind, record, field);
        let is_set = workspace
            .schema
            .field(kind, field)
            .is_some_and(|def| def.ty.is_set());
        let action = if is_set {
            difference(before.as_ref(), value.as_ref())
        } else if before == value && workspace.is_as_written(kind, record, field) {
            None
        } else {
            Some(value.clone().map_or(Action::Clear, Action::Set))
        };
        let Some(action) = action else {
            // What was drafted for this field before is taken back.
            if let Some(at) = self.places.remove(&(record, field)) {
                self.items[at] = None;
            }
            return;
        };
        let replaced = match action {
            Action::Elements { .. } => None,
            _ => workspace.field_version(kind, record, field),
        };
        let undo = FieldUndo {
            kind,
            record,
            field,
            before,
            after: value,
        };
        self.put(
            Write {
                kind,
                record,
                field,
                action,
                replaced,
            },
            Some(undo),
        );
    }

    /// Adds elements to a set, whatever else is in it.
    pub(crate) fn add(&mut self, kind: Kind, record: RecordId, field: FieldId, add: Vec<Element>) {
        let undo = FieldUndo {
            kind,
            record,
            field,
            before: None,
            after: value_of(&add),
        };
        let action = Action::Elements {
            add,
            remove: Vec::new(),
        };
        self.put(
            Write {
                kind,
                record,
                field,
                action,
                replaced: None,
            },
            Some(undo),
        );
    }

    /// Adds a write without remembering how to take it back.
    pub(crate) fn write(&mut self, write: Option<Write>) {
        if let Some(write) = write {
            self.put(write, None);
        }
    }

    /// Takes a reference out of a field.
    pub(crate) fn unlink(
        &mut self,
        workspace: &Workspace,
        (kind, record, field): (Kind, RecordId, FieldId),
        target: RecordId,
    ) {
        let value = match self.value(workspace, kind, record, field) {
            Some(Value::Refs(mut refs)) => {
                refs.retain(|id| *id != target);
                Some(Value::Refs(refs))
            }
            other => other.filter(|value| value.as_ref_id() != Some(target)),
        };
        self.set(workspace, kind, record, field, value);
    }

    /// Points a reference at another record.
    pub(crate) fn relink(
        &mut self,
        workspace: &Workspace,
        (kind, record, field): (Kind, RecordId, FieldId),
        from: RecordId,
        to: RecordId,
    ) {
        let value = match self.value(workspace, kind, record, field) {
            Some(Value::Refs(mut refs)) => {
                refs.retain(|id| *id != from);
                if let Err(at) = refs.binary_search(&to) {
                    refs.insert(at, to);
                }
                Value::Refs(refs)
            }
            _ => Value::Ref(to),
        };
        self.set(workspace, kind, record, field, Some(value));
    }

    /// Takes finished writes, leaving out those that say what is there already. Writes to one
    /// record stand side by side; a new record's fields are written once each.
    pub(crate) fn extend(&mut self, workspace: &Workspace, writes: Vec<Write>, now: Instant) {
        let mut rest = writes.into_iter().peekable();
        while let Some(first) = rest.next() {
            let (kind, record) = (first.kind, first.record);
            let mut next = || rest.next_if(|w| (w.kind, w.record) == (kind, record));
            if workspace.is_known(kind, record) {
                // What was imported, taken back and is imported again is there again.
                if workspace.value(kind, record, UNDONE) == Some(Value::Bool(true)) {
                    self.set(workspace, kind, record, UNDONE, None);
                }
                let mut write = Some(first);
                while let Some(one) = write {
                    self.update(workspace, one);
                    write = next();
                }
                continue;
            }
            if kind == Kind::LINE {
                // Drafted like a person's, so that the amount of its deal can follow.
                self.create(kind, record, now);
                let mut write = Some(first);
                while let Some(one) = write {
                    self.update(workspace, one);
                    write = next();
                }
                continue;
            }
            let mut is_dated = !self.note_created(kind, record);
            let mut write = Some(first);
            while let Some(one) = write {
                is_dated |= one.field == CREATED_AT;
                self.fresh.push(Write {
                    replaced: None,
                    ..one
                });
                write = next();
            }
            if !is_dated {
                let created_at = Write::set(kind, record, CREATED_AT, Value::Instant(now));
                self.fresh.push(created_at);
            }
        }
    }

    /// Adds an event for each field that changes on a record that was there before, where its history
    /// is kept.
    pub(crate) fn add_events(&mut self, workspace: &Workspace, moment: &mut Moment<'_>) {
        let me = workspace.me();
        let mut events = Vec::new();
        for undo in self
            .items
            .iter()
            .flatten()
            .filter_map(|item| item.undo.as_ref())
        {
            let is_kept = workspace
                .schema
                .field(undo.kind, undo.field)
                .is_some_and(|def| timeline::is_kept(undo.kind, def));
            if !is_kept || undo.before == undo.after || self.created.contains(&undo.record) {
                continue;
            }
            let id = RecordId::new(moment.now.0, moment.entropy);
            let values = [
                (event::SUBJECT, Some(Value::Ref(undo.record))),
                (event::KIND, Some(Value::Int(undo.kind.0.into()))),
                (event::FIELD, Some(Value::Int(undo.field.0 as i64))),
                (event::FROM, undo.before.as_ref().map(timeline::kept)),
                (event::TO, undo.after.as_ref().map(timeline::kept)),
                (event::AT, Some(Value::Instant(moment.now))),
                (event::MEMBER, me.map(Value::Ref)),
            ];
            events.push((id, values));
        }
        for (id, values) in events {
            self.create(Kind::EVENT, id, moment.now);
            for (field, value) in values {
                if let Some(value) = value {
                    self.put(Write::whole(Kind::EVENT, id, field, value), None);
                }
            }
        }
    }

    /// The writes, and how to take them back.
    pub(crate) fn finish(self, label: &str, group: Option<RecordId>) -> (Vec<Write>, Entry) {
        let mut writes = self.fresh;
        writes.reserve(self.items.len());
        let mut fields = Vec::new();
        for item in self.items.into_iter().flatten() {
            fields.extend(
                item.undo
                    .filter(|undo| !self.created.contains(&undo.record)),
            );
            writes.push(item.write);
        }
        let entry = Entry {
            label: label.to_owned(),
            group,
            created: self.created_list,
            uncreated: Vec::new(),
            fields,
        };
        (writes, entry)
    }

    /// The records of a kind whose fields are written, with the fields; what came as finished
    /// writes of new records is left out, but for line items.
    pub(crate) fn written(&self, kind: Kind) -> impl Iterator<Item = (RecordId, FieldId)> + '_ {
        let writes = self.items.iter().flatten().map(|item| &item.write);
        writes
            .filter(move |write| write.kind == kind)
            .map(|write| (write.record, write.field))
    }

    /// The value of a field as it will be.
    pub(crate) fn value(
        &self,
        workspace: &Workspace,
        kind: Kind,
        record: RecordId,
        field: FieldId,
    ) -> Option<Value> {
        let place = self.places.get(&(record, field));
        match place.and_then(|at| self.items.get(*at)?.as_ref()?.undo.as_ref()) {
            Some(drafted) => drafted.after.clone(),
            None => workspace.value(kind, record, field),
        }
    }

    fn update(&mut self, workspace: &Workspace, write: Write) {
        let (kind, record, field) = (write.kind, write.record, write.field);
        let action = match write.action {
            Action::Carried(_, action) => *action,
            own => own,
        };
        let value = match action {
            Action::Set(value) => Some(value),
            Action::Clear => None,
            Action::Elements { add, remove } => {
                let before = workspace.value(kind, record, field);
                with_elements(before, &add, &remove)
            }
            Action::Carried(..) | Action::Unknown(..) => return,
        };
        self.set(workspace, kind, record, field, value);
    }

    fn note_created(&mut self, kind: Kind, record: RecordId) -> bool {
        let fresh = self.created.insert(record);
        if fresh {
            self.created_list.push((kind, record));
        }
        fresh
    }

    fn put(&mut self, write: Write, undo: Option<FieldUndo>) {
        let place = *self
            .places
            .entry((write.record, write.field))
            .or_insert(self.items.len());
        let item = Some(Item { write, undo });
        match self.items.get_mut(place) {
            Some(slot) => *slot = item,
            None => self.items.push(item),
        }
    }
}

/// The elements to add and to remove so that the set `before` becomes `after`; `None` where they
/// are the same.
pub(crate) fn difference(before: Option<&Value>, after: Option<&Value>) -> Option<Action> {
    let (before, after) = (elements_of(before), elements_of(after));
    let add: Vec<_> = after
        .iter()
        .filter(|e| !before.contains(e))
        .cloned()
        .collect();
    let remove: Vec<_> = before.into_iter().filter(|e| !after.contains(e)).collect();
    (!add.is_empty() || !remove.is_empty()).then_some(Action::Elements { add, remove })
}

fn elements_of(value: Option<&Value>) -> Vec<Element> {
    match value {
        Some(Value::Tags(tags)) => tags.iter().cloned().map(Element::Text).collect(),
        Some(Value::Refs(refs)) => refs.iter().copied().map(Element::Ref).collect(),
        _ => Vec::new(),
    }
}

fn value_of(elements: &[Element]) -> Option<Value> {
    with_elements(None, elements, &[])
}

fn with_elements(before: Option<Value>, add: &[Element], remove: &[Element]) -> Option<Value> {
    let mut elements = elements_of(before.as_ref());
    elements.extend(add.iter().cloned());
    elements.retain(|e| !remove.contains(e));
    record::order::sort(&mut elements);
    elements.dedup();
    let mut texts = Vec::new();
    let mut refs = Vec::new();
    for element in elements {
        match element {
            Element::Text(text) => texts.push(text),
            Element::Ref(id) => refs.push(id),
        }
    }
    match (texts.is_empty(), refs.is_empty()) {
        (false, _) => Some(Value::Tags(texts)),
        (true, false) => Some(Value::Refs(refs)),
        (true, true) => None,
    }
}
