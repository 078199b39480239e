//! A setting that takes effect at once.

use leptos::prelude::*;

/// A switch with its text before it.
#[component]
pub fn Switch(
    /// Whether it is on.
    #[prop(into)]
    on: Signal<bool>,
    /// Hears the new state.
    #[prop(into)]
    on_change: Callback<bool>,
    /// What it switches.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it can't be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="switch"
            role="switch"
            aria-checked=move || on.get().to_string()
            disabled=move || disabled.get()
            on:click=move |_| on_change.run(!on.get_untracked())
        >
            <span>{move || label.get()}</span>
            <span class="switch-track" aria-hidden="true"></span>
        </button>
    }
}
