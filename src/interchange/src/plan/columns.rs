//! How each column is read: the type of its field, and the form of its dates and numbers.

use record::schema::{self, field as field_kind};
use record::{FieldId, FieldType, Kind, RecordId, Schema, Value, Write};

use super::decisions::Decisions;
use super::report::{NewField, Question};
use crate::cell::{
    CellOptions, ColumnDates, ColumnNumbers, DateFormat, DateVerdict, NumberStyle, NumberVerdict,
};
use crate::csv::{MAX_ROW_BYTES, Row};
use crate::fold::compact_key;
use crate::headers::{Entity, Mapping, Target};

/// A custom field that a mapping asks for.
#[derive(Clone, Debug)]
pub(super) struct Custom {
    pub(super) record: RecordId,
    pub(super) kind: Kind,
    pub(super) label: String,
    pub(super) ty: FieldType,
    /// Whether the schema has it already.
    known: bool,
}

/// All custom fields that the mappings of an import ask for.
#[derive(Clone, Debug, Default)]
pub(super) struct Customs(Vec<Custom>);

/// How a column is read.
#[derive(Clone, Debug)]
pub(super) struct ColumnPlan {
    pub(super) target: Target,
    /// The field, also of a custom field that is yet to be made.
    pub(super) field: Option<FieldId>,
    pub(super) ty: FieldType,
    pub(super) options: CellOptions,
}

impl Custom {
    pub(super) fn field(&self) -> FieldId {
        FieldId::custom(self.record)
    }
}

impl Customs {
    /// Collects the fields of all mappings. The same name on one kind is one field; where its type
    /// differs it becomes text.
    pub(super) fn of(mappings: impl Iterator<Item = Mapping>, schema: &Schema) -> Self {
        let mut list: Vec<Custom> = Vec::new();
        for mapping in mappings {
            for column in &mapping.columns {
                let Target::NewField { entity, label, ty } = &column.target else {
                    continue;
                };
                let Some(Entity::Record(kind)) = mapping.entities.get(*entity) else {
                    continue;
                };
                let record = custom_record(*kind, label);
                let known = schema.field(*kind, FieldId::custom(record));
                match list.iter_mut().find(|c| c.record == record) {
                    Some(there) if there.ty != *ty && !there.known => there.ty = FieldType::Text,
                    Some(_) => {}
                    None => list.push(Custom {
                        record,
                        kind: *kind,
                        label: label.clone(),
                        ty: known.map_or(*ty, |f| f.ty),
                        known: known.is_some(),
                    }),
                }
            }
        }
        Self(list)
    }

    pub(super) fn get(&self, kind: Kind, label: &str) -> Option<&Custom> {
        let record = custom_record(kind, label);
        self.0.iter().find(|c| c.record == record)
    }

    pub(super) fn by_field(&self, kind: Kind, field: FieldId) -> Option<&Custom> {
        self.0.iter().find(|c| c.kind == kind && c.field() == field)
    }

    /// The records that define those that are new.
    pub(super) fn writes(&self, report: &mut Vec<NewField>) -> Vec<Write> {
        let mut writes = Vec::new();
        for custom in self.0.iter().filter(|c| !c.known) {
            let mut set = |field, value| {
                writes.push(Write::set(Kind::FIELD, custom.record, field, value));
            };
            set(field_kind::LABEL, Value::text(custom.label.clone()));
            set(field_kind::KIND, Value::Int(i64::from(custom.kind.0)));
            set(field_kind::TYPE, Value::text(custom.ty.name()));
            report.push(NewField {
                record: custom.record,
                kind: custom.kind,
                label: custom.label.clone(),
                ty: custom.ty.name().into_owned(),
            });
        }
        writes
    }
}

fn custom_record(kind: Kind, label: &str) -> RecordId {
    let kind = kind.0.to_string();
    RecordId::natural(["import", "field", &kind, &compact_key(label)])
}

/// What the scan of a file has seen.
#[derive(Clone, Debug)]
pub(super) struct Scan {
    columns: Vec<(ColumnPlan, Seen)>,
}

#[derive(Clone, Debug)]
enum Seen {
    Nothing,
    Dates(ColumnDates, Vec<String>),
    Numbers(ColumnNumbers, Vec<String>),
}

/// So many cells are shown with a question.
const EXAMPLES: usize = 5;

