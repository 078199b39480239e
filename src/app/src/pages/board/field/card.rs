//! The inside of a card: the record's name, and what the list's first columns say of it.

use leptos::prelude::*;
use record::{FieldId, RecordId};

use crate::pages::list::List;
use crate::pages::list::columns::ColumnKey;
use crate::records::text;
use crate::words::{lists as words, schema};

/// The height of a card in pixels.
pub(super) const HEIGHT_PX: f64 = 104.0;

/// How many facts there is room for.
const FACTS: usize = 3;

/// A card. It stands inside an option, so it is text alone.
#[component]
pub(super) fn Card(
    list: List,
    /// The record; `None` while the element has nothing to show.
    card: Signal<Option<u128>>,
    /// The field of the columns, which says nothing new.
    by: FieldId,
) -> impl IntoView {
    let state = list.state();
    let kind = list.kind;
    let id = move || card.get().map(RecordId);
    let name = Memo::new(move |_| {
        let name = id().map(|id| state.name(kind, id));
        name.filter(|name| !name.is_empty())
            .unwrap_or_else(|| words::unnamed().to_owned())
    });
    let facts = Memo::new(move |_| {
        let Some(id) = id() else { return Vec::new() };
        let fields = list.fields_shown().into_iter();
        fields
            .filter(|field| *field != by)
            .filter_map(|field| {
                let def = list.field(field)?;
                let value = state.value(kind, id, field)?;
                let text = text(state, &def, &value);
                (!text.is_empty()).then(|| (schema::field(kind, &def), text))
            })
            .take(FACTS)
            .collect::<Vec<_>>()
    });
    let lines = move || {
        facts
            .get()
            .into_iter()
            .map(|(label, text)| {
                let title = text.clone();
                view! {
                    <span class="fact-line" title=title>
                        <span class="fact-label">{label}</span>
                        " "
                        <span class="fact-text">{text}</span>
                    </span>
                }
            })
            .collect_view()
    };
    view! {
        <span class="deal-name">{move || name.get()}</span>
        {lines}
    }
}

impl List {
    /// The fields that the list shows as columns. Tracked.
    fn fields_shown(self) -> Vec<FieldId> {
        let of_column = |key: ColumnKey| match key {
            ColumnKey::Field(field) => Some(field),
            _ => None,
        };
        self.columns_shown()
            .into_iter()
            .filter_map(of_column)
            .collect()
    }
}
