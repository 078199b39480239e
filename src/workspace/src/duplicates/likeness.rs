//! What makes two records alike.

use record::{Kind, RecordId};

use super::names::{self, NameLikeness};
use super::traits::Traits;

/// How sure it is that two records are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sureness {
    /// It may be so.
    Possible,
    /// It is so more often than not.
    Likely,
    /// It is hardly otherwise.
    Certain,
}

/// Something that speaks for two records being one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The same e-mail address.
    Email(String),
    /// The same phone number, as it is written in one of them.
    Phone(String),
    /// The same domain of a company.
    Domain(String),
    /// Names that are alike.
    Name(NameLikeness),
    /// They work for the same company.
    Company(RecordId),
    /// Their addresses have the same domain.
    MailDomain(String),
    /// One of the two has nothing but a name.
    NothingElse,
}

/// Why two records are probably one, and how sure that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// How sure it is.
    pub sureness: Sureness,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// Compares two records of a kind.
pub(super) fn compare(kind: Kind, a: &Traits, b: &Traits) -> Option<Alike> {
    match kind {
        Kind::CONTACT => contacts(a, b),
        Kind::COMPANY => companies(a, b),
        _ => None,
    }
}

fn contacts(a: &Traits, b: &Traits) -> Option<Alike> {
    let email = common(&a.emails, &b.emails);
    let phone = phone(a, b);
    let domain = common(&a.domains, &b.domains);
    let company = a.company.filter(|_| a.company == b.company);
    let is_bare = a.is_bare() || b.is_bare();
    // Most that are compared have nothing in common but a letter.
    if email.is_none() && phone.is_none() && domain.is_none() && company.is_none() && !is_bare {
        return None;
    }
    let name = names::persons(&a.name, &b.name);
    let is_shared = name.is_some() || a.name.shares_word(&b.name);
    let is_other = !is_shared && !a.name.is_empty() && !b.name.is_empty();
    let by_email = email.and_then(|email| match is_other {
        false => Some(Sureness::Certain),
        true if Traits::is_post(email) => None,
        true => Some(Sureness::Likely),
    });
    // Colleagues share a number, but not their names.
    let by_phone = phone.filter(|_| !is_other).map(|_| match name {
        Some(_) => Sureness::Likely,
        None => Sureness::Possible,
    });
    let by_name = name.and_then(|name| match name {
        NameLikeness::Same if company.is_some() || domain.is_some() => Some(Sureness::Likely),
        _ if company.is_some() || domain.is_some() => Some(Sureness::Possible),
        NameLikeness::Same if is_bare && a.name.is_whole() => Some(Sureness::Possible),
        _ => None,
    });
    let sureness = by_email.max(by_phone).max(by_name)?;
    let mut reasons = Vec::new();
    reasons.extend(email.map(|email| Reason::Email(email.to_owned())));
    reasons.extend(phone.map(|phone| Reason::Phone(phone.to_owned())));
    reasons.extend(name.map(Reason::Name));
    if email.is_none() && phone.is_none() {
        match (company, domain) {
            (Some(company), _) => reasons.push(Reason::Company(company)),
            (None, Some(domain)) => reasons.push(Reason::MailDomain(domain.to_owned())),
            (None, None) => reasons.push(Reason::NothingElse),
        }
    }
    Some(Alike { sureness, reasons })
}

fn companies(a: &Traits, b: &Traits) -> Option<Alike> {
    let is_above = |a: &Traits, b: &Traits| a.id.is_some() && b.company == a.id;
    if is_above(a, b) || is_above(b, a) {
        return None;
    }
    let domain = common(&a.domains, &b.domains);
    let name = names::companies(&a.name, &b.name);
    let have_others = domain.is_none() && !a.domains.is_empty() && !b.domains.is_empty();
    let sureness = match (domain, name) {
        (Some(_), Some(_)) => Sureness::Certain,
        (Some(_), None) => Sureness::Likely,
        (None, Some(NameLikeness::Same)) if !have_others => Sureness::Likely,
        (None, Some(NameLikeness::Same)) => Sureness::Possible,
        (None, Some(_)) if !have_others => Sureness::Possible,
        (None, _) => return None,
    };
    let mut reasons = Vec::new();
    reasons.extend(domain.map(|domain| Reason::Domain(domain.to_owned())));
    reasons.extend(name.map(Reason::Name));
    Some(Alike { sureness, reasons })
}

/// The smallest that is in both.
fn common<'a>(a: &'a [String], b: &[String]) -> Option<&'a str> {
    let both = a.iter().filter(|one| b.contains(one));
    both.min().map(String::as_str)
}

/// The number that both have, as it is written in one of them.
fn phone<'a>(a: &'a Traits, b: &'a Traits) -> Option<&'a str> {
    let has = |list: &[(String, String)], key: &str| list.iter().any(|(k, _)| k == key);
    let in_both = a.phones.iter().filter(|(key, _)| has(&b.phones, key));
    let key = in_both.map(|(key, _)| key).min()?;
    let all = a.phones.iter().chain(&b.phones);
    let written = all.filter(|(k, _)| k == key).map(|(_, text)| text.as_str());
    written.max_by_key(|text| (text.len(), *text))
}
