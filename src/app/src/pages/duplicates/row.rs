//! One pair: both records, why they are probably one, and what can be done.

use leptos::prelude::*;
use record::schema::{company, contact};
use record::{FieldId, Kind, RecordId, Value};
use workspace::Command;
use workspace::duplicates::{Alike, Pair, Sureness};

use crate::parts::{Avatar, AvatarShape, Badge, Button, ButtonKind, Tone};
use crate::records::{record_href, use_merge};
use crate::state::{State, use_actor};
use crate::words::{duplicates as words, record as naming, spoken};

/// A pair in the list.
#[component]
pub(super) fn Row(
    /// The kind of the records.
    kind: Kind,
    /// Its place in the list.
    row: Signal<usize>,
    /// How many pairs there are.
    count: Memo<usize>,
    /// The pair; none while the place lies behind the end of the list.
    pair: Memo<Option<Pair>>,
    /// Hears the place of a pair that was dealt with.
    #[prop(into)]
    on_gone: Callback<usize>,
) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let merging = use_merge();
    let record = move |n: usize| {
        Memo::new(move |_| pair.with(|pair| pair.as_ref().map(|pair| pair.records[n])))
    };
    let (one, other) = (record(0), record(1));
    let name = move |id: Memo<Option<RecordId>>| {
        Signal::derive(move || {
            id.get()
                .map(|id| shown_name(state, kind, id))
                .unwrap_or_default()
        })
    };
    let (one_name, other_name) = (name(one), name(other));
    // As the records are now; the search may be some time ago.
    let alike = Memo::new(move |_| {
        let pair = pair.get()?;
        let [a, b] = pair.records;
        state.track_record(kind, a);
        state.track_record(kind, b);
        let now = state.with(|ws| ws.duplicate(kind, pair.records));
        Some(now.unwrap_or(pair).alike)
    });
    let sureness = Signal::derive(move || {
        alike.with(|alike| {
            alike
                .as_ref()
                .map_or(Sureness::Possible, |alike| alike.sureness)
        })
    });
    let merge = move || {
        let Some(pair) = pair.get_untracked() else {
            return;
        };
        let row = row.get_untracked();
        // The page may have been left behind the dialog.
        merging.ask(kind, pair.records, move |_| {
            on_gone.try_run(row);
        });
    };
    let tell_apart = move || {
        let Some(pair) = pair.get_untracked() else {
            return;
        };
        let row = row.get_untracked();
        let said = words::kept_apart(&one_name.get_untracked(), &other_name.get_untracked());
        let command = Command::TellApart {
            kind,
            records: pair.records,
        };
        if actor.run(command, said) {
            on_gone.run(row);
        }
    };
    view! {
        <div
            class="pair"
            role="listitem"
            data-row=move || row.get()
            aria-setsize=move || count.get()
            aria-posinset=move || row.get() + 1
        >
            <div class="pair-records">
                <Side kind=kind id=one name=one_name />
                <Side kind=kind id=other name=other_name />
            </div>
            <div class="pair-why">
                {move || {
                    view! {
                        <Badge
                            label=Signal::derive(move || words::sureness(sureness.get()).to_owned())
                            tone=tone(sureness.get())
                        />
                    }
                }}
                <span class="pair-reasons">
                    {move || alike.with(|alike| reasons(state, alike.as_ref()))}
                </span>
            </div>
            <div
                class="pair-actions"
                role="group"
                aria-label=move || words::pair_of(&one_name.get(), &other_name.get())
            >
                <Button label=spoken(words::merge) on_press=move |_| merge() />
                <Button
                    label=spoken(words::not_duplicate)
                    kind=ButtonKind::Quiet
                    on_press=move |_| tell_apart()
                />
            </div>
        </div>
    }
}

/// One of the two records.
#[component]
fn Side(kind: Kind, id: Memo<Option<RecordId>>, name: Signal<String>) -> impl IntoView {
    let state = crate::state::use_state();
    let shape = match kind {
        Kind::COMPANY => AvatarShape::Company,
        _ => AvatarShape::Person,
    };
    let about = move || {
        id.get()
            .map(|id| about(state, kind, id))
            .unwrap_or_default()
    };
    view! {
        <div class="pair-record">
            <Avatar name=name shape=shape />
            <div class="pair-text">
                <a
                    class="record-link pair-name"
                    href=move || id.get().and_then(|id| record_href(kind, id))
                >
                    {move || name.get()}
                </a>
                <span class="pair-about">{move || about()}</span>
            </div>
        </div>
    }
}

fn shown_name(state: State, kind: Kind, id: RecordId) -> String {
    match state.name(kind, id) {
        name if name.trim().is_empty() => naming::unnamed().to_owned(),
        name => name,
    }
}

/// What tells a record from one of the same name.
fn about(state: State, kind: Kind, id: RecordId) -> String {
    let first = |field: FieldId| match state.value(kind, id, field) {
        Some(Value::Labelled(list)) => list.into_iter().next().map(|entry| entry.value),
        Some(Value::Text(text)) => Some(text),
        _ => None,
    };
    let parts = match kind {
        Kind::CONTACT => {
            let employer = state.value(kind, id, contact::COMPANY);
            let employer = employer.and_then(|value| value.as_ref_id()).map(|id| {
                state.name(
                    Kind::COMPANY,
                    state.with(|ws| ws.resolve(Kind::COMPANY, id)),
                )
            });
            vec![first(contact::EMAILS), employer, first(contact::PHONES)]
        }
        _ => vec![
            first(company::DOMAIN),
            first(company::WEBSITE),
            first(company::PHONES),
        ],
    };
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" · ")
}

fn reasons(state: State, alike: Option<&Alike>) -> String {
    let reasons = alike.into_iter().flat_map(|alike| &alike.reasons);
    let reasons: Vec<String> = reasons.map(|reason| words::reason(state, reason)).collect();
    reasons.join(" · ")
}

fn tone(sureness: Sureness) -> Tone {
    match sureness {
        Sureness::Certain => Tone::Green,
        Sureness::Likely => Tone::Blue,
        Sureness::Possible => Tone::Grey,
    }
}
