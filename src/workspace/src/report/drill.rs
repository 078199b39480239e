//! From a row of a report back to its records.

use record::{Currency, Date, FieldId, FieldType, Money, RecordId};
use workflow::{Condition, Literal, Operand, Operator, Test};

use super::{Group, Key, Report, period};
use crate::business::Workspace;
use crate::rates::Rates;

/// A day between two, both included.
pub(super) fn within(field: FieldId, first: Date, last: Date) -> Condition {
    let days = Operand::Range(Literal::Date(first), Literal::Date(last));
    Condition::test(field, Operator::Between, days)
}

/// A day up to one, that included.
pub(super) fn until(field: FieldId, last: Date) -> Condition {
    let day = Operand::One(Literal::Date(last));
    Condition::test(field, Operator::AtMost, day)
}

/// A test of a field, or of a second one where the first is empty.
pub(super) fn or_else(
    [first, second]: [FieldId; 2],
    test: impl Fn(FieldId) -> Condition,
) -> Condition {
    let empty = Condition::test(first, Operator::Empty, Operand::Nothing);
    let otherwise = Condition::All(vec![empty, test(second)]);
    Condition::Any(vec![test(first), otherwise])
}

/// A field, at the end of a path, that refers to a record.
pub(super) fn refers(path: &[FieldId], record: RecordId) -> Condition {
    Condition::Test(Test {
        path: path.to_vec(),
        op: Operator::Is,
        operand: Operand::One(Literal::Ref(record)),
    })
}

impl Workspace {
    /// The condition that picks exactly the records of a row, or of a part of it, out of all of the
    /// report's kind that have its words. `None` for [`Key::Other`], and where the report has no
    /// such group.
    pub fn drill(&self, report: &Report, row: &Key, split: Option<&Key>) -> Option<Condition> {
        let mut parts: Vec<Condition> = report.condition.iter().cloned().collect();
        parts.push(self.picks(report, report.group.as_ref()?, row)?);
        if let Some(key) = split {
            parts.push(self.picks(report, report.split.as_ref()?, key)?);
        }
        if parts.len() == 1 {
            return parts.pop();
        }
        Some(Condition::All(parts))
    }

    fn picks(&self, report: &Report, group: &Group, key: &Key) -> Option<Condition> {
        let (kind, field, is_many) = self.target_of(report.kind, &group.path).ok()?;
        let ty = self.schema.field(kind, field)?.ty;
        let test = |op, operand| {
            Condition::Test(Test {
                path: group.path.clone(),
                op,
                operand,
            })
        };
        let is = if ty.is_set() {
            Operator::HasTag
        } else {
            Operator::Is
        };
        Some(match key {
            Key::None => test(Operator::Empty, Operand::Nothing),
            Key::Text(text) => test(is, Operand::One(Literal::Text(text.clone()))),
            Key::Bool(b) => test(is, Operand::One(Literal::Bool(*b))),
            Key::Int(n) => test(is, Operand::One(Literal::Int(*n))),
            Key::Ref(_, id) => test(is, Operand::One(Literal::Ref(*id))),
            Key::Period(first, bucket) => {
                let last = period::last(*first, *bucket)?;
                let days = Operand::Range(Literal::Date(*first), Literal::Date(last));
                test(Operator::Between, days)
            }
            Key::Range(low, high) if ty == FieldType::Money => {
                self.amounts_between(&group.path, (*low, *high))
            }
            Key::Range(low, high) if is_many => {
                // One value has to lie in the range, so one test has to say both ends.
                let below = Literal::Number(high.next_down());
                let ends = Operand::Range(Literal::Number(*low), below);
                test(Operator::Between, ends)
            }
            Key::Range(low, high) => Condition::All(vec![
                test(Operator::AtLeast, Operand::One(number(*low))),
                test(Operator::Less, Operand::One(number(*high))),
            ]),
            Key::Other => return None,
        })
    }

    /// The amounts of every currency that are in a range of the business's currency.
    fn amounts_between(&self, path: &[FieldId], ends: (f64, f64)) -> Condition {
        let (rates, base) = (self.rates(), self.currency());
        let mut currencies: Vec<Currency> = self
            .currencies_in_use()
            .into_iter()
            .map(|used| used.currency)
            .filter(|currency| rates.connects(*currency, base))
            .collect();
        record::order::sort_by_key(&mut currencies, |c| (*c != base, *c));
        let test = |op, money| {
            Condition::Test(Test {
                path: path.to_vec(),
                op,
                operand: Operand::One(Literal::Money(money)),
            })
        };
        let between = |currency| {
            let low = first_at_least(&rates, currency, base, ends.0);
            let high = first_at_least(&rates, currency, base, ends.1);
            let money = |minor| Money { minor, currency };
            match (low, high) {
                (Some(low), Some(high)) => Condition::All(vec![
                    test(Operator::AtLeast, money(low)),
                    test(Operator::Less, money(high)),
                ]),
                (Some(low), None) => test(Operator::AtLeast, money(low)),
                (None, _) => Condition::Any(Vec::new()),
            }
        };
        let mut parts: Vec<Condition> = currencies.into_iter().map(between).collect();
        match parts.pop() {
            Some(only) if parts.is_empty() => only,
            last => {
                parts.extend(last);
                Condition::Any(parts)
            }
        }
    }
}

fn number(n: f64) -> Literal {
    // Whole numbers read better, and are compared the same way.
    if n.fract() == 0.0 && n.abs() < 9e15 {
        Literal::Int(n as i64)
    } else {
        Literal::Number(n)
    }
}

/// The smallest amount of a currency, in minor units, that is at least so many units of the base.
fn first_at_least(rates: &Rates, currency: Currency, base: Currency, units: f64) -> Option<i64> {
    let convert = rates.converter(currency, base)?;
    let is_enough = |minor: i64| match convert(minor) {
        Some(minor) => {
            Money {
                minor,
                currency: base,
            }
            .units()
                >= units
        }
        None => minor > 0,
    };
    let (mut low, mut high) = (i64::MIN + 1, i64::MAX);
    if !is_enough(high) {
        return None;
    }
    while low < high {
        let middle = low.midpoint(high);
        // The midpoint is rounded towards zero, which may be the upper end.
        let middle = if middle == high { middle - 1 } else { middle };
        if is_enough(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(low)
}
