//! The page "Tasks".

use leptos::prelude::*;

use crate::parts::{EmptyState, IconName};
use crate::shell::frame::PageHeader;
use crate::words::{lists, shell};

/// The page.
#[component]
pub fn Tasks() -> impl IntoView {
    view! {
        <PageHeader title=Signal::derive(|| shell::tasks().to_owned()) />
        <EmptyState
            icon=IconName::Task
            title=Signal::derive(|| lists::no_tasks().to_owned())
            text=Signal::derive(|| lists::no_tasks_text().to_owned())
        />
    }
}
