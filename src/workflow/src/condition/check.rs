//! Checking a condition against the schema, and which operators suit a field.

use std::fmt;

use record::{FieldDef, FieldId, FieldType, Kind, Schema};

use super::{
    Condition, Literal, MAX_DEPTH, MAX_HOPS, MAX_SIZE, MAX_TEXT, MAX_VALUES, Operand, Operator,
    Shape, Test,
};

/// A part of a condition that can't work.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The way to the part: the index in each group from the root on.
    pub at: Vec<usize>,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a part of a condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// The test names no field.
    NoField,
    /// The kind has no such field; it may have been deleted.
    UnknownField {
        /// The kind where it was looked for.
        kind: Kind,
        /// The field.
        field: FieldId,
    },
    /// The path goes on, but the field refers to nothing, or to records of any kind.
    NotAReference {
        /// The field's name.
        label: String,
    },
    /// The operator doesn't suit the field's type.
    Operator {
        /// The field's name.
        label: String,
        /// The operator.
        op: Operator,
        /// The operators that do.
        allowed: &'static [Operator],
    },
    /// The operator takes another operand.
    Shape {
        /// The operator.
        op: Operator,
        /// What it takes.
        expected: Shape,
    },
    /// The value is of a type that the field's values can't be compared with.
    Literal {
        /// The field's name.
        label: String,
        /// The value.
        literal: Literal,
    },
    /// The field has no such option.
    UnknownOption {
        /// The field's name.
        label: String,
        /// The option.
        option: String,
    },
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// More than [`MAX_SIZE`] groups and tests.
    TooLarge,
    /// More than [`MAX_HOPS`] references, [`MAX_VALUES`] values or [`MAX_TEXT`] bytes of text.
    TestTooLarge,
}

impl Condition {
    /// Checks every part against the schema, for records of `kind`.
    ///
    /// # Errors
    /// All parts that can't work, from left to right.
    pub fn check(&self, schema: &Schema, kind: Kind) -> Result<(), Vec<Problem>> {
        let mut check = Check {
            schema,
            kind,
            size: 0,
            problems: Vec::new(),
        };
        check.condition(self, &mut Vec::new());
        if check.problems.is_empty() {
            Ok(())
        } else {
            Err(check.problems)
        }
    }
}

/// The operators that suit a field's type, in the order of menus.
pub fn operators_for(ty: FieldType) -> &'static [Operator] {
    use Operator::*;
    match ty {
        FieldType::Text
        | FieldType::LongText
        | FieldType::Link
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Address => &[
            Contains,
            NotContains,
            Is,
            IsNot,
            StartsWith,
            OneOf,
            NoneOf,
            Empty,
            NotEmpty,
        ],
        FieldType::Int | FieldType::Number | FieldType::Money | FieldType::Duration => &[
            Is, IsNot, Less, AtMost, More, AtLeast, Between, OneOf, NoneOf, Empty, NotEmpty,
        ],
        FieldType::Date | FieldType::Instant => &[
            Today,
            LastDays,
            NextDays,
            ThisWeek,
            ThisMonth,
            ThisQuarter,
            ThisYear,
            Is,
            IsNot,
            Less,
            AtMost,
            More,
            AtLeast,
            Between,
            Empty,
            NotEmpty,
        ],
        FieldType::Bool => &[Is, IsNot],
        FieldType::Choice | FieldType::Ref(_) => &[Is, IsNot, OneOf, NoneOf, Empty, NotEmpty],
        FieldType::Choices | FieldType::Tags | FieldType::Refs(_) => {
            &[HasTag, HasNoTag, OneOf, Empty, NotEmpty]
        }
        FieldType::Rank => &[Empty, NotEmpty],
        FieldType::Any => &Operator::ALL,
    }
}

struct Check<'a> {
    schema: &'a Schema,
    kind: Kind,
    size: usize,
    problems: Vec<Problem>,
}

