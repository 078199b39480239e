//! The cells of the grid. An element of a cell is used again for many rows, so everything is read
//! inside closures.

use leptos::ev;
use leptos::prelude::*;
use record::schema::{deal, stage, task};
use record::{FieldDef, FieldId, FieldType, Kind, RecordId, Value};
use workspace::Command;

use super::columns::ColumnKey;
use super::{List, card};
use crate::parts::{Avatar, AvatarShape, Badge, Icon, IconName, RelativeTime, choice_tone};
use crate::platform::clock;
use crate::platform::intl::{self, DateStyle};
use crate::records::{record_href, text};
use crate::state::State;
use crate::words::{common, lists as words, locale, schema, tasks};

/// The record that a cell shows; `None` for a moment behind the end of the list.
pub(super) type Shown = Memo<Option<RecordId>>;

/// Makes a cell of a row and a column.
pub(super) fn cell(list: List, row: Signal<usize>, key: ColumnKey) -> AnyView {
    let shown = Memo::new(move |_| list.record_at(row.get()));
    match key {
        ColumnKey::Name => name(list, shown),
        key => value(list, shown, key),
    }
}

/// What a column shows of a record.
pub(super) fn value(list: List, shown: Shown, key: ColumnKey) -> AnyView {
    let state = list.state();
    let kind = list.kind;
    match key {
        ColumnKey::Updated => {
            let at = Signal::derive(move || {
                let id = shown.get()?;
                state.track_record(kind, id);
                state.with(|ws| ws.updated_at(kind, id))
            });
            view! { <span class="cell-text muted"><RelativeTime at=at /></span> }.into_any()
        }
        ColumnKey::OpenDeals => {
            let count = move || {
                let open = shown.get().map_or(0, |id| open_deals(state, id));
                if open == 0 {
                    String::new()
                } else {
                    intl::whole(locale(), open as i64)
                }
            };
            view! { <span class="cell-text">{move || count()}</span> }.into_any()
        }
        ColumnKey::Related => related(list, shown),
        ColumnKey::Field(field) => match untrack(|| list.field(field)) {
            Some(def) => of_field(list, shown, def),
            None => ().into_any(),
        },
        ColumnKey::Name => name(list, shown),
    }
}

/// The first column: the record's name as a link to it, and for tasks the box to tick.
fn name(list: List, shown: Shown) -> AnyView {
    let state = list.state();
    let kind = list.kind;
    let name = Memo::new(move |_| {
        let name = shown.get().map(|id| state.name(kind, id));
        name.filter(|name| !name.is_empty())
            .unwrap_or_else(|| words::unnamed().to_owned())
    });
    let shape = match kind {
        Kind::CONTACT => Some(AvatarShape::Person),
        Kind::COMPANY => Some(AvatarShape::Company),
        _ => None,
    };
    let avatar = shape.map(|shape| view! { <Avatar name=name shape=shape /> });
    let tick = (kind == Kind::TASK).then(|| done_box(list, shown, name));
    let is_done = move || kind == Kind::TASK && shown.get().is_some_and(|id| done(state, id));
    let in_trash = Memo::new(move |_| list.view.with(|view| view.trash));
    let pressed = move |event: ev::MouseEvent| {
        let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key();
        if let (false, Some(id)) = (elsewhere, shown.get_untracked()) {
            event.prevent_default();
            list.open(id);
        }
    };
    let link = move || {
        if in_trash.get() {
            return view! { <span class="name-text">{move || name.get()}</span> }.into_any();
        }
        let href = move || shown.get().and_then(|id| record_href(kind, id));
        view! {
            <a class="name-text" tabindex="-1" href=move || href() on:click=pressed>
                {move || name.get()}
            </a>
        }
        .into_any()
    };
    view! {
        <div class="name-cell" class:is-done=move || is_done()>
            {tick}
            {avatar}
            <div class="name-lines">
                {move || link()}
                {move || list.cards.get().then(|| card::facts(list, shown))}
            </div>
        </div>
    }
    .into_any()
}

