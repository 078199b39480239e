//! The dialog that creates a record of any kind.

use std::collections::BTreeMap;

use leptos::prelude::*;
use record::schema::{company, contact, deal, task, ticket};
use record::{FieldDef, FieldId, Kind, RecordId, Role, Value};
use workspace::{Command, Refused};

use super::editor::FieldEditor;
use super::text::is_wide;
use crate::parts::{Button, ButtonKind, Dialog, DialogSize, Each, When};
use crate::state::{use_actor, use_state};
use crate::words::{common, refusals, schema, spoken};

/// Asks for a new record from anywhere below the application.
#[derive(Clone, Copy)]
pub struct Creating {
    asked: RwSignal<Option<Asked>>,
}

#[derive(Clone)]
struct Asked {
    kind: Kind,
    values: Vec<(FieldId, Value)>,
    then: Option<Callback<RecordId>>,
}

impl Creating {
    /// Opens the dialog for a kind, with some fields filled in.
    pub fn ask(self, kind: Kind, values: Vec<(FieldId, Value)>) {
        self.asked.set(Some(Asked {
            kind,
            values,
            then: None,
        }));
    }

    /// The same, and tells `then` the new record.
    pub fn ask_then(
        self,
        kind: Kind,
        values: Vec<(FieldId, Value)>,
        then: impl Fn(RecordId) + Send + Sync + 'static,
    ) {
        self.asked.set(Some(Asked {
            kind,
            values,
            then: Some(Callback::new(then)),
        }));
    }
}

/// The way to ask for a new record, from anywhere below the application.
pub fn use_create() -> Creating {
    use_context::<Creating>().unwrap_or_else(|| {
        let creating = Creating {
            asked: RwSignal::new(None),
        };
        provide_context(creating);
        creating
    })
}

/// Stands once in the frame and shows the dialog when it is asked for.
#[component]
pub fn CreateDialog() -> impl IntoView {
    let creating = use_create();
    let view = move || {
        creating
            .asked
            .get()
            .map(|asked| view! { <Form creating=creating asked=asked /> }.into_any())
    };
    view! { {move || view()} }
}

#[component]
fn Form(creating: Creating, asked: Asked) -> impl IntoView {
    let state = use_state();
    let actor = use_actor();
    let kind = asked.kind;
    let then = asked.then;
    let mut start = BTreeMap::new();
    start.extend(defaults(state, kind));
    start.extend(asked.values);
    let values = RwSignal::new(start);
    let wrong = RwSignal::new(None::<(FieldId, String)>);
    let all = RwSignal::new(false);
    let close = move || creating.asked.set(None);

    let submit = move || {
        let record = state.new_id();
        let filled = values.get_untracked().into_iter().collect();
        match state.run(Command::Create {
            kind,
            record,
            values: filled,
        }) {
            Ok(()) => {
                close();
                if let Some(then) = then {
                    then.run(record);
                }
            }
            Err(refused) => {
                let sentence = refusals::sentence(state, &refused);
                match field_of(&refused) {
                    Some(field) => wrong.set(Some((field, sentence))),
                    None => actor.refuse(&refused),
                }
            }
        }
    };

    let fields = move || {
        let schema = state.schema();
        let all = all.get();
        let defs = schema
            .kind(kind)
            .map(|def| def.fields.clone())
            .unwrap_or_default();
        defs.into_iter()
            .filter(|def| def.role != Role::System)
            .filter(|def| all || def.role == Role::Required || usual(kind).contains(&def.id))
            .collect::<Vec<FieldDef>>()
    };

    view! {
        <Dialog
            title=Signal::derive(move || common::new_a(schema::kind_one(kind)))
            on_close=move |()| close()
            on_submit=move |()| submit()
            size=DialogSize::Large
            footer=move || {
                view! {
                    <When holds=move || !all.get()>
                        <Button
                            label=spoken(common::all_fields)
                            kind=ButtonKind::Quiet
                            on_press=move |_| all.set(true)
                        />
                    </When>
                    <span class="spacer"></span>
                    <Button
                        label=spoken(common::cancel)
                        on_press=move |_| close()
                    />
                    <Button
                        label=spoken(common::create)
                        kind=ButtonKind::Primary
                        submit=true
                    />
                }
            }
        >
            <div class="form-grid">
                <Each each=fields key=|def| def.id let:def>
                    {
                        let id = def.id;
                        let wide = is_wide(def.ty);
                        let value = Signal::derive(move || values.with(|v| v.get(&id).cloned()));
                        let error = Signal::derive(move || {
                            wrong.get().filter(|(field, _)| *field == id).map(|(_, text)| text)
                        });
                        let commit = move |value: Option<Value>| {
                            wrong.set(None);
                            values.update(|values| match value {
                                Some(value) => drop(values.insert(id, value)),
                                None => drop(values.remove(&id)),
                            });
                        };
                        view! {
                            <div class="form-cell" class:form-cell-wide=wide>
                                <FieldEditor
                                    kind=kind
                                    def=def
                                    value=value
                                    on_commit=commit
                                    error=error
                                />
                            </div>
                        }
                    }
                </Each>
            </div>
        </Dialog>
    }
}

