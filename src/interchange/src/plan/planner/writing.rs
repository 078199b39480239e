//! The third pass: values are compared with what is known, and the writes come out.

use record::schema::{self, activity, company, contact, deal, task, ticket};
use record::{FieldId, FieldType, Kind, RecordId, Value, Write};

use super::{Input, Planner, State, named_stage};
use crate::csv::Row;
use crate::fold::name_key;
use crate::headers::{LinkBy, Mapping};
use crate::plan::decisions::UpdatePolicy;
use crate::plan::identity::own_id;
use crate::plan::index::{external_key, source_id};
use crate::plan::links::{Found, resolve, texts};
use crate::plan::lookup::Outcome;
use crate::plan::report::{Counts, WarningReason};
use crate::plan::row::{Draft, LinkText, Read};
use crate::plan::writes;

/// Links between records of one row that no column has to name.
const IN_ROW: &[(Kind, FieldId, Kind)] = &[
    (Kind::CONTACT, contact::COMPANY, Kind::COMPANY),
    (Kind::DEAL, deal::COMPANY, Kind::COMPANY),
    (Kind::DEAL, deal::CONTACTS, Kind::CONTACT),
    (Kind::TICKET, ticket::REQUESTER, Kind::CONTACT),
    (Kind::TICKET, ticket::COMPANY, Kind::COMPANY),
    (Kind::ACTIVITY, activity::CONTACT, Kind::CONTACT),
    (Kind::ACTIVITY, activity::COMPANY, Kind::COMPANY),
    (Kind::ACTIVITY, activity::DEAL, Kind::DEAL),
    (Kind::ACTIVITY, activity::TICKET, Kind::TICKET),
    (Kind::TASK, task::CONTACT, Kind::CONTACT),
    (Kind::TASK, task::COMPANY, Kind::COMPANY),
    (Kind::TASK, task::DEAL, Kind::DEAL),
];

impl<'a> Planner<'a> {
    pub(super) fn write_row(&mut self, input: Input<'a>, row: &Row<'_>, out: &mut Vec<Write>) {
        let entities = input.mapping.entities.len();
        let at = self.row;
        let Some(file) = self.files.get(self.file) else {
            return;
        };
        if !file.take.get(at).copied().unwrap_or(false) {
            return;
        }
        let ids: Vec<Option<RecordId>> = file
            .ids
            .get(at * entities..(at + 1) * entities)
            .unwrap_or_default()
            .to_vec();
        let Read::Drafts(drafts, _) = self.read(input, row) else {
            return;
        };
        let mut in_row: Vec<(Kind, RecordId)> = Vec::new();
        for (draft, id) in drafts.iter().zip(&ids) {
            let Some(draft) = draft else { continue };
            let id = id.or_else(|| self.only_an_id(input.mapping, draft, row.line()));
            in_row.extend(id.map(|id| (draft.kind, id)));
        }
        for (draft, id) in drafts.into_iter().zip(ids) {
            if let (Some(draft), Some(id)) = (draft, id) {
                self.write_draft(input, draft, id, &in_row, row.line(), out);
            }
        }
    }

    /// A record that the row names by nothing but its id.
    fn only_an_id(&mut self, mapping: &Mapping, draft: &Draft, line: u32) -> Option<RecordId> {
        if !draft.is_only_an_id() {
            return None;
        }
        let text = draft.external.clone()?;
        let found = resolve(
            &mut self.index,
            &mut self.created,
            self.lookup,
            mapping,
            draft.kind,
            LinkBy::Id,
            &text,
        );
        match found {
            Found::Record(id) | Found::OneOfTwo(id) => Some(id),
            Found::Nothing => {
                let field = schema::SOURCE_ID;
                self.warn(line, None, WarningReason::LinkNotFound { field, text });
                None
            }
        }
    }

    fn write_draft(
        &mut self,
        input: Input<'a>,
        draft: Draft,
        id: RecordId,
        in_row: &[(Kind, RecordId)],
        line: u32,
        out: &mut Vec<Write>,
    ) {
        let kind = draft.kind;
        let known = self.lookup.find(kind, id).is_some();
        let before = self.touched.get(&id).copied();
        let mut values = self.links(input.mapping, &draft, id, in_row, line);
        self.write_created(out);
        let is_new = !known && before.is_none();
        self.stage(&draft, is_new, &mut values);
        if let Some(text) = &draft.external {
            let key = external_key(input.mapping.source, text);
            // A record keeps the first system it came from.
            let free = || is_new || self.lookup.value(kind, id, schema::SOURCE_ID).is_none();
            if own_id(self.lookup, input.mapping, kind, &key).is_none() && free() {
                let source = source_id(&input.mapping.system, &key);
                values.push((schema::SOURCE_ID, Value::Text(source)));
            }
        }
        values.reserve(draft.fields.len() + 4);
        for (field, value) in draft.fields {
            values.extend(self.settled(kind, field, value).map(|v| (field, v)));
        }
        self.follow(kind, is_new, &mut values);
        if self.shared.contains(&kind) {
            values.retain(|(field, _)| self.written.insert((id, *field)));
        }
        let written = out.len();
        match known {
            true => writes::of_known(self.lookup, self.decisions.updates, kind, id, values, out),
            false => writes::of_new(kind, id, values, out),
        }
        let state = match (known, out.len() == written) {
            (false, _) => State::New,
            (true, true) => State::Unchanged,
            (true, false) => State::Updated,
        };
        self.count(kind, id, before, state);
    }

