//! A table of any number of rows, worked with the keyboard like a spreadsheet.
//!
//! Only the rows in view have elements; each is used again for other rows. The grid itself keeps
//! the focus and points at the cell that keys act on (`aria-activedescendant`), so the focus is
//! never lost when rows come and go.
//!
//! | keys | |
//! |---|---|
//! | arrows, `j`, `k`, Home, End, Page up and down | move; above the first row are the headings |
//! | `x`, Space | selects; Shift with a movement extends; Ctrl+A selects all, Escape none |
//! | Enter | opens the row; on a heading sorts, with Shift by it too |
//! | `e`, F2, double click | edits the cell |
//! | Shift or Alt with left and right on a heading | changes the column's width, moves the column |

mod header;
mod keys;
mod row;
mod state;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::virtual_list::Recycler;
use crate::platform::{clipboard, dom, idle, page};
use header::Header;
use keys::{Action, Extent, Pressed};
use row::Row;
use state::Cursor;
pub use state::{CellEdit, GridState, SelectionChange};

/// On which side the content of a column stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RowAlign {
    /// Text.
    #[default]
    Start,
    /// Numbers.
    End,
}

/// The direction of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SortDirection {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// A column of a grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// What the program knows it by, such as the number of a field.
    pub key: u64,
    /// Its heading.
    pub title: String,
    /// Its width in pixels.
    pub width: f64,
    /// The side of its content.
    pub align: RowAlign,
    /// Whether the grid can be ordered by it.
    pub sortable: bool,
    /// How the grid is ordered by it, and its place among several such columns: 0 where it is the
    /// only one, else from 1.
    pub sort: Option<(SortDirection, usize)>,
    /// Whether its cells can be edited.
    pub editable: bool,
}

impl Column {
    /// A column of text that can be sorted by and not edited.
    pub fn new(key: u64, title: impl Into<String>, width: f64) -> Self {
        Self {
            key,
            title: title.into(),
            width,
            align: RowAlign::Start,
            sortable: true,
            sort: None,
            editable: false,
        }
    }

    /// What its heading is made of: a change of the width alone makes nothing new.
    fn without_width(self) -> impl Eq + std::hash::Hash + 'static {
        (self.key, self.title, self.align, self.sortable, self.sort)
    }
}

/// How the editing of a cell ends. The editor has handed its value over before. Enter, Escape, Tab
/// and leaving the cell end it without the editor's doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditEnd {
    /// The grid goes on at the same cell: Enter, Escape, or the focus went elsewhere.
    Stay,
    /// The next editable cell of the row is edited: Tab.
    Next,
    /// The previous one: Shift and Tab.
    Previous,
}

/// Cells from a spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// The row they begin at.
    pub row: usize,
    /// The place of the column they begin at.
    pub column: usize,
    /// The cells, line by line.
    pub cells: Vec<Vec<String>>,
}

/// All that the parts of a grid share.
#[derive(Clone, Copy)]
struct Grid {
    id: StoredValue<String>,
    element: NodeRef<html::Div>,
    state: GridState,
    columns: Signal<Vec<Column>>,
    rows: Signal<usize>,
    row_px: Signal<f64>,
    recycler: Recycler,
    key: Callback<usize, Option<u128>>,
    row_name: Callback<usize, String>,
    cell: Callback<(Signal<usize>, u64), AnyView>,
    editor: Option<Callback<(CellEdit, Callback<EditEnd>), AnyView>>,
    opened: Signal<Option<u128>>,
    on_open: Option<Callback<usize>>,
    on_sort: Option<Callback<(u64, bool)>>,
    on_resize: Option<Callback<(u64, f64)>>,
    on_shift: Option<Callback<(u64, i32)>>,
}

