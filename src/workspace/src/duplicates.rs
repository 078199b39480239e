//! Records that are probably one: which they are, why, and how sure that is.
//!
//! # When two records are alike
//!
//! Contacts have the same e-mail address, or the same phone number and no names that speak against
//! it, or similar names and the same company or the same mail domain of their own. A name alone
//! says enough where one of the two has nothing else. Companies have the same domain or similar
//! names; a company and its parent are two. A domain that very many have is nobody's own.
//!
//! # How they are found
//!
//! Comparing each with each would take hours. A [`Finder`] gives each record a few *keys*, such that
//! two that are alike have one in common, and compares only those that do. It goes over the records
//! in steps, so that whoever calls it can do other things in between; what it finds follows from the
//! records alone and not from the steps.
//!
//! What somebody has told apart ([`crate::Command::TellApart`]) is data of the records, so that the other
//! devices know it too, and never comes again.

mod blocks;
mod likeness;
mod names;
mod traits;

use std::cmp::Reverse;

use record::schema::{company, contact};
use record::{FieldId, Kind, RecordId, Value};

use crate::business::Workspace;
use crate::query::text;
use crate::table::Table;

pub use blocks::Finder;
pub use likeness::{Alike, Reason, Sureness};
pub use names::NameLikeness;
use traits::Traits;

/// Two records that are probably one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The records, the smaller id first.
    pub records: [RecordId; 2],
    /// Why and how sure.
    pub alike: Alike,
}

/// A record that is probably the one that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The record.
    pub record: RecordId,
    /// Why and how sure.
    pub alike: Alike,
}

/// A word that more records have than this says too little to look at each of them.
const COMMON_WORD: usize = 200;
/// How many records are looked at for one that is being typed.
const LOOKED_AT: usize = 1_000;

/// The field that holds which records of its kind a record is no duplicate of.
pub(crate) fn told_apart_field(kind: Kind) -> Option<FieldId> {
    match kind {
        Kind::CONTACT => Some(contact::NOT_DUPLICATE_OF),
        Kind::COMPANY => Some(company::NOT_DUPLICATE_OF),
        _ => None,
    }
}

impl Workspace {
    /// All pairs of live records of a kind that are probably one, the surest first.
    pub fn duplicates(&self, kind: Kind) -> Vec<Pair> {
        let mut finder = Finder::new(kind);
        while finder.step(self, usize::MAX) {}
        finder.into_pairs()
    }

    /// Whether two records are probably one as they are now: both there, alike, and not told apart.
    pub fn duplicate(&self, kind: Kind, records: [RecordId; 2]) -> Option<Pair> {
        let table = self.table(kind)?;
        let [a, b] = records;
        let (a, b) = (table.row(a)?, table.row(b)?);
        if a == b || !table.is_live(a) || !table.is_live(b) {
            return None;
        }
        let traits = |row| Traits::of_row(self, table, row);
        self.pair(table, (a, &traits(a)), (b, &traits(b)))
    }

    /// Whether somebody has said that two records are not the same.
    pub fn are_told_apart(&self, kind: Kind, records: [RecordId; 2]) -> bool {
        let [a, b] = records;
        let names = |record, other| match told_apart_field(kind) {
            Some(field) => match self.value(kind, record, field) {
                Some(Value::Refs(refs)) => refs.contains(&other),
                _ => false,
            },
            None => false,
        };
        names(a, b) || names(b, a)
    }

    /// The records that are probably the one with these values, the surest first: for a person who
    /// is about to enter it once more.
    pub fn candidates(&mut self, kind: Kind, values: &[(FieldId, Value)]) -> Vec<Candidate> {
        let typed = Traits::of_values(self, kind, values);
        if typed.is_empty() {
            return Vec::new();
        }
        self.index_all();
        let mut rows: Vec<u32> = Vec::new();
        for (words, most) in typed.searches() {
            let words: Vec<String> = words.iter().flat_map(|word| text::words(word)).collect();
            if words.is_empty() {
                continue;
            }
            let found: Vec<u32> = self.search.rows_with(kind, &words).iter().collect();
            if found.len() <= most {
                rows.extend(found);
            }
        }
        rows.sort_unstable();
        rows.dedup();
        let Some(table) = self.table(kind) else {
            return Vec::new();
        };
        let alike = |row: u32| {
            let alike = likeness::compare(kind, &typed, &Traits::of_row(self, table, row))?;
            Some(Candidate {
                record: table.id(row)?,
                alike,
            })
        };
        let mut candidates: Vec<Candidate> = rows
            .into_iter()
            .filter(|row| table.is_live(*row))
            .take(LOOKED_AT)
            .filter_map(alike)
            .collect();
        record::order::sort_by_key(&mut candidates, |one| {
            (Reverse(one.alike.sureness), one.record)
        });
        candidates
    }

    /// The pair that two live rows make, if they do.
    fn pair(&self, table: &Table, a: (u32, &Traits), b: (u32, &Traits)) -> Option<Pair> {
        let alike = likeness::compare(table.kind, a.1, b.1)?;
        let (a, b) = (table.id(a.0)?, table.id(b.0)?);
        let records = [a.min(b), a.max(b)];
        (!self.are_told_apart(table.kind, records)).then_some(Pair { records, alike })
    }
}
