//! The history of a record's fields: every change of what people write, with who and when, and a way
//! back to what was.

use leptos::prelude::*;
use record::{FieldDef, FieldId, FieldType, Kind, RecordId, Role, Value};
use workspace::Command;
use workspace::timeline::{FieldChange, full_length};

use super::text::text;
use crate::parts::{
    Button, ButtonKind, Dialog, DialogSize, EmptyState, IconName, Select, SelectOption, When,
};
use crate::platform::intl;
use crate::state::{State, use_actor, use_state};
use crate::words::{common, history as words, locale, schema, spoken};

/// How many changes are shown at first, and how many more each time.
const PAGE: usize = 100;

/// Opens the history of a record, from anywhere below the application.
#[derive(Clone, Copy)]
pub struct Historian(RwSignal<Option<Asked>>);

#[derive(Clone, Copy, PartialEq)]
struct Asked {
    kind: Kind,
    record: RecordId,
    field: Option<FieldId>,
}

/// Provides what [`use_history`] needs. The frame calls it once, above [`HistoryDialog`].
pub fn install_history() {
    provide_context(Historian(RwSignal::new(None)));
}

/// The way to a record's history.
pub fn use_history() -> Historian {
    expect_context()
}

impl Historian {
    /// Shows what changed in a record, or in one field of it.
    pub fn show(self, kind: Kind, record: RecordId, field: Option<FieldId>) {
        self.0.set(Some(Asked {
            kind,
            record,
            field,
        }));
    }
}

/// Stands once in the frame and shows the history that is asked for.
#[component]
pub fn HistoryDialog() -> impl IntoView {
    let Historian(asked) = use_history();
    let view = move || {
        asked.get().map(|asked_for| {
            view! { <History asked=asked_for on_close=move |()| asked.set(None) /> }.into_any()
        })
    };
    view! { {move || view()} }
}

#[component]
fn History(asked: Asked, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let Asked { kind, record, .. } = asked;
    let state = use_state();
    let field = RwSignal::new(asked.field);
    let member = RwSignal::new(None::<RecordId>);
    let limit = RwSignal::new(PAGE);
    let all = Memo::new(move |_| {
        state.track_kind(Kind::EVENT);
        state.track_record(kind, record);
        state.with(|ws| ws.changes_of(kind, record))
    });
    let shown = Memo::new(move |_| {
        let (field, member) = (field.get(), member.get());
        let mut list = all.get();
        list.retain(|change| {
            field.is_none_or(|field| change.field == field)
                && member.is_none_or(|member| change.member == Some(member))
        });
        list
    });
    let fields = Signal::derive(move || {
        let schema = state.schema();
        let mut options: Vec<SelectOption> = Vec::new();
        let defs = schema.kind(kind).map(|def| def.fields.as_slice());
        for def in defs.unwrap_or_default() {
            let has = all.with(|all| all.iter().any(|change| change.field == def.id));
            if def.role != Role::System && (has || asked.field == Some(def.id)) {
                let name = schema::field(kind, def);
                options.push(SelectOption::new(def.id.0.to_string(), name));
            }
        }
        options.insert(0, SelectOption::new("", words::all_fields()));
        options
    });
    let members = Signal::derive(move || {
        let mut ids: Vec<RecordId> = all.with(|all| all.iter().filter_map(|c| c.member).collect());
        record::order::sort(&mut ids);
        ids.dedup();
        let option = |id: RecordId| SelectOption::new(id.to_string(), state.name(Kind::MEMBER, id));
        let mut options: Vec<SelectOption> = ids.into_iter().map(option).collect();
        options.insert(0, SelectOption::new("", words::everybody()));
        options
    });
    let rows = move || {
        let mut list = shown.get();
        list.truncate(limit.get());
        let rows = list.into_iter().map(|change| {
            view! { <Row kind=kind record=record change=change /> }
        });
        rows.collect_view()
    };
    let hidden = Memo::new(move |_| shown.with(Vec::len).saturating_sub(limit.get()));
    view! {
        <Dialog
            title=Signal::derive(move || words::history_of(&state.name(kind, record)))
            size=DialogSize::Large
            on_close=move |()| on_close.run(())
            footer=move || {
                view! {
                    <Button
                        label=spoken(common::close)
                        on_press=move |_| on_close.run(())
                    />
                }
            }
        >
            <div class="history-filters">
                <Select
                    label=spoken(words::field)
                    value=Signal::derive(move || {
                        field.get().map(|field| field.0.to_string()).unwrap_or_default()
                    })
                    options=fields
                    on_choose=move |key: String| field.set(key.parse().ok().map(FieldId))
                />
                <Select
                    label=spoken(words::member)
                    value=Signal::derive(move || {
                        member.get().map(|member| member.to_string()).unwrap_or_default()
                    })
                    options=members
                    on_choose=move |key: String| member.set(key.parse().ok())
                />
            </div>
            <When holds=move || shown.with(Vec::is_empty)>
                <EmptyState
                    icon=IconName::History
                    title=spoken(words::nothing)
                    text=spoken(words::nothing_text)
                />
            </When>
            <ol class="history">{move || rows()}</ol>
            <When holds=move || hidden.get() != 0>
                <Button
                    label=Signal::derive(move || {
                        crate::words::record::show_more(hidden.get().min(PAGE))
                    })
                    on_press=move |_| limit.update(|limit| *limit += PAGE)
                />
            </When>
        </Dialog>
    }
}

