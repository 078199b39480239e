//! The proposal of a mapping.

use record::schema::{self, contact, deal, product};
use record::{FieldDef, FieldId, FieldType, Kind, Role, Schema};

use super::aliases::To;
use super::guess::guess_type;
use super::known::look_up;
use super::mapping::{AddressPart, Column, Entity, LinkBy, Mapping, Target, signature};
use super::source::Source;
use super::table::{likeliest_table, pipedrive_parts};
use crate::cell::{self, CellOptions, ColumnDates, DateVerdict};
use crate::fold::compact_key;

/// Proposes what the columns of a file mean, from its headers, its first rows (a few hundred) and
/// its name.
pub fn propose_mapping(
    header: &[String],
    sample: &[Vec<String>],
    file_name: &str,
    schema: &Schema,
) -> Mapping {
    let source = Source::detect(header, sample);
    let mut draft = Draft::new(source, header, sample, schema);
    if source == Source::Pipedrive {
        draft.by_prefix();
    } else {
        let table = likeliest_table(source, header, sample, file_name);
        draft.by_table(table);
    }
    draft.finish()
}

/// Proposes a mapping for a file that the user says holds records of `kind`.
pub fn propose_mapping_as(
    kind: Kind,
    header: &[String],
    sample: &[Vec<String>],
    schema: &Schema,
) -> Mapping {
    let source = Source::detect(header, sample);
    let mut draft = Draft::new(source, header, sample, schema);
    draft.by_table(kind);
    draft.finish()
}

/// The cells of a column.
pub(super) fn cells(sample: &[Vec<String>], column: usize) -> impl Iterator<Item = &str> {
    sample
        .iter()
        .filter_map(move |row| row.get(column).map(String::as_str))
}

struct Draft<'a> {
    source: Source,
    header: &'a [String],
    sample: &'a [Vec<String>],
    schema: &'a Schema,
    entities: Vec<Entity>,
    targets: Vec<Option<(Target, u8)>>,
}

impl<'a> Draft<'a> {
    fn new(
        source: Source,
        header: &'a [String],
        sample: &'a [Vec<String>],
        schema: &'a Schema,
    ) -> Self {
        Self {
            source,
            header,
            sample,
            schema,
            entities: Vec::new(),
            targets: vec![None; header.len()],
        }
    }

    /// One kind a row, with the records it names beside it.
    fn by_table(&mut self, table: Kind) {
        self.entities.push(Entity::Record(table));
        for (i, head) in self.header.iter().enumerate() {
            let key = compact_key(bare(head));
            let own = self.source == Source::Rapport;
            let by_schema = |draft: &Self| draft.schema_target(0, &key);
            let found = match (own, look_up(self.source, table, &key)) {
                (true, _) if key == "rapportid" => Some((Target::Id { entity: 0 }, 98)),
                (true, to) => by_schema(self).or_else(|| to.map(|to| (self.target(0, to), 80))),
                (false, Some(to)) => Some((self.target(0, to), self.sureness())),
                (false, None) => by_schema(self),
            };
            self.place(i, found);
        }
        self.complete();
    }

    /// Pipedrive: each header names its kind.
    fn by_prefix(&mut self) {
        let mut places: Vec<(Kind, bool)> = Vec::new();
        for head in self.header {
            if let Some((table, note, _)) = pipedrive_parts(head)
                && !places.contains(&(table, note))
            {
                places.push((table, note));
            }
        }
        // What the row is about comes first: a deal's row also holds its person and organization.
        let rank = |place: &(Kind, bool)| match place {
            (Kind::ACTIVITY, false) => 0,
            (Kind::DEAL, _) => 1,
            (Kind::CONTACT, _) => 2,
            (Kind::COMPANY, _) => 3,
            _ => 4,
        };
        record::order::sort_by_key(&mut places, rank);
        let deal = places.iter().position(|p| p.0 == Kind::DEAL);
        if deal.is_some() {
            places.retain(|p| p.0 != Kind::PRODUCT);
        }
        self.entities = places
            .iter()
            .map(|(table, _)| Entity::Record(*table))
            .collect();
        for (i, head) in self.header.iter().enumerate() {
            let Some((table, note, rest)) = pipedrive_parts(head) else {
                continue;
            };
            let key = compact_key(rest);
            let Some(entity) = places.iter().position(|p| *p == (table, note)) else {
                // A product in a deal's row is what the deal is about.
                let product = deal.filter(|_| {
                    matches!(
                        look_up(self.source, table, &key),
                        Some(To::Called(product::NAME))
                    )
                });
                let target = product.map_or(Target::Skip, |entity| field(entity, deal::PRODUCT));
                self.place(i, Some((target, 80)));
                continue;
            };
            let found = match look_up(self.source, table, &key) {
                Some(to) => Some((self.target(entity, to), 90)),
                None => self.schema_target(entity, &key),
            };
            self.place(i, found);
            if self.targets.get(i).is_some_and(Option::is_none) {
                self.new_field(i, entity, rest);
            }
        }
        self.complete();
    }

