//! What is shown at an address that leads nowhere.

use leptos::prelude::*;

use crate::parts::{EmptyState, IconName};
use crate::shell::Route;
use crate::shell::frame::PageHeader;
use crate::words::{shell as words, spoken};

/// The page.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <PageHeader title=spoken(words::not_found) />
        <EmptyState
            icon=IconName::Search
            title=spoken(words::not_found)
            text=spoken(words::not_found_text)
        >
            <a class="button button-primary" href=Route::FIRST.href()>
                {words::go_home}
            </a>
        </EmptyState>
    }
}
