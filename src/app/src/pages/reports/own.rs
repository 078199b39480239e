//! A dashboard that somebody put together.

use leptos::prelude::*;
use record::schema::chart;
use record::{Kind, RecordId, Value};
use workspace::Command;
use workspace::Report;

use super::builder::{Asked, Builder};
use super::card::ReportCard;
use super::labels::{group_name, measure_name};
use super::narrowing::date_of;
use super::page::{Page, within};
use super::plots::adds_up;
use crate::parts::chart::{Chart, Form};
use crate::parts::{Button, ButtonKind, Each, EmptyState, IconName, MenuItem, MenuSeparator, When};
use crate::records::move_by;
use crate::state::dashboards::{KeptChart, Said, Shape, charts, new_chart, read};
use crate::state::{State, use_actor};
use crate::words::{dashboards as words, spoken};

/// How a shape is drawn: parts of a whole behind one another, others side by side.
pub(super) fn form_of(shape: Shape, report: &Report) -> Form {
    let stacks = report.split.is_some() && adds_up(&report.measure);
    match shape {
        Shape::Bars if stacks => Form::StackedBars,
        Shape::Bars => Form::Bars,
        Shape::Columns if stacks => Form::StackedColumns,
        Shape::Columns => Form::Columns,
        Shape::Line => Form::Line,
        Shape::Area => Form::Area,
        Shape::Figure => Form::Figure,
        Shape::Table => Form::Table,
    }
}

/// What a chart without a name is called.
pub(super) fn usual_name(state: State, report: &Report) -> String {
    let measure = measure_name(state, report.kind, &report.measure);
    match &report.group {
        Some(group) => words::named(&measure, &group_name(state, report.kind, group)),
        None => measure,
    }
}

/// The charts, with what can be done with them.
#[component]
pub(super) fn OwnDashboard(page: Page, id: RecordId) -> impl IntoView {
    let state = page.state;
    let asked = RwSignal::new(None::<Asked>);
    let ids = Memo::new(move |_| {
        state.track_kind(Kind::CHART);
        let charts = state.with(|ws| charts(ws, id));
        charts.iter().map(|chart| chart.id).collect::<Vec<_>>()
    });
    let add = move || asked.set(Some(Asked::New));
    view! {
        <When holds=move || ids.with(Vec::is_empty)>
            <EmptyState
                icon=IconName::Chart
                title=spoken(words::no_charts)
                text=spoken(words::no_charts_text)
            >
                <Button
                    label=spoken(words::add_chart)
                    icon=IconName::Add
                    kind=ButtonKind::Primary
                    on_press=move |_| add()
                />
            </EmptyState>
        </When>
        <When holds=move || ids.with(|ids| !ids.is_empty())>
            <div class="report-grid">
                <Each each=move || ids.get() key=|id| *id let:chart>
                    <OwnChart page=page id=chart ids=ids asked=asked dashboard=id />
                </Each>
            </div>
            <div class="reports-add">
                <Button
                    label=spoken(words::add_chart)
                    icon=IconName::Add
                    on_press=move |_| add()
                />
            </div>
        </When>
        {move || {
            asked
                .get()
                .map(|about| {
                    view! {
                        <Builder
                            page=page
                            dashboard=id
                            about=about
                            on_close=move |()| asked.set(None)
                        />
                    }
                        .into_any()
                })
        }}
    }
}

