//! Pipelines and their stages: added, renamed, put in order, deleted.

mod removal;

use leptos::html;
use leptos::prelude::*;
use record::schema::{DELETED_AT, deal, pipeline, stage};
use record::{Kind, RecordId, Value, rank};
use workflow::{Outcome, Pipeline, Stage, Template};
use workspace::Command;

use super::stage_form::StageForm;
use crate::parts::{
    Button, ButtonKind, Dialog, DialogSize, Each, Field, FormButtons, IconButton, IconName, Menu,
    MenuItem, TextInput, Toasts, use_toasts,
};
use crate::platform::{clock, idle, intl, page};
use crate::records::{move_by, rank_of};
use crate::state::setup::template_language;
use crate::state::{Actor, State, use_actor, use_state};
use crate::words::{common, locale, refusals, schema, settings as words, spoken};

use removal::RemoveStage;

/// Which form is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// The name of a pipeline.
    Rename(RecordId),
    /// A new stage of a pipeline.
    NewStage(RecordId),
    /// A stage.
    Stage(RecordId),
    /// What becomes of the deals of a stage that is to go.
    Remove(RecordId),
}

/// The part.
#[component]
pub(super) fn Pipelines() -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let form = RwSignal::new(None::<Form>);
    let close = move || form.set(None);
    let pipelines = Memo::new(move |_| pipeline_ids(state));
    let dialog = move || {
        form.get().map(|form| match form {
            Form::Rename(id) => view! { <Rename id=id close=close /> }.into_any(),
            Form::NewStage(of) => view! { <StageForm pipeline=of close=close /> }.into_any(),
            Form::Stage(id) => {
                let of = state.with(|ws| ws.stage(id)).map(|stage| stage.pipeline);
                of.map(|of| view! { <StageForm pipeline=of id=id close=close /> })
                    .into_any()
            }
            Form::Remove(id) => view! { <RemoveStage id=id close=close /> }.into_any(),
        })
    };
    let templates = move || {
        Template::ALL.map(|template| {
            view! {
                <MenuItem
                    label=Signal::derive(move || template_name(template).to_owned())
                    on_press=move |()| {
                        if let Some(id) = add_pipeline(actor, template) {
                            form.set(Some(Form::Rename(id)));
                        }
                    }
                />
            }
        })
    };
    view! {
        <p class="settings-text">{words::pipelines_text}</p>
        <Each each=move || pipelines.get() key=|id| *id let:id>
            <PipelineSection id=id form=form pipelines=pipelines />
        </Each>
        <div>
            <Menu
                label=spoken(words::add_pipeline)
                framed=true
                items=move || templates().collect_view()
            />
        </div>
        {move || dialog()}
    }
}

