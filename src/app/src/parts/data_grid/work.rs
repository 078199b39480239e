//! What a grid does with keys, clicks, the clipboard and its editors.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::keys::{self, Action, Extent, Pressed};
use super::state::Cursor;
use super::{CellEdit, Column, EditEnd, Grid, GroupAction, SelectionChange, header, row};
use crate::platform::{dom, page};

impl Grid {
    pub(super) fn cell_id(self, slot: usize, column: usize) -> String {
        self.id.with_value(|id| format!("{id}-{slot}-{column}"))
    }

    pub(super) fn heading_id(self, column: usize) -> String {
        self.id.with_value(|id| format!("{id}-h-{column}"))
    }

    pub(super) fn focus(self) {
        if let Some(element) = self.element.get_untracked() {
            page::focus(&element);
        }
    }

    pub(super) fn count(self) -> usize {
        self.rows.get_untracked()
    }

    /// The key of a row as it is now.
    fn key_of(self, row: usize) -> Option<u128> {
        untrack(|| self.key.run(row))
    }

    pub(super) fn width_of(self, column: u64) -> f64 {
        let columns = self.columns.get_untracked();
        let found = columns.iter().find(|c| c.key == column);
        found.map_or(header::NARROWEST, |c| c.width)
    }

    pub(super) fn column_at(self, place: usize) -> Option<Column> {
        self.columns
            .with_untracked(|columns| columns.get(place).cloned())
    }

    pub(super) fn resize(self, column: u64, width: f64) {
        if let Some(on_resize) = self.on_resize {
            on_resize.run((column, width.max(header::NARROWEST)));
        }
    }

    pub(super) fn sort(self, column: u64, besides: bool) {
        if let Some(on_sort) = self.on_sort {
            on_sort.run((column, besides));
        }
    }

    pub(super) fn open(self, row: usize) {
        if self.act_on_heading(row, GroupAction::Toggle) {
            return;
        }
        if let Some(on_open) = self.on_open {
            on_open.run(row);
        }
    }

    /// Whether the grid has a use for the key.
    pub(super) fn pressed(self, event: &ev::KeyboardEvent) -> bool {
        let key = event.key();
        let pressed = Pressed {
            key: &key,
            command: event.ctrl_key() || event.meta_key(),
            shift: event.shift_key(),
            alt: event.alt_key(),
        };
        if self.heading_pressed(pressed) {
            return true;
        }
        let at = self.state.cursor.get_untracked();
        let extent = Extent {
            rows: self.count(),
            columns: self.columns.with_untracked(Vec::len),
            page: self.recycler.window.get_untracked().page(),
        };
        let Some(action) = keys::action(pressed, at, extent) else {
            return false;
        };
        let heading = self.column_at(at.column).filter(|_| at.row.is_none());
        match action {
            Action::Go(to, extends) => self.go(at, to, extends),
            Action::Toggle => {
                if let Some(row) = at.row {
                    self.tick(row, pressed.shift);
                }
            }
            Action::SelectAll => self.toggle_all(),
            Action::ClearSelection if self.state.selected().is_empty() => return false,
            Action::ClearSelection => self.state.clear(),
            Action::Open => match (at.row, heading) {
                (Some(row), _) => self.open(row),
                (None, Some(column)) if column.sortable => self.sort(column.key, pressed.shift),
                _ => return false,
            },
            Action::Edit => {
                if let Some(row) = at.row {
                    self.begin_edit(row, at.column);
                }
            }
            Action::Resize(by) => {
                if let Some(column) = heading {
                    self.resize(column.key, column.width + f64::from(by));
                }
            }
            Action::Shift(by) => {
                if let (Some(column), Some(on_shift)) = (heading, self.on_shift) {
                    on_shift.run((column.key, by));
                    let last = extent.columns.saturating_sub(1);
                    self.state.cursor.update(|cursor| {
                        cursor.column = cursor.column.saturating_add_signed(by as isize).min(last);
                    });
                }
            }
        }
        true
    }

    pub(super) fn go(self, from: Cursor, to: Cursor, extends: bool) {
        self.state.cursor.set(to);
        match (extends, from.row, to.row) {
            (true, Some(from), Some(to)) => {
                let anchor = self.state.anchor.get_untracked().unwrap_or(from);
                self.state.anchor.set(Some(anchor));
                self.select_range(anchor, to, SelectionChange::Only);
            }
            _ => self.state.anchor.set(None),
        }
        self.show(to);
    }

    /// Scrolls a place into view.
    pub(super) fn show(self, at: Cursor) {
        let Some(element) = self.element.get_untracked() else {
            return;
        };
        if let Some(row) = at.row {
            let top = self.state.scroll.get_untracked().1;
            let window = self.recycler.window.get_untracked();
            if let Some(to) = window.scroll_to_show(row, top) {
                element.set_scroll_top(to.ceil() as i32);
                self.state.scroll.update(|scroll| scroll.1 = to.ceil());
            }
        }
        let columns = self.columns.get_untracked();
        let width = |range: &[Column]| range.iter().map(|c| c.width).sum::<f64>();
        // The first column and the ticks lie over the others.
        let covered = TICK_PX + columns.first().map_or(0.0, |c| c.width);
        if let (1.., Some(before), Some(column)) =
            (at.column, columns.get(..at.column), columns.get(at.column))
        {
            let start = TICK_PX + width(before);
            let left = f64::from(element.scroll_left());
            let view = f64::from(element.client_width());
            let to = if start < left + covered {
                start - covered
            } else if start + column.width > left + view {
                start + column.width - view
            } else {
                return;
            };
            element.set_scroll_left(to as i32);
        } else if at.column == 0 {
            element.set_scroll_left(0);
        }
    }

