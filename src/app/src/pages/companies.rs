//! The page "Companies".

use leptos::prelude::*;

use crate::parts::{EmptyState, IconName};
use crate::shell::frame::PageHeader;
use crate::words::{lists, shell};

/// The page.
#[component]
pub fn Companies() -> impl IntoView {
    view! {
        <PageHeader title=Signal::derive(|| shell::companies().to_owned()) />
        <EmptyState
            icon=IconName::Building
            title=Signal::derive(|| lists::no_companies().to_owned())
            text=Signal::derive(|| lists::no_companies_text().to_owned())
        />
    }
}
