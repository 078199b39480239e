//! What happened to a record, newest first, by day.

use leptos::prelude::*;
use record::schema::{CREATED_AT, activity, event, task};
use record::{Date, FieldId, Kind, RecordId, Value};
use workspace::Command;
use workspace::timeline::Item;

use crate::parts::{
    Button, ButtonKind, Checkbox, DateText, Each, EditMenu, EmptyState, Icon, IconName, Markdown,
    When,
};
use crate::platform::clock;
use crate::platform::intl::{self, DateStyle};
use crate::records::{FieldEditor, RecordLink, option_name, text};
use crate::state::{State, use_actor, use_state};
use crate::words::{common, locale, record as words, schema, spoken};

/// How many entries are shown at first, and how many more each time.
const PAGE: usize = 100;

/// An entry, with the day above it where it is the day's first.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Entry {
    day: Option<Date>,
    item: Item,
}

/// The timeline.
#[component]
pub(super) fn Timeline(
    /// The record's kind.
    kind: Kind,
    /// The record.
    id: RecordId,
) -> impl IntoView {
    let state = use_state();
    let items = Memo::new(move |_| {
        for kind in [Kind::ACTIVITY, Kind::TASK, Kind::EVENT] {
            state.track_kind(kind);
        }
        let mut items = state.with(|ws| ws.timeline(kind, id));
        // A ticket's messages are its conversation.
        items.retain(|item| item.kind != Kind::MESSAGE);
        items
    });
    let limit = RwSignal::new(PAGE);
    let entries =
        move || items.with(|items| by_day(items.iter().take(limit.get()), clock::local_date));
    let hidden = Memo::new(move |_| items.with(Vec::len).saturating_sub(limit.get()));
    let created = Signal::derive(move || match state.value(kind, id, CREATED_AT) {
        Some(Value::Instant(at)) => Some(clock::local_date(at)),
        _ => None,
    });
    view! {
        <section class="record-timeline" aria-labelledby="record-timeline-heading">
            <h2 class="record-section-title" id="record-timeline-heading">
                {words::timeline}
            </h2>
            <When holds=move || items.with(Vec::is_empty)>
                <EmptyState
                    icon=IconName::History
                    title=spoken(words::nothing_happened)
                    text=spoken(words::nothing_happened_text)
                />
            </When>
            <ol class="timeline">
                <Each
                    each=entries
                    key=|entry| (entry.item.kind, entry.item.record, entry.day)
                    let:entry
                >
                    <li class="timeline-entry">
                        {entry
                            .day
                            .map(|day| {
                                view! { <h3 class="timeline-day">{move || day_name(day)}</h3> }
                            })} {entry_view(state, kind, entry.item)}
                    </li>
                </Each>
            </ol>
            <When holds=move || hidden.get() != 0>
                <Button
                    label=Signal::derive(move || words::show_more(hidden.get().min(PAGE)))
                    on_press=move |_| limit.update(|limit| *limit += PAGE)
                />
            </When>
            <p
                class="timeline-created"
                hidden=move || created.get().is_none() || hidden.get() != 0
            >
                {words::created}
                " "
                <DateText date=created />
            </p>
        </section>
    }
}

/// The entries with a day above the first of each.
fn by_day<'a>(
    items: impl Iterator<Item = &'a Item>,
    day_of: impl Fn(record::Instant) -> Date,
) -> Vec<Entry> {
    let mut last = None;
    items
        .map(|item| {
            let day = day_of(item.at);
            let is_first = last.replace(day) != Some(day);
            Entry {
                day: is_first.then_some(day),
                item: *item,
            }
        })
        .collect()
}

fn day_name(day: Date) -> String {
    match i64::from(clock::today().0) - i64::from(day.0) {
        0 => words::today().to_owned(),
        1 => words::yesterday().to_owned(),
        _ => intl::date(locale(), day, DateStyle::Long),
    }
}

