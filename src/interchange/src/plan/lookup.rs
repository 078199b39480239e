//! What an import asks of what is known already.

use record::{FieldId, Kind, RecordId, Value};

/// What is known already. The workspace implements it over its indexes; keys are those of
/// [`crate::fold`]. A record in the trash counts as known; a purged one does not. Where two records
/// have the same key, either may be returned, but always the same one.
pub trait Lookup {
    /// The record with this id, or the one it was merged into.
    fn find(&self, kind: Kind, id: RecordId) -> Option<RecordId>;
    /// The record whose field [`record::schema::SOURCE_ID`] holds this text (see [`super::source_id`]).
    fn by_source_id(&self, kind: Kind, source_id: &str) -> Option<RecordId>;
    /// The contact or member with this address; the key is [`crate::fold::email_key`].
    fn by_email(&self, kind: Kind, key: &str) -> Option<RecordId>;
    /// The contact with this number; the key is [`crate::fold::phone_key`].
    fn by_phone(&self, kind: Kind, key: &str) -> Option<RecordId>;
    /// The company with this domain, by its field or its website; the key is
    /// [`crate::fold::domain_key`].
    fn by_domain(&self, key: &str) -> Option<RecordId>;
    /// The product with this code; the key is [`crate::fold::name_key`].
    fn by_code(&self, key: &str) -> Option<RecordId>;
    /// The company, member, contact (first and last name with a blank between), deal, product or
    /// pipeline with this name; the key is [`crate::fold::name_key`].
    fn by_name(&self, kind: Kind, key: &str) -> Option<RecordId>;
    /// The pipeline for deals that name none.
    fn default_pipeline(&self) -> Option<RecordId>;
    /// The pipeline that came with the workspace, where it is the only one and nobody has used or
    /// changed it: its stages give way to those that the files bring.
    fn spare_pipeline(&self) -> Option<RecordId>;
    /// The stages of a pipeline, in order.
    fn stages(&self, pipeline: RecordId) -> Vec<StageInfo>;
    /// The record of the kind `field` that takes further options of a choice: for a custom field
    /// its own record, for a standard one the record that extends it, where there is one.
    fn option_record(&self, kind: Kind, field: FieldId) -> Option<RecordId>;
    /// The present value of a field; `None` where it is empty.
    fn value(&self, kind: Kind, record: RecordId, field: FieldId) -> Option<Value>;
}

/// A stage of a pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageInfo {
    /// The stage's record.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// What reaching it means.
    pub outcome: Outcome,
    /// Its place in the order of stages.
    pub rank: String,
}

/// What a deal's stage means.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
pub enum Outcome {
    /// The deal goes on.
    #[default]
    Open,
    /// It is won.
    Won,
    /// It is lost.
    Lost,
}

impl Outcome {
    /// The key of the stage field's option.
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Won => "Won",
            Self::Lost => "Lost",
        }
    }
}

/// The lookup of an empty workspace.
#[derive(Clone, Copy, Debug, Default)]
pub struct NothingKnown;

impl Lookup for NothingKnown {
    fn find(&self, _: Kind, _: RecordId) -> Option<RecordId> {
        None
    }
    fn by_source_id(&self, _: Kind, _: &str) -> Option<RecordId> {
        None
    }
    fn by_email(&self, _: Kind, _: &str) -> Option<RecordId> {
        None
    }
    fn by_phone(&self, _: Kind, _: &str) -> Option<RecordId> {
        None
    }
    fn by_domain(&self, _: &str) -> Option<RecordId> {
        None
    }
    fn by_code(&self, _: &str) -> Option<RecordId> {
        None
    }
    fn by_name(&self, _: Kind, _: &str) -> Option<RecordId> {
        None
    }
    fn default_pipeline(&self) -> Option<RecordId> {
        None
    }
    fn spare_pipeline(&self) -> Option<RecordId> {
        None
    }
    fn stages(&self, _: RecordId) -> Vec<StageInfo> {
        Vec::new()
    }
    fn option_record(&self, _: Kind, _: FieldId) -> Option<RecordId> {
        None
    }
    fn value(&self, _: Kind, _: RecordId, _: FieldId) -> Option<Value> {
        None
    }
}
