//! What a page says while there is nothing on it.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// What belongs here, and how to begin.
#[component]
pub fn EmptyState(
    /// A quiet picture.
    icon: IconName,
    /// What is missing.
    #[prop(into)]
    title: Signal<String>,
    /// What belongs here.
    #[prop(optional, into)]
    text: Signal<String>,
    /// The actions.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            <Icon name=icon />
            <p class="empty-title">{move || title.get()}</p>
            <p class="empty-text">{move || text.get()}</p>
            {children
                .map(|children| view! { <div class="empty-actions">{children()}</div> })}
        </div>
    }
}
