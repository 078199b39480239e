//! The page "Contacts".

use leptos::prelude::*;

use crate::parts::{EmptyState, IconName};
use crate::shell::frame::PageHeader;
use crate::words::{lists, shell};

/// The page.
#[component]
pub fn Contacts() -> impl IntoView {
    view! {
        <PageHeader title=Signal::derive(|| shell::contacts().to_owned()) />
        <EmptyState
            icon=IconName::Person
            title=Signal::derive(|| lists::no_contacts().to_owned())
            text=Signal::derive(|| lists::no_contacts_text().to_owned())
        />
    }
}
