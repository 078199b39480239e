//! The tree of tests that list filters and rules use.
//!
//! A condition is data: it is stored and exported as JSON ([`json`]), checked against the schema
//! ([`check`]) and evaluated over a record ([`evaluate`]).
//!
//! # What a test means
//!
//! - A test reads the field at the end of a path of references. Where several values are reached
//!   (a list of e-mail addresses, the contacts of a deal) it holds when one of them fits; a negative
//!   operator (`is_not`, `not_contains`, `none_of`, `has_no_tag`) holds when none of them fits.
//! - Missing is false: where no value is reached, every operator but `empty` is false, and the
//!   trace says so. Two exceptions: a yes/no that was never set counts as no, and a record without
//!   tags has none of them.
//! - Text is compared by its Unicode lower case. Numbers compare by value. An amount compares with
//!   an amount of the same currency, or with a plain number whatever its currency. A date compares
//!   with an instant by the day it is in the zone.

pub mod check;
pub mod evaluate;
pub mod fold;
pub mod json;

use record::{Date, FieldId, Instant, Money, RecordId};

use crate::zone::Zone;

/// The deepest nesting of groups.
pub const MAX_DEPTH: usize = 16;
/// The most groups and tests of one condition together.
pub const MAX_SIZE: usize = 500;
/// The most references that a path follows before its field.
pub const MAX_HOPS: usize = 3;
/// The most values in the list of one test.
pub const MAX_VALUES: usize = 1000;
/// The longest text of a literal, in bytes.
pub const MAX_TEXT: usize = 4000;

/// A tree of tests.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Each part holds; without parts it holds.
    All(Vec<Condition>),
    /// One part at least holds; without parts it doesn't.
    Any(Vec<Condition>),
    /// No part holds; without parts it holds.
    None(Vec<Condition>),
    /// One test.
    Test(Test),
}

/// One test of one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// The references to follow, then the field.
    pub path: Vec<FieldId>,
    /// How it is tested.
    pub op: Operator,
    /// What it is tested with.
    pub operand: Operand,
}

/// How a value is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// Is equal.
    Is,
    /// Is there and not equal.
    IsNot,
    /// The text contains.
    Contains,
    /// The text is there and doesn't contain.
    NotContains,
    /// The text starts with.
    StartsWith,
    /// Nothing is there.
    Empty,
    /// Something is there.
    NotEmpty,
    /// Less than, before.
    Less,
    /// At most, until.
    AtMost,
    /// More than, after.
    More,
    /// At least, since.
    AtLeast,
    /// Between two values, both included.
    Between,
    /// Is one of several.
    OneOf,
    /// Is there and none of several.
    NoneOf,
    /// The set has the tag, choice or record.
    HasTag,
    /// The set doesn't have the tag, choice or record.
    HasNoTag,
    /// The day is today.
    Today,
    /// The day is one of the n days that end with today.
    LastDays,
    /// The day is one of the n days that begin with today.
    NextDays,
    /// The day is in the week, Monday to Sunday, that today is in.
    ThisWeek,
    /// The day is in the month that today is in.
    ThisMonth,
    /// The day is in the quarter that today is in.
    ThisQuarter,
    /// The day is in the year that today is in.
    ThisYear,
}

/// What a test compares with.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// Nothing: the operator says it all.
    Nothing,
    /// One value.
    One(Literal),
    /// Two bounds.
    Range(Literal, Literal),
    /// Several values.
    Many(Vec<Literal>),
    /// A count of days.
    Days(u32),
}

/// Which operand an operator takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// [`Operand::Nothing`].
    Nothing,
    /// [`Operand::One`].
    One,
    /// [`Operand::Range`].
    Range,
    /// [`Operand::Many`].
    Many,
    /// [`Operand::Days`].
    Days,
}

/// A value written in a condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// A text, a choice's key, or a tag.
    Text(String),
    /// A whole number; for durations, seconds.
    Int(i64),
    /// A number.
    Number(f64),
    /// An amount.
    Money(Money),
    /// A day.
    Date(Date),
    /// The day that many days after today; before it where negative.
    Today(i32),
    /// A point in time.
    Instant(Instant),
    /// Yes or no.
    Bool(bool),
    /// A record.
    Ref(RecordId),
    /// The member who asks.
    Me,
}

