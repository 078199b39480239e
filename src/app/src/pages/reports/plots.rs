//! From the answer of a report to a chart.

use workspace::report::{Key, LeftOut, Measure, Outcome, Report, ReportError};

use super::labels::{group_name, key_name, measure_name, point, unit};
use crate::parts::chart::{Form, Plot, Series};
use crate::shell::Section;
use crate::state::State;
use crate::words::reports as words;

/// Whether the figures of parts add up to the figure of the whole.
pub(in crate::pages) fn adds_up(measure: &Measure) -> bool {
    matches!(
        measure,
        Measure::Count | Measure::Share | Measure::Sum(_) | Measure::Weighted
    )
}

/// The chart of an answer. Words and names are tracked.
pub(in crate::pages) fn plot_of(
    state: State,
    report: &Report,
    outcome: &Outcome,
    form: Form,
) -> Plot {
    let opens_at_all = Section::of_kind(report.kind).is_some();
    let opens = |key: &Key, part: Option<&Key>, records: u32| {
        opens_at_all && records > 0 && *key != Key::Other && part != Some(&Key::Other)
    };
    let figures = outcome.rows.iter().map(|row| row.figure);
    let unit = figures.chain([outcome.total]).find_map(unit);
    let Some(group) = &report.group else {
        return Plot {
            form,
            unit: unit.unwrap_or_default(),
            labels: vec![crate::words::charts::all().to_owned()],
            series: vec![Series {
                name: measure_name(state, report.kind, &report.measure),
                points: vec![point(outcome.total)],
            }],
            ..Plot::default()
        };
    };
    let labels = outcome
        .rows
        .iter()
        .map(|row| key_name(state, report.kind, group, &row.key))
        .collect();
    let by = group_name(state, report.kind, group);
    let split = report.split.as_ref().filter(|_| !outcome.splits.is_empty());
    let (series, sums) = match split {
        None => {
            let points = outcome.rows.iter().map(|row| {
                let opens = opens(&row.key, None, row.records);
                point(row.figure).map(|point| point.opening(opens))
            });
            let series = Series {
                name: measure_name(state, report.kind, &report.measure),
                points: points.collect(),
            };
            (vec![series], Vec::new())
        }
        Some(split) => {
            let of_part = |(at, key): (usize, &Key)| Series {
                name: key_name(state, report.kind, split, key),
                points: outcome
                    .rows
                    .iter()
                    .map(|row| {
                        let part = row.parts.get(at)?;
                        let opens = opens(&row.key, Some(key), part.records);
                        (part.records > 0)
                            .then(|| point(part.figure))?
                            .map(|point| point.opening(opens))
                    })
                    .collect(),
            };
            let series = outcome.splits.iter().enumerate().map(of_part).collect();
            let sums = outcome
                .rows
                .iter()
                .map(|row| super::labels::figure_text(row.figure));
            let is_stacked = matches!(form, Form::StackedBars | Form::StackedColumns);
            (
                series,
                if is_stacked {
                    sums.collect()
                } else {
                    Vec::new()
                },
            )
        }
    };
    Plot {
        form,
        unit: unit.unwrap_or_default(),
        by,
        labels,
        notes: Vec::new(),
        series,
        sums,
    }
}

/// What a chart leaves out, in sentences; empty where it leaves out nothing.
pub(in crate::pages) fn left_out_note(left_out: &LeftOut) -> String {
    let mut said: Vec<String> = left_out
        .currencies
        .iter()
        .map(|(currency, n)| words::left_out(*n, currency.code()))
        .collect();
    if left_out.ungrouped > 0 {
        said.push(words::ungrouped(left_out.ungrouped));
    }
    said.join(" ")
}

/// Why a report can't be answered, and what to do.
pub(in crate::pages) fn problem(error: &ReportError) -> &'static str {
    match error {
        ReportError::Bucket { .. } => words::cannot_group(),
        ReportError::NotMeasurable { .. } => words::cannot_measure(),
        ReportError::DealsOnly => words::deals_only(),
        ReportError::UnknownKind(_)
        | ReportError::UnknownField { .. }
        | ReportError::NotAReference { .. }
        | ReportError::Path => words::field_gone(),
    }
}
