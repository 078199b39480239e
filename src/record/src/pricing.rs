//! What lines of products come to: discounts, taxes, totals, exact in minor units.
//!
//! Three amounts are rounded, each half away from zero, and everything else is a sum or a
//! difference of these, so that every column of a quote adds up as it is printed:
//!
//! 1. a line's list amount, `price × quantity`,
//! 2. a line's discount in percent, `list × percent / 100`,
//! 3. the tax of a rate, `net × rate / 100`, on the sum of the net amounts of the lines with that
//!    rate and not line by line.
//!
//! A line's net amount is its list amount less its discount. Quantities, percentages and rates
//! count to six decimals.

use std::fmt;

use crate::money::{Currency, Money};
use crate::order;

/// A decimal number with six decimals, exact: 2.5 is 2,500,000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(pub i64);

/// What one is as a [`Decimal`].
const ONE: i64 = 1_000_000;

/// A percentage as a share of a [`Decimal`]: 100 %.
const HUNDRED: i128 = 100 * ONE as i128;

/// The largest quantity, percentage or rate.
pub const NUMBER_MAX: f64 = 1e12;

/// What is taken off a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Discount {
    /// Nothing.
    #[default]
    None,
    /// So many percent of the list amount.
    Percent(Decimal),
    /// An amount in minor units of the line's currency.
    Amount(i64),
}

/// A line: so much of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// How much.
    pub quantity: Decimal,
    /// The price of one.
    pub price: Money,
    /// What is taken off.
    pub discount: Discount,
    /// The tax rate in percent; `None` where nothing is said of tax.
    pub tax: Option<Decimal>,
}

/// What a line comes to, in minor units of its currency and without tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineTotal {
    /// Before the discount.
    pub list: i64,
    /// What is taken off.
    pub discount: i64,
    /// What is left.
    pub net: i64,
}

/// The tax of one rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tax {
    /// The rate in percent.
    pub rate: Decimal,
    /// The net amount that it is on, in minor units.
    pub net: i64,
    /// The tax, in minor units.
    pub tax: i64,
}

/// What lines come to together, in minor units of their one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// The currency.
    pub currency: Currency,
    /// What each line comes to.
    pub lines: Vec<LineTotal>,
    /// Before discounts.
    pub list: i64,
    /// All discounts.
    pub discount: i64,
    /// Without tax.
    pub net: i64,
    /// The taxes, the lowest rate first; rates that are on no line are left out.
    pub taxes: Vec<Tax>,
    /// All taxes.
    pub tax: i64,
    /// With tax.
    pub gross: i64,
}

/// Why lines have no totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTotals {
    /// Two lines have prices in different currencies.
    MixedCurrencies(Currency, Currency),
    /// The amounts are larger than an amount can be.
    TooLarge,
}

impl fmt::Display for NoTotals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MixedCurrencies(a, b) => {
                write!(f, "the lines are priced in {a} and in {b}")
            }
            Self::TooLarge => f.write_str("the amounts are larger than an amount can be"),
        }
    }
}

impl std::error::Error for NoTotals {}

impl Decimal {
    /// One.
    pub const ONE: Self = Self(ONE);

    /// The decimal nearest to a number; `None` where it is no finite number or larger than
    /// [`NUMBER_MAX`].
    pub fn of(number: f64) -> Option<Self> {
        let fits = number.is_finite() && number.abs() <= NUMBER_MAX;
        // Rounds half away from zero; within the limit the product fits 64 bits.
        fits.then(|| Self((number * ONE as f64).round() as i64))
    }

    /// The number.
    pub fn number(self) -> f64 {
        self.0 as f64 / ONE as f64
    }
}

impl Line {
    /// What the line comes to.
    ///
    /// # Errors
    /// Where an amount is larger than an amount can be.
    pub fn total(&self) -> Result<LineTotal, NoTotals> {
        let list = share(self.price.minor, self.quantity.0.into(), ONE.into())?;
        let discount = match self.discount {
            Discount::None => 0,
            Discount::Percent(percent) => share(list, percent.0.into(), HUNDRED)?,
            Discount::Amount(minor) => minor,
        };
        let net = list.checked_sub(discount).ok_or(NoTotals::TooLarge)?;
        Ok(LineTotal {
            list,
            discount,
            net,
        })
    }
}

