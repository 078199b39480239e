//! A choice from a short list: the browser's own, which every device makes usable.

use leptos::html;
use leptos::prelude::*;

use super::field::Control;

/// An option of a [`Select`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    /// What the program knows it by.
    pub key: String,
    /// What the user reads.
    pub label: String,
}

impl SelectOption {
    /// An option.
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
        }
    }
}

/// A choice from a list.
#[component]
pub fn Select(
    /// The key of the chosen option; empty for none.
    #[prop(into)]
    value: Signal<String>,
    /// The options. For "none" there must be one with an empty key.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
    /// Hears the key of what is chosen.
    #[prop(into)]
    on_choose: Callback<String>,
    /// Its name, where no [`Field`](super::Field) gives it one.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Whether it can't be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The element.
    #[prop(optional)]
    node_ref: NodeRef<html::Select>,
) -> impl IntoView {
    let control = Control::here(label);
    view! {
        <select
            class="input select"
            id=control.id.clone()
            aria-label=move || label.get()
            aria-describedby=move || control.described_by.get()
            aria-invalid=move || control.is_invalid.get().then_some("true")
            aria-required=control.required.then_some("true")
            disabled=move || disabled.get()
            node_ref=node_ref
            on:change=move |event| on_choose.run(event_target_value(&event))
        >
            {move || {
                options
                    .get()
                    .into_iter()
                    .map(|option| {
                        let key = option.key.clone();
                        view! {
                            <option
                                value=option.key
                                prop:selected=move || value.with(|value| *value == key)
                            >
                                {option.label}
                            </option>
                        }
                    })
                    .collect_view()
            }}
        </select>
    }
}
