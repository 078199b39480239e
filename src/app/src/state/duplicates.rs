//! The search for records that are probably one, in slices that leave the page usable.

use std::sync::Arc;

use leptos::prelude::*;
use record::Kind;
use workspace::duplicates::{Finder, Pair};

use super::{Phase, State};
use crate::platform::idle::{self, Slice};

/// How much the finder does at once: well below a millisecond.
const STEP: usize = 256;
/// After how many steps the figure is brought up to date.
const STEPS_SHOWN: usize = 16;

/// A search: a handle that is copied. It ends with the page that has begun it.
#[derive(Clone, Copy)]
pub struct Search {
    state: State,
    kind: Kind,
    /// How many records have been dealt with, and how many there are.
    pub progress: RwSignal<(usize, usize)>,
    /// How far it is.
    pub stage: RwSignal<Stage>,
    /// Counts the searches: a later one ends those before.
    number: StoredValue<usize>,
}

/// How far a search is.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// It is under way.
    Searching,
    /// The user stopped it.
    Stopped,
    /// These pairs were found, the surest first.
    Done(Arc<Vec<Pair>>),
}

impl Search {
    /// A search that begins as soon as all records are there.
    pub fn new(state: State, kind: Kind) -> Self {
        let search = Self {
            state,
            kind,
            progress: RwSignal::new((0, 0)),
            stage: RwSignal::new(Stage::Searching),
            number: StoredValue::new(0),
        };
        let is_ready = Memo::new(move |_| state.phase.get() == Phase::Ready);
        Effect::new(move |_| {
            if is_ready.get() {
                search.start();
            }
        });
        search
    }

    /// Searches from the beginning.
    pub fn start(self) {
        self.number.update_value(|n| *n += 1);
        self.stage.set(Stage::Searching);
        let number = self.number.get_value();
        leptos::task::spawn_local(async move { self.run(number).await });
    }

    /// Stops the search.
    pub fn stop(self) {
        self.number.update_value(|n| *n += 1);
        self.stage.set(Stage::Stopped);
    }

    async fn run(self, number: usize) {
        let mut finder = Finder::new(self.kind);
        let mut slice = Slice::new();
        let mut steps = 0;
        // The page is drawn before the first step.
        idle::yield_now().await;
        while self.number.try_get_value() == Some(number) {
            let is_more = self.state.with(|ws| finder.step(ws, STEP));
            if steps % STEPS_SHOWN == 0 {
                self.progress.try_set(finder.progress());
            }
            steps += 1;
            if !is_more {
                let pairs = Arc::new(finder.into_pairs());
                self.stage.try_set(Stage::Done(pairs));
                return;
            }
            slice.breathe().await;
        }
    }
}
