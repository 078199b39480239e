//! The fields that a condition can test: a record's own and, behind each reference, those of the
//! record referred to.

use std::collections::HashMap;

use record::{FieldDef, FieldId, Kind, Role, Schema};
use workflow::Condition;
use workflow::condition::MAX_HOPS;

use super::draft::Draft;
use crate::platform::intl;
use crate::state::State;
use crate::words::{locale, schema};

/// A field that can be tested.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Offered {
    /// The references to follow, then the field.
    pub(super) path: Vec<FieldId>,
    /// The field.
    pub(super) def: FieldDef,
    /// The names along the path.
    pub(super) name: String,
    /// The same in lower case, for the search.
    lower: String,
}

/// Whether people care about a field in lists and filters.
pub fn is_shown(def: &FieldDef) -> bool {
    let useful = [record::schema::CREATED_AT, record::schema::SAMPLE];
    (def.role != Role::System || useful.contains(&def.id)) && def.ty != record::FieldType::Rank
}

/// All fields that a condition on records of `kind` can test, the nearer ones first, those of one
/// distance in the order of their names.
pub(super) fn offered(all: &Schema, kind: Kind) -> Vec<Offered> {
    let mut found = Vec::new();
    let mut level = vec![(kind, Vec::<(Kind, FieldId)>::new(), String::new())];
    for _ in 0..=MAX_HOPS {
        let mut next = Vec::new();
        let from = found.len();
        for (kind, hops, before) in level {
            let fields = all.kind(kind).map(|def| def.fields.as_slice());
            for def in fields.unwrap_or_default() {
                // A way that comes back to where it was says nothing new.
                if !is_shown(def) || hops.contains(&(kind, def.id)) {
                    continue;
                }
                let mut steps = hops.clone();
                steps.push((kind, def.id));
                let path = steps.iter().map(|step| step.1).collect();
                let name = format!("{before}{}", schema::field(kind, def));
                if let Some(target) = def.ty.target().filter(|target| *target != Kind::ANY) {
                    next.push((target, steps, format!("{name} › ")));
                }
                if Draft::new(def).is_some() {
                    found.push(Offered {
                        lower: name.to_lowercase(),
                        path,
                        def: def.clone(),
                        name,
                    });
                }
            }
        }
        in_order(&mut found[from..]);
        level = next;
    }
    found
}

/// Sorts by the names, in the order of the language.
fn in_order(fields: &mut [Offered]) {
    let names = fields.iter().map(|field| field.name.clone()).collect();
    let names = intl::sorted(locale(), names);
    let places: HashMap<String, usize> = (0..).zip(names).map(|(at, name)| (name, at)).collect();
    record::order::sort_by_key(fields, |field| places.get(&field.name).copied());
}

/// The places of the fields that fit what was typed: those whose own name begins with it first,
/// nearer ones before farther ones. Each typed word must be there.
pub(super) fn fitting(all: &[Offered], typed: &str, most: usize) -> Vec<usize> {
    let typed = typed.trim().to_lowercase();
    let words: Vec<&str> = typed.split([' ', '›']).filter(|w| !w.is_empty()).collect();
    let fits = |offered: &&Offered| words.iter().all(|word| offered.lower.contains(word));
    let begins = |offered: &Offered| {
        let own = offered.lower.rsplit(" › ").next().unwrap_or_default();
        own.starts_with(&typed) || offered.lower.starts_with(&typed)
    };
    let mut found: Vec<(bool, usize, usize)> = all
        .iter()
        .enumerate()
        .filter(|(_, offered)| fits(offered))
        .map(|(at, offered)| (!begins(offered), offered.path.len(), at))
        .collect();
    record::order::sort(&mut found);
    found.into_iter().take(most).map(|found| found.2).collect()
}

/// Subscribes to the kinds whose records a condition on records of `kind` reads besides.
pub fn track_followed(state: State, kind: Kind, condition: &Condition) {
    let schema = state.schema();
    let mut kinds = Vec::new();
    for test in condition.tests() {
        let mut at = kind;
        let hops = test.path.split_last().map_or(&[][..], |(_, hops)| hops);
        for hop in hops {
            let Some(target) = schema.field(at, *hop).and_then(|def| def.ty.target()) else {
                break;
            };
            kinds.push(target);
            at = target;
        }
    }
    record::order::sort(&mut kinds);
    kinds.dedup();
    for kind in kinds {
        state.track_kind(kind);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use record::schema::{company, contact, deal};

    #[test]
    fn every_field_that_is_offered_can_be_tested_where_it_is_offered() {
        let schema = Schema::standard();
        for kind in [
            Kind::CONTACT,
            Kind::COMPANY,
            Kind::DEAL,
            Kind::TICKET,
            Kind::TASK,
        ] {
            let all = offered(&schema, kind);
            assert!(all.len() < 4_000, "{}", all.len());
            for offered in &all {
                let mut draft = Draft::at(offered.path.clone(), &offered.def).unwrap();
                draft.set_op(workflow::condition::Operator::Empty);
                if super::super::draft::operators(&offered.def).contains(&draft.op) {
                    let test = Condition::Test(draft.test().unwrap());
                    assert_eq!(test.check(&schema, kind), Ok(()), "{}", offered.name);
                }
            }
        }
    }

    #[test]
    fn own_fields_come_before_those_of_records_referred_to() {
        let all = offered(&Schema::standard(), Kind::CONTACT);
        let first = |typed: &str| all[fitting(&all, typed, 1)[0]].path.clone();
        assert_eq!(first("last"), [contact::LAST_NAME]);
        assert_eq!(first("company"), [contact::COMPANY]);
        assert_eq!(first("indus"), [contact::COMPANY, company::INDUSTRY]);
        assert_eq!(
            first("company › ind"),
            [contact::COMPANY, company::INDUSTRY]
        );
        assert!(fitting(&all, "no such field", 5).is_empty());
        assert_eq!(fitting(&all, "", 7).len(), 7);
    }

    #[test]
    fn three_references_are_followed_and_no_more() {
        let all = offered(&Schema::standard(), Kind::TASK);
        let longest = all.iter().map(|offered| offered.path.len()).max();
        assert!(longest.is_some_and(|longest| longest <= MAX_HOPS + 1));
        let deals = offered(&Schema::standard(), Kind::DEAL);
        let by_company = |offered: &&Offered| offered.path == [deal::COMPANY, company::INDUSTRY];
        assert_eq!(deals.iter().filter(by_company).count(), 1);
    }
}
