//! The mapping of a file's columns to kinds and fields.

use record::{Address, FieldId, FieldType, Kind, RecordId};
use serde::{Deserialize, Serialize};

use super::Source;
use crate::fold::compact_key;

/// What the columns of a file mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    /// The system that wrote the file.
    pub source: Source,
    /// The name under which ids of the file are unique ("hubspot"): with it and the id a record is
    /// found again when the file is imported again.
    pub system: String,
    /// What one row holds; the first one is what the file is about. Targets name an entity by its
    /// place in this list.
    pub entities: Vec<Entity>,
    /// What each column means, in the order of the file.
    pub columns: Vec<Column>,
    /// The signature of the headers: see [`signature`].
    pub signature: String,
}

/// One of the things that a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entity {
    /// A record of the kind.
    Record(Kind),
}

/// A column and what it means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// What it means.
    pub target: Target,
    /// How sure the proposal is, 0 to 100; 100 where the user has said so.
    pub confidence: u8,
}

/// What a column means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Target {
    /// Nothing: it is left out.
    Skip,
    /// The id that the entity has in the other system.
    Id {
        /// Which entity.
        entity: usize,
    },
    /// A field of the entity.
    Field {
        /// Which entity.
        entity: usize,
        /// The field.
        field: FieldId,
        /// What the e-mail address or phone number is for ("work"); empty otherwise.
        label: String,
    },
    /// The whole name of a contact, to be split into first and last name.
    FullName {
        /// Which entity.
        entity: usize,
    },
    /// A part of an address.
    Address {
        /// Which entity.
        entity: usize,
        /// The address.
        field: FieldId,
        /// The part.
        part: AddressPart,
    },
    /// The currency of an amount in another column.
    Currency {
        /// Which entity.
        entity: usize,
        /// The amount.
        field: FieldId,
    },
    /// Another record, or several, named by id, name or e-mail address. The field is a reference.
    Link {
        /// Which entity.
        entity: usize,
        /// The reference.
        field: FieldId,
        /// How the other record is named.
        by: LinkBy,
    },
    /// The name of a deal's stage.
    Stage {
        /// Which entity.
        entity: usize,
    },
    /// The name of a deal's pipeline.
    Pipeline {
        /// Which entity.
        entity: usize,
    },
    /// Whether a deal is open, won or lost.
    Outcome {
        /// Which entity.
        entity: usize,
        /// How it is said.
        part: OutcomePart,
    },
    /// A custom field that is made by the import.
    NewField {
        /// Which entity.
        entity: usize,
        /// Its name.
        label: String,
        /// Its type.
        #[serde(with = "type_name")]
        ty: FieldType,
    },
}

/// A part of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AddressPart {
    /// Street and number.
    Street,
    /// City.
    City,
    /// State, province or region.
    Region,
    /// Postal code.
    PostalCode,
    /// Country.
    Country,
    /// All of it.
    Whole,
}

/// How a linked record is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkBy {
    /// By its id in the other system; several are separated by `;` or `,`.
    Id,
    /// By its name; several are separated by `;`. Companies, contacts and members that are not
    /// known are created.
    Name,
    /// By its e-mail address.
    Email,
}

/// How a column says whether a deal is open, won or lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutcomePart {
    /// In a word: open, won, lost.
    Status,
    /// Yes where it is won.
    IsWon,
    /// Yes where it is won or lost.
    IsClosed,
}

impl AddressPart {
    /// The parts that an address consists of, in the order in which export writes them.
    pub const PARTS: [Self; 5] = [
        Self::Street,
        Self::City,
        Self::Region,
        Self::PostalCode,
        Self::Country,
    ];

    /// What export writes behind the name of the address in the header of the part's column.
    pub fn header(self) -> &'static str {
        match self {
            Self::Street => "street",
            Self::City => "city",
            Self::Region => "region",
            Self::PostalCode => "postal code",
            Self::Country => "country",
            Self::Whole => "",
        }
    }

    /// The part of an address; `None` for all of it.
    pub fn of(self, address: &Address) -> Option<&str> {
        Some(match self {
            Self::Street => &address.street,
            Self::City => &address.city,
            Self::Region => &address.region,
            Self::PostalCode => &address.postal_code,
            Self::Country => &address.country,
            Self::Whole => return None,
        })
    }
}

impl Entity {
    /// The kind of the record.
    pub fn kind(self) -> Kind {
        let Self::Record(kind) = self;
        kind
    }
}

impl Target {
    /// The entity the column belongs to.
    pub fn entity(&self) -> Option<usize> {
        match self {
            Self::Skip => None,
            Self::Id { entity }
            | Self::Field { entity, .. }
            | Self::FullName { entity }
            | Self::Address { entity, .. }
            | Self::Currency { entity, .. }
            | Self::Link { entity, .. }
            | Self::Stage { entity }
            | Self::Pipeline { entity }
            | Self::Outcome { entity, .. }
            | Self::NewField { entity, .. } => Some(*entity),
        }
    }
}

impl Mapping {
    /// Whether the mapping was made for a file with these headers.
    pub fn fits(&self, header: &[String]) -> bool {
        self.columns.len() == header.len() && self.signature == signature(header)
    }

    /// The kind that the file is about.
    pub fn kind(&self) -> Option<Kind> {
        self.entities.first().map(|e| e.kind())
    }
}

/// The signature of a file's headers: the same for the same headers in the same order, whatever
/// their case and punctuation.
pub fn signature(header: &[String]) -> String {
    let keys: Vec<String> = header.iter().map(|h| compact_key(h)).collect();
    RecordId::natural(keys.iter().map(String::as_str)).to_string()
}

mod type_name {
    use super::FieldType;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(ty: &FieldType, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&ty.name())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<FieldType, D::Error> {
        let name = String::deserialize(d)?;
        FieldType::from_name(&name).ok_or_else(|| D::Error::custom("an unknown type of field"))
    }
}
