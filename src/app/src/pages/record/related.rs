//! The records around a record.

use leptos::prelude::*;
use record::schema::{company, contact, deal, task, ticket};
use record::{FieldId, FieldType, Kind, RecordId, Value};
use workspace::{Command, Workspace};

use super::timeline::TaskTick;
use crate::parts::{Badge, Button, ButtonKind, DateText, Each, IconName, When, choice_tone};
use crate::records::{RecordLink, option_name, use_create};
use crate::shell::Section;
use crate::shell::sidebar::section_icon;
use crate::state::{State, use_actor, use_state};
use crate::words::{common, record as words, schema};

/// How many records of a list are shown at first.
const FIRST: usize = 5;

/// How records are related to the shown one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    /// The shown record's field refers to them.
    To(FieldId, Kind),
    /// Their field refers to the shown record.
    From(Kind, FieldId),
}

/// The relations of a kind, in the order in which they are shown.
fn relations(kind: Kind) -> &'static [Relation] {
    use Relation::{From, To};
    match kind {
        Kind::CONTACT => &[
            To(contact::COMPANY, Kind::COMPANY),
            From(Kind::DEAL, deal::CONTACTS),
            From(Kind::TICKET, ticket::REQUESTER),
            From(Kind::TASK, task::CONTACT),
        ],
        Kind::COMPANY => &[
            From(Kind::CONTACT, contact::COMPANY),
            From(Kind::DEAL, deal::COMPANY),
            From(Kind::TICKET, ticket::COMPANY),
            From(Kind::COMPANY, company::PARENT),
            To(company::PARENT, Kind::COMPANY),
            From(Kind::TASK, task::COMPANY),
        ],
        Kind::DEAL => &[
            To(deal::COMPANY, Kind::COMPANY),
            To(deal::CONTACTS, Kind::CONTACT),
            From(Kind::TASK, task::DEAL),
            From(Kind::TICKET, ticket::DEAL),
        ],
        Kind::TICKET => &[
            To(ticket::REQUESTER, Kind::CONTACT),
            To(ticket::COMPANY, Kind::COMPANY),
            To(ticket::DEAL, Kind::DEAL),
            From(Kind::TASK, task::TICKET),
        ],
        Kind::TASK => &[
            To(task::CONTACT, Kind::CONTACT),
            To(task::COMPANY, Kind::COMPANY),
            To(task::DEAL, Kind::DEAL),
            To(task::TICKET, Kind::TICKET),
        ],
        _ => &[],
    }
}

/// The lists of related records.
#[component]
pub(super) fn Related(
    /// The record's kind.
    kind: Kind,
    /// The record.
    id: RecordId,
) -> impl IntoView {
    view! {
        <section class="record-related" aria-labelledby="record-related-heading">
            <h2 class="visually-hidden" id="record-related-heading">
                {words::related}
            </h2>
            {relations(kind)
                .iter()
                .map(|relation| view! { <List kind=kind id=id relation=*relation /> })
                .collect_view()}
        </section>
    }
}