/// A change: the field, from what to what, who and when, and the way back.
#[component]
fn Row(kind: Kind, record: RecordId, change: FieldChange) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let at = change.at;
    let def = untrack(|| state.field(kind, change.field));
    let name = def.as_ref().map_or_else(
        || format!("#{}", change.field.0),
        |def| schema::field(kind, def),
    );
    let say = |value: &Option<Value>| said(state, def.as_ref(), value.as_ref());
    let what = if change.is_known {
        let (from, to) = (say(&change.from), say(&change.to));
        view! {
            <span class="history-values">
                <del>{from}</del>
                <span aria-hidden="true">" → "</span>
                <ins>{to}</ins>
            </span>
        }
        .into_any()
    } else {
        view! { <span class="history-values muted">{words::not_kept}</span> }.into_any()
    };
    let who = change.member.map(|member| state.name(Kind::MEMBER, member));
    let before = change.from.clone();
    let now = Memo::new(move |_| state.value(kind, record, change.field));
    let is_whole = change.is_known && before.as_ref().is_none_or(|v| full_length(v).is_none());
    let can = def.as_ref().is_some_and(|def| def.role != Role::System) && is_whole;
    let field = change.field;
    let label = StoredValue::new(words::restore_named(&name, &say(&before)));
    let was = before.clone();
    let differs = move || can && now.with(|now| *now != was);
    let restore = move || {
        let command = Command::Edit {
            kind,
            record,
            values: vec![(field, before.clone())],
        };
        actor.run(command, words::restored());
    };
    let restore = Callback::new(move |()| restore());
    view! {
        <li class="history-row">
            <span class="history-field">{name}</span>
            {what}
            <span class="history-who">
                {who} " " <time datetime=at.to_string()>{intl::date_time(locale(), at)}</time>
            </span>
            <When holds=differs>
                <span class="history-restore" title=move || label.get_value()>
                    <Button
                        label=Signal::derive(move || words::restore().to_owned())
                        name=Signal::derive(move || label.get_value())
                        kind=ButtonKind::Quiet
                        icon=IconName::Undo
                        on_press=move |_| restore.run(())
                    />
                </span>
            </When>
        </li>
    }
}

/// What a value was, with the fact that it was longer.
pub fn said(state: State, def: Option<&FieldDef>, value: Option<&Value>) -> String {
    let Some(value) = value else {
        return crate::words::record::nothing().to_owned();
    };
    let Some(def) = def else {
        return record::text::to_text(value);
    };
    let is_text = matches!(
        def.ty,
        FieldType::Text | FieldType::LongText | FieldType::Link
    );
    match (full_length(value), value) {
        (Some(length), Value::Labelled(list)) if is_text => {
            let kept = list.first().map_or("", |entry| entry.value.as_str());
            words::cut(kept, length)
        }
        _ => text(state, def, value),
    }
}
