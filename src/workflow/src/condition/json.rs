//! The JSON of a condition.
//!
//! ```json
//! { "all": [
//!     { "field": [13, 12], "op": "one_of", "value": ["Software", "Finance"] },
//!     { "field": [11], "op": "ge", "value": { "money": "10000.00 EUR" } },
//!     { "none": [ { "field": [16], "op": "lt", "value": { "today": 0 } } ] }
//! ] }
//! ```
//!
//! A group is an object with one member, `all`, `any` or `none`, and a list. A test has `field` (the
//! references to follow and the field, by their numbers; a custom field's number as a string), `op`
//! (an operator's name) and, where the operator takes one, `value`:
//!
//! | value | written |
//! |---|---|
//! | text, choice, tag | `"Berlin"` |
//! | whole number | `42` |
//! | number | `{"number": "0.5"}`; `0.5` is read too |
//! | yes or no | `true` |
//! | amount | `{"money": "1250.00 EUR"}` |
//! | day | `{"date": "2026-01-31"}` |
//! | days after today | `{"today": -7}` |
//! | point in time | `{"instant": "2026-01-31T08:00:00Z"}` |
//! | record | `{"ref": "01jh…"}` |
//! | the member who asks | `{"me": true}` |
//!
//! `between` takes a list of two, `one_of` and `none_of` a list, `last_days` and `next_days` a count.
//! What this version doesn't know (an operator, a member, a kind of value) is an error that names
//! it: a condition that is understood by half would pick the wrong records.

use std::fmt;

use record::{Date, FieldId, Instant};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Map, Value as Json, json};

use super::{
    Condition, Literal, MAX_DEPTH, MAX_HOPS, MAX_SIZE, MAX_TEXT, MAX_VALUES, Operand, Operator,
    Shape, Test,
};

/// The JSON is no condition that this version understands. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotACondition {
    /// Where in the tree: `all[2].value`.
    pub at: String,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong in the JSON of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is no JSON at all.
    NotJson(String),
    /// Something else stands where this should.
    Expected(&'static str),
    /// An operator this version doesn't know.
    UnknownOperator(String),
    /// A member this version doesn't know.
    UnknownMember(String),
    /// A kind of value this version doesn't know.
    UnknownLiteral(String),
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// More than [`MAX_SIZE`] groups and tests, [`MAX_HOPS`] references, [`MAX_VALUES`] values or
    /// [`MAX_TEXT`] bytes of text.
    TooLarge,
}

impl Condition {
    /// Reads a condition from its JSON.
    ///
    /// # Errors
    /// Where the text is no JSON, no condition, over the limits, or of a newer version.
    pub fn from_json(text: &str) -> Result<Self, NotACondition> {
        let json = serde_json::from_str(text).map_err(|e| NotACondition {
            at: String::new(),
            fault: Fault::NotJson(e.to_string()),
        })?;
        read(&json)
    }

    /// The JSON of the condition.
    pub fn to_json(&self) -> String {
        write(self, 0).to_string()
    }
}

impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self, 0).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(&Json::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

impl fmt::Display for NotACondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.at.is_empty() {
            write!(f, "at {}: ", self.at)?;
        }
        match &self.fault {
            Fault::NotJson(why) => write!(f, "this is not JSON ({why})"),
            Fault::Expected(what) => write!(f, "{what} is expected here"),
            Fault::UnknownOperator(op) => write!(
                f,
                "the operator \"{op}\" is not known to this version; update, or choose another one"
            ),
            Fault::UnknownMember(name) => write!(
                f,
                "the member \"{name}\" is not known to this version; update, or remove it"
            ),
            Fault::UnknownLiteral(name) => write!(
                f,
                "the kind of value \"{name}\" is not known to this version; update, or choose \
                 another one"
            ),
            Fault::TooDeep => write!(f, "groups are nested deeper than {MAX_DEPTH}"),
            Fault::TooLarge => write!(
                f,
                "the condition is too large: it may have {MAX_SIZE} groups and tests, {MAX_HOPS} \
                 references before a field, {MAX_VALUES} values in a list and {MAX_TEXT} bytes in \
                 a text"
            ),
        }
    }
}

impl std::error::Error for NotACondition {}