impl Check<'_> {
    fn condition(&mut self, condition: &Condition, at: &mut Vec<usize>) {
        self.size += 1;
        if self.size > MAX_SIZE {
            // Said once, at the first part that is too many.
            if self.size == MAX_SIZE + 1 {
                self.report(at, Fault::TooLarge);
            }
            return;
        }
        match condition {
            Condition::Test(test) => {
                if let Err(fault) = self.test(test) {
                    self.report(at, fault);
                }
            }
            Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) => {
                if at.len() >= MAX_DEPTH {
                    self.report(at, Fault::TooDeep);
                    return;
                }
                for (i, part) in parts.iter().enumerate() {
                    at.push(i);
                    self.condition(part, at);
                    at.pop();
                }
            }
        }
    }

    fn report(&mut self, at: &[usize], fault: Fault) {
        self.problems.push(Problem {
            at: at.to_vec(),
            fault,
        });
    }

    fn test(&self, test: &Test) -> Result<(), Fault> {
        let too_many = match &test.operand {
            Operand::Many(list) => list.len() > MAX_VALUES,
            _ => false,
        };
        let too_long = test
            .operand
            .literals()
            .any(|l| matches!(l, Literal::Text(s) if s.len() > MAX_TEXT));
        if test.path.len() > MAX_HOPS + 1 || too_many || too_long {
            return Err(Fault::TestTooLarge);
        }
        let def = self.resolve(&test.path)?;
        let label = || def.label.to_string();
        let allowed = operators_for(def.ty);
        if !allowed.contains(&test.op) {
            return Err(Fault::Operator {
                label: label(),
                op: test.op,
                allowed,
            });
        }
        if test.operand.shape() != test.op.shape() {
            return Err(Fault::Shape {
                op: test.op,
                expected: test.op.shape(),
            });
        }
        for literal in test.operand.literals() {
            if !suits(literal, def.ty) {
                return Err(Fault::Literal {
                    label: label(),
                    literal: literal.clone(),
                });
            }
            let options_known =
                matches!(def.ty, FieldType::Choice | FieldType::Choices) && !def.options.is_empty();
            if let Literal::Text(option) = literal
                && options_known
                && !def.options.iter().any(|o| o == option)
            {
                return Err(Fault::UnknownOption {
                    label: label(),
                    option: option.clone(),
                });
            }
        }
        Ok(())
    }

    /// The field at the end of the path.
    fn resolve(&self, path: &[FieldId]) -> Result<&FieldDef, Fault> {
        let (last, hops) = path.split_last().ok_or(Fault::NoField)?;
        let find = |kind, field| {
            self.schema
                .field(kind, field)
                .ok_or(Fault::UnknownField { kind, field })
        };
        let mut kind = self.kind;
        for hop in hops {
            let def = find(kind, *hop)?;
            kind = def
                .ty
                .target()
                .filter(|target| *target != Kind::ANY)
                .ok_or_else(|| Fault::NotAReference {
                    label: def.label.to_string(),
                })?;
        }
        find(kind, *last)
    }
}

/// Whether values of the type can be compared with the literal.
fn suits(literal: &Literal, ty: FieldType) -> bool {
    match ty {
        FieldType::Text
        | FieldType::LongText
        | FieldType::Link
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Address
        | FieldType::Choice
        | FieldType::Choices
        | FieldType::Tags => matches!(literal, Literal::Text(_)),
        FieldType::Int | FieldType::Number | FieldType::Duration => is_number(literal),
        FieldType::Money => is_number(literal) || matches!(literal, Literal::Money(_)),
        FieldType::Date | FieldType::Instant => matches!(
            literal,
            Literal::Date(_) | Literal::Today(_) | Literal::Instant(_)
        ),
        FieldType::Bool => matches!(literal, Literal::Bool(_)),
        FieldType::Ref(target) | FieldType::Refs(target) => match literal {
            Literal::Ref(_) => true,
            Literal::Me => target == Kind::MEMBER || target == Kind::ANY,
            _ => false,
        },
        FieldType::Rank => false,
        FieldType::Any => true,
    }
}

