//! Kinds and fields as data: the one schema that lists, forms, filters, import mapping, rules,
//! scores and export read.

mod standard;

use std::borrow::Cow;

use crate::id::{FieldId, RecordId};
use crate::kind::Kind;

pub use standard::*;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// One line of text.
    Text,
    /// Text of several lines.
    LongText,
    /// E-mail addresses with labels.
    Email,
    /// Phone numbers with labels.
    Phone,
    /// An address on the web: http, https, mailto or tel.
    Link,
    /// A whole number.
    Int,
    /// A number.
    Number,
    /// An amount of money.
    Money,
    /// A day.
    Date,
    /// A point in time.
    Instant,
    /// A duration in seconds.
    Duration,
    /// Yes or no.
    Bool,
    /// One of the field's options.
    Choice,
    /// Several of the field's options.
    Choices,
    /// Free tags.
    Tags,
    /// A record of the kind.
    Ref(Kind),
    /// Several records of the kind.
    Refs(Kind),
    /// A postal address.
    Address,
    /// A place in a manual order.
    Rank,
    /// A value of any type, such as the one an event tells of.
    Any,
}

/// A field of a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDef {
    /// Its id within the kind.
    pub id: FieldId,
    /// Its machine name: stable, lower case with underscores, unique in the kind.
    pub key: Cow<'static, str>,
    /// Its English name; a custom field's name as its author wrote it.
    pub label: Cow<'static, str>,
    /// What it holds.
    pub ty: FieldType,
    /// The keys of the options of a choice, in order. A standard option's key is its English name;
    /// it is borrowed, and what a business added is owned.
    pub options: Vec<Cow<'static, str>>,
    /// What the field is for.
    pub role: Role,
    /// Whether changes of it are kept as events.
    pub tracked: bool,
}

/// Who writes a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// People: shown in forms, lists, filters, import and export.
    Normal,
    /// People, and a record without it is refused.
    Required,
    /// The application; people may read it.
    System,
}

/// A kind of record with its fields.
#[derive(Clone, Debug, PartialEq)]
pub struct KindDef {
    /// The kind.
    pub kind: Kind,
    /// Its machine name ("contact").
    pub key: &'static str,
    /// Its fields, standard ones first, in the order of forms.
    pub fields: Vec<FieldDef>,
}

/// All kinds with their fields: the standard ones and the custom fields of a workspace.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    kinds: Vec<KindDef>,
}

/// A custom field as its record describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomField {
    /// The record of the kind `field`.
    pub record: RecordId,
    /// The kind it extends.
    pub kind: Kind,
    /// Its name.
    pub label: String,
    /// What it holds.
    pub ty: FieldType,
    /// The options of a choice.
    pub options: Vec<String>,
}

impl Schema {
    /// The standard kinds and fields.
    pub fn standard() -> Self {
        Self {
            kinds: standard_kinds(),
        }
    }

    /// Adds a custom field. Its key is made from its label and made unique.
    pub fn add_custom(&mut self, custom: CustomField) {
        let Some(kind) = self.kinds.iter_mut().find(|k| k.kind == custom.kind) else {
            return;
        };
        let id = FieldId::custom(custom.record);
        if kind.fields.iter().any(|f| f.id == id) {
            return;
        }
        let base = key_of_label(&custom.label);
        let mut key = base.clone();
        let mut n = 2;
        while kind.fields.iter().any(|f| f.key == key.as_str()) {
            key = format!("{base}_{n}");
            n += 1;
        }
        kind.fields.push(FieldDef {
            id,
            key: key.into(),
            label: custom.label.into(),
            ty: custom.ty,
            options: custom.options.into_iter().map(Cow::Owned).collect(),
            role: Role::Normal,
            tracked: false,
        });
    }

    /// Adds options to a choice; those that are there already are left as they are.
    pub fn add_options<'a>(
        &mut self,
        kind: Kind,
        field: FieldId,
        options: impl IntoIterator<Item = &'a str>,
    ) {
        let def = self
            .kinds
            .iter_mut()
            .find(|k| k.kind == kind)
            .and_then(|k| k.fields.iter_mut().find(|f| f.id == field));
        let Some(def) = def else { return };
        for option in options {
            if !def.options.iter().any(|o| o == option) {
                def.options.push(Cow::Owned(option.to_owned()));
            }
        }
    }

    /// All kinds.
    pub fn kinds(&self) -> &[KindDef] {
        &self.kinds
    }

    /// A kind; `None` for a kind of a newer version.
    pub fn kind(&self, kind: Kind) -> Option<&KindDef> {
        self.kinds.iter().find(|k| k.kind == kind)
    }

    /// The kind with this machine name.
    pub fn kind_by_key(&self, key: &str) -> Option<&KindDef> {
        self.kinds.iter().find(|k| k.key == key)
    }

    /// A field of a kind; `None` for one of a newer version.
    pub fn field(&self, kind: Kind, field: FieldId) -> Option<&FieldDef> {
        self.kind(kind)?.field(field)
    }
}