/// A button and no box of the browser: its own state would stay behind when the element is used for
/// another task.
fn done_box(list: List, shown: Shown, name: Memo<String>) -> impl IntoView {
    let state = list.state();
    let is_done = move || shown.get().is_some_and(|id| done(state, id));
    view! {
        <button
            type="button"
            role="checkbox"
            class="task-done"
            tabindex="-1"
            disabled=move || list.view.with(|view| view.trash)
            aria-label=move || tasks::mark_done(&name.get())
            aria-checked=move || is_done().to_string()
            on:click=move |_| {
                if let Some(id) = shown.get_untracked() {
                    toggle_done(list, id);
                }
            }
        ></button>
    }
}

fn done(state: State, id: RecordId) -> bool {
    state.value(Kind::TASK, id, task::DONE_AT).is_some()
}

/// Marks a task as done now, or as open again.
pub(super) fn toggle_done(list: List, id: RecordId) {
    let state = list.state();
    let (was_done, name) = untrack(|| (done(state, id), state.name(Kind::TASK, id)));
    let at = (!was_done).then(|| Value::Instant(clock::now()));
    let command = Command::Edit {
        kind: Kind::TASK,
        record: id,
        values: vec![(task::DONE_AT, at)],
    };
    let said = if was_done {
        tasks::was_reopened(&name)
    } else {
        tasks::was_done(&name)
    };
    list.actor.run(command, said);
}

fn of_field(list: List, shown: Shown, def: FieldDef) -> AnyView {
    let state = list.state();
    let kind = list.kind;
    let field = def.id;
    let value = move || shown.get().and_then(|id| state.value(kind, id, field));
    match def.ty {
        FieldType::Choice => {
            let key = Memo::new(move |_| match value() {
                Some(Value::Choice(key)) => key,
                _ => String::new(),
            });
            let options = def.options.clone();
            let label = Signal::derive(move || {
                key.with(|key| schema::option_of(&options, key).into_owned())
            });
            let tone = Signal::derive(move || {
                key.with(|key| {
                    let at = def.options.iter().position(|option| option == key.as_str());
                    choice_tone(key, at.unwrap_or_default())
                })
            });
            view! { <Badge label=label tone=tone /> }.into_any()
        }
        FieldType::Ref(target) => {
            let target_id = Memo::new(move |_| {
                let id = value()?.as_ref_id()?;
                Some(state.with(|ws| ws.resolve(target, id)))
            });
            (move || target_id.get().map(|id| link_to(state, target, id))).into_any()
        }
        FieldType::Email => first_of_list(value, "mailto:"),
        FieldType::Phone => first_of_list(value, "tel:"),
        FieldType::Link => {
            let link = Memo::new(move |_| match value() {
                Some(Value::Text(link)) => link,
                _ => String::new(),
            });
            (move || link.with(|link| web_link(link))).into_any()
        }
        FieldType::Tags | FieldType::Choices => {
            let badges = move || match value() {
                Some(Value::Tags(tags)) => tags
                    .into_iter()
                    .map(|tag| {
                        let label = schema::option_of(&def.options, &tag).into_owned();
                        view! { <Badge label=label tone=choice_tone(&tag, 0) /> }
                    })
                    .collect(),
                _ => Vec::new(),
            };
            view! { <span class="badges">{move || badges()}</span> }.into_any()
        }
        FieldType::Bool => (move || {
            (value() == Some(Value::Bool(true))).then(|| {
                view! {
                    <Icon name=IconName::Check />
                    <span class="visually-hidden">{common::yes}</span>
                }
            })
        })
        .into_any(),
        FieldType::Date if (kind, field) == (Kind::TASK, task::DUE) => due(state, shown),
        _ => {
            let shown = move || {
                value()
                    .map(|value| text(state, &def, &value))
                    .unwrap_or_default()
            };
            view! { <span class="cell-text">{move || shown()}</span> }.into_any()
        }
    }
}

/// A link to a record. The grid is one stop of the Tab key, so links within it are none.
fn link_to(state: State, kind: Kind, id: RecordId) -> AnyView {
    let name = move || state.name(kind, id);
    match record_href(kind, id) {
        Some(href) => {
            view! { <a class="cell-link" tabindex="-1" href=href>{move || name()}</a> }.into_any()
        }
        None => view! { <span class="cell-text">{move || name()}</span> }.into_any(),
    }
}

