//! A column's rows as bytes.

use hashbrown::HashMap;
use record::codec::{DecodeError, Reader, put_bytes, put_signed, put_varint};
use record::{Currency, FieldId, Kind, RecordId, Schema, Value};

use super::super::column::{self, Column, Data, NO_INT};
use super::Table;

const TEXT: u8 = 0;
const CHOICE: u8 = 1;
const REF: u8 = 2;
const INT: u8 = 3;
const NUMBER: u8 = 4;
const MONEY: u8 = 5;
const BLOB: u8 = 6;
const IS_SET: u8 = 0x80;

impl Table {
    /// Reads `count` values of a field for the rows from `first` on.
    pub(super) fn decode_column(
        &mut self,
        schema: &Schema,
        field: FieldId,
        r: &mut Reader<'_>,
        first: u32,
        count: usize,
    ) -> Result<(), DecodeError> {
        let tag = r.u8()?;
        let at = self.column_for(schema, field, tag & IS_SET != 0);
        let column = &mut self.columns[at].1;
        let fits = matches!(
            (&column.data, tag & !IS_SET),
            (Data::Text(_), TEXT)
                | (Data::Choice(_), CHOICE)
                | (Data::Ref(_), REF)
                | (Data::Int(_), INT)
                | (Data::Number(_), NUMBER)
                | (Data::Money(..), MONEY)
                | (Data::Blob(_), BLOB)
        );
        for _ in 0..r.count(2)? {
            let row = r.varint()?;
            let value = Value::decode(r.bytes()?)?;
            if row >= count as u64 {
                return Err(r.error("a row of the segment"));
            }
            column.odd.insert(first + row as u32, value);
        }
        if fits {
            return decode_data(&mut column.data, r, first, count, self.coming);
        }
        // The field's type has changed since: read in the stored form, then convert by value.
        let mut stored = Column::new(None, column.is_set);
        stored.data = data_of_tag(tag & !IS_SET).ok_or_else(|| r.error("a known column"))?;
        decode_data(&mut stored.data, r, 0, count, 0)?;
        for row in 0..count as u32 {
            if let Some(value) = stored.get(row) {
                column.set(first + row, Some(&value));
            }
        }
        Ok(())
    }
}

/// Writes the values of these rows.
pub(super) fn encode_column(column: &Column, rows: std::ops::Range<u32>, out: &mut Vec<u8>) {
    let tag = match &column.data {
        Data::Text(_) => TEXT,
        Data::Choice(_) => CHOICE,
        Data::Ref(_) => REF,
        Data::Int(_) => INT,
        Data::Number(_) => NUMBER,
        Data::Money(..) => MONEY,
        Data::Blob(_) => BLOB,
    };
    out.push(tag | if column.is_set { IS_SET } else { 0 });
    let mut odd: Vec<_> = column
        .odd
        .iter()
        .filter(|(row, _)| rows.contains(row))
        .collect();
    record::order::sort_by_key(&mut odd, |(row, _)| **row);
    put_varint(out, odd.len() as u64);
    for (row, value) in odd {
        put_varint(out, u64::from(row - rows.start));
        put_bytes(out, &value.encode());
    }
    match &column.data {
        Data::Text(arena) | Data::Blob(arena) => {
            let end = rows.end.min(arena.rows() as u32).max(rows.start);
            put_varint(out, u64::from(end - rows.start));
            for row in rows.start..end {
                put_varint(out, arena.get(row).len() as u64);
            }
            for row in rows.start..end {
                out.extend_from_slice(arena.get(row));
            }
        }
        Data::Choice(dict) => {
            encode_codes(
                rows,
                |row| dict.get(row),
                |key, out| put_bytes(out, key.as_bytes()),
                out,
            );
        }
        Data::Ref(dict) => encode_codes(
            rows,
            |row| dict.get(row),
            |id, out| out.extend_from_slice(&id.to_bytes()),
            out,
        ),
        Data::Int(list) => encode_ints(list, rows, out),
        Data::Number(list) => {
            let end = (rows.end as usize).min(list.len()).max(rows.start as usize);
            let list = list.get(rows.start as usize..end).unwrap_or_default();
            put_varint(out, list.len() as u64);
            for n in list {
                out.extend_from_slice(&n.to_bits().to_le_bytes());
            }
        }
        Data::Money(minor, currency) => {
            encode_ints(minor, rows.clone(), out);
            encode_codes(
                rows,
                |row| currency.get(row),
                |c, out| out.extend_from_slice(c.code().as_bytes()),
                out,
            );
        }
    }
}

/// Whole numbers as differences, shifted by one so that 0 stands for "none".
fn encode_ints(list: &[i64], rows: std::ops::Range<u32>, out: &mut Vec<u8>) {
    let end = (rows.end as usize).min(list.len()).max(rows.start as usize);
    let list = list.get(rows.start as usize..end).unwrap_or_default();
    put_varint(out, list.len() as u64);
    let mut last = 0i64;
    for n in list {
        if *n == NO_INT {
            out.push(0);
        } else {
            out.push(1);
            put_signed(out, n.wrapping_sub(last));
            last = *n;
        }
    }
}

