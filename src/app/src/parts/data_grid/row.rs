//! A row of a grid, used again for each row that its element shows.

use leptos::prelude::*;

use super::{Column, EditEnd, Grid, RowAlign};
use crate::parts::Each;
use crate::parts::alive::Alive;
use crate::platform::dom;
use crate::words::lists;

/// The elements of a row.
#[component]
pub(super) fn Row(grid: Grid, element: usize) -> impl IntoView {
    let slot = element;
    let row = grid.recycler.row(slot);
    let is_there = grid.recycler.is_there(row);
    let top = grid.recycler.top(row);
    let key = Memo::new(move |_| {
        let there = is_there.get().then(|| grid.key.run(row.get()));
        there.flatten()
    });
    let cursor_column = Memo::new(move |_| {
        let cursor = grid.state.cursor.get();
        (cursor.row == Some(row.get()) && is_there.get()).then_some(cursor.column)
    });
    let heading = Memo::new(move |_| {
        let there = is_there.get().then(|| grid.heading(row.get()));
        there.flatten()
    });
    let is_heading = Memo::new(move |_| heading.get().is_some());
    let is_selected = Memo::new(move |_| match heading.get() {
        Some(heading) => heading.is_selected,
        None => key.get().is_some_and(|key| grid.state.is_selected(key)),
    });
    let opened = grid.opened;
    let is_open = Memo::new(move |_| key.get().is_some() && key.get() == opened.get());
    let columns = grid.columns;
    let layout = Memo::new(move |_| {
        columns.with(|columns| {
            let each = columns.iter().map(|c| (c.key, c.align, c.editable));
            each.enumerate().collect::<Vec<_>>()
        })
    });
    let name = move || grid.row_name.run(row.get());
    view! {
        <div
            class="grid-row"
            role="row"
            aria-rowindex=move || (row.get() + 2).to_string()
            aria-selected=move || is_selected.get().to_string()
            class:is-cursor=move || cursor_column.get().is_some()
            class:is-open=move || is_open.get()
            class:is-heading=move || is_heading.get()
            hidden=move || !is_there.get()
            style:transform=move || format!("translateY({}px)", top.get())
            style:height=move || format!("{}px", grid.row_px.get())
        >
            <div class="grid-cell grid-tick" role="gridcell" aria-colindex="1">
                <input
                    type="checkbox"
                    tabindex="-1"
                    aria-label=move || lists::select_row(&name())
                    prop:checked=move || is_selected.get()
                    on:click=move |event| {
                        grid.tick(row.get_untracked(), event.shift_key());
                        grid.focus();
                    }
                />
            </div>
            <Each each=move || layout.get() key=|cell| *cell let:cell>
                {
                    let (at, (column, align, editable)) = cell;
                    let alive = Alive::here();
                    let is_edited = Memo::new(move |_| {
                        let edited = grid.state.editing.get();
                        edited.is_some_and(|e| e.column == column && Some(e.row) == key.get())
                    });
                    view! {
                        <div
                            class="grid-cell"
                            class:grid-first={at == 0}
                            class:grid-end={align == RowAlign::End}
                            class:is-editable=editable
                            class:is-edited=move || is_edited.get()
                            class:is-here=move || cursor_column.get() == Some(at)
                            role="gridcell"
                            id=grid.cell_id(slot, at)
                            aria-expanded=move || {
                                let heading = heading.get().filter(|_| at == 0);
                                heading.map(|heading| heading.is_open.to_string())
                            }
                            aria-colindex=(at + 2).to_string()
                            on:click=move |event| grid.clicked(&event, row.get_untracked(), at)
                            on:keydown=move |event| {
                                if alive.lasts() && is_edited.get_untracked() {
                                    grid.edit_key(&event, row.get_untracked(), at);
                                }
                            }
                            on:focusout=move |event| {
                                if alive.lasts() && is_edited.get_untracked() {
                                    grid.edit_left(&event);
                                }
                            }
                            on:dblclick=move |_| {
                                if editable {
                                    grid.begin_edit(row.get_untracked(), at);
                                }
                            }
                        >
                            {move || {
                                let editor = match (is_edited.get(), grid.editor) {
                                    (true, Some(editor)) => grid.state.editing.get_untracked().zip(Some(editor)),
                                    _ => None,
                                };
                                let headings = grid.headings.filter(|_| is_heading.get());
                                if let Some(headings) = headings {
                                    return untrack(|| headings.cell.run((row.into(), column)));
                                }
                                match editor {
                                    Some((edit, editor)) => {
                                        let end = Callback::new(move |end: EditEnd| {
                                            grid.end_edit(row.get_untracked(), at, end);
                                        });
                                        untrack(|| editor.run((edit, end)))
                                    }
                                    None => untrack(|| grid.cell.run((row.into(), column))),
                                }
                            }}
                        </div>
                    }
                }
            </Each>
        </div>
    }
}

/// Whether a click meant something inside the cell, such as a link.
pub(super) fn is_for_control(event: &leptos::ev::MouseEvent) -> bool {
    dom::around(event, "a, button, input, select, textarea, label").is_some()
}

/// The columns' widths, for the style sheet.
pub(super) fn template(columns: &[Column]) -> String {
    let mut text = String::from("var(--grid-tick)");
    for column in columns {
        text.push_str(&format!(" {}px", column.width));
    }
    text
}
