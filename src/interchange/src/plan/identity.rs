//! Which record a draft is.

use record::schema::{company, contact, deal, product};
use record::{Kind, RecordId, Value};

use super::index::{Index, external_key, source_id};
use super::lookup::Lookup;
use super::report::DuplicateReason;
use super::row::Draft;
use crate::fold::{domain_key, email_key, is_public_domain, name_key, phone_key};
use crate::headers::{Mapping, Source};
use crate::vcard;

/// Which record a draft is, and what that follows from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Identity {
    pub(super) id: RecordId,
    pub(super) by: DuplicateReason,
}

/// Finds the record of a draft and enters it into the index. `content` identifies the whole row.
pub(super) fn identify(
    index: &mut Index,
    lookup: &dyn Lookup,
    mapping: &Mapping,
    draft: &Draft,
    company: Option<&str>,
    content: RecordId,
) -> Identity {
    let identity = match &draft.external {
        Some(text) => by_external(index, lookup, mapping, draft, text),
        None => by_content(index, lookup, draft, company, content),
    };
    enter(index, draft, identity.id);
    identity
}

/// The key of a kind in natural ids.
pub(super) fn kind_key(kind: Kind) -> String {
    kind.0.to_string()
}

/// The id of a record that is known by its name alone: the same for a row and for a link.
pub(super) fn named_id(kind: Kind, key: &str) -> RecordId {
    RecordId::natural(["import", "name", &kind_key(kind), key])
}

/// The id of a record that is known by its e-mail address.
pub(super) fn email_id(kind: Kind, key: &str) -> RecordId {
    RecordId::natural(["import", "email", &kind_key(kind), key])
}

fn by_external(
    index: &mut Index,
    lookup: &dyn Lookup,
    mapping: &Mapping,
    draft: &Draft,
    text: &str,
) -> Identity {
    let (kind, key) = (draft.kind, external_key(mapping.source, text));
    let by = DuplicateReason::Id;
    let place = (kind, key);
    if let Some(id) = index.external.get(&place) {
        return Identity { id: *id, by };
    }
    let key = &place.1;
    let known = known_external(lookup, mapping, kind, key);
    let id = known.unwrap_or_else(|| {
        let same = known_alike(lookup, draft).filter(|id| !index.claimed.contains_key(id));
        if let Some(id) = same {
            index.claimed.insert(id, key.clone());
        }
        same.unwrap_or_else(|| external_id(lookup, mapping, kind, key))
    });
    index.external.insert(place, id);
    Identity { id, by }
}

/// The known record that an id of the other system names.
pub(super) fn known_external(
    lookup: &dyn Lookup,
    mapping: &Mapping,
    kind: Kind,
    key: &str,
) -> Option<RecordId> {
    if let Some(own) = own_id(lookup, mapping, kind, key) {
        return lookup.find(kind, own);
    }
    lookup
        .by_source_id(kind, &source_id(&mapping.system, key))
        .or_else(|| lookup.find(kind, external_id(lookup, mapping, kind, key)))
}

/// The id of a record that another system has under `key`. Rapport's own ids stay what they are.
fn external_id(lookup: &dyn Lookup, mapping: &Mapping, kind: Kind, key: &str) -> RecordId {
    own_id(lookup, mapping, kind, key)
        .unwrap_or_else(|| RecordId::natural(["import", &mapping.system, &kind_key(kind), key]))
}

/// Rapport's own id, where `key` is one. Earlier cards have it without a mark: there it has to be
/// known, as another program's ids may look the same.
pub(super) fn own_id(
    lookup: &dyn Lookup,
    mapping: &Mapping,
    kind: Kind,
    key: &str,
) -> Option<RecordId> {
    if mapping.source == Source::Rapport {
        return key.parse().ok();
    }
    if mapping.system != vcard::SYSTEM {
        return None;
    }
    match vcard::id_of_uid(key) {
        Some(id) => Some(id),
        None => key.parse().ok().and_then(|id| lookup.find(kind, id)),
    }
}

/// The known record that is the same by e-mail address, phone and name, domain or name.
fn known_alike(lookup: &dyn Lookup, draft: &Draft) -> Option<RecordId> {
    let kind = draft.kind;
    let email = draft
        .emails()
        .iter()
        .find_map(|e| lookup.by_email(kind, &email_key(&e.value)));
    match kind {
        Kind::CONTACT => email.or_else(|| known_phone(lookup, draft)),
        Kind::PRODUCT => {
            let Some(code) = code_key(draft) else {
                return lookup.by_name(kind, &name_key(&draft.name()?));
            };
            lookup.by_code(&code).or_else(|| {
                // Of the same name, but with another code, is another one: a size, a colour.
                let known = lookup.by_name(kind, &name_key(&draft.name()?))?;
                let has_code = lookup.value(kind, known, product::CODE).is_some();
                (!has_code).then_some(known)
            })
        }
        Kind::MEMBER => email.or_else(|| lookup.by_name(kind, &name_key(&draft.name()?))),
        Kind::COMPANY => {
            let domain = draft.text(company::DOMAIN).and_then(domain_key);
            let domain = domain.filter(|d| !is_public_domain(d));
            domain
                .and_then(|d| lookup.by_domain(&d))
                .or_else(|| lookup.by_name(kind, &name_key(&draft.name()?)))
        }
        _ => None,
    }
}

/// What a product's code is known by.
fn code_key(draft: &Draft) -> Option<String> {
    let code = name_key(draft.text(product::CODE)?);
    (draft.kind == Kind::PRODUCT && !code.is_empty()).then_some(code)
}

