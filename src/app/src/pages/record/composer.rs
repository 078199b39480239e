//! Writing notes, calls, meetings, e-mails and tasks onto a record.

use leptos::prelude::*;
use record::schema::{activity, contact, deal, task, ticket};
use record::{Date, FieldId, Instant, Kind, RecordId, Value};
use workspace::{Command, Workspace};

use super::drafts::{Draft, draft};
use crate::parts::{
    Button, ButtonKind, DateInput, DateTimeInput, Field, NumberInput, Tab, TabPanel, Tabs,
    TextArea, TextInput,
};
use crate::platform::clock;
use crate::state::{use_actor, use_state};
use crate::words::{record as words, schema, spoken};

/// The name of the composer's tabs.
const TABS: &str = "composer";
/// What can be written: the option of an activity's type, or a task.
const KINDS: [&str; 5] = ["Note", "Call", "Meeting", "Email", TASK];
const TASK: &str = "Task";

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
        let values = state.with(|ws| values_of(ws, (kind, id), what, written, clock::now()));
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
    let has_subject = what != "Note";
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
                {matches!(what, "Call" | "Meeting")
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

/// Whether there is nothing to keep: a task needs a title, everything else some text.
fn is_blank(what: &str, draft: &Draft) -> bool {
    let no_subject = draft.subject.trim().is_empty();
    no_subject && (what == TASK || draft.body.trim().is_empty())
}

/// The fields of what was written, with its links to the record and what belongs to it.
fn values_of(
    ws: &Workspace,
    (kind, id): (Kind, RecordId),
    what: &str,
    draft: Draft,
    now: Instant,
) -> Vec<(FieldId, Value)> {
    let is_task = what == TASK;
    let mut values = Vec::new();
    let mut text = |field, text: String| {
        if !text.trim().is_empty() {
            values.push((field, Value::Text(text)));
        }
    };
    if is_task {
        text(task::TITLE, draft.subject.trim().to_owned());
        text(task::DESCRIPTION, draft.body);
        values.extend(draft.due.map(|due| (task::DUE, Value::Date(due))));
        values.extend(ws.me().map(|me| (task::OWNER, Value::Ref(me))));
    } else {
        text(activity::SUBJECT, draft.subject.trim().to_owned());
        text(activity::BODY, draft.body);
        values.push((activity::TYPE, Value::choice(what)));
        values.push((activity::AT, Value::Instant(draft.at.unwrap_or(now))));
        let seconds = draft.minutes.map(|minutes| (minutes * 60.0) as i64);
        values.extend(seconds.map(|s| (activity::DURATION, Value::Duration(s))));
        values.extend(ws.me().map(|me| (activity::MEMBER, Value::Ref(me))));
    }
    for (to, target) in links(ws, kind, id) {
        if let Some(field) = link_field(is_task, to) {
            values.push((field, Value::Ref(target)));
        }
    }
    values
}

/// The record itself, and the company it belongs to.
fn links(ws: &Workspace, kind: Kind, id: RecordId) -> Vec<(Kind, RecordId)> {
    let company = match kind {
        Kind::CONTACT => Some(contact::COMPANY),
        Kind::DEAL => Some(deal::COMPANY),
        Kind::TICKET => Some(ticket::COMPANY),
        _ => None,
    };
    let company = company
        .and_then(|field| ws.value(kind, id, field)?.as_ref_id())
        .map(|company| ws.resolve(Kind::COMPANY, company))
        .filter(|company| ws.is_live(Kind::COMPANY, *company));
    let own = std::iter::once((kind, id));
    own.chain(company.map(|id| (Kind::COMPANY, id))).collect()
}

/// The field of an activity or a task that refers to a kind.
fn link_field(is_task: bool, to: Kind) -> Option<FieldId> {
    Some(match (is_task, to) {
        (false, Kind::CONTACT) => activity::CONTACT,
        (false, Kind::COMPANY) => activity::COMPANY,
        (false, Kind::DEAL) => activity::DEAL,
        (false, Kind::TICKET) => activity::TICKET,
        (true, Kind::CONTACT) => task::CONTACT,
        (true, Kind::COMPANY) => task::COMPANY,
        (true, Kind::DEAL) => task::DEAL,
        (true, Kind::TICKET) => task::TICKET,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::DeviceId;

    #[test]
    fn a_task_needs_a_title_and_a_note_some_text() {
        let body = Draft {
            body: "x".to_owned(),
            ..Draft::default()
        };
        assert!(is_blank(TASK, &body));
        assert!(!is_blank("Note", &body));
        assert!(is_blank("Note", &Draft::default()));
        let subject = Draft {
            subject: "x".to_owned(),
            ..Draft::default()
        };
        assert!(!is_blank(TASK, &subject));
        assert!(!is_blank("Call", &subject));
    }

    #[test]
    fn what_is_written_is_linked_to_the_record_and_says_when_it_was() {
        let ws = Workspace::new(DeviceId(1));
        let draft = Draft {
            body: "Talked".to_owned(),
            minutes: Some(5.0),
            ..Draft::default()
        };
        let id = RecordId(9);
        let values = values_of(&ws, (Kind::DEAL, id), "Call", draft, Instant(7));
        for expected in [
            (activity::BODY, Value::text("Talked")),
            (activity::TYPE, Value::choice("Call")),
            (activity::AT, Value::Instant(Instant(7))),
            (activity::DURATION, Value::Duration(300)),
            (activity::DEAL, Value::Ref(id)),
        ] {
            assert!(values.contains(&expected), "{expected:?}");
        }
        assert!(!values.iter().any(|(field, _)| *field == activity::SUBJECT));
    }

    #[test]
    fn nothing_is_linked_to_a_kind_that_has_no_timeline() {
        assert_eq!(link_field(false, Kind::TASK), None);
        assert_eq!(link_field(true, Kind::STAGE), None);
    }
}
