//! A ticket's conversation: what the customer wrote, what was answered, what colleagues noted.

use interchange::mailto::mailto;
use leptos::prelude::*;
use record::schema::{CREATED_AT, contact, message, ticket};
use record::{FieldId, Instant, Kind, RecordId, Value, Write};
use workspace::Command;

use crate::parts::{
    Avatar, Badge, Button, ButtonKind, Each, EditMenu, Field, Markdown, Select, SelectOption, Tab,
    TabPanel, Tabs, TextArea, Tone, When,
};
use crate::parts::{EmptyState, IconName};
use crate::platform::clock;
use crate::platform::intl;
use crate::records::status::{self, AFTER_REPLY};
use crate::records::{Draft, draft, option_name};
use crate::state::{State, use_actor, use_state};
use crate::words::{
    common, locale, mail, record as record_words, schema, spoken, tickets as words,
};

/// How many messages are shown at first, and how many more each time.
const PAGE: usize = 100;
/// The name of the composer's tabs.
const TABS: &str = "reply";
/// What can be written, as the option of a message's visibility.
const KINDS: [&str; 3] = [PUBLIC, INTERNAL, CUSTOMER];
const PUBLIC: &str = "Public reply";
const INTERNAL: &str = "Internal note";
const CUSTOMER: &str = "Customer message";

/// The conversation with its composer.
#[component]
pub(super) fn Conversation(
    /// The ticket.
    id: RecordId,
) -> impl IntoView {
    let state = use_state();
    let messages = Memo::new(move |_| {
        let mut list: Vec<(Instant, RecordId)> = state
            .related(Kind::MESSAGE, message::TICKET, id)
            .into_iter()
            .map(|id| (sent(state, id), id))
            .collect();
        record::order::sort(&mut list);
        list.into_iter().map(|(_, id)| id).collect::<Vec<_>>()
    });
    let limit = RwSignal::new(PAGE);
    let hidden = Memo::new(move |_| messages.with(Vec::len).saturating_sub(limit.get()));
    let shown = move || messages.with(|list| list.get(hidden.get()..).unwrap_or_default().to_vec());
    view! {
        <section class="conversation" aria-labelledby="conversation-heading">
            <h2 class="record-section-title" id="conversation-heading">
                {words::conversation}
            </h2>
            <When holds=move || hidden.get() != 0>
                <Button
                    label=Signal::derive(move || words::show_earlier(hidden.get().min(PAGE)))
                    on_press=move |_| limit.update(|limit| *limit += PAGE)
                />
            </When>
            <When holds=move || messages.with(Vec::is_empty)>
                <EmptyState
                    icon=IconName::Chat
                    title=spoken(words::no_messages)
                    text=spoken(words::no_messages_text)
                />
            </When>
            <ol class="messages">
                <Each each=shown key=|id| *id let:message>
                    <li>
                        <Message id=message ticket=id />
                    </li>
                </Each>
            </ol>
            <Composer id=id />
        </section>
    }
}

/// When a message was sent; when it was written down where nothing else is known.
fn sent(state: State, id: RecordId) -> Instant {
    state.with(|ws| {
        let value = |field| ws.value(Kind::MESSAGE, id, field);
        match value(message::AT).or_else(|| value(CREATED_AT)) {
            Some(Value::Instant(at)) => at,
            _ => Instant::default(),
        }
    })
}

