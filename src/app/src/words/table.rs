//! The macro that makes functions of a table of messages.

use super::{Language, language};

/// Makes a function of each row; see [the module above](super).
///
/// | row | meaning |
/// |---|---|
/// | `name = "en", "zh";` | a fixed text, a `fn() -> &'static str` |
/// | `name(a: T, ...) = "en {a}", "zh {a}";` | with arguments, each [`Say`](super::Say) |
/// | `name(n: usize, ...) = [n] "one {n}" \| "other {n}", "zh {n}";` | the English form follows `n` |
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident $(($($arg:ident: $ty:ty),* $(,)?))? =
        $([$count:ident])? $en:literal $(| $other:literal)?, $zh:literal;)*) => {
        $($crate::words::table::word! {
            $(#[$doc])* $name ($($($arg: $ty),*)?) [$($count)?] $en [$($other)?] $zh
        })*

        /// Name, English texts and Chinese text of each row.
        #[cfg(test)]
        pub(crate) const ROWS: &[(&str, &[&str], &str)] =
            &[$((stringify!($name), &[$en $(, $other)?], $zh)),*];
    };
}

macro_rules! word {
    ($(#[$doc:meta])* $name:ident () [] $en:literal [] $zh:literal) => {
        $(#[$doc])*
        #[doc = concat!("“", $en, "”")]
        // A pointer, not a function: each function is a type of its own, and what a view does with
        // a text would be compiled again for each.
        #[allow(non_upper_case_globals)]
        pub const $name: fn() -> &'static str = || $crate::words::table::pick(&[$en, $zh]);
    };
    ($(#[$doc:meta])* $name:ident ($($arg:ident: $ty:ty),+) [] $en:literal [] $zh:literal) => {
        $(#[$doc])*
        #[doc = concat!("“", $en, "”")]
        pub fn $name($($arg: $ty),+) -> String {
            $(let $arg = $crate::words::Say::say(&$arg);)+
            match $crate::words::language() {
                $crate::words::Language::En => format!($en),
                $crate::words::Language::Zh => format!($zh),
            }
        }
    };
    ($(#[$doc:meta])* $name:ident ($($arg:ident: $ty:ty),+)
        [$count:ident] $one:literal [$other:literal] $zh:literal) => {
        $(#[$doc])*
        #[doc = concat!("“", $other, "”")]
        pub fn $name($($arg: $ty),+) -> String {
            let is_one = $count == 1;
            $(let $arg = $crate::words::Say::say(&$arg);)+
            match $crate::words::language() {
                $crate::words::Language::En if is_one => format!($one),
                $crate::words::Language::En => format!($other),
                $crate::words::Language::Zh => format!($zh),
            }
        }
    };
}

/// The one of a row's texts, English and Chinese, that is in the present language.
pub(crate) fn pick(texts: &[&'static str; 2]) -> &'static str {
    match language() {
        Language::En => texts[0],
        Language::Zh => texts[1],
    }
}

pub(crate) use {word, words};

#[cfg(test)]
mod tests {
    use crate::words::{self, Language, language::speaking};

    words! {
        plain = "Save", "保存";
        named(name: &str) = "Saved as {name}", "已另存为“{name}”";
        counted(n: usize, place: &str) =
            [n] "{n} record in {place}" | "{n} records in {place}", "{place}中有 {n} 条记录";
    }

    #[test]
    fn a_message_is_said_in_the_present_language() {
        assert_eq!(plain(), "Save");
        speaking(Language::Zh, || {
            assert_eq!(plain(), "保存");
            assert_eq!(named("x"), "已另存为“x”");
            assert_eq!(counted(1, "列表"), "列表中有 1 条记录");
        });
    }

    #[test]
    fn the_english_form_follows_the_count() {
        assert_eq!(counted(1, "x"), "1 record in x");
        assert_eq!(counted(0, "x"), "0 records in x");
        assert_eq!(counted(12_345, "x"), "12,345 records in x");
    }

    #[test]
    fn both_languages_use_the_same_arguments_and_leave_no_text_out() {
        let tables = [
            ("backup", words::backup::ROWS),
            ("board", words::board::ROWS),
            ("charts", words::charts::ROWS),
            ("calendar", words::calendar::ROWS),
            ("common", words::common::ROWS),
            ("currencies", words::currencies::ROWS),
            ("dashboards", words::dashboards::ROWS),
            ("duplicates", words::duplicates::ROWS),
            ("eml", words::eml::ROWS),
            ("errors", words::errors::ROWS),
            ("filters", words::filters::ROWS),
            ("home", words::home::ROWS),
            ("history", words::history::ROWS),
            ("goals", words::goals::ROWS),
            ("import", words::import::ROWS),
            ("lines", words::lines::ROWS),
            ("lists", words::lists::ROWS),
            ("logging", words::logging::ROWS),
            ("mail", words::mail::ROWS),
            ("model", words::model::ROWS),
            ("paper", words::paper::ROWS),
            ("person", words::person::ROWS),
            ("quotes", words::quotes::ROWS),
            ("record", words::record::ROWS),
            ("refusals", words::refusals::ROWS),
            ("reminders", words::reminders::ROWS),
            ("repeat", words::repeat::ROWS),
            ("reports", words::reports::ROWS),
            ("scoring", words::scoring::ROWS),
            ("saving", words::saving::ROWS),
            ("settings", words::settings::ROWS),
            ("setup", words::setup::ROWS),
            ("shell", words::shell::ROWS),
            ("tasks", words::tasks::ROWS),
            ("tickets", words::tickets::ROWS),
            ("views", words::views::ROWS),
            ("table", ROWS),
        ];
        for (table, rows) in tables {
            for (name, en, zh) in rows {
                assert!(!zh.is_empty(), "{table}::{name} has no Chinese text");
                for text in *en {
                    assert!(!text.is_empty(), "{table}::{name} has no English text");
                }
                let last = en.last().map_or("", |text| *text);
                assert_eq!(
                    arguments(last),
                    arguments(zh),
                    "{table}::{name} uses other arguments in Chinese"
                );
            }
        }
    }

    /// The names between braces, in order of the alphabet.
    fn arguments(text: &str) -> Vec<&str> {
        let mut names: Vec<&str> = text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}
