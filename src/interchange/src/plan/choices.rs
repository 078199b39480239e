//! Values of choices: known options, options that are made, and spellings that are nearly known.

use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};
use record::schema::{company, field as field_kind, ticket};
use record::{Action, Element, FieldId, Kind, RecordId, Schema, Value, Write};

use super::columns::Customs;
use super::decisions::{Decisions, Treat};
use super::identity::kind_key;
use super::lookup::Lookup;
use super::report::{MatchedChoice, Near, NewChoice, Report};
use crate::fold::{Nearness, compact_key, name_key, nearness};
use crate::headers::Source;

/// The values of all choices that the files hold, counted.
#[derive(Debug, Default)]
pub(super) struct Seen {
    fields: BTreeMap<(Kind, FieldId), Values>,
}

#[derive(Debug, Default)]
struct Values {
    counts: HashMap<String, u32>,
    catalogue: Vec<String>,
    /// Written by a system that has internal names for its options.
    internal_names: bool,
}

/// What each value becomes; values that stay as they are and are options are not listed.
#[derive(Debug, Default)]
pub(super) struct Settled {
    fields: HashMap<(Kind, FieldId), HashMap<String, Option<String>>>,
}

/// Values that mean a standard option under another name.
const SYNONYMS: &[(Kind, FieldId, &str, &str)] = &[
    (Kind::TICKET, ticket::PRIORITY, "medium", "Normal"),
    (Kind::TICKET, ticket::PRIORITY, "critical", "Urgent"),
    (Kind::TICKET, ticket::STATUS, "resolved", "Solved"),
    (
        Kind::TICKET,
        ticket::STATUS,
        "waiting on contact",
        "Pending",
    ),
    (
        Kind::TICKET,
        ticket::STATUS,
        "waiting on customer",
        "Pending",
    ),
    (Kind::TICKET, ticket::STATUS, "waiting on us", "Open"),
    (
        Kind::TICKET,
        ticket::STATUS,
        "waiting on third party",
        "On hold",
    ),
    (Kind::TICKET, ticket::STATUS, "working", "Open"),
    (Kind::TICKET, ticket::STATUS, "active", "Open"),
    (Kind::TICKET, ticket::CHANNEL, "mail", "Email"),
    (Kind::TICKET, ticket::CHANNEL, "portal", "Web form"),
    (Kind::TICKET, ticket::CHANNEL, "web", "Web form"),
    (Kind::TICKET, ticket::CHANNEL, "form", "Web form"),
];

/// Usual words of a choice, which a misspelt value is compared with although they are no options.
const USUAL: &[(Kind, FieldId, &[&str])] = &[(
    Kind::COMPANY,
    company::INDUSTRY,
    &[
        "Technology",
        "Medical",
        "Pharmaceuticals",
        "Biotechnology",
        "Entertainment",
        "Employment",
        "Services",
        "Wholesale",
        "Logistics",
        "Aerospace",
        "Chemicals",
        "Electronics",
        "Food and beverage",
        "Travel",
        "Utilities",
    ],
)];

impl Seen {
    pub(super) fn value(&mut self, kind: Kind, field: FieldId, value: &str, source: Source) {
        let values = self.fields.entry((kind, field)).or_default();
        values.internal_names |= source == Source::HubSpot;
        match values.counts.get_mut(value) {
            Some(count) => *count += 1,
            None => {
                values.counts.insert(value.to_owned(), 1);
            }
        }
    }

    pub(super) fn catalogue(&mut self, kind: Kind, field: FieldId, value: &str) {
        let values = self.fields.entry((kind, field)).or_default();
        if !values.catalogue.iter().any(|v| v == value) {
            values.catalogue.push(value.to_owned());
        }
    }

