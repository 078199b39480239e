//! Restoring a backup file: opening it, then merging it or putting it in the place of what is here.

mod confirm;

use std::rc::Rc;
use std::sync::Arc;

use interchange::backup::BackupError;
use leptos::html;
use leptos::prelude::*;
use workspace::Workspace;

use super::{Passphrase, is_open, problem};
use crate::parts::{Button, ButtonKind, Dialog, DialogSize, use_toasts};
use crate::platform::files::{self, ChosenFile};
use crate::platform::idle;
use crate::state::backup;
use crate::state::use_state;
use crate::words::{backup as words, common, errors, spoken};
use confirm::Confirm;

/// A backup file that was read.
#[derive(Clone)]
enum Chosen {
    /// It needs a passphrase.
    Locked(Arc<Vec<u8>>),
    /// It is open.
    Open(Rc<Workspace>),
}

/// What was chosen. A workspace never leaves the thread of the page.
type Choice = RwSignal<Option<Chosen>, LocalStorage>;

/// The way from a backup file to the workspace.
#[component]
pub(super) fn Restore() -> impl IntoView {
    let state = use_state();
    let toasts = use_toasts();
    let chosen: Choice = RwSignal::new_local(None);
    let is_reading = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let read = move || {
        let file = input.get_untracked().map(|input| files::chosen(&input));
        let Some(file) = file.and_then(|files| files.into_iter().next()) else {
            return;
        };
        is_reading.set(true);
        leptos::task::spawn_local(async move {
            match opened(&file).await {
                Ok(read) => drop(chosen.try_set(Some(read))),
                Err(reason) => toasts.error(reason),
            }
            is_reading.try_set(false);
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
                        disabled=move || is_reading.get() || !is_open(state)
                        node_ref=input
                        on:change=move |_| read()
                    />
                    {words::choose_backup}
                </label>
            </div>
            <p role="status">{move || is_reading.get().then(words::reading_backup)}</p>
            {move || {
                chosen
                    .get()
                    .map(|read| match read {
                        Chosen::Locked(bytes) => {
                            view! { <Unlock bytes=bytes chosen=chosen /> }.into_any()
                        }
                        Chosen::Open(backup) => {
                            let backup = StoredValue::new_local(backup);
                            view! { <Confirm backup=backup chosen=chosen /> }.into_any()
                        }
                    })
            }}
        </section>
    }
}

/// Asks for the passphrase.
#[component]
fn Unlock(bytes: Arc<Vec<u8>>, chosen: Choice) -> impl IntoView {
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
            match open(&bytes, Some(&typed)).await {
                Ok(read) => drop(chosen.try_set(Some(read))),
                Err(error) => drop(wrong.try_set(Some(problem(&error)))),
            }
            is_busy.try_set(false);
        });
    };
    view! {
        <Dialog
            title=spoken(words::unlock)
            size=DialogSize::Small
            on_close=move |()| chosen.set(None)
            on_submit=move |()| submit()
            footer=move || {
                view! {
                    <Button
                        label=spoken(common::cancel)
                        on_press=move |_| chosen.set(None)
                    />
                    <Button
                        label=spoken(common::open)
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

async fn opened(file: &ChosenFile) -> Result<Chosen, String> {
    let bytes = file.read(|_| true).await;
    let Ok(Some(bytes)) = bytes else {
        return Err(errors::file_unreadable(&file.name()));
    };
    match open(&bytes, None).await {
        Err(BackupError::Locked) => Ok(Chosen::Locked(Arc::new(bytes))),
        result => result.map_err(|e| problem(&e)),
    }
}

/// Where it takes the place of what is here, the numbers of changes begin anew, so as a new device.
async fn open(bytes: &[u8], passphrase: Option<&str>) -> Result<Chosen, BackupError> {
    let workspace = backup::read(bytes, passphrase, backup::new_device()).await?;
    Ok(Chosen::Open(Rc::new(workspace)))
}