impl Totals {
    /// What the lines come to together; no lines come to nothing in `currency`.
    ///
    /// # Errors
    /// Where their prices are in different currencies, or an amount is larger than an amount can
    /// be.
    pub fn of(lines: &[Line], currency: Currency) -> Result<Self, NoTotals> {
        let currency = lines.first().map_or(currency, |line| line.price.currency);
        let mut totals = Self {
            currency,
            lines: Vec::with_capacity(lines.len()),
            list: 0,
            discount: 0,
            net: 0,
            taxes: Vec::new(),
            tax: 0,
            gross: 0,
        };
        for line in lines {
            let own = line.price.currency;
            if own != currency {
                return Err(NoTotals::MixedCurrencies(currency, own));
            }
            let total = line.total()?;
            totals.list = sum(totals.list, total.list)?;
            totals.discount = sum(totals.discount, total.discount)?;
            totals.net = sum(totals.net, total.net)?;
            if let Some(rate) = line.tax {
                match totals.taxes.iter_mut().find(|tax| tax.rate == rate) {
                    Some(tax) => tax.net = sum(tax.net, total.net)?,
                    None => totals.taxes.push(Tax {
                        rate,
                        net: total.net,
                        tax: 0,
                    }),
                }
            }
            totals.lines.push(total);
        }
        order::sort_by_key(&mut totals.taxes, |tax| tax.rate);
        for tax in &mut totals.taxes {
            tax.tax = share(tax.net, tax.rate.0.into(), HUNDRED)?;
            totals.tax = sum(totals.tax, tax.tax)?;
        }
        totals.gross = sum(totals.net, totals.tax)?;
        Ok(totals)
    }

    /// An amount in the currency of the totals.
    pub fn money(&self, minor: i64) -> Money {
        Money {
            minor,
            currency: self.currency,
        }
    }
}

/// `amount × part / whole`, rounded half away from zero.
fn share(amount: i64, part: i128, whole: i128) -> Result<i64, NoTotals> {
    let product = i128::from(amount)
        .checked_mul(part)
        .ok_or(NoTotals::TooLarge)?;
    let half = if product < 0 { -whole / 2 } else { whole / 2 };
    i64::try_from((product + half) / whole).map_err(|_| NoTotals::TooLarge)
}

