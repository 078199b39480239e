//! The pages, one file each.

mod board;
mod calendar;
mod companies;
mod contacts;
mod deals;
mod duplicates;
mod first_run;
mod goals;
mod home;
mod import;
mod list;
mod not_found;
mod products;
mod quote;
mod record;
mod reports;
mod settings;
mod tasks;
mod tickets;

pub use record::{RecordPage, RecordPanel};

use leptos::prelude::*;

use crate::shell::sidebar::section_name;
use crate::shell::{Route, Section};
use crate::words::shell;

/// The page that an address shows.
pub fn show(route: &Route) -> AnyView {
    match route {
        Route::Home => first_run::unless_untouched(
            || shell::home().to_owned(),
            || view! { <home::Home /> }.into_any(),
        ),
        Route::List(section) => {
            let section = *section;
            let name = move || section_name(section).to_owned();
            let shown = first_run::unless_untouched(name, move || list(section));
            view! { <record::WithPanel section=section>{shown}</record::WithPanel> }.into_any()
        }
        Route::Record(section, id) => view! { <RecordPage section=*section id=*id /> }.into_any(),
        Route::Reports(dashboard) => {
            view! { <reports::Reports dashboard=dashboard.clone() /> }.into_any()
        }
        Route::Quote(id) => view! { <quote::QuotePage id=*id /> }.into_any(),
        Route::Settings(part) => view! { <settings::Settings part=part.clone() /> }.into_any(),
        Route::Import(section) => view! { <import::Import section=*section /> }.into_any(),
        Route::Duplicates(section) => {
            view! { <duplicates::Duplicates section=*section /> }.into_any()
        }
        Route::Unknown(_) => view! { <not_found::NotFound /> }.into_any(),
    }
}

fn list(section: Section) -> AnyView {
    match section {
        Section::Contacts => view! { <contacts::Contacts /> }.into_any(),
        Section::Companies => view! { <companies::Companies /> }.into_any(),
        Section::Deals => view! { <deals::Deals /> }.into_any(),
        Section::Tickets => view! { <tickets::Tickets /> }.into_any(),
        Section::Tasks => view! { <tasks::Tasks /> }.into_any(),
        Section::Products => view! { <products::Products /> }.into_any(),
    }
}
