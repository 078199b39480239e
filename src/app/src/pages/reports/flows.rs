//! Charts that are more than counting: how deals go through the stages, how soon they are won, how
//! tickets come and go.

use std::sync::Arc;

use leptos::prelude::*;
use record::schema::CREATED_AT;
use record::{Currency, Date, Kind, Money, RecordId, Value};
use workflow::Condition;
use workspace::report::{Bucket, LeftOut, cohort, funnel, tickets, win_loss};

use super::drilling::list_of;
use super::labels::{money_text, period_name};
use super::listing::{Listed, Listing};
use super::narrowing::{Narrowing, Owner, Period};
use super::page::Page;
use super::plots::left_out_note;
use crate::parts::chart::{Chart, Form, Pick, Plot, Point, Series, Tile, Unit, plot};
use crate::platform::{clock, intl};
use crate::shell::use_navigation;
use crate::state::State;
use crate::state::quiet::computed;
use crate::words::{dashboards as words, language, locale, shell, spoken};

/// A chart of its own kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flow {
    /// Its name.
    title: fn() -> &'static str,
    /// What is to be known about it.
    note: fn(State, Narrowing) -> String,
    /// The kinds that it reads.
    kinds: &'static [Kind],
    /// What it draws.
    plot: fn(State, Narrowing) -> Plot,
    /// The records of a value.
    drill: fn(State, Narrowing, Pick) -> Option<(Kind, Drilled)>,
}

/// The records behind a value.
enum Drilled {
    /// Those that a condition finds.
    Where(Condition),
    /// These, as it takes their history to tell.
    These(Vec<RecordId>),
}

/// Numbers above a dashboard: what is read, and each with its name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    kinds: &'static [Kind],
    names: &'static [fn() -> &'static str],
    values: fn(State, Narrowing) -> Vec<Number>,
}

/// A number as people read it, and what is to be known about it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Number {
    text: String,
    note: String,
}

const OF_DEALS: &[Kind] = &[Kind::DEAL, Kind::STAGE, Kind::PIPELINE, Kind::EVENT];
const OF_CLOSED: &[Kind] = &[Kind::DEAL, Kind::STAGE, Kind::RATE, Kind::BUSINESS];
const OF_TICKETS: &[Kind] = &[Kind::TICKET, Kind::MESSAGE];

