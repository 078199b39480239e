//! The inside of a card.

use bayes::{Grade, Verdict};
use leptos::prelude::*;
use record::schema::deal;
use record::{Date, Instant, Kind, Money, RecordId, Value};
use workflow::rotting::State as Rot;
use workflow::{Outcome, Stage};

use super::age::{self, NextTask};
use super::lanes::Layout;
use crate::parts::{Avatar, Icon, IconName, Tone, When};
use crate::platform::clock;
use crate::platform::intl::{self, DateStyle};
use crate::records::option_name;
use crate::state::scoring::{Learned, Scoring, use_scoring};
use crate::state::{State, use_state};
use crate::words::{board as words, common, locale, record as record_words, scoring};

/// The height of a card in pixels.
pub(super) const HEIGHT_PX: f64 = 116.0;

/// What a card shows.
#[derive(Clone, Debug, PartialEq)]
struct Facts {
    name: String,
    company: String,
    amount: Option<Money>,
    owner: String,
    footer: Footer,
}

#[derive(Clone, Debug, PartialEq)]
enum Footer {
    /// Of an open deal.
    Open {
        days: Option<u32>,
        /// Days idle, and by how many of them the stage's limit is passed.
        rotting: Option<(u32, u32)>,
        next: Option<NextTask>,
    },
    /// Of a won or lost one.
    Closed {
        day: Option<Date>,
        lost_reason: String,
    },
}

/// A deal's score as a card shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Mark {
    letter: &'static str,
    tone: Tone,
    probability: f64,
}

/// The inside of a card: name, company, amount and score, owner, age, next task.
#[component]
pub(super) fn DealCard(
    /// The deal; `None` while the element has nothing to show.
    card: Signal<Option<u128>>,
    /// The stages of the board.
    layout: Memo<Layout>,
) -> impl IntoView {
    let state = use_state();
    let scoring = use_scoring();
    let id = move || card.get().map(RecordId);
    let facts = Memo::new(move |_| {
        let id = id()?;
        Some(layout.with(|layout| facts(state, id, layout)))
    });
    let mark = Memo::new(move |_| {
        let is_open = facts.with(|facts| {
            let facts = facts.as_ref();
            facts.is_some_and(|facts| matches!(facts.footer, Footer::Open { .. }))
        });
        id().filter(|_| is_open).and_then(|id| mark_of(scoring, id))
    });
    let text = move |read: fn(&Facts) -> &String| {
        facts.with(|facts| facts.as_ref().map(|f| read(f).clone()).unwrap_or_default())
    };
    let amount = move || {
        let amount = facts.with(|facts| facts.as_ref().and_then(|f| f.amount));
        amount.map(|amount| intl::money(locale(), amount))
    };
    let owner = Memo::new(move |_| text(|facts| &facts.owner));
    let footer = Memo::new(move |_| facts.with(|facts| facts.as_ref().map(|f| f.footer.clone())));
    view! {
        <span class="deal-name">{move || text(|facts| &facts.name)}</span>
        <span class="deal-company">{move || text(|facts| &facts.company)}</span>
        <span class="deal-line">
            <span class="deal-amount">{move || amount()}</span>
            {move || mark.get().map(score)}
        </span>
        <span class="deal-line deal-foot">
            <span class="deal-owner" title=move || owner.get()>
                <When holds=move || owner.with(|owner| !owner.is_empty())>
                    <Avatar name=owner />
                </When>
                <span class="visually-hidden">{move || owner.get()}</span>
            </span>
            {move || footer.get().map(below)}
        </span>
    }
}

fn facts(state: State, id: RecordId, layout: &Layout) -> Facts {
    state.track_kind(Kind::TASK);
    state.track_kind(Kind::ACTIVITY);
    let other = |kind, field| {
        let target = state.value(Kind::DEAL, id, field)?.as_ref_id()?;
        let target = state.with(|ws| ws.resolve(kind, target));
        Some(state.name(kind, target))
    };
    let stage = state.value(Kind::DEAL, id, deal::STAGE);
    let stage = stage.and_then(|v| v.as_ref_id());
    let stage = stage.and_then(|stage| layout.stage(stage.0));
    Facts {
        name: state.name(Kind::DEAL, id),
        company: other(Kind::COMPANY, deal::COMPANY).unwrap_or_default(),
        amount: state
            .value(Kind::DEAL, id, deal::AMOUNT)
            .and_then(|v| v.as_money()),
        owner: other(Kind::MEMBER, deal::OWNER).unwrap_or_default(),
        footer: match stage {
            Some(stage) if stage.outcome != Outcome::Open => closed(state, id),
            stage => open(state, id, stage),
        },
    }
}

