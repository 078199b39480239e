//! The JSON of a report.
//!
//! ```json
//! { "kind": 3, "text": "acme", "where": { "all": [] },
//!   "group": { "field": [12], "by": "value" }, "split": { "field": [22], "by": "month" },
//!   "measure": { "sum": [11] }, "order": "largest", "limit": 10 }
//! ```
//!
//! `kind` is the number of the kind. `where` is a condition ([`workflow::condition::json`]). `field`
//! lists the references to follow and the field, by their numbers; a custom field's number as a
//! string. `by` is `value`, `day`, `week`, `month`, `quarter`, `year` or `{"range": 5000}`
//! (`{"range": "0.5"}`). `measure`
//! is `"count"`, `"share"`, `"weighted"`, `"won_rate"`, or one of `sum`, `average`, `minimum`,
//! `maximum` and `median` with a field. `order` is `natural`, `largest` or `smallest`. All but `kind`
//! may be missing. A member that this version doesn't know is an error that names it: a report that
//! is understood by half would show wrong figures.

use std::fmt;

use record::{FieldId, Kind};
use serde_json::{Map, Value as Json, json};
use workflow::Condition;
use workflow::condition::MAX_HOPS;
use workflow::condition::json::NotACondition;

use super::{Bucket, Group, Measure, Report, RowOrder};

/// The longest text that is read, in bytes.
pub const MAX_BYTES: usize = 100_000;
/// The longest words of a report, in bytes.
pub const MAX_TEXT: usize = 1000;

/// The JSON is no report that this version understands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAReport {
    /// It is no JSON at all.
    NotJson(String),
    /// Longer than [`MAX_BYTES`].
    TooLarge,
    /// A member this version doesn't know.
    UnknownMember(String),
    /// A member is missing or is something else than it should be.
    Expected(&'static str),
    /// Its condition can't be read.
    Condition(NotACondition),
}

impl fmt::Display for NotAReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(why) => write!(f, "this is not JSON ({why})"),
            Self::TooLarge => write!(f, "the report is longer than {MAX_BYTES} bytes"),
            Self::UnknownMember(name) => write!(
                f,
                "the member \"{name}\" is not known to this version; update, or remove it"
            ),
            Self::Expected(what) => write!(f, "{what} is expected"),
            Self::Condition(why) => write!(f, "in the condition: {why}"),
        }
    }
}

impl std::error::Error for NotAReport {}

const ORDERS: [(RowOrder, &str); 3] = [
    (RowOrder::Natural, "natural"),
    (RowOrder::Largest, "largest"),
    (RowOrder::Smallest, "smallest"),
];

const BUCKETS: [(Bucket, &str); 6] = [
    (Bucket::Value, "value"),
    (Bucket::Day, "day"),
    (Bucket::Week, "week"),
    (Bucket::Month, "month"),
    (Bucket::Quarter, "quarter"),
    (Bucket::Year, "year"),
];

impl Report {
    /// Reads a report from its JSON.
    ///
    /// # Errors
    /// Where the text is no JSON, no report, over the limits, or of a newer version.
    pub fn from_json(text: &str) -> Result<Self, NotAReport> {
        if text.len() > MAX_BYTES {
            return Err(NotAReport::TooLarge);
        }
        let json: Json =
            serde_json::from_str(text).map_err(|e| NotAReport::NotJson(e.to_string()))?;
        let members = [
            "kind", "text", "where", "group", "split", "measure", "order", "limit",
        ];
        let object = object(&json, &members, "a report")?;
        let kind = object.get("kind").and_then(Json::as_u64);
        let kind = kind.and_then(|n| u16::try_from(n).ok());
        let text = match object.get("text") {
            None => "",
            Some(text) => text
                .as_str()
                .filter(|text| text.len() <= MAX_TEXT)
                .ok_or(NotAReport::Expected("a short text"))?,
        };
        let condition = object
            .get("where")
            .map(|json| Condition::from_json(&json.to_string()).map_err(NotAReport::Condition));
        let order = match object.get("order") {
            None => RowOrder::Natural,
            Some(json) => json
                .as_str()
                .and_then(|key| ORDERS.iter().find(|(_, name)| *name == key))
                .map(|(order, _)| *order)
                .ok_or(NotAReport::Expected("an order"))?,
        };
        let limit = object.get("limit").map(|json| {
            let limit = json.as_u64().and_then(|n| u32::try_from(n).ok());
            limit
                .filter(|n| *n > 0)
                .ok_or(NotAReport::Expected("a count of rows"))
        });
        Ok(Self {
            kind: kind
                .map(Kind)
                .ok_or(NotAReport::Expected("a kind's number"))?,
            text: text.to_owned(),
            condition: condition.transpose()?,
            group: object.get("group").map(read_group).transpose()?,
            split: object.get("split").map(read_group).transpose()?,
            measure: object
                .get("measure")
                .map_or(Ok(Measure::Count), read_measure)?,
            order,
            limit: limit.transpose()?,
        })
    }

