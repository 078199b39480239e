//! The page as a whole: its title, its language and theme, what has the focus, leaving it.

use std::cell::Cell;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Document, FocusOptions, HtmlElement, Window};

/// The window.
pub fn window() -> Window {
    leptos::prelude::window()
}

/// The document.
pub fn document() -> Document {
    leptos::prelude::document()
}

/// Asks the browser to print the page; its dialog can save it as a PDF, too.
pub fn print() {
    let _ = window().print();
}

/// Sets what the browser's tab says.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Sets or, with `None`, removes an attribute of the root element.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = document().document_element() {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// The element that has the focus; `None` where it is the page as a whole.
pub fn focused() -> Option<HtmlElement> {
    let element = document().active_element()?;
    (element.tag_name() != "BODY").then(|| element.unchecked_into())
}

/// Gives an element the focus without scrolling. Whether it took it.
pub fn focus(element: &HtmlElement) -> bool {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
    document()
        .active_element()
        .is_some_and(|now| now.is_same_node(Some(element)))
}

/// Gives the focus to an element and, where it takes text, selects that: what is typed replaces it.
pub fn focus_text(element: &HtmlElement) {
    focus(element);
    if let Some(input) = element.dyn_ref::<web_sys::HtmlInputElement>().cloned() {
        // Its text is put in by an effect that is still to come.
        leptos::task::spawn_local(async move {
            leptos::task::tick().await;
            input.select();
        });
    }
}

/// Gives the first element that matches a selector the focus. Whether there was one that took it.
pub fn focus_first(selector: &str) -> bool {
    first(selector).is_some_and(|element| focus(&element))
}

/// Gives the focus back to an element that had it before something over the page took it, once that
/// is gone, unless it went somewhere else meanwhile.
pub fn give_back_focus(element: Option<HtmlElement>) {
    super::idle::before_paint(move || {
        if let (Some(element), None) = (element.filter(|e| e.is_connected()), focused()) {
            focus(&element);
        }
    });
}

/// Takes the focus from the element that has it, which commits what is being typed there.
pub fn unfocus() {
    let active = document().active_element();
    if let Some(active) = active.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let _ = active.blur();
    }
}

/// The first element that matches a selector.
pub fn first(selector: &str) -> Option<HtmlElement> {
    document()
        .query_selector(selector)
        .ok()
        .flatten()
        .and_then(|element| element.dyn_into().ok())
}

/// Whether the device asks for little motion.
pub fn wants_less_motion() -> bool {
    media_matches("(prefers-reduced-motion: reduce)")
}

/// Whether a media query holds now.
pub fn media_matches(query: &str) -> bool {
    window()
        .match_media(query)
        .ok()
        .flatten()
        .is_some_and(|list| list.matches())
}

/// Whether a media query holds, kept up to date for the present reactive owner.
pub fn media(query: &'static str) -> ReadSignal<bool> {
    let (holds, set_holds) = signal(media_matches(query));
    let handle = window_event_listener(ev::resize, move |_| {
        let now = media_matches(query);
        if holds.get_untracked() != now {
            set_holds.set(now);
        }
    });
    on_cleanup(move || handle.remove());
    holds
}

/// Whether the page can be seen, kept up to date for the present reactive owner.
pub fn visible() -> ReadSignal<bool> {
    let is_visible = || document().visibility_state() == web_sys::VisibilityState::Visible;
    let (visible, set_visible) = signal(is_visible());
    let handle =
        window_event_listener(ev::visibilitychange, move |_| set_visible.set(is_visible()));
    on_cleanup(move || handle.remove());
    visible
}

thread_local! {
    static GUARDS: Cell<usize> = const { Cell::new(0) };
}

/// While it lives, the browser asks before the page is left. For changes that are not saved yet.
#[derive(Debug)]
pub struct LeaveGuard(());

impl LeaveGuard {
    /// Starts asking.
    #[expect(clippy::new_without_default, reason = "it has an effect")]
    pub fn new() -> Self {
        GUARDS.with(|guards| guards.set(guards.get() + 1));
        Self(())
    }
}

impl Drop for LeaveGuard {
    fn drop(&mut self) {
        GUARDS.with(|guards| guards.set(guards.get().saturating_sub(1)));
    }
}

/// Installs the question of [`LeaveGuard`] for the life of the page.
pub fn install_leave_question() {
    let handle = window_event_listener(ev::beforeunload, |event| {
        if GUARDS.with(Cell::get) > 0 {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// A link of the application as it can be sent to others: the page's own address before it.
pub fn full_address(href: &str) -> String {
    let page = window().location().href().unwrap_or_default();
    let page = page.split('#').next().unwrap_or_default();
    format!("{page}{href}")
}

/// Loads the page anew.
pub fn reload() {
    let _ = window().location().reload();
}

/// The languages the user prefers, best first, as BCP 47 tags.
pub fn languages() -> Vec<String> {
    let list = window().navigator().languages();
    list.iter().filter_map(|tag| tag.as_string()).collect()
}

/// Whether keys are named as on a Mac (⌘ instead of Ctrl).
pub fn is_mac() -> bool {
    window()
        .navigator()
        .platform()
        .is_ok_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"))
}

/// The browser's history of entries.
pub use web_sys::History;

/// Leaves it to the application where a page is scrolled to.
pub fn restore_scroll_by_hand() {
    if let Ok(history) = window().history() {
        // Where the browser insists on its own, the page is scrolled twice.
        let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Manual);
    }
}

/// Opens a `mailto:` address in the user's mail program; the page stays.
pub fn open_mail(href: &str) {
    let Ok(link) = document().create_element("a") else {
        return;
    };
    let link: web_sys::HtmlAnchorElement = link.unchecked_into();
    link.set_href(href);
    // Some browsers follow only what is part of the page.
    if let Some(body) = document().body() {
        let _ = body.append_child(&link);
        link.click();
        link.remove();
    }
}