/// How deals go through the stages of a pipeline.
pub(super) static FUNNEL: Flow = Flow {
    title: words::funnel,
    note: funnel_note,
    kinds: OF_DEALS,
    plot: funnel_plot,
    drill: funnel_drill,
};
/// How soon deals are won.
pub(super) static COHORTS: Flow = Flow {
    title: words::cohorts,
    note: |_, _| words::cohorts_note().to_owned(),
    kinds: OF_DEALS,
    plot: cohort_plot,
    drill: cohort_drill,
};
/// How tickets come, go and are left.
pub(super) static BACKLOG: Flow = Flow {
    title: words::backlog,
    note: |_, _| words::backlog_note().to_owned(),
    kinds: OF_TICKETS,
    plot: backlog_plot,
    drill: backlog_drill,
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
fn days(state: State, narrowing: Narrowing) -> (Date, Date) {
    let all = || {
        let day = |year| Date::from_ymd(year, 1, 1).unwrap_or_default();
        (day(1900), day(2200))
    };
    narrowing.period.days(state.today()).unwrap_or_else(all)
}

fn percent(n: f64) -> String {
    intl::percent(locale(), n / 100.0)
}

fn whole(n: u32) -> String {
    intl::whole(locale(), i64::from(n))
}

/// The pipeline of a funnel: the first one where none is chosen.
fn pipeline(state: State, narrowing: Narrowing) -> Option<RecordId> {
    let first = || state.with(|ws| ws.pipelines().first().map(|(id, _)| *id));
    narrowing.pipeline.or_else(first)
}

fn funnel_note(state: State, narrowing: Narrowing) -> String {
    state.track_kind(Kind::PIPELINE);
    let note = words::funnel_note().to_owned();
    match pipeline(state, narrowing) {
        Some(id) if state.count(Kind::PIPELINE) > 1 => {
            words::in_pipeline(&state.name(Kind::PIPELINE, id)) + " " + &note
        }
        _ => note,
    }
}

fn funnel_steps(state: State, narrowing: Narrowing) -> Vec<funnel::Step> {
    let (from, to) = days(state, narrowing);
    let Some(pipeline) = pipeline(state, narrowing) else {
        return Vec::new();
    };
    let question = funnel::Question {
        pipeline,
        owner: member(state, narrowing),
        from,
        to,
    };
    state.with_context(|context, state| state.with(|ws| ws.funnel(&question, context.zone)))
}

fn funnel_drill(state: State, narrowing: Narrowing, pick: Pick) -> Option<(Kind, Drilled)> {
    let steps = funnel_steps(state, narrowing);
    let step = steps.into_iter().nth(pick.label)?;
    Some((Kind::DEAL, Drilled::These(step.deals)))
}

fn funnel_plot(state: State, narrowing: Narrowing) -> Plot {
    let steps = funnel_steps(state, narrowing);
    if steps.iter().all(|step| step.entered() == 0) {
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
    let points = steps.iter().map(|step| {
        let n = step.entered();
        Some(Point::new(f64::from(n), whole(n)).opening(n > 0))
    });
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

fn cohorts(state: State, narrowing: Narrowing) -> (cohort::Question, Vec<cohort::Cohort>) {
    let question = cohort::Question {
        pipeline: narrowing.pipeline,
        owner: member(state, narrowing),
        months: MONTHS,
        today: state.today(),
    };
    let cohorts =
        state.with_context(|context, state| state.with(|ws| ws.cohorts(&question, context.zone)));
    (question, cohorts)
}

fn cohort_drill(state: State, narrowing: Narrowing, pick: Pick) -> Option<(Kind, Drilled)> {
    let (question, cohorts) = cohorts(state, narrowing);
    let condition = question.drill(cohorts.get(pick.label)?.month, pick.series)?;
    Some((Kind::DEAL, Drilled::Where(condition)))
}

fn cohort_plot(state: State, narrowing: Narrowing) -> Plot {
    let (_, cohorts) = cohorts(state, narrowing);
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
                let point = Point::new(share / 100.0, percent(share));
                Some(point.opening(share > 0.0))
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

fn tickets(state: State, narrowing: Narrowing) -> (tickets::Question, tickets::Tickets) {
    let bucket = match narrowing.period {
        Period::Month => Bucket::Day,
        Period::Quarter => Bucket::Week,
        Period::Year | Period::TwelveMonths | Period::All => Bucket::Month,
    };
    let today = state.today();
    let within = narrowing.period.days(today);
    let (from, to) = within.unwrap_or_else(|| (first_ticket(state).unwrap_or(today), today));
    let question = tickets::Question {
        from,
        // What lies ahead has no tickets yet.
        to: to.min(today),
        bucket,
        assignee: member(state, narrowing),
    };
    let report = state
        .with_context(|context, state| state.with(|ws| ws.ticket_report(&question, context.zone)));
    (question, report)
}

/// The lines of the backlog, in order: name, number, what is counted.
type BacklogLine = (
    fn() -> &'static str,
    fn(&tickets::Period) -> u32,
    tickets::Part,
);
const BACKLOG_LINES: [BacklogLine; 3] = [
    (words::tickets_opened, |p| p.opened, tickets::Part::Opened),
    (words::tickets_solved, |p| p.solved, tickets::Part::Solved),
    (words::left_open, |p| p.backlog, tickets::Part::Backlog),
];

fn backlog_drill(state: State, narrowing: Narrowing, pick: Pick) -> Option<(Kind, Drilled)> {
    let (question, report) = tickets(state, narrowing);
    let (_, _, part) = BACKLOG_LINES.get(pick.series)?;
    let condition = question.drill(report.periods.get(pick.label)?.start, *part)?;
    Some((Kind::TICKET, Drilled::Where(condition)))
}

fn backlog_plot(state: State, narrowing: Narrowing) -> Plot {
    let (question, report) = tickets(state, narrowing);
    let periods = &report.periods;
    if periods.iter().all(|p| p.opened + p.solved + p.backlog == 0) {
        return Plot::default();
    }
    let point = |n: u32| Point::new(f64::from(n), whole(n)).opening(n > 0);
    let series = |(name, of, _): BacklogLine| Series {
        name: name().to_owned(),
        points: periods
            .iter()
            .map(|period| Some(point(of(period))))
            .collect(),
    };
    Plot {
        form: Form::Line,
        unit: Unit::Count,
        by: words::period().to_owned(),
        labels: periods
            .iter()
            .map(|period| period_name(period.start, question.bucket))
            .collect(),
        notes: Vec::new(),
        series: BACKLOG_LINES.map(series).into(),
        sums: Vec::new(),
    }
}

impl Number {
    fn plain(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }

    fn or_none(text: Option<String>) -> Self {
        Self::plain(text.unwrap_or_else(|| words::none_yet().to_owned()))
    }

    /// An amount; not known where all that there is was left out.
    fn amount(amount: Money, currencies: Vec<(Currency, u32)>) -> Self {
        let is_known = amount.minor != 0 || currencies.is_empty();
        Self {
            note: left_out_note(&LeftOut {
                currencies,
                ..LeftOut::default()
            }),
            ..Self::or_none(is_known.then(|| money_text(amount)))
        }
    }
}

fn closed(state: State, narrowing: Narrowing) -> Vec<Number> {
    let (from, to) = days(state, narrowing);
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
    let [left_out, _] = answer.left_out;
    let cycle = total.cycle_days.map(|days| plot::span(days * 86_400.0));
    vec![
        Number::plain(words::won_of(
            &whole(total.won),
            &whole(total.won + total.lost),
        )),
        Number::amount(total.won_amount, left_out),
        Number::or_none(total.rate().map(percent)),
        Number::or_none(cycle),
    ]
}

fn answered(state: State, narrowing: Narrowing) -> Vec<Number> {
    let (_, report) = tickets(state, narrowing);
    vec![
        Number::plain(whole(report.opened)),
        Number::plain(whole(report.solved)),
        Number::or_none(report.first_reply.map(plot::span)),
        Number::or_none(report.resolution.map(plot::span)),
    ]
}

/// Subscribes to what a dashboard's own computation depends on.
fn track(page: Page, kinds: &'static [Kind]) {
    let _ = language();
    page.state.phase.track();
    page.state.today();
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
    let navigation = use_navigation();
    let listed = RwSignal::new(None::<Listed>);
    let note = Signal::derive(move || (flow.note)(page.state, page.narrowing.get()));
    let open =
        move |pick: Pick| match untrack(|| (flow.drill)(page.state, page.narrowing.get(), pick)) {
            Some((kind, Drilled::Where(condition))) => {
                if let Some(address) = list_of(kind, Some(condition), "") {
                    navigation.go(address);
                }
            }
            Some((kind, Drilled::These(records))) => {
                let title = plot.with_untracked(|plot| Some(plot.as_ref()?.sentence(pick)));
                listed.set(Some(Listed {
                    title: title.unwrap_or_default(),
                    kind,
                    records: records.into(),
                }));
            }
            None => {}
        };
    view! {
        <Chart title=spoken(flow.title) plot=plot note=note on_pick=open />
        <Listing listed=listed />
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
            let number = Memo::new(move |_| {
                let number = values.with(|values| values.as_ref()?.get(n).cloned());
                number.unwrap_or_else(|| Number::plain("…".to_owned()))
            });
            view! {
                <Tile
                    label=spoken(*name)
                    value=Signal::derive(move || number.get().text)
                    detail=Signal::derive(move || number.get().note)
                />
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="report-tiles" aria-label=shell::key_figures>
            {tiles}
        </section>
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_amount_of_which_nothing_could_be_added_is_not_zero() {
        let usd = |minor| Money {
            minor,
            currency: Currency::USD,
        };
        let chf = "CHF".parse().unwrap();
        assert!(Number::amount(usd(0), vec![]).text.contains('0'));
        let unknown = Number::amount(usd(0), vec![(chf, 2)]);
        assert_eq!(unknown.text, words::none_yet());
        assert!(unknown.note.contains("CHF"));
        let part = Number::amount(usd(500), vec![(chf, 2)]);
        assert!(part.text.contains('5') && part.note.contains("CHF"));
    }
}
