//! Conditions as people read and write them: for lists, charts and rules alike.
//!
//! | module | subject |
//! |---|---|
//! | [`builder`] | the builder of a whole condition, for pages that have a place for it |
//! | [`dialog`] | the builder in a dialog |
//! | [`tree`] | the condition while it is being written |
//! | [`draft`] | one test while it is being written |
//! | [`fields`] | the fields that can be tested, also those of records referred to |
//! | [`row`], [`values`] | one test as inputs |
//! | [`sentence`] | a condition in words |

mod builder;
mod dialog;
pub mod draft;
mod fields;
mod row;
pub mod sentence;
pub mod tree;
pub mod values;

pub use builder::FilterBuilder;
pub use dialog::FilterDialog;
pub use fields::{is_shown, track_followed};
pub use tree::Tree;
