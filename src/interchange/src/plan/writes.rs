//! The writes that bring a record to what a file says.

use record::schema::contact;
use record::{Action, Element, FieldId, Kind, Labelled, RecordId, Value, Write};

use super::decisions::UpdatePolicy;
use super::lookup::Lookup;
use crate::fold::{email_key, phone_key};

/// The writes for a record that is not known yet.
pub(super) fn of_new(
    kind: Kind,
    id: RecordId,
    values: Vec<(FieldId, Value)>,
    out: &mut Vec<Write>,
) {
    out.reserve(values.len());
    for (field, value) in values {
        if !value.is_blank() {
            out.push(Write::set(kind, id, field, value));
        }
    }
}

/// The writes for a known record: only what is different.
pub(super) fn of_known(
    lookup: &dyn Lookup,
    policy: UpdatePolicy,
    kind: Kind,
    id: RecordId,
    values: Vec<(FieldId, Value)>,
    writes: &mut Vec<Write>,
) {
    if policy == UpdatePolicy::Leave {
        return;
    }
    for (field, value) in values {
        let current = lookup.value(kind, id, field);
        if let Some(action) = difference(current, value, policy, (kind, field)) {
            writes.push(Write {
                kind,
                record: id,
                field,
                action,
                replaced: None,
            });
        }
    }
}

fn difference(
    current: Option<Value>,
    new: Value,
    policy: UpdatePolicy,
    place: (Kind, FieldId),
) -> Option<Action> {
    if new.is_blank() {
        return None;
    }
    let Some(current) = current.filter(|c| !c.is_blank()) else {
        return Some(Action::of_value(new));
    };
    if current == new {
        return None;
    }
    match (current, new) {
        (Value::Tags(have), Value::Tags(want)) => {
            let add = want.into_iter().filter(|t| !have.contains(t));
            elements(add.map(Element::Text).collect())
        }
        (Value::Refs(have), Value::Refs(want)) => {
            let add = want.into_iter().filter(|id| !have.contains(id));
            elements(add.map(Element::Ref).collect())
        }
        (Value::Labelled(mut have), Value::Labelled(want)) => {
            let before = have.len();
            for l in want {
                if !have.iter().any(|h| same(h, &l, place)) {
                    have.push(l);
                }
            }
            (have.len() > before).then_some(Action::Set(Value::Labelled(have)))
        }
        (Value::Address(have), Value::Address(want)) => {
            let mut joined = have.clone();
            let part = |to: &mut String, from: String| {
                let free = to.is_empty() || policy == UpdatePolicy::Overwrite;
                if free && !from.is_empty() {
                    *to = from;
                }
            };
            part(&mut joined.street, want.street);
            part(&mut joined.city, want.city);
            part(&mut joined.region, want.region);
            part(&mut joined.postal_code, want.postal_code);
            part(&mut joined.country, want.country);
            (joined != have).then_some(Action::Set(Value::Address(joined)))
        }
        (_, new) => (policy == UpdatePolicy::Overwrite).then_some(Action::Set(new)),
    }
}

fn elements(add: Vec<Element>) -> Option<Action> {
    (!add.is_empty()).then(|| Action::Elements {
        add,
        remove: Vec::new(),
    })
}

fn same(a: &Labelled, b: &Labelled, (kind, field): (Kind, FieldId)) -> bool {
    let email = email_key(&a.value) == email_key(&b.value);
    let is_email = kind == Kind::MEMBER || kind == Kind::CONTACT && field == contact::EMAILS;
    email || !is_email && phone_key(&a.value).is_some_and(|k| phone_key(&b.value) == Some(k))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use record::Address;
    use record::schema::company;

    fn change(current: Value, new: Value, policy: UpdatePolicy) -> Option<Action> {
        difference(Some(current), new, policy, (Kind::CONTACT, contact::PHONES))
    }

    fn phones(list: &[&str]) -> Value {
        let of = |v: &&str| Labelled {
            value: (*v).to_owned(),
            label: String::new(),
        };
        Value::Labelled(list.iter().map(of).collect())
    }

    #[test]
    fn what_is_the_same_is_not_written() {
        let overwrite = UpdatePolicy::Overwrite;
        assert_eq!(change(Value::text("a"), Value::text("a"), overwrite), None);
        assert_eq!(
            change(
                phones(&["+49 30 1234567"]),
                phones(&["030 1234567"]),
                overwrite
            ),
            None
        );
        let tags = |t: &[&str]| Value::Tags(t.iter().map(ToString::to_string).collect());
        assert_eq!(change(tags(&["a", "b"]), tags(&["a"]), overwrite), None);
        assert_eq!(
            change(tags(&["a"]), tags(&["b"]), overwrite),
            elements(vec![Element::Text("b".into())])
        );
    }

    #[test]
    fn lists_are_joined_and_single_values_replaced_or_left() {
        let joined = change(
            phones(&["030 1234567"]),
            phones(&["0171 999999"]),
            UpdatePolicy::FillEmpty,
        );
        assert_eq!(
            joined,
            Some(Action::Set(phones(&["030 1234567", "0171 999999"])))
        );
        let (a, b) = (Value::text("a"), Value::text("b"));
        assert_eq!(change(a.clone(), b.clone(), UpdatePolicy::FillEmpty), None);
        assert_eq!(
            change(a, b.clone(), UpdatePolicy::Overwrite),
            Some(Action::Set(b))
        );
    }

    #[test]
    fn an_address_keeps_the_parts_that_the_file_lacks() {
        let address = |street: &str, city: &str| {
            Value::Address(Address {
                street: street.into(),
                city: city.into(),
                ..Address::default()
            })
        };
        let joined = difference(
            Some(address("Main St 1", "")),
            address("", "Berlin"),
            UpdatePolicy::FillEmpty,
            (Kind::COMPANY, company::ADDRESS),
        );
        assert_eq!(joined, Some(Action::Set(address("Main St 1", "Berlin"))));
    }
}
