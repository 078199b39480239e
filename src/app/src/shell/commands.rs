//! The one registry of commands. Shortcuts come from it, and so does everything else that offers
//! commands: whoever shows a page registers what can be done there.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use leptos::ev;
use leptos::prelude::*;

use super::catalog::{ALL, Entry};
use super::keys::{Match, Sequence, Shortcut, Stroke};
use crate::platform::{clock, dom, prefs};

/// Under which name the user's own keys are kept.
const PREFERENCE: &str = "shortcuts";

/// Where a command is at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// Its place in the catalogue.
    pub entry: &'static Entry,
    /// What it is called, in the present language.
    pub title: Signal<String>,
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
    /// The user's own keys, by the names of commands; empty for none.
    own: RwSignal<HashMap<String, String>>,
}

impl Command {
    /// A command that can always be done.
    pub fn of(entry: &'static Entry, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            entry,
            title: Signal::derive(move || (entry.title)()),
            enabled: Signal::stored(true),
            run: Callback::new(move |()| run()),
        }
    }

    /// The command under a name that says more than the catalogue's.
    #[must_use]
    pub fn titled(mut self, title: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.title = Signal::derive(title);
        self
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
            own: RwSignal::new(prefs::get(PREFERENCE).unwrap_or_default()),
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
        record::order::sort_by_key(&mut list, |command| command.entry.scope);
        let mut seen = std::collections::HashSet::new();
        list.retain(|command| command.enabled.get() && seen.insert(command.entry.id));
        list
    }

    /// Does the command with this id, if it can be done now. Whether it could.
    pub fn run(self, id: &str) -> bool {
        let found = untrack(|| self.possible())
            .into_iter()
            .find(|c| c.entry.id == id);
        if let Some(command) = &found {
            command.run.run(());
        }
        found.is_some()
    }

    /// The keys of a command: the user's own, or the usual ones. Tracked.
    pub fn keys(self, entry: &Entry) -> Option<Shortcut> {
        let own = self.own.with(|own| own.get(entry.id).cloned());
        let text = own.unwrap_or_else(|| entry.keys.to_owned());
        (!text.is_empty()).then(|| Shortcut::parse(&text))
    }

    /// Whether the user has chosen the keys of a command. Tracked.
    pub fn is_own(self, entry: &Entry) -> bool {
        self.own.with(|own| own.contains_key(entry.id))
    }

    /// Gives a command other keys, keeps them, and takes them from another command of its place.
    /// With `None` it has none.
    pub fn set_keys(self, entry: &Entry, keys: Option<&Shortcut>) {
        let text = keys.map(Shortcut::text).unwrap_or_default();
        let losers: Vec<&str> = ALL
            .iter()
            .filter(|other| other.id != entry.id && other.place == entry.place)
            .filter(|other| keys.is_some() && untrack(|| self.keys(other)).as_ref() == keys)
            .map(|other| other.id)
            .collect();
        self.own.update(|own| {
            for loser in losers {
                own.insert(loser.to_owned(), String::new());
            }
            own.insert(entry.id.to_owned(), text);
        });
        self.keep();
    }

    /// Gives a command its usual keys again.
    pub fn reset_keys(self, entry: &Entry) {
        self.own.update(|own| drop(own.remove(entry.id)));
        self.keep();
    }

    fn keep(self) {
        self.own.with_untracked(|own| prefs::set(PREFERENCE, own));
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
        let with_keys: Vec<(&Arc<Command>, Shortcut)> = untrack(|| {
            let keyed = possible.iter();
            keyed
                .filter_map(|command| Some((command, commands.keys(command.entry)?)))
                .collect()
        });
        let keys = with_keys.iter().map(|(_, keys)| keys);
        let Ok(mut sequence) = sequence.lock() else {
            return;
        };
        match sequence.press(stroke, clock::monotonic_ms(), keys) {
            Match::Complete(at) => {
                drop(sequence);
                event.prevent_default();
                if let Some((command, _)) = with_keys.get(at) {
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
