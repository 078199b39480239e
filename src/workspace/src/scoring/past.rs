//! Closed deals as they stood while they were open.

use hashbrown::HashMap;
use record::schema::{CREATED_AT, deal, event};
use record::{FieldId, Kind, Money, RecordId, Value, Version};
use workflow::Outcome;

use super::read::{Ends, mixed};
use crate::business::Workspace;
use crate::table::{Column, Data, NO_INT, Table};

/// What is known of a closed deal.
#[derive(Clone, Debug)]
pub(super) struct Past {
    /// When it was closed, in milliseconds; where nothing says so, when it was last moved.
    pub(super) closed_at: i64,
    /// The moment of its open life at which it is looked at, if both ends are known.
    pub(super) seen: Option<i64>,
    /// The amount before the close, where it was another than now.
    pub(super) amount: Option<Option<Money>>,
    /// The owner before the close, where it was another than now.
    pub(super) owner: Option<Option<RecordId>>,
    /// The stage at the moment at which the deal is looked at, if its moves are known.
    pub(super) stage: Option<RecordId>,
    /// Whether it was won.
    pub(super) won: bool,
    /// The change that closed it.
    pub(super) closing: Option<Version>,
}

/// The events of deals' stages, amounts and owners, by deal and time.
pub(super) struct Histories {
    events: Vec<Event>,
}

struct Event {
    deal: u32,
    at: i64,
    id: RecordId,
    row: u32,
    field: FieldId,
    from: Held,
    to: Held,
}

/// What an event of these fields tells of.
#[derive(Clone, Copy, PartialEq)]
enum Held {
    Nothing,
    Ref(RecordId),
    Money(Money),
}

impl Histories {
    /// Reads all live events of deals once.
    pub(super) fn read(workspace: &Workspace) -> Self {
        let mut events = Vec::new();
        if let (Some(table), Some(deals)) =
            (workspace.table(Kind::EVENT), workspace.table(Kind::DEAL))
            && let (Some(subject), Some(field), Some(at)) = (
                table.column(event::SUBJECT),
                table.column(event::FIELD),
                table.column(event::AT),
            )
        {
            let kind = table.column(event::KIND);
            let (from, to) = (table.column(event::FROM), table.column(event::TO));
            for row in table.live_rows() {
                let tracked = int(Some(field), row).and_then(|n| u64::try_from(n).ok());
                let Some(field) = tracked
                    .map(FieldId)
                    .filter(|f| [deal::STAGE, deal::AMOUNT, deal::OWNER].contains(f))
                else {
                    continue;
                };
                if int(kind, row) != Some(Kind::DEAL.0.into()) {
                    continue;
                }
                let Data::Ref(subjects) = &subject.data else {
                    break;
                };
                let deal = subjects.get(row).and_then(|id| deals.row(*id));
                if let (Some(deal), Some(at), Some(id)) = (deal, int(Some(at), row), table.id(row))
                {
                    let (from, to) = (held(from, row), held(to, row));
                    events.push(Event {
                        deal,
                        at,
                        id,
                        row,
                        field,
                        from,
                        to,
                    });
                }
            }
        }
        events.sort_unstable_by_key(|e| (e.deal, e.at, e.id));
        Self { events }
    }

    fn of(&self, deal: u32) -> &[Event] {
        let from = self.events.partition_point(|e| e.deal < deal);
        let to = self.events.partition_point(|e| e.deal <= deal);
        self.events.get(from..to).unwrap_or_default()
    }

    /// A closed deal as it stood while it was open.
    pub(super) fn past(
        &self,
        workspace: &Workspace,
        deals: &Table,
        (row, id, won): (u32, RecordId, bool),
        stages: &HashMap<RecordId, Outcome>,
    ) -> Past {
        let events = self.of(row);
        let is_open = |held: Held| match held {
            Held::Ref(stage) => stages.get(&stage).is_none_or(|o| *o == Outcome::Open),
            _ => true,
        };
        let moves = || events.iter().filter(|e| e.field == deal::STAGE);
        let move_out = moves().rfind(|e| is_open(e.from) && !is_open(e.to));
        let version = |row, field| deals.version(&workspace.versions, row, field);
        let closing = match (move_out, workspace.table(Kind::EVENT)) {
            (Some(e), Some(table)) => table.version(&workspace.versions, e.row, event::AT),
            _ => version(row, deal::STAGE),
        };
        let recorded = closing.map(|v| v.stamp.ms());
        // Up to here, exclusively, edits belong to the deal's open life.
        let until = move_out.map(|e| e.at).or(recorded).unwrap_or(i64::MAX);
        let before = |field: FieldId| {
            let later = events.iter().find(|e| e.field == field && e.at >= until);
            later.map(|e| e.from)
        };

        let ends = Ends::of(workspace, deals, row);
        let closed_at = match (move_out.map(|e| e.at), ends.closed_on_end) {
            // The day has no zone, so it may seem to end up to a day before the move.
            (Some(moved), Some(day)) if day.saturating_add(DAY) < moved => Some(day),
            (Some(moved), _) => Some(moved),
            (None, day) => day,
        };
        let seen = match (ends.opened, closed_at) {
            (Some(opened), Some(closed)) if opened < closed => {
                let life = closed.saturating_sub(opened) as f64;
                Some(opened.saturating_add((life * share_of(id)) as i64))
            }
            _ => None,
        };
        // Of the time before the record was here only brought-in events tell.
        let created = version(row, CREATED_AT).map(|v| v.stamp.ms());
        let reaches = |seen: i64| match (moves().next(), created) {
            (Some(first), Some(created)) => first.at < created || seen >= created,
            _ => false,
        };
        let stage = seen
            .filter(|seen| reaches(*seen))
            .and_then(|seen| moves().find(|e| e.at > seen))
            .filter(|e| is_open(e.from))
            .and_then(|e| match e.from {
                Held::Ref(stage) => Some(stage),
                _ => None,
            });
        Past {
            closed_at: closed_at.or(recorded).unwrap_or_default(),
            seen,
            amount: before(deal::AMOUNT).map(|held| match held {
                Held::Money(money) => Some(money),
                _ => None,
            }),
            owner: before(deal::OWNER).map(|held| match held {
                Held::Ref(owner) => Some(owner),
                _ => None,
            }),
            stage,
            won,
            closing,
        }
    }
}

/// A day in milliseconds.
pub(super) const DAY: i64 = 86_400_000;

/// A number from 0 to 1 that belongs to an id, as evenly spread as if drawn.
fn share_of(id: RecordId) -> f64 {
    let bits = mixed((id.0 >> 64) as u64 ^ mixed(id.0 as u64));
    ((bits >> 11) as f64 + 0.5) / (1u64 << 53) as f64
}

fn int(column: Option<&Column>, row: u32) -> Option<i64> {
    match &column?.data {
        Data::Int(list) => list.get(row as usize).copied().filter(|n| *n != NO_INT),
        _ => None,
    }
}

fn held(column: Option<&Column>, row: u32) -> Held {
    match column.and_then(|c| c.get(row)) {
        Some(Value::Ref(id)) => Held::Ref(id),
        Some(Value::Money(money)) => Held::Money(money),
        _ => Held::Nothing,
    }
}