impl KindDef {
    /// A field.
    pub fn field(&self, id: FieldId) -> Option<&FieldDef> {
        self.fields.iter().find(|f| f.id == id)
    }

    /// The field with this machine name.
    pub fn by_key(&self, key: &str) -> Option<&FieldDef> {
        self.fields.iter().find(|f| f.key == key)
    }

    /// The fields that people fill in.
    pub fn editable(&self) -> impl Iterator<Item = &FieldDef> {
        self.fields.iter().filter(|f| f.role != Role::System)
    }
}

impl FieldType {
    /// The stable name under which a custom field's type is stored; for references with the
    /// target's number (`ref:2`).
    pub fn name(self) -> Cow<'static, str> {
        match self {
            Self::Ref(kind) => Cow::Owned(format!("ref:{}", kind.0)),
            Self::Refs(kind) => Cow::Owned(format!("refs:{}", kind.0)),
            plain => {
                let row = PLAIN_TYPES.iter().find(|(ty, _)| *ty == plain);
                Cow::Borrowed(row.map_or("any", |(_, name)| name))
            }
        }
    }

    /// The type with this stored name.
    pub fn from_name(name: &str) -> Option<Self> {
        if let Some((_, rest)) = name.split_once("refs:") {
            return Some(Self::Refs(Kind(rest.parse().ok()?)));
        }
        if let Some((_, rest)) = name.split_once("ref:") {
            return Some(Self::Ref(Kind(rest.parse().ok()?)));
        }
        PLAIN_TYPES
            .iter()
            .find(|(_, n)| *n == name)
            .map(|(ty, _)| *ty)
    }

    /// Whether the field is a set that merges element by element.
    pub fn is_set(self) -> bool {
        matches!(self, Self::Tags | Self::Choices | Self::Refs(_))
    }

    /// Whether the field refers to other records.
    pub fn target(self) -> Option<Kind> {
        match self {
            Self::Ref(kind) | Self::Refs(kind) => Some(kind),
            _ => None,
        }
    }
}

const PLAIN_TYPES: &[(FieldType, &str)] = &[
    (FieldType::Text, "text"),
    (FieldType::LongText, "long_text"),
    (FieldType::Email, "email"),
    (FieldType::Phone, "phone"),
    (FieldType::Link, "link"),
    (FieldType::Int, "int"),
    (FieldType::Number, "number"),
    (FieldType::Money, "money"),
    (FieldType::Date, "date"),
    (FieldType::Instant, "instant"),
    (FieldType::Duration, "duration"),
    (FieldType::Bool, "bool"),
    (FieldType::Choice, "choice"),
    (FieldType::Choices, "choices"),
    (FieldType::Tags, "tags"),
    (FieldType::Address, "address"),
    (FieldType::Rank, "rank"),
    (FieldType::Any, "any"),
];

/// The machine name that a label gives: lower case, other characters as underscores.
pub fn key_of_label(label: &str) -> String {
    let mut key = String::new();
    for c in label.trim().chars() {
        if c.is_alphanumeric() {
            key.extend(c.to_lowercase());
        } else if !key.ends_with('_') && !key.is_empty() {
            key.push('_');
        }
    }
    let key = key.trim_end_matches('_');
    if key.is_empty() {
        "field".to_owned()
    } else {
        key.to_owned()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn ids_and_keys_are_unique_in_each_kind() {
        for kind in Schema::standard().kinds() {
            for (i, field) in kind.fields.iter().enumerate() {
                let rest = &kind.fields[i + 1..];
                assert!(
                    rest.iter().all(|f| f.id != field.id),
                    "{} {}",
                    kind.key,
                    field.key
                );
                assert!(
                    rest.iter().all(|f| f.key != field.key),
                    "{} {}",
                    kind.key,
                    field.key
                );
            }
        }
    }

    #[test]
    fn a_custom_field_gets_a_key_of_its_own() {
        let mut schema = Schema::standard();
        for n in 1..3 {
            schema.add_custom(CustomField {
                record: RecordId::natural([n.to_string().as_str()]),
                kind: Kind::DEAL,
                label: "Amount!".into(),
                ty: FieldType::Number,
                options: vec![],
            });
        }
        let deal = schema.kind(Kind::DEAL).unwrap();
        assert!(deal.by_key("amount_2").is_some() && deal.by_key("amount_3").is_some());
    }

    #[test]
    fn every_type_survives_its_name() {
        for ty in [
            FieldType::Ref(Kind::DEAL),
            FieldType::Refs(Kind(999)),
            FieldType::Choices,
        ] {
            assert_eq!(FieldType::from_name(&ty.name()), Some(ty));
        }
        assert_eq!(FieldType::from_name("ref:x"), None);
    }

    #[test]
    fn options_are_added_once() {
        let mut schema = Schema::standard();
        schema.add_options(Kind::COMPANY, company::INDUSTRY, ["technolgy", "technolgy"]);
        let def = schema.field(Kind::COMPANY, company::INDUSTRY).unwrap();
        assert_eq!(def.options.iter().filter(|o| *o == "technolgy").count(), 1);
    }
}
