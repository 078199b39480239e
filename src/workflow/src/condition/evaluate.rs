//! Evaluating a condition over a record, plainly or with a trace.

use std::cmp::Ordering;

use record::{Date, FieldId, Instant, Money, RecordId, Value};

use super::{Condition, Context, Literal, MAX_DEPTH, MAX_HOPS, Operand, Operator, Test, fold};
use crate::facts::Facts;
use crate::zone::Zone;

/// A condition made ready for many records: days are worked out, texts are folded.
#[derive(Clone, Debug)]
pub struct Prepared<'a> {
    zone: &'a Zone,
    root: Node<'a>,
}

/// How a condition came out on one record, part by part.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace<'a> {
    /// Whether it holds.
    pub holds: bool,
    /// What it is made of.
    pub step: Step<'a>,
}

/// A part of a trace.
#[derive(Clone, Debug, PartialEq)]
pub enum Step<'a> {
    /// Each part had to hold.
    All(Vec<Trace<'a>>),
    /// One part had to hold.
    Any(Vec<Trace<'a>>),
    /// No part was to hold.
    None(Vec<Trace<'a>>),
    /// A test.
    Test(Seen<'a>),
}

/// What a test saw.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen<'a> {
    /// The test.
    pub test: &'a Test,
    /// The values it reached.
    pub values: Vec<Value>,
    /// Why it came out so.
    pub why: Why,
}

/// Why a test came out as it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It holds.
    Holds,
    /// A value is there and doesn't satisfy it.
    Differs,
    /// No value is there.
    Missing,
    /// A value is there of a type that can't be compared so.
    OtherType,
    /// An amount is there in another currency.
    OtherCurrency,
    /// The test lacks what it needs: its operand doesn't fit its operator, it asks for "me" and
    /// nobody asks, its path is too long, or it lies too deep.
    NotUsable,
}

impl Condition {
    /// Makes the condition ready for many records.
    pub fn prepare<'a>(&'a self, context: &Context<'a>) -> Prepared<'a> {
        Prepared {
            zone: context.zone,
            root: Node::new(self, context, 0),
        }
    }

    /// Whether the record satisfies the condition. For many records [`Condition::prepare`] once.
    pub fn matches(&self, facts: &dyn Facts, context: &Context<'_>) -> bool {
        self.prepare(context).matches(facts)
    }
}

impl<'a> Prepared<'a> {
    /// Whether the record satisfies the condition. Parts that can't change the result aren't read.
    pub fn matches(&self, facts: &dyn Facts) -> bool {
        self.root.matches(facts, self.zone)
    }

    /// How every part of the condition comes out on the record.
    pub fn trace(&self, facts: &dyn Facts) -> Trace<'a> {
        self.root.trace(facts, self.zone)
    }
}

impl<'a> Trace<'a> {
    /// The tests that made the condition come out as it did: where it is false, those that failed
    /// (under `none`, those that held); where it is true, those that held.
    pub fn deciding(&self) -> Vec<&Seen<'a>> {
        let mut found = Vec::new();
        self.collect(self.holds, &mut found);
        found
    }

    fn collect<'t>(&'t self, wanted: bool, found: &mut Vec<&'t Seen<'a>>) {
        if self.holds != wanted {
            return;
        }
        match &self.step {
            Step::Test(seen) => found.push(seen),
            Step::All(parts) | Step::Any(parts) => {
                parts.iter().for_each(|part| part.collect(wanted, found));
            }
            Step::None(parts) => parts.iter().for_each(|part| part.collect(!wanted, found)),
        }
    }
}

