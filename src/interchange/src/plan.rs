//! The dry run of an import, and the import itself: the same code.
//!
//! A [`Planner`] takes parsed files with their mappings, what the user has decided, and a
//! [`Lookup`] into what is known already. It goes over the files three times, in slices:
//!
//! 1. *scan*: which form dates and numbers have, over whole columns;
//! 2. *index*: every row is checked, and every record gets its id, so that links are found
//!    whatever the order of the files;
//! 3. *write*: values are compared with what is known, and the writes come out.
//!
//! It changes nothing itself. For a dry run its writes are thrown away and its [`Report`] is shown;
//! for the import the same steps are taken with the user's decisions and the writes are stored.
//! While a question of the report is open no write comes out.
//!
//! # Which record a row is
//!
//! A row with an id of the other system is the record that has this source id, or was made from
//! it: the id of an imported record is [`record::RecordId::natural`] of `"import"`, the system, the
//! kind and the id. Otherwise it is the known record with the same e-mail address, phone and name,
//! domain, or name; else a new one, whose id follows from what identifies it. So importing a file
//! twice doubles nothing.

mod choices;
mod columns;
mod decisions;
mod identity;
mod index;
mod links;
mod lookup;
mod names;
mod parents;
mod planner;
mod report;
mod row;
mod stages;
mod writes;

pub use decisions::{
    BadCells, ChoiceDecision, Decisions, Habits, StageDecision, StageName, Treat, TreatStage,
    UpdatePolicy,
};
pub use index::source_id;
pub use lookup::{Lookup, NothingKnown, Outcome, StageInfo};
pub(crate) use names::split_name;
pub use planner::{Input, Phase, Planner, Step};
pub use report::{
    Counts, Duplicate, DuplicateReason, FileReport, MatchedChoice, Near, NewChoice, NewField,
    NewStage, Question, RejectReason, Rejected, Report, Warning, WarningReason,
};
