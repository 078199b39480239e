//! The first step: the files.

use interchange::csv::{self, CsvFile, FileError, MAX_BYTES, MAX_ROWS, ReadOptions};
use interchange::headers::{Mapping, Source, propose_mapping, propose_mapping_as};
use interchange::vcard;
use leptos::html;
use leptos::prelude::*;
use record::Kind;

use super::{Job, Step};
use crate::parts::{Button, ButtonKind, Icon, IconName, When};
use crate::platform::files::{self, ChosenFile, ReadError};
use crate::platform::idle::Slice;
use crate::platform::text;
use crate::shell::Section;
use crate::state::importing::{habits, remembered};
use crate::state::{State, use_state};
use crate::words::{common, errors, import as words, spoken};

/// How many rows the proposal of a mapping looks at.
const SAMPLE_ROWS: usize = 300;

#[component]
pub(super) fn Choose(job: Job) -> impl IntoView {
    let state = use_state();
    let input = NodeRef::<html::Input>::new();
    let dragged = RwSignal::new(false);
    let reading = RwSignal::new(None::<String>);
    let wrong = RwSignal::new(Vec::<(String, String)>::new());
    let count = RwSignal::new(job.files.with_value(Vec::len));

    let take = move |chosen: Vec<ChosenFile>| {
        wrong.set(Vec::new());
        leptos::task::spawn_local(async move {
            for file in chosen {
                let name = file.name();
                reading.try_set(Some(name.clone()));
                match read(&file).await {
                    Ok((file, _))
                        if job.files.try_with_value(|all| is_too_much(all, &file))
                            != Some(false) =>
                    {
                        let why = words::files_too_large().to_owned();
                        wrong.try_update(|list| list.push((name, why)));
                    }
                    Ok((file, mapping)) => {
                        let mapping =
                            mapping.unwrap_or_else(|| mapping_for(state, job.section, &file));
                        if let Some(habits) = habits(file.header()) {
                            job.decisions.try_update(|d| d.recall(habits));
                        }
                        job.files.try_update_value(|files| files.push(file));
                        job.mappings.try_update(|mappings| mappings.push(mapping));
                    }
                    Err(why) => {
                        wrong.try_update(|list| list.push((name, why)));
                    }
                }
            }
            reading.try_set(None);
            count.try_set(job.files.try_with_value(Vec::len).unwrap_or_default());
        });
    };
    let remove = move |index: usize| {
        job.files.update_value(|files| drop(files.remove(index)));
        job.mappings.update(|mappings| drop(mappings.remove(index)));
        count.set(job.files.with_value(Vec::len));
    };
    let list = move || {
        let mappings = job.mappings.get();
        job.files.with_value(|files| {
            files
                .iter()
                .zip(&mappings)
                .enumerate()
                .map(|(index, (file, mapping))| {
                    let name = file.name().to_owned();
                    let about = about(file, mapping);
                    let notes: Vec<String> = file.notes().iter().map(words::file_note).collect();
                    view! {
                        <li class="import-file">
                            <Icon name=IconName::File />
                            <strong>{name.clone()}</strong>
                            <span class="muted">{about}</span>
                            <span class="import-note">{notes.join("; ")}</span>
                            <Button
                                kind=ButtonKind::Quiet
                                label=Signal::derive(move || common::remove_named(&name))
                                on_press=move |_| remove(index)
                            />
                        </li>
                    }
                })
                .collect::<Vec<_>>()
        })
    };

    view! {
        <div
            class="import-drop"
            class:import-drop-over=move || dragged.get()
            on:dragover=move |event| {
                event.prevent_default();
                dragged.set(true);
            }
            on:dragleave=move |_| dragged.set(false)
            on:drop=move |event| {
                event.prevent_default();
                dragged.set(false);
                take(files::transferred(event.data_transfer().as_ref()));
            }
        >
            <Icon name=IconName::Upload />
            <p class="import-drop-title">{words::drop_here}</p>
            <label class="import-choose button button-primary">
                <span>{words::or_choose}</span>
                <input
                    class="visually-hidden"
                    type="file"
                    multiple
                    accept=".csv,.tsv,.txt,.vcf,text/csv,text/vcard,text/plain,text/tab-separated-values"
                    node_ref=input
                    on:change=move |_| {
                        if let Some(input) = input.get_untracked() {
                            take(files::chosen(&input));
                        }
                    }
                />
            </label>
            <p class="muted">{words::files_hint}</p>
        </div>
        <p role="status">{move || reading.get().map(|name| words::reading(&name))}</p>
        <div role="alert">
            <ul class="plain-list import-errors">
                {move || {
                    wrong
                        .get()
                        .into_iter()
                        .map(|(name, why)| view! { <li><strong>{name}</strong> " " {why}</li> })
                        .collect::<Vec<_>>()
                }}
            </ul>
        </div>
        <When holds=move || { count.get() > 0 }>
            <h2>{words::chosen_files}</h2>
            <ul class="plain-list">{move || list()}</ul>
            <div class="import-actions">
                <Button
                    kind=ButtonKind::Primary
                    label=spoken(words::go_on)
                    disabled=Signal::derive(move || reading.get().is_some())
                    on_press=move |_| job.step.set(Step::Columns)
                />
            </div>
        </When>
    }
}

