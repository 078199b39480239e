//! The currencies in use, and which one a reader most likely counts in.

use record::Currency;

use crate::words::Language;

/// The currency that a reader of these languages (BCP 47 tags, best first) most likely counts in.
pub fn likely_currency(tags: &[String], language: Language) -> Currency {
    let of_region = |tag: &String| {
        let region = tag.split('-').skip(1).find(|part| part.len() == 2)?;
        let region = region.to_ascii_uppercase();
        let row = REGIONS
            .iter()
            .find(|(_, regions)| regions.split(' ').any(|r| r == region));
        row.and_then(|(code, _)| code.parse().ok())
    };
    let fallback = match language {
        Language::En => "USD",
        Language::Zh => "CNY",
    };
    tags.iter()
        .find_map(of_region)
        .or_else(|| fallback.parse().ok())
        .unwrap_or(Currency::USD)
}

/// The currencies in use (ISO 4217), in the order of their codes.
pub fn currencies() -> impl Iterator<Item = Currency> {
    CURRENCIES
        .split_whitespace()
        .filter_map(|code| code.parse().ok())
}

/// Currency and the regions that use it.
const REGIONS: &[(&str, &str)] = &[
    (
        "EUR",
        "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK",
    ),
    ("USD", "US EC SV PR"),
    ("GBP", "GB"),
    ("CNY", "CN"),
    ("HKD", "HK"),
    ("TWD", "TW"),
    ("MOP", "MO"),
    ("SGD", "SG"),
    ("JPY", "JP"),
    ("KRW", "KR"),
    ("INR", "IN"),
    ("CAD", "CA"),
    ("AUD", "AU"),
    ("NZD", "NZ"),
    ("CHF", "CH LI"),
    ("SEK", "SE"),
    ("NOK", "NO"),
    ("DKK", "DK"),
    ("PLN", "PL"),
    ("CZK", "CZ"),
    ("HUF", "HU"),
    ("RON", "RO"),
    ("BRL", "BR"),
    ("MXN", "MX"),
    ("ZAR", "ZA"),
    ("MYR", "MY"),
    ("PHP", "PH"),
    ("NGN", "NG"),
    ("KES", "KE"),
    ("ILS", "IL"),
    ("TRY", "TR"),
    ("AED", "AE"),
];

const CURRENCIES: &str = "
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS
    GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW
    KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR
    MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR
    SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD
    UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_likely_currency_follows_the_region_then_the_language() {
        let likely = |tags: &[&str], language| {
            let tags: Vec<String> = tags.iter().map(|t| (*t).to_owned()).collect();
            likely_currency(&tags, language).code().to_owned()
        };
        assert_eq!(likely(&["en-GB"], Language::En), "GBP");
        assert_eq!(likely(&["de", "de-AT"], Language::En), "EUR");
        assert_eq!(likely(&["zh-Hant-TW"], Language::Zh), "TWD");
        assert_eq!(likely(&["en"], Language::En), "USD");
        assert_eq!(likely(&[], Language::Zh), "CNY");
    }

    #[test]
    fn every_currency_of_a_region_can_be_chosen() {
        let all: Vec<Currency> = currencies().collect();
        assert!(all.is_sorted());
        for (code, _) in REGIONS {
            assert!(all.contains(&code.parse().unwrap()), "{code}");
        }
    }
}
