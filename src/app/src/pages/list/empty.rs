//! What stands in place of the records while there are none.

use leptos::prelude::*;

use super::List;
use crate::parts::{Button, ButtonKind, EmptyState, IconName};
use crate::shell::sidebar::section_icon;
use crate::shell::{Route, Section};
use crate::state::Phase;
use crate::words::{lists as words, spoken};

/// Why a list is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// The records are still being read.
    Opening,
    /// There are none at all.
    NoRecords,
    /// There are some, but none that is looked for.
    NothingMatches,
    /// Nothing was deleted.
    TrashEmpty,
}

/// The words for an empty list, with the way on.
#[component]
pub(super) fn Empty(list: List) -> impl IntoView {
    let state = list.state();
    let why = Memo::new(move |_| {
        let (trash, narrowed) = list.view.with(|view| (view.trash, view.is_narrowed()));
        if state.phase.get() != Phase::Ready {
            Why::Opening
        } else if trash && !narrowed {
            Why::TrashEmpty
        } else if !trash && state.count(list.kind) == 0 {
            Why::NoRecords
        } else {
            Why::NothingMatches
        }
    });
    let view = move || match why.get() {
        Why::Opening => ().into_any(),
        Why::NoRecords => view! { <NoRecords list=list /> }.into_any(),
        Why::NothingMatches => view! {
            <EmptyState
                icon=IconName::Search
                title=spoken(words::nothing_matches)
                text=spoken(words::nothing_matches_text)
            >
                <Button
                    label=spoken(words::clear_filters)
                    on_press=move |_| list.clear()
                />
            </EmptyState>
        }
        .into_any(),
        Why::TrashEmpty => view! {
            <EmptyState
                icon=IconName::Trash
                title=spoken(words::trash_empty)
                text=spoken(words::trash_empty_text)
            />
        }
        .into_any(),
    };
    view! { {move || view()} }
}

#[component]
fn NoRecords(list: List) -> impl IntoView {
    let section = list.section;
    view! {
        <EmptyState
            icon=section_icon(section)
            title=Signal::derive(move || title(section).to_owned())
            text=Signal::derive(move || text(section).to_owned())
        >
            <Button
                label=Signal::derive(move || first(section).to_owned())
                kind=ButtonKind::Primary
                icon=IconName::Add
                on_press=move |_| list.create()
            />
            <Button
                label=spoken(words::from_file)
                icon=IconName::Upload
                on_press=move |_| list.navigation.go_to(Route::Import(section))
            />
        </EmptyState>
    }
}

fn title(section: Section) -> &'static str {
    match section {
        Section::Contacts => words::no_contacts(),
        Section::Companies => words::no_companies(),
        Section::Deals => words::no_deals(),
        Section::Tickets => words::no_tickets(),
        Section::Tasks => words::no_tasks(),
        Section::Products => words::no_products(),
    }
}

fn text(section: Section) -> &'static str {
    match section {
        Section::Contacts => words::no_contacts_text(),
        Section::Companies => words::no_companies_text(),
        Section::Deals => words::no_deals_text(),
        Section::Tickets => words::no_tickets_text(),
        Section::Tasks => words::no_tasks_text(),
        Section::Products => words::no_products_text(),
    }
}

fn first(section: Section) -> &'static str {
    match section {
        Section::Contacts => words::add_first_contact(),
        Section::Companies => words::add_first_company(),
        Section::Deals => words::add_first_deal(),
        Section::Tickets => words::add_first_ticket(),
        Section::Tasks => words::add_first_task(),
        Section::Products => words::add_first_product(),
    }
}
