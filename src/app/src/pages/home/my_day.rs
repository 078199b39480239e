//! What is to be done today.

use std::sync::Arc;

use leptos::prelude::*;
use record::schema::task;
use record::{Instant, Kind, RecordId, Value};
use workspace::Command;
use workspace::my_day::{Ahead, Asked, MyDay as Day, Risk, Touch};

use crate::pages::list::quick::{OPEN, Quick, UNSOLVED};
use crate::parts::{Button, ButtonKind, DateText, Each, When};
use crate::platform::{clock, dom, intl};
use crate::records::RecordLink;
use crate::shell::{Address, Route, Section};
use crate::state::quiet::computed;
use crate::state::{State, use_actor, use_state};
use crate::words::{home as words, locale, spoken, tasks};

/// How many rows a card shows at the most.
const MOST: usize = 8;
/// How many more at a time.
const MORE: usize = 20;

/// A record of a card with what is said of it; nothing is said of tasks, which show their day.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Item {
    kind: Kind,
    id: RecordId,
    said: Vec<Why>,
}

/// Why a record is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Why {
    ClosePassed(u32),
    Rotting(u32),
    NothingPlanned,
    Due(Instant),
    Unanswered(Instant),
}

impl Why {
    fn of_deal(touch: &Touch) -> Self {
        match touch {
            Touch::CloseDatePassed { days } => Self::ClosePassed(*days),
            Touch::Rotting { days_over } => Self::Rotting(*days_over),
            Touch::NothingPlanned => Self::NothingPlanned,
        }
    }

    fn of_ticket(risk: &Risk) -> Self {
        match risk {
            Risk::Overdue { due } | Risk::DueSoon { due } => Self::Due(*due),
            Risk::Unanswered { since } => Self::Unanswered(*since),
        }
    }

    /// Whether it is too late already.
    fn is_late(self, now: Instant) -> bool {
        match self {
            Self::ClosePassed(_) => true,
            Self::Due(due) => due < now,
            _ => false,
        }
    }

    fn sentence(self, now: Instant) -> String {
        let off = |at: Instant| intl::relative(locale(), (at.0 - now.0) / 1000);
        match self {
            Self::ClosePassed(days) => words::close_passed(days),
            Self::Rotting(days) => words::rotting(days),
            Self::NothingPlanned => words::nothing_planned().to_owned(),
            Self::Due(at) => words::due(&off(at)),
            Self::Unanswered(at) => words::unanswered(&off(at)),
        }
    }
}

fn day_of(state: State, member: Option<RecordId>) -> Day {
    state.with_context(|context, state| {
        let asked = Asked {
            member,
            now: clock::now(),
            today: context.today,
            zone: context.zone,
            ahead: Ahead::default(),
        };
        state.with(|ws| ws.my_day(&asked))
    })
}

/// The cards.
#[component]
pub(super) fn MyDay(
    /// Whose day it is; everybody's where it is `None`.
    member: Memo<Option<RecordId>>,
) -> impl IntoView {
    let state = use_state();
    let day = computed(
        move || {
            state.phase.track();
            state.today();
            member.track();
            for kind in [
                Kind::TASK,
                Kind::DEAL,
                Kind::STAGE,
                Kind::TICKET,
                Kind::ACTIVITY,
                Kind::MESSAGE,
            ] {
                state.track_kind(kind);
            }
        },
        move || day_of(state, member.get_untracked()),
    );
    let items = move |read: fn(&Day) -> Vec<Item>| {
        Memo::new(move |_| day.with(|day| day.as_deref().map(|day| Arc::new(read(day)))))
    };
    let due = items(|day| {
        let ids = day.overdue.iter().chain(&day.today);
        ids.map(|id| Item {
            kind: Kind::TASK,
            id: *id,
            said: Vec::new(),
        })
        .collect()
    });
    let deals = items(|day| {
        let item = |(id, said): &(RecordId, Vec<Touch>)| Item {
            kind: Kind::DEAL,
            id: *id,
            said: said.iter().map(Why::of_deal).collect(),
        };
        day.deals.iter().map(item).collect()
    });
    let tickets = items(|day| {
        let item = |(id, said): &(RecordId, Vec<Risk>)| Item {
            kind: Kind::TICKET,
            id: *id,
            said: said.iter().map(Why::of_ticket).collect(),
        };
        day.tickets.iter().map(item).collect()
    });
    let all_tickets = Route::List(Section::Tickets)
        .address()
        .with(Quick::Status.name(), Some(UNSOLVED));
    view! {
        <section class="home-day" aria-label=words::my_day>
            <Card
                name=spoken(words::tasks)
                items=due
                nothing=spoken(words::no_tasks)
                text=spoken(words::no_tasks_text)
                all=Route::List(Section::Tasks).href()
            />
            <Card
                name=spoken(words::deals)
                items=deals
                nothing=spoken(words::no_deals)
                text=spoken(words::no_deals_text)
                all=open_list().to_string()
            />
            <Card
                name=spoken(words::tickets)
                items=tickets
                nothing=spoken(words::no_tickets)
                text=spoken(words::no_tickets_text)
                all=all_tickets.to_string()
            />
        </section>
    }
}

