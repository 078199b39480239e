//! The kinds of record.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A kind of record. Numbers are stable; a number that this version doesn't know is a kind of a
/// newer version and is kept as it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Kind(pub u16);

impl Kind {
    /// Any kind, as the target of a reference.
    pub const ANY: Self = Self(0);
    /// A person.
    pub const CONTACT: Self = Self(1);
    /// An organisation.
    pub const COMPANY: Self = Self(2);
    /// A sale in a pipeline.
    pub const DEAL: Self = Self(3);
    /// A support request.
    pub const TICKET: Self = Self(4);
    /// An entry of a ticket's conversation.
    pub const MESSAGE: Self = Self(5);
    /// A call, meeting, e-mail or note.
    pub const ACTIVITY: Self = Self(6);
    /// Something to do.
    pub const TASK: Self = Self(7);
    /// An article of the knowledge base.
    pub const ARTICLE: Self = Self(8);
    /// A canned reply or macro.
    pub const REPLY: Self = Self(9);
    /// A pipeline of deals.
    pub const PIPELINE: Self = Self(10);
    /// A stage of a pipeline.
    pub const STAGE: Self = Self(11);
    /// An automation rule.
    pub const RULE: Self = Self(12);
    /// A saved view of a list.
    pub const VIEW: Self = Self(13);
    /// A custom field, or additions to a standard one.
    pub const FIELD: Self = Self(14);
    /// A member of the business.
    pub const MEMBER: Self = Self(15);
    /// A service-level policy.
    pub const POLICY: Self = Self(16);
    /// A calendar of business hours.
    pub const CALENDAR: Self = Self(17);
    /// An import of files.
    pub const IMPORT: Self = Self(18);
    /// The history of a tracked field.
    pub const EVENT: Self = Self(19);
    /// The business itself: its name, currency, country.
    pub const BUSINESS: Self = Self(20);
    /// Something that is sold, in the catalogue.
    pub const PRODUCT: Self = Self(21);
    /// A line item of a deal.
    pub const LINE: Self = Self(22);
    /// An offer of a deal's lines, frozen under a number.
    pub const QUOTE: Self = Self(23);
    /// An exchange rate between two currencies.
    pub const RATE: Self = Self(24);
    /// What a member, or everybody, wants to reach in a period.
    pub const GOAL: Self = Self(25);
    /// A report that is kept, with how it is drawn.
    pub const CHART: Self = Self(26);
    /// Charts that are shown together.
    pub const DASHBOARD: Self = Self(27);
    /// A template of e-mails.
    pub const TEMPLATE: Self = Self(28);
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kind({})", self.0)
    }
}
