//! Amounts of money with symbols or codes.

use record::{Currency, Money};

use super::number::{self, NumberStyle};
use super::{CellError, CellOptions};

/// Symbols with the currencies they stand for; the first one where the default currency is not
/// among them. Longer ones first.
const SYMBOLS: &[(&str, &[&str])] = &[
    ("US$", &["USD"]),
    ("HK$", &["HKD"]),
    ("NT$", &["TWD"]),
    ("MX$", &["MXN"]),
    ("NZ$", &["NZD"]),
    ("CA$", &["CAD"]),
    ("AU$", &["AUD"]),
    ("R$", &["BRL"]),
    ("A$", &["AUD"]),
    ("C$", &["CAD"]),
    ("S$", &["SGD"]),
    ("Fr.", &["CHF"]),
    ("RM", &["MYR"]),
    ("Rp", &["IDR"]),
    ("Rs.", &["INR", "PKR", "LKR", "NPR"]),
    ("Rs", &["INR", "PKR", "LKR", "NPR"]),
    ("RMB", &["CNY"]),
    ("kr.", &["DKK", "SEK", "NOK", "ISK"]),
    ("kr", &["SEK", "NOK", "DKK", "ISK"]),
    ("zł", &["PLN"]),
    ("Kč", &["CZK"]),
    ("Ft", &["HUF"]),
    ("lei", &["RON"]),
    (
        "$",
        &[
            "USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP", "BRL",
        ],
    ),
    ("€", &["EUR"]),
    ("£", &["GBP"]),
    ("¥", &["JPY", "CNY"]),
    ("￥", &["CNY", "JPY"]),
    ("人民币", &["CNY"]),
    ("元", &["CNY", "TWD", "HKD"]),
    ("₹", &["INR"]),
    ("₽", &["RUB"]),
    ("₩", &["KRW"]),
    ("₺", &["TRY"]),
    ("₴", &["UAH"]),
    ("₪", &["ILS"]),
    ("₫", &["VND"]),
    ("฿", &["THB"]),
    ("₱", &["PHP"]),
    ("₦", &["NGN"]),
    ("₡", &["CRC"]),
    ("₸", &["KZT"]),
    ("₲", &["PYG"]),
];

/// The active codes of ISO 4217.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB \
    BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB \
    EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY \
    KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR \
    MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF \
    SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS \
    UAH UGX USD UYU UYW UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG";

/// The currency that a code or a symbol alone names (`eur`, `€`); for a symbol of several
/// currencies the one that is `default`, else the most used.
pub fn currency(text: &str, default: Currency) -> Option<Currency> {
    let text = text.trim();
    if text.len() == 3 && text.is_ascii() {
        let code = text.to_ascii_uppercase();
        if CODES.split_whitespace().any(|c| c == code) {
            return code.parse().ok();
        }
    }
    let row = SYMBOLS.iter().find(|(symbol, _)| *symbol == text)?;
    of_symbol(row.1, default)
}

fn of_symbol(codes: &[&str], default: Currency) -> Option<Currency> {
    let code = codes
        .iter()
        .find(|c| **c == default.code())
        .or_else(|| codes.first())?;
    code.parse().ok()
}

/// An amount. The currency is the one that is written, else the default.
pub(super) fn money(text: &str, options: &CellOptions) -> Result<Money, CellError> {
    let narrowed: String = text.chars().map(narrow_but_yen).collect();
    let mut rest = narrowed.trim();
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        (rest, negative) = (inner.trim(), true);
    }
    if let Some(inner) = rest.strip_prefix('-') {
        if negative {
            return Err(CellError::NotMoney);
        }
        (rest, negative) = (inner.trim(), true);
    }
    let digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '(');
    let start = rest.find(digit).ok_or(CellError::NotMoney)?;
    // A symbol may end in a point ("Fr. 12"): the number begins at its first digit, then.
    let start = match rest.find(|c: char| c.is_ascii_digit()) {
        Some(first)
            if currency(rest.get(..first).unwrap_or_default(), options.currency).is_some() =>
        {
            first
        }
        _ => start,
    };
    let end = rest
        .rfind(|c: char| c.is_ascii_digit() || matches!(c, ')' | '-'))
        .ok_or(CellError::NotMoney)?;
    let part = |range| rest.get(range).map(str::trim).unwrap_or_default();
    let (before, amount, after) = (
        part(0..start),
        part(start..end + 1),
        part(end + 1..rest.len()),
    );
    let (before, after) = (before.trim_end_matches(':'), after.trim_start_matches(".-"));
    let named = match (before.trim(), after.trim()) {
        ("", "") => None,
        (sign, "") | ("", sign) => {
            Some(currency(sign, options.currency).ok_or(CellError::NotMoney)?)
        }
        (a, b) => {
            let (a, b) = (currency(a, options.currency), currency(b, options.currency));
            // "$ 5 CAD": the code says more than the symbol.
            Some(
                b.or(a)
                    .filter(|_| a.is_some() && b.is_some())
                    .ok_or(CellError::NotMoney)?,
            )
        }
    };
    exact(
        amount,
        negative,
        named.unwrap_or(options.currency),
        options.numbers,
    )
}