#[component]
fn PipelineSection(
    id: RecordId,
    form: RwSignal<Option<Form>>,
    pipelines: Memo<Vec<RecordId>>,
) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let toasts = use_toasts();
    let heading = format!("pipeline-{id}");
    let labelled_by = heading.clone();
    let name = Signal::derive(move || state.name(Kind::PIPELINE, id));
    let stages = Memo::new(move |_| {
        state.track_kind(Kind::STAGE);
        let stages = state.with(|ws| ws.stages(id));
        stages.into_iter().map(|s| s.id).collect::<Vec<_>>()
    });
    let place = move || pipelines.with(|list| list.iter().position(|p| *p == id));
    let is_first = Signal::derive(move || place() == Some(0));
    let is_last =
        Signal::derive(move || place().is_none_or(|at| at + 1 == pipelines.with(Vec::len)));
    view! {
        <section class="settings-group" aria-labelledby=labelled_by>
            <header class="settings-group-header">
                <h3 id=heading>{move || name.get()}</h3>
                <Menu
                    icon=IconName::More
                    label=Signal::derive(move || words::actions_of(&name.get()))
                    at_end=true
                    items=move || {
                        view! {
                            <MenuItem
                                icon=IconName::Edit
                                label=spoken(words::rename)
                                on_press=move |()| form.set(Some(Form::Rename(id)))
                            />
                            <MenuItem
                                icon=IconName::ArrowUp
                                label=spoken(words::move_up)
                                disabled=is_first
                                on_press=move |()| move_pipeline(actor, id, -1)
                            />
                            <MenuItem
                                icon=IconName::ArrowDown
                                label=spoken(words::move_down)
                                disabled=is_last
                                on_press=move |()| move_pipeline(actor, id, 1)
                            />
                            <MenuItem
                                icon=IconName::Trash
                                danger=true
                                label=spoken(common::delete)
                                on_press=move |()| delete_pipeline(actor, toasts, id)
                            />
                        }
                    }
                />
            </header>
            <ol class="settings-list">
                <Each each=move || stages.get() key=|id| *id let:stage>
                    <StageRow id=stage form=form stages=stages />
                </Each>
            </ol>
            <div>
                <Button
                    icon=IconName::Add
                    kind=ButtonKind::Quiet
                    label=spoken(words::add_stage)
                    on_press=move |_| form.set(Some(Form::NewStage(id)))
                />
            </div>
        </section>
    }
}

#[component]
fn StageRow(
    id: RecordId,
    form: RwSignal<Option<Form>>,
    stages: Memo<Vec<RecordId>>,
) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let toasts = use_toasts();
    let name = Signal::derive(move || state.name(Kind::STAGE, id));
    let place = move || stages.with(|list| list.iter().position(|s| *s == id));
    let is_first = Signal::derive(move || place() == Some(0));
    let is_last = Signal::derive(move || place().is_none_or(|at| at + 1 == stages.with(Vec::len)));
    let (up, down) = (
        NodeRef::<html::Button>::new(),
        NodeRef::<html::Button>::new(),
    );
    let step = move |by: isize| {
        move_stage(actor, id, by);
        // Moving an element takes its focus; at the end of the list the other button gets it.
        idle::before_paint(move || {
            let order = if by < 0 { [up, down] } else { [down, up] };
            let buttons = order.into_iter().filter_map(|b| b.get_untracked());
            for button in buttons {
                if !button.disabled() && page::focus(&button) {
                    return;
                }
            }
        });
    };
    let remove = move || {
        let deals = state.with(|ws| ws.related_count(Kind::DEAL, deal::STAGE, id));
        if let Some(reason) = last_of_outcome(state, id) {
            toasts.error(reason);
        } else if deals > 0 {
            form.set(Some(Form::Remove(id)));
        } else {
            let command = Command::Delete {
                kind: Kind::STAGE,
                records: vec![id],
            };
            actor.run(command, words::deleted_named(&name.get_untracked()));
        }
    };
    view! {
        <li class="settings-row">
            <div class="settings-row-main">
                <button
                    type="button"
                    class="settings-row-name settings-row-open"
                    on:click=move |_| form.set(Some(Form::Stage(id)))
                >
                    {move || name.get()}
                </button>
                <span class="settings-row-detail">{move || stage_detail(state, id)}</span>
            </div>
            <div class="settings-row-actions">
                <IconButton
                    icon=IconName::ArrowUp
                    label=Signal::derive(move || words::move_up_named(&name.get()))
                    disabled=is_first
                    on_press=move |_| step(-1)
                    node_ref=up
                />
                <IconButton
                    icon=IconName::ArrowDown
                    label=Signal::derive(move || words::move_down_named(&name.get()))
                    disabled=is_last
                    on_press=move |_| step(1)
                    node_ref=down
                />
                <IconButton
                    icon=IconName::Trash
                    label=Signal::derive(move || words::delete_named(&name.get()))
                    on_press=move |_| remove()
                />
            </div>
        </li>
    }
}

