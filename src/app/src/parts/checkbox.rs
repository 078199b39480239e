//! Yes or no, in forms and lists.

use leptos::html;
use leptos::prelude::*;

use super::field::Control;

/// A box with a tick. Inside a [`Field`](super::Field) it takes the field's label; elsewhere its
/// own text stands beside it.
#[component]
pub fn Checkbox(
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Whether it stands for several things that differ.
    #[prop(optional, into)]
    mixed: Signal<bool>,
    /// Hears the new state.
    #[prop(into)]
    on_change: Callback<bool>,
    /// The text beside it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Whether it can't be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let node_ref = NodeRef::<html::Input>::new();
    let control = Control::here(label);
    Effect::new(move |_| {
        if let Some(input) = node_ref.get() {
            input.set_indeterminate(mixed.get());
        }
    });
    view! {
        <label class="checkbox">
            <input
                type="checkbox"
                id=control.id.clone()
                aria-describedby=move || control.described_by.get()
                aria-invalid=move || control.is_invalid.get().then_some("true")
                prop:checked=move || checked.get()
                disabled=move || disabled.get()
                node_ref=node_ref
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span class="checkbox-text">{move || label.get()}</span>
        </label>
    }
}
