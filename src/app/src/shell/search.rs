//! The search in the top bar: a part of any name or text leads to its record.

use leptos::html;
use leptos::prelude::*;

use super::catalog;
use super::commands::{Command, use_commands};
use super::found::{Group, find, grouped};
use super::navigation::use_navigation;
use crate::parts::{Icon, IconName};
use crate::platform::dom::{self, Align};
use crate::platform::{idle, page};
use crate::state::use_state;
use crate::words::{common, schema, shell as words};

/// How many records are offered at the most.
const OFFERED: usize = 30;
/// The field with its list. `/` leads to it where the page has no search of its own.
#[component]
pub fn GlobalSearch() -> impl IntoView {
    let state = use_state();
    let navigation = use_navigation();
    let input = NodeRef::<html::Input>::new();
    let list = NodeRef::<html::Div>::new();
    let list_id = dom::unique_id("found");
    let groups = RwSignal::new(Vec::<Group>::new());
    let is_open = RwSignal::new(false);
    let active = RwSignal::new(0usize);

    let focus = move || {
        if let Some(input) = input.get_untracked() {
            page::focus(&input);
            input.select();
        }
    };
    use_commands().register(Command::of(&catalog::SEARCH, focus));

    let count = move || groups.with(|groups| groups.iter().map(|g| g.found.len()).sum::<usize>());
    let search = move |typed: String| {
        let typed = typed.trim().to_owned();
        active.set(0);
        is_open.set(!typed.is_empty());
        groups.set(if typed.is_empty() {
            Vec::new()
        } else {
            grouped(find(state, &typed, OFFERED))
        });
    };
    let leave = move || {
        is_open.set(false);
        if let Some(input) = input.get_untracked() {
            input.set_value("");
        }
        groups.set(Vec::new());
    };
    let open = move |at: usize| {
        let route = groups.with_untracked(|groups| {
            let mut all = groups.iter().flat_map(|group| &group.found);
            all.nth(at).map(|found| found.opens.clone())
        });
        if let Some(route) = route {
            leave();
            navigation.go_to(route);
        }
    };

    Effect::new(move |_| {
        let open = is_open.get();
        groups.track();
        let Some(element) = list.get() else { return };
        if open {
            let _ = element.show_popover();
            idle::before_paint(move || {
                if let Some((input, list)) = input.get_untracked().zip(list.get_untracked()) {
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

    let option_id = {
        let list_id = list_id.clone();
        move |at: usize| format!("{list_id}-{at}")
    };
    let active_id = {
        let option_id = option_id.clone();
        move || (is_open.get() && count() > 0).then(|| option_id(active.get()))
    };
    let rows = move || {
        let option_id = option_id.clone();
        let group_view = move |group: Group| {
            let heading = schema::capitalised(schema::kind_many(group.kind));
            let name = heading.clone();
            let options = group.found.into_iter().enumerate();
            let options: Vec<_> = options
                .map(|(n, found)| {
                    let at = group.first + n;
                    view! {
                        <div
                            role="option"
                            class="option"
                            id=option_id(at)
                            aria-selected=move || (active.get() == at).to_string()
                            on:pointerdown=move |event| event.prevent_default()
                            on:click=move |_| open(at)
                        >
                            <span class="option-label">{found.label}</span>
                            <span class="option-detail">{found.detail}</span>
                        </div>
                    }
                })
                .collect();
            view! {
                <div role="group" aria-label=name>
                    <div class="menu-heading" role="presentation">
                        {heading}
                    </div>
                    {options}
                </div>
            }
        };
        groups.get().into_iter().map(group_view).collect_view()
    };
    let has_found = move || count() != 0;
    let said = move || match (is_open.get(), count()) {
        (false, _) => String::new(),
        (true, 0) => common::no_options().to_owned(),
        (true, n) => words::found(n),
    };

    view! {
        <div class="global-search" role="search" aria-label=words::search_everything>
            <Icon name=IconName::Search />
            <input
                class="input"
                type="text"
                role="combobox"
                inputmode="search"
                autocomplete="off"
                spellcheck="false"
                aria-label=words::search_everything
                aria-autocomplete="list"
                aria-keyshortcuts="/"
                aria-expanded=move || is_open.get().to_string()
                aria-controls=list_id.clone()
                aria-activedescendant=active_id
                placeholder=words::search_placeholder
                node_ref=input
                on:input=move |event| search(event_target_value(&event))
                on:focus=move |event| search(event_target_value(&event))
                on:blur=move |_| is_open.set(false)
                on:keydown=move |event| {
                    let count = untrack(count);
                    let is_open_now = is_open.get_untracked();
                    match event.key().as_str() {
                        "ArrowDown" if is_open_now && count > 0 => {
                            active.update(|at| *at = (*at + 1) % count);
                        }
                        "ArrowUp" if is_open_now && count > 0 => {
                            active.update(|at| *at = (*at + count - 1) % count);
                        }
                        "Enter" if is_open_now && count > 0 && !event.is_composing() => {
                            open(active.get_untracked());
                        }
                        "Escape" => {
                            event.stop_propagation();
                            leave();
                        }
                        _ => return,
                    }
                    event.prevent_default();
                }
            />
            <div
                class="options floating"
                popover="manual"
                role="listbox"
                id=list_id
                aria-label=words::search_everything
                node_ref=list
            >
                {move || rows()}
                <p class="option-none" role="presentation" hidden=move || has_found()>
                    {common::no_options}
                </p>
            </div>
            <span class="visually-hidden" role="status">
                {move || said()}
            </span>
        </div>
    }
}
