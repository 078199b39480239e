//! What a grid knows of the user: where they are in it and what they have selected.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use leptos::prelude::*;

/// The state of a grid. Keep it above the grid to read the selection, or under a name, so that the
/// user finds everything as it was when they come back.
#[derive(Clone, Copy, Debug)]
pub struct GridState {
    pub(super) scroll: RwSignal<(f64, f64)>,
    pub(super) cursor: RwSignal<Cursor>,
    pub(super) anchor: RwSignal<Option<usize>>,
    pub(super) editing: RwSignal<Option<CellEdit>>,
    /// The row that the grid is asked to go to.
    pub(super) asked: RwSignal<Option<usize>>,
    selected: RwSignal<Arc<HashSet<u128>>>,
}

/// The place that keys act on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The row; `None` for the row of headings.
    pub(super) row: Option<usize>,
    /// The column, counted from the first one with data.
    pub(super) column: usize,
}

/// A cell that is being edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellEdit {
    /// The key of its row.
    pub row: u128,
    /// The key of its column.
    pub column: u64,
}

/// A change of the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelectionChange {
    /// These rows alone.
    Only,
    /// These rows too.
    Add,
    /// Not these rows.
    Remove,
}

/// The signals of a state that outlives its grid.
struct Kept {
    scroll: ArcRwSignal<(f64, f64)>,
    cursor: ArcRwSignal<Cursor>,
    anchor: ArcRwSignal<Option<usize>>,
    selected: ArcRwSignal<Arc<HashSet<u128>>>,
}

thread_local! {
    static KEPT: RefCell<HashMap<String, Kept>> = RefCell::default();
}

/// Where a grid begins.
const START: Cursor = Cursor {
    row: Some(0),
    column: 0,
};

impl Kept {
    fn new() -> Self {
        Self {
            scroll: ArcRwSignal::new((0.0, 0.0)),
            cursor: ArcRwSignal::new(START),
            anchor: ArcRwSignal::new(None),
            selected: ArcRwSignal::new(Arc::default()),
        }
    }

    fn state(&self) -> GridState {
        GridState {
            scroll: self.scroll.clone().into(),
            cursor: self.cursor.clone().into(),
            anchor: self.anchor.clone().into(),
            editing: RwSignal::new(None),
            asked: RwSignal::new(None),
            selected: self.selected.clone().into(),
        }
    }
}

impl Default for GridState {
    fn default() -> Self {
        Kept::new().state()
    }
}

impl GridState {
    /// The state under a name, such as that of the list or of the saved view; it stays until the
    /// page is closed.
    pub fn kept(name: &str) -> Self {
        KEPT.with(|kept| {
            let mut kept = kept.borrow_mut();
            let kept = kept.entry(name.to_owned()).or_insert_with(Kept::new);
            kept.state()
        })
    }

    /// The keys of the selected rows.
    pub fn selected(self) -> Arc<HashSet<u128>> {
        self.selected.get()
    }

    /// How many rows are selected.
    pub fn count(self) -> usize {
        self.selected.with(|selected| selected.len())
    }

    /// Whether a row is selected.
    pub fn is_selected(self, key: u128) -> bool {
        self.selected.with(|selected| selected.contains(&key))
    }

    /// Changes the selection.
    pub fn select(self, keys: impl IntoIterator<Item = u128>, change: SelectionChange) {
        self.selected.update(|selected| match change {
            SelectionChange::Only => *selected = Arc::new(keys.into_iter().collect()),
            SelectionChange::Add => Arc::make_mut(selected).extend(keys),
            SelectionChange::Remove => {
                let rest = Arc::make_mut(selected);
                for key in keys {
                    rest.remove(&key);
                }
            }
        });
    }

    /// Selects nothing.
    pub fn clear(self) {
        if self
            .selected
            .with_untracked(|selected| !selected.is_empty())
        {
            self.select([], SelectionChange::Only);
        }
    }

    /// The row that keys act on; `None` while they act on the headings.
    pub fn cursor_row(self) -> Option<usize> {
        self.cursor.get().row
    }

    /// Lets keys act on a row.
    pub fn set_cursor_row(self, row: usize) {
        self.cursor.update(|cursor| cursor.row = Some(row));
    }

    /// Goes to a row: keys act on it, it is in view, and the grid has the focus.
    pub fn go_to_row(self, row: usize) {
        self.set_cursor_row(row);
        self.asked.set(Some(row));
    }

    /// The cell that is being edited.
    pub fn editing(self) -> Option<CellEdit> {
        self.editing.get()
    }

    /// Edits a cell, or with `None` no more.
    pub fn edit(self, cell: Option<CellEdit>) {
        self.editing.set(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_grows_shrinks_and_is_found_again_under_its_name() {
        let owner = Owner::new();
        owner.with(|| {
            let state = GridState::kept("x");
            state.select([1, 2, 3], SelectionChange::Only);
            state.select([2], SelectionChange::Remove);
            state.select([9], SelectionChange::Add);
            assert_eq!(state.count(), 3);
            let again = GridState::kept("x");
            assert!(again.is_selected(9) && !again.is_selected(2));
            again.clear();
            assert_eq!(state.count(), 0);
        });
    }
}
