//! The dialog that creates a record of any kind.

use std::collections::BTreeMap;

use leptos::prelude::*;
use record::schema::{company, contact, deal, product, task, ticket};
use record::{FieldDef, FieldId, FieldType, Kind, Labelled, RecordId, Role, Value};
use workspace::{Command, Refused};

use super::editor::FieldEditor;
use super::made::MadeHere;
use super::show::record_href;
use super::text::{is_repeat, is_wide};
use crate::parts::{Button, ButtonKind, Dialog, DialogSize, Each, When, use_toasts};
use crate::platform::page;
use crate::shell::Section;
use crate::state::{use_actor, use_state};
use crate::words::{common, duplicates, refusals, schema, spoken};

/// How many records are indexed at once while somebody types.
const INDEXED_AT_ONCE: u32 = 500;

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
    let values = RwSignal::new(start.clone());
    let start = StoredValue::new(start);
    // What is being typed and is no value yet.
    let typing = RwSignal::new(None::<(FieldId, Value)>);
    let wrong = RwSignal::new(None::<(FieldId, String)>);
    let all = RwSignal::new(false);
    let made = MadeHere::provide();
    let toasts = use_toasts();
    let close = move || creating.asked.set(None);
    // What was typed is not lost by a key pressed too much.
    let leave = move || {
        page::unfocus();
        let typed = values.get_untracked();
        close();
        if start.with_value(|start| *start != typed) {
            let said = common::not_created(schema::kind_one(kind));
            toasts.undoable(said, move || {
                let values = typed.clone().into_iter().collect();
                creating.asked.set(Some(Asked { kind, values, then }));
            });
        }
    };

    let submit = move || {
        let record = state.new_id();
        let filled = values.get_untracked().into_iter().collect();
        match state.run(Command::Create {
            kind,
            record,
            values: filled,
        }) {
            Ok(()) => {
                made.keep();
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
            on_close=move |()| leave()
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
                        on_press=move |_| leave()
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
                        let wide = is_wide(def.ty) || is_repeat(&def);
                        let value = Signal::derive(move || values.with(|v| v.get(&id).cloned()));
                        let error = Signal::derive(move || {
                            wrong.get().filter(|(field, _)| *field == id).map(|(_, text)| text)
                        });
                        let typed = typed_as(def.ty);
                        let commit = move |value: Option<Value>| {
                            wrong.set(None);
                            typing.set(None);
                            values.update(|values| match value {
                                Some(value) => drop(values.insert(id, value)),
                                None => drop(values.remove(&id)),
                            });
                        };
                        view! {
                            <div
                                class="form-cell"
                                class:form-cell-wide=wide
                                on:input=move |event| {
                                    let text = event_target_value(&event);
                                    typing.set(typed.map(|typed| (id, typed(text))));
                                }
                            >
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
            {Section::of_kind(kind)
                .filter(|section| section.can_merge())
                .map(|_| {
                    let leave = move |()| close();
                    view! { <AlikeHint kind=kind values=values typing=typing on_leave=leave /> }
                })}
        </Dialog>
    }
}

/// A quiet word while somebody enters a record that is probably there already.
#[component]
fn AlikeHint(
    kind: Kind,
    values: RwSignal<BTreeMap<FieldId, Value>>,
    typing: RwSignal<Option<(FieldId, Value)>>,
    /// Hears that the user goes to the record that is there.
    #[prop(into)]
    on_leave: Callback<()>,
) -> impl IntoView {
    let state = use_state();
    let alike = Memo::new(move |_| {
        let mut known = values.get();
        if let Some((field, typed)) = typing.get() {
            let value = match (known.remove(&field), typed) {
                (Some(Value::Labelled(mut list)), Value::Labelled(typed)) => {
                    list.extend(typed);
                    Value::Labelled(list)
                }
                (_, typed) => typed,
            };
            known.insert(field, value);
        }
        let known: Vec<(FieldId, Value)> = known.into_iter().collect();
        state.with_mut(|ws| {
            // Right after opening nobody's typing waits until all can be searched.
            let is_indexing = ws.index_step(INDEXED_AT_ONCE);
            let found = (!is_indexing).then(|| ws.candidates(kind, &known));
            found?.into_iter().next()
        })
    });
    let hint = move || {
        let one = alike.get()?;
        let reason = one.alike.reasons.first();
        let reason = reason.map(|reason| duplicates::reason(state, reason));
        let hint = view! {
            <span>{duplicates::looks_like(schema::kind_one(kind))}</span>
            " "
            <a
                class="record-link"
                href=record_href(kind, one.record)
                on:click=move |event| {
                    // Another tab leaves this one as it is.
                    if !event.ctrl_key() && !event.meta_key() && !event.shift_key() {
                        on_leave.run(());
                    }
                }
            >
                {state.name(kind, one.record)}
            </a>
            " "
            <span class="muted">{reason}</span>
        };
        Some(hint.into_any())
    };
    view! {
        <p class="create-alike" role="status">
            {move || hint()}
        </p>
    }
}

/// What a text means while it is typed into a field of a type; none where it is chosen instead.
fn typed_as(ty: FieldType) -> Option<fn(String) -> Value> {
    match ty {
        FieldType::Text | FieldType::Link => Some(Value::Text),
        FieldType::Email | FieldType::Phone => Some(|value| {
            let label = String::new();
            Value::Labelled(vec![Labelled { value, label }])
        }),
        _ => None,
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
            task::REMIND_AT,
            task::REPEAT,
        ],
        Kind::PRODUCT => &[
            product::NAME,
            product::CODE,
            product::PRICE,
            product::UNIT,
            product::TAX,
            product::DESCRIPTION,
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
