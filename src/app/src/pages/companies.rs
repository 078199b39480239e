//! The page "Companies".

use leptos::prelude::*;

use super::list::ListPage;
use crate::shell::Section;

/// The page.
#[component]
pub fn Companies() -> impl IntoView {
    view! { <ListPage section=Section::Companies /> }
}
