//! What a customer, a deal or a ticket is: kinds and fields, values, ids, stamps, changes and
//! their merge.
//!
//! The crate is pure. It has no clock and no randomness: whoever makes an id or a stamp passes the
//! time and the random bytes. It stores nothing: [`change`] and [`value`] only define bytes.
//!
//! | module | subject |
//! |---|---|
//! | [`id`] | record, field and device ids |
//! | [`stamp`] | the hybrid logical clock and the order of changes |
//! | [`value`] | typed values and their bytes |
//! | [`text`] | the one canonical text of each value, for export and events |
//! | [`schema`] | kinds and fields as data |
//! | [`change`] | a change, its writes, its bytes |
//! | [`pricing`] | what lines of products come to: discounts, taxes, totals |
//! | [`order`] | sorting of short lists |
//! | [`merge`] | the order-free merge of writes into a record |

#![forbid(unsafe_code)]

pub mod change;
pub mod codec;
pub mod date;
pub mod id;
pub mod kind;
pub mod merge;
pub mod money;
pub mod order;
pub mod pricing;
pub mod rank;
pub mod schema;
pub mod stamp;
pub mod text;
pub mod value;

pub use change::{Action, Change, Element, Write};
pub use codec::DecodeError;
pub use date::{Date, Instant};
pub use id::{DeviceId, Entropy, FieldId, RecordId, SeededEntropy};
pub use kind::Kind;
pub use money::{Currency, Money};
pub use schema::{FieldDef, FieldType, KindDef, Role, Schema};
pub use stamp::{Clock, Stamp, Version};
pub use value::{Address, Labelled, Value};
