//! Goals: what a member, or everybody, wants to reach in a month, a quarter or a year, and how far it
//! has come. The figures are computed from the records; a goal stores only what is wanted.

use record::schema::{CREATED_AT, activity, deal, goal, ticket};
use record::{Currency, Date, FieldId, FieldType, Kind, Money, RecordId, Value};
use workflow::{Outcome, Zone};

use crate::business::Workspace;
use crate::rates::Rates;
use crate::report::columns::{Deals, Field, Sums, WithoutRate};
use crate::report::tickets::is_done;
use crate::report::{Bucket, Figure, period};

/// What a goal counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Metric {
    /// The amounts of deals won in the period, by owner.
    WonAmount,
    /// Deals won in the period, by owner.
    WonDeals,
    /// Deals opened in the period, by owner.
    NewDeals,
    /// Activities of all types, by member.
    Activities,
    /// Calls, by member.
    Calls,
    /// Meetings, by member.
    Meetings,
    /// Tickets solved in the period, by assignee.
    SolvedTickets,
}

impl Metric {
    /// Every metric, in the order of menus.
    pub const ALL: [Self; 7] = [
        Self::WonAmount,
        Self::WonDeals,
        Self::NewDeals,
        Self::Activities,
        Self::Calls,
        Self::Meetings,
        Self::SolvedTickets,
    ];

    /// The option under which it is stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::WonAmount => "Won amount",
            Self::WonDeals => "Won deals",
            Self::NewDeals => "New deals",
            Self::Activities => "Activities",
            Self::Calls => "Calls",
            Self::Meetings => "Meetings",
            Self::SolvedTickets => "Solved tickets",
        }
    }

    /// The metric stored so.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| metric.key() == key)
    }
}

/// A goal as its record says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// Its record.
    pub record: RecordId,
    /// Whose it is; `None` for everybody together.
    pub member: Option<RecordId>,
    /// What counts.
    pub metric: Metric,
    /// Month, quarter or year.
    pub period: Bucket,
    /// The first day of the period.
    pub start: Date,
    /// The last day.
    pub end: Date,
    /// What is wanted: a count, or an amount in its own currency.
    pub target: Figure,
}

/// How far a goal has come.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// What has been reached; amounts in the target's currency.
    pub reached: Figure,
    /// The reached part of the target, in percent; may be over 100.
    pub percent: f64,
    /// What would be reached by the end of today at an even pace, in percent of the target.
    pub pace: f64,
    /// How many days of the period are left after today.
    pub days_left: u32,
    /// Amounts in currencies without an exchange rate: the currency and how many.
    pub left_out: Vec<(Currency, u32)>,
}

/// The periods of goals and the options they are stored under.
const PERIODS: [(Bucket, &str); 3] = [
    (Bucket::Month, "Month"),
    (Bucket::Quarter, "Quarter"),
    (Bucket::Year, "Year"),
];

/// The option under which a goal's period is stored; `None` for a bucket that no goal has.
pub fn period_key(period: Bucket) -> Option<&'static str> {
    let row = PERIODS.iter().find(|(bucket, _)| *bucket == period);
    row.map(|(_, key)| *key)
}

/// The period of goals stored under an option.
pub fn period_from_key(key: &str) -> Option<Bucket> {
    let row = PERIODS.iter().find(|(_, name)| *name == key);
    row.map(|(bucket, _)| *bucket)
}

impl Workspace {
    /// The goals that can be followed, the latest periods first, those of everybody before those of
    /// members. A goal without a target above zero is left out.
    pub fn goals(&self) -> Vec<Goal> {
        let mut list: Vec<Goal> = self
            .ids(Kind::GOAL)
            .filter_map(|id| self.goal(id))
            .collect();
        record::order::sort_by_key(&mut list, |g| {
            let name = g.member.map(|id| self.name(Kind::MEMBER, id));
            let metric = Metric::ALL.iter().position(|m| *m == g.metric);
            (std::cmp::Reverse(g.start), g.end, name, metric, g.record)
        });
        list
    }

    /// A goal; `None` where its record doesn't say all that is needed.
    pub fn goal(&self, record: RecordId) -> Option<Goal> {
        let value = |field| self.value(Kind::GOAL, record, field);
        let text = |field| self.text(Kind::GOAL, record, field);
        let metric = Metric::from_key(text(goal::METRIC))?;
        let bucket = period_from_key(text(goal::PERIOD))?;
        let Some(Value::Date(start)) = value(goal::START) else {
            return None;
        };
        let start = period::start(start, bucket)?;
        let target = match (metric, value(goal::AMOUNT), value(goal::COUNT)) {
            (Metric::WonAmount, Some(Value::Money(money)), _) if money.minor > 0 => {
                Figure::Money(money)
            }
            (Metric::WonAmount, ..) => return None,
            (_, _, Some(Value::Int(n))) => Figure::Count(u64::try_from(n).ok().filter(|n| *n > 0)?),
            _ => return None,
        };
        Some(Goal {
            record,
            member: value(goal::MEMBER).and_then(|v| v.as_ref_id()),
            metric,
            period: bucket,
            start,
            end: period::last(start, bucket)?,
            target,
        })
    }