/// A phone number is shared by colleagues, so the name has to be the same too.
fn known_phone(lookup: &dyn Lookup, draft: &Draft) -> Option<RecordId> {
    let Some(Value::Labelled(phones)) = draft.get(contact::PHONES) else {
        return None;
    };
    let found = phones
        .iter()
        .filter_map(|p| phone_key(&p.value))
        .find_map(|key| lookup.by_phone(Kind::CONTACT, &key))?;
    let text = |field| match lookup.value(Kind::CONTACT, found, field) {
        Some(Value::Text(text)) => text,
        _ => String::new(),
    };
    let known = format!("{} {}", text(contact::FIRST_NAME), text(contact::LAST_NAME));
    let own = draft.name().unwrap_or_default();
    (name_key(&known) == name_key(&own)).then_some(found)
}

fn by_content(
    index: &mut Index,
    lookup: &dyn Lookup,
    draft: &Draft,
    company: Option<&str>,
    content: RecordId,
) -> Identity {
    let kind = draft.kind;
    if let Some(found) = in_files(index, draft) {
        return found;
    }
    let name = draft.name().map(|n| name_key(&n)).unwrap_or_default();
    let company = company.map(name_key).unwrap_or_default();
    if let Some(id) = known_alike(lookup, draft) {
        let by = match draft.emails().is_empty() {
            true => DuplicateReason::Name,
            false => DuplicateReason::Email,
        };
        return Identity { id, by };
    }
    if let Some(code) = code_key(draft) {
        return Identity {
            id: RecordId::natural(["import", "code", &kind_key(kind), &code]),
            by: DuplicateReason::Id,
        };
    }
    match kind {
        Kind::COMPANY | Kind::PRODUCT => Identity {
            id: named_id(kind, &name),
            by: DuplicateReason::Name,
        },
        Kind::CONTACT | Kind::MEMBER => match draft.emails().first() {
            Some(first) => Identity {
                id: email_id(kind, &email_key(&first.value)),
                by: DuplicateReason::Email,
            },
            None if kind == Kind::MEMBER => Identity {
                id: named_id(kind, &name),
                by: DuplicateReason::Name,
            },
            None => {
                let phone = match draft.get(contact::PHONES) {
                    Some(Value::Labelled(list)) if name.is_empty() || company.is_empty() => {
                        list.iter().find_map(|p| phone_key(&p.value))
                    }
                    _ => None,
                };
                let phone = phone.unwrap_or_default();
                // A person linked by name alone, and the person's own row, are one.
                let id = match company.is_empty() && phone.is_empty() {
                    true => named_id(kind, &name),
                    false => RecordId::natural([
                        "import",
                        "person",
                        name.as_str(),
                        company.as_str(),
                        phone.as_str(),
                    ]),
                };
                Identity {
                    id,
                    by: DuplicateReason::Name,
                }
            }
        },
        kind => {
            let day = [deal::OPENED_ON, record::schema::CREATED_AT]
                .iter()
                .filter(|_| kind == Kind::DEAL)
                .find_map(|f| draft.get(*f))
                .map(record::text::to_text)
                .unwrap_or_default();
            // Of deals the name, company and day stay; of other kinds the whole row counts.
            let whole = content.to_string();
            let rest = if kind == Kind::DEAL {
                ""
            } else {
                whole.as_str()
            };
            let parts = [
                "import",
                "content",
                &kind_key(kind),
                name.as_str(),
                company.as_str(),
                day.as_str(),
                rest,
            ];
            let base = RecordId::natural(parts);
            let seen = index.contents.entry(base).or_default();
            let at = seen.iter().position(|c| *c == content).unwrap_or_else(|| {
                seen.push(content);
                seen.len() - 1
            });
            // The second row that only looks the same is another record.
            let id = match at {
                0 => base,
                n => RecordId::natural(["import", "again", &base.to_string(), &n.to_string()]),
            };
            Identity {
                id,
                by: DuplicateReason::Content,
            }
        }
    }
}

/// A record of the files that is the same.
fn in_files(index: &Index, draft: &Draft) -> Option<Identity> {
    let kind = draft.kind;
    let email = draft
        .emails()
        .iter()
        .find_map(|e| index.emails.get(&(kind, email_key(&e.value))));
    if let Some(id) = email {
        let by = DuplicateReason::Email;
        return Some(Identity { id: *id, by });
    }
    let code = code_key(draft);
    if let Some(id) = code.as_ref().and_then(|code| index.codes.get(code)) {
        let by = DuplicateReason::Id;
        return Some(Identity { id: *id, by });
    }
    let named = match kind {
        Kind::COMPANY | Kind::MEMBER | Kind::PRODUCT => true,
        // Without an address a contact's name has to be unique to say who it is.
        Kind::CONTACT => false,
        _ => return None,
    };
    let key = name_key(&draft.name()?);
    let id = index.names.get(&(kind, key)).filter(|_| named)?;
    if code.is_some() && index.coded.contains(id) {
        return None;
    }
    let by = DuplicateReason::Name;
    Some(Identity { id: *id, by })
}

/// Makes a draft's record findable for links and for later rows.
fn enter(index: &mut Index, draft: &Draft, id: RecordId) {
    let kind = draft.kind;
    if index.wants_names(kind)
        && let Some(name) = draft.name()
    {
        index.add_name(kind, name_key(&name), id);
    }
    if let Some(code) = code_key(draft) {
        index.coded.insert(id);
        index.codes.entry(code).or_insert(id);
    }
    // A row whose id is blank in a file with ids is the exception; its address is kept too.
    if index.wants_emails(kind) || draft.external.is_none() {
        for email in draft.emails() {
            index
                .emails
                .entry((kind, email_key(&email.value)))
                .or_insert(id);
        }
    }
    if kind == Kind::COMPANY
        && let Some(domain) = draft.text(company::DOMAIN)
    {
        index.domains.entry(domain.to_owned()).or_insert(id);
    }
}
