//! Restoring a backup file in the place of what is here.

use std::sync::Arc;

use interchange::backup::{self as container, BackupError};
use leptos::html;
use leptos::prelude::*;
use record::{DeviceId, Kind};
use workspace::Workspace;

use super::{Passphrase, is_open, problem, save_file};
use crate::parts::{Button, ButtonKind, Dialog, DialogSize, Toasts, use_toasts};
use crate::platform::files::{self, ChosenFile};
use crate::platform::idle;
use crate::shell::saved::reason_text;
use crate::state::{State, backup, use_state};
use crate::words::{backup as words, common, errors, schema};

/// A backup file that was read.
#[derive(Clone)]
enum Chosen {
    /// It needs a passphrase.
    Locked(Arc<Vec<u8>>),
    /// It is open: how many records of each kind it has.
    Open {
        bytes: Arc<Vec<u8>>,
        passphrase: Option<String>,
        counts: Vec<(Kind, u32)>,
    },
}

/// The way from a backup file to the workspace.
#[component]
pub(super) fn Restore() -> impl IntoView {
    let state = use_state();
    let toasts = use_toasts();
    let chosen = RwSignal::new(None::<Chosen>);
    let input = NodeRef::<html::Input>::new();
    let read = move || {
        let file = input.get_untracked().map(|input| files::chosen(&input));
        let Some(file) = file.and_then(|files| files.into_iter().next()) else {
            return;
        };
        leptos::task::spawn_local(async move {
            match opened(state, &file).await {
                Ok(read) => drop(chosen.try_set(Some(read))),
                Err(reason) => toasts.error(reason),
            }
        });
    };
    view! {
        <section class="settings-group">
            <h3>{words::restore}</h3>
            <p class="settings-text">{words::restore_text}</p>
            <div>
                <label class="button file-button">
                    <input
                        class="visually-hidden"
                        type="file"
                        accept=format!(".{}", backup::EXTENSION)
                        disabled=move || !is_open(state)
                        node_ref=input
                        on:change=move |_| read()
                    />
                    {words::choose_backup}
                </label>
            </div>
            {move || {
                chosen
                    .get()
                    .map(|read| match read {
                        Chosen::Locked(bytes) => {
                            view! { <Unlock bytes=bytes chosen=chosen /> }.into_any()
                        }
                        Chosen::Open { bytes, passphrase, counts } => {
                            view! {
                                <Confirm
                                    bytes=bytes
                                    passphrase=passphrase
                                    counts=counts
                                    chosen=chosen
                                    toasts=toasts
                                />
                            }
                                .into_any()
                        }
                    })
            }}
        </section>
    }
}

/// Asks for the passphrase.
#[component]
fn Unlock(bytes: Arc<Vec<u8>>, chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let state = use_state();
    let passphrase = NodeRef::<html::Input>::new();
    let wrong = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let submit = move || {
        let typed = passphrase.get_untracked().map(|input| input.value());
        let typed = typed.unwrap_or_default();
        let bytes = Arc::clone(&bytes);
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            idle::sleep_ms(30).await;
            match open(state, bytes, Some(typed)) {
                Ok(read) => drop(chosen.try_set(Some(read))),
                Err(error) => drop(wrong.try_set(Some(problem(&error)))),
            }
            is_busy.try_set(false);
        });
    };
    view! {
        <Dialog
            title=Signal::derive(|| words::unlock().to_owned())
            size=DialogSize::Small
            on_close=move |()| chosen.set(None)
            on_submit=move |()| submit()
            footer=move || {
                view! {
                    <Button
                        label=Signal::derive(|| common::cancel().to_owned())
                        on_press=move |_| chosen.set(None)
                    />
                    <Button
                        label=Signal::derive(|| common::open().to_owned())
                        kind=ButtonKind::Primary
                        disabled=is_busy
                        submit=true
                    />
                }
            }
        >
            <Passphrase label=words::passphrase node_ref=passphrase is_new=false />
            <p class="field-error" role="alert" hidden=move || wrong.with(Option::is_none)>
                {move || wrong.get()}
            </p>
        </Dialog>
    }
}

/// Says what is in the file and what becomes of what is here, and does it.
#[component]
fn Confirm(
    bytes: Arc<Vec<u8>>,
    passphrase: Option<String>,
    counts: Vec<(Kind, u32)>,
    chosen: RwSignal<Option<Chosen>>,
    toasts: Toasts,
) -> impl IntoView {
    let state = use_state();
    let is_busy = RwSignal::new(false);
    let submit = move || {
        let (bytes, passphrase) = (Arc::clone(&bytes), passphrase.clone());
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            idle::sleep_ms(30).await;
            let result = replace(state, &bytes, passphrase.as_deref()).await;
            is_busy.try_set(false);
            match result {
                Ok(()) => {
                    chosen.try_set(None);
                    toasts.say(words::restored());
                }
                Err(reason) => toasts.error(reason),
            }
        });
    };
    let rows: Vec<_> = counts
        .into_iter()
        .map(|(kind, count)| {
            view! { <li>{move || words::count_of(schema::kind_many(kind), count)}</li> }
        })
        .collect();
    view! {
        <Dialog
            title=Signal::derive(|| words::replace_title().to_owned())
            on_close=move |()| chosen.set(None)
            on_submit=move |()| submit()
            footer=move || {
                view! {
                    <Button
                        label=Signal::derive(|| common::cancel().to_owned())
                        on_press=move |_| chosen.set(None)
                    />
                    <Button
                        label=Signal::derive(|| words::replace().to_owned())
                        kind=ButtonKind::Danger
                        disabled=is_busy
                        submit=true
                    />
                }
            }
        >
            <p>{words::in_this_backup}</p>
            <ul class="restore-counts">{rows}</ul>
            <p>{words::replace_text}</p>
        </Dialog>
    }
}

async fn opened(state: State, file: &ChosenFile) -> Result<Chosen, String> {
    let bytes = file.read(|_| true).await;
    let Ok(Some(bytes)) = bytes else {
        return Err(errors::file_unreadable(&file.name()));
    };
    let info = container::inspect(&bytes).map_err(|e| problem(&e))?;
    let bytes = Arc::new(bytes);
    if info.locked {
        return Ok(Chosen::Locked(bytes));
    }
    open(state, bytes, None).map_err(|e| problem(&e))
}

fn open(
    state: State,
    bytes: Arc<Vec<u8>>,
    passphrase: Option<String>,
) -> Result<Chosen, BackupError> {
    let device = state.with(Workspace::device);
    let restored = backup::read(&bytes, passphrase.as_deref(), device)?;
    Ok(Chosen::Open {
        counts: counts(&restored),
        bytes,
        passphrase,
    })
}

fn counts(ws: &Workspace) -> Vec<(Kind, u32)> {
    let shown = [
        Kind::CONTACT,
        Kind::COMPANY,
        Kind::DEAL,
        Kind::TICKET,
        Kind::TASK,
        Kind::ACTIVITY,
        Kind::ARTICLE,
    ];
    shown.map(|kind| (kind, ws.count(kind))).to_vec()
}

/// A backup of what is here goes to the user first, so that nothing is lost by a wrong file.
async fn replace(state: State, bytes: &[u8], passphrase: Option<&str>) -> Result<(), String> {
    let device: DeviceId = state.with(Workspace::device);
    let restored = backup::read(bytes, passphrase, device).map_err(|e| problem(&e))?;
    save_file(state, None)?;
    // The browser takes the download over before the page is opened again.
    idle::sleep_ms(1_500).await;
    let stored = state.replace_by(restored).await;
    stored.map_err(|reason| reason_text(&reason))
}
