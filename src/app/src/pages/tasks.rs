//! The page "Tasks".

use leptos::prelude::*;

use super::list::ListPage;
use crate::shell::Section;

/// The page.
#[component]
pub fn Tasks() -> impl IntoView {
    view! { <ListPage section=Section::Tasks /> }
}