fn entry_view(state: State, of: Kind, item: Item) -> AnyView {
    let at = item.at;
    let id = item.record;
    match item.kind {
        Kind::ACTIVITY => view! { <Activity id=id /> }.into_any(),
        Kind::TASK => view! { <Task id=id /> }.into_any(),
        _ => {
            let who = move || by(state, Kind::EVENT, id, event::MEMBER);
            view! {
                <div class="timeline-item timeline-event">
                    <Icon name=IconName::Edit />
                    <span class="timeline-text">{move || event_text(state, of, id)}</span>
                    <span class="timeline-who">{move || who()}</span>
                    <time datetime=at.to_string()>{move || intl::time(locale(), at)}</time>
                </div>
            }
            .into_any()
        }
    }
}

/// Who did something, where that is known.
fn by(state: State, kind: Kind, id: RecordId, field: FieldId) -> Option<String> {
    let member = state.value(kind, id, field)?.as_ref_id()?;
    let name = state.name(Kind::MEMBER, member);
    (!name.is_empty()).then_some(name)
}

/// What an event says: "Stage: Qualified → Proposal".
fn event_text(state: State, kind: Kind, id: RecordId) -> String {
    let value = |field| state.value(Kind::EVENT, id, field);
    let Some(Value::Int(number)) = value(event::FIELD) else {
        return String::new();
    };
    let Some(def) = state.field(kind, FieldId(number as u64)) else {
        return format!("#{number}");
    };
    let say = |value: Option<Value>| match value {
        Some(value) => text(state, &def, &value),
        None => words::nothing().to_owned(),
    };
    let (from, to) = (say(value(event::FROM)), say(value(event::TO)));
    words::changed(&schema::field(kind, &def), &from, &to)
}

/// A note, call, meeting or e-mail.
#[component]
fn Activity(id: RecordId) -> impl IntoView {
    let state = use_state();
    let actor = use_actor();
    let editing = RwSignal::new(false);
    let of = move |field| Signal::derive(move || state.text(Kind::ACTIVITY, id, field));
    let (ty, subject, body) = (
        of(activity::TYPE),
        of(activity::SUBJECT),
        of(activity::BODY),
    );
    let outcome = of(activity::OUTCOME);
    let at = Signal::derive(move || {
        let value = |field| state.value(Kind::ACTIVITY, id, field);
        match value(activity::AT).or_else(|| value(CREATED_AT)) {
            Some(Value::Instant(at)) => at,
            _ => record::Instant::default(),
        }
    });
    let icon = Signal::derive(move || match ty.get().as_str() {
        "Call" => IconName::Phone,
        "Meeting" => IconName::Calendar,
        "Email" => IconName::Mail,
        _ => IconName::Note,
    });
    let duration = move || match state.value(Kind::ACTIVITY, id, activity::DURATION) {
        Some(Value::Duration(seconds)) => Some(common::duration_minutes(seconds / 60)),
        _ => None,
    };
    let type_name = move || ty.with(|ty| option_name(state, Kind::ACTIVITY, activity::TYPE, ty));
    let delete = move || {
        let name = untrack(|| type_name());
        let command = Command::Delete {
            kind: Kind::ACTIVITY,
            records: vec![id],
        };
        actor.run(command, words::deleted(&name));
    };
    let contact = move || {
        let contact = state.value(Kind::ACTIVITY, id, activity::CONTACT);
        contact.and_then(|v| v.as_ref_id())
    };
    view! {
        <article class="timeline-item timeline-activity">
            <header class="timeline-head">
                <Icon name=icon />
                <span class="timeline-type">{move || type_name()}</span>
                <span class="timeline-subject">{move || subject.get()}</span>
                <span class="timeline-who">
                    {move || by(state, Kind::ACTIVITY, id, activity::MEMBER)}
                </span>
                {move || {
                    contact()
                        .map(|contact| view! { <RecordLink kind=Kind::CONTACT record=contact /> })
                }}
                <span class="timeline-who">{move || duration()}</span>
                <time datetime=move || {
                    at.get().to_string()
                }>{move || intl::time(locale(), at.get())}</time>
                <EditMenu
                    label=spoken(common::more_actions)
                    on_edit=move |()| editing.set(true)
                    on_delete=move |()| delete()
                />
            </header>
            {move || {
                if editing.get() {
                    view! { <ActivityEditor id=id on_done=move |()| editing.set(false) /> }
                        .into_any()
                } else {
                    view! {
                        <Markdown text=body />
                        <p class="timeline-outcome" hidden=move || outcome.get().is_empty()>
                            {move || outcome.get()}
                        </p>
                    }
                        .into_any()
                }
            }}
        </article>
    }
}

