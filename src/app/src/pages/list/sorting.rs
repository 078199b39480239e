//! The order of the records, chosen from a menu: by which column, and by which ones after it. The
//! headings do the same for a mouse; a finger and a phone have this one.

use leptos::prelude::*;

use super::List;
use super::columns::{self, ColumnKey};
use super::view_state::{SortBy, first_pressed, sort_pressed};
use crate::parts::{Each, IconName, Menu, MenuChoice, MenuHeading, MenuItem, MenuSeparator, When};
use crate::words::{lists as words, spoken};

/// The menu. Choosing a column again turns it.
#[component]
pub(super) fn SortMenu(list: List) -> impl IntoView {
    let items = move || {
        let is_sorted = Memo::new(move |_| list.view.with(|view| !view.sort.is_empty()));
        let first = Memo::new(move |_| list.view.with(|view| view.sort.first().map(|by| by.key)));
        let others = move || {
            let mut keys = keys(list);
            keys.retain(|key| Some(*key) != first.get());
            keys
        };
        view! {
            <MenuHeading label=spoken(words::sort_by) />
            <Each each=move || keys(list) key=|key| *key let:key>
                <MenuChoice
                    label=Signal::derive(move || name(list, key))
                    chosen=Signal::derive(move || first.get() == Some(key))
                    on_choose=move |()| change(list, |sort| first_pressed(sort, key))
                />
            </Each>
            <When holds=move || is_sorted.get()>
                <MenuHeading label=spoken(words::sort_then_by) />
                <Each each=others key=|key| *key let:key>
                    <MenuChoice
                        label=Signal::derive(move || name(list, key))
                        multiple=true
                        chosen=Signal::derive(move || place(list, key).is_some())
                        on_choose=move |()| change(list, |sort| sort_pressed(sort, key, true))
                    />
                </Each>
                <MenuSeparator />
                <MenuItem
                    label=spoken(words::sort_not)
                    icon=IconName::Undo
                    on_press=move |()| list.set_sort(&[])
                />
            </When>
        }
    };
    view! { <Menu icon=IconName::Sort label=spoken(words::sort) at_end=true items=items /> }
}

/// The columns that can be sorted by: those that are shown, and those that it is sorted by.
fn keys(list: List) -> Vec<ColumnKey> {
    let mut keys: Vec<ColumnKey> = list.columns_shown();
    keys.retain(|key| columns::is_sortable(*key));
    list.view.with(|view| {
        for by in &view.sort {
            if !keys.contains(&by.key) {
                keys.push(by.key);
            }
        }
    });
    keys
}

fn change(list: List, to: impl FnOnce(&[SortBy]) -> Vec<SortBy>) {
    let sort = list.view.with_untracked(|view| to(&view.sort));
    list.set_sort(&sort);
}

/// The place of a column in the order, and whether the largest come first.
fn place(list: List, key: ColumnKey) -> Option<(usize, bool)> {
    list.view.with(|view| {
        let at = view.sort.iter().position(|by| by.key == key)?;
        Some((at, view.sort.get(at)?.descending))
    })
}

/// A column's name with its direction and, among several, its place.
fn name(list: List, key: ColumnKey) -> String {
    let title = list.column_title(key);
    let Some((at, descending)) = place(list, key) else {
        return title;
    };
    let direction = if descending {
        words::sorted_descending()
    } else {
        words::sorted_ascending()
    };
    if list.view.with(|view| view.sort.len() > 1) {
        words::sorted_at(&title, at + 1, direction)
    } else {
        words::sorted(&title, direction)
    }
}
