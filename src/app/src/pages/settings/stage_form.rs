//! The form of a stage.

use std::collections::BTreeSet;

use leptos::prelude::*;
use record::schema::{deal, stage};
use record::{FieldId, Kind, RecordId, Value, rank};
use workflow::{Forecast, Outcome, Stage};
use workspace::Command;

use super::pipelines::last_of_outcome;
use crate::parts::{
    Checkbox, ChoiceInput, Dialog, DialogSize, Each, Field, FormButtons, NumberInput, TextInput,
    When,
};
use crate::state::{State, use_actor};
use crate::words::{refusals, schema, settings as words, spoken};

/// The form of a stage, new or known.
#[component]
pub(super) fn StageForm(
    /// The pipeline it belongs to.
    pipeline: RecordId,
    /// The stage; without it a new one is made.
    #[prop(optional)]
    id: Option<RecordId>,
    /// Closes the form.
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let before = id.and_then(|id| state.with(|ws| ws.stage(id)));
    let start = before.clone().unwrap_or_else(|| new_stage(pipeline));
    let name = RwSignal::new(start.name);
    let outcome = RwSignal::new(start.outcome);
    let probability = RwSignal::new(Some(f64::from(start.probability)));
    let forecast = RwSignal::new(start.forecast);
    let rotting = RwSignal::new(start.rotting_days.map(f64::from));
    let required = RwSignal::new(set(start.required));
    let next = RwSignal::new(set(start.next));
    let wrong_name = RwSignal::new(None::<String>);
    let wrong_outcome = RwSignal::new(None::<String>);
    let wrong_probability = RwSignal::new(None::<String>);
    let wrong_rotting = RwSignal::new(None::<String>);

    let deals = id.map_or(0, |id| {
        state.with(|ws| ws.related_count(Kind::DEAL, deal::STAGE, id))
    });
    let is_open = move || outcome.get() == Outcome::Open;

    let submit = move || {
        let entry = Entry {
            name: name.get_untracked(),
            outcome: outcome.get_untracked(),
            probability: probability.get_untracked(),
            forecast: forecast.get_untracked(),
            rotting: rotting.get_untracked(),
            required: required.get_untracked(),
            next: next.get_untracked(),
        };
        let turned = before
            .as_ref()
            .filter(|b| b.outcome != entry.outcome)
            .and_then(|b| last_of_outcome(state, b.id));
        wrong_name.set(entry.wrong_name());
        wrong_probability.set(entry.wrong_probability());
        wrong_rotting.set(entry.wrong_rotting());
        let is_wrong = turned.is_some()
            || [wrong_name, wrong_probability, wrong_rotting]
                .iter()
                .any(|wrong| wrong.with_untracked(Option::is_some));
        wrong_outcome.set(turned);
        if is_wrong {
            return;
        }
        let mut values = entry.values();
        let command = match id {
            Some(record) => Command::Edit {
                kind: Kind::STAGE,
                record,
                values,
            },
            None => {
                values.push((stage::PIPELINE, Some(Value::Ref(pipeline))));
                let rank = new_rank(state, pipeline, entry.outcome);
                values.push((stage::RANK, Some(Value::Rank(rank))));
                Command::Create {
                    kind: Kind::STAGE,
                    record: state.new_id(),
                    values: values
                        .into_iter()
                        .filter_map(|(field, value)| Some((field, value?)))
                        .collect(),
                }
            }
        };
        match state.run(command) {
            Ok(()) => close(),
            Err(refused) => wrong_name.set(Some(refusals::sentence(state, &refused))),
        }
    };

    let outcomes = [Outcome::Open, Outcome::Won, Outcome::Lost]
        .map(|o| o.key().into())
        .to_vec();
    let forecasts = state
        .field(Kind::STAGE, stage::FORECAST)
        .map(|def| def.options)
        .unwrap_or_default();
    let forecasts = Signal::stored(forecasts);
    let title = move || match id {
        Some(_) => words::edit_stage().to_owned(),
        None => words::add_stage().to_owned(),
    };
    view! {
        <Dialog
            title=Signal::derive(title)
            size=DialogSize::Large
            on_close=move |()| close()
            on_submit=move |()| submit()
            footer=move || {
                view! {
                    <FormButtons on_cancel=move |()| close() />
                }
            }
        >
            <div class="form-grid">
                <Field
                    label=spoken(words::name)
                    error=wrong_name
                    required=true
                >
                    <TextInput value=name on_input=move |text| name.set(text) autofocus=true />
                </Field>
                <Field
                    label=label(stage::OUTCOME, state)
                    error=wrong_outcome
                    hint=Signal::derive(move || {
                        if deals > 0 { words::outcome_fixed(deals) } else { String::new() }
                    })
                >
                    <ChoiceInput
                        value=Signal::derive(move || outcome.get().key().to_owned())
                        options=Signal::stored(outcomes)
                        required=true
                        disabled=Signal::stored(deals > 0)
                        on_choose=move |key: String| {
                            outcome.set(Outcome::from_key(&key).unwrap_or(Outcome::Open));
                        }
                    />
                </Field>
                <When holds=is_open>
                    <Field
                        label=label(stage::PROBABILITY, state)
                        error=wrong_probability
                        hint=spoken(words::probability_hint)
                    >
                        <NumberInput
                            value=probability
                            whole=true
                            on_commit=move |n| probability.set(n)
                        />
                    </Field>
                </When>
                <When holds=is_open>
                    <Field label=label(stage::FORECAST, state)>
                        <ChoiceInput
                            value=Signal::derive(move || forecast.get().key().to_owned())
                            options=forecasts
                            required=true
                            on_choose=move |key: String| {
                                forecast.set(Forecast::from_key(&key).unwrap_or(Forecast::Pipeline));
                            }
                        />
                    </Field>
                </When>
                <When holds=is_open>
                    <Field
                        label=label(stage::ROTTING_DAYS, state)
                        error=wrong_rotting
                        hint=spoken(words::rotting_hint)
                    >
                        <NumberInput value=rotting whole=true on_commit=move |n| rotting.set(n) />
                    </Field>
                </When>
            </div>
            <fieldset class="checks">
                <legend>{move || field_name(stage::REQUIRED, state)}</legend>
                <p class="field-hint">{words::required_hint}</p>
                <div class="checks-list">
                    <Each each=move || deal_fields(state) key=|(field, _)| *field let:entry>
                        {
                            let (field, name) = entry;
                            view! {
                                <Checkbox
                                    label=name
                                    checked=Signal::derive(move || {
                                        required.with(|set| set.contains(&field))
                                    })
                                    on_change=move |on| toggle(required, field, on)
                                />
                            }
                        }
                    </Each>
                </div>
            </fieldset>
            <fieldset class="checks">
                <legend>{move || field_name(stage::NEXT, state)}</legend>
                <p class="field-hint">{words::next_hint}</p>
                <div class="checks-list">
                    <Each
                        each=move || other_stages(state, pipeline, id)
                        key=|(stage, _)| *stage
                        let:entry
                    >
                        {
                            let (stage, name) = entry;
                            view! {
                                <Checkbox
                                    label=name
                                    checked=Signal::derive(move || {
                                        next.with(|set| set.contains(&stage))
                                    })
                                    on_change=move |on| toggle(next, stage, on)
                                />
                            }
                        }
                    </Each>
                </div>
            </fieldset>
        </Dialog>
    }
}

