//! The notifications of the device.

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationOptions, NotificationPermission};

/// Whether the browser knows notifications; without them asking for anything would throw.
fn is_there() -> bool {
    let window = super::page::window();
    js_sys::Reflect::has(&window, &JsValue::from_str("Notification")).unwrap_or(false)
}

/// Whether the user has allowed notifications.
pub fn is_allowed() -> bool {
    is_there() && Notification::permission() == NotificationPermission::Granted
}

/// Asks for the permission where it was neither given nor refused yet. Call it from what the user
/// does, or the browser won't ask.
pub fn ask_once() {
    if !is_there() || Notification::permission() != NotificationPermission::Default {
        return;
    }
    if let Ok(answer) = Notification::request_permission() {
        leptos::task::spawn_local(async move {
            // A refusal leaves the messages within the page.
            let _ = JsFuture::from(answer).await;
        });
    }
}

/// Shows a notification; one with the same `tag` is replaced. `pressed` hears that it was pressed.
/// Whether the browser showed it.
pub fn show(title: &str, body: &str, tag: &str, pressed: impl FnOnce() + 'static) -> bool {
    if !is_allowed() {
        return false;
    }
    let options = NotificationOptions::new();
    options.set_body(body);
    options.set_tag(tag);
    // Some phones refuse notifications that don't come from a service worker.
    let Ok(notification) = Notification::new_with_options(title, &options) else {
        return false;
    };
    let shown = notification.clone();
    let on_click = Closure::once_into_js(move || {
        let _ = super::page::window().focus();
        shown.close();
        pressed();
    });
    notification.set_onclick(Some(on_click.unchecked_ref()));
    true
}