fn open(state: State, id: RecordId, stage: Option<&Stage>) -> Footer {
    let clocks = stage
        .and_then(|stage| state.with(|ws| age::clocks_of(ws, id, stage, clock::now(), end_of)));
    let rotting = clocks.as_ref().and_then(|clocks| match clocks.state {
        Rot::Rotting { days_over } => Some((clocks.idle.days, days_over)),
        Rot::NoLimit | Rot::Suspended | Rot::Fresh { .. } => None,
    });
    Footer::Open {
        days: clocks.map(|clocks| clocks.in_stage.days),
        rotting,
        next: state.with(|ws| age::next_task(ws, id)),
    }
}

fn closed(state: State, id: RecordId) -> Footer {
    let day = match state.value(Kind::DEAL, id, deal::CLOSED_ON) {
        Some(Value::Date(day)) => Some(day),
        _ => None,
    };
    let reason = state.text(Kind::DEAL, id, deal::LOST_REASON);
    Footer::Closed {
        day,
        lost_reason: option_name(state, Kind::DEAL, deal::LOST_REASON, &reason),
    }
}

/// The end of a day where the user is.
fn end_of(day: Date) -> Instant {
    let utc = day.plus_days(1).at_midnight_utc();
    Instant(utc.0 + i64::from(clock::offset_minutes(utc)) * 60_000)
}

fn mark_of(scoring: Scoring, id: RecordId) -> Option<Mark> {
    let Learned::Ready(scorer) = scoring.learned() else {
        return None;
    };
    // A letter that is no better than guessing misleads where there is no room for the caution.
    if matches!(scorer.report().verdict, Verdict::NoBetterThanGuessing) {
        return None;
    }
    let score = scoring.score(id)?;
    let (letter, tone) = match score.grade {
        Grade::A => ("A", Tone::Green),
        Grade::B => ("B", Tone::Teal),
        Grade::C => ("C", Tone::Amber),
        Grade::D => ("D", Tone::Red),
    };
    Some(Mark {
        letter,
        tone,
        probability: score.probability,
    })
}

fn score(mark: Mark) -> impl IntoView {
    let title = words::win_chance(&intl::percent(locale(), mark.probability));
    view! {
        <span class=format!("badge deal-score {}", mark.tone.class()) title=title>
            <span aria-hidden="true">{mark.letter}</span>
            <span class="visually-hidden">{scoring::grade(mark.letter)}</span>
        </span>
    }
}

fn below(footer: Footer) -> AnyView {
    match footer {
        Footer::Open {
            days,
            rotting,
            next,
        } => view! {
            {days.map(|days| age_mark(days, rotting))}
            {next.map(task)}
        }
        .into_any(),
        Footer::Closed { day, lost_reason } => {
            let day = day.map(|day| words::closed_on(&intl::date(locale(), day, DateStyle::Short)));
            view! {
                <span class="deal-age">{day}</span>
                <span class="deal-task">{lost_reason}</span>
            }
            .into_any()
        }
    }
}

fn age_mark(days: u32, rotting: Option<(u32, u32)>) -> impl IntoView {
    let shown = match days {
        0 => record_words::today().to_owned(),
        days => common::days_short(i64::from(days)),
    };
    let in_stage = words::in_stage(&shown);
    let title = match rotting {
        Some((idle, over)) => format!("{in_stage} {}", words::rotting(idle, over)),
        None => in_stage,
    };
    let icon = match rotting {
        Some(_) => IconName::Alert,
        None => IconName::Clock,
    };
    let tooltip = title.clone();
    view! {
        <span class="deal-age" class:is-rotting=rotting.is_some() title=tooltip>
            <Icon name=icon />
            <span aria-hidden="true">{shown}</span>
            <span class="visually-hidden">{title}</span>
        </span>
    }
}

fn task(next: NextTask) -> impl IntoView {
    let today = clock::today();
    let is_late = next.due.is_some_and(|due| due < today);
    let when = next.due.map(|due| {
        if due == today {
            record_words::today().to_owned()
        } else {
            intl::date(locale(), due, DateStyle::Short)
        }
    });
    let title = match (&when, is_late) {
        (Some(when), true) => words::next_task_late(&next.title, when),
        (Some(when), false) => words::next_task_due(&next.title, when),
        (None, _) => words::next_task(&next.title),
    };
    let tooltip = title.clone();
    view! {
        <span class="deal-task" class:is-late=is_late title=tooltip>
            <Icon name=IconName::Task />
            <span class="deal-task-name" aria-hidden="true">{next.title}</span>
            <span class="deal-task-day" aria-hidden="true">{when}</span>
            <span class="visually-hidden">{title}</span>
        </span>
    }
}
