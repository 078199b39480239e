//! Exchange rates: amounts in several currencies as one.
//!
//! A rate is a record that a person entered: 1 `currency` is `rate` in `base`. Where no rate leads
//! straight from one currency to another, the inverse of one does, or two over a currency between
//! them. The arithmetic is exact; an amount is rounded once, at the end, half away from zero.

use hashbrown::HashMap;
use record::schema::rate;
use record::{Currency, Date, FieldId, Kind, Money, RecordId, Value};

use crate::business::Workspace;
use crate::table::Data;

/// The largest rate that is taken; its inverse is the smallest.
pub const MAX_RATE: f64 = 1e9;

/// The exchange rates of a workspace, read once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rates {
    /// From one currency to another: so many minor units for so many.
    ratios: HashMap<(Currency, Currency), Ratio>,
    currencies: Vec<Currency>,
}

/// A rate as a person entered it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// Its record.
    pub record: RecordId,
    /// One unit of this currency…
    pub currency: Currency,
    /// …is worth, in this one…
    pub base: Currency,
    /// …so much.
    pub rate: f64,
    /// When it was last changed.
    pub since: Option<Date>,
}

/// A positive fraction in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ratio {
    up: u128,
    down: u128,
}

/// Whether a number can be a rate.
pub fn is_rate(rate: f64) -> bool {
    rate.is_finite() && (1.0 / MAX_RATE..=MAX_RATE).contains(&rate)
}

impl Ratio {
    fn new(up: u128, down: u128) -> Option<Self> {
        let divisor = gcd(up, down);
        (divisor > 0 && up > 0 && down > 0).then(|| Self {
            up: up / divisor,
            down: down / divisor,
        })
    }

    /// A rate between units as one between minor units. The decimal digits that a person typed are
    /// the shortest that give the number back, so they are taken from its text.
    fn of_rate(rate: f64, from: Currency, to: Currency) -> Option<Self> {
        if !is_rate(rate) {
            return None;
        }
        let text = rate.to_string();
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let digits: u128 = format!("{whole}{part}").parse().ok()?;
        let scale = |c: Currency| u128::from(c.scale().unsigned_abs());
        let down = 10u128.checked_pow(u32::try_from(part.len()).ok()?)?;
        Self::new(
            digits.checked_mul(scale(to))?,
            down.checked_mul(scale(from))?,
        )
    }

    fn inverse(self) -> Self {
        Self {
            up: self.down,
            down: self.up,
        }
    }

    fn then(self, next: Self) -> Option<Self> {
        let (a, b) = (
            Self::new(self.up, next.down)?,
            Self::new(next.up, self.down)?,
        );
        Self::new(a.up.checked_mul(b.up)?, a.down.checked_mul(b.down)?)
    }

    /// The amount times the fraction, rounded half away from zero; `None` where it doesn't fit.
    fn times(self, minor: i128) -> Option<i128> {
        let amount = minor.unsigned_abs();
        let (whole, rest) = match amount.checked_mul(self.up) {
            Some(product) => (product / self.down, product % self.down),
            None => wide_division(amount, self.up, self.down)?,
        };
        let half_or_more = rest >= self.down - rest;
        let rounded = whole.checked_add(u128::from(half_or_more && rest > 0))?;
        let rounded = i128::try_from(rounded).ok()?;
        Some(if minor < 0 { -rounded } else { rounded })
    }
}

