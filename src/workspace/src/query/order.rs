//! Sorting rows by any field: a key per row, kept until the field changes.

use std::cmp::Ordering;
use std::rc::Rc;

use hashbrown::HashMap;
use record::{FieldId, Kind, Value};

use super::{Sort, text};
use crate::business::Workspace;
use crate::table::{Column, Data, NO_INT, Table};

/// The sort keys of the fields that lists were sorted by.
#[derive(Debug, Default)]
pub(crate) struct Orders {
    keys: HashMap<(Kind, FieldId), Rc<Keys>>,
}

/// A key per row: smaller keys come first, [`NO_KEY`] is "no value".
#[derive(Debug)]
struct Keys {
    keys: Vec<u64>,
    /// Whether equal keys are decided by the whole text.
    by_text: bool,
}

const NO_KEY: u64 = u64::MAX;

impl Orders {
    /// A field has changed: its keys are out of date, and so are those of fields whose keys are
    /// made of names of this kind.
    pub(crate) fn touch(&mut self, kind: Kind, field: FieldId) {
        self.keys.remove(&(kind, field));
        if NAMING.contains(&field) && !self.keys.is_empty() {
            self.keys.retain(|_, keys| keys.by_text);
        }
    }

    pub(crate) fn forget(&mut self) {
        self.keys.clear();
    }
}

/// Fields that names of records are made of.
const NAMING: [FieldId; 3] = [
    FieldId::standard(10),
    FieldId::standard(11),
    FieldId::standard(12),
];

impl Workspace {
    pub(crate) fn sort_rows(&self, table: &Table, rows: &mut Vec<u32>, sorts: &[Sort]) {
        let Some(first) = sorts.first() else {
            rows.reverse();
            return;
        };
        let keys = self.keys(table, first.field);
        let more: Vec<(Sort, Rc<Keys>)> = sorts[1..]
            .iter()
            .map(|s| (*s, self.keys(table, s.field)))
            .collect();
        let mut keyed: Vec<(u64, u32)> = rows
            .iter()
            .map(|row| (directed(keys.get(*row), first.descending), *row))
            .collect();
        let tie = |a: u32, b: u32| {
            let mut order = Ordering::Equal;
            if keys.by_text {
                order = by_text(table, *first, a, b);
            }
            for (sort, keys) in &more {
                if order != Ordering::Equal {
                    return order;
                }
                let key = |row| directed(keys.get(row), sort.descending);
                order = key(a).cmp(&key(b));
                if order == Ordering::Equal && keys.by_text {
                    order = by_text(table, *sort, a, b);
                }
            }
            order.then(b.cmp(&a))
        };
        keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| tie(a.1, b.1)));
        rows.clear();
        rows.extend(keyed.into_iter().map(|(_, row)| row));
    }

    fn keys(&self, table: &Table, field: FieldId) -> Rc<Keys> {
        if let Some(keys) = self.orders.borrow().keys.get(&(table.kind, field)) {
            return Rc::clone(keys);
        }
        let keys = Rc::new(match table.column(field) {
            Some(column) => self.build_keys(table, field, column),
            None => Keys {
                keys: Vec::new(),
                by_text: false,
            },
        });
        self.orders
            .borrow_mut()
            .keys
            .insert((table.kind, field), Rc::clone(&keys));
        keys
    }

    fn build_keys(&self, table: &Table, field: FieldId, column: &Column) -> Keys {
        let def = self.schema.field(table.kind, field);
        let mut by_text = false;
        let mut keys: Vec<u64> = match &column.data {
            Data::Text(arena) => {
                by_text = true;
                (0..arena.rows() as u32)
                    .map(|row| match column.str(row) {
                        "" => NO_KEY,
                        text => text::prefix_key(text),
                    })
                    .collect()
            }
            Data::Choice(dict) => {
                let place = |key: &String| {
                    let options = def.map(|d| d.options.as_slice()).unwrap_or_default();
                    let at = options.iter().position(|o| o == key.as_str());
                    at.unwrap_or(options.len()) as u64
                };
                let places: Vec<u64> = dict.entries.iter().map(place).collect();
                by_code(&dict.codes, &places)
            }
            Data::Ref(dict) => {
                let target = def.and_then(|d| d.ty.target()).unwrap_or(Kind::ANY);
                let names: Vec<String> = dict
                    .entries
                    .iter()
                    .map(|id| text::fold(&self.name(target, *id)))
                    .collect();
                let mut order: Vec<usize> = (0..names.len()).collect();
                order.sort_by_key(|n| &names[*n]);
                let mut places = vec![0; names.len()];
                for (place, n) in order.into_iter().enumerate() {
                    places[n] = place as u64;
                }
                by_code(&dict.codes, &places)
            }
            Data::Int(rows) => rows.iter().map(|n| int_key(*n)).collect(),
            Data::Money(minor, currency) => minor
                .iter()
                .enumerate()
                .map(|(row, n)| match currency.get(row as u32) {
                    // Units, so that yen and euros stand in one order; exact below 2^53.
                    Some(c) if *n != NO_INT => float_key(*n as f64 / c.scale() as f64),
                    _ => NO_KEY,
                })
                .collect(),
            Data::Number(rows) => rows.iter().map(|n| float_key(*n)).collect(),
            Data::Blob(arena) => (0..arena.rows() as u32)
                .map(|row| column.get(row).map_or(NO_KEY, |value| blob_key(&value)))
                .collect(),
        };
        // Trailing rows without a value have no key stored; see `Keys::get`.
        while keys.last() == Some(&NO_KEY) {
            keys.pop();
        }
        Keys { keys, by_text }
    }
}