/// The fields of an activity; each is saved when it is left.
#[component]
fn ActivityEditor(id: RecordId, #[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let state = use_state();
    let actor = use_actor();
    let fields = [
        activity::SUBJECT,
        activity::BODY,
        activity::AT,
        activity::DURATION,
        activity::OUTCOME,
    ];
    let inputs = fields
        .into_iter()
        .filter_map(|field| untrack(|| state.field(Kind::ACTIVITY, field)))
        .map(|def| {
            let field = def.id;
            let value = Signal::derive(move || state.value(Kind::ACTIVITY, id, field));
            let commit = move |value: Option<Value>| {
                actor.quietly(Command::Edit {
                    kind: Kind::ACTIVITY,
                    record: id,
                    values: vec![(field, value)],
                });
            };
            view! { <FieldEditor kind=Kind::ACTIVITY def=def value=value on_commit=commit /> }
        })
        .collect_view();
    view! {
        <div
            class="timeline-editor"
            on:keydown=move |event| {
                let sends = event.key() == "Enter" && (event.ctrl_key() || event.meta_key());
                if sends || event.key() == "Escape" {
                    event.stop_propagation();
                    event.prevent_default();
                    on_done.run(());
                }
            }
        >
            {inputs}
            <div class="composer-end">
                <span class="spacer"></span>
                <Button
                    label=spoken(common::done)
                    kind=ButtonKind::Primary
                    on_press=move |_| on_done.run(())
                />
            </div>
        </div>
    }
}

/// A task, to be ticked off.
#[component]
fn Task(id: RecordId) -> impl IntoView {
    let state = use_state();
    let done = Signal::derive(move || state.value(Kind::TASK, id, task::DONE_AT).is_some());
    let due = Signal::derive(move || match state.value(Kind::TASK, id, task::DUE) {
        Some(Value::Date(date)) => Some(date),
        _ => None,
    });
    let is_late = move || !done.get() && due.get().is_some_and(|due| due < clock::today());
    view! {
        <div class="timeline-item timeline-task" class:timeline-done=move || done.get()>
            <TaskTick id=id />
            <span class="timeline-subject">
                <RecordLink kind=Kind::TASK record=id />
            </span>
            <span class="timeline-who">
                {move || by(state, Kind::TASK, id, task::OWNER)}
            </span>
            <span class="timeline-due" class:timeline-late=move || is_late()>
                <DateText date=due />
            </span>
        </div>
    }
}

/// The box that marks a task as done.
#[component]
pub(super) fn TaskTick(
    /// The task.
    id: RecordId,
) -> impl IntoView {
    let state = use_state();
    let actor = use_actor();
    let done = Signal::derive(move || state.value(Kind::TASK, id, task::DONE_AT).is_some());
    view! {
        <Checkbox
            checked=done
            label=Signal::derive(move || words::done_named(&state.name(Kind::TASK, id)))
            on_change=move |on: bool| {
                actor
                    .quietly(Command::Edit {
                        kind: Kind::TASK,
                        record: id,
                        values: vec![(task::DONE_AT, on.then(|| Value::Instant(clock::now())))],
                    });
            }
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::Instant;

    #[test]
    fn each_day_stands_above_its_first_entry_only() {
        let day = 86_400_000;
        let item = |at| Item {
            at: Instant(at),
            kind: Kind::ACTIVITY,
            record: RecordId(at as u128),
        };
        let items = [item(2 * day + 5), item(2 * day), item(day), item(7)];
        let days: Vec<_> = by_day(items.iter(), Instant::date_utc)
            .into_iter()
            .map(|entry| entry.day)
            .collect();
        assert_eq!(days, [Some(Date(2)), None, Some(Date(1)), Some(Date(0))]);
    }

    #[test]
    fn no_entries_have_no_days() {
        assert!(by_day([].iter(), Instant::date_utc).is_empty());
    }
}
