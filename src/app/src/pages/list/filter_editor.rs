//! Writing one condition: how the field is tested, and with what.

use leptos::prelude::*;
use record::{Date, FieldDef, FieldType, Kind};
use workflow::Condition;
use workflow::condition::{Literal, Operator, Shape};

use super::draft::{self, Draft, Input};
use super::{List, literal};
use crate::parts::{
    Button, ButtonKind, Checkbox, Combobox, DateInput, IconButton, IconName, NumberInput, Select,
    SelectOption, Suggestion, TagsInput, TextInput,
};
use crate::platform::{dom, idle, page};
use crate::records::suggestions;
use crate::state::State;
use crate::words::{common, lists as words, schema, spoken};

/// The key of the suggestion for the member who asks.
const ME: &str = "me";

/// One value of a draft: reading and writing it.
#[derive(Clone, Copy)]
struct Slot {
    value: Signal<Option<Literal>>,
    set: Callback<Option<Literal>>,
}

/// The editor of a condition, in a line.
#[component]
pub(super) fn Editor(
    list: List,
    /// The field at the end of the draft's path.
    def: FieldDef,
    draft: Draft,
    /// Hears the finished condition.
    #[prop(into)]
    on_apply: Callback<Condition>,
    /// Hears that it is not wanted.
    #[prop(into)]
    on_cancel: Callback<()>,
) -> impl IntoView {
    let draft = RwSignal::new(draft);
    let shape = Memo::new(move |_| draft.with(|draft| draft.op.shape()));
    let is_done = Memo::new(move |_| draft.with(|draft| draft.test().is_some()));
    let id = dom::unique_id("filter");
    let selector = format!("#{id} select, #{id} input");
    // It appears away from the menu or the chip that called it.
    idle::before_paint(move || {
        page::focus_first(&selector);
    });
    let submit = move || {
        if let Some(test) = draft.with_untracked(Draft::test) {
            on_apply.run(Condition::Test(test));
        }
    };
    let name = {
        let def = def.clone();
        Signal::derive(move || schema::field(list.kind, &def))
    };
    let operators = {
        let def = def.clone();
        Signal::derive(move || {
            draft::operators(&def)
                .into_iter()
                .map(|op| SelectOption::new(op.key(), literal::operator(op, Some(def.ty))))
                .collect::<Vec<_>>()
        })
    };
    let value = move || values(list, &def, shape.get(), draft);
    view! {
        <form
            class="filter-editor"
            id=id
            novalidate=true
            aria-label=move || words::edit_filter(&name.get())
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
            on:keydown=move |event| {
                if event.key() == "Escape" && !event.default_prevented() {
                    event.stop_propagation();
                    on_cancel.run(());
                }
            }
        >
            <span class="filter-field">{move || name.get()}</span>
            <Select
                label=spoken(words::filter_condition)
                value=Signal::derive(move || draft.with(|draft| draft.op.key().to_owned()))
                options=operators
                on_choose=move |key: String| {
                    if let Some(op) = Operator::from_key(&key) {
                        draft.update(|draft| draft.set_op(op));
                    }
                }
            />
            {move || value()}
            <Button
                label=spoken(words::apply)
                kind=ButtonKind::Primary
                submit=true
                disabled=Signal::derive(move || !is_done.get())
            />
            <IconButton
                icon=IconName::Close
                label=spoken(common::cancel)
                on_press=move |_| on_cancel.run(())
            />
        </form>
    }
}

fn values(list: List, def: &FieldDef, shape: Shape, draft: RwSignal<Draft>) -> AnyView {
    let slot =
        |read: fn(&Draft) -> &Option<Literal>, write: fn(&mut Draft, Option<Literal>)| Slot {
            value: Signal::derive(move || draft.with(|draft| read(draft).clone())),
            set: Callback::new(move |value| draft.update(|draft| write(draft, value))),
        };
    let first = slot(|draft| &draft.first, |draft, value| draft.first = value);
    let second = slot(|draft| &draft.second, |draft, value| draft.second = value);
    let state = list.state();
    match shape {
        Shape::Nothing => ().into_any(),
        Shape::One => one(state, def, first, words::filter_value),
        Shape::Range => view! {
            {one(state, def, first, words::filter_from)}
            {one(state, def, second, words::filter_to)}
        }
        .into_any(),
        Shape::Days => {
            let days = move |n: Option<f64>| {
                let n = n.filter(|n| (1.0..=36_500.0).contains(n));
                draft.update(|draft| draft.days = n.map(|n| n as u32));
            };
            view! {
                <div class="filter-number">
                    <NumberInput
                        label=spoken(words::filter_days)
                        value=Signal::derive(move || {
                            draft.with(|draft| draft.days.map(f64::from))
                        })
                        on_commit=days
                        whole=true
                    />
                </div>
            }
            .into_any()
        }
        Shape::Many => many(state, def, draft),
    }
}

