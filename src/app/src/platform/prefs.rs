//! Preferences of this browser: small, not part of the business's data, lost without harm.

use gloo_storage::{LocalStorage, Storage};
use leptos::ev;
use leptos::prelude::{on_cleanup, window_event_listener};
use serde::{Serialize, de::DeserializeOwned};

/// Under which names preferences lie in `localStorage`.
const PREFIX: &str = "rapport.";

/// Reads a preference; `None` where there is none, where it is of another shape, or where the
/// browser closes its storage to this page.
pub fn get<T: DeserializeOwned>(name: &str) -> Option<T> {
    LocalStorage::get(format!("{PREFIX}{name}")).ok()
}

/// Keeps a preference. Where the browser has no room or no storage the choice holds until reload.
pub fn set<T: Serialize>(name: &str, value: &T) {
    let _ = LocalStorage::set(format!("{PREFIX}{name}"), value);
}

/// Forgets a preference.
pub fn remove(name: &str) {
    LocalStorage::delete(format!("{PREFIX}{name}"));
}

/// Forgets all preferences whose names begin with a text.
pub fn remove_all(begin: &str) {
    let raw = LocalStorage::raw();
    let begin = format!("{PREFIX}{begin}");
    let count = raw.length().unwrap_or_default();
    let names = (0..count).filter_map(|at| raw.key(at).ok().flatten());
    let found: Vec<String> = names.filter(|name| name.starts_with(&begin)).collect();
    for name in found {
        LocalStorage::delete(name);
    }
}

/// Calls `changed` when another tab keeps or forgets a preference, as long as the present reactive
/// owner lives.
pub fn on_change(name: &'static str, changed: impl Fn() + 'static) {
    let key = format!("{PREFIX}{name}");
    let handle = window_event_listener(ev::storage, move |event| {
        // Without a key all of them are gone.
        if event.key().is_none_or(|changed| changed == key) {
            changed();
        }
    });
    on_cleanup(move || handle.remove());
}
