//! What a merge asks: the fields on which two records differ, and what comes of each choice.

use std::collections::BTreeMap;

use record::schema::CREATED_AT;
use record::{FieldDef, FieldId, Kind, RecordId, Value};
use workspace::Workspace;

/// Whose value a field has after the merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// That of the record at this place.
    Of(usize),
    /// What both have.
    Both,
}

/// A field on which two records differ.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Question {
    /// The field.
    pub(super) def: FieldDef,
    /// What the records have.
    pub(super) values: [Option<Value>; 2],
    /// What both have together, where that is more than either has.
    pub(super) both: Option<Value>,
}

impl Question {
    /// Whether only one of the two has anything.
    pub(super) fn is_one_sided(&self) -> bool {
        self.values.iter().any(Option::is_none)
    }

    /// What the field has where a side is chosen.
    pub(super) fn value(&self, side: Side) -> Option<Value> {
        match side {
            Side::Of(at) => self.values.get(at).cloned().flatten(),
            Side::Both => self.both.clone(),
        }
    }

    /// What a merge does by itself: both, or what the one that stays has, or else the other one.
    pub(super) fn usual(&self, stays: usize) -> Side {
        match (&self.both, self.values.get(stays)) {
            (Some(_), _) => Side::Both,
            (None, Some(Some(_))) => self.fuller(stays),
            _ => Side::Of(1 - stays),
        }
    }

    /// Of sets and lists the one that has all of the other.
    fn fuller(&self, stays: usize) -> Side {
        let length = |at: usize| match self.values.get(at) {
            Some(Some(Value::Labelled(list))) => list.len(),
            Some(Some(Value::Tags(list))) => list.len(),
            Some(Some(Value::Refs(list))) => list.len(),
            _ => 0,
        };
        match length(1 - stays) > length(stays) {
            true => Side::Of(1 - stays),
            false => Side::Of(stays),
        }
    }
}

/// The fields on which two records differ, in the order of the schema; `stays` is the place of the
/// one that stays.
pub(super) fn questions(
    ws: &Workspace,
    kind: Kind,
    records: [RecordId; 2],
    stays: usize,
) -> Vec<Question> {
    let Some(def) = ws.schema().kind(kind) else {
        return Vec::new();
    };
    let ask = |def: &FieldDef| {
        let values = records.map(|record| own_value(ws, kind, record, records, def));
        if values[0] == values[1] {
            return None;
        }
        let is_joined = def.ty.is_set() || matches!(values[stays], Some(Value::Labelled(_)));
        let both = ws.merged_value(kind, [records[stays], records[1 - stays]], def);
        let both = both.filter(|_| is_joined && values.iter().all(Option::is_some));
        Some(Question {
            both: both.filter(|both| values.iter().flatten().all(|one| one != both)),
            def: def.clone(),
            values,
        })
    };
    def.editable().filter_map(ask).collect()
}

/// A record's value, unless it refers to one of the two that become one.
fn own_value(
    ws: &Workspace,
    kind: Kind,
    record: RecordId,
    both: [RecordId; 2],
    def: &FieldDef,
) -> Option<Value> {
    let value = ws.value(kind, record, def.id)?;
    if def.ty.target() != Some(kind) {
        return Some(value);
    }
    match value {
        Value::Refs(mut refs) => {
            refs.retain(|id| !both.contains(id));
            Some(Value::Refs(refs)).filter(|value| !value.is_blank())
        }
        value => Some(value).filter(|v| v.as_ref_id().is_none_or(|id| !both.contains(&id))),
    }
}

/// The fields in which the result is another one than a merge gives by itself.
pub(super) fn chosen(
    ws: &Workspace,
    kind: Kind,
    records: [RecordId; 2],
    stays: usize,
    sides: &BTreeMap<FieldId, Side>,
) -> Vec<(FieldId, Option<Value>)> {
    let questions = questions(ws, kind, records, stays);
    let answers = questions.into_iter().filter_map(|question| {
        let side = *sides.get(&question.def.id)?;
        let value = question.value(side);
        let by_itself = ws.merged_value(kind, [records[stays], records[1 - stays]], &question.def);
        (value != by_itself).then_some((question.def.id, value))
    });
    answers.collect()
}

/// The fields of the result that have a value, in the order of the schema.
pub(super) fn result(
    ws: &Workspace,
    kind: Kind,
    records: [RecordId; 2],
    stays: usize,
    sides: &BTreeMap<FieldId, Side>,
) -> Vec<(FieldDef, Value)> {
    let Some(def) = ws.schema().kind(kind) else {
        return Vec::new();
    };
    let chosen = chosen(ws, kind, records, stays, sides);
    let value = |def: &FieldDef| match chosen.iter().find(|(field, _)| *field == def.id) {
        Some((_, value)) => value.clone(),
        None => ws.merged_value(kind, [records[stays], records[1 - stays]], def),
    };
    def.editable()
        .filter_map(|def| Some((def.clone(), value(def)?)))
        .collect()
}

