//! How long a deal has been idle and in its stage.
//!
//! Two clocks run on an open deal. *Idle* counts since the last touch (a call, meeting, e-mail or
//! note); a planned activity in the future suspends it. *Age in stage* counts since the deal came
//! into its stage. Each names the event that last reset it. A deal rots when it has been idle for
//! longer than its stage's limit. Closed deals don't rot.

use record::{Instant, RecordId};

use crate::stage::{Outcome, Stage};

const MS_PER_DAY: i64 = 86_400_000;

/// What happened to a deal, as far as its clocks are concerned.
#[derive(Clone, Copy, Debug)]
pub struct History<'a> {
    /// When the deal was created.
    pub created: Instant,
    /// When it came into its stage and the event that tells of it; `None` where no event does.
    pub entered: Option<(Instant, RecordId)>,
    /// Activities and done tasks, in any order, with their times.
    pub touches: &'a [(Instant, RecordId)],
    /// Activities and open tasks that are planned, in any order, with their times. A task that is
    /// due on a day counts until the end of that day; the caller gives that instant.
    pub planned: &'a [(Instant, RecordId)],
}

/// The clocks of an open deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// Since the last touch.
    pub idle: Running,
    /// Since the deal came into its stage.
    pub in_stage: Running,
    /// What is planned next; it suspends the idle clock.
    pub planned: Option<(Instant, RecordId)>,
    /// Whether the deal rots.
    pub state: State,
}

/// A clock that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// Since when.
    pub since: Instant,
    /// What last reset it; `None` where the deal's creation did.
    pub reset_by: Option<RecordId>,
    /// Whole days since then; never negative.
    pub days: u32,
}

/// Whether a deal rots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its stage has no limit.
    NoLimit,
    /// Something is planned.
    Suspended,
    /// Within the limit; it will rot in so many days.
    Fresh {
        /// Days left.
        days_left: u32,
    },
    /// It has been idle for longer than the limit, by so many days.
    Rotting {
        /// Days beyond the limit.
        days_over: u32,
    },
}

/// The clocks of a deal in `stage` at `now`; `None` where the stage is won or lost.
///
/// Touches and events later than `now` are left out: a clock that was ahead wrote them.
pub fn clocks(stage: &Stage, history: &History<'_>, now: Instant) -> Option<Clocks> {
    if stage.outcome != Outcome::Open {
        return None;
    }
    let latest = history
        .touches
        .iter()
        .copied()
        .filter(|(at, _)| *at <= now && *at >= history.created)
        .max();
    let entered = history.entered.filter(|(at, _)| *at <= now);
    let idle = running(latest, history.created, now);
    let planned = history
        .planned
        .iter()
        .copied()
        .filter(|(at, _)| *at > now)
        .min();
    let state = match (stage.rotting_days, planned) {
        (None, _) => State::NoLimit,
        (Some(_), Some(_)) => State::Suspended,
        (Some(limit), None) if idle.days > limit => State::Rotting {
            days_over: idle.days - limit,
        },
        (Some(limit), None) => State::Fresh {
            days_left: limit - idle.days,
        },
    };
    Some(Clocks {
        idle,
        in_stage: running(entered, history.created, now),
        planned,
        state,
    })
}

fn running(reset: Option<(Instant, RecordId)>, created: Instant, now: Instant) -> Running {
    let (since, reset_by) = match reset {
        Some((at, by)) => (at, Some(by)),
        None => (created, None),
    };
    let days = now.0.saturating_sub(since.0).max(0) / MS_PER_DAY;
    Running {
        since,
        reset_by,
        days: u32::try_from(days).unwrap_or(u32::MAX),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::template::{Language, Template};
    use proptest::prelude::*;

    fn stage() -> Stage {
        let mut stage = Template::Generic.build(Language::En).stages.remove(0);
        stage.rotting_days = Some(7);
        stage
    }

    fn day(n: i64) -> Instant {
        Instant(1_700_000_000_000 + n * MS_PER_DAY)
    }

    fn history<'a>(touches: &'a [(Instant, RecordId)]) -> History<'a> {
        History {
            created: day(0),
            entered: Some((day(2), RecordId(9))),
            touches,
            planned: &[],
        }
    }

    #[test]
    fn the_two_clocks_run_apart_and_name_their_resets() {
        let touches = [(day(5), RecordId(2)), (day(3), RecordId(1))];
        let clocks = clocks(&stage(), &history(&touches), day(12)).unwrap();
        assert_eq!(clocks.idle.days, 7);
        assert_eq!(clocks.idle.reset_by, Some(RecordId(2)));
        assert_eq!(clocks.in_stage.days, 10);
        assert_eq!(clocks.in_stage.reset_by, Some(RecordId(9)));
        assert_eq!(clocks.state, State::Fresh { days_left: 0 });
    }

    #[test]
    fn an_idle_deal_rots_and_a_plan_suspends_it() {
        let touches = [(day(1), RecordId(1))];
        let mut history = history(&touches);
        let rotten = clocks(&stage(), &history, day(10)).unwrap();
        assert_eq!(rotten.state, State::Rotting { days_over: 2 });
        let plan = [
            (day(9), RecordId(3)),
            (day(14), RecordId(5)),
            (day(13), RecordId(4)),
        ];
        history.planned = &plan;
        let suspended = clocks(&stage(), &history, day(10)).unwrap();
        assert_eq!(suspended.state, State::Suspended);
        assert_eq!(suspended.planned, Some((day(13), RecordId(4))));
    }

    #[test]
    fn without_a_touch_the_creation_counts() {
        let ahead = [(day(40), RecordId(1))];
        let clocks = clocks(&stage(), &history(&ahead), day(3)).unwrap();
        assert_eq!(clocks.idle.since, day(0));
        assert_eq!(clocks.idle.reset_by, None);
    }

    #[test]
    fn closed_deals_do_not_rot_and_stages_may_have_no_limit() {
        let mut stage = stage();
        stage.rotting_days = None;
        let open = clocks(&stage, &history(&[]), day(400)).unwrap();
        assert_eq!(open.state, State::NoLimit);
        stage.outcome = Outcome::Won;
        assert_eq!(clocks(&stage, &history(&[]), day(400)), None);
    }

    proptest! {
        #[test]
        fn any_times_have_clocks(created: i64, now: i64, touch: i64, plan: i64, limit: u32) {
            let mut stage = stage();
            stage.rotting_days = Some(limit);
            let history = History {
                created: Instant(created),
                entered: Some((Instant(touch), RecordId(1))),
                touches: &[(Instant(touch), RecordId(1))],
                planned: &[(Instant(plan), RecordId(2))],
            };
            prop_assert!(clocks(&stage, &history, Instant(now)).is_some());
        }
    }
}
