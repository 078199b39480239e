//! Which columns the board of a field has, and which records stand in them.

use std::sync::Arc;

use record::schema::{company, contact, task, ticket};
use record::{FieldDef, FieldId, FieldType, Kind, KindDef, RecordId, Role, Schema};
use workspace::query::group::{GroupKey, Grouped, Sum};

use super::can_be_columns;
use crate::filters::is_shown;
use crate::platform::intl;
use crate::state::State;
use crate::words::{lists as words, locale, schema};

/// The most columns of a board: more are no overview.
pub const MOST_COLUMNS: usize = 30;

/// A column that is there even without cards.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wanted {
    pub(super) value: GroupKey,
    pub(super) title: String,
}

/// A column with its cards.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lane {
    /// What the board knows it by.
    pub(super) key: u128,
    /// What its cards have in common.
    pub(super) value: GroupKey,
    pub(super) title: String,
    pub(super) cards: Arc<[u128]>,
    /// What the amounts add up to.
    pub(super) sum: Sum,
}

/// The fields that a kind's board can have its columns by: choices by their names, then whose a
/// record is. Fields with too many options are left out.
pub fn offered(def: &KindDef) -> Vec<(String, FieldId)> {
    let fits = |field: &&FieldDef| {
        is_shown(field) && can_be_columns(field) && field.options.len() <= MOST_COLUMNS
    };
    let mut named: Vec<(bool, String, FieldId)> = def
        .fields
        .iter()
        .filter(fits)
        .map(|field| {
            let name = schema::field(def.kind, field);
            (field.ty != FieldType::Choice, name, field.id)
        })
        .collect();
    record::order::sort_by(&mut named, |a, b| {
        a.0.cmp(&b.0)
            .then_with(|| intl::compare(locale(), &a.1, &b.1))
    });
    named
        .into_iter()
        .map(|(_, name, field)| (name, field))
        .collect()
}

/// The field by which a kind's board has its columns: the wanted one, else the usual one, else the
/// first that can be. `None` for deals, whose usual board is that of their stages, and for kinds
/// that have no such field.
pub fn by(def: &KindDef, wanted: Option<FieldId>) -> Option<&FieldDef> {
    let usual = match def.kind {
        Kind::CONTACT => Some(contact::LIFECYCLE),
        Kind::COMPANY => Some(company::TYPE),
        Kind::TICKET => Some(ticket::STATUS),
        Kind::TASK => Some(task::PRIORITY),
        _ => None,
    };
    let found = |field: Option<FieldId>| {
        let field = def.field(field?)?;
        can_be_columns(field).then_some(field)
    };
    let first = || {
        let is_needed = def.kind != Kind::DEAL;
        let mut all = def.fields.iter().filter(|field| is_shown(field));
        all.find(|field| is_needed && can_be_columns(field))
    };
    found(wanted).or_else(|| found(usual)).or_else(first)
}

/// The first amount of a kind.
pub(super) fn money_field(all: &Schema, kind: Kind) -> Option<FieldId> {
    let def = all.kind(kind)?;
    let is_amount = |field: &&FieldDef| field.ty == FieldType::Money && field.role != Role::System;
    def.fields.iter().find(is_amount).map(|field| field.id)
}

/// The columns of a field: its options in their order, or the members by their names. Tracked.
pub(super) fn wanted(state: State, def: &FieldDef) -> Vec<Wanted> {
    if let FieldType::Ref(kind) = def.ty {
        state.track_kind(kind);
        let mut members: Vec<Wanted> = state.with(|ws| {
            ws.ids(kind)
                .map(|id| Wanted {
                    value: GroupKey::Ref(id),
                    title: ws.name(kind, id),
                })
                .collect()
        });
        record::order::sort_by(&mut members, |a, b| {
            intl::compare(locale(), &a.title, &b.title)
        });
        return members;
    }
    def.options
        .iter()
        .map(|option| Wanted {
            value: GroupKey::Choice(option.to_string()),
            title: schema::option_of(&def.options, option).into_owned(),
        })
        .collect()
}

