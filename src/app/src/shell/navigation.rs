//! Where the user is: the address as a signal, going elsewhere, and coming back to where one was.

use std::collections::HashMap;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::route::{Address, Route};
use crate::platform::{clock, idle, page};

/// The address, from anywhere below the frame.
#[derive(Clone, Copy, Debug)]
pub struct Navigation {
    address: RwSignal<Address>,
    route: Memo<Route>,
    entries: StoredValue<Entries>,
}

/// The entries of the browser's history that belong to this visit.
#[derive(Debug, Default)]
struct Entries {
    /// The number of the entry that is shown.
    now: f64,
    /// How far the page was scrolled when an entry was left, in pixels.
    scrolled: HashMap<u64, f64>,
}

/// The element that scrolls when a page is longer than the window.
pub(super) const CONTENT: &str = "#content";

impl Navigation {
    /// The present address, with the state of the view.
    pub fn address(self) -> Address {
        self.address.get()
    }

    /// The present page. A change of the view alone doesn't notify.
    pub fn route(self) -> Memo<Route> {
        self.route
    }

    /// A value of the view's state, as a signal that follows only this value.
    pub fn query(self, name: &'static str) -> Memo<Option<String>> {
        Memo::new(move |_| self.address.with(|a| a.query.get(name).map(str::to_owned)))
    }

    /// Opens an address; the present one stays in the history.
    pub fn go(self, address: Address) {
        if self.address.with_untracked(|now| *now == address) {
            return;
        }
        self.leave();
        let number = new_number();
        let written = history().map(|history| {
            history.push_state_with_url(&JsValue::from_f64(number), "", Some(&address.to_string()))
        });
        self.entries.update_value(|entries| entries.now = number);
        // A browser refuses when it is called too often; the page changes all the same.
        let _ = written;
        self.show(address);
    }

    /// Opens a page.
    pub fn go_to(self, route: Route) {
        self.go(route.address());
    }

    /// Changes the address without a new entry in the history: for the state of a view.
    pub fn replace(self, address: Address) {
        if self.address.with_untracked(|now| *now == address) {
            return;
        }
        let number = self.entries.with_value(|entries| entries.now);
        if let Some(history) = history() {
            let _ = history.replace_state_with_url(
                &JsValue::from_f64(number),
                "",
                Some(&address.to_string()),
            );
        }
        self.show(address);
    }

    /// Sets or, with `None`, removes a value of the view's state, without a new entry in the
    /// history.
    pub fn set_query(self, name: &str, value: Option<&str>) {
        let address = self.address.get_untracked();
        self.replace(address.with(name, value));
    }

    /// Sets or removes a value of the view's state with a new entry, so that going back undoes it:
    /// for side panels and saved views.
    pub fn push_query(self, name: &str, value: Option<&str>) {
        let address = self.address.get_untracked();
        self.go(address.with(name, value));
    }

    /// Goes back to the entry before.
    pub fn back(self) {
        if let Some(history) = history() {
            let _ = history.back();
        }
    }

    /// One level back: to where the user came from, or to `above` where the visit began here.
    pub fn back_or(self, above: Route) {
        let came_from_here = self
            .entries
            .with_value(|entries| !entries.scrolled.is_empty());
        if came_from_here {
            self.back();
        } else {
            self.go_to(above);
        }
    }

    fn show(self, address: Address) {
        self.address.set(address);
    }

    /// Notes how far the page is scrolled.
    fn leave(self) {
        let top = page::first(CONTENT).map_or(0, |content| content.scroll_top());
        self.entries.update_value(|entries| {
            entries.scrolled.insert(entries.now as u64, f64::from(top));
        });
    }

    /// Follows the browser after a click on a link, a step in the history or a typed address.
    fn follow(self) {
        let address = Address::parse(&page::window().location().hash().unwrap_or_default());
        let Some(history) = history() else { return };
        let known = history.state().ok().and_then(|state| state.as_f64());
        let number = known.unwrap_or_else(new_number);
        if known.is_none() {
            let _ = history.replace_state(&JsValue::from_f64(number), "");
        }
        if self.entries.with_value(|entries| entries.now != number) {
            self.leave();
            self.entries.update_value(|entries| entries.now = number);
        }
        if self.address.with_untracked(|now| *now != address) {
            self.show(address);
        }
    }

    /// Where the page that is shown now was scrolled to when it was left; 0 for a new entry.
    pub(super) fn scroll_to_restore(self) -> f64 {
        self.entries.with_value(|entries| {
            let now = entries.now as u64;
            entries.scrolled.get(&now).copied().unwrap_or(0.0)
        })
    }
}

/// The address, from anywhere below the frame.
pub fn use_navigation() -> Navigation {
    expect_context()
}

/// Provides the address and follows the browser.
pub(super) fn install_navigation() -> Navigation {
    let hash = page::window().location().hash().unwrap_or_default();
    let address = RwSignal::new(Address::parse(&hash));
    let navigation = Navigation {
        address,
        route: Memo::new(move |_| address.with(|a| a.route.clone())),
        entries: StoredValue::new(Entries::default()),
    };
    provide_context(navigation);
    page::restore_scroll_by_hand();
    navigation.follow();
    let on_pop = window_event_listener(ev::popstate, move |_| navigation.follow());
    let on_hash = window_event_listener(ev::hashchange, move |_| navigation.follow());
    on_cleanup(move || {
        on_pop.remove();
        on_hash.remove();
    });
    navigation
}

/// After another page is shown: the focus to its heading, the scroll to where it was.
pub(super) fn settle(navigation: Navigation) {
    idle::before_paint(move || {
        if let Some(content) = page::first(CONTENT) {
            let heading = page::first("#content h1");
            page::focus(heading.as_ref().unwrap_or(&content));
            content.set_scroll_top(navigation.scroll_to_restore() as i32);
        }
    });
}

fn history() -> Option<page::History> {
    page::window().history().ok()
}

/// A number for a new entry of the history: later ones are larger, also after a reload.
fn new_number() -> f64 {
    thread_local! {
        static LAST: std::cell::Cell<f64> = const { std::cell::Cell::new(0.0) };
    }
    LAST.with(|last| {
        let number = (clock::now_ms() as f64).max(last.get() + 1.0);
        last.set(number);
        number
    })
}
