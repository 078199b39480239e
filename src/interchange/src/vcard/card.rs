//! The content of a card.

use record::schema::contact;
use record::{Address, FieldId, Labelled, RecordId, Value, text};

use super::lines::{Property, plain, split_value};
use super::uid_of;

/// A person as an address card has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// What identifies the card across files.
    pub uid: String,
    /// First and middle names.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// What stands before the name ("Dr.").
    pub salutation: String,
    /// E-mail addresses.
    pub emails: Vec<Labelled>,
    /// Phone numbers.
    pub phones: Vec<Labelled>,
    /// The company's name.
    pub company: String,
    /// The department within it.
    pub department: String,
    /// The job title.
    pub job_title: String,
    /// The first address.
    pub address: Address,
    /// A website.
    pub website: String,
    /// A profile at LinkedIn.
    pub linkedin: String,
    /// The birthday, ISO 8601.
    pub birthday: String,
    /// A note.
    pub note: String,
    /// Categories.
    pub tags: Vec<String>,
}

impl Card {
    /// The card of a contact; `value` gives the value of each field, `company` is the company's
    /// name.
    pub fn of_contact(
        id: RecordId,
        company: &str,
        value: impl Fn(FieldId) -> Option<Value>,
    ) -> Self {
        let of = |field| value(field).as_ref().map(text::to_text).unwrap_or_default();
        let list = |field| match value(field) {
            Some(Value::Labelled(list)) => list,
            _ => Vec::new(),
        };
        Self {
            uid: uid_of(id),
            first_name: of(contact::FIRST_NAME),
            last_name: of(contact::LAST_NAME),
            salutation: of(contact::SALUTATION),
            emails: list(contact::EMAILS),
            phones: list(contact::PHONES),
            company: company.to_owned(),
            department: of(contact::DEPARTMENT),
            job_title: of(contact::JOB_TITLE),
            address: match value(contact::ADDRESS) {
                Some(Value::Address(address)) => address,
                _ => Address::default(),
            },
            website: of(contact::WEBSITE),
            linkedin: of(contact::LINKEDIN),
            birthday: of(contact::BIRTHDAY),
            note: of(contact::DESCRIPTION),
            tags: match value(contact::TAGS) {
                Some(Value::Tags(tags)) => tags,
                _ => Vec::new(),
            },
        }
    }
}

/// A card while its lines are read.
#[derive(Debug, Default)]
pub(super) struct Builder {
    card: Card,
    full_name: String,
    role: String,
    /// Labels of groups (`item1.X-ABLabel:Mobile`).
    labels: Vec<(String, String)>,
    /// Group and preference of each address and number, in order.
    emails: Vec<(String, bool)>,
    phones: Vec<(String, bool)>,
    has_address: bool,
}

