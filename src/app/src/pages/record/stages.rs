//! Where a deal stands: the stages of its pipeline as steps, and its figures.

use leptos::html;
use leptos::prelude::*;
use record::schema::deal;
use record::{Instant, Kind, RecordId, Value};
use workflow::Stage;
use workflow::stage::Outcome;

use super::facts::DayFact;
use crate::parts::{Each, Icon, IconName, Select, SelectOption, When};
use crate::platform::{clock, dom, idle, intl};
use crate::records::use_mover;
use crate::state::{State, use_state};
use crate::words::{common, locale, record as words, schema, spoken};

/// How a stage lies to the deal's present one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Step {
    Before,
    Here,
    After,
}

/// The stages as steps that the deal moves along.
#[component]
pub(super) fn StageBar(
    /// The deal.
    deal: RecordId,
) -> impl IntoView {
    let state = use_state();
    let mover = use_mover();
    let now = Memo::new(move |_| {
        state.track_record(Kind::DEAL, deal);
        state.track_kind(Kind::STAGE);
        state.with(|ws| ws.stage_of(deal))
    });
    let pipelines = Memo::new(move |_| {
        state.track_kind(Kind::PIPELINE);
        state.with(|ws| ws.pipelines())
    });
    let pipeline = Memo::new(move |_| {
        let own = now.with(|now| now.as_ref().map(|stage| stage.pipeline));
        own.or_else(|| pipelines.with(|list| list.first().map(|(id, _)| *id)))
    });
    let stages = Memo::new(move |_| {
        state.track_kind(Kind::STAGE);
        let pipeline = pipeline.get();
        state.with(|ws| pipeline.map(|id| ws.stages(id)).unwrap_or_default())
    });
    let has_choice = move || pipelines.with(Vec::len) > 1;
    let steps = move || {
        let now = now.get();
        stages.with(|stages| steps(stages, now.as_ref()))
    };
    let closing = move |outcome| {
        let stages = stages.get();
        let list = stages.into_iter().filter(move |s| s.outcome == outcome);
        list.map(|stage| {
            let id = stage.id;
            let is_here = move || now.with(|now| now.as_ref().is_some_and(|n| n.id == id));
            let class = match outcome {
                Outcome::Won => "button stage-end stage-won",
                _ => "button stage-end stage-lost",
            };
            view! {
                <button
                    type="button"
                    class=class
                    aria-pressed=move || is_here().to_string()
                    on:click=move |_| {
                        mover.move_deal(deal, id);
                    }
                >
                    {(outcome == Outcome::Won).then(|| view! { <Icon name=IconName::Check /> })}
                    {stage.name}
                </button>
            }
        })
        .collect_view()
    };
    let into_pipeline = move |key: String| {
        let wanted = key.parse().ok();
        let first = wanted.and_then(|id| state.with(|ws| ws.stages(id).into_iter().next()));
        if let Some(first) = first {
            mover.move_deal(deal, first.id);
        }
    };
    let pipeline_options = Signal::derive(move || {
        let list = pipelines.get();
        list.into_iter()
            .map(|(id, name)| SelectOption::new(id.to_string(), name))
            .collect::<Vec<_>>()
    });
    let bar = NodeRef::<html::Ol>::new();
    // Where the names need more room than there is, the bar is scrolled to the present stage.
    Effect::new(move |_| {
        now.track();
        stages.track();
        idle::before_paint(move || {
            let bar = bar.try_get_untracked().flatten();
            let here = bar.map(|bar| dom::all(&bar, ".stage-here"));
            for step in here.unwrap_or_default() {
                dom::show_near(&step);
            }
        });
    });
    view! {
        <section class="stage-section" aria-label=words::stages>
            <div class="stage-line">
                <When holds=has_choice>
                    <Select
                        label=spoken(words::pipeline)
                        value=Signal::derive(move || {
                            pipeline.get().map(|id| id.to_string()).unwrap_or_default()
                        })
                        options=pipeline_options
                        on_choose=into_pipeline
                    />
                </When>
                <ol class="stage-bar" node_ref=bar>
                    <Each
                        each=steps
                        key=|(stage, step)| (stage.id, stage.name.clone(), *step)
                        let:entry
                    >
                        {
                            let (stage, step) = entry;
                            let id = stage.id;
                            let name = stage.name;
                            let title = name.clone();
                            view! {
                                <li>
                                    <button
                                        type="button"
                                        class=step_class(step)
                                        aria-current=(step == Step::Here).then_some("step")
                                        title=title
                                        on:click=move |_| {
                                            mover.move_deal(deal, id);
                                        }
                                    >
                                        {name}
                                    </button>
                                </li>
                            }
                        }
                    </Each>
                </ol>
                <div class="stage-ends">
                    {move || closing(Outcome::Won)} {move || closing(Outcome::Lost)}
                </div>
            </div>
            <Figures deal=deal />
        </section>
    }
}