    /// The JSON of the report.
    pub fn to_json(&self) -> String {
        let mut object = Map::new();
        let mut put = |name: &str, json: Json| object.insert(name.to_owned(), json);
        put("kind", self.kind.0.into());
        if !self.text.is_empty() {
            put("text", self.text.as_str().into());
        }
        if let Some(condition) = &self.condition {
            // What a condition writes is JSON.
            put(
                "where",
                serde_json::from_str(&condition.to_json()).unwrap_or_default(),
            );
        }
        for (name, group) in [("group", &self.group), ("split", &self.split)] {
            if let Some(group) = group {
                put(
                    name,
                    json!({ "field": write_path(&group.path), "by": write_bucket(group.bucket) }),
                );
            }
        }
        put("measure", write_measure(&self.measure));
        let order = ORDERS.iter().find(|(order, _)| *order == self.order);
        put("order", order.map_or("natural", |(_, name)| name).into());
        if let Some(limit) = self.limit {
            put("limit", limit.into());
        }
        Json::Object(object).to_string()
    }
}

fn object<'j>(
    json: &'j Json,
    known: &[&str],
    what: &'static str,
) -> Result<&'j Map<String, Json>, NotAReport> {
    let object = json.as_object().ok_or(NotAReport::Expected(what))?;
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(NotAReport::UnknownMember(key.chars().take(60).collect())),
        None => Ok(object),
    }
}

fn write_path(path: &[FieldId]) -> Json {
    // Custom fields have numbers beyond what JSON readers keep exactly.
    let field = |field: &FieldId| match field.is_custom() {
        true => Json::from(field.0.to_string()),
        false => Json::from(field.0),
    };
    path.iter().map(field).collect()
}

fn read_path(json: Option<&Json>) -> Result<Vec<FieldId>, NotAReport> {
    let field = |json: &Json| match json {
        Json::String(text) => text.parse().ok().map(FieldId),
        other => other.as_u64().map(FieldId),
    };
    let list = json.and_then(Json::as_array);
    let list = list.filter(|list| (1..=MAX_HOPS + 1).contains(&list.len()));
    list.and_then(|list| list.iter().map(field).collect())
        .ok_or(NotAReport::Expected("a list with the number of a field"))
}

fn write_bucket(bucket: Bucket) -> Json {
    match bucket {
        // Readers of JSON keep whole numbers exactly, but not all fractions.
        Bucket::Range(width) if width.fract() == 0.0 && width < 9e15 => {
            json!({ "range": width as u64 })
        }
        Bucket::Range(width) => json!({ "range": width.to_string() }),
        other => {
            let named = BUCKETS.iter().find(|(bucket, _)| *bucket == other);
            named.map_or("value", |(_, name)| name).into()
        }
    }
}

fn read_group(json: &Json) -> Result<Group, NotAReport> {
    let group = object(json, &["field", "by"], "a group")?;
    let wrong = NotAReport::Expected("how values are grouped");
    let bucket = match group.get("by") {
        None => Bucket::Value,
        Some(Json::String(key)) => {
            let named = BUCKETS.iter().find(|(_, name)| name == key);
            named.ok_or(wrong)?.0
        }
        Some(by) => {
            let width = object(by, &["range"], "how values are grouped")?.get("range");
            let width = width.and_then(|json| match json {
                Json::String(text) => text.parse().ok(),
                json => json.as_f64(),
            });
            let width = width.filter(|width: &f64| width.is_finite() && *width > 0.0);
            Bucket::Range(width.ok_or(wrong)?)
        }
    };
    Ok(Group {
        path: read_path(group.get("field"))?,
        bucket,
    })
}

fn write_measure(measure: &Measure) -> Json {
    match measure {
        Measure::Count => json!("count"),
        Measure::Share => json!("share"),
        Measure::Weighted => json!("weighted"),
        Measure::WonRate => json!("won_rate"),
        Measure::Sum(path) => json!({ "sum": write_path(path) }),
        Measure::Average(path) => json!({ "average": write_path(path) }),
        Measure::Minimum(path) => json!({ "minimum": write_path(path) }),
        Measure::Maximum(path) => json!({ "maximum": write_path(path) }),
        Measure::Median(path) => json!({ "median": write_path(path) }),
    }
}

