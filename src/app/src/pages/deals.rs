//! The page "Deals".

use leptos::prelude::*;

use crate::parts::{EmptyState, IconName};
use crate::shell::frame::PageHeader;
use crate::words::{lists, shell};

/// The page.
#[component]
pub fn Deals() -> impl IntoView {
    view! {
        <PageHeader title=Signal::derive(|| shell::deals().to_owned()) />
        <EmptyState
            icon=IconName::Deal
            title=Signal::derive(|| lists::no_deals().to_owned())
            text=Signal::derive(|| lists::no_deals_text().to_owned())
        />
    }
}
