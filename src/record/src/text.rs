//! The one canonical text of each value: what export writes and what reads back exactly. What
//! people see is made by the application from their language.

use crate::date::{Date, Instant};
use crate::schema::FieldType;
use crate::value::{Address, Labelled, Value};

/// Between the elements of a list in one cell.
pub const LIST_SEPARATOR: &str = "; ";

/// The canonical text of a value. Dates are ISO 8601, instants RFC 3339 in UTC, money is a decimal
/// with its currency, yes and no are `true` and `false`, references are ids, list elements are
/// separated by `"; "`, address parts by line breaks in the order street, postal code, city,
/// region, country.
pub fn to_text(value: &Value) -> String {
    match value {
        Value::Text(s) | Value::Choice(s) | Value::Rank(s) => s.clone(),
        Value::Int(n) | Value::Duration(n) => n.to_string(),
        Value::Number(n) => n.to_string(),
        Value::Money(m) => m.to_string(),
        Value::Date(d) => d.to_string(),
        Value::Instant(t) => t.to_string(),
        Value::Bool(b) => b.to_string(),
        Value::Ref(id) => id.to_string(),
        Value::Labelled(list) => {
            let parts: Vec<String> = list
                .iter()
                .map(|l| match l.label.as_str() {
                    "" => l.value.clone(),
                    label => format!("{} ({label})", l.value),
                })
                .collect();
            parts.join(LIST_SEPARATOR)
        }
        Value::Address(a) => [&a.street, &a.postal_code, &a.city, &a.region, &a.country]
            .map(|p| p.replace('\n', ", "))
            .join("\n"),
        Value::Tags(tags) => tags.join(LIST_SEPARATOR),
        Value::Refs(ids) => {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            ids.join(LIST_SEPARATOR)
        }
        Value::Unknown(_) => String::new(),
    }
}

/// Reads the canonical text of a value of type `ty`; `None` where it is blank or not canonical.
/// What people and other systems write is read by the `interchange` crate.
pub fn from_text(text: &str, ty: FieldType) -> Option<Value> {
    let whole = text;
    let text = whole.trim();
    if text.is_empty() {
        return None;
    }
    let list = || {
        text.split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
    };
    Some(match ty {
        FieldType::Text | FieldType::LongText | FieldType::Link | FieldType::Any => {
            Value::text(text)
        }
        FieldType::Choice => Value::choice(text),
        FieldType::Rank => Value::Rank(text.to_owned()),
        FieldType::Int => Value::Int(text.parse().ok()?),
        FieldType::Duration => Value::Duration(text.parse().ok()?),
        FieldType::Number => Value::Number(text.parse().ok().filter(|n: &f64| n.is_finite())?),
        FieldType::Money => Value::Money(text.parse().ok()?),
        FieldType::Date => Value::Date(Date::parse_iso(text)?),
        FieldType::Instant => Value::Instant(Instant::parse_rfc3339(text)?),
        FieldType::Bool => Value::Bool(text.parse().ok()?),
        FieldType::Ref(_) => Value::Ref(text.parse().ok()?),
        FieldType::Refs(_) => {
            let mut ids = list().map(str::parse).collect::<Result<Vec<_>, _>>().ok()?;
            crate::order::sort(&mut ids);
            ids.dedup();
            Value::Refs(ids)
        }
        FieldType::Tags | FieldType::Choices => {
            let mut tags: Vec<String> = list().map(str::to_owned).collect();
            crate::order::sort(&mut tags);
            tags.dedup();
            Value::Tags(tags)
        }
        FieldType::Email | FieldType::Phone => Value::Labelled(list().map(labelled).collect()),
        FieldType::Address => {
            // An empty street is an empty first line, which keeps the other parts in their places.
            let mut parts = whole.split('\n').map(|p| p.trim().to_owned());
            let mut next = || parts.next().unwrap_or_default();
            Value::Address(Address {
                street: next(),
                postal_code: next(),
                city: next(),
                region: next(),
                country: next(),
            })
        }
    })
}

fn labelled(text: &str) -> Labelled {
    let with_label = text.strip_suffix(')').and_then(|t| t.rsplit_once(" ("));
    let (value, label) = with_label.unwrap_or((text, ""));
    Labelled {
        value: value.trim().to_owned(),
        label: label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::id::RecordId;
    use crate::kind::Kind;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_address_reads_back_whichever_of_its_parts_are_empty(
            parts in prop::array::uniform5("(\\PC{1,12})?"),
        ) {
            let [street, postal_code, city, region, country] =
                parts.map(|part| part.trim().to_owned());
            let address = Value::Address(Address {
                street,
                postal_code,
                city,
                region,
                country,
            });
            let read = from_text(&to_text(&address), FieldType::Address);
            prop_assert_eq!(read, (!address.is_blank()).then_some(address));
        }
    }

    #[test]
    fn an_address_of_one_line_or_with_stray_blanks_is_its_street() {
        let address = |street: &str, city: &str| {
            Some(Value::Address(Address {
                street: street.to_owned(),
                city: city.to_owned(),
                ..Address::default()
            }))
        };
        let read = |text| from_text(text, FieldType::Address);
        assert_eq!(read(" Main St 5 "), address("Main St 5", ""));
        assert_eq!(read("\n\nOslo"), address("", "Oslo"));
        assert_eq!(
            read("Main St 5\r\n\r\nOslo\r\n"),
            address("Main St 5", "Oslo")
        );
        assert_eq!(read(" \n \n"), None);
    }

    #[test]
    fn canonical_texts_read_back() {
        let work = Labelled {
            value: "a@b.c".into(),
            label: "work".into(),
        };
        let cases = [
            (Value::text("Größe 😀"), FieldType::Text),
            (
                Value::Money("1054.00 EUR".parse().unwrap()),
                FieldType::Money,
            ),
            (Value::Date(Date(20_000)), FieldType::Date),
            (
                Value::Instant(Instant(1_700_000_000_123)),
                FieldType::Instant,
            ),
            (Value::Bool(false), FieldType::Bool),
            (Value::Ref(RecordId(7)), FieldType::Ref(Kind::DEAL)),
            (
                Value::Refs(vec![RecordId(1), RecordId(2)]),
                FieldType::Refs(Kind::CONTACT),
            ),
            (Value::Tags(vec!["a".into(), "b c".into()]), FieldType::Tags),
            (
                Value::Labelled(vec![
                    work,
                    Labelled {
                        value: "x@y.z".into(),
                        label: String::new(),
                    },
                ]),
                FieldType::Email,
            ),
            (Value::Number(-0.1), FieldType::Number),
        ];
        for (value, ty) in cases {
            assert_eq!(from_text(&to_text(&value), ty), Some(value));
        }
        assert_eq!(from_text("NaN", FieldType::Number), None);
        assert_eq!(from_text("  ", FieldType::Text), None);
    }
}
