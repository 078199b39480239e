//! Two records side by side: which one stays, what of each, and what comes of it.

use leptos::prelude::*;
use record::schema::CREATED_AT;
use record::{FieldId, Kind, RecordId, Value};

use super::Decided;
use super::plan::{self, Question, Side};
use crate::parts::Each;
use crate::platform::{clock, dom};
use crate::records::text;
use crate::state::{State, use_state};
use crate::words::{duplicates as words, record as naming, schema};

/// The comparison.
#[component]
pub(super) fn Compare(
    /// The kind of the records.
    kind: Kind,
    /// The records.
    records: [RecordId; 2],
    /// What is decided.
    decided: Decided,
) -> impl IntoView {
    let state = use_state();
    let track = move || {
        for record in records {
            state.track_record(kind, record);
        }
    };
    let questions = Memo::new(move |_| {
        track();
        let stays = decided.stays.get();
        state.with(|ws| plan::questions(ws, kind, records, stays))
    });
    let group = move |one_sided: bool| {
        Memo::new(move |_| {
            let mut list = questions.get();
            list.retain(|question| question.is_one_sided() == one_sided);
            list
        })
    };
    let (in_both, in_one) = (group(false), group(true));
    view! {
        <div class="merge">
            <div class="merge-choices">
                <Stays kind=kind records=records stays=decided.stays />
                <p class="muted" hidden=move || questions.with(|list| !list.is_empty())>
                    {words::all_same}
                </p>
                <Fields kind=kind records=records title=words::in_both list=in_both decided=decided />
                <Fields kind=kind records=records title=words::in_one list=in_one decided=decided />
            </div>
            <Outcome kind=kind records=records decided=decided />
        </div>
    }
}

/// Which one stays.
#[component]
fn Stays(kind: Kind, records: [RecordId; 2], stays: RwSignal<usize>) -> impl IntoView {
    let state = use_state();
    let group = dom::unique_id("merge-stays");
    let options = [0, 1].map(|at| {
        let record = records[at];
        let about = move || about(state, kind, records, at);
        view! {
            <label class="merge-option">
                <input
                    type="radio"
                    name=group.clone()
                    prop:checked=move || stays.get() == at
                    on:change=move |_| stays.set(at)
                />
                <span class="merge-value">
                    <span class="merge-name">{move || shown_name(state, kind, record)}</span>
                    <span class="muted">{move || about()}</span>
                </span>
            </label>
        }
    });
    view! {
        <fieldset class="merge-field merge-stays">
            <legend class="field-label">{words::stays}</legend>
            <div class="merge-options">{options.collect_view()}</div>
            <p class="muted">{words::stays_text}</p>
        </fieldset>
    }
}

/// Fields under a heading; nothing where there are none.
#[component]
fn Fields(
    kind: Kind,
    records: [RecordId; 2],
    title: fn() -> &'static str,
    list: Memo<Vec<Question>>,
    decided: Decided,
) -> impl IntoView {
    let ids = move || {
        let list = list.get();
        list.into_iter()
            .map(|question| question.def.id)
            .collect::<Vec<FieldId>>()
    };
    view! {
        <section class="merge-group" hidden=move || list.with(Vec::is_empty)>
            <h3>{title}</h3>
            <Each each=ids key=|id| *id let:id>
                {
                    let question = Memo::new(move |_| {
                        list.with(|list| list.iter().find(|q| q.def.id == id).cloned())
                    });
                    view! { <Asked kind=kind records=records question=question decided=decided /> }
                }
            </Each>
        </section>
    }
}

