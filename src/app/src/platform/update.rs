//! News of a newer version: boot.js tells of it, the user agrees, boot.js reloads.

use leptos::ev;
use leptos::prelude::*;

use super::page::{document, window};

/// Whether a newer version of the application waits to take over. Lives as long as the present
/// reactive owner.
pub fn update_ready() -> ReadSignal<bool> {
    let is_ready = || {
        let root = document().document_element();
        root.is_some_and(|root| root.get_attribute("data-update").as_deref() == Some("ready"))
    };
    let (ready, set_ready) = signal(is_ready());
    let handle = window_event_listener(
        ev::Custom::<web_sys::Event>::new("rapport-update"),
        move |_| {
            set_ready.set(true);
        },
    );
    on_cleanup(move || handle.remove());
    ready
}

/// Lets the newer version take over; the page reloads.
pub fn accept_update() {
    if let Ok(event) = web_sys::Event::new("rapport-update-accept") {
        let _ = window().dispatch_event(&event);
    }
}
