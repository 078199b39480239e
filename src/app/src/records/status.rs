//! What a ticket's status brings with it.

use record::schema::ticket;
use record::{FieldId, Instant, Kind, RecordId, Value};

use crate::platform::clock;
use crate::state::State;

/// The status that a reply can give a ticket, in the order in which they are offered.
pub const AFTER_REPLY: [&str; 3] = ["Open", "Pending", "Solved"];

/// The edits that follow when a ticket gets a status: when it was solved.
pub fn solved_at(state: State, id: RecordId, status: &str) -> Option<(FieldId, Option<Value>)> {
    let solved = state.with(|ws| ws.value(Kind::TICKET, id, ticket::SOLVED_AT));
    follows(status, solved.as_ref(), clock::now()).map(|value| (ticket::SOLVED_AT, value))
}

/// What follows from a field's new value: edits of the same record that belong to the same change.
pub fn follow_ups(
    state: State,
    kind: Kind,
    id: RecordId,
    field: FieldId,
    value: Option<&Value>,
) -> Option<(FieldId, Option<Value>)> {
    let is_status = (kind, field) == (Kind::TICKET, ticket::STATUS);
    let key = value.and_then(Value::as_str).unwrap_or_default();
    is_status.then(|| solved_at(state, id, key)).flatten()
}

/// The status that a customer's message gives a ticket; `None` where it stays as it is.
pub fn reopened(status: &str) -> Option<&'static str> {
    matches!(status, "Solved" | "Pending").then_some("Open")
}

/// The new value of the moment of solving, where it changes.
fn follows(status: &str, solved: Option<&Value>, now: Instant) -> Option<Option<Value>> {
    let is_solved = matches!(status, "Solved" | "Closed");
    match (is_solved, solved) {
        (true, None) => Some(Some(Value::Instant(now))),
        (false, Some(_)) => Some(None),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solving_notes_the_moment_once_and_reopening_forgets_it() {
        let (now, before) = (Instant(5), Value::Instant(Instant(1)));
        let at = Some(Some(Value::Instant(now)));
        assert_eq!(follows("Solved", None, now), at);
        assert_eq!(follows("Closed", None, now), at);
        assert_eq!(follows("Closed", Some(&before), now), None);
        assert_eq!(follows("Open", Some(&before), now), Some(None));
        assert_eq!(follows("Pending", None, now), None);
    }

    #[test]
    fn a_customers_message_reopens_what_was_waiting_or_solved() {
        assert_eq!(reopened("Solved"), Some("Open"));
        assert_eq!(reopened("Pending"), Some("Open"));
        for other in ["New", "Open", "On hold", "Closed", ""] {
            assert_eq!(reopened(other), None, "{other}");
        }
    }
}
