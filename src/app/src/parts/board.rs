//! Columns of cards. Cards move by drag, and by keyboard: Space picks one up, arrows move it, Space
//! drops it, Escape leaves it where it was. What happens is said aloud.

mod column;
mod drag;

use std::sync::Arc;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::virtual_list::ListPlace;
use crate::parts::Each;
use crate::platform::{dom, idle, page};
use crate::words::board as words;
use column::ColumnView;
use drag::{Drag, Pressed, place_near};

/// A column of a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardColumn {
    /// What the program knows it by: its stage's id.
    pub key: u128,
    /// Its name.
    pub title: String,
    /// Whether only its header is shown. Cards can be dropped on it all the same.
    pub is_narrow: bool,
}

/// A card is to go elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardMove {
    /// The card.
    pub card: u128,
    /// The column it was in.
    pub from: u128,
    /// The column it goes to.
    pub to: u128,
    /// The card it stands before afterwards; `None` at the end.
    pub before: Option<u128>,
}

/// All that the parts of a board share.
#[derive(Clone, Copy)]
struct BoardParts {
    columns: Signal<Vec<BoardColumn>>,
    cards: Callback<u128, Arc<[u128]>>,
    header: Callback<u128, AnyView>,
    card: Callback<Signal<Option<u128>>, AnyView>,
    card_name: Callback<u128, String>,
    empty: Option<Callback<u128, String>>,
    card_px: f64,
    on_move: Callback<CardMove, bool>,
    on_open: Callback<u128>,
    on_menu: Option<Callback<u128>>,
    element: NodeRef<html::Div>,
    drag: RwSignal<Option<Drag>>,
    pressed: StoredValue<Option<Pressed>>,
    cursor: RwSignal<Option<u128>>,
    is_met: RwSignal<bool>,
    said: RwSignal<String>,
}

/// The selector of the dots of the card whose menu was asked for.
pub const MENU_ANCHOR: &str = ".card[aria-selected='true'] .card-dots";

/// The gap between cards, as the style sheet has it.
const GAP_PX: f64 = 8.0;

/// A board. The cards of a column have one height and are made only while they are in view.
#[component]
pub fn Board(
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// The columns.
    #[prop(into)]
    columns: Signal<Vec<BoardColumn>>,
    /// The cards of a column, in order; read inside a memo, so it may read signals.
    #[prop(into)]
    cards: Callback<u128, Arc<[u128]>>,
    /// Makes what stands above a column: its name, count and sums.
    #[prop(into)]
    header: Callback<u128, AnyView>,
    /// Makes the inside of a card: text and marks, nothing that takes the focus. Called once for
    /// each element of a card, with the card that it shows as a signal. Its text is what a screen
    /// reader reads.
    #[prop(into)]
    card: Callback<Signal<Option<u128>>, AnyView>,
    /// The name of a card.
    #[prop(into)]
    card_name: Callback<u128, String>,
    /// What a column without cards says.
    #[prop(optional, into)]
    empty: Option<Callback<u128, String>>,
    /// The height of a card in pixels.
    #[prop(default = 104.0)]
    card_height: f64,
    /// Moves a card, and tells whether it was moved at once. The board shows it elsewhere once
    /// `cards` says so.
    #[prop(into)]
    on_move: Callback<CardMove, bool>,
    /// Opens a card: a click, or Enter.
    #[prop(into)]
    on_open: Callback<u128>,
    /// Opens the menu of a card at [`MENU_ANCHOR`]: the card's dots, or M.
    #[prop(optional, into)]
    on_menu: Option<Callback<u128>>,
    /// The card that the keyboard is at. Keep it above the board to come back to the same card.
    #[prop(optional)]
    cursor: RwSignal<Option<u128>>,
    /// Becomes true once the focus is on a card: `cursor` may be from an earlier visit.
    #[prop(optional)]
    is_met: RwSignal<bool>,
) -> impl IntoView {
    let parts = BoardParts {
        columns,
        cards,
        header,
        card,
        card_name,
        empty,
        card_px: card_height,
        on_move,
        on_open,
        on_menu,
        element: NodeRef::new(),
        drag: RwSignal::new(None),
        pressed: StoredValue::new(None),
        cursor,
        is_met,
        said: RwSignal::new(String::new()),
    };
    let help_id = dom::unique_id("board-help");
    let dragged = Memo::new(move |_| {
        let drag = parts.drag.get().filter(|drag| drag.pointer.is_some());
        drag.map(|drag| drag.card)
    });
    let ghost = move || {
        dragged.get().map(|dragged| {
            let at = move || {
                parts
                    .drag
                    .get()
                    .and_then(|drag| drag.pointer)
                    .unwrap_or_default()
            };
            view! {
                <div
                    class="card card-ghost"
                    aria-hidden="true"
                    style:height=format!("{card_height}px")
                    style:left=move || format!("{}px", at().0)
                    style:top=move || format!("{}px", at().1)
                >
                    {card.run(Signal::stored(Some(dragged)))}
                </div>
            }
        })
    };
    view! {
        <div
            class="board"
            role="group"
            aria-label=move || label.get()
            class:is-dragging=move || dragged.get().is_some()
            node_ref=parts.element
            on:pointermove=move |event| parts.pointer_moved(&event)
            on:pointerup=move |_| parts.pointer_ended(true)
            on:pointercancel=move |_| parts.pointer_ended(false)
        >
            <p class="visually-hidden" id=help_id.clone()>
                {words::keyboard_help}
            </p>
            <Each each=move || columns.get() key=|column| column.key let:column>
                <ColumnView parts=parts column=column.key described_by=help_id.clone() />
            </Each>
            {move || ghost()}
            <p class="visually-hidden" aria-live="assertive">
                {move || parts.said.get()}
            </p>
        </div>
    }
}

