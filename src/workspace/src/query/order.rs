//! Sorting rows by any field: a key per row, kept until the field changes.
//!
//! Keys of numbers are the numbers. Keys of texts are places among all texts of the column, with
//! gaps between them, so that a row that changed finds its new place without sorting all again.

use std::cmp::Ordering;
use std::hash::BuildHasher;
use std::rc::Rc;

use hashbrown::{DefaultHashBuilder, HashMap, HashTable};
use record::schema::{CREATED_AT, PURGED, pipeline, stage};
use record::{FieldId, Kind, Value};

use super::{Sort, text};
use crate::business::Workspace;
use crate::table::{Column, Data, NO_INT, Table};

/// The sort keys of the fields that lists were sorted by.
#[derive(Debug, Default)]
pub(crate) struct Orders {
    keys: HashMap<(Kind, FieldId), Kept>,
}

#[derive(Debug)]
struct Kept {
    keys: Rc<Keys>,
    /// Where the keys are places of texts.
    places: Option<Places>,
    /// Rows whose keys are out of date.
    changed: Vec<u32>,
}

/// A key per row: smaller keys come first, [`NO_KEY`] is "no value".
#[derive(Clone, Debug, Default)]
struct Keys(Vec<u64>);

/// The distinct texts of a column in order, each with its place.
#[derive(Debug, Default)]
struct Places {
    text: String,
    sorted: Vec<Place>,
    /// Whether the texts are names of records of this kind.
    names_of: Option<Kind>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    from: u32,
    to: u32,
    place: u64,
}

const NO_KEY: u64 = u64::MAX;
/// The room between two places.
const GAP: u64 = 1 << 32;
/// How much of a text decides about its place, in bytes.
const SORTED_MAX: usize = 64;
/// How many rows may change before all keys are made anew.
const CHANGED_MAX: usize = 500;

impl Orders {
    /// A field of a row has changed: its key is out of date, and so are all that are made of names
    /// of this kind.
    pub(crate) fn touch(&mut self, kind: Kind, field: FieldId, row: u32) {
        if self.keys.is_empty() {
            return;
        }
        if field == PURGED {
            self.keys
                .retain(|(of, _), kept| *of != kind && !kept.is_named_by(kind));
            return;
        }
        let named = naming(kind);
        if NAMING.contains(&field) || named == Kind::STAGE {
            self.keys.retain(|_, kept| !kept.is_named_by(named));
        }
        let Some(kept) = self.keys.get_mut(&(kind, field)) else {
            return;
        };
        if kept.places.is_none() || kept.changed.len() >= CHANGED_MAX {
            self.keys.remove(&(kind, field));
        } else if kept.changed.last() != Some(&row) {
            kept.changed.push(row);
        }
    }

    /// Rows of a kind have come or gone: its keys are out of date, and all made of its names.
    pub(crate) fn forget(&mut self, kind: Kind) {
        let named = naming(kind);
        self.keys
            .retain(|(of, _), kept| *of != kind && !kept.is_named_by(named));
    }
}

/// The kind whose order follows this kind's names: deals stand in the order of their stages, and
/// those in the order of their pipelines.
fn naming(kind: Kind) -> Kind {
    if kind == Kind::PIPELINE {
        Kind::STAGE
    } else {
        kind
    }
}

/// Fields that names of records are made of.
const NAMING: [FieldId; 3] = [
    FieldId::standard(10),
    FieldId::standard(11),
    FieldId::standard(12),
];

impl Kept {
    fn is_named_by(&self, kind: Kind) -> bool {
        let names_of = self.places.as_ref().and_then(|places| places.names_of);
        names_of.is_some_and(|of| of == kind || of == Kind::ANY)
    }
}