#[component]
fn Rename(id: RecordId, close: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let name = RwSignal::new(state.with(|ws| ws.name(Kind::PIPELINE, id)));
    let wrong = RwSignal::new(None::<String>);
    let submit = move || {
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            wrong.set(Some(words::name_needed().to_owned()));
            return;
        }
        match state.set(Kind::PIPELINE, id, pipeline::NAME, Some(Value::text(typed))) {
            Ok(()) => close(),
            Err(refused) => wrong.set(Some(refusals::sentence(state, &refused))),
        }
    };
    view! {
        <Dialog
            title=spoken(words::rename_pipeline)
            size=DialogSize::Small
            on_close=move |()| close()
            on_submit=move |()| submit()
            footer=move || {
                view! {
                    <FormButtons on_cancel=move |()| close() />
                }
            }
        >
            <Field
                label=spoken(words::name)
                error=wrong
                required=true
            >
                <TextInput value=name on_input=move |text| name.set(text) autofocus=true />
            </Field>
        </Dialog>
    }
}

/// Why a stage can't go or change its outcome: it is the last of its outcome in its pipeline.
pub(super) fn last_of_outcome(state: State, id: RecordId) -> Option<String> {
    let stage = state.with(|ws| ws.stage(id))?;
    let stages = state.with(|ws| ws.stages(stage.pipeline));
    let others = stages
        .iter()
        .filter(|s| s.id != id && s.outcome == stage.outcome);
    (others.count() == 0).then(|| words::last_of_outcome(&schema::option(stage.outcome.key())))
}

fn pipeline_ids(state: State) -> Vec<RecordId> {
    state.track_kind(Kind::PIPELINE);
    let pipelines = state.with(|ws| ws.pipelines());
    pipelines.into_iter().map(|(id, _)| id).collect()
}

/// "Open · 20 % · 12 deals".
fn stage_detail(state: State, id: RecordId) -> String {
    state.track_record(Kind::STAGE, id);
    state.track_kind(Kind::DEAL);
    let Some(stage) = state.with(|ws| ws.stage(id)) else {
        return String::new();
    };
    let deals = state.with(|ws| ws.related_count(Kind::DEAL, deal::STAGE, id));
    let mut parts = vec![schema::option(stage.outcome.key()).into_owned()];
    if stage.outcome == Outcome::Open {
        parts.push(intl::percent(
            locale(),
            f64::from(stage.probability) / 100.0,
        ));
    }
    parts.extend(stage.rotting_days.map(words::rots_after));
    parts.push(words::deals_count(deals));
    parts.join(" · ")
}

fn template_name(template: Template) -> &'static str {
    match template {
        Template::Generic => words::template_generic(),
        Template::Short => words::template_short(),
        Template::Long => words::template_long(),
        Template::Sequence => words::template_sequence(),
    }
}

/// Adds a pipeline of a template behind the others.
fn add_pipeline(actor: Actor, template: Template) -> Option<RecordId> {
    let state = actor.state();
    let mut pipeline = with_new_ids(template.build(template_language()), || state.new_id());
    let last = state.with(|ws| ws.pipelines().last().map(|(id, _)| *id));
    let last = last.map(|id| rank_of(state, Kind::PIPELINE, id, pipeline::RANK));
    pipeline.rank = rank::between(last.as_deref(), None);
    let command = Command::Bulk {
        label: "setup".to_owned(),
        group: state.new_id(),
        writes: pipeline.writes(),
    };
    actor
        .run(command, words::added_named(&pipeline.name))
        .then_some(pipeline.id)
}

/// The pipeline with ids of its own, so that a template can be used twice.
fn with_new_ids(pipeline: Pipeline, mut new_id: impl FnMut() -> RecordId) -> Pipeline {
    let id = new_id();
    let renamed: Vec<(RecordId, RecordId)> =
        pipeline.stages.iter().map(|s| (s.id, new_id())).collect();
    let new_of = |old: RecordId| {
        let row = renamed.iter().find(|(o, _)| *o == old);
        row.map_or(old, |(_, new)| *new)
    };
    let stages = pipeline.stages.into_iter().map(|s| Stage {
        id: new_of(s.id),
        pipeline: id,
        next: s.next.iter().map(|next| new_of(*next)).collect(),
        ..s
    });
    Pipeline {
        id,
        stages: stages.collect(),
        ..pipeline
    }
}

