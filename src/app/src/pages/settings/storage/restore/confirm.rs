//! What is in a backup, the two ways to take it in, and what was done.

use std::rc::Rc;

use leptos::prelude::*;
use record::Kind;
use workspace::Workspace;
use workspace::merging::Merged;

use super::super::save_file;
use super::Choice;
use crate::parts::{
    Button, ButtonKind, Checkbox, Dialog, Progress, RadioGroup, RadioOption, Toasts, use_toasts,
};
use crate::platform::idle;
use crate::shell::saved::reason_text;
use crate::state::backup::Ended;
use crate::state::importing::Work;
use crate::state::{State, use_state};
use crate::words::{backup as words, common, schema, spoken};

/// The kinds whose counts are told.
const SHOWN: [Kind; 8] = [
    Kind::CONTACT,
    Kind::COMPANY,
    Kind::DEAL,
    Kind::TICKET,
    Kind::TASK,
    Kind::PRODUCT,
    Kind::ACTIVITY,
    Kind::ARTICLE,
];

/// What becomes of what is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Merge,
    Replace,
}

/// How far it is.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    Asking,
    Working,
    Done(Ended),
}

/// Says what is in the file, asks what becomes of what is here, does it, and says what was done.
#[component]
pub(super) fn Confirm(
    /// The workspace in the file.
    backup: StoredValue<Rc<Workspace>, LocalStorage>,
    chosen: Choice,
) -> impl IntoView {
    let state = use_state();
    let toasts = use_toasts();
    let way = RwSignal::new(Way::Merge);
    let backup_first = RwSignal::new(true);
    let stage = RwSignal::new(Stage::Asking);
    let work = Work::new();
    // Taking the dialog out of the page stops a merge that is under way.
    on_cleanup(move || {
        work.cancelled.try_set(true);
    });
    let is_busy = Signal::derive(move || stage.with(|stage| *stage == Stage::Working));
    let submit = move || {
        if untrack(|| stage.with(|stage| *stage != Stage::Asking)) {
            return;
        }
        let backup = backup.get_value();
        let (way, backup_first) = (way.get_untracked(), backup_first.get_untracked());
        stage.set(Stage::Working);
        leptos::task::spawn_local(async move {
            // The button shows that work has begun before it begins.
            idle::sleep_ms(30).await;
            let result = match way {
                Way::Replace => replace(state, &backup, work).await.map(|is_done| {
                    if is_done {
                        toasts.say(words::restored());
                    }
                    chosen.try_set(None);
                }),
                Way::Merge => merge(state, &backup, backup_first, work)
                    .await
                    .map(|ended| {
                        tell(ended, stage, toasts);
                    }),
            };
            if let Err(reason) = result {
                toasts.error(reason);
                stage.try_set(Stage::Asking);
            }
        });
    };
    let title = Signal::derive(move || {
        stage.with(|stage| match stage {
            Stage::Done(ended) if ended.is_whole => words::merged_title().to_owned(),
            Stage::Done(_) => words::stopped_title().to_owned(),
            Stage::Asking | Stage::Working => words::restore_title().to_owned(),
        })
    });
    let is_merging = move || is_busy.get() && way.get() == Way::Merge;
    let body = move || match stage.get() {
        Stage::Done(ended) => done(&ended),
        Stage::Asking | Stage::Working if is_merging() => progress(work),
        Stage::Asking | Stage::Working => {
            view! { <Question backup=backup way=way backup_first=backup_first is_busy=is_busy /> }
                .into_any()
        }
    };
    let footer = move || {
        let close = move |_| chosen.set(None);
        if stage.with(|stage| matches!(stage, Stage::Done(_))) {
            let label = spoken(common::close);
            return view! { <Button label=label kind=ButtonKind::Primary on_press=close /> }
                .into_any();
        }
        let (label, kind) = match way.get() {
            Way::Merge => (words::merge(), ButtonKind::Primary),
            Way::Replace => (words::replace(), ButtonKind::Danger),
        };
        view! {
            <Button label=spoken(common::cancel) on_press=close />
            <Button label=label.to_owned() kind=kind disabled=is_busy submit=true />
        }
        .into_any()
    };
    view! {
        <Dialog
            title=title
            on_close=move |()| chosen.set(None)
            on_submit=move |()| submit()
            footer=move || view! { {footer} }
        >
            {body}
        </Dialog>
    }
}

