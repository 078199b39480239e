//! The page that imports files: choose, map, check, import.

mod check;
mod choose;
mod map;
mod rejected;
mod summary;
mod target;
mod treat;

use interchange::csv::CsvFile;
use interchange::headers::Mapping;
use interchange::plan::{Decisions, Report};
use leptos::prelude::*;

use crate::parts::{Progress, Toasts, use_toasts};
use crate::shell::Section;
use crate::shell::frame::PageHeader;
use crate::shell::sidebar::section_name;
use crate::state::importing::{self, Ended, Work};
use crate::state::{Actor, use_actor};
use crate::words::{import as words, spoken};

/// What the user has chosen and decided so far.
#[derive(Clone, Copy)]
struct Job {
    section: Section,
    files: StoredValue<Vec<CsvFile>>,
    mappings: RwSignal<Vec<Mapping>>,
    decisions: RwSignal<Decisions>,
    report: RwSignal<Option<Report>>,
    step: RwSignal<Step>,
    work: Work,
    // Found here, as an event's handler can't ask the context.
    actor: Actor,
    toasts: Toasts,
}

/// A stop on the way and its name.
type Stop = (Step, fn() -> &'static str);

/// Where the user is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Files,
    Columns,
    Checking,
    Check,
    Importing,
    Done,
}

/// The page.
#[component]
pub fn Import(
    /// Where the import was begun, and where it leads back to.
    section: Section,
) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let job = Job {
        section,
        files: StoredValue::new(Vec::new()),
        mappings: RwSignal::new(Vec::new()),
        decisions: RwSignal::new(importing::decisions(state)),
        report: RwSignal::new(None),
        step: RwSignal::new(Step::Files),
        work: Work::new(),
        actor,
        toasts: use_toasts(),
    };
    // Leaving the page stops what is under way.
    on_cleanup(move || {
        job.work.cancelled.try_set(true);
    });
    let title = Signal::derive(move || words::title(section_name(section)));
    let body = move || match job.step.get() {
        Step::Files => view! { <choose::Choose job=job /> }.into_any(),
        Step::Columns => view! { <map::Map job=job /> }.into_any(),
        Step::Checking => working(job, words::checking),
        Step::Check => view! { <check::Check job=job /> }.into_any(),
        Step::Importing => working(job, words::importing),
        Step::Done => view! { <summary::Summary job=job /> }.into_any(),
    };
    view! {
        <PageHeader title=title />
        <div class="import">
            <Steps step=job.step />
            {move || body()}
        </div>
    }
}

#[component]
fn Steps(step: RwSignal<Step>) -> impl IntoView {
    let stops: [Stop; 4] = [
        (Step::Files, words::step_files),
        (Step::Columns, words::step_columns),
        (Step::Check, words::step_check),
        (Step::Done, words::step_done),
    ];
    let items = stops.map(|(stop, name)| {
        let here = move || match step.get() {
            Step::Checking | Step::Importing => stop == Step::Check,
            other => other == stop,
        };
        view! {
            <li
                class="import-step"
                class:import-step-past=move || stop < step.get() && !here()
                aria-current=move || here().then_some("step")
            >
                {name}
            </li>
        }
    });
    view! { <ol class="import-steps" aria-label=words::steps>{Vec::from(items)}</ol> }
}

fn working(job: Job, label: fn() -> &'static str) -> AnyView {
    let part = move |n: u64| usize::try_from(n / 1024 + 1).unwrap_or(usize::MAX);
    let progress = job.work.progress;
    view! {
        <Progress
            label=spoken(label)
            done=Signal::derive(move || part(progress.get().0))
            all=Signal::derive(move || part(progress.get().1))
            on_cancel=move |()| job.work.cancelled.set(true)
        />
    }
    .into_any()
}

impl Job {
    /// Works out what the import would do, and shows it.
    fn check(self) {
        self.go(false, Step::Checking, Step::Check, Step::Columns);
    }

    /// Imports, and shows what was done.
    fn import(self) {
        self.go(true, Step::Importing, Step::Done, Step::Check);
    }

    /// Works with the files, then goes to `next`; back to `before` where it is stopped or refused.
    fn go(self, for_real: bool, during: Step, next: Step, before: Step) {
        let (actor, toasts) = (self.actor, self.toasts);
        let state = actor.state();
        self.work.cancelled.set(false);
        self.work.progress.set((0, 1));
        self.step.set(during);
        let files = self.files.get_value();
        let mappings = self.mappings.get_untracked();
        let decisions = self.decisions.get_untracked();
        leptos::task::spawn_local(async move {
            let ended = if for_real {
                importing::run(state, &files, &mappings, &decisions, self.work).await
            } else {
                Ok(importing::dry_run(state, &files, &mappings, &decisions, self.work).await)
            };
            match ended {
                Ok(Ended::Done(report)) => {
                    self.report.try_set(Some(*report));
                    self.step.try_set(next);
                }
                Ok(Ended::Cancelled) => {
                    if for_real {
                        toasts.say(words::cancelled());
                    }
                    self.step.try_set(before);
                }
                Err(refused) => {
                    actor.refuse(&refused);
                    self.step.try_set(before);
                }
            }
        });
    }
}
