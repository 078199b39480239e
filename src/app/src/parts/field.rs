//! A label, an input and what is wrong with it, tied together.

use leptos::context::Provider;
use leptos::prelude::*;

use crate::platform::dom::unique_id;
use crate::words::common;

/// What an input takes from the field around it.
#[derive(Clone, Debug)]
struct FieldContext {
    id: String,
    described_by: Signal<Option<String>>,
    is_invalid: Signal<bool>,
    required: bool,
}

/// The attributes of an input's element, from its field or from its own label.
#[derive(Clone, Debug)]
pub(super) struct Control {
    pub(super) id: String,
    pub(super) described_by: Signal<Option<String>>,
    pub(super) is_invalid: Signal<bool>,
    pub(super) required: bool,
}

impl Control {
    /// The control that is being made. With a `label` it stands alone even inside a field, as the
    /// parts of a group do.
    pub(super) fn here(label: MaybeProp<String>) -> Self {
        let stands_alone = label.with_untracked(Option::is_some);
        match use_context::<FieldContext>() {
            Some(field) if !stands_alone => Self {
                id: field.id,
                described_by: field.described_by,
                is_invalid: field.is_invalid,
                required: field.required,
            },
            _ => Self {
                id: unique_id("control"),
                described_by: Signal::stored(None),
                is_invalid: Signal::stored(false),
                required: false,
            },
        }
    }
}

/// A label above one input.
#[component]
pub fn Field(
    /// The name.
    #[prop(into)]
    label: Signal<String>,
    /// What is wrong; nothing is wrong where it is `None`.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// A sentence of help below the input.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// The input.
    children: Children,
) -> impl IntoView {
    let id = unique_id("field");
    let (error_id, hint_id) = (format!("{id}-error"), format!("{id}-hint"));
    let described_by = {
        let (error_id, hint_id) = (error_id.clone(), hint_id.clone());
        Signal::derive(move || {
            let mut ids = Vec::new();
            if error.with(Option::is_some) {
                ids.push(error_id.clone());
            }
            if hint.is_some() {
                ids.push(hint_id.clone());
            }
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    };
    let context = FieldContext {
        id: id.clone(),
        described_by,
        is_invalid: Signal::derive(move || error.with(Option::is_some)),
        required,
    };
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {move || label.get()}
                {required.then(required_mark)}
            </label>
            <Provider value=context>{children()}</Provider>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{move || hint.get()}</p> })}
            <FieldError id=error_id error=error />
        </div>
    }
}

/// A label above several inputs that belong together, such as the lines of an address. The inputs
/// have labels of their own.
#[component]
pub fn FieldGroup(
    /// The name.
    #[prop(into)]
    label: Signal<String>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// The inputs.
    children: Children,
) -> impl IntoView {
    let id = unique_id("group");
    let (label_id, error_id) = (format!("{id}-label"), format!("{id}-error"));
    let (labelled_by, described_by) = (label_id.clone(), error_id.clone());
    view! {
        <div
            class="field"
            role="group"
            aria-labelledby=labelled_by
            aria-describedby=move || error.with(Option::is_some).then(|| described_by.clone())
        >
            <span class="field-label" id=label_id>
                {move || label.get()}
                {required.then(required_mark)}
            </span>
            {children()}
            <FieldError id=error_id error=error />
        </div>
    }
}

#[component]
fn FieldError(id: String, error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <p class="field-error" id=id role="alert" hidden=move || error.with(Option::is_none)>
            {move || error.get()}
        </p>
    }
}

fn required_mark() -> impl IntoView {
    view! {
        <span class="field-required" aria-hidden="true">
            "*"
        </span>
        <span class="visually-hidden">{common::required}</span>
    }
}
