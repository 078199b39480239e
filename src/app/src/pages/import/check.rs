//! The third step: what the import would do, and what only the user can decide.

use interchange::cell::{DateFormat, NumberStyle};
use interchange::headers::{Mapping, Target};
use interchange::plan::{Decisions, Question, Report, TreatStage};
use leptos::prelude::*;

use super::rejected::DownloadRejected;
use super::treat::{new_choices, new_stages, recognised};
use super::{Job, Step};
use crate::parts::{Button, ButtonKind, Field, Select, SelectOption, When};
use crate::state::use_state;
use crate::words::{import as words, schema as names, spoken};

/// How many rows that are set aside, and how many remarks, are listed.
const LISTED: usize = 50;

#[component]
pub(super) fn Check(job: Job) -> impl IntoView {
    let state = use_state();
    let Some(report) = job.report.get_untracked() else {
        return ().into_any();
    };
    let changes = report.counts.iter().any(|c| c.new + c.updated > 0)
        || !report.new_choices.is_empty()
        || report
            .new_stages
            .iter()
            .any(|s| s.treat == TreatStage::Create);
    // What has been decided since may change something.
    let checked = StoredValue::new(job.decisions.get_untracked());
    let idle = Signal::derive(move || {
        let same =
            |d: &Decisions, c: &Decisions| (&d.choices, &d.stages) == (&c.choices, &c.stages);
        !changes && job.decisions.with(|d| checked.with_value(|c| same(d, c)))
    });
    let blocked = !report.questions.is_empty();
    view! {
        <p>{words::report_intro}</p>
        {questions(job, &report)}
        {counts(&report)}
        {left_out(job, &report)}
        {new_choices(state, job, &report)}
        {new_stages(state, job, &report)}
        {new_fields(&report)}
        {recognised(state, job, &report)}
        {rejected(&report)}
        {repeated(&report)}
        {warnings(&report)}
        <When holds=move || idle.get() && !blocked>
            <p role="status">{words::nothing_to_do}</p>
        </When>
        <div class="import-actions">
            <Button
                label=spoken(words::back)
                on_press=move |_| job.step.set(Step::Columns)
            />
            <DownloadRejected job=job />
            {if blocked {
                view! {
                    <Button
                        kind=ButtonKind::Primary
                        label=spoken(words::go_on)
                        on_press=move |_| job.check()
                    />
                }
                    .into_any()
            } else {
                view! {
                    <Button
                        kind=ButtonKind::Primary
                        label=spoken(words::import_now)
                        disabled=idle
                        on_press=move |_| job.import()
                    />
                }
                    .into_any()
            }}
        </div>
    }
    .into_any()
}