/// `a * b / c` and what remains, where the product needs more than 128 bits.
fn wide_division(a: u128, b: u128, c: u128) -> Option<(u128, u128)> {
    // One bit of `a` at a time, from the top: quotient and remainder of what was read so far.
    let (whole, rest) = (b / c, b % c);
    let (mut quotient, mut remainder) = (0u128, 0u128);
    for bit in (0..128).rev() {
        quotient = quotient.checked_mul(2)?;
        let doubled_over = remainder >= c - remainder;
        remainder = if doubled_over {
            remainder - (c - remainder)
        } else {
            remainder + remainder
        };
        quotient = quotient.checked_add(u128::from(doubled_over))?;
        if a >> bit & 1 == 1 {
            quotient = quotient.checked_add(whole)?;
            let is_over = remainder >= c - rest;
            remainder = if is_over {
                remainder - (c - rest)
            } else {
                remainder + rest
            };
            quotient = quotient.checked_add(u128::from(is_over))?;
        }
    }
    Some((quotient, remainder))
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Rates {
    /// Makes rates ready. Of several for the same two currencies the last one counts; what is no
    /// rate is left out.
    pub fn new(list: &[Rate]) -> Self {
        let mut rates = Self::default();
        let mut direct = HashMap::new();
        for rate in list.iter().filter(|rate| rate.currency != rate.base) {
            if let Some(ratio) = Ratio::of_rate(rate.rate, rate.currency, rate.base) {
                direct.insert((rate.currency, rate.base), ratio);
                rates.currencies.extend([rate.currency, rate.base]);
            }
        }
        record::order::sort(&mut rates.currencies);
        rates.currencies.dedup();
        rates.ratios = direct.clone();
        for ((from, to), ratio) in direct {
            rates.ratios.entry((to, from)).or_insert(ratio.inverse());
        }
        rates
    }

    /// The way from one currency to another: straight, or over the first currency by its letters
    /// that has rates for both.
    fn ratio(&self, from: Currency, to: Currency) -> Option<Ratio> {
        if let Some(ratio) = self.ratios.get(&(from, to)) {
            return Some(*ratio);
        }
        self.currencies.iter().find_map(|between| {
            let first = self.ratios.get(&(from, *between))?;
            first.then(*self.ratios.get(&(*between, to))?)
        })
    }

    /// Whether amounts of a currency can be said in another one.
    pub fn connects(&self, from: Currency, to: Currency) -> bool {
        from == to || self.ratio(from, to).is_some()
    }

    /// The amount in another currency; `None` where no rates lead there or it doesn't fit.
    pub fn convert(&self, money: Money, to: Currency) -> Option<Money> {
        self.convert_sum(i128::from(money.minor), money.currency, to)
    }

    /// A sum of minor units of a currency in another one, rounded once.
    pub fn convert_sum(&self, minor: i128, from: Currency, to: Currency) -> Option<Money> {
        let minor = if from == to {
            minor
        } else {
            self.ratio(from, to)?.times(minor)?
        };
        Some(Money {
            minor: i64::try_from(minor).ok()?,
            currency: to,
        })
    }

    /// A function from minor units of one currency to those of another, for many amounts.
    pub(crate) fn converter(
        &self,
        from: Currency,
        to: Currency,
    ) -> Option<impl Fn(i64) -> Option<i64> + use<>> {
        let ratio = if from == to {
            Some(Ratio { up: 1, down: 1 })
        } else {
            self.ratio(from, to)
        };
        let ratio = ratio?;
        Some(move |minor: i64| i64::try_from(ratio.times(i128::from(minor))?).ok())
    }
}

/// How many live amounts a field has in each currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InUse {
    /// The currency.
    pub currency: Currency,
    /// How many amounts.
    pub amounts: u32,
}

impl Workspace {
    /// The exchange rates as they were entered, by currency.
    pub fn rate_list(&self) -> Vec<Rate> {
        let mut list: Vec<Rate> = self
            .ids(Kind::RATE)
            .filter_map(|record| {
                let text = |field| self.text(Kind::RATE, record, field).parse().ok();
                Some(Rate {
                    record,
                    currency: text(rate::CURRENCY)?,
                    base: text(rate::BASE)?,
                    rate: self.value(Kind::RATE, record, rate::RATE)?.as_number()?,
                    since: match self.value(Kind::RATE, record, rate::SINCE) {
                        Some(Value::Date(day)) => Some(day),
                        _ => None,
                    },
                })
            })
            .collect();
        // In an order that is the same on every device, the newest of equal ones last.
        record::order::sort_by_key(&mut list, |r| (r.currency, r.base, r.since, r.record));
        list
    }

    /// The exchange rates, made ready.
    pub fn rates(&self) -> Rates {
        Rates::new(&self.rate_list())
    }

