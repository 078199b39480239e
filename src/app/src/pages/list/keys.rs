//! The keys that move within a list also lead into it, from the heading that has the focus when the
//! page opens.

use leptos::ev;
use leptos::prelude::*;

use super::toolbar::RECORDS;
use crate::platform::{dom, page};

/// Listens as long as the list is there.
pub(super) fn lead_into() {
    let handle = window_event_listener(ev::keydown, |event| {
        let is_plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        let moves = matches!(
            event.key().as_str(),
            "j" | "k" | "ArrowDown" | "ArrowUp" | "x"
        );
        if moves
            && is_plain
            && !event.default_prevented()
            && is_at_rest()
            && !dom::dialog_is_open()
            && page::focus_first(RECORDS)
        {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Whether the focus is on nothing that has a use for keys.
fn is_at_rest() -> bool {
    let focused = page::focused();
    focused.is_none_or(|element| matches!(element.tag_name().as_str(), "BODY" | "MAIN" | "H1"))
}
