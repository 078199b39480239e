//! Which record is the same as the one at hand.

use leptos::prelude::*;
use record::{Kind, RecordId};

use crate::parts::{Combobox, Each, Suggestion};
use crate::records::suggestions;
use crate::state::use_state;
use crate::words::{common, duplicates as words, schema};

/// How many records that look alike are offered at once.
const OFFERED: usize = 5;

/// Offers the records that look alike, and a search over all.
#[component]
pub(super) fn Choose(
    /// The kind of the records.
    kind: Kind,
    /// The record at hand.
    record: RecordId,
    /// Hears the other one.
    #[prop(into)]
    on_choose: Callback<RecordId>,
) -> impl IntoView {
    let state = use_state();
    let options = RwSignal::new(Vec::<Suggestion>::new());
    let values = state.with(|ws| ws.values(kind, record));
    let alike = state.with_mut(|ws| ws.candidates(kind, &values));
    let alike: Vec<_> = alike
        .into_iter()
        .filter(|one| one.record != record)
        .filter(|one| state.with(|ws| !ws.are_told_apart(kind, [record, one.record])))
        .take(OFFERED)
        .collect();
    let has_alike = !alike.is_empty();
    let items = move || alike.clone();
    let search = move |typed: String| {
        let mut found = suggestions(state, kind, &typed);
        found.retain(|option| option.key != record.to_string());
        options.set(found);
    };
    let choose = move |chosen: Option<Suggestion>| {
        if let Some(id) = chosen.and_then(|chosen| chosen.key.parse().ok()) {
            on_choose.run(id);
        }
    };
    view! {
        <p>{move || words::which_same(schema::kind_one(kind), &state.name(kind, record))}</p>
        {has_alike
            .then(|| {
                view! {
                    <section class="merge-alike" aria-labelledby="merge-alike-heading">
                        <h3 class="field-label" id="merge-alike-heading">
                            {words::look_alike}
                        </h3>
                        <ul class="plain-list">
                            <Each each=items key=|one| one.record let:one>
                                <li>
                                    <button
                                        type="button"
                                        class="merge-candidate"
                                        on:click=move |_| on_choose.run(one.record)
                                    >
                                        <span>{move || state.name(kind, one.record)}</span>
                                        <span class="muted">
                                            {move || {
                                                let reason = one.alike.reasons.first();
                                                reason.map(|reason| words::reason(state, reason))
                                            }}
                                        </span>
                                    </button>
                                </li>
                            </Each>
                        </ul>
                    </section>
                }
            })}
        <Combobox
            value=Signal::stored(String::new())
            options=options
            on_search=search
            on_choose=choose
            label=Signal::derive(move || common::choose_a(schema::kind_one(kind)))
            placeholder=Signal::derive(move || common::choose_a(schema::kind_one(kind)))
        />
    }
}
