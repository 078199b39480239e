//! The frame around the pages: addresses, sidebar, top bar, commands and their keys.

pub mod catalog;
pub mod commands;
pub mod found;
pub mod frame;
pub mod fuzzy;
pub mod keys;
pub mod navigation;
pub mod notices;
pub mod palette;
pub mod pins;
pub mod query;
mod reminders;
pub mod route;
pub mod saved;
pub mod search;
pub mod sheet;
pub mod sidebar;
pub mod theme;
pub mod topbar;

pub use commands::{Command, Commands, Scope, use_commands};
pub use frame::App;
pub use keys::Shortcut;
pub use navigation::{Navigation, use_navigation};
pub use query::Query;
pub use route::{Address, Route, Section};
