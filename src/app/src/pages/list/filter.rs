//! The bar of conditions: each is a chip that can be changed and taken away. A filter with groups is
//! one sentence that leads into the builder.

use leptos::prelude::*;
use record::FieldDef;
use workflow::Condition;

use super::List;
use super::filter_editor::Editor;
use super::view_state::is_broken;
use crate::filters::draft::Draft;
use crate::filters::{FilterDialog, is_shown, sentence};
use crate::parts::{Button, ButtonKind, IconButton, IconName, Menu, MenuItem, MenuSeparator, When};
use crate::platform::intl;
use crate::shell::{Command, catalog, use_commands};
use crate::words::{filters, lists as words, locale, schema, spoken};

/// The condition that is being written: its place among the others, or behind them.
#[derive(Clone, Debug, PartialEq)]
struct Edited {
    at: usize,
    draft: Draft,
}

/// What the bar and the menu share.
#[derive(Clone, Copy)]
struct Editing {
    edited: RwSignal<Option<Edited>>,
    /// Whether the builder is open.
    is_building: RwSignal<bool>,
}

impl Editing {
    fn new() -> Self {
        Self {
            edited: RwSignal::new(None),
            is_building: RwSignal::new(false),
        }
    }
}

fn use_editing() -> Editing {
    use_context().unwrap_or_else(Editing::new)
}

/// Provides what the menu and the bar share, and offers the builder to the keyboard. Call it once
/// above both.
pub(super) fn install() {
    let editing = Editing::new();
    provide_context(editing);
    use_commands().register(Command::of(&catalog::LIST_FILTER, move || {
        editing.is_building.set(true);
    }));
}

/// The menu of fields that a new condition can test.
#[component]
pub(super) fn AddFilter(list: List) -> impl IntoView {
    let editing = use_editing();
    let fields = move || {
        let defs = list.def.with(|def| def.fields.clone());
        let mut named: Vec<(String, FieldDef)> = defs
            .into_iter()
            .filter(|def| is_shown(def) && Draft::new(def).is_some())
            .map(|def| (schema::field(list.kind, &def), def))
            .collect();
        record::order::sort_by(&mut named, |a, b| intl::compare(locale(), &a.0, &b.0));
        named
    };
    let begin = move |def: &FieldDef| {
        let at = list.view.with_untracked(|view| view.filter.len());
        editing
            .edited
            .set(Draft::new(def).map(|draft| Edited { at, draft }));
    };
    view! {
        <Menu
            label=spoken(words::filter)
            framed=true
            items=move || {
                view! {
                    <MenuItem
                        label=spoken(filters::advanced)
                        icon=IconName::Filter
                        on_press=move |()| editing.is_building.set(true)
                    />
                    <MenuSeparator />
                    {fields()
                        .into_iter()
                        .map(|(name, def)| {
                            view! { <MenuItem label=name on_press=move |()| begin(&def) /> }
                        })
                        .collect_view()}
                }
            }
        />
    }
}

