//! Whether values may be written.

use hashbrown::HashSet;
use interchange::cell;
use interchange::fold::phone_key;
use record::schema::{MERGED_INTO, PURGED, company};
use record::{FieldDef, FieldId, FieldType, Kind, Labelled, RecordId, Role, Value};

use super::{Draft, repeating};
use crate::business::Workspace;
use crate::error::Refused;
use crate::lines::range_of;

/// The longest text of a field, in bytes.
pub(crate) const TEXT_MAX: usize = 1 << 20;

/// Checks the fields of a new record and leaves out blank ones.
pub(crate) fn new_record(
    workspace: &Workspace,
    kind: Kind,
    record: RecordId,
    values: Vec<(FieldId, Value)>,
) -> Result<Vec<(FieldId, Value)>, Refused> {
    let unknown = Refused::UnknownField {
        kind,
        field: FieldId(0),
    };
    let def = workspace.schema.kind(kind).ok_or(unknown)?;
    for (field, value) in &values {
        one(workspace, kind, record, *field, Some(value))?;
    }
    let filled: Vec<_> = values
        .into_iter()
        .filter(|(_, value)| !value.is_blank())
        .collect();
    let has = |field: FieldId| filled.iter().any(|(f, _)| *f == field);
    if let Some(missing) = def
        .fields
        .iter()
        .find(|f| f.role == Role::Required && !has(f.id))
    {
        return Err(Refused::Required {
            kind,
            field: missing.id,
        });
    }
    // A person without any name can't be found again.
    use record::schema::contact;
    if kind == Kind::CONTACT
        && ![contact::FIRST_NAME, contact::LAST_NAME, contact::EMAILS]
            .into_iter()
            .any(has)
    {
        return Err(Refused::Required {
            kind,
            field: contact::LAST_NAME,
        });
    }
    Ok(filled)
}

/// Checks new values of a record's fields.
pub(crate) fn edits(
    workspace: &Workspace,
    kind: Kind,
    record: RecordId,
    values: &[(FieldId, Option<Value>)],
) -> Result<(), Refused> {
    values
        .iter()
        .try_for_each(|(field, value)| one(workspace, kind, record, *field, value.as_ref()))
}

/// The elements of both sets, or the list with the other's entries behind; otherwise the first.
pub(crate) fn joined(ours: Value, theirs: Value) -> Option<Value> {
    fn union<T: Ord>(mut a: Vec<T>, b: Vec<T>) -> Vec<T> {
        a.extend(b);
        record::order::sort(&mut a);
        a.dedup();
        a
    }
    Some(match (ours, theirs) {
        (Value::Tags(a), Value::Tags(b)) => Value::Tags(union(a, b)),
        (Value::Refs(a), Value::Refs(b)) => Value::Refs(union(a, b)),
        (Value::Labelled(mut a), Value::Labelled(b)) => {
            for entry in b {
                if !a.iter().any(|l| is_same_entry(&l.value, &entry.value)) {
                    a.push(entry);
                }
            }
            Value::Labelled(a)
        }
        (ours, _) => ours,
    })
}

/// Whether two entries are one address, or one phone number however it is written.
fn is_same_entry(a: &str, b: &str) -> bool {
    let number = |text: &str| phone_key(text).filter(|_| !text.contains('@'));
    a.eq_ignore_ascii_case(b) || number(a).is_some_and(|key| number(b) == Some(key))
}

/// Checks a new value of a record's field.
pub(crate) fn one(
    workspace: &Workspace,
    kind: Kind,
    record: RecordId,
    field: FieldId,
    value: Option<&Value>,
) -> Result<(), Refused> {
    let unknown = Refused::UnknownField { kind, field };
    let def = workspace.schema.field(kind, field);
    // Only the commands of their own write these.
    let def = def.filter(|def| ![MERGED_INTO, PURGED].contains(&def.id));
    let def = def.ok_or(unknown)?;
    let Some(value) = value.filter(|v| !v.is_blank()) else {
        return match def.role {
            Role::Required => Err(Refused::Required { kind, field }),
            _ => Ok(()),
        };
    };
    if !is_of_type(value, def.ty) || repeating::is_no_repeat(kind, field, value) {
        return Err(Refused::WrongType { kind, field });
    }
    if longest_text(value) > TEXT_MAX {
        return Err(Refused::TooLong {
            kind,
            field,
            limit: TEXT_MAX,
        });
    }
    if let (Some((from, to)), Some(number)) = (range_of(kind, field), value.as_number())
        && !(from..=to).contains(&number)
    {
        return Err(Refused::OutOfRange {
            kind,
            field,
            from,
            to,
        });
    }
    if let Some(option) = unknown_option(def, value) {
        return Err(Refused::UnknownOption {
            kind,
            field,
            option,
        });
    }
    if let (FieldType::Link, Value::Text(link)) = (def.ty, value)
        && !is_safe_link(link)
    {
        return Err(Refused::UnsafeLink { kind, field });
    }
    if let Value::Labelled(list) = value {
        reachable(workspace, kind, record, def, list)?;
    }
    if def.ty.target() == Some(kind) && value.as_ref_id() == Some(record) {
        return Err(Refused::RefersToItself { kind, field });
    }
    Ok(())
}

