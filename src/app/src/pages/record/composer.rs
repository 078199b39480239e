//! Writing notes, calls, meetings, e-mails and tasks onto a record.

use leptos::prelude::*;
use record::schema::activity;
use record::{Date, Instant, Kind, RecordId};
use workspace::Command;

use crate::parts::{
    Button, ButtonKind, DateInput, DateTimeInput, Field, NumberInput, Tab, TabPanel, Tabs,
    TextArea, TextInput,
};
use crate::platform::clock;
use crate::records::{Draft, QuickDays, TASK, draft, has, is_blank, values_of};
use crate::state::{use_actor, use_state};
use crate::words::{record as words, schema, spoken};

/// The name of the composer's tabs.
const TABS: &str = "composer";
/// What can be written: the option of an activity's type, or a task.
const KINDS: [&str; 5] = ["Note", "Call", "Meeting", "Email", TASK];

/// The composer above a timeline.
#[component]
pub(super) fn Composer(
    /// The record's kind.
    kind: Kind,
    /// The record.
    id: RecordId,
) -> impl IntoView {
    let chosen = RwSignal::new(KINDS[0]);
    let tabs = Signal::derive(|| {
        let tab = |key| Tab {
            key,
            label: name_of(key),
            count: None,
        };
        KINDS.map(tab).to_vec()
    });
    view! {
        <section class="composer" aria-label=words::composer>
            <Tabs
                id=TABS
                label=spoken(words::composer)
                tabs=tabs
                chosen=chosen
                on_choose=move |key| chosen.set(key)
            />
            {KINDS
                .map(|what| {
                    view! {
                        <TabPanel id=TABS tab=what chosen=chosen>
                            <Form kind=kind id=id what=what />
                        </TabPanel>
                    }
                })
                .collect_view()}
        </section>
    }
}

fn name_of(what: &str) -> String {
    if what == TASK {
        words::task().to_owned()
    } else {
        schema::option(what).into_owned()
    }
}

#[component]
fn Form(kind: Kind, id: RecordId, what: &'static str) -> impl IntoView {
    let state = use_state();
    let actor = use_actor();
    let draft = draft(kind, id, what);
    let is_task = what == TASK;
    let is_empty = RwSignal::new(false);
    let error = Signal::derive(move || is_empty.get().then(|| words::write_something().to_owned()));
    let save = move || {
        let written = draft.get_untracked();
        if is_blank(what, &written) {
            is_empty.set(true);
            return;
        }
        let values = state.with(|ws| values_of(ws, (kind, id), what, &written, clock::now()));
        let command = Command::Create {
            kind: if is_task { Kind::TASK } else { Kind::ACTIVITY },
            record: state.new_id(),
            values,
        };
        if actor.run(command, words::added(&name_of(what))) {
            draft.set(Draft::default());
        }
    };
    let set_subject = move |text: String| {
        is_empty.set(false);
        draft.update(|draft| draft.subject = text);
    };
    let set_body = move |text: String| {
        is_empty.set(false);
        draft.update(|draft| draft.body = text);
    };
    let set_due = move |due: Option<Date>| draft.update(|draft| draft.due = due);
    let set_at = move |at: Option<Instant>| draft.update(|draft| draft.at = at);
    let set_minutes = move |minutes: Option<f64>| draft.update(|draft| draft.minutes = minutes);
    let subject = Signal::derive(move || draft.with(|draft| draft.subject.clone()));
    let body = Signal::derive(move || draft.with(|draft| draft.body.clone()));
    let has_subject = has(what, activity::SUBJECT);
    view! {
        <div
            class="composer-form"
            on:keydown=move |event| {
                if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                    event.prevent_default();
                    save();
                }
            }
        >
            {has_subject
                .then(|| {
                    let label = if is_task { words::title } else { words::subject };
                    view! {
                        <Field
                            label=spoken(label)
                            error=Signal::derive(move || error.get().filter(|_| is_task))
                            required=is_task
                        >
                            <TextInput
                                value=subject
                                on_input=set_subject
                            />
                        </Field>
                    }
                })}
            <Field
                label=Signal::derive(move || {
                    if is_task { words::description() } else { words::text() }.to_owned()
                })
                error=Signal::derive(move || error.get().filter(|_| !is_task))
            >
                <TextArea
                    value=body
                    on_input=set_body
                    placeholder=spoken(words::markdown_hint)
                    rows=if has_subject { 2 } else { 3 }
                />
            </Field>
            <div class="composer-end">
                {if is_task {
                    view! {
                        <Field label=spoken(words::due)>
                            <DateInput
                                value=Signal::derive(move || draft.with(|draft| draft.due))
                                on_commit=set_due
                            />
                            <QuickDays on_choose=move |day| set_due(Some(day)) />
                        </Field>
                    }
                        .into_any()
                } else {
                    view! {
                        <Field label=spoken(words::when)>
                            <DateTimeInput
                                value=Signal::derive(move || draft.with(|draft| draft.at))
                                on_commit=set_at
                            />
                        </Field>
                    }
                        .into_any()
                }}
                {has(what, activity::DURATION)
                    .then(|| {
                        view! {
                            <Field label=spoken(words::duration_minutes)>
                                <NumberInput
                                    value=Signal::derive(move || draft.with(|draft| draft.minutes))
                                    on_commit=set_minutes
                                    whole=true
                                />
                            </Field>
                        }
                    })}
                <span class="spacer"></span>
                <Button
                    label=Signal::derive(move || words::add_named(&name_of(what)))
                    kind=ButtonKind::Primary
                    keys="Ctrl+Enter"
                    on_press=move |_| save()
                />
            </div>
        </div>
    }
}
