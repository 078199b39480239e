//! Scores of deals: learned when they are first asked for, in a quiet moment, and learned again
//! when closed deals have changed.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use record::schema::{activity, deal};
use record::{Date, Instant, Kind, RecordId};
use workspace::Workspace;
use workspace::scoring::{DealScore, DealScorer, Explanation, NotTrained, Outcomes};

use super::{Phase, State};
use crate::platform::{clock, idle};

/// How long to wait after the first question and after a change before anything is learned, so that
/// typing and opening go first.
const PAUSE_MS: u32 = 400;

/// What is known about the scores.
#[derive(Clone, Debug)]
pub enum Learned {
    /// Nothing has been learned yet; it is under way once somebody asks.
    Pending,
    /// So many deals are closed, which are too few.
    NotEnough(Outcomes),
    /// The deals could not be learned from, and why.
    Failed(String),
    /// Deals can be scored.
    Ready(Arc<DealScorer>),
}

/// The scores, from anywhere below the application: a handle that is copied.
#[derive(Clone, Copy)]
pub struct Scoring {
    state: State,
    learned: RwSignal<Learned>,
    inner: StoredValue<Rc<Inner>, LocalStorage>,
}

#[derive(Default)]
struct Inner {
    /// Whether anybody has asked for a score.
    wanted: Cell<bool>,
    planned: Cell<bool>,
    /// Scores with what they were computed from.
    scores: RefCell<HashMap<RecordId, (Basis, Option<DealScore>)>>,
}

/// What a score depends on, as far as it changes between two trainings.
#[derive(Clone, Copy, PartialEq)]
struct Basis {
    today: Date,
    deal: Option<Instant>,
    company: Option<(RecordId, Option<Instant>)>,
    activities: usize,
}

impl Scoring {
    /// Makes the scores and provides them. Nothing is computed before somebody asks.
    pub fn install(state: State) -> Self {
        let scoring = Self {
            state,
            learned: RwSignal::new(Learned::Pending),
            inner: StoredValue::new_local(Rc::default()),
        };
        provide_context(scoring);
        Effect::new(move |_| {
            let _ = state.phase.get();
            for kind in [Kind::DEAL, Kind::STAGE, Kind::FIELD] {
                state.track_kind(kind);
            }
            if scoring.inner().wanted.get() {
                scoring.plan();
            }
        });
        scoring
    }

    /// What has been learned, tracked. The first question starts the learning.
    pub fn learned(self) -> Learned {
        let inner = self.inner();
        if !inner.wanted.replace(true) {
            self.plan();
        }
        self.learned.get()
    }

    /// The scorer, tracked; `None` while there is none.
    pub fn scorer(self) -> Option<Arc<DealScorer>> {
        match self.learned() {
            Learned::Ready(scorer) => Some(scorer),
            _ => None,
        }
    }

    /// The score of a deal, tracked; `None` where the deal is closed or nothing can be scored.
    pub fn score(self, deal: RecordId) -> Option<DealScore> {
        let scorer = self.scorer()?;
        self.track(deal);
        let inner = self.inner();
        let basis = self.state.with(|ws| Basis::of(ws, deal));
        let kept = inner.scores.borrow().get(&deal).copied();
        if let Some((_, score)) = kept.filter(|(of, _)| *of == basis) {
            return score;
        }
        let now = clock::now();
        let score = self
            .state
            .with(|ws| scorer.explain(ws, deal, now))
            .map(|why| why.score);
        inner.scores.borrow_mut().insert(deal, (basis, score));
        score
    }

    /// The score of a deal taken apart, tracked.
    pub fn explain(self, deal: RecordId) -> Option<Explanation> {
        let scorer = self.scorer()?;
        self.track(deal);
        let now = clock::now();
        self.state.with(|ws| scorer.explain(ws, deal, now))
    }

    /// The scores of all open deals as they are now; none while nothing can be scored.
    pub fn all(self) -> Vec<DealScore> {
        let Some(scorer) = self.scorer() else {
            return Vec::new();
        };
        let now = clock::now();
        // A table that the scorer made for itself is never refused.
        self.state
            .with(|ws| scorer.score_open(ws, now))
            .unwrap_or_default()
    }

    /// Subscribes to what a deal's score is made of.
    fn track(self, deal: RecordId) {
        let state = self.state;
        state.track_record(Kind::DEAL, deal);
        state.track_kind(Kind::ACTIVITY);
        if let Some(company) = state.with(|ws| company_of(ws, deal)) {
            state.track_record(Kind::COMPANY, company);
        }
    }

    fn inner(self) -> Rc<Inner> {
        self.inner.get_value()
    }

    /// Learns after a pause, unless that is planned already.
    fn plan(self) {
        if self.inner().planned.replace(true) {
            return;
        }
        idle::after_ms(PAUSE_MS, move || {
            self.inner().planned.set(false);
            self.learn_if_due();
        });
    }

    fn learn_if_due(self) {
        // Opening tells when it is through, and that plans the learning again.
        if self.state.phase.get_untracked() != Phase::Ready {
            return;
        }
        let is_fresh = match self.learned.get_untracked() {
            Learned::Ready(scorer) => !self.state.with(|ws| scorer.is_stale(ws)),
            Learned::Pending | Learned::NotEnough(_) | Learned::Failed(_) => false,
        };
        if is_fresh {
            return;
        }
        let now = clock::now();
        let learned = match self.state.with(|ws| DealScorer::train(ws, now)) {
            Ok(scorer) => Learned::Ready(Arc::new(scorer)),
            Err(NotTrained::NotEnough(outcomes)) => Learned::NotEnough(outcomes),
            Err(NotTrained::Engine(error)) => Learned::Failed(error.to_string()),
        };
        self.inner().scores.borrow_mut().clear();
        self.learned.set(learned);
    }
}

impl Basis {
    fn of(ws: &Workspace, deal: RecordId) -> Self {
        Self {
            today: clock::today(),
            deal: ws.updated_at(Kind::DEAL, deal),
            company: company_of(ws, deal).map(|id| (id, ws.updated_at(Kind::COMPANY, id))),
            activities: ws.related_count(Kind::ACTIVITY, activity::DEAL, deal),
        }
    }
}

fn company_of(ws: &Workspace, deal: RecordId) -> Option<RecordId> {
    let company = ws.value(Kind::DEAL, deal, deal::COMPANY)?.as_ref_id()?;
    Some(ws.resolve(Kind::COMPANY, company))
}

/// The scores, from anywhere below the frame.
pub fn use_scoring() -> Scoring {
    expect_context()
}
