//! Files of other systems: CSV, vCard, JSON and the backup file; the headers other systems export.
//!
//! The crate is pure: bytes come in and go out, the caller passes the time, random bytes and what
//! is known already.
//!
//! | module | subject |
//! |---|---|
//! | [`csv`] | delimited text: encoding, delimiter, rows |
//! | [`cell`] | what is written in a cell, read into typed values |
//! | [`headers`] | which system wrote a file and what its columns mean |
//! | [`fold`] | keys under which two spellings are the same |
//! | [`plan`] | the dry run of an import and its writes |
//! | [`export`] | records out as CSV and JSON, rows that were set aside |
//! | [`eml`] | e-mail files |
//! | [`ical`] | calendar files |
//! | [`mailto`] | addresses that open a new message |
//! | [`vcard`] | address cards |
//! | [`backup`] | the backup file |

#![forbid(unsafe_code)]

pub mod backup;
pub mod cell;
mod content_line;
pub mod csv;
pub mod eml;
pub mod export;
pub mod fold;
pub mod headers;
pub mod ical;
pub mod mailto;
pub mod plan;
pub mod vcard;
