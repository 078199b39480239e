//! Choosing records.

use leptos::prelude::*;
use record::{Kind, RecordId};
use workspace::Query;

use super::made::MadeHere;
use crate::parts::{Combobox, Each, IconButton, IconName, Suggestion};
use crate::platform::intl;
use crate::state::{State, use_actor, use_state};
use crate::words::{common, locale, schema};

/// How many records are offered.
const OFFERED: usize = 8;

/// The records of a kind that fit a text, best first.
pub fn suggestions(state: State, kind: Kind, typed: &str) -> Vec<Suggestion> {
    let ids: Vec<RecordId> = match kind {
        // Few enough to look at each; the search index knows members only.
        Kind::STAGE | Kind::PIPELINE => state.with(|ws| {
            let wanted = typed.trim().to_lowercase();
            let fits = |id: &RecordId| ws.name(kind, *id).to_lowercase().contains(&wanted);
            ws.ids(kind).filter(fits).collect()
        }),
        _ => {
            let query = Query {
                text: typed.to_owned(),
                ..Query::all(kind)
            };
            state
                .rows_now(&query)
                .iter()
                .take(OFFERED)
                .copied()
                .collect()
        }
    };
    ids.into_iter()
        .take(OFFERED)
        .map(|id| Suggestion {
            key: id.to_string(),
            label: state.with(|ws| ws.name(kind, id)),
            detail: detail(state, kind, id),
        })
        .collect()
}

/// What tells a record from others of the same name.
fn detail(state: State, kind: Kind, id: RecordId) -> String {
    use record::schema::{company, contact, product};
    state.with(|ws| match kind {
        Kind::CONTACT => {
            let employer = ws
                .value(kind, id, contact::COMPANY)
                .and_then(|v| v.as_ref_id());
            employer
                .map(|c| ws.name(Kind::COMPANY, c))
                .unwrap_or_default()
        }
        Kind::COMPANY => ws.text(kind, id, company::DOMAIN).to_owned(),
        Kind::PRODUCT => {
            let price = ws.value(kind, id, product::PRICE);
            let price = price.and_then(|value| value.as_money());
            let price = price.map(|price| intl::money(locale(), price));
            let code = ws.text(kind, id, product::CODE).to_owned();
            let parts = [code, price.unwrap_or_default()].into_iter();
            let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
            parts.join(" · ")
        }
        _ => String::new(),
    })
}

/// One record of a kind. Companies and contacts that aren't there yet are created by their name.
#[component]
pub fn ReferenceInput(
    /// The kind of the chosen record.
    kind: Kind,
    /// The chosen record.
    #[prop(into)]
    value: Signal<Option<RecordId>>,
    /// Hears what is chosen.
    #[prop(into)]
    on_choose: Callback<Option<RecordId>>,
    /// Its name, where no field gives it one.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// A text that is shown while it is empty, where it isn't "Choose …".
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
) -> impl IntoView {
    let state = use_state();
    let actor = use_actor();
    let made = use_context::<MadeHere>();
    let options = RwSignal::new(Vec::new());
    let name = Signal::derive(move || {
        value
            .get()
            .map(|id| state.name(kind, id))
            .unwrap_or_default()
    });
    let chosen = move |suggestion: Option<Suggestion>| {
        on_choose.run(suggestion.and_then(|s| s.key.parse().ok()));
    };
    let create = Callback::new(move |typed: String| {
        let record = state.new_id();
        let command = workspace::Command::Create {
            kind,
            record,
            values: named(kind, &typed),
        };
        if actor.quietly(command) {
            if let Some(made) = made {
                made.note(kind, record);
            }
            on_choose.run(Some(record));
        }
    });
    let can_create = matches!(kind, Kind::COMPANY | Kind::CONTACT | Kind::MEMBER);
    view! {
        <Combobox
            value=name
            options=options
            on_search=move |typed: String| options.set(suggestions(state, kind, &typed))
            on_choose=chosen
            on_create=can_create.then_some(create)
            label=label
            placeholder=Signal::derive(move || {
                placeholder.get().unwrap_or_else(|| common::choose_a(schema::kind_one(kind)))
            })
        />
    }
}

/// Several records of a kind.
#[component]
pub fn ReferencesInput(
    /// The kind of the chosen records.
    kind: Kind,
    /// The chosen records.
    #[prop(into)]
    value: Signal<Vec<RecordId>>,
    /// Hears the records after each change.
    #[prop(into)]
    on_commit: Callback<Vec<RecordId>>,
) -> impl IntoView {
    let state = use_state();
    let add = move |id: Option<RecordId>| {
        if let Some(id) = id {
            let mut ids = value.get_untracked();
            if let Err(at) = ids.binary_search(&id) {
                ids.insert(at, id);
                on_commit.run(ids);
            }
        }
    };
    let remove = move |id: RecordId| {
        let mut ids = value.get_untracked();
        ids.retain(|held| *held != id);
        on_commit.run(ids);
    };
    view! {
        <div class="references">
            <ul class="plain-list">
                <Each each=move || value.get() key=|id| *id let:id>
                    <li class="references-item">
                        <span>{move || state.name(kind, id)}</span>
                        <IconButton
                            icon=IconName::Close
                            label=Signal::derive(move || {
                                common::remove_named(&state.name(kind, id))
                            })
                            on_press=move |_| remove(id)
                        />
                    </li>
                </Each>
            </ul>
            <ReferenceInput
                kind=kind
                value=Signal::derive(|| None)
                on_choose=add
                label=Signal::derive(move || common::add_a(schema::kind_one(kind)))
            />
        </div>
    }
}

/// The fields of a record that is created by its name alone.
pub(super) fn named(kind: Kind, typed: &str) -> Vec<(record::FieldId, record::Value)> {
    use record::Value;
    use record::schema::{contact, member};
    let typed = typed.trim();
    match kind {
        Kind::CONTACT => match typed.rsplit_once(' ') {
            Some((first, last)) => vec![
                (contact::FIRST_NAME, Value::text(first.trim())),
                (contact::LAST_NAME, Value::text(last)),
            ],
            None => vec![(contact::LAST_NAME, Value::text(typed))],
        },
        // The naming field has the same number in every other kind.
        _ => vec![(member::NAME, Value::text(typed))],
    }
}
