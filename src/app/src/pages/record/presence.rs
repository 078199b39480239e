//! Whether a record is there to be shown.

use leptos::prelude::Get;
use record::schema::{DELETED_AT, PURGED, UNDONE};
use record::{Kind, RecordId, Value};
use workspace::Workspace;

use crate::state::{Phase, State};

/// Whether a record is there to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// The workspace is still being read.
    Opening,
    /// It is there.
    Live,
    /// It is in the trash.
    Deleted,
    /// Its creation was taken back.
    Undone,
    /// It was merged into this one.
    Merged(RecordId),
    /// There is no such record.
    Unknown,
}

/// Whether the record is there, tracked.
pub(super) fn presence(state: State, kind: Kind, id: RecordId) -> Presence {
    let opened = state.phase.get() == Phase::Ready;
    state.track_record(kind, id);
    match state.with(|ws| of(ws, kind, id)) {
        // What is not there yet may still be read.
        Presence::Unknown if !opened => Presence::Opening,
        present => present,
    }
}

fn of(ws: &Workspace, kind: Kind, id: RecordId) -> Presence {
    let is_set = |field| ws.value(kind, id, field) == Some(Value::Bool(true));
    if ws.is_live(kind, id) {
        return Presence::Live;
    }
    if !ws.is_known(kind, id) || is_set(PURGED) {
        return Presence::Unknown;
    }
    let stands_for = ws.resolve(kind, id);
    if stands_for != id {
        return Presence::Merged(stands_for);
    }
    if is_set(UNDONE) {
        return Presence::Undone;
    }
    match ws.value(kind, id, DELETED_AT) {
        Some(_) => Presence::Deleted,
        None => Presence::Unknown,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use record::schema::company;
    use record::{DeviceId, Entropy, Instant};
    use workspace::{Command, Moment};

    struct Counting(u8);

    impl Entropy for Counting {
        fn fill(&mut self, bytes: &mut [u8]) {
            for byte in bytes {
                self.0 = self.0.wrapping_add(1);
                *byte = self.0;
            }
        }
    }

    fn run(ws: &mut Workspace, command: Command) {
        let mut entropy = Counting(0);
        let mut moment = Moment {
            now: Instant(1_000),
            today: record::Date(0),
            entropy: &mut entropy,
        };
        ws.run(command, &mut moment).unwrap();
    }

    fn create(ws: &mut Workspace, id: RecordId) {
        let command = Command::Create {
            kind: Kind::COMPANY,
            record: id,
            values: vec![(company::NAME, Value::text("Plum"))],
        };
        run(ws, command);
    }

    #[test]
    fn a_record_is_there_until_it_is_deleted_and_unknown_before_it_is_created() {
        let (kind, id) = (Kind::COMPANY, RecordId(7));
        let mut ws = Workspace::new(DeviceId(1));
        assert_eq!(of(&ws, kind, id), Presence::Unknown);
        create(&mut ws, id);
        assert_eq!(of(&ws, kind, id), Presence::Live);
        let records = vec![id];
        run(&mut ws, Command::Delete { kind, records });
        assert_eq!(of(&ws, kind, id), Presence::Deleted);
        let records = vec![id];
        run(&mut ws, Command::Purge { kind, records });
        assert_eq!(of(&ws, kind, id), Presence::Unknown);
    }

    #[test]
    fn a_merged_record_leads_to_the_one_that_stayed() {
        let kind = Kind::COMPANY;
        let mut ws = Workspace::new(DeviceId(1));
        let (winner, loser) = (RecordId(7), RecordId(8));
        create(&mut ws, winner);
        create(&mut ws, loser);
        let chosen = Vec::new();
        run(
            &mut ws,
            Command::Merge {
                kind,
                winner,
                loser,
                chosen,
            },
        );
        assert_eq!(of(&ws, kind, loser), Presence::Merged(winner));
    }

    #[test]
    fn a_creation_that_was_taken_back_says_so() {
        let mut ws = Workspace::new(DeviceId(1));
        create(&mut ws, RecordId(7));
        let mut entropy = Counting(9);
        let mut moment = Moment {
            now: Instant(2_000),
            today: record::Date(0),
            entropy: &mut entropy,
        };
        ws.undo(&mut moment).unwrap();
        assert_eq!(of(&ws, Kind::COMPANY, RecordId(7)), Presence::Undone);
    }
}
