//! Tickets over time: how many came, were solved and are left, and how long that took.

use hashbrown::HashMap;
use record::schema::{CREATED_AT, message, ticket};
use record::{Date, Kind, RecordId};
use workflow::condition::{Literal, Operand, Operator};
use workflow::{Condition, Zone};

use super::columns::Field;
use super::drill::{refers, until, within};
use super::measure::median;
use super::period::place;
use super::{Bucket, live_row, period};
use crate::business::Workspace;

/// The key of a message that the customer reads.
pub(crate) const PUBLIC_REPLY: &str = "Public reply";

/// Whether a ticket with this status is done.
pub(crate) fn is_done(status: &str) -> bool {
    DONE.iter().any(|done| done.eq_ignore_ascii_case(status))
}

const DONE: [&str; 2] = ["Solved", "Closed"];

/// Which tickets.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The periods.
    pub bucket: Bucket,
    /// Only tickets of this member.
    pub assignee: Option<RecordId>,
}

/// What is counted of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Those that came.
    Opened,
    /// Those that were solved.
    Solved,
    /// Those that were not solved at its end.
    Backlog,
}

impl Question {
    /// The condition that picks exactly the tickets that are counted as a part of the period that
    /// begins on `start`; `None` where there is no such period.
    pub fn drill(&self, start: Date, part: Part) -> Option<Condition> {
        let last = period::last(start, self.bucket)?.min(self.to);
        let first = start.max(self.from);
        let test = |field, op, operand| Condition::test(field, op, operand);
        let keys = DONE.map(|key| Literal::Text(key.to_owned()));
        let is_done = test(
            ticket::STATUS,
            Operator::OneOf,
            Operand::Many(keys.to_vec()),
        );
        let unknown = test(ticket::SOLVED_AT, Operator::Empty, Operand::Nothing);
        let not_done = |when| Condition::None(vec![Condition::All(vec![is_done.clone(), when])]);
        let mut parts = match part {
            Part::Opened => vec![within(CREATED_AT, first, last), not_done(unknown)],
            Part::Solved => vec![
                until(CREATED_AT, self.to),
                within(ticket::SOLVED_AT, first, last),
                is_done,
            ],
            Part::Backlog => {
                let solved = until(ticket::SOLVED_AT, last);
                let either = Condition::Any(vec![unknown, solved]);
                vec![until(CREATED_AT, last), not_done(either)]
            }
        };
        parts.extend(self.assignee.map(|id| refers(&[ticket::ASSIGNEE], id)));
        Some(Condition::All(parts))
    }
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
    /// Tickets between two days. A ticket is solved while its status says so, from the time it says;
    /// a solved one that says no time is left out, as nobody knows when it was.
    pub fn ticket_report(&self, question: &Question, zone: &Zone) -> Tickets {
        let Question {
            from, to, assignee, ..
        } = *question;
        let starts = period::all(from, to, question.bucket);
        let mut opened = vec![0u32; starts.len()];
        let mut solved = vec![0u32; starts.len()];
        // Changes of the backlog by period; before all of them comes what was there already.
        let mut changes = vec![0i64; starts.len()];
        let mut left = 0i64;
        let mut change = |day: Date, by: i64| match place(&starts, day.min(to)) {
            _ if day < from => left += by,
            Some(at) if day <= to => changes[at] += by,
            _ => {}
        };
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
                change(day, 1);
                if let Some(at) = place(&starts, day).filter(|_| day >= from) {
                    opened[at] += 1;
                    let reply = first.get(&row).map(|at| (at - came.0).max(0));
                    replies.extend(reply.map(|ms| ms as f64 / 1000.0));
                }
                if let Some(done) = done {
                    let end = zone.day(done);
                    // What hasn't come yet can't go.
                    change(end.max(day), -1);
                    if (from..=to).contains(&end)
                        && let Some(at) = place(&starts, end)
                    {
                        solved[at] += 1;
                        resolutions.push((done.0 - came.0).max(0) as f64 / 1000.0);
                    }
                }
            }
        }
        let periods: Vec<Period> = starts
            .into_iter()
            .enumerate()
            .map(|(at, start)| {
                left += changes[at];
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
            let ticket = of.link(row).and_then(|id| live_row(tickets, id));
            let at = at.int(row).or_else(|| created.int(row));
            if let (Some(ticket), Some(at)) = (ticket, at) {
                let held = first.entry(ticket).or_insert(at);
                *held = at.min(*held);
            }
        }
        first
    }
}
