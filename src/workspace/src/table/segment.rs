//! A range of a table's rows as bytes.
//!
//! Columns are written one after the other, each with its length in front, so that a column of a
//! form that isn't known can be stepped over. Versions are listed once per segment.

use record::codec::{DecodeError, Reader, put_bytes, put_signed, put_varint};
use record::{
    Currency, DeviceId, Element, FieldId, Kind, RecordId, Schema, Stamp, Value, Version, Write,
};

use super::column::{Column, Data, NO_INT};
use super::versions::{Edit, Membership, NO_VERSION};
use super::{SEGMENT_ROWS, Table, VersionIx, Versions};
use hashbrown::HashMap;
use record::Change;

const FORMAT: u8 = 1;
/// Room is made for at most so many segments that are still to come.
const COMING_MAX: u32 = 256;

const TEXT: u8 = 0;
const CHOICE: u8 = 1;
const REF: u8 = 2;
const INT: u8 = 3;
const NUMBER: u8 = 4;
const MONEY: u8 = 5;
const BLOB: u8 = 6;
const IS_SET: u8 = 0x80;

/// Versions as they are numbered within one segment; 0 stands for "none".
#[derive(Default)]
struct LocalVersions {
    list: Vec<VersionIx>,
    lookup: HashMap<VersionIx, u64>,
}

impl LocalVersions {
    fn number(&mut self, ix: VersionIx) -> u64 {
        if ix == NO_VERSION {
            return 0;
        }
        *self.lookup.entry(ix).or_insert_with(|| {
            self.list.push(ix);
            self.list.len() as u64
        })
    }
}

impl Table {
    /// The numbers of the segments that changed since they were last taken.
    pub(crate) fn dirty_segments(&self) -> Vec<u32> {
        (0..self.dirty.len() as u32)
            .filter(|n| self.dirty[*n as usize])
            .collect()
    }

    /// Notes that a segment is stored as it is.
    pub(crate) fn clean_segment(&mut self, segment: u32) {
        if let Some(dirty) = self.dirty.get_mut(segment as usize) {
            *dirty = false;
        }
    }

    /// Notes that a segment has to be stored again.
    pub(crate) fn soil_segment(&mut self, segment: u32) {
        if segment * SEGMENT_ROWS < self.len() {
            self.mark_dirty(segment * SEGMENT_ROWS);
        }
    }

    /// The bytes of a segment.
    pub(crate) fn encode_segment(&self, versions: &Versions, segment: u32) -> Vec<u8> {
        let first = segment * SEGMENT_ROWS;
        let rows = first..(first + SEGMENT_ROWS).min(self.len());
        let count = rows.len();
        let mut local = LocalVersions::default();
        let mut body = Vec::with_capacity(count * 96);

        for row in rows.clone() {
            put_varint(&mut body, local.number(self.authorship.base[row as usize]));
        }
        self.encode_edits(rows.clone(), &mut local, &mut body);
        self.encode_members(rows.clone(), &mut local, &mut body);
        self.encode_foreign(rows.clone(), &mut local, &mut body);
        put_varint(&mut body, self.columns.len() as u64);
        for (field, column) in &self.columns {
            put_varint(&mut body, field.0);
            let mut bytes = Vec::new();
            encode_column(column, rows.clone(), &mut bytes);
            put_bytes(&mut body, &bytes);
        }

        let mut out = Vec::with_capacity(body.len() + count * 16 + 64);
        out.push(FORMAT);
        put_varint(&mut out, u64::from(self.kind.0));
        put_varint(&mut out, u64::from(first));
        put_varint(&mut out, count as u64);
        for row in rows {
            out.extend_from_slice(&self.ids[row as usize].to_bytes());
        }
        put_varint(&mut out, local.list.len() as u64);
        for ix in local.list {
            let version = versions.get(ix).unwrap_or_default();
            out.extend_from_slice(&version.stamp.0.to_le_bytes());
            out.extend_from_slice(&version.device.0.to_le_bytes());
            put_varint(&mut out, version.number);
        }
        out.extend_from_slice(&body);
        out
    }

    /// Adds the rows of a segment to the table. Segments are added in the order of their numbers;
    /// where one is missing, the rows of the next follow directly and the numbers shift, so all
    /// that come after a gap have to be stored again.
    ///
    /// # Errors
    /// Where the bytes are damaged or of a newer format. The table may then hold some of the
    /// rows' values; it is thrown away and built anew without the segment.
    pub(crate) fn decode_segment(
        &mut self,
        schema: &Schema,
        versions: &mut Versions,
        bytes: &[u8],
    ) -> Result<(), DecodeError> {
        let mut r = Reader::new(bytes);
        if r.u8()? != FORMAT {
            return Err(DecodeError {
                at: 0,
                expected: "a segment of a format this version knows",
            });
        }
        if r.varint()? != u64::from(self.kind.0) {
            return Err(r.error("a segment of this kind"));
        }
        let _first = r.varint()?;
        let count = r.count(16)?;
        let ids = r.take(count * 16)?;
        let local = decode_versions(&mut r, versions)?;
        let number = |r: &mut Reader<'_>| -> Result<VersionIx, DecodeError> {
            let at = r.error("a version of the segment");
            match r.varint()? {
                0 => Ok(NO_VERSION),
                n => local.get(n as usize - 1).copied().ok_or(at),
            }
        };

