//! Menus: a button, and actions that come up beside it.

use leptos::context::Provider;
use leptos::html;
use leptos::prelude::*;

use super::alive::Alive;
use super::icon::{Icon, IconName};
use crate::platform::dom::{self, Align, Element};
use crate::platform::{idle, page};
use crate::words::{common, spoken};

/// What an item needs of its menu.
#[derive(Clone)]
struct MenuContext {
    menu: NodeRef<html::Div>,
}

impl MenuContext {
    fn close(&self) {
        if let Some(menu) = self.menu.get_untracked() {
            let _ = menu.hide_popover();
        }
    }
}

/// A button with a menu. The browser opens and closes it (Popover), puts it over everything else
/// and gives the focus back; arrows, Home, End and letters move within it.
#[component]
pub fn Menu(
    /// The button's name; shown as its text where there is no icon.
    #[prop(into)]
    label: Signal<String>,
    /// An icon instead of the text.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// Whether its right edge lies on the button's right edge.
    #[prop(optional)]
    at_end: bool,
    /// Whether the button has a frame.
    #[prop(optional)]
    framed: bool,
    /// The items; made each time the menu opens.
    #[prop(into)]
    items: ViewFn,
) -> impl IntoView {
    let id = dom::unique_id("menu");
    let button = NodeRef::<html::Button>::new();
    let menu = NodeRef::<html::Div>::new();
    let is_open = RwSignal::new(false);
    let align = if at_end { Align::End } else { Align::Start };
    let anchor = Callback::new(move |()| button.get_untracked().map(Element::from));
    let class = match (icon.is_some(), framed) {
        (true, _) => "button button-icon",
        (false, true) => "button",
        (false, false) => "button button-quiet",
    };
    view! {
        <button
            type="button"
            class=class
            popovertarget=id.clone()
            aria-haspopup="menu"
            aria-expanded=move || is_open.get().to_string()
            aria-label=move || icon.is_some().then(|| label.get())
            title=move || icon.is_some().then(|| label.get())
            node_ref=button
        >
            {match icon {
                Some(icon) => view! { <Icon name=icon /> }.into_any(),
                None => {
                    view! {
                        <span>{move || label.get()}</span>
                        <Icon name=IconName::ChevronDown />
                    }
                        .into_any()
                }
            }}
        </button>
        <Items
            id=id
            label=label
            menu=menu
            is_open=is_open
            anchor=anchor
            align=align
            items=items
        />
    }
}

/// A menu without a button of its own: it comes up at an element when `is_open` becomes true, and
/// says there when it was closed. The focus goes back to where it was.
#[component]
pub fn ContextMenu(
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is open.
    is_open: RwSignal<bool>,
    /// The selector of the element that it comes up at.
    anchor: &'static str,
    /// The items; made each time the menu opens.
    #[prop(into)]
    items: ViewFn,
) -> impl IntoView {
    let menu = NodeRef::<html::Div>::new();
    let alive = Alive::here();
    Effect::new(move |_| {
        if !is_open.get() {
            return;
        }
        // A press that opens the menu must have ended, or its end would close it again.
        idle::before_paint(move || {
            if alive.lasts()
                && let Some(menu) = menu.get_untracked()
            {
                let _ = menu.show_popover();
            }
        });
    });
    view! {
        <Items
            id=dom::unique_id("menu")
            label=label
            menu=menu
            is_open=is_open
            anchor=Callback::new(move |()| page::first(anchor).map(Element::from))
            align=Align::End
            items=items
        />
    }
}

/// What comes up.
#[component]
fn Items(
    id: String,
    label: Signal<String>,
    menu: NodeRef<html::Div>,
    is_open: RwSignal<bool>,
    anchor: Callback<(), Option<Element>>,
    align: Align,
    items: ViewFn,
) -> impl IntoView {
    let alive = Alive::here();
    let toggled = move || {
        if !alive.lasts() {
            return;
        }
        let Some(element) = menu.get_untracked() else {
            return;
        };
        let opened = element.matches(":popover-open").unwrap_or(false);
        is_open.set(opened);
        if opened {
            idle::before_paint(move || {
                if !alive.lasts() {
                    return;
                }
                if let Some((anchor, menu)) = anchor.run(()).zip(menu.get_untracked()) {
                    dom::place(&anchor, &menu, align);
                    focus_item(&menu, |_, _| 0);
                }
            });
        }
    };
    view! {
        <div
            class="menu floating"
            popover="auto"
            role="menu"
            id=id
            aria-label=move || label.get()
            node_ref=menu
            on:toggle=move |_| toggled()
            on:keydown=move |event| {
                event.stop_propagation();
                let Some(menu) = menu.get_untracked() else { return };
                match event.key().as_str() {
                    "ArrowDown" => focus_item(&menu, |now, count| (now + 1) % count),
                    "ArrowUp" => focus_item(&menu, |now, count| (now + count - 1) % count),
                    "Home" => focus_item(&menu, |_, _| 0),
                    "End" => focus_item(&menu, |_, count| count - 1),
                    "Tab" => {
                        let _ = menu.hide_popover();
                    }
                    key if key.chars().count() == 1 && key != " " => focus_letter(&menu, key),
                    _ => return,
                }
                event.prevent_default();
            }
        >
            <Provider value=MenuContext { menu }>
                {move || is_open.get().then(|| items.run())}
            </Provider>
        </div>
    }
}

