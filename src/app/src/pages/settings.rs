//! The page "Settings".

use leptos::prelude::*;

use crate::parts::{Field, Select, SelectOption};
use crate::shell::frame::PageHeader;
use crate::shell::theme::{Theme, use_theme};
use crate::words::{Language, language, set_language, settings as words, shell};

/// The page.
#[component]
pub fn Settings(
    /// The part that the address names.
    part: Option<String>,
) -> impl IntoView {
    let _ = part;
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
        <PageHeader title=Signal::derive(|| shell::settings().to_owned()) />
        <section class="settings-section" aria-labelledby="settings-appearance">
            <h2 id="settings-appearance">{words::appearance}</h2>
            <Field label=Signal::derive(|| shell::theme().to_owned())>
                <Select
                    value=Signal::derive(move || theme.get().name().unwrap_or_default().to_owned())
                    options=themes
                    on_choose=move |name: String| theme.set(Theme::of_name(&name))
                />
            </Field>
            <Field label=Signal::derive(|| shell::language().to_owned())>
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
        </section>
    }
}
