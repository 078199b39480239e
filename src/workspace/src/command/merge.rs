//! Two records become one, or are said to be two.

use record::schema;
use record::{Element, FieldDef, FieldId, Kind, RecordId, Value};

use super::{Draft, check};
use crate::business::Workspace;
use crate::duplicates::told_apart_field;
use crate::error::Refused;

impl Workspace {
    /// The value that a field of the winner has after a merge in which nothing is chosen: its own or
    /// else the loser's, and of sets and lists both.
    pub fn merged_value(
        &self,
        kind: Kind,
        [winner, loser]: [RecordId; 2],
        field: &FieldDef,
    ) -> Option<Value> {
        // What refers to one of the two would refer to itself.
        let is_own = |id: &RecordId| *id == winner || *id == loser;
        let without_own = |value: Value| match value {
            Value::Refs(mut refs) => {
                refs.retain(|id| !is_own(id));
                Some(Value::Refs(refs)).filter(|value| !value.is_blank())
            }
            other => Some(other).filter(|v| !v.as_ref_id().is_some_and(|id| is_own(&id))),
        };
        let value = |record| {
            let value = self.value(kind, record, field.id)?;
            match field.ty.target() {
                Some(target) if target == kind => without_own(value),
                _ => Some(value),
            }
        };
        if kind == Kind::CONTACT
            && let Some(settled) = self.merged_consent([winner, loser], field.id)
        {
            return settled;
        }
        match (value(winner), value(loser)) {
            (None, theirs) => theirs,
            (Some(ours), Some(theirs)) => check::joined(ours, theirs),
            (ours, None) => ours,
        }
    }

    /// What a person has agreed to is one thing with its source and its day, and who has said no to
    /// one of the two has said no. `None` for other fields and where nothing is said.
    fn merged_consent(
        &self,
        [winner, loser]: [RecordId; 2],
        field: FieldId,
    ) -> Option<Option<Value>> {
        use schema::contact::{CONSENT, CONSENT_DATE, CONSENT_SOURCE, NO_EMAIL};
        let value = |record, field| self.value(Kind::CONTACT, record, field);
        if field == NO_EMAIL {
            let is_said = |record| value(record, NO_EMAIL) == Some(Value::Bool(true));
            return (is_said(winner) || is_said(loser)).then_some(Some(Value::Bool(true)));
        }
        if ![CONSENT, CONSENT_DATE, CONSENT_SOURCE].contains(&field) {
            return None;
        }
        let says_no = |record| value(record, CONSENT) == Some(Value::choice("Withdrawn"));
        let own = value(winner, CONSENT).is_some() && (says_no(winner) || !says_no(loser));
        let of = match own {
            true => winner,
            false => value(loser, CONSENT).map(|_| loser)?,
        };
        Some(value(of, field))
    }

    /// How many records of each kind refer to the loser and will refer to the winner after a merge;
    /// those in the trash aren't counted.
    pub fn moved_by_merge(&self, kind: Kind, [winner, loser]: [RecordId; 2]) -> Vec<(Kind, usize)> {
        let mut moved = self.referring(kind, loser);
        moved.retain(|(from, field, record)| {
            let is_own = *from == kind && (*record == winner || *record == loser);
            let tells_apart = *from == kind && Some(*field) == told_apart_field(kind);
            !is_own && !tells_apart && self.is_live(*from, *record)
        });
        // A record may refer to it by several fields.
        let mut records: Vec<(Kind, RecordId)> =
            moved.into_iter().map(|(kind, _, id)| (kind, id)).collect();
        record::order::sort(&mut records);
        records.dedup();
        let of_one = records.chunk_by(|a, b| a.0 == b.0);
        of_one.map(|list| (list[0].0, list.len())).collect()
    }

    pub(super) fn plan_merge(
        &self,
        kind: Kind,
        winner: RecordId,
        loser: RecordId,
        chosen: Vec<(FieldId, Option<Value>)>,
        draft: &mut Draft,
    ) -> Result<(), Refused> {
        let Some(def) = self.schema.kind(kind).filter(|_| winner != loser) else {
            return Ok(());
        };
        // What was told apart from one of the two is told apart from the one that is left.
        let told_apart = told_apart_field(kind).and_then(|field| def.field(field));
        for field in def.editable().chain(told_apart) {
            let value = self.merged_value(kind, [winner, loser], field);
            draft.set(self, kind, winner, field.id, value);
        }
        for (field, value) in chosen {
            let target = def.field(field).and_then(|field| field.ty.target());
            let refers_to = value.as_ref().and_then(Value::as_ref_id);
            if target == Some(kind) && refers_to == Some(loser) {
                return Err(Refused::RefersToItself { kind, field });
            }
            draft.set(self, kind, winner, field, value);
        }
        for (from_kind, field, record) in self.referring(kind, loser) {
            if (from_kind, record) == (kind, winner) {
                draft.unlink(self, (from_kind, record, field), loser);
            } else {
                draft.relink(self, (from_kind, record, field), loser, winner);
            }
        }
        draft.set(
            self,
            kind,
            loser,
            schema::MERGED_INTO,
            Some(Value::Ref(winner)),
        );
        if kind == Kind::COMPANY && check::is_own_parent(self, draft, winner) {
            // One of the two stood above the other, so the one that is left stands at the top.
            draft.set(self, kind, winner, schema::company::PARENT, None);
        }
        Ok(())
    }

    pub(super) fn plan_telling_apart(
        &self,
        kind: Kind,
        records: [RecordId; 2],
        draft: &mut Draft,
    ) -> Result<(), Refused> {
        let field = told_apart_field(kind).ok_or(Refused::UnknownField {
            kind,
            field: FieldId(0),
        })?;
        for record in records {
            self.require_live(kind, record)?;
        }
        let [a, b] = records;
        if a == b {
            return Err(Refused::RefersToItself { kind, field });
        }
        if !self.are_told_apart(kind, records) {
            // One of the two knows it, the same one on every device.
            draft.add(kind, a.min(b), field, vec![Element::Ref(a.max(b))]);
        }
        Ok(())
    }
}