/// The input of one value.
fn one(state: State, def: &FieldDef, slot: Slot, name: fn() -> &'static str) -> AnyView {
    let label = spoken(name);
    let Slot { value, set } = slot;
    let text = Signal::derive(move || match value.get() {
        Some(Literal::Text(text)) => text,
        _ => String::new(),
    });
    let set_text = move |typed: String| {
        let is_blank = typed.trim().is_empty();
        set.run((!is_blank).then_some(Literal::Text(typed)));
    };
    match draft::input(def) {
        Input::Text => view! { <TextInput label=label value=text on_input=set_text /> }.into_any(),
        Input::Number => {
            let number = Signal::derive(move || match value.get() {
                Some(Literal::Int(n)) => Some(n as f64),
                Some(Literal::Number(n)) => Some(n),
                _ => None,
            });
            let commit = move |n: Option<f64>| set.run(n.map(number_literal));
            view! {
                <div class="filter-number">
                    <NumberInput label=label value=number on_commit=commit />
                </div>
            }
            .into_any()
        }
        Input::Minutes => {
            let minutes = Signal::derive(move || match value.get() {
                Some(Literal::Int(seconds)) => Some(seconds as f64 / 60.0),
                _ => None,
            });
            let commit = move |n: Option<f64>| set.run(n.map(|n| Literal::Int((n * 60.0) as i64)));
            view! {
                <div class="filter-number">
                    <NumberInput
                        label=spoken(common::minutes)
                        value=minutes
                        on_commit=commit
                    />
                </div>
            }
            .into_any()
        }
        Input::Day => {
            let day = Signal::derive(move || match value.get() {
                Some(Literal::Date(day)) => Some(day),
                _ => None,
            });
            let commit = move |day: Option<Date>| set.run(day.map(Literal::Date));
            view! { <DateInput label=label value=day on_commit=commit /> }.into_any()
        }
        Input::YesNo => {
            let key = Signal::derive(move || match value.get() {
                Some(Literal::Bool(false)) => "no".to_owned(),
                _ => "yes".to_owned(),
            });
            let options = Signal::derive(|| {
                vec![
                    SelectOption::new("yes", common::yes()),
                    SelectOption::new("no", common::no()),
                ]
            });
            let choose = move |key: String| set.run(Some(Literal::Bool(key == "yes")));
            view! { <Select label=label value=key options=options on_choose=choose /> }.into_any()
        }
        Input::Option => {
            let keys = def.options.clone();
            let options = Signal::derive(move || {
                let none = SelectOption::new("", common::not_set());
                let each = keys
                    .iter()
                    .map(|key| SelectOption::new(key.clone(), schema::option(key)));
                std::iter::once(none).chain(each).collect::<Vec<_>>()
            });
            view! { <Select label=label value=text options=options on_choose=set_text /> }
                .into_any()
        }
        Input::Record => record(state, def, slot, label),
    }
}

/// A number without decimals is kept as a whole one.
fn number_literal(n: f64) -> Literal {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if n.fract() == 0.0 && n.abs() < EXACT {
        Literal::Int(n as i64)
    } else {
        Literal::Number(n)
    }
}

