//! The page "Products".

use leptos::prelude::*;

use super::list::ListPage;
use crate::shell::Section;

/// The page.
#[component]
pub fn Products() -> impl IntoView {
    view! { <ListPage section=Section::Products /> }
}
