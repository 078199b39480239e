//! The facts of a record: its fields, edited where they stand.

use leptos::html;
use leptos::prelude::*;
use record::schema::{self as standard, company, contact, deal, product, task, ticket};
use record::{FieldDef, FieldId, FieldType, Kind, RecordId, Role, Value};
use workspace::Command;

use crate::parts::{DateText, Each, Icon, IconName, RelativeTime, Switch};
use crate::platform::{dom, idle, intl, page};
use crate::records::{FieldEditor, RecordLink, ValueView, is_repeat, status, use_history};
use crate::state::{State, use_actor, use_state};
use crate::words::{common, history, locale, record as words, refusals, schema, spoken};

/// What finds the parts of an editor that take the focus.
const FOCUSABLE: &str = "input, select, textarea, button";

/// The fields of a record, each edited in its place.
#[component]
pub(super) fn Facts(
    /// The record's kind.
    kind: Kind,
    /// The record.
    id: RecordId,
) -> impl IntoView {
    let state = use_state();
    let all = RwSignal::new(false);
    let saved = RwSignal::new(String::new());
    // A field that is being edited stays while it is empty.
    let opened = RwSignal::new(None::<FieldId>);
    let shown = Memo::new(move |_| {
        let schema = state.schema();
        state.track_record(kind, id);
        let (all, opened) = (all.get(), opened.get());
        let defs = schema.kind(kind).map(|def| def.fields.as_slice());
        let fields = defs.unwrap_or_default().iter().filter(|def| {
            def.role != Role::System
                && !is_elsewhere(kind, def.id)
                && (all
                    || usual(kind).contains(&def.id)
                    || opened == Some(def.id)
                    || state.with(|ws| ws.value(kind, id, def.id).is_some()))
        });
        fields.map(|def| def.id).collect::<Vec<_>>()
    });
    let defs = move || {
        let schema = state.schema();
        let ids = shown.get();
        ids.into_iter()
            .filter_map(|id| schema.field(kind, id).cloned())
            .collect::<Vec<FieldDef>>()
    };
    view! {
        <section class="record-facts" aria-labelledby="record-facts-heading">
            <header class="record-section-header">
                <h2 class="record-section-title" id="record-facts-heading">
                    {words::facts}
                </h2>
                <Switch
                    label=spoken(words::show_empty)
                    on=all
                    on_change=move |on: bool| all.set(on)
                />
            </header>
            <div class="facts">
                <Each each=defs key=|def| (def.id, def.label.clone(), def.options.len()) let:def>
                    <Fact kind=kind id=id def=def saved=saved opened=opened />
                </Each>
            </div>
            <SystemFacts kind=kind id=id />
            <p class="visually-hidden" role="status">
                {move || saved.get()}
            </p>
        </section>
    }
}

