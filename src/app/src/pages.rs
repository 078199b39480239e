//! The pages, one file each.

mod companies;
mod contacts;
mod deals;
mod not_found;
mod settings;
mod tasks;
mod tickets;

use leptos::prelude::*;

use crate::shell::{Route, Section};

/// The page that an address shows.
pub fn show(route: &Route) -> AnyView {
    match route {
        Route::List(Section::Contacts) => view! { <contacts::Contacts /> }.into_any(),
        Route::List(Section::Companies) => view! { <companies::Companies /> }.into_any(),
        Route::List(Section::Deals) => view! { <deals::Deals /> }.into_any(),
        Route::List(Section::Tickets) => view! { <tickets::Tickets /> }.into_any(),
        Route::List(Section::Tasks) => view! { <tasks::Tasks /> }.into_any(),
        Route::Settings(part) => view! { <settings::Settings part=part.clone() /> }.into_any(),
        Route::Record(..) | Route::Import(_) | Route::Unknown(_) => {
            view! { <not_found::NotFound /> }.into_any()
        }
    }
}
