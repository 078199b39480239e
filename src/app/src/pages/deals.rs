//! The page "Deals".

use leptos::prelude::*;

use super::list::ListPage;
use crate::shell::Section;

/// The page.
#[component]
pub fn Deals() -> impl IntoView {
    view! { <ListPage section=Section::Deals board_first=true /> }
}
