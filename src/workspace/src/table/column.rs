//! A column: one field's values by row, in the form that suits the field's type.

use std::hash::{BuildHasher, Hash};

use hashbrown::{DefaultHashBuilder, HashMap, HashTable};
use record::{Currency, Date, FieldType, Instant, Money, RecordId, Value};

use super::arena::Arena;

/// One field's values. A value that doesn't fit the column's form (of a newer version, say) lies
/// aside and is given back as it came.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) ty: Option<FieldType>,
    pub(crate) is_set: bool,
    pub(crate) data: Data,
    pub(crate) odd: HashMap<u32, Value>,
}

/// The forms of a column.
#[derive(Clone, Debug)]
pub(crate) enum Data {
    /// Text, long text, links, ranks.
    Text(Arena),
    /// Choices: codes into a dictionary of keys, 0 for none.
    Choice(Dictionary<String>),
    /// References: codes into a dictionary of ids, 0 for none.
    Ref(Dictionary<RecordId>),
    /// Whole numbers, days, instants, durations, yes/no; [`NO_INT`] for none.
    Int(Vec<i64>),
    /// Numbers; NaN for none.
    Number(Vec<f64>),
    /// Amounts: minor units with [`NO_INT`] for none, and codes of currencies.
    Money(Vec<i64>, Dictionary<Currency>),
    /// Everything else, encoded.
    Blob(Arena),
}

/// Values as small codes. Code 0 is "none"; code `n` is entry `n - 1`.
#[derive(Clone, Debug)]
pub(crate) struct Dictionary<T> {
    pub(crate) codes: Vec<u32>,
    pub(crate) entries: Vec<T>,
    lookup: Lookup,
}

/// Finds the number of an item in a list without holding the item twice.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lookup {
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Lookup {
    pub(crate) fn find<T: Eq + Hash>(&self, list: &[T], item: &T) -> Option<u32> {
        let is_it = |n: &u32| list.get(*n as usize) == Some(item);
        self.numbers
            .find(self.hasher.hash_one(item), is_it)
            .copied()
    }

    /// Notes the number of an item that is in the list already, and was not looked up before.
    pub(crate) fn insert<T: Hash>(&mut self, list: &[T], number: u32) {
        let hash = |n: &u32| {
            list.get(*n as usize)
                .map_or(0, |item| self.hasher.hash_one(item))
        };
        self.numbers.insert_unique(hash(&number), number, hash);
    }

    pub(crate) fn remove<T: Eq + Hash>(&mut self, list: &[T], item: &T) {
        let is_it = |n: &u32| list.get(*n as usize) == Some(item);
        if let Ok(entry) = self.numbers.find_entry(self.hasher.hash_one(item), is_it) {
            entry.remove();
        }
    }

    pub(crate) fn reserve<T: Hash>(&mut self, list: &[T], more: usize) {
        let hash = |n: &u32| {
            list.get(*n as usize)
                .map_or(0, |item| self.hasher.hash_one(item))
        };
        self.numbers.reserve(more, hash);
    }

    pub(crate) fn memory(&self) -> usize {
        self.numbers.capacity() * 8 / 7 * 5
    }
}

/// Stands for "no value" among whole numbers; the one number that can't be stored.
pub(crate) const NO_INT: i64 = i64::MIN;

impl<T> Default for Dictionary<T> {
    fn default() -> Self {
        Self {
            codes: Vec::new(),
            entries: Vec::new(),
            lookup: Lookup::default(),
        }
    }
}

impl<T: Clone + Eq + Hash> Dictionary<T> {
    pub(crate) fn intern(&mut self, value: &T) -> u32 {
        if let Some(number) = self.lookup.find(&self.entries, value) {
            return number + 1;
        }
        let number = self.entries.len() as u32;
        self.entries.push(value.clone());
        self.lookup.insert(&self.entries, number);
        number + 1
    }

    fn memory(&self, entry: usize) -> usize {
        self.codes.capacity() * 4 + self.entries.capacity() * entry + self.lookup.memory()
    }

    pub(crate) fn code(&self, row: u32) -> u32 {
        self.codes.get(row as usize).copied().unwrap_or(0)
    }

    pub(crate) fn get(&self, row: u32) -> Option<&T> {
        self.entries.get((self.code(row) as usize).checked_sub(1)?)
    }

    pub(crate) fn set(&mut self, row: u32, value: Option<&T>) {
        let code = value.map_or(0, |v| self.intern(v));
        put(&mut self.codes, row, code, 0);
    }
}

/// Writes one row of a plain column, which only grows for a value that is something.
pub(crate) fn put<T: Copy + PartialEq>(rows: &mut Vec<T>, row: u32, value: T, none: T) {
    let row = row as usize;
    if row >= rows.len() {
        if value == none {
            return;
        }
        rows.resize(row + 1, none);
    }
    rows[row] = value;
}

