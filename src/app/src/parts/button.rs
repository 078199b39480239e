//! Buttons.

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// How much a button calls for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one main action of a page or dialog.
    Primary,
    /// Every other action.
    #[default]
    Plain,
    /// Takes something away.
    Danger,
    /// Without a frame, for actions inside lists and toolbars.
    Quiet,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Plain => "button",
            Self::Danger => "button button-danger",
            Self::Quiet => "button button-quiet",
        }
    }
}

/// A button with a text and perhaps an icon before it.
#[component]
pub fn Button(
    /// The text.
    #[prop(into)]
    label: Signal<String>,
    /// How much it calls for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the text.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// Its name where the text alone, read without what stands around, would say too little.
    #[prop(optional, into)]
    name: MaybeProp<String>,
    /// Its keys, shown in its tooltip: `Shortcut::names` joined.
    #[prop(optional, into)]
    keys: Option<String>,
    /// Whether it can't be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether it sends the form that it stands in.
    #[prop(optional)]
    submit: bool,
    /// What it does.
    #[prop(optional, into)]
    on_press: Option<Callback<MouseEvent>>,
    /// The element, for focus and for placing things at it.
    #[prop(optional)]
    node_ref: NodeRef<html::Button>,
) -> impl IntoView {
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.class()
            disabled=move || disabled.get()
            title=keys
            aria-label=move || name.get()
            node_ref=node_ref
            on:click=move |event| {
                if let Some(on_press) = on_press {
                    on_press.run(event);
                }
            }
        >
            {icon.map(|icon| view! { <Icon name=icon /> })}
            <span>{move || label.get()}</span>
        </button>
    }
}

/// A button that shows an icon alone; its name is its tooltip.
#[component]
pub fn IconButton(
    /// The icon.
    #[prop(into)]
    icon: Signal<IconName>,
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is switched on, for a button that stays down.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// Whether it can't be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether the Tab key passes it by, where arrows lead to it or a shortcut does the same.
    #[prop(optional)]
    skip_tab: bool,
    /// What it does.
    #[prop(into)]
    on_press: Callback<MouseEvent>,
    /// The element.
    #[prop(optional)]
    node_ref: NodeRef<html::Button>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button button-icon"
            aria-label=move || label.get()
            title=move || label.get()
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            tabindex=skip_tab.then_some("-1")
            disabled=move || disabled.get()
            node_ref=node_ref
            on:click=move |event| on_press.run(event)
        >
            <Icon name=icon />
        </button>
    }
}