    /// Selects a row or takes it out; with `extends` all from the last one.
    pub(super) fn tick(self, row: usize, extends: bool) {
        let anchor = self.state.anchor.get_untracked();
        self.state.set_cursor_row(row);
        if self.act_on_heading(row, GroupAction::Select) {
            return;
        }
        match anchor {
            Some(anchor) if extends => self.select_range(anchor, row, SelectionChange::Add),
            _ => {
                self.state.anchor.set(Some(row));
                let Some(key) = self.key_of(row) else { return };
                let change = if untrack(|| self.state.is_selected(key)) {
                    SelectionChange::Remove
                } else {
                    SelectionChange::Add
                };
                self.state.select([key], change);
            }
        }
    }

    pub(super) fn select_range(self, a: usize, b: usize, change: SelectionChange) {
        let keys = (a.min(b)..=a.max(b)).filter_map(|row| self.key_of(row));
        self.state.select(keys, change);
    }

    pub(super) fn toggle_all(self) {
        let count = self.count();
        if untrack(|| self.state.count() >= self.selectable()) {
            self.state.clear();
        } else if let Some(headings) = self.headings {
            let keys = untrack(|| headings.keys.run(()));
            self.state.select(keys, SelectionChange::Only);
        } else if count > 0 {
            self.select_range(0, count - 1, SelectionChange::Only);
        }
    }

    /// A click on a cell.
    pub(super) fn clicked(self, event: &ev::MouseEvent, row: usize, column: usize) {
        if row::is_for_control(event) {
            return;
        }
        let from = self.state.cursor.get_untracked();
        if event.ctrl_key() || event.meta_key() {
            self.tick(row, false);
        } else {
            let to = Cursor {
                row: Some(row),
                column,
            };
            self.go(from, to, event.shift_key());
            let is_heading = untrack(|| self.heading(row)).is_some();
            if (column == 0 || is_heading) && !event.shift_key() {
                self.open(row);
            }
        }
        if self.state.editing.with_untracked(Option::is_none) {
            self.focus();
        }
    }

    pub(super) fn begin_edit(self, row: usize, column: usize) {
        let found = self.column_at(column).filter(|column| column.editable);
        if let (Some(column), Some(key), Some(_)) = (found, self.key_of(row), self.editor) {
            let at = Cursor {
                row: Some(row),
                column: self.place_of(column.key),
            };
            self.state.cursor.set(at);
            self.show(at);
            self.state.edit(Some(CellEdit {
                row: key,
                column: column.key,
            }));
        }
    }

    pub(super) fn place_of(self, column: u64) -> usize {
        let columns = self.columns.get_untracked();
        columns.iter().position(|c| c.key == column).unwrap_or(0)
    }

    /// A key that the editor of a cell let through.
    pub(super) fn edit_key(self, event: &ev::KeyboardEvent, row: usize, column: usize) {
        if event.default_prevented() || event.is_composing() {
            return;
        }
        let is_multiline = dom::around(event, "textarea").is_some();
        let by_command = event.ctrl_key() || event.meta_key();
        let end = match event.key().as_str() {
            "Enter" if !is_multiline || by_command => EditEnd::Stay,
            "Escape" => EditEnd::Stay,
            "Tab" if event.shift_key() => EditEnd::Previous,
            "Tab" => EditEnd::Next,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        // Leaving a field hands its text over; Escape takes it out of the page before it can.
        if event.key() != "Escape"
            && let Some(field) = page::focused()
        {
            let _ = field.blur();
        }
        self.end_edit(row, column, end);
    }

    /// The focus left the editor of a cell for somewhere else.
    pub(super) fn edit_left(self, event: &ev::FocusEvent) {
        let cell = dom::around(event, ".grid-cell");
        let to = event.related_target().and_then(|to| to.dyn_into().ok());
        let stays =
            cell.is_some_and(|cell| to.is_some_and(|to: dom::Node| cell.contains(Some(&to))));
        // Without a new place for the focus the window itself may have lost it.
        if !stays && event.related_target().is_some() {
            self.state.edit(None);
        }
    }

    /// The editor of a cell is through.
    pub(super) fn end_edit(self, row: usize, column: usize, end: EditEnd) {
        let edited = self.state.editing.get_untracked();
        let columns = self.columns.get_untracked();
        let next = match end {
            EditEnd::Stay => None,
            EditEnd::Next => (column + 1..columns.len()).find(|at| is_editable(&columns, *at)),
            EditEnd::Previous => (0..column).rev().find(|at| is_editable(&columns, *at)),
        };
        // By the record, not by the place: the list may be in another order by now.
        match (
            edited,
            next.and_then(|next| columns.get(next).map(|c| (next, c.key))),
        ) {
            (Some(edited), Some((next, key))) => {
                let at = Cursor {
                    row: Some(row),
                    column: next,
                };
                self.state.cursor.set(at);
                self.show(at);
                self.state.edit(Some(CellEdit {
                    row: edited.row,
                    column: key,
                }));
            }
            _ => {
                self.state.edit(None);
                self.focus();
            }
        }
    }
}

pub(super) fn is_editable(columns: &[Column], at: usize) -> bool {
    columns.get(at).is_some_and(|column| column.editable)
}

/// The width of the column of ticks, as the style sheet has it.
const TICK_PX: f64 = 36.0;
