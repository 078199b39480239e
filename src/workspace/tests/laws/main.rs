//! What has to hold for every workspace, whatever was done in it.

#![allow(clippy::unwrap_used, missing_docs)]

mod commands;
mod crash;
mod derived;
mod device;
mod merge;
mod purge;
mod stored;
mod undo;
