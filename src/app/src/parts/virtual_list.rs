//! Lists of any length: only what is in view has elements, and they are used again.

mod window;

use leptos::html;
use leptos::prelude::*;

use crate::parts::Each;
use crate::platform::{dom, idle};
pub(super) use window::{Window, row_of_slot};

/// How many rows beyond each edge have elements, so that fast scrolling shows no gap.
const EXTRA: usize = 6;

/// Where a list is scrolled to. Keep it above the list to come back to the same place.
#[derive(Clone, Copy, Debug)]
pub struct ListPlace {
    scroll_top: RwSignal<f64>,
    wanted: RwSignal<Option<usize>>,
}

impl Default for ListPlace {
    fn default() -> Self {
        Self {
            scroll_top: RwSignal::new(0.0),
            wanted: RwSignal::new(None),
        }
    }
}

impl ListPlace {
    /// The place so many pixels down.
    pub fn at(px: f64) -> Self {
        Self {
            scroll_top: RwSignal::new(px.max(0.0)),
            ..Self::default()
        }
    }

    /// Scrolls a row into view.
    pub fn show(self, row: usize) {
        self.wanted.set(Some(row));
    }

    /// How far the list is scrolled, in pixels.
    pub fn scroll_top(self) -> f64 {
        self.scroll_top.get()
    }
}

/// The elements of a scrolled list and the rows that they show.
#[derive(Clone, Copy)]
pub(super) struct Recycler {
    pub(super) window: Memo<Window>,
    pub(super) slots: Memo<usize>,
    first: Memo<usize>,
    scroll_top: Signal<f64>,
}

impl Recycler {
    pub(super) fn new(
        rows: Signal<usize>,
        row_px: Signal<f64>,
        view_px: Signal<f64>,
        scroll_top: Signal<f64>,
    ) -> Self {
        let window = Memo::new(move |_| Window {
            rows: rows.get(),
            row_px: row_px.get().max(1.0),
            view_px: view_px.get(),
        });
        Self {
            window,
            // Elements are only ever added: a window that shrinks and grows keeps them.
            slots: Memo::new(move |before: Option<&usize>| {
                let needed = window.get().slots(EXTRA);
                before.map_or(needed, |before| needed.max(*before))
            }),
            first: Memo::new(move |_| window.get().range(scroll_top.get(), EXTRA).start),
            scroll_top,
        }
    }

    /// The row that an element shows. It may lie behind the end of the list: see `is_there`.
    pub(super) fn row(self, slot: usize) -> Memo<usize> {
        Memo::new(move |_| row_of_slot(slot, self.slots.get(), self.first.get()))
    }

    /// Whether an element has a row.
    pub(super) fn is_there(self, row: Memo<usize>) -> Memo<bool> {
        Memo::new(move |_| row.get() < self.window.get().rows)
    }

    /// Where an element lies.
    pub(super) fn top(self, row: Memo<usize>) -> Memo<f64> {
        Memo::new(move |_| self.window.get().top(row.get(), self.scroll_top.get()))
    }

    /// The number of the element that shows a row, while it is in view.
    pub(super) fn slot_of(self, row: usize) -> usize {
        row % self.slots.get().max(1)
    }
}

/// A list of items of one height. `item` is called once for each element, with the row that it
/// shows as a signal; the row may lie behind the end of the list for a moment. Give the list its
/// role through `role` and the items theirs in `item`. Other attributes and listeners that the
/// component is given are those of the element that scrolls.
#[component]
pub fn VirtualList(
    /// How many items there are.
    #[prop(into)]
    rows: Signal<usize>,
    /// The height of an item with its gap, in pixels.
    #[prop(into)]
    row_height: Signal<f64>,
    /// Makes an item.
    #[prop(into)]
    item: Callback<Signal<usize>, AnyView>,
    /// Where it is scrolled to.
    #[prop(optional)]
    place: ListPlace,
    /// The role of the list.
    #[prop(default = Signal::stored("list"), into)]
    role: Signal<&'static str>,
    /// Its name.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Whether the Tab key reaches the list itself. A list that scrolls and has nothing in it that
    /// takes the focus needs it.
    #[prop(default = true)]
    focusable: bool,
    /// The element that scrolls.
    #[prop(optional)]
    node_ref: NodeRef<html::Div>,
) -> impl IntoView {
    let view_px = RwSignal::new(0.0);
    let recycler = Recycler::new(rows, row_height, view_px.into(), place.scroll_top.into());
    Effect::new(move |_| {
        let Some(element) = node_ref.get() else {
            return;
        };
        dom::observe_size(&element, move |_, height| {
            view_px.try_set(height);
        });
        let top = place.scroll_top.get_untracked();
        idle::before_paint(move || {
            if let Some(element) = node_ref.try_get_untracked().flatten() {
                element.set_scroll_top(top as i32);
            }
        });
    });
    Effect::new(move |_| {
        let Some(row) = place.wanted.get() else {
            return;
        };
        place.wanted.set(None);
        let top = place.scroll_top.get_untracked();
        let window = recycler.window.get_untracked();
        if let (Some(to), Some(element)) =
            (window.scroll_to_show(row, top), node_ref.get_untracked())
        {
            element.set_scroll_top(to.round() as i32);
            place.scroll_top.set(to);
        }
    });
    view! {
        <div
            class="virtual-list"
            role=move || role.get()
            aria-label=move || label.get()
            tabindex=focusable.then_some("0")
            node_ref=node_ref
            on:scroll=move |_| {
                if let Some(element) = node_ref.try_get_untracked().flatten() {
                    place.scroll_top.set(f64::from(element.scroll_top()));
                }
            }
        >
            <div
                class="virtual-space"
                role="presentation"
                style:height=move || format!("{}px", recycler.window.get().height())
            >
                <Each each=move || 0..recycler.slots.get() key=|slot| *slot let:slot>
                    {
                        let row = recycler.row(slot);
                        let is_there = recycler.is_there(row);
                        let top = recycler.top(row);
                        view! {
                            <div
                                class="virtual-item"
                                role="presentation"
                                hidden=move || !is_there.get()
                                style:transform=move || format!("translateY({}px)", top.get())
                                style:height=move || format!("{}px", row_height.get())
                            >
                                {item.run(row.into())}
                            </div>
                        }
                    }
                </Each>
            </div>
        </div>
    }
}
