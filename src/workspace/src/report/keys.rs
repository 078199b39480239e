//! Which group each record is in: a code per row, or several.

use std::borrow::Cow;

use hashbrown::HashMap;
use record::{Currency, Date, FieldDef, FieldId, FieldType, Instant, Kind, RecordId, Value};
use workflow::Context;
use workflow::condition::fold::fold;

use super::{Bucket, Group, Key, ReportError, live_row, period};
use crate::business::Workspace;
use crate::query::text;
use crate::rates::Rates;
use crate::table::{Column, Data, NO_INT, Table};

/// The code of a record that is in no group.
pub(super) const UNREADABLE: u32 = u32::MAX;

/// Records by group.
pub(super) struct Coded {
    pub(super) keys: Vec<Key>,
    codes: Codes,
    /// The options of the field, for the natural order.
    options: Vec<String>,
    /// How wide its ranges are.
    width: f64,
}

enum Codes {
    /// One a row; rows beyond the end have no value.
    One(Vec<u32>),
    /// Several a row: where each row's begin in the list.
    Many { starts: Vec<u32>, list: Vec<u32> },
}

/// What the groups are made with.
struct Making<'a> {
    workspace: &'a Workspace,
    rates: &'a Rates,
    context: &'a Context<'a>,
    bucket: Bucket,
}

/// Keys while they are found, each once.
struct Keys<K> {
    keys: Vec<Key>,
    codes: HashMap<K, u32>,
    /// How many of them, after the first, have the names of options.
    options: usize,
}

impl<K: std::hash::Hash + Eq> Keys<K> {
    fn new() -> Self {
        Self {
            keys: vec![Key::None],
            codes: HashMap::new(),
            options: 0,
        }
    }

    fn code(&mut self, of: K, key: impl FnOnce() -> Key) -> u32 {
        *self.codes.entry(of).or_insert_with(|| {
            self.keys.push(key());
            self.keys.len() as u32 - 1
        })
    }
}

impl Keys<String> {
    /// The keys of a field's options, to which those of other texts are added.
    fn of_options(options: &[Cow<'static, str>]) -> Self {
        let mut keys = Self::new();
        for option in options {
            keys.text(option);
        }
        keys.options = keys.keys.len() - 1;
        keys
    }

    /// Texts are one where a condition takes them for one. Their name is the option's, or else the
    /// first of the spellings in the order of letters, so that it is the same on every device.
    fn text(&mut self, text: &str) -> u32 {
        if text.trim().is_empty() {
            return 0;
        }
        let code = self.code(fold(text), || Key::Text(text.to_owned()));
        let at = code as usize;
        if at > self.options
            && let Some(Key::Text(name)) = self.keys.get_mut(at)
            && text < name.as_str()
        {
            text.clone_into(name);
        }
        code
    }
}

impl Coded {
    /// The groups of all rows of a kind's table.
    pub(super) fn read(
        workspace: &Workspace,
        kind: Kind,
        group: &Group,
        rates: &Rates,
        context: &Context<'_>,
    ) -> Result<Self, ReportError> {
        let (at, field, is_many) = workspace.target_of(kind, &group.path)?;
        let def = workspace.schema.field(at, field);
        // Of several records, some may say yes and some nothing; that is neither yes nor no.
        if is_many && def.is_some_and(|def| def.ty == FieldType::Bool) {
            return Err(ReportError::Bucket { kind: at, field });
        }
        let making = Making {
            workspace,
            rates,
            context,
            bucket: group.bucket,
        };
        making.read(kind, &group.path)
    }

    /// The codes of a row.
    pub(super) fn of(&self, row: u32) -> &[u32] {
        match &self.codes {
            Codes::One(codes) => codes
                .get(row as usize)
                .map_or(&[0][..], std::slice::from_ref),
            Codes::Many { starts, list } => {
                let at = row as usize;
                let range = starts.get(at).zip(starts.get(at + 1));
                range
                    .and_then(|(from, to)| list.get(*from as usize..*to as usize))
                    .unwrap_or(&[0])
            }
        }
    }

