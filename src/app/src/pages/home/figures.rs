//! A few numbers beside what they were before.

use leptos::prelude::*;
use record::schema::{deal, task, ticket};
use record::{Currency, Date, Kind, Money};
use workflow::Condition;
use workflow::condition::{Literal, Operand, Operator};
use workspace::Report;
use workspace::report::{Bucket, Figure, LeftOut, Measure, period};

use super::charts::open_deals;
use super::my_day::open_list;
use crate::pages::list::quick::{Quick, UNSOLVED, WON};
use crate::pages::reports::drilling::list_of;
use crate::pages::reports::labels::{figure_text, money_text};
use crate::pages::reports::plots::left_out_note;
use crate::parts::chart::{Comparison, Tile};
use crate::platform::intl;
use crate::state::quiet::computed;
use crate::state::{State, use_state};
use crate::words::{dashboards, home as words, locale, spoken};

/// What the tiles show.
#[derive(Clone, Debug, PartialEq)]
struct Numbers {
    pipeline: Amount,
    open: u32,
    won: [Amount; 2],
    done: [u32; 2],
    tickets: u32,
    unassigned: u32,
}

/// A sum and what could not be added to it.
#[derive(Clone, Debug, PartialEq)]
struct Amount {
    figure: Figure,
    left_out: LeftOut,
}

impl Amount {
    /// Whether every amount has been added.
    fn is_whole(&self) -> bool {
        self.left_out.currencies.is_empty()
    }

    /// The sum as people read it. Of no amounts it is zero, of none that could be added not known.
    fn text(&self, currency: Currency) -> String {
        match self.figure {
            Figure::Nothing if self.is_whole() => {
                figure_text(Figure::Money(Money { minor: 0, currency }))
            }
            Figure::Nothing => dashboards::none_yet().to_owned(),
            figure => figure_text(figure),
        }
    }
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
    let today = state.today();
    let ask = |kind: Kind, condition: Option<Condition>, measure: Measure| {
        let report = Report {
            condition,
            measure,
            ..Report::count(kind)
        };
        let answer =
            state.with_context(|context, state| state.with_mut(|ws| ws.report(&report, context)));
        answer.map_or((Figure::Nothing, LeftOut::default(), 0), |answer| {
            (answer.total, answer.left_out, answer.records)
        })
    };
    let amount = |condition| {
        let sum = Measure::Sum(vec![deal::AMOUNT]);
        let (figure, left_out, records) = ask(Kind::DEAL, condition, sum);
        (Amount { figure, left_out }, records)
    };
    let count = |kind, condition| ask(kind, condition, Measure::Count).2;
    let (pipeline, open) = amount(open_deals());
    let won = this_and_last(today, Bucket::Month).map(|days| amount(Some(won_within(days))).0);
    let done = this_and_last(today, Bucket::Week).map(|days| {
        let done = Some(between(task::DONE_AT, days));
        count(Kind::TASK, done)
    });
    let nobody = Condition::test(ticket::ASSIGNEE, Operator::Empty, Operand::Nothing);
    let unassigned = Condition::All(open_tickets().into_iter().chain([nobody]).collect());
    Numbers {
        pipeline,
        open,
        won,
        done,
        tickets: count(Kind::TICKET, open_tickets()),
        unassigned: count(Kind::TICKET, Some(unassigned)),
    }
}

/// How a sum differs from the one before; nothing where one of them isn't whole.
fn compared([now, then]: &[Amount; 2], currency: Currency) -> Option<Comparison> {
    if !now.is_whole() || !then.is_whole() {
        return None;
    }
    let number = |amount: &Amount| amount.figure.number().unwrap_or(0.0);
    let by = |units: f64| {
        let minor = (units * currency.scale() as f64).round() as i64;
        money_text(Money { minor, currency })
    };
    let last = words::last_month();
    Some(Comparison::of(number(now), number(then), last, by))
}

/// The tiles.
#[component]
pub(super) fn Figures() -> impl IntoView {
    let state = use_state();
    let numbers = computed(
        move || {
            state.phase.track();
            state.today();
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
    let base = move || {
        state.track_kind(Kind::BUSINESS);
        state.with(|ws| ws.currency())
    };
    // Until the numbers are there the tiles keep their places.
    let say = move |say: fn(Currency, &Numbers) -> String| {
        let text = move |n: Option<&Numbers>| match n {
            Some(n) => say(base(), n),
            None => "…".to_owned(),
        };
        Signal::derive(move || numbers.with(|n| text(n.as_deref())))
    };
    let detail = move |say: fn(&Numbers) -> String| {
        Signal::derive(move || numbers.with(|n| n.as_deref().map(say).unwrap_or_default()))
    };
    let href = |kind, condition: fn(Date) -> Option<Condition>| {
        let list = move || list_of(kind, condition(state.today()), "");
        Signal::derive(move || list().map(|to| to.to_string()))
    };
    view! {
        <section class="home-figures" aria-label=words::figures>
            <Tile
                label=spoken(words::open_pipeline)
                value=say(|base, n| n.pipeline.text(base))
                detail=detail(|n| {
                    let left_out = left_out_note(&n.pipeline.left_out);
                    format!("{} {left_out}", words::open_deals(n.open))
                })
                href=Signal::derive(|| Some(open_list().to_string()))
            />
            <Tile
                label=spoken(words::won_this_month)
                value=say(|base, n| n.won[0].text(base))
                comparison=Signal::derive(move || {
                    numbers.with(|n| n.as_deref().and_then(|n| compared(&n.won, base())))
                })
                detail=detail(|n| left_out_note(&n.won[0].left_out))
                href=href(
                    Kind::DEAL,
                    |today| {
                        let [month, _] = this_and_last(today, Bucket::Month);
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
                    |today| {
                        let [week, _] = this_and_last(today, Bucket::Week);
                        Some(between(task::DONE_AT, week))
                    },
                )
            />
            <Tile
                label=spoken(words::open_tickets)
                value=say(|_, n| intl::whole(locale(), i64::from(n.tickets)))
                detail=detail(|n| words::unassigned(n.unassigned))
                href=href(Kind::TICKET, |_| open_tickets())
            />
        </section>
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_sum_that_is_not_whole_is_neither_zero_nor_compared() {
        let (usd, chf) = (Currency::USD, "CHF".parse().unwrap());
        let amount = |figure, currencies: &[(Currency, u32)]| Amount {
            figure,
            left_out: LeftOut {
                currencies: currencies.to_vec(),
                ..LeftOut::default()
            },
        };
        let none = amount(Figure::Nothing, &[]);
        let unknown = amount(Figure::Nothing, &[(chf, 2)]);
        assert!(none.text(usd).contains('0'));
        assert_eq!(unknown.text(usd), dashboards::none_yet());
        assert!(compared(&[none.clone(), none.clone()], usd).is_some());
        assert!(compared(&[unknown.clone(), none.clone()], usd).is_none());
        assert!(compared(&[none, unknown], usd).is_none());
    }

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