fn delete_pipeline(actor: Actor, toasts: Toasts, id: RecordId) {
    let state = actor.state();
    if state.with(|ws| ws.pipelines().len()) < 2 {
        toasts.error(words::last_pipeline());
        return;
    }
    let stages = state.with(|ws| ws.stages(id));
    let deals: usize = state.with(|ws| {
        let count = |stage: &Stage| ws.related_count(Kind::DEAL, deal::STAGE, stage.id);
        stages.iter().map(count).sum()
    });
    if deals > 0 {
        toasts.error(words::pipeline_in_use(deals));
        return;
    }
    let now = Value::Instant(clock::now());
    let gone = |kind, id| (kind, id, DELETED_AT, Some(now.clone()));
    let mut edits = vec![gone(Kind::PIPELINE, id)];
    edits.extend(stages.iter().map(|stage| gone(Kind::STAGE, stage.id)));
    let name = state.with(|ws| ws.name(Kind::PIPELINE, id));
    actor.run(Command::EditMany { edits }, words::deleted_named(&name));
}

fn move_pipeline(actor: Actor, id: RecordId, by: isize) {
    let ids = untrack(|| pipeline_ids(actor.state()));
    move_by(actor, (Kind::PIPELINE, pipeline::RANK), &ids, id, by);
}

fn move_stage(actor: Actor, id: RecordId, by: isize) {
    let state = actor.state();
    let Some(own) = state.with(|ws| ws.stage(id)) else {
        return;
    };
    let stages = state.with(|ws| ws.stages(own.pipeline));
    let ids: Vec<RecordId> = stages.into_iter().map(|s| s.id).collect();
    move_by(actor, (Kind::STAGE, stage::RANK), &ids, id, by);
}

/// The stages that deals of a stage can be put into without anything else following: those of
/// the same outcome, with the names of their pipelines where there are several.
fn stages_alike(id: RecordId) -> Vec<(RecordId, String)> {
    let state = use_state();
    state.with(|ws| {
        let Some(own) = ws.stage(id) else {
            return Vec::new();
        };
        let pipelines = ws.pipelines();
        let several = pipelines.len() > 1;
        let of_pipeline = |(pipeline, name): &(RecordId, String)| {
            let stages = ws.stages(*pipeline).into_iter();
            let alike = stages.filter(|s| s.id != id && s.outcome == own.outcome);
            let named = alike.map(|s| match several {
                true => (s.id, format!("{name} · {}", s.name)),
                false => (s.id, s.name),
            });
            named.collect::<Vec<_>>()
        };
        pipelines.iter().flat_map(of_pipeline).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_used_twice_gives_two_pipelines_whose_stages_lead_to_their_own() {
        let mut n = 0u128;
        let mut new_id = || {
            n += 1;
            RecordId(n)
        };
        let template = Template::Sequence.build(workflow::Language::En);
        let one = with_new_ids(template.clone(), &mut new_id);
        let two = with_new_ids(template.clone(), &mut new_id);
        assert_ne!(one.id, two.id);
        for pipeline in [&one, &two] {
            let own = |id: &RecordId| pipeline.stages.iter().any(|s| s.id == *id);
            assert_eq!(pipeline.stages.len(), template.stages.len());
            assert!(pipeline.stages.iter().all(|s| s.pipeline == pipeline.id));
            assert!(pipeline.stages.iter().flat_map(|s| &s.next).all(own));
        }
        assert!(
            one.stages
                .iter()
                .all(|s| two.stages.iter().all(|t| t.id != s.id))
        );
    }
}
