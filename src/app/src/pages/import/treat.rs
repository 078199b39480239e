//! What becomes of the values of choices, and of the stages, that the files bring.

use interchange::plan::{
    ChoiceDecision, Decisions, MatchedChoice, Near, NewChoice, NewStage, Report, StageDecision,
    Treat, TreatStage,
};
use leptos::prelude::*;
use record::{FieldId, Kind, RecordId};

use super::Job;
use super::check::words_of;
use crate::parts::{Select, SelectOption};
use crate::state::State;
use crate::state::importing::known_stages;
use crate::words::{import as words, schema as names};

/// The keys of making an option or a stage, and of leaving the field empty.
const CREATE: &str = "+";
const LEAVE: &str = "-";

/// A value of a choice, whatever becomes of it.
struct Value {
    kind: Kind,
    field: FieldId,
    label: String,
    value: String,
    count: u32,
    near: Vec<Near>,
    treat: Treat,
}

impl From<NewChoice> for Value {
    fn from(new: NewChoice) -> Self {
        Self {
            kind: new.kind,
            field: new.field,
            label: new.label,
            value: new.value,
            count: new.count,
            near: new.near,
            treat: Treat::Create,
        }
    }
}

impl From<MatchedChoice> for Value {
    fn from(matched: MatchedChoice) -> Self {
        Self {
            kind: matched.kind,
            field: matched.field,
            label: matched.label,
            value: matched.value,
            count: matched.count,
            near: Vec::new(),
            treat: matched.option.map_or(Treat::LeaveEmpty, Treat::Use),
        }
    }
}

/// The values that become options, and those of which the user has decided.
pub(super) fn new_choices(state: State, job: Job, report: &Report) -> AnyView {
    let new = report.new_choices.iter().cloned().map(Value::from);
    let decided = report.matched_choices.iter().filter(|m| m.decided);
    let rows: Vec<AnyView> = new
        .chain(decided.cloned().map(Value::from))
        .map(|value| choice_row(state, job, value))
        .collect();
    treatments(words::new_choices, rows)
}

fn choice_row(state: State, job: Job, choice: Value) -> AnyView {
    let (kind, field, label) = (choice.kind, choice.field, choice.label);
    let of = move || match state.schema().field(kind, field) {
        Some(_) => names::field_of(&state.schema(), kind, field),
        None => label.clone(),
    };
    let hint = match &choice.treat {
        Treat::Create => looks_like(&choice.near),
        _ => String::new(),
    };
    let mut offered: Vec<String> = choice.near.into_iter().map(|n| n.option).collect();
    let chosen = match choice.treat {
        Treat::Create => CREATE.to_owned(),
        Treat::LeaveEmpty => LEAVE.to_owned(),
        Treat::Use(option) => {
            offered.insert(0, option.clone());
            key_of(&option)
        }
    };
    let known = state.with(|ws| {
        let def = ws.schema().field(kind, field);
        def.map(|d| {
            d.options
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        })
    });
    offered.extend(known.unwrap_or_default());
    let mut options = create_or_leave();
    for option in offered {
        let option = SelectOption::new(key_of(&option), words::use_option(&option));
        if !options.contains(&option) {
            options.push(option);
        }
    }
    let file_value = choice.value.clone();
    let decide = move |d: &mut Decisions, key: &str| {
        let treat = match key.strip_prefix('=') {
            Some(option) => Treat::Use(option.to_owned()),
            None if key == LEAVE => Treat::LeaveEmpty,
            None => Treat::Create,
        };
        d.choices
            .retain(|c| (c.kind, c.field, &c.value) != (kind, field, &file_value));
        d.choices.push(ChoiceDecision {
            kind,
            field,
            value: file_value.clone(),
            treat,
        });
    };
    let row = Row {
        value: choice.value,
        count: choice.count,
        hint,
        options,
        chosen,
    };
    row.view(job, of, decide)
}

fn key_of(option: &str) -> String {
    format!("={option}")
}

/// The values and stages that were recognised as something else, which is no news but can be decided
/// otherwise.
pub(super) fn recognised(state: State, job: Job, report: &Report) -> AnyView {
    let known = known_stages(state);
    let choices = report.matched_choices.iter().filter(|m| !m.decided);
    let stages = report.new_stages.iter().filter(|s| is_recognised(s));
    let rows: Vec<AnyView> = choices
        .map(|matched| choice_row(state, job, Value::from(matched.clone())))
        .chain(stages.map(|stage| stage_row(job, &known, stage.clone())))
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <details class="import-part import-recognised">
            <summary><h2>{words::recognised}</h2></summary>
            <p class="muted">{words::recognised_intro}</p>
            {table(rows)}
        </details>
    }
    .into_any()
}

