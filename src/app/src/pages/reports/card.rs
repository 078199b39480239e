//! One report as a chart that follows the records.

use std::sync::Arc;

use leptos::prelude::*;
use record::Kind;
use workspace::report::{Measure, Outcome, ReportError};
use workspace::{Query, Report};

use super::drilling::list_of;
use super::listing::{Listed, Listing};
use super::plots::{left_out_note, off_line_note, plot_of, problem};
use crate::parts::chart::{Chart, Form, Pick, Plot};
use crate::shell::use_navigation;
use crate::state::quiet::computed;
use crate::state::{Phase, State, use_state};

/// The answer to a report that may change: in a turn of its own, and again when records change.
pub(in crate::pages) fn answer(
    state: State,
    report: Signal<Option<Report>>,
) -> ReadSignal<Option<Arc<Result<Outcome, ReportError>>>> {
    computed(
        move || {
            state.phase.track();
            state.schema_moved.track();
            state.today();
            report.with(|report| {
                if let Some(report) = report {
                    track(state, report);
                }
            });
        },
        move || {
            let nothing = Err(ReportError::Path);
            let Some(report) = report.get_untracked() else {
                return nothing;
            };
            state.with_context(|context, state| state.with_mut(|ws| ws.report(&report, context)))
        },
    )
}

/// Subscribes to the kinds that a report reads.
fn track(state: State, report: &Report) {
    let mut kinds = vec![report.kind, Kind::RATE, Kind::BUSINESS];
    let groups = report.group.iter().chain(&report.split);
    let tests = report.condition.iter().flat_map(|c| c.tests());
    let tested = tests.map(|test| &test.path);
    let measured = report.measure.path().map(<[_]>::to_vec);
    let paths = groups
        .map(|group| &group.path)
        .chain(tested)
        .chain(&measured);
    let schema = state.with(|ws| Arc::clone(ws.schema()));
    for path in paths {
        let mut kind = report.kind;
        for field in path {
            let target = schema.field(kind, *field).and_then(|def| def.ty.target());
            let Some(target) = target else { break };
            kinds.push(target);
            kind = target;
        }
    }
    if matches!(report.measure, Measure::Weighted | Measure::WonRate) {
        kinds.push(Kind::STAGE);
    }
    record::order::sort(&mut kinds);
    kinds.dedup();
    for kind in kinds {
        state.track_kind(kind);
    }
}

/// A chart of a report. Its bars lead to the records.
#[component]
pub(in crate::pages) fn ReportCard(
    /// Its name.
    #[prop(into)]
    title: Signal<String>,
    /// The question.
    #[prop(into)]
    report: Signal<Option<Report>>,
    /// How it is drawn.
    #[prop(into)]
    form: Signal<Form>,
    /// What is to be known about the numbers.
    #[prop(optional, into)]
    note: Signal<String>,
    /// More items for its menu.
    #[prop(optional, into)]
    items: Option<ViewFn>,
) -> impl IntoView {
    let state = use_state();
    let navigation = use_navigation();
    let outcome = answer(state, report);
    let listed = RwSignal::new(None::<Listed>);
    let plot = Memo::new(move |_| -> Option<Arc<Plot>> {
        if state.phase.get() != Phase::Ready {
            return None;
        }
        let report = report.get()?;
        outcome.with(|outcome| match outcome.as_deref() {
            Some(Ok(outcome)) => Some(Arc::new(plot_of(state, &report, outcome, form.get()))),
            _ => None,
        })
    });
    let said = move || {
        outcome.with(|outcome| match outcome.as_deref() {
            Some(Ok(outcome)) => [
                left_out_note(&outcome.left_out),
                off_line_note(outcome, form.get()),
            ],
            _ => Default::default(),
        })
    };
    let notes = Signal::derive(move || {
        let [left_out, off_line] = said();
        let mut parts = vec![note.get(), left_out, off_line];
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    });
    let refused = Signal::derive(move || {
        outcome.with(|outcome| match outcome.as_deref() {
            Some(Err(error)) if state.phase.get() == Phase::Ready => problem(error).to_owned(),
            _ => String::new(),
        })
    });
    let open = move |pick: Pick| {
        let Some(report) = report.get_untracked() else {
            return;
        };
        let condition = outcome.with_untracked(|outcome| {
            let Some(Ok(outcome)) = outcome.as_deref() else {
                return None;
            };
            let row = &outcome.rows.get(pick.label)?.key;
            let part = outcome.splits.get(pick.series);
            state.with(|ws| ws.drill(&report, row, part))
        });
        let Some(condition) = condition else { return };
        if let Some(address) = list_of(report.kind, Some(condition.clone()), &report.text) {
            navigation.go(address);
            return;
        }
        let query = Query {
            condition: Some(condition),
            ..report.query()
        };
        let title = plot.with_untracked(|plot| plot.as_ref().map(|plot| plot.sentence(pick)));
        listed.set(Some(Listed {
            title: title.unwrap_or_default(),
            kind: report.kind,
            records: state.rows_now(&query).iter().copied().collect(),
        }));
    };
    let items = items.unwrap_or_else(|| ViewFn::from(|| ()));
    view! {
        <Chart
            title=title
            plot=plot
            note=notes
            problem=refused
            on_pick=open
            items=items
        />
        <Listing listed=listed />
    }
}
