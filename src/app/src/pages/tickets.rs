//! The page "Tickets".

use leptos::prelude::*;

use super::list::ListPage;
use crate::shell::Section;

/// The page.
#[component]
pub fn Tickets() -> impl IntoView {
    view! { <ListPage section=Section::Tickets /> }
}
