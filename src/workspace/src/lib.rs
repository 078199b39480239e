//! One business in memory: tables, indexes, queries, commands, undo, history; runs the engines over
//! records.
//!
//! The crate is pure: the caller passes the time and the random bytes, takes the bytes to store and
//! gives back the bytes that were stored.
//!
//! | module | subject |
//! |---|---|
//! | [`business`] | the workspace: records of all kinds, how changes are applied |
//! | [`command`] | what a person does, checked and turned into one change |
//! | [`undo`] | taking actions back and forth |
//! | [`query`] | which records a list shows, in which order |
//! | [`quotes`] | a deal's lines, frozen and numbered |
//! | [`search`] | words to records |
//! | [`duplicates`] | records that are probably one |
//! | [`rates`] | exchange rates between currencies |
//! | [`report`] | records counted and summed by groups |
//! | [`relations`] | which records refer to a record |
//! | [`reminders`] | which tasks remind of themselves, and when |
//! | [`importing`] | what an import asks of the workspace |
//! | [`letter`] | e-mails with variables |
//! | [`lines`] | the line items of a deal and what they come to |
//! | [`mail`] | who is written to, and what is logged of e-mails |
//! | [`merging`] | taking in another workspace's records, such as a backup's |
//! | [`person`] | all that is kept about a person |
//! | [`pipeline`] | stages, moves, boards |
//! | [`scoring`] | how likely a deal is to be won, and why |
//! | [`timeline`] | what happened to a record |
//! | [`goals`] | what is wanted in a period, and how far it has come |
//! | [`my_day`] | what a member has to look at today |
//! | [`settings`] | the business itself |
//! | [`snapshot`] | segments and journal entries as bytes |

#![forbid(unsafe_code)]

pub mod block;
pub mod business;
mod calendar;
pub mod command;
pub mod duplicates;
pub mod error;
pub mod goals;
pub mod importing;
pub mod letter;
pub mod lines;
pub mod mail;
pub mod merging;
pub mod my_day;
pub mod person;
pub mod pipeline;
pub mod query;
pub mod quotes;
pub mod rates;
pub mod relations;
pub mod reminders;
pub mod report;
pub mod scoring;
pub mod search;
pub mod settings;
pub mod snapshot;
mod table;
pub mod timeline;
pub mod undo;

pub use business::{Conflict, Done, Moment, Touched, Workspace};
pub use command::Command;
pub use error::Refused;
pub use query::{Query, Sort};
pub use report::Report;
