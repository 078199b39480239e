//! One business in memory: tables, indexes, queries, commands, undo, history; runs the engines over
//! records.

#![forbid(unsafe_code)]

mod table;