impl Scan {
    pub(super) fn new(
        mapping: &Mapping,
        schema: &Schema,
        customs: &Customs,
        decisions: &Decisions,
    ) -> Self {
        let options = CellOptions {
            currency: decisions.currency,
            dates: None,
            numbers: NumberStyle::Auto,
            utc_offset: decisions.utc_offset,
        };
        let columns = mapping.columns.iter().map(|column| {
            let (field, ty) = field_of(&column.target, mapping, schema, customs);
            let usable = !matches!(
                column.target,
                Target::Field { .. } | Target::NewField { .. }
            ) || field.is_some();
            let target = if usable {
                column.target.clone()
            } else {
                Target::Skip
            };
            let seen = match ty {
                FieldType::Date | FieldType::Instant => {
                    Seen::Dates(ColumnDates::default(), Vec::new())
                }
                FieldType::Int | FieldType::Number | FieldType::Money => {
                    Seen::Numbers(ColumnNumbers::default(), Vec::new())
                }
                _ => Seen::Nothing,
            };
            let plan = ColumnPlan {
                target,
                field,
                ty,
                options,
            };
            (plan, seen)
        });
        Self {
            columns: columns.collect(),
        }
    }

    /// Whether any column has to be seen whole.
    pub(super) fn is_needed(&self) -> bool {
        self.columns
            .iter()
            .any(|(_, seen)| !matches!(seen, Seen::Nothing))
    }

    pub(super) fn see(&mut self, row: &Row<'_>) {
        // Such a row is set aside.
        if row.bytes() > MAX_ROW_BYTES {
            return;
        }
        for (i, (_, seen)) in self.columns.iter_mut().enumerate() {
            let examples = match seen {
                Seen::Nothing => continue,
                Seen::Dates(dates, examples) => {
                    dates.see(row.get(i).unwrap_or_default());
                    examples
                }
                Seen::Numbers(numbers, examples) => {
                    numbers.see(row.get(i).unwrap_or_default());
                    examples
                }
            };
            let cell = row.get(i).unwrap_or_default().trim();
            if examples.len() < EXAMPLES && !cell.is_empty() && !examples.iter().any(|e| e == cell)
            {
                examples.push(cell.chars().take(40).collect());
            }
        }
    }

    /// How the columns are read, with what only the user can say as questions.
    pub(super) fn finish(
        self,
        file: usize,
        header: &[String],
        decisions: &Decisions,
        questions: &mut Vec<Question>,
    ) -> Vec<ColumnPlan> {
        let of = |column: usize| header.get(column).cloned().unwrap_or_default();
        // Columns of one file mostly have one form: where one of them says which, the others are
        // asked for with that form in front.
        let usual = self.columns.iter().find_map(|(_, seen)| match seen {
            Seen::Dates(dates, _) => match dates.verdict() {
                DateVerdict::Decided(format @ (DateFormat::Dmy | DateFormat::Mdy)) => Some(format),
                _ => None,
            },
            _ => None,
        });
        let columns = self.columns.into_iter().enumerate();
        columns
            .map(|(column, (mut plan, seen))| {
                match seen {
                    Seen::Nothing => {}
                    Seen::Dates(dates, examples) => {
                        let decided = decisions
                            .dates
                            .iter()
                            .find(|(f, c, _)| (*f, *c) == (file, column))
                            .map(|(.., format)| *format);
                        plan.options.dates = decided.or_else(|| match dates.verdict() {
                            DateVerdict::Decided(format) => Some(format),
                            DateVerdict::None => None,
                            DateVerdict::Ambiguous(mut candidates) => {
                                record::order::sort_by_key(&mut candidates, |c| Some(*c) != usual);
                                let first = candidates.first().copied();
                                questions.push(Question::DateFormat {
                                    file,
                                    column,
                                    header: of(column),
                                    candidates,
                                    examples,
                                });
                                first
                            }
                        });
                    }
                    Seen::Numbers(numbers, examples) => {
                        let decided = decisions
                            .decimals
                            .iter()
                            .find(|(f, c, _)| (*f, *c) == (file, column))
                            .map(|(.., style)| *style);
                        plan.options.numbers = decided.unwrap_or_else(|| match numbers.verdict() {
                            NumberVerdict::Decided(style) => style,
                            NumberVerdict::Ambiguous => {
                                questions.push(Question::DecimalSign {
                                    file,
                                    column,
                                    header: of(column),
                                    examples,
                                });
                                NumberStyle::Auto
                            }
                        });
                    }
                }
                plan
            })
            .collect()
    }
}

fn field_of(
    target: &Target,
    mapping: &Mapping,
    schema: &Schema,
    customs: &Customs,
) -> (Option<FieldId>, FieldType) {
    let kind = target
        .entity()
        .and_then(|e| mapping.entities.get(e))
        .map(|e| e.kind());
    let nothing = (None, FieldType::Text);
    let Some(kind) = kind else { return nothing };
    match target {
        Target::Field { field, .. } => match schema.field(kind, *field) {
            Some(def) => (Some(def.id), def.ty),
            None if *field == schema::CREATED_AT => (Some(*field), FieldType::Instant),
            None => nothing,
        },
        Target::NewField { label, .. } => match customs.get(kind, label) {
            Some(custom) => (Some(custom.field()), custom.ty),
            None => nothing,
        },
        _ => nothing,
    }
}
