//! The page "Tickets".

use leptos::prelude::*;

use crate::parts::{EmptyState, IconName};
use crate::shell::frame::PageHeader;
use crate::words::{lists, shell};

/// The page.
#[component]
pub fn Tickets() -> impl IntoView {
    view! {
        <PageHeader title=Signal::derive(|| shell::tickets().to_owned()) />
        <EmptyState
            icon=IconName::Ticket
            title=Signal::derive(|| lists::no_tickets().to_owned())
            text=Signal::derive(|| lists::no_tickets_text().to_owned())
        />
    }
}
