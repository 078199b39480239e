//! The variables there are, by the schema.

use leptos::prelude::*;
use record::{FieldType, Kind, Schema};
use workspace::letter::ME;

use crate::parts::{Combobox, Field, Suggestion};
use crate::state::use_state;
use crate::words::{mail as words, schema as names, spoken};

/// What variables can be about, those likely first.
const ROOTS: [Kind; 6] = [
    Kind::CONTACT,
    Kind::COMPANY,
    Kind::DEAL,
    Kind::TICKET,
    Kind::MEMBER,
    Kind::BUSINESS,
];

/// The most variables that are offered at once.
const OFFERED: usize = 60;

/// All variables: how each is written, the field's name, and what it is a field of.
fn variables(schema: &Schema) -> Vec<Suggestion> {
    let mut all = Vec::new();
    for kind in ROOTS {
        let Some(def) = schema.kind(kind) else {
            continue;
        };
        let (root, of) = match kind {
            Kind::MEMBER => (ME, words::me().to_owned()),
            _ => (def.key, names::capitalised(names::kind_one(kind))),
        };
        let mut add = |key: &str, label: String| {
            all.push(Suggestion {
                key: format!("{root}.{key}"),
                label,
                detail: of.clone(),
            });
        };
        if kind == Kind::CONTACT {
            add("name", words::full_name().to_owned());
        }
        let own_business = |field| kind == Kind::BUSINESS && field == record::schema::business::ME;
        for field in def.editable() {
            if field.ty != FieldType::Rank && !own_business(field.id) {
                add(&field.key, names::field(kind, field));
            }
        }
    }
    all
}

/// Those that fit a text in their name, their place or their key.
fn fitting(all: Vec<Suggestion>, typed: &str) -> Vec<Suggestion> {
    let wanted = typed.trim().to_lowercase();
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let fits = |one: &Suggestion| {
        let text = format!("{} {} {}", one.detail, one.label, one.key).to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    all.into_iter().filter(fits).take(OFFERED).collect()
}

/// A field in which a variable is looked for by its name.
#[component]
pub(super) fn VariableInput(
    /// Hears how the chosen variable is written.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let state = use_state();
    let options = RwSignal::new(Vec::new());
    let choose = move |chosen: Option<Suggestion>| {
        if let Some(chosen) = chosen {
            on_choose.run(format!("{{{{{}}}}}", chosen.key));
        }
    };
    view! {
        <Field label=spoken(words::insert)>
            <Combobox
                value=Signal::derive(String::new)
                options=options
                placeholder=spoken(words::insert_hint)
                on_search=move |typed: String| {
                    let all = untrack(|| variables(&state.schema()));
                    options.set(fitting(all, &typed));
                }
                on_choose=choose
            />
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::RecordId;
    use record::schema::CustomField;

    #[test]
    fn fields_of_all_that_an_email_is_about_can_be_found_also_custom_ones() {
        let mut schema = Schema::standard();
        schema.add_custom(CustomField {
            record: RecordId(7),
            kind: Kind::DEAL,
            label: "Delivery place".to_owned(),
            ty: FieldType::Text,
            options: Vec::new(),
        });
        let all = variables(&schema);
        let keys: Vec<&str> = all.iter().map(|one| one.key.as_str()).collect();
        for key in [
            "contact.name",
            "contact.first_name",
            "company.name",
            "deal.name",
            "deal.delivery_place",
            "ticket.subject",
            "me.name",
            "business.name",
        ] {
            assert!(keys.contains(&key), "{key}");
        }
        assert!(!keys.contains(&"business.me") && !keys.contains(&"deal.rank"));
        let found = fitting(all, "deal PLACE");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].detail, "Deal");
    }
}