/// The table of kinds with what happens to their records.
pub(super) fn counts(report: &Report) -> AnyView {
    let rows: Vec<_> = report
        .counts
        .iter()
        .map(|c| {
            let kind = c.kind;
            view! {
                <tr>
                    <th scope="row">{move || names::kind_many(kind)}</th>
                    <td class="number">{words_of(c.new)}</td>
                    <td class="number">{words_of(c.updated)}</td>
                    <td class="number">{words_of(c.unchanged)}</td>
                    <td class="number">{words_of(c.duplicates)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="table import-counts">
            <thead>
                <tr>
                    <th scope="col">{words::kind}</th>
                    <th scope="col" class="number">{words::new}</th>
                    <th scope="col" class="number">{words::updated}</th>
                    <th scope="col" class="number">{words::unchanged}</th>
                    <th scope="col" class="number">{words::duplicates}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

pub(super) fn words_of(n: u32) -> impl Fn() -> String {
    move || crate::platform::intl::whole(crate::words::locale(), i64::from(n))
}

/// The columns of each file that nothing is taken from.
fn left_out(job: Job, report: &Report) -> AnyView {
    let mappings = job.mappings.get_untracked();
    let lines: Vec<_> = report
        .files
        .iter()
        .zip(&mappings)
        .filter_map(|(file, mapping)| {
            let columns = skipped(mapping);
            let name = file.name.clone();
            (!columns.is_empty()).then(|| {
                view! {
                    <li>
                        <span class="muted">{name}</span>
                        " "
                        {move || words::left_out(&columns)}
                    </li>
                }
            })
        })
        .collect();
    if lines.is_empty() {
        return ().into_any();
    }
    view! { <ul class="plain-list import-left-out">{lines}</ul> }.into_any()
}

/// The headers of the columns that are left out; their places where they have none.
fn skipped(mapping: &Mapping) -> String {
    let columns = mapping.columns.iter().enumerate();
    let headers: Vec<String> = columns
        .filter(|(_, column)| column.target == Target::Skip)
        .map(|(at, column)| match column.header.trim() {
            "" => format!("#{}", at + 1),
            header => header.to_owned(),
        })
        .collect();
    headers.join(", ")
}

fn questions(job: Job, report: &Report) -> AnyView {
    if report.questions.is_empty() {
        return ().into_any();
    }
    let fields: Vec<AnyView> = report.questions.iter().map(|q| question(job, q)).collect();
    view! {
        <section class="import-part import-questions">
            <h2>{words::questions}</h2>
            {fields}
        </section>
    }
    .into_any()
}

fn question(job: Job, question: &Question) -> AnyView {
    let ask = |label: Signal<String>, options: Vec<SelectOption>, choose: Callback<String>| {
        let first = options.first().map(|o| o.key.clone()).unwrap_or_default();
        // The likelier answer is shown first and holds unless another one is chosen.
        choose.run(first.clone());
        let chosen = RwSignal::new(first);
        let options = Signal::derive(move || options.clone());
        let on_choose = move |key: String| {
            chosen.set(key.clone());
            choose.run(key);
        };
        view! {
            <Field label=label>
                <Select value=chosen options=options on_choose=on_choose />
            </Field>
        }
        .into_any()
    };
    match question {
        Question::DateFormat {
            file,
            column,
            header,
            candidates,
            examples,
        } => {
            let (file, column) = (*file, *column);
            let example = examples.first().cloned().unwrap_or_default();
            let header = header.clone();
            let candidates = candidates.clone();
            let options = candidates
                .iter()
                .enumerate()
                .map(|(n, form)| SelectOption {
                    key: n.to_string(),
                    label: date_form(*form).to_owned(),
                })
                .collect();
            let choose = Callback::new(move |key: String| {
                let form = key
                    .parse()
                    .ok()
                    .and_then(|n: usize| candidates.get(n).copied());
                if let Some(form) = form {
                    job.decisions.update(|d| {
                        d.dates.retain(|(f, c, _)| (*f, *c) != (file, column));
                        d.dates.push((file, column, form));
                    });
                }
            });
            ask(
                Signal::derive(move || words::date_question(&header, &example)),
                options,
                choose,
            )
        }
        Question::DecimalSign {
            file,
            column,
            header,
            examples,
        } => {
            let (file, column) = (*file, *column);
            let example = examples.first().cloned().unwrap_or_default();
            let header = header.clone();
            let options = vec![
                SelectOption {
                    key: "point".into(),
                    label: words::point_decimal().to_owned(),
                },
                SelectOption {
                    key: "comma".into(),
                    label: words::comma_decimal().to_owned(),
                },
            ];
            let choose = Callback::new(move |key: String| {
                let style = if key == "comma" {
                    NumberStyle::Comma
                } else {
                    NumberStyle::Point
                };
                job.decisions.update(|d| {
                    d.decimals.retain(|(f, c, _)| (*f, *c) != (file, column));
                    d.decimals.push((file, column, style));
                });
            });
            ask(
                Signal::derive(move || words::decimal_question(&header, &example)),
                options,
                choose,
            )
        }
    }
}

fn date_form(form: DateFormat) -> &'static str {
    match form {
        DateFormat::Dmy => words::day_first(),
        DateFormat::Mdy => words::month_first(),
        _ => words::year_first(),
    }
}

fn new_fields(report: &Report) -> AnyView {
    if report.new_fields.is_empty() {
        return ().into_any();
    }
    let items: Vec<_> = report
        .new_fields
        .iter()
        .map(|field| {
            let kind = field.kind;
            let label = field.label.clone();
            view! { <li>{move || names::kind_one(kind)} ": " <strong>{label}</strong></li> }
        })
        .collect();
    view! {
        <section class="import-part">
            <h2>{words::new_fields}</h2>
            <ul>{items}</ul>
        </section>
    }
    .into_any()
}

/// The rows that are set aside, with their reasons.
pub(super) fn rejected(report: &Report) -> AnyView {
    let lines = report
        .rejected
        .iter()
        .map(|row| (row.file, row.line, words::reject_reason(&row.reason)));
    listed(
        report,
        words::rejected_rows(report.rejected.len()),
        report.rejected.len(),
        lines,
    )
}

/// The rows that say again what others say, each with the other one's place.
pub(super) fn repeated(report: &Report) -> AnyView {
    let lines = report.duplicates.iter().map(|row| {
        let name = report.files.get(row.first_file).map(|f| f.name.as_str());
        let place = words::file_line(name.unwrap_or_default(), row.first_line);
        (row.file, row.line, words::duplicate_reason(row, &place))
    });
    let count = report.duplicates.len();
    listed(report, words::repeated_rows(count), count, lines)
}

fn warnings(report: &Report) -> AnyView {
    let lines = report.warnings.iter().map(|warning| {
        (
            warning.file,
            warning.line,
            words::warning_reason(&warning.reason),
        )
    });
    let count = report.warning_count as usize;
    listed(report, words::warnings(count), count, lines)
}

fn listed(
    report: &Report,
    title: String,
    count: usize,
    lines: impl Iterator<Item = (usize, u32, String)>,
) -> AnyView {
    if count == 0 {
        return ().into_any();
    }
    let items: Vec<_> = lines
        .take(LISTED)
        .map(|(file, line, reason)| {
            let name = report
                .files
                .get(file)
                .map(|f| f.name.as_str())
                .unwrap_or_default();
            let place = words::file_line(name, line);
            view! { <li><span class="muted">{place}</span> " " {reason}</li> }
        })
        .collect();
    let more = count.saturating_sub(LISTED);
    view! {
        <details class="import-part" open=count <= LISTED>
            <summary><h2>{title}</h2></summary>
            <ul class="plain-list">{items}</ul>
            {(more > 0).then(|| view! { <p class="muted">{words::and_more(more)}</p> })}
        </details>
    }
    .into_any()
}