    /// Brings places of keys into the natural order.
    pub(super) fn sort(&self, workspace: &Workspace, list: &mut [usize]) {
        let numbers = |at: &usize| match &self.keys[*at] {
            Key::Int(n) => *n as f64,
            Key::Period(day, _) => f64::from(day.0),
            Key::Range(low, _) => *low,
            Key::Bool(b) => f64::from(u8::from(!*b)),
            Key::Text(key) => {
                let folded = fold(key);
                let at = self.options.iter().position(|o| *o == folded);
                at.unwrap_or(self.options.len()) as f64
            }
            Key::Ref(..) | Key::None | Key::Other => 0.0,
        };
        let texts = |at: &usize| {
            let mut out = String::new();
            match &self.keys[*at] {
                Key::Text(key) => text::fold_into(key, 64, &mut out),
                Key::Ref(kind, id) => {
                    let mut name = String::new();
                    if let Some(table) = workspace.table(*kind)
                        && let Some(row) = table.row(*id)
                    {
                        workspace.write_place(table, row, &mut name);
                    }
                    text::fold_into(&name, 64, &mut out);
                }
                _ => {}
            }
            out
        };
        let mut keyed: Vec<(f64, String, usize)> = list
            .iter()
            .map(|at| (numbers(at), texts(at), *at))
            .collect();
        record::order::sort_by(&mut keyed, |a, b| {
            a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1))
        });
        for (to, (_, _, at)) in list.iter_mut().zip(keyed) {
            *to = at;
        }
    }

    /// Before each of these keys: the periods or ranges without records that lie between it and the
    /// one before. `None` where all together would be more than `most`, as an axis with some of its
    /// gaps would mislead.
    pub(super) fn gaps(&self, list: &[usize], most: usize) -> Option<Vec<Vec<Key>>> {
        let mut room = most.checked_sub(list.len())?;
        let mut gaps = vec![Vec::new(); list.len().min(1)];
        for pair in list.windows(2) {
            let found = self.between(&self.keys[pair[0]], &self.keys[pair[1]], room)?;
            room -= found.len();
            gaps.push(found);
        }
        Some(gaps)
    }

    /// The periods or ranges between two; `None` where they are more than there is room for.
    fn between(&self, before: &Key, after: &Key, room: usize) -> Option<Vec<Key>> {
        let mut found = Vec::new();
        match (before, after) {
            (Key::Period(from, bucket), Key::Period(to, _)) => {
                let mut day = period::next(*from, *bucket);
                while let Some(start) = day.filter(|day| day < to) {
                    if found.len() == room {
                        return None;
                    }
                    found.push(Key::Period(start, *bucket));
                    day = period::next(start, *bucket);
                }
            }
            (Key::Range(_, high), Key::Range(to, _)) => {
                let width = self.width;
                let (mut place, to) = ((high / width).round(), (to / width).round());
                if to - place > room as f64 {
                    return None;
                }
                while place < to {
                    found.push(range(place, width));
                    place += 1.0;
                }
            }
            _ => {}
        }
        Some(found)
    }
}

/// The lower end of the range with this place. Of widths such as 0.1 it is the number that is
/// written so, not a sum of rounded tenths.
fn edge(place: f64, width: f64) -> f64 {
    let parts = (1.0 / width).round();
    let edge = if width < 1.0 && 1.0 / parts == width {
        place / parts
    } else {
        place * width
    };
    // Adding zero makes a plain zero of a negative one.
    edge + 0.0
}

/// The range with this place among those of a width.
fn range(place: f64, width: f64) -> Key {
    Key::Range(edge(place, width), edge(place + 1.0, width))
}

/// The place of the range that a number is in; `None` where the number is too large to tell.
fn place(n: f64, width: f64) -> Option<f64> {
    let mut place = (n / width).floor();
    // The quotient may be rounded over an edge.
    if n < edge(place, width) {
        place -= 1.0;
    } else if n >= edge(place + 1.0, width) {
        place += 1.0;
    }
    let is_told = edge(place, width) <= n && n < edge(place + 1.0, width);
    (place.abs() < 9e15 && is_told).then_some(place)
}

