//! What a file holds: which system wrote it, what each column means, and the mapping that says so.
//!
//! [`propose_mapping`] makes a proposal from headers and first rows; the user changes what is not
//! right. A [`Mapping`] is plain data and carries a signature of the headers, so that a remembered
//! one is found again for the next file of the same form.

mod aliases;
mod guess;
mod known;
mod mapping;
mod propose;
mod source;
mod table;

pub use guess::guess_type;
pub use mapping::{AddressPart, Column, Entity, LinkBy, Mapping, OutcomePart, Target, signature};
pub use propose::{propose_mapping, propose_mapping_as};
pub use source::Source;

#[cfg(test)]
mod tests;