/// The yen sign's full-width form names the yuan first, so it stays.
fn narrow_but_yen(c: char) -> char {
    if c == '￥' { c } else { number::narrow(c) }
}

fn exact(
    amount: &str,
    negative: bool,
    currency: Currency,
    style: NumberStyle,
) -> Result<Money, CellError> {
    let plain = number::decimal(amount, style).ok_or(CellError::NotMoney)?;
    if negative && plain.starts_with('-') {
        return Err(CellError::NotMoney);
    }
    let plain = if negative { format!("-{plain}") } else { plain };
    if let Some(money) = Money::parse_amount(&plain, currency) {
        return Ok(money);
    }
    let decimals = plain.split_once('.').map_or(0, |(_, part)| part.len());
    if decimals <= currency.decimals() as usize {
        return Err(CellError::TooLarge);
    }
    // 1100.0400000000001: what binary arithmetic leaves behind is no decimal of the amount.
    let units: f64 = plain.parse().map_err(|_| CellError::NotMoney)?;
    let minor = units * currency.scale() as f64;
    if minor.abs() < 9e15 && decimals >= 8 && (minor - minor.round()).abs() < 1e-4 {
        return Ok(Money {
            minor: minor.round() as i64,
            currency,
        });
    }
    Err(CellError::TooManyDecimals {
        currency: currency.code().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, default: &str) -> Result<String, CellError> {
        let options = CellOptions {
            currency: default.parse().unwrap(),
            ..CellOptions::default()
        };
        money(text, &options).map(|m| m.to_string())
    }

    #[test]
    fn amounts_with_symbols_and_codes() {
        for (text, expected) in [
            ("1.234,50 €", "1234.50 EUR"),
            ("€1,234.50", "1234.50 EUR"),
            ("$ 1,054", "1054.00 USD"),
            ("USD 12.5", "12.50 USD"),
            ("12.50 chf", "12.50 CHF"),
            ("Fr. 12.50", "12.50 CHF"),
            ("12,50 zł", "12.50 PLN"),
            ("(1,200.00)", "-1200.00 USD"),
            ("-£5", "-5.00 GBP"),
            ("£-5", "-5.00 GBP"),
            ("($5.25)", "-5.25 USD"),
            ("¥1,200", "1200 JPY"),
            ("￥1,200", "1200.00 CNY"),
            ("500元", "500.00 CNY"),
            ("$5 CAD", "5.00 CAD"),
            ("550", "550.00 USD"),
            ("0", "0.00 USD"),
            ("1100.0400000000001", "1100.04 USD"),
            ("R$ 1.000,00", "1000.00 BRL"),
        ] {
            assert_eq!(read(text, "USD").as_deref(), Ok(expected), "{text}");
        }
        assert_eq!(read("$5", "AUD").as_deref(), Ok("5.00 AUD"));
        assert_eq!(read("¥5", "CNY").as_deref(), Ok("5.00 CNY"));
        assert_eq!(read("5 kr", "NOK").as_deref(), Ok("5.00 NOK"));
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for bad in [
            "",
            "abc",
            "12 apples",
            "5 XYZ",
            "$",
            "1.2.3",
            "€5 €6",
            "--5",
            "(-5)",
        ] {
            assert_eq!(read(bad, "USD"), Err(CellError::NotMoney), "{bad}");
        }
        assert!(matches!(
            read("1.005", "EUR"),
            Err(CellError::TooManyDecimals { .. })
        ));
        assert!(matches!(
            read("12.5", "JPY"),
            Err(CellError::TooManyDecimals { .. })
        ));
        assert_eq!(
            read("9".repeat(30).as_str(), "EUR"),
            Err(CellError::TooLarge)
        );
    }

    proptest! {
        #[test]
        fn amounts_to_the_cent_survive(minor in -1_000_000_000_000i64..1_000_000_000_000) {
            let euro = Money { minor, currency: Currency::EUR };
            let options = CellOptions::default();
            prop_assert_eq!(money(&euro.to_string(), &options), Ok(euro));
            let german = CellOptions { numbers: NumberStyle::Comma, ..options };
            let text = format!("{} €", euro.amount_text().replace('.', ","));
            prop_assert_eq!(money(&text, &german), Ok(euro));
        }
    }
}
