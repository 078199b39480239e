//! The inputs of what a test compares with.

use leptos::prelude::*;
use record::{Date, FieldDef, FieldType, Kind, Money};
use workflow::condition::{Literal, Shape};

use super::draft::{self, Draft, Input};
use super::sentence;
use crate::parts::{
    Checkbox, Combobox, DateInput, IconButton, IconName, NumberInput, Select, SelectOption,
    Suggestion, TagsInput, TextInput, parse_number,
};
use crate::platform::intl;
use crate::records::suggestions;
use crate::state::State;
use crate::state::currencies::currencies;
use crate::words::{common, filters, lists as words, locale, schema, spoken};

/// The key of the suggestion for the member who asks.
const ME: &str = "me";
/// How many days a test may look ahead or back: a hundred years.
const MOST_DAYS: std::ops::RangeInclusive<f64> = 1.0..=36_500.0;

/// One value of a draft: reading and writing it.
#[derive(Clone, Copy)]
struct Slot {
    value: Signal<Option<Literal>>,
    set: Callback<Option<Literal>>,
}

/// A draft that is being written, wherever it is kept; a handle that is copied.
#[derive(Clone, Copy)]
pub struct Written {
    /// The draft as it is.
    pub draft: Signal<Draft>,
    /// Hears it after each change.
    pub write: Callback<Draft>,
}

impl Written {
    /// Changes the draft.
    pub fn update(self, change: impl FnOnce(&mut Draft)) {
        let mut draft = self.draft.get_untracked();
        change(&mut draft);
        self.write.run(draft);
    }

    fn with<T>(self, read: impl FnOnce(&Draft) -> T) -> T {
        self.draft.with(read)
    }
}

/// The inputs of the values that an operator of this shape takes for the field `def`.
pub fn values(state: State, def: &FieldDef, shape: Shape, draft: Written) -> AnyView {
    let slot =
        |read: fn(&Draft) -> &Option<Literal>, write: fn(&mut Draft, Option<Literal>)| Slot {
            value: Signal::derive(move || draft.with(|draft| read(draft).clone())),
            set: Callback::new(move |value| draft.update(|draft| write(draft, value))),
        };
    let first = slot(|draft| &draft.first, |draft, value| draft.first = value);
    let second = slot(|draft| &draft.second, |draft, value| draft.second = value);
    match shape {
        Shape::Nothing => ().into_any(),
        Shape::One => one(state, def, first, words::filter_value),
        Shape::Range => view! {
            {one(state, def, first, words::filter_from)}
            {one(state, def, second, words::filter_to)}
        }
        .into_any(),
        Shape::Days => {
            let days = Signal::derive(move || draft.with(|draft| draft.days.map(f64::from)));
            let set = Callback::new(move |n: Option<f64>| {
                let n = n.filter(|n| MOST_DAYS.contains(n));
                draft.update(|draft| draft.days = n.map(|n| n as u32));
            });
            number(
                days,
                set,
                spoken(words::filter_days),
                true,
                Some(filters::days),
            )
        }
        Shape::Many => many(state, def, draft),
    }
}

/// A number that is heard while it is typed.
fn number(
    value: Signal<Option<f64>>,
    set: Callback<Option<f64>>,
    label: Signal<String>,
    whole: bool,
    unit: Option<fn() -> &'static str>,
) -> AnyView {
    let unit = unit.map(|unit| {
        view! {
            <span class="filter-unit" aria-hidden="true">
                {unit}
            </span>
        }
    });
    view! {
        <div class="filter-number">
            <NumberInput label=label value=value on_commit=set on_input=set whole=whole />
            {unit}
        </div>
    }
    .into_any()
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
            let shown = Signal::derive(move || value.with(plain_number));
            let commit = Callback::new(move |n: Option<f64>| set.run(n.map(number_literal)));
            number(shown, commit, label, false, None)
        }
        Input::Money => money(state, slot, label),
        Input::Minutes => {
            let minutes = Signal::derive(move || value.with(plain_number).map(|n| n / 60.0));
            let seconds = |n: f64| Literal::Int((n * 60.0) as i64);
            let commit = Callback::new(move |n: Option<f64>| set.run(n.map(seconds)));
            number(
                minutes,
                commit,
                spoken(common::minutes),
                false,
                Some(filters::minutes),
            )
        }
        Input::Day => day(slot, label),
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
                    .map(|key| SelectOption::new(key.clone(), schema::option_of(&keys, key)));
                let mut all: Vec<_> = std::iter::once(none).chain(each).collect();
                // An option that is gone is still what the test says.
                text.with(|chosen| {
                    if all.iter().all(|option| option.key != *chosen) {
                        all.push(SelectOption::new(chosen.clone(), chosen.clone()));
                    }
                });
                all
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

fn plain_number(literal: &Option<Literal>) -> Option<f64> {
    match literal {
        Some(Literal::Int(n)) => Some(*n as f64),
        Some(Literal::Number(n)) => Some(*n),
        Some(Literal::Money(money)) => money.amount_text().parse().ok(),
        _ => None,
    }
}

