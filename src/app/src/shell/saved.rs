//! Whether everything is saved, in the top bar; and the wish that the browser keeps it for good.

use leptos::prelude::*;
use storage::StorageError;

use crate::parts::{Icon, IconName};
use crate::platform::{idle, prefs, storage as kept};
use crate::shell::Route;
use crate::state::setup::has_own_records;
use crate::state::{Notice, Phase, Saving, State, use_state};
use crate::words::{saving as words, shell};

/// How long saving may take before it is read out.
const PATIENCE_MS: u32 = 400;
/// The preference that says that the browser was asked to keep the data.
const ASKED: &str = "asked-to-keep";
/// The part of the settings with the backups.
const STORAGE: &str = "storage";

/// "Saved", "Saving…", or why it is not saved with the way to a backup.
#[component]
pub fn SaveIndicator() -> impl IntoView {
    let state = use_state();
    // Nothing is called saved before it is; but a reader hears of slow saves only.
    let is_slow = RwSignal::new(false);
    Effect::new(move |_| match state.saving.get() {
        Saving::Busy(_) if !is_slow.get_untracked() => idle::after_ms(PATIENCE_MS, move || {
            let busy = matches!(state.saving.try_get_untracked(), Some(Saving::Busy(_)));
            is_slow.try_set(busy);
        }),
        Saving::Busy(_) => {}
        Saving::Saved | Saving::Failed { .. } => is_slow.set(false),
    });
    keep_for_good(state);
    let text = move || match state.saving.get() {
        Saving::Failed { changes, .. } => words::not_saved(changes),
        Saving::Busy(_) => words::saving().to_owned(),
        Saving::Saved if in_memory(state) => words::only_here().to_owned(),
        Saving::Saved => words::saved().to_owned(),
    };
    let is_busy = move || matches!(state.saving.get(), Saving::Busy(_));
    let failure = move || match state.saving.get() {
        Saving::Failed { reason, .. } => Some(reason_text(&reason)),
        Saving::Saved | Saving::Busy(_) => None,
    };
    view! {
        <div
            class="saved"
            class:saved-failed=move || failure().is_some()
            role="status"
            aria-busy=move || (is_busy() && !is_slow.get()).then_some("true")
        >
            <Icon name=Signal::derive(move || {
                if failure().is_some() || in_memory(state) {
                    IconName::Alert
                } else if is_busy() {
                    IconName::Refresh
                } else {
                    IconName::Check
                }
            }) />
            <span class="saved-text">{move || text()}</span>
            {move || {
                failure()
                    .map(|reason| {
                        view! {
                            <span class="saved-reason">{reason}</span>
                            <a class="button" href=Route::Settings(Some(STORAGE.to_owned())).href()>
                                {shell::download_backup}
                            </a>
                        }
                    })
            }}
        </div>
    }
}

/// Whether what is stored goes with this tab.
fn in_memory(state: State) -> bool {
    let is_memory = |notice: &Notice| matches!(notice, Notice::MemoryOnly { .. });
    state.notices.with(|notices| notices.iter().any(is_memory))
}

/// Why storing failed, in the present language.
pub fn reason_text(reason: &StorageError) -> String {
    match reason {
        StorageError::NotAvailable { reason } => words::not_available(reason),
        StorageError::Blocked => words::blocked().to_owned(),
        StorageError::QuotaExceeded => words::quota_exceeded().to_owned(),
        StorageError::ConnectionLost => words::connection_lost().to_owned(),
        StorageError::Deleted => words::deleted().to_owned(),
        StorageError::Damaged { place } => words::damaged(place),
        StorageError::Other { what } => words::other(what),
    }
}

/// Asks the browser once to keep the data for good, when the first own records are saved.
fn keep_for_good(state: State) {
    Effect::new(move |asked: Option<bool>| {
        let saved = state.saving.get() == Saving::Saved && state.phase.get() == Phase::Ready;
        if asked == Some(true) || prefs::get::<bool>(ASKED) == Some(true) {
            return true;
        }
        if !saved || !state.with(has_own_records) {
            return false;
        }
        prefs::set(ASKED, &true);
        leptos::task::spawn_local(async {
            if kept::persisted().await == Some(false) {
                kept::persist().await;
            }
        });
        true
    });
}
