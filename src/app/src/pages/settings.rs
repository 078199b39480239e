//! The page "Settings": its parts have addresses of their own.

mod appearance;
mod business;
mod currencies;
mod fields;
mod members;
mod pipelines;
mod scoring;
mod shortcuts;
mod stage_form;
mod storage;
mod templates;
mod trash;

use leptos::prelude::*;

use crate::parts::{Icon, IconName, SelectOption};
use crate::platform::{dom, idle, intl, page};
use crate::shell::Route;
use crate::shell::frame::PageHeader;
use crate::state::currencies::currencies;
use crate::words::{currencies as currency_words, locale, mail, settings as words, shell, spoken};

/// A part of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Business,
    Currencies,
    Members,
    Pipelines,
    Fields,
    Scoring,
    Templates,
    Storage,
    Trash,
    Appearance,
    Shortcuts,
}

impl Part {
    /// All, in the order in which they are offered.
    const ALL: [Self; 11] = [
        Self::Business,
        Self::Currencies,
        Self::Members,
        Self::Pipelines,
        Self::Fields,
        Self::Scoring,
        Self::Templates,
        Self::Storage,
        Self::Trash,
        Self::Appearance,
        Self::Shortcuts,
    ];

    /// Its word in addresses.
    fn slug(self) -> &'static str {
        match self {
            Self::Business => "business",
            Self::Currencies => "currencies",
            Self::Members => "members",
            Self::Pipelines => "pipelines",
            Self::Fields => "fields",
            Self::Scoring => "scoring",
            Self::Templates => "templates",
            Self::Storage => "storage",
            Self::Trash => "trash",
            Self::Appearance => "appearance",
            Self::Shortcuts => "shortcuts",
        }
    }

    /// The part with this word; the first for any other.
    fn of_slug(slug: &str) -> Self {
        let named = Self::ALL.into_iter().find(|part| part.slug() == slug);
        named.unwrap_or(Self::Business)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Business => words::business(),
            Self::Currencies => currency_words::title(),
            Self::Members => words::members(),
            Self::Pipelines => words::pipelines(),
            Self::Fields => words::fields(),
            Self::Scoring => words::scoring(),
            Self::Templates => mail::templates(),
            Self::Storage => words::storage(),
            Self::Trash => words::trash(),
            Self::Appearance => words::appearance(),
            Self::Shortcuts => words::shortcuts(),
        }
    }

    fn icon(self) -> IconName {
        match self {
            Self::Business => IconName::Building,
            Self::Currencies => IconName::Globe,
            Self::Members => IconName::Group,
            Self::Pipelines => IconName::Board,
            Self::Fields => IconName::Columns,
            Self::Scoring => IconName::Chart,
            Self::Templates => IconName::Mail,
            Self::Storage => IconName::Archive,
            Self::Trash => IconName::Trash,
            Self::Appearance => IconName::Theme,
            Self::Shortcuts => IconName::List,
        }
    }
}

/// The page.
#[component]
pub fn Settings(
    /// The part that the address names.
    part: Option<String>,
) -> impl IntoView {
    let shown = Part::of_slug(part.as_deref().unwrap_or_default());
    // On a phone the parts are a row that is scrolled.
    idle::before_paint(|| {
        if let Some(link) = page::first(".settings-link[aria-current]") {
            dom::show_near(&link);
        }
    });
    let links = Part::ALL.map(|part| {
        view! {
            <li>
                <a
                    class="settings-link"
                    href=Route::Settings(Some(part.slug().to_owned())).href()
                    aria-current=(part == shown).then_some("page")
                >
                    <Icon name=part.icon() />
                    {move || part.name()}
                </a>
            </li>
        }
    });
    let content = match shown {
        Part::Business => view! { <business::Business /> }.into_any(),
        Part::Currencies => view! { <currencies::Currencies /> }.into_any(),
        Part::Members => view! { <members::Members /> }.into_any(),
        Part::Pipelines => view! { <pipelines::Pipelines /> }.into_any(),
        Part::Fields => view! { <fields::Fields /> }.into_any(),
        Part::Scoring => view! { <scoring::Scoring /> }.into_any(),
        Part::Templates => view! { <templates::Templates /> }.into_any(),
        Part::Storage => view! { <storage::Storage /> }.into_any(),
        Part::Trash => view! { <trash::Trash /> }.into_any(),
        Part::Appearance => view! { <appearance::Appearance /> }.into_any(),
        Part::Shortcuts => view! { <shortcuts::Shortcuts /> }.into_any(),
    };
    view! {
        <PageHeader title=spoken(shell::settings) />
        <div class="settings">
            <nav class="settings-nav" aria-label=shell::settings>
                <ul>{links.collect_view()}</ul>
            </nav>
            <div class="settings-part">
                <h2 class="settings-title">{move || shown.name()}</h2>
                {content}
            </div>
        </div>
    }
}

/// The currencies to choose from, by their names.
pub(super) fn currency_options() -> Vec<SelectOption> {
    let locale = locale();
    currencies()
        .map(|currency| {
            let name = intl::currency_name(locale, currency);
            SelectOption::new(currency.code(), format!("{} · {name}", currency.code()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_survives_its_address_and_an_unknown_one_is_the_first() {
        for part in Part::ALL {
            assert_eq!(Part::of_slug(part.slug()), part);
        }
        assert_eq!(Part::of_slug("nowhere"), Part::Business);
    }
}
