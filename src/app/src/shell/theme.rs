//! Light or dark.

use leptos::prelude::*;

use crate::platform::{page, prefs};

/// Which colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// What the device asks for.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Under which name the choice is kept; the page reads it before it paints.
const PREFERENCE: &str = "theme";

/// The choice of theme, as a signal.
#[derive(Clone, Copy, Debug)]
pub struct ThemeChoice(RwSignal<Theme>);

impl Theme {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The value of the attribute `data-theme`, and of the preference.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// The theme of a kept preference.
    pub fn of_name(name: &str) -> Self {
        let named = Self::ALL.into_iter().find(|t| t.name() == Some(name));
        named.unwrap_or(Self::System)
    }
}

impl ThemeChoice {
    /// The present choice.
    pub fn get(self) -> Theme {
        self.0.get()
    }

    /// Chooses, and keeps the choice.
    pub fn set(self, theme: Theme) {
        self.0.set(theme);
        match theme.name() {
            Some(name) => prefs::set(PREFERENCE, &name),
            None => prefs::remove(PREFERENCE),
        }
    }

    /// From what is seen now to the other.
    pub fn toggle(self) {
        let is_dark = match self.0.get_untracked() {
            Theme::Dark => true,
            Theme::Light => false,
            Theme::System => page::media_matches("(prefers-color-scheme: dark)"),
        };
        self.set(if is_dark { Theme::Light } else { Theme::Dark });
    }
}

/// The choice of theme, from anywhere below the frame.
pub fn use_theme() -> ThemeChoice {
    expect_context()
}

/// Takes the kept choice and keeps the page in step with it.
pub(super) fn install_theme() -> ThemeChoice {
    let kept = prefs::get::<String>(PREFERENCE);
    let choice = ThemeChoice(RwSignal::new(
        kept.map_or(Theme::System, |name| Theme::of_name(&name)),
    ));
    provide_context(choice);
    Effect::new(move |_| page::set_root_attribute("data-theme", choice.get().name()));
    choice
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_survives_its_name_and_an_unknown_name_is_the_devices_choice() {
        for theme in Theme::ALL {
            assert_eq!(Theme::of_name(theme.name().unwrap_or_default()), theme);
        }
        assert_eq!(Theme::of_name("sepia"), Theme::System);
    }
}