    fn sureness(&self) -> u8 {
        if self.source == Source::Generic {
            80
        } else {
            90
        }
    }

    /// What an alias means for the entity; adds an entity where it belongs to another one.
    fn target(&mut self, entity: usize, to: To) -> Target {
        let link = |field, by| Target::Link { entity, field, by };
        match to {
            To::Id => Target::Id { entity },
            To::Called(id) | To::Field(id) | To::AlsoField(id) => field(entity, id),
            To::Labelled(id, label) => Target::Field {
                entity,
                field: id,
                label: label.to_owned(),
            },
            To::FullName => Target::FullName { entity },
            To::Addr(field, part) => Target::Address {
                entity,
                field,
                part,
            },
            To::CurrencyOf(field) => Target::Currency { entity, field },
            To::LinkId(field) => link(field, LinkBy::Id),
            To::LinkName(field) => link(field, LinkBy::Name),
            To::LinkEmail(field) => link(field, LinkBy::Email),
            To::Stage => Target::Stage { entity },
            To::Pipeline => Target::Pipeline { entity },
            To::Outcome(part) => Target::Outcome { entity, part },
            To::Known => Target::Skip,
            To::Of(kind, inner) => {
                let wanted = Entity::Record(kind);
                let other = self.entities.iter().position(|e| *e == wanted);
                let other = other.unwrap_or_else(|| {
                    self.entities.push(wanted);
                    self.entities.len() - 1
                });
                self.target(other, *inner)
            }
        }
    }

    /// A field of the schema whose name the header is: custom fields too.
    fn schema_target(&self, entity: usize, key: &str) -> Option<(Target, u8)> {
        let kind = self.entities.get(entity)?.kind();
        let fields = || {
            let all = self.schema.kind(kind).map(|k| k.fields.as_slice());
            all.unwrap_or_default()
                .iter()
                .filter(|f| f.role != Role::System || f.id == schema::CREATED_AT)
        };
        let called =
            |f: &&FieldDef, key: &str| compact_key(&f.label) == key || compact_key(&f.key) == key;
        if let Some(def) = fields().find(|f| called(f, key)) {
            let target = match def.ty {
                FieldType::Ref(Kind::STAGE) => Target::Stage { entity },
                FieldType::Ref(_) | FieldType::Refs(_) => Target::Link {
                    entity,
                    field: def.id,
                    by: LinkBy::Name,
                },
                _ => field(entity, def.id),
            };
            return Some((target, 85));
        }
        if let Some(stem) = key.strip_suffix("currency")
            && let Some(def) = fields().find(|f| f.ty == FieldType::Money && called(f, stem))
        {
            let target = Target::Currency {
                entity,
                field: def.id,
            };
            return Some((target, 85));
        }
        let mut parts = AddressPart::PARTS.into_iter();
        let part = parts.find_map(|part| {
            let stem = key.strip_suffix(compact_key(part.header()).as_str())?;
            let def = fields().find(|f| f.ty == FieldType::Address && called(f, stem))?;
            let field = def.id;
            Some(Target::Address {
                entity,
                field,
                part,
            })
        });
        if let Some(target) = part {
            return Some((target, 85));
        }
        let stem = key.strip_suffix("id")?;
        let def = fields().find(|f| f.ty.target().is_some() && called(f, stem))?;
        let target = Target::Link {
            entity,
            field: def.id,
            by: LinkBy::Id,
        };
        Some((target, 85))
    }

    /// Gives a column its target where the target is free and the values suit it.
    fn place(&mut self, column: usize, found: Option<(Target, u8)>) {
        let Some((target, sure)) = found else { return };
        if self.is_taken(&target) || !self.suits(column, &target) {
            return;
        }
        if let Some(slot) = self.targets.get_mut(column) {
            *slot = Some((target, sure));
        }
    }

    fn field_type(&self, entity: usize, id: FieldId) -> Option<FieldType> {
        let kind = self.entities.get(entity)?.kind();
        Some(self.schema.field(kind, id)?.ty)
    }

