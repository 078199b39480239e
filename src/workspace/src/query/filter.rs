//! A condition over the rows of a table.
//!
//! [`workflow`] alone says what a condition means. Here it is asked as seldom as possible: once for
//! each distinct value of a column of choices or references, and not at all where a row's bytes
//! can't contain the text that is looked for.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use record::{FieldId, Value};
use workflow::condition::MAX_DEPTH;
use workflow::condition::evaluate::Prepared;
use workflow::{Condition, Context, Facts, Literal, Operand, Operator, Test};

use super::RowFacts;
use crate::business::Workspace;
use crate::table::{Column, Data, Table};

/// A condition made ready for the rows of one table.
pub(super) struct Filter<'a> {
    workspace: &'a Workspace,
    table: &'a Table,
    root: Node<'a>,
}

enum Node<'a> {
    All(Vec<Node<'a>>),
    Any(Vec<Node<'a>>),
    None(Vec<Node<'a>>),
    /// The outcome depends on the code of the row alone; it is kept once it is known.
    ByCode {
        prepared: Prepared<'a>,
        codes: &'a [u32],
        outcomes: Vec<Cell<Option<bool>>>,
    },
    /// A test of a row's own text.
    Text {
        prepared: Prepared<'a>,
        column: &'a Column,
        scratch: RefCell<Scratch>,
        needle: Option<Needle>,
        /// The outcome where there is no text.
        empty: Cell<Option<bool>>,
    },
    /// A test of a row's own encoded value that holds only where the text is in it.
    Blob {
        prepared: Prepared<'a>,
        column: &'a Column,
        needle: Needle,
    },
    Other(Prepared<'a>),
}

/// One text as a record, so that it need not be copied for each row.
struct Scratch {
    field: FieldId,
    value: Value,
}

impl Facts for Scratch {
    fn value(&self, field: FieldId) -> Option<Cow<'_, Value>> {
        (field == self.field).then_some(Cow::Borrowed(&self.value))
    }

    fn follow(&self, _: FieldId, _: &mut dyn FnMut(&dyn Facts)) {}
}

impl<'a> Filter<'a> {
    pub(super) fn new(
        workspace: &'a Workspace,
        table: &'a Table,
        condition: &'a Condition,
        context: &Context<'a>,
    ) -> Self {
        Self {
            workspace,
            table,
            root: Node::new(table, condition, context, 0),
        }
    }

    /// Whether the row satisfies the condition.
    pub(super) fn holds(&self, row: u32) -> bool {
        self.node_holds(&self.root, row)
    }

    fn node_holds(&self, node: &Node<'_>, row: u32) -> bool {
        let facts = || RowFacts {
            workspace: self.workspace,
            table: self.table,
            row,
        };
        match node {
            Node::All(parts) => parts.iter().all(|part| self.node_holds(part, row)),
            Node::Any(parts) => parts.iter().any(|part| self.node_holds(part, row)),
            Node::None(parts) => !parts.iter().any(|part| self.node_holds(part, row)),
            Node::ByCode {
                prepared,
                codes,
                outcomes,
            } => {
                let code = codes.get(row as usize).copied().unwrap_or(0);
                let Some(cell) = outcomes.get(code as usize) else {
                    return prepared.matches(&facts());
                };
                cell.get().unwrap_or_else(|| {
                    let holds = prepared.matches(&facts());
                    cell.set(Some(holds));
                    holds
                })
            }
            Node::Text {
                prepared,
                column,
                scratch,
                needle,
                empty,
            } => {
                let Some(bytes) = column.bytes(row) else {
                    let holds = empty.get().unwrap_or_else(|| prepared.matches(&facts()));
                    empty.set(Some(holds));
                    return holds;
                };
                if let Some(needle) = needle {
                    if !needle.may_be_in(bytes) {
                        return false;
                    } else if needle.is_all && bytes.is_ascii() {
                        return true;
                    }
                }
                let text = column.str(row);
                let mut scratch = scratch.borrow_mut();
                if let Value::Text(value) = &mut scratch.value {
                    value.clear();
                    value.push_str(text);
                }
                prepared.matches(&*scratch)
            }
            Node::Blob {
                prepared,
                column,
                needle,
            } => match column.bytes(row) {
                Some(bytes) if !needle.may_be_in(bytes) => false,
                _ => prepared.matches(&facts()),
            },
            Node::Other(prepared) => prepared.matches(&facts()),
        }
    }
}

impl<'a> Node<'a> {
    fn new(
        table: &'a Table,
        condition: &'a Condition,
        context: &Context<'a>,
        depth: usize,
    ) -> Self {
        // Where a group may be too deep, the condition as a whole says what that means.
        let is_shallow = depth == 0 && condition_depth(condition) <= MAX_DEPTH || depth > 0;
        let list = |parts: &'a [Condition]| -> Vec<Self> {
            let part = |part| Self::new(table, part, context, depth + 1);
            let mut list: Vec<Self> = parts.iter().map(part).collect();
            // What is quick decides first; the outcome is the same in any order.
            record::order::sort_by_key(&mut list, Self::cost);
            list
        };
        match condition {
            Condition::All(parts) if is_shallow => Self::All(list(parts)),
            Condition::Any(parts) if is_shallow => Self::Any(list(parts)),
            Condition::None(parts) if is_shallow => Self::None(list(parts)),
            Condition::Test(test) => Self::test(table, test, condition.prepare(context)),
            other => Self::Other(other.prepare(context)),
        }
    }

    fn test(table: &'a Table, test: &'a Test, prepared: Prepared<'a>) -> Self {
        let column = test.path.first().and_then(|field| table.column(*field));
        let Some(column) = column.filter(|column| column.odd.is_empty()) else {
            return Self::Other(prepared);
        };
        let by_code = |codes: &'a [u32], entries: usize, prepared| Self::ByCode {
            prepared,
            codes,
            outcomes: vec![Cell::new(None); entries + 1],
        };
        let is_own = test.path.len() == 1;
        match &column.data {
            Data::Choice(dict) if is_own => by_code(&dict.codes, dict.entries.len(), prepared),
            Data::Ref(dict) => by_code(&dict.codes, dict.entries.len(), prepared),
            Data::Text(_) if is_own && column.ty != Some(record::FieldType::Rank) => Self::Text {
                prepared,
                column,
                scratch: RefCell::new(Scratch {
                    field: test.path[0],
                    value: Value::Text(String::new()),
                }),
                needle: Needle::of(test),
                empty: Cell::new(None),
            },
            Data::Blob(_) if is_own => match Needle::of(test) {
                Some(needle) => Self::Blob {
                    prepared,
                    column,
                    needle,
                },
                None => Self::Other(prepared),
            },
            _ => Self::Other(prepared),
        }
    }

    fn cost(&self) -> u8 {
        match self {
            Self::ByCode { .. } => 0,
            Self::Other(_) => 2,
            Self::Text { .. } => 3,
            Self::Blob { .. } => 4,
            Self::All(_) | Self::Any(_) | Self::None(_) => 5,
        }
    }
}

