//! The Leptos application: what the user sees of the workspace, and the browser below it.
//!
//! | module | subject |
//! |---|---|
//! | [`shell`] | addresses, navigation, commands and keys, sidebar, top bar |
//! | [`pages`] | one file a page |
//! | [`parts`] | the primitives that pages are made of |
//! | [`filters`] | conditions as people read and write them |
//! | [`state`] | signals over the workspace, saving, tabs |
//! | [`records`] | values and records shown and edited as the schema says |
//! | [`words`] | every text, in both languages |
//! | [`platform`] | every call into the browser |

#![forbid(unsafe_code)]
#![allow(unreachable_pub, reason = "what the component macro makes is public")]
#![allow(
    clippy::redundant_closure,
    reason = "views share the code of closures written in place; one given by its name is compiled for itself"
)]

pub mod filters;
pub mod pages;
pub mod parts;
pub mod platform;
pub mod records;
pub mod shell;
pub mod state;
pub mod words;

use leptos::prelude::*;

/// Shows the application in the page.
pub fn start() {
    platform::panic::install_panic_page();
    let store = state::opening::ask();
    // After the request for the store has gone out.
    wasm_bindgen_futures::spawn_local(async move {
        mount_to_body(move || view! { <shell::App store=store /> });
    });
}