    fn is_taken(&self, target: &Target) -> bool {
        let several = match target {
            Target::Skip => true,
            // Where one is blank the next one counts.
            Target::Field { entity, field, .. } => {
                let kind = self.entities.get(*entity).map(|e| e.kind());
                let also = [
                    (Kind::DEAL, deal::CLOSED_ON),
                    (Kind::TICKET, schema::ticket::SOLVED_AT),
                ];
                also.iter().any(|(k, f)| Some(*k) == kind && f == field)
                    || matches!(
                        self.field_type(*entity, *field),
                        Some(FieldType::Email | FieldType::Phone | FieldType::Tags)
                    )
            }
            _ => false,
        };
        !several && self.targets.iter().flatten().any(|(t, _)| t == target)
    }

    /// Whether at least half of the first values can be read as the field's type.
    fn suits(&self, column: usize, target: &Target) -> bool {
        let Target::Field { entity, field, .. } = target else {
            return true;
        };
        let Some(ty) = self.field_type(*entity, *field) else {
            return false;
        };
        let filled = || cells(self.sample, column).filter(|c| !c.trim().is_empty());
        if matches!(ty, FieldType::Date | FieldType::Instant) {
            let mut dates = ColumnDates::default();
            filled().for_each(|c| dates.see(c));
            return filled().next().is_none() || dates.verdict() != DateVerdict::None;
        }
        let options = CellOptions::default();
        let good = filled()
            .filter(|c| cell::parse(c, ty, &options).is_ok())
            .count();
        good * 2 >= filled().count()
    }

    fn new_field(&mut self, column: usize, entity: usize, label: &str) {
        let records = matches!(self.entities.get(entity), Some(Entity::Record(_)));
        let guessed = guess_type(label, cells(self.sample, column));
        let found = match guessed.or(suffix_type(label)) {
            Some(ty) if records && !label.trim().is_empty() => {
                let target = Target::NewField {
                    entity,
                    label: bare(label).trim_end_matches('*').trim().to_owned(),
                    ty: suffix_type(label).unwrap_or(ty),
                };
                (target, 50)
            }
            _ => (Target::Skip, 60),
        };
        if let Some(slot) = self.targets.get_mut(column) {
            *slot = Some(found);
        }
    }

    /// What remains after the known headers: values that speak for themselves, then custom fields.
    fn complete(&mut self) {
        self.join_named_records();
        self.drop_whole_names();
        let kind = self.entities.first().map(|e| e.kind());
        let record = matches!(self.entities.first(), Some(Entity::Record(_)));
        let open = |draft: &Self| -> Vec<usize> {
            let slots = draft.targets.iter().enumerate();
            slots.filter(|(_, t)| t.is_none()).map(|(i, _)| i).collect()
        };
        if record && kind == Some(Kind::CONTACT) && !self.has_field(contact::EMAILS) {
            for i in open(self) {
                if guess_type("", cells(self.sample, i)) == Some(FieldType::Email) {
                    self.place(i, Some((field(0, contact::EMAILS), 60)));
                }
            }
        }
        if record && !self.is_called() {
            let texts = open(self)
                .into_iter()
                .find(|i| guess_type("", cells(self.sample, *i)) == Some(FieldType::Text));
            let name = match kind {
                Some(Kind::CONTACT) => Some(Target::FullName { entity: 0 }),
                Some(kind) => self.required(kind).map(|id| field(0, id)),
                None => None,
            };
            if let (Some(i), Some(target), Some(kind)) = (texts, name, kind)
                && kind != Kind::DEAL
            {
                self.place(i, Some((target, 40)));
            }
        }
        for i in open(self) {
            let label = self.header.get(i).cloned().unwrap_or_default();
            self.new_field(i, 0, &label);
        }
    }

    fn required(&self, kind: Kind) -> Option<FieldId> {
        let fields = &self.schema.kind(kind)?.fields;
        let text = |f: &&FieldDef| f.role == Role::Required && f.ty == FieldType::Text;
        fields.iter().find(text).map(|f| f.id)
    }

    fn has_field(&self, id: FieldId) -> bool {
        self.targets
            .iter()
            .flatten()
            .any(|(t, _)| matches!(t, Target::Field { entity: 0, field, .. } if *field == id))
    }

    fn is_called(&self) -> bool {
        let kind = self.entities.first().map(|e| e.kind());
        match kind {
            Some(Kind::CONTACT) => {
                self.has_field(contact::FIRST_NAME)
                    || self.has_field(contact::LAST_NAME)
                    || self
                        .targets
                        .iter()
                        .flatten()
                        .any(|(t, _)| matches!(t, Target::FullName { entity: 0 }))
            }
            Some(kind) => self.required(kind).is_none_or(|id| self.has_field(id)),
            None => true,
        }
    }