fn decode_ints(r: &mut Reader<'_>, count: usize) -> Result<Vec<i64>, DecodeError> {
    let n = r.count(1)?;
    if n > count {
        return Err(r.error("as many values as rows"));
    }
    let mut last = 0i64;
    (0..n)
        .map(|_| match r.u8()? {
            0 => Ok(NO_INT),
            _ => {
                last = last.wrapping_add(r.signed()?);
                Ok(last)
            }
        })
        .collect()
}

/// A dictionary of the entries that the rows use, then a code per row.
fn encode_codes<'a, T: Eq + std::hash::Hash + 'a>(
    rows: std::ops::Range<u32>,
    get: impl Fn(u32) -> Option<&'a T>,
    put: impl Fn(&T, &mut Vec<u8>),
    out: &mut Vec<u8>,
) {
    let mut local: HashMap<&T, u64> = HashMap::new();
    let mut entries = Vec::new();
    let mut codes = Vec::new();
    for row in rows {
        let code = get(row).map_or(0, |entry| {
            *local.entry(entry).or_insert_with(|| {
                entries.push(entry);
                entries.len() as u64
            })
        });
        put_varint(&mut codes, code);
    }
    put_varint(out, entries.len() as u64);
    for entry in entries {
        put(entry, out);
    }
    out.extend_from_slice(&codes);
}

fn decode_codes<T: Clone + Eq + std::hash::Hash>(
    r: &mut Reader<'_>,
    dict: &mut column::Dictionary<T>,
    first: u32,
    count: usize,
    read: impl Fn(&mut Reader<'_>) -> Result<T, DecodeError>,
) -> Result<(), DecodeError> {
    let n = r.count(1)?;
    let mut codes = vec![0u32];
    for _ in 0..n {
        let entry = read(r)?;
        codes.push(dict.intern(&entry));
    }
    if dict.codes.len() < first as usize {
        dict.codes.resize(first as usize, 0);
    }
    for row in 0..count as u32 {
        let at = r.error("a code of the dictionary");
        let code = *codes.get(r.varint()? as usize).ok_or(at)?;
        column::put(&mut dict.codes, first + row, code, 0);
    }
    Ok(())
}

fn decode_data(
    data: &mut Data,
    r: &mut Reader<'_>,
    first: u32,
    count: usize,
    coming: u32,
) -> Result<(), DecodeError> {
    match data {
        Data::Text(arena) | Data::Blob(arena) => {
            let n = r.count(1)?;
            if n > count {
                return Err(r.error("as many values as rows"));
            }
            let mut lengths = Vec::with_capacity(n);
            let mut total = 0usize;
            for _ in 0..n {
                let len = r.varint()?;
                total = total.saturating_add(len as usize);
                lengths.push(u32::try_from(len).map_err(|_| r.error("a length"))?);
            }
            let bytes = r.take(total)?;
            arena.make_room(n, total, coming as usize);
            arena.extend(first, &lengths, bytes);
        }
        Data::Choice(dict) => decode_codes(r, dict, first, count, |r| Ok(r.str()?.to_owned()))?,
        Data::Ref(dict) => {
            decode_codes(r, dict, first, count, |r| {
                Ok(RecordId::from_bytes(r.array()?))
            })?;
        }
        Data::Int(rows) => extend(rows, first, decode_ints(r, count)?, NO_INT),
        Data::Number(rows) => {
            let n = r.count(8)?;
            if n > count {
                return Err(r.error("as many values as rows"));
            }
            let list = (0..n)
                .map(|_| Ok(f64::from_bits(r.u64()?)))
                .collect::<Result<_, _>>()?;
            extend(rows, first, list, f64::NAN);
        }
        Data::Money(minor, currency) => {
            extend(minor, first, decode_ints(r, count)?, NO_INT);
            decode_codes(r, currency, first, count, |r| {
                let at = r.error("a currency");
                let code: [u8; 3] = r.array()?;
                std::str::from_utf8(&code)
                    .ok()
                    .and_then(|c| c.parse::<Currency>().ok())
                    .ok_or(at)
            })?;
        }
    }
    Ok(())
}

fn extend<T: Copy>(rows: &mut Vec<T>, first: u32, list: Vec<T>, none: T) {
    if list.is_empty() {
        return;
    }
    rows.resize(first as usize, none);
    rows.extend(list);
}

fn data_of_tag(tag: u8) -> Option<Data> {
    use record::FieldType;
    let ty = match tag {
        TEXT => FieldType::Text,
        CHOICE => FieldType::Choice,
        REF => FieldType::Ref(Kind::ANY),
        INT => FieldType::Int,
        NUMBER => FieldType::Number,
        MONEY => FieldType::Money,
        BLOB => FieldType::Any,
        _ => return None,
    };
    Some(Data::new(Some(ty)))
}
