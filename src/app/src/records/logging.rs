//! The dialog that logs a call, a meeting, an e-mail or a note on one record or on many.

use leptos::prelude::*;
use record::schema::activity;
use record::{Date, Instant, Kind, RecordId};
use workspace::Command;

use super::drafts::{Draft, MANY, draft};
use super::logged::{follow_up, has, is_blank, lacks_follow_up, values_of};
use super::quick::QuickDays;
use crate::parts::{
    Button, ButtonKind, DateInput, DateTimeInput, Dialog, Field, NumberInput, Select, SelectOption,
    TextArea, TextInput, Toasts, When, use_toasts,
};
use crate::platform::{clock, idle, page};
use crate::shell::catalog::{self, Entry};
use crate::shell::{Command as Offer, use_commands};
use crate::state::{use_actor, use_state};
use crate::words::{common, logging as words, record as record_words, schema, spoken};

/// The most records on which one thing is logged at once.
const MOST: usize = 500;

/// What can be logged, by the option of an activity's type, with the entry that offers it.
pub static LOGGED: [(&str, &Entry); 4] = [
    ("Call", &catalog::LOG_CALL),
    ("Meeting", &catalog::LOG_MEETING),
    ("Email", &catalog::LOG_EMAIL),
    ("Note", &catalog::LOG_NOTE),
];

/// Asks what happened, from anywhere below the application.
#[derive(Clone, Copy)]
pub struct Logging {
    asked: RwSignal<Option<Asked>>,
    toasts: Toasts,
}

#[derive(Clone)]
struct Asked {
    kind: Kind,
    records: Vec<RecordId>,
    what: &'static str,
}

impl Logging {
    /// Opens the dialog for records of a kind; nothing happens without records, or for a kind on
    /// which nothing is logged. Too many records are refused rather than some of them left out.
    pub fn ask(self, kind: Kind, records: Vec<RecordId>, what: &'static str) {
        if records.len() > MOST {
            self.toasts.error(words::too_many(MOST));
        } else if can_log(kind) && !records.is_empty() {
            self.asked.set(Some(Asked {
                kind,
                records,
                what,
            }));
        }
    }

    /// Offers the keys and the palette to log on the records that `records` names, as long as the
    /// present reactive owner lives.
    pub fn offer(
        self,
        kind: Kind,
        records: impl Fn() -> Vec<RecordId> + Copy + Send + Sync + 'static,
        enabled: impl Fn() -> bool + Copy + Send + Sync + 'static,
    ) {
        if !can_log(kind) {
            return;
        }
        let commands = use_commands();
        for (what, entry) in LOGGED {
            let ask = move || self.ask(kind, untrack(records), what);
            commands.register(Offer::of(entry, ask).enabled(enabled));
        }
    }
}

/// Whether something can be logged on records of a kind.
pub fn can_log(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::CONTACT | Kind::COMPANY | Kind::DEAL | Kind::TICKET
    )
}

/// Provides the way to ask; the dialog stands once in the frame.
pub fn install_logging() {
    provide_context(Logging {
        asked: RwSignal::new(None),
        toasts: use_toasts(),
    });
}

/// The way to ask, from anywhere below the application.
pub fn use_logging() -> Logging {
    expect_context()
}

/// Stands once in the frame and shows the dialog when it is asked for.
#[component]
pub fn LogDialog() -> impl IntoView {
    let logging = use_logging();
    let view = move || {
        logging
            .asked
            .get()
            .map(|asked| view! { <Form logging=logging asked=asked /> }.into_any())
    };
    view! { {move || view()} }
}

