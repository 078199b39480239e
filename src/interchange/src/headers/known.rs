//! Finding a header among the aliases, and what single systems mean by a header.

use record::Kind;
use record::schema::contact;

use super::Source;
use super::aliases::work::{ACTIVITY, ARTICLE, MEMBER, PRODUCT, REPLY, TASK, TICKET};
use super::aliases::{COMPANY, CONTACT, DEAL, EVERYWHERE, Row, To};

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
pub(super) const TABLES: [Kind; 10] = [
    Kind::CONTACT,
    Kind::COMPANY,
    Kind::DEAL,
    Kind::TICKET,
    Kind::MEMBER,
    Kind::PRODUCT,
    Kind::ARTICLE,
    Kind::ACTIVITY,
    Kind::TASK,
    Kind::REPLY,
];

/// What a header means in a table.
pub(super) fn look_up(source: Source, table: Kind, key: &str) -> Option<To> {
    if key.is_empty() {
        return None;
    }
    let special = SPECIAL
        .iter()
        .find(|(s, k, name, _)| *s == source && *k == table && *name == key);
    if let Some((.., to)) = special {
        return Some(*to);
    }
    let rows: &[Row] = match table {
        Kind::CONTACT => CONTACT,
        Kind::COMPANY => COMPANY,
        Kind::DEAL => DEAL,
        Kind::TICKET => TICKET,
        Kind::MEMBER => MEMBER,
        Kind::ACTIVITY => ACTIVITY,
        Kind::TASK => TASK,
        Kind::ARTICLE => ARTICLE,
        Kind::REPLY => REPLY,
        Kind::PRODUCT => PRODUCT,
        _ => &[],
    };
    rows.iter()
        .chain(EVERYWHERE)
        .find(|(keys, _)| keys.split('|').any(|k| k == key))
        .map(|(_, to)| *to)
        .or_else(|| derived(table, key))
}

/// Measured times of a help desk, of which there are many.
fn derived(table: Kind, key: &str) -> Option<To> {
    let measured = ["inminutes", "withinbusinesshours", "inhrs"]
        .iter()
        .any(|end| key.ends_with(end));
    (table == Kind::TICKET && measured).then_some(To::Known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_alias_stands_twice_in_a_table() {
        for table in TABLES {
            let rows = match table {
                Kind::CONTACT => CONTACT,
                Kind::COMPANY => COMPANY,
                Kind::DEAL => DEAL,
                Kind::TICKET => TICKET,
                Kind::MEMBER => MEMBER,
                Kind::ACTIVITY => ACTIVITY,
                Kind::TASK => TASK,
                Kind::PRODUCT => PRODUCT,
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