/// What is in the file, and the two ways.
#[component]
fn Question(
    backup: StoredValue<Rc<Workspace>, LocalStorage>,
    way: RwSignal<Way>,
    backup_first: RwSignal<bool>,
    #[prop(into)] is_busy: Signal<bool>,
) -> impl IntoView {
    let counts = backup.with_value(|ws| SHOWN.map(|kind| (kind, ws.count(kind))));
    let rows: Vec<_> = counts
        .into_iter()
        .map(|(kind, count)| {
            view! { <li>{move || counted(kind, count)}</li> }
        })
        .collect();
    let ways = vec![
        RadioOption {
            value: Way::Merge,
            label: words::merge_way,
            text: words::merge_text,
        },
        RadioOption {
            value: Way::Replace,
            label: words::replace_way,
            text: words::replace_text,
        },
    ];
    view! {
        <p>{words::in_this_backup}</p>
        <ul class="restore-counts">{rows}</ul>
        <RadioGroup
            legend=spoken(words::ways)
            value=way
            options=ways
            on_choose=move |chosen| way.set(chosen)
            disabled=is_busy
        />
        <div hidden=move || way.get() != Way::Merge>
            <Checkbox
                checked=backup_first
                label=spoken(words::backup_first)
                disabled=is_busy
                on_change=move |yes| backup_first.set(yes)
            />
        </div>
    }
}

fn counted(kind: Kind, count: u32) -> String {
    let name = match count {
        1 => schema::kind_one(kind),
        _ => schema::kind_many(kind),
    };
    words::count_of(name, count)
}

fn progress(work: Work) -> AnyView {
    let part = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let progress = work.progress;
    view! {
        <Progress
            label=spoken(words::merging)
            done=Signal::derive(move || part(progress.get().0))
            all=Signal::derive(move || part(progress.get().1))
        />
    }
    .into_any()
}

/// What a merge did.
fn done(ended: &Ended) -> AnyView {
    let ended = ended.clone();
    let lines = move || {
        let lines = lines(&ended).into_iter();
        lines
            .map(|line| view! { <li>{line}</li> })
            .collect::<Vec<_>>()
    };
    view! {
        <ul class="plain-list" role="status">
            {lines}
        </ul>
    }
    .into_any()
}

/// What is said of a merge, in the present language.
fn lines(ended: &Ended) -> Vec<String> {
    let Merged {
        came,
        updated,
        fields,
        went,
        unchanged,
    } = &ended.merged;
    let mut lines = Vec::new();
    if !ended.is_whole {
        lines.push(words::merge_stopped().to_owned());
    } else if ended.merged.is_nothing() {
        lines.push(words::nothing_newer().to_owned());
    }
    let list: Vec<String> = came
        .iter()
        .map(|(kind, count)| counted(*kind, *count))
        .collect();
    if !list.is_empty() {
        lines.push(words::came(&list.join(", ")));
    }
    if *updated > 0 {
        lines.push(words::updated(*updated, *fields));
    }
    if *went > 0 {
        lines.push(words::went(*went));
    }
    lines.push(words::unchanged(*unchanged));
    lines.push(match &ended.not_stored {
        Some(reason) => reason_text(reason),
        None => words::all_saved().to_owned(),
    });
    lines
}

/// Shows what was done where the dialog is still there, and says it elsewhere.
fn tell(ended: Ended, stage: RwSignal<Stage>, toasts: Toasts) {
    if let Some(Stage::Done(ended)) = stage.try_set(Stage::Done(ended)) {
        toasts.say(lines(&ended).join(" "));
    }
}

async fn merge(
    state: State,
    backup: &Workspace,
    backup_first: bool,
    work: Work,
) -> Result<Ended, String> {
    if backup_first {
        save_file(state, None).await?;
    }
    Ok(state.merge(backup, work).await)
}

/// A backup of what is here goes to the user first, so that nothing is lost by a wrong file.
/// Whether it was done: up to the last moment the user can change their mind.
async fn replace(state: State, backup: &Workspace, work: Work) -> Result<bool, String> {
    save_file(state, None).await?;
    // The browser takes the download over before the page is opened again.
    idle::sleep_ms(1_500).await;
    if work.is_cancelled() {
        return Ok(false);
    }
    let stored = state.replace_by(backup).await;
    stored.map_err(|reason| reason_text(&reason))?;
    Ok(true)
}
