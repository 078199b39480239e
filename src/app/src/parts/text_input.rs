//! Inputs for text.

use leptos::html;
use leptos::prelude::*;

use super::alive::Alive;
use super::field::Control;
use crate::platform::page;

/// What kind of text is typed: it decides the keyboard of a phone and what the browser completes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextKind {
    /// Any text.
    #[default]
    Plain,
    /// An address on the web.
    Link,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A number.
    Number,
    /// Something to look for.
    Search,
}

impl TextKind {
    fn input_mode(self) -> &'static str {
        match self {
            Self::Plain => "text",
            Self::Link => "url",
            Self::Email => "email",
            Self::Phone => "tel",
            Self::Number => "decimal",
            Self::Search => "search",
        }
    }
}

/// One line of text.
#[component]
pub fn TextInput(
    /// What is shown.
    #[prop(into)]
    value: Signal<String>,
    /// Hears every change while the user types.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// Hears the text when the user is through with it and it differs from `value`.
    #[prop(optional, into)]
    on_commit: Option<Callback<String>>,
    /// Hears Escape, after the text is back to `value`.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
    /// Its name, where no [`Field`](super::Field) gives it one.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// What kind of text it is.
    #[prop(optional)]
    kind: TextKind,
    /// A text that is shown while it is empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Whether it can't be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether it gets the focus, with its text selected, when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// The element.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let control = Control::here(label);
    let alive = Alive::here();
    let typing = Typing::default();
    let commit = move |text: String| {
        typing.end();
        if let Some(on_commit) = on_commit
            && alive.lasts()
            && value.with_untracked(|value| *value != text)
        {
            on_commit.run(text);
        }
    };
    focus_when_there(node_ref, autofocus);
    view! {
        <input
            class="input"
            type=if kind == TextKind::Search { "search" } else { "text" }
            inputmode=kind.input_mode()
            autocomplete="off"
            spellcheck=if kind == TextKind::Plain { None } else { Some("false") }
            id=control.id.clone()
            aria-label=move || label.get()
            aria-describedby=move || control.described_by.get()
            aria-invalid=move || control.is_invalid.get().then_some("true")
            aria-required=control.required.then_some("true")
            placeholder=move || placeholder.get()
            disabled=move || disabled.get()
            prop:value=move || typing.shown(value.get(), || node_ref.get_untracked().map(|e| e.value()))
            node_ref=node_ref
            on:input=move |event| {
                match on_input {
                    Some(on_input) => on_input.run(event_target_value(&event)),
                    None => typing.begin(),
                }
            }
            on:blur=move |_| typing.end()
            on:change=move |event| commit(event_target_value(&event))
            on:keydown=move |event| {
                let Some(input) = node_ref.get_untracked() else { return };
                match event.key().as_str() {
                    "Enter" if !event.is_composing() => commit(input.value()),
                    "Escape" if on_cancel.is_some() => {
                        event.stop_propagation();
                        typing.end();
                        input.set_value(&value.get_untracked());
                        if let Some(on_cancel) = on_cancel {
                            on_cancel.run(());
                        }
                    }
                    _ => {}
                }
            }
        />
    }
}

/// Several lines of text. It grows with its text.
#[component]
pub fn TextArea(
    /// What is shown.
    #[prop(into)]
    value: Signal<String>,
    /// Hears every change while the user types.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// Hears the text when the user leaves the field, or presses Ctrl+Enter, and it differs from
    /// `value`.
    #[prop(optional, into)]
    on_commit: Option<Callback<String>>,
    /// Hears Ctrl+Enter, after `on_commit`: sends a form or a message.
    #[prop(optional, into)]
    on_submit: Option<Callback<()>>,
    /// Hears Escape, after the text is back to `value`.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
    /// Its name, where no [`Field`](super::Field) gives it one.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// A text that is shown while it is empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// How many lines it shows at least.
    #[prop(default = 3)]
    rows: u32,
    /// Whether it can't be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether it gets the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// The element.
    #[prop(optional)]
    node_ref: NodeRef<html::Textarea>,
) -> impl IntoView {
    let control = Control::here(label);
    let alive = Alive::here();
    let typing = Typing::default();
    let commit = move |text: String| {
        typing.end();
        if let Some(on_commit) = on_commit
            && alive.lasts()
            && value.with_untracked(|value| *value != text)
        {
            on_commit.run(text);
        }
    };
    Effect::new(move |_| {
        if let (true, Some(area)) = (autofocus, node_ref.get()) {
            let _ = area.focus();
        }
    });
    view! {
        <textarea
            class="input textarea"
            rows=rows
            style=("--rows", rows.to_string())
            id=control.id.clone()
            aria-label=move || label.get()
            aria-describedby=move || control.described_by.get()
            aria-invalid=move || control.is_invalid.get().then_some("true")
            aria-required=control.required.then_some("true")
            placeholder=move || placeholder.get()
            disabled=move || disabled.get()
            prop:value=move || typing.shown(value.get(), || node_ref.get_untracked().map(|e| e.value()))
            node_ref=node_ref
            on:input=move |event| {
                match on_input {
                    Some(on_input) => on_input.run(event_target_value(&event)),
                    None => typing.begin(),
                }
            }
            on:blur=move |_| typing.end()
            on:change=move |event| commit(event_target_value(&event))
            on:keydown=move |event| {
                let Some(area) = node_ref.get_untracked() else { return };
                let sends = event.key() == "Enter" && (event.ctrl_key() || event.meta_key());
                if sends {
                    event.prevent_default();
                    commit(area.value());
                    if let Some(on_submit) = on_submit {
                        on_submit.run(());
                    }
                } else if event.key() == "Escape" && let Some(on_cancel) = on_cancel {
                    event.stop_propagation();
                    typing.end();
                    area.set_value(&value.get_untracked());
                    on_cancel.run(());
                }
            }
        ></textarea>
    }
}

/// Whether something is typed into a field that nobody has heard of yet: it stays, whatever becomes
/// of the value meanwhile.
#[derive(Clone, Copy)]
pub(super) struct Typing(StoredValue<bool>);

impl Default for Typing {
    fn default() -> Self {
        Self(StoredValue::new(false))
    }
}

impl Typing {
    pub(super) fn begin(self) {
        self.0.try_set_value(true);
    }

    pub(super) fn end(self) {
        self.0.try_set_value(false);
    }

    /// What the field shows: its value, or what stands in it while that is being typed.
    pub(super) fn shown(self, value: String, typed: impl FnOnce() -> Option<String>) -> String {
        let is_typing = self.0.try_get_value().unwrap_or(false);
        typed().filter(|_| is_typing).unwrap_or(value)
    }
}

pub(super) fn focus_when_there(node_ref: NodeRef<html::Input>, wanted: bool) {
    Effect::new(move |_| {
        if let (true, Some(input)) = (wanted, node_ref.get()) {
            page::focus_text(&input);
        }
    });
}