fn sum(a: i64, b: i64) -> Result<i64, NoTotals> {
    a.checked_add(b).ok_or(NoTotals::TooLarge)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn line(quantity: f64, minor: i64, discount: Discount, tax: Option<f64>) -> Line {
        Line {
            quantity: Decimal::of(quantity).unwrap(),
            price: Money {
                minor,
                currency: Currency::EUR,
            },
            discount,
            tax: tax.map(|rate| Decimal::of(rate).unwrap()),
        }
    }

    fn percent(n: f64) -> Discount {
        Discount::Percent(Decimal::of(n).unwrap())
    }

    #[test]
    fn a_quote_computed_by_hand() {
        // 3 × 19.99 = 59.97, 10 % off 6.00 (5.997), net 53.97.
        // 1.5 × 120.00 = 180.00, 30.00 off, net 150.00.
        // 0.333 × 9.99 = 3.33 (3.32667), net 3.33.
        let lines = [
            line(3.0, 1_999, percent(10.0), Some(19.0)),
            line(1.5, 12_000, Discount::Amount(3_000), Some(19.0)),
            line(0.333, 999, Discount::None, Some(7.0)),
            line(1.0, 500, Discount::None, None),
        ];
        let totals = Totals::of(&lines, Currency::USD).unwrap();
        assert_eq!(totals.currency, Currency::EUR);
        let nets: Vec<i64> = totals.lines.iter().map(|line| line.net).collect();
        assert_eq!(nets, [5_397, 15_000, 333, 500]);
        assert_eq!((totals.list, totals.discount), (24_830, 3_600));
        assert_eq!(totals.net, 21_230);
        // 7 % of 3.33 = 0.2331; 19 % of 203.97 = 38.7543.
        let taxes: Vec<(i64, i64)> = totals.taxes.iter().map(|tax| (tax.net, tax.tax)).collect();
        assert_eq!(taxes, [(333, 23), (20_397, 3_875)]);
        assert_eq!(totals.gross, 21_230 + 23 + 3_875);
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        let net = |quantity, minor| {
            line(quantity, minor, Discount::None, None)
                .total()
                .unwrap()
                .net
        };
        assert_eq!((net(0.5, 1), net(0.5, -1)), (1, -1));
        assert_eq!((net(0.5, 3), net(0.5, -3)), (2, -2));
        assert_eq!((net(0.49, 1), net(0.49, -1)), (0, 0));
        // 0.1 + 0.2 is no trouble here: 2.675 × 1.00 is 2.68, not 2.67.
        assert_eq!(net(2.675, 100), 268);
    }

    #[test]
    fn tax_is_on_the_sum_of_a_rate_and_not_on_each_line() {
        // 3 × 0.33 at 19 %: 0.0627 each would be 0.18 together, 0.99 × 19 % is 0.1881.
        let lines = [line(1.0, 33, Discount::None, Some(19.0)); 3];
        let totals = Totals::of(&lines, Currency::EUR).unwrap();
        assert_eq!((totals.tax, totals.taxes.len()), (19, 1));
    }

    #[test]
    fn a_currency_without_decimals_is_rounded_to_whole_units() {
        let mut yen = line(1.5, 333, Discount::None, Some(10.0));
        yen.price.currency = "JPY".parse().unwrap();
        let totals = Totals::of(&[yen], Currency::EUR).unwrap();
        assert_eq!((totals.net, totals.tax, totals.gross), (500, 50, 550));
    }

    #[test]
    fn different_currencies_are_refused() {
        let mut dollars = line(1.0, 100, Discount::None, None);
        dollars.price.currency = Currency::USD;
        let lines = [line(1.0, 100, Discount::None, None), dollars];
        assert_eq!(
            Totals::of(&lines, Currency::EUR),
            Err(NoTotals::MixedCurrencies(Currency::EUR, Currency::USD))
        );
    }

    #[test]
    fn no_lines_come_to_nothing_and_too_much_is_refused() {
        let none = Totals::of(&[], Currency::USD).unwrap();
        assert_eq!((none.currency, none.gross), (Currency::USD, 0));
        let huge = [line(2.0, i64::MAX, Discount::None, None)];
        assert_eq!(Totals::of(&huge, Currency::EUR), Err(NoTotals::TooLarge));
        let two = [line(1.0, i64::MAX, Discount::None, Some(19.0)); 2];
        assert_eq!(Totals::of(&two, Currency::EUR), Err(NoTotals::TooLarge));
        assert_eq!(Decimal::of(f64::NAN), None);
        assert_eq!(Decimal::of(1e13), None);
    }

    fn any_line() -> impl Strategy<Value = Line> {
        let discount = prop_oneof![
            Just(Discount::None),
            (0i64..100_000_000).prop_map(|n| Discount::Percent(Decimal(n))),
            (0i64..100_000).prop_map(Discount::Amount),
        ];
        let tax = prop::option::of(prop::sample::select(vec![0i64, 7, 19, 20]));
        (
            -5_000_000_000i64..5_000_000_000,
            -1_000_000i64..1_000_000,
            discount,
            tax,
        )
            .prop_map(|(quantity, minor, discount, tax)| Line {
                quantity: Decimal(quantity),
                price: Money {
                    minor,
                    currency: Currency::EUR,
                },
                discount,
                tax: tax.map(|rate| Decimal(rate * ONE)),
            })
    }

    proptest! {
        #[test]
        fn the_parts_add_up_to_the_total(lines in prop::collection::vec(any_line(), 0..20)) {
            let totals = Totals::of(&lines, Currency::EUR).unwrap();
            let sum = |of: fn(&LineTotal) -> i64| totals.lines.iter().map(of).sum::<i64>();
            prop_assert_eq!(sum(|line| line.list), totals.list);
            prop_assert_eq!(sum(|line| line.discount), totals.discount);
            prop_assert_eq!(sum(|line| line.net), totals.net);
            prop_assert_eq!(totals.list - totals.discount, totals.net);
            prop_assert_eq!(totals.taxes.iter().map(|tax| tax.tax).sum::<i64>(), totals.tax);
            prop_assert_eq!(totals.net + totals.tax, totals.gross);
            let taxed: i64 = lines.iter().zip(&totals.lines)
                .filter(|(line, _)| line.tax.is_some())
                .map(|(_, total)| total.net)
                .sum();
            prop_assert_eq!(totals.taxes.iter().map(|tax| tax.net).sum::<i64>(), taxed);
        }

        #[test]
        fn the_order_of_the_lines_does_not_matter(
            mut lines in prop::collection::vec(any_line(), 1..20),
            turn in any::<prop::sample::Index>(),
        ) {
            let before = Totals::of(&lines, Currency::EUR).unwrap();
            let at = turn.index(lines.len());
            lines.rotate_left(at);
            let after = Totals::of(&lines, Currency::EUR).unwrap();
            prop_assert_eq!((before.net, before.taxes, before.gross), (after.net, after.taxes, after.gross));
        }

        #[test]
        fn a_share_is_nearest(amount in -1_000_000_000i64..1_000_000_000, part in 0i64..200_000_000) {
            let rounded = share(amount, part.into(), HUNDRED).unwrap();
            let off = (i128::from(rounded) * HUNDRED - i128::from(amount) * i128::from(part)).abs();
            prop_assert!(off * 2 <= HUNDRED);
        }

        #[test]
        fn every_decimal_survives_its_number(micro in -1_000_000_000_000i64..1_000_000_000_000) {
            prop_assert_eq!(Decimal::of(Decimal(micro).number()), Some(Decimal(micro)));
        }
    }
}
