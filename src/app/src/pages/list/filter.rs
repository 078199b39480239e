//! The bar of conditions: each is a chip that can be changed and taken away.

use leptos::prelude::*;
use record::FieldDef;
use workflow::Condition;

use super::columns::is_shown;
use super::draft::Draft;
use super::filter_editor::Editor;
use super::view_state::is_broken;
use super::{List, literal};
use crate::parts::{Button, ButtonKind, IconButton, IconName, Menu, MenuItem, When};
use crate::platform::intl;
use crate::words::{lists as words, locale, schema, spoken};

/// The condition that is being written: its place among the others, or behind them.
#[derive(Clone, Debug, PartialEq)]
struct Edited {
    at: usize,
    draft: Draft,
}

/// What the bar and the menu share.
#[derive(Clone, Copy)]
struct Editing(RwSignal<Option<Edited>>);

fn use_editing() -> Editing {
    use_context().unwrap_or_else(|| Editing(RwSignal::new(None)))
}

/// Provides what the menu and the bar share. Call it once above both.
pub(super) fn install() {
    provide_context(Editing(RwSignal::new(None)));
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
            .0
            .set(Draft::new(def).map(|draft| Edited { at, draft }));
    };
    view! {
        <Menu
            label=spoken(words::filter)
            framed=true
            items=move || {
                fields()
                    .into_iter()
                    .map(|(name, def)| {
                        view! { <MenuItem label=name on_press=move |()| begin(&def) /> }
                    })
                    .collect_view()
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
            editing.0.set(None);
        }
    });
    let apply = move |at: usize, part: Condition| {
        let mut parts = parts.get_untracked();
        match parts.get_mut(at) {
            Some(old) => *old = part,
            None => parts.push(part),
        }
        editing.0.set(None);
        list.set_filter(&parts);
    };
    let remove = move |at: usize| {
        let mut parts = parts.get_untracked();
        if at < parts.len() {
            parts.remove(at);
        }
        list.set_filter(&parts);
    };
    let chips = move || {
        let parts = parts.get();
        parts
            .into_iter()
            .enumerate()
            .map(|(at, part)| {
                view! { <Chip list=list part=part at=at on_remove=move |()| remove(at) /> }
            })
            .collect_view()
    };
    let is_shown = move || parts.with(|parts| !parts.is_empty()) || editing.0.with(Option::is_some);
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
                <When holds=move || parts.with(|parts| parts.len() > 1)>
                    <Button
                        label=spoken(words::clear_filters)
                        kind=ButtonKind::Quiet
                        on_press=move |_| list.set_filter(&[])
                    />
                </When>
                {move || {
                    editing
                        .0
                        .get()
                        .and_then(|edited| {
                            let def = literal::field_at(list.state(), list.kind, &edited.draft.path)?;
                            let at = edited.at;
                            Some(
                                view! {
                                    <Editor
                                        list=list
                                        def=def
                                        draft=edited.draft
                                        on_apply=move |part: Condition| apply(at, part)
                                        on_cancel=move |()| editing.0.set(None)
                                    />
                                }
                                    .into_any(),
                            )
                        })
                }}
            </div>
        </When>
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
    let name = Signal::derive(move || literal::sentence(state, kind, &named));
    let schema = state.schema();
    let broken = is_broken(&part, &schema, kind);
    let draft = match &part {
        Condition::Test(test) => {
            literal::field_at(state, kind, &test.path).and_then(|def| Draft::of(test, &def))
        }
        _ => None,
    };
    let text = match draft {
        Some(draft) => view! {
            <button
                type="button"
                class="chip-text"
                aria-label=move || words::edit_filter(&name.get())
                on:click=move |_| editing.0.set(Some(Edited { at, draft: draft.clone() }))
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
