//! Fields of the record that somebody else set too.

use leptos::prelude::*;
use record::{Kind, RecordId};
use workspace::{Command, Conflict};

use crate::parts::{Button, ButtonKind};
use crate::records::text;
use crate::state::{Notice, State, use_actor, use_state};
use crate::words::{common, record as words, schema, spoken};

/// A quiet line for each field of the record that two people set without knowing of each other.
#[component]
pub(super) fn Conflicts(
    /// The record's kind.
    kind: Kind,
    /// The record.
    id: RecordId,
) -> impl IntoView {
    let state = use_state();
    let conflicts = move || {
        let notices = state.notices.get();
        let own = notices.into_iter().filter_map(|notice| match notice {
            Notice::Conflict(conflict) if (conflict.kind, conflict.record) == (kind, id) => {
                Some(conflict)
            }
            _ => None,
        });
        own.collect::<Vec<Conflict>>()
    };
    view! {
        <div class="conflicts" role="status">
            {move || {
                conflicts()
                    .into_iter()
                    .map(|conflict| view! { <Line conflict=conflict /> })
                    .collect_view()
            }}
        </div>
    }
}

#[component]
fn Line(conflict: Conflict) -> impl IntoView {
    let state = use_state();
    let actor = use_actor();
    let sentence = {
        let conflict = conflict.clone();
        move || sentence(state, &conflict)
    };
    let notice = StoredValue::new(Notice::Conflict(conflict.clone()));
    let keep = move || notice.with_value(|notice| state.dismiss(notice));
    let take = move || {
        let Conflict {
            kind,
            record,
            field,
            ref lost,
            ..
        } = conflict;
        let command = Command::Edit {
            kind,
            record,
            values: vec![(field, lost.clone())],
        };
        if actor.run(command, words::conflict_used()) {
            keep();
        }
    };
    view! {
        <p class="conflict">
            <span>{sentence}</span>
            <Button
                label=spoken(words::keep)
                kind=ButtonKind::Quiet
                on_press=move |_| keep()
            />
            <Button
                label=spoken(words::use_other)
                kind=ButtonKind::Quiet
                on_press=move |_| take()
            />
        </p>
    }
}

fn sentence(state: State, conflict: &Conflict) -> String {
    let (kind, field) = (conflict.kind, conflict.field);
    let name = state.with(|ws| schema::field_of(ws.schema(), kind, field));
    let say = |value: Option<&record::Value>| match (value, state.field(kind, field)) {
        (Some(value), Some(def)) => text(state, &def, value),
        _ => common::not_set().to_owned(),
    };
    let now = say(state.value(kind, conflict.record, field).as_ref());
    words::conflict(&name, &say(conflict.lost.as_ref()), &now)
}