fn is_recognised(stage: &NewStage) -> bool {
    matches!(stage.treat, TreatStage::Use(_)) && !stage.decided
}

/// The stages that are made, and those of which the user has decided.
pub(super) fn new_stages(state: State, job: Job, report: &Report) -> AnyView {
    let known = known_stages(state);
    let rows: Vec<AnyView> = report
        .new_stages
        .iter()
        .filter(|new| !is_recognised(new))
        .map(|new| stage_row(job, &known, new.clone()))
        .collect();
    let gone = report.gone_stages.clone();
    let gone = (!gone.is_empty()).then(|| {
        let said = move || words::gone_stages(&gone.join(", "));
        view! { <p class="import-note">{said}</p> }
    });
    view! {
        {treatments(words::new_stages, rows)}
        {gone}
    }
    .into_any()
}

fn stage_row(job: Job, known: &[(RecordId, String)], new: NewStage) -> AnyView {
    let mut options = create_or_leave();
    options.extend(
        known
            .iter()
            .map(|(id, name)| SelectOption::new(id.to_string(), words::use_option(name))),
    );
    let chosen = match new.treat {
        TreatStage::Create => CREATE.to_owned(),
        TreatStage::LeaveEmpty => LEAVE.to_owned(),
        TreatStage::Use(id) => id.to_string(),
    };
    let hint = match new.treat {
        TreatStage::Create => looks_like(&new.near),
        _ => String::new(),
    };
    let pipeline = new.named.pipeline.clone();
    let named = new.named;
    let decide = move |d: &mut Decisions, key: &str| {
        let treat = match key {
            LEAVE => TreatStage::LeaveEmpty,
            id => id.parse().map_or(TreatStage::Create, TreatStage::Use),
        };
        d.stages.retain(|s| s.named != named);
        let named = named.clone();
        d.stages.push(StageDecision { named, treat });
    };
    let of = move || match pipeline.as_str() {
        "" => words::stage().to_owned(),
        name => name.to_owned(),
    };
    let row = Row {
        value: new.stage,
        count: new.count,
        hint,
        options,
        chosen,
    };
    row.view(job, of, decide)
}

fn create_or_leave() -> Vec<SelectOption> {
    vec![
        SelectOption::new(CREATE, words::create_option()),
        SelectOption::new(LEAVE, words::leave_empty()),
    ]
}

fn looks_like(near: &[Near]) -> String {
    let nearest = near.first();
    nearest
        .map(|n| words::looks_like(&n.option))
        .unwrap_or_default()
}

fn treatments(title: fn() -> &'static str, rows: Vec<AnyView>) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="import-part">
            <h2>{title}</h2>
            <p class="muted">{words::new_choices_intro}</p>
            {table(rows)}
        </section>
    }
    .into_any()
}

fn table(rows: Vec<AnyView>) -> AnyView {
    view! {
        <table class="table import-treatments">
            <thead>
                <tr>
                    <th scope="col">{words::becomes}</th>
                    <th scope="col">{words::value}</th>
                    <th scope="col" class="number">{words::rows}</th>
                    <th scope="col">{words::treatment}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// A value with what can become of it and what does.
struct Row {
    value: String,
    count: u32,
    hint: String,
    options: Vec<SelectOption>,
    chosen: String,
}

impl Row {
    fn view(
        self,
        job: Job,
        of: impl Fn() -> String + Send + 'static,
        decide: impl Fn(&mut Decisions, &str) + Send + Sync + 'static,
    ) -> AnyView {
        let Self {
            value,
            count,
            hint,
            options,
            chosen,
        } = self;
        let chosen = RwSignal::new(chosen);
        let choose = move |key: String| {
            job.decisions.update(|d| decide(d, &key));
            chosen.set(key);
        };
        let label = value.clone();
        view! {
            <tr>
                <td>{move || of()}</td>
                <td>
                    <strong>{value}</strong>
                    " "
                    <span class="import-hint">{hint}</span>
                </td>
                <td class="number">{words_of(count)}</td>
                <td>
                    <Select
                        value=chosen
                        options=Signal::derive(move || options.clone())
                        on_choose=choose
                        label=Signal::derive(move || words::treatment_of(&label))
                    />
                </td>
            </tr>
        }
        .into_any()
    }
}