impl Workspace {
    /// Sorts rows. What the sorts leave equal comes newest first.
    pub(crate) fn sort_rows(&self, table: &Table, rows: &mut Vec<u32>, sorts: &[Sort]) {
        let by_age = Sort {
            field: CREATED_AT,
            descending: true,
        };
        let (first, more) = sorts.split_first().unwrap_or((&by_age, &[]));
        let keys = self.keys(table, first.field);
        let more: Vec<(Sort, Rc<Keys>)> = more
            .iter()
            .map(|s| (*s, self.keys(table, s.field)))
            .collect();
        let mut keyed: Vec<(u64, u32)> = rows
            .iter()
            .rev()
            .map(|row| (directed(keys.get(*row), first.descending), *row))
            .collect();
        let tie = |a: u32, b: u32| {
            for (sort, keys) in &more {
                let key = |row| directed(keys.get(row), sort.descending);
                let order = key(a).cmp(&key(b));
                if order != Ordering::Equal {
                    return order;
                }
            }
            b.cmp(&a)
        };
        if more.is_empty() {
            keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        } else {
            keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| tie(a.1, b.1)));
        }
        rows.clear();
        rows.extend(keyed.into_iter().map(|(_, row)| row));
    }

    fn keys(&self, table: &Table, field: FieldId) -> Rc<Keys> {
        let Some(column) = table.column(field) else {
            return Rc::default();
        };
        let mut orders = self.orders.borrow_mut();
        if let Some(kept) = orders.keys.get_mut(&(table.kind, field))
            && self.bring_up(kept, table, field, column)
        {
            return Rc::clone(&kept.keys);
        }
        let kept = match self.plain_keys(table, field, column) {
            Some(keys) => Kept {
                keys: Rc::new(Keys(keys)),
                places: None,
                changed: Vec::new(),
            },
            None => self.text_keys(table, field, column),
        };
        let keys = Rc::clone(&kept.keys);
        orders.keys.insert((table.kind, field), kept);
        keys
    }

    /// Finds the places of the rows that changed; false where there is no room left.
    fn bring_up(&self, kept: &mut Kept, table: &Table, field: FieldId, column: &Column) -> bool {
        let Some(places) = &mut kept.places else {
            return true;
        };
        if kept.changed.is_empty() {
            return true;
        }
        let keys = Rc::make_mut(&mut kept.keys);
        let mut text = String::new();
        for row in kept.changed.drain(..) {
            text.clear();
            self.write_sorted(table, field, column, row, &mut text);
            let key = if text.is_empty() {
                NO_KEY
            } else {
                match places.place(&text) {
                    Some(place) => place,
                    None => return false,
                }
            };
            keys.set(row, key);
        }
        true
    }

    /// Keys that don't depend on texts; `None` for a column of texts or references.
    fn plain_keys(&self, table: &Table, field: FieldId, column: &Column) -> Option<Vec<u64>> {
        let def = self.schema.field(table.kind, field);
        Some(match &column.data {
            Data::Choice(dict) => {
                let place = |key: &String| {
                    let options = def.map(|d| d.options.as_slice()).unwrap_or_default();
                    let at = options.iter().position(|o| o == key.as_str());
                    at.unwrap_or(options.len()) as u64
                };
                let places: Vec<u64> = dict.entries.iter().map(place).collect();
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
            Data::Text(_) | Data::Ref(_) | Data::Blob(_) => return None,
        })
    }

    /// What a referred record is sorted by: its name, or for a stage its place in its pipeline.
    pub(crate) fn write_place(&self, named: &Table, row: u32, out: &mut String) {
        if named.kind == Kind::STAGE {
            let of = named
                .value(row, stage::PIPELINE)
                .and_then(|v| v.as_ref_id());
            let first = of.and_then(|id| self.value(Kind::PIPELINE, id, pipeline::RANK));
            let first = first.as_ref().and_then(Value::as_str).unwrap_or_default();
            let rank = named.column(stage::RANK).map_or("", |c| c.str(row));
            let mut name = String::new();
            named.write_name(row, &mut name);
            // A stage without a name is as good as none.
            if !name.is_empty() {
                for part in [first, rank].into_iter().filter(|part| !part.is_empty()) {
                    out.push_str(part);
                    out.push(' ');
                }
                out.push_str(&name);
            }
            return;
        }
        named.write_name(row, out);
    }

    fn text_keys(&self, table: &Table, field: FieldId, column: &Column) -> Kept {
        let mut texts = Texts::default();
        let (keys, mut places);
        if let Data::Ref(dict) = &column.data {
            let target = self.target(table, field);
            let mut name = String::new();
            let named = self.table(target);
            let codes: Vec<u32> = dict
                .entries
                .iter()
                .map(|id| {
                    name.clear();
                    if let Some(named) = named
                        && let Some(row) = named.row(*id)
                    {
                        self.write_place(named, row, &mut name);
                    }
                    texts.add(|out| text::fold_into(&name, SORTED_MAX, out))
                })
                .collect();
            let of_texts;
            (places, of_texts) = texts.sort();
            places.names_of = Some(target);
            keys = by_code(&dict.codes, &by_code(&codes, &of_texts));
        } else {
            let codes: Vec<u32> = (0..table.len())
                .map(|row| texts.add(|out| self.write_sorted(table, field, column, row, out)))
                .collect();
            let of_texts;
            (places, of_texts) = texts.sort();
            keys = by_code(&codes, &of_texts);
        }
        Kept {
            keys: Rc::new(Keys(keys)),
            places: Some(places),
            changed: Vec::new(),
        }
    }

    fn target(&self, table: &Table, field: FieldId) -> Kind {
        let def = self.schema.field(table.kind, field);
        def.and_then(|d| d.ty.target()).unwrap_or(Kind::ANY)
    }

    /// Appends the folded text by which a row is sorted; nothing where it has no value.
    fn write_sorted(
        &self,
        table: &Table,
        field: FieldId,
        column: &Column,
        row: u32,
        out: &mut String,
    ) {
        match &column.data {
            Data::Text(_) => text::fold_into(column.str(row), SORTED_MAX, out),
            Data::Ref(dict) => {
                if let Some(id) = dict.get(row) {
                    let mut name = String::new();
                    if let Some(named) = self.table(self.target(table, field))
                        && let Some(row) = named.row(*id)
                    {
                        self.write_place(named, row, &mut name);
                    }
                    text::fold_into(&name, SORTED_MAX, out);
                }
            }
            _ => {
                if let Some(value) = column.get(row) {
                    write_first(&value, out);
                }
            }
        }
    }
}

