//! Reports: charts over records, and what leads from them to lists.
//!
//! | module | subject |
//! |---|---|
//! | [`labels`] | what groups and measures are called |
//! | [`plots`] | from an answer to a chart |
//! | [`drilling`] | from a bar to the list of its records |
//! | `page` | the page with its dashboards |
//! | `builtin` | the dashboards that are there for everybody |
//! | `own` | those that people put together |
//! | `builder` | a chart is put together |
//! | `draft` | a chart while it is |
//! | `flows` | charts that are more than counting |
//! | `listing` | the records behind a mark, where there is no list |
//! | `calibration` | whether scores mean what they say |
//! | `manage` | dashboards are made, renamed and deleted |
//! | `narrowing` | period, owner, pipeline |
//! | [`card`] | one report as a chart |

mod builder;
mod calibration;
mod draft;
mod flows;
mod listing;
mod manage;
mod narrowing;
mod own;
mod page;

pub(super) mod builtin;
pub(super) mod card;
pub(super) mod drilling;
pub(super) mod labels;
pub(super) mod plots;

pub use page::Reports;
