//! From the answer of a report to a chart.

use workspace::report::{Key, LeftOut, Measure, Outcome, Report, ReportError, Row};

use super::labels::{group_name, key_name, measure_name, point, unit};
use crate::parts::chart::{Form, Plot, Series};
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
    let opens = |key: &Key, part: Option<&Key>, records: u32| {
        records > 0 && *key != Key::Other && part != Some(&Key::Other)
    };
    let figures = outcome.rows.iter().map(|row| row.figure);
    let unit = figures.chain([outcome.total]).find_map(unit);
    let group = report.group.as_ref().filter(|_| form != Form::Figure);
    let Some(group) = group else {
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
    let rows = &outcome.rows[..outcome.rows.len() - off_line(outcome, form).len()];
    let labels = rows
        .iter()
        .map(|row| key_name(state, report.kind, group, &row.key))
        .collect();
    let by = group_name(state, report.kind, group);
    let split = report.split.as_ref().filter(|_| !outcome.splits.is_empty());
    let (series, sums) = match split {
        None => {
            let points = rows.iter().map(|row| {
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
                points: rows
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
            let sums = rows
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

/// The rows, at the end, that have no place on a line: those that follow no other in time.
fn off_line(outcome: &Outcome, form: Form) -> &[Row] {
    let is_line = matches!(form, Form::Line | Form::Area);
    let is_off = |row: &Row| is_line && matches!(row.key, Key::None | Key::Other);
    let on = outcome.rows.iter().position(is_off);
    &outcome.rows[on.unwrap_or(outcome.rows.len())..]
}

/// How many records a chart draws nowhere, in a sentence; empty where there are none.
pub(in crate::pages) fn off_line_note(outcome: &Outcome, form: Form) -> String {
    let records = off_line(outcome, form).iter().map(|row| row.records).sum();
    match records {
        0 => String::new(),
        n => words::off_line(n),
    }
}

/// What a chart leaves out, in sentences; empty where it leaves out nothing.
pub(in crate::pages) fn left_out_note(left_out: &LeftOut) -> String {
    let mut said: Vec<String> = left_out
        .currencies
        .iter()
        .map(|(currency, n)| words::left_out(*n, currency.code()))
        .collect();
    if left_out.empty > 0 {
        said.push(words::unmeasured(left_out.empty));
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use record::Date;
    use workspace::report::{Bucket, Figure};

    #[test]
    fn what_has_no_date_is_on_no_line_and_is_said() {
        let row = |key, records| Row {
            key,
            figure: Figure::Count(records),
            records: records as u32,
            parts: Vec::new(),
        };
        let mut outcome = Outcome {
            rows: vec![
                row(Key::Period(Date(0), Bucket::Day), 5),
                row(Key::Other, 2),
                row(Key::None, 1),
            ],
            splits: Vec::new(),
            total: Figure::Count(8),
            records: 8,
            left_out: LeftOut::default(),
        };
        assert!(off_line(&outcome, Form::Columns).is_empty());
        assert_eq!(off_line(&outcome, Form::Line), &outcome.rows[1..]);
        assert!(off_line_note(&outcome, Form::Area).starts_with("3 records"));
        outcome.rows.truncate(1);
        assert_eq!(off_line_note(&outcome, Form::Area), "");
    }
}