#[component]
fn List(kind: Kind, id: RecordId, relation: Relation) -> impl IntoView {
    let state = use_state();
    let actor = use_actor();
    let creating = use_create();
    let other = match relation {
        Relation::To(_, other) | Relation::From(other, _) => other,
    };
    let ids = Memo::new(move |_| related(state, kind, id, relation));
    let all = RwSignal::new(false);
    let shown = move || {
        let mut ids = ids.get();
        if !all.get() {
            ids.truncate(FIRST);
        }
        ids
    };
    let count = Memo::new(move |_| ids.with(Vec::len));
    let title = Signal::derive(move || match relation {
        Relation::To(field, _) => state.with(|ws| schema::field_of(ws.schema(), kind, field)),
        Relation::From(Kind::COMPANY, _) => words::child_companies().to_owned(),
        Relation::From(other, _) => schema::capitalised(schema::kind_many(other)),
    });
    let is_list = match relation {
        Relation::From(..) => true,
        Relation::To(field, _) => untrack(|| state.field(kind, field))
            .is_some_and(|def| matches!(def.ty, FieldType::Refs(_))),
    };
    let add = move || {
        let given = state.with(|ws| prefilled(ws, kind, id, relation));
        match relation {
            Relation::From(other, _) => creating.ask(other, given),
            Relation::To(field, other) => creating.ask_then(other, given, move |new| {
                let value = if is_list {
                    let mut now = ids.try_get_untracked().unwrap_or_default();
                    now.push(new);
                    record::order::sort(&mut now);
                    Value::Refs(now)
                } else {
                    Value::Ref(new)
                };
                actor.quietly(Command::Edit {
                    kind,
                    record: id,
                    values: vec![(field, Some(value))],
                });
            }),
        }
    };
    let is_cut = move || count.get() > FIRST && !all.get();
    let can_add = move || is_list || count.get() == 0;
    view! {
        <section class="related-list" aria-label=move || title.get()>
            <header class="related-header">
                <h3 class="related-title">
                    {move || title.get()}
                    <span class="related-count" hidden=!is_list>
                        {move || count.get()}
                    </span>
                </h3>
                <When holds=can_add>
                    <button
                        type="button"
                        class="button button-icon"
                        aria-label=move || common::add_a(schema::kind_one(other))
                        title=move || common::add_a(schema::kind_one(other))
                        on:click=move |_| add()
                    >
                        <crate::parts::Icon name=IconName::Add />
                    </button>
                </When>
            </header>
            <ul class="related-rows">
                <Each each=shown key=|id| *id let:row>
                    <li class="related-row">
                        <Row kind=other id=row />
                    </li>
                </Each>
            </ul>
            <p class="related-none" hidden=move || count.get() != 0>
                {words::none}
            </p>
            <When holds=is_cut>
                <Button
                    label=Signal::derive(move || words::show_all(count.get()))
                    kind=ButtonKind::Quiet
                    on_press=move |_| all.set(true)
                />
            </When>
        </section>
    }
}

/// One related record with what matters most of it.
#[component]
fn Row(kind: Kind, id: RecordId) -> impl IntoView {
    let state = use_state();
    let icon = Section::of_kind(kind).map(section_icon);
    let detail = move || detail(state, kind, id);
    let badge = Memo::new(move |_| badge(state, kind, id));
    let due = Signal::derive(move || match state.value(kind, id, task::DUE) {
        Some(Value::Date(date)) if kind == Kind::TASK => Some(date),
        _ => None,
    });
    view! {
        {if kind == Kind::TASK {
            view! { <TaskTick id=id /> }.into_any()
        } else {
            icon.map(|icon| view! { <crate::parts::Icon name=icon /> }).into_any()
        }}
        <span class="related-name">
            <RecordLink kind=kind record=id />
        </span>
        <span class="related-detail">{move || detail()}</span>
        <DateText date=due />
        {move || {
            badge
                .get()
                .map(|(label, key)| {
                    view! { <Badge label=label tone=choice_tone(&key, 0) /> }
                })
        }}
    }
}

/// The related records: what the shown one names first, otherwise the newest first.
fn related(state: State, kind: Kind, id: RecordId, relation: Relation) -> Vec<RecordId> {
    match relation {
        Relation::From(other, field) => {
            let mut ids = state.related(other, field, id);
            ids.reverse();
            if other == Kind::TASK {
                // What is still to do comes first.
                record::order::sort_by_key(&mut ids, |id| {
                    state.with(|ws| ws.value(Kind::TASK, *id, task::DONE_AT).is_some())
                });
            }
            ids
        }
        Relation::To(field, other) => {
            let ids = match state.value(kind, id, field) {
                Some(Value::Ref(one)) => vec![one],
                Some(Value::Refs(ids)) => ids,
                _ => Vec::new(),
            };
            ids.into_iter()
                .map(|id| state.with(|ws| ws.resolve(other, id)))
                .filter(|id| state.is_live(other, *id))
                .collect()
        }
    }
}