impl Making<'_> {
    fn read(&self, kind: Kind, path: &[FieldId]) -> Result<Coded, ReportError> {
        let (field, rest) = path.split_first().ok_or(ReportError::Path)?;
        let unknown = ReportError::UnknownField {
            kind,
            field: *field,
        };
        let def = self.workspace.schema.field(kind, *field).ok_or(unknown)?;
        let table = self.workspace.table(kind);
        let column = table.and_then(|t| t.column(*field));
        if rest.is_empty() {
            return self.leaf(kind, def, table, column);
        }
        let target = def.ty.target().ok_or(ReportError::NotAReference {
            kind,
            field: *field,
        })?;
        let mut there = self.read(target, rest)?;
        let named = self.workspace.table(target);
        let lead = |id: &RecordId| {
            named
                .and_then(|t| live_row(t, *id))
                .map(|row| there.of(row))
        };
        there.codes = match (column, table) {
            (Some(column), Some(table)) => match &column.data {
                Data::Ref(dict)
                    if column.odd.is_empty() && matches!(there.codes, Codes::One(_)) =>
                {
                    let of_entry: Vec<u32> = dict
                        .entries
                        .iter()
                        .map(|id| lead(id).and_then(|c| c.first().copied()).unwrap_or(0))
                        .collect();
                    Codes::One(translate(&dict.codes, &of_entry))
                }
                _ => many(table.len(), |row, codes| {
                    let ids = match column.get(row) {
                        Some(Value::Ref(id)) => vec![id],
                        Some(Value::Refs(ids)) => ids,
                        _ => Vec::new(),
                    };
                    for id in &ids {
                        codes.extend(lead(id).into_iter().flatten().filter(|code| **code > 0));
                    }
                }),
            },
            _ => Codes::One(Vec::new()),
        };
        Ok(there)
    }

    fn leaf(
        &self,
        kind: Kind,
        def: &FieldDef,
        table: Option<&Table>,
        column: Option<&Column>,
    ) -> Result<Coded, ReportError> {
        let wrong = ReportError::Bucket {
            kind,
            field: def.id,
        };
        if !super::choices::buckets(def.ty)
            .iter()
            .any(|b| same_sort(*b, self.bucket))
        {
            return Err(wrong);
        }
        let rows = table.map_or(0, Table::len);
        let mut options = Vec::new();
        let (keys, mut codes) = match def.ty {
            FieldType::Text | FieldType::Link => {
                let mut keys = Keys::of_options(&[]);
                let text = |row| column.map_or(0, |c| keys.text(c.str(row)));
                let codes = (0..rows).map(text).collect();
                (keys.keys, Codes::One(codes))
            }
            FieldType::Choice => {
                let mut keys = Keys::of_options(&def.options);
                let codes = match column.map(|c| &c.data) {
                    Some(Data::Choice(dict)) => {
                        // An entry that no row has any more is one of this device alone.
                        let mut is_used = vec![false; dict.entries.len() + 1];
                        for code in &dict.codes {
                            is_used[*code as usize] = true;
                        }
                        let code = |(entry, used): (&String, &bool)| match used {
                            true => keys.text(entry),
                            false => 0,
                        };
                        let of: Vec<u32> =
                            dict.entries.iter().zip(&is_used[1..]).map(code).collect();
                        translate(&dict.codes, &of)
                    }
                    _ => Vec::new(),
                };
                (keys.keys, Codes::One(codes))
            }
            FieldType::Ref(target) => {
                let mut keys = Keys::new();
                let codes = match column.map(|c| &c.data) {
                    Some(Data::Ref(dict)) => {
                        let code = |id: &RecordId| self.reference(&mut keys, target, *id);
                        let of: Vec<u32> = dict.entries.iter().map(code).collect();
                        translate(&dict.codes, &of)
                    }
                    _ => Vec::new(),
                };
                (keys.keys, Codes::One(codes))
            }
            FieldType::Tags | FieldType::Choices => {
                let mut keys = Keys::of_options(&def.options);
                let codes = many(rows, |row, codes| {
                    if let Some(Value::Tags(list)) = column.and_then(|c| c.get(row)) {
                        codes.extend(list.iter().map(|tag| keys.text(tag)));
                    }
                });
                (keys.keys, codes)
            }
            FieldType::Refs(target) => {
                let mut keys = Keys::new();
                let codes = many(rows, |row, codes| {
                    if let Some(Value::Refs(list)) = column.and_then(|c| c.get(row)) {
                        let code = |id: &RecordId| self.reference(&mut keys, target, *id);
                        codes.extend(list.iter().map(code));
                    }
                });
                (keys.keys, codes)
            }
            FieldType::Bool => {
                let yes = |n: &i64| u32::from(*n != NO_INT && *n != 0);
                let codes = ints(column).iter().map(yes).collect();
                let keys = vec![Key::Bool(false), Key::Bool(true)];
                (keys, Codes::One(codes))
            }
            FieldType::Date => self.periods(ints(column).iter().map(|n| {
                let day = i32::try_from(*n).map(Date);
                (*n != NO_INT).then_some(day.unwrap_or(Date(i32::MAX)))
            })),
            FieldType::Instant => self.periods(ints(column).iter().map(|n| {
                let day = || self.context.zone.day(Instant(*n));
                (*n != NO_INT).then(day)
            })),
            FieldType::Int | FieldType::Duration if self.bucket == Bucket::Value => {
                let mut keys = Keys::new();
                let code = |n: &i64| match *n {
                    NO_INT => 0,
                    n => keys.code(n, || Key::Int(n)),
                };
                let codes = ints(column).iter().map(code).collect();
                (keys.keys, Codes::One(codes))
            }
            FieldType::Int | FieldType::Duration => {
                let number = |n: &i64| (*n != NO_INT).then_some(*n as f64);
                self.ranges(ints(column).iter().map(number))?
            }
            FieldType::Number => {
                let rows: &[f64] = match column.map(|c| &c.data) {
                    Some(Data::Number(rows)) => rows,
                    _ => &[],
                };
                self.ranges(rows.iter().map(|n| (!n.is_nan()).then_some(*n)))?
            }
            FieldType::Money => match column.map(|c| &c.data) {
                Some(Data::Money(minor, dict)) => {
                    let base = self.workspace.currency();
                    let units = |c: &Currency| {
                        let convert = self.rates.converter(*c, base)?;
                        Some(move |minor| Some(convert(minor)? as f64 / base.scale() as f64))
                    };
                    let by_currency: Vec<_> = dict.entries.iter().map(units).collect();
                    let amount = |(row, minor): (usize, &i64)| {
                        let code = dict.code(row as u32) as usize;
                        let convert = code.checked_sub(1).and_then(|at| by_currency[at].as_ref());
                        let units = || convert.and_then(|c| c(*minor));
                        (*minor != NO_INT).then(|| units().unwrap_or(f64::NAN))
                    };
                    self.ranges(minor.iter().enumerate().map(amount))?
                }
                _ => (vec![Key::None], Codes::One(Vec::new())),
            },
            _ => return Err(wrong),
        };
        if let Some(column) = column {
            set_aside(&mut codes, column, rows);
        }
        if matches!(def.ty, FieldType::Choice | FieldType::Choices) {
            options = def.options.iter().map(|o| fold(o)).collect();
        }
        Ok(Coded {
            keys,
            codes,
            options,
            width: match self.bucket {
                Bucket::Range(width) => width,
                _ => 1.0,
            },
        })
    }

    /// What refers to a duplicate refers to the record that it was merged into.
    fn reference(&self, keys: &mut Keys<RecordId>, kind: Kind, id: RecordId) -> u32 {
        let id = self.workspace.resolve(kind, id);
        keys.code(id, || Key::Ref(kind, id))
    }

    fn periods(&self, days: impl Iterator<Item = Option<Date>>) -> (Vec<Key>, Codes) {
        let mut keys = Keys::new();
        let mut by_day: HashMap<Date, u32> = HashMap::new();
        let codes = days.map(|day| {
            let Some(day) = day else { return 0 };
            *by_day
                .entry(day)
                .or_insert_with(|| match period::start(day, self.bucket) {
                    Some(start) => keys.code(start, || Key::Period(start, self.bucket)),
                    None => UNREADABLE,
                })
        });
        let codes = codes.collect();
        (keys.keys, Codes::One(codes))
    }

    /// Numbers in ranges; one that isn't a number is in none.
    fn ranges(
        &self,
        numbers: impl Iterator<Item = Option<f64>>,
    ) -> Result<(Vec<Key>, Codes), ReportError> {
        let Bucket::Range(width) = self.bucket else {
            return Err(ReportError::Path);
        };
        let mut keys = Keys::new();
        let codes = numbers.map(|number| match number.map(|n| place(n, width)) {
            None => 0,
            Some(Some(place)) => keys.code(place as i64, || range(place, width)),
            Some(None) => UNREADABLE,
        });
        let codes = codes.collect();
        Ok((keys.keys, Codes::One(codes)))
    }
}