        let first = self.len();
        let more = count * (1 + self.coming.min(COMING_MAX) as usize);
        self.ids.reserve(more);
        self.rows.reserve(&self.ids, more);
        for id in ids.chunks_exact(16) {
            let id = RecordId::from_bytes(id.try_into().unwrap_or_default());
            let base = number(&mut r)?;
            if self.row(id).is_some() {
                return Err(r.error("a record once only"));
            }
            self.push(id, base);
        }
        let row_in = |r: &mut Reader<'_>| -> Result<u32, DecodeError> {
            let at = r.error("a row of the segment");
            let row = r.varint()?;
            if row < count as u64 {
                Ok(first + row as u32)
            } else {
                Err(at)
            }
        };

        for _ in 0..r.count(4)? {
            let row = row_in(&mut r)?;
            let field = FieldId(r.varint()?);
            let (version, replaced) = (number(&mut r)?, number(&mut r)?);
            self.authorship.set_edit(
                row,
                Edit {
                    field,
                    version,
                    replaced,
                },
            );
        }
        for _ in 0..r.count(4)? {
            let row = row_in(&mut r)?;
            let field = FieldId(r.varint()?);
            let version = number(&mut r)?;
            let present = r.u8()? != 0;
            let element = decode_element(&mut r)?;
            let member = Membership {
                element,
                version,
                present,
            };
            self.authorship
                .members
                .entry((row, field))
                .or_default()
                .push(member);
        }
        for _ in 0..r.count(2)? {
            let ix = number(&mut r)?;
            let change = Change::decode(r.bytes()?)?;
            self.foreign
                .extend(change.writes.into_iter().map(|write| (ix, write)));
        }
        for _ in 0..r.count(2)? {
            let field = FieldId(r.varint()?);
            let mut column = Reader::new(r.bytes()?);
            self.decode_column(schema, field, &mut column, first, count)?;
        }
        for row in first..self.len() {
            self.update_hidden(row);
            if self.merged_into(row).is_some() {
                for other in self.merged_chain(row) {
                    self.update_hidden(other);
                }
            }
        }
        Ok(())
    }

    fn encode_edits(
        &self,
        rows: std::ops::Range<u32>,
        local: &mut LocalVersions,
        out: &mut Vec<u8>,
    ) {
        let mut edits: Vec<(u32, Edit)> = Vec::new();
        if !self.authorship.edits.is_empty() {
            for row in rows.clone() {
                let list = self.authorship.edits.get(&row).into_iter().flatten();
                edits.extend(list.map(|e| (row - rows.start, *e)));
            }
        }
        put_varint(out, edits.len() as u64);
        for (row, edit) in edits {
            put_varint(out, u64::from(row));
            put_varint(out, edit.field.0);
            put_varint(out, local.number(edit.version));
            put_varint(out, local.number(edit.replaced));
        }
    }

    fn encode_members(
        &self,
        rows: std::ops::Range<u32>,
        local: &mut LocalVersions,
        out: &mut Vec<u8>,
    ) {
        let start = rows.start;
        let mut members: Vec<(u32, FieldId, &Membership)> = self
            .authorship
            .members
            .iter()
            .filter(|((row, _), _)| rows.contains(row))
            .flat_map(|((row, field), list)| list.iter().map(move |m| (row - start, *field, m)))
            .collect();
        members.sort_by(|a, b| (a.0, a.1, &a.2.element).cmp(&(b.0, b.1, &b.2.element)));
        put_varint(out, members.len() as u64);
        for (row, field, member) in members {
            put_varint(out, u64::from(row));
            put_varint(out, field.0);
            put_varint(out, local.number(member.version));
            out.push(u8::from(member.present));
            encode_element(&member.element, out);
        }
    }

    fn encode_foreign(
        &self,
        rows: std::ops::Range<u32>,
        local: &mut LocalVersions,
        out: &mut Vec<u8>,
    ) {
        let mine: Vec<&(VersionIx, Write)> = self
            .foreign
            .iter()
            .filter(|(_, w)| self.row(w.record).is_some_and(|row| rows.contains(&row)))
            .collect();
        put_varint(out, mine.len() as u64);
        for (ix, write) in mine {
            put_varint(out, local.number(*ix));
            let change = Change {
                version: Version::default(),
                label: String::new(),
                writes: vec![write.clone()],
            };
            put_bytes(out, &change.encode());
        }
    }

    fn decode_column(
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

fn decode_versions(
    r: &mut Reader<'_>,
    versions: &mut Versions,
) -> Result<Vec<VersionIx>, DecodeError> {
    let count = r.count(17)?;
    let mut local = Vec::with_capacity(count);
    for _ in 0..count {
        let stamp = Stamp(r.u64()?);
        let device = DeviceId(r.u64()?);
        let number = r.varint()?;
        local.push(versions.intern(Version {
            stamp,
            device,
            number,
        }));
    }
    Ok(local)
}

fn encode_element(element: &Element, out: &mut Vec<u8>) {
    match element {
        Element::Text(text) => {
            out.push(0);
            put_bytes(out, text.as_bytes());
        }
        Element::Ref(id) => {
            out.push(1);
            out.extend_from_slice(&id.to_bytes());
        }
    }
}

fn decode_element(r: &mut Reader<'_>) -> Result<Element, DecodeError> {
    match r.u8()? {
        0 => Ok(Element::Text(r.str()?.to_owned())),
        1 => Ok(Element::Ref(RecordId::from_bytes(r.array()?))),
        _ => Err(r.error("an element of a set")),
    }
}

fn encode_column(column: &Column, rows: std::ops::Range<u32>, out: &mut Vec<u8>) {
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
    odd.sort_by_key(|(row, _)| **row);
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
    dict: &mut super::column::Dictionary<T>,
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
        super::column::put(&mut dict.codes, first + row, code, 0);
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
            arena.make_room(lengths.len(), bytes.len(), coming.min(COMING_MAX) as usize);
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
