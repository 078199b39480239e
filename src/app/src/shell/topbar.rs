//! The bar above the page: search, theme and language.

use leptos::prelude::*;

use super::saved::SaveIndicator;
use super::search::GlobalSearch;
use super::theme::{Theme, use_theme};
use crate::parts::{IconName, Menu, MenuChoice, MenuHeading};
use crate::words::{Language, language, set_language, shell as words, spoken};

/// The bar above the page.
#[component]
pub fn TopBar() -> impl IntoView {
    view! {
        <header class="topbar">
            <GlobalSearch />
            <div class="topbar-space"></div>
            <SaveIndicator />
            <AppearanceMenu />
        </header>
    }
}

#[component]
fn AppearanceMenu() -> impl IntoView {
    let theme = use_theme();
    let theme_name = |theme| match theme {
        Theme::System => words::theme_system(),
        Theme::Light => words::theme_light(),
        Theme::Dark => words::theme_dark(),
    };
    let themes = move || {
        Theme::ALL.map(|choice| {
            view! {
                <MenuChoice
                    label=Signal::derive(move || theme_name(choice).to_owned())
                    chosen=Signal::derive(move || theme.get() == choice)
                    on_choose=move |()| theme.set(choice)
                />
            }
        })
    };
    let languages = move || {
        Language::ALL.map(|choice| {
            view! {
                <MenuChoice
                    label=Signal::derive(move || choice.own_name().to_owned())
                    lang=choice.tag()
                    chosen=Signal::derive(move || language() == choice)
                    on_choose=move |()| set_language(choice)
                />
            }
        })
    };
    view! {
        <Menu
            icon=IconName::Theme
            label=spoken(words::appearance_and_language)
            at_end=true
            items=move || {
                view! {
                    <MenuHeading label=spoken(words::theme) />
                    {themes().collect_view()}
                    <MenuHeading label=spoken(words::language) />
                    {languages().collect_view()}
                }
            }
        />
    }
}
