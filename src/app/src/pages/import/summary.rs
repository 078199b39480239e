//! The last step: what was done, and the way back.

use interchange::export::rejected_csv;
use leptos::prelude::*;

use super::check::{counts, rejected};
use super::{Job, Step};
use crate::parts::{Button, ButtonKind, When, use_toasts};
use crate::platform::download::download;
use crate::shell::{Route, use_navigation};
use crate::state::importing::decisions;
use crate::state::{Saving, use_actor};
use crate::words::{errors, import as words, spoken};

#[component]
pub(super) fn Summary(job: Job) -> impl IntoView {
    let actor = use_actor();
    let toasts = use_toasts();
    let navigation = use_navigation();
    let state = actor.state();
    let Some(report) = job.report.get_untracked() else {
        return ().into_any();
    };
    let has_rejected = !report.rejected.is_empty();
    let table = counts(&report);
    let set_aside = rejected(&report);
    let undone = RwSignal::new(false);
    let save_rejected = move || {
        let made = job.files.with_value(|files| {
            files.iter().enumerate().try_for_each(|(index, file)| {
                if !report.rejected.iter().any(|r| r.file == index) {
                    return Ok(());
                }
                let reason = |row: &interchange::plan::Rejected| words::reject_reason(&row.reason);
                let bytes = rejected_csv(file, index, &report, reason);
                download(
                    &format!("rejected-{}", file.name()),
                    "text/csv;charset=utf-8",
                    &bytes,
                )
            })
        });
        if made.is_err() {
            toasts.error(errors::download_failed());
        }
    };
    let again = move || {
        job.files.set_value(Vec::new());
        job.mappings.set(Vec::new());
        job.decisions.set(decisions(state));
        job.step.set(Step::Files);
    };
    let saved = move || match state.saving.get() {
        Saving::Saved => words::done_saved(),
        _ => words::done_saving(),
    };
    view! {
        <h2>{words::done_title}</h2>
        <p role="status">{move || saved()}</p>
        {table}
        {set_aside}
        <div class="import-actions">
            <When holds=move || !undone.get()>
                <Button
                    label=spoken(words::undo_import)
                    on_press=move |_| {
                        undone.set(true);
                        actor.undo();
                    }
                />
            </When>
            {has_rejected
                .then(|| {
                    view! {
                        <Button
                            label=spoken(words::download_rejected)
                            on_press=move |_| save_rejected()
                        />
                    }
                })}
            <Button
                label=spoken(words::another)
                on_press=move |_| again()
            />
            <Button
                kind=ButtonKind::Primary
                label=spoken(words::show_records)
                on_press=move |_| navigation.go_to(Route::List(job.section))
            />
        </div>
    }
    .into_any()
}
