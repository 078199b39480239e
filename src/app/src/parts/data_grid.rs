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
//! | Ctrl+C, Ctrl+V | copies the cell or the selected rows, pastes cells |
//! | left, right, Enter, `x` on a heading among the rows | hide its rows, show them, select them |
//! | Shift or Alt with left and right on a heading | changes the column's width, moves the column |

mod header;
mod heading;
mod keys;
mod row;
mod state;
mod work;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::virtual_list::Recycler;
use crate::parts::Each;
use crate::parts::alive::Alive;
use crate::platform::{clipboard, dom, idle};
use header::Header;
pub use heading::{GroupAction, GroupState, Headings};
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

/// Gives the text to copy, from the row and column of the cell that keys act on.
type Copied = Callback<Option<(usize, usize)>, Option<String>>;

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
    headings: Option<Headings>,
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
    /// The key of a row: its record's id, or its number. It tracks what it reads: rows change places.
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
    /// Headings among the rows, where these stand in groups.
    #[prop(optional, into)]
    headings: Option<Headings>,
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
    /// Gives the text that is copied from the cell that keys act on, or from the selection.
    #[prop(optional, into)]
    on_copy: Option<Copied>,
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
        headings,
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
    let alive = Alive::here();
    Effect::new(move |_| {
        if state.asked.get().is_none() {
            return;
        }
        // Once the row is drawn, and what stood over the page is gone.
        idle::before_paint(move || {
            if alive.lasts() && state.asked.get_untracked().is_some() {
                state.asked.set(None);
                grid.show(state.cursor.get_untracked());
                grid.focus();
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
                aria-activedescendant=move || active()
                style=("--grid-columns", move || columns.with(|c| row::template(c)))
                node_ref=node_ref
                on:keydown=keydown
                on:scroll=move |_| {
                    if let Some(element) = node_ref.try_get_untracked().flatten() {
                        let left = f64::from(element.scroll_left());
                        state.scroll.set((left, f64::from(element.scroll_top())));
                    }
                }
                // After a click the browser names the text in the cell as the target, not the grid.
                on:copy=move |event: ev::ClipboardEvent| {
                    let cursor = state.cursor.get_untracked();
                    let at = cursor.row.map(|row| (row, cursor.column));
                    let is_own = !dom::takes_text(&event);
                    let text = on_copy.filter(|_| is_own).and_then(|copy| copy.run(at));
                    if let Some(text) = text
                        && clipboard::give(event.clipboard_data().as_ref(), &text)
                    {
                        event.prevent_default();
                    }
                }
                on:paste=move |event: ev::ClipboardEvent| {
                    if let (Some(on_paste), Cursor { row: Some(row), column })
                        = (on_paste, state.cursor.get_untracked())
                        && !dom::takes_text(&event)
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
                    <Each each=move || 0..grid.recycler.slots.get() key=|slot| *slot let:slot>
                        <Row grid=grid element=slot />
                    </Each>
                </div>
            </div>
            {move || (rows.get() == 0).then(|| view! { <div class="grid-empty">{empty.run()}</div> })}
            {footer.map(|footer| view! { <div class="grid-footer">{move || footer.run()}</div> })}
        </div>
    }
}

/// The height of the row of headings, as the style sheet has it.
const HEADER_PX: f64 = 36.0;
