//! The records as rows of a grid; on a phone each is a card of two lines.

use leptos::html;
use leptos::prelude::*;
use record::{Kind, RecordId};

use super::columns::{self, ColumnKey};
use super::view_state::sort_pressed;
use super::{List, cells, editing, empty, footer, paste};
use crate::parts::{Column, DataGrid, Pasted, RowAlign, SortDirection, use_toasts};
use crate::records::use_mover;
use crate::shell::route::PANEL;
use crate::shell::sidebar::section_name;
use crate::shell::{Command, catalog, use_commands};

/// The heights of a row and of a card, in pixels.
const HEIGHTS: (f64, f64) = (36.0, 60.0);

/// The grid.
#[component]
pub(super) fn ListGrid(list: List) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    let (mover, toasts) = (use_mover(), use_toasts());
    begin_anew(list, element);
    if list.kind == Kind::TASK {
        register_done(list);
    }
    let layout = list.layout;
    let state = list.state();
    let kind = list.kind;
    let opened = list.navigation.query(PANEL);
    let opened = Signal::derive(move || {
        let id: Option<RecordId> = opened.with(|id| id.as_deref()?.parse().ok());
        id.map(|id| id.0)
    });
    let sort = move |(key, besides): (u64, bool)| {
        let now = list.view.with_untracked(|view| view.sort.clone());
        list.set_sort(&sort_pressed(&now, ColumnKey::of_number(key), besides));
    };
    let resize = move |(key, width): (u64, f64)| {
        if !list.cards.get_untracked() {
            list.set_columns(|shown, _| columns::resized(shown, ColumnKey::of_number(key), width));
        }
    };
    let shift = move |(key, by): (u64, i32)| {
        list.set_columns(|shown, _| columns::moved(shown, ColumnKey::of_number(key), by));
    };
    view! {
        <div class="list-grid" class:list-cards=move || list.cards.get()>
            <DataGrid
                label=Signal::derive(move || section_name(list.section).to_owned())
                columns=Signal::derive(move || headings(list))
                rows=Signal::derive(move || layout.with(|layout| layout.total))
                key=move |row: usize| list.record_at(row).map(|id| id.0)
                row_name=move |row: usize| {
                    let record = || Some(state.name(kind, list.record_at(row)?));
                    list.heading_name(row).or_else(record).unwrap_or_default()
                }
                cell=move |(row, key): (Signal<usize>, u64)| {
                    cells::cell(list, row, ColumnKey::of_number(key))
                }
                state=list.grid
                headings=list.headings()
                row_height=Signal::derive(move || {
                    if list.cards.get() { HEIGHTS.1 } else { HEIGHTS.0 }
                })
                opened=opened
                on_open=move |row: usize| {
                    if let Some(id) = untrack(|| list.record_at(row)) {
                        list.open(id);
                    }
                }
                on_sort=sort
                on_resize=resize
                on_shift=shift
                editor=move |(edit, end)| editing::editor(list, mover, edit, end)
                on_paste=move |pasted: Pasted| paste::paste(list, toasts, &pasted)
                on_copy=move |at| paste::copy(list, toasts, at)
                empty=move || view! { <empty::Empty list=list /> }
                footer=move || view! { <footer::Footer list=list /> }
                node_ref=element
            />
        </div>
    }
}

/// The columns as the grid wants them.
fn headings(list: List) -> Vec<Column> {
    let sorts = list.view.with(|view| view.sort.clone());
    let cards = list.cards.get();
    let in_trash = list.view.with(|view| view.trash);
    let shown = list.columns.get();
    let take = if cards { 1 } else { shown.len() };
    shown
        .into_iter()
        .take(take)
        .map(|column| {
            let key = column.key;
            let def = match key {
                ColumnKey::Field(field) => list.field(field),
                _ => None,
            };
            let at = sorts.iter().position(|by| by.key == key);
            let sort = at.and_then(|at| {
                let direction = if sorts.get(at)?.descending {
                    SortDirection::Descending
                } else {
                    SortDirection::Ascending
                };
                Some((direction, if sorts.len() > 1 { at + 1 } else { 0 }))
            });
            Column {
                align: if columns::is_number(key, def.as_ref()) {
                    RowAlign::End
                } else {
                    RowAlign::Start
                },
                sortable: columns::is_sortable(key),
                editable: !cards && !in_trash && editing::field_of(list, key).is_some(),
                sort,
                ..Column::new(key.number(), list.column_title(key), column.width)
            }
        })
        .collect()
}

/// A list that shows other records, or in another order, begins at its top; what isn't wanted any
/// more isn't selected any more.
fn begin_anew(list: List, element: NodeRef<html::Div>) {
    let wanted = Memo::new(move |_| {
        list.query
            .with(|q| (q.text.clone(), q.condition.clone(), q.trash))
    });
    Effect::new(move |before: Option<()>| {
        wanted.track();
        if before.is_some() {
            list.grid.clear();
        }
    });
    Effect::new(move |before: Option<()>| {
        list.query.track();
        list.group.track();
        if before.is_some() {
            list.grid.set_cursor_row(0);
            if let Some(element) = element.get_untracked() {
                element.set_scroll_top(0);
            }
        }
    });
}

/// Offers to mark the task that keys act on, or the selected ones.
fn register_done(list: List) {
    use_commands().register(
        Command::of(&catalog::TASK_DONE, move || {
            let row = untrack(|| list.grid.cursor_row());
            if let Some(id) = row.and_then(|row| untrack(|| list.record_at(row))) {
                cells::toggle_done(list, id);
            }
        })
        .enabled(move || list.view.with(|view| !view.trash)),
    );
}
