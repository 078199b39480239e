//! The second step: what each column becomes.

use std::sync::Arc;

use interchange::csv::{CsvFile, unguarded};
use interchange::headers::{Entity, Mapping, guess_type, propose_mapping_as};
use leptos::prelude::*;
use record::{FieldType, Kind};

use super::target::{key, of_key, options, targets};
use super::{Job, Step};
use crate::parts::{Button, ButtonKind, Select, SelectOption};
use crate::state::{State, use_state};
use crate::words::{import as words, schema as names, spoken};

/// How many values of a column are shown, and how many tell its type.
const SHOWN: usize = 3;
const LOOKED_AT: usize = 300;

/// The kinds of record that a file can hold.
const KINDS: [Kind; 9] = [
    Kind::CONTACT,
    Kind::COMPANY,
    Kind::DEAL,
    Kind::TICKET,
    Kind::TASK,
    Kind::PRODUCT,
    Kind::ACTIVITY,
    Kind::MEMBER,
    Kind::ARTICLE,
];

#[component]
pub(super) fn Map(job: Job) -> impl IntoView {
    let count = job.files.with_value(Vec::len);
    let files: Vec<_> = (0..count)
        .map(|index| view! { <File job=job index=index /> })
        .collect();
    view! {
        <p>{words::map_intro}</p>
        {files}
        <div class="import-actions">
            <Button
                label=spoken(words::back)
                on_press=move |_| job.step.set(Step::Files)
            />
            <Button
                kind=ButtonKind::Primary
                label=spoken(words::check_button)
                on_press=move |_| job.check()
            />
        </div>
    }
}

#[component]
fn File(job: Job, index: usize) -> impl IntoView {
    let state = use_state();
    let Some((name, sample)) = job.files.with_value(|files| {
        let file = files.get(index)?;
        Some((file.name().to_owned(), file.sample(LOOKED_AT)))
    }) else {
        return ().into_any();
    };
    let entities = move || {
        job.mappings
            .with(|m| m.get(index).map(|m| m.entities.clone()).unwrap_or_default())
    };
    let kind_key = Signal::derive(move || entities().first().map(entity_key).unwrap_or_default());
    let kinds = Signal::derive(move || {
        KINDS
            .iter()
            .map(|kind| SelectOption {
                key: entity_key(&Entity::Record(*kind)),
                label: names::kind_one(*kind).to_owned(),
            })
            .collect()
    });
    let proposed = sample.clone();
    let choose = move |key: String| {
        let kind = KINDS
            .into_iter()
            .find(|k| entity_key(&Entity::Record(*k)) == key);
        if let Some(kind) = kind {
            let mapping = job.files.with_value(|files| {
                let file = files.get(index)?;
                Some(as_kind(state, kind, file, &proposed))
            });
            if let Some(mapping) = mapping {
                job.mappings.update(|list| list[index] = mapping);
            }
        }
    };
    let columns = move || {
        job.mappings
            .with(|m| m.get(index).map_or(0, |m| m.columns.len()))
    };
    let rows = move || {
        (0..columns())
            .map(|column| {
                let values: Vec<String> = sample
                    .iter()
                    .filter_map(|row| row.get(column))
                    .filter(|cell| !cell.trim().is_empty())
                    .cloned()
                    .collect();
                view! { <Column job=job index=index column=column values=values /> }
            })
            .collect::<Vec<_>>()
    };
    let file_name = name.clone();
    view! {
        <section class="import-map">
            <div class="import-map-head">
                <h2>{name}</h2>
                <span class="muted">{words::file_holds}</span>
                <Select
                    value=kind_key
                    options=kinds
                    on_choose=choose
                    label=Signal::derive(move || words::file_holds_of(&file_name))
                />
            </div>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{words::column}</th>
                        <th scope="col">{words::samples}</th>
                        <th scope="col">{words::becomes}</th>
                    </tr>
                </thead>
                <tbody>{move || rows()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

#[component]
fn Column(job: Job, index: usize, column: usize, values: Vec<String>) -> impl IntoView {
    let state = use_state();
    let present = move || {
        job.mappings
            .with(|list| Some(list.get(index)?.columns.get(column)?.target.clone()))
    };
    let header = job.mappings.with_untracked(|list| {
        let column = list.get(index).and_then(|m| m.columns.get(column));
        column.map(|c| c.header.clone()).unwrap_or_default()
    });
    let guessed = guess_type(&header, values.iter().map(String::as_str)).unwrap_or(FieldType::Text);
    // The mark that keeps a spreadsheet from running a cell is not part of what is imported.
    let shown: Vec<&str> = values.iter().take(SHOWN).map(|v| unguarded(v)).collect();
    let shown = shown.join(" · ");
    let value = Signal::derive(move || present().map(|t| key(&t)).unwrap_or_default());
    let of_header = header.clone();
    let entities = move || {
        job.mappings.with(|list| {
            list.get(index)
                .map(|m| m.entities.clone())
                .unwrap_or_default()
        })
    };
    let possible = Arc::new(move || match present() {
        Some(target) => targets(&state.schema(), &entities(), &of_header, guessed, &target),
        None => Vec::new(),
    });
    let among = Arc::clone(&possible);
    let offered = Signal::derive(move || options(&state.schema(), &entities(), &possible()));
    let choose = move |key: String| {
        if let Some(target) = of_key(untrack(|| among()), &key) {
            job.mappings.update(|list| {
                let column = list.get_mut(index).and_then(|m| m.columns.get_mut(column));
                if let Some(column) = column {
                    column.target = target;
                    column.confidence = 100;
                }
            });
        }
    };
    let label = header.clone();
    view! {
        <tr>
            <th scope="row">{header}</th>
            <td class="import-samples">{shown}</td>
            <td>
                <Select
                    value=value
                    options=offered
                    on_choose=choose
                    label=Signal::derive(move || words::becomes_of(&label))
                />
            </td>
        </tr>
    }
}

fn as_kind(state: State, kind: Kind, file: &CsvFile, sample: &[Vec<String>]) -> Mapping {
    state.with(|ws| propose_mapping_as(kind, file.header(), sample, ws.schema()))
}

fn entity_key(entity: &Entity) -> String {
    serde_json::to_string(entity).unwrap_or_default()
}
