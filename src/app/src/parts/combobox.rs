//! A choice from many, by typing a part of its name.

use leptos::html;
use leptos::prelude::*;

use super::alive::Alive;
use super::field::Control;
use crate::platform::dom::{self, Align};
use crate::platform::idle;
use crate::words::common;

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What the program knows it by.
    pub key: String,
    /// Its name.
    pub label: String,
    /// What tells it from others of the same name.
    pub detail: String,
}

/// A field that offers what fits the typed text. Who uses it answers `on_search` by changing
/// `options`, at once or later.
#[component]
pub fn Combobox(
    /// The name of what is chosen; empty for nothing.
    #[prop(into)]
    value: Signal<String>,
    /// What fits the text, best first.
    #[prop(into)]
    options: Signal<Vec<Suggestion>>,
    /// Hears the text that is looked for, also the empty one when the list opens.
    #[prop(into)]
    on_search: Callback<String>,
    /// Hears what is chosen, or `None` when the field is emptied.
    #[prop(into)]
    on_choose: Callback<Option<Suggestion>>,
    /// Makes a new one of the typed name; without it nothing new can be made.
    #[prop(default = None)]
    on_create: Option<Callback<String>>,
    /// Hears what was typed and is none of the options, when the user is through with it; without
    /// it such a text goes.
    #[prop(default = None)]
    on_text: Option<Callback<String>>,
    /// Hears Escape while the list is closed.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
    /// Its name, where no [`Field`](super::Field) gives it one.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// A text that is shown while it is empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Whether it gets the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// The element.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let control = Control::here(label);
    let alive = Alive::here();
    let list_id = dom::unique_id("options");
    let list = NodeRef::<html::Ul>::new();
    let is_open = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let active = RwSignal::new(0usize);

    let creates = Memo::new(move |_| {
        let name = typed.with(|typed| typed.trim().to_lowercase());
        let is_new = options.with(|o| o.iter().all(|o| o.label.to_lowercase() != name));
        on_create.is_some() && !name.is_empty() && is_new
    });
    let count = move || options.with(Vec::len) + usize::from(creates.get());
    let search = move |text: String| {
        typed.set(text.clone());
        active.set(0);
        on_search.run(text);
        is_open.set(true);
    };
    let reset = move || {
        is_open.set(false);
        if let Some(input) = node_ref.get_untracked() {
            input.set_value(&value.get_untracked());
        }
    };
    // What is typed stands for itself, unless it is the name of an option.
    let keep = move |text: &str| {
        let Some(on_text) = on_text else { return false };
        let text = text.trim();
        if text.is_empty() || value.with_untracked(|value| value == text) {
            return false;
        }
        is_open.set(false);
        let same = options.with_untracked(|options| {
            let same = |o: &&Suggestion| o.label.to_lowercase() == text.to_lowercase();
            options.iter().find(same).cloned()
        });
        match same {
            Some(option) => on_choose.run(Some(option)),
            None => on_text.run(text.to_owned()),
        }
        true
    };
    let choose = move |at: usize| {
        let chosen = options.with_untracked(|options| options.get(at).cloned());
        is_open.set(false);
        match chosen {
            Some(option) => {
                if let Some(input) = node_ref.get_untracked() {
                    input.set_value(&option.label);
                }
                on_choose.run(Some(option));
            }
            None => {
                if let (true, Some(create)) = (creates.get_untracked(), on_create) {
                    create.run(typed.get_untracked().trim().to_owned());
                }
            }
        }
    };

    super::text_input::focus_when_there(node_ref, autofocus);
    Effect::new(move |_| {
        let open = is_open.get();
        // A list of another length takes another place.
        let _ = count();
        let Some(element) = list.get() else { return };
        if open {
            let _ = element.show_popover();
            idle::before_paint(move || {
                if !alive.lasts() {
                    return;
                }
                if let Some((input, list)) = node_ref.get_untracked().zip(list.get_untracked()) {
                    dom::place(&input, &list, Align::Stretch);
                }
            });
        } else if element.matches(":popover-open").unwrap_or(false) {
            let _ = element.hide_popover();
        }
    });
    Effect::new(move |_| {
        let at = active.get();
        let items = list.get().map(|list| dom::all(&list, "[role='option']"));
        if let Some(item) = items.as_ref().and_then(|items| items.get(at)) {
            dom::show_near(item);
        }
    });

    let has_options = move || count() != 0;
    let option_id = {
        let list_id = list_id.clone();
        move |at: usize| format!("{list_id}-{at}")
    };
    let active_id = {
        let option_id = option_id.clone();
        move || (is_open.get() && count() > 0).then(|| option_id(active.get()))
    };
    let rows = move || {
        let mut rows: Vec<(usize, String, String)> = options.with(|options| {
            let rows = options.iter().enumerate();
            rows.map(|(at, o)| (at, o.label.clone(), o.detail.clone()))
                .collect()
        });
        if creates.get() {
            let name = typed.with(|typed| common::create_named(typed.trim()));
            rows.push((rows.len(), name, String::new()));
        }
        let option_id = option_id.clone();
        rows.into_iter()
            .map(|(at, label, detail)| {
                view! {
                    <li
                        role="option"
                        class="option"
                        id=option_id(at)
                        aria-selected=move || (active.get() == at).to_string()
                        on:pointerdown=move |event| event.prevent_default()
                        on:click=move |_| choose(at)
                    >
                        <span class="option-label">{label}</span>
                        <span class="option-detail">{detail}</span>
                    </li>
                }
            })
            .collect_view()
    };

    view! {
        <div class="combobox">
            <input
                class="input"
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                id=control.id.clone()
                aria-label=move || label.get()
                aria-describedby=move || control.described_by.get()
                aria-invalid=move || control.is_invalid.get().then_some("true")
                aria-required=control.required.then_some("true")
                aria-autocomplete="list"
                aria-expanded=move || is_open.get().to_string()
                aria-controls=list_id.clone()
                aria-activedescendant=active_id
                placeholder=move || placeholder.get()
                prop:value=move || value.get()
                node_ref=node_ref
                on:input=move |event| search(event_target_value(&event))
                on:click=move |_| {
                    if !is_open.get_untracked() {
                        search(String::new());
                    }
                }
                on:blur=move |event| {
                    if !alive.lasts() {
                        return;
                    }
                    let text = event_target_value(&event);
                    is_open.set(false);
                    if keep(&text) {
                        return;
                    }
                    if text.trim().is_empty() && value.with_untracked(|v| !v.is_empty()) {
                        on_choose.run(None);
                    } else {
                        reset();
                    }
                }
                on:keydown=move |event| {
                    let count = untrack(count);
                    let open = is_open.get_untracked();
                    match event.key().as_str() {
                        "ArrowDown" if !open => search(String::new()),
                        "ArrowDown" if count > 0 => active.update(|at| *at = (*at + 1) % count),
                        "ArrowUp" if open && count > 0 => {
                            active.update(|at| *at = (*at + count - 1) % count);
                        }
                        "Enter" if open && count > 0 && !event.is_composing() => {
                            choose(active.get_untracked());
                        }
                        "Enter" if !event.is_composing() && keep(&event_target_value(&event)) => {}
                        "Escape" if open && on_text.is_some() => {
                            event.stop_propagation();
                            is_open.set(false);
                        }
                        "Escape" if open => {
                            event.stop_propagation();
                            reset();
                        }
                        "Escape" if on_cancel.is_some() => {
                            event.stop_propagation();
                            if let Some(on_cancel) = on_cancel {
                                on_cancel.run(());
                            }
                        }
                        _ => return,
                    }
                    event.prevent_default();
                }
            />
            <ul
                class="options floating"
                popover="manual"
                role="listbox"
                id=list_id
                aria-label=move || label.get().unwrap_or_else(|| placeholder.get())
                node_ref=list
            >
                {move || rows()}
                <li class="option-none" role="presentation" hidden=move || has_options()>
                    {common::no_options}
                </li>
            </ul>
        </div>
    }
}