fn write(condition: &Condition, depth: usize) -> Json {
    // What can't be read back isn't written either.
    let list = |parts: &[Condition]| -> Vec<Json> {
        if depth >= MAX_DEPTH {
            return Vec::new();
        }
        parts.iter().map(|part| write(part, depth + 1)).collect()
    };
    match condition {
        Condition::All(parts) => json!({ "all": list(parts) }),
        Condition::Any(parts) => json!({ "any": list(parts) }),
        Condition::None(parts) => json!({ "none": list(parts) }),
        Condition::Test(test) => {
            let field: Vec<Json> = test.path.iter().map(|f| write_field(*f)).collect();
            let mut object = Map::new();
            object.insert("field".to_owned(), Json::Array(field));
            object.insert("op".to_owned(), test.op.key().into());
            let value = match &test.operand {
                Operand::Nothing => None,
                Operand::One(a) => Some(write_literal(a)),
                Operand::Range(a, b) => Some(json!([write_literal(a), write_literal(b)])),
                Operand::Many(list) => Some(list.iter().map(write_literal).collect()),
                Operand::Days(n) => Some(json!(n)),
            };
            object.extend(value.map(|v| ("value".to_owned(), v)));
            Json::Object(object)
        }
    }
}

/// Custom fields have numbers beyond what JSON readers keep exactly.
fn write_field(field: FieldId) -> Json {
    if field.is_custom() {
        field.0.to_string().into()
    } else {
        field.0.into()
    }
}

fn write_literal(literal: &Literal) -> Json {
    match literal {
        Literal::Text(s) => json!(s),
        Literal::Int(n) => json!(n),
        Literal::Number(n) => json!({ "number": n.to_string() }),
        Literal::Money(m) => json!({ "money": m.to_string() }),
        // Days and instants outside the years 1 to 9999 have no text.
        Literal::Date(d) if d.ymd().is_none() => json!({ "date": d.0 }),
        Literal::Date(d) => json!({ "date": d.to_string() }),
        Literal::Today(n) => json!({ "today": n }),
        Literal::Instant(t) => {
            let text = t.to_string();
            if Instant::parse_rfc3339(&text) == Some(*t) {
                json!({ "instant": text })
            } else {
                json!({ "instant": t.0 })
            }
        }
        Literal::Bool(b) => json!(b),
        Literal::Ref(id) => json!({ "ref": id.to_string() }),
        Literal::Me => json!({ "me": true }),
    }
}

fn read(json: &Json) -> Result<Condition, NotACondition> {
    Reader { size: 0 }.condition(json, &mut Vec::new())
}

struct Reader {
    size: usize,
}

/// The place in the tree: group names with indexes.
type Place = Vec<(&'static str, usize)>;

fn error(place: &Place, member: &str, fault: Fault) -> NotACondition {
    let groups = place.iter().map(|(name, i)| format!("{name}[{i}]"));
    let member = (!member.is_empty()).then(|| member.to_owned());
    NotACondition {
        at: groups.chain(member).collect::<Vec<_>>().join("."),
        fault,
    }
}

impl Reader {
    fn condition(&mut self, json: &Json, place: &mut Place) -> Result<Condition, NotACondition> {
        self.size += 1;
        if self.size > MAX_SIZE {
            return Err(error(place, "", Fault::TooLarge));
        }
        let Some(object) = json.as_object() else {
            return Err(error(place, "", Fault::Expected("a group or a test")));
        };
        for (name, group) in [
            ("all", Condition::All as fn(Vec<Condition>) -> Condition),
            ("any", Condition::Any),
            ("none", Condition::None),
        ] {
            let Some(parts) = object.get(name) else {
                continue;
            };
            only(object, &[name], place)?;
            if place.len() >= MAX_DEPTH {
                return Err(error(place, name, Fault::TooDeep));
            }
            let Some(parts) = parts.as_array() else {
                return Err(error(place, name, Fault::Expected("a list")));
            };
            let mut read = Vec::with_capacity(parts.len().min(MAX_SIZE));
            for (i, part) in parts.iter().enumerate() {
                place.push((name, i));
                read.push(self.condition(part, place)?);
                place.pop();
            }
            return Ok(group(read));
        }
        only(object, &["field", "op", "value"], place)?;
        read_test(object, place).map(Condition::Test)
    }
}

fn only(object: &Map<String, Json>, known: &[&str], place: &Place) -> Result<(), NotACondition> {
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(error(place, "", Fault::UnknownMember(shortened(key)))),
        None => Ok(()),
    }
}

fn shortened(name: &str) -> String {
    name.chars().take(60).collect()
}

fn read_test(object: &Map<String, Json>, place: &Place) -> Result<Test, NotACondition> {
    let path = match object.get("field") {
        Some(Json::Array(list)) if list.len() > MAX_HOPS + 1 => {
            return Err(error(place, "field", Fault::TooLarge));
        }
        Some(Json::Array(list)) => list.iter().map(read_field).collect::<Option<Vec<_>>>(),
        Some(single) => read_field(single).map(|field| vec![field]),
        None => None,
    };
    let Some(path) = path.filter(|path| !path.is_empty()) else {
        let fault = Fault::Expected("a field's number, or a list of them");
        return Err(error(place, "field", fault));
    };
    let Some(op) = object.get("op").and_then(Json::as_str) else {
        return Err(error(place, "op", Fault::Expected("an operator's name")));
    };
    let op = Operator::from_key(op)
        .ok_or_else(|| error(place, "op", Fault::UnknownOperator(shortened(op))))?;
    let operand =
        read_operand(op, object.get("value")).map_err(|fault| error(place, "value", fault))?;
    Ok(Test { path, op, operand })
}