#[component]
fn OwnChart(
    page: Page,
    id: RecordId,
    ids: Memo<Vec<RecordId>>,
    asked: RwSignal<Option<Asked>>,
    dashboard: RecordId,
) -> impl IntoView {
    let actor = use_actor();
    let state = page.state;
    let kept = Memo::new(move |_| {
        state.track_record(Kind::CHART, id);
        state.with(|ws| read(ws, id))
    });
    let report = Memo::new(move |_| {
        kept.with(|kept| kept.as_ref().and_then(|kept| kept.report.clone().ok()))
    });
    let name = Signal::derive(move || {
        let own = kept.with(|kept| kept.as_ref().map(|k| k.name.clone()).unwrap_or_default());
        if !own.is_empty() {
            return own;
        }
        report.with(|report| match report {
            Some(report) => usual_name(state, report),
            None => crate::words::lists::unnamed().to_owned(),
        })
    });
    let form = Signal::derive(move || {
        let shape = kept.with(|kept| kept.as_ref().map(|k| k.shape).unwrap_or_default());
        report.with(|report| report.as_ref().map_or(Form::Bars, |r| form_of(shape, r)))
    });
    let is_wide = move || kept.with(|kept| kept.as_ref().is_some_and(|k| k.is_wide));
    let narrowed = Memo::new(move |_| {
        let report = report.get()?;
        let date = date_of(&report);
        Some(page.narrowing.get().of(&report, Some(date), state.today()))
    });
    let note = Signal::derive(move || {
        report.with(|report| match report {
            Some(report) => {
                let date = Some(date_of(report));
                within(state, page.narrowing.get(), report.kind, date)
            }
            None => String::new(),
        })
    });
    let duplicate = move || {
        let Some(KeptChart {
            report: Ok(report),
            shape,
            is_wide,
            ..
        }) = kept.get_untracked()
        else {
            return;
        };
        let said = Said {
            name: words::copy_of(&untrack(|| name.get())),
            report,
            shape,
            is_wide,
        };
        let command = Command::Create {
            kind: Kind::CHART,
            record: state.new_id(),
            values: state.with(|ws| new_chart(ws, dashboard, &said)),
        };
        actor.run(command, words::chart_added(&said.name));
    };
    let shift = move |by: isize| {
        let ids = ids.get_untracked();
        move_by(actor, (Kind::CHART, chart::RANK), &ids, id, by);
    };
    let resize = move || {
        let width = if untrack(is_wide) { "Half" } else { "Full" };
        actor.quietly(Command::Edit {
            kind: Kind::CHART,
            record: id,
            values: vec![(chart::WIDTH, Some(Value::Choice(width.to_owned())))],
        });
    };
    let remove = move || {
        let said = words::chart_removed(&untrack(|| name.get()));
        let command = Command::Delete {
            kind: Kind::CHART,
            records: vec![id],
        };
        actor.run(command, said);
    };
    let items = move || {
        let can_read = report.with(Option::is_some);
        view! {
            <MenuItem
                label=spoken(words::edit)
                icon=IconName::Edit
                disabled=!can_read
                on_press=move |()| asked.set(Some(Asked::Known(id)))
            />
            <MenuItem
                label=spoken(words::duplicate)
                icon=IconName::Copy
                disabled=!can_read
                on_press=move |()| duplicate()
            />
            <MenuItem
                label=spoken(words::move_up)
                icon=IconName::ArrowUp
                on_press=move |()| shift(-1)
            />
            <MenuItem
                label=spoken(words::move_down)
                icon=IconName::ArrowDown
                on_press=move |()| shift(1)
            />
            <MenuItem
                label=spoken(if is_wide() { words::make_half } else { words::make_wide })
                icon=IconName::Expand
                on_press=move |()| resize()
            />
            <MenuItem
                label=spoken(words::remove)
                icon=IconName::Trash
                danger=true
                on_press=move |()| remove()
            />
            <MenuSeparator />
        }
    };
    let can_read = Memo::new(move |_| report.with(Option::is_some));
    let shown = move || {
        if can_read.get() {
            view! {
                <ReportCard title=name report=narrowed form=form note=note items=items />
            }
            .into_any()
        } else {
            view! {
                <Chart
                    title=name
                    plot=Signal::stored(None)
                    problem=spoken(words::chart_unreadable)
                    items=items
                />
            }
            .into_any()
        }
    };
    view! {
        <div class="report-cell" class:is-wide=is_wide>
            {shown}
        </div>
    }
}
