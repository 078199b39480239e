//! Records that are created on the way, while a dialog that refers to them is filled in.

use leptos::prelude::*;
use record::{Kind, RecordId};
use workspace::Command;

use crate::state::use_actor;

/// What was created within a dialog. It goes with the dialog unless that is carried out.
#[derive(Clone, Copy)]
pub struct MadeHere(StoredValue<Vec<(Kind, RecordId)>>);

impl MadeHere {
    /// Notes what is created below the component that is being made, and takes it back when that
    /// goes and nobody has kept it.
    pub fn provide() -> Self {
        let made = Self(StoredValue::new(Vec::new()));
        provide_context(made);
        let actor = use_actor();
        on_cleanup(move || {
            let left = made.0.try_update_value(std::mem::take);
            for (kind, record) in left.unwrap_or_default() {
                let records = vec![record];
                actor.quietly(Command::Delete { kind, records });
            }
        });
        made
    }

    /// Notes a record.
    pub fn note(self, kind: Kind, record: RecordId) {
        self.0.try_update_value(|made| made.push((kind, record)));
    }

    /// Keeps what was created: it is referred to now.
    pub fn keep(self) {
        self.0.try_update_value(Vec::clear);
    }
}
