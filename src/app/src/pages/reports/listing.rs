//! The records behind a mark, one below the other, where no list can be asked for them.

use std::sync::Arc;

use leptos::prelude::*;
use record::{Kind, RecordId};

use crate::parts::{Dialog, DialogSize, VirtualList};
use crate::shell::found::found;
use crate::state::use_state;
use crate::words::lists;

/// The height of a row, in pixels.
const ROW_PX: f64 = 44.0;

/// Records to be listed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Listed {
    /// What they are: the mark in words.
    pub(super) title: String,
    /// Their kind.
    pub(super) kind: Kind,
    /// The records.
    pub(super) records: Arc<[RecordId]>,
}

/// A dialog with the records that are to be listed; each leads to the page that shows it.
#[component]
pub(super) fn Listing(
    /// What is listed.
    listed: RwSignal<Option<Listed>>,
) -> impl IntoView {
    move || {
        let Listed {
            title,
            kind,
            records,
        } = listed.get()?;
        let label = title.clone();
        let count = records.len();
        let item = move |row: Signal<usize>| {
            let records = Arc::clone(&records);
            let record = Memo::new(move |_| records.get(row.get()).copied());
            view! { <Row kind=kind record=record /> }.into_any()
        };
        let view = view! {
            <Dialog
                title=Signal::stored(title)
                size=DialogSize::Small
                on_close=move |()| listed.set(None)
            >
                <div class="report-listing">
                    <VirtualList
                        rows=Signal::stored(count)
                        row_height=Signal::stored(ROW_PX)
                        focusable=false
                        label=label
                        item=item
                    />
                </div>
            </Dialog>
        };
        Some(view.into_any())
    }
}

#[component]
fn Row(kind: Kind, record: Memo<Option<RecordId>>) -> impl IntoView {
    let state = use_state();
    let shown = Memo::new(move |_| {
        let record = record.get()?;
        state.track_record(kind, record);
        found(state, kind, record)
    });
    let text = move |read: fn(&crate::shell::found::Found) -> &str| {
        shown.with(|shown| shown.as_ref().map(|found| read(found).to_owned()))
    };
    let label = move || text(|found| &found.label).unwrap_or_else(|| lists::unnamed().to_owned());
    view! {
        <div role="listitem" class="report-listed">
            <a href=move || {
                shown.with(|shown| shown.as_ref().map(|found| found.opens.clone().href()))
            }>{label}</a>
            <span class="muted">{move || text(|found| &found.detail)}</span>
        </div>
    }
}