impl Column {
    pub(crate) fn new(ty: Option<FieldType>, is_set: bool) -> Self {
        Self {
            ty,
            is_set,
            data: Data::new(ty),
            odd: HashMap::new(),
        }
    }

    pub(crate) fn get(&self, row: u32) -> Option<Value> {
        if !self.odd.is_empty()
            && let Some(odd) = self.odd.get(&row)
        {
            return Some(odd.clone());
        }
        match &self.data {
            Data::Text(arena) => {
                let text = std::str::from_utf8(arena.get(row))
                    .ok()
                    .filter(|t| !t.is_empty())?;
                Some(match self.ty {
                    Some(FieldType::Rank) => Value::Rank(text.to_owned()),
                    _ => Value::Text(text.to_owned()),
                })
            }
            Data::Choice(dict) => dict.get(row).map(|key| Value::Choice(key.clone())),
            Data::Ref(dict) => dict.get(row).map(|id| Value::Ref(*id)),
            Data::Int(rows) => {
                let n = rows.get(row as usize).copied().filter(|n| *n != NO_INT)?;
                Some(match self.ty {
                    Some(FieldType::Date) => Value::Date(Date(n as i32)),
                    Some(FieldType::Instant) => Value::Instant(Instant(n)),
                    Some(FieldType::Duration) => Value::Duration(n),
                    Some(FieldType::Bool) => Value::Bool(n != 0),
                    _ => Value::Int(n),
                })
            }
            Data::Number(rows) => rows
                .get(row as usize)
                .copied()
                .filter(|n| !n.is_nan())
                .map(Value::Number),
            Data::Money(minor, currency) => {
                let minor = minor.get(row as usize).copied().filter(|n| *n != NO_INT)?;
                Some(Value::Money(Money {
                    minor,
                    currency: *currency.get(row)?,
                }))
            }
            Data::Blob(arena) => match arena.get(row) {
                [] => None,
                bytes => Value::decode(bytes).ok(),
            },
        }
    }

    pub(crate) fn set(&mut self, row: u32, value: Option<&Value>) {
        if !self.odd.is_empty() {
            self.odd.remove(&row);
        }
        let fits = match (&mut self.data, value) {
            (Data::Text(arena), Some(Value::Text(text) | Value::Rank(text))) => {
                let rank = self.ty == Some(FieldType::Rank);
                let fits = !text.is_empty() && rank == matches!(value, Some(Value::Rank(_)));
                arena.set(row, if fits { text.as_bytes() } else { &[] });
                fits
            }
            (Data::Choice(dict), Some(Value::Choice(key))) => {
                dict.set(row, Some(key));
                true
            }
            (Data::Ref(dict), Some(Value::Ref(id))) => {
                dict.set(row, Some(id));
                true
            }
            (Data::Int(rows), Some(value)) => match int_of(self.ty, value) {
                Some(n) => {
                    put(rows, row, n, NO_INT);
                    true
                }
                None => {
                    put(rows, row, NO_INT, NO_INT);
                    false
                }
            },
            (Data::Number(rows), Some(Value::Number(n))) => {
                if row as usize >= rows.len() {
                    rows.resize(row as usize + 1, f64::NAN);
                }
                rows[row as usize] = *n;
                true
            }
            (Data::Money(minor, currency), Some(Value::Money(money))) if money.minor != NO_INT => {
                put(minor, row, money.minor, NO_INT);
                currency.set(row, Some(&money.currency));
                true
            }
            (Data::Blob(arena), Some(value)) => {
                arena.set(row, &value.encode());
                true
            }
            (data, _) => {
                data.clear(row);
                false
            }
        };
        if let (false, Some(value)) = (fits, value) {
            self.data.clear(row);
            self.odd.insert(row, value.clone());
        }
    }

    pub(crate) fn is_some(&self, row: u32) -> bool {
        if !self.odd.is_empty() && self.odd.contains_key(&row) {
            return true;
        }
        match &self.data {
            Data::Text(arena) | Data::Blob(arena) => !arena.get(row).is_empty(),
            Data::Choice(dict) => dict.code(row) != 0,
            Data::Ref(dict) => dict.code(row) != 0,
            Data::Int(rows) | Data::Money(rows, _) => {
                rows.get(row as usize).is_some_and(|n| *n != NO_INT)
            }
            Data::Number(rows) => rows.get(row as usize).is_some_and(|n| !n.is_nan()),
        }
    }

    /// The text of a row without copying it; empty where there is none or the field is no text.
    pub(crate) fn str(&self, row: u32) -> &str {
        match &self.data {
            Data::Text(arena) => std::str::from_utf8(arena.get(row)).unwrap_or_default(),
            Data::Choice(dict) => dict.get(row).map_or("", String::as_str),
            _ => "",
        }
    }

