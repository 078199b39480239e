//! The pages, one file each.

mod companies;
mod contacts;
mod deals;
mod first_run;
mod not_found;
mod settings;
mod tasks;
mod tickets;

use leptos::prelude::*;

use crate::shell::{Route, Section};

/// The page that an address shows.
pub fn show(route: &Route) -> AnyView {
    match route {
        Route::List(section) => first_run::unless_untouched(*section, list),
        Route::Settings(part) => view! { <settings::Settings part=part.clone() /> }.into_any(),
        Route::Record(..) | Route::Import(_) | Route::Unknown(_) => {
            view! { <not_found::NotFound /> }.into_any()
        }
    }
}

fn list(section: Section) -> AnyView {
    match section {
        Section::Contacts => view! { <contacts::Contacts /> }.into_any(),
        Section::Companies => view! { <companies::Companies /> }.into_any(),
        Section::Deals => view! { <deals::Deals /> }.into_any(),
        Section::Tickets => view! { <tickets::Tickets /> }.into_any(),
        Section::Tasks => view! { <tasks::Tasks /> }.into_any(),
    }
}
