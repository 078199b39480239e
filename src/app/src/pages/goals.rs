//! Goals: what is wanted in a month, a quarter or a year, with bars that say how far it has come and
//! where an even pace would be.

mod form;

use leptos::prelude::*;
use record::{Date, Kind, RecordId};
use workspace::Command;
use workspace::goals::{Goal, Progress};
use workspace::report::Figure;

use crate::pages::reports::labels::period_name;
use crate::parts::{Badge, Button, ButtonKind, Each, EditMenu, EmptyState, IconName, Tone, When};
use crate::platform::intl;
use crate::state::{State, use_actor, use_state};
use crate::words::{goals as words, locale, schema, settings, spoken};

use form::{Form, GoalForm};

/// Where a goal stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Phase {
    Now,
    Coming,
    Past,
}

impl Phase {
    const ALL: [Self; 3] = [Self::Now, Self::Coming, Self::Past];

    fn of(goal: &Goal, today: Date) -> Self {
        if goal.covers(today) {
            Self::Now
        } else if goal.start > today {
            Self::Coming
        } else {
            Self::Past
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Now => words::current(),
            Self::Coming => words::coming(),
            Self::Past => words::past(),
        }
    }
}

/// How a goal is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Reached,
    OnPace,
    Behind,
    Missed,
    NotBegun,
}

impl Standing {
    fn of(progress: &Progress, phase: Phase) -> Self {
        match phase {
            _ if progress.percent >= 100.0 => Self::Reached,
            Phase::Coming => Self::NotBegun,
            Phase::Past => Self::Missed,
            Phase::Now if progress.percent >= progress.pace => Self::OnPace,
            Phase::Now => Self::Behind,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Reached => words::reached(),
            Self::OnPace => words::on_pace(),
            Self::Behind => words::behind(),
            Self::Missed => words::missed(),
            Self::NotBegun => words::ahead_lies(),
        }
    }

    fn tone(self) -> Tone {
        match self {
            Self::Reached | Self::OnPace => Tone::Green,
            Self::Behind => Tone::Amber,
            Self::Missed | Self::NotBegun => Tone::Grey,
        }
    }
}

/// All goals.
#[component]
pub fn Goals() -> impl IntoView {
    let state = use_state();
    let form = RwSignal::new(None::<Form>);
    let goals = state.goals();
    let is_empty = Memo::new(move |_| goals.with(|goals| Some(goals.as_ref()?.is_empty())));
    let groups = Phase::ALL.map(|phase| {
        let of_phase = Memo::new(move |_| {
            let today = state.today();
            let is_in = |goal: &&(Goal, Progress)| Phase::of(&goal.0, today) == phase;
            goals.with(|goals| {
                let goals = goals.as_deref().map(Vec::as_slice).unwrap_or_default();
                goals.iter().filter(is_in).cloned().collect::<Vec<_>>()
            })
        });
        view! {
            <When holds=move || !of_phase.with(Vec::is_empty)>
                <section class="goals-group">
                    <h2 class="goals-phase">{move || phase.name()}</h2>
                    <ul class="goals-list">
                        <Each
                            each=move || of_phase.get()
                            key=|(goal, progress)| key_of(goal, progress)
                            let:followed
                        >
                            <GoalRow goal=followed.0 progress=followed.1 phase=phase form=form />
                        </Each>
                    </ul>
                </section>
            </When>
        }
    });
    view! {
        <div class="goals">
            <When holds=move || is_empty.get() == Some(true)>
                <EmptyState
                    icon=IconName::Flag
                    title=spoken(words::none)
                    text=spoken(words::none_text)
                >
                    <Button
                        kind=ButtonKind::Primary
                        icon=IconName::Add
                        label=spoken(words::add)
                        on_press=move |_| form.set(Some(Form::New))
                    />
                </EmptyState>
            </When>
            <When holds=move || is_empty.get() == Some(false)>
                <div class="goals-head">
                    <p class="settings-text">{words::text}</p>
                    <Button
                        icon=IconName::Add
                        label=spoken(words::add)
                        on_press=move |_| form.set(Some(Form::New))
                    />
                </div>
            </When>
            {groups.collect_view()}
        </div>
        {move || form.get().map(|about| view! { <GoalForm about=about form=form /> }.into_any())}
    }
}

