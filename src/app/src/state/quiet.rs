//! Figures over many records: computed one after the other, each in a turn of its own, so that the
//! page answers in between.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::parts::Alive;
use crate::platform::idle;

type Job = Box<dyn FnOnce()>;

thread_local! {
    static JOBS: RefCell<VecDeque<Job>> = RefCell::default();
    static IS_AT_WORK: Cell<bool> = const { Cell::new(false) };
}

/// A value that is computed in a turn of its own, and again whenever what `track` reads has changed.
/// `None` until it is there for the first time.
pub fn computed<T: PartialEq + Send + Sync + 'static>(
    track: impl Fn() + 'static,
    compute: impl Fn() -> T + 'static,
) -> ReadSignal<Option<Arc<T>>> {
    let value = RwSignal::new(None::<Arc<T>>);
    let alive = Alive::here();
    let asked = Rc::new(Cell::new(0u64));
    let compute = Rc::new(compute);
    let ask = move || {
        track();
        let turn = asked.get().wrapping_add(1);
        asked.set(turn);
        let (asked, compute) = (Rc::clone(&asked), Rc::clone(&compute));
        later(Box::new(move || {
            // Whoever asked again since is further behind in the row.
            if !alive.lasts() || asked.get() != turn {
                return;
            }
            let new = untrack(|| compute());
            let is_new = value.with_untracked(|old| old.as_deref() != Some(&new));
            if is_new {
                value.set(Some(Arc::new(new)));
            }
        }));
    };
    follow(Box::new(ask));
    value.read_only()
}

fn follow(ask: Box<dyn Fn()>) {
    Effect::new(move |_| ask());
}

fn later(job: Job) {
    JOBS.with_borrow_mut(|jobs| jobs.push_back(job));
    if IS_AT_WORK.replace(true) {
        return;
    }
    leptos::task::spawn_local(async {
        loop {
            // The page is drawn first.
            idle::yield_now().await;
            let Some(job) = JOBS.with_borrow_mut(VecDeque::pop_front) else {
                break;
            };
            job();
        }
        IS_AT_WORK.set(false);
    });
}
