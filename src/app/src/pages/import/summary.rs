//! The last step: what was done, and the way back.

use leptos::prelude::*;

use super::check::{counts, rejected, repeated};
use super::rejected::DownloadRejected;
use super::{Job, Step};
use crate::parts::{Button, ButtonKind, When};
use crate::shell::{Route, use_navigation};
use crate::state::importing::decisions;
use crate::state::{Saving, use_actor};
use crate::words::{import as words, spoken};

#[component]
pub(super) fn Summary(job: Job) -> impl IntoView {
    let actor = use_actor();
    let navigation = use_navigation();
    let state = actor.state();
    let Some(report) = job.report.get_untracked() else {
        return ().into_any();
    };
    let table = counts(&report);
    let set_aside = rejected(&report);
    let said_again = repeated(&report);
    let undone = RwSignal::new(false);
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
        {said_again}
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
            <DownloadRejected job=job />
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
