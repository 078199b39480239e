//! The business itself: its name and its currency.

use record::schema::business;
use record::{Currency, FieldId, Kind, RecordId};

use crate::business::Workspace;

/// The record of the business, the same on every device.
pub fn business_id() -> RecordId {
    RecordId::natural(["business"])
}

impl Workspace {
    /// The currency of new amounts and of totals; US dollars until one is chosen.
    pub fn currency(&self) -> Currency {
        let code = self.text(Kind::BUSINESS, business_id(), business::CURRENCY);
        code.parse().unwrap_or(Currency::USD)
    }

    /// A text field of the business; empty where nothing is said.
    pub fn business_text(&self, field: FieldId) -> &str {
        self.text(Kind::BUSINESS, business_id(), field)
    }
}
