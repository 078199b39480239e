//! The form of an e-mail.

use interchange::mailto::mailto;
use leptos::prelude::*;
use record::schema::{activity, template};
use record::{Kind, RecordId, Value};
use workspace::Command;
use workspace::letter::variables;

use super::Mailing;
use super::letters::{filled, listed_variables, options};
use super::people::{People, Recipients};
use crate::parts::{
    Button, ButtonKind, Checkbox, Dialog, DialogSize, Field, Icon, IconName, Select, TextArea,
    TextInput, When, use_toasts,
};
use crate::platform::{clipboard, clock, page};
use crate::records::{Draft, draft, values_of};
use crate::state::{use_actor, use_state};
use crate::words::{common, mail as words, spoken};

/// Subject and text.
type Written = (String, String);

#[component]
pub(super) fn Form(mailing: Mailing, of: (Kind, RecordId)) -> impl IntoView {
    let state = use_state();
    let actor = use_actor();
    let toasts = use_toasts();
    let people = People::of(state, of);
    let draft = draft(of.0, of.1, "mail");
    let chosen = RwSignal::new(None::<RecordId>);
    // What was filled in last: as long as it is not touched it follows the recipient.
    let filled_in = StoredValue::new(None::<Written>);
    let replaced = RwSignal::new(None::<Written>);
    let missing = RwSignal::new(String::new());
    let logs = RwSignal::new(true);
    let subject = Signal::derive(move || draft.with(|draft| draft.subject.clone()));
    let body = Signal::derive(move || draft.with(|draft| draft.body.clone()));
    let written = move || (subject.get_untracked(), body.get_untracked());
    let write = move |(subject, body): Written| {
        draft.update(|draft| {
            draft.subject = subject;
            draft.body = body;
        });
    };
    let about = move || {
        let first = people.first();
        state.with(|ws| ws.mail_about(of, first))
    };
    let fill = move |id: RecordId| {
        let about = untrack(about);
        let [subject, body] =
            [template::SUBJECT, template::BODY].map(|field| filled(state, id, field, about));
        missing.set(listed_variables(subject.empty().chain(body.empty())));
        let now = (subject.text(), body.text());
        filled_in.set_value(Some(now.clone()));
        write(now);
    };
    let choose = move |key: String| {
        let before = written();
        let is_own = before != Written::default()
            && filled_in.with_value(|filled| filled.as_ref() != Some(&before));
        let id = key.parse::<RecordId>().ok();
        chosen.set(id);
        match id {
            Some(id) => {
                replaced.set(is_own.then_some(before));
                fill(id);
            }
            None => {
                missing.set(String::new());
                if !is_own {
                    write(Written::default());
                }
            }
        }
    };
    Effect::new(move |before: Option<Option<RecordId>>| {
        let first = people.first();
        let is_another = before.is_some_and(|before| before != first);
        if let (true, Some(id)) = (is_another, chosen.get_untracked()) {
            let now = written();
            if filled_in.with_value(|filled| filled.as_ref() == Some(&now)) {
                fill(id);
            }
        }
        first
    });
    // What stands between braces in a text that somebody wrote by hand, or that nobody knows.
    let left = Memo::new(move |_| {
        draft.with(|draft| {
            listed_variables(
                variables(&draft.subject)
                    .into_iter()
                    .chain(variables(&draft.body)),
            )
        })
    });
    let message = Memo::new(move |_| {
        let people = people.chosen();
        let to: Vec<&str> = people.iter().map(|r| r.address.as_str()).collect();
        draft.with(|draft| {
            let message = mailto(&to, &draft.subject, &draft.body);
            (message.href, message.leaves_body)
        })
    });
    let is_long = move || message.with(|(_, leaves_body)| *leaves_body);
    let copy = move || {
        let text = body.get_untracked();
        leptos::task::spawn_local(async move {
            if clipboard::copy(&text).await {
                toasts.say(words::copied());
            } else {
                toasts.error(words::not_copied());
            }
        });
    };
    let log = move || {
        let sent = Draft {
            subject: subject.get_untracked(),
            body: body.get_untracked(),
            ..Draft::default()
        };
        let ids: Vec<RecordId> = untrack(|| people.chosen()).iter().map(|r| r.id).collect();
        let first = ids.first().copied();
        let create = |record: (Kind, RecordId), to: Option<RecordId>| {
            let mut values = state.with(|ws| values_of(ws, record, "Email", &sent, clock::now()));
            values.retain(|(field, _)| to.is_none() || *field != activity::CONTACT);
            values.extend(to.map(|to| (activity::CONTACT, Value::Ref(to))));
            Command::Create {
                kind: Kind::ACTIVITY,
                record: state.new_id(),
                values,
            }
        };
        // The record's own entry names the first; each other person has one of their own.
        let mut commands = vec![create(of, first)];
        let others = ids.into_iter().skip(1);
        commands.extend(others.map(|id| create((Kind::CONTACT, id), None)));
        actor.run(Command::Together(commands), words::logged())
    };
    let send = move || {
        if untrack(|| people.chosen()).is_empty() {
            return;
        }
        let (href, leaves_body) = message.get_untracked();
        let text = body.get_untracked();
        leptos::task::spawn_local(async move {
            if leaves_body {
                if clipboard::copy(&text).await {
                    toasts.say(words::pasted());
                } else {
                    toasts.error(words::not_copied());
                }
            }
            page::open_mail(&href);
        });
        if !logs.get_untracked() || log() {
            draft.set(Draft::default());
            mailing.close();
        }
    };
    let title = Signal::derive(move || {
        let name = state.name(of.0, of.1);
        if of.0 == Kind::CONTACT {
            words::write_to(&name)
        } else {
            words::write_about(&name)
        }
    });
    view! {
        <Dialog
            title=title
            size=DialogSize::Large
            on_close=move |()| mailing.close()
            footer=move || {
                view! {
                    <Button
                        label=spoken(words::copy_text)
                        icon=IconName::Copy
                        disabled=Signal::derive(move || body.with(|body| body.trim().is_empty()))
                        on_press=move |_| copy()
                    />
                    <span class="spacer"></span>
                    <Button label=spoken(common::cancel) on_press=move |_| mailing.close() />
                    <Button
                        label=Signal::derive(move || {
                            if is_long() { words::copy_and_open() } else { words::open_mail() }
                                .to_owned()
                        })
                        kind=ButtonKind::Primary
                        keys="Ctrl+Enter"
                        disabled=Signal::derive(move || people.first().is_none())
                        on_press=move |_| send()
                    />
                }
            }
        >
            <div
                class="mail-form"
                on:keydown=move |event| {
                    if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                        event.prevent_default();
                        send();
                    }
                }
            >
                <Field label=spoken(words::template)>
                    <Select
                        value=Signal::derive(move || {
                            chosen.get().map(|id| id.to_string()).unwrap_or_default()
                        })
                        options=Signal::derive(move || options(state))
                        on_choose=choose
                    />
                </Field>
                <Recipients people=people />
                <Field label=spoken(words::subject)>
                    <TextInput
                        value=subject
                        on_input=move |text: String| draft.update(|draft| draft.subject = text)
                    />
                </Field>
                <Field label=spoken(words::body)>
                    <TextArea
                        value=body
                        on_input=move |text: String| draft.update(|draft| draft.body = text)
                        rows=10
                    />
                </Field>
                <div class="mail-notes" role="status">
                    <Note text=Signal::derive(move || {
                        missing.with(|list| (!list.is_empty()).then(|| words::empty(list)))
                    }) />
                    <Note text=Signal::derive(move || {
                        left.with(|list| (!list.is_empty()).then(|| words::left(list)))
                    }) />
                    <Note text=Signal::derive(move || {
                        is_long().then(|| words::too_long().to_owned())
                    }) />
                    <When holds=move || replaced.with(Option::is_some)>
                        <div class="mail-note mail-replaced">
                            <span>{words::replaced}</span>
                            <Button
                                label=spoken(words::bring_back)
                                kind=ButtonKind::Quiet
                                on_press=move |_| {
                                    if let Some(before) = replaced.get_untracked() {
                                        chosen.set(None);
                                        missing.set(String::new());
                                        write(before);
                                    }
                                    replaced.set(None);
                                }
                            />
                        </div>
                    </When>
                </div>
                <Checkbox
                    checked=logs
                    label=spoken(words::log_it)
                    on_change=move |on: bool| logs.set(on)
                />
            </div>
        </Dialog>
    }
}

/// A sentence that is to be seen before the e-mail goes.
#[component]
fn Note(text: Signal<Option<String>>) -> impl IntoView {
    view! {
        <When holds=move || text.with(Option::is_some)>
            <p class="mail-note mail-warning">
                <Icon name=IconName::Alert />
                <span>{move || text.get()}</span>
            </p>
        </When>
    }
}