    fn count(&mut self, kind: Kind, id: RecordId, before: Option<State>, state: State) {
        let counts = self.report.count_mut(kind);
        let slot = |counts: &mut Counts, state, by: i32| {
            let n = match state {
                State::New => &mut counts.new,
                State::Updated => &mut counts.updated,
                State::Unchanged => &mut counts.unchanged,
            };
            *n = n.saturating_add_signed(by);
        };
        match (before, state) {
            (None, state) => slot(counts, state, 1),
            (Some(State::Unchanged), State::Updated) => {
                slot(counts, State::Unchanged, -1);
                slot(counts, State::Updated, 1);
            }
            (Some(_), _) => return,
        }
        self.touched.insert(id, state);
    }

    /// Records that links have made.
    fn write_created(&mut self, out: &mut Vec<Write>) {
        for (kind, id, mut values) in std::mem::take(&mut self.created.fresh) {
            if self.touched.insert(id, State::New).is_none() {
                self.report.count_mut(kind).new += 1;
            }
            values.push((schema::CREATED_AT, Value::Instant(self.decisions.now)));
            values.push((schema::IMPORT, Value::Ref(self.decisions.import)));
            writes::of_new(kind, id, values, out);
        }
    }

    /// The values of a draft's links.
    fn links(
        &mut self,
        mapping: &Mapping,
        draft: &Draft,
        id: RecordId,
        in_row: &[(Kind, RecordId)],
        line: u32,
    ) -> Vec<(FieldId, Value)> {
        let mut found: Vec<(FieldId, Vec<RecordId>)> = Vec::new();
        let order = |by| match by {
            LinkBy::Id => 0,
            LinkBy::Email => 1,
            LinkBy::Name => 2,
        };
        let mut links: Vec<_> = draft.links.iter().collect();
        record::order::sort_by_key(&mut links, |l| order(l.by));
        let mut lost: Vec<(usize, WarningReason, FieldId)> = Vec::new();
        for link in links {
            let ty = self.schema.field(draft.kind, link.field).map(|f| f.ty);
            let Some(target) = ty.and_then(FieldType::target) else {
                continue;
            };
            let several = matches!(ty, Some(FieldType::Refs(_)));
            // An id has said it already; a name says no more.
            if found
                .iter()
                .any(|(f, ids)| *f == link.field && !ids.is_empty())
            {
                continue;
            }
            let mut ids = Vec::new();
            for text in texts(&link.text, link.by, several) {
                let result = match self.linked_already(draft.kind, id, link, target, text) {
                    Some(other) => Found::Record(other),
                    None => resolve(
                        &mut self.index,
                        &mut self.created,
                        self.lookup,
                        mapping,
                        target,
                        link.by,
                        text,
                    ),
                };
                let reason = match result {
                    Found::Record(other) | Found::OneOfTwo(other) if other == id => {
                        Some(WarningReason::OwnParent)
                    }
                    Found::Record(other) => {
                        ids.push(other);
                        None
                    }
                    Found::OneOfTwo(other) => {
                        ids.push(other);
                        let name = text.to_owned();
                        Some(WarningReason::NameTwice { name })
                    }
                    Found::Nothing => Some(WarningReason::LinkNotFound {
                        field: link.field,
                        text: text.to_owned(),
                    }),
                };
                lost.extend(reason.map(|r| (link.column, r, link.field)));
            }
            found.push((link.field, ids));
        }
        for (column, reason, field) in lost {
            // What one column could not say another one may have said.
            let said = found.iter().any(|(f, ids)| *f == field && !ids.is_empty());
            if !said || !matches!(reason, WarningReason::LinkNotFound { .. }) {
                self.warn(line, Some(column), reason);
            }
        }
        for (kind, field, target) in IN_ROW {
            let other = in_row.iter().find(|(k, _)| k == target).map(|(_, id)| *id);
            let free = !found.iter().any(|(f, ids)| f == field && !ids.is_empty());
            if *kind == draft.kind
                && free
                && let Some(other) = other
            {
                found.push((*field, vec![other]));
            }
        }
        let mut values = Vec::new();
        for (field, mut ids) in found {
            let several = self
                .schema
                .field(draft.kind, field)
                .is_some_and(|f| matches!(f.ty, FieldType::Refs(_)));
            record::order::sort(&mut ids);
            ids.dedup();
            match (several, ids.first()) {
                (_, None) => {}
                (true, _) => values.push((field, Value::Refs(ids))),
                (false, Some(first)) if self.is_circle(draft, field, id, *first) => {
                    let column = draft.links.iter().find(|l| l.field == field);
                    self.warn(line, column.map(|l| l.column), WarningReason::ParentCircle);
                }
                (false, Some(first)) => values.push((field, Value::Ref(*first))),
            }
        }
        values
    }