#[derive(Clone, Debug)]
enum Node<'a> {
    All(Vec<Node<'a>>),
    Any(Vec<Node<'a>>),
    None(Vec<Node<'a>>),
    Test(&'a Test, Probe),
    TooDeep,
}

/// What a value is held against.
#[derive(Clone, Debug)]
enum Probe {
    Equal(Vec<Needle>),
    Contains(String),
    StartsWith(String),
    /// The order to the needle that fits, and whether being equal fits too.
    Order(Needle, Ordering, bool),
    Between(Needle, Needle),
    /// First and last day.
    Days(Date, Date),
    Presence,
    NotUsable,
}

/// A literal with everything resolved.
#[derive(Clone, Debug)]
enum Needle {
    Text(String),
    Int(i64),
    Number(f64),
    Money(Money),
    Day(Date),
    Instant(Instant),
    Bool(bool),
    Ref(RecordId),
}

/// One value of a field that may have several.
#[derive(Clone, Copy)]
enum Atom<'v> {
    Text(&'v str),
    Int(i64),
    Number(f64),
    Money(Money),
    Day(Date),
    Instant(Instant),
    Bool(bool),
    Ref(RecordId),
    Other,
}

impl<'a> Node<'a> {
    fn new(condition: &'a Condition, context: &Context<'_>, depth: usize) -> Self {
        if depth > MAX_DEPTH {
            return Self::TooDeep;
        }
        let list = |parts: &'a [Condition]| {
            parts
                .iter()
                .map(|part| Self::new(part, context, depth + 1))
                .collect()
        };
        match condition {
            Condition::All(parts) => Self::All(list(parts)),
            Condition::Any(parts) => Self::Any(list(parts)),
            Condition::None(parts) => Self::None(list(parts)),
            Condition::Test(test) => Self::Test(test, Probe::new(test, context)),
        }
    }

    fn matches(&self, facts: &dyn Facts, zone: &Zone) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.matches(facts, zone)),
            Self::Any(parts) => parts.iter().any(|part| part.matches(facts, zone)),
            Self::None(parts) => !parts.iter().any(|part| part.matches(facts, zone)),
            Self::Test(test, probe) => {
                let mut present = false;
                let mut why = Why::Missing;
                reach(facts, &test.path, &mut |value| {
                    present = true;
                    if why != Why::Holds {
                        why = probe.judge(value, zone);
                    }
                });
                verdict(test.op, probe, present, why) == Why::Holds
            }
            Self::TooDeep => false,
        }
    }

    fn trace(&self, facts: &dyn Facts, zone: &Zone) -> Trace<'a> {
        let list = |parts: &[Node<'a>]| -> Vec<Trace<'a>> {
            parts.iter().map(|part| part.trace(facts, zone)).collect()
        };
        let (holds, step) = match self {
            Self::All(parts) => {
                let parts = list(parts);
                (parts.iter().all(|p| p.holds), Step::All(parts))
            }
            Self::Any(parts) => {
                let parts = list(parts);
                (parts.iter().any(|p| p.holds), Step::Any(parts))
            }
            Self::None(parts) => {
                let parts = list(parts);
                (!parts.iter().any(|p| p.holds), Step::None(parts))
            }
            Self::Test(test, probe) => {
                let mut values = Vec::new();
                let mut why = Why::Missing;
                reach(facts, &test.path, &mut |value| {
                    values.push(value.clone());
                    let this = probe.judge(value, zone);
                    why = match (why, this) {
                        (Why::Holds, _) | (_, Why::Holds) => Why::Holds,
                        // A value of the right kind tells more than one of another.
                        (Why::Differs, _) | (_, Why::Differs) => Why::Differs,
                        (_, this) => this,
                    };
                });
                let why = verdict(test.op, probe, !values.is_empty(), why);
                (why == Why::Holds, Step::Test(Seen { test, values, why }))
            }
            // Nothing beyond the depth is tested; an empty group that doesn't hold says so.
            Self::TooDeep => (false, Step::Any(Vec::new())),
        };
        Trace { holds, step }
    }
}

/// Calls `visit` with every value at the end of the path.
fn reach(facts: &dyn Facts, path: &[FieldId], visit: &mut dyn FnMut(&Value)) {
    match path {
        [] => {}
        [field] => {
            if let Some(value) = facts.value(*field).filter(|value| !value.is_blank()) {
                visit(&value);
            }
        }
        [reference, rest @ ..] => {
            facts.follow(*reference, &mut |next| reach(next, rest, visit));
        }
    }
}

/// What a test comes to when the values it reached came to `why`.
fn verdict(op: Operator, probe: &Probe, present: bool, why: Why) -> Why {
    match (op, probe) {
        (_, Probe::NotUsable) => Why::NotUsable,
        (Operator::Empty, _) if !present => Why::Holds,
        (Operator::Empty, _) => Why::Differs,
        (Operator::NotEmpty, _) if present => Why::Holds,
        (Operator::NotEmpty, _) => Why::Missing,
        (Operator::HasNoTag, _) if !present => Why::Holds,
        (op, Probe::Equal(needles)) if !present => {
            // A box that was never ticked says no.
            let no = needles.iter().any(|n| matches!(n, Needle::Bool(false)));
            let asks = needles.iter().any(|n| matches!(n, Needle::Bool(_)));
            match (asks, no != op.is_negative()) {
                (true, true) => Why::Holds,
                (true, false) => Why::Differs,
                (false, _) => Why::Missing,
            }
        }
        _ if !present => Why::Missing,
        (op, _) if op.is_negative() => {
            if why == Why::Holds {
                Why::Differs
            } else {
                Why::Holds
            }
        }
        _ => why,
    }
}

impl Probe {
    fn new(test: &Test, context: &Context<'_>) -> Self {
        if test.path.is_empty() || test.path.len() > MAX_HOPS + 1 {
            return Self::NotUsable;
        }
        Self::of_operand(test.op, &test.operand, context).unwrap_or(Self::NotUsable)
    }

