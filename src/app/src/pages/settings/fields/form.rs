//! The form of a custom field.

use leptos::prelude::*;
use record::schema::field as custom;
use record::{FieldId, FieldType, Kind, RecordId, Value};
use workspace::Command;

use super::{TYPES, in_use, options_of, taken_in_use, type_name};
use crate::parts::{Dialog, Field, FormButtons, Select, SelectOption, TagsInput, TextInput, When};
use crate::state::{State, use_actor};
use crate::words::{refusals, schema, settings as words, spoken};

/// The form of a custom field, new or known.
#[component]
pub(super) fn FieldForm(
    /// The kind it belongs to.
    kind: Kind,
    /// The record that defines it; without it a new one is made.
    #[prop(optional)]
    id: Option<RecordId>,
    /// Closes the form.
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let known = id.map(FieldId::custom);
    let def = known.and_then(|field| untrack(|| state.field(kind, field)));
    let filled = known.map_or(0, |field| state.with(|ws| in_use(ws, kind, field, None)));
    let before = id.map_or_else(Vec::new, |id| state.with(|ws| options_of(ws, id)));
    let name = RwSignal::new(
        def.as_ref()
            .map(|d| d.label.to_string())
            .unwrap_or_default(),
    );
    let ty = RwSignal::new(def.map_or(FieldType::Text, |def| def.ty));
    let options = RwSignal::new(before.clone());
    let wrong_name = RwSignal::new(None::<String>);
    let wrong_options = RwSignal::new(None::<String>);
    let has_options = move || matches!(ty.get(), FieldType::Choice | FieldType::Choices);

    let submit = move || {
        let typed = name.get_untracked().trim().to_owned();
        let chosen = if untrack(has_options) {
            options.get_untracked()
        } else {
            Vec::new()
        };
        wrong_name.set(name_problem(state, kind, known, &typed));
        let taken = known
            .and_then(|field| state.with(|ws| taken_in_use(ws, (kind, field), &before, &chosen)));
        wrong_options.set(match taken {
            Some((option, count)) => Some(words::option_in_use(&option, count)),
            None if untrack(has_options) && chosen.is_empty() => {
                Some(words::options_needed().to_owned())
            }
            None => None,
        });
        let is_wrong = [wrong_name, wrong_options]
            .iter()
            .any(|wrong| wrong.with_untracked(Option::is_some));
        if is_wrong {
            return;
        }
        let values = vec![
            (custom::LABEL, Some(Value::text(typed))),
            (custom::KIND, Some(Value::Int(kind.0.into()))),
            (custom::TYPE, Some(Value::text(ty.get_untracked().name()))),
            (custom::OPTIONS, sorted(chosen)),
        ];
        let command = match id {
            Some(record) => Command::Edit {
                kind: Kind::FIELD,
                record,
                values,
            },
            None => Command::Create {
                kind: Kind::FIELD,
                record: state.new_id(),
                values: values
                    .into_iter()
                    .filter_map(|(field, value)| Some((field, value?)))
                    .collect(),
            },
        };
        match state.run(command) {
            Ok(()) => close(),
            Err(refused) => wrong_name.set(Some(refusals::sentence(state, &refused))),
        }
    };
    let title = move || match id {
        Some(_) => words::edit_field().to_owned(),
        None => words::add_field_to(schema::kind_many(kind)),
    };
    let types = Signal::derive(move || {
        let mut types: Vec<FieldType> = TYPES.to_vec();
        if !types.contains(&ty.get()) {
            types.push(ty.get());
        }
        types
            .into_iter()
            .map(|ty| SelectOption::new(ty.name(), type_name(ty)))
            .collect::<Vec<_>>()
    });
    view! {
        <Dialog
            title=Signal::derive(title)
            on_close=move |()| close()
            on_submit=move |()| submit()
            footer=move || {
                view! {
                    <FormButtons on_cancel=move |()| close() />
                }
            }
        >
            <Field
                label=spoken(words::name)
                error=wrong_name
                required=true
            >
                <TextInput value=name on_input=move |text| name.set(text) autofocus=true />
            </Field>
            <Field
                label=spoken(words::field_type)
                hint=Signal::derive(move || {
                    if filled > 0 { words::type_fixed(filled) } else { String::new() }
                })
            >
                <Select
                    value=Signal::derive(move || ty.get().name().into_owned())
                    options=types
                    disabled=Signal::stored(filled > 0)
                    on_choose=move |key: String| {
                        if let Some(chosen) = FieldType::from_name(&key) {
                            ty.set(chosen);
                        }
                    }
                />
            </Field>
            <When holds=has_options>
                <Field
                    label=spoken(words::options)
                    hint=spoken(words::options_hint)
                    error=wrong_options
                    required=true
                >
                    <TagsInput value=options on_commit=move |list| options.set(list) />
                </Field>
            </When>
        </Dialog>
    }
}

/// What is wrong with a field's name: there is none, or another field of the kind has it.
fn name_problem(state: State, kind: Kind, own: Option<FieldId>, typed: &str) -> Option<String> {
    if typed.is_empty() {
        return Some(words::name_needed().to_owned());
    }
    let lower = typed.to_lowercase();
    let all = untrack(|| state.schema());
    let same = all.kind(kind)?.fields.iter().any(|def| {
        let names = [
            def.label.to_lowercase(),
            schema::field(kind, def).to_lowercase(),
        ];
        Some(def.id) != own && names.contains(&lower)
    });
    same.then(|| words::name_taken(typed))
}

/// A set of options as it is stored; `None` for none.
pub(super) fn sorted(mut options: Vec<String>) -> Option<Value> {
    record::order::sort(&mut options);
    options.dedup();
    (!options.is_empty()).then_some(Value::Tags(options))
}
