//! Commands: carried out, saved, announced, and told to the user with a way back.

use leptos::prelude::*;
use record::{FieldId, Kind, RecordId, Value};
use workspace::{Command, Done, Moment, Refused};

use super::State;
use super::reading::with_zone;
use crate::parts::{Toasts, use_toasts};
use crate::platform::clock;
use crate::platform::entropy::BrowserEntropy;
use crate::words::refusals;

impl State {
    /// Carries out a command: applied and visible at once, saved behind it.
    ///
    /// # Errors
    /// Why it was refused; nothing has changed then.
    pub fn run(self, command: Command) -> Result<(), Refused> {
        let done = self.in_a_moment(|ws, moment| ws.run(command, moment))?;
        self.finish(done);
        Ok(())
    }

    /// Creates a record.
    ///
    /// # Errors
    /// Why it was refused.
    pub fn create(self, kind: Kind, values: Vec<(FieldId, Value)>) -> Result<RecordId, Refused> {
        let record = self.new_id();
        self.run(Command::Create {
            kind,
            record,
            values,
        })?;
        Ok(record)
    }

    /// Sets or empties one field.
    ///
    /// # Errors
    /// Why it was refused.
    pub fn set(
        self,
        kind: Kind,
        record: RecordId,
        field: FieldId,
        value: Option<Value>,
    ) -> Result<(), Refused> {
        self.run(Command::Edit {
            kind,
            record,
            values: vec![(field, value)],
        })
    }

    /// A new record's id.
    pub fn new_id(self) -> RecordId {
        RecordId::new(clock::now_ms(), &mut BrowserEntropy)
    }

    /// Takes the last action back; what it was in words, and how many fields were left because somebody has
    /// changed them since.
    ///
    /// # Errors
    /// Where there is nothing to undo.
    pub fn undo(self) -> Result<(String, usize), Refused> {
        let step = self.with(|ws| refusals::action(ws, ws.undo_step()));
        let undone = self.in_a_moment(|ws, moment| ws.undo(moment))?;
        self.finish(undone.done);
        Ok((step, undone.kept))
    }

    /// Does the action again that was undone last.
    ///
    /// # Errors
    /// Where nothing was undone.
    pub fn redo(self) -> Result<(String, usize), Refused> {
        let step = self.with(|ws| refusals::action(ws, ws.redo_step()));
        let undone = self.in_a_moment(|ws, moment| ws.redo(moment))?;
        self.finish(undone.done);
        Ok((step, undone.kept))
    }

    fn in_a_moment<T>(
        self,
        work: impl FnOnce(&mut workspace::Workspace, &mut Moment<'_>) -> T,
    ) -> T {
        let mut entropy = BrowserEntropy;
        let now = clock::now();
        let mut moment = Moment {
            now,
            today: clock::local_date(now),
            entropy: &mut entropy,
        };
        self.with_mut(|ws| {
            if !ws.has_zone() {
                with_zone(|zone| ws.set_zone(zone.clone()));
            }
            work(ws, &mut moment)
        })
    }

    fn finish(self, done: Done) {
        // On its way to the store before anything is drawn.
        if let Some(change) = done.change {
            self.save(change);
        }
        self.announce(done.touched);
        self.undo_moved.update(|n| *n += 1);
    }
}

/// Carries out commands for a page: what was done is said with a button that takes it back, what
/// was refused is said with its reason.
#[derive(Clone, Copy)]
pub struct Actor {
    state: State,
    toasts: Toasts,
}

/// The actor, from anywhere below the frame.
pub fn use_actor() -> Actor {
    Actor {
        state: super::use_state(),
        toasts: use_toasts(),
    }
}

impl Actor {
    /// The state.
    pub fn state(self) -> State {
        self.state
    }

    /// Carries out a command and says `what` was done, with a button that undoes it. Whether it was
    /// carried out.
    pub fn run(self, command: Command, what: impl Into<String>) -> bool {
        let done = self.quietly(command);
        if done {
            self.did(what);
        }
        done
    }

    /// Says what was done just now, with a button that undoes it.
    pub fn did(self, what: impl Into<String>) {
        self.toasts.undoable(what, move || self.undo());
    }

    /// Carries out a command and says nothing unless it is refused: for edits that are seen where
    /// they are made.
    pub fn quietly(self, command: Command) -> bool {
        match self.state.run(command) {
            Ok(()) => true,
            Err(refused) => {
                self.refuse(&refused);
                false
            }
        }
    }

    /// Says why something was refused.
    pub fn refuse(self, refused: &Refused) {
        self.toasts.error(refusals::sentence(self.state, refused));
    }

    /// Takes the last action back and says so.
    pub fn undo(self) {
        let undone = self.state.undo();
        self.tell(undone, refusals::undone);
    }

    /// Does the last undone action again and says so.
    pub fn redo(self) {
        let redone = self.state.redo();
        self.tell(redone, refusals::redone);
    }

    fn tell(self, result: Result<(String, usize), Refused>, say: fn(&str) -> String) {
        match result {
            Ok((action, kept)) => {
                self.toasts.say(say(&action));
                if kept > 0 {
                    self.toasts.say(refusals::kept(kept));
                }
            }
            Err(refused) => self.refuse(&refused),
        }
    }
}
