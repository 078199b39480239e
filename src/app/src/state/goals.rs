//! Goals with how far they have come.

use std::sync::Arc;

use leptos::prelude::*;
use record::Kind;
use workspace::goals::{Goal, Progress};

use super::State;
use super::quiet::computed;
use super::reading::with_zone;

/// Goals and how far each has come.
type Followed = Arc<Vec<(Goal, Progress)>>;

impl State {
    /// All goals, the latest periods first; `None` until they are there. They follow what they count.
    pub fn goals(self) -> ReadSignal<Option<Followed>> {
        computed(
            move || {
                self.phase.track();
                self.today();
                for kind in [
                    Kind::GOAL,
                    Kind::MEMBER,
                    Kind::DEAL,
                    Kind::STAGE,
                    Kind::ACTIVITY,
                    Kind::TICKET,
                    Kind::RATE,
                    Kind::BUSINESS,
                ] {
                    self.track_kind(kind);
                }
            },
            move || {
                self.with(|ws| {
                    let goals = ws.goals();
                    let progress = with_zone(|zone| ws.progress(&goals, self.today(), zone));
                    goals.into_iter().zip(progress).collect()
                })
            },
        )
    }
}
