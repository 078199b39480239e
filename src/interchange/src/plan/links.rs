//! Finding linked records.

use hashbrown::HashSet;
use record::schema::{company, contact, member};
use record::{FieldId, Kind, Labelled, RecordId, Value};

use super::identity::{email_id, known_external, named_id};
use super::index::{Index, external_key};
use super::lookup::Lookup;
use super::names::{name_and_email, split_name};
use crate::fold::{email_key, name_key};
use crate::headers::{LinkBy, Mapping};

/// Records that links alone name, with what is known of them.
#[derive(Debug, Default)]
pub(super) struct Created {
    ids: HashSet<RecordId>,
    /// Made since the last step, to be written.
    pub(super) fresh: Vec<Fresh>,
}

/// A record that is made: its kind, its id, its values.
pub(super) type Fresh = (Kind, RecordId, Vec<(FieldId, Value)>);

/// What a link leads to.
#[derive(Debug, PartialEq)]
pub(super) enum Found {
    Record(RecordId),
    /// Found, but not the only one with this name.
    OneOfTwo(RecordId),
    Nothing,
}

/// The records a cell names; several where the field takes several.
pub(super) fn texts(text: &str, by: LinkBy, several: bool) -> Vec<&str> {
    let separators: &[char] = match by {
        LinkBy::Id | LinkBy::Email => &[';', ','],
        LinkBy::Name => &[';'],
    };
    if !several {
        return vec![text.trim()];
    }
    text.split(separators)
        .map(str::trim)
        .filter(|t| !t.is_empty())
        .collect()
}

/// Finds a linked record in the files, then among what is known; a company, contact or member that
/// is named and nowhere to be found is made.
pub(super) fn resolve(
    index: &mut Index,
    created: &mut Created,
    lookup: &dyn Lookup,
    mapping: &Mapping,
    kind: Kind,
    by: LinkBy,
    text: &str,
) -> Found {
    let found = match by {
        LinkBy::Id => by_id(index, lookup, mapping, kind, text),
        LinkBy::Email => by_email(index, lookup, kind, text),
        LinkBy::Name => return by_name(index, created, lookup, kind, text),
    };
    if found == Found::Nothing && by == LinkBy::Email && kind == Kind::CONTACT {
        return make(index, created, lookup, kind, "", Some(text));
    }
    found
}

fn of(id: Option<RecordId>) -> Found {
    id.map_or(Found::Nothing, Found::Record)
}

fn by_id(index: &Index, lookup: &dyn Lookup, mapping: &Mapping, kind: Kind, text: &str) -> Found {
    let key = external_key(mapping.source, text);
    let in_files = index.external.get(&(kind, key.clone())).copied();
    of(in_files.or_else(|| known_external(lookup, mapping, kind, &key)))
}

fn by_email(index: &Index, lookup: &dyn Lookup, kind: Kind, text: &str) -> Found {
    let key = email_key(text);
    let in_files = index.emails.get(&(kind, key.clone())).copied();
    of(in_files.or_else(|| lookup.by_email(kind, &key)))
}

fn by_name(
    index: &mut Index,
    created: &mut Created,
    lookup: &dyn Lookup,
    kind: Kind,
    text: &str,
) -> Found {
    let (name, email) = match kind {
        Kind::CONTACT | Kind::MEMBER => name_and_email(text),
        _ => (text, None),
    };
    if let Some(email) = email
        && let Found::Record(id) = by_email(index, lookup, kind, email)
    {
        return Found::Record(id);
    }
    let key = name_key(name);
    let place = (kind, key);
    if let Some(id) = index.names.get(&place) {
        return match index.twice.contains(&place) {
            true => Found::OneOfTwo(*id),
            false => Found::Record(*id),
        };
    }
    match lookup.by_name(kind, &place.1) {
        Some(id) => Found::Record(id),
        None => make(index, created, lookup, kind, name, email),
    }
}

fn make(
    index: &mut Index,
    created: &mut Created,
    lookup: &dyn Lookup,
    kind: Kind,
    name: &str,
    email: Option<&str>,
) -> Found {
    let email = email.filter(|e| crate::cell::emails(e).is_ok());
    let key = name_key(name);
    if key.is_empty() && email.is_none() {
        return Found::Nothing;
    }
    let id = match email {
        Some(email) => email_id(kind, &email_key(email)),
        None => named_id(kind, &key),
    };
    let addresses = |email: &str| {
        Value::Labelled(vec![Labelled {
            value: email.to_owned(),
            label: String::new(),
        }])
    };
    let mut fields = Vec::new();
    match kind {
        Kind::COMPANY => fields.push((company::NAME, Value::text(name))),
        Kind::MEMBER => {
            fields.push((member::NAME, Value::text(name)));
            fields.extend(email.map(|e| (member::EMAIL, addresses(e))));
        }
        Kind::CONTACT => {
            let (first, last) = split_name(name);
            for (field, part) in [(contact::FIRST_NAME, first), (contact::LAST_NAME, last)] {
                if !part.is_empty() {
                    fields.push((field, Value::Text(part)));
                }
            }
            fields.extend(email.map(|e| (contact::EMAILS, addresses(e))));
        }
        _ => return Found::Nothing,
    }
    // A record that an earlier import has made and somebody has renamed is still that record.
    if let Some(known) = lookup.find(kind, id) {
        return Found::Record(known);
    }
    if created.ids.insert(id) {
        created.fresh.push((kind, id, fields));
    }
    index.add_name(kind, key, id);
    if let Some(email) = email {
        index.emails.entry((kind, email_key(email))).or_insert(id);
    }
    Found::Record(id)
}
