//! Texts of templates, filled in from records.

use leptos::prelude::*;
use record::{FieldDef, FieldId, Kind, RecordId, Value};
use workspace::letter::{About, Letter};

use crate::parts::SelectOption;
use crate::records::text;
use crate::state::State;
use crate::words::mail as words;

/// A text with its variables filled in, as people read values.
pub fn letter_of(state: State, written: &str, about: About) -> Letter {
    let say = |def: &FieldDef, value: &Value| match value {
        // An e-mail names one address, not all there are.
        Value::Labelled(list) => list
            .first()
            .map(|entry| entry.value.clone())
            .unwrap_or_default(),
        value => untrack(|| text(state, def, value)),
    };
    state.with(|ws| ws.letter(written, about, &say))
}

/// A field of a template with its variables filled in.
pub(super) fn filled(state: State, template: RecordId, field: FieldId, about: About) -> Letter {
    let written = state.with(|ws| ws.text(Kind::TEMPLATE, template, field).to_owned());
    letter_of(state, &written, about)
}

/// The templates by their names, below "none".
pub(super) fn options(state: State) -> Vec<SelectOption> {
    state.track_kind(Kind::TEMPLATE);
    let mut list: Vec<(String, RecordId)> = state.with(|ws| {
        let ids = ws.ids(Kind::TEMPLATE);
        ids.map(|id| (ws.name(Kind::TEMPLATE, id), id)).collect()
    });
    record::order::sort(&mut list);
    let each = list
        .into_iter()
        .map(|(name, id)| SelectOption::new(id.to_string(), name));
    std::iter::once(SelectOption::new("", words::no_template()))
        .chain(each)
        .collect()
}

/// Variables as they are written, each once.
pub fn listed_variables<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut known: Vec<&str> = Vec::new();
    for name in names {
        if !known.contains(&name) {
            known.push(name);
        }
    }
    let each = known.iter().map(|name| format!("{{{{{name}}}}}"));
    each.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_variable_is_listed_once_with_its_braces() {
        assert_eq!(
            listed_variables(["x", "y", "x"].into_iter()),
            "{{x}}, {{y}}"
        );
        assert_eq!(listed_variables([].into_iter()), "");
    }
}