/// What a new related record starts with: its link, and the company that both belong to.
fn prefilled(
    ws: &Workspace,
    kind: Kind,
    id: RecordId,
    relation: Relation,
) -> Vec<(FieldId, Value)> {
    let own_company = match kind {
        Kind::CONTACT => Some(contact::COMPANY),
        Kind::DEAL => Some(deal::COMPANY),
        Kind::TICKET => Some(ticket::COMPANY),
        _ => None,
    };
    let own_company = own_company
        .and_then(|field| ws.value(kind, id, field)?.as_ref_id())
        .map(|company| ws.resolve(Kind::COMPANY, company));
    let company_field = |other| match other {
        Kind::CONTACT => Some(contact::COMPANY),
        Kind::DEAL => Some(deal::COMPANY),
        Kind::TICKET => Some(ticket::COMPANY),
        Kind::TASK => Some(task::COMPANY),
        _ => None,
    };
    let mut values = Vec::new();
    let other = match relation {
        Relation::From(other, field) => {
            let is_list = ws
                .schema()
                .field(other, field)
                .is_some_and(|def| matches!(def.ty, FieldType::Refs(_)));
            let link = if is_list {
                Value::Refs(vec![id])
            } else {
                Value::Ref(id)
            };
            values.push((field, link));
            other
        }
        Relation::To(_, other) => other,
    };
    let linked = |field| values.iter().any(|(f, _)| *f == field);
    if let (Some(company), Some(field)) = (own_company, company_field(other))
        && !linked(field)
    {
        values.push((field, Value::Ref(company)));
    }
    values
}

/// A few words beside a related record's name.
fn detail(state: State, kind: Kind, id: RecordId) -> String {
    match kind {
        Kind::CONTACT => state.text(kind, id, contact::JOB_TITLE),
        Kind::COMPANY => state.text(kind, id, company::DOMAIN),
        Kind::DEAL => {
            let amount = state.value(kind, id, deal::AMOUNT);
            let amount = amount.and_then(|v| v.as_money());
            let locale = crate::words::locale();
            amount
                .map(|amount| crate::platform::intl::money(locale, amount))
                .unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// A related record's main mark: its text, and the key that gives it its colour.
fn badge(state: State, kind: Kind, id: RecordId) -> Option<(String, String)> {
    match kind {
        Kind::DEAL => {
            state.track_record(kind, id);
            let stage = state.with(|ws| ws.stage_of(id))?;
            Some((stage.name, stage.outcome.key().to_owned()))
        }
        Kind::TICKET => {
            let key = state.text(kind, id, ticket::STATUS);
            let label = option_name(state, kind, ticket::STATUS, &key);
            (!key.is_empty()).then_some((label, key))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{DeviceId, Schema};

    #[test]
    fn every_relation_is_a_reference_of_the_schema() {
        let schema = Schema::standard();
        for kind in [
            Kind::CONTACT,
            Kind::COMPANY,
            Kind::DEAL,
            Kind::TICKET,
            Kind::TASK,
        ] {
            for relation in relations(kind) {
                let (of, field, target) = match *relation {
                    Relation::To(field, target) => (kind, field, target),
                    Relation::From(other, field) => (other, field, kind),
                };
                let def = schema.field(of, field);
                let to = def.and_then(|def| def.ty.target());
                assert_eq!(to, Some(target), "{kind:?} {relation:?}");
            }
        }
    }

    #[test]
    fn a_new_deal_of_a_contact_starts_with_the_contact() {
        let ws = Workspace::new(DeviceId(1));
        let id = RecordId(3);
        let relation = Relation::From(Kind::DEAL, deal::CONTACTS);
        let values = prefilled(&ws, Kind::CONTACT, id, relation);
        assert_eq!(values, [(deal::CONTACTS, Value::Refs(vec![id]))]);
    }
}