    /// The currencies of all live records' amounts, the most frequent first.
    pub fn currencies_in_use(&self) -> Vec<InUse> {
        let mut counts: HashMap<Currency, u32> = HashMap::new();
        for table in &self.tables {
            let fields: Vec<FieldId> = table.fields().collect();
            if matches!(table.kind, Kind::EVENT | Kind::GOAL) {
                continue;
            }
            for column in fields.iter().filter_map(|field| table.column(*field)) {
                let Data::Money(_, currencies) = &column.data else {
                    continue;
                };
                let mut by_code = vec![0u32; currencies.entries.len() + 1];
                for row in table.live_rows() {
                    if let Some(count) = by_code.get_mut(currencies.code(row) as usize) {
                        *count += 1;
                    }
                }
                for (currency, count) in currencies.entries.iter().zip(&by_code[1..]) {
                    *counts.entry(*currency).or_default() += count;
                }
            }
        }
        let mut list: Vec<InUse> = counts
            .into_iter()
            .filter(|(_, amounts)| *amounts > 0)
            .map(|(currency, amounts)| InUse { currency, amounts })
            .collect();
        record::order::sort_by_key(&mut list, |u| (std::cmp::Reverse(u.amounts), u.currency));
        list
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn code(text: &str) -> Currency {
        text.parse().unwrap()
    }

    fn rate(currency: &str, rate: f64, base: &str) -> Rate {
        Rate {
            record: RecordId(0),
            currency: code(currency),
            base: code(base),
            rate,
            since: None,
        }
    }

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    fn converted(rates: &Rates, amount: &str, to: &str) -> Option<String> {
        Some(rates.convert(money(amount), code(to))?.to_string())
    }

    #[test]
    fn an_amount_follows_the_rate_its_inverse_or_two_of_them() {
        let rates = Rates::new(&[
            rate("EUR", 1.08, "USD"),
            rate("GBP", 1.25, "USD"),
            rate("JPY", 0.0067, "USD"),
        ]);
        let case = |amount, to, wanted: &str| {
            assert_eq!(converted(&rates, amount, to).as_deref(), Some(wanted));
        };
        case("100.00 EUR", "USD", "108.00 USD");
        case("100.00 USD", "EUR", "92.59 EUR");
        case("-100.00 USD", "EUR", "-92.59 EUR");
        case("108.00 GBP", "EUR", "125.00 EUR");
        case("10000 JPY", "USD", "67.00 USD");
        case("67.00 USD", "JPY", "10000 JPY");
        case("1.00 USD", "USD", "1.00 USD");
        assert_eq!(converted(&rates, "1.00 CHF", "USD"), None);
        assert!(!rates.connects(code("USD"), code("CHF")));
    }

    #[test]
    fn a_half_is_rounded_away_from_zero() {
        let rates = Rates::new(&[rate("EUR", 0.5, "USD")]);
        assert_eq!(
            converted(&rates, "0.01 EUR", "USD").as_deref(),
            Some("0.01 USD")
        );
        assert_eq!(
            converted(&rates, "-0.01 EUR", "USD").as_deref(),
            Some("-0.01 USD")
        );
        assert_eq!(
            converted(&rates, "0.03 EUR", "USD").as_deref(),
            Some("0.02 USD")
        );
    }

    #[test]
    fn what_is_no_rate_or_does_not_fit_is_no_amount() {
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e10, 1e-10] {
            assert_eq!(Rates::new(&[rate("EUR", bad, "USD")]), Rates::default());
        }
        let rates = Rates::new(&[rate("EUR", 1e9, "USD")]);
        let huge = Money {
            minor: i64::MAX,
            currency: Currency::EUR,
        };
        assert_eq!(rates.convert(huge, Currency::USD), None);
        assert_eq!(Rates::new(&[rate("EUR", 2.0, "EUR")]), Rates::default());
    }

    #[test]
    fn products_beyond_128_bits_are_exact() {
        let c = u128::MAX - 58;
        assert_eq!(wide_division(c, u128::MAX, c), Some((u128::MAX, 0)));
        assert_eq!(wide_division(c - 1, c, c), Some((c - 1, 0)));
        assert_eq!(wide_division(u128::MAX, u128::MAX, 3), None);
    }

    proptest! {
        #[test]
        fn there_and_back_is_at_most_one_step_off(minor in -1_000_000_000_000i64..1_000_000_000_000, n in 100u32..100_000) {
            let rates = Rates::new(&[rate("EUR", f64::from(n) / 100.0, "USD")]);
            let there = rates.convert(Money { minor, currency: Currency::EUR }, Currency::USD).unwrap();
            let back = rates.convert(there, Currency::EUR).unwrap();
            prop_assert!((back.minor - minor).abs() <= 1);
        }

        #[test]
        fn long_division_says_what_short_division_says(a: u64, b: u64, c in 1u128..=u128::MAX) {
            let (a, b) = (u128::from(a), u128::from(b));
            prop_assert_eq!(wide_division(a, b, c), Some((a * b / c, a * b % c)));
        }

        #[test]
        fn larger_amounts_stay_larger(a: i64, b: i64, n in 1e-9..1e9f64) {
            let rates = Rates::new(&[rate("EUR", n, "JPY")]);
            let to = |minor| rates.convert(Money { minor, currency: Currency::EUR }, code("JPY"));
            if let (Some(low), Some(high)) = (to(a.min(b)), to(a.max(b))) {
                prop_assert!(low.minor <= high.minor);
            }
        }
    }
}
