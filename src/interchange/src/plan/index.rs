//! What the files of one import hold, for links between them.

use std::collections::{HashMap, HashSet};

use record::{Kind, RecordId};

use crate::headers::Source;

/// The records that the files of an import hold.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) external: HashMap<(Kind, String), RecordId>,
    pub(super) names: HashMap<(Kind, String), RecordId>,
    /// Names that two records have.
    pub(super) twice: HashSet<(Kind, String)>,
    pub(super) emails: HashMap<(Kind, String), RecordId>,
    pub(super) domains: HashMap<String, RecordId>,
    /// Where each record's own row is.
    pub(super) first: HashMap<RecordId, (usize, u32)>,
    /// Known records with the id of the other system that has them.
    pub(super) claimed: HashMap<RecordId, String>,
    /// Contents of rows that share what identifies them.
    pub(super) contents: HashMap<RecordId, Vec<RecordId>>,
}

/// What the field [`record::schema::SOURCE_ID`] holds for a record of another system.
pub fn source_id(system: &str, external: &str) -> String {
    format!("{system}:{external}")
}

/// The id of another system in the form in which it is compared: Salesforce's 18 characters are its
/// 15 and a checksum, Zoho's begin with `zcrm_` in one column and not in another.
pub(super) fn external_key(source: Source, text: &str) -> String {
    let text = text.trim().trim_start_matches('\'');
    match source {
        Source::SalesforceApi | Source::SalesforceReport
            if text.len() == 18 && text.bytes().all(|b| b.is_ascii_alphanumeric()) =>
        {
            text.chars().take(15).collect()
        }
        Source::Zoho => text.trim_start_matches("zcrm_").to_owned(),
        _ => text.to_owned(),
    }
}

impl Index {
    /// Makes a record findable by its name.
    pub(super) fn add_name(&mut self, kind: Kind, key: String, id: RecordId) {
        if key.is_empty() {
            return;
        }
        let there = *self.names.entry((kind, key.clone())).or_insert(id);
        if there != id {
            self.twice.insert((kind, key));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_compared_as_their_system_means_them() {
        assert_eq!(
            external_key(Source::SalesforceApi, "0015000000Gv7qJAAR"),
            external_key(Source::SalesforceReport, "0015000000Gv7qJ")
        );
        assert_eq!(external_key(Source::Zoho, "zcrm_42"), "42");
        assert_eq!(external_key(Source::Generic, " 0042 "), "0042");
    }
}
