//! Finding a header among the aliases, and what single systems mean by a header.

use record::Kind;
use record::schema::contact;

use super::Source;
use super::aliases::work::{ACTIVITY, ARTICLE, CATALOGUE, MEMBER, PRODUCT, REPLY, TASK, TICKET};
use super::aliases::{COMPANY, CONTACT, DEAL, EVERYWHERE, Row, To};

/// What a table of aliases is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    /// Records of a kind.
    Of(Kind),
    /// A catalogue of products.
    Catalogue,
}

/// Headers that a system uses in its own sense.
const SPECIAL: &[(Source, Kind, &str, To)] = &[
    (
        Source::LinkedIn,
        Kind::CONTACT,
        "url",
        To::Field(contact::LINKEDIN),
    ),
    (
        Source::Freshdesk,
        Kind::TICKET,
        "title",
        To::Of(Kind::CONTACT, &To::Field(contact::JOB_TITLE)),
    ),
    (
        Source::Zendesk,
        Kind::TICKET,
        "requesterexternalid",
        To::Known,
    ),
    (
        Source::AtomicCrm,
        Kind::CONTACT,
        "gender",
        To::Field(contact::SALUTATION),
    ),
];

/// All tables, the likelier kinds first.
pub(super) const TABLES: [Table; 10] = [
    Table::Of(Kind::CONTACT),
    Table::Of(Kind::COMPANY),
    Table::Of(Kind::DEAL),
    Table::Of(Kind::TICKET),
    Table::Of(Kind::MEMBER),
    Table::Catalogue,
    Table::Of(Kind::ARTICLE),
    Table::Of(Kind::ACTIVITY),
    Table::Of(Kind::TASK),
    Table::Of(Kind::REPLY),
];

/// What a header means in a table.
pub(super) fn look_up(source: Source, table: Table, key: &str) -> Option<To> {
    if key.is_empty() {
        return None;
    }
    if let Table::Of(kind) = table {
        let special = SPECIAL
            .iter()
            .find(|(s, k, name, _)| *s == source && *k == kind && *name == key);
        if let Some((.., to)) = special {
            return Some(*to);
        }
    }
    let rows: &[Row] = match table {
        Table::Catalogue => CATALOGUE,
        Table::Of(Kind::CONTACT) => CONTACT,
        Table::Of(Kind::COMPANY) => COMPANY,
        Table::Of(Kind::DEAL) => DEAL,
        Table::Of(Kind::TICKET) => TICKET,
        Table::Of(Kind::MEMBER) => MEMBER,
        Table::Of(Kind::ACTIVITY) => ACTIVITY,
        Table::Of(Kind::TASK) => TASK,
        Table::Of(Kind::ARTICLE) => ARTICLE,
        Table::Of(Kind::REPLY) => REPLY,
        Table::Of(Kind::PRODUCT) => PRODUCT,
        Table::Of(_) => &[],
    };
    rows.iter()
        .chain(EVERYWHERE)
        .find(|(keys, _)| keys.split('|').any(|k| k == key))
        .map(|(_, to)| *to)
        .or_else(|| derived(table, key))
}

/// Measured times of a help desk, of which there are many.
fn derived(table: Table, key: &str) -> Option<To> {
    let measured = ["inminutes", "withinbusinesshours", "inhrs"]
        .iter()
        .any(|end| key.ends_with(end));
    (table == Table::Of(Kind::TICKET) && measured).then_some(To::Known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_alias_stands_twice_in_a_table() {
        for table in TABLES {
            let rows = match table {
                Table::Catalogue => CATALOGUE,
                Table::Of(Kind::CONTACT) => CONTACT,
                Table::Of(Kind::COMPANY) => COMPANY,
                Table::Of(Kind::DEAL) => DEAL,
                Table::Of(Kind::TICKET) => TICKET,
                Table::Of(Kind::MEMBER) => MEMBER,
                Table::Of(Kind::ACTIVITY) => ACTIVITY,
                Table::Of(Kind::TASK) => TASK,
                Table::Of(Kind::PRODUCT) => PRODUCT,
                _ => ARTICLE,
            };
            let mut seen = std::collections::HashSet::new();
            for key in rows.iter().flat_map(|(keys, _)| keys.split('|')) {
                assert!(seen.insert(key), "{table:?} {key}");
                assert_eq!(crate::fold::compact_key(key), key);
            }
        }
    }
}
