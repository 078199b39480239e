//! One test of the builder, and what can be done with a part.

use leptos::prelude::*;
use record::{FieldDef, FieldId};
use workflow::Condition;
use workflow::condition::Operator;

use super::builder::Builder;
use super::draft::{self, Draft};
use super::fields::fitting;
use super::sentence;
use super::tree::{Part, PartId, Tree};
use super::values::{Written, values};
use crate::parts::{
    Combobox, IconButton, IconName, Menu, MenuItem, MenuSeparator, Select, SelectOption, Suggestion,
};
use crate::platform::dom;
use crate::words::{common, filters as words, lists, spoken};

/// How many fields are offered at once.
const OFFERED: usize = 80;

/// A test: its field, its operator, its values.
#[component]
pub(super) fn TestRow(builder: Builder, id: PartId) -> impl IntoView {
    let Builder {
        state, kind, tree, ..
    } = builder;
    let condition = Memo::new(move |_| {
        tree.with(|tree| match tree.part(id)? {
            Part::Kept(condition) => Some(condition.clone()),
            Part::Test(draft) => draft.as_ref()?.test().map(Condition::Test),
            Part::Group(..) => None,
        })
    });
    let path = Memo::new(move |_| tree.with(|tree| tree.draft(id).map(|draft| draft.path.clone())));
    let field = Memo::new(move |_| {
        let path = path.get()?;
        sentence::field_at(state, kind, &path)
    });
    let is_kept = tree.with_untracked(|tree| matches!(tree.part(id), Some(Part::Kept(_))));
    let name = Signal::derive(move || {
        let written = condition.with(|condition| {
            let condition = condition.as_ref()?;
            Some(sentence::sentence(state, kind, condition))
        });
        let field = || path.with(|path| Some(sentence::path_name(state, kind, path.as_ref()?)));
        written
            .or_else(field)
            .unwrap_or_else(|| words::new_test().to_owned())
    });
    // A test that lacks something is wrong only once somebody wants to use it.
    let is_unfinished =
        Memo::new(move |_| builder.is_asked.get() && condition.with(Option::is_none));
    let problem = Memo::new(move |_| {
        condition.with(|condition| match condition {
            Some(condition) => {
                let problems = condition.check(&state.schema(), kind).err()?;
                problems
                    .first()
                    .map(|problem| sentence::fault(&problem.fault))
            }
            None if !is_unfinished.get() => None,
            None if path.with(Option::is_none) => Some(words::choose_field().to_owned()),
            None => Some(words::value_missing().to_owned()),
        })
    });
    let inputs = move || match field.get() {
        Some(def) => test_inputs(builder, id, &def),
        None => ().into_any(),
    };
    view! {
        <div
            class="filter-test"
            class:is-broken=move || problem.with(Option::is_some)
            class:is-unfinished=move || is_unfinished.get()
            id=builder.element(id)
            role="group"
            aria-label=move || name.get()
        >
            {if is_kept {
                view! { <p class="filter-kept">{move || name.get()}</p> }.into_any()
            } else {
                view! {
                    <div class="filter-inputs">
                        <FieldChooser builder=builder id=id path=path />
                        {move || inputs()}
                    </div>
                }
                    .into_any()
            }}
            <PartMenu builder=builder id=id name=name />
            <p class="field-error" role="alert" hidden=move || problem.with(Option::is_none)>
                {move || problem.get()}
            </p>
        </div>
    }
}

/// The field of a test: found by a part of its name, or of the reference that leads to it.
#[component]
fn FieldChooser(builder: Builder, id: PartId, path: Memo<Option<Vec<FieldId>>>) -> impl IntoView {
    let options = RwSignal::new(Vec::new());
    let search = move |typed: String| {
        let found = builder.fields.with_untracked(|all| {
            let places = fitting(all, &typed, OFFERED).into_iter();
            places
                .filter_map(|at| {
                    Some(Suggestion {
                        key: at.to_string(),
                        label: all.get(at)?.name.clone(),
                        detail: String::new(),
                    })
                })
                .collect::<Vec<_>>()
        });
        options.set(found);
    };
    let choose = move |chosen: Option<Suggestion>| {
        let at = chosen.and_then(|chosen| chosen.key.parse::<usize>().ok());
        let draft = at.and_then(|at| {
            builder.fields.with_untracked(|all| {
                let offered = all.get(at)?;
                Draft::at(offered.path.clone(), &offered.def)
            })
        });
        if let Some(draft) = draft {
            builder.tree.update(|tree| {
                // The same field again keeps its values.
                if tree.draft(id).map(|own| &own.path) != Some(&draft.path) {
                    tree.set_draft(id, draft);
                }
            });
        }
    };
    let name = Signal::derive(move || {
        path.with(|path| {
            let path = path.as_ref()?;
            Some(sentence::path_name(builder.state, builder.kind, path))
        })
        .unwrap_or_default()
    });
    view! {
        <div class="filter-field-chooser">
            <Combobox
                label=spoken(words::field)
                value=name
                options=options
                on_search=search
                on_choose=choose
                placeholder=spoken(words::choose_field)
            />
        </div>
    }
}

