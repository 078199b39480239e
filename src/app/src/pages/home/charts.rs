//! The pipeline by stage and the forecast by month.

use leptos::prelude::*;
use record::schema::deal;
use record::{Date, Kind};
use workflow::Condition;
use workflow::condition::{Literal, Operand, Operator};
use workspace::Report;
use workspace::report::{Bucket, Group, Measure, period};

use crate::pages::list::quick::{OPEN, Quick};
use crate::pages::reports::builtin::counted_on;
use crate::pages::reports::card::ReportCard;
use crate::parts::chart::Form;
use crate::state::use_state;
use crate::words::{home as words, spoken};

/// How many months the forecast shows, this one included.
const MONTHS: i32 = 6;

/// Deals that are neither won nor lost.
pub(super) fn open_deals() -> Option<Condition> {
    Quick::Outcome.condition(Some(OPEN))
}

/// The amounts of open deals by their stages.
fn pipeline() -> Report {
    Report {
        condition: open_deals(),
        group: Some(Group::value(deal::STAGE)),
        measure: Measure::Sum(vec![deal::AMOUNT]),
        ..Report::count(Kind::DEAL)
    }
}

/// The expected revenue of open deals by the months of their close dates.
fn forecast(today: Date) -> Report {
    let first = period::later(today, 0).unwrap_or(today);
    let last = period::later(today, MONTHS).map_or(today, |next| next.plus_days(-1));
    let within = Condition::test(
        deal::CLOSE_DATE,
        Operator::Between,
        Operand::Range(Literal::Date(first), Literal::Date(last)),
    );
    let mut parts = counted_on();
    parts.push(within);
    Report {
        condition: Some(Condition::All(parts)),
        group: Some(Group::by(deal::CLOSE_DATE, Bucket::Month)),
        measure: Measure::Weighted,
        ..Report::count(Kind::DEAL)
    }
}

/// Both charts.
#[component]
pub(super) fn Charts() -> impl IntoView {
    let state = use_state();
    let forecast = Memo::new(move |_| Some(forecast(state.today())));
    view! {
        <div class="home-charts">
            <ReportCard
                title=spoken(words::pipeline_by_stage)
                report=Signal::stored(Some(pipeline()))
                form=Signal::stored(Form::Bars)
            />
            <ReportCard
                title=spoken(words::forecast)
                report=forecast
                form=Signal::stored(Form::Columns)
                note=spoken(words::forecast_note)
            />
        </div>
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use record::Schema;

    #[test]
    fn the_conditions_are_ones_that_the_schema_supports() {
        let schema = Schema::standard();
        for report in [pipeline(), forecast(Date(20_000))] {
            let condition = report.condition.unwrap();
            assert!(condition.check(&schema, Kind::DEAL).is_ok());
        }
    }

    #[test]
    fn the_forecast_leaves_out_what_that_of_the_reports_does() {
        let Some(Condition::All(parts)) = forecast(Date(20_000)).condition else {
            panic!("it has a condition");
        };
        assert_eq!(parts[..parts.len() - 1], counted_on());
    }
}