#[component]
fn Message(id: RecordId, ticket: RecordId) -> impl IntoView {
    let state = use_state();
    let actor = use_actor();
    let editing = RwSignal::new(false);
    let visibility = Memo::new(move |_| state.text(Kind::MESSAGE, id, message::VISIBILITY));
    let body = Signal::derive(move || state.text(Kind::MESSAGE, id, message::BODY));
    let author = Signal::derive(move || author(state, id, ticket));
    let at = Signal::derive(move || {
        state.track_record(Kind::MESSAGE, id);
        sent(state, id)
    });
    let class = move || match visibility.get().as_str() {
        CUSTOMER => "message message-customer",
        INTERNAL => "message message-internal",
        _ => "message message-public",
    };
    let tone = Signal::derive(move || match visibility.get().as_str() {
        CUSTOMER => Tone::Grey,
        INTERNAL => Tone::Amber,
        _ => Tone::Blue,
    });
    let kind_label = Signal::derive(move || {
        visibility.with(|key| option_name(state, Kind::MESSAGE, message::VISIBILITY, key))
    });
    let delete = move || {
        let command = Command::Delete {
            kind: Kind::MESSAGE,
            records: vec![id],
        };
        actor.run(command, record_words::deleted(&kind_label.get_untracked()));
    };
    let save = move |text: String| {
        actor.quietly(Command::Edit {
            kind: Kind::MESSAGE,
            record: id,
            values: vec![(message::BODY, Some(Value::Text(text)))],
        });
    };
    view! {
        <article class=class aria-label=move || words::message_by(&kind_label.get(), &author.get())>
            <header class="message-head">
                <Avatar name=author />
                <span class="message-author">{move || author.get()}</span>
                <Badge label=kind_label tone=tone />
                <time datetime=move || at.get().to_string()>
                    {move || intl::date_time(locale(), at.get())}
                </time>
                <EditMenu
                    label=spoken(common::more_actions)
                    on_edit=move |()| editing.set(true)
                    on_delete=move |()| delete()
                />
            </header>
            {move || {
                if editing.get() {
                    view! {
                        <TextArea
                            label=Signal::derive(move || kind_label.get())
                            value=body
                            on_commit=save
                            on_submit=move |()| editing.set(false)
                            on_cancel=move |()| editing.set(false)
                            autofocus=true
                        />
                        <Button
                            label=spoken(common::done)
                            on_press=move |_| editing.set(false)
                        />
                    }
                        .into_any()
                } else {
                    view! { <Markdown text=body /> }.into_any()
                }
            }}
        </article>
    }
}

/// Who wrote a message: the customer or a member.
fn author(state: State, id: RecordId, ticket: RecordId) -> String {
    let name = |kind, field: FieldId| {
        let person = state.value(Kind::MESSAGE, id, field)?.as_ref_id()?;
        let person = state.with(|ws| ws.resolve(kind, person));
        Some(state.name(kind, person)).filter(|name| !name.is_empty())
    };
    let is_customer = state.text(Kind::MESSAGE, id, message::VISIBILITY) == CUSTOMER;
    let written = if is_customer {
        name(Kind::CONTACT, message::CONTACT)
    } else {
        name(Kind::MEMBER, message::MEMBER)
    };
    written
        .or_else(|| requester(state, ticket).filter(|_| is_customer))
        .unwrap_or_else(|| {
            if is_customer {
                words::customer()
            } else {
                words::us()
            }
            .to_owned()
        })
}

fn requester(state: State, ticket: RecordId) -> Option<String> {
    let contact = state
        .value(Kind::TICKET, ticket, ticket::REQUESTER)?
        .as_ref_id()?;
    let contact = state.with(|ws| ws.resolve(Kind::CONTACT, contact));
    Some(state.name(Kind::CONTACT, contact)).filter(|name| !name.is_empty())
}

#[component]
fn Composer(id: RecordId) -> impl IntoView {
    let chosen = RwSignal::new(PUBLIC);
    let tabs = Signal::derive(|| {
        let tab = |key| Tab {
            key: tab_key(key),
            label: name_of(key),
            count: None,
        };
        KINDS.map(tab).to_vec()
    });
    let key = Signal::derive(move || tab_key(chosen.get()));
    view! {
        <div class="composer">
            <Tabs
                id=TABS
                label=spoken(words::write)
                tabs=tabs
                chosen=key
                on_choose=move |key: &'static str| {
                    let kind = KINDS.into_iter().find(|kind| tab_key(kind) == key);
                    chosen.set(kind.unwrap_or(PUBLIC));
                }
            />
            {KINDS
                .map(|what| {
                    view! {
                        <TabPanel id=TABS tab=tab_key(what) chosen=key>
                            <Form id=id what=what />
                        </TabPanel>
                    }
                })
                .collect_view()}
        </div>
    }
}

fn tab_key(what: &str) -> &'static str {
    match what {
        INTERNAL => "internal",
        CUSTOMER => "customer",
        _ => "public",
    }
}

fn name_of(what: &str) -> String {
    if what == CUSTOMER {
        words::log_customer_message().to_owned()
    } else {
        schema::option(what).into_owned()
    }
}