/// How deep the groups of a condition go.
fn condition_depth(condition: &Condition) -> usize {
    let mut deepest = 0;
    let mut open = vec![(condition, 0)];
    while let Some((condition, depth)) = open.pop() {
        deepest = deepest.max(depth);
        if let Condition::All(parts) | Condition::Any(parts) | Condition::None(parts) = condition {
            open.extend(parts.iter().map(|part| (part, depth + 1)));
        }
    }
    deepest
}

/// A text in ASCII and lower case that a value must contain for a test to hold.
struct Needle {
    lower: Vec<u8>,
    /// The place of the letter that is looked for first.
    rare: usize,
    /// Whether a value in ASCII with the text always satisfies the test.
    is_all: bool,
}

/// Letters, the frequent ones first; what isn't among them counts as most frequent.
const FREQUENT: &[u8] = b"eaionrtlsmcdubhgpfkwvyzxjq";

impl Needle {
    /// `None` where the test may hold without the text.
    fn of(test: &Test) -> Option<Self> {
        let needs_text = matches!(
            test.op,
            Operator::Contains | Operator::StartsWith | Operator::Is | Operator::HasTag
        );
        match &test.operand {
            Operand::One(Literal::Text(text)) if needs_text && text.is_ascii() => {
                let lower = text.to_ascii_lowercase().into_bytes();
                let rarity = |at: &usize| FREQUENT.iter().position(|f| lower.get(*at) == Some(f));
                let rare = (0..lower.len()).max_by_key(rarity)?;
                let is_all = test.op == Operator::Contains;
                Some(Self {
                    lower,
                    rare,
                    is_all,
                })
            }
            _ => None,
        }
    }

    /// Whether a value with these bytes may contain the text.
    fn may_be_in(&self, bytes: &[u8]) -> bool {
        let Some(&rare) = self.lower.get(self.rare) else {
            return true;
        };
        let fits = |at: usize| {
            let from = at.checked_sub(self.rare)?;
            let part = bytes.get(from..from + self.lower.len())?;
            Some(part.eq_ignore_ascii_case(&self.lower))
        };
        let mut places = memchr::memchr2_iter(rare, rare.to_ascii_uppercase(), bytes);
        places.any(|at| fits(at) == Some(true)) || has_foreign_ascii(bytes)
    }
}

/// Whether there is one of the two letters outside ASCII whose lower case has a letter of ASCII:
/// the sign for kelvin and the I with a dot.
fn has_foreign_ascii(bytes: &[u8]) -> bool {
    !bytes.is_ascii()
        && memchr::memchr2_iter(0xE2, 0xC4, bytes).any(|at| {
            let letter = bytes.get(at..).unwrap_or_default();
            letter.starts_with("\u{212A}".as_bytes()) || letter.starts_with("\u{130}".as_bytes())
        })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_letters_outside_ascii_have_one_of_ascii_as_their_lower_case() {
        let found: Vec<char> = ('\u{80}'..=char::MAX)
            .filter(|c| c.to_lowercase().any(|lower| lower.is_ascii()))
            .collect();
        assert_eq!(found, ['\u{130}', '\u{212A}']);
        for c in found {
            assert!(has_foreign_ascii(format!("x{c}").as_bytes()));
        }
        assert!(!has_foreign_ascii("Zoë 张伟 ™".as_bytes()));
    }

    proptest! {
        #[test]
        fn a_value_that_fits_is_never_passed_over(
            text in "[a-cA-CäKİ\u{212A} ]{0,8}",
            part in "[a-cA-Cki ]{1,3}",
            op in prop::sample::select(vec![Operator::Contains, Operator::StartsWith, Operator::Is]),
        ) {
            let test = Test {
                path: vec![FieldId(10)],
                op,
                operand: Operand::One(Literal::Text(part)),
            };
            let needle = Needle::of(&test).unwrap();
            let zone = workflow::Zone::fixed(0);
            let context = Context { today: record::Date(0), zone: &zone, me: None };
            let facts = Scratch { field: FieldId(10), value: Value::Text(text.clone()) };
            if Condition::Test(test).matches(&facts, &context) {
                prop_assert!(needle.may_be_in(text.as_bytes()));
                let blob = Value::Labelled(vec![record::Labelled { value: text, label: String::new() }]);
                prop_assert!(needle.may_be_in(&blob.encode()));
            }
        }
    }
}
