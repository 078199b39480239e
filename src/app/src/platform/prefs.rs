//! Preferences of this browser: small, not part of the business's data, lost without harm.

use gloo_storage::{LocalStorage, Storage};
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
