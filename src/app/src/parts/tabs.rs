//! Tabs over panels of one page.

use leptos::prelude::*;

use crate::parts::Each;
use crate::platform::page;

/// A tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// What the program knows it by: letters and hyphens.
    pub key: &'static str,
    /// What the user reads.
    pub label: String,
    /// A count beside the label.
    pub count: Option<usize>,
}

/// A row of tabs. The panels are [`TabPanel`]s with the same `id`.
#[component]
pub fn Tabs(
    /// A name that no other tabs of the page have.
    id: &'static str,
    /// What they are for.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// The key of the tab that is shown.
    #[prop(into)]
    chosen: Signal<&'static str>,
    /// Hears the key of the tab that the user wants.
    #[prop(into)]
    on_choose: Callback<&'static str>,
) -> impl IntoView {
    let choose_near = move |step: isize| {
        let keys: Vec<&str> = tabs.with_untracked(|tabs| tabs.iter().map(|t| t.key).collect());
        let at = keys.iter().position(|key| *key == chosen.get_untracked());
        let count = keys.len() as isize;
        let Some(next) = at.map(|at| (at as isize + step).rem_euclid(count.max(1))) else {
            return;
        };
        if let Some(key) = keys.get(next as usize) {
            on_choose.run(key);
            page::focus_first(&format!("#{}", tab_id(id, key)));
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=move || label.get()>
            <Each each=move || tabs.get() key=|tab| (tab.key, tab.label.clone(), tab.count) let:tab>
                <button
                    type="button"
                    class="tab"
                    role="tab"
                    id=tab_id(id, tab.key)
                    aria-controls=panel_id(id, tab.key)
                    aria-selected=move || (chosen.get() == tab.key).to_string()
                    tabindex=move || if chosen.get() == tab.key { "0" } else { "-1" }
                    on:click=move |_| on_choose.run(tab.key)
                    on:keydown=move |event| {
                        match event.key().as_str() {
                            "ArrowLeft" => choose_near(-1),
                            "ArrowRight" => choose_near(1),
                            _ => return,
                        }
                        event.prevent_default();
                    }
                >
                    {tab.label.clone()}
                    {tab.count.map(|count| view! { <span class="tab-count">{count}</span> })}
                </button>
            </Each>
        </div>
    }
}

/// The panel of a tab; made when the tab is first shown, gone when another is.
#[component]
pub fn TabPanel(
    /// The name of the tabs.
    id: &'static str,
    /// The key of its tab.
    tab: &'static str,
    /// The key of the tab that is shown.
    #[prop(into)]
    chosen: Signal<&'static str>,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let is_chosen = Memo::new(move |_| chosen.get() == tab);
    view! {
        <div
            class="tab-panel"
            role="tabpanel"
            id=panel_id(id, tab)
            aria-labelledby=tab_id(id, tab)
            tabindex="0"
            hidden=move || !is_chosen.get()
        >
            {move || is_chosen.get().then(|| children())}
        </div>
    }
}

fn tab_id(tabs: &str, key: &str) -> String {
    format!("{tabs}-tab-{key}")
}

fn panel_id(tabs: &str, key: &str) -> String {
    format!("{tabs}-panel-{key}")
}
