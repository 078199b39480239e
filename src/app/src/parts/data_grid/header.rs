//! The headings of a grid: names, sorting, widths.

use leptos::html;
use leptos::prelude::*;

use super::{Column, Grid, RowAlign, SortDirection};
use crate::parts::Each;
use crate::parts::icon::{Icon, IconName};
use crate::platform::dom;
use crate::words::lists;

/// The narrowest a column gets, in pixels.
pub(super) const NARROWEST: f64 = 64.0;

/// The row of headings.
#[component]
pub(super) fn Header(grid: Grid) -> impl IntoView {
    let all = NodeRef::<html::Input>::new();
    let rows = Memo::new(move |_| grid.selectable());
    let count = move || grid.state.count();
    Effect::new(move |_| {
        if let Some(all) = all.get() {
            all.set_indeterminate(count() > 0 && count() < rows.get());
        }
    });
    let is_all = move || count() > 0 && count() >= rows.get();
    let columns = grid.columns;
    view! {
        <div class="grid-header" role="row" aria-rowindex="1">
            <div class="grid-heading grid-tick" role="columnheader" aria-colindex="1">
                <input
                    type="checkbox"
                    tabindex="-1"
                    aria-label=lists::select_all
                    prop:checked=move || is_all()
                    node_ref=all
                    on:click=move |_| {
                        grid.toggle_all();
                        grid.focus();
                    }
                />
            </div>
            <Each
                each=move || columns.get().into_iter().enumerate()
                key=|(at, column)| (*at, column.clone().without_width())
                let:entry
            >
                {
                    let (at, column) = entry;
                    view! { <Heading grid=grid at=at column=column /> }
                }
            </Each>
        </div>
    }
}

#[component]
fn Heading(grid: Grid, at: usize, column: Column) -> impl IntoView {
    let key = column.key;
    let sorted = column.sort;
    let state = move || {
        sorted.map(|(direction, _)| match direction {
            SortDirection::Ascending => "ascending",
            SortDirection::Descending => "descending",
        })
    };
    let is_here = move || {
        let cursor = grid.state.cursor.get();
        cursor.row.is_none() && cursor.column == at
    };
    let pressed = StoredValue::new(None::<(f64, f64)>);
    let name = column.title.clone();
    view! {
        <div
            class="grid-heading"
            class:grid-first={at == 0}
            class:grid-end={column.align == RowAlign::End}
            class:is-here=move || is_here()
            role="columnheader"
            id=grid.heading_id(at)
            aria-colindex=(at + 2).to_string()
            aria-sort=move || state()
        >
            {if column.sortable {
                view! {
                    <button
                        type="button"
                        class="grid-sort"
                        tabindex="-1"
                        title=column.title.clone()
                        on:click=move |event| {
                            grid.sort(key, event.shift_key());
                            grid.focus();
                        }
                    >
                        <span class="grid-name">{name}</span>
                        {sorted.map(|(direction, place)| {
                            let icon = match direction {
                                SortDirection::Ascending => IconName::ArrowUp,
                                SortDirection::Descending => IconName::ArrowDown,
                            };
                            view! {
                                <Icon name=icon />
                                {(place > 0).then(|| view! { <small>{place}</small> })}
                            }
                        })}
                    </button>
                }
                    .into_any()
            } else {
                view! { <span class="grid-name" title=column.title>{name}</span> }
                    .into_any()
            }}
            <span
                class="grid-grip"
                aria-hidden="true"
                on:pointerdown=move |event| {
                    event.prevent_default();
                    if let Some(grip) = dom::around(&event, ".grid-grip") {
                        let _ = grip.set_pointer_capture(event.pointer_id());
                    }
                    let width = grid.width_of(key);
                    pressed.set_value(Some((f64::from(event.client_x()), width)));
                }
                on:pointermove=move |event| {
                    if let Some((from, width)) = pressed.try_get_value().flatten() {
                        let to = width + f64::from(event.client_x()) - from;
                        grid.resize(key, to.max(NARROWEST));
                    }
                }
                on:pointerup=move |_| _ = pressed.try_set_value(None)
                on:pointercancel=move |_| _ = pressed.try_set_value(None)
            ></span>
        </div>
    }
}
