//! Charts that are more than counting: how deals go through the stages, how soon they are won, how
//! tickets come and go.

use std::sync::Arc;

use leptos::prelude::*;
use record::schema::CREATED_AT;
use record::{Date, Kind, RecordId, Value};
use workspace::report::{Bucket, cohort, funnel, win_loss};

use super::labels::{money_text, period_name};
use super::narrowing::{Narrowing, Owner, Period};
use super::page::Page;
use crate::parts::chart::{Chart, Form, Plot, Point, Series, Tile, Unit, plot};
use crate::platform::{clock, intl};
use crate::state::State;
use crate::state::quiet::computed;
use crate::words::{dashboards as words, language, locale, shell, spoken};

/// A chart of its own kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flow {
    /// Its name.
    title: fn() -> &'static str,
    /// What is to be known about it.
    note: fn() -> &'static str,
    /// The kinds that it reads.
    kinds: &'static [Kind],
    /// What it draws.
    plot: fn(State, Narrowing) -> Plot,
}

/// Numbers above a dashboard: what is read, and each with its name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    kinds: &'static [Kind],
    names: &'static [fn() -> &'static str],
    values: fn(State, Narrowing) -> Vec<String>,
}

const OF_DEALS: &[Kind] = &[Kind::DEAL, Kind::STAGE, Kind::PIPELINE, Kind::EVENT];
const OF_CLOSED: &[Kind] = &[Kind::DEAL, Kind::STAGE, Kind::RATE, Kind::BUSINESS];
const OF_TICKETS: &[Kind] = &[Kind::TICKET, Kind::MESSAGE];

/// How deals go through the stages of a pipeline.
pub(super) static FUNNEL: Flow = Flow {
    title: words::funnel,
    note: words::funnel_note,
    kinds: OF_DEALS,
    plot: funnel_plot,
};
/// How soon deals are won.
pub(super) static COHORTS: Flow = Flow {
    title: words::cohorts,
    note: words::cohorts_note,
    kinds: OF_DEALS,
    plot: cohort_plot,
};
/// How tickets come, go and are left.
pub(super) static BACKLOG: Flow = Flow {
    title: words::backlog,
    note: words::backlog_note,
    kinds: OF_TICKETS,
    plot: backlog_plot,
};
/// What was won in the period.
pub(super) static CLOSED: Numbers = Numbers {
    kinds: OF_CLOSED,
    names: &[
        words::won_deals,
        words::won_amount,
        words::won_rate,
        words::sales_cycle,
    ],
    values: closed,
};
/// What came and went in the period, and how long it took.
pub(super) static ANSWERED: Numbers = Numbers {
    kinds: OF_TICKETS,
    names: &[
        words::tickets_opened,
        words::tickets_solved,
        words::first_reply,
        words::resolution,
    ],
    values: answered,
};

/// The member whose records are asked for.
fn member(state: State, narrowing: Narrowing) -> Option<RecordId> {
    match narrowing.owner? {
        Owner::Me => state.with(|ws| ws.me()),
        Owner::Member(id) => Some(id),
    }
}

/// The first and the last day; without a limit, days before and after all others.
fn days(narrowing: Narrowing) -> (Date, Date) {
    let all = || {
        let day = |year| Date::from_ymd(year, 1, 1).unwrap_or_default();
        (day(1900), day(2200))
    };
    narrowing.period.days(clock::today()).unwrap_or_else(all)
}

fn percent(n: f64) -> String {
    intl::percent(locale(), n / 100.0)
}

fn whole(n: u32) -> String {
    intl::whole(locale(), i64::from(n))
}

fn funnel_plot(state: State, narrowing: Narrowing) -> Plot {
    let (from, to) = days(narrowing);
    let first = || state.with(|ws| ws.pipelines().first().map(|(id, _)| *id));
    let Some(pipeline) = narrowing.pipeline.or_else(first) else {
        return Plot::default();
    };
    let question = funnel::Question {
        pipeline,
        owner: member(state, narrowing),
        from,
        to,
    };
    let steps =
        state.with_context(|context, state| state.with(|ws| ws.funnel(&question, context.zone)));
    if steps.iter().all(|step| step.entered == 0) {
        return Plot::default();
    }
    let note = |(n, step): (usize, &funnel::Step)| {
        let mut said = Vec::new();
        let is_last = n + 1 == steps.len();
        if let (Some(share), false) = (step.to_next(), is_last) {
            said.push(words::go_on(&percent(share)));
        }
        if let (Some(share), false) = (step.to_won(), is_last) {
            said.push(words::are_won(&percent(share)));
        }
        if let (Some(seconds), false) = (step.median_seconds, is_last) {
            said.push(words::stay(&plot::span(seconds)));
        }
        said.join(" · ")
    };
    let points = steps
        .iter()
        .map(|step| Some(Point::new(f64::from(step.entered), whole(step.entered))));
    Plot {
        form: Form::Funnel,
        unit: Unit::Count,
        by: words::stage().to_owned(),
        labels: steps
            .iter()
            .map(|step| state.name(Kind::STAGE, step.stage))
            .collect(),
        notes: steps.iter().enumerate().map(note).collect(),
        series: vec![Series {
            name: words::came_in().to_owned(),
            points: points.collect(),
        }],
        sums: Vec::new(),
    }
}

/// How many months the cohorts go back.
const MONTHS: u32 = 12;

