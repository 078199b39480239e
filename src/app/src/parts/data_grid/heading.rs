//! Headings among the rows of a grid: each stands above the rows of a group, and folds them away.

use leptos::prelude::*;

use super::Grid;
use super::keys::Pressed;

/// What a heading shows of its group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupState {
    /// Whether the group's rows are shown.
    pub is_open: bool,
    /// Whether all of its rows are selected.
    pub is_selected: bool,
}

/// What is asked of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupAction {
    /// Shows the group's rows, or hides them.
    Open(bool),
    /// The other way round.
    Toggle,
    /// Selects the group's rows, or where they are selected, none of them.
    Select,
}

/// The headings of a grid's groups.
#[derive(Clone, Copy)]
pub struct Headings {
    /// The state of the heading that a row is; `None` where the row is a record. Tracked.
    pub at: Callback<usize, Option<GroupState>>,
    /// Does something with the heading that a row is.
    pub act: Callback<(usize, GroupAction)>,
    /// Makes a heading's cell of a row and a column, like the cells of records.
    pub cell: Callback<(Signal<usize>, u64), AnyView>,
    /// The keys of all records, also those that are folded away.
    pub keys: Callback<(), Vec<u128>>,
    /// How many records there are.
    pub count: Signal<usize>,
}

impl Grid {
    /// The heading that a row is, tracked.
    pub(super) fn heading(self, row: usize) -> Option<GroupState> {
        self.headings.and_then(|headings| headings.at.run(row))
    }

    /// Does something with a row if it is a heading, and tells whether it is one.
    pub(super) fn act_on_heading(self, row: usize, action: GroupAction) -> bool {
        match self.headings {
            Some(headings) if untrack(|| self.heading(row)).is_some() => {
                headings.act.run((row, action));
                true
            }
            _ => false,
        }
    }

    /// Whether a key means something else on the heading that keys act on, and did it.
    pub(super) fn heading_pressed(self, pressed: Pressed<'_>) -> bool {
        let Some(row) = self.state.cursor.get_untracked().row else {
            return false;
        };
        if pressed.command || pressed.alt {
            return false;
        }
        let action = match pressed.key {
            "ArrowLeft" => GroupAction::Open(false),
            "ArrowRight" => GroupAction::Open(true),
            "Enter" => GroupAction::Toggle,
            "x" | "X" | " " => GroupAction::Select,
            _ => return false,
        };
        self.act_on_heading(row, action)
    }

    /// How many records can be selected.
    pub(super) fn selectable(self) -> usize {
        match self.headings {
            Some(headings) => headings.count.get(),
            None => self.rows.get(),
        }
    }
}
