//! What the records of a kind can be grouped by and measured with, as the schema says.

use record::schema::CREATED_AT;
use record::{FieldDef, FieldId, FieldType, Kind, Role};

use super::{Bucket, Measure};
use crate::business::Workspace;

/// A field that can be grouped by.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupChoice {
    /// References to follow, then the field.
    pub path: Vec<FieldId>,
    /// The kind at the end of the path.
    pub kind: Kind,
    /// The type of the field there.
    pub ty: FieldType,
    /// How its values can be put together, the usual one first. A range is given with the width 1.
    pub buckets: &'static [Bucket],
}

/// How the values of a type can be put together, the usual one first; none for what can't be grouped.
pub fn buckets(ty: FieldType) -> &'static [Bucket] {
    match ty {
        FieldType::Text
        | FieldType::Link
        | FieldType::Choice
        | FieldType::Choices
        | FieldType::Tags
        | FieldType::Ref(_)
        | FieldType::Refs(_)
        | FieldType::Bool => &[Bucket::Value],
        FieldType::Date | FieldType::Instant => &[
            Bucket::Month,
            Bucket::Day,
            Bucket::Week,
            Bucket::Quarter,
            Bucket::Year,
        ],
        FieldType::Int | FieldType::Duration => &[Bucket::Range(1.0), Bucket::Value],
        FieldType::Number | FieldType::Money => &[Bucket::Range(1.0)],
        FieldType::LongText
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Address
        | FieldType::Rank
        | FieldType::Any => &[],
    }
}

/// Whether people know the field: what they fill in, and when the record was made.
fn is_known(def: &FieldDef) -> bool {
    def.role != Role::System || def.id == CREATED_AT
}

impl Workspace {
    /// What a kind's records can be grouped by: their own fields first, then the fields of what they
    /// refer to.
    pub fn group_choices(&self, kind: Kind) -> Vec<GroupChoice> {
        let mut choices = Vec::new();
        let Some(def) = self.schema.kind(kind) else {
            return choices;
        };
        let choice = |kind, path: Vec<FieldId>, ty| GroupChoice {
            path,
            kind,
            ty,
            buckets: buckets(ty),
        };
        let known = || def.fields.iter().filter(|field| is_known(field));
        for field in known().filter(|field| !buckets(field.ty).is_empty()) {
            choices.push(choice(kind, vec![field.id], field.ty));
        }
        for way in known() {
            let Some(target) = way.ty.target().filter(|target| *target != Kind::ANY) else {
                continue;
            };
            for field in self.schema.kind(target).into_iter().flat_map(|d| &d.fields) {
                // Names and numbers of other records are seldom of use and would make a long list.
                let is_useful = match field.ty {
                    FieldType::Choice
                    | FieldType::Choices
                    | FieldType::Tags
                    | FieldType::Ref(_)
                    | FieldType::Date
                    | FieldType::Instant => true,
                    FieldType::Bool => !way.ty.is_set(),
                    ty => field.id.is_custom() && !buckets(ty).is_empty(),
                };
                if is_useful && is_known(field) {
                    choices.push(choice(target, vec![way.id, field.id], field.ty));
                }
            }
        }
        choices
    }

    /// What a kind's records can be measured with; the count first.
    pub fn measure_choices(&self, kind: Kind) -> Vec<Measure> {
        let mut choices = vec![Measure::Count, Measure::Share];
        if kind == Kind::DEAL {
            choices.extend([Measure::Weighted, Measure::WonRate]);
        }
        let fields = self.schema.kind(kind).into_iter().flat_map(|d| &d.fields);
        for field in fields.filter(|field| field.role != Role::System) {
            if matches!(
                field.ty,
                FieldType::Int | FieldType::Number | FieldType::Money | FieldType::Duration
            ) {
                let path = || vec![field.id];
                choices.extend([
                    Measure::Sum(path()),
                    Measure::Average(path()),
                    Measure::Median(path()),
                    Measure::Minimum(path()),
                    Measure::Maximum(path()),
                ]);
            }
        }
        choices
    }
}
