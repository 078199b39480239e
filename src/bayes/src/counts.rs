//! How often each category was seen in each class.

use crate::exact::WeightSum;

/// The rows and weight of every category and class. Codes above the highest one seen are not held,
/// so the number of categories goes down again when the last row of the highest is taken away.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CodeCounts {
    classes: usize,
    /// By code, then class.
    cells: Vec<Cell>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Cell {
    rows: u64,
    weight: WeightSum,
}

impl CodeCounts {
    pub(crate) fn new(classes: usize) -> Self {
        Self {
            classes,
            cells: Vec::new(),
        }
    }

    /// The highest code seen plus one.
    pub(crate) fn codes(&self) -> usize {
        self.cells.len().checked_div(self.classes).unwrap_or(0)
    }

    pub(crate) fn add(&mut self, code: u32, class: usize, weight: WeightSum) {
        let needed = (code as usize + 1) * self.classes;
        if self.cells.len() < needed {
            self.cells.resize(needed, Cell::default());
        }
        if let Some(cell) = self.cell_mut(code, class) {
            cell.rows = cell.rows.saturating_add(1);
            cell.weight.add(weight);
        }
    }

    pub(crate) fn remove(&mut self, code: u32, class: usize, weight: WeightSum) {
        if let Some(cell) = self.cell_mut(code, class) {
            cell.rows = cell.rows.saturating_sub(1);
            cell.weight.subtract(weight);
        }
        self.trim();
    }

    pub(crate) fn may_hold(&self, code: u32, class: usize, weight: WeightSum) -> bool {
        self.cell(code as usize, class)
            .is_some_and(|cell| cell.rows > 0 && cell.weight >= weight)
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        if self.cells.len() < other.cells.len() {
            self.cells.resize(other.cells.len(), Cell::default());
        }
        for (cell, added) in self.cells.iter_mut().zip(&other.cells) {
            cell.rows = cell.rows.saturating_add(added.rows);
            cell.weight.add(added.weight);
        }
    }

    pub(crate) fn subtract(&mut self, other: &Self) {
        for (cell, taken) in self.cells.iter_mut().zip(&other.cells) {
            cell.rows = cell.rows.saturating_sub(taken.rows);
            cell.weight.subtract(taken.weight);
        }
        self.trim();
    }

    pub(crate) fn may_hold_all(&self, other: &Self) -> bool {
        self.cells.len() >= other.cells.len()
            && self
                .cells
                .iter()
                .zip(&other.cells)
                .all(|(cell, taken)| cell.rows >= taken.rows && cell.weight >= taken.weight)
    }

    /// For a class and `categories` categories (at least as many as were seen) the logarithms of
    /// `(n_k + alpha) / (n + alpha K)`, and that of a category without a row.
    pub(crate) fn log_probabilities(
        &self,
        class: usize,
        categories: usize,
        alpha: f64,
    ) -> (Vec<f64>, f64) {
        let mut total = WeightSum::default();
        for code in 0..self.codes() {
            total.add(self.weight(code, class));
        }
        let log_total = (total.value() + alpha * categories as f64).ln();
        let logs = (0..categories)
            .map(|code| (self.weight(code, class).value() + alpha).ln() - log_total)
            .collect();
        (logs, alpha.ln() - log_total)
    }

    fn weight(&self, code: usize, class: usize) -> WeightSum {
        self.cell(code, class)
            .map_or_else(WeightSum::default, |cell| cell.weight)
    }

    fn cell(&self, code: usize, class: usize) -> Option<&Cell> {
        self.cells.get(code * self.classes + class)
    }

    fn cell_mut(&mut self, code: u32, class: usize) -> Option<&mut Cell> {
        self.cells.get_mut(code as usize * self.classes + class)
    }

    fn trim(&mut self) {
        let seen = self.cells.iter().rposition(|cell| cell.rows > 0);
        let codes = seen
            .and_then(|last| last.checked_div(self.classes))
            .map_or(0, |code| code + 1);
        self.cells.truncate(codes * self.classes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_category_is_forgotten_with_its_last_row() {
        let one = WeightSum::of(1.0).0;
        let mut counts = CodeCounts::new(2);
        counts.add(1, 0, one);
        let before = counts.clone();
        counts.add(9, 1, one);
        assert_eq!(counts.codes(), 10);
        counts.remove(9, 1, one);
        assert_eq!(counts, before);
        counts.remove(1, 0, one);
        assert_eq!(counts, CodeCounts::new(2));
    }

    #[test]
    fn a_row_without_weight_still_makes_its_category_known() {
        let mut counts = CodeCounts::new(1);
        counts.add(3, 0, WeightSum::of(0.0).0);
        assert_eq!(counts.codes(), 4);
    }

    #[test]
    fn smoothed_probabilities_sum_to_one() {
        let mut counts = CodeCounts::new(2);
        for code in [0, 0, 2, 5] {
            counts.add(code, 1, WeightSum::of(0.7).0);
        }
        for class in [0, 1] {
            let (logs, _) = counts.log_probabilities(class, 8, 0.3);
            let total: f64 = logs.iter().map(|log| log.exp()).sum();
            assert!((total - 1.0).abs() < 1e-14);
        }
    }
}
