//! Sample data from a seed: two years of a furniture maker's customers, deals and tickets.
//!
//! The business sells sit-stand desks, task chairs, meeting booths and fit-outs to other
//! businesses. Its deals follow a pattern that can be learned ([`pattern`]): where they come from,
//! how large they are for the customer, how often the customer was touched, the customer's industry
//! and who sells.
//!
//! The same [`Plan`] gives the same writes, and ids are natural, so that generating twice adds
//! nothing. Every record is marked as sample data. Names are made up; addresses on the net end in
//! `.example` and phone numbers are of the ranges kept for fiction.

#![forbid(unsafe_code)]

mod book;
mod chance;
mod customers;
mod deals;
pub mod pattern;
mod people;
mod products;
mod support;
mod tasks;
mod topics;
mod words;

use record::{Currency, Date, Write};
use workflow::{Language, Stage};

use book::Book;

/// How many companies are generated.
pub const COMPANIES: usize = 300;
/// How many contacts.
pub const CONTACTS: usize = 1000;
/// How many deals, open ones included.
pub const DEALS: usize = 400;
/// How many of the deals are open.
pub const OPEN_DEALS: usize = 90;
/// How many tickets.
pub const TICKETS: usize = 300;
/// How many articles of the knowledge base.
pub const ARTICLES: usize = topics::COUNT;

/// What to generate.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// Chooses among the possible workspaces; part of every id.
    pub seed: u64,
    /// The day it is. All that has happened lies before it; tasks may be due later.
    pub today: Date,
    /// The currency of all amounts. Prices are fitted to its size.
    pub currency: Currency,
    /// The language of names and texts.
    pub language: Language,
    /// The stages of the pipeline that the deals go through. Without an open, a won and a lost
    /// stage the deals have no stage and none is closed.
    pub stages: &'a [Stage],
}

/// Generates the records, referenced ones first; the writes of a record stand together.
pub fn generate(plan: &Plan<'_>) -> Vec<Write> {
    let words = words::words(plan.language);
    let mut book = Book::new(plan);
    let members = people::members(&mut book, words);
    people::options(&mut book, words);
    products::write(&mut book, words);
    let mut companies = customers::draw_companies(&book, words);
    let deals = deals::draw(&book, &mut companies);
    let contacts = customers::write(&mut book, words, &members, &mut companies, &deals);
    deals::write(&mut book, words, &members, &companies, &contacts, &deals);
    support::articles(&mut book, words, plan.language);
    support::tickets(
        &mut book,
        words,
        plan.language,
        &members,
        &companies,
        &contacts,
    );
    tasks::write(&mut book, words, &members, &companies, &contacts, &deals);
    book.writes
}

#[cfg(test)]
mod tests;
