//! Typed values and their bytes.

use serde::{Deserialize, Serialize};

use crate::codec::DecodeError;
use crate::date::{Date, Instant};
use crate::id::RecordId;
use crate::money::Money;

/// A value of a field. Which variant a field takes is said by its [`crate::FieldType`].
///
/// The order of the variants is the byte format: new ones are only ever added at the end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Text, long text or a link.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A number; never NaN or infinite.
    Number(f64),
    /// An amount.
    Money(Money),
    /// A day without a zone.
    Date(Date),
    /// A point in time.
    Instant(Instant),
    /// A duration in seconds.
    Duration(i64),
    /// Yes or no.
    Bool(bool),
    /// The chosen option, by its key.
    Choice(String),
    /// A record.
    Ref(RecordId),
    /// A fractional index for manual order.
    Rank(String),
    /// E-mail addresses or phone numbers with their labels; the first is the primary one.
    Labelled(Vec<Labelled>),
    /// A postal address.
    Address(Address),
    /// Tags, or several choices: the elements of a set in order of their text.
    Tags(Vec<String>),
    /// Several records, in order of their ids.
    Refs(Vec<RecordId>),
    /// A value of a newer version, byte for byte.
    #[serde(skip)]
    Unknown(Vec<u8>),
}

/// An e-mail address or a phone number with what it is for ("work").
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Labelled {
    /// The address or number.
    pub value: String,
    /// What it is for; empty where nothing is said.
    pub label: String,
}

/// A postal address. Parts that are not known are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Address {
    /// Street and number; several lines are separated by line breaks.
    pub street: String,
    /// City.
    pub city: String,
    /// State, province or region.
    pub region: String,
    /// Postal code.
    pub postal_code: String,
    /// Country, as written.
    pub country: String,
}

/// How many variants this version writes; a larger number in front is a newer version's.
const KNOWN: u8 = 15;

impl Value {
    /// A text value.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A choice value.
    pub fn choice(key: impl Into<String>) -> Self {
        Self::Choice(key.into())
    }

    /// The bytes of the value.
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Unknown(bytes) => bytes.clone(),
            known => postcard::to_allocvec(known).unwrap_or_default(),
        }
    }

    /// Reads a value from all of `bytes`. What a newer version wrote is kept as
    /// [`Value::Unknown`].
    ///
    /// # Errors
    /// Where the bytes are damaged.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let damaged = DecodeError {
            at: 0,
            expected: "a value",
        };
        match bytes.first() {
            None => Err(damaged),
            Some(tag) if *tag >= KNOWN => Ok(Self::Unknown(bytes.to_vec())),
            Some(_) => match postcard::take_from_bytes(bytes) {
                Ok((Self::Number(n), _)) if !n.is_finite() => Err(damaged),
                Ok((value, [])) => Ok(value),
                _ => Err(damaged),
            },
        }
    }

    /// The text inside a text, choice or rank.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(s) | Self::Choice(s) | Self::Rank(s) => Some(s),
            _ => None,
        }
    }

    /// The record referred to.
    pub fn as_ref_id(&self) -> Option<RecordId> {
        match self {
            Self::Ref(id) => Some(*id),
            _ => None,
        }
    }

    /// The amount.
    pub fn as_money(&self) -> Option<Money> {
        match self {
            Self::Money(m) => Some(*m),
            _ => None,
        }
    }

    /// A number for sorting, charts and models: numbers, money in units, dates in days, instants in
    /// milliseconds, durations in seconds, yes as 1.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Int(n) | Self::Duration(n) => Some(*n as f64),
            Self::Number(n) => Some(*n),
            Self::Money(m) => Some(m.units()),
            Self::Date(d) => Some(f64::from(d.0)),
            Self::Instant(t) => Some(t.0 as f64),
            Self::Bool(b) => Some(f64::from(u8::from(*b))),
            _ => None,
        }
    }

    /// Whether the value says nothing: blank text, an empty list, an address without parts.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(s) | Self::Choice(s) => s.trim().is_empty(),
            Self::Labelled(list) => list.iter().all(|l| l.value.trim().is_empty()),
            Self::Tags(list) => list.is_empty(),
            Self::Refs(list) => list.is_empty(),
            Self::Address(a) => *a == Address::default(),
            _ => false,
        }
    }
}

impl Address {
    /// The parts that are known, street first.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        [
            &self.street,
            &self.postal_code,
            &self.city,
            &self.region,
            &self.country,
        ]
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    /// Any value a field can hold.
    pub(crate) fn any_value() -> impl Strategy<Value = Value> {
        prop_oneof![
            ".{0,12}".prop_map(Value::Text),
            any::<i64>().prop_map(Value::Int),
            (-1e12..1e12).prop_map(Value::Number),
            (any::<i64>(), "[A-Z]{3}").prop_map(|(minor, c)| Value::Money(Money {
                minor,
                currency: c.parse().unwrap()
            })),
            any::<i32>().prop_map(|d| Value::Date(Date(d))),
            any::<i64>().prop_map(|t| Value::Instant(Instant(t))),
            any::<bool>().prop_map(Value::Bool),
            "[a-z]{0,6}".prop_map(Value::Choice),
            any::<u128>().prop_map(|id| Value::Ref(RecordId(id))),
            prop::collection::vec((".{0,9}", "[a-z]{0,4}"), 0..3).prop_map(|list| {
                Value::Labelled(
                    list.into_iter()
                        .map(|(value, label)| Labelled { value, label })
                        .collect(),
                )
            }),
            (".{0,9}", ".{0,9}").prop_map(|(street, city)| Value::Address(Address {
                street,
                city,
                ..Address::default()
            })),
            prop::collection::vec(any::<u8>(), 0..9).prop_map(|mut rest| {
                rest.insert(0, 99);
                Value::Unknown(rest)
            }),
        ]
    }

    #[test]
    fn a_value_of_a_newer_version_is_kept_byte_for_byte() {
        let bytes = [KNOWN, 1, 2, 3];
        let value = Value::decode(&bytes).unwrap();
        assert_eq!(value, Value::Unknown(bytes.to_vec()));
        assert_eq!(value.encode(), bytes);
        assert_eq!(Value::Refs(Vec::new()).encode()[0], KNOWN - 1);
    }

    #[test]
    fn damaged_bytes_are_refused() {
        assert!(Value::decode(&[]).is_err());
        assert!(Value::decode(&[0, 200]).is_err());
        assert!(Value::decode(&Value::Number(f64::NAN).encode()).is_err());
        let mut long = Value::text("a").encode();
        long.push(0);
        assert!(Value::decode(&long).is_err());
    }

    proptest! {
        #[test]
        fn values_round_trip(value in any_value()) {
            prop_assert_eq!(Value::decode(&value.encode()).unwrap(), value);
        }
        #[test]
        fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = Value::decode(&bytes);
        }
    }
}