fn same_sort(allowed: Bucket, asked: Bucket) -> bool {
    match (allowed, asked) {
        (Bucket::Range(_), Bucket::Range(width)) => width.is_finite() && width > 0.0,
        (allowed, asked) => allowed == asked,
    }
}

fn ints(column: Option<&Column>) -> &[i64] {
    match column.map(|c| &c.data) {
        Some(Data::Int(rows)) => rows,
        _ => &[],
    }
}

/// Codes of a dictionary as codes of keys.
fn translate(codes: &[u32], of_entry: &[u32]) -> Vec<u32> {
    let code = |code: &u32| match code.checked_sub(1) {
        Some(at) => of_entry.get(at as usize).copied().unwrap_or(0),
        None => 0,
    };
    codes.iter().map(code).collect()
}

/// Several codes a row, each once; the code 0 where there are none.
fn many(rows: u32, mut read: impl FnMut(u32, &mut Vec<u32>)) -> Codes {
    let (mut starts, mut list) = (vec![0], Vec::new());
    let mut codes = Vec::new();
    for row in 0..rows {
        codes.clear();
        read(row, &mut codes);
        let from = list.len();
        for code in &codes {
            if !list[from..].contains(code) {
                list.push(*code);
            }
        }
        if list.len() == from {
            list.push(0);
        }
        starts.push(list.len() as u32);
    }
    Codes::Many { starts, list }
}

/// Values that don't fit their column are in no group, as nothing can be said of them.
fn set_aside(codes: &mut Codes, column: &Column, rows: u32) {
    for (row, value) in &column.odd {
        if value.is_blank() || *row >= rows {
            continue;
        }
        if let Codes::One(codes) = codes {
            if codes.len() <= *row as usize {
                codes.resize(*row as usize + 1, 0);
            }
            codes[*row as usize] = UNREADABLE;
        }
    }
}