/// Reads a file in slices that leave the page usable; address cards bring their mapping with them.
async fn read(file: &ChosenFile) -> Result<(CsvFile, Option<Mapping>), String> {
    let name = file.name();
    if file.bytes() > MAX_BYTES as u64 {
        let bytes = usize::try_from(file.bytes()).unwrap_or(usize::MAX);
        return Err(words::file_error(&FileError::TooLarge { bytes }));
    }
    let bytes = match file.read(|_| true).await {
        Ok(Some(bytes)) => bytes,
        Ok(None) | Err(ReadError::Gone) => return Err(errors::file_unreadable(&name)),
        Err(ReadError::NoMemory) => return Err(words::file_no_memory().to_owned()),
    };
    let is_card = name.to_ascii_lowercase().ends_with(".vcf")
        || bytes
            .trim_ascii_start()
            .get(..11)
            .is_some_and(|b| b.eq_ignore_ascii_case(b"BEGIN:VCARD"));
    let table = if is_card {
        cards(name, bytes).await
    } else {
        table(name, bytes).await
    };
    table.map_err(|error| words::file_error(&error))
}

async fn table(name: String, bytes: Vec<u8>) -> Result<(CsvFile, Option<Mapping>), FileError> {
    let mut opening = csv::Opening::new(name, bytes, ReadOptions::default(), text::decode)?;
    let mut slice = Slice::new();
    loop {
        slice.breathe().await;
        if let Some(file) = opening.step()? {
            return Ok((file, None));
        }
    }
}

async fn cards(name: String, bytes: Vec<u8>) -> Result<(CsvFile, Option<Mapping>), FileError> {
    let mut opening = vcard::Opening::new(name, bytes, text::decode)?;
    let mut slice = Slice::new();
    loop {
        slice.breathe().await;
        if let Some(cards) = opening.step()? {
            return Ok((cards.file, Some(cards.mapping)));
        }
    }
}

/// Whether a file is too much beside those that were chosen before.
fn is_too_much(chosen: &[CsvFile], file: &CsvFile) -> bool {
    let all = || chosen.iter().chain([file]);
    let bytes: usize = all().map(CsvFile::length).sum();
    let rows: u32 = all().map(CsvFile::row_count).sum();
    !chosen.is_empty() && (bytes > MAX_BYTES || rows > MAX_ROWS)
}

fn mapping_for(state: State, section: Section, file: &CsvFile) -> Mapping {
    remembered(file.header()).unwrap_or_else(|| {
        let sample = file.sample(SAMPLE_ROWS);
        // A list of products may as well be one of a deal's options, so it is what it is brought to.
        state.with(|ws| match section {
            Section::Products => {
                propose_mapping_as(Kind::PRODUCT, file.header(), &sample, ws.schema())
            }
            _ => propose_mapping(file.header(), &sample, file.name(), ws.schema()),
        })
    })
}

fn about(file: &CsvFile, mapping: &Mapping) -> String {
    if vcard::is_of_cards(mapping) {
        return words::file_cards(file.row_count());
    }
    let source = match mapping.source {
        Source::Generic => words::generic_source(),
        known => known.name(),
    };
    words::file_rows(source, file.header().len())
}