/// What was filled in.
struct Entry {
    name: String,
    outcome: Outcome,
    probability: Option<f64>,
    forecast: Forecast,
    rotting: Option<f64>,
    required: BTreeSet<FieldId>,
    next: BTreeSet<RecordId>,
}

impl Entry {
    fn wrong_name(&self) -> Option<String> {
        let is_empty = self.name.trim().is_empty();
        is_empty.then(|| words::name_needed().to_owned())
    }

    fn wrong_probability(&self) -> Option<String> {
        let is_wrong = self.outcome == Outcome::Open
            && self
                .probability
                .is_some_and(|percent| !(0.0..=100.0).contains(&percent));
        is_wrong.then(|| words::probability_wrong().to_owned())
    }

    fn wrong_rotting(&self) -> Option<String> {
        let is_wrong = self.outcome == Outcome::Open
            && self
                .rotting
                .is_some_and(|days| !(1.0..=3650.0).contains(&days));
        is_wrong.then(|| words::rotting_wrong().to_owned())
    }

    /// What is written. Of a stage that closes deals the outcome says all about the forecast.
    fn values(&self) -> Vec<(FieldId, Option<Value>)> {
        let (probability, forecast, rotting) = match self.outcome {
            Outcome::Open => (
                self.probability.unwrap_or(0.0) as i64,
                self.forecast,
                self.rotting.map(|days| days as i64),
            ),
            Outcome::Won => (100, Forecast::Closed, None),
            Outcome::Lost => (0, Forecast::Omitted, None),
        };
        let mut required: Vec<String> = self.required.iter().map(|f| f.0.to_string()).collect();
        record::order::sort(&mut required);
        let next: Vec<RecordId> = self.next.iter().copied().collect();
        vec![
            (stage::NAME, Some(Value::text(self.name.trim()))),
            (stage::OUTCOME, Some(Value::choice(self.outcome.key()))),
            (stage::PROBABILITY, Some(Value::Int(probability))),
            (stage::FORECAST, Some(Value::choice(forecast.key()))),
            (stage::ROTTING_DAYS, rotting.map(Value::Int)),
            (
                stage::REQUIRED,
                (!required.is_empty()).then_some(Value::Tags(required)),
            ),
            (stage::NEXT, (!next.is_empty()).then_some(Value::Refs(next))),
        ]
    }
}