fn read_field(json: &Json) -> Option<FieldId> {
    match json {
        Json::String(text) => text.parse().ok().map(FieldId),
        other => other.as_u64().map(FieldId),
    }
}

fn read_operand(op: Operator, json: Option<&Json>) -> Result<Operand, Fault> {
    Ok(match (op.shape(), json) {
        (Shape::Nothing, None | Some(Json::Null)) => Operand::Nothing,
        (Shape::Nothing, Some(_)) => return Err(Fault::Expected("no value")),
        (Shape::One, Some(value)) => Operand::One(read_literal(value)?),
        (Shape::Range, Some(Json::Array(list))) => match list.as_slice() {
            [a, b] => Operand::Range(read_literal(a)?, read_literal(b)?),
            _ => return Err(Fault::Expected("a list of two values")),
        },
        (Shape::Many, Some(Json::Array(list))) if list.len() > MAX_VALUES => {
            return Err(Fault::TooLarge);
        }
        (Shape::Many, Some(Json::Array(list))) => {
            Operand::Many(list.iter().map(read_literal).collect::<Result<_, _>>()?)
        }
        (Shape::Days, Some(n)) => match n.as_u64().and_then(|n| u32::try_from(n).ok()) {
            Some(n) => Operand::Days(n),
            None => return Err(Fault::Expected("a count of days")),
        },
        (Shape::One, None) => return Err(Fault::Expected("a value")),
        (Shape::Range, _) => return Err(Fault::Expected("a list of two values")),
        (Shape::Many, _) => return Err(Fault::Expected("a list of values")),
        (Shape::Days, None) => return Err(Fault::Expected("a count of days")),
    })
}

fn read_literal(json: &Json) -> Result<Literal, Fault> {
    match json {
        Json::String(text) if text.len() > MAX_TEXT => Err(Fault::TooLarge),
        Json::String(text) => Ok(Literal::Text(text.clone())),
        Json::Bool(b) => Ok(Literal::Bool(*b)),
        Json::Number(n) => match (n.as_i64(), n.as_f64()) {
            (Some(n), _) => Ok(Literal::Int(n)),
            (None, Some(n)) if n.is_finite() => Ok(Literal::Number(n)),
            _ => Err(Fault::Expected("a number that fits")),
        },
        Json::Object(object) => match object.iter().next() {
            Some((kind, value)) if object.len() == 1 => read_typed(kind, value),
            _ => Err(Fault::Expected("a value with one kind")),
        },
        Json::Null | Json::Array(_) => Err(Fault::Expected("a value")),
    }
}

