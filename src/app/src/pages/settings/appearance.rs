//! Language and appearance.

use leptos::prelude::*;

use crate::parts::{Field, Select, SelectOption};
use crate::shell::theme::{Theme, use_theme};
use crate::words::{Language, language, set_language, shell, spoken};

/// The part.
#[component]
pub(super) fn Appearance() -> impl IntoView {
    let theme = use_theme();
    let themes = Signal::derive(|| {
        Theme::ALL
            .map(|theme| {
                let label = match theme {
                    Theme::System => shell::theme_system(),
                    Theme::Light => shell::theme_light(),
                    Theme::Dark => shell::theme_dark(),
                };
                SelectOption::new(theme.name().unwrap_or_default(), label)
            })
            .to_vec()
    });
    let languages = Language::ALL.map(|l| SelectOption::new(l.tag(), l.own_name()));
    view! {
        <div class="settings-form">
            <Field label=spoken(shell::language)>
                <Select
                    value=Signal::derive(|| language().tag().to_owned())
                    options=languages.to_vec()
                    on_choose=|tag: String| {
                        if let Some(language) = Language::of_tag(&tag) {
                            set_language(language);
                        }
                    }
                />
            </Field>
            <Field label=spoken(shell::theme)>
                <Select
                    value=Signal::derive(move || theme.get().name().unwrap_or_default().to_owned())
                    options=themes
                    on_choose=move |name: String| theme.set(Theme::of_name(&name))
                />
            </Field>
        </div>
    }
}
