//! Calls, meetings, e-mails and notes that are logged on the records that keys act on: the selected
//! ones, else the one in the panel, else the one at which the user is.

use leptos::prelude::*;
use record::RecordId;

use super::{Drawn, List, selection};
use crate::parts::{Menu, MenuItem};
use crate::records::{LOGGED, use_logging};
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

/// The records that keys act on: rows are selected in the table alone, wherever it is drawn.
fn records(list: List) -> Vec<RecordId> {
    if has_selected(list) {
        selection::chosen(list)
    } else {
        here(list).into_iter().collect()
    }
}

/// Whether there are records that keys act on, tracked.
fn is_somewhere(list: List) -> bool {
    has_selected(list) || here(list).is_some()
}

fn has_selected(list: List) -> bool {
    list.drawn.get() == Drawn::Table && list.grid.count() > 0
}

/// The record in the panel, else the one at which the user is; tracked.
fn here(list: List) -> Option<RecordId> {
    let address = list.navigation.address();
    if let Some(shown) = address.query.get(PANEL) {
        return shown.parse().ok();
    }
    match list.drawn.get() {
        Drawn::Table => list.record_at(list.grid.cursor_row()?),
        Drawn::Board => {
            let card = list.card.get().filter(|_| list.card_is_met.get())?;
            let card = RecordId(card);
            list.rows.with(|rows| rows.contains(&card)).then_some(card)
        }
        Drawn::Calendar => None,
    }
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
