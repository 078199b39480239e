//! Two records become one: the dialog that asks which one stays and what of each.

mod choose;
mod compare;
mod plan;

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use record::{FieldId, Kind, RecordId};
use workspace::Command;

use crate::parts::{Button, ButtonKind, Dialog, DialogSize, When};
use crate::platform::{idle, page};
use crate::state::use_actor;
use crate::words::{common, duplicates as words, schema, spoken};
use plan::Side;

/// Asks for a merge, from anywhere below the frame.
#[derive(Clone, Copy)]
pub struct Merging {
    asked: RwSignal<Option<Asked>>,
}

#[derive(Clone)]
struct Asked {
    kind: Kind,
    record: RecordId,
    /// The other one; none where the user is asked for it.
    other: Option<RecordId>,
    then: Then,
}

/// Hears which record has stayed.
type Then = Arc<dyn Fn(RecordId) + Send + Sync>;

/// What the user has decided so far.
#[derive(Clone, Copy)]
struct Decided {
    /// The place of the record that stays.
    stays: RwSignal<usize>,
    /// What was chosen of the fields; the others are as a merge does by itself.
    sides: RwSignal<BTreeMap<FieldId, Side>>,
}

impl Merging {
    /// Opens the dialog for two records, and tells `then` which one has stayed.
    pub fn ask(
        self,
        kind: Kind,
        [record, other]: [RecordId; 2],
        then: impl Fn(RecordId) + Send + Sync + 'static,
    ) {
        self.open(kind, record, Some(other), Arc::new(then));
    }

    /// Opens the dialog for a record and asks for the other one first.
    pub fn ask_which(
        self,
        kind: Kind,
        record: RecordId,
        then: impl Fn(RecordId) + Send + Sync + 'static,
    ) {
        self.open(kind, record, None, Arc::new(then));
    }

    fn open(self, kind: Kind, record: RecordId, other: Option<RecordId>, then: Then) {
        self.asked.set(Some(Asked {
            kind,
            record,
            other,
            then,
        }));
    }
}

/// Provides what [`use_merge`] needs. The frame calls it once, above [`MergeDialog`].
pub fn install_merging() {
    provide_context(Merging {
        asked: RwSignal::new(None),
    });
}

/// The way to ask for a merge, from anywhere below the frame.
pub fn use_merge() -> Merging {
    expect_context()
}

/// Stands once in the frame and shows the dialog when it is asked for.
#[component]
pub fn MergeDialog() -> impl IntoView {
    let merging = use_merge();
    let view = move || {
        let asked = merging.asked.get()?;
        Some(view! { <Form merging=merging asked=asked /> }.into_any())
    };
    view! { {move || view()} }
}

#[component]
fn Form(merging: Merging, asked: Asked) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let Asked {
        kind,
        record,
        other: known,
        then,
    } = asked;
    let other = RwSignal::new(known);
    let decided = Decided {
        stays: RwSignal::new(0),
        sides: RwSignal::new(BTreeMap::new()),
    };
    let begin = move |chosen: RecordId| {
        let records = [record, chosen];
        decided
            .stays
            .set(state.with(|ws| plan::usual_winner(ws, kind, records)));
        other.set(Some(chosen));
    };
    if let Some(known) = known {
        begin(known);
    }
    let choose = move |chosen: RecordId| {
        begin(chosen);
        idle::before_paint(|| {
            page::focus_first(".merge-stays input:checked");
        });
    };
    let close = move || merging.asked.set(None);
    let submit = move || {
        let Some(other) = other.get_untracked() else {
            return;
        };
        let records = [record, other];
        let stays = decided.stays.get_untracked();
        let (winner, loser) = (records[stays], records[1 - stays]);
        let chosen = decided
            .sides
            .with_untracked(|sides| state.with(|ws| plan::chosen(ws, kind, records, stays, sides)));
        let name = state.with(|ws| ws.name(kind, winner));
        let command = Command::Merge {
            kind,
            winner,
            loser,
            chosen,
        };
        if actor.run(command, words::merged_into(&name)) {
            close();
            then(winner);
        }
    };
    let is_chosen = Memo::new(move |_| other.get().is_some());
    let size = Signal::derive(move || match is_chosen.get() {
        true => DialogSize::Large,
        false => DialogSize::Medium,
    });
    let content = move || match other.get() {
        Some(other) => {
            view! { <compare::Compare kind=kind records=[record, other] decided=decided /> }
                .into_any()
        }
        None => view! { <choose::Choose kind=kind record=record on_choose=choose /> }.into_any(),
    };
    view! {
        <Dialog
            title=Signal::derive(move || words::merge_two(schema::kind_many(kind)))
            on_close=move |()| close()
            on_submit=move |()| submit()
            size=size
            footer=move || {
                view! {
                    <Button label=spoken(common::cancel) on_press=move |_| close() />
                    <When holds=move || is_chosen.get()>
                        <Button
                            label=spoken(words::merge_now)
                            kind=ButtonKind::Primary
                            submit=true
                        />
                    </When>
                }
            }
        >
            {move || content()}
        </Dialog>
    }
}
