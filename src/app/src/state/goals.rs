//! Goals with how far they have come.

use record::Kind;
use workspace::goals::{Goal, Progress};

use super::State;
use super::reading::with_zone;
use crate::platform::clock;

impl State {
    /// All goals, the latest periods first. Tracks what they count.
    pub fn goals(self) -> Vec<(Goal, Progress)> {
        let read = [
            Kind::GOAL,
            Kind::MEMBER,
            Kind::DEAL,
            Kind::STAGE,
            Kind::ACTIVITY,
            Kind::TICKET,
            Kind::RATE,
            Kind::BUSINESS,
        ];
        read.into_iter().for_each(|kind| self.track_kind(kind));
        self.with(|ws| {
            with_zone(|zone| {
                let today = clock::today();
                let progress = |goal: Goal| {
                    let progress = ws.progress(&goal, today, zone);
                    (goal, progress)
                };
                ws.goals().into_iter().map(progress).collect()
            })
        })
    }
}
