//! The editor that fits a field.

use leptos::prelude::*;
use record::schema::task;
use record::{Address, Currency, FieldDef, FieldType, Kind, Value};
use workflow::Repeat;

use super::quick::{QuickDays, QuickTimes};
use super::reference::{ReferenceInput, ReferencesInput};
use super::repeating::RepeatInput;
use super::text::is_repeat;
use crate::parts::{
    AddressInput, Checkbox, ChoiceInput, DateInput, DateTimeInput, Field, FieldGroup, LabelledKind,
    LabelledList, MoneyInput, NumberInput, TagsInput, TextArea, TextInput, TextKind,
};
use crate::platform::notify;
use crate::state::currencies::currencies;
use crate::state::{State, use_state};
use crate::words::{common, schema, spoken};

/// A field's label and the input that fits its type. Every change is committed once, when the user
/// leaves the input or chooses.
#[component]
pub fn FieldEditor(
    /// The kind of the record.
    kind: Kind,
    /// The field.
    def: FieldDef,
    /// Its value.
    #[prop(into)]
    value: Signal<Option<Value>>,
    /// Hears the new value; `None` where the field was emptied.
    #[prop(into)]
    on_commit: Callback<Option<Value>>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let state = use_state();
    let required = def.role == record::Role::Required;
    let name_of = def.clone();
    let label = Signal::derive(move || schema::field(kind, &name_of));
    let is_duration = def.ty == FieldType::Duration;
    let is_group = is_group(def.ty) || is_repeat(&def);
    // It is made inside of the field, where it learns its label and its error.
    let input = move || {
        let quick = quick(kind, &def, on_commit);
        view! {
            {input(state, &def, value, on_commit)}
            {quick}
        }
    };
    if is_group {
        view! { <FieldGroup label=label error=error required=required>{input()}</FieldGroup> }
            .into_any()
    } else if is_duration {
        let unit = spoken(common::in_minutes);
        view! {
            <Field label=label error=error required=required hint=unit>
                {input()}
            </Field>
        }
        .into_any()
    } else {
        view! { <Field label=label error=error required=required>{input()}</Field> }.into_any()
    }
}

/// The days and times that a task gets most often.
fn quick(kind: Kind, def: &FieldDef, on_commit: Callback<Option<Value>>) -> Option<AnyView> {
    match (kind, def.id) {
        (Kind::TASK, task::DUE) => {
            let choose = move |day| on_commit.run(Some(Value::Date(day)));
            Some(view! { <QuickDays on_choose=choose /> }.into_any())
        }
        (Kind::TASK, task::REMIND_AT) => {
            let choose = move |at| {
                notify::ask_once();
                on_commit.run(Some(Value::Instant(at)));
            };
            Some(view! { <QuickTimes on_choose=choose /> }.into_any())
        }
        _ => None,
    }
}

fn is_group(ty: FieldType) -> bool {
    matches!(
        ty,
        FieldType::Email | FieldType::Phone | FieldType::Address | FieldType::Refs(_)
    )
}