impl Builder {
    pub(super) fn take(&mut self, property: &Property) {
        let value = property.value.as_str();
        let card = &mut self.card;
        let set = |slot: &mut String, text: String| {
            if slot.is_empty() {
                *slot = text;
            }
        };
        match property.name.as_str() {
            "UID" => {
                let uid = plain(value);
                set(
                    &mut card.uid,
                    uid.trim_start_matches("urn:uuid:").to_owned(),
                );
            }
            "N" => {
                let mut parts = split_value(value, ';').into_iter();
                let mut next = || parts.next().unwrap_or_default();
                let (last, first, middle, prefix) = (next(), next(), next(), next());
                set(&mut card.last_name, last);
                set(
                    &mut card.first_name,
                    format!("{first} {middle}").trim().to_owned(),
                );
                set(&mut card.salutation, prefix);
            }
            "FN" => set(&mut self.full_name, plain(value)),
            "EMAIL" => {
                let address = plain(value).trim_start_matches("mailto:").to_owned();
                if !address.is_empty() {
                    card.emails.push(labelled(address, property));
                    self.emails
                        .push((property.group.clone(), is_first(property)));
                }
            }
            "TEL" => {
                let number = plain(value);
                let number = number.trim_start_matches("tel:");
                let number = number.split(";ext=").next().unwrap_or_default().trim();
                if !number.is_empty() {
                    card.phones.push(labelled(number.to_owned(), property));
                    self.phones
                        .push((property.group.clone(), is_first(property)));
                }
            }
            "ORG" => {
                let mut parts = split_value(value, ';').into_iter();
                set(&mut card.company, parts.next().unwrap_or_default());
                set(&mut card.department, parts.next().unwrap_or_default());
            }
            "TITLE" => set(&mut card.job_title, plain(value)),
            "ROLE" => set(&mut self.role, plain(value)),
            "ADR" if !self.has_address || is_first(property) => {
                card.address = address(value);
                self.has_address = card.address != Address::default();
            }
            "URL" | "X-SOCIALPROFILE" | "X-LINKEDIN" => {
                let url = plain(value);
                if url.contains("linkedin.") {
                    set(&mut card.linkedin, url);
                } else if property.name == "URL" {
                    set(&mut card.website, url);
                }
            }
            "BDAY" => set(&mut card.birthday, plain(value)),
            "NOTE" => set(&mut card.note, plain(value)),
            "CATEGORIES" => {
                let tags = split_value(value, ',')
                    .into_iter()
                    .filter(|t| !t.is_empty());
                card.tags.extend(tags);
            }
            "X-ABLABEL" => {
                let label = plain(value);
                let label = label.trim_start_matches("_$!<").trim_end_matches(">!$_");
                self.labels
                    .push((property.group.clone(), label.to_lowercase()));
            }
            _ => {}
        }
    }

    pub(super) fn finish(self) -> Card {
        let mut card = self.card;
        // A card of somebody without a name is called by the company or the address, as it must be
        // called something.
        let reached = !card.emails.is_empty() || !card.phones.is_empty();
        let mut called = card.emails.iter().chain(&card.phones).map(|l| &l.value);
        let stands_in =
            reached && (self.full_name == card.company || called.any(|c| *c == self.full_name));
        if card.first_name.is_empty() && card.last_name.is_empty() && !stands_in {
            let (first, last) = crate::plan::split_name(&self.full_name);
            (card.first_name, card.last_name) = (first, last);
        }
        if card.job_title.is_empty() {
            card.job_title = self.role;
        }
        card.emails = in_order(card.emails, self.emails, &self.labels);
        card.phones = in_order(card.phones, self.phones, &self.labels);
        card
    }
}

/// The preferred ones first, with the labels of their groups.
fn in_order(
    list: Vec<Labelled>,
    marks: Vec<(String, bool)>,
    labels: &[(String, String)],
) -> Vec<Labelled> {
    let mut marked: Vec<(bool, Labelled)> = list
        .into_iter()
        .zip(marks)
        .map(|(mut l, (group, first))| {
            let named = labels.iter().find(|(g, _)| !g.is_empty() && *g == group);
            if let Some((_, label)) = named.filter(|_| l.label.is_empty()) {
                l.label.clone_from(label);
            }
            (!first, l)
        })
        .collect();
    record::order::sort_by_key(&mut marked, |(later, _)| *later);
    marked.into_iter().map(|(_, l)| l).collect()
}

fn is_first(property: &Property) -> bool {
    property.types.iter().any(|t| t == "pref")
}

fn labelled(value: String, property: &Property) -> Labelled {
    let has = |t: &str| property.types.iter().any(|x| x == t);
    let label = if has("fax") {
        "fax"
    } else if has("cell") || has("iphone") || has("mobile") {
        "mobile"
    } else if has("work") {
        "work"
    } else if has("home") {
        "home"
    } else if has("other") || has("pager") {
        "other"
    } else {
        ""
    };
    Labelled {
        value,
        label: label.to_owned(),
    }
}

fn address(value: &str) -> Address {
    let mut parts = split_value(value, ';').into_iter();
    let mut next = || parts.next().unwrap_or_default();
    let (post_box, extended, street) = (next(), next(), next());
    let lines: Vec<String> = [post_box, extended, street]
        .into_iter()
        .filter(|l| !l.is_empty())
        .collect();
    Address {
        street: lines.join("\n"),
        city: next(),
        region: next(),
        postal_code: next(),
        country: next(),
    }
}
