//! What is shown at an address that leads nowhere.

use leptos::prelude::*;

use crate::parts::{EmptyState, IconName};
use crate::shell::Route;
use crate::shell::frame::PageHeader;
use crate::words::shell as words;

/// The page.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <PageHeader title=Signal::derive(|| words::not_found().to_owned()) />
        <EmptyState
            icon=IconName::Search
            title=Signal::derive(|| words::not_found().to_owned())
            text=Signal::derive(|| words::not_found_text().to_owned())
        >
            <a class="button button-primary" href=Route::FIRST.href()>
                {words::go_home}
            </a>
        </EmptyState>
    }
}