fn step_class(step: Step) -> &'static str {
    match step {
        Step::Before => "stage-step stage-before",
        Step::Here => "stage-step stage-here",
        Step::After => "stage-step",
    }
}

/// The open stages, each with its place to the present one. A won deal has passed all of them.
fn steps(stages: &[Stage], now: Option<&Stage>) -> Vec<(Stage, Step)> {
    let open: Vec<&Stage> = stages
        .iter()
        .filter(|stage| stage.outcome == Outcome::Open)
        .collect();
    let here = now.and_then(|now| open.iter().position(|stage| stage.id == now.id));
    let is_won = now.is_some_and(|now| now.outcome == Outcome::Won);
    open.into_iter()
        .enumerate()
        .map(|(at, stage)| {
            let step = match here {
                _ if is_won => Step::Before,
                Some(here) if at < here => Step::Before,
                Some(here) if at == here => Step::Here,
                _ => Step::After,
            };
            (stage.clone(), step)
        })
        .collect()
}

/// Time in stage, amount, expected revenue, close date.
#[component]
fn Figures(deal: RecordId) -> impl IntoView {
    let state = use_state();
    let since = Memo::new(move |_| {
        state.track_record(Kind::DEAL, deal);
        state.track_kind(Kind::EVENT);
        state.with(|ws| ws.in_stage_since(deal))
    });
    let in_stage = move || since.get().map(|since| days_text(since, clock::now()));
    let amount = move || {
        let amount = state.value(Kind::DEAL, deal, deal::AMOUNT)?.as_money()?;
        Some(intl::money(locale(), amount))
    };
    let expected = move || {
        state.track_record(Kind::DEAL, deal);
        state.track_kind(Kind::STAGE);
        let expected = state.with(|ws| ws.expected(deal))?;
        Some(intl::money(locale(), expected))
    };
    let date = move |field| match state.value(Kind::DEAL, deal, field) {
        Some(Value::Date(date)) => Some(date),
        _ => None,
    };
    let name = move |field| Signal::derive(move || field_name(state, field));
    view! {
        <dl class="figures">
            <div class="figure" hidden=move || amount().is_none()>
                <dt>{move || field_name(state, deal::AMOUNT)}</dt>
                <dd>{move || amount()}</dd>
            </div>
            <div class="figure" hidden=move || expected().is_none()>
                <dt>{words::expected_revenue}</dt>
                <dd>{move || expected()}</dd>
            </div>
            <DayFact
                label=name(deal::CLOSE_DATE)
                date=Signal::derive(move || date(deal::CLOSE_DATE))
            />
            <DayFact
                label=name(deal::CLOSED_ON)
                date=Signal::derive(move || date(deal::CLOSED_ON))
            />
            <div class="figure" hidden=move || since.get().is_none()>
                <dt>{words::time_in_stage}</dt>
                <dd>{move || in_stage()}</dd>
            </div>
        </dl>
    }
}

fn field_name(state: State, field: record::FieldId) -> String {
    state.with(|ws| schema::field_of(ws.schema(), Kind::DEAL, field))
}

/// How long ago a moment was: in days, on the first day in hours.
fn days_text(since: Instant, now: Instant) -> String {
    let hours = now.0.saturating_sub(since.0).max(0) / 3_600_000;
    if hours < 24 {
        common::hours_short(hours)
    } else {
        common::days_short(hours / 24)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use workflow::stage::Forecast;

    fn stage(id: u128, outcome: Outcome) -> Stage {
        Stage {
            id: RecordId(id),
            name: format!("{id}"),
            pipeline: RecordId(100),
            outcome,
            probability: 0,
            forecast: Forecast::Pipeline,
            rotting_days: None,
            required: Vec::new(),
            next: Vec::new(),
            rank: String::new(),
        }
    }

    #[test]
    fn the_steps_before_the_present_stage_are_done_and_the_ends_are_no_steps() {
        let stages = [
            stage(1, Outcome::Open),
            stage(2, Outcome::Open),
            stage(3, Outcome::Open),
            stage(4, Outcome::Won),
            stage(5, Outcome::Lost),
        ];
        let kinds = |now: Option<&Stage>| -> Vec<Step> {
            steps(&stages, now).into_iter().map(|(_, s)| s).collect()
        };
        let here = stages.get(1);
        assert_eq!(kinds(here), [Step::Before, Step::Here, Step::After]);
        assert_eq!(kinds(stages.get(3)), [Step::Before; 3]);
        assert_eq!(kinds(stages.get(4)), [Step::After; 3]);
        assert_eq!(kinds(None), [Step::After; 3]);
    }

    #[test]
    fn the_first_day_counts_in_hours_and_a_clock_that_went_back_counts_as_none() {
        let hour = 3_600_000;
        assert_eq!(days_text(Instant(0), Instant(5 * hour)), "5 h");
        assert_eq!(days_text(Instant(0), Instant(49 * hour)), "2 days");
        assert_eq!(days_text(Instant(9), Instant(0)), "0 h");
    }
}