/// One field: the value of the one, of the other, or both.
#[component]
fn Asked(
    kind: Kind,
    records: [RecordId; 2],
    question: Memo<Option<Question>>,
    decided: Decided,
) -> impl IntoView {
    let state = use_state();
    let group = dom::unique_id("merge-field");
    let legend = move || {
        question.with(|q| {
            q.as_ref()
                .map(|q| schema::field(kind, &q.def))
                .unwrap_or_default()
        })
    };
    let side = Memo::new(move |_| {
        let question = question.get()?;
        let chosen = decided
            .sides
            .with(|sides| sides.get(&question.def.id).copied());
        let chosen = chosen.filter(|side| *side != Side::Both || question.both.is_some());
        Some(chosen.unwrap_or_else(|| question.usual(decided.stays.get())))
    });
    let choose = move |side: Side| {
        if let Some(question) = question.get_untracked() {
            decided
                .sides
                .update(|sides| sides.extend([(question.def.id, side)]));
        }
    };
    let options = [Side::Of(0), Side::Of(1), Side::Both].map(|own| {
        let is_there = move || match own {
            Side::Of(_) => true,
            Side::Both => question.with(|q| q.as_ref().is_some_and(|q| q.both.is_some())),
        };
        let shown = move || question.with(|q| q.as_ref().map(|q| shown(state, q, own)));
        let whose = move || match own {
            Side::Of(at) => shown_name(state, kind, records[at]),
            Side::Both => words::both().to_owned(),
        };
        let is_empty =
            move || question.with(|q| q.as_ref().is_some_and(|q| q.value(own).is_none()));
        view! {
            <label class="merge-option" hidden=move || !is_there()>
                <input
                    type="radio"
                    name=group.clone()
                    disabled=move || !is_there()
                    prop:checked=move || side.get() == Some(own)
                    on:change=move |_| choose(own)
                />
                <span class="merge-value" class:muted=is_empty>
                    <span class="visually-hidden">{move || whose()} ": "</span>
                    {move || shown()}
                </span>
            </label>
        }
    });
    view! {
        <fieldset class="merge-field">
            <legend class="field-label">{move || legend()}</legend>
            <div class="merge-options">{options.collect_view()}</div>
        </fieldset>
    }
}

/// What the result is, and what follows.
#[component]
fn Outcome(kind: Kind, records: [RecordId; 2], decided: Decided) -> impl IntoView {
    let state = use_state();
    let result = Memo::new(move |_| {
        for record in records {
            state.track_record(kind, record);
        }
        let stays = decided.stays.get();
        let fields = decided
            .sides
            .with(|sides| state.with(|ws| plan::result(ws, kind, records, stays, sides)));
        let fields = fields.into_iter().map(|(def, value)| {
            let shown = text(state, &def, &value);
            (schema::field(kind, &def), shown)
        });
        fields.collect::<Vec<(String, String)>>()
    });
    let follows = move || {
        let stays = decided.stays.get();
        let (winner, loser) = (records[stays], records[1 - stays]);
        let moved = state.with(|ws| ws.moved_by_merge(kind, [winner, loser]));
        if moved.is_empty() {
            return words::nothing_follows().to_owned();
        }
        words::follows(&listed(&moved), &shown_name(state, kind, winner))
    };
    view! {
        <section class="merge-result" aria-labelledby="merge-result-heading">
            <h3 id="merge-result-heading">{words::result}</h3>
            <dl>
                <Each each=move || result.get() key=|row| row.clone() let:row>
                    <div class="merge-row">
                        <dt>{row.0}</dt>
                        <dd>{row.1}</dd>
                    </div>
                </Each>
            </dl>
            <p role="status">{move || follows()}</p>
            <p class="muted">{words::undo_brings_back}</p>
        </section>
    }
}

/// A side's value in words.
fn shown(state: State, question: &Question, side: Side) -> String {
    match question.value(side) {
        Some(value) => text(state, &question.def, &value),
        None => words::leave_empty().to_owned(),
    }
}

fn shown_name(state: State, kind: Kind, id: RecordId) -> String {
    match state.name(kind, id) {
        name if name.trim().is_empty() => naming::unnamed().to_owned(),
        name => name,
    }
}

/// When a record was created, and what refers to it.
fn about(state: State, kind: Kind, records: [RecordId; 2], at: usize) -> String {
    let (own, other) = (records[at], records[1 - at]);
    let created = match state.value(kind, own, CREATED_AT) {
        Some(Value::Instant(at)) => Some(words::created_on(clock::local_date(at))),
        _ => None,
    };
    let refers = state.with(|ws| ws.moved_by_merge(kind, [other, own]));
    let refers = (!refers.is_empty()).then(|| listed(&refers));
    let parts: Vec<String> = created.into_iter().chain(refers).collect();
    parts.join(" · ")
}

/// How many records of each kind: "3 deals, 1 ticket".
fn listed(counts: &[(Kind, usize)]) -> String {
    let each = counts.iter().map(|(kind, count)| {
        words::counted(*count, schema::kind_one(*kind), schema::kind_many(*kind))
    });
    each.collect::<Vec<_>>().join(", ")
}
