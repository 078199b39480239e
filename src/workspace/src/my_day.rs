//! What a member has to look at today: tasks, deals that need a touch, tickets at risk. Everything is
//! computed from the records; each item says why it is there.

use hashbrown::HashMap;
use record::schema::{CREATED_AT, activity, deal, task, ticket};
use record::{Date, Instant, Kind, RecordId};
use workflow::rotting::{History, State, clocks};
use workflow::{Outcome, Zone};

use crate::business::Workspace;
use crate::report::columns::{Deals, Field};
use crate::report::tickets::is_done;

/// For whom and when.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The member; `None` for everybody.
    pub member: Option<RecordId>,
    /// The time.
    pub now: Instant,
    /// The day it is where the user is.
    pub today: Date,
    /// The user's zone.
    pub zone: &'a Zone,
    /// Tasks due within so many days after today are upcoming, and tickets due within so many hours
    /// from now are at risk.
    pub ahead: Ahead,
}

/// How far ahead is looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// Days after today, for tasks.
    pub days: u32,
    /// Hours from now, for tickets.
    pub hours: u32,
}

impl Default for Ahead {
    fn default() -> Self {
        Self { days: 7, hours: 24 }
    }
}

/// What there is to look at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MyDay {
    /// Open tasks that were due before today, the oldest first.
    pub overdue: Vec<RecordId>,
    /// Open tasks that are due today, the most urgent first.
    pub today: Vec<RecordId>,
    /// Open tasks that are due soon, the next first.
    pub upcoming: Vec<RecordId>,
    /// Open deals that need a touch, the ones with the worst reason first.
    pub deals: Vec<(RecordId, Vec<Touch>)>,
    /// Tickets at risk, the ones with the worst reason first.
    pub tickets: Vec<(RecordId, Vec<Risk>)>,
}

/// Why a deal needs a touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// Its close date has passed.
    CloseDatePassed {
        /// So many days ago.
        days: u32,
    },
    /// It has been idle for longer than its stage allows.
    Rotting {
        /// Days beyond the limit.
        days_over: u32,
    },
    /// It has no open task and no activity ahead.
    NothingPlanned,
}

/// Why a ticket is at risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Risk {
    /// It was due.
    Overdue {
        /// When.
        due: Instant,
    },
    /// It is due soon.
    DueSoon {
        /// When.
        due: Instant,
    },
    /// It is urgent or of high priority, and nobody has replied.
    Unanswered {
        /// Since when.
        since: Instant,
    },
}

/// When a deal was last touched, and what is planned for it.
#[derive(Default)]
struct Contact {
    touches: Vec<(Instant, RecordId)>,
    planned: Vec<(Instant, RecordId)>,
    has_open_task: bool,
}

impl Workspace {
    /// What a member has to look at.
    pub fn my_day(&self, asked: &Asked<'_>) -> MyDay {
        let mut day = MyDay::default();
        self.tasks_of_day(asked, &mut day);
        day.deals = self.deals_to_touch(asked);
        day.tickets = self.tickets_at_risk(asked);
        day
    }

    fn tasks_of_day(&self, asked: &Asked<'_>, day: &mut MyDay) {
        let Some(table) = self.table(Kind::TASK) else {
            return;
        };
        let field = |field| Field::of(table, field);
        let (due, done, owner) = (field(task::DUE), field(task::DONE_AT), field(task::OWNER));
        let priority = field(task::PRIORITY);
        let last = asked
            .today
            .plus_days(i32::try_from(asked.ahead.days).unwrap_or(i32::MAX));
        let (mut overdue, mut today, mut upcoming) = (Vec::new(), Vec::new(), Vec::new());
        for row in table.live_rows() {
            if done.int(row).is_some() || asked.member.is_some_and(|id| owner.link(row) != Some(id))
            {
                continue;
            }
            let (Some(due), Some(id)) = (due.day(row), table.id(row)) else {
                continue;
            };
            let urgency = match priority.text(row) {
                "High" => 0,
                "Low" => 2,
                _ => 1,
            };
            if due < asked.today {
                overdue.push((due, urgency, id));
            } else if due == asked.today {
                today.push((due, urgency, id));
            } else if due <= last {
                upcoming.push((due, urgency, id));
            }
        }
        for (mut from, to) in [
            (overdue, &mut day.overdue),
            (today, &mut day.today),
            (upcoming, &mut day.upcoming),
        ] {
            from.sort_unstable();
            to.extend(from.into_iter().map(|(_, _, id)| id));
        }
    }

