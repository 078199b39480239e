//! What is to be done today.

use std::sync::Arc;

use leptos::prelude::*;
use record::schema::task;
use record::{Kind, RecordId, Value};
use workflow::Condition;
use workflow::condition::{Literal, Operand, Operator};
use workspace::{Command, Query, Sort};

use crate::pages::list::quick::Quick;
use crate::parts::{DateText, Each, When};
use crate::platform::{clock, dom};
use crate::records::RecordLink;
use crate::shell::{Route, Section};
use crate::state::quiet::computed;
use crate::state::{State, use_actor, use_state};
use crate::words::{home as words, spoken, tasks};

/// How many rows a card shows at the most.
const MOST: usize = 8;

/// The tasks that are due, in the order in which they are: those that are late, then today's.
fn due_tasks(state: State, member: Option<RecordId>) -> Vec<RecordId> {
    let open = Quick::Show.condition(None);
    let due = Condition::test(task::DUE, Operator::AtMost, Operand::One(Literal::Today(0)));
    let mine = member.map(|id| {
        let owner = Operand::One(Literal::Ref(id));
        Condition::test(task::OWNER, Operator::Is, owner)
    });
    let parts = open.into_iter().chain([due]).chain(mine);
    let query = Query {
        condition: Some(Condition::All(parts.collect())),
        sort: vec![Sort {
            field: task::DUE,
            descending: false,
        }],
        ..Query::all(Kind::TASK)
    };
    state.rows_now(&query).to_vec()
}

/// The cards.
#[component]
pub(super) fn MyDay(
    /// Whose day it is; everybody's where it is `None`.
    member: Memo<Option<RecordId>>,
) -> impl IntoView {
    let state = use_state();
    let tasks = computed(
        move || {
            state.phase.track();
            state.track_kind(Kind::TASK);
            member.track();
        },
        move || due_tasks(state, member.get_untracked()),
    );
    view! {
        <section class="home-day" aria-label=words::my_day>
            <Card
                name=spoken(words::tasks)
                ids=tasks
                nothing=spoken(words::no_tasks)
                text=spoken(words::no_tasks_text)
                all=Route::List(Section::Tasks).href()
                row=|id| view! { <TaskRow id=id /> }.into_any()
            />
        </section>
    }
}

/// Some records, with a link to all.
#[component]
fn Card(
    /// What they are.
    name: Signal<String>,
    /// The records.
    ids: ReadSignal<Option<Arc<Vec<RecordId>>>>,
    /// What is said where there are none.
    nothing: Signal<String>,
    /// What belongs here.
    text: Signal<String>,
    /// Where all are.
    all: String,
    /// A record as a row.
    row: fn(RecordId) -> AnyView,
) -> impl IntoView {
    let count = move || ids.with(|ids| ids.as_ref().map(|ids| ids.len()));
    let shown = move || {
        ids.with(|ids| {
            let ids = ids.as_deref().map(Vec::as_slice).unwrap_or_default();
            ids.iter().take(MOST).copied().collect::<Vec<_>>()
        })
    };
    let further = move || count().unwrap_or(0).saturating_sub(MOST);
    let heading = dom::unique_id("day");
    let labelled_by = heading.clone();
    view! {
        <section class="day-card" aria-labelledby=labelled_by>
            <header class="day-header">
                <h2 id=heading>{move || name.get()}</h2>
                <span class="day-count">{move || count().filter(|n| *n > 0)}</span>
                <a class="day-all" href=all>
                    {move || match further() {
                        0 => words::all().to_owned(),
                        n => words::more(n),
                    }}
                    <span class="visually-hidden">" " {move || name.get()}</span>
                </a>
            </header>
            <ul class="day-rows">
                <Each each=shown key=|id| *id let:id>
                    {row(id)}
                </Each>
            </ul>
            <When holds=move || count() == Some(0)>
                <div class="day-nothing">
                    <p>{move || nothing.get()}</p>
                    <p class="muted">{move || text.get()}</p>
                </div>
            </When>
        </section>
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
    let is_late = move || due.get().is_some_and(|due| due < clock::today());
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
