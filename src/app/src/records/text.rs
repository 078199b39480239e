//! A value as people read it, in the present language.

use record::{FieldDef, FieldId, FieldType, Kind, Value};

use crate::platform::intl::{self, DateStyle};
use crate::state::State;
use crate::words::{common, locale, schema};

/// The text of a value; names of referred records are tracked.
pub fn text(state: State, def: &FieldDef, value: &Value) -> String {
    let locale = locale();
    match value {
        Value::Text(rule) if is_repeat(def) => {
            super::repeat_text(rule).unwrap_or_else(|| rule.clone())
        }
        Value::Text(s) | Value::Rank(s) => s.clone(),
        Value::Choice(key) => schema::option_of(&def.options, key).into_owned(),
        Value::Int(n) if is_year(def) => n.to_string(),
        Value::Int(n) => intl::whole(locale, *n),
        Value::Number(n) => intl::number(locale, *n, 2),
        Value::Money(money) => intl::money(locale, *money),
        Value::Date(date) => intl::date(locale, *date, DateStyle::Medium),
        Value::Instant(at) => intl::date_time(locale, *at),
        Value::Duration(seconds) => common::duration_minutes(seconds / 60),
        Value::Bool(true) => common::yes().to_owned(),
        Value::Bool(false) => common::no().to_owned(),
        Value::Ref(id) => {
            let kind = def.ty.target().unwrap_or(Kind::ANY);
            let id = state.with(|ws| ws.resolve(kind, *id));
            state.name(kind, id)
        }
        Value::Refs(ids) => {
            let kind = def.ty.target().unwrap_or(Kind::ANY);
            let names: Vec<String> = ids
                .iter()
                .map(|id| state.name(kind, state.with(|ws| ws.resolve(kind, *id))))
                .collect();
            names.join(", ")
        }
        Value::Labelled(list) => {
            let values: Vec<&str> = list.iter().map(|l| l.value.as_str()).collect();
            values.join(", ")
        }
        Value::Tags(tags) if def.ty == FieldType::Choices => {
            let names: Vec<_> = tags
                .iter()
                .map(|t| schema::option_of(&def.options, t))
                .collect();
            names.join(", ")
        }
        Value::Tags(tags) => tags.join(", "),
        Value::Address(address) => {
            let parts: Vec<&str> = address.parts().collect();
            parts.join(", ").replace('\n', ", ")
        }
        Value::Unknown(_) => String::new(),
    }
}

/// The name of a field's option.
pub fn option_name(state: State, kind: Kind, field: FieldId, key: &str) -> String {
    let def = state.field(kind, field);
    let options = def.as_ref().map_or(&[][..], |def| &def.options);
    schema::option_of(options, key).into_owned()
}

/// Whether a field's values are long: they want the width of a form.
pub fn is_wide(ty: FieldType) -> bool {
    matches!(
        ty,
        FieldType::LongText
            | FieldType::Address
            | FieldType::Tags
            | FieldType::Choices
            | FieldType::Refs(_)
            | FieldType::Email
            | FieldType::Phone
    )
}

/// Whether a field holds a recurrence.
pub fn is_repeat(def: &FieldDef) -> bool {
    def.id == record::schema::task::REPEAT && def.key == "repeat"
}

/// Whether a whole number is a year, which is written without groups.
fn is_year(def: &FieldDef) -> bool {
    def.id == record::schema::company::FOUNDED && def.key == "founded" || def.key.contains("year")
}