/// The conditions.
#[component]
pub(super) fn FilterBar(list: List) -> impl IntoView {
    let editing = use_editing();
    let parts = Memo::new(move |_| list.view.with(|view| view.filter.clone()));
    let unreadable = Memo::new(move |_| list.view.with(|view| view.filter_is_unreadable));
    // A condition of another address is not the one that was being changed.
    Effect::new(move |before: Option<()>| {
        parts.track();
        if before.is_some() {
            editing.edited.set(None);
        }
    });
    let apply = move |at: usize, part: Condition| {
        let mut parts = parts.get_untracked();
        match parts.get_mut(at) {
            Some(old) => *old = part,
            None => parts.push(part),
        }
        editing.edited.set(None);
        list.set_filter(&parts);
    };
    let remove = move |at: usize| {
        let mut parts = parts.get_untracked();
        if at < parts.len() {
            parts.remove(at);
        }
        list.set_filter(&parts);
    };
    let is_flat = |parts: &Vec<Condition>| parts.iter().all(|p| matches!(p, Condition::Test(_)));
    let chips = move || {
        let parts = parts.get();
        if !is_flat(&parts) {
            return view! { <Whole list=list parts=parts /> }.into_any();
        }
        parts
            .into_iter()
            .enumerate()
            .map(|(at, part)| {
                view! { <Chip list=list part=part at=at on_remove=move |()| remove(at) /> }
            })
            .collect_view()
            .into_any()
    };
    let is_shown =
        move || parts.with(|parts| !parts.is_empty()) || editing.edited.with(Option::is_some);
    view! {
        <When holds=move || unreadable.get()>
            <p class="list-notice" role="alert">
                <span>{words::filter_unreadable}</span>
                <Button
                    label=spoken(words::clear_filters)
                    kind=ButtonKind::Quiet
                    on_press=move |_| list.set_filter(&[])
                />
            </p>
        </When>
        <When holds=is_shown>
            <div class="list-filters" role="group" aria-label=words::filters>
                {move || chips()}
                <When holds=move || parts.with(|parts| parts.len() > 1 && is_flat(parts))>
                    <Button
                        label=spoken(words::clear_filters)
                        kind=ButtonKind::Quiet
                        on_press=move |_| list.set_filter(&[])
                    />
                </When>
                {move || {
                    editing
                        .edited
                        .get()
                        .and_then(|edited| {
                            let path = &edited.draft.path;
                            let def = sentence::field_at(list.state(), list.kind, path)?;
                            let at = edited.at;
                            Some(
                                view! {
                                    <Editor
                                        list=list
                                        def=def
                                        draft=edited.draft
                                        on_apply=move |part: Condition| apply(at, part)
                                        on_cancel=move |()| editing.edited.set(None)
                                    />
                                }
                                    .into_any(),
                            )
                        })
                }}
            </div>
        </When>
        {move || {
            editing
                .is_building
                .get()
                .then(|| {
                    let close = move || editing.is_building.set(false);
                    view! {
                        <FilterDialog
                            kind=list.kind
                            condition=parts.with_untracked(|parts| joined(parts))
                            on_apply=move |condition| {
                                close();
                                list.set_filter(&parts_of(condition));
                            }
                            on_close=move |()| close()
                        />
                    }
                        .into_any()
                })
        }}
    }
}

/// The parts of a filter as one condition.
fn joined(parts: &[Condition]) -> Option<Condition> {
    match parts {
        [] => None,
        [group] if !matches!(group, Condition::Test(_)) => Some(group.clone()),
        parts => Some(Condition::All(parts.to_vec())),
    }
}

/// The parts of a condition that must all hold.
fn parts_of(condition: Option<Condition>) -> Vec<Condition> {
    match condition {
        Some(Condition::All(parts)) => parts,
        other => other.into_iter().collect(),
    }
}

/// A filter with groups, as one sentence.
#[component]
fn Whole(list: List, parts: Vec<Condition>) -> impl IntoView {
    let editing = use_editing();
    let state = list.state();
    let kind = list.kind;
    let schema = state.schema();
    let broken = parts.iter().any(|part| is_broken(part, &schema, kind));
    let name = Signal::derive(move || {
        let whole = joined(&parts);
        whole
            .map(|whole| sentence::sentence(state, kind, &whole))
            .unwrap_or_default()
    });
    view! {
        <div
            class="chip chip-whole"
            class:is-broken=broken
            title=move || broken.then(words::filter_broken)
        >
            <button
                type="button"
                class="chip-text"
                aria-label=move || filters::change_whole(&name.get())
                on:click=move |_| editing.is_building.set(true)
            >
                {move || name.get()}
            </button>
            <IconButton
                icon=IconName::Close
                label=spoken(words::clear_filters)
                on_press=move |_| list.set_filter(&[])
            />
        </div>
    }
}

#[component]
fn Chip(
    list: List,
    part: Condition,
    at: usize,
    #[prop(into)] on_remove: Callback<()>,
) -> impl IntoView {
    let editing = use_editing();
    let state = list.state();
    let kind = list.kind;
    let named = part.clone();
    let name = Signal::derive(move || sentence::sentence(state, kind, &named));
    let schema = state.schema();
    let broken = is_broken(&part, &schema, kind);
    let draft = match &part {
        Condition::Test(test) => {
            sentence::field_at(state, kind, &test.path).and_then(|def| Draft::of(test, &def))
        }
        _ => None,
    };
    let text = match draft {
        Some(draft) => view! {
            <button
                type="button"
                class="chip-text"
                aria-label=move || words::edit_filter(&name.get())
                on:click=move |_| editing.edited.set(Some(Edited { at, draft: draft.clone() }))
            >
                {move || name.get()}
            </button>
        }
        .into_any(),
        None => view! { <span class="chip-text">{move || name.get()}</span> }.into_any(),
    };
    view! {
        <div
            class="chip"
            class:is-broken=broken
            title=move || broken.then(words::filter_broken)
        >
            {text}
            <IconButton
                icon=IconName::Close
                label=Signal::derive(move || words::remove_filter(&name.get()))
                on_press=move |_| on_remove.run(())
            />
        </div>
    }
}
