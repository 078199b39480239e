//! How far a goal is reached, and how far it should be by now.

use leptos::prelude::*;

use crate::platform::intl;
use crate::words::{charts as words, locale};

/// A goal and what there is of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// What it is.
    pub name: String,
    /// What there is, as people read it.
    pub reached: String,
    /// What there is to be.
    pub target: String,
    /// The share that is reached: 1 is all; more is possible.
    pub share: f64,
    /// The share of its time that is over: 1 at the end.
    pub elapsed: f64,
}

/// From which distance on one is ahead or behind, as a share of the goal.
const NEAR: f64 = 0.02;

impl Goal {
    /// What is to be said about its pace.
    fn pace(&self) -> String {
        let ahead = self.share - self.elapsed;
        if !ahead.is_finite() || ahead.abs() < NEAR {
            return words::pace_on().to_owned();
        }
        let by = intl::percent(locale(), ahead.abs());
        if ahead > 0.0 {
            words::pace_ahead(&by)
        } else {
            words::pace_behind(&by)
        }
    }
}

/// A share as a length in percent, from nothing to all.
fn length(share: f64) -> f64 {
    if share.is_finite() {
        share.clamp(0.0, 1.0) * 100.0
    } else {
        0.0
    }
}

/// A bar for what is reached with a line for what should be.
#[component]
pub fn GoalBar(
    /// The goal.
    goal: Goal,
) -> impl IntoView {
    let share = if goal.share.is_finite() {
        goal.share
    } else {
        0.0
    };
    let reached = words::reached(&intl::percent(locale(), share));
    let figures = words::shown_of(&goal.reached, &goal.target);
    let pace = goal.pace();
    let is_behind = goal.share + NEAR < goal.elapsed;
    let now = length(goal.share);
    let expected = length(goal.elapsed);
    view! {
        <div class="goal" class:is-behind=is_behind>
            <p class="goal-line">
                <span class="goal-name">{goal.name.clone()}</span>
                <span class="goal-figures">{figures.clone()}</span>
            </p>
            <svg
                class="goal-bar"
                role="img"
                aria-label=words::value_of(&goal.name, &format!("{figures}, {reached}, {pace}"))
                width="100%"
                height="14"
            >
                <rect class="goal-track" y="2" width="100%" height="10" rx="5"></rect>
                <rect
                    class="goal-reached"
                    y="2"
                    width=format!("{now:.2}%")
                    height="10"
                    rx="5"
                ></rect>
                <rect class="goal-pace" x=format!("{expected:.2}%") width="2" height="14"></rect>
            </svg>
            <p class="goal-line goal-said">
                <span>{reached}</span>
                <span>{pace}</span>
            </p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goal(share: f64, elapsed: f64) -> Goal {
        Goal {
            name: "Calls".into(),
            reached: "5".into(),
            target: "10".into(),
            share,
            elapsed,
        }
    }

    #[test]
    fn the_pace_is_what_is_reached_beside_the_time_that_is_over() {
        assert_eq!(goal(0.5, 0.4).pace(), "Ahead of pace by 10%");
        assert_eq!(goal(0.2, 0.5).pace(), "Behind pace by 30%");
        assert_eq!(goal(0.5, 0.51).pace(), "On pace");
        assert_eq!(goal(f64::NAN, 0.5).pace(), "On pace");
    }

    #[test]
    fn a_bar_is_never_longer_than_its_track() {
        assert_eq!(length(1.7), 100.0);
        assert_eq!(length(-0.5), 0.0);
        assert_eq!(length(f64::INFINITY), 0.0);
    }
}
