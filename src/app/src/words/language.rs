//! The language of the interface.

use std::cell::{Cell, OnceCell};

use leptos::prelude::*;

use crate::platform::intl::Locale;
use crate::platform::{page, prefs};

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    En,
    /// 简体中文.
    Zh,
}

/// Under which name the choice is kept; the page reads it before it paints.
const PREFERENCE: &str = "language";

thread_local! {
    static LANGUAGE: ArcRwSignal<Language> = ArcRwSignal::new(Language::En);
    static SPOKEN: Cell<Option<Language>> = const { Cell::new(None) };
    static LOCALES: OnceCell<[Locale; 2]> = const { OnceCell::new() };
}

impl Language {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// Its BCP 47 tag, as the `lang` attribute wants it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-CN",
        }
    }

    /// Its name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Zh => "简体中文",
        }
    }

    /// The language that a BCP 47 tag asks for: Chinese for `zh` of any region.
    pub fn of_tag(tag: &str) -> Option<Self> {
        match tag.split('-').next()?.to_ascii_lowercase().as_str() {
            "en" => Some(Self::En),
            "zh" => Some(Self::Zh),
            _ => None,
        }
    }
}

/// The present language, as a signal.
pub fn language() -> Language {
    SPOKEN
        .get()
        .unwrap_or_else(|| LANGUAGE.with(|signal| signal.get()))
}

/// Says something in a language, whatever the language of the interface: words and locale within
/// `then` are that language's. What `then` makes is made at once, not in closures that run later.
pub fn in_language<T>(language: Language, then: impl FnOnce() -> T) -> T {
    let before = SPOKEN.replace(Some(language));
    let said = then();
    SPOKEN.set(before);
    said
}

/// The present language with the customs of the user's region: British dates for British readers.
pub fn locale() -> Locale {
    let language = language();
    LOCALES.with(|locales| {
        let locales = locales.get_or_init(|| Language::ALL.map(regional));
        match language {
            Language::En => locales[0],
            Language::Zh => locales[1],
        }
    })
}

/// Changes the language and keeps the choice.
pub fn set_language(language: Language) {
    LANGUAGE.with(|signal| signal.set(language));
    prefs::set(PREFERENCE, &language.tag());
}

/// Takes the kept choice, else what the browser prefers, and keeps the `lang` attribute in step.
pub fn install_language() {
    let kept = prefs::get::<String>(PREFERENCE).and_then(|tag| Language::of_tag(&tag));
    let preferred = || {
        page::languages()
            .iter()
            .find_map(|tag| Language::of_tag(tag))
    };
    let first = kept.or_else(preferred).unwrap_or(Language::En);
    LANGUAGE.with(|signal| signal.set(first));
    Effect::new(|_| page::set_root_attribute("lang", Some(language().tag())));
}

/// The first of the browser's tags in this language, or the language alone.
fn regional(language: Language) -> Locale {
    let tags = if cfg!(target_arch = "wasm32") {
        page::languages()
    } else {
        Vec::new()
    };
    let simplified = |tag: &str| !matches!(tag, "zh-TW" | "zh-HK" | "zh-MO" | "zh-Hant");
    let own = tags
        .into_iter()
        .find(|tag| Language::of_tag(tag) == Some(language) && simplified(tag));
    // At most two tags, once in the life of the page.
    Locale(own.map_or(language.tag(), |tag| Box::leak(tag.into_boxed_str())))
}

/// Does something in a language; for tests.
#[cfg(test)]
pub(crate) fn speaking<T>(language: Language, then: impl FnOnce() -> T) -> T {
    let before = self::language();
    LANGUAGE.with(|signal| signal.set(language));
    let value = then();
    LANGUAGE.with(|signal| signal.set(before));
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_of_any_region_finds_its_language() {
        assert_eq!(Language::of_tag("zh-Hans-CN"), Some(Language::Zh));
        assert_eq!(Language::of_tag("EN-gb"), Some(Language::En));
        assert_eq!(Language::of_tag("de"), None);
        assert_eq!(Language::of_tag(""), None);
    }

    #[test]
    fn what_is_said_in_another_language_ends_with_it() {
        let said = in_language(Language::Zh, || {
            in_language(Language::En, language);
            language()
        });
        assert_eq!((said, language()), (Language::Zh, Language::En));
    }
}