/// Distinct texts while they are collected: each gets a code, from 1.
#[derive(Default)]
struct Texts {
    text: String,
    spans: Vec<(u32, u32)>,
    lookup: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Texts {
    /// The code of the text that `write` appends; 0 where it appends nothing.
    fn add(&mut self, write: impl FnOnce(&mut String)) -> u32 {
        let from = self.text.len();
        write(&mut self.text);
        if self.text.len() == from {
            return 0;
        }
        let (text, spans, hasher) = (&self.text, &self.spans, &self.hasher);
        let of_code = |code: u32| {
            let (from, to) = spans[code as usize - 1];
            &text[from as usize..to as usize]
        };
        let own = &text[from..];
        let hash = hasher.hash_one(own);
        let known = self
            .lookup
            .find(hash, |code| of_code(*code) == own)
            .copied();
        if let Some(code) = known {
            self.text.truncate(from);
            return code;
        }
        let code = spans.len() as u32 + 1;
        self.lookup
            .insert_unique(hash, code, |code| hasher.hash_one(of_code(*code)));
        self.spans.push((from as u32, self.text.len() as u32));
        code
    }

    /// The texts in order, and the place of each code's text.
    fn sort(self) -> (Places, Vec<u64>) {
        let text = self.text;
        let of = |(from, to): (u32, u32)| &text.as_bytes()[from as usize..to as usize];
        let mut order: Vec<(u64, u32)> = (0u32..)
            .zip(&self.spans)
            .map(|(n, span)| (head(of(*span)), n))
            .collect();
        let whole = |n: u32| of(self.spans[n as usize]);
        order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| whole(a.1).cmp(whole(b.1))));
        let mut of_codes = vec![0; order.len()];
        let mut sorted = Vec::with_capacity(order.len());
        for (at, (_, n)) in order.iter().enumerate() {
            let (from, to) = self.spans[*n as usize];
            let place = (at as u64 + 1) * GAP;
            of_codes[*n as usize] = place;
            sorted.push(Place { from, to, place });
        }
        let places = Places {
            text,
            sorted,
            names_of: None,
        };
        (places, of_codes)
    }
}

impl Places {
    /// The place of a text, which is given one where it has none; `None` where there is no room.
    fn place(&mut self, text: &str) -> Option<u64> {
        let all = self.text.as_str();
        let of = |place: &Place| &all[place.from as usize..place.to as usize];
        let at = match self.sorted.binary_search_by(|place| of(place).cmp(text)) {
            Ok(at) => return self.sorted.get(at).map(|place| place.place),
            Err(at) => at,
        };
        let low = at
            .checked_sub(1)
            .map_or(0, |before| self.sorted[before].place);
        let high = self.sorted.get(at).map_or(low + 2 * GAP, |next| next.place);
        let place = low + (high - low) / 2;
        if place == low {
            return None;
        }
        let from = u32::try_from(self.text.len()).ok()?;
        self.text.push_str(text);
        let to = u32::try_from(self.text.len()).ok()?;
        self.sorted.insert(at, Place { from, to, place });
        Some(place)
    }
}