    /// The text or the encoded value of a row as it lies there, in a column of such.
    pub(crate) fn bytes(&self, row: u32) -> Option<&[u8]> {
        match &self.data {
            Data::Text(arena) | Data::Blob(arena) => {
                Some(arena.get(row)).filter(|bytes| !bytes.is_empty())
            }
            _ => None,
        }
    }

    pub(crate) fn memory(&self) -> usize {
        match &self.data {
            Data::Text(arena) | Data::Blob(arena) => arena.memory(),
            Data::Choice(dict) => dict.memory(40),
            Data::Ref(dict) => dict.memory(16),
            Data::Int(rows) => rows.capacity() * 8,
            Data::Number(rows) => rows.capacity() * 8,
            Data::Money(rows, dict) => rows.capacity() * 8 + dict.memory(4),
        }
    }
}

impl Data {
    pub(crate) fn new(ty: Option<FieldType>) -> Self {
        match ty {
            Some(FieldType::Text | FieldType::LongText | FieldType::Link | FieldType::Rank) => {
                Self::Text(Arena::default())
            }
            Some(FieldType::Choice) => Self::Choice(Dictionary::default()),
            Some(FieldType::Ref(_)) => Self::Ref(Dictionary::default()),
            Some(
                FieldType::Int
                | FieldType::Date
                | FieldType::Instant
                | FieldType::Duration
                | FieldType::Bool,
            ) => Self::Int(Vec::new()),
            Some(FieldType::Number) => Self::Number(Vec::new()),
            Some(FieldType::Money) => Self::Money(Vec::new(), Dictionary::default()),
            _ => Self::Blob(Arena::default()),
        }
    }

    fn clear(&mut self, row: u32) {
        match self {
            Self::Text(arena) | Self::Blob(arena) => arena.set(row, &[]),
            Self::Choice(dict) => dict.set(row, None),
            Self::Ref(dict) => dict.set(row, None),
            Self::Int(rows) => put(rows, row, NO_INT, NO_INT),
            Self::Number(rows) => {
                if let Some(slot) = rows.get_mut(row as usize) {
                    *slot = f64::NAN;
                }
            }
            Self::Money(minor, currency) => {
                put(minor, row, NO_INT, NO_INT);
                currency.set(row, None);
            }
        }
    }
}

fn int_of(ty: Option<FieldType>, value: &Value) -> Option<i64> {
    let n = match (ty?, value) {
        (FieldType::Int, Value::Int(n)) | (FieldType::Duration, Value::Duration(n)) => *n,
        (FieldType::Date, Value::Date(d)) => i64::from(d.0),
        (FieldType::Instant, Value::Instant(t)) => t.0,
        (FieldType::Bool, Value::Bool(b)) => i64::from(*b),
        _ => return None,
    };
    (n != NO_INT).then_some(n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::Kind;

    #[test]
    fn a_value_of_another_type_is_kept_aside_and_given_back() {
        let mut column = Column::new(Some(FieldType::Int), false);
        column.set(3, Some(&Value::Int(5)));
        column.set(3, Some(&Value::Unknown(vec![200, 1])));
        assert_eq!(column.get(3), Some(Value::Unknown(vec![200, 1])));
        column.set(3, Some(&Value::Int(i64::MIN)));
        assert_eq!(column.get(3), Some(Value::Int(i64::MIN)));
        column.set(3, None);
        assert_eq!(column.get(3), None);
    }

    #[test]
    fn each_type_gives_back_what_was_set() {
        let cases = [
            (FieldType::Text, Value::text("é")),
            (FieldType::Rank, Value::Rank("n".into())),
            (FieldType::Choice, Value::choice("a")),
            (FieldType::Ref(Kind::DEAL), Value::Ref(RecordId(4))),
            (FieldType::Date, Value::Date(Date(-4))),
            (FieldType::Instant, Value::Instant(Instant(9))),
            (FieldType::Duration, Value::Duration(60)),
            (FieldType::Bool, Value::Bool(false)),
            (FieldType::Number, Value::Number(-0.5)),
            (
                FieldType::Money,
                Value::Money(Money {
                    minor: -1,
                    currency: Currency::EUR,
                }),
            ),
            (FieldType::Tags, Value::Tags(vec!["x".into()])),
        ];
        for (ty, value) in cases {
            let mut column = Column::new(Some(ty), false);
            column.set(2, Some(&value));
            assert_eq!(column.get(2), Some(value.clone()));
            assert!(column.is_some(2) && !column.is_some(1) && !column.is_some(9));
            column.set(2, None);
            assert_eq!(column.get(2), None);
        }
    }
}
