//! Which change wrote which field, compactly.

use hashbrown::HashMap;
use record::{Element, FieldId, Version};

/// Versions as small numbers: a change has one version however many fields it writes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Versions {
    list: Vec<Version>,
    lookup: HashMap<Version, u32>,
}

/// A version's number in [`Versions`].
pub(crate) type VersionIx = u32;

/// "No version": what the first write to a field replaces.
pub(crate) const NO_VERSION: VersionIx = u32::MAX;

/// Who wrote the fields of one table's rows.
///
/// Most records are written once, as a whole: their fields all have the row's base version and
/// take no room here. Only fields written later, or out of order, have entries.
#[derive(Clone, Debug, Default)]
pub(crate) struct Authorship {
    pub(crate) base: Vec<VersionIx>,
    pub(crate) edits: HashMap<u32, Vec<Edit>>,
    pub(crate) members: HashMap<(u32, FieldId), Vec<Membership>>,
}

/// A field whose version is not its row's base version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) field: FieldId,
    pub(crate) version: VersionIx,
    pub(crate) replaced: VersionIx,
}

/// An element of a set that was not added with the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Membership {
    pub(crate) element: Element,
    pub(crate) version: VersionIx,
    pub(crate) present: bool,
}

impl Versions {
    pub(crate) fn intern(&mut self, version: Version) -> VersionIx {
        *self.lookup.entry(version).or_insert_with(|| {
            self.list.push(version);
            (self.list.len() - 1) as VersionIx
        })
    }

    pub(crate) fn intern_option(&mut self, version: Option<Version>) -> VersionIx {
        version.map_or(NO_VERSION, |v| self.intern(v))
    }

    pub(crate) fn get(&self, ix: VersionIx) -> Option<Version> {
        self.list.get(ix as usize).copied()
    }

    /// Gives a change its final version everywhere at once.
    pub(crate) fn replace(&mut self, from: Version, to: Version) {
        if let Some(ix) = self.lookup.remove(&from) {
            self.list[ix as usize] = to;
            self.lookup.insert(to, ix);
        }
    }
}

impl Authorship {
    pub(crate) fn edit(&self, row: u32, field: FieldId) -> Option<Edit> {
        if self.edits.is_empty() {
            return None;
        }
        self.edits
            .get(&row)?
            .iter()
            .find(|e| e.field == field)
            .copied()
    }

    pub(crate) fn set_edit(&mut self, row: u32, edit: Edit) {
        let list = self.edits.entry(row).or_default();
        match list.iter_mut().find(|e| e.field == edit.field) {
            Some(held) => *held = edit,
            None => list.push(edit),
        }
    }

    /// Forgets a field's own version: it is the row's base version again.
    pub(crate) fn clear_edit(&mut self, row: u32, field: FieldId) {
        if let Some(list) = self.edits.get_mut(&row) {
            list.retain(|e| e.field != field);
            if list.is_empty() {
                self.edits.remove(&row);
            }
        }
    }

    pub(crate) fn forget(&mut self, row: u32) {
        self.edits.remove(&row);
        if !self.members.is_empty() {
            self.members.retain(|(r, _), _| *r != row);
        }
    }

    pub(crate) fn memory(&self) -> usize {
        let edits = self.edits.len() * (32 + 16) + self.members.len() * (48 + 40);
        edits + self.base.capacity() * 4
    }
}