/// One field: its value, and its editor in the same box while it is edited.
#[component]
fn Fact(
    kind: Kind,
    id: RecordId,
    def: FieldDef,
    saved: RwSignal<String>,
    opened: RwSignal<Option<FieldId>>,
) -> impl IntoView {
    let state = use_state();
    let actor = use_actor();
    let historian = use_history();
    let field = def.id;
    let ty = def.ty;
    let is_single = is_single(&def);
    let value = Memo::new(move |_| state.value(kind, id, field));
    let editing = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let cancelled = StoredValue::new(false);
    // Whether arrows walk through the options of a choice, each of which is a change.
    let walks = StoredValue::new(false);
    // What the field had when it was opened.
    let base = StoredValue::new(None::<Value>);
    let area = NodeRef::<html::Div>::new();
    let editor_area = NodeRef::<html::Div>::new();
    // As soon as the editor is there and not a frame later: what is typed at once must not get lost.
    Effect::new(move |_| {
        let inputs = editor_area.get().map(|area| dom::all(&area, FOCUSABLE));
        if let Some(first) = inputs.and_then(|inputs| inputs.into_iter().next()) {
            page::focus(&first);
        }
    });
    let named = def.clone();
    let name = Signal::derive(move || schema::field(kind, &named));

    let open = move || {
        if editing.get_untracked() {
            return;
        }
        cancelled.set_value(false);
        walks.set_value(false);
        base.set_value(value.get_untracked());
        error.set(None);
        editing.set(true);
        opened.set(Some(field));
    };
    let shut = move || {
        opened.try_update(|opened| {
            if *opened == Some(field) {
                *opened = None;
            }
        });
    };
    // The input that closes is still at work; it goes before the next frame.
    let close = move |back: bool| {
        idle::before_paint(move || {
            if editing.try_set(false).is_none() && back {
                focus_button(area);
            }
            shut();
        });
    };
    let commit = move |new: Option<Value>| {
        if cancelled.try_get_value().unwrap_or(true) {
            return;
        }
        let before = state.with(|ws| ws.value(kind, id, field));
        let mut values = vec![(field, new.clone())];
        values.extend(status::follow_ups(state, kind, id, field, new.as_ref()));
        let command = Command::Edit {
            kind,
            record: id,
            values,
        };
        match state.run(command) {
            Ok(()) => {
                if before != base.get_value() && before != new {
                    state.say_overwritten(kind, id, field, before);
                }
                base.set_value(new);
                error.set(None);
                saved.set(words::saved_field(&name.get_untracked()));
                if is_single && !walks.try_get_value().unwrap_or(true) {
                    let is_inside = holds_focus(area);
                    close(is_inside);
                }
            }
            Err(refused) => {
                // A refusal that came after the editor was left would not be seen in it.
                if editing.get_untracked() {
                    error.set(Some(refusals::sentence(state, &refused)));
                } else {
                    actor.refuse(&refused);
                }
            }
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            event.stop_propagation();
            event.prevent_default();
            cancelled.set_value(true);
            close(true);
        }
        "Enter" if closes(ty, is_single, &event) && !event.is_composing() => {
            let is_wrong = area
                .get_untracked()
                .is_some_and(|area| !dom::all(&area, "[aria-invalid='true']").is_empty());
            if !is_wrong && error.with_untracked(Option::is_none) {
                close(true);
            }
        }
        "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" => {
            walks.set_value(ty == FieldType::Choice);
        }
        _ => {}
    };
    let left = move |_| {
        idle::before_paint(move || {
            let still = error.try_with_untracked(Option::is_some).unwrap_or(false);
            if !holds_focus(area) && !still {
                let _ = editing.try_set(false);
                shut();
            }
        });
    };

    let shown_def = def.clone();
    let display = move || {
        let def = shown_def.clone();
        let shown = match value.get() {
            Some(value) => view! { <ValueView def=def value=value /> }.into_any(),
            None if (kind, field) == (Kind::DEAL, deal::PROBABILITY) => {
                view! { <span class="fact-empty">{move || of_stage(state, id)}</span> }.into_any()
            }
            None => view! { <span class="fact-empty">{common::not_set}</span> }.into_any(),
        };
        view! {
            <div class="fact-label">{move || name.get()}</div>
            <div
                class="fact-value"
                on:click=move |event| {
                    if dom::around(&event, "a, button").is_none() {
                        open();
                    }
                }
            >
                {shown}
                <button
                    type="button"
                    class="button button-icon fact-edit"
                    aria-label=move || words::edit_field(&name.get())
                    title=move || words::edit_field(&name.get())
                    on:click=move |_| open()
                >
                    <Icon name=IconName::Edit />
                </button>
                <button
                    type="button"
                    class="button button-icon fact-history"
                    tabindex="-1"
                    aria-label=move || history::history_of_field(&name.get())
                    title=move || history::history_of_field(&name.get())
                    on:click=move |_| historian.show(kind, id, Some(field))
                >
                    <Icon name=IconName::History />
                </button>
            </div>
        }
        .into_any()
    };
    let editor_def = def.clone();
    let editor = move || {
        let def = editor_def.clone();
        view! {
            <div
                class="fact-editor"
                node_ref=editor_area
                on:keydown=keys
                on:pointerdown=move |_| walks.set_value(false)
                on:focusout=left
            >
                <FieldEditor kind=kind def=def value=value on_commit=commit error=error />
            </div>
        }
        .into_any()
    };
    view! {
        <div
            class="fact"
            class:fact-wide=crate::records::is_wide(ty) || is_repeat(&def)
            class:fact-editing=move || editing.get()
            data-field=def.key.to_string()
            node_ref=area
        >
            {move || if editing.get() { editor() } else { display() }}
        </div>
    }
}

/// Who and what made the record, small and not to be edited.
#[component]
fn SystemFacts(kind: Kind, id: RecordId) -> impl IntoView {
    let state = use_state();
    let at = move |field| match state.value(kind, id, field) {
        Some(Value::Instant(at)) => Some(at),
        _ => None,
    };
    let created = Signal::derive(move || at(standard::CREATED_AT));
    let updated = Signal::derive(move || {
        state.track_record(kind, id);
        state.with(|ws| ws.updated_at(kind, id))
    });
    let source = Signal::derive(move || state.text(kind, id, standard::SOURCE_ID));
    let import = Signal::derive(move || {
        let import = state.value(kind, id, standard::IMPORT);
        import.and_then(|v| v.as_ref_id())
    });
    let sample = move || state.value(kind, id, standard::SAMPLE) == Some(Value::Bool(true));
    view! {
        <dl class="system-facts">
            <div>
                <dt>{words::created}</dt>
                <dd>
                    <RelativeTime at=created />
                </dd>
            </div>
            <div>
                <dt>{words::updated}</dt>
                <dd>
                    <RelativeTime at=updated />
                </dd>
            </div>
            {move || {
                let source = source.get();
                (!source.is_empty())
                    .then(|| {
                        view! {
                            <div>
                                <dt>{words::source_id}</dt>
                                <dd>{source}</dd>
                            </div>
                        }
                    })
            }}
            {move || {
                import
                    .get()
                    .map(|import| {
                        view! {
                            <div>
                                <dt>{words::imported}</dt>
                                <dd>
                                    <RecordLink kind=Kind::IMPORT record=import />
                                </dd>
                            </div>
                        }
                    })
            }}
            {move || sample().then(|| view! { <div><dt>{words::sample}</dt><dd></dd></div> })}
        </dl>
    }
}

