//! What the files of one import hold, for links between them.

use hashbrown::{HashMap, HashSet};
use record::schema::deal;
use record::{FieldType, Kind, RecordId, Schema};

use crate::headers::{Entity, LinkBy, Mapping, Source, Target};

/// The records that the files of an import hold.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) external: HashMap<(Kind, String), RecordId>,
    pub(super) names: HashMap<(Kind, String), RecordId>,
    /// Names that two records have.
    pub(super) twice: HashSet<(Kind, String)>,
    pub(super) emails: HashMap<(Kind, String), RecordId>,
    pub(super) domains: HashMap<String, RecordId>,
    /// The products by their codes, and those that have one.
    pub(super) codes: HashMap<String, RecordId>,
    pub(super) coded: HashSet<RecordId>,
    /// Where each record's own row is.
    pub(super) first: HashMap<RecordId, (usize, u32)>,
    /// Known records with the id of the other system that has them.
    pub(super) claimed: HashMap<RecordId, String>,
    /// Contents of rows that share what identifies them.
    pub(super) contents: HashMap<RecordId, Vec<RecordId>>,
    /// Whether deals of the import name their products.
    pub(super) names_products: bool,
    by_name: HashSet<Kind>,
    by_email: HashSet<Kind>,
}

/// What the field [`record::schema::SOURCE_ID`] holds for a record of another system.
pub fn source_id(system: &str, external: &str) -> String {
    [system, ":", external].concat()
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
    /// An empty index that keeps what the mappings will ask for: names and addresses of records
    /// that have no id, or that links name.
    pub(super) fn wanted<'a>(mappings: impl Iterator<Item = &'a Mapping>, schema: &Schema) -> Self {
        let mut index = Self::default();
        for mapping in mappings {
            for (i, entity) in mapping.entities.iter().enumerate() {
                let kind = entity.kind();
                let id = |c: &crate::headers::Column| c.target == Target::Id { entity: i };
                if !mapping.columns.iter().any(id) {
                    index.by_name.insert(kind);
                    index.by_email.insert(kind);
                }
                // A blank id makes a row one without id.
                if matches!(kind, Kind::COMPANY | Kind::MEMBER) {
                    index.by_name.insert(kind);
                    index.by_email.insert(kind);
                }
            }
            for column in &mapping.columns {
                index.names_products |= matches!(
                    column.target,
                    Target::Field { entity, field, .. } if field == deal::PRODUCT
                        && mapping.entities.get(entity) == Some(&Entity::Record(Kind::DEAL))
                );
                let Target::Link { entity, field, by } = column.target else {
                    continue;
                };
                let kind = mapping.entities.get(entity).map(|e| e.kind());
                let def = kind.and_then(|k| schema.field(k, field));
                let Some(target) = def.map(|d| d.ty).and_then(FieldType::target) else {
                    continue;
                };
                if by != LinkBy::Id {
                    index.by_name.insert(target);
                    index.by_email.insert(target);
                }
            }
        }
        index
    }

    /// Whether records of the kind are looked for by name.
    pub(super) fn wants_names(&self, kind: Kind) -> bool {
        self.by_name.contains(&kind)
    }

    /// Whether records of the kind are looked for by e-mail address.
    pub(super) fn wants_emails(&self, kind: Kind) -> bool {
        self.by_email.contains(&kind)
    }

    /// Makes a record findable by its name.
    pub(super) fn add_name(&mut self, kind: Kind, key: String, id: RecordId) {
        if key.is_empty() {
            return;
        }
        let key = (kind, key);
        match self.names.get(&key) {
            None => {
                self.names.insert(key, id);
            }
            Some(there) if *there != id => {
                self.twice.insert(key);
            }
            Some(_) => {}
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
