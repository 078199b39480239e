//! The inputs of a test that compares with several values.

use leptos::prelude::*;
use record::FieldDef;
use workflow::condition::Literal;

use super::amount::{minutes_literal, more_amounts, number_literal};
use super::{Slot, Written, record};
use crate::filters::draft::{self, Input};
use crate::filters::sentence;
use crate::parts::{Checkbox, IconButton, IconName, NumberInput, TagsInput};
use crate::state::State;
use crate::words::{common, filters, lists as words, schema, spoken};

/// The input of several values.
pub(super) fn many(state: State, def: &FieldDef, draft: Written) -> AnyView {
    let set = Callback::new(move |(literal, on): (Literal, bool)| {
        draft.update(|draft| {
            draft.many.retain(|held| *held != literal);
            if on {
                draft.many.push(literal);
            }
        });
    });
    let add = Callback::new(move |literal: Literal| {
        // What is there already keeps its place.
        if !draft
            .draft
            .with_untracked(|draft| draft.many.contains(&literal))
        {
            set.run((literal, true));
        }
    });
    let label = spoken(words::filter_value);
    let input = match draft::input(def) {
        Input::Option => return options(def, draft, set),
        Input::Record => {
            let slot = Slot {
                value: Signal::stored(None),
                set: Callback::new(move |chosen: Option<Literal>| {
                    if let Some(chosen) = chosen {
                        add.run(chosen);
                    }
                }),
            };
            record(state, def, slot, label)
        }
        Input::Number => more(add, number_literal, label, None),
        Input::Minutes => {
            let label = spoken(common::minutes);
            more(add, minutes_literal, label, Some(filters::minutes))
        }
        Input::Money => {
            let held = draft
                .draft
                .with_untracked(|draft| draft.many.last().cloned());
            let first = match held {
                Some(Literal::Money(money)) => Some(money.currency),
                _ => None,
            };
            more_amounts(state, add, label, first)
        }
        Input::Text | Input::Day | Input::YesNo => return texts(draft),
    };
    view! {
        {chips(state, def, draft, set)}
        {input}
    }
    .into_any()
}

/// The values as they are, each with a button that takes it away.
fn chips(
    state: State,
    def: &FieldDef,
    draft: Written,
    set: Callback<(Literal, bool)>,
) -> impl IntoView + use<> {
    let def = def.clone();
    move || {
        let literals = draft.with(|draft| draft.many.clone());
        literals
            .into_iter()
            .map(|literal| {
                let name = sentence::literal(state, Some(&def), &literal);
                let label = common::remove_named(&name);
                view! {
                    <span class="chip">
                        <span class="chip-text">{name}</span>
                        <IconButton
                            icon=IconName::Close
                            label=label
                            on_press=move |_| set.run((literal.clone(), false))
                        />
                    </span>
                }
            })
            .collect_view()
    }
}

/// One number after the other.
fn more(
    add: Callback<Literal>,
    literal: fn(f64) -> Literal,
    label: Signal<String>,
    unit: Option<fn() -> &'static str>,
) -> AnyView {
    let commit = move |n: Option<f64>| {
        if let Some(n) = n {
            add.run(literal(n));
        }
    };
    let unit = unit.map(|unit| {
        view! {
            <span class="filter-unit" aria-hidden="true">
                {unit}
            </span>
        }
    });
    view! {
        <div class="filter-number">
            <NumberInput label=label value=Signal::stored(None) on_commit=commit clears=true />
            {unit}
        </div>
    }
    .into_any()
}

/// A box for each option.
fn options(def: &FieldDef, draft: Written, set: Callback<(Literal, bool)>) -> AnyView {
    // An option that is gone is still what the test says.
    let known: Vec<String> = def.options.iter().map(ToString::to_string).collect();
    let gone = draft.draft.with_untracked(|draft| {
        let texts = draft.many.iter().filter_map(|literal| match literal {
            Literal::Text(text) if !known.contains(text) => Some(text.clone()),
            _ => None,
        });
        texts.collect::<Vec<_>>()
    });
    let options = StoredValue::new(def.options.clone());
    let boxes = known.into_iter().chain(gone).map(|key| {
        let literal = Literal::Text(key.clone());
        let own = literal.clone();
        view! {
            <Checkbox
                label=Signal::derive(move || {
                    options.with_value(|all| schema::option_of(all, &key).into_owned())
                })
                checked=Signal::derive(move || draft.with(|draft| draft.many.contains(&own)))
                on_change=move |on: bool| set.run((literal.clone(), on))
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

/// Free texts.
fn texts(draft: Written) -> AnyView {
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
    view! { <TagsInput label=spoken(words::filter_value) value=tags on_commit=commit /> }.into_any()
}