impl Keys {
    fn get(&self, row: u32) -> u64 {
        self.keys.get(row as usize).copied().unwrap_or(NO_KEY)
    }
}

fn directed(key: u64, descending: bool) -> u64 {
    if descending && key != NO_KEY {
        NO_KEY - 1 - key
    } else {
        key
    }
}

fn by_text(table: &Table, sort: Sort, a: u32, b: u32) -> Ordering {
    let Some(column) = table.column(sort.field) else {
        return Ordering::Equal;
    };
    let (a, b) = (column.str(a), column.str(b));
    if a == b {
        return Ordering::Equal;
    }
    let order = text::fold(a.trim_start()).cmp(&text::fold(b.trim_start()));
    if sort.descending {
        order.reverse()
    } else {
        order
    }
}

fn by_code(codes: &[u32], places: &[u64]) -> Vec<u64> {
    codes
        .iter()
        .map(|code| match (*code as usize).checked_sub(1) {
            Some(n) => places.get(n).copied().unwrap_or(NO_KEY),
            None => NO_KEY,
        })
        .collect()
}

fn int_key(n: i64) -> u64 {
    if n == NO_INT {
        NO_KEY
    } else {
        ((n as u64) ^ (1 << 63)).min(NO_KEY - 1)
    }
}

/// The bits of a float in an order that agrees with its size.
fn float_key(n: f64) -> u64 {
    if n.is_nan() {
        return NO_KEY;
    }
    let bits = (n + 0.0).to_bits();
    let key = if bits >> 63 == 1 {
        !bits
    } else {
        bits | 1 << 63
    };
    key.min(NO_KEY - 1)
}

fn blob_key(value: &Value) -> u64 {
    match value {
        Value::Labelled(list) => list.first().map_or(NO_KEY, |l| text::prefix_key(&l.value)),
        Value::Tags(list) => list.first().map_or(NO_KEY, |t| text::prefix_key(t)),
        Value::Refs(list) => list.len() as u64,
        Value::Address(address) => {
            let place = if address.city.is_empty() {
                address.parts().next()
            } else {
                Some(address.city.as_str())
            };
            place.map_or(NO_KEY, text::prefix_key)
        }
        other => other.as_number().map_or(NO_KEY, float_key),
    }
}
