//! Y = f(X, W): what a stage change needs, what follows from it, and which records a condition
//! picks. X is the record, W the rules, which are data.
//!
//! The crate is pure. It reads a record through [`Facts`]; the day, the zone and the person asking
//! are passed in.
//!
//! | module | subject |
//! |---|---|
//! | [`condition`] | the tree of tests that list filters and rules use |
//! | [`facts`] | how a record is read |
//! | [`zone`] | the zone that turns an instant into a day |
//! | [`stage`] | stages, the gate before a move, what follows from a move |
//! | [`template`] | pipelines to start from |
//! | [`repeat`] | when something that repeats is due again |
//! | [`rotting`] | how long a deal has been idle and in its stage |

#![forbid(unsafe_code)]

pub mod condition;
pub mod facts;
pub mod repeat;
pub mod rotting;
pub mod stage;
pub mod template;
pub mod zone;

pub use condition::{Condition, Context, Literal, Operand, Operator, Test};
pub use facts::{Facts, Filled};
pub use repeat::Repeat;
pub use stage::{Asked, Blocked, Effect, Forecast, Move, Outcome, Reason, Stage};
pub use template::{Language, Pipeline, Template};
pub use zone::Zone;
