//! The one registry of commands. Shortcuts come from it, and so does everything else that offers
//! commands: whoever shows a page registers what can be done there.

use std::sync::{Arc, Mutex};

use leptos::ev;
use leptos::prelude::*;

use super::keys::{Match, Sequence, Shortcut, Stroke};
use crate::platform::{clock, dom};

/// Where a command is at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// A part of the page that is open right now, such as a grid or a side panel.
    Part,
    /// The page that is shown.
    Page,
    /// Everywhere.
    Everywhere,
}

/// Something the user can do.
#[derive(Clone, Debug)]
pub struct Command {
    /// Its stable name, such as `contacts.new`.
    pub id: &'static str,
    /// What it is called, in the present language.
    pub title: Signal<String>,
    /// Its keys.
    pub shortcut: Option<Shortcut>,
    /// Where it is at home. A nearer command wins a shortcut over a farther one.
    pub scope: Scope,
    /// Whether it can be done now.
    pub enabled: Signal<bool>,
    /// Does it.
    pub run: Callback<()>,
}

/// The commands that can be done here and now.
#[derive(Clone, Copy, Debug)]
pub struct Commands {
    all: RwSignal<Vec<Arc<Command>>>,
    held: RwSignal<Signal<bool>>,
}

impl Command {
    /// A command that can always be done. `shortcut` as [`Shortcut::parse`] reads it, empty for
    /// none.
    pub fn new(
        id: &'static str,
        scope: Scope,
        shortcut: &str,
        title: impl Fn() -> String + Send + Sync + 'static,
        run: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Self {
            id,
            title: Signal::derive(title),
            shortcut: (!shortcut.is_empty()).then(|| Shortcut::parse(shortcut)),
            scope,
            enabled: Signal::stored(true),
            run: Callback::new(move |()| run()),
        }
    }

    /// The command, possible only while `enabled` says so.
    #[must_use]
    pub fn enabled(mut self, enabled: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.enabled = Signal::derive(enabled);
        self
    }
}

impl Commands {
    fn new() -> Self {
        Self {
            all: RwSignal::new(Vec::new()),
            held: RwSignal::new(Signal::stored(false)),
        }
    }

    /// Nothing can be done as long as `held` says so.
    pub fn hold_while(self, held: Signal<bool>) {
        self.held.set(held);
    }

    /// Offers a command for as long as the present reactive owner (the component that is being
    /// made) lives.
    pub fn register(self, command: Command) {
        let command = Arc::new(command);
        let own = Arc::clone(&command);
        self.all.update(|all| all.push(command));
        on_cleanup(move || {
            self.all
                .try_update(|all| all.retain(|c| !Arc::ptr_eq(c, &own)));
        });
    }

    /// What can be done now, nearest scope and latest registration first, each id once.
    pub fn possible(self) -> Vec<Arc<Command>> {
        if self.held.get().get() {
            return Vec::new();
        }
        let mut list: Vec<Arc<Command>> = self.all.get().into_iter().rev().collect();
        record::order::sort_by_key(&mut list, |command| command.scope);
        let mut seen = std::collections::HashSet::new();
        list.retain(|command| command.enabled.get() && seen.insert(command.id));
        list
    }

    /// Does the command with this id, if it can be done now. Whether it could.
    pub fn run(self, id: &str) -> bool {
        let found = untrack(|| self.possible()).into_iter().find(|c| c.id == id);
        if let Some(command) = &found {
            command.run.run(());
        }
        found.is_some()
    }

    /// The keys of the command with this id.
    pub fn shortcut(self, id: &str) -> Option<Shortcut> {
        let all = self.all.get();
        all.iter().rev().find(|c| c.id == id)?.shortcut.clone()
    }
}

/// The commands, from anywhere below the frame.
pub fn use_commands() -> Commands {
    expect_context()
}

/// Provides the registry and listens to the keyboard.
pub(super) fn install_commands() -> Commands {
    let commands = Commands::new();
    provide_context(commands);
    let sequence = Mutex::new(Sequence::default());
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() {
            return;
        }
        let Some(stroke) = Stroke::of(&event) else {
            return;
        };
        if dom::takes_text(&event) && (stroke.writes() || is_editing_key(&stroke)) {
            return;
        }
        // A modal dialog keeps the page behind it out of reach; only its own parts listen.
        if dom::dialog_is_open() {
            return;
        }
        let possible = untrack(|| commands.possible());
        let with_keys: Vec<&Arc<Command>> =
            possible.iter().filter(|c| c.shortcut.is_some()).collect();
        let keys = with_keys.iter().filter_map(|c| c.shortcut.as_ref());
        let Ok(mut sequence) = sequence.lock() else {
            return;
        };
        match sequence.press(stroke, clock::monotonic_ms(), keys) {
            Match::Complete(at) => {
                drop(sequence);
                event.prevent_default();
                if let Some(command) = with_keys.get(at) {
                    command.run.run(());
                }
            }
            Match::Pending => event.prevent_default(),
            Match::None => {}
        }
    });
    on_cleanup(move || handle.remove());
    commands
}

/// Whether the key moves within text or edits it, so that a field keeps it.
fn is_editing_key(stroke: &Stroke) -> bool {
    let moves = matches!(
        stroke.key.as_str(),
        "ArrowLeft"
            | "ArrowRight"
            | "ArrowUp"
            | "ArrowDown"
            | "Home"
            | "End"
            | "Backspace"
            | "Delete"
            | "Enter"
            | "Tab"
    );
    let edits = stroke.command && matches!(stroke.key.as_str(), "a" | "c" | "v" | "x" | "z" | "y");
    moves || edits
}