fn input(
    state: State,
    def: &FieldDef,
    value: Signal<Option<Value>>,
    on_commit: Callback<Option<Value>>,
) -> AnyView {
    let text = Signal::derive(move || {
        value
            .get()
            .and_then(|v| v.as_str().map(str::to_owned))
            .unwrap_or_default()
    });
    let commit_text = move |typed: String| {
        let typed = typed.trim();
        on_commit.run((!typed.is_empty()).then(|| Value::text(typed)));
    };
    match def.ty {
        _ if is_repeat(def) => {
            let repeat = Signal::derive(move || text.with(|rule| rule.parse::<Repeat>().ok()));
            let commit = move |repeat: Option<Repeat>| {
                on_commit.run(repeat.map(|repeat| Value::text(repeat.to_string())));
            };
            view! { <RepeatInput value=repeat on_commit=commit /> }.into_any()
        }
        FieldType::Text | FieldType::Any | FieldType::Rank => {
            view! { <TextInput value=text on_commit=commit_text /> }.into_any()
        }
        FieldType::Link => {
            let commit = move |typed: String| commit_text(with_scheme(&typed));
            view! { <TextInput value=text on_commit=commit kind=TextKind::Link /> }.into_any()
        }
        FieldType::LongText => {
            let commit = move |typed: String| {
                on_commit.run((!typed.trim().is_empty()).then_some(Value::Text(typed)));
            };
            view! { <TextArea value=text on_commit=commit /> }.into_any()
        }
        FieldType::Email | FieldType::Phone => {
            let kind = if def.ty == FieldType::Email {
                LabelledKind::Email
            } else {
                LabelledKind::Phone
            };
            let list = Signal::derive(move || match value.get() {
                Some(Value::Labelled(list)) => list,
                _ => Vec::new(),
            });
            let commit = move |list: Vec<_>| {
                on_commit.run((!list.is_empty()).then_some(Value::Labelled(list)));
            };
            view! { <LabelledList kind=kind value=list on_commit=commit /> }.into_any()
        }
        FieldType::Int | FieldType::Number | FieldType::Duration => number(def, value, on_commit),
        FieldType::Money => {
            let money = Signal::derive(move || value.get().and_then(|v| v.as_money()));
            let commit = move |m: Option<_>| on_commit.run(m.map(Value::Money));
            view! {
                <MoneyInput
                    value=money
                    currency=currency(state)
                    currencies=Signal::derive(move || offered(state))
                    on_commit=commit
                />
            }
            .into_any()
        }
        FieldType::Date => {
            let date = Signal::derive(move || match value.get() {
                Some(Value::Date(date)) => Some(date),
                _ => None,
            });
            let commit = move |date: Option<_>| on_commit.run(date.map(Value::Date));
            view! { <DateInput value=date on_commit=commit /> }.into_any()
        }
        FieldType::Instant => {
            let at = Signal::derive(move || match value.get() {
                Some(Value::Instant(at)) => Some(at),
                _ => None,
            });
            let reminds = def.id == task::REMIND_AT && def.key == "remind_at";
            let commit = move |at: Option<_>| {
                if reminds && at.is_some() {
                    notify::ask_once();
                }
                on_commit.run(at.map(Value::Instant));
            };
            view! { <DateTimeInput value=at on_commit=commit /> }.into_any()
        }
        FieldType::Bool => {
            let checked = Signal::derive(move || value.get() == Some(Value::Bool(true)));
            let change = move |on: bool| on_commit.run(on.then_some(Value::Bool(true)));
            view! { <Checkbox checked=checked on_change=change /> }.into_any()
        }
        FieldType::Choice => {
            let options = def.options.clone();
            let choose =
                move |key: String| on_commit.run((!key.is_empty()).then_some(Value::Choice(key)));
            view! {
                <ChoiceInput
                    value=text
                    options=Signal::derive(move || options.clone())
                    on_choose=choose
                    required=def.role == record::Role::Required
                />
            }
            .into_any()
        }
        FieldType::Choices | FieldType::Tags => {
            let tags = Signal::derive(move || match value.get() {
                Some(Value::Tags(tags)) => tags,
                _ => Vec::new(),
            });
            let known: Vec<String> = def.options.iter().map(ToString::to_string).collect();
            let commit = move |mut tags: Vec<String>| {
                record::order::sort(&mut tags);
                tags.dedup();
                on_commit.run((!tags.is_empty()).then_some(Value::Tags(tags)));
            };
            view! {
                <TagsInput
                    value=tags
                    known=Signal::derive(move || known.clone())
                    on_commit=commit
                />
            }
            .into_any()
        }
        FieldType::Ref(kind) => {
            let id = Signal::derive(move || value.get().and_then(|v| v.as_ref_id()));
            let choose = move |id: Option<_>| on_commit.run(id.map(Value::Ref));
            view! { <ReferenceInput kind=kind value=id on_choose=choose /> }.into_any()
        }
        FieldType::Refs(kind) => {
            let ids = Signal::derive(move || match value.get() {
                Some(Value::Refs(ids)) => ids,
                _ => Vec::new(),
            });
            let commit =
                move |ids: Vec<_>| on_commit.run((!ids.is_empty()).then_some(Value::Refs(ids)));
            view! { <ReferencesInput kind=kind value=ids on_commit=commit /> }.into_any()
        }
        FieldType::Address => {
            let address = Signal::derive(move || match value.get() {
                Some(Value::Address(address)) => address,
                _ => Address::default(),
            });
            let commit = move |address: Address| {
                let some = address != Address::default();
                on_commit.run(some.then_some(Value::Address(address)));
            };
            view! { <AddressInput value=address on_commit=commit /> }.into_any()
        }
    }
}

fn number(
    def: &FieldDef,
    value: Signal<Option<Value>>,
    on_commit: Callback<Option<Value>>,
) -> AnyView {
    let ty = def.ty;
    // Durations are edited in minutes.
    let unit = if ty == FieldType::Duration { 60.0 } else { 1.0 };
    let number = Signal::derive(move || value.get().and_then(|v| v.as_number()).map(|n| n / unit));
    let commit = move |n: Option<f64>| {
        on_commit.run(n.map(|n| match ty {
            FieldType::Int => Value::Int(n as i64),
            FieldType::Duration => Value::Duration((n * unit) as i64),
            _ => Value::Number(n),
        }));
    };
    let whole = ty != FieldType::Number;
    view! { <NumberInput value=number on_commit=commit whole=whole /> }.into_any()
}

/// The currencies of an amount: those that have an exchange rate, then all.
fn offered(state: State) -> Vec<Currency> {
    state.track_kind(Kind::RATE);
    let rates = state.with(|ws| ws.rate_list());
    let rated = rates.into_iter().map(|rate| rate.currency);
    rated.chain(currencies()).collect()
}

/// The business's currency.
pub(crate) fn currency(state: State) -> Signal<Currency> {
    Signal::derive(move || {
        state.track_kind(Kind::BUSINESS);
        state.with(|ws| ws.currency())
    })
}

/// A bare web address gets its scheme.
fn with_scheme(typed: &str) -> String {
    let typed = typed.trim();
    let bare = !typed.is_empty() && !typed.contains(':') && typed.contains('.');
    if bare {
        format!("https://{typed}")
    } else {
        typed.to_owned()
    }
}
