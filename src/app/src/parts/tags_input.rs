//! Free tags.

use leptos::html;
use leptos::prelude::*;

use super::alive::Alive;
use super::field::Control;
use super::icon::{Icon, IconName};
use crate::parts::Each;
use crate::platform::dom::unique_id;
use crate::words::common;

/// Tags as chips, with a field for the next one. Enter or a comma adds, Backspace in the empty
/// field takes the last one away.
#[component]
pub fn TagsInput(
    /// The tags.
    #[prop(into)]
    value: Signal<Vec<String>>,
    /// Tags that are in use elsewhere, offered while typing.
    #[prop(optional, into)]
    known: Signal<Vec<String>>,
    /// Hears the tags after each change.
    #[prop(into)]
    on_commit: Callback<Vec<String>>,
    /// Its name, where no [`Field`](super::Field) gives it one.
    #[prop(optional, into)]
    label: MaybeProp<String>,
) -> impl IntoView {
    let control = Control::here(label);
    let list_id = unique_id("tags");
    let input = NodeRef::<html::Input>::new();
    let alive = Alive::here();
    let add = move |typed: &str| {
        if !alive.lasts() {
            return;
        }
        let before = value.get_untracked();
        let after = with_added(&before, typed);
        if after.len() != before.len() {
            on_commit.run(after);
        }
        if let Some(input) = input.get_untracked() {
            input.set_value("");
        }
    };
    let remove = move |tag: &str| {
        let mut rest = value.get_untracked();
        rest.retain(|t| t != tag);
        on_commit.run(rest);
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    view! {
        <div class="tags-input input">
            <ul class="tags">
                <Each each=move || value.get() key=Clone::clone let:tag>
                    <li class="tag">
                        <span>{tag.clone()}</span>
                        <button
                            type="button"
                            class="tag-remove"
                            aria-label={
                                let tag = tag.clone();
                                move || common::remove_named(&tag)
                            }
                            on:click=move |_| remove(&tag)
                        >
                            <Icon name=IconName::Close />
                        </button>
                    </li>
                </Each>
            </ul>
            <input
                class="tags-field"
                type="text"
                autocomplete="off"
                list=list_id.clone()
                id=control.id.clone()
                aria-label=move || label.get()
                aria-describedby=move || control.described_by.get()
                placeholder=common::add_tag
                node_ref=input
                on:keydown=move |event| {
                    let Some(field) = input.get_untracked() else { return };
                    let typed = field.value();
                    match event.key().as_str() {
                        "Enter" | "," | "，" if !event.is_composing() && !typed.trim().is_empty() => {
                            event.prevent_default();
                            add(&typed);
                        }
                        "Backspace" if typed.is_empty() => {
                            if let Some(last) = value.get_untracked().last() {
                                remove(last);
                            }
                        }
                        _ => {}
                    }
                }
                on:change=move |event| add(&event_target_value(&event))
            />
            <datalist id=list_id>
                {move || {
                    let used = value.get();
                    known
                        .get()
                        .into_iter()
                        .filter(|tag| !used.contains(tag))
                        .take(50)
                        .map(|tag| view! { <option value=tag></option> })
                        .collect_view()
                }}
            </datalist>
        </div>
    }
}

/// The tags with what was typed, which may be several between commas; each once, in any case of
/// letters.
fn with_added(tags: &[String], typed: &str) -> Vec<String> {
    let mut all = tags.to_vec();
    for tag in typed.split([',', '，']).map(str::trim) {
        let lower = tag.to_lowercase();
        if !tag.is_empty() && all.iter().all(|t| t.to_lowercase() != lower) {
            all.push(tag.to_owned());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_added_once_in_any_case_of_letters() {
        let tags = with_added(&["VIP".to_owned()], " vip, east ，,East");
        assert_eq!(tags, ["VIP", "east"]);
    }
}