/// Choosing a record. Unlike the input of a field it makes no new ones.
fn record(state: State, def: &FieldDef, slot: Slot, label: Signal<String>) -> AnyView {
    let kind = def.ty.target().unwrap_or(Kind::ANY);
    let def = def.clone();
    let options = RwSignal::new(Vec::new());
    let name = Signal::derive(move || {
        let chosen = slot.value.get();
        let chosen = chosen.map(|chosen| literal::literal(state, Some(&def), &chosen));
        chosen.unwrap_or_default()
    });
    let choose = move |chosen: Option<Suggestion>| slot.set.run(chosen.and_then(chosen_literal));
    view! {
        <Combobox
            label=label
            value=name
            options=options
            on_search=move |typed: String| options.set(offered(state, kind, &typed))
            on_choose=choose
            placeholder=Signal::derive(move || common::choose_a(schema::kind_one(kind)))
        />
    }
    .into_any()
}

fn offered(state: State, kind: Kind, typed: &str) -> Vec<Suggestion> {
    let mut offered = suggestions(state, kind, typed);
    let me = words::me();
    let fits = me.to_lowercase().contains(&typed.trim().to_lowercase());
    if kind == Kind::MEMBER && fits && state.with(|ws| ws.me()).is_some() {
        offered.insert(
            0,
            Suggestion {
                key: ME.to_owned(),
                label: me.to_owned(),
                detail: String::new(),
            },
        );
    }
    offered
}

fn chosen_literal(chosen: Suggestion) -> Option<Literal> {
    if chosen.key == ME {
        return Some(Literal::Me);
    }
    chosen.key.parse().ok().map(Literal::Ref)
}

/// The input of several values.
fn many(state: State, def: &FieldDef, draft: RwSignal<Draft>) -> AnyView {
    let has = move |literal: &Literal| draft.with(|draft| draft.many.contains(literal));
    let set = move |literal: &Literal, on: bool| {
        draft.update(|draft| {
            draft.many.retain(|held| held != literal);
            if on {
                draft.many.push(literal.clone());
            }
        });
    };
    match draft::input(def) {
        Input::Option => {
            let boxes = def.options.iter().map(|key| {
                let key = key.clone().into_owned();
                let literal = Literal::Text(key.clone());
                let own = literal.clone();
                view! {
                    <Checkbox
                        label=Signal::derive(move || schema::option(&key).into_owned())
                        checked=Signal::derive(move || has(&own))
                        on_change=move |on: bool| set(&literal, on)
                    />
                }
            });
            view! {
                <div class="filter-options" role="group" aria-label=words::filter_value>
                    {boxes.collect_view()}
                </div>
            }
            .into_any()
        }
        Input::Record => {
            let own = def.clone();
            let slot = Slot {
                value: Signal::stored(None),
                set: Callback::new(move |chosen: Option<Literal>| {
                    if let Some(chosen) = chosen {
                        set(&chosen, true);
                    }
                }),
            };
            let chosen = move || {
                let literals = draft.with(|draft| draft.many.clone());
                literals
                    .into_iter()
                    .map(|literal| {
                        let name = literal::literal(state, Some(&own), &literal);
                        let label = common::remove_named(&name);
                        view! {
                            <span class="chip">
                                <span class="chip-text">{name}</span>
                                <IconButton
                                    icon=IconName::Close
                                    label=label
                                    on_press=move |_| set(&literal, false)
                                />
                            </span>
                        }
                    })
                    .collect_view()
            };
            let label = spoken(words::filter_value);
            view! {
                {move || chosen()}
                {record(state, def, slot, label)}
            }
            .into_any()
        }
        _ => {
            let tags = Signal::derive(move || {
                draft.with(|draft| {
                    let texts = draft.many.iter().filter_map(|literal| match literal {
                        Literal::Text(text) => Some(text.clone()),
                        _ => None,
                    });
                    texts.collect::<Vec<_>>()
                })
            });
            let commit = move |tags: Vec<String>| {
                draft.update(|draft| draft.many = tags.into_iter().map(Literal::Text).collect());
            };
            let known: Vec<String> = match def.ty {
                FieldType::Choice | FieldType::Choices => {
                    def.options.iter().map(ToString::to_string).collect()
                }
                _ => Vec::new(),
            };
            view! {
                <TagsInput
                    label=spoken(words::filter_value)
                    value=tags
                    known=Signal::stored(known)
                    on_commit=commit
                />
            }
            .into_any()
        }
    }
}
