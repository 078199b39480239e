//! Records that the user puts in order.

use record::{FieldId, Kind, RecordId, Value, rank};
use workspace::Command;

use crate::state::{Actor, State};

/// Moves a record by some places within a list that is ordered by a rank.
pub fn move_by(
    actor: Actor,
    (kind, rank): (Kind, FieldId),
    ids: &[RecordId],
    id: RecordId,
    by: isize,
) {
    let Some(from) = ids.iter().position(|i| *i == id) else {
        return;
    };
    let Some(to) = from.checked_add_signed(by).filter(|to| *to < ids.len()) else {
        return;
    };
    let ranks: Vec<String> = ids
        .iter()
        .map(|id| rank_of(actor.state(), kind, *id, rank))
        .collect();
    let edits = rank::moved(&ranks, from, to)
        .into_iter()
        .filter_map(|(at, new)| Some((kind, *ids.get(at)?, rank, Some(Value::Rank(new)))));
    actor.quietly(Command::EditMany {
        edits: edits.collect(),
    });
}

/// A record's rank; empty where it has none.
pub fn rank_of(state: State, kind: Kind, id: RecordId, field: FieldId) -> String {
    let value = state.with(|ws| ws.value(kind, id, field));
    value
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}
