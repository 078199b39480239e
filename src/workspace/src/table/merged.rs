//! Which record stands for one that was merged into another.

use record::schema::MERGED_INTO;

use super::Table;

/// How many merges lie one behind the other at the most.
const MERGES_MAX: usize = 32;

impl Table {
    /// Whether another record stands for the row's. Two devices may each have merged one of two
    /// duplicates into the other; then the one with the smaller id stays.
    pub(super) fn is_merged_away(&self, row: u32) -> bool {
        if !self.column(MERGED_INTO).is_some_and(|c| c.is_some(row)) {
            return false;
        }
        let chain = self.merged_chain(row);
        let is_circle = chain
            .last()
            .is_some_and(|last| self.merged_into(*last) == Some(row));
        let smallest = chain.iter().filter_map(|row| self.id(*row)).min();
        !is_circle || smallest != self.id(row)
    }

    pub(super) fn merged_into(&self, row: u32) -> Option<u32> {
        self.row(self.value(row, MERGED_INTO)?.as_ref_id()?)
    }

    /// The row and those that it was merged into, one after the other, each once.
    pub(super) fn merged_chain(&self, row: u32) -> Vec<u32> {
        let mut chain = vec![row];
        while let Some(next) = chain.last().and_then(|last| self.merged_into(*last)) {
            // A merge of merges is short; the bound keeps damaged data from taking long.
            if chain.contains(&next) || chain.len() >= MERGES_MAX {
                break;
            }
            chain.push(next);
        }
        chain
    }

    /// The row that stands for this one.
    pub(crate) fn resolve(&self, row: u32) -> u32 {
        if self.merged_into(row).is_none() {
            return row;
        }
        let chain = self.merged_chain(row);
        let last = *chain.last().unwrap_or(&row);
        let back_at = self
            .merged_into(last)
            .and_then(|back| chain.iter().position(|row| *row == back));
        let circle = back_at.and_then(|at| chain.get(at..)).unwrap_or_default();
        circle
            .iter()
            .copied()
            .min_by_key(|row| self.id(*row))
            .unwrap_or(last)
    }
}