/// What a row shows: it is made anew when any of it changes.
fn key_of(goal: &Goal, progress: &Progress) -> String {
    format!("{goal:?} {progress:?}")
}

fn who(state: State, member: Option<RecordId>) -> String {
    match member {
        Some(id) => state.name(Kind::MEMBER, id),
        None => words::everybody().to_owned(),
    }
}

fn written(figure: Figure) -> String {
    match figure {
        Figure::Money(money) => intl::money(locale(), money),
        figure => intl::number(locale(), figure.number().unwrap_or(0.0), 0),
    }
}

#[component]
fn GoalRow(
    goal: Goal,
    progress: Progress,
    phase: Phase,
    form: RwSignal<Option<Form>>,
) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let record = goal.record;
    let standing = Standing::of(&progress, phase);
    let (member, start, period) = (goal.member, goal.start, goal.period);
    let metric = move || schema::option(goal.metric.key()).into_owned();
    let detail = move || format!("{} · {}", who(state, member), period_name(start, period));
    let name = Signal::derive(move || {
        words::name_of(&metric(), &who(state, member), &period_name(start, period))
    });
    let (reached, target, percent) = (progress.reached, goal.target, progress.percent);
    let figures = move || words::reached_of(&written(reached), &written(target));
    let share = move || intl::percent(locale(), percent / 100.0);
    let pace = progress.pace;
    let explained = (phase == Phase::Now).then(|| {
        let text = move || words::pace_is(&intl::percent(locale(), pace / 100.0));
        view! { <p class="goal-said">{text}</p> }
    });
    let days_left = progress.days_left;
    let left = move || (phase == Phase::Now).then(|| words::days_left(days_left));
    let codes: Vec<String> = progress
        .left_out
        .iter()
        .map(|(c, _)| c.to_string())
        .collect();
    let left_out = (!codes.is_empty()).then(|| {
        let codes = codes.join(", ");
        view! { <p class="goal-note">{move || words::without_rate(&codes)}</p> }
    });
    let width = format!("{}%", percent.clamp(0.0, 100.0));
    let marker = (phase == Phase::Now).then(|| {
        let at = format!("{}%", pace.clamp(0.0, 100.0));
        view! { <span class="goal-pace" style:inset-inline-start=at></span> }
    });
    let delete = move || {
        let command = Command::Delete {
            kind: Kind::GOAL,
            records: vec![record],
        };
        actor.run(command, settings::deleted_named(&name.get_untracked()));
    };
    view! {
        <li class="goal">
            <div class="goal-head">
                <span class="goal-metric">{move || metric()}</span>
                <span class="goal-detail">{move || detail()}</span>
                <Badge
                    label=Signal::derive(move || standing.name().to_owned())
                    tone=standing.tone()
                />
                <EditMenu
                    label=Signal::derive(move || settings::actions_of(&name.get()))
                    on_edit=move |()| form.set(Some(Form::Of(record)))
                    on_delete=move |()| delete()
                />
            </div>
            <div
                class="goal-bar"
                class:is-reached=standing == Standing::Reached
                role="progressbar"
                aria-label=move || name.get()
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=(percent.clamp(0.0, 100.0) as u32).to_string()
                aria-valuetext=move || format!("{} ({})", figures(), share())
            >
                <span class="goal-fill" style:inline-size=width></span>
                {marker}
            </div>
            <p class="goal-figures">
                <span class="goal-reached">{move || figures()}</span>
                <span>{move || share()}</span>
                <span class="goal-left">{move || left()}</span>
            </p>
            {explained}
            {left_out}
        </li>
    }
}