    fn deals_to_touch(&self, asked: &Asked<'_>) -> Vec<(RecordId, Vec<Touch>)> {
        let Some(deals) = Deals::of(self) else {
            return Vec::new();
        };
        let contacts = self.contacts_with_deals(asked.zone);
        let field = |field| Field::of(deals.table, field);
        let (closes, created) = (field(deal::CLOSE_DATE), field(CREATED_AT));
        let nothing = Contact::default();
        let mut found = Vec::new();
        for (row, stage) in deals.rows(None, asked.member) {
            if stage.outcome != Outcome::Open {
                continue;
            }
            let contact = contacts.get(&row).unwrap_or(&nothing);
            let history = History {
                created: created.instant(row).unwrap_or(asked.now),
                // Rotting doesn't ask when the deal came into its stage.
                entered: None,
                touches: &contact.touches,
                planned: &contact.planned,
            };
            let clocks = clocks(stage, &history, asked.now);
            let mut reasons = Vec::new();
            if let Some(day) = closes.day(row).filter(|day| *day < asked.today) {
                let days = asked.today.0.abs_diff(day.0);
                reasons.push(Touch::CloseDatePassed { days });
            }
            if let Some(State::Rotting { days_over }) = clocks.map(|c| c.state) {
                reasons.push(Touch::Rotting { days_over });
            }
            if !contact.has_open_task && clocks.is_some_and(|c| c.planned.is_none()) {
                reasons.push(Touch::NothingPlanned);
            }
            if let (false, Some(id)) = (reasons.is_empty(), deals.table.id(row)) {
                found.push((id, reasons));
            }
        }
        let worst = |reasons: &[Touch]| match reasons.first() {
            Some(Touch::CloseDatePassed { days }) => (0, std::cmp::Reverse(*days)),
            Some(Touch::Rotting { days_over }) => (1, std::cmp::Reverse(*days_over)),
            _ => (2, std::cmp::Reverse(0)),
        };
        found.sort_unstable_by(|(a, of_a), (b, of_b)| worst(of_a).cmp(&worst(of_b)).then(a.cmp(b)));
        found
    }

    /// By the deal's row: its activities and tasks.
    fn contacts_with_deals(&self, zone: &Zone) -> HashMap<u32, Contact> {
        let mut contacts: HashMap<u32, Contact> = HashMap::new();
        let Some(deals) = self.table(Kind::DEAL) else {
            return contacts;
        };
        if let Some(table) = self.table(Kind::ACTIVITY) {
            let (of, at) = (
                Field::of(table, activity::DEAL),
                Field::of(table, activity::AT),
            );
            for row in table.live_rows() {
                let deal = of.link(row).and_then(|id| deals.row(id));
                if let (Some(deal), Some(at), Some(id)) = (deal, at.instant(row), table.id(row)) {
                    let contact = contacts.entry(deal).or_default();
                    contact.touches.push((at, id));
                    contact.planned.push((at, id));
                }
            }
        }
        if let Some(table) = self.table(Kind::TASK) {
            let field = |field| Field::of(table, field);
            let (of, due, done) = (field(task::DEAL), field(task::DUE), field(task::DONE_AT));
            for row in table.live_rows() {
                let deal = of.link(row).and_then(|id| deals.row(id));
                let (Some(deal), Some(id)) = (deal, table.id(row)) else {
                    continue;
                };
                let contact = contacts.entry(deal).or_default();
                if let Some(done) = done.instant(row) {
                    contact.touches.push((done, id));
                } else {
                    contact.has_open_task = true;
                    let end = due.day(row).map(|day| end_of(day, zone));
                    contact.planned.extend(end.map(|at| (at, id)));
                }
            }
        }
        contacts
    }

    fn tickets_at_risk(&self, asked: &Asked<'_>) -> Vec<(RecordId, Vec<Risk>)> {
        let Some(table) = self.table(Kind::TICKET) else {
            return Vec::new();
        };
        let replies = self.first_replies();
        let field = |field| Field::of(table, field);
        let (status, priority) = (field(ticket::STATUS), field(ticket::PRIORITY));
        let (assignee, due) = (field(ticket::ASSIGNEE), field(ticket::DUE));
        let created = field(CREATED_AT);
        let soon = Instant(
            asked
                .now
                .0
                .saturating_add(i64::from(asked.ahead.hours) * 3_600_000),
        );
        let mut found = Vec::new();
        for row in table.live_rows() {
            if is_done(status.text(row))
                || asked
                    .member
                    .is_some_and(|id| assignee.link(row) != Some(id))
            {
                continue;
            }
            let mut risks = Vec::new();
            match due.instant(row) {
                Some(due) if due < asked.now => risks.push(Risk::Overdue { due }),
                Some(due) if due <= soon => risks.push(Risk::DueSoon { due }),
                _ => {}
            }
            let is_pressing = matches!(priority.text(row), "Urgent" | "High");
            if is_pressing && !replies.contains_key(&row) {
                let since = created.instant(row).unwrap_or(asked.now);
                risks.push(Risk::Unanswered { since });
            }
            if let (false, Some(id)) = (risks.is_empty(), table.id(row)) {
                let is_urgent = priority.text(row) == "Urgent";
                found.push((id, !is_urgent, risks));
            }
        }
        let worst = |risks: &[Risk], calm: bool| match risks.first() {
            Some(Risk::Overdue { due }) => (0, calm, *due),
            Some(Risk::DueSoon { due }) => (1, calm, *due),
            Some(Risk::Unanswered { since }) => (2, calm, *since),
            None => (3, calm, Instant(0)),
        };
        found.sort_unstable_by(|(a, calm_a, of_a), (b, calm_b, of_b)| {
            let order = worst(of_a, *calm_a).cmp(&worst(of_b, *calm_b));
            order.then(a.cmp(b))
        });
        found
            .into_iter()
            .map(|(id, _, risks)| (id, risks))
            .collect()
    }
}

/// The moment at which a day ends in a zone.
fn end_of(day: Date, zone: &Zone) -> Instant {
    let midnight = day.plus_days(1).at_midnight_utc();
    let offset = i64::from(zone.offset_seconds(midnight)) * 1000;
    // The offset that holds there, which a change of the clocks may have moved.
    let guess = Instant(midnight.0.saturating_sub(offset));
    let offset = i64::from(zone.offset_seconds(guess)) * 1000;
    Instant(midnight.0.saturating_sub(offset))
}
