//! Where the data lies: how safe it is, backups, restoring one, erasing everything.

mod erase;
mod restore;

use interchange::backup::BackupError;
use leptos::html;
use leptos::prelude::*;
use record::Instant;

use crate::parts::{Button, ButtonKind, IconName, RelativeTime, use_toasts};
use crate::platform::{dom, download::download, idle, intl, storage};
use crate::shell::saved::reason_text;
use crate::state::{Phase, Saving, State, backup, use_state};
use crate::words::{backup as words, errors, locale, saving, spoken};
use erase::Erase;
use restore::Restore;

/// The part.
#[component]
pub(super) fn Storage() -> impl IntoView {
    view! {
        <Kept />
        <MakeBackup />
        <Restore />
        <Erase />
    }
}

/// How safe the data is on this device.
#[component]
fn Kept() -> impl IntoView {
    let state = use_state();
    let toasts = use_toasts();
    let persisted = RwSignal::new(None::<bool>);
    let estimate = RwSignal::new(None::<storage::Estimate>);
    leptos::task::spawn_local(async move {
        persisted.try_set(storage::persisted().await);
        estimate.try_set(storage::estimate().await);
    });
    let ask = move |_| {
        leptos::task::spawn_local(async move {
            let agreed = storage::persist().await;
            persisted.try_set(Some(agreed));
            toasts.say(if agreed {
                words::kept_for_good()
            } else {
                words::not_kept_for_good()
            });
        });
    };
    let saved = move || match state.saving.get() {
        Saving::Saved => words::all_saved().to_owned(),
        Saving::Busy(_) => saving::saving().to_owned(),
        Saving::Failed { changes, reason } => {
            format!("{}. {}", saving::not_saved(changes), reason_text(&reason))
        }
    };
    let kept = move || match persisted.get() {
        Some(true) => words::kept_for_good(),
        Some(false) => words::may_be_cleared(),
        None => words::unknown_if_kept(),
    };
    let used = move || {
        let bytes = |n: f64| intl::bytes(locale(), n.max(0.0) as u64);
        estimate
            .get()
            .map(|e| words::used_of(&bytes(e.used), &bytes(e.quota)))
    };
    view! {
        <section class="settings-group">
            <h3>{words::on_this_device}</h3>
            <p>{move || saved()}</p>
            <p>{move || kept()}</p>
            <p class="settings-text">{move || used()}</p>
            <div hidden=move || persisted.get() != Some(false)>
                <Button
                    icon=IconName::Lock
                    label=spoken(words::ask_to_keep)
                    on_press=ask
                />
            </div>
        </section>
    }
}

/// The way to a backup file.
#[component]
fn MakeBackup() -> impl IntoView {
    let state = use_state();
    let toasts = use_toasts();
    let last = RwSignal::new(backup::last());
    let passphrase = NodeRef::<html::Input>::new();
    let again = NodeRef::<html::Input>::new();
    let wrong = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let typed = |input: NodeRef<html::Input>| {
        input
            .get_untracked()
            .map(|input| input.value())
            .unwrap_or_default()
    };
    let make = move || {
        let (first, second) = (typed(passphrase), typed(again));
        if first != second {
            wrong.set(Some(words::passphrases_differ().to_owned()));
            return;
        }
        wrong.set(None);
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            // The button shows that work has begun before it begins.
            idle::sleep_ms(30).await;
            let passphrase = (!first.is_empty()).then_some(first.as_str());
            match save_file(state, passphrase).await {
                Ok(()) => {
                    last.try_set(backup::last());
                    toasts.say(words::backup_made());
                }
                Err(reason) => toasts.error(reason),
            }
            is_busy.try_set(false);
        });
    };
    view! {
        <section class="settings-group">
            <h3>{words::backup}</h3>
            <p class="settings-text">{words::backup_text}</p>
            <p>
                {move || match last.get() {
                    Some(at) => {
                        view! {
                            {words::last_backup}
                            " "
                            <RelativeTime at=Signal::stored(Some::<Instant>(at)) />
                        }
                            .into_any()
                    }
                    None => words::no_backup().into_any(),
                }}
            </p>
            <form
                class="settings-form"
                on:submit=move |event| {
                    event.prevent_default();
                    make();
                }
            >
                <Passphrase label=words::passphrase_optional node_ref=passphrase is_new=true />
                <Passphrase label=words::passphrase_again node_ref=again is_new=true />
                <p class="field-hint">{words::passphrase_hint}</p>
                <p class="field-error" role="alert" hidden=move || wrong.with(Option::is_none)>
                    {move || wrong.get()}
                </p>
                <div>
                    <Button
                        icon=IconName::Download
                        kind=ButtonKind::Primary
                        label=spoken(words::download_backup)
                        disabled=Signal::derive(move || is_busy.get() || !is_open(state))
                        submit=true
                    />
                </div>
            </form>
        </section>
    }
}

/// A field for a passphrase with its label.
#[component]
fn Passphrase(
    label: fn() -> &'static str,
    node_ref: NodeRef<html::Input>,
    /// Whether it is chosen here, so that the browser doesn't fill in a known one.
    is_new: bool,
) -> impl IntoView {
    let id = dom::unique_id("passphrase");
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>
                {label}
            </label>
            <input
                class="input"
                type="password"
                id=id
                autocomplete=if is_new { "new-password" } else { "current-password" }
                node_ref=node_ref
            />
        </div>
    }
}

/// Gives the user a backup of everything.
async fn save_file(state: State, passphrase: Option<&str>) -> Result<(), String> {
    let bytes = state.backup(passphrase).await.map_err(|e| problem(&e))?;
    download(&backup::file_name(), backup::MIME, &bytes)
        .map_err(|_| errors::download_failed().to_owned())?;
    backup::note_made();
    Ok(())
}

/// Whether all records are there: before that a backup would hold a part alone. Tracked.
fn is_open(state: State) -> bool {
    state.phase.get() == Phase::Ready
}

/// Why a backup can't be made or read, in the present language.
fn problem(error: &BackupError) -> String {
    match error {
        BackupError::NotABackup => words::not_a_backup().to_owned(),
        BackupError::TooNew { .. } => words::too_new().to_owned(),
        BackupError::Truncated { expected, found } => {
            let bytes = |n: u64| intl::bytes(locale(), n);
            words::truncated(&bytes(*found), &bytes(*expected))
        }
        BackupError::Damaged { what } => words::damaged(what),
        BackupError::Locked => words::locked().to_owned(),
        BackupError::WrongPassphrase => words::wrong_passphrase().to_owned(),
        BackupError::ChunkTooLarge { name } => words::too_large(name),
        BackupError::KeySettings => words::key_settings().to_owned(),
    }
}
