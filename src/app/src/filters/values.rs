//! The inputs of what a test compares with.

mod amount;
mod many;

use leptos::prelude::*;
use record::{Date, FieldDef, Kind};
use workflow::condition::{Literal, Shape};

use super::draft::{self, Draft, Input};
use super::sentence;
use crate::parts::{Combobox, DateInput, NumberInput, Select, SelectOption, Suggestion, TextInput};
use crate::records::suggestions;
use crate::state::State;
use crate::words::{common, filters, lists as words, schema, spoken};
use amount::{amount, minutes_literal, number_literal, plain_minutes, plain_number};
use many::many;

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
        Input::Money => amount(state, slot, label),
        Input::Minutes => {
            let minutes = Signal::derive(move || value.with(plain_minutes));
            let commit = Callback::new(move |n: Option<f64>| set.run(n.map(minutes_literal)));
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
    let date = move || {
        (chosen.get() == "date").then(|| {
            let day = Signal::derive(move || match value.get() {
                Some(Literal::Date(day)) => Some(day),
                _ => None,
            });
            let commit = move |day: Option<Date>| set.run(day.map(Literal::Date));
            view! { <DateInput label=label value=day on_commit=commit /> }.into_any()
        })
    };
    let count = move || {
        let way = chosen.get();
        matches!(way, "before" | "after").then(|| {
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
        })
    };
    // As it is said: seven days ago.
    view! {
        {move || count()}
        <Select
            label=spoken(filters::day_mode)
            value=Signal::derive(move || chosen.get().to_owned())
            options=options
            on_choose=choose
        />
        {move || date()}
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
    let own = state.with(|ws| ws.me()).filter(|_| kind == Kind::MEMBER);
    if let Some(own) = own.map(|own| own.to_string()).filter(|_| fits) {
        // Without a name the member would stand there twice.
        offered.retain(|one| one.key != own || one.label != me);
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
