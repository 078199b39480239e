//! Files of other systems: CSV, vCard, JSON and the backup file; the headers other systems export.
//!
//! The crate is pure: bytes come in and go out, the caller passes the time, random bytes and, as a
//! [`plan::Lookup`], what is known already.
//!
//! | module | subject |
//! |---|---|
//! | [`csv`] | delimited text: encoding, delimiter, rows |

#![forbid(unsafe_code)]

pub mod csv;