    /// Whether this link would make a company its own parent by way of others.
    fn is_circle(&mut self, draft: &Draft, field: FieldId, id: RecordId, parent: RecordId) -> bool {
        if (draft.kind, field) != (Kind::COMPANY, company::PARENT) {
            return false;
        }
        // Where a parent stays as it is known, the file's counts for nothing.
        let stays = self.decisions.updates != UpdatePolicy::Overwrite
            && self.lookup.value(draft.kind, id, field).is_some();
        !stays && !self.parents.take(self.lookup, id, parent)
    }

    /// The company that the record is linked to and that has this name: of two with one name the
    /// link stays where it is, unless the files bring one.
    fn linked_already(
        &self,
        kind: Kind,
        id: RecordId,
        link: &LinkText,
        target: Kind,
        text: &str,
    ) -> Option<RecordId> {
        if link.by != LinkBy::Name || target != Kind::COMPANY {
            return None;
        }
        let key = name_key(text);
        let current = self.lookup.value(kind, id, link.field)?.as_ref_id()?;
        let name = self.lookup.value(target, current, company::NAME)?;
        let same = name.as_str().is_some_and(|name| name_key(name) == key);
        (same && !self.index.names.contains_key(&(target, key))).then_some(current)
    }

    /// The stage of a deal, and the day it was closed where the stage says that it is.
    fn stage(&self, draft: &Draft, is_new: bool, values: &mut Vec<(FieldId, Value)>) {
        if draft.kind != Kind::DEAL {
            return;
        }
        let said = draft.stage.is_some() || draft.outcome.is_some();
        let Some((stage, outcome)) = self.stages.get(&named_stage(draft)) else {
            return;
        };
        if said || is_new {
            values.push((deal::STAGE, Value::Ref(stage)));
        }
        let day = draft
            .get(deal::CLOSE_DATE)
            .filter(|_| outcome != Outcome::Open);
        if draft.get(deal::CLOSED_ON).is_none()
            && let Some(day) = day
        {
            values.push((deal::CLOSED_ON, day.clone()));
        }
    }

    /// What a choice becomes; other values stay.
    fn settled(&self, kind: Kind, field: FieldId, value: Value) -> Option<Value> {
        match value {
            Value::Choice(value) => self.choices.settle(kind, field, value).map(Value::Choice),
            Value::Tags(values) if self.is_choices(kind, field) => {
                let mut kept: Vec<String> = values
                    .into_iter()
                    .filter_map(|v| self.choices.settle(kind, field, v))
                    .collect();
                record::order::sort(&mut kept);
                kept.dedup();
                (!kept.is_empty()).then_some(Value::Tags(kept))
            }
            other => Some(other),
        }
    }

    /// What a new record has besides: where and when it comes from.
    fn follow(&self, kind: Kind, is_new: bool, values: &mut Vec<(FieldId, Value)>) {
        let created = values.iter().find(|(f, _)| *f == schema::CREATED_AT);
        let created = created.and_then(|(_, v)| match v {
            Value::Instant(at) => Some(*at),
            _ => None,
        });
        let opened = values.iter().any(|(f, _)| *f == deal::OPENED_ON);
        if let Some(at) = created
            && kind == Kind::DEAL
            && !opened
        {
            values.push((deal::OPENED_ON, Value::Date(at.date_utc())));
        }
        if is_new {
            if created.is_none() {
                values.push((schema::CREATED_AT, Value::Instant(self.decisions.now)));
            }
            values.push((schema::IMPORT, Value::Ref(self.decisions.import)));
        } else {
            // When a known record was made is no news.
            values.retain(|(f, _)| *f != schema::CREATED_AT);
        }
    }
}
