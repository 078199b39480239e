//! The values of one feature, before the model's encoding.

use hashbrown::HashMap;
use record::{Currency, RecordId, Value};

use crate::table::{Column, Data, NO_INT};

/// A category.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Level {
    Choice(String),
    Ref(RecordId),
    Flag(bool),
}

/// The values of one feature.
#[derive(Clone, Debug)]
pub(super) enum Cells {
    /// Not-a-number is missing.
    Numbers(Vec<f64>),
    /// Codes into the levels; [`bayes::MISSING_CODE`] is missing.
    Categories { codes: Vec<u32>, levels: Levels },
}

#[derive(Clone, Debug, Default)]
pub(super) struct Levels {
    pub(super) list: Vec<Level>,
    lookup: HashMap<Level, u32>,
}

impl Levels {
    pub(super) fn code(&mut self, level: Level) -> u32 {
        if let Some(code) = self.lookup.get(&level) {
            return *code;
        }
        let code = self.list.len() as u32;
        self.list.push(level.clone());
        self.lookup.insert(level, code);
        code
    }

    pub(super) fn find(&self, level: &Level) -> Option<u32> {
        self.lookup.get(level).copied()
    }
}

impl Level {
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Choice(key) => Some(Self::Choice(key.clone())),
            Value::Ref(id) => Some(Self::Ref(*id)),
            Value::Bool(yes) => Some(Self::Flag(*yes)),
            _ => None,
        }
    }

    pub(super) fn value(&self) -> Value {
        match self {
            Self::Choice(key) => Value::Choice(key.clone()),
            Self::Ref(id) => Value::Ref(*id),
            Self::Flag(yes) => Value::Bool(*yes),
        }
    }
}

impl Cells {
    pub(super) fn is_missing(&self, at: usize) -> bool {
        match self {
            Self::Numbers(list) => list.get(at).is_none_or(|n| n.is_nan()),
            Self::Categories { codes, .. } => codes
                .get(at)
                .is_none_or(|code| *code == bayes::MISSING_CODE),
        }
    }

    /// How many cells have a value.
    pub(super) fn filled(&self) -> usize {
        match self {
            Self::Numbers(list) => list.iter().filter(|n| !n.is_nan()).count(),
            Self::Categories { codes, .. } => {
                codes.iter().filter(|c| **c != bayes::MISSING_CODE).count()
            }
        }
    }

    pub(super) fn clear(&mut self, at: usize) {
        self.set(at, None, None);
    }

    /// Gives a cell another value; one of another type, or an amount in another currency, empties
    /// it.
    pub(super) fn set(&mut self, at: usize, value: Option<&Value>, currency: Option<Currency>) {
        match self {
            Self::Numbers(list) => {
                if let Some(cell) = list.get_mut(at) {
                    *cell = value.and_then(|v| number(v, currency)).unwrap_or(f64::NAN);
                }
            }
            Self::Categories { codes, levels } => {
                if let Some(cell) = codes.get_mut(at) {
                    let level = value.and_then(Level::of);
                    *cell = level.map_or(bayes::MISSING_CODE, |level| levels.code(level));
                }
            }
        }
    }
}

fn number(value: &Value, currency: Option<Currency>) -> Option<f64> {
    match value {
        Value::Money(money) => (Some(money.currency) == currency).then(|| money.units()),
        Value::Int(_) | Value::Number(_) | Value::Duration(_) => value.as_number(),
        _ => None,
    }
}

/// A number column's values in the given rows; amounts in another currency are missing.
pub(super) fn numbers(
    column: Option<&Column>,
    rows: &[Option<u32>],
    currency: Option<Currency>,
) -> Vec<f64> {
    let read = |row: u32| match &column?.data {
        Data::Money(minor, currencies) => {
            let minor = minor.get(row as usize).filter(|n| **n != NO_INT)?;
            let currency = currencies.get(row).filter(|c| Some(**c) == currency)?;
            Some(*minor as f64 / currency.scale() as f64)
        }
        Data::Int(list) => {
            let n = list.get(row as usize).filter(|n| **n != NO_INT)?;
            Some(*n as f64)
        }
        Data::Number(list) => list.get(row as usize).copied(),
        _ => None,
    };
    rows.iter()
        .map(|row| row.and_then(read).unwrap_or(f64::NAN))
        .collect()
}

/// A choice, reference or yes/no column's values in the given rows.
pub(super) fn categories(column: Option<&Column>, rows: &[Option<u32>]) -> Cells {
    let mut levels = Levels::default();
    let codes = match column.map(|c| &c.data) {
        Some(Data::Choice(dict)) => {
            let entries = |code: usize| dict.entries.get(code).cloned().map(Level::Choice);
            let held = rows.iter().map(|row| row.map_or(0, |row| dict.code(row)));
            translated(held, dict.entries.len(), entries, &mut levels)
        }
        Some(Data::Ref(dict)) => {
            let entries = |code: usize| dict.entries.get(code).copied().map(Level::Ref);
            let held = rows.iter().map(|row| row.map_or(0, |row| dict.code(row)));
            translated(held, dict.entries.len(), entries, &mut levels)
        }
        Some(Data::Int(list)) => {
            let held = |row: u32| list.get(row as usize).copied().filter(|n| *n != NO_INT);
            let mut code = |n: i64| levels.code(Level::Flag(n != 0));
            rows.iter()
                .map(|row| row.and_then(held).map_or(bayes::MISSING_CODE, &mut code))
                .collect()
        }
        _ => vec![bayes::MISSING_CODE; rows.len()],
    };
    Cells::Categories { codes, levels }
}

/// Codes of a column's dictionary, 0 for none, as codes of levels.
fn translated(
    held: impl Iterator<Item = u32>,
    entries: usize,
    level: impl Fn(usize) -> Option<Level>,
    levels: &mut Levels,
) -> Vec<u32> {
    let mut known = vec![None; entries + 1];
    held.map(|code| {
        let Some(slot) = known.get_mut(code as usize).filter(|_| code > 0) else {
            return bayes::MISSING_CODE;
        };
        *slot.get_or_insert_with(|| {
            level(code as usize - 1).map_or(bayes::MISSING_CODE, |level| levels.code(level))
        })
    })
    .collect()
}