    /// How far goals have come, in their order; one pass over the records for all of a metric.
    pub fn progress(&self, goals: &[Goal], today: Date, zone: &Zone) -> Vec<Progress> {
        let rates = self.rates();
        let mut reached = vec![Reached::default(); goals.len()];
        for metric in Metric::ALL {
            let is_asked = |at: &usize| goals[*at].metric == metric;
            let asked: Vec<usize> = (0..goals.len()).filter(is_asked).collect();
            if asked.is_empty() {
                continue;
            }
            self.each_counted(metric, zone, &mut |member, day, amount| {
                for at in &asked {
                    let goal = &goals[*at];
                    if goal.covers(day) && goal.member.is_none_or(|id| member == Some(id)) {
                        reached[*at].add(amount, goal, &rates);
                    }
                }
            });
        }
        let progress = |(goal, reached): (&Goal, Reached)| {
            let amount = |target: Money| reached.sums.total(&rates, target.currency);
            let figure = match goal.target {
                Figure::Money(target) => Figure::Money(amount(target)),
                _ => Figure::Count(reached.count),
            };
            let percent = match (figure.number(), goal.target.number()) {
                (Some(reached), Some(target)) if target > 0.0 => 100.0 * reached / target,
                _ => 0.0,
            };
            let days = f64::from(goal.end.0 - goal.start.0 + 1);
            let gone =
                (today.0.saturating_sub(goal.start.0).saturating_add(1)).clamp(0, days as i32);
            Progress {
                reached: figure,
                percent,
                pace: 100.0 * f64::from(gone) / days,
                days_left: (days as i32 - gone).max(0) as u32,
                left_out: reached.without_rate.list(),
            }
        };
        goals.iter().zip(reached).map(progress).collect()
    }

    /// Calls `visit` for each record that a metric counts, with its member, its day and the amount.
    fn each_counted(&self, metric: Metric, zone: &Zone, visit: &mut Visit<'_>) {
        match metric {
            Metric::WonAmount | Metric::WonDeals => {
                let Some(deals) = Deals::of(self) else { return };
                let field = |field| Field::of(deals.table, field);
                let (closed_on, closes) = (field(deal::CLOSED_ON), field(deal::CLOSE_DATE));
                let (owners, amounts) = (field(deal::OWNER), field(deal::AMOUNT));
                for (row, stage) in deals.rows(None, None) {
                    let day = closed_on.day(row).or_else(|| closes.day(row));
                    if let Some(day) = day.filter(|_| stage.outcome == Outcome::Won) {
                        visit(owners.link(row), day, amounts.money(row));
                    }
                }
            }
            Metric::NewDeals => self.each_of(
                zone,
                &Counted {
                    kind: Kind::DEAL,
                    member: deal::OWNER,
                    days: &[deal::OPENED_ON, CREATED_AT],
                    of: None,
                },
                visit,
            ),
            Metric::Activities | Metric::Calls | Metric::Meetings => self.each_of(
                zone,
                &Counted {
                    kind: Kind::ACTIVITY,
                    member: activity::MEMBER,
                    days: &[activity::AT, CREATED_AT],
                    of: match metric {
                        Metric::Calls => Some((activity::TYPE, |kind| kind == "Call")),
                        Metric::Meetings => Some((activity::TYPE, |kind| kind == "Meeting")),
                        _ => None,
                    },
                },
                visit,
            ),
            Metric::SolvedTickets => self.each_of(
                zone,
                &Counted {
                    kind: Kind::TICKET,
                    member: ticket::ASSIGNEE,
                    days: &[ticket::SOLVED_AT],
                    of: Some((ticket::STATUS, is_done)),
                },
                visit,
            ),
        }
    }

    fn each_of(&self, zone: &Zone, what: &Counted, visit: &mut Visit<'_>) {
        let Some(table) = self.table(what.kind) else {
            return;
        };
        let members = Field::of(table, what.member);
        let days: Vec<(bool, Field<'_>)> = what
            .days
            .iter()
            .map(|field| {
                let def = self.schema.field(what.kind, *field);
                let is_day = def.is_some_and(|def| def.ty == FieldType::Date);
                (is_day, Field::of(table, *field))
            })
            .collect();
        let of = what.of.map(|(field, fits)| (Field::of(table, field), fits));
        let day = |row| {
            days.iter().find_map(|(is_day, field)| {
                if *is_day {
                    field.day(row)
                } else {
                    field.instant(row).map(|at| zone.day(at))
                }
            })
        };
        for row in table.live_rows() {
            if of.is_none_or(|(field, fits)| fits(field.text(row)))
                && let Some(day) = day(row)
            {
                visit(members.link(row), day, None);
            }
        }
    }
}

/// Hears of a record that counts: its member, its day, its amount.
type Visit<'a> = dyn FnMut(Option<RecordId>, Date, Option<Money>) + 'a;

/// What there is of a goal while its records are counted.
#[derive(Clone, Default)]
struct Reached {
    count: u64,
    sums: Sums,
    without_rate: WithoutRate,
}

impl Reached {
    fn add(&mut self, amount: Option<Money>, goal: &Goal, rates: &Rates) {
        self.count += 1;
        if let (Some(amount), Figure::Money(target)) = (amount, goal.target) {
            self.without_rate
                .note(amount.currency, rates, target.currency);
            self.sums.add(amount);
        }
    }
}

/// Whether a text or choice counts.
type Fits = fn(&str) -> bool;

/// Which records of a kind a goal counts.
struct Counted {
    kind: Kind,
    member: FieldId,
    /// The first of these that has a value says when.
    days: &'static [FieldId],
    /// A text or choice, and which ones count.
    of: Option<(FieldId, Fits)>,
}

impl Goal {
    /// Whether a day is in the goal's period.
    pub fn covers(&self, day: Date) -> bool {
        self.start <= day && day <= self.end
    }
}