/// Puts records into columns: those that are wanted, then those of values that are no option any
/// more, then that of no value.
pub(super) fn lanes(
    wanted: &[Wanted],
    grouped: Grouped,
    name: impl Fn(&GroupKey) -> String,
) -> Vec<Lane> {
    let Grouped { records, groups } = grouped;
    let mut groups: Vec<Option<_>> = groups.into_iter().map(Some).collect();
    let mut take = |value: &GroupKey| {
        let found = groups
            .iter_mut()
            .find(|group| group.as_ref().is_some_and(|group| group.key == *value));
        found.and_then(Option::take)
    };
    let filled = |value: GroupKey, title: String, group: Option<workspace::query::group::Group>| {
        let (range, sum) = match group {
            Some(mut group) => {
                let sum = group.sums.pop().unwrap_or(Sum::Nothing);
                (group.start..group.start + group.count, sum)
            }
            None => (0..0, Sum::Nothing),
        };
        let cards = records.get(range).unwrap_or_default();
        Lane {
            key: key_of(&value),
            value,
            title,
            cards: cards.iter().map(|id| id.0).collect(),
            sum,
        }
    };
    let mut lanes: Vec<Lane> = wanted
        .iter()
        .map(|column| {
            let group = take(&column.value);
            filled(column.value.clone(), column.title.clone(), group)
        })
        .collect();
    let none = take(&GroupKey::None);
    for group in groups.into_iter().flatten() {
        let title = name(&group.key);
        lanes.push(filled(group.key.clone(), title, Some(group)));
    }
    lanes.push(filled(GroupKey::None, words::no_value().to_owned(), none));
    lanes
}

/// A number for each column: records have theirs, the others one made of their text.
fn key_of(value: &GroupKey) -> u128 {
    match value {
        GroupKey::None => 0,
        GroupKey::Ref(id) => id.0,
        other => RecordId::natural(["column", &other.to_text()]).0,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use workspace::query::group::Group;

    fn choice(key: &str) -> GroupKey {
        GroupKey::Choice(key.to_owned())
    }

    fn group(key: GroupKey, start: usize, count: usize) -> Group {
        Group {
            key,
            start,
            count,
            sums: vec![Sum::Nothing],
        }
    }

    #[test]
    fn columns_are_the_options_then_what_is_none_any_more_then_no_value() {
        let wanted: Vec<Wanted> = ["New", "Open", "Solved"]
            .map(|key| Wanted {
                value: choice(key),
                title: key.to_owned(),
            })
            .into();
        let grouped = Grouped {
            records: (1..=6).map(RecordId).collect(),
            groups: vec![
                group(choice("Open"), 0, 3),
                group(choice("Ancient"), 3, 1),
                group(GroupKey::None, 4, 2),
            ],
        };
        let lanes = lanes(&wanted, grouped, GroupKey::to_text);
        let counts: Vec<(&str, usize)> = lanes
            .iter()
            .map(|lane| (lane.title.as_str(), lane.cards.len()))
            .collect();
        let none = words::no_value();
        assert_eq!(
            counts,
            [
                ("New", 0),
                ("Open", 3),
                ("Solved", 0),
                ("=Ancient", 1),
                (none, 2)
            ]
        );
        let mut keys: Vec<u128> = lanes.iter().map(|lane| lane.key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), lanes.len());
    }

    #[test]
    fn every_list_but_that_of_deals_has_a_usual_board() {
        let schema = Schema::standard();
        for kind in [Kind::CONTACT, Kind::COMPANY, Kind::TICKET, Kind::TASK] {
            let def = schema.kind(kind).unwrap();
            let usual = by(def, None).unwrap();
            assert!(offered(def).iter().any(|(_, field)| *field == usual.id));
            // A field that can't be columns is as good as none.
            assert_eq!(by(def, Some(record::schema::CREATED_AT)), Some(usual));
        }
        assert!(by(schema.kind(Kind::DEAL).unwrap(), None).is_none());
    }
}
