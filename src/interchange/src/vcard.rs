//! Address cards: vCard 2.1, 3.0 and 4.0 in, 3.0 out.
//!
//! [`read`], or [`Opening`] step by step, turns a file of cards into a table with its mapping, so that
//! cards are imported as any other file is ([`crate::plan`]): checked, compared, reported. The card's UID is the id under
//! which a contact is found again; a card that Rapport has written has the contact's own id there,
//! with a mark in front.

mod card;
mod lines;
mod opening;
mod write;

use std::fmt;

pub use card::Card;
pub use opening::Opening;
pub use write::write;

use record::schema::contact;
use record::{FieldId, Labelled, RecordId};

use crate::csv::{CsvFile, FileError, Legacy};
use crate::headers::{AddressPart, LinkBy, Mapping, Target};

/// The name under which the ids of other programs' cards are kept.
pub(crate) const SYSTEM: &str = "vcard";
/// Whether a mapping is that of a file of cards.
pub fn is_of_cards(mapping: &Mapping) -> bool {
    mapping.system == SYSTEM
}

/// What stands before Rapport's own id in a UID.
const OWN_UID: &str = "rapport:";

/// The UID of the card of a contact.
pub(crate) fn uid_of(id: RecordId) -> String {
    format!("{OWN_UID}{id}")
}

/// The contact's own id, where Rapport has written this UID.
pub(crate) fn id_of_uid(uid: &str) -> Option<RecordId> {
    uid.strip_prefix(OWN_UID)?.parse().ok()
}

/// A file of cards as a table.
#[derive(Clone, Debug)]
pub struct VcardFile {
    /// The table, one row a card.
    pub file: CsvFile,
    /// What its columns mean.
    pub mapping: Mapping,
    /// What could not be taken over.
    pub notes: Vec<VcardNote>,
    /// For each row its line in the table and in the file of cards.
    lines: Vec<(u32, u32)>,
}

/// What could not be taken over from a file of cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VcardNote {
    /// Pictures, logos, sounds and keys were left out.
    PicturesLeftOut {
        /// How many.
        count: usize,
    },
    /// Birthdays without a year were left out.
    BirthdaysWithoutYear {
        /// How many.
        count: usize,
    },
    /// The last card is cut off; what there is of it was taken.
    LastCardCutOff,
}

impl fmt::Display for VcardNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PicturesLeftOut { count } => {
                write!(f, "{count} pictures or sounds were left out.")
            }
            Self::BirthdaysWithoutYear { count } => {
                write!(f, "{count} birthdays without a year were left out.")
            }
            Self::LastCardCutOff => f.write_str("The last card of the file is cut off."),
        }
    }
}

impl VcardFile {
    /// The line in the file of cards that belongs to a line of the table, as reports name it.
    pub fn line(&self, table_line: u32) -> u32 {
        let found = self
            .lines
            .iter()
            .rev()
            .find(|(line, _)| *line <= table_line);
        found.map_or(table_line, |(_, card)| *card)
    }
}

/// Reads a file of cards. `legacy` decodes the character sets that old cards name.
///
/// # Errors
/// Where it is empty, too large, no text, or holds no card.
pub fn read(name: &str, bytes: Vec<u8>, legacy: Legacy) -> Result<VcardFile, FileError> {
    let mut opening = Opening::new(name, bytes, legacy)?;
    loop {
        if let Some(file) = opening.step()? {
            return Ok(file);
        }
    }
}

/// The cards of a text, each with its first line.
pub fn parse(text: &str, legacy: Legacy) -> (Vec<(u32, Card)>, Vec<VcardNote>) {
    let mut parsing = Parsing::default();
    parsing.take(text, legacy);
    parsing.finish()
}

/// A text while its cards are read, piece by piece.
#[derive(Default)]
struct Parsing {
    cards: Vec<(u32, Card)>,
    pictures: usize,
    birthdays: usize,
    open: Option<(u32, card::Builder)>,
    /// Cards within cards (2.1 has agents) are passed over.
    depth: usize,
    /// How many lines were read.
    lines: u32,
}

