//! Calls, meetings, e-mails and notes that are logged on the records that keys act on: the selected
//! ones, else the one in the panel, else the one at which the user is.

use leptos::prelude::*;
use record::RecordId;

use super::{List, TABLE, VIEW, selection};
use crate::parts::{Menu, MenuItem};
use crate::records::{LOGGED, use_logging};
use crate::shell::Section;
use crate::shell::route::PANEL;
use crate::words::{logging as words, spoken};

/// Offers to log as long as the list is there.
pub(super) fn offer(list: List) {
    use_logging().offer(
        list.kind,
        move || records(list),
        move || !list.view.with(|view| view.trash) && is_somewhere(list),
    );
}

/// The records that keys act on.
fn records(list: List) -> Vec<RecordId> {
    match list.grid.count() {
        0 => here(list).into_iter().collect(),
        _ => selection::chosen(list),
    }
}

/// Whether there are records that keys act on, tracked.
fn is_somewhere(list: List) -> bool {
    list.grid.count() > 0 || here(list).is_some()
}

/// The record in the panel, else the one at which the user is; tracked.
fn here(list: List) -> Option<RecordId> {
    let address = list.navigation.address();
    if let Some(shown) = address.query.get(PANEL) {
        return shown.parse().ok();
    }
    // On a board nobody is at a row.
    let is_board = list.section == Section::Deals && address.query.get(VIEW) != Some(TABLE);
    let row = list.grid.cursor_row().filter(|_| !is_board)?;
    list.record_at(row)
}

/// The menu that logs on the selected records.
#[component]
pub(super) fn LogMenu(list: List) -> impl IntoView {
    let logging = use_logging();
    let item = move |(what, entry): (&'static str, &'static crate::shell::catalog::Entry)| {
        view! {
            <MenuItem
                label=Signal::derive(move || (entry.title)())
                on_press=move |()| logging.ask(list.kind, selection::chosen(list), what)
            />
        }
    };
    view! {
        <Menu
            label=spoken(words::log_activity)
            framed=true
            items=move || LOGGED.map(item).into_iter().collect_view()
        />
    }
}
