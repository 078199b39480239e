//! The records of a list in groups: by an option, a day's month, yes or no, or the record referred
//! to.
//!
//! The rows keep the list's order within their group; one pass finds each row's group by the code or
//! number in its column, one puts the rows in their places, one adds up.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use record::{Currency, Date, FieldId, FieldType, Instant, Kind, Money, RecordId};
use workflow::{Context, Zone};

use super::{Query, Sort};
use crate::business::Workspace;
use crate::table::{Column, Data, NO_INT, Table};

/// What the records of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum GroupKey {
    /// No value.
    None,
    /// An option of a choice.
    Choice(String),
    /// Yes, or no; what was never said counts as no.
    Bool(bool),
    /// A record that is referred to.
    Ref(RecordId),
    /// The month of a day: year and month from 1 to 12, in the reader's zone.
    Month(i32, u32),
}

/// What a field of a group's records adds up to.
#[derive(Clone, Debug, PartialEq)]
pub enum Sum {
    /// No record has a value.
    Nothing,
    /// Whole numbers, and durations in seconds.
    Whole(i128),
    /// Numbers.
    Number(f64),
    /// Amounts, one a currency in the order of their codes. A sum that no amount can hold stays at
    /// the largest one.
    Money(Vec<Money>),
}

/// A group.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What its records have in common.
    pub key: GroupKey,
    /// The place of its first record among all.
    pub start: usize,
    /// How many records it has.
    pub count: usize,
    /// A sum for each field that was asked for.
    pub sums: Vec<Sum>,
}

/// The records of a list in groups.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grouped {
    /// The records, group by group.
    pub records: Vec<RecordId>,
    /// The groups: options in the schema's order, records in the order in which lists sort by them,
    /// months from the earliest on, yes before no; what has no value last.
    pub groups: Vec<Group>,
}

/// Whether records can be grouped by fields of this type.
pub fn can_group(ty: FieldType) -> bool {
    match ty {
        FieldType::Choice | FieldType::Bool | FieldType::Date | FieldType::Instant => true,
        FieldType::Ref(kind) => kind != Kind::ANY,
        _ => false,
    }
}

/// Whether the values of a field of this type add up to something.
pub fn can_sum(ty: FieldType) -> bool {
    matches!(
        ty,
        FieldType::Int | FieldType::Number | FieldType::Money | FieldType::Duration
    )
}

impl GroupKey {
    /// The key in writing, for addresses: each key has its own text.
    pub fn to_text(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Choice(option) => format!("={option}"),
            Self::Bool(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
            Self::Ref(id) => id.to_string(),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
        }
    }
}

impl Workspace {
    /// The records that a list shows, in groups by a field; in one group without value where they
    /// can't be grouped by it. Where the list is sorted by that field, largest first, so are the
    /// groups.
    pub fn select_grouped(
        &mut self,
        query: &Query,
        by: FieldId,
        sums: &[FieldId],
        context: &Context<'_>,
    ) -> Grouped {
        let mut rows = self.rows(query, context);
        let Some(table) = self.table(query.kind) else {
            return Grouped::default();
        };
        self.sort_rows(table, &mut rows, &query.sort);
        let descending = query.sort.iter().any(|s| s.field == by && s.descending);
        let (codes, keys) = self.group_codes(table, by, &rows, context.zone);
        let mut counts = vec![0usize; keys.len()];
        let mut first = vec![NO_ROW; keys.len()];
        for (code, row) in codes.iter().zip(&rows).rev() {
            counts[*code as usize] += 1;
            first[*code as usize] = *row;
        }
        let order = self.group_order(
            table,
            &keys,
            &first,
            Sort {
                field: by,
                descending,
            },
        );
        let mut starts = vec![0usize; keys.len()];
        let mut start = 0;
        for code in &order {
            starts[*code] = start;
            start += counts[*code];
        }
        let mut placed = vec![0u32; rows.len()];
        let mut next = starts.clone();
        for (code, row) in codes.iter().zip(&rows) {
            let at = &mut next[*code as usize];
            placed[*at] = *row;
            *at += 1;
        }
        let columns: Vec<Option<&Column>> = sums.iter().map(|field| table.column(*field)).collect();
        let groups = order.into_iter().map(|code| {
            let (start, count) = (starts[code], counts[code]);
            let own = &placed[start..start + count];
            Group {
                key: keys[code].clone(),
                start,
                count,
                sums: columns.iter().map(|column| sum(*column, own)).collect(),
            }
        });
        Grouped {
            groups: groups.collect(),
            records: placed.iter().filter_map(|row| table.id(*row)).collect(),
        }
    }

