//! How good the scores are, what they look at and what was left out.

mod reliability;

use bayes::{LeakCause, Verdict};
use leptos::prelude::*;
use workspace::scoring::{Holdout, LeftOut, MIN_OUTCOMES, Report};

use crate::platform::intl;
use crate::state::scoring::{Learned, use_scoring};
use crate::state::{State, use_state};
use crate::words::{locale, model as words, scoring};
use reliability::Reliability;

/// The part.
#[component]
pub(super) fn Scoring() -> impl IntoView {
    let learning = use_scoring();
    let state = use_state();
    let content = move || match learning.learned() {
        Learned::Pending => view! { <p role="status">{scoring::pending}</p> }.into_any(),
        Learned::NotEnough(outcomes) => {
            let text = move || scoring::not_enough(outcomes.won, outcomes.lost, MIN_OUTCOMES);
            view! { <p>{move || text()}</p> }.into_any()
        }
        Learned::Failed(reason) => {
            view! { <p role="alert">{move || scoring::failed(&reason)}</p> }.into_any()
        }
        Learned::Ready(scorer) => report(state, scorer.report()),
    };
    view! {
        <p class="settings-text">{words::intro}</p>
        {move || content()}
    }
}

fn report(state: State, report: &Report) -> AnyView {
    let (title, text) = verdict(&report.verdict);
    let learned = words::learned_from(report.outcomes.won, report.outcomes.lost, report.open);
    let holdout = report.holdout.as_ref().map(|holdout| {
        view! {
            {measures(holdout)}
            <Reliability bins=holdout.measures.reliability.clone() />
        }
    });
    view! {
        <div class="verdict">
            <p class="verdict-title">{title}</p>
            <p>{text}</p>
            <p class="settings-text">{learned}</p>
        </div>
        {holdout}
        {features(state, report)}
        {left_out(state, report)}
    }
    .into_any()
}

fn verdict(verdict: &Verdict) -> (&'static str, String) {
    match verdict {
        Verdict::Useful => (words::verdict_useful(), words::useful().to_owned()),
        Verdict::OrderOnly => (words::verdict_order(), scoring::order_only().to_owned()),
        Verdict::NoBetterThanGuessing => {
            (words::verdict_no_better(), scoring::no_better().to_owned())
        }
        Verdict::NotEnough { closed, needed } => {
            (words::verdict_open(), scoring::not_judged(*closed, *needed))
        }
    }
}

fn measures(holdout: &Holdout) -> AnyView {
    let locale = locale();
    let number = |n: f64| intl::number(locale, n, 3);
    let share = |n: f64| intl::percent(locale, n);
    let all = &holdout.measures;
    let mut rows = vec![(
        words::accuracy(),
        share(all.accuracy),
        words::accuracy_compared(&share(all.majority_accuracy)),
    )];
    rows.extend(all.auc.map(|auc| {
        let interval = words::auc_compared(&number(auc.low), &number(auc.high));
        (words::auc(), number(auc.value), interval)
    }));
    rows.push((
        words::log_loss(),
        number(all.log_loss),
        words::log_loss_compared(&number(holdout.base_log_loss)),
    ));
    rows.push((
        words::calibration_error(),
        number(all.ece),
        words::calibration_compared().to_owned(),
    ));
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(name, value, compared)| {
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="numeric">{value}</td>
                    <td>{compared}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="settings-group">
            <h3>{words::measures()}</h3>
            <p class="settings-text">{words::measured_on(all.rows)}</p>
            <table class="settings-table">
                <thead>
                    <tr>
                        <th scope="col">{words::measure()}</th>
                        <th scope="col" class="numeric">
                            {words::value()}
                        </th>
                        <th scope="col">{words::compared()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn features(state: State, report: &Report) -> AnyView {
    let locale = locale();
    if report.features.is_empty() {
        return view! { <p>{words::nothing_looked_at()}</p> }.into_any();
    }
    let rows: Vec<_> = report
        .features
        .iter()
        .map(|feature| {
            view! {
                <tr>
                    <th scope="row">{scoring::source(state, feature.source)}</th>
                    <td class="numeric">{intl::percent(locale, feature.filled)}</td>
                    <td class="numeric">{intl::number(locale, feature.weight, 2)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="settings-group">
            <h3>{words::looked_at()}</h3>
            <table class="settings-table">
                <thead>
                    <tr>
                        <th scope="col">{words::feature()}</th>
                        <th scope="col" class="numeric">
                            {words::filled()}
                        </th>
                        <th scope="col" class="numeric">
                            {words::weight()}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn left_out(state: State, report: &Report) -> AnyView {
    let rows: Vec<_> = report
        .left_out
        .iter()
        .map(|(source, why)| {
            view! {
                <tr>
                    <th scope="row">{scoring::source(state, *source)}</th>
                    <td>{reason(why)}</td>
                </tr>
            }
        })
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="settings-group">
            <h3>{words::left_out()}</h3>
            <table class="settings-table">
                <thead>
                    <tr>
                        <th scope="col">{words::feature()}</th>
                        <th scope="col">{words::reason()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// Why something is not looked at, as a sentence.
fn reason(why: &LeftOut) -> String {
    let share = |n: f64| intl::percent(locale(), n);
    match why {
        LeftOut::Leak(LeakCause::Value { .. }) => words::leak_value().to_owned(),
        LeftOut::Leak(LeakCause::Filled { .. }) => words::leak_filled().to_owned(),
        LeftOut::Leak(LeakCause::OnlyWithOutcome {
            closed_share,
            open_share,
        }) => words::leak_only_closed(&share(*closed_share), &share(*open_share)),
        LeftOut::EditedAfterClose { .. } => words::edited_after_close().to_owned(),
        LeftOut::TooFew { filled } => words::too_few(*filled),
        LeftOut::OneValue => words::one_value().to_owned(),
        LeftOut::TooManyValues { values } => words::too_many_values(*values),
    }
}