#[component]
fn Form(id: RecordId, what: &'static str) -> impl IntoView {
    let state = use_state();
    let actor = use_actor();
    let draft = draft(Kind::TICKET, id, tab_key(what));
    let is_empty = RwSignal::new(false);
    let status = Memo::new(move |_| state.text(Kind::TICKET, id, ticket::STATUS));
    // What the user chose; until then what fits.
    let wanted = RwSignal::new(None::<String>);
    let next = Signal::derive(move || {
        wanted
            .get()
            .unwrap_or_else(|| fitting(what, &status.get()).to_owned())
    });
    let options = Signal::derive(move || {
        let now = option_name(state, Kind::TICKET, ticket::STATUS, &status.get());
        let mut list = vec![SelectOption::new("", words::keep_status(&now))];
        list.extend(AFTER_REPLY.map(|key| SelectOption::new(key, schema::option(key))));
        list
    });
    // A reply is kept here; the mail program takes it to the customer.
    let letter = move || {
        state.track_record(Kind::TICKET, id);
        let asker = state
            .value(Kind::TICKET, id, ticket::REQUESTER)?
            .as_ref_id()?;
        let asker = state.with(|ws| ws.resolve(Kind::CONTACT, asker));
        state.track_record(Kind::CONTACT, asker);
        let Some(Value::Labelled(list)) = state.value(Kind::CONTACT, asker, contact::EMAILS) else {
            return None;
        };
        let subject = words::reply_subject(&state.name(Kind::TICKET, id));
        let body = draft.with(|draft| draft.body.trim().to_owned());
        Some(mailto(&[&list.first()?.value], &subject, &body).href)
    };
    let send = move || {
        let text = draft.with_untracked(|draft| draft.body.trim().to_owned());
        if text.is_empty() {
            is_empty.set(true);
            return;
        }
        let status = next.get_untracked();
        let said = match what {
            PUBLIC => words::sent(),
            INTERNAL => words::noted(),
            _ => words::logged(),
        };
        if actor.run(command(state, id, what, text, &status), said) {
            draft.set(Draft::default());
            wanted.set(None);
        }
    };
    view! {
        <div
            class="composer-form"
            class:composer-internal=what == INTERNAL
            on:keydown=move |event| {
                if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                    event.prevent_default();
                    send();
                }
            }
        >
            <Field
                label=Signal::derive(move || name_of(what))
                error=Signal::derive(move || {
                    is_empty.get().then(|| record_words::write_something().to_owned())
                })
            >
                <TextArea
                    value=Signal::derive(move || draft.with(|draft| draft.body.clone()))
                    on_input=move |text: String| {
                        is_empty.set(false);
                        draft.update(|draft| draft.body = text);
                    }
                    placeholder=spoken(record_words::markdown_hint)
                    rows=4
                />
            </Field>
            <div class="composer-end">
                <span class="composer-hint">
                    {move || match what {
                        INTERNAL => words::only_colleagues(),
                        PUBLIC => words::sends_nothing(),
                        _ => "",
                    }}
                    {(what == PUBLIC)
                        .then_some(move || {
                            letter()
                                .map(|href| {
                                    view! {
                                        " "
                                        <a class="composer-letter" href=href>
                                            {mail::open_mail}
                                        </a>
                                    }
                                })
                        })}
                </span>
                <span class="spacer"></span>
                <Select
                    label=spoken(words::status_after)
                    value=next
                    options=options
                    on_choose=move |key: String| wanted.set(Some(key))
                />
                <Button
                    label=Signal::derive(move || {
                        match what {
                            PUBLIC => words::send(),
                            INTERNAL => words::add_note(),
                            _ => words::log_message(),
                        }
                            .to_owned()
                    })
                    kind=ButtonKind::Primary
                    keys="Ctrl+Enter"
                    on_press=move |_| send()
                />
            </div>
        </div>
    }
}

/// The status that fits after a message, before the user chooses; empty keeps the present one.
fn fitting(what: &str, status: &str) -> &'static str {
    match what {
        CUSTOMER => status::reopened(status).unwrap_or_default(),
        // Somebody has taken it up.
        PUBLIC if status == "New" || status.is_empty() => "Open",
        _ => "",
    }
}