    /// The group of each row as a code, and the key of each code.
    fn group_codes(
        &self,
        table: &Table,
        by: FieldId,
        rows: &[u32],
        zone: &Zone,
    ) -> (Vec<u32>, Vec<GroupKey>) {
        let ty = self.schema.field(table.kind, by).map(|def| def.ty);
        let mut codes = Codes::default();
        let column = table.column(by);
        let of_rows = match (ty, column.map(|column| &column.data)) {
            (Some(FieldType::Choice), Some(Data::Choice(dict))) => {
                let key = |entry: &String| GroupKey::Choice(entry.clone());
                let of_entries = codes.of_entries(&dict.entries, key);
                rows.iter()
                    .map(|row| of_entries[dict.code(*row) as usize])
                    .collect()
            }
            (Some(FieldType::Ref(kind)), Some(Data::Ref(dict)))
                if can_group(FieldType::Ref(kind)) =>
            {
                let key = |entry: &RecordId| GroupKey::Ref(self.resolve(kind, *entry));
                let of_entries = codes.of_entries(&dict.entries, key);
                rows.iter()
                    .map(|row| of_entries[dict.code(*row) as usize])
                    .collect()
            }
            (Some(FieldType::Bool), column) => {
                let yes = |row: &u32| matches!(column, Some(Data::Int(all)) if all.get(*row as usize) == Some(&1));
                rows.iter()
                    .map(|row| codes.of(GroupKey::Bool(yes(row))))
                    .collect()
            }
            (Some(ty @ (FieldType::Date | FieldType::Instant)), Some(Data::Int(all))) => {
                let month = |n: i64| {
                    let day = match ty {
                        FieldType::Date => Date(i32::try_from(n).ok()?),
                        _ => zone.day(Instant(n)),
                    };
                    day.ymd()
                };
                // Days of one month mostly follow each other.
                let mut last = (NO_INT, codes.of(GroupKey::None));
                let none = last.1;
                rows.iter()
                    .map(|row| {
                        let n = all.get(*row as usize).copied().unwrap_or(NO_INT);
                        if n != last.0 {
                            let key = (n != NO_INT).then(|| month(n)).flatten();
                            let code = match key {
                                Some((year, month, _)) => codes.of(GroupKey::Month(year, month)),
                                None => none,
                            };
                            last = (n, code);
                        }
                        last.1
                    })
                    .collect()
            }
            _ => {
                let none = codes.of(GroupKey::None);
                vec![none; rows.len()]
            }
        };
        (of_rows, codes.keys)
    }

    /// The codes of the groups that have records, in the order of the groups.
    fn group_order(&self, table: &Table, keys: &[GroupKey], first: &[u32], by: Sort) -> Vec<usize> {
        let mut used: Vec<usize> = (0..keys.len())
            .filter(|code| first[*code] != NO_ROW)
            .collect();
        let is_sorted_by_column = keys
            .iter()
            .any(|key| matches!(key, GroupKey::Ref(_) | GroupKey::Choice(_)));
        if is_sorted_by_column {
            let mut rows: Vec<u32> = used.iter().map(|code| first[*code]).collect();
            self.sort_rows(table, &mut rows, &[by]);
            let places: HashMap<u32, usize> = rows
                .iter()
                .enumerate()
                .map(|(at, row)| (*row, at))
                .collect();
            used.sort_by_key(|code| {
                let is_none = keys[*code] == GroupKey::None;
                (is_none, places.get(&first[*code]).copied())
            });
            return used;
        }
        let number = |code: &usize| match keys[*code] {
            GroupKey::Month(year, month) => i64::from(year) * 12 + i64::from(month),
            GroupKey::Bool(yes) => i64::from(!yes),
            _ => 0,
        };
        used.sort_by_key(|code| {
            let number = if by.descending {
                -number(code)
            } else {
                number(code)
            };
            (keys[*code] == GroupKey::None, number)
        });
        used
    }
}

/// Stands for no row at all.
const NO_ROW: u32 = u32::MAX;

/// Codes for keys, in the order in which these were first seen.
#[derive(Default)]
struct Codes {
    keys: Vec<GroupKey>,
    known: HashMap<GroupKey, u32>,
}

impl Codes {
    fn of(&mut self, key: GroupKey) -> u32 {
        if let Some(code) = self.known.get(&key) {
            return *code;
        }
        let code = self.keys.len() as u32;
        self.keys.push(key.clone());
        self.known.insert(key, code);
        code
    }

    /// A code for each entry of a column's dictionary, and before them one for none.
    fn of_entries<T>(&mut self, entries: &[T], key: impl Fn(&T) -> GroupKey) -> Vec<u32> {
        let none = self.of(GroupKey::None);
        std::iter::once(none)
            .chain(entries.iter().map(|entry| self.of(key(entry))))
            .collect()
    }
}

fn sum(column: Option<&Column>, rows: &[u32]) -> Sum {
    match column.map(|column| &column.data) {
        Some(Data::Int(all)) => {
            let values = rows.iter().filter_map(|row| all.get(*row as usize));
            let mut sum = None;
            for n in values.filter(|n| **n != NO_INT) {
                *sum.get_or_insert(0i128) += i128::from(*n);
            }
            sum.map_or(Sum::Nothing, Sum::Whole)
        }
        Some(Data::Number(all)) => {
            let values = rows.iter().filter_map(|row| all.get(*row as usize));
            let mut sum = None;
            for n in values.filter(|n| !n.is_nan()) {
                *sum.get_or_insert(0.0) += *n;
            }
            sum.map_or(Sum::Nothing, Sum::Number)
        }
        Some(Data::Money(minor, currencies)) => {
            let mut sums: BTreeMap<Currency, i128> = BTreeMap::new();
            for row in rows {
                let n = minor.get(*row as usize).copied().unwrap_or(NO_INT);
                if let (false, Some(currency)) = (n == NO_INT, currencies.get(*row)) {
                    *sums.entry(*currency).or_default() += i128::from(n);
                }
            }
            if sums.is_empty() {
                return Sum::Nothing;
            }
            let held = |n: i128| n.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64;
            let each = sums.into_iter().map(|(currency, n)| Money {
                minor: held(n),
                currency,
            });
            Sum::Money(each.collect())
        }
        _ => Sum::Nothing,
    }
}
