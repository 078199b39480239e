//! The pattern by which the sample's deals are won or lost.
//!
//! A deal is won with the probability 1 / (1 + exp(-x)), where x is the sum of the effects below
//! and of noise. So a scorer that learns from the sample has something to find, and something it
//! can't.

/// How many industries the companies are of.
pub const INDUSTRY_COUNT: usize = 12;
/// How many products there are.
pub const PRODUCT_COUNT: usize = 5;

/// Industries with how common they are and their effect.
pub const INDUSTRIES: [(&str, u32, f64); INDUSTRY_COUNT] = [
    ("Software", 16, 0.9),
    ("Finance", 10, 0.4),
    ("Consulting", 10, 0.2),
    ("Health care", 9, 0.6),
    ("Manufacturing", 12, 0.0),
    ("Education", 8, -0.2),
    ("Legal", 6, 0.3),
    ("Retail", 9, -1.0),
    ("Media", 7, 0.0),
    ("Government", 6, -1.2),
    ("Non-profit", 4, -1.2),
    ("Real estate", 5, 0.1),
];

/// The source of deals with companies that have bought before.
pub const REPEAT_SOURCE: (&str, f64) = ("Existing Customer", 1.6);

/// The other sources with how common they are and their effect.
pub const SOURCES: [(&str, u32, f64); 9] = [
    ("Web Site", 26, 0.1),
    ("Word of Mouth", 14, 1.5),
    ("Partner", 11, 0.9),
    ("Trade Show", 11, -0.1),
    ("Conference", 6, -0.2),
    ("Campaign", 10, -0.8),
    ("Email", 8, -1.0),
    ("Cold Call", 11, -2.0),
    ("Self Generated", 3, 0.2),
];

/// The effect of each of the four who sell.
pub const SELLERS: [f64; 4] = [0.8, 0.3, -0.2, -1.0];

/// What all deals have in common.
pub const BASE: f64 = -0.55;

/// The spread of the noise.
pub const NOISE: f64 = 0.3;

/// The effect of how often the customer was touched.
pub fn effect_of_touches(touches: usize) -> f64 {
    (0.55 * (touches as f64 - 4.5)).clamp(-1.7, 1.7)
}

/// The effect of the amount, in euros, for a company of that size: what is large for the customer
/// is harder to sell.
pub fn effect_of_size(amount: f64, employees: i64) -> f64 {
    let per_head = amount / (employees.max(1) as f64 * 150.0);
    (-0.45 * per_head.max(0.01).log2()).clamp(-1.3, 1.3)
}

/// The probability that belongs to a sum of effects.
pub fn probability(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}
