//! A test of a filter while it is being written.

use record::{FieldDef, FieldId, FieldType, Kind};
use workflow::condition::check::operators_for;
use workflow::condition::{Literal, Operand, Operator, Shape, Test};

/// A test that may still lack its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The references to follow, then the field.
    pub path: Vec<FieldId>,
    /// How it is tested.
    pub op: Operator,
    /// The value, or the lower bound.
    pub first: Option<Literal>,
    /// The upper bound.
    pub second: Option<Literal>,
    /// Several values.
    pub many: Vec<Literal>,
    /// A count of days.
    pub days: Option<u32>,
}

/// How a value is typed or chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Free text.
    Text,
    /// A number.
    Number,
    /// An amount, of one currency or of any.
    Money,
    /// Minutes; literals hold seconds.
    Minutes,
    /// A day of the calendar, or so many days from today.
    Day,
    /// Yes or no.
    YesNo,
    /// One of the field's options.
    Option,
    /// A record.
    Record,
}

impl Draft {
    /// A new test of a record's own field; `None` where the field can't be tested.
    pub fn new(def: &FieldDef) -> Option<Self> {
        Self::at(vec![def.id], def)
    }

    /// A new test of the field `def` at the end of a path; `None` where it can't be tested.
    pub fn at(path: Vec<FieldId>, def: &FieldDef) -> Option<Self> {
        let op = *operators(def).first()?;
        Some(Self {
            path,
            op,
            first: (def.ty == FieldType::Bool).then_some(Literal::Bool(true)),
            second: None,
            many: Vec::new(),
            days: (op.shape() == Shape::Days).then_some(7),
        })
    }

    /// A test that is there already, of the field `def` at the end of its path; `None` where it
    /// can't be edited here, such as one with an operator of another type.
    pub fn of(test: &Test, def: &FieldDef) -> Option<Self> {
        if !operators(def).contains(&test.op) || test.op.shape() != test.operand.shape() {
            return None;
        }
        let input = input(def);
        if !test.operand.literals().all(|l| takes(input, l)) {
            return None;
        }
        let mut draft = Self {
            path: test.path.clone(),
            op: test.op,
            first: None,
            second: None,
            many: Vec::new(),
            days: None,
        };
        match &test.operand {
            Operand::Nothing => {}
            Operand::One(a) => draft.first = Some(a.clone()),
            Operand::Range(a, b) => {
                draft.first = Some(a.clone());
                draft.second = Some(b.clone());
            }
            Operand::Many(list) => draft.many.clone_from(list),
            Operand::Days(n) => draft.days = Some(*n),
        }
        Some(draft)
    }

    #[cfg(test)]
    pub(super) fn of_condition(
        condition: &workflow::Condition,
        field: &dyn Fn(&[FieldId]) -> Option<FieldDef>,
    ) -> Option<Self> {
        match condition {
            workflow::Condition::Test(test) => Self::of(test, &field(&test.path)?),
            _ => None,
        }
    }

    /// The draft with another operator. Values stay where the operator has a use for them.
    pub fn set_op(&mut self, op: Operator) {
        match (self.op.shape(), op.shape()) {
            (Shape::One, Shape::Many) => self.many = self.first.take().into_iter().collect(),
            (Shape::Many, Shape::One) => {
                self.first = self.many.drain(..).next();
            }
            (_, Shape::Days) if self.days.is_none() => self.days = Some(7),
            _ => {}
        }
        self.op = op;
    }

    /// The finished test; `None` while its value is missing.
    pub fn test(&self) -> Option<Test> {
        let filled = |literal: &Option<Literal>| {
            let literal = literal.clone()?;
            let is_blank = matches!(&literal, Literal::Text(text) if text.trim().is_empty());
            (!is_blank).then_some(literal)
        };
        let operand = match self.op.shape() {
            Shape::Nothing => Operand::Nothing,
            Shape::One => Operand::One(filled(&self.first)?),
            Shape::Range => Operand::Range(filled(&self.first)?, filled(&self.second)?),
            Shape::Many if self.many.is_empty() => return None,
            Shape::Many => Operand::Many(self.many.clone()),
            Shape::Days => Operand::Days(self.days?),
        };
        Some(Test {
            path: self.path.clone(),
            op: self.op,
            operand,
        })
    }
}

/// The operators that can be chosen for a field, in the order of menus.
pub fn operators(def: &FieldDef) -> Vec<Operator> {
    if matches!(
        def.ty,
        FieldType::Any | FieldType::Ref(Kind::ANY) | FieldType::Refs(Kind::ANY)
    ) {
        return vec![Operator::Empty, Operator::NotEmpty];
    }
    operators_for(def.ty).to_vec()
}

