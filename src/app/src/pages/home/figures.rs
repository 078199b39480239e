//! A few numbers beside what they were before.

use leptos::prelude::*;
use record::schema::{deal, task, ticket};
use record::{Date, Kind};
use workflow::Condition;
use workflow::condition::{Literal, Operand, Operator};
use workspace::Report;
use workspace::report::{Bucket, Figure, Measure, period};

use super::charts::open_deals;
use crate::pages::list::quick::{Quick, UNSOLVED, WON};
use crate::pages::reports::drilling::list_of;
use crate::pages::reports::labels::{figure_text, money_text};
use crate::parts::chart::{Comparison, Tile};
use crate::platform::{clock, intl};
use crate::state::quiet::computed;
use crate::state::{State, use_state};
use crate::words::{home as words, locale, spoken};

/// What the tiles show.
#[derive(Clone, Debug, PartialEq)]
struct Numbers {
    pipeline: Figure,
    open: u32,
    won: [Figure; 2],
    done: [u32; 2],
    tickets: u32,
    unassigned: u32,
}

/// The first and the last day of the period that a day is in, and of the one before.
fn this_and_last(today: Date, bucket: Bucket) -> [(Date, Date); 2] {
    let first = period::start(today, bucket).unwrap_or(today);
    let last = period::last(first, bucket).unwrap_or(today);
    let before = first.plus_days(-1);
    let start = period::start(before, bucket).unwrap_or(before);
    [(first, last), (start, before)]
}

fn between(field: record::FieldId, (first, last): (Date, Date)) -> Condition {
    let days = Operand::Range(Literal::Date(first), Literal::Date(last));
    Condition::test(field, Operator::Between, days)
}

fn won_within(days: (Date, Date)) -> Condition {
    let won = Quick::Outcome.condition(Some(WON)).into_iter();
    Condition::All(won.chain([between(deal::CLOSED_ON, days)]).collect())
}

fn open_tickets() -> Option<Condition> {
    Quick::Status.condition(Some(UNSOLVED))
}

fn numbers(state: State) -> Numbers {
    let today = clock::today();
    let ask = |kind: Kind, condition: Option<Condition>, measure: Measure| {
        let report = Report {
            condition,
            measure,
            ..Report::count(kind)
        };
        let answer =
            state.with_context(|context, state| state.with_mut(|ws| ws.report(&report, context)));
        answer.map_or((Figure::Nothing, 0), |answer| {
            (answer.total, answer.records)
        })
    };
    let amount = || Measure::Sum(vec![deal::AMOUNT]);
    let (pipeline, open) = ask(Kind::DEAL, open_deals(), amount());
    let won = this_and_last(today, Bucket::Month)
        .map(|days| ask(Kind::DEAL, Some(won_within(days)), amount()).0);
    let done = this_and_last(today, Bucket::Week).map(|days| {
        let done = Some(between(task::DONE_AT, days));
        ask(Kind::TASK, done, Measure::Count).1
    });
    let nobody = Condition::test(ticket::ASSIGNEE, Operator::Empty, Operand::Nothing);
    let unassigned = Condition::All(open_tickets().into_iter().chain([nobody]).collect());
    Numbers {
        pipeline,
        open,
        won,
        done,
        tickets: ask(Kind::TICKET, open_tickets(), Measure::Count).1,
        unassigned: ask(Kind::TICKET, Some(unassigned), Measure::Count).1,
    }
}

/// An amount as people read it; nothing is none of the business's money.
fn amount_text(state: State, figure: Figure) -> String {
    match figure {
        Figure::Nothing => figure_text(Figure::Money(record::Money {
            minor: 0,
            currency: state.with(|ws| ws.currency()),
        })),
        figure => figure_text(figure),
    }
}

fn money_compared(state: State, [now, then]: [Figure; 2]) -> Comparison {
    let number = |figure: Figure| figure.number().unwrap_or(0.0);
    Comparison::of(number(now), number(then), words::last_month(), |units| {
        let currency = state.with(|ws| ws.currency());
        let minor = (units * currency.scale() as f64).round() as i64;
        money_text(record::Money { minor, currency })
    })
}

/// The tiles.
#[component]
pub(super) fn Figures() -> impl IntoView {
    let state = use_state();
    let numbers = computed(
        move || {
            state.phase.track();
            for kind in [
                Kind::DEAL,
                Kind::STAGE,
                Kind::TASK,
                Kind::TICKET,
                Kind::RATE,
                Kind::BUSINESS,
            ] {
                state.track_kind(kind);
            }
        },
        move || numbers(state),
    );
    // Until the numbers are there the tiles keep their places.
    let say = move |say: fn(State, &Numbers) -> String| {
        Signal::derive(move || {
            numbers.with(|n| {
                n.as_deref()
                    .map_or_else(|| "…".to_owned(), |n| say(state, n))
            })
        })
    };
    let detail = move |say: fn(&Numbers) -> String| {
        Signal::derive(move || numbers.with(|n| n.as_deref().map(say).unwrap_or_default()))
    };
    let href = |kind, condition: fn() -> Option<Condition>| {
        Signal::derive(move || list_of(kind, condition(), "").map(|to| to.to_string()))
    };
    view! {
        <section class="home-figures" aria-label=words::figures>
            <Tile
                label=spoken(words::open_pipeline)
                value=say(|state, n| amount_text(state, n.pipeline))
                detail=detail(|n| words::open_deals(n.open))
                href=href(Kind::DEAL, open_deals)
            />
            <Tile
                label=spoken(words::won_this_month)
                value=say(|state, n| amount_text(state, n.won[0]))
                comparison=Signal::derive(move || {
                    numbers.with(|n| n.as_deref().map(|n| money_compared(state, n.won)))
                })
                href=href(
                    Kind::DEAL,
                    || {
                        let [month, _] = this_and_last(clock::today(), Bucket::Month);
                        Some(won_within(month))
                    },
                )
            />
            <Tile
                label=spoken(words::tasks_done)
                value=say(|_, n| intl::whole(locale(), i64::from(n.done[0])))
                comparison=Signal::derive(move || {
                    numbers
                        .with(|n| {
                            n.as_deref()
                                .map(|n| {
                                    let [now, then] = n.done.map(f64::from);
                                    Comparison::of(
                                        now,
                                        then,
                                        words::last_week(),
                                        |n| intl::whole(locale(), n as i64),
                                    )
                                })
                        })
                })
                href=href(
                    Kind::TASK,
                    || {
                        let [week, _] = this_and_last(clock::today(), Bucket::Week);
                        Some(between(task::DONE_AT, week))
                    },
                )
            />
            <Tile
                label=spoken(words::open_tickets)
                value=say(|_, n| intl::whole(locale(), i64::from(n.tickets)))
                detail=detail(|n| words::unassigned(n.unassigned))
                href=href(Kind::TICKET, open_tickets)
            />
        </section>
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_period_is_compared_with_the_whole_one_before() {
        let day = |text: &str| Date::parse_iso(text).unwrap();
        let [now, then] = this_and_last(day("2026-03-15"), Bucket::Month);
        assert_eq!(now, (day("2026-03-01"), day("2026-03-31")));
        assert_eq!(then, (day("2026-02-01"), day("2026-02-28")));
        let [now, then] = this_and_last(day("2026-03-15"), Bucket::Week);
        assert_eq!(now, (day("2026-03-09"), day("2026-03-15")));
        assert_eq!(then.0, day("2026-03-02"));
    }
}