/// The list of the open deals.
pub(super) fn open_list() -> Address {
    Route::List(Section::Deals)
        .address()
        .with("view", Some("table"))
        .with(Quick::Outcome.name(), Some(OPEN))
}

/// Some records, with a link to all.
#[component]
fn Card(
    /// What they are.
    name: Signal<String>,
    /// The records.
    items: Memo<Option<Arc<Vec<Item>>>>,
    /// What is said where there are none.
    nothing: Signal<String>,
    /// What belongs here.
    text: Signal<String>,
    /// Where all are.
    all: String,
) -> impl IntoView {
    let count = move || items.with(|items| items.as_ref().map(|items| items.len()));
    let most = RwSignal::new(MOST);
    let shown = move || {
        items.with(|items| {
            let items = items.as_deref().map(Vec::as_slice).unwrap_or_default();
            items.iter().take(most.get()).cloned().collect::<Vec<_>>()
        })
    };
    let further = move || count().unwrap_or(0).saturating_sub(most.get());
    let heading = dom::unique_id("day");
    let labelled_by = heading.clone();
    view! {
        <section class="day-card" aria-labelledby=labelled_by>
            <header class="day-header">
                <h2 id=heading>{move || name.get()}</h2>
                <span class="day-count">
                    {move || {
                        count().filter(|n| *n > 0).map(|n| intl::whole(locale(), n as i64))
                    }}
                </span>
                <a class="day-all" href=all>
                    {move || words::all()}
                    <span class="visually-hidden">" " {move || name.get()}</span>
                </a>
            </header>
            <ul class="day-rows">
                <Each each=shown key=Item::clone let:item>
                    {match item.kind {
                        Kind::TASK => view! { <TaskRow id=item.id /> }.into_any(),
                        _ => view! { <Row item=item /> }.into_any(),
                    }}
                </Each>
            </ul>
            <When holds=move || { further() > 0 }>
                <Button
                    kind=ButtonKind::Quiet
                    label=Signal::derive(move || words::more(further()))
                    on_press=move |_| most.update(|most| *most += MORE)
                />
            </When>
            <When holds=move || count() == Some(0)>
                <div class="day-nothing">
                    <p>{move || nothing.get()}</p>
                    <p class="muted">{move || text.get()}</p>
                </div>
            </When>
        </section>
    }
}

/// A record with the worst of its reasons; all of them are in the tooltip.
#[component]
fn Row(item: Item) -> impl IntoView {
    let now = clock::now();
    let is_late = item.said.first().is_some_and(|why| why.is_late(now));
    let said = StoredValue::new(item.said);
    let first = move || said.with_value(|said| said.first().map(|why| why.sentence(now)));
    let all = move || {
        said.with_value(|said| {
            let all: Vec<String> = said.iter().map(|why| why.sentence(now)).collect();
            all.join(" · ")
        })
    };
    view! {
        <li class="day-row">
            <span class="day-name">
                <RecordLink kind=item.kind record=item.id />
            </span>
            <span class="day-reason" class:is-late=is_late title=all>
                {first}
            </span>
        </li>
    }
}
/// A task with a box to tick.
#[component]
fn TaskRow(id: RecordId) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let done = Signal::derive(move || state.value(Kind::TASK, id, task::DONE_AT).is_some());
    let name = move || state.name(Kind::TASK, id);
    let due = Signal::derive(move || match state.value(Kind::TASK, id, task::DUE) {
        Some(Value::Date(date)) => Some(date),
        _ => None,
    });
    let is_late = move || due.get().is_some_and(|due| due < state.today());
    let tick = move |on: bool| {
        let name = untrack(name);
        let said = if on {
            tasks::was_done(&name)
        } else {
            tasks::was_reopened(&name)
        };
        let command = Command::Edit {
            kind: Kind::TASK,
            record: id,
            values: vec![(task::DONE_AT, on.then(|| Value::Instant(clock::now())))],
        };
        actor.run(command, said);
    };
    view! {
        <li class="day-row">
            <button
                type="button"
                role="checkbox"
                class="task-done"
                aria-label=move || tasks::mark_done(&name())
                aria-checked=move || done.get().to_string()
                on:click=move |_| tick(!done.get_untracked())
            ></button>
            <span class="day-name">
                <RecordLink kind=Kind::TASK record=id />
            </span>
            <span class="day-reason" class:is-late=move || is_late()>
                <DateText date=due />
            </span>
        </li>
    }
}
