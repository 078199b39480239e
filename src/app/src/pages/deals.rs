//! The page "Deals".

use leptos::prelude::*;

use super::board::BoardView;
use super::list::{List, ListPage};
use crate::shell::Section;

/// The page.
#[component]
pub fn Deals() -> impl IntoView {
    view! {
        <ListPage
            section=Section::Deals
            board=|list: List| view! { <BoardView list=list /> }.into_any()
        />
    }
}