fn new_stage(pipeline: RecordId) -> Stage {
    Stage {
        id: pipeline,
        name: String::new(),
        pipeline,
        outcome: Outcome::Open,
        probability: 50,
        forecast: Forecast::Pipeline,
        rotting_days: Some(14),
        required: Vec::new(),
        next: Vec::new(),
        rank: String::new(),
    }
}

/// Where a new stage stands: an open one behind the last open one, another at the end.
fn new_rank(state: State, pipeline: RecordId, outcome: Outcome) -> String {
    let stages = state.with(|ws| ws.stages(pipeline));
    let behind = match outcome {
        Outcome::Open => stages.iter().rposition(|s| s.outcome == Outcome::Open),
        Outcome::Won | Outcome::Lost => stages.len().checked_sub(1),
    };
    let after = behind.map_or(0, |at| at + 1);
    let low = behind
        .and_then(|at| stages.get(at))
        .map(|s| s.rank.as_str());
    let high = stages.get(after).map(|s| s.rank.as_str());
    rank::between(low, high)
}

/// Without the sort that collecting into a set brings along.
fn set<T: Ord>(list: Vec<T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(list);
    set
}

fn toggle<T: Ord + Send + Sync + 'static>(set: RwSignal<BTreeSet<T>>, entry: T, on: bool) {
    set.update(|set| {
        if on {
            set.insert(entry);
        } else {
            set.remove(&entry);
        }
    });
}

fn field_name(field: FieldId, state: State) -> String {
    schema::field_of(&state.schema(), Kind::STAGE, field)
}

fn label(field: FieldId, state: State) -> Signal<String> {
    Signal::derive(move || field_name(field, state))
}

/// The fields of a deal that a stage can ask for.
fn deal_fields(state: State) -> Vec<(FieldId, String)> {
    let all = state.schema();
    let defs = all.kind(Kind::DEAL).into_iter().flat_map(|k| k.editable());
    defs.filter(|def| def.id != deal::STAGE && def.role != record::Role::Required)
        .map(|def| (def.id, schema::field(Kind::DEAL, def)))
        .collect()
}

fn other_stages(
    state: State,
    pipeline: RecordId,
    own: Option<RecordId>,
) -> Vec<(RecordId, String)> {
    state.track_kind(Kind::STAGE);
    let stages = state.with(|ws| ws.stages(pipeline));
    stages
        .into_iter()
        .filter(|s| Some(s.id) != own)
        .map(|s| (s.id, s.name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            name: " Demo ".to_owned(),
            outcome: Outcome::Open,
            probability: Some(30.0),
            forecast: Forecast::Commit,
            rotting: Some(7.0),
            required: BTreeSet::from([deal::AMOUNT, deal::CLOSE_DATE]),
            next: BTreeSet::new(),
        }
    }

    fn value(entry: &Entry, field: FieldId) -> Option<Value> {
        let values = entry.values();
        values
            .into_iter()
            .find(|(f, _)| *f == field)
            .and_then(|(_, value)| value)
    }

    #[test]
    fn required_fields_are_stored_by_their_numbers() {
        let numbers = Value::Tags(vec!["11".to_owned(), "16".to_owned()]);
        assert_eq!(value(&entry(), stage::REQUIRED), Some(numbers));
        assert_eq!(value(&entry(), stage::NEXT), None);
        assert_eq!(value(&entry(), stage::NAME), Some(Value::text("Demo")));
    }

    #[test]
    fn the_outcome_of_a_stage_that_closes_deals_says_its_probability_and_category() {
        let won = Entry {
            outcome: Outcome::Won,
            ..entry()
        };
        assert_eq!(value(&won, stage::PROBABILITY), Some(Value::Int(100)));
        assert_eq!(value(&won, stage::FORECAST), Some(Value::choice("Closed")));
        assert_eq!(value(&won, stage::ROTTING_DAYS), None);
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        let bad = Entry {
            name: "  ".to_owned(),
            probability: Some(101.0),
            rotting: Some(0.0),
            ..entry()
        };
        assert!(bad.wrong_name().is_some());
        assert!(bad.wrong_probability().is_some());
        assert!(bad.wrong_rotting().is_some());
        let good = entry();
        assert_eq!(good.wrong_name(), None);
        assert_eq!(good.wrong_probability(), None);
        assert_eq!(good.wrong_rotting(), None);
    }
}