impl Parsing {
    /// Reads the next piece, which ends between two properties.
    fn take(&mut self, text: &str, legacy: Legacy) {
        for property in lines::properties(text, legacy) {
            let is_card = || property.value.trim().eq_ignore_ascii_case("VCARD");
            match property.name.as_str() {
                "BEGIN" if is_card() => {
                    self.depth += 1;
                    if self.depth == 1 {
                        let line = self.lines + property.line;
                        self.open = Some((line, card::Builder::default()));
                    }
                }
                "END" if is_card() => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0
                        && let Some((line, builder)) = self.open.take()
                    {
                        self.cards.push((line, builder.finish()));
                    }
                }
                "PHOTO" | "LOGO" | "SOUND" | "KEY" if self.depth > 0 => self.pictures += 1,
                "BDAY" if self.depth == 1 && property.value.starts_with("--") => {
                    self.birthdays += 1;
                }
                _ if self.depth == 1 => {
                    if let Some((_, builder)) = &mut self.open {
                        builder.take(&property);
                    }
                }
                _ => {}
            }
        }
        self.lines += text.lines().count() as u32;
    }

    fn finish(mut self) -> (Vec<(u32, Card)>, Vec<VcardNote>) {
        let mut notes = Vec::new();
        if let Some((line, builder)) = self.open {
            self.cards.push((line, builder.finish()));
            notes.push(VcardNote::LastCardCutOff);
        }
        if self.pictures > 0 {
            notes.push(VcardNote::PicturesLeftOut {
                count: self.pictures,
            });
        }
        if self.birthdays > 0 {
            notes.push(VcardNote::BirthdaysWithoutYear {
                count: self.birthdays,
            });
        }
        (self.cards, notes)
    }
}

type Cell = fn(&Card) -> String;

/// The columns of the table: header, meaning, content.
fn columns() -> Vec<(&'static str, Target, Cell)> {
    let field = |field: FieldId| Target::Field {
        entity: 0,
        field,
        label: String::new(),
    };
    let part = |part| Target::Address {
        entity: 0,
        field: contact::ADDRESS,
        part,
    };
    let company = Target::Link {
        entity: 0,
        field: contact::COMPANY,
        by: LinkBy::Name,
    };
    vec![
        ("UID", Target::Id { entity: 0 }, |c| c.uid.clone()),
        ("First name", field(contact::FIRST_NAME), |c| {
            c.first_name.clone()
        }),
        ("Last name", field(contact::LAST_NAME), |c| {
            c.last_name.clone()
        }),
        ("Salutation", field(contact::SALUTATION), |c| {
            c.salutation.clone()
        }),
        ("Email", field(contact::EMAILS), |c| list(&c.emails)),
        ("Phone", field(contact::PHONES), |c| list(&c.phones)),
        ("Company", company, |c| c.company.clone()),
        ("Department", field(contact::DEPARTMENT), |c| {
            c.department.clone()
        }),
        ("Job title", field(contact::JOB_TITLE), |c| {
            c.job_title.clone()
        }),
        ("Street", part(AddressPart::Street), |c| {
            c.address.street.clone()
        }),
        ("City", part(AddressPart::City), |c| c.address.city.clone()),
        ("Region", part(AddressPart::Region), |c| {
            c.address.region.clone()
        }),
        ("Postal code", part(AddressPart::PostalCode), |c| {
            c.address.postal_code.clone()
        }),
        ("Country", part(AddressPart::Country), |c| {
            c.address.country.clone()
        }),
        ("Website", field(contact::WEBSITE), |c| c.website.clone()),
        ("LinkedIn", field(contact::LINKEDIN), |c| c.linkedin.clone()),
        ("Birthday", field(contact::BIRTHDAY), |c| c.birthday.clone()),
        ("Tags", field(contact::TAGS), |c| c.tags.join(", ")),
        ("Description", field(contact::DESCRIPTION), |c| {
            c.note.clone()
        }),
    ]
}

fn list(list: &[Labelled]) -> String {
    let parts: Vec<String> = list
        .iter()
        .map(|l| match l.label.as_str() {
            "" => l.value.clone(),
            label => format!("{} ({label})", l.value),
        })
        .collect();
    parts.join("; ")
}

#[cfg(test)]
mod tests;
