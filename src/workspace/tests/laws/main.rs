//! What has to hold for every workspace, whatever was done in it.

#![allow(clippy::unwrap_used, missing_docs)]

mod actions;
mod backups;
mod commands;
mod crash;
mod derived;
mod device;
mod duplicates;
mod grouping;
mod history;
mod lines;
mod mail;
mod merge;
mod merging;
mod privacy;
mod purge;
mod quotes;
mod reports;
mod selling;
mod serving;
mod stages;
mod stored;
mod undo;