fn cohort_plot(state: State, narrowing: Narrowing) -> Plot {
    let question = cohort::Question {
        pipeline: narrowing.pipeline,
        owner: member(state, narrowing),
        months: MONTHS,
        today: clock::today(),
    };
    let cohorts =
        state.with_context(|context, state| state.with(|ws| ws.cohorts(&question, context.zone)));
    if cohorts.iter().all(|cohort| cohort.opened == 0) {
        return Plot::default();
    }
    let most = cohorts.iter().map(|c| c.won.len()).max().unwrap_or(0);
    let series = (0..most).map(|months| Series {
        name: words::months_later(months as u32),
        points: cohorts
            .iter()
            .map(|cohort| {
                let share = cohort.share(months)?;
                Some(Point::new(share / 100.0, percent(share)))
            })
            .collect(),
    });
    Plot {
        form: Form::Heat,
        unit: Unit::Share,
        by: words::opened_in().to_owned(),
        labels: cohorts
            .iter()
            .map(|cohort| period_name(cohort.month, Bucket::Month))
            .collect(),
        notes: cohorts
            .iter()
            .map(|cohort| words::opened_deals(cohort.opened))
            .collect(),
        series: series.collect(),
        sums: Vec::new(),
    }
}

/// The first day on which there was a ticket.
fn first_ticket(state: State) -> Option<Date> {
    state.with(|ws| {
        let created = |id| match ws.value(Kind::TICKET, id, CREATED_AT) {
            Some(Value::Instant(at)) => Some(at),
            _ => None,
        };
        let first = ws.ids(Kind::TICKET).filter_map(created).min();
        first.map(clock::local_date)
    })
}

fn tickets(state: State, narrowing: Narrowing) -> (workspace::report::tickets::Tickets, Bucket) {
    let bucket = match narrowing.period {
        Period::Month => Bucket::Day,
        Period::Quarter => Bucket::Week,
        Period::Year | Period::TwelveMonths | Period::All => Bucket::Month,
    };
    let today = clock::today();
    let within = narrowing.period.days(today);
    let (from, to) = within.unwrap_or_else(|| (first_ticket(state).unwrap_or(today), today));
    let assignee = member(state, narrowing);
    let report = state.with_context(|context, state| {
        // What lies ahead has no tickets yet.
        let days = (from, to.min(today));
        state.with(|ws| ws.ticket_report(days, bucket, assignee, context.zone))
    });
    (report, bucket)
}

fn backlog_plot(state: State, narrowing: Narrowing) -> Plot {
    let (report, bucket) = tickets(state, narrowing);
    let periods = &report.periods;
    if periods.iter().all(|p| p.opened + p.solved + p.backlog == 0) {
        return Plot::default();
    }
    let series = |name: &str, of: fn(&workspace::report::tickets::Period) -> u32| Series {
        name: name.to_owned(),
        points: periods
            .iter()
            .map(|period| Some(Point::new(f64::from(of(period)), whole(of(period)))))
            .collect(),
    };
    Plot {
        form: Form::Line,
        unit: Unit::Count,
        by: words::period().to_owned(),
        labels: periods
            .iter()
            .map(|period| period_name(period.start, bucket))
            .collect(),
        notes: Vec::new(),
        series: vec![
            series(words::tickets_opened(), |p| p.opened),
            series(words::tickets_solved(), |p| p.solved),
            series(words::left_open(), |p| p.backlog),
        ],
        sums: Vec::new(),
    }
}

fn or_none(text: Option<String>) -> String {
    text.unwrap_or_else(|| words::none_yet().to_owned())
}

fn closed(state: State, narrowing: Narrowing) -> Vec<String> {
    let (from, to) = days(narrowing);
    let question = win_loss::Question {
        pipeline: narrowing.pipeline,
        owner: member(state, narrowing),
        from,
        to,
        group: None,
    };
    let answer =
        state.with_context(|context, state| state.with(|ws| ws.win_loss(&question, context)));
    let Ok(answer) = answer else {
        return Vec::new();
    };
    let total = answer.total;
    vec![
        words::won_of(&whole(total.won), &whole(total.won + total.lost)),
        money_text(total.won_amount),
        or_none(total.rate().map(percent)),
        or_none(total.cycle_days.map(|days| plot::span(days * 86_400.0))),
    ]
}

fn answered(state: State, narrowing: Narrowing) -> Vec<String> {
    let (report, _) = tickets(state, narrowing);
    vec![
        whole(report.opened),
        whole(report.solved),
        or_none(report.first_reply.map(plot::span)),
        or_none(report.resolution.map(plot::span)),
    ]
}

/// Subscribes to what a dashboard's own computation depends on.
fn track(page: Page, kinds: &'static [Kind]) {
    let _ = language();
    page.state.phase.track();
    page.narrowing.track();
    for kind in kinds {
        page.state.track_kind(*kind);
    }
}

/// The chart.
#[component]
pub(super) fn FlowChart(page: Page, flow: &'static Flow) -> impl IntoView {
    let plot: ReadSignal<Option<Arc<Plot>>> = computed(
        move || track(page, flow.kinds),
        move || (flow.plot)(page.state, page.narrowing.get_untracked()),
    );
    view! {
        <Chart title=spoken(flow.title) plot=plot note=spoken(flow.note) />
    }
}

/// The numbers as tiles.
#[component]
pub(super) fn NumberTiles(page: Page, numbers: &'static Numbers) -> impl IntoView {
    let values = computed(
        move || track(page, numbers.kinds),
        move || (numbers.values)(page.state, page.narrowing.get_untracked()),
    );
    let tiles: Vec<AnyView> = numbers
        .names
        .iter()
        .enumerate()
        .map(|(n, name)| {
            let value = Signal::derive(move || {
                let value = values.with(|values| values.as_ref()?.get(n).cloned());
                value.unwrap_or_else(|| "…".to_owned())
            });
            view! { <Tile label=spoken(*name) value=value /> }.into_any()
        })
        .collect();
    view! {
        <section class="report-tiles" aria-label=shell::key_figures>
            {tiles}
        </section>
    }
}
