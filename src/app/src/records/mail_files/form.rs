//! The dialog that shows e-mail files and logs them.

use interchange::eml::{self, LARGEST, Mail};
use leptos::html;
use leptos::prelude::*;
use workspace::Command;

use super::card::Card;
use super::entry::{Entry, writes};
use super::{MailFiles, Record, said};
use crate::parts::{Button, ButtonKind, Dialog, DialogSize, Each, Icon, IconName, When};
use crate::platform::files::{self, ChosenFile, ReadError};
use crate::platform::{clock, idle, text};
use crate::state::{use_actor, use_state};
use crate::words::{common, eml as words, errors, spoken};

/// The most e-mails that are logged at once.
const MOST: usize = 50;

#[component]
pub(super) fn Form(mail_files: MailFiles, of: Record, files: Vec<ChosenFile>) -> impl IntoView {
    let state = use_state();
    let actor = use_actor();
    let entries = RwSignal::new(Vec::<Entry>::new());
    let wrong = RwSignal::new(Vec::<(String, String)>::new());
    let reading = RwSignal::new(None::<String>);
    let dragged = RwSignal::new(false);
    let next = StoredValue::new(0u32);
    let input = NodeRef::<html::Input>::new();
    let take = move |chosen: Vec<ChosenFile>| {
        wrong.set(Vec::new());
        leptos::task::spawn_local(async move {
            for file in chosen {
                let name = file.name();
                if entries
                    .try_with_untracked(Vec::len)
                    .is_none_or(|n| n >= MOST)
                {
                    wrong.try_update(|list| list.push((name, words::too_many(MOST))));
                    break;
                }
                reading.try_set(Some(name.clone()));
                idle::yield_now().await;
                match read(&file).await {
                    Ok(mail) => {
                        let number = next.try_get_value().unwrap_or_default();
                        next.try_set_value(number + 1);
                        entries.try_update(|entries| {
                            let entry = Entry::new(number, mail, entries);
                            entries.push(entry);
                        });
                    }
                    Err(why) => {
                        wrong.try_update(|list| list.push((name, why)));
                    }
                }
            }
            reading.try_set(None);
        });
    };
    if !files.is_empty() {
        take(files);
    }
    let ready = Memo::new(move |_| {
        for kind in [record::Kind::ACTIVITY, record::Kind::MESSAGE] {
            state.track_kind(kind);
        }
        entries.with(|entries| {
            let is_new =
                |entry: &&Entry| entry.is_on && !state.with(|ws| ws.is_mail_logged(of, &entry.key));
            entries.iter().filter(is_new).count()
        })
    });
    let log = move || {
        let mut chosen = entries.get_untracked();
        chosen.retain(|entry| entry.is_on);
        let count = ready.get_untracked();
        if count == 0 {
            return;
        }
        let writes = state.with(|ws| writes(ws, of, &chosen, clock::now(), || state.new_id()));
        let command = Command::Bulk {
            label: "create".to_owned(),
            group: state.new_id(),
            writes,
        };
        if actor.run(command, words::logged_count(count)) {
            mail_files.close();
        }
    };
    let is_empty = move || entries.with(Vec::is_empty);
    let numbers = move || {
        entries.with(|entries| entries.iter().map(|entry| entry.number).collect::<Vec<_>>())
    };
    view! {
        <Dialog
            title=Signal::derive(move || words::title(&state.name(of.0, of.1)))
            size=DialogSize::Large
            on_close=move |()| mail_files.close()
            on_submit=move |()| log()
            footer=move || {
                view! {
                    <Button label=spoken(common::cancel) on_press=move |_| mail_files.close() />
                    <Button
                        label=Signal::derive(move || words::log_count(ready.get()))
                        kind=ButtonKind::Primary
                        submit=true
                        disabled=Signal::derive(move || ready.get() == 0 || reading.get().is_some())
                    />
                }
            }
        >
            <div
                class="mail-form mail-drop"
                class:mail-drop-over=move || dragged.get()
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
                <When holds=is_empty>
                    <div class="mail-drop-empty">
                        <Icon name=IconName::Mail />
                        <p class="mail-drop-title">{words::drop_here}</p>
                        <p class="mail-note">{words::hint}</p>
                    </div>
                </When>
                <ul class="plain-list mail-cards">
                    <Each each=numbers key=|number| *number let:number>
                        <Card of=of number=number entries=entries />
                    </Each>
                </ul>
                <p role="status" class="mail-note">
                    {move || reading.get().map(|name| words::reading(&name))}
                </p>
                <div role="alert">
                    <ul class="plain-list mail-errors">
                        {move || {
                            wrong
                                .get()
                                .into_iter()
                                .map(|(name, why)| view! { <li><strong>{name}</strong> " " {why}</li> })
                                .collect::<Vec<_>>()
                        }}
                    </ul>
                </div>
                <label class="mail-choose button">
                    <Icon name=IconName::Upload />
                    <span>{words::choose}</span>
                    <input
                        class="visually-hidden"
                        type="file"
                        multiple
                        accept=".eml,message/rfc822"
                        node_ref=input
                        on:change=move |_| {
                            if let Some(input) = input.get_untracked() {
                                take(files::chosen(&input));
                            }
                        }
                    />
                </label>
            </div>
        </Dialog>
    }
}

/// Reads a file; why it can't be, in words.
async fn read(file: &ChosenFile) -> Result<Mail, String> {
    if file.bytes() > LARGEST as u64 {
        return Err(words::too_large().to_owned());
    }
    let bytes = match file.read(|_| true).await {
        Ok(Some(bytes)) => bytes,
        Ok(None) | Err(ReadError::Gone) => return Err(errors::file_unreadable(&file.name())),
        Err(ReadError::NoMemory) => return Err(words::no_memory().to_owned()),
    };
    eml::read(&bytes, text::decode).map_err(|error| said::error(error).to_owned())
}
