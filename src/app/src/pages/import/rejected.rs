//! The rows that are set aside, taken away to be corrected: a file for each file they come from.

use interchange::export::rejected_csv;
use interchange::plan::Rejected;
use leptos::prelude::*;

use super::Job;
use crate::parts::Button;
use crate::platform::download::download;
use crate::words::{errors, import as words, spoken};

/// The button that downloads them; nothing where there is none.
#[component]
pub(super) fn DownloadRejected(job: Job) -> impl IntoView {
    let any = job.report.with_untracked(|report| {
        report
            .as_ref()
            .is_some_and(|report| !report.rejected.is_empty())
    });
    any.then(|| {
        view! {
            <Button label=spoken(words::download_rejected) on_press=move |_| save(job) />
        }
    })
}

fn save(job: Job) {
    let made = job.report.with_untracked(|report| {
        let Some(report) = report else { return Ok(()) };
        job.files.with_value(|files| {
            files.iter().enumerate().try_for_each(|(index, file)| {
                if !report.rejected.iter().any(|row| row.file == index) {
                    return Ok(());
                }
                let reason = |row: &Rejected| words::reject_reason(&row.reason);
                download(
                    &format!("rejected-{}", file.name()),
                    "text/csv;charset=utf-8",
                    &rejected_csv(file, index, report, reason),
                )
            })
        })
    });
    if made.is_err() {
        job.toasts.error(errors::download_failed());
    }
}
