//! Short marks: a stage, a status, a tag.

use leptos::prelude::*;

/// A colour with a meaning only beside its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neutral.
    #[default]
    Grey,
    /// In progress.
    Blue,
    /// In progress, the other kind.
    Teal,
    /// Good.
    Green,
    /// Soon.
    Amber,
    /// Needs care.
    Orange,
    /// Bad.
    Red,
    /// Special.
    Purple,
}

impl Tone {
    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Grey => "tone-grey",
            Self::Blue => "tone-blue",
            Self::Teal => "tone-teal",
            Self::Green => "tone-green",
            Self::Amber => "tone-amber",
            Self::Orange => "tone-orange",
            Self::Red => "tone-red",
            Self::Purple => "tone-purple",
        }
    }
}

/// A short text on a tint.
#[component]
pub fn Badge(
    /// The text; nothing is shown while it is empty.
    #[prop(into)]
    label: Signal<String>,
    /// Its colour.
    #[prop(optional, into)]
    tone: Signal<Tone>,
) -> impl IntoView {
    view! {
        <span
            class=move || format!("badge {}", tone.get().class())
            hidden=move || label.with(String::is_empty)
        >
            {move || label.get()}
        </span>
    }
}