fn read_typed(kind: &str, json: &Json) -> Result<Literal, Fault> {
    let text = json.as_str();
    match kind {
        "number" => text
            .and_then(|t| t.parse().ok())
            .or_else(|| json.as_f64())
            .filter(|n| n.is_finite())
            .map(Literal::Number)
            .ok_or(Fault::Expected("a number")),
        "money" => text
            .and_then(|t| t.parse().ok())
            .map(Literal::Money)
            .ok_or(Fault::Expected(
                "an amount with a currency, such as 1250.00 EUR,",
            )),
        "date" => text
            .and_then(Date::parse_iso)
            .or_else(|| json.as_i64().and_then(|n| i32::try_from(n).ok()).map(Date))
            .map(Literal::Date)
            .ok_or(Fault::Expected("a day, such as 2026-01-31,")),
        "today" => json
            .as_i64()
            .and_then(|n| i32::try_from(n).ok())
            .map(Literal::Today)
            .ok_or(Fault::Expected("a count of days")),
        "instant" => text
            .and_then(Instant::parse_rfc3339)
            .or_else(|| json.as_i64().map(Instant))
            .map(Literal::Instant)
            .ok_or(Fault::Expected(
                "a point in time, such as 2026-01-31T08:00:00Z,",
            )),
        "ref" => text
            .and_then(|t| t.parse().ok())
            .map(Literal::Ref)
            .ok_or(Fault::Expected("a record's id")),
        "me" if json.as_bool() == Some(true) => Ok(Literal::Me),
        "me" => Err(Fault::Expected("true")),
        unknown => Err(Fault::UnknownLiteral(shortened(unknown))),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::evaluate::tests::any_condition;
    use super::*;
    use proptest::prelude::*;

    fn fault(text: &str) -> (String, Fault) {
        let e = Condition::from_json(text).unwrap_err();
        assert!(!e.to_string().is_empty());
        (e.at, e.fault)
    }

    #[test]
    fn the_documented_example_reads() {
        let text = r#"{ "all": [
            { "field": [13, 12], "op": "one_of", "value": ["Software", "Finance"] },
            { "field": 11, "op": "ge", "value": { "money": "10000.00 EUR" } },
            { "none": [ { "field": [16], "op": "lt", "value": { "today": 0 } } ] },
            { "field": ["9223372036854775809"], "op": "not_empty" }
        ] }"#;
        let condition = Condition::from_json(text).unwrap();
        assert_eq!(condition.tests().len(), 4);
        assert_eq!(
            Condition::from_json(&condition.to_json()).unwrap(),
            condition
        );
    }

    #[test]
    fn an_unknown_operator_is_named_with_its_place() {
        let text = r#"{"any":[{"all":[]},{"field":[1],"op":"sounds_like","value":"x"}]}"#;
        let expected = Fault::UnknownOperator("sounds_like".into());
        assert_eq!(fault(text), ("any[1].op".into(), expected));
        let message = Condition::from_json(text).unwrap_err().to_string();
        assert!(message.contains("sounds_like"), "{message}");
    }

    #[test]
    fn what_is_understood_by_half_is_refused() {
        let member = Fault::UnknownMember("unless".into());
        assert_eq!(fault(r#"{"all":[],"unless":[]}"#).1, member);
        let kind = Fault::UnknownLiteral("moon".into());
        let text = r#"{"field":[1],"op":"is","value":{"moon":1}}"#;
        assert_eq!(fault(text), ("value".into(), kind));
        for bad in [
            "[]",
            r#"{"field":[],"op":"empty"}"#,
            r#"{"field":[1],"op":"empty","value":1}"#,
            r#"{"field":[1],"op":"is"}"#,
            r#"{"field":[1],"op":"between","value":[1]}"#,
            r#"{"field":[1],"op":"last_days","value":-1}"#,
            r#"{"field":[1],"op":"is","value":{"date":"2026-02-31"}}"#,
            r#"{"field":[1],"op":"is","value":{"number":"NaN"}}"#,
            r#"{"field":[1],"op":"is","value":{"me":false}}"#,
        ] {
            assert!(matches!(fault(bad).1, Fault::Expected(_)), "{bad}");
        }
        assert!(matches!(fault("{").1, Fault::NotJson(_)));
    }

    #[test]
    fn the_limits_hold() {
        let deep = format!("{}{}", r#"{"all":["#.repeat(17), "]}".repeat(17));
        assert_eq!(fault(&deep).1, Fault::TooDeep);
        let very_deep = r#"{"all":["#.repeat(100_000);
        assert!(matches!(fault(&very_deep).1, Fault::NotJson(_)));
        let many = format!(
            r#"{{"all":[{}{{"all":[]}}]}}"#,
            r#"{"all":[]},"#.repeat(600)
        );
        assert_eq!(fault(&many).1, Fault::TooLarge);
        let long = format!(
            r#"{{"field":[1],"op":"is","value":"{}"}}"#,
            "x".repeat(MAX_TEXT + 1)
        );
        assert_eq!(fault(&long).1, Fault::TooLarge);
        assert_eq!(
            fault(r#"{"field":[1,2,3,4,5],"op":"empty"}"#).1,
            Fault::TooLarge
        );
    }

    #[test]
    fn every_operator_has_its_own_name() {
        for op in Operator::ALL {
            assert_eq!(Operator::from_key(op.key()), Some(op));
        }
    }

    fn any_json() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            any::<i64>().prop_map(Json::from),
            any::<f64>().prop_map(Json::from),
            "[a-z_]{0,8}".prop_map(Json::from),
        ];
        leaf.prop_recursive(5, 40, 5, |inner| {
            let key = prop::sample::select(vec![
                "all", "any", "none", "field", "op", "value", "money", "date", "today", "ref",
                "number", "instant", "me", "x",
            ]);
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
                prop::collection::btree_map(key, inner, 0..4).prop_map(|m| {
                    Json::Object(m.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn conditions_round_trip(condition in any_condition()) {
            let text = condition.to_json();
            prop_assert_eq!(&Condition::from_json(&text).unwrap(), &condition);
            let through_serde: Condition =
                serde_json::from_str(&serde_json::to_string(&condition).unwrap()).unwrap();
            prop_assert_eq!(through_serde, condition);
        }
        #[test]
        fn arbitrary_json_never_panics(json in any_json()) {
            if let Ok(condition) = Condition::from_json(&json.to_string()) {
                prop_assert_eq!(Condition::from_json(&condition.to_json()).unwrap(), condition);
            }
        }
        #[test]
        fn arbitrary_text_never_panics(text in ".{0,80}") {
            let _ = Condition::from_json(&text);
        }
    }
}
