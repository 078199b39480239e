//! Everything the application says, in English and 简体中文.
//!
//! A page's words lie in a file of its own below. Each row of a [`words!`] table has both languages
//! and its arguments with their types, so a row without one of them doesn't compile:
//!
//! ```ignore
//! words! {
//!     new_contact = "New contact", "新建联系人";
//!     saved_as(name: &str) = "Saved as {name}", "已另存为“{name}”";
//!     selected(n: usize) = [n] "{n} record selected" | "{n} records selected", "已选择 {n} 条记录";
//! }
//! ```
//!
//! A row becomes a function of its name that returns `&'static str` without arguments and `String`
//! with them. It reads the language as a signal: called in a closure of a view, the text follows a
//! change of language. Arguments are written by [`Say`]: numbers get the locale's groups. As a
//! property of a part, a row without arguments is given as [`spoken`].
//!
//! No argument is named like a row without arguments of the same table.

use leptos::prelude::*;

mod language;
mod say;
mod table;

pub mod backup;
pub mod board;
pub mod calendar;
pub mod charts;
pub mod common;
pub mod currencies;
pub mod dashboards;
pub mod duplicates;
pub mod eml;
pub mod errors;
pub mod filters;
pub mod goals;
pub mod history;
pub mod home;
pub mod import;
pub mod lines;
pub mod lists;
pub mod logging;
pub mod mail;
pub mod model;
pub mod paper;
pub mod person;
pub mod quotes;
pub mod record;
pub mod refusals;
pub mod reminders;
pub mod repeat;
pub mod reports;
pub mod saving;
pub mod schema;
pub mod scoring;
pub mod settings;
pub mod setup;
pub mod shell;
pub mod tasks;
pub mod tickets;
pub mod views;

#[cfg(test)]
pub(crate) use language::speaking;
pub use language::{Language, in_language, install_language, language, locale, set_language};
pub use say::Say;
pub(crate) use table::words;

/// A fixed text as the property of a part: `label=spoken(words::save)`.
pub fn spoken(text: fn() -> &'static str) -> Signal<String> {
    Signal::derive(move || text().to_owned())
}
