//! Amounts of money.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An amount in the minor unit of its currency (cents), so that sums are exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units: 105,400 is 1,054.00 in a currency with two decimals.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

/// An ISO 4217 currency code: three capital letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Currency([u8; 3]);

/// The text is not a currency code or an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotMoney;

impl fmt::Display for NotMoney {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is not an amount with a currency, such as 1250.00 EUR")
    }
}

impl std::error::Error for NotMoney {}

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(*b"EUR");
    /// The US dollar.
    pub const USD: Self = Self(*b"USD");

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// How many decimals the minor unit has (ISO 4217): 2 but for the listed ones.
    pub fn decimals(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG"
            | b"RWF" | b"UGX" | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            b"CLF" | b"UYW" => 4,
            _ => 2,
        }
    }

    /// Minor units in one unit: 100 for most.
    pub fn scale(self) -> i64 {
        10i64.pow(self.decimals())
    }
}

impl FromStr for Currency {
    type Err = NotMoney;

    fn from_str(text: &str) -> Result<Self, NotMoney> {
        match text.trim().as_bytes() {
            [a, b, c] if [a, b, c].iter().all(|x| x.is_ascii_alphabetic()) => Ok(Self([
                a.to_ascii_uppercase(),
                b.to_ascii_uppercase(),
                c.to_ascii_uppercase(),
            ])),
            _ => Err(NotMoney),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Money {
    /// The amount in units, as a float: for models and charts, not for sums.
    pub fn units(self) -> f64 {
        self.minor as f64 / self.currency.scale() as f64
    }

    /// The decimal text of the amount without its currency: `1054.00`.
    pub fn amount_text(self) -> String {
        let decimals = self.currency.decimals() as usize;
        let sign = if self.minor < 0 { "-" } else { "" };
        let digits = format!(
            "{:0>width$}",
            self.minor.unsigned_abs(),
            width = decimals + 1
        );
        let (whole, part) = digits.split_at(digits.len() - decimals);
        if decimals == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{part}")
        }
    }

    /// Reads a plain decimal (`-1054.5`, point as decimal sign, no grouping) as an amount of
    /// `currency`. `None` where it is no number, has more decimals than the currency, or does not
    /// fit.
    pub fn parse_amount(text: &str, currency: Currency) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let decimals = currency.decimals() as usize;
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() && part.is_empty() || !all_digits(whole) || !all_digits(part) {
            return None;
        }
        let (kept, rest) = part.split_at(part.len().min(decimals));
        if rest.bytes().any(|b| b != b'0') {
            return None;
        }
        let minor: i64 = format!("{whole}{kept:0<decimals$}").parse().ok()?;
        Some(Self {
            minor: if negative { -minor } else { minor },
            currency,
        })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount_text(), self.currency)
    }
}

impl FromStr for Money {
    type Err = NotMoney;

    fn from_str(text: &str) -> Result<Self, NotMoney> {
        let (amount, currency) = text.trim().rsplit_once(' ').ok_or(NotMoney)?;
        Self::parse_amount(amount.trim(), currency.parse()?).ok_or(NotMoney)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decimals_follow_the_currency() {
        let yen: Currency = "jpy".parse().unwrap();
        assert_eq!(
            Money {
                minor: 1200,
                currency: yen
            }
            .to_string(),
            "1200 JPY"
        );
        assert_eq!(
            Money {
                minor: -5,
                currency: Currency::EUR
            }
            .to_string(),
            "-0.05 EUR"
        );
        assert_eq!(Money::parse_amount("1.5", yen), None);
        assert_eq!(Money::parse_amount(".5", Currency::EUR).unwrap().minor, 50);
        assert_eq!(
            Money::parse_amount("1.500", Currency::EUR).unwrap().minor,
            150
        );
        for bad in ["", "-", ".", "1,5", "1e3", "--1", "99999999999999999999"] {
            assert_eq!(Money::parse_amount(bad, Currency::EUR), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_amount_survives_its_text(minor in -i64::MAX..=i64::MAX, code in "[A-Z]{3}") {
            let money = Money { minor, currency: code.parse().unwrap() };
            prop_assert_eq!(money.to_string().parse::<Money>().unwrap(), money);
        }
    }
}