/// The first address or number of a list, and how many more there are.
fn first_of_list(
    value: impl Fn() -> Option<Value> + Copy + Send + Sync + 'static,
    scheme: &'static str,
) -> AnyView {
    let first = Memo::new(move |_| match value() {
        Some(Value::Labelled(list)) => list.first().map(|l| (l.value.clone(), list.len() - 1)),
        _ => None,
    });
    (move || {
        first.get().map(|(first, more)| {
            let href = format!("{scheme}{}", first.replace(' ', ""));
            view! {
                <a class="cell-link" tabindex="-1" href=href>{first}</a>
                {(more > 0).then(|| view! { <small class="muted">{words::and_more(more)}</small> })}
            }
        })
    })
    .into_any()
}

fn web_link(link: &str) -> Option<AnyView> {
    if link.is_empty() {
        return None;
    }
    let may_follow = ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| link.starts_with(scheme));
    let bare = link.split_once("://").map_or(link, |(_, bare)| bare);
    let bare = bare.trim_end_matches('/').to_owned();
    Some(if may_follow {
        let href = link.to_owned();
        view! {
            <a
                class="cell-link"
                tabindex="-1"
                href=href
                target="_blank"
                rel="noopener noreferrer"
            >
                {bare}
            </a>
        }
        .into_any()
    } else {
        view! { <span class="cell-text">{link.to_owned()}</span> }.into_any()
    })
}

/// When a task is due: today and earlier days stand out as long as it is open.
fn due(state: State, shown: Shown) -> AnyView {
    let due = Memo::new(move |_| {
        let id = shown.get()?;
        match state.value(Kind::TASK, id, task::DUE) {
            Some(Value::Date(date)) => Some((date, done(state, id))),
            _ => None,
        }
    });
    let is_overdue = Memo::new(move |_| {
        due.get()
            .is_some_and(|(date, done)| !done && date < clock::today())
    });
    let is_today = move || {
        due.get()
            .is_some_and(|(date, done)| !done && date == clock::today())
    };
    let date = move || {
        let date = due.get().map(|(date, _)| date);
        date.map(|date| intl::date(locale(), date, DateStyle::Medium))
    };
    view! {
        <span
            class="cell-text"
            class:is-overdue=move || is_overdue.get()
            class:is-today=move || is_today()
            title=move || is_overdue.get().then(tasks::overdue)
        >
            {move || date()}
            {move || {
                is_overdue
                    .get()
                    .then(|| view! { <span class="visually-hidden">{tasks::overdue}</span> })
            }}
        </span>
    }
    .into_any()
}

/// What a task is about: the nearest of its records.
fn related(list: List, shown: Shown) -> AnyView {
    let state = list.state();
    let nearest = Memo::new(move |_| nearest(state, shown.get()?));
    (move || nearest.get().map(|(kind, id)| link_to(state, kind, id))).into_any()
}

/// The nearest record that a task is about, tracked.
pub(super) fn nearest(state: State, of: RecordId) -> Option<(Kind, RecordId)> {
    const NEAREST: [(FieldId, Kind); 4] = [
        (task::DEAL, Kind::DEAL),
        (task::TICKET, Kind::TICKET),
        (task::CONTACT, Kind::CONTACT),
        (task::COMPANY, Kind::COMPANY),
    ];
    let find = |(field, kind): &(FieldId, Kind)| {
        let to = state.value(Kind::TASK, of, *field)?.as_ref_id()?;
        Some((*kind, state.with(|ws| ws.resolve(*kind, to))))
    };
    NEAREST.iter().find_map(find)
}

/// How many deals of a company are neither won nor lost.
pub(super) fn open_deals(state: State, company: RecordId) -> usize {
    state.track_kind(Kind::DEAL);
    let is_open = |deal: &RecordId| {
        state.with(|ws| {
            let stage = ws.value(Kind::DEAL, *deal, deal::STAGE)?.as_ref_id()?;
            let outcome = ws.text(Kind::STAGE, stage, stage::OUTCOME);
            (outcome != "Won" && outcome != "Lost").then_some(())
        })
    };
    let deals = state.with(|ws| ws.related(Kind::DEAL, deal::COMPANY, company));
    deals.iter().filter(|deal| is_open(deal).is_some()).count()
}
