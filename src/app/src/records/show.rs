//! A value as a view: badges for choices, links for links and records.

use leptos::prelude::*;
use record::{FieldDef, FieldType, Kind, RecordId, Value};

use super::text::text;
use crate::parts::{Badge, choice_tone, label_text};
use crate::shell::Route;
use crate::state::use_state;
use crate::words::schema;

/// The address of a record's page; `None` for kinds without one.
pub fn record_href(kind: Kind, record: RecordId) -> Option<String> {
    Route::of_record(kind, record).map(Route::href)
}

/// A link with a record's name. Where the kind has no page, just the name.
#[component]
pub fn RecordLink(
    /// The record's kind.
    kind: Kind,
    /// The record.
    record: RecordId,
) -> impl IntoView {
    let state = use_state();
    let record = state.with(|ws| ws.resolve(kind, record));
    let name = move || state.name(kind, record);
    match record_href(kind, record) {
        Some(href) => view! { <a class="record-link" href=href>{move || name()}</a> }.into_any(),
        None => view! { <span>{move || name()}</span> }.into_any(),
    }
}

/// A field's value.
#[component]
pub fn ValueView(
    /// The field.
    def: FieldDef,
    /// The value.
    value: Value,
) -> impl IntoView {
    let state = use_state();
    let target = def.ty.target();
    match (value, target) {
        (Value::Choice(key), _) => badge(&def, key),
        (Value::Tags(keys), _) => {
            let badges: Vec<_> = keys.into_iter().map(|key| badge(&def, key)).collect();
            view! { <span class="badges">{badges}</span> }.into_any()
        }
        (Value::Ref(id), Some(kind)) => view! { <RecordLink kind=kind record=id /> }.into_any(),
        (Value::Refs(ids), Some(kind)) => {
            let links: Vec<_> = ids
                .into_iter()
                .map(|id| view! { <li><RecordLink kind=kind record=id /></li> })
                .collect();
            view! { <ul class="plain-list">{links}</ul> }.into_any()
        }
        (Value::Labelled(list), _) => {
            let scheme = if def.ty == FieldType::Phone {
                "tel:"
            } else {
                "mailto:"
            };
            let links: Vec<_> = list
                .into_iter()
                .map(|entry| {
                    let href = format!("{scheme}{}", entry.value.replace(' ', ""));
                    let label = (!entry.label.is_empty())
                        .then(|| view! { <small class="muted labelled-label">{label_text(&entry.label)}</small> });
                    // An address that needs two lines is broken before its @.
                    let at = entry.value.find('@').unwrap_or_default();
                    let (before, after) = entry.value.split_at(at);
                    let (before, after) = (before.to_owned(), after.to_owned());
                    view! { <li><a href=href>{before}<wbr />{after}</a> {label}</li> }
                })
                .collect();
            view! { <ul class="plain-list">{links}</ul> }.into_any()
        }
        (Value::Text(link), _) if def.ty == FieldType::Link && is_link(&link) => {
            let shown = link
                .trim_start_matches("https://")
                .trim_start_matches("http://");
            let shown = shown.trim_end_matches('/').to_owned();
            view! { <a href=link target="_blank" rel="noopener noreferrer">{shown}</a> }.into_any()
        }
        (value, _) => {
            let shown = move || text(state, &def, &value);
            view! { <span class="value-text">{move || shown()}</span> }.into_any()
        }
    }
}

fn badge(def: &FieldDef, key: String) -> AnyView {
    let place = def
        .options
        .iter()
        .position(|o| *o == key.as_str())
        .unwrap_or_default();
    let tone = choice_tone(&key, place);
    let options = def.options.clone();
    let label = Signal::derive(move || schema::option_of(&options, &key).into_owned());
    view! { <Badge label=label tone=tone /> }.into_any()
}

/// Only these may be followed; the store holds none else, but data may come from elsewhere.
fn is_link(text: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| text.starts_with(scheme))
}