/// The command that adds a message and gives the ticket its status in one action.
fn command(state: State, id: RecordId, what: &str, text: String, status: &str) -> Command {
    let now = clock::now();
    let record = state.new_id();
    let mut values = vec![
        (message::TICKET, Value::Ref(id)),
        (message::VISIBILITY, Value::choice(what)),
        (message::BODY, Value::Text(text)),
        (message::AT, Value::Instant(now)),
    ];
    let requester = state.with(|ws| ws.value(Kind::TICKET, id, ticket::REQUESTER));
    match what {
        CUSTOMER => values.extend(requester.map(|who| (message::CONTACT, who))),
        _ => {
            let me = state.with(|ws| ws.me());
            values.extend(me.map(|me| (message::MEMBER, Value::Ref(me))));
        }
    }
    let before = state.with(|ws| ws.text(Kind::TICKET, id, ticket::STATUS).to_owned());
    let too_long = values
        .iter()
        .any(|(_, value)| value.as_str().is_some_and(|text| text.len() > BODY_MAX));
    if status.is_empty() || status == before || too_long {
        // Without a second record the command checks everything itself, and says what is wrong.
        return Command::Create {
            kind: Kind::MESSAGE,
            record,
            values,
        };
    }
    let mut edits = vec![(ticket::STATUS, Some(Value::choice(status)))];
    edits.extend(status::solved_at(state, id, status));
    Command::Bulk {
        label: "create".to_owned(),
        group: record,
        writes: writes(record, values, id, edits),
    }
}

/// The longest text of a message in bytes that may go past the command's own checks.
const BODY_MAX: usize = 1 << 20;

fn writes(
    message: RecordId,
    values: Vec<(FieldId, Value)>,
    ticket: RecordId,
    edits: Vec<(FieldId, Option<Value>)>,
) -> Vec<Write> {
    let created = values
        .into_iter()
        .map(|(field, value)| Write::set(Kind::MESSAGE, message, field, value));
    let edited = edits.into_iter().map(|(field, value)| Write {
        kind: Kind::TICKET,
        record: ticket,
        field,
        action: value.map_or(record::Action::Clear, record::Action::of_value),
        replaced: None,
    });
    created.chain(edited).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use record::{Date, DeviceId, Entropy};
    use workspace::{Moment, Workspace};

    struct Counting(u8);

    impl Entropy for Counting {
        fn fill(&mut self, bytes: &mut [u8]) {
            for byte in bytes {
                self.0 = self.0.wrapping_add(1);
                *byte = self.0;
            }
        }
    }

    #[test]
    fn a_message_and_the_status_it_brings_are_one_action_that_is_undone_as_one() {
        let mut ws = Workspace::new(DeviceId(1));
        let (ticket, reply) = (RecordId(1), RecordId(2));
        let mut entropy = Counting(0);
        let mut moment = Moment {
            now: Instant(1_000),
            today: Date(0),
            entropy: &mut entropy,
        };
        let create = Command::Create {
            kind: Kind::TICKET,
            record: ticket,
            values: vec![
                (ticket::SUBJECT, Value::text("Broken")),
                (ticket::STATUS, Value::choice("Solved")),
                (ticket::SOLVED_AT, Value::Instant(Instant(5))),
            ],
        };
        ws.run(create, &mut moment).unwrap();
        let values = vec![
            (message::TICKET, Value::Ref(ticket)),
            (message::VISIBILITY, Value::choice(CUSTOMER)),
            (message::BODY, Value::text("Still broken")),
        ];
        let edits = vec![
            (ticket::STATUS, Some(Value::choice("Open"))),
            (ticket::SOLVED_AT, None),
        ];
        let bulk = Command::Bulk {
            label: "create".to_owned(),
            group: reply,
            writes: writes(reply, values, ticket, edits),
        };
        ws.run(bulk, &mut moment).unwrap();
        assert_eq!(ws.text(Kind::TICKET, ticket, ticket::STATUS), "Open");
        assert_eq!(ws.value(Kind::TICKET, ticket, ticket::SOLVED_AT), None);
        assert_eq!(
            ws.related(Kind::MESSAGE, message::TICKET, ticket),
            [reply],
            "the message is there"
        );
        ws.undo(&mut moment).unwrap();
        assert_eq!(ws.text(Kind::TICKET, ticket, ticket::STATUS), "Solved");
        assert!(
            ws.related(Kind::MESSAGE, message::TICKET, ticket)
                .is_empty()
        );
    }

    #[test]
    fn a_reply_takes_a_new_ticket_up_and_a_customer_reopens_a_solved_one() {
        assert_eq!(fitting(PUBLIC, "New"), "Open");
        assert_eq!(fitting(PUBLIC, "Pending"), "");
        assert_eq!(fitting(INTERNAL, "New"), "");
        assert_eq!(fitting(CUSTOMER, "Solved"), "Open");
        assert_eq!(fitting(CUSTOMER, "On hold"), "");
    }
}
