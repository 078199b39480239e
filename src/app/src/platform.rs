//! The browser: every call into web-sys and js-sys lies here, so that the rest of the application
//! reads as plain Rust and the pure parts of it run in native tests.
//!
//! The functions compile natively too. Those that need a browser panic only when they are called
//! without one; those that pure code relies on ([`intl`], [`clock`]) have a native answer.

pub mod broadcast;
pub mod clipboard;
pub mod clock;
pub mod dom;
pub mod download;
pub mod entropy;
pub mod files;
pub mod idle;
pub mod intl;
pub mod locks;
pub mod notify;
pub mod page;
pub mod panic;
pub mod prefs;
pub mod storage;
pub mod text;
pub mod update;