impl BoardParts {
    /// The focus came into a column: keys act on a card of it.
    fn entered(self, cards: Memo<Arc<[u128]>>) {
        let now = self.cursor.get_untracked();
        self.is_met.set(true);
        cards.with_untracked(|cards| {
            if !now.is_some_and(|now| cards.contains(&now)) {
                self.cursor.set(cards.first().copied());
            }
        });
    }

    /// Where a column begins: coming back, the card that was looked at last is in view.
    fn kept_place(self, column: u128, cards: Memo<Arc<[u128]>>) -> ListPlace {
        const CARDS_ABOVE: f64 = 1.0;
        let kept = self.cursor.get_untracked();
        let at = cards.with_untracked(|cards| cards.iter().position(|card| Some(*card) == kept));
        let Some(at) = at else {
            return ListPlace::default();
        };
        idle::before_paint(move || {
            if let Some(column) = page::first(&format!("[data-column='{column}']")) {
                dom::show_near(&column);
            }
        });
        ListPlace::at((at as f64 - CARDS_ABOVE) * self.pitch())
    }

    fn pitch(self) -> f64 {
        self.card_px + GAP_PX
    }

    fn title(self, column: u128) -> String {
        self.columns.with_untracked(|columns| {
            let found = columns.iter().find(|c| c.key == column);
            found.map(|c| c.title.clone()).unwrap_or_default()
        })
    }

    fn is_narrow(self, column: u128) -> bool {
        self.columns.with_untracked(|columns| {
            let found = columns.iter().find(|c| c.key == column);
            found.is_some_and(|c| c.is_narrow)
        })
    }

    fn cards_of(self, column: u128) -> Arc<[u128]> {
        untrack(|| self.cards.run(column))
    }

    /// The columns to the right or left of one, the nearest first.
    fn columns_near(self, column: u128, step: isize) -> Vec<BoardColumn> {
        self.columns.with_untracked(|columns| {
            let at = columns.iter().position(|c| c.key == column);
            let at = at.unwrap_or_default();
            if step > 0 {
                columns.iter().skip(at + 1).cloned().collect()
            } else {
                columns.iter().take(at).rev().cloned().collect()
            }
        })
    }

    fn pointer_down(self, event: &ev::PointerEvent, column: u128, card: u128) {
        // A finger scrolls; on a touch screen cards move by their menu.
        if event.button() != 0 || event.pointer_type() == "touch" {
            return;
        }
        let Some(element) = dom::around(event, ".card") else {
            return;
        };
        let at = element.get_bounding_client_rect();
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        self.pressed.set_value(Some(Pressed {
            card,
            column,
            start: (x, y),
            grip: (x - at.left(), y - at.top()),
        }));
    }

