//! Tickets over time: how many came, were solved and are left, and how long that took.

use hashbrown::HashMap;
use record::schema::{CREATED_AT, message, ticket};
use record::{Date, Kind, RecordId};
use workflow::Zone;

use super::Bucket;
use super::activity::{periods, place};
use super::columns::Field;
use super::measure::median;
use crate::business::Workspace;

/// The key of a message that the customer reads.
pub(crate) const PUBLIC_REPLY: &str = "Public reply";

/// Whether a ticket with this status is done.
pub(crate) fn is_done(status: &str) -> bool {
    matches!(status, "Solved" | "Closed")
}

/// The tickets of a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Tickets {
    /// The periods.
    pub periods: Vec<Period>,
    /// How many came.
    pub opened: u32,
    /// How many were solved.
    pub solved: u32,
    /// The median time to the first public reply of the tickets that came, in seconds.
    pub first_reply: Option<f64>,
    /// The median time to the solution of the tickets that were solved, in seconds.
    pub resolution: Option<f64>,
}

/// The tickets of a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// Its first day.
    pub start: Date,
    /// How many came.
    pub opened: u32,
    /// How many were solved.
    pub solved: u32,
    /// How many were not solved at its end.
    pub backlog: u32,
}

impl Workspace {
    /// Tickets between two days, both included, only those of a member where one is said. A ticket is
    /// solved while its status says so, from the time it says; a solved one that says no time is left
    /// out, as nobody knows when it was.
    pub fn ticket_report(
        &self,
        (from, to): (Date, Date),
        bucket: Bucket,
        assignee: Option<RecordId>,
        zone: &Zone,
    ) -> Tickets {
        let starts = periods(from, to, bucket);
        // Changes of the backlog by period; before all of them comes what was there already.
        let mut opened = vec![0u32; starts.len()];
        let mut solved = vec![0u32; starts.len()];
        let mut before = 0i64;
        let (mut replies, mut resolutions) = (Vec::new(), Vec::new());
        if let Some(table) = self.table(Kind::TICKET) {
            let first = self.first_replies();
            let field = |field| Field::of(table, field);
            let (created, solved_at) = (field(CREATED_AT), field(ticket::SOLVED_AT));
            let (status, assignees) = (field(ticket::STATUS), field(ticket::ASSIGNEE));
            for row in table.live_rows() {
                if assignee.is_some_and(|id| assignees.link(row) != Some(id)) {
                    continue;
                }
                let Some(came) = created.instant(row) else {
                    continue;
                };
                let done = solved_at.instant(row).filter(|_| is_done(status.text(row)));
                if is_done(status.text(row)) && done.is_none() {
                    continue;
                }
                let day = zone.day(came);
                if day > to {
                    continue;
                }
                if day < from {
                    before += 1;
                } else if let Some(at) = place(&starts, day) {
                    opened[at] += 1;
                    let reply = first.get(&row).map(|at| (at - came.0).max(0));
                    replies.extend(reply.map(|ms| ms as f64 / 1000.0));
                }
                if let Some(done) = done {
                    let day = zone.day(done);
                    if day < from {
                        before -= 1;
                    } else if day <= to
                        && let Some(at) = place(&starts, day)
                    {
                        solved[at] += 1;
                        resolutions.push((done.0 - came.0).max(0) as f64 / 1000.0);
                    }
                }
            }
        }
        let mut left = before;
        let periods: Vec<Period> = starts
            .into_iter()
            .enumerate()
            .map(|(at, start)| {
                left += i64::from(opened[at]) - i64::from(solved[at]);
                Period {
                    start,
                    opened: opened[at],
                    solved: solved[at],
                    backlog: u32::try_from(left).unwrap_or(0),
                }
            })
            .collect();
        Tickets {
            opened: opened.iter().sum(),
            solved: solved.iter().sum(),
            periods,
            first_reply: median(&mut replies),
            resolution: median(&mut resolutions),
        }
    }

    /// By the ticket's row: when the first public reply was sent, in milliseconds.
    pub(crate) fn first_replies(&self) -> HashMap<u32, i64> {
        let mut first: HashMap<u32, i64> = HashMap::new();
        let (Some(table), Some(tickets)) = (self.table(Kind::MESSAGE), self.table(Kind::TICKET))
        else {
            return first;
        };
        let field = |field| Field::of(table, field);
        let (of, visible) = (field(message::TICKET), field(message::VISIBILITY));
        let (at, created) = (field(message::AT), field(CREATED_AT));
        for row in table.live_rows() {
            if visible.text(row) != PUBLIC_REPLY {
                continue;
            }
            let ticket = of.link(row).and_then(|id| tickets.row(id));
            let at = at.int(row).or_else(|| created.int(row));
            if let (Some(ticket), Some(at)) = (ticket, at) {
                let held = first.entry(ticket).or_insert(at);
                *held = at.min(*held);
            }
        }
        first
    }
}
