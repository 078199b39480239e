//! What a column can become: as options of a select, and their names.

use interchange::headers::{AddressPart, Entity, LinkBy, OutcomePart, Target};
use record::{FieldDef, FieldType, Kind, Role, Schema};

use crate::parts::SelectOption;
use crate::words::{common, import as words, schema as names};

/// Everything that a column of a file with these entities can become. The column's own target is
/// among them whatever it is.
pub(super) fn targets(
    schema: &Schema,
    entities: &[Entity],
    header: &str,
    guessed: FieldType,
    present: &Target,
) -> Vec<Target> {
    let mut targets = vec![Target::Skip];
    for (entity, what) in entities.iter().enumerate() {
        of_kind(schema, what.kind(), entity, &mut targets);
    }
    for entity in 0..entities.len() {
        let label = header.to_owned();
        targets.push(Target::NewField {
            entity,
            label,
            ty: guessed,
        });
    }
    if !targets.contains(present) {
        targets.insert(1, present.clone());
    }
    targets
}

/// Targets as options of a select.
pub(super) fn options(
    schema: &Schema,
    entities: &[Entity],
    targets: &[Target],
) -> Vec<SelectOption> {
    let several = entities.len() > 1;
    targets
        .iter()
        .map(|target| SelectOption {
            key: key(target),
            label: name(schema, entities, target, several),
        })
        .collect()
}

/// The key of a target in a select.
pub(super) fn key(target: &Target) -> String {
    serde_json::to_string(target).unwrap_or_default()
}

/// The one of the targets that has a key. Keys are compared, not read: reading them would take a
/// parser of all that a target can hold.
pub(super) fn of_key(targets: Vec<Target>, sought: &str) -> Option<Target> {
    targets.into_iter().find(|target| key(target) == sought)
}

fn of_kind(schema: &Schema, kind: Kind, entity: usize, targets: &mut Vec<Target>) {
    targets.push(Target::Id { entity });
    if kind == Kind::CONTACT {
        targets.push(Target::FullName { entity });
    }
    if kind == Kind::DEAL {
        targets.push(Target::Stage { entity });
        targets.push(Target::Pipeline { entity });
        for part in [
            OutcomePart::Status,
            OutcomePart::IsWon,
            OutcomePart::IsClosed,
        ] {
            targets.push(Target::Outcome { entity, part });
        }
    }
    let Some(def) = schema.kind(kind) else { return };
    for field in def.fields.iter().filter(|f| f.role != Role::System) {
        of_field(field, kind, entity, targets);
    }
    if let Some(created) = def.field(record::schema::CREATED_AT) {
        of_field(created, kind, entity, targets);
    }
}

fn of_field(def: &FieldDef, kind: Kind, entity: usize, targets: &mut Vec<Target>) {
    let field = def.id;
    match def.ty {
        // A stage is named by its pipeline's stages, not by a link.
        FieldType::Ref(Kind::STAGE) if kind == Kind::DEAL => {}
        FieldType::Ref(_) | FieldType::Refs(_) => {
            for by in [LinkBy::Name, LinkBy::Id, LinkBy::Email] {
                targets.push(Target::Link { entity, field, by });
            }
        }
        FieldType::Address => {
            let parts = [
                AddressPart::Street,
                AddressPart::City,
                AddressPart::Region,
                AddressPart::PostalCode,
                AddressPart::Country,
                AddressPart::Whole,
            ];
            targets.extend(parts.map(|part| Target::Address {
                entity,
                field,
                part,
            }));
        }
        _ => {
            targets.push(Target::Field {
                entity,
                field,
                label: String::new(),
            });
            if def.ty == FieldType::Money {
                targets.push(Target::Currency { entity, field });
            }
        }
    }
}

fn name(schema: &Schema, entities: &[Entity], target: &Target, several: bool) -> String {
    let kind = target
        .entity()
        .and_then(|e| entities.get(e))
        .map_or(Kind::ANY, |e| e.kind());
    let of = |field| names::field_of(schema, kind, field);
    let name = match target {
        Target::Skip => return words::skip().to_owned(),
        Target::Id { .. } => words::own_id().to_owned(),
        Target::Field { field, label, .. } if label.is_empty() => of(*field),
        Target::Field { field, label, .. } => words::labelled(&of(*field), label),
        Target::FullName { .. } => words::full_name().to_owned(),
        Target::Address { field, part, .. } => words::address_part(&of(*field), part_name(*part)),
        Target::Currency { field, .. } => words::currency_of(&of(*field)),
        Target::Link { field, by, .. } => match by {
            LinkBy::Name => words::link_by_name(&of(*field)),
            LinkBy::Id => words::link_by_id(&of(*field)),
            LinkBy::Email => words::link_by_email(&of(*field)),
        },
        Target::Stage { .. } => words::stage().to_owned(),
        Target::Pipeline { .. } => words::pipeline().to_owned(),
        Target::Outcome { part, .. } => match part {
            OutcomePart::Status => words::outcome_status(),
            OutcomePart::IsWon => words::outcome_won(),
            OutcomePart::IsClosed => words::outcome_closed(),
        }
        .to_owned(),
        Target::NewField { label, .. } => words::new_field(label),
    };
    if several {
        format!("{} · {name}", names::kind_one(kind))
    } else {
        name
    }
}

fn part_name(part: AddressPart) -> &'static str {
    match part {
        AddressPart::Street => common::street(),
        AddressPart::City => common::city(),
        AddressPart::Region => common::region(),
        AddressPart::PostalCode => common::postal_code(),
        AddressPart::Country => common::country(),
        AddressPart::Whole => words::whole_address(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_survives_its_key_and_the_present_one_is_offered() {
        let schema = Schema::standard();
        let entities = [Entity::Record(Kind::DEAL), Entity::Record(Kind::CONTACT)];
        let present = Target::NewField {
            entity: 1,
            label: "Odd".into(),
            ty: FieldType::Date,
        };
        let list = targets(&schema, &entities, "Column", FieldType::Text, &present);
        assert!(list.contains(&present));
        let options = options(&schema, &entities, &list);
        for (target, option) in list.iter().zip(&options) {
            let found = of_key(list.clone(), &option.key);
            assert_eq!(found.as_ref(), Some(target), "{}", option.label);
        }
        assert_eq!(of_key(list, "not a key"), None);
    }
}