    fn pointer_moved(self, event: &ev::PointerEvent) {
        let Some(pressed) = self.pressed.get_value() else {
            return;
        };
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let is_dragged = self.drag.with_untracked(Option::is_some);
        if !is_dragged && !pressed.is_far((x, y)) {
            return;
        }
        if !is_dragged {
            if let Some(element) = self.element.get_untracked() {
                let _ = element.set_pointer_capture(event.pointer_id());
            }
            self.cursor.set(Some(pressed.card));
            self.scroll_while_dragged();
        }
        let (to, place) = self.target((x, y)).unwrap_or((pressed.column, usize::MAX));
        self.drag.set(Some(Drag {
            card: pressed.card,
            from: pressed.column,
            to,
            place: place.min(self.places(to, pressed.card)),
            pointer: Some((x - pressed.grip.0, y - pressed.grip.1)),
            at: (x, y),
        }));
    }

    /// The column under a point, and the place among its cards.
    fn target(self, (x, y): (f64, f64)) -> Option<(u128, usize)> {
        let element = dom::at_point(x, y, "[data-column]")?;
        let key: u128 = element.get_attribute("data-column")?.parse().ok()?;
        if self.is_narrow(key) {
            return Some((key, 0));
        }
        let list = dom::all(&element, ".virtual-list");
        let list = list.first()?;
        let within = y - list.get_bounding_client_rect().top() + f64::from(list.scroll_top());
        Some((key, place_near(within, self.pitch())))
    }

    /// The last place a card can take in a column: the column's cards without it.
    fn places(self, column: u128, card: u128) -> usize {
        self.cards_of(column).iter().filter(|c| **c != card).count()
    }

    fn pointer_ended(self, drops: bool) {
        self.pressed.set_value(None);
        let drag = self
            .drag
            .get_untracked()
            .filter(|drag| drag.pointer.is_some());
        let Some(drag) = drag else { return };
        if drops {
            self.drop_card(drag);
        } else {
            self.cancel();
        }
    }

    /// While a card is held near an edge, what lies beyond comes into view.
    fn scroll_while_dragged(self) {
        const EDGE: f64 = 48.0;
        const STEP: i32 = 12;
        idle::before_paint(move || {
            let Some(drag) = self.drag.try_get_untracked().flatten() else {
                return;
            };
            if drag.pointer.is_none() {
                return;
            }
            let (x, y) = drag.at;
            if let Some(board) = self.element.get_untracked() {
                let at = board.get_bounding_client_rect();
                let step = drag::edge_step(x, at.left(), at.right(), EDGE) * STEP;
                board.set_scroll_left(board.scroll_left() + step);
            }
            if let Some(column) = dom::at_point(x, y, ".virtual-list") {
                let at = column.get_bounding_client_rect();
                let step = drag::edge_step(y, at.top(), at.bottom(), EDGE) * STEP;
                column.set_scroll_top(column.scroll_top() + step);
            }
            self.scroll_while_dragged();
        });
    }

    /// A click opens, unless it ended a drag.
    fn clicked(self, card: u128) {
        self.cursor.set(Some(card));
        self.on_open.run(card);
    }

    /// Whether the board has a use for the key.
    fn key(self, key: &str, column: u128, place: ListPlace) -> bool {
        match self.drag.get_untracked() {
            Some(drag) => self.key_while_held(key, drag),
            None => self.key_among_cards(key, column, place),
        }
    }

    fn key_among_cards(self, key: &str, column: u128, place: ListPlace) -> bool {
        let cards = self.cards_of(column);
        let now = self.cursor.get_untracked();
        let at = now.and_then(|now| cards.iter().position(|card| *card == now));
        let last = cards.len().saturating_sub(1);
        let to = match key {
            "ArrowDown" | "j" => at.map_or(0, |at| (at + 1).min(last)),
            "ArrowUp" | "k" => at.map_or(0, |at| at.saturating_sub(1)),
            "Home" => 0,
            "End" => last,
            "ArrowLeft" => return self.go_near(column, -1, at.unwrap_or(0)),
            "ArrowRight" => return self.go_near(column, 1, at.unwrap_or(0)),
            "Enter" => {
                if let (Some(_), Some(card)) = (at, now) {
                    self.on_open.run(card);
                }
                return true;
            }
            " " => {
                if let (Some(at), Some(card)) = (at, now) {
                    self.drag.set(Some(Drag {
                        card,
                        from: column,
                        to: column,
                        place: at,
                        pointer: None,
                        at: (0.0, 0.0),
                    }));
                    self.say(words::picked_up(
                        &self.card_name.run(card),
                        &self.title(column),
                    ));
                }
                return true;
            }
            "m" if self.on_menu.is_some() => {
                if let (Some(_), Some(card)) = (at, now) {
                    place.show(at.unwrap_or_default());
                    self.menu(card);
                }
                return true;
            }
            _ => return false,
        };
        if let Some(card) = cards.get(to) {
            self.cursor.set(Some(*card));
            place.show(to);
        }
        true
    }