/// The first eight bytes as a number that sorts as they do.
fn head(bytes: &[u8]) -> u64 {
    let mut head = [0; 8];
    for (slot, byte) in head.iter_mut().zip(bytes) {
        *slot = *byte;
    }
    u64::from_be_bytes(head)
}

impl Keys {
    fn get(&self, row: u32) -> u64 {
        self.0.get(row as usize).copied().unwrap_or(NO_KEY)
    }

    fn set(&mut self, row: u32, key: u64) {
        let row = row as usize;
        if row >= self.0.len() {
            self.0.resize(row + 1, NO_KEY);
        }
        self.0[row] = key;
    }
}

fn directed(key: u64, descending: bool) -> u64 {
    if descending && key != NO_KEY {
        NO_KEY - 1 - key
    } else {
        key
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

/// Appends what stands for a value of several parts: the first entry of a list, an address's city,
/// the count of references; numbers so that they sort by size.
fn write_first(value: &Value, out: &mut String) {
    let mut put = |text: &str| text::fold_into(text, SORTED_MAX, out);
    match value {
        Value::Text(text) | Value::Choice(text) | Value::Rank(text) => put(text),
        Value::Labelled(list) => put(list.first().map_or("", |l| &l.value)),
        Value::Tags(list) => put(list.first().map_or("", String::as_str)),
        Value::Refs(list) => put(&format!("{:08}", list.len())),
        Value::Address(address) if !address.city.is_empty() => put(&address.city),
        Value::Address(address) => put(address.parts().next().unwrap_or("")),
        other => {
            if let Some(n) = other.as_number() {
                put(&format!("{:016x}", float_key(n)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::business::Moment;
    use crate::command::Command;
    use crate::query::Query;
    use record::schema::deal;
    use record::{Date, DeviceId, Instant, RecordId, SeededEntropy, Write};
    use workflow::{Context, Language, Template, Zone};

    #[test]
    fn places_without_room_between_them_are_made_anew() {
        let mut texts = Texts::default();
        texts.add(|out| out.push('a'));
        let (mut places, _) = texts.sort();
        let mut last = places.place("b").unwrap_or(0);
        let mut text = String::from("a");
        let mut given = 0;
        // Each new text comes right behind the first, so the room halves each time.
        while let Some(place) = {
            text.insert(1, 'a');
            places.place(&format!("a{}b", "\u{1}".repeat(40 - given)))
        } {
            assert!(place != last);
            last = place;
            given += 1;
        }
        assert!((20..40).contains(&given), "{given}");
    }

    #[test]
    fn deals_sort_by_the_place_of_their_stage_and_not_by_its_name() {
        let mut ws = Workspace::new(DeviceId(1));
        let pipeline = Template::Generic.build(Language::En);
        let mut writes = pipeline.writes();
        let mut ids = Vec::new();
        for (n, stage) in pipeline.stages.iter().enumerate().rev() {
            let id = RecordId::natural(["deal", n.to_string().as_str()]);
            writes.push(Write::set(Kind::DEAL, id, deal::NAME, Value::text("x")));
            writes.push(Write::set(
                Kind::DEAL,
                id,
                deal::STAGE,
                Value::Ref(stage.id),
            ));
            ids.insert(0, id);
        }
        let mut entropy = SeededEntropy::new(1);
        let (now, today) = (Instant(1), Date(0));
        let mut moment = Moment {
            now,
            today,
            entropy: &mut entropy,
        };
        let group = RecordId::natural(["group"]);
        ws.run(
            Command::Bulk {
                label: "test".into(),
                group,
                writes,
            },
            &mut moment,
        )
        .unwrap();
        let sort = vec![Sort {
            field: deal::STAGE,
            descending: false,
        }];
        let query = Query {
            sort,
            ..Query::all(Kind::DEAL)
        };
        let context = Context {
            today,
            zone: &Zone::default(),
            me: None,
        };
        assert_eq!(ws.select(&query, &context), ids);
    }
}