/// The fields that a new record usually has.
fn usual(kind: Kind) -> &'static [FieldId] {
    match kind {
        Kind::CONTACT => &[
            contact::FIRST_NAME,
            contact::LAST_NAME,
            contact::EMAILS,
            contact::PHONES,
            contact::JOB_TITLE,
            contact::COMPANY,
            contact::OWNER,
            contact::LIFECYCLE,
            contact::SOURCE,
        ],
        Kind::COMPANY => &[
            company::NAME,
            company::DOMAIN,
            company::INDUSTRY,
            company::EMPLOYEES,
            company::OWNER,
            company::PHONES,
            company::TYPE,
        ],
        Kind::DEAL => &[
            deal::NAME,
            deal::AMOUNT,
            deal::STAGE,
            deal::COMPANY,
            deal::CONTACTS,
            deal::OWNER,
            deal::CLOSE_DATE,
            deal::SOURCE,
        ],
        Kind::TICKET => &[
            ticket::SUBJECT,
            ticket::REQUESTER,
            ticket::STATUS,
            ticket::PRIORITY,
            ticket::TYPE,
            ticket::ASSIGNEE,
            ticket::DESCRIPTION,
        ],
        Kind::TASK => &[
            task::TITLE,
            task::TYPE,
            task::DUE,
            task::PRIORITY,
            task::OWNER,
            task::CONTACT,
            task::DEAL,
        ],
        _ => &[],
    }
}

/// What a new record starts with.
fn defaults(state: crate::state::State, kind: Kind) -> Vec<(FieldId, Value)> {
    let mut values = Vec::new();
    let owner = match kind {
        Kind::CONTACT => Some(contact::OWNER),
        Kind::COMPANY => Some(company::OWNER),
        Kind::DEAL => Some(deal::OWNER),
        Kind::TASK => Some(task::OWNER),
        _ => None,
    };
    let (me, first_stage) = state.with(|ws| {
        let first = ws.pipelines().first().map(|(id, _)| ws.stages(*id));
        (
            ws.me(),
            first.and_then(|stages| stages.first().map(|s| s.id)),
        )
    });
    if let (Some(owner), Some(me)) = (owner, me) {
        values.push((owner, Value::Ref(me)));
    }
    match kind {
        Kind::DEAL => values.extend(first_stage.map(|stage| (deal::STAGE, Value::Ref(stage)))),
        Kind::TICKET => {
            values.push((ticket::STATUS, Value::choice("New")));
            values.push((ticket::PRIORITY, Value::choice("Normal")));
        }
        _ => {}
    }
    values
}

fn field_of(refused: &Refused) -> Option<FieldId> {
    match refused {
        Refused::Required { field, .. }
        | Refused::WrongType { field, .. }
        | Refused::UnknownOption { field, .. }
        | Refused::RefersToItself { field, .. }
        | Refused::UnsafeLink { field, .. }
        | Refused::TooLong { field, .. } => Some(*field),
        _ => None,
    }
}