    fn of_operand(op: Operator, operand: &Operand, context: &Context<'_>) -> Option<Self> {
        let text = |literal: &Literal| match literal {
            Literal::Text(s) => Some(fold::fold(s)),
            _ => None,
        };
        let order = |literal, order, equal| {
            Needle::new(literal, context).map(|needle| Self::Order(needle, order, equal))
        };
        let today = context.today;
        Some(match (op, operand) {
            (
                Operator::Is | Operator::IsNot | Operator::HasTag | Operator::HasNoTag,
                Operand::One(literal),
            ) => Self::Equal(vec![Needle::new(literal, context)?]),
            (Operator::OneOf | Operator::NoneOf, Operand::Many(list)) => {
                // "One of me and Ada" is still of use where nobody asks.
                let needles: Vec<_> = list
                    .iter()
                    .filter_map(|literal| Needle::new(literal, context))
                    .collect();
                if needles.is_empty() && !list.is_empty() {
                    return None;
                }
                Self::Equal(needles)
            }
            (Operator::Contains | Operator::NotContains, Operand::One(literal)) => {
                Self::Contains(text(literal)?)
            }
            (Operator::StartsWith, Operand::One(literal)) => Self::StartsWith(text(literal)?),
            (Operator::Less, Operand::One(literal)) => order(literal, Ordering::Less, false)?,
            (Operator::AtMost, Operand::One(literal)) => order(literal, Ordering::Less, true)?,
            (Operator::More, Operand::One(literal)) => order(literal, Ordering::Greater, false)?,
            (Operator::AtLeast, Operand::One(literal)) => order(literal, Ordering::Greater, true)?,
            (Operator::Between, Operand::Range(low, high)) => {
                Self::Between(Needle::new(low, context)?, Needle::new(high, context)?)
            }
            (Operator::Empty | Operator::NotEmpty, Operand::Nothing) => Self::Presence,
            (Operator::Today, Operand::Nothing) => Self::Days(today, today),
            (Operator::LastDays, Operand::Days(n)) => {
                Self::Days(today.plus_days(1_i32.saturating_sub_unsigned(*n)), today)
            }
            (Operator::NextDays, Operand::Days(n)) => {
                let past = i32::try_from(*n).unwrap_or(i32::MAX);
                Self::Days(today, today.plus_days(past.saturating_sub(1)))
            }
            (Operator::ThisWeek, Operand::Nothing) => {
                // 1970-01-01 was a Thursday.
                let monday = today.plus_days(-(today.0.wrapping_add(3).rem_euclid(7)));
                Self::Days(monday, monday.plus_days(6))
            }
            (Operator::ThisMonth, Operand::Nothing) => Self::months(today, 1)?,
            (Operator::ThisQuarter, Operand::Nothing) => Self::months(today, 3)?,
            (Operator::ThisYear, Operand::Nothing) => Self::months(today, 12)?,
            _ => return None,
        })
    }

    /// The days of the run of `count` months that today is in, counted from January.
    fn months(today: Date, count: u32) -> Option<Self> {
        let (year, month, _) = today.ymd()?;
        let first_month = (month - 1) / count * count + 1;
        let first = Date::from_ymd(year, first_month, 1)?;
        let last_month = first_month + count - 1;
        let last = [31, 30, 29, 28]
            .into_iter()
            .find_map(|day| Date::from_ymd(year, last_month, day))?;
        Some(Self::Days(first, last))
    }

