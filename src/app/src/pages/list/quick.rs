//! Quick filters: the few questions that a list is asked all day, each one choice away. Their
//! values stand in the address under names of their own.

use record::schema::{deal, stage, task, ticket};
use record::{FieldId, Kind, RecordId};
use workflow::Condition;
use workflow::condition::{Literal, Operand, Operator, Test};

/// A quick filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quick {
    /// Which tasks: open ones, unless the address says otherwise.
    Show,
    /// A ticket's status.
    Status,
    /// Whose ticket.
    Assignee,
    /// A deal's pipeline.
    Pipeline,
    /// Whether a deal is open, won or lost.
    Outcome,
    /// Whose deal.
    Owner,
    /// Whose task.
    TaskOwner,
}

/// The value for the member who asks.
pub const ME: &str = "me";
/// The value for nobody.
pub const NOBODY: &str = "none";
/// The value for tickets that are neither solved nor closed.
pub const UNSOLVED: &str = "unsolved";
/// The values of [`Quick::Outcome`].
pub const OPEN: &str = "Open";
/// See [`OPEN`].
pub const WON: &str = "Won";
/// See [`OPEN`].
pub const LOST: &str = "Lost";
/// The value for all tasks.
pub const ALL: &str = "all";
/// The values of [`Quick::Show`] in the order of the choice; the first one holds where the address
/// says nothing.
pub const SHOWN: [&str; 5] = ["open", "overdue", "today", "done", ALL];

impl Quick {
    /// The quick filters of a kind's list.
    pub fn of_kind(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::TASK => &[Self::Show, Self::TaskOwner],
            Kind::TICKET => &[Self::Status, Self::Assignee],
            Kind::DEAL => &[Self::Pipeline, Self::Outcome, Self::Owner],
            _ => &[],
        }
    }

    /// Its name in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Show => "show",
            Self::Status => "status",
            Self::Assignee => "assignee",
            Self::Pipeline => "pipeline",
            Self::Outcome => "outcome",
            Self::Owner | Self::TaskOwner => "owner",
        }
    }

    /// What the records satisfy with this value; `None` where all do. A value that makes no sense
    /// counts as none.
    pub fn condition(self, value: Option<&str>) -> Option<Condition> {
        match self {
            Self::Show => tasks(value),
            Self::Status => match value? {
                UNSOLVED => {
                    let is = |key: &str| Literal::Text(key.to_owned());
                    Some(Condition::None(vec![Condition::test(
                        ticket::STATUS,
                        Operator::OneOf,
                        Operand::Many(vec![is("Solved"), is("Closed")]),
                    )]))
                }
                "" => None,
                status => Some(is(vec![ticket::STATUS], Literal::Text(status.to_owned()))),
            },
            Self::Assignee => member(ticket::ASSIGNEE, value?),
            Self::Owner => member(deal::OWNER, value?),
            Self::TaskOwner => member(task::OWNER, value?),
            Self::Pipeline => {
                let pipeline: RecordId = value?.parse().ok()?;
                let path = vec![deal::STAGE, stage::PIPELINE];
                Some(is(path, Literal::Ref(pipeline)))
            }
            Self::Outcome => match value? {
                // A stage that says nothing of an outcome is an open one.
                OPEN => Some(Condition::None(vec![outcome(WON), outcome(LOST)])),
                closed @ (WON | LOST) => Some(outcome(closed)),
                _ => None,
            },
        }
    }
}

fn tasks(value: Option<&str>) -> Option<Condition> {
    let open = Condition::test(task::DONE_AT, Operator::Empty, Operand::Nothing);
    let due = |op, operand| Condition::test(task::DUE, op, operand);
    match value {
        Some(ALL) => None,
        Some("done") => Some(Condition::test(
            task::DONE_AT,
            Operator::NotEmpty,
            Operand::Nothing,
        )),
        Some("overdue") => {
            let before_today = Operand::One(Literal::Today(0));
            Some(Condition::All(vec![
                open,
                due(Operator::Less, before_today),
            ]))
        }
        Some("today") => Some(Condition::All(vec![
            open,
            due(Operator::Today, Operand::Nothing),
        ])),
        _ => Some(open),
    }
}

fn outcome(key: &str) -> Condition {
    let path = vec![deal::STAGE, stage::OUTCOME];
    is(path, Literal::Text(key.to_owned()))
}

fn member(field: FieldId, value: &str) -> Option<Condition> {
    match value {
        ME => Some(is(vec![field], Literal::Me)),
        NOBODY => Some(Condition::test(field, Operator::Empty, Operand::Nothing)),
        id => Some(is(vec![field], Literal::Ref(id.parse().ok()?))),
    }
}

fn is(path: Vec<FieldId>, literal: Literal) -> Condition {
    Condition::Test(Test {
        path,
        op: Operator::Is,
        operand: Operand::One(literal),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use record::Schema;

    const KINDS: [Kind; 5] = [
        Kind::CONTACT,
        Kind::COMPANY,
        Kind::DEAL,
        Kind::TICKET,
        Kind::TASK,
    ];

    #[test]
    fn every_value_gives_a_condition_that_the_schema_supports() {
        let schema = Schema::standard();
        let id = RecordId::natural(["x"]).to_string();
        let values = [ME, NOBODY, UNSOLVED, "Open", "Won", "Solved", id.as_str()];
        for kind in KINDS {
            for quick in Quick::of_kind(kind) {
                let values = values.iter().chain(&SHOWN);
                let mut some = 0;
                for value in values {
                    // "me" is no status; what the schema refuses finds nothing and breaks nothing.
                    let Some(condition) = quick.condition(Some(value)) else {
                        continue;
                    };
                    some += usize::from(condition.check(&schema, kind).is_ok());
                }
                assert!(some > 0, "{quick:?}");
            }
        }
    }

    #[test]
    fn tasks_are_the_open_ones_unless_the_address_says_otherwise() {
        assert_eq!(
            Quick::Show.condition(None),
            Quick::Show.condition(Some("open"))
        );
        assert_eq!(
            Quick::Show.condition(Some("nonsense")),
            Quick::Show.condition(None)
        );
        assert_eq!(Quick::Show.condition(Some(ALL)), None);
    }

    #[test]
    fn the_tasks_of_one_person_are_found_by_their_owner() {
        let mine = Quick::TaskOwner.condition(Some(ME)).unwrap();
        assert_eq!(mine.check(&Schema::standard(), Kind::TASK), Ok(()));
        assert_eq!(mine, is(vec![task::OWNER], Literal::Me));
        assert!(Quick::of_kind(Kind::TASK).contains(&Quick::TaskOwner));
    }

    #[test]
    fn a_person_that_is_none_is_left_out() {
        assert_eq!(Quick::Owner.condition(Some("who?")), None);
        assert_eq!(Quick::Pipeline.condition(Some("")), None);
        assert_eq!(Quick::Outcome.condition(Some("open")), None);
    }

    proptest! {
        #[test]
        fn any_value_is_taken(value in ".{0,20}") {
            for kind in KINDS {
                for quick in Quick::of_kind(kind) {
                    let _ = quick.condition(Some(&value));
                }
            }
        }
    }
}
