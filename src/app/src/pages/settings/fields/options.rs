//! The options that a business adds to a standard choice.

use leptos::prelude::*;
use record::schema::field as custom;
use record::{FieldId, Kind, RecordId};
use workspace::Command;

use super::form::sorted;
use super::{is_of_sample, options_of, taken_in_use};
use crate::parts::{Badge, Dialog, Field, FormButtons, TagsInput};
use crate::state::setup::put;
use crate::state::{State, use_actor};
use crate::words::{refusals, schema, settings as words, spoken};

/// The options of a standard choice: the standard ones as they are, the added ones to change.
#[component]
pub(super) fn OptionsForm(
    /// The kind of the field.
    kind: Kind,
    /// The field.
    field: FieldId,
    /// Closes the form.
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let record = state.with(|ws| ws.options_record(kind, field));
    let before = state.with(|ws| options_of(ws, record));
    let fixed: Vec<String> = untrack(|| state.field(kind, field))
        .map(|def| def.options.into_iter().map(|o| o.into_owned()))
        .into_iter()
        .flatten()
        .filter(|option| !before.contains(option))
        .collect();
    let added = RwSignal::new(before.clone());
    let wrong = RwSignal::new(None::<String>);
    let standard = fixed.clone();

    let submit = move || {
        let mut chosen = added.get_untracked();
        chosen.retain(|option| !standard.contains(option));
        let taken = state.with(|ws| taken_in_use(ws, (kind, field), &before, &chosen));
        if let Some((option, count)) = taken {
            wrong.set(Some(words::option_in_use(&option, count)));
            return;
        }
        match state.run(command(state, (kind, field), record, chosen)) {
            Ok(()) => close(),
            Err(refused) => wrong.set(Some(refusals::sentence(state, &refused))),
        }
    };
    let name = move || schema::field_of(&state.schema(), kind, field);
    let badges: Vec<_> = fixed
        .into_iter()
        .map(|key| {
            view! { <Badge label=Signal::derive(move || schema::option(&key).into_owned()) /> }
        })
        .collect();
    let has_fixed = !badges.is_empty();
    view! {
        <Dialog
            title=Signal::derive(move || words::options_of(&name()))
            on_close=move |()| close()
            on_submit=move |()| submit()
            footer=move || {
                view! {
                    <FormButtons on_cancel=move |()| close() />
                }
            }
        >
            <div class="field" hidden=!has_fixed>
                <span class="field-label">{words::standard_options}</span>
                <span class="badges">{badges}</span>
            </div>
            <Field
                label=spoken(words::own_options)
                hint=spoken(words::options_hint)
                error=wrong
            >
                <TagsInput value=added on_commit=move |list| added.set(list) />
            </Field>
        </Dialog>
    }
}

/// The command that makes these the added options of a standard choice.
fn command(
    state: State,
    (kind, field): (Kind, FieldId),
    record: RecordId,
    options: Vec<String>,
) -> Command {
    let (is_live, is_known) = state.with(|ws| {
        let is_live = ws.is_live(Kind::FIELD, record) && !is_of_sample(ws, record);
        (is_live, ws.is_known(Kind::FIELD, record))
    });
    if is_live {
        let values = vec![(custom::OPTIONS, sorted(options))];
        return put(state, Kind::FIELD, record, values);
    }
    if is_known {
        // The record was deleted or taken back once: it is written anew.
        let label = untrack(|| state.field(kind, field)).map(|def| def.label.into_owned());
        let values = vec![
            (custom::LABEL, label.map(record::Value::text)),
            (custom::KIND, Some(record::Value::Int(kind.0.into()))),
            (custom::EXTENDS, Some(record::Value::Int(field.0 as i64))),
            (custom::OPTIONS, sorted(options)),
        ];
        return put(state, Kind::FIELD, record, values);
    }
    Command::AddOptions {
        kind,
        field,
        options,
    }
}