    /// Where the row holds a company of its own, a link to it by name or id is that company's name
    /// or id. A second record that nothing identifies is none: its columns go to the first.
    fn join_named_records(&mut self) {
        for other in (1..self.entities.len()).rev() {
            let Some(kind) = self.entities.get(other).map(|e| e.kind()) else {
                continue;
            };
            if self.source == Source::Pipedrive {
                continue;
            }
            let Some(name) = self
                .required(kind)
                .or((kind == Kind::CONTACT).then_some(contact::LAST_NAME))
            else {
                continue;
            };
            for i in 0..self.targets.len() {
                let Some(Some((
                    Target::Link {
                        entity: 0,
                        field: id,
                        by,
                    },
                    sure,
                ))) = self.targets.get(i).cloned()
                else {
                    continue;
                };
                if self.field_type(0, id).and_then(FieldType::target) != Some(kind)
                    || kind == Kind::MEMBER
                {
                    continue;
                }
                let target = match by {
                    LinkBy::Id => Target::Id { entity: other },
                    LinkBy::Name if kind == Kind::CONTACT => Target::FullName { entity: other },
                    LinkBy::Name => field(other, name),
                    LinkBy::Email => field(other, contact::EMAILS),
                };
                if !self.is_taken(&target)
                    && let Some(slot) = self.targets.get_mut(i)
                {
                    *slot = Some((target, sure));
                }
            }
            let domain = schema::company::DOMAIN;
            let identified = self.targets.iter().flatten().any(|(t, _)| match t {
                Target::Id { entity } | Target::FullName { entity } => *entity == other,
                Target::Field { entity, field, .. } => {
                    *entity == other
                        && (*field == name
                            || kind == Kind::COMPANY && *field == domain
                            || kind == Kind::CONTACT)
                }
                _ => false,
            });
            if !identified && other + 1 == self.entities.len() {
                self.entities.pop();
                for slot in &mut self.targets {
                    if slot.as_ref().and_then(|(t, _)| t.entity()) == Some(other) {
                        *slot = None;
                    }
                }
            }
        }
    }

    /// A whole name beside the last name says nothing more.
    fn drop_whole_names(&mut self) {
        let last = |t: &Target, of: usize| matches!(t, Target::Field { entity, field, .. } if *entity == of && *field == contact::LAST_NAME);
        for i in 0..self.targets.len() {
            let Some(Some((Target::FullName { entity }, _))) = self.targets.get(i).cloned() else {
                continue;
            };
            let redundant = self.targets.iter().flatten().any(|(t, _)| last(t, entity));
            if redundant && let Some(slot) = self.targets.get_mut(i) {
                *slot = Some((Target::Skip, 90));
            }
        }
    }

    fn finish(self) -> Mapping {
        let signature = signature(self.header);
        let ids = self
            .targets
            .iter()
            .position(|t| matches!(t, Some((Target::Id { entity: 0 }, _))));
        let small = ids.is_some_and(|column| {
            cells(self.sample, column).all(|c| {
                let c = c.trim();
                c.len() <= 6 && c.bytes().all(|b| b.is_ascii_digit())
            })
        });
        let system = match self.source {
            // Small numbers are ids in many systems: they count for files of this form alone.
            Source::Generic if small => {
                format!("generic-{}", signature.get(..8).unwrap_or(&signature))
            }
            source => source.key().to_owned(),
        };
        let columns = self.header.iter().zip(self.targets);
        Mapping {
            source: self.source,
            system,
            entities: self.entities,
            columns: columns
                .map(|(header, target)| {
                    let (target, confidence) = target.unwrap_or((Target::Skip, 0));
                    Column {
                        header: header.clone(),
                        target,
                        confidence,
                    }
                })
                .collect(),
            signature,
        }
    }
}

fn field(entity: usize, field: FieldId) -> Target {
    Target::Field {
        entity,
        field,
        label: String::new(),
    }
}

/// Types that Zendesk writes behind the names of custom fields.
const SUFFIXES: &[(&str, FieldType)] = &[
    (" [list]", FieldType::Choice),
    (" [txt]", FieldType::Text),
    (" [int]", FieldType::Int),
    (" [flag]", FieldType::Bool),
    (" [dec]", FieldType::Number),
    (" [date]", FieldType::Date),
];

fn suffix_type(header: &str) -> Option<FieldType> {
    let found = SUFFIXES.iter().find(|(suffix, _)| header.ends_with(suffix));
    found.map(|(_, ty)| *ty)
}

/// A header without the type behind it.
fn bare(header: &str) -> &str {
    SUFFIXES
        .iter()
        .find_map(|(suffix, _)| header.strip_suffix(suffix))
        .unwrap_or(header)
}