fn read_measure(json: &Json) -> Result<Measure, NotAReport> {
    let wrong = NotAReport::Expected("a measure");
    if let Some(name) = json.as_str() {
        return match name {
            "count" => Ok(Measure::Count),
            "share" => Ok(Measure::Share),
            "weighted" => Ok(Measure::Weighted),
            "won_rate" => Ok(Measure::WonRate),
            _ => Err(wrong),
        };
    }
    let known = ["sum", "average", "minimum", "maximum", "median"];
    let object = object(json, &known, "a measure")?;
    let mut members = object.iter();
    let (Some((name, path)), None) = (members.next(), members.next()) else {
        return Err(wrong);
    };
    let path = read_path(Some(path))?;
    Ok(match name.as_str() {
        "sum" => Measure::Sum(path),
        "average" => Measure::Average(path),
        "minimum" => Measure::Minimum(path),
        "maximum" => Measure::Maximum(path),
        _ => Measure::Median(path),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use workflow::{Operand, Operator};

    fn path() -> impl Strategy<Value = Vec<FieldId>> {
        prop::collection::vec(any::<u64>().prop_map(FieldId), 1..4)
    }

    fn group() -> impl Strategy<Value = Group> {
        let bucket = prop_oneof![
            prop::sample::select(BUCKETS.to_vec()).prop_map(|(bucket, _)| bucket),
            (1e-6..1e12f64).prop_map(Bucket::Range),
        ];
        (path(), bucket).prop_map(|(path, bucket)| Group { path, bucket })
    }

    fn measure() -> impl Strategy<Value = Measure> {
        prop_oneof![
            Just(Measure::Count),
            Just(Measure::Share),
            Just(Measure::Weighted),
            Just(Measure::WonRate),
            path().prop_map(Measure::Sum),
            path().prop_map(Measure::Average),
            path().prop_map(Measure::Minimum),
            path().prop_map(Measure::Maximum),
            path().prop_map(Measure::Median),
        ]
    }

    proptest! {
        #[test]
        fn every_report_survives_its_json(
            kind: u16,
            text in ".{0,20}",
            group in prop::option::of(group()),
            split in prop::option::of(group()),
            measure in measure(),
            order in prop::sample::select(ORDERS.to_vec()),
            limit in prop::option::of(1u32..),
            has_condition: bool,
        ) {
            let condition = Condition::test(FieldId(10), Operator::Empty, Operand::Nothing);
            let report = Report {
                kind: Kind(kind),
                text,
                condition: has_condition.then_some(condition),
                group,
                split,
                measure,
                order: order.0,
                limit,
            };
            prop_assert_eq!(Report::from_json(&report.to_json()).unwrap(), report);
        }

        #[test]
        fn no_text_panics(text in ".{0,80}", member in "[a-z\"{}:\\[\\]0-9,]{0,40}") {
            let _ = Report::from_json(&text);
            let _ = Report::from_json(&format!("{{\"kind\":3,{member}}}"));
        }
    }

    #[test]
    fn what_is_missing_has_a_meaning() {
        let report = Report::from_json(r#"{"kind":3}"#).unwrap();
        assert_eq!(report, Report::count(Kind::DEAL));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let fault = |text: &str| Report::from_json(text).unwrap_err();
        assert_eq!(
            fault(r#"{"kind":3,"colour":"red"}"#),
            NotAReport::UnknownMember("colour".into())
        );
        for bad in [
            "[]",
            "{}",
            r#"{"kind":-1}"#,
            r#"{"kind":3,"measure":"mode"}"#,
            r#"{"kind":3,"measure":{"sum":[]}}"#,
            r#"{"kind":3,"measure":{"sum":[11],"median":[11]}}"#,
            r#"{"kind":3,"group":{"field":[1,2,3,4,5]}}"#,
            r#"{"kind":3,"group":{"field":[12],"by":{"range":0}}}"#,
            r#"{"kind":3,"limit":0}"#,
            r#"{"kind":3,"order":"best"}"#,
        ] {
            assert!(matches!(fault(bad), NotAReport::Expected(_)), "{bad}");
        }
        assert!(matches!(
            fault(r#"{"kind":3,"where":{"field":[1],"op":"roughly"}}"#),
            NotAReport::Condition(_)
        ));
        assert!(matches!(fault("{"), NotAReport::NotJson(_)));
        assert_eq!(fault(&" ".repeat(MAX_BYTES + 1)), NotAReport::TooLarge);
    }
}
