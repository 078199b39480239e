//! What the user has to know, above the page until it is dealt with: data that doesn't outlive the
//! tab, damage, edits that met, a workspace replaced elsewhere, and that the data is a sample.

use leptos::prelude::*;
use workspace::{Command, Conflict};

use crate::parts::{
    Button, ButtonKind, Each, Icon, IconButton, IconName, Progress, When, use_toasts,
};
use crate::platform::page;
use crate::records;
use crate::state::setup::{has_sample, kept_of_sample, removal_of_sample, use_sample_work};
use crate::state::{Notice, Phase, State, use_actor, use_state};
use crate::words::{common, errors, schema, setup, shell as words, spoken};

/// The notices, between the top bar and the page. The region is always there, so that a screen
/// reader speaks what comes into it.
#[component]
pub fn Notices() -> impl IntoView {
    let state = use_state();
    let work = use_sample_work();
    let figure = move |pick: fn((usize, usize)) -> usize| {
        Signal::derive(move || work.progress.get().map(pick).unwrap_or_default())
    };
    view! {
        <section class="notices" aria-label=words::notices>
            <div role="alert">
                <Each
                    each=move || state.notices.get()
                    key=|notice| format!("{notice:?}")
                    let:notice
                >
                    <NoticeView notice=notice />
                </Each>
            </div>
            <When holds=move || work.progress.with(Option::is_some)>
                <div class="notice">
                    <Progress
                        label=spoken(setup::adding_sample)
                        done=figure(|(done, _)| done)
                        all=figure(|(_, all)| all)
                        on_cancel=move |()| work.cancelled.set(true)
                    />
                </div>
            </When>
            <SampleBanner />
        </section>
    }
}

#[component]
fn NoticeView(notice: Notice) -> impl IntoView {
    let state = use_state();
    let own = notice.clone();
    // It stays as long as it is true.
    let stays = matches!(notice, Notice::MemoryOnly { .. } | Notice::Waiting);
    let dismiss = move || state.dismiss(&own);
    let (text, action): (Signal<String>, Option<AnyView>) = match notice {
        Notice::MemoryOnly { reason } => {
            (Signal::derive(move || words::memory_only(&reason)), None)
        }
        Notice::Waiting => (spoken(words::waiting), None),
        Notice::Damaged { place, reason } => (
            Signal::derive(move || words::damaged(&place, &reason)),
            None,
        ),
        Notice::Replaced => (
            spoken(words::replaced),
            Some(
                view! {
                    <Button
                        label=spoken(errors::reload)
                        on_press=|_| page::reload()
                    />
                }
                .into_any(),
            ),
        ),
        Notice::Conflict(conflict) => {
            let told = conflict.clone();
            let close = dismiss.clone();
            (
                Signal::derive(move || conflict_text(state, &told)),
                Some(view! { <UseOther conflict=conflict close=close /> }.into_any()),
            )
        }
    };
    view! {
        <div class="notice">
            <Icon name=IconName::Alert />
            <p class="notice-text">{move || text.get()}</p>
            {action}
            {(!stays)
                .then(|| {
                    view! {
                        <IconButton
                            icon=IconName::Close
                            label=spoken(common::dismiss)
                            on_press=move |_| dismiss()
                        />
                    }
                })}
        </div>
    }
}

/// Sets the field to the value that does not hold.
#[component]
fn UseOther(conflict: Conflict, close: impl Fn() + Send + Sync + 'static) -> impl IntoView {
    let actor = use_actor();
    let choose = move |_| {
        let command = Command::Edit {
            kind: conflict.kind,
            record: conflict.record,
            values: vec![(conflict.field, conflict.lost.clone())],
        };
        if actor.run(command, words::other_value_used()) {
            close();
        }
    };
    view! {
        <Button label=spoken(words::use_other_value) on_press=choose />
    }
}

fn conflict_text(state: State, conflict: &Conflict) -> String {
    let Conflict {
        kind,
        record,
        field,
        lost,
        ..
    } = conflict;
    let name = state.name(*kind, *record);
    let field_name = state.with(|ws| schema::field_of(ws.schema(), *kind, *field));
    let value = match (lost, state.field(*kind, *field)) {
        (Some(value), Some(def)) => records::text(state, &def, value),
        _ => common::not_set().to_owned(),
    };
    words::conflict(&name, &field_name, &value)
}

/// Says that the data is a sample, and takes it away.
#[component]
fn SampleBanner() -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let toasts = use_toasts();
    let work = use_sample_work();
    let removed = RwSignal::new(0u32);
    // Members and articles are few; removing by the button below moves `removed`.
    let is_sample = Memo::new(move |_| {
        removed.track();
        state.track_kind(record::Kind::MEMBER);
        state.track_kind(record::Kind::ARTICLE);
        let idle = work.progress.with(Option::is_none);
        idle && state.phase.get() == Phase::Ready && state.with(has_sample)
    });
    let remove = move |_| {
        let kept = state.with(|ws| kept_of_sample(ws).len());
        let command = state.with(removal_of_sample);
        if actor.quietly(command) {
            let said = match kept {
                0 => setup::sample_removed().to_owned(),
                kept => setup::sample_removed_but(kept),
            };
            toasts.undoable(said, move || actor.undo());
        }
        removed.update(|n| *n += 1);
    };
    view! {
        <When holds=move || is_sample.get()>
            <div class="notice notice-sample">
                <Icon name=IconName::Spark />
                <p class="notice-text">{setup::sample_banner}</p>
                <Button
                    kind=ButtonKind::Quiet
                    label=spoken(setup::remove_sample)
                    on_press=remove
                />
            </div>
        </When>
    }
}
