//! A range of a table's rows as bytes.
//!
//! Columns are written one after the other, each with its length in front, so that a column of a
//! form that isn't known can be stepped over. Versions are listed once per segment.

mod columns;

use record::codec::{DecodeError, Reader, put_bytes, put_varint};
use record::{DeviceId, Element, FieldId, RecordId, Schema, Stamp, Version, Write};

use super::versions::{Edit, Membership, NO_VERSION};
use super::{SEGMENT_ROWS, Table, VersionIx, Versions};
use columns::encode_column;
use hashbrown::HashMap;
use record::Change;

const FORMAT: u8 = 1;

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
        for column in &self.columns {
            put_varint(&mut body, column.0.0);
            let mut bytes = Vec::new();
            let column = self.written_column(column, &rows);
            encode_column(&column, rows.clone(), &mut bytes);
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
        let more = count * (1 + self.coming as usize);
        self.ids.reserve(more);
        self.rows.reserve(&self.ids, more);
        for id in ids.chunks_exact(16) {
            let (id, base) = (
                RecordId::from_bytes(id.try_into().unwrap_or_default()),
                number(&mut r)?,
            );
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
        record::order::sort_by(&mut members, |a, b| {
            (a.0, a.1, &a.2.element).cmp(&(b.0, b.1, &b.2.element))
        });
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