    /// Decides what each value becomes, and writes the options that are made.
    pub(super) fn settle(
        self,
        schema: &Schema,
        customs: &Customs,
        lookup: &dyn Lookup,
        decisions: &Decisions,
        report: &mut Report,
    ) -> (Settled, Vec<Write>) {
        let mut settled = Settled::default();
        let mut writes = Vec::new();
        for ((kind, field), values) in self.fields {
            let def = schema.field(kind, field);
            let custom = customs.by_field(kind, field);
            let label = match (def, custom) {
                (Some(def), _) => def.label.to_string(),
                (None, Some(custom)) => custom.label.clone(),
                (None, None) => continue,
            };
            let options: Vec<String> = def
                .map(|d| d.options.iter().map(ToString::to_string).collect())
                .unwrap_or_default();
            let mut one = OneField {
                kind,
                field,
                label,
                options,
                values,
                decisions,
                becomes: HashMap::new(),
                made: Vec::new(),
            };
            one.settle(report);
            let added = one.made.iter().cloned().map(Element::Text).collect();
            let made = !one.made.is_empty();
            if made {
                let target = lookup
                    .option_record(kind, field)
                    .or(custom.map(|c| c.record))
                    .or_else(|| schema_field_record(lookup, kind, field));
                writes.extend(option_writes(kind, field, &one.label, target, added));
            }
            settled.fields.insert((kind, field), one.becomes);
        }
        (settled, writes)
    }
}

fn schema_field_record(lookup: &dyn Lookup, kind: Kind, field: FieldId) -> Option<RecordId> {
    lookup.find(Kind::FIELD, extension(kind, field))
}

/// The record that extends a standard choice, where nobody has made one yet.
fn extension(kind: Kind, field: FieldId) -> RecordId {
    RecordId::natural(["options", &kind_key(kind), &field.0.to_string()])
}

fn option_writes(
    kind: Kind,
    field: FieldId,
    label: &str,
    record: Option<RecordId>,
    add: Vec<Element>,
) -> Vec<Write> {
    let mut writes = Vec::new();
    let id = record.unwrap_or_else(|| extension(kind, field));
    if record.is_none() {
        let set = |field, value| Write::set(Kind::FIELD, id, field, value);
        writes.push(set(field_kind::LABEL, Value::text(label)));
        writes.push(set(field_kind::KIND, Value::Int(i64::from(kind.0))));
        writes.push(set(field_kind::EXTENDS, Value::Int(field.0 as i64)));
    }
    writes.push(Write {
        kind: Kind::FIELD,
        record: id,
        field: field_kind::OPTIONS,
        action: Action::Elements {
            add,
            remove: Vec::new(),
        },
        replaced: None,
    });
    writes
}

struct OneField<'a> {
    kind: Kind,
    field: FieldId,
    label: String,
    options: Vec<String>,
    values: Values,
    decisions: &'a Decisions,
    becomes: HashMap<String, Option<String>>,
    made: Vec<String>,
}