    /// How a value comes out; where it has several parts, the best of them counts.
    fn judge(&self, value: &Value, zone: &Zone) -> Why {
        let mut best = Why::OtherType;
        let mut judge = |atom: Atom<'_>| {
            if best == Why::Holds {
                return;
            }
            match self.judge_atom(atom, zone) {
                Why::Holds => best = Why::Holds,
                Why::OtherType => {}
                other => best = other,
            }
        };
        match value {
            Value::Text(s) | Value::Choice(s) | Value::Rank(s) => judge(Atom::Text(s)),
            Value::Int(n) | Value::Duration(n) => judge(Atom::Int(*n)),
            Value::Number(n) => judge(Atom::Number(*n)),
            Value::Money(m) => judge(Atom::Money(*m)),
            Value::Date(d) => judge(Atom::Day(*d)),
            Value::Instant(t) => judge(Atom::Instant(*t)),
            Value::Bool(b) => judge(Atom::Bool(*b)),
            Value::Ref(id) => judge(Atom::Ref(*id)),
            Value::Labelled(list) => list.iter().for_each(|l| judge(Atom::Text(&l.value))),
            Value::Address(address) => address.parts().for_each(|part| judge(Atom::Text(part))),
            Value::Tags(list) => list.iter().for_each(|tag| judge(Atom::Text(tag))),
            Value::Refs(list) => list.iter().for_each(|id| judge(Atom::Ref(*id))),
            Value::Unknown(_) => judge(Atom::Other),
        }
        best
    }

    fn judge_atom(&self, atom: Atom<'_>, zone: &Zone) -> Why {
        let differs_unless = |holds| if holds { Why::Holds } else { Why::Differs };
        match (self, atom) {
            (Self::Equal(needles), atom) => {
                let mut why = if needles.is_empty() {
                    Why::Differs
                } else {
                    Why::OtherType
                };
                for needle in needles {
                    match needle.equals(atom, zone) {
                        Ok(true) => return Why::Holds,
                        Ok(false) => why = Why::Differs,
                        Err(other) if why == Why::OtherType => why = other,
                        Err(_) => {}
                    }
                }
                why
            }
            (Self::Contains(text), Atom::Text(seen)) => differs_unless(fold::contains(seen, text)),
            (Self::StartsWith(text), Atom::Text(seen)) => {
                differs_unless(fold::starts_with(seen, text))
            }
            (Self::Order(needle, wanted, equal), atom) => match needle.order(atom, zone) {
                Ok(order) => differs_unless(order == *wanted || *equal && order.is_eq()),
                Err(why) => why,
            },
            (Self::Between(low, high), atom) => {
                match (low.order(atom, zone), high.order(atom, zone)) {
                    (Ok(low), Ok(high)) => differs_unless(low.is_ge() && high.is_le()),
                    (Err(why), _) | (_, Err(why)) => why,
                }
            }
            (Self::Days(first, last), Atom::Day(day)) => {
                differs_unless((*first..=*last).contains(&day))
            }
            (Self::Days(first, last), Atom::Instant(at)) => {
                differs_unless((*first..=*last).contains(&zone.day(at)))
            }
            (Self::Presence, _) => Why::Holds,
            _ => Why::OtherType,
        }
    }
}

impl Needle {
    fn new(literal: &Literal, context: &Context<'_>) -> Option<Self> {
        Some(match literal {
            Literal::Text(s) => Self::Text(fold::fold(s)),
            Literal::Int(n) => Self::Int(*n),
            Literal::Number(n) => Self::Number(*n),
            Literal::Money(m) => Self::Money(*m),
            Literal::Date(d) => Self::Day(*d),
            Literal::Today(n) => Self::Day(context.today.plus_days(*n)),
            Literal::Instant(t) => Self::Instant(*t),
            Literal::Bool(b) => Self::Bool(*b),
            Literal::Ref(id) => Self::Ref(*id),
            Literal::Me => Self::Ref(context.me?),
        })
    }

    fn equals(&self, atom: Atom<'_>, zone: &Zone) -> Result<bool, Why> {
        match (self, atom) {
            (Self::Text(text), Atom::Text(seen)) => Ok(fold::equal(seen, text)),
            (Self::Bool(b), Atom::Bool(seen)) => Ok(*b == seen),
            (Self::Ref(id), Atom::Ref(seen)) => Ok(*id == seen),
            _ => self.order(atom, zone).map(Ordering::is_eq),
        }
    }

    /// How the value stands to the needle.
    fn order(&self, atom: Atom<'_>, zone: &Zone) -> Result<Ordering, Why> {
        let floats = |seen: f64, wanted: f64| seen.partial_cmp(&wanted).ok_or(Why::OtherType);
        match (self, atom) {
            (Self::Int(n), Atom::Int(seen)) => Ok(seen.cmp(n)),
            (Self::Int(n), Atom::Number(seen)) => floats(seen, *n as f64),
            (Self::Int(n), Atom::Money(seen)) => floats(seen.units(), *n as f64),
            (Self::Number(n), Atom::Int(seen)) => floats(seen as f64, *n),
            (Self::Number(n), Atom::Number(seen)) => floats(seen, *n),
            (Self::Number(n), Atom::Money(seen)) => floats(seen.units(), *n),
            (Self::Money(m), Atom::Money(seen)) if m.currency == seen.currency => {
                Ok(seen.minor.cmp(&m.minor))
            }
            (Self::Money(_), Atom::Money(_)) => Err(Why::OtherCurrency),
            (Self::Day(d), Atom::Day(seen)) => Ok(seen.cmp(d)),
            (Self::Day(d), Atom::Instant(seen)) => Ok(zone.day(seen).cmp(d)),
            (Self::Instant(t), Atom::Instant(seen)) => Ok(seen.cmp(t)),
            (Self::Instant(t), Atom::Day(seen)) => Ok(seen.cmp(&zone.day(*t))),
            _ => Err(Why::OtherType),
        }
    }
}

#[cfg(test)]
#[path = "evaluate_tests.rs"]
pub(super) mod tests;