/// How the values of a field are given.
pub fn input(def: &FieldDef) -> Input {
    match def.ty {
        FieldType::Int | FieldType::Number => Input::Number,
        FieldType::Money => Input::Money,
        FieldType::Duration => Input::Minutes,
        FieldType::Date | FieldType::Instant => Input::Day,
        FieldType::Bool => Input::YesNo,
        FieldType::Choice | FieldType::Choices if !def.options.is_empty() => Input::Option,
        FieldType::Ref(_) | FieldType::Refs(_) => Input::Record,
        _ => Input::Text,
    }
}

/// Whether an input can show a literal.
fn takes(input: Input, literal: &Literal) -> bool {
    matches!(
        (input, literal),
        (Input::Text | Input::Option, Literal::Text(_))
            | (
                Input::Number | Input::Money,
                Literal::Int(_) | Literal::Number(_)
            )
            | (Input::Money, Literal::Money(_))
            | (Input::Minutes, Literal::Int(_))
            | (Input::Day, Literal::Date(_) | Literal::Today(_))
            | (Input::YesNo, Literal::Bool(_))
            | (Input::Record, Literal::Ref(_) | Literal::Me)
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use record::Schema;
    use record::schema::{contact, deal, ticket};
    use workflow::Condition;

    fn def(kind: Kind, field: FieldId) -> FieldDef {
        Schema::standard().field(kind, field).unwrap().clone()
    }

    fn filled(def: &FieldDef, op: Operator) -> Draft {
        let literal = match input(def) {
            Input::Text => Literal::Text("x".into()),
            Input::Number | Input::Money => Literal::Number(1.5),
            Input::Minutes => Literal::Int(60),
            Input::Day => Literal::Date(record::Date(0)),
            Input::YesNo => Literal::Bool(true),
            Input::Option => Literal::Text(def.options[0].clone().into_owned()),
            Input::Record => Literal::Ref(record::RecordId(1)),
        };
        let mut draft = Draft::new(def).unwrap();
        draft.set_op(op);
        draft.first = Some(literal.clone());
        draft.second = Some(literal.clone());
        draft.many = vec![literal];
        draft.days = Some(3);
        draft
    }

    #[test]
    fn every_operator_of_every_field_gives_a_test_that_the_schema_supports() {
        let schema = Schema::standard();
        for kind in schema.kinds() {
            for def in &kind.fields {
                for op in operators(def) {
                    let test = filled(def, op).test().unwrap();
                    assert_eq!(Draft::of(&test, def).unwrap().test().unwrap(), test);
                    let checked = Condition::Test(test).check(&schema, kind.kind);
                    assert_eq!(checked, Ok(()), "{}.{} {op:?}", kind.key, def.key);
                }
            }
        }
    }

    #[test]
    fn a_test_without_its_value_is_not_finished() {
        let name = def(Kind::CONTACT, contact::LAST_NAME);
        let mut draft = Draft::new(&name).unwrap();
        assert_eq!(draft.test(), None);
        draft.first = Some(Literal::Text("  ".into()));
        assert_eq!(draft.test(), None);
        draft.set_op(Operator::Empty);
        assert!(draft.test().is_some());
        draft.set_op(Operator::OneOf);
        assert_eq!(draft.test(), None);
    }

    #[test]
    fn a_value_follows_from_one_to_several_and_back() {
        let status = def(Kind::TICKET, ticket::STATUS);
        let mut draft = Draft::new(&status).unwrap();
        draft.first = Some(Literal::Text("Open".into()));
        draft.set_op(Operator::OneOf);
        assert_eq!(draft.many, [Literal::Text("Open".into())]);
        draft.set_op(Operator::Is);
        assert_eq!(draft.first, Some(Literal::Text("Open".into())));
    }

    #[test]
    fn what_the_inputs_cannot_show_is_not_edited() {
        let amount = def(Kind::DEAL, deal::AMOUNT);
        let to_the_second = Test {
            path: vec![deal::CLOSE_DATE],
            op: Operator::Is,
            operand: Operand::One(Literal::Instant(record::Instant(0))),
        };
        let close_date = def(Kind::DEAL, deal::CLOSE_DATE);
        assert_eq!(Draft::of(&to_the_second, &close_date), None);
        let other_type = Test {
            path: vec![deal::AMOUNT],
            op: Operator::Is,
            operand: Operand::One(Literal::Text("1".into())),
        };
        assert_eq!(Draft::of(&other_type, &amount), None);
        let without = Test {
            path: vec![deal::AMOUNT],
            op: Operator::Is,
            operand: Operand::Nothing,
        };
        assert_eq!(Draft::of(&without, &amount), None);
    }
}
