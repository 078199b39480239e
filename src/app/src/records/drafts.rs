//! What was begun and not sent yet. It is kept in this browser until it is sent or emptied, so that
//! it is still there when the user comes back to the record, also after a reload.

use leptos::prelude::*;
use record::{Date, Instant, Kind, RecordId};
use serde::{Deserialize, Serialize};

use crate::platform::prefs;

/// What is being written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Its subject or title.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// When it was; `None` for now.
    pub at: Option<Instant>,
    /// How long it took, in minutes.
    pub minutes: Option<f64>,
    /// When it is due.
    pub due: Option<Date>,
    /// What came of it.
    pub outcome: String,
    /// The task that follows from it.
    pub follow_up: String,
    /// When that task is due.
    pub follow_up_due: Option<Date>,
}

/// What the names of kept drafts begin with.
const PREFIX: &str = "draft.";

/// The draft of one composer of a record, as a signal that keeps itself.
pub fn draft(kind: Kind, id: RecordId, composer: &str) -> RwSignal<Draft> {
    let name = format!("{PREFIX}{}.{id}.{composer}", kind.0);
    let begun: Option<Draft> = prefs::get(&name);
    let draft = RwSignal::new(begun.unwrap_or_default());
    Effect::new(move |before: Option<Draft>| {
        let now = draft.get();
        // Another tab may have begun one meanwhile; what nobody touched here is left alone.
        if before.is_some_and(|before| before != now) {
            if now == Draft::default() {
                prefs::remove(&name);
            } else {
                prefs::set(&name, &now);
            }
        }
        now
    });
    draft
}

/// In place of a record's id: what is begun for many records of a kind.
pub const MANY: RecordId = RecordId(0);

/// Forgets the drafts of a record, and what was begun for many, which may be about it too.
pub fn forget_drafts_of(kind: Kind, id: RecordId) {
    for id in [id, MANY] {
        prefs::remove_all(&format!("{PREFIX}{}.{id}.", kind.0));
    }
}

/// Forgets all drafts.
pub fn forget_drafts() {
    prefs::remove_all(PREFIX);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_draft_survives_its_text_and_one_of_another_version_is_read() {
        let draft = Draft {
            body: "begun".to_owned(),
            at: Some(Instant(7)),
            follow_up_due: Some(Date(3)),
            ..Draft::default()
        };
        let text = serde_json::to_string(&draft).unwrap();
        assert_eq!(serde_json::from_str::<Draft>(&text).unwrap(), draft);
        let newer = r#"{"body":"begun","colour":"red"}"#;
        assert_eq!(serde_json::from_str::<Draft>(newer).unwrap().body, "begun");
    }
}
