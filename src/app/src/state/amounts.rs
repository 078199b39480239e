//! Amounts in several currencies as one sum, by the exchange rates that were entered.

use record::{Currency, Kind, Money};
use workspace::rates::Rates;

use super::State;
use crate::platform::intl;
use crate::words::{currencies as words, locale};

/// What amounts in several currencies come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sum {
    /// What could be added up, in the business's currency; a plain sum where all amounts are of one
    /// currency.
    whole: Option<Money>,
    /// The amounts in it, where they are of several currencies.
    parts: Vec<Money>,
    /// The amounts of currencies without an exchange rate, one each.
    apart: Vec<Money>,
}

impl Sum {
    /// Adds up amounts, one a currency. Where there is only one it stays as it is; otherwise all that
    /// rates lead to the base from become one.
    fn of(amounts: &[Money], rates: &Rates, base: Currency) -> Self {
        if let [only] = amounts {
            return Self {
                whole: Some(*only),
                ..Self::default()
            };
        }
        let (parts, apart): (Vec<Money>, Vec<Money>) = amounts
            .iter()
            .partition(|money| rates.convert(**money, base).is_some());
        let total = parts.iter().try_fold(0i64, |sum, money| {
            sum.checked_add(rates.convert(*money, base)?.minor)
        });
        match total {
            Some(minor) if parts.len() > 1 => Self {
                whole: Some(Money {
                    minor,
                    currency: base,
                }),
                parts,
                apart,
            },
            // One currency among others without a rate, or too much for one amount.
            _ => Self {
                apart: amounts.to_vec(),
                ..Self::default()
            },
        }
    }

    /// The sum as it is shown: what was converted with a sign that says so, the rest beside it.
    pub fn text(&self, write: fn(intl::Locale, Money) -> String) -> String {
        let written = |money: &Money| write(locale(), *money);
        let whole = self.whole.as_ref().map(|money| {
            if self.parts.is_empty() {
                written(money)
            } else {
                words::about(&written(money))
            }
        });
        let texts: Vec<String> = whole
            .into_iter()
            .chain(self.apart.iter().map(written))
            .collect();
        texts.join(" + ")
    }

    /// The amounts in full, and how they were added up.
    pub fn explanation(&self) -> String {
        let mut sentences = vec![self.text(intl::money)];
        if !self.parts.is_empty() {
            let parts: Vec<String> = self
                .parts
                .iter()
                .map(|money| intl::money(locale(), *money))
                .collect();
            sentences.push(words::converted(&parts.join(" + ")));
        }
        if self.apart.len() > 1 || self.whole.is_some() && !self.apart.is_empty() {
            sentences.push(words::apart().to_owned());
        }
        sentences.join("\n")
    }
}

impl State {
    /// Adds up amounts, one a currency. Tracks the exchange rates and the business's currency.
    pub fn sum_up(self, amounts: &[Money]) -> Sum {
        self.track_kind(Kind::RATE);
        self.track_kind(Kind::BUSINESS);
        self.with(|ws| Sum::of(amounts, &ws.rates(), ws.currency()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use record::RecordId;
    use workspace::rates::Rate;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    fn sum(amounts: &[&str]) -> Sum {
        let rate = Rate {
            record: RecordId(1),
            currency: Currency::EUR,
            base: Currency::USD,
            rate: 1.1,
            since: None,
        };
        let amounts: Vec<Money> = amounts.iter().map(|text| money(text)).collect();
        Sum::of(&amounts, &Rates::new(&[rate]), Currency::USD)
    }

    #[test]
    fn one_currency_is_summed_as_it_is() {
        let only = sum(&["5.00 CHF"]);
        assert_eq!(only.whole, Some(money("5.00 CHF")));
        assert_eq!((only.parts.len(), only.apart.len()), (0, 0));
        assert_eq!(sum(&[]), Sum::default());
        assert_eq!(Sum::default().text(intl::money), "");
    }

    #[test]
    fn several_are_one_sum_as_far_as_there_are_rates() {
        let all = sum(&["50.00 EUR", "100.00 USD"]);
        assert_eq!(all.whole, Some(money("155.00 USD")));
        assert!(all.text(intl::money).starts_with('≈'), "{all:?}");
        assert!(!all.explanation().contains(words::apart()));
        let some = sum(&["7.00 CHF", "50.00 EUR", "100.00 USD"]);
        assert_eq!(some.whole, Some(money("155.00 USD")));
        assert_eq!(some.apart, [money("7.00 CHF")]);
        assert!(some.explanation().contains(words::apart()));
    }

    #[test]
    fn without_rates_each_currency_stands_by_itself() {
        let apart = sum(&["7.00 CHF", "100.00 USD"]);
        assert_eq!(apart.whole, None);
        assert_eq!(apart.apart, [money("7.00 CHF"), money("100.00 USD")]);
        assert!(!apart.text(intl::money).contains('≈'));
        let huge = sum(&["92233720368547758.07 EUR", "92233720368547758.07 USD"]);
        assert_eq!(huge.whole, None);
    }
}
