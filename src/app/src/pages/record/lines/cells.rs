//! What is typed into the cells of a line.

use record::{Currency, Money};

use crate::parts::{parse_number, shown_amount};
use crate::platform::intl::{self, Locale, Signs};

/// What is typed as a discount.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Typed {
    /// Percent of the list amount.
    Percent(f64),
    /// An amount.
    Amount(Money),
}

/// Reads a discount: a percentage with its sign, or else an amount. `None` where it is neither, or a
/// percentage beyond all.
pub(super) fn read_discount(typed: &str, signs: Signs, currency: Currency) -> Option<Typed> {
    let typed = typed.trim();
    match typed.strip_suffix(['%', '％']) {
        Some(percent) => read_percent(percent, signs).map(Typed::Percent),
        None => {
            let plain = parse_number(typed, signs)?;
            Money::parse_amount(&plain, currency).map(Typed::Amount)
        }
    }
}

/// Reads a percentage from 0 to 100, with or without its sign.
pub(super) fn read_percent(typed: &str, signs: Signs) -> Option<f64> {
    let typed = typed.trim().trim_end_matches(['%', '％']);
    let number: f64 = parse_number(typed, signs)?.parse().ok()?;
    (0.0..=100.0).contains(&number).then_some(number)
}

/// A discount as it is typed.
pub(super) fn discount_text(locale: Locale, percent: Option<f64>, amount: Option<Money>) -> String {
    match (amount, percent) {
        (Some(amount), _) => shown_amount(amount),
        (None, Some(percent)) => format!("{}%", intl::number(locale, percent, 6)),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMA: Signs = Signs {
        decimal: ',',
        group: '.',
    };

    #[test]
    fn a_discount_is_a_percentage_with_its_sign_or_an_amount() {
        let read = |typed| read_discount(typed, COMMA, Currency::EUR);
        assert_eq!(read("12,5 %"), Some(Typed::Percent(12.5)));
        assert_eq!(read("１０％"), Some(Typed::Percent(10.0)));
        let fifty = Money {
            minor: 5_000,
            currency: Currency::EUR,
        };
        assert_eq!(read("50"), Some(Typed::Amount(fifty)));
        for bad in ["101%", "-1%", "%", "ten", "1,234"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_tax_rate_lies_between_nothing_and_all() {
        assert_eq!(read_percent("19", COMMA), Some(19.0));
        assert_eq!(read_percent("7,7%", COMMA), Some(7.7));
        assert_eq!(read_percent("119", COMMA), None);
    }

    #[test]
    fn a_discount_is_shown_as_it_is_typed() {
        let locale = Locale("en");
        assert_eq!(discount_text(locale, Some(12.5), None), "12.5%");
        assert_eq!(discount_text(locale, None, None), "");
    }
}
