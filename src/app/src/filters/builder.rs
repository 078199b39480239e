//! The builder of a condition: groups in groups, tests, what it says in words and how many records
//! it finds.

use std::sync::Arc;

use leptos::prelude::*;
use record::Kind;

use super::fields::{self, Offered};
use super::row::{PartMenu, TestRow};
use super::tree::{Grouping, Part, PartId, ROOT, Tree};
use super::{sentence, track_followed};
use crate::parts::{Button, ButtonKind, Each, IconName, Select, SelectOption};
use crate::platform::{dom, idle, page};
use crate::state::{State, use_state};
use crate::words::{filters as words, language, schema, spoken};

/// What the parts of a builder share; a handle that is copied.
#[derive(Clone, Copy)]
pub(super) struct Builder {
    pub(super) state: State,
    pub(super) kind: Kind,
    pub(super) tree: RwSignal<Tree>,
    /// The fields that can be tested.
    pub(super) fields: Memo<Arc<Vec<Offered>>>,
    /// Whether what is missing is said.
    pub(super) is_asked: Signal<bool>,
    /// What the ids of its elements begin with.
    name: StoredValue<String>,
    /// What happened to a part, said aloud.
    said: RwSignal<String>,
}

impl Builder {
    /// The id of a part's element.
    pub(super) fn element(self, id: PartId) -> String {
        self.name.with_value(|name| format!("{name}-{id}"))
    }

    /// Gives a part the focus once it is there.
    fn focus(self, id: PartId) {
        let element = self.element(id);
        idle::before_paint(move || {
            page::focus_first(&format!("#{element} input, #{element} select"));
        });
    }

    /// Gives the menu of a part the focus once it is there.
    fn focus_menu(self, id: PartId) {
        let element = self.element(id);
        idle::before_paint(move || {
            page::focus_first(&format!("#{element} > .filter-part-actions button"));
        });
    }

    pub(super) fn change(self, change: impl FnOnce(&mut Tree) -> Option<PartId>) {
        if let Some(next) = self.tree.try_update(change).flatten() {
            self.focus(next);
        }
    }

    /// Moves a part one step and stays on it.
    pub(super) fn step(self, id: PartId, up: bool) {
        let moved = self
            .tree
            .try_update(|tree| tree.step(id, up).then(|| tree.place_of(id)));
        if let Some((at, of)) = moved.flatten().flatten() {
            self.said.set(words::moved(at, of));
        }
        self.focus_menu(id);
    }
}

/// Builds a condition on records of a kind. What is written stands in `tree`; take
/// [`Tree::condition`] from it. In words, and with the count of the records it finds, it is said
/// below.
#[component]
pub fn FilterBuilder(
    /// The kind of the records.
    kind: Kind,
    /// The condition.
    tree: RwSignal<Tree>,
    /// Whether tests without field or value say so, as after a try to send the form.
    #[prop(optional, into)]
    is_asked: Signal<bool>,
) -> impl IntoView {
    let state = use_state();
    let builder = Builder {
        state,
        kind,
        tree,
        fields: Memo::new(move |_| {
            language();
            Arc::new(fields::offered(&state.schema(), kind))
        }),
        is_asked,
        name: StoredValue::new(dom::unique_id("filter-part")),
        said: RwSignal::new(String::new()),
    };
    let condition = Memo::new(move |_| tree.with(Tree::condition));
    let found = Memo::new(move |_| {
        state.track_kind(kind);
        condition.with(|condition| {
            condition.as_ref().map(|condition| {
                track_followed(state, kind, condition);
                state.with_context(|context, state| {
                    state.with(|ws| ws.count_where(kind, condition, context))
                })
            })
        })
    });
    let said = move || {
        condition.with(|condition| {
            let condition = condition.as_ref()?;
            Some(sentence::sentence(state, kind, condition))
        })
    };
    let count = move || {
        let all = state.count(kind) as usize;
        words::matching(found.get().unwrap_or(all), all)
    };
    view! {
        <div class="filter-builder">
            {group(builder, ROOT)}
            <p class="visually-hidden" role="status">
                {move || builder.said.get()}
            </p>
            <div class="filter-outcome">
                <p class="filter-words" aria-label=words::whole>
                    {said}
                </p>
                <p class="filter-count" aria-live="polite">
                    {count}
                </p>
            </div>
        </div>
    }
    .into_any()
}

/// A group with its parts.
fn group(builder: Builder, id: PartId) -> AnyView {
    let tree = builder.tree;
    let grouping = Memo::new(move |_| tree.with(|tree| tree.grouping(id).unwrap_or(Grouping::All)));
    let name = Signal::derive(move || words::parts_of(name_of(grouping.get())));
    let options = Signal::derive(|| {
        let each = Grouping::ALL.into_iter();
        each.map(|grouping| SelectOption::new(grouping.key(), name_of(grouping)))
            .collect::<Vec<_>>()
    });
    let choose = move |key: String| {
        if let Some(grouping) = Grouping::of_key(&key) {
            tree.update(|tree| tree.set_grouping(id, grouping));
        }
    };
    let joiner = move |part: PartId| {
        let is_first = tree.with(|tree| tree.parts(id).first() == Some(&part));
        match (grouping.get(), is_first) {
            (Grouping::None, true) => words::where_not(),
            (_, true) => words::where_(),
            (Grouping::All, false) => words::joined_and(),
            (Grouping::Any, false) => words::joined_or(),
            (Grouping::None, false) => words::joined_nor(),
        }
    };
    view! {
        <div
            class="filter-group"
            id=builder.element(id)
            role="group"
            aria-label=move || name.get()
        >
            <div class="filter-group-head">
                <Select
                    label=spoken(words::group)
                    value=Signal::derive(move || grouping.get().key().to_owned())
                    options=options
                    on_choose=choose
                />
            </div>
            {(id != ROOT).then(|| view! { <PartMenu builder=builder id=id name=name /> })}
            <ul class="filter-parts">
                <Each each=move || tree.with(|tree| tree.parts(id)) key=|id| *id let:part>
                    <li class="filter-part">
                        <span class="filter-joiner" aria-hidden="true">
                            {move || joiner(part)}
                        </span>
                        {part_view(builder, part)}
                    </li>
                </Each>
            </ul>
            <div class="filter-group-add">
                <Button
                    label=spoken(words::add_test)
                    kind=ButtonKind::Quiet
                    icon=IconName::Add
                    disabled=Signal::derive(move || !tree.with(Tree::has_room))
                    on_press=move |_| builder.change(|tree| tree.add_test(id))
                />
                <Button
                    label=spoken(words::add_group)
                    kind=ButtonKind::Quiet
                    icon=IconName::Add
                    disabled=Signal::derive(move || !tree.with(|tree| tree.can_nest(id)))
                    on_press=move |_| {
                        builder.change(|tree| {
                            let group = tree.add_group(id)?;
                            tree.parts(group).first().copied()
                        });
                    }
                />
            </div>
        </div>
    }
    .into_any()
}

fn part_view(builder: Builder, id: PartId) -> AnyView {
    let is_group = builder
        .tree
        .with_untracked(|tree| matches!(tree.part(id), Some(Part::Group(..))));
    if is_group {
        group(builder, id)
    } else {
        view! { <TestRow builder=builder id=id /> }.into_any()
    }
}

fn name_of(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::All => words::all_of(),
        Grouping::Any => words::any_of(),
        Grouping::None => words::none_of(),
    }
}

/// What the builder of a kind's conditions is called.
pub(super) fn title(kind: Kind) -> Signal<String> {
    Signal::derive(move || words::title(schema::kind_many(kind)))
}