/// An action of a menu.
#[component]
pub fn MenuItem(
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// An icon before it.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// Its keys, shown at the right.
    #[prop(optional, into)]
    keys: MaybeProp<String>,
    /// Whether it takes something away.
    #[prop(optional)]
    danger: bool,
    /// Whether it can't be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What it does, after the menu is closed.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let context = expect_context::<MenuContext>();
    view! {
        <button
            type="button"
            role="menuitem"
            class="menu-item"
            class:menu-danger=danger
            tabindex="-1"
            disabled=move || disabled.get()
            on:click=move |_| {
                context.close();
                on_press.run(());
            }
        >
            {icon.map(|icon| view! { <Icon name=icon /> })}
            <span class="menu-label">{move || label.get()}</span>
            {move || keys.get().map(|keys| view! { <kbd class="menu-keys">{keys}</kbd> })}
        </button>
    }
}

/// One of several choices of a menu.
#[component]
pub fn MenuChoice(
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// The language of the name, where it is another than the page's.
    #[prop(optional, into)]
    lang: Option<&'static str>,
    /// Whether it is the present choice.
    #[prop(into)]
    chosen: Signal<bool>,
    /// Whether several can be chosen at once; the menu then stays open.
    #[prop(optional)]
    multiple: bool,
    /// Chooses it.
    #[prop(into)]
    on_choose: Callback<()>,
) -> impl IntoView {
    let context = expect_context::<MenuContext>();
    view! {
        <button
            type="button"
            role=if multiple { "menuitemcheckbox" } else { "menuitemradio" }
            class="menu-item"
            tabindex="-1"
            lang=lang
            aria-checked=move || chosen.get().to_string()
            on:click=move |_| {
                if !multiple {
                    context.close();
                }
                on_choose.run(());
            }
        >
            <span class="menu-check">
                {move || chosen.get().then(|| view! { <Icon name=IconName::Check /> })}
            </span>
            <span class="menu-label">{move || label.get()}</span>
        </button>
    }
}

/// A name above some items.
#[component]
pub fn MenuHeading(
    /// The name.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="menu-heading" role="presentation">
            {move || label.get()}
        </div>
    }
}

/// A line between items.
#[component]
pub fn MenuSeparator() -> impl IntoView {
    view! { <div class="menu-separator" role="separator"></div> }
}

const ITEMS: &str = "[role^='menuitem']:not(:disabled)";

fn focus_item(menu: &dom::HtmlElement, next: impl FnOnce(usize, usize) -> usize) {
    let items = dom::all(menu, ITEMS);
    if items.is_empty() {
        return;
    }
    let focused = page::focused();
    let now = items
        .iter()
        .position(|item| focused.as_ref().is_some_and(|f| f.is_same_node(Some(item))));
    let to = next(now.unwrap_or(items.len() - 1), items.len());
    if let Some(item) = items.get(to) {
        let _ = item.focus();
    }
}

/// The next item whose name begins with a letter.
fn focus_letter(menu: &dom::HtmlElement, letter: &str) {
    let items = dom::all(menu, ITEMS);
    let focused = page::focused();
    let now = items
        .iter()
        .position(|item| focused.as_ref().is_some_and(|f| f.is_same_node(Some(item))));
    let after = now.map_or(0, |now| now + 1);
    let begins = |item: &&dom::HtmlElement| {
        let text = item.text_content().unwrap_or_default();
        text.trim()
            .to_lowercase()
            .starts_with(&letter.to_lowercase())
    };
    let later = items.iter().skip(after).find(begins);
    if let Some(item) = later.or_else(|| items.iter().find(begins)) {
        let _ = item.focus();
    }
}

/// The menu of a thing that can be changed and taken away.
#[component]
pub fn EditMenu(
    /// The name of the button.
    #[prop(into)]
    label: Signal<String>,
    /// Begins to change it.
    #[prop(into)]
    on_edit: Callback<()>,
    /// Takes it away.
    #[prop(into)]
    on_delete: Callback<()>,
) -> impl IntoView {
    view! {
        <Menu
            icon=IconName::More
            label=label
            at_end=true
            items=move || {
                view! {
                    <MenuItem
                        icon=IconName::Edit
                        label=spoken(common::edit)
                        on_press=move |()| on_edit.run(())
                    />
                    <MenuItem
                        icon=IconName::Trash
                        danger=true
                        label=spoken(common::delete)
                        on_press=move |()| on_delete.run(())
                    />
                }
            }
        />
    }
}