/// When and for whom a condition is evaluated.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The day it is, in `zone`.
    pub today: Date,
    /// The zone in which instants are read as days.
    pub zone: &'a Zone,
    /// The member who asks; a test with "me" is false where nobody is said.
    pub me: Option<RecordId>,
}

impl Condition {
    /// A test of a record's own field.
    pub fn test(field: FieldId, op: Operator, operand: Operand) -> Self {
        Self::Test(Test {
            path: vec![field],
            op,
            operand,
        })
    }

    /// All tests of the tree, from left to right. Groups deeper than [`MAX_DEPTH`] are left out.
    pub fn tests(&self) -> Vec<&Test> {
        let mut found = Vec::new();
        let mut open = vec![(self, 0)];
        while let Some((condition, depth)) = open.pop() {
            match condition {
                Self::Test(test) => found.push(test),
                Self::All(parts) | Self::Any(parts) | Self::None(parts) if depth < MAX_DEPTH => {
                    open.extend(parts.iter().rev().map(|part| (part, depth + 1)));
                }
                _ => {}
            }
        }
        found
    }
}

impl Operator {
    /// Every operator, in the order of menus.
    pub const ALL: [Self; 23] = [
        Self::Is,
        Self::IsNot,
        Self::Contains,
        Self::NotContains,
        Self::StartsWith,
        Self::Empty,
        Self::NotEmpty,
        Self::Less,
        Self::AtMost,
        Self::More,
        Self::AtLeast,
        Self::Between,
        Self::OneOf,
        Self::NoneOf,
        Self::HasTag,
        Self::HasNoTag,
        Self::Today,
        Self::LastDays,
        Self::NextDays,
        Self::ThisWeek,
        Self::ThisMonth,
        Self::ThisQuarter,
        Self::ThisYear,
    ];

    /// The name under which the operator is stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::IsNot => "is_not",
            Self::Contains => "contains",
            Self::NotContains => "not_contains",
            Self::StartsWith => "starts_with",
            Self::Empty => "empty",
            Self::NotEmpty => "not_empty",
            Self::Less => "lt",
            Self::AtMost => "le",
            Self::More => "gt",
            Self::AtLeast => "ge",
            Self::Between => "between",
            Self::OneOf => "one_of",
            Self::NoneOf => "none_of",
            Self::HasTag => "has_tag",
            Self::HasNoTag => "has_no_tag",
            Self::Today => "today",
            Self::LastDays => "last_days",
            Self::NextDays => "next_days",
            Self::ThisWeek => "this_week",
            Self::ThisMonth => "this_month",
            Self::ThisQuarter => "this_quarter",
            Self::ThisYear => "this_year",
        }
    }

    /// The operator stored under this name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|op| op.key() == key)
    }

    /// Which operand the operator takes.
    pub fn shape(self) -> Shape {
        match self {
            Self::Is
            | Self::IsNot
            | Self::Contains
            | Self::NotContains
            | Self::StartsWith
            | Self::Less
            | Self::AtMost
            | Self::More
            | Self::AtLeast
            | Self::HasTag
            | Self::HasNoTag => Shape::One,
            Self::Between => Shape::Range,
            Self::OneOf | Self::NoneOf => Shape::Many,
            Self::LastDays | Self::NextDays => Shape::Days,
            Self::Empty
            | Self::NotEmpty
            | Self::Today
            | Self::ThisWeek
            | Self::ThisMonth
            | Self::ThisQuarter
            | Self::ThisYear => Shape::Nothing,
        }
    }

    /// Whether the operator holds when no value fits.
    pub fn is_negative(self) -> bool {
        matches!(
            self,
            Self::IsNot | Self::NotContains | Self::NoneOf | Self::HasNoTag
        )
    }
}

impl Operand {
    /// Its shape.
    pub fn shape(&self) -> Shape {
        match self {
            Self::Nothing => Shape::Nothing,
            Self::One(_) => Shape::One,
            Self::Range(..) => Shape::Range,
            Self::Many(_) => Shape::Many,
            Self::Days(_) => Shape::Days,
        }
    }

    /// The literals in it.
    pub fn literals(&self) -> impl Iterator<Item = &Literal> {
        let (one, two, many): (_, _, &[Literal]) = match self {
            Self::Nothing | Self::Days(_) => (None, None, &[]),
            Self::One(a) => (Some(a), None, &[]),
            Self::Range(a, b) => (Some(a), Some(b), &[]),
            Self::Many(list) => (None, None, list),
        };
        one.into_iter().chain(two).chain(many)
    }
}