/// Checks new addresses and numbers of a list as an import does, so that what is typed here can be
/// exported and come back. What the record has already stays possible.
fn reachable(
    workspace: &Workspace,
    kind: Kind,
    record: RecordId,
    def: &FieldDef,
    list: &[Labelled],
) -> Result<(), Refused> {
    let known = match workspace.value(kind, record, def.id) {
        Some(Value::Labelled(known)) => known,
        _ => Vec::new(),
    };
    let new = list
        .iter()
        .filter(|entry| known.iter().all(|known| known.value != entry.value));
    for Labelled { value, .. } in new {
        let text = value.clone();
        let is_one = |read: Result<Vec<Labelled>, _>| read.is_ok_and(|list| list.len() == 1);
        match def.ty {
            FieldType::Email if !is_one(cell::emails(value)) => {
                return Err(Refused::NotAnEmail { text });
            }
            FieldType::Phone if !is_one(cell::phones(value)) => {
                return Err(Refused::NotAPhone { text });
            }
            _ => {}
        }
    }
    Ok(())
}

/// Checks that no company is among its own parents once the draft is carried out.
pub(crate) fn parents(
    workspace: &Workspace,
    draft: &Draft,
    companies: impl IntoIterator<Item = RecordId>,
) -> Result<(), Refused> {
    for company in companies {
        if is_own_parent(workspace, draft, company) {
            return Err(Refused::RefersToItself {
                kind: Kind::COMPANY,
                field: company::PARENT,
            });
        }
    }
    Ok(())
}

/// Whether a company has itself among its parents.
pub(crate) fn is_own_parent(workspace: &Workspace, draft: &Draft, company: RecordId) -> bool {
    let mut above = HashSet::new();
    let mut at = company;
    // A circle above the company that it is no part of ends the walk as well.
    while above.insert(at) {
        let parent = draft.value(workspace, Kind::COMPANY, at, company::PARENT);
        match parent.and_then(|value| value.as_ref_id()) {
            Some(parent) if parent == company => return true,
            Some(parent) => at = parent,
            None => return false,
        }
    }
    false
}

fn unknown_option(def: &FieldDef, value: &Value) -> Option<String> {
    let known = |key: &String| def.options.iter().any(|o| o == key.as_str());
    match (def.ty, value) {
        (FieldType::Choice, Value::Choice(key)) if !known(key) => Some(key.clone()),
        (FieldType::Choices, Value::Tags(keys)) if !def.options.is_empty() => {
            keys.iter().find(|key| !known(key)).cloned()
        }
        _ => None,
    }
}

fn is_safe_link(link: &str) -> bool {
    let lower = link.trim_start().to_ascii_lowercase();
    ["http://", "https://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme))
}

fn longest_text(value: &Value) -> usize {
    match value {
        Value::Text(s) | Value::Choice(s) | Value::Rank(s) => s.len(),
        Value::Labelled(list) => list.iter().map(|l| l.value.len() + l.label.len()).sum(),
        Value::Tags(list) => list.iter().map(String::len).sum(),
        Value::Address(a) => a.parts().map(str::len).sum(),
        _ => 0,
    }
}

fn is_of_type(value: &Value, ty: FieldType) -> bool {
    matches!(
        (ty, value),
        (
            FieldType::Text | FieldType::LongText | FieldType::Link,
            Value::Text(_)
        ) | (FieldType::Email | FieldType::Phone, Value::Labelled(_))
            | (FieldType::Int, Value::Int(_))
            | (FieldType::Number, Value::Number(_))
            | (FieldType::Money, Value::Money(_))
            | (FieldType::Date, Value::Date(_))
            | (FieldType::Instant, Value::Instant(_))
            | (FieldType::Duration, Value::Duration(_))
            | (FieldType::Bool, Value::Bool(_))
            | (FieldType::Choice, Value::Choice(_))
            | (FieldType::Choices | FieldType::Tags, Value::Tags(_))
            | (FieldType::Ref(_), Value::Ref(_))
            | (FieldType::Refs(_), Value::Refs(_))
            | (FieldType::Address, Value::Address(_))
            | (FieldType::Rank, Value::Rank(_))
            | (FieldType::Any, _)
    )
}