fn is_number(literal: &Literal) -> bool {
    match literal {
        Literal::Int(_) => true,
        Literal::Number(n) => n.is_finite(),
        _ => false,
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoField => f.write_str("choose a field"),
            Self::UnknownField { .. } => {
                f.write_str("this field is not there any more; choose another one")
            }
            Self::NotAReference { label } => {
                write!(
                    f,
                    "{label} leads to no other record; choose a field of its own"
                )
            }
            Self::Operator { label, op, .. } => {
                write!(f, "{label} can't be tested with \"{}\"", op.key())
            }
            Self::Shape { op, expected } => {
                let what = match expected {
                    Shape::Nothing => "takes no value",
                    Shape::One => "needs a value",
                    Shape::Range => "needs two values",
                    Shape::Many => "needs a list of values",
                    Shape::Days => "needs a count of days",
                };
                write!(f, "\"{}\" {what}", op.key())
            }
            Self::Literal { label, .. } => {
                write!(f, "{label} can't be compared with a value of this type")
            }
            Self::UnknownOption { label, option } => {
                write!(f, "{label} has no option \"{option}\"")
            }
            Self::TooDeep => write!(f, "groups may be nested {MAX_DEPTH} deep"),
            Self::TooLarge => {
                write!(f, "a condition may have {MAX_SIZE} groups and tests")
            }
            Self::TestTooLarge => write!(
                f,
                "a test may follow {MAX_HOPS} references and compare {MAX_VALUES} values of at \
                 most {MAX_TEXT} bytes"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::evaluate::tests::any_condition;
    use super::*;
    use proptest::prelude::*;
    use record::schema::{company, contact, deal};
    use record::{Currency, Money};

    fn fault(path: &[FieldId], op: Operator, operand: Operand) -> Option<Fault> {
        let test = Condition::Test(Test {
            path: path.to_vec(),
            op,
            operand,
        });
        let nested = Condition::All(vec![Condition::Any(vec![]), Condition::None(vec![test])]);
        let mut problems = nested
            .check(&Schema::standard(), Kind::DEAL)
            .err()
            .unwrap_or_default();
        assert!(problems.len() <= 1);
        problems.pop().map(|problem| {
            assert_eq!(problem.at, [1, 0]);
            assert!(!problem.fault.to_string().is_empty());
            problem.fault
        })
    }

    fn text(s: &str) -> Operand {
        Operand::One(Literal::Text(s.into()))
    }

    #[test]
    fn sound_tests_pass() {
        use Operator::*;
        let money = |minor| {
            Literal::Money(Money {
                minor,
                currency: Currency::EUR,
            })
        };
        let cases = [
            (vec![deal::NAME], Contains, text("x")),
            (
                vec![deal::AMOUNT],
                Between,
                Operand::Range(money(1), money(2)),
            ),
            (
                vec![deal::CLOSE_DATE],
                Less,
                Operand::One(Literal::Today(0)),
            ),
            (vec![deal::OWNER], Is, Operand::One(Literal::Me)),
            (vec![deal::COMPANY, company::INDUSTRY], Is, text("Software")),
            (
                vec![deal::CONTACTS, contact::COMPANY, company::TAGS],
                HasTag,
                text("vip"),
            ),
            (
                vec![deal::PRODUCT],
                Is,
                text("any: the field has no options yet"),
            ),
            (vec![deal::CLOSED_ON], LastDays, Operand::Days(7)),
        ];
        for (path, op, operand) in cases {
            assert_eq!(fault(&path, op, operand), None, "{path:?}");
        }
    }

    #[test]
    fn each_fault_is_told_with_its_place() {
        use Operator::*;
        assert_eq!(fault(&[], Empty, Operand::Nothing), Some(Fault::NoField));
        let field = FieldId::standard(999);
        assert_eq!(
            fault(&[deal::COMPANY, field], Empty, Operand::Nothing),
            Some(Fault::UnknownField {
                kind: Kind::COMPANY,
                field
            })
        );
        assert!(matches!(
            fault(&[deal::NAME, deal::NAME], Empty, Operand::Nothing),
            Some(Fault::NotAReference { .. })
        ));
        assert!(matches!(
            fault(&[deal::AMOUNT], Contains, text("1")),
            Some(Fault::Operator { allowed, .. }) if allowed.contains(&Between)
        ));
        assert!(matches!(
            fault(&[deal::NAME], Is, Operand::Nothing),
            Some(Fault::Shape {
                expected: Shape::One,
                ..
            })
        ));
        assert!(matches!(
            fault(&[deal::AMOUNT], Is, text("much")),
            Some(Fault::Literal { .. })
        ));
        assert!(matches!(
            fault(&[deal::STAGE], Is, Operand::One(Literal::Me)),
            Some(Fault::Literal { .. })
        ));
        assert!(matches!(
            fault(&[deal::LOST_REASON], Is, text("Prise")),
            Some(Fault::UnknownOption { .. })
        ));
        let many = Operand::Many(vec![Literal::Int(1); MAX_VALUES + 1]);
        assert_eq!(
            fault(&[deal::AMOUNT], OneOf, many),
            Some(Fault::TestTooLarge)
        );
    }

    #[test]
    fn the_limits_of_the_tree_are_told_once() {
        let mut deep = Condition::All(vec![]);
        for _ in 0..MAX_DEPTH {
            deep = Condition::Any(vec![deep]);
        }
        let problems = deep.check(&Schema::standard(), Kind::DEAL).unwrap_err();
        assert_eq!(problems[0].fault, Fault::TooDeep);
        let wide = Condition::All(vec![Condition::All(vec![]); MAX_SIZE + 5]);
        let problems = wide.check(&Schema::standard(), Kind::DEAL).unwrap_err();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].fault, Fault::TooLarge);
    }

    #[test]
    fn every_type_has_an_operator() {
        for kind in Schema::standard().kinds() {
            for field in &kind.fields {
                assert!(!operators_for(field.ty).is_empty());
            }
        }
    }

    proptest! {
        #[test]
        fn any_condition_is_checked_without_a_panic(condition in any_condition()) {
            let _ = condition.check(&Schema::standard(), Kind::DEAL);
        }
    }
}
