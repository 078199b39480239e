//! A column of a board.

use leptos::prelude::*;

use super::{BoardParts, GAP_PX};
use crate::parts::icon::{Icon, IconName};
use crate::parts::virtual_list::VirtualList;
use crate::platform::dom;
use crate::words::board as words;

/// The elements of a column.
#[component]
pub(super) fn ColumnView(parts: BoardParts, column: u128, described_by: String) -> impl IntoView {
    let id = StoredValue::new(dom::unique_id("column"));
    let cards = Memo::new(move |_| parts.cards.run(column));
    let place = parts.kept_place(column, cards);
    let count = Signal::derive(move || cards.with(|cards| cards.len()));
    let title = Signal::derive(move || {
        parts.columns.track();
        parts.title(column)
    });
    let card_id = move |card: u128| id.with_value(|id| format!("{id}-{card:x}"));
    let active = move || {
        let cursor = parts.cursor.get()?;
        cards
            .with(|cards| cards.contains(&cursor))
            .then(|| card_id(cursor))
    };
    let is_target = move || parts.drag.get().is_some_and(|drag| drag.to == column);
    let gap = move || {
        let drag = parts.drag.get().filter(|drag| drag.to == column)?;
        let pitch = parts.pitch();
        // The places count the other cards; the one that is held still takes room in its column.
        let held = cards.with(|cards| cards.iter().position(|card| *card == drag.card));
        let shift = held.is_some_and(|held| held <= drag.place);
        let place_px = (drag.place + usize::from(shift)) as f64 * pitch;
        let top = place_px - GAP_PX / 2.0 - place.scroll_top();
        Some(view! { <div class="board-gap" style:top=format!("{top}px")></div> })
    };
    // A card is an option of the list, so the dots are no button: they are for pointers, and the
    // keyboard has a key for the same.
    let dots = move |card: Memo<Option<u128>>| {
        parts.on_menu.map(|_| {
            view! {
                <span
                    class="card-dots"
                    aria-hidden="true"
                    title=words::move_to
                    on:pointerdown=move |event| event.stop_propagation()
                    on:click=move |event| {
                        event.stop_propagation();
                        if let Some(card) = card.get_untracked() {
                            parts.menu(card);
                        }
                    }
                >
                    <Icon name=IconName::More />
                </span>
            }
        })
    };
    let is_narrow = Memo::new(move |_| {
        parts.columns.track();
        parts.is_narrow(column)
    });
    let empty = move || match parts.empty {
        Some(empty) => empty.run(column),
        None => words::empty_column().to_owned(),
    };
    let item = move |row: Signal<usize>| {
        let card = Memo::new(move |_| cards.with(|cards| cards.get(row.get()).copied()));
        view! {
            <div
                class="card"
                role="option"
                id=move || card.get().map(card_id)
                aria-selected=move || (card.get().is_some() && card.get() == parts.cursor.get()).to_string()
                aria-setsize=move || count.get().to_string()
                aria-posinset=move || (row.get() + 1).to_string()
                class:is-held=move || {
                    parts.drag.get().is_some_and(|drag| Some(drag.card) == card.get())
                }
                style:height=format!("{}px", parts.card_px)
                on:pointerdown=move |event| {
                    if let Some(card) = card.get_untracked() {
                        parts.pointer_down(&event, column, card);
                    }
                }
                on:click=move |_| {
                    if let Some(card) = card.get_untracked() {
                        parts.clicked(card);
                    }
                }
            >
                {parts.card.run(card.into())}
                {dots(card)}
            </div>
        }
        .into_any()
    };
    view! {
        <section
            class="board-column"
            class:is-target=move || is_target()
            class:is-narrow=move || is_narrow.get()
            data-column=column.to_string()
            aria-label=move || title.get()
        >
            <header class="board-header">{parts.header.run(column)}</header>
            <div class="board-cards">
                <VirtualList
                    rows=count
                    row_height=Signal::stored(parts.pitch())
                    item=item
                    place=place
                    label=title
                    role=Signal::derive(move || {
                        // A list box without options would be an error.
                        if count.get() == 0 { "group" } else { "listbox" }
                    })
                    attr:aria-describedby=described_by
                    attr:aria-activedescendant=move || active()
                    on:focus=move |_| parts.entered(cards)
                    on:keydown=move |event| {
                        let is_plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
                        if is_plain && parts.key(&event.key(), column, place) {
                            event.prevent_default();
                            event.stop_propagation();
                        }
                    }
                />
                {move || gap()}
                <p class="board-none" hidden=move || count.get() != 0>
                    {move || empty()}
                </p>
            </div>
        </section>
    }
}
