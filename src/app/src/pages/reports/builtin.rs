//! The dashboards that are there for everybody.

use record::schema::{CREATED_AT, activity, deal, stage, task, ticket};
use record::{FieldId, Kind};
use workflow::Condition;
use workflow::condition::{Literal, Operand, Operator, Test};
use workspace::Report;
use workspace::report::{Bucket, Group, Measure, RowOrder};

use crate::pages::list::quick::{LOST, OPEN, Quick, UNSOLVED};
use crate::parts::chart::Form;
use crate::words::dashboards as words;

/// A dashboard of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Builtin {
    /// What comes in and what is won.
    Sales,
    /// Who does what.
    Activity,
    /// What customers ask for.
    Support,
}

/// A chart of a dashboard of this version.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spec {
    /// Its name.
    pub(super) title: fn() -> &'static str,
    /// Its question.
    pub(super) report: fn() -> Report,
    /// How it is drawn.
    pub(super) form: Form,
    /// The field by which the period narrows it; `None` for what is about now or later.
    pub(super) date: Option<FieldId>,
    /// Whether it takes the whole width.
    pub(super) is_wide: bool,
}

impl Builtin {
    /// All, in order.
    pub(super) const ALL: [Self; 3] = [Self::Sales, Self::Activity, Self::Support];

    /// Its word in addresses.
    pub(super) fn slug(self) -> &'static str {
        match self {
            Self::Sales => "sales",
            Self::Activity => "activity",
            Self::Support => "support",
        }
    }

    /// The dashboard of a word.
    pub(super) fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|builtin| builtin.slug() == slug)
    }

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Sales => words::sales(),
            Self::Activity => words::activity(),
            Self::Support => words::support(),
        }
    }

    /// Its charts.
    pub(super) fn charts(self) -> &'static [Spec] {
        match self {
            Self::Sales => &SALES,
            Self::Activity => &ACTIVITY,
            Self::Support => &SUPPORT,
        }
    }
}

/// A chart of half the width.
const fn half(
    title: fn() -> &'static str,
    report: fn() -> Report,
    form: Form,
    date: Option<FieldId>,
) -> Spec {
    Spec {
        title,
        report,
        form,
        date,
        is_wide: false,
    }
}

/// A chart of the whole width.
const fn wide(
    title: fn() -> &'static str,
    report: fn() -> Report,
    form: Form,
    date: Option<FieldId>,
) -> Spec {
    Spec {
        title,
        report,
        form,
        date,
        is_wide: true,
    }
}

static SALES: [Spec; 8] = [
    half(words::pipeline_by_stage, pipeline, Form::Bars, None),
    half(words::forecast, forecast, Form::StackedColumns, None),
    wide(
        words::outcomes_by_month,
        outcomes,
        Form::StackedColumns,
        Some(deal::CLOSED_ON),
    ),
    half(
        words::won_by_month,
        won_amounts,
        Form::Columns,
        Some(deal::CLOSED_ON),
    ),
    half(
        words::lost_reasons,
        lost_reasons,
        Form::Bars,
        Some(deal::CLOSED_ON),
    ),
    half(
        words::won_rate_by_owner,
        || won_rate(deal::OWNER),
        Form::Bars,
        Some(deal::CLOSED_ON),
    ),
    half(
        words::won_rate_by_source,
        || won_rate(deal::SOURCE),
        Form::Bars,
        Some(deal::CLOSED_ON),
    ),
    wide(
        words::new_deals_by_month,
        new_deals,
        Form::Columns,
        Some(deal::OPENED_ON),
    ),
];

static ACTIVITY: [Spec; 4] = [
    half(
        words::activity_by_member,
        activity_by_member,
        Form::StackedBars,
        Some(activity::AT),
    ),
    half(
        words::tasks_open_by_owner,
        open_tasks,
        Form::StackedBars,
        None,
    ),
    wide(
        words::activity_by_week,
        activity_by_week,
        Form::StackedColumns,
        Some(activity::AT),
    ),
    wide(
        words::tasks_done_by_week,
        done_tasks,
        Form::Columns,
        Some(task::DONE_AT),
    ),
];

static SUPPORT: [Spec; 6] = [
    half(
        words::open_by_status,
        || open_tickets(ticket::STATUS),
        Form::StackedBars,
        None,
    ),
    half(
        words::open_by_assignee,
        || open_tickets(ticket::ASSIGNEE),
        Form::StackedBars,
        None,
    ),
    half(
        words::opened_by_month,
        || tickets_by(CREATED_AT),
        Form::Columns,
        Some(CREATED_AT),
    ),
    half(
        words::solved_by_month,
        || tickets_by(ticket::SOLVED_AT),
        Form::Columns,
        Some(ticket::SOLVED_AT),
    ),
    half(
        words::by_channel,
        || tickets_of(ticket::CHANNEL),
        Form::Bars,
        Some(CREATED_AT),
    ),
    half(
        words::by_type,
        || tickets_of(ticket::TYPE),
        Form::Bars,
        Some(CREATED_AT),
    ),
];

fn outcome(key: &str) -> Option<Condition> {
    Quick::Outcome.condition(Some(key))
}