/// A grid. `cell` is called once for each element of a cell, with the row that it shows as a signal;
/// read the record inside a closure, so that it follows. The row may lie behind the end of the list
/// for a moment.
#[component]
pub fn DataGrid(
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// The columns; the first one stays in sight when the others are scrolled.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// How many rows there are.
    #[prop(into)]
    rows: Signal<usize>,
    /// The key of a row: its record's id, or its number.
    #[prop(into)]
    key: Callback<usize, Option<u128>>,
    /// The name of a row, for screen readers.
    #[prop(into)]
    row_name: Callback<usize, String>,
    /// Makes a cell of a row (as a signal) and a column.
    #[prop(into)]
    cell: Callback<(Signal<usize>, u64), AnyView>,
    /// Makes the editor of a cell. It calls the callback when it is through. Give it the focus when
    /// it appears (`autofocus`).
    #[prop(optional, into)]
    editor: Option<Callback<(CellEdit, Callback<EditEnd>), AnyView>>,
    /// Where the user is and what they selected.
    #[prop(optional)]
    state: GridState,
    /// The height of a row in pixels: 36 compact, 44 comfortable.
    #[prop(default = Signal::stored(36.0), into)]
    row_height: Signal<f64>,
    /// The key of the row that is open in a panel; it is marked.
    #[prop(optional, into)]
    opened: Signal<Option<u128>>,
    /// Opens a row.
    #[prop(optional, into)]
    on_open: Option<Callback<usize>>,
    /// Orders by a column; whether besides those it is ordered by already.
    #[prop(optional, into)]
    on_sort: Option<Callback<(u64, bool)>>,
    /// Hears the new width of a column, many times while it is dragged.
    #[prop(optional, into)]
    on_resize: Option<Callback<(u64, f64)>>,
    /// Moves a column to the right (1) or left (-1).
    #[prop(optional, into)]
    on_shift: Option<Callback<(u64, i32)>>,
    /// Hears what is pasted from a spreadsheet.
    #[prop(optional, into)]
    on_paste: Option<Callback<Pasted>>,
    /// What is shown instead of the rows while there are none.
    #[prop(optional, into)]
    empty: ViewFn,
    /// What stands below: counts and totals.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    /// The element that has the focus.
    #[prop(optional)]
    node_ref: NodeRef<html::Div>,
) -> impl IntoView {
    let size = RwSignal::new((0.0, 0.0));
    let view_px = Signal::derive(move || (size.get().1 - HEADER_PX).max(0.0));
    let scroll_top = Memo::new(move |_| state.scroll.get().1);
    let grid = Grid {
        id: StoredValue::new(dom::unique_id("grid")),
        element: node_ref,
        state,
        columns,
        rows,
        row_px: row_height,
        recycler: Recycler::new(rows, row_height, view_px, scroll_top.into()),
        key,
        row_name,
        cell,
        editor,
        opened,
        on_open,
        on_sort,
        on_resize,
        on_shift,
    };

    Effect::new(move |_| {
        let Some(element) = node_ref.get() else {
            return;
        };
        dom::observe_size(&element, move |width, height| {
            size.try_set((width, height));
        });
        let (left, top) = state.scroll.get_untracked();
        idle::before_paint(move || {
            if let Some(element) = node_ref.try_get_untracked().flatten() {
                element.set_scroll_left(left as i32);
                element.set_scroll_top(top as i32);
            }
        });
    });
    let keydown = move |event: ev::KeyboardEvent| {
        let is_own = event.target() == event.current_target();
        if is_own && grid.pressed(&event) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let active = move || {
        let cursor = state.cursor.get();
        match cursor.row {
            None => Some(grid.heading_id(cursor.column)),
            Some(row) if row < rows.get() => {
                Some(grid.cell_id(grid.recycler.slot_of(row), cursor.column))
            }
            Some(_) => None,
        }
    };
    view! {
        <div class="grid-frame">
            <div
                class="grid"
                role="grid"
                tabindex="0"
                aria-label=move || label.get()
                aria-multiselectable="true"
                aria-rowcount=move || (rows.get() + 1).to_string()
                aria-colcount=move || (columns.with(Vec::len) + 1).to_string()
                aria-activedescendant=active
                style=("--grid-columns", move || columns.with(|c| row::template(c)))
                node_ref=node_ref
                on:keydown=keydown
                on:scroll=move |_| {
                    if let Some(element) = node_ref.try_get_untracked().flatten() {
                        let left = f64::from(element.scroll_left());
                        state.scroll.set((left, f64::from(element.scroll_top())));
                    }
                }
                on:paste=move |event: ev::ClipboardEvent| {
                    if let (Some(on_paste), Cursor { row: Some(row), column })
                        = (on_paste, state.cursor.get_untracked())
                        && event.target() == event.current_target()
                    {
                        let cells = keys::pasted(&clipboard::text(event.clipboard_data().as_ref()));
                        if !cells.is_empty() {
                            event.prevent_default();
                            on_paste.run(Pasted { row, column, cells });
                        }
                    }
                }
            >
                <Header grid=grid />
                <div
                    class="grid-rows"
                    role="rowgroup"
                    style:height=move || format!("{}px", grid.recycler.window.get().height())
                >
                    <For each=move || 0..grid.recycler.slots.get() key=|slot| *slot let:slot>
                        <Row grid=grid element=slot />
                    </For>
                </div>
            </div>
            {move || (rows.get() == 0).then(|| view! { <div class="grid-empty">{empty.run()}</div> })}
            {footer.map(|footer| view! { <div class="grid-footer">{move || footer.run()}</div> })}
        </div>
    }
}

/// The height of the row of headings, as the style sheet has it.
const HEADER_PX: f64 = 36.0;

impl Grid {
    fn cell_id(self, slot: usize, column: usize) -> String {
        self.id.with_value(|id| format!("{id}-{slot}-{column}"))
    }

    fn heading_id(self, column: usize) -> String {
        self.id.with_value(|id| format!("{id}-h-{column}"))
    }

    fn focus(self) {
        if let Some(element) = self.element.get_untracked() {
            page::focus(&element);
        }
    }

    fn count(self) -> usize {
        self.rows.get_untracked()
    }

    fn width_of(self, column: u64) -> f64 {
        let columns = self.columns.get_untracked();
        let found = columns.iter().find(|c| c.key == column);
        found.map_or(header::NARROWEST, |c| c.width)
    }

    fn column_at(self, place: usize) -> Option<Column> {
        self.columns
            .with_untracked(|columns| columns.get(place).cloned())
    }

    fn resize(self, column: u64, width: f64) {
        if let Some(on_resize) = self.on_resize {
            on_resize.run((column, width.max(header::NARROWEST)));
        }
    }

    fn sort(self, column: u64, besides: bool) {
        if let Some(on_sort) = self.on_sort {
            on_sort.run((column, besides));
        }
    }

    fn open(self, row: usize) {
        if let Some(on_open) = self.on_open {
            on_open.run(row);
        }
    }

    /// Whether the grid has a use for the key.
    fn pressed(self, event: &ev::KeyboardEvent) -> bool {
        let key = event.key();
        let pressed = Pressed {
            key: &key,
            command: event.ctrl_key() || event.meta_key(),
            shift: event.shift_key(),
            alt: event.alt_key(),
        };
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

    fn go(self, from: Cursor, to: Cursor, extends: bool) {
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
    fn show(self, at: Cursor) {
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
    fn tick(self, row: usize, extends: bool) {
        let anchor = self.state.anchor.get_untracked();
        self.state.set_cursor_row(row);
        match anchor {
            Some(anchor) if extends => self.select_range(anchor, row, SelectionChange::Add),
            _ => {
                self.state.anchor.set(Some(row));
                let Some(key) = self.key.run(row) else { return };
                let change = if untrack(|| self.state.is_selected(key)) {
                    SelectionChange::Remove
                } else {
                    SelectionChange::Add
                };
                self.state.select([key], change);
            }
        }
    }

    fn select_range(self, a: usize, b: usize, change: SelectionChange) {
        let keys = (a.min(b)..=a.max(b)).filter_map(|row| self.key.run(row));
        self.state.select(keys, change);
    }

    fn toggle_all(self) {
        let count = self.count();
        if untrack(|| self.state.count()) >= count {
            self.state.clear();
        } else if count > 0 {
            self.select_range(0, count - 1, SelectionChange::Only);
        }
    }

    /// A click on a cell.
    fn clicked(self, event: &ev::MouseEvent, row: usize, column: usize) {
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
            if column == 0 && !event.shift_key() {
                self.open(row);
            }
        }
        if self.state.editing.with_untracked(Option::is_none) {
            self.focus();
        }
    }

    fn begin_edit(self, row: usize, column: usize) {
        let found = self.column_at(column).filter(|column| column.editable);
        if let (Some(column), Some(key), Some(_)) = (found, self.key.run(row), self.editor) {
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

    fn place_of(self, column: u64) -> usize {
        let columns = self.columns.get_untracked();
        columns.iter().position(|c| c.key == column).unwrap_or(0)
    }

    /// A key that the editor of a cell let through.
    fn edit_key(self, event: &ev::KeyboardEvent, row: usize, column: usize) {
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
    fn edit_left(self, event: &ev::FocusEvent) {
        let cell = dom::around(event, ".grid-cell");
        let to = event.related_target().and_then(|to| to.dyn_into().ok());
        let stays =
            cell.is_some_and(|cell| to.is_some_and(|to: web_sys::Node| cell.contains(Some(&to))));
        // Without a new place for the focus the window itself may have lost it.
        if !stays && event.related_target().is_some() {
            self.state.edit(None);
        }
    }

    /// The editor of a cell is through.
    fn end_edit(self, row: usize, column: usize, end: EditEnd) {
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

fn is_editable(columns: &[Column], at: usize) -> bool {
    columns.get(at).is_some_and(|column| column.editable)
}

/// The width of the column of ticks, as the style sheet has it.
const TICK_PX: f64 = 36.0;
