//! The views that are pinned to the sidebar.

use leptos::prelude::*;

use super::navigation::use_navigation;
use super::query::Query;
use super::route::{Address, Route, SAVED, Section};
use super::sidebar::section_icon;
use crate::parts::{Each, Icon};
use crate::state::use_state;
use crate::state::views::{SavedView, use_pins};
use crate::words::views as words;

/// Where a view is shown; `None` for all records.
pub fn address(section: Section, view: Option<&SavedView>) -> Address {
    let mut address = Route::List(section).address();
    if let Some(view) = view {
        let query = Query::parse(&view.definition.query);
        address.query = query.with(SAVED, Some(&view.id.to_string()));
    }
    address
}

/// The views that are pinned to the sidebar.
#[component]
pub fn PinnedViews() -> impl IntoView {
    let state = use_state();
    let pins = use_pins();
    let navigation = use_navigation();
    let saved = navigation.query(SAVED);
    let each = move || {
        let views = pins.views(state).into_iter();
        let linked = views.filter_map(|view| {
            let section = Section::of_kind(view.kind)?;
            Some((address(section, Some(&view)).to_string(), section, view))
        });
        linked.collect::<Vec<_>>()
    };
    view! {
        <ul class="sidebar-links sidebar-pins" aria-label=words::pinned>
            <Each
                each=each
                key=|(href, _, view)| (href.clone(), view.name.clone())
                let:entry
            >
                {
                    let (href, section, view) = entry;
                    let id = view.id.to_string();
                    let is_here = Memo::new(move |_| {
                        saved.with(|saved| saved.as_deref() == Some(&id))
                    });
                    view! {
                        <li>
                            <a
                                class="sidebar-link"
                                href=href
                                title=view.name
                                aria-current=move || is_here.get().then_some("page")
                            >
                                <Icon name=section_icon(section) />
                                <span class="sidebar-name">{view.name.clone()}</span>
                            </a>
                        </li>
                    }
                }
            </Each>
        </ul>
    }
}
