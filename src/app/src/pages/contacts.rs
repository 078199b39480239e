//! The page "Contacts".

use leptos::prelude::*;

use super::list::ListPage;
use crate::shell::Section;

/// The page.
#[component]
pub fn Contacts() -> impl IntoView {
    view! { <ListPage section=Section::Contacts /> }
}
