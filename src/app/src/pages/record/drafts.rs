//! What was begun and not sent yet. It lives as long as the page is open, so that it is still there
//! when the user comes back to the record.

use std::cell::RefCell;
use std::collections::HashMap;

use leptos::prelude::*;
use record::{Date, Instant, Kind, RecordId};

/// What is being written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Draft {
    /// Its subject or title.
    pub(super) subject: String,
    /// Its text.
    pub(super) body: String,
    /// When it was; `None` for now.
    pub(super) at: Option<Instant>,
    /// How long it took, in minutes.
    pub(super) minutes: Option<f64>,
    /// When it is due.
    pub(super) due: Option<Date>,
}

type Key = (Kind, RecordId, &'static str);

thread_local! {
    static DRAFTS: RefCell<HashMap<Key, Draft>> = RefCell::default();
}

/// The draft of one composer of a record, as a signal that keeps itself.
pub(super) fn draft(kind: Kind, id: RecordId, composer: &'static str) -> RwSignal<Draft> {
    let key = (kind, id, composer);
    let begun = DRAFTS.with_borrow(|drafts| drafts.get(&key).cloned());
    let draft = RwSignal::new(begun.unwrap_or_default());
    Effect::new(move |_| keep(key, draft.get()));
    draft
}

fn keep(key: Key, draft: Draft) {
    DRAFTS.with_borrow_mut(|drafts| {
        if draft == Draft::default() {
            drafts.remove(&key);
        } else {
            drafts.insert(key, draft);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_kept_until_it_is_empty() {
        let key = (Kind::CONTACT, RecordId(1), "note");
        let held = || DRAFTS.with_borrow(|drafts| drafts.get(&key).cloned());
        let draft = Draft {
            body: "begun".to_owned(),
            ..Draft::default()
        };
        keep(key, draft.clone());
        assert_eq!(held(), Some(draft));
        keep(key, Draft::default());
        assert_eq!(held(), None);
    }
}
