//! Who did what, and when: activities by member and type, by week or another period.

use hashbrown::HashMap;
use record::schema::{CREATED_AT, activity};
use record::{Date, Kind, RecordId};
use workflow::Zone;

use super::columns::Field;
use super::{Bucket, MAX_ROWS, period};
use crate::business::Workspace;

/// The activities of a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activities {
    /// The periods by their first day.
    pub periods: Vec<Date>,
    /// By member and type: members by name, those of nobody last, types as the schema has them.
    pub rows: Vec<Row>,
}

/// What a member did of one type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The member; `None` where nobody is said.
    pub member: Option<RecordId>,
    /// The key of the type; empty where none is said.
    pub kind: String,
    /// How many, by period.
    pub counts: Vec<u32>,
    /// All of them together.
    pub total: u32,
}

/// The periods from the one a day is in to the one another day is in; at most [`MAX_ROWS`].
pub(super) fn periods(from: Date, to: Date, bucket: Bucket) -> Vec<Date> {
    let mut list = Vec::new();
    let mut next = period::start(from, bucket);
    while let Some(start) = next.filter(|start| *start <= to && list.len() < MAX_ROWS) {
        list.push(start);
        next = period::next(start, bucket);
    }
    list
}

/// The place of a day among periods; `None` before the first one. A day after the last counts there
/// only if the caller lets it.
pub(super) fn place(periods: &[Date], day: Date) -> Option<usize> {
    periods
        .partition_point(|start| *start <= day)
        .checked_sub(1)
}

impl Workspace {
    /// Who did what between two days, both included. An activity without a time happened when it was
    /// entered.
    pub fn activity_report(&self, from: Date, to: Date, bucket: Bucket, zone: &Zone) -> Activities {
        let periods = periods(from, to, bucket);
        let mut rows: HashMap<(Option<RecordId>, &str), Vec<u32>> = HashMap::new();
        if let Some(table) = self.table(Kind::ACTIVITY) {
            let field = |field| Field::of(table, field);
            let (at, created) = (field(activity::AT), field(CREATED_AT));
            let (members, kinds) = (field(activity::MEMBER), field(activity::TYPE));
            for row in table.live_rows() {
                let at = at.instant(row).or_else(|| created.instant(row));
                let day = at
                    .map(|at| zone.day(at))
                    .filter(|day| from <= *day && *day <= to);
                if let Some(place) = day.and_then(|day| place(&periods, day)) {
                    let key = (members.link(row), kinds.text(row));
                    let counts = rows.entry(key).or_insert_with(|| vec![0; periods.len()]);
                    counts[place] += 1;
                }
            }
        }
        let options = self.schema.field(Kind::ACTIVITY, activity::TYPE);
        let options = options
            .map(|def| def.options.as_slice())
            .unwrap_or_default();
        let mut rows: Vec<Row> = rows
            .into_iter()
            .map(|((member, kind), counts)| Row {
                member,
                kind: kind.to_owned(),
                total: counts.iter().sum(),
                counts,
            })
            .collect();
        record::order::sort_by_key(&mut rows, |row| {
            let name = row.member.map(|id| self.name(Kind::MEMBER, id));
            let place = options.iter().position(|o| *o == row.kind);
            (
                name.is_none(),
                name,
                row.member,
                place.unwrap_or(options.len()),
                row.kind.clone(),
            )
        });
        Activities { periods, rows }
    }
}