#[component]
fn Form(logging: Logging, asked: Asked) -> impl IntoView {
    let state = use_state();
    let actor = use_actor();
    let Asked {
        kind,
        records,
        what,
    } = asked;
    let count = records.len();
    let first = records.first().copied().unwrap_or(RecordId(0));
    // What is begun for many records waits for the next many: an Escape costs nobody a long note.
    let draft = match count {
        1 => draft(kind, first, "log"),
        _ => draft(kind, MANY, "log"),
    };
    let records = StoredValue::new(records);
    let opened_at = clock::now();
    let what = RwSignal::new(what);
    let wrong = RwSignal::new(false);
    let is_unnamed = RwSignal::new(false);
    let close = move || logging.asked.set(None);
    let save = move || {
        let (what, written) = (what.get_untracked(), draft.get_untracked());
        let is_spoken = matches!(what, "Call" | "Meeting");
        if is_blank(what, &written) && !is_spoken {
            wrong.set(true);
            return;
        }
        if lacks_follow_up(&written) {
            is_unnamed.set(true);
            idle::before_paint(|| {
                page::focus_first(".log-follow-up input");
            });
            return;
        }
        let mut commands = Vec::new();
        for id in records.get_value() {
            let record = (kind, id);
            let (activity, task) = state.with(|ws| {
                let values = values_of(ws, record, what, &written, opened_at);
                (values, follow_up(ws, record, &written, opened_at))
            });
            let both = [(Kind::ACTIVITY, Some(activity)), (Kind::TASK, task)];
            for (kind, values) in both {
                commands.extend(values.map(|values| Command::Create {
                    kind,
                    record: state.new_id(),
                    values,
                }));
            }
        }
        let named = schema::option(what);
        let said = match count {
            1 => words::logged(&named),
            n => words::logged_on(&named, n),
        };
        if actor.run(Command::Together(commands), said) {
            draft.set(Draft::default());
            close();
        }
    };
    let set = move |change: &dyn Fn(&mut Draft)| {
        wrong.set(false);
        is_unnamed.set(false);
        draft.update(|draft| change(draft));
    };
    let set_at = move |at: Option<Instant>| set(&|draft| draft.at = at);
    let set_minutes = move |minutes: Option<f64>| set(&|draft| draft.minutes = minutes);
    let set_due = move |due: Option<Date>| set(&|draft| draft.follow_up_due = due);
    let set_subject = move |text: String| set(&|draft| draft.subject.clone_from(&text));
    let set_body = move |text: String| set(&|draft| draft.body.clone_from(&text));
    let set_outcome = move |text: String| set(&|draft| draft.outcome.clone_from(&text));
    let set_follow_up = move |text: String| set(&|draft| draft.follow_up.clone_from(&text));
    let of = move |read: fn(&Draft) -> &String| {
        Signal::derive(move || draft.with(|draft| read(draft).clone()))
    };
    let title = Signal::derive(move || {
        let named = schema::option(what.get());
        match count {
            1 => words::title(&named, &state.name(kind, first)),
            n => words::title_many(&named, n),
        }
    });
    let types = Signal::derive(|| {
        LOGGED
            .iter()
            .map(|(what, _)| SelectOption::new(*what, schema::option(what)))
            .collect::<Vec<_>>()
    });
    let choose = move |key: String| {
        if let Some((chosen, _)) = LOGGED.iter().find(|(what, _)| **what == key) {
            what.set(chosen);
        }
    };
    let error = Signal::derive(move || {
        wrong
            .get()
            .then(|| record_words::write_something().to_owned())
    });
    view! {
        <Dialog
            title=title
            on_close=move |()| close()
            on_submit=move |()| save()
            footer=move || {
                view! {
                    <span class="spacer"></span>
                    <Button label=spoken(common::cancel) on_press=move |_| close() />
                    <Button
                        label=Signal::derive(move || words::log_named(&schema::option(what.get())))
                        kind=ButtonKind::Primary
                        keys="Ctrl+Enter"
                        submit=true
                    />
                }
            }
        >
            <div
                class="log-form"
                on:keydown=move |event| {
                    let sends = event.key() == "Enter" && (event.ctrl_key() || event.meta_key());
                    if sends {
                        event.prevent_default();
                        save();
                    }
                }
            >
                <Field label=spoken(record_words::text) error=error>
                    <TextArea
                        value=of(|draft| &draft.body)
                        on_input=set_body
                        placeholder=spoken(record_words::markdown_hint)
                        rows=4
                    />
                </Field>
                <div class="form-grid">
                    <Field label=spoken(words::kind_of)>
                        <Select
                            value=Signal::derive(move || what.get().to_owned())
                            options=types
                            on_choose=choose
                        />
                    </Field>
                    <Field label=spoken(record_words::when)>
                        <DateTimeInput
                            value=Signal::derive(move || {
                                Some(draft.with(|draft| draft.at).unwrap_or(opened_at))
                            })
                            on_commit=set_at
                        />
                    </Field>
                    <When holds=move || has(what.get(), activity::SUBJECT)>
                        <Field label=spoken(record_words::subject)>
                            <TextInput value=of(|draft| &draft.subject) on_input=set_subject />
                        </Field>
                    </When>
                    <When holds=move || has(what.get(), activity::DURATION)>
                        <Field label=spoken(record_words::duration_minutes)>
                            <NumberInput
                                value=Signal::derive(move || draft.with(|draft| draft.minutes))
                                on_commit=set_minutes
                                whole=true
                            />
                        </Field>
                    </When>
                    <When holds=move || has(what.get(), activity::OUTCOME)>
                        <Field label=spoken(words::outcome)>
                            <TextInput
                                value=of(|draft| &draft.outcome)
                                on_input=set_outcome
                                placeholder=spoken(words::outcome_hint)
                            />
                        </Field>
                    </When>
                </div>
                <div class="form-grid log-follow-up">
                    <Field
                        label=spoken(words::follow_up)
                        error=Signal::derive(move || {
                            is_unnamed.get().then(|| words::follow_up_unnamed().to_owned())
                        })
                    >
                        <TextInput
                            value=of(|draft| &draft.follow_up)
                            on_input=set_follow_up
                            placeholder=spoken(words::follow_up_hint)
                        />
                    </Field>
                    <Field label=spoken(record_words::due)>
                        <DateInput
                            value=Signal::derive(move || draft.with(|draft| draft.follow_up_due))
                            on_commit=set_due
                        />
                        <QuickDays on_choose=move |day| set_due(Some(day)) />
                    </Field>
                </div>
            </div>
        </Dialog>
    }
}
