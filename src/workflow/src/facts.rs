//! How a record is read.

use std::borrow::Cow;
use std::collections::BTreeMap;

use record::merge::Merged;
use record::{FieldId, Value};

/// A record as conditions and gates see it.
pub trait Facts {
    /// The value of a field; `None` where it is empty.
    fn value(&self, field: FieldId) -> Option<Cow<'_, Value>>;

    /// Calls `visit` once with each record that `field` refers to and that is there.
    fn follow(&self, field: FieldId, visit: &mut dyn FnMut(&dyn Facts));
}

/// A record with answers laid over it, such as what was filled in in a move's dialog.
pub struct Filled<'a> {
    /// The record.
    pub base: &'a dyn Facts,
    /// The fields that are answered; `None` empties a field. Of several answers to one field the
    /// last holds.
    pub answers: &'a [(FieldId, Option<Value>)],
}

impl Facts for Filled<'_> {
    fn value(&self, field: FieldId) -> Option<Cow<'_, Value>> {
        match self.answers.iter().rev().find(|(f, _)| *f == field) {
            Some((_, answer)) => answer.as_ref().map(Cow::Borrowed),
            None => self.base.value(field),
        }
    }

    /// References are followed as the record has them, whatever the answers say.
    fn follow(&self, field: FieldId, visit: &mut dyn FnMut(&dyn Facts)) {
        self.base.follow(field, visit);
    }
}

/// A record on its own: references have values but lead nowhere.
impl Facts for BTreeMap<FieldId, Value> {
    fn value(&self, field: FieldId) -> Option<Cow<'_, Value>> {
        self.get(&field).map(Cow::Borrowed)
    }

    fn follow(&self, _: FieldId, _: &mut dyn FnMut(&dyn Facts)) {}
}

/// A merged record on its own: references have values but lead nowhere.
impl Facts for Merged {
    fn value(&self, field: FieldId) -> Option<Cow<'_, Value>> {
        Merged::value(self, field).map(Cow::Owned)
    }

    fn follow(&self, _: FieldId, _: &mut dyn FnMut(&dyn Facts)) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_covers_the_value_and_the_last_answer_holds() {
        let (a, b) = (FieldId(1), FieldId(2));
        let base = BTreeMap::from([(a, Value::Int(1)), (b, Value::Int(2))]);
        let answers = [
            (a, Some(Value::Int(5))),
            (a, None),
            (b, Some(Value::Int(7))),
        ];
        let filled = Filled {
            base: &base,
            answers: &answers,
        };
        assert_eq!(filled.value(a), None);
        assert_eq!(filled.value(b).as_deref(), Some(&Value::Int(7)));
        assert_eq!(filled.value(FieldId(3)), None);
    }
}