    /// Goes to the column beside, at about the same height.
    fn go_near(self, column: u128, step: isize, at: usize) -> bool {
        let near = self.columns_near(column, step);
        let Some(to) = near.iter().find(|c| !c.is_narrow).map(|c| c.key) else {
            return true;
        };
        let cards = self.cards_of(to);
        let card = cards.get(at.min(cards.len().saturating_sub(1)));
        self.cursor.set(card.copied());
        self.focus_column(to);
        true
    }

    fn focus_column(self, column: u128) {
        idle::before_paint(move || {
            let list = page::first(&format!("[data-column='{column}'] .virtual-list"));
            if let Some(list) = list {
                page::focus(&list);
                dom::show_near(&list);
            }
        });
    }

    fn key_while_held(self, key: &str, drag: Drag) -> bool {
        let most = self.places(drag.to, drag.card);
        let (to, place) = match key {
            "ArrowDown" | "j" => (drag.to, (drag.place + 1).min(most)),
            "ArrowUp" | "k" => (drag.to, drag.place.saturating_sub(1)),
            "ArrowLeft" | "ArrowRight" => {
                let step = if key == "ArrowLeft" { -1 } else { 1 };
                let near = self.columns_near(drag.to, step);
                let Some(to) = near.first() else {
                    return true;
                };
                let most = if to.is_narrow {
                    0
                } else {
                    self.places(to.key, drag.card)
                };
                (to.key, drag.place.min(most))
            }
            " " | "Enter" => {
                self.drop_card(drag);
                return true;
            }
            "Escape" => {
                self.cancel();
                return true;
            }
            _ => return true,
        };
        self.drag.set(Some(Drag { to, place, ..drag }));
        if let Some(column) = page::first(&format!("[data-column='{to}']")) {
            dom::show_near(&column);
        }
        let count = self.places(to, drag.card) + 1;
        let (card, column) = (self.card_name.run(drag.card), self.title(to));
        self.say(words::over(&card, &column, place + 1, count));
        true
    }

    fn drop_card(self, drag: Drag) {
        self.drag.set(None);
        let cards = self.cards_of(drag.to);
        let mut rest = cards.iter().copied().filter(|card| *card != drag.card);
        let count = rest.clone().count() + 1;
        let before = rest.nth(drag.place);
        let was_before = next_of(&self.cards_of(drag.from), drag.card);
        let name = self.card_name.run(drag.card);
        if drag.from == drag.to && before == was_before {
            return self.say(words::move_cancelled(&name));
        }
        self.cursor.set(Some(drag.card));
        let is_moved = self.on_move.run(CardMove {
            card: drag.card,
            from: drag.from,
            to: drag.to,
            before,
        });
        if !is_moved {
            // Why is said by whoever refused; the card and the focus stay where they were.
            return self.say(words::move_cancelled(&name));
        }
        let place = drag.place.min(count - 1) + 1;
        self.say(words::dropped(&name, &self.title(drag.to), place, count));
        if !self.is_narrow(drag.to) {
            self.focus_column(drag.to);
        }
    }

    fn cancel(self) {
        let held = self.drag.get_untracked();
        self.drag.set(None);
        self.pressed.set_value(None);
        let name = held.map(|drag| self.card_name.run(drag.card));
        self.say(name.map_or(String::new(), |name| words::move_cancelled(&name)));
    }

    /// Opens the menu of a card.
    fn menu(self, card: u128) {
        if let Some(on_menu) = self.on_menu {
            self.cursor.set(Some(card));
            on_menu.run(card);
        }
    }

    fn say(self, text: String) {
        self.said.set(text);
    }
}

fn next_of(cards: &[u128], card: u128) -> Option<u128> {
    let at = cards.iter().position(|c| *c == card)?;
    cards.get(at + 1).copied()
}