/// The place of the record that usually stays: the one that more refers to, else the older one.
pub(super) fn usual_winner(ws: &Workspace, kind: Kind, records: [RecordId; 2]) -> usize {
    let [a, b] = records;
    let moved = |records| {
        let moved = ws.moved_by_merge(kind, records);
        moved.iter().map(|(_, count)| count).sum::<usize>()
    };
    let created = |record| match ws.value(kind, record, CREATED_AT) {
        Some(Value::Instant(at)) => at.0,
        _ => i64::MAX,
    };
    let key = |records: [RecordId; 2], own| (moved(records), created(own));
    // What refers to the one that stays doesn't move.
    let (stays_a, stays_b) = (key([a, b], a), key([b, a], b));
    usize::from(stays_b < stays_a)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use record::schema::{company, contact, deal};
    use record::{DeviceId, Instant, Labelled, SeededEntropy};
    use workspace::{Command, Moment};

    const A: RecordId = RecordId(7);
    const B: RecordId = RecordId(8);
    const KIND: Kind = Kind::CONTACT;

    fn run(ws: &mut Workspace, now: i64, command: Command) {
        let mut moment = Moment {
            now: Instant(now),
            today: record::Date(0),
            entropy: &mut SeededEntropy::new(now as u64),
        };
        ws.run(command, &mut moment).unwrap();
    }

    fn create(ws: &mut Workspace, kind: Kind, record: RecordId, values: Vec<(FieldId, Value)>) {
        let command = Command::Create {
            kind,
            record,
            values,
        };
        run(ws, 1_000 + record.0 as i64, command);
    }

    fn mails(list: &[&str]) -> Value {
        let entry = |text: &&str| Labelled {
            value: (*text).to_owned(),
            label: String::new(),
        };
        Value::Labelled(list.iter().map(entry).collect())
    }

    fn two() -> Workspace {
        let mut ws = Workspace::new(DeviceId(1));
        let a = vec![
            (contact::FIRST_NAME, Value::text("Ada")),
            (contact::LAST_NAME, Value::text("Lovelace")),
            (contact::EMAILS, mails(&["ada@x.example"])),
        ];
        let b = vec![
            (contact::FIRST_NAME, Value::text("A.")),
            (contact::LAST_NAME, Value::text("Lovelace")),
            (contact::EMAILS, mails(&["a@y.example"])),
            (contact::JOB_TITLE, Value::text("Analyst")),
        ];
        create(&mut ws, KIND, A, a);
        create(&mut ws, KIND, B, b);
        ws
    }

    fn question(ws: &Workspace, stays: usize, field: FieldId) -> Question {
        let all = questions(ws, KIND, [A, B], stays);
        all.into_iter().find(|q| q.def.id == field).unwrap()
    }

    #[test]
    fn what_differs_is_asked_and_the_usual_answer_is_what_a_merge_does() {
        let ws = two();
        let fields: Vec<FieldId> = questions(&ws, KIND, [A, B], 0)
            .iter()
            .map(|q| q.def.id)
            .collect();
        assert_eq!(
            fields,
            [contact::FIRST_NAME, contact::EMAILS, contact::JOB_TITLE]
        );
        let emails = question(&ws, 1, contact::EMAILS);
        assert_eq!(emails.both, Some(mails(&["a@y.example", "ada@x.example"])));
        for stays in [0, 1] {
            for question in questions(&ws, KIND, [A, B], stays) {
                let records = [[A, B][stays], [A, B][1 - stays]];
                let by_itself = ws.merged_value(KIND, records, &question.def);
                assert_eq!(question.value(question.usual(stays)), by_itself);
            }
        }
        assert!(question(&ws, 0, contact::JOB_TITLE).is_one_sided());
    }

    #[test]
    fn only_what_is_otherwise_is_chosen_and_the_result_is_what_the_merge_makes() {
        let mut ws = two();
        let sides = BTreeMap::from([
            (contact::FIRST_NAME, Side::Of(1)),
            (contact::EMAILS, Side::Both),
            (contact::JOB_TITLE, Side::Of(0)),
        ]);
        let chosen = chosen(&ws, KIND, [A, B], 0, &sides);
        let expected = vec![
            (contact::FIRST_NAME, Some(Value::text("A."))),
            (contact::JOB_TITLE, None),
        ];
        assert_eq!(chosen, expected);
        let result = result(&ws, KIND, [A, B], 0, &sides);
        let merge = Command::Merge {
            kind: KIND,
            winner: A,
            loser: B,
            chosen,
        };
        run(&mut ws, 5_000, merge);
        for (def, value) in &result {
            assert_eq!(ws.value(KIND, A, def.id).as_ref(), Some(value));
        }
        let filled = ws.schema().kind(KIND).unwrap().editable();
        let filled = filled.filter(|def| ws.value(KIND, A, def.id).is_some());
        assert_eq!(filled.count(), result.len());
    }

    #[test]
    fn the_one_that_more_refers_to_stays_else_the_older_one() {
        let mut ws = two();
        assert_eq!(usual_winner(&ws, KIND, [A, B]), 0);
        assert_eq!(usual_winner(&ws, KIND, [B, A]), 1);
        let deal = vec![
            (deal::NAME, Value::text("Engine")),
            (deal::CONTACTS, Value::Refs(vec![B])),
        ];
        create(&mut ws, Kind::DEAL, RecordId(9), deal);
        assert_eq!(usual_winner(&ws, KIND, [A, B]), 1);
    }

    #[test]
    fn a_company_below_the_other_one_is_not_asked_for_its_parent() {
        let mut ws = Workspace::new(DeviceId(1));
        let kind = Kind::COMPANY;
        create(&mut ws, kind, A, vec![(company::NAME, Value::text("Acme"))]);
        let below = vec![
            (company::NAME, Value::text("Acme")),
            (company::PARENT, Value::Ref(A)),
        ];
        create(&mut ws, kind, B, below);
        assert_eq!(questions(&ws, kind, [A, B], 0), []);
    }
}