/// The operator and the values.
fn test_inputs(builder: Builder, id: PartId, def: &FieldDef) -> AnyView {
    let tree = builder.tree;
    // While another field is being chosen, or the test taken away, the inputs see what was there.
    let draft = Memo::new(move |before: Option<&Option<Draft>>| {
        let now = tree.with(|tree| tree.draft(id).cloned());
        now.or_else(|| before.cloned().flatten())
    });
    let Some(first) = draft.get_untracked() else {
        return ().into_any();
    };
    let written = Written {
        draft: Signal::derive(move || draft.get().unwrap_or_else(|| first.clone())),
        write: Callback::new(move |written| tree.update(|tree| tree.set_draft(id, written))),
    };
    let shape = Memo::new(move |_| written.draft.with(|draft| draft.op.shape()));
    let of_type = def.ty;
    let all = draft::operators(def);
    let operators = Signal::derive(move || {
        let each = all.iter().copied();
        each.map(|op| SelectOption::new(op.key(), sentence::operator(op, Some(of_type))))
            .collect::<Vec<_>>()
    });
    let def = def.clone();
    view! {
        <div class="filter-operator">
            <Select
                label=spoken(lists::filter_condition)
                value=Signal::derive(move || written.draft.with(|draft| draft.op.key().to_owned()))
                options=operators
                on_choose=move |key: String| {
                    if let Some(op) = Operator::from_key(&key) {
                        written.update(|draft| draft.set_op(op));
                    }
                }
            />
        </div>
        {move || values(builder.state, &def, shape.get(), written)}
    }
    .into_any()
}

/// What can be done with a part.
#[component]
pub(super) fn PartMenu(builder: Builder, id: PartId, name: Signal<String>) -> impl IntoView {
    let is_group = builder
        .tree
        .with_untracked(|tree| matches!(tree.part(id), Some(Part::Group(..))));
    let item = move |label: fn() -> &'static str,
                     icon: Option<IconName>,
                     change: fn(&mut Tree, PartId) -> Option<PartId>| {
        let press = move |()| builder.change(|tree| change(tree, id));
        match icon {
            Some(icon) => {
                view! { <MenuItem label=spoken(label) icon=icon on_press=press /> }.into_any()
            }
            None => view! { <MenuItem label=spoken(label) on_press=press /> }.into_any(),
        }
    };
    let items = move || {
        view! {
            <MenuItem
                label=spoken(words::move_up)
                icon=IconName::ChevronUp
                keys="Alt ↑"
                on_press=move |()| builder.step(id, true)
            />
            <MenuItem
                label=spoken(words::move_down)
                icon=IconName::ChevronDown
                keys="Alt ↓"
                on_press=move |()| builder.step(id, false)
            />
            <MenuSeparator />
            {item(words::duplicate, Some(IconName::Copy), Tree::duplicate)}
            {item(words::wrap, Some(IconName::Group), Tree::wrap)}
            {is_group.then(|| item(words::unwrap, Some(IconName::Expand), Tree::unwrap_group))}
            <MenuSeparator />
            {item(common::remove, Some(IconName::Trash), Tree::remove)}
        }
    };
    view! {
        <div
            class="filter-part-actions"
            on:keydown=move |event| {
                let up = match event.key().as_str() {
                    "ArrowUp" => true,
                    "ArrowDown" => false,
                    _ => return,
                };
                if event.alt_key() && dom::around(&event, "[role='menu']").is_none() {
                    event.prevent_default();
                    builder.step(id, up);
                }
            }
        >
            <Menu
                icon=IconName::More
                label=Signal::derive(move || words::actions_for(&name.get()))
                at_end=true
                items=items
            />
            <IconButton
                icon=IconName::Close
                label=Signal::derive(move || words::remove_part(&name.get()))
                on_press=move |_| builder.change(|tree| tree.remove(id))
            />
        </div>
    }
}