impl OneField<'_> {
    fn settle(&mut self, report: &mut Report) {
        let is_other = |treat| matches!(treat, Some(Treat::Use(_) | Treat::LeaveEmpty));
        let (other, catalogue): (Vec<String>, Vec<String>) =
            std::mem::take(&mut self.values.catalogue)
                .into_iter()
                .partition(|value| is_other(self.decided(value)));
        for value in other {
            self.values.counts.entry(value).or_default();
        }
        let mut new: Vec<(String, u32, bool)> = Vec::new();
        for value in &catalogue {
            let count = self.values.counts.remove(value).unwrap_or(0);
            if !self.options.contains(value) {
                new.push((value.clone(), count, true));
            }
        }
        let mut counts: Vec<(String, u32)> = self.values.counts.drain().collect();
        record::order::sort_by(&mut counts, |a, b| {
            b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0))
        });
        let mut known = self.options.clone();
        known.extend(catalogue);
        for (value, count) in counts {
            if known.contains(&value) {
                continue;
            }
            let decided = self.decided(&value);
            let is_decided = decided.is_some();
            let taken_as = match decided {
                Some(Treat::Create) => None,
                Some(Treat::Use(option)) => Some(Some(option)),
                Some(Treat::LeaveEmpty) => Some(None),
                None => self.same(&value, &known).map(Some),
            };
            let Some(option) = taken_as else {
                new.push((value, count, false));
                continue;
            };
            if let Some(option) = &option
                && !known.contains(option)
            {
                known.push(option.clone());
                self.made.push(option.clone());
            }
            report.matched_choices.push(MatchedChoice {
                kind: self.kind,
                field: self.field,
                label: self.label.clone(),
                value: value.clone(),
                option: option.clone(),
                decided: is_decided,
                count,
            });
            self.becomes.insert(value, option);
        }
        let frequent: Vec<(String, u32)> = new.iter().map(|(v, c, _)| (v.clone(), *c)).collect();
        for (value, count, catalogue) in new {
            let near = match catalogue {
                true => Vec::new(),
                false => self.near(&value, count, &known, &frequent),
            };
            self.made.push(value.clone());
            report.new_choices.push(NewChoice {
                kind: self.kind,
                field: self.field,
                label: self.label.clone(),
                value,
                count,
                catalogue,
                near,
            });
        }
        let mut seen = HashSet::new();
        self.made.retain(|m| seen.insert(m.clone()));
    }

    fn decided(&self, value: &str) -> Option<Treat> {
        let found = self
            .decisions
            .choices
            .iter()
            .find(|d| d.kind == self.kind && d.field == self.field && d.value == value);
        found.map(|d| d.treat.clone())
    }

    /// An option that differs in case and punctuation alone, or that the value is another name of.
    fn same(&self, value: &str, known: &[String]) -> Option<String> {
        let key = name_key(value);
        let found = known.iter().find(|o| name_key(o) == key);
        let internal = || {
            let one_word = !value.contains([' ', '-']);
            let compact = compact_key(value);
            let suits = self.values.internal_names && one_word;
            known.iter().find(|o| suits && compact_key(o) == compact)
        };
        let synonym = || {
            let row = SYNONYMS
                .iter()
                .find(|(k, f, word, _)| *k == self.kind && *f == self.field && *word == key)?;
            known.iter().find(|o| *o == row.3)
        };
        found.or_else(internal).or_else(synonym).cloned()
    }

    fn near(&self, value: &str, count: u32, known: &[String], new: &[(String, u32)]) -> Vec<Near> {
        let usual_words = USUAL
            .iter()
            .filter(|(k, f, _)| *k == self.kind && *f == self.field)
            .flat_map(|(.., words)| words.iter().copied());
        let usual = usual_words.clone().map(|w| (w, false));
        let frequent = new
            .iter()
            .filter(|(v, c)| v != value && (*c, value) > (count, v.as_str()))
            .map(|(v, _)| (v.as_str(), false));
        let known = known.iter().map(|o| (o.as_str(), true));
        let mut near = nearest(value, known.chain(frequent).chain(usual));
        // A usual word that differs in case alone is no misspelling of it.
        let is_usual = |n: &Near| usual_words.clone().any(|w| w == n.option);
        near.retain(|n| n.nearness != Nearness::SameLetters || n.known || !is_usual(n));
        near
    }
}

/// The texts that are spelt nearly as `value`, the nearest first.
pub(super) fn nearest<'a>(value: &str, among: impl Iterator<Item = (&'a str, bool)>) -> Vec<Near> {
    let mut near: Vec<Near> = Vec::new();
    for (option, known) in among {
        if option != value
            && !near.iter().any(|n| n.option == option)
            && let Some(nearness) = nearness(value, option)
        {
            near.push(Near {
                nearness,
                option: option.to_owned(),
                known,
            });
        }
    }
    record::order::sort(&mut near);
    near.truncate(5);
    near
}

impl Settled {
    /// What a value becomes; `None` where it is left out.
    pub(super) fn settle(&self, kind: Kind, field: FieldId, value: String) -> Option<String> {
        match self.fields.get(&(kind, field)).and_then(|f| f.get(&value)) {
            Some(becomes) => becomes.clone(),
            None => Some(value),
        }
    }
}