fn holds_focus(area: NodeRef<html::Div>) -> bool {
    let area = area.try_get_untracked().flatten();
    match (area, page::focused()) {
        (Some(area), Some(focused)) => area.contains(Some(&focused)),
        _ => false,
    }
}

fn focus_button(area: NodeRef<html::Div>) {
    idle::before_paint(move || {
        let area = area.try_get_untracked().flatten();
        let buttons = area.map(|area| dom::all(&area, ".fact-edit"));
        if let Some(button) = buttons.and_then(|list| list.into_iter().next()) {
            page::focus(&button);
        }
    });
}

/// Whether Enter ends the editing: in one line of text it does, on a button it presses that.
fn closes(ty: FieldType, is_single: bool, event: &leptos::ev::KeyboardEvent) -> bool {
    match ty {
        FieldType::LongText => false,
        FieldType::Email | FieldType::Phone => dom::around(event, "input").is_some(),
        _ => is_single && dom::around(event, "button").is_none(),
    }
}

/// Whether a field is edited in one step: its editor closes when the value is given.
fn is_single(def: &FieldDef) -> bool {
    let has_parts = matches!(
        def.ty,
        FieldType::Email
            | FieldType::Phone
            | FieldType::Address
            | FieldType::Refs(_)
            | FieldType::Tags
            | FieldType::Choices
    );
    !has_parts && !is_repeat(def)
}

/// Whether a field is edited elsewhere on the page: a deal moves through its stage bar.
fn is_elsewhere(kind: Kind, field: FieldId) -> bool {
    (kind, field) == (Kind::DEAL, deal::STAGE)
}

/// The fields that are shown without a value, as they are the ones people fill.
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
            contact::TAGS,
        ],
        Kind::COMPANY => &[
            company::NAME,
            company::DOMAIN,
            company::INDUSTRY,
            company::EMPLOYEES,
            company::OWNER,
            company::PHONES,
            company::TYPE,
            company::TAGS,
        ],
        Kind::DEAL => &[
            deal::NAME,
            deal::AMOUNT,
            deal::COMPANY,
            deal::CONTACTS,
            deal::OWNER,
            deal::CLOSE_DATE,
            deal::PROBABILITY,
            deal::NEXT_STEP,
            deal::SOURCE,
            deal::TAGS,
        ],
        Kind::TICKET => &[
            ticket::SUBJECT,
            ticket::REQUESTER,
            ticket::COMPANY,
            ticket::STATUS,
            ticket::PRIORITY,
            ticket::TYPE,
            ticket::CHANNEL,
            ticket::ASSIGNEE,
            ticket::DUE,
            ticket::TAGS,
        ],
        Kind::TASK => &[
            task::TITLE,
            task::TYPE,
            task::DUE,
            task::REMIND_AT,
            task::REPEAT,
            task::PRIORITY,
            task::OWNER,
            task::CONTACT,
            task::COMPANY,
            task::DEAL,
            task::TICKET,
            task::DESCRIPTION,
        ],
        Kind::PRODUCT => &[
            product::NAME,
            product::CODE,
            product::PRICE,
            product::UNIT,
            product::TAX,
            product::INACTIVE,
            product::DESCRIPTION,
        ],
        _ => &[],
    }
}

/// The probability of a deal that has none of its own.
fn of_stage(state: State, deal: RecordId) -> String {
    state.track_record(Kind::DEAL, deal);
    state.track_kind(Kind::STAGE);
    match state.with(|ws| ws.stage_of(deal)) {
        Some(stage) => {
            let share = f64::from(stage.probability) / 100.0;
            words::of_stage(&intl::percent(locale(), share))
        }
        None => common::not_set().to_owned(),
    }
}

/// A day in a line of facts.
#[component]
pub(super) fn DayFact(
    /// What the day is.
    #[prop(into)]
    label: Signal<String>,
    /// The day; nothing is shown for `None`.
    #[prop(into)]
    date: Signal<Option<record::Date>>,
) -> impl IntoView {
    view! {
        <div class="figure" hidden=move || date.get().is_none()>
            <dt>{move || label.get()}</dt>
            <dd>
                <DateText date=date />
            </dd>
        </div>
    }
}
