//! Short messages at the edge of the page: what was done, with a way back; what went wrong.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use leptos::prelude::*;

use super::button::{Button, ButtonKind, IconButton};
use super::icon::IconName;
use crate::parts::Each;
use crate::platform::idle;
use crate::words::{common, shell, spoken};

/// The messages that are shown, from anywhere below the frame.
#[derive(Clone, Copy, Debug)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
}

#[derive(Clone, Debug)]
struct Toast {
    number: u64,
    text: String,
    is_error: bool,
    action: Option<Action>,
    /// Whether its button takes back what was done last.
    undoes: bool,
}

/// A button of a message. It outlives the part of the page that has shown it, so it holds its work
/// itself; a `Callback` would go with that part.
#[derive(Clone)]
struct Action {
    label: String,
    run: Arc<dyn Fn() + Send + Sync>,
}

/// What a message is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Said,
    Undoable,
    Offered,
    Failed,
}

/// How long a message stays.
const STAY_MS: u32 = 7_000;
/// How many are shown at once; the oldest goes first.
const MOST: usize = 3;

static NEXT: AtomicU64 = AtomicU64::new(1);

impl Toasts {
    /// Makes the list and provides it.
    pub(crate) fn install() -> Self {
        let toasts = Self {
            shown: RwSignal::new(Vec::new()),
        };
        provide_context(toasts);
        toasts
    }

    /// Says what was done.
    pub fn say(self, text: impl Into<String>) {
        self.show(text.into(), Way::Said, None);
    }

    /// Says what was done, with a button that takes it back.
    pub fn undoable(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        let action = Action {
            label: common::undo().to_owned(),
            run: Arc::new(undo),
        };
        self.show(text.into(), Way::Undoable, Some(action));
    }

    /// Says what was done, with the way to it.
    pub fn linked(
        self,
        text: impl Into<String>,
        action: impl Into<String>,
        run: impl Fn() + Send + Sync + 'static,
    ) {
        let action = Action {
            label: action.into(),
            run: Arc::new(run),
        };
        self.show(text.into(), Way::Said, Some(action));
    }

    /// Says something with an action, and stays until it is answered.
    pub fn offer(
        self,
        text: impl Into<String>,
        action: impl Into<String>,
        run: impl Fn() + Send + Sync + 'static,
    ) {
        let action = Action {
            label: action.into(),
            run: Arc::new(run),
        };
        self.show(text.into(), Way::Offered, Some(action));
    }

    /// Says what went wrong, and stays until it is closed or the page is left.
    pub fn error(self, text: impl Into<String>) {
        self.show(text.into(), Way::Failed, None);
    }

    /// Takes all messages away.
    pub fn clear(self) {
        self.shown.update(Vec::clear);
    }

    /// Takes the errors away, as when the user goes on to another page.
    pub(crate) fn leave(self) {
        if self
            .shown
            .with_untracked(|shown| shown.iter().any(|toast| toast.is_error))
        {
            self.shown
                .update(|shown| shown.retain(|toast| !toast.is_error));
        }
    }

    fn show(self, text: String, way: Way, action: Option<Action>) {
        let undoes = way == Way::Undoable;
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        self.shown.update(|shown| {
            // Undo takes back what was done last: only its message may offer that.
            shown.retain(|toast| !(undoes && toast.undoes));
            shown.push(Toast {
                number,
                text,
                is_error: way == Way::Failed,
                action,
                undoes,
            });
            let extra = shown.len().saturating_sub(MOST);
            shown.drain(..extra);
        });
        if matches!(way, Way::Said | Way::Undoable) {
            self.let_go(number);
        }
    }

    /// Takes a message away after its time, or later while the user reads or reaches for it.
    fn let_go(self, number: u64) {
        idle::after_ms(STAY_MS, move || {
            let is_held = crate::platform::page::first(".toast:hover, .toast:focus-within");
            if is_held.is_some() {
                self.let_go(number);
            } else {
                self.remove(number);
            }
        });
    }

    fn remove(self, number: u64) {
        self.shown
            .try_update(|shown| shown.retain(|toast| toast.number != number));
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Action").field(&self.label).finish()
    }
}

/// The messages, from anywhere below the frame.
pub fn use_toasts() -> Toasts {
    expect_context()
}

/// Where the messages are shown. The two regions are always there, so that a screen reader speaks
/// what comes into them.
#[component]
pub fn ToastHost() -> impl IntoView {
    let toasts = use_toasts();
    let list = move |is_error: bool| {
        let mut list = toasts.shown.get();
        list.retain(|toast| toast.is_error == is_error);
        list
    };
    view! {
        <section class="toasts" aria-label=shell::notifications>
            <div role="alert">
                <Each each=move || list(true) key=|toast| toast.number let:toast>
                    <ToastView toast=toast />
                </Each>
            </div>
            <div role="status">
                <Each each=move || list(false) key=|toast| toast.number let:toast>
                    <ToastView toast=toast />
                </Each>
            </div>
        </section>
    }
}

#[component]
fn ToastView(toast: Toast) -> impl IntoView {
    let toasts = use_toasts();
    let number = toast.number;
    view! {
        <div class="toast" class:toast-error=toast.is_error>
            <p class="toast-text">{toast.text}</p>
            {toast
                .action
                .map(|Action { label, run }| {
                    view! {
                        <Button
                            kind=ButtonKind::Quiet
                            label=label
                            on_press=move |_| {
                                toasts.remove(number);
                                run();
                            }
                        />
                    }
                })}
            <IconButton
                icon=IconName::Close
                label=spoken(common::dismiss)
                on_press=move |_| toasts.remove(number)
            />
        </div>
    }
}
