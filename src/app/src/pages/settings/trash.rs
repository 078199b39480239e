//! What was deleted: the lists' trash by links, and what has no list, such as stages and fields,
//! with a way back.

use leptos::prelude::*;
use record::schema::{DELETED_AT, stage};
use record::{Kind, RecordId, Value};
use workspace::{Command, Query};

use crate::parts::{Button, Each, IconName};
use crate::shell::sidebar::section_name;
use crate::shell::{Route, Section};
use crate::state::{State, use_actor, use_state};
use crate::words::{schema, settings as words, spoken};

/// The kinds without a list of their own.
const KINDS: [Kind; 4] = [Kind::PIPELINE, Kind::STAGE, Kind::FIELD, Kind::MEMBER];

/// The part.
#[component]
pub(super) fn Trash() -> impl IntoView {
    let state = use_state();
    let lists = Section::ALL.map(|section| {
        let href = Route::List(section).address().with("trash", Some("1"));
        let count = Memo::new(move |_| deleted(state, section.kind()).len());
        view! {
            <li class="settings-row">
                <a class="settings-row-name" href=href.to_string()>
                    {move || section_name(section)}
                </a>
                <span class="settings-row-detail">{move || words::deleted_count(count.get())}</span>
            </li>
        }
    });
    let others = KINDS.map(|kind| view! { <Deleted kind=kind /> });
    view! {
        <p class="settings-text">{words::trash_text}</p>
        <ul class="settings-list">{lists.collect_view()}</ul>
        {others.collect_view()}
    }
}

/// The deleted records of a kind, each with a button that restores it; nothing where there are
/// none.
#[component]
fn Deleted(kind: Kind) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let ids = Memo::new(move |_| deleted(state, kind));
    let restore = move |id: RecordId| {
        let name = state.with(|ws| ws.name(kind, id));
        actor.run(restoring(state, kind, id), words::restored_named(&name));
    };
    view! {
        <section class="settings-group" hidden=move || ids.with(Vec::is_empty)>
            <h3 class="settings-kind">{move || schema::kind_many(kind)}</h3>
            <ul class="settings-list">
                <Each each=move || ids.get() key=|id| *id let:id>
                    <li class="settings-row">
                        <span class="settings-row-name">{move || state.name(kind, id)}</span>
                        <Button
                            icon=IconName::Undo
                            label=spoken(words::restore)
                            on_press=move |_| restore(id)
                        />
                    </li>
                </Each>
            </ul>
        </section>
    }
}

fn deleted(state: State, kind: Kind) -> Vec<RecordId> {
    state.track_kind(kind);
    let query = Query {
        trash: true,
        ..Query::all(kind)
    };
    state.rows_now(&query).to_vec()
}

/// A pipeline comes back with the stages that were deleted with it, a stage with its pipeline.
fn restoring(state: State, kind: Kind, id: RecordId) -> Command {
    let (deleted_at, pipeline) = state.with(|ws| {
        let pipeline = ws.value(kind, id, stage::PIPELINE);
        (
            ws.value(kind, id, DELETED_AT),
            pipeline.as_ref().and_then(Value::as_ref_id),
        )
    });
    let with_it = match kind {
        Kind::PIPELINE => untrack(|| deleted(state, Kind::STAGE))
            .into_iter()
            .filter(|stage| {
                state.with(|ws| {
                    ws.value(Kind::STAGE, *stage, stage::PIPELINE) == Some(Value::Ref(id))
                        && ws.value(Kind::STAGE, *stage, DELETED_AT) == deleted_at
                })
            })
            .map(|stage| (Kind::STAGE, stage))
            .collect(),
        Kind::STAGE => pipeline
            .filter(|p| state.with(|ws| !ws.is_live(Kind::PIPELINE, *p)))
            .map(|p| (Kind::PIPELINE, p))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    };
    let writes = std::iter::once((kind, id)).chain(with_it);
    Command::Bulk {
        label: "restore".to_owned(),
        group: state.new_id(),
        writes: writes
            .map(|(kind, record)| record::Write {
                kind,
                record,
                field: DELETED_AT,
                action: record::Action::Clear,
                replaced: None,
            })
            .collect(),
    }
}