/// An amount: of one currency, or a plain number that is compared with amounts of any.
fn money(state: State, slot: Slot, label: Signal<String>) -> AnyView {
    let Slot { value, set } = slot;
    let currency = RwSignal::new(match value.get_untracked() {
        Some(Literal::Money(money)) => Some(money.currency),
        _ => None,
    });
    let literal = move |n: f64| {
        let exact = currency.get_untracked().and_then(|currency| {
            let plain = format!("{n}");
            Money::parse_amount(&plain, currency).map(Literal::Money)
        });
        exact.unwrap_or_else(|| number_literal(n))
    };
    let shown = Signal::derive(move || value.with(plain_number));
    let commit = Callback::new(move |n: Option<f64>| set.run(n.map(literal)));
    let options = Signal::derive(move || {
        state.track_kind(Kind::BUSINESS);
        let own = state.with(|ws| ws.currency());
        let others = currencies().filter(|currency| *currency != own);
        let each = std::iter::once(own).chain(others);
        let any = SelectOption::new("", filters::any_currency());
        let each = each.map(|currency| SelectOption::new(currency.code(), currency.code()));
        std::iter::once(any).chain(each).collect::<Vec<_>>()
    });
    let choose = move |code: String| {
        currency.set(code.parse().ok());
        let amount = value.with_untracked(plain_number);
        commit.run(amount);
    };
    view! {
        {number(shown, commit, label, false, None)}
        <div class="filter-currency">
            <Select
                label=spoken(common::currency)
                value=Signal::derive(move || {
                    currency.get().map(|currency| currency.code().to_owned()).unwrap_or_default()
                })
                options=options
                on_choose=choose
            />
        </div>
    }
    .into_any()
}

/// A key and the name that goes with it.
type Named = (&'static str, fn() -> &'static str);

/// How a day is given.
const DAYS: [Named; 4] = [
    ("date", filters::day_date),
    ("today", filters::day_today),
    ("before", filters::day_before),
    ("after", filters::day_after),
];

/// A day of the calendar, or so many days before or after today.
fn day(slot: Slot, label: Signal<String>) -> AnyView {
    let Slot { value, set } = slot;
    let mode = Memo::new(move |_| match value.get() {
        Some(Literal::Today(0)) => "today",
        Some(Literal::Today(n)) if n < 0 => "before",
        Some(Literal::Today(_)) => "after",
        _ => "date",
    });
    // While a count of days is typed there may be none.
    let chosen = RwSignal::new(mode.get_untracked());
    let options = Signal::derive(|| {
        let each = DAYS
            .iter()
            .map(|(key, name)| SelectOption::new(*key, name()));
        each.collect::<Vec<_>>()
    });
    let choose = move |key: String| {
        let Some((key, _)) = DAYS.iter().find(|(known, _)| *known == key) else {
            return;
        };
        chosen.set(key);
        set.run(match *key {
            "today" => Some(Literal::Today(0)),
            "before" => Some(Literal::Today(-7)),
            "after" => Some(Literal::Today(7)),
            _ => None,
        });
    };
    let input = move || match chosen.get() {
        "date" => {
            let day = Signal::derive(move || match value.get() {
                Some(Literal::Date(day)) => Some(day),
                _ => None,
            });
            let commit = move |day: Option<Date>| set.run(day.map(Literal::Date));
            view! { <DateInput label=label value=day on_commit=commit /> }.into_any()
        }
        way @ ("before" | "after") => {
            let count = Signal::derive(move || match value.get() {
                Some(Literal::Today(n)) => Some(f64::from(n.unsigned_abs())),
                _ => None,
            });
            let commit = Callback::new(move |n: Option<f64>| {
                let n = n.filter(|n| MOST_DAYS.contains(n)).map(|n| n as i32);
                let n = n.map(|n| if way == "before" { -n } else { n });
                set.run(n.map(Literal::Today));
            });
            number(count, commit, spoken(words::filter_days), true, None)
        }
        _ => ().into_any(),
    };
    view! {
        <Select
            label=spoken(filters::day_mode)
            value=Signal::derive(move || chosen.get().to_owned())
            options=options
            on_choose=choose
        />
        {move || input()}
    }
    .into_any()
}

/// Choosing a record. Unlike the input of a field it makes no new ones.
fn record(state: State, def: &FieldDef, slot: Slot, label: Signal<String>) -> AnyView {
    let kind = def.ty.target().unwrap_or(Kind::ANY);
    let def = def.clone();
    let options = RwSignal::new(Vec::new());
    let name = Signal::derive(move || {
        let chosen = slot.value.get();
        let chosen = chosen.map(|chosen| sentence::literal(state, Some(&def), &chosen));
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
fn many(state: State, def: &FieldDef, draft: Written) -> AnyView {
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
                        let name = sentence::literal(state, Some(&own), &literal);
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
            let unit = match draft::input(def) {
                Input::Minutes => Some(60.0),
                Input::Number | Input::Money => Some(1.0),
                _ => None,
            };
            let tags = Signal::derive(move || {
                draft.with(|draft| {
                    let shown = draft
                        .many
                        .iter()
                        .filter_map(|literal| match (literal, unit) {
                            (Literal::Text(text), _) => Some(text.clone()),
                            (number, Some(unit)) => {
                                let n = plain_number(&Some(number.clone()))? / unit;
                                Some(intl::number(locale(), n, 6))
                            }
                            _ => None,
                        });
                    shown.collect::<Vec<_>>()
                })
            });
            let read = move |typed: String| match unit {
                None => Some(Literal::Text(typed)),
                Some(unit) => {
                    let plain = parse_number(&typed, intl::signs(untrack(locale)))?;
                    let n: f64 = plain.parse().ok()?;
                    Some(number_literal(n * unit))
                }
            };
            let commit = move |tags: Vec<String>| {
                draft.update(|draft| draft.many = tags.into_iter().filter_map(read).collect());
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