fn of_stage(field: FieldId, key: &str) -> Condition {
    Condition::Test(Test {
        path: vec![deal::STAGE, field],
        op: Operator::Is,
        operand: Operand::One(Literal::Text(key.to_owned())),
    })
}

fn there(field: FieldId) -> Condition {
    Condition::test(field, Operator::NotEmpty, Operand::Nothing)
}

fn pipeline() -> Report {
    Report {
        condition: outcome(OPEN),
        group: Some(Group::value(deal::STAGE)),
        measure: Measure::Sum(vec![deal::AMOUNT]),
        ..Report::count(Kind::DEAL)
    }
}

/// The deals of a forecast: the open ones, without those that nobody counts on.
pub(in crate::pages) fn counted_on() -> Vec<Condition> {
    let omitted = Condition::None(vec![of_stage(stage::FORECAST, "Omitted")]);
    outcome(OPEN).into_iter().chain([omitted]).collect()
}

fn forecast() -> Report {
    let within = |op, operand| Condition::test(deal::CLOSE_DATE, op, operand);
    let upcoming = Condition::Any(vec![
        within(Operator::ThisMonth, Operand::Nothing),
        within(Operator::NextDays, Operand::Days(366)),
    ]);
    let mut parts = counted_on();
    parts.push(upcoming);
    Report {
        condition: Some(Condition::All(parts)),
        group: Some(Group::by(deal::CLOSE_DATE, Bucket::Month)),
        split: Some(Group {
            path: vec![deal::STAGE, stage::FORECAST],
            bucket: Bucket::Value,
        }),
        measure: Measure::Weighted,
        ..Report::count(Kind::DEAL)
    }
}

/// Deals that are won or lost.
fn closed() -> Condition {
    Condition::Any(vec![
        of_stage(stage::OUTCOME, "Won"),
        of_stage(stage::OUTCOME, LOST),
    ])
}

fn outcomes() -> Report {
    Report {
        condition: Some(Condition::All(vec![closed(), there(deal::CLOSED_ON)])),
        group: Some(Group::by(deal::CLOSED_ON, Bucket::Month)),
        split: Some(Group {
            path: vec![deal::STAGE, stage::OUTCOME],
            bucket: Bucket::Value,
        }),
        ..Report::count(Kind::DEAL)
    }
}

fn won_amounts() -> Report {
    let won = of_stage(stage::OUTCOME, "Won");
    Report {
        condition: Some(Condition::All(vec![won, there(deal::CLOSED_ON)])),
        group: Some(Group::by(deal::CLOSED_ON, Bucket::Month)),
        measure: Measure::Sum(vec![deal::AMOUNT]),
        ..Report::count(Kind::DEAL)
    }
}

fn lost_reasons() -> Report {
    Report {
        condition: outcome(LOST),
        group: Some(Group::value(deal::LOST_REASON)),
        order: RowOrder::Largest,
        limit: Some(12),
        ..Report::count(Kind::DEAL)
    }
}

fn won_rate(field: FieldId) -> Report {
    Report {
        condition: Some(closed()),
        group: Some(Group::value(field)),
        measure: Measure::WonRate,
        order: RowOrder::Largest,
        limit: Some(12),
        ..Report::count(Kind::DEAL)
    }
}

fn new_deals() -> Report {
    Report {
        condition: Some(there(deal::OPENED_ON)),
        group: Some(Group::by(deal::OPENED_ON, Bucket::Month)),
        ..Report::count(Kind::DEAL)
    }
}

fn activity_by_member() -> Report {
    Report {
        group: Some(Group::value(activity::MEMBER)),
        split: Some(Group::value(activity::TYPE)),
        order: RowOrder::Largest,
        limit: Some(15),
        ..Report::count(Kind::ACTIVITY)
    }
}

fn activity_by_week() -> Report {
    Report {
        condition: Some(there(activity::AT)),
        group: Some(Group::by(activity::AT, Bucket::Week)),
        split: Some(Group::value(activity::TYPE)),
        ..Report::count(Kind::ACTIVITY)
    }
}

fn open_tasks() -> Report {
    Report {
        condition: Quick::Show.condition(None),
        group: Some(Group::value(task::OWNER)),
        split: Some(Group::value(task::PRIORITY)),
        order: RowOrder::Largest,
        limit: Some(15),
        ..Report::count(Kind::TASK)
    }
}

fn done_tasks() -> Report {
    Report {
        condition: Some(there(task::DONE_AT)),
        group: Some(Group::by(task::DONE_AT, Bucket::Week)),
        ..Report::count(Kind::TASK)
    }
}

fn open_tickets(field: FieldId) -> Report {
    Report {
        condition: Quick::Status.condition(Some(UNSOLVED)),
        group: Some(Group::value(field)),
        split: Some(Group::value(ticket::PRIORITY)),
        limit: Some(15),
        ..Report::count(Kind::TICKET)
    }
}

fn tickets_by(field: FieldId) -> Report {
    Report {
        condition: Some(there(field)),
        group: Some(Group::by(field, Bucket::Month)),
        ..Report::count(Kind::TICKET)
    }
}

fn tickets_of(field: FieldId) -> Report {
    Report {
        group: Some(Group::value(field)),
        order: RowOrder::Largest,
        ..Report::count(Kind::TICKET)
    }
}

#[cfg(test)]
mod tests;
