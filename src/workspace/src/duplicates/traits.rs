//! What a record is known by, in the form in which it is compared.

use interchange::fold::{domain_key, email_key, is_public_domain, phone_key};
use record::schema::{company, contact};
use record::{FieldId, Kind, Labelled, RecordId, Value};

use super::names::Name;
use super::{COMMON_WORD, LOOKED_AT};
use crate::business::Workspace;
use crate::table::Table;

/// What a record is known by.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Traits {
    /// The record, where there is one.
    pub(super) id: Option<RecordId>,
    /// Its name.
    pub(super) name: Name,
    /// Its e-mail addresses.
    pub(super) emails: Vec<String>,
    /// Its phone numbers, with what is written.
    pub(super) phones: Vec<(String, String)>,
    /// Its domains: a company's own, a contact's of their addresses. Public ones are none.
    pub(super) domains: Vec<String>,
    /// A contact's company, a company's parent.
    pub(super) company: Option<RecordId>,
}

/// Parts before the `@` that are a post rather than a person.
const POSTS: &[&str] = &[
    "accounting",
    "accounts",
    "admin",
    "billing",
    "buchhaltung",
    "contact",
    "einkauf",
    "enquiries",
    "finance",
    "hello",
    "help",
    "helpdesk",
    "hr",
    "info",
    "invoices",
    "jobs",
    "kontakt",
    "mail",
    "marketing",
    "office",
    "post",
    "press",
    "purchasing",
    "reception",
    "sales",
    "service",
    "support",
    "team",
    "vertrieb",
    "webmaster",
    "zentrale",
];

impl Traits {
    /// Those of a row.
    pub(super) fn of_row(workspace: &Workspace, table: &Table, row: u32) -> Self {
        let mut traits = Self::read(workspace, table.kind, &|field| table.value(row, field));
        traits.id = table.id(row);
        traits
    }

    /// Those of a record that is not there yet.
    pub(super) fn of_values(
        workspace: &Workspace,
        kind: Kind,
        values: &[(FieldId, Value)],
    ) -> Self {
        Self::read(workspace, kind, &|field| {
            let found = values.iter().find(|(id, _)| *id == field);
            found.map(|(_, value)| value.clone())
        })
    }

    fn read(workspace: &Workspace, kind: Kind, value: &dyn Fn(FieldId) -> Option<Value>) -> Self {
        let text = |field| match value(field) {
            Some(Value::Text(text)) => text,
            _ => String::new(),
        };
        let list = |field| match value(field) {
            Some(Value::Labelled(list)) => list,
            _ => Vec::<Labelled>::new(),
        };
        let company = |field| {
            let id = value(field)?.as_ref_id()?;
            Some(workspace.resolve(Kind::COMPANY, id))
        };
        let mut traits = match kind {
            Kind::CONTACT => {
                let emails: Vec<String> = list(contact::EMAILS)
                    .iter()
                    .map(|entry| email_key(&entry.value))
                    .filter(|key| key.contains('@'))
                    .collect();
                let (first, last) = (text(contact::FIRST_NAME), text(contact::LAST_NAME));
                Self {
                    name: Name::of_person(&person(&first, &last)),
                    domains: emails
                        .iter()
                        .filter_map(|email| domain_key(email))
                        .collect(),
                    emails,
                    phones: list(contact::PHONES)
                        .into_iter()
                        .filter_map(|entry| Some((phone_key(&entry.value)?, entry.value)))
                        .collect(),
                    company: company(contact::COMPANY),
                    ..Self::default()
                }
            }
            Kind::COMPANY => Self {
                name: Name::of_company(&text(company::NAME)),
                domains: [company::DOMAIN, company::WEBSITE]
                    .into_iter()
                    .filter_map(|field| domain_key(&text(field)))
                    .collect(),
                company: company(company::PARENT),
                ..Self::default()
            },
            _ => Self::default(),
        };
        traits.domains.retain(|domain| !is_public_domain(domain));
        traits.domains.dedup();
        traits
    }

    /// Whether nothing is known.
    pub(super) fn is_empty(&self) -> bool {
        self.name.is_empty()
            && self.emails.is_empty()
            && self.phones.is_empty()
            && self.domains.is_empty()
    }

    /// Whether there is nothing but a name.
    pub(super) fn is_bare(&self) -> bool {
        self.emails.is_empty() && self.phones.is_empty() && self.company.is_none()
    }

    /// Whether an address is that of a post, which several persons may hold.
    pub(super) fn is_post(email: &str) -> bool {
        let name = email.split('@').next().unwrap_or_default();
        POSTS.contains(&name) || name.starts_with("no-reply") || name.starts_with("noreply")
    }

    /// The texts to search for records that may be this one: each is a list of words that all have
    /// to be there, with how many records that have them are worth a look.
    pub(super) fn searches(&self) -> Vec<(Vec<String>, usize)> {
        let all = |words: &[String]| (words.to_vec(), LOOKED_AT);
        let mut searches: Vec<(Vec<String>, usize)> = Vec::new();
        searches.extend(
            self.emails
                .iter()
                .map(|email| all(std::slice::from_ref(email))),
        );
        searches.extend(self.phones.iter().map(|(key, written)| {
            // The country may be written or not, but the end is the same.
            let end = written
                .split(|c: char| !c.is_ascii_digit())
                .rfind(|digits| digits.len() > 3);
            all(&[end.unwrap_or(key).to_owned()])
        }));
        if self.emails.is_empty() {
            // A contact's domain is in its address, and everybody of the company has the same.
            searches.extend(
                self.domains
                    .iter()
                    .map(|domain| all(std::slice::from_ref(domain))),
            );
        }
        searches.push(all(&self.name.words));
        let long = self
            .name
            .words
            .iter()
            .filter(|word| word.chars().count() > 2);
        searches.extend(long.map(|word| (vec![word.clone()], COMMON_WORD)));
        searches
    }
}

/// A person's names in one.
fn person(first: &str, last: &str) -> String {
    let (first, last) = (first.trim(), last.trim());
    let is_han =
        |name: &str| !name.is_empty() && name.chars().all(crate::query::text::stands_alone);
    if is_han(first) && is_han(last) {
        format!("{last}{first}")
    } else {
        format!("{first} {last}")
    }
}
