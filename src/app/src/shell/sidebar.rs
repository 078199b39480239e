//! The links to the pages. On a phone the same links are a bar at the bottom.

use leptos::prelude::*;

use super::navigation::use_navigation;
use super::pins::PinnedViews;
use super::route::{Route, SAVED, Section};
use crate::parts::{Icon, IconName, When};
use crate::platform::prefs;
use crate::state::views::use_pins;
use crate::words::{shell as words, spoken};

/// The sections whose links a phone shows beside Home; the others stand behind "More".
const IN_BAR: [Section; 3] = [Section::Contacts, Section::Deals, Section::Tasks];

/// Whether the sidebar shows icons alone.
#[derive(Clone, Copy, Debug)]
pub struct SidebarState(RwSignal<bool>);

/// Under which name the state is kept.
const PREFERENCE: &str = "sidebar-collapsed";

impl SidebarState {
    pub(super) fn install() -> Self {
        let state = Self(RwSignal::new(prefs::get(PREFERENCE).unwrap_or(false)));
        provide_context(state);
        state
    }

    /// Whether it shows icons alone.
    pub fn is_collapsed(self) -> bool {
        self.0.get()
    }

    /// Shows names again, or icons alone.
    pub fn toggle(self) {
        self.0.update(|collapsed| *collapsed = !*collapsed);
        prefs::set(PREFERENCE, &self.0.get_untracked());
    }
}

/// The name of a section's page.
pub fn section_name(section: Section) -> &'static str {
    match section {
        Section::Contacts => words::contacts(),
        Section::Companies => words::companies(),
        Section::Deals => words::deals(),
        Section::Tickets => words::tickets(),
        Section::Tasks => words::tasks(),
        Section::Products => words::products(),
    }
}

/// The icon of a section.
pub fn section_icon(section: Section) -> IconName {
    match section {
        Section::Contacts => IconName::Person,
        Section::Companies => IconName::Building,
        Section::Deals => IconName::Deal,
        Section::Tickets => IconName::Ticket,
        Section::Tasks => IconName::Task,
        Section::Products => IconName::Tag,
    }
}

/// The sidebar.
#[component]
pub fn Sidebar() -> impl IntoView {
    let state = expect_context::<SidebarState>();
    let route = use_navigation().route();
    let is_open = RwSignal::new(false);
    Effect::new(move |_| {
        route.track();
        is_open.set(false);
    });
    let sections = Section::ALL.map(|section| {
        view! {
            <SidebarLink
                route=Route::List(section)
                is_rest=!IN_BAR.contains(&section)
                icon=section_icon(section)
                name=Signal::derive(move || section_name(section).to_owned())
            />
        }
    });
    view! {
        <nav
            class="sidebar"
            aria-label=words::navigation
            data-more=move || is_open.get().then_some("open")
            on:keydown=move |event| {
                if event.key() == "Escape" && is_open.get_untracked() {
                    event.stop_propagation();
                    is_open.set(false);
                }
            }
        >
            <When holds=move || is_open.get()>
                <div class="sidebar-ground" on:click=move |_| is_open.set(false)></div>
            </When>
            <p class="sidebar-brand">
                <img src="./icons/icon.svg" alt="" width="24" height="24" />
                <span class="sidebar-name">{words::app_name}</span>
            </p>
            <ul class="sidebar-links">
                <SidebarLink route=Route::Home icon=IconName::Home name=spoken(words::home) />
                {sections.collect_view()}
                <SidebarLink
                    route=Route::Reports(None)
                    is_rest=true
                    icon=IconName::Chart
                    name=spoken(words::reports)
                />
                <SidebarLink
                    route=Route::Settings(None)
                    is_rest=true
                    icon=IconName::Settings
                    name=spoken(words::settings)
                />
                <li class="sidebar-more">
                    <button
                        type="button"
                        class="sidebar-link"
                        aria-expanded=move || is_open.get().to_string()
                        on:click=move |_| is_open.update(|open| *open = !*open)
                    >
                        <Icon name=IconName::More />
                        <span class="sidebar-name">{words::more_pages}</span>
                    </button>
                </li>
            </ul>
            <PinnedViews />
            <button
                type="button"
                class="sidebar-toggle button button-icon"
                aria-expanded=move || (!state.is_collapsed()).to_string()
                aria-label=move || {
                    if state.is_collapsed() {
                        words::expand_sidebar()
                    } else {
                        words::collapse_sidebar()
                    }
                }
                title=move || {
                    if state.is_collapsed() {
                        words::expand_sidebar()
                    } else {
                        words::collapse_sidebar()
                    }
                }
                on:click=move |_| state.toggle()
            >
                <Icon name=IconName::Sidebar />
            </button>
        </nav>
    }
}

#[component]
fn SidebarLink(
    route: Route,
    icon: IconName,
    name: Signal<String>,
    /// Whether a phone shows it only behind "More".
    #[prop(optional)]
    is_rest: bool,
) -> impl IntoView {
    let navigation = use_navigation();
    let own = route.clone();
    let pins = use_pins();
    let saved = navigation.query(SAVED);
    let is_pinned = move || {
        let id = saved.with(|saved| saved.as_deref()?.parse().ok());
        id.is_some_and(|id| pins.has(id))
    };
    let is_here = Memo::new(move |_| {
        // A pinned view has a link of its own.
        !is_pinned()
            && navigation.route().with(|now| match (&own, now) {
                (Route::Settings(_), Route::Settings(_)) => true,
                (Route::Home, Route::Home) | (Route::Reports(_), Route::Reports(_)) => true,
                (own, now) => own.section().is_some() && own.section() == now.section(),
            })
    });
    view! {
        <li class:is-rest=is_rest>
            <a
                class="sidebar-link"
                href=route.href()
                aria-current=move || is_here.get().then_some("page")
                title=move || name.get()
            >
                <Icon name=icon />
                <span class="sidebar-name">{move || name.get()}</span>
            </a>
        </li>
    }
}
