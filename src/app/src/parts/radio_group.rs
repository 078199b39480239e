//! One of a few ways, each with a sentence of its own.

use leptos::prelude::*;

use crate::platform::dom;

/// One way.
#[derive(Clone, Copy, Debug)]
pub struct RadioOption<T> {
    /// What is chosen with it.
    pub value: T,
    /// Its name.
    pub label: fn() -> &'static str,
    /// What it means.
    pub text: fn() -> &'static str,
}

/// A few ways, one below the other, of which one is chosen.
#[component]
pub fn RadioGroup<T>(
    /// What is asked.
    #[prop(into)]
    legend: Signal<String>,
    /// What is chosen now.
    #[prop(into)]
    value: Signal<T>,
    /// The ways.
    options: Vec<RadioOption<T>>,
    /// Hears what is chosen.
    #[prop(into)]
    on_choose: Callback<T>,
    /// Whether it can't be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let name = dom::unique_id("radio");
    let rows = options.into_iter().map(|option| {
        let RadioOption {
            value: own,
            label,
            text,
        } = option;
        let id = dom::unique_id("radio-option");
        let about = format!("{id}-text");
        view! {
            <div class="radio">
                <input
                    type="radio"
                    id=id.clone()
                    name=name.clone()
                    aria-describedby=about.clone()
                    prop:checked=move || value.get() == own
                    disabled=move || disabled.get()
                    on:change=move |_| on_choose.run(own)
                />
                <label class="radio-label" for=id>
                    {label}
                </label>
                <p class="radio-text" id=about>
                    {text}
                </p>
            </div>
        }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <fieldset class="radio-group">
            <legend class="field-label">{move || legend.get()}</legend>
            {rows}
        </fieldset>
    }
}
