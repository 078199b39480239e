//! Keys under which two spellings count as the same, and how near two texts are.
//!
//! A [`crate::plan::Lookup`] indexes what is known under these same keys.

/// The key of a name: lower case, words of letters and digits with one blank between. `Gekko & Co.`
/// and `gekko co` have the same. A name without any letter or digit is its own key.
pub fn name_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            key.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’') && !key.ends_with(' ') && !key.is_empty() {
            key.push(' ');
        }
    }
    let length = key.trim_end().len();
    key.truncate(length);
    if key.is_empty() {
        text.trim().to_lowercase()
    } else {
        key
    }
}

/// Letters and digits alone, in lower case: `E-mail 1 - Value` gives `email1value`.
pub fn compact_key(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The key of an e-mail address: lower case.
pub fn email_key(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The key of a phone number: its last nine digits, so that it is the same with and without the
/// country. `None` for fewer than six digits.
pub fn phone_key(text: &str) -> Option<String> {
    let end = text.find(['x', 'X', '#']).unwrap_or(text.len());
    let number = text.get(..end).unwrap_or_default();
    let digits = |part: &str, key: &mut String| {
        key.extend(part.chars().filter(char::is_ascii_digit));
    };
    let mut key = String::with_capacity(number.len());
    match number.split_once("(0)") {
        Some((country, rest)) => {
            digits(country, &mut key);
            digits(rest, &mut key);
        }
        None => digits(number, &mut key),
    }
    if key.len() < 6 {
        return None;
    }
    key.drain(..key.len().saturating_sub(9));
    Some(key)
}

/// The domain of a link, an e-mail address or a domain: lower case, without `www.`. `None` where
/// there is none.
pub fn domain_key(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let rest = match text.split_once("://") {
        Some((_, rest)) => rest,
        None => text.strip_prefix("mailto:").unwrap_or(&text),
    };
    let host = crate::cell::host(rest);
    let host = host.strip_prefix("www.").unwrap_or(host);
    crate::cell::is_domain(host).then(|| host.to_owned())
}

/// Domains under which anybody can have an address; they say nothing of a company.
const PUBLIC: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "yahoo.com",
    "ymail.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "aol.com",
    "gmx.de",
    "gmx.net",
    "gmx.com",
    "gmx.at",
    "gmx.ch",
    "web.de",
    "t-online.de",
    "freenet.de",
    "mail.com",
    "mail.ru",
    "yandex.ru",
    "yandex.com",
    "proton.me",
    "protonmail.com",
    "pm.me",
    "fastmail.com",
    "zoho.com",
    "qq.com",
    "163.com",
    "126.com",
    "139.com",
    "sina.com",
    "sina.cn",
    "sohu.com",
    "foxmail.com",
    "aliyun.com",
    "yeah.net",
    "hotmail.co.uk",
    "yahoo.co.uk",
    "hotmail.fr",
    "yahoo.fr",
    "orange.fr",
    "free.fr",
    "laposte.net",
    "wanadoo.fr",
    "libero.it",
    "yahoo.co.jp",
    "naver.com",
    "bluewin.ch",
];

/// Whether anybody can have an address under this domain, so that it names no company.
pub fn is_public_domain(domain: &str) -> bool {
    PUBLIC.contains(&domain)
}

/// How two different texts are nearly the same.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum Nearness {
    /// They differ in case, blanks and punctuation only.
    SameLetters,
    /// So many letters were added, left out, changed or swapped.
    Letters(u8),
}

/// Whether two texts are probably meant to be the same: equal but for case, blanks and
/// punctuation, or one letter apart (from 4 letters on), or two (from 8 on). Texts with different
/// digits never are.
pub fn nearness(a: &str, b: &str) -> Option<Nearness> {
    let (a, b) = (compact_key(a), compact_key(b));
    if a.is_empty() || b.is_empty() {
        return None;
    }
    if a == b {
        return Some(Nearness::SameLetters);
    }
    let digits = |s: &str| s.chars().filter(|c| c.is_numeric()).collect::<String>();
    if digits(&a) != digits(&b) {
        return None;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let most = match a.len().min(b.len()) {
        0..4 => return None,
        4..8 => 1,
        _ => 2,
    };
    let distance = edit_distance(&a, &b, most)?;
    Some(Nearness::Letters(distance as u8))
}

/// The optimal string alignment distance, up to `most`.
fn edit_distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most || a.len().max(b.len()) > 200 {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let at = |row: &[usize], i: usize| row.get(i).copied().unwrap_or(usize::MAX / 2);
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let change = at(&last, j) + usize::from(x != y);
            let mut best = change.min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|d| *d <= most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_forgive_case_and_punctuation() {
        assert_eq!(name_key(" Gekko & Co. "), "gekko co");
        assert_eq!(name_key("O’Neil"), name_key("O'Neil"));
        assert_eq!(name_key("+++"), "+++");
        assert_eq!(name_key("北京 科技"), "北京 科技");
        assert_eq!(compact_key("E-mail 1 - Value*"), "email1value");
        assert_eq!(phone_key("+49 (0)30 123456-7"), phone_key("030 1234567"));
        assert_eq!(phone_key("110"), None);
        assert_eq!(
            domain_key("https://www.Acme.com/x").as_deref(),
            Some("acme.com")
        );
        assert_eq!(domain_key("ann@acme.com").as_deref(), Some("acme.com"));
        assert_eq!(domain_key("acme"), None);
    }

    #[test]
    fn near_texts() {
        assert_eq!(nearness("GTXPro", "GTX Pro"), Some(Nearness::SameLetters));
        assert_eq!(
            nearness("technolgy", "Technology"),
            Some(Nearness::Letters(1))
        );
        assert_eq!(nearness("Retial", "retail"), Some(Nearness::Letters(1)));
        assert_eq!(nearness("Q3 2017", "Q3 2018"), None);
        assert_eq!(nearness("Won", "Wan"), None);
        assert_eq!(nearness("Finance", "Retail"), None);
        assert_eq!(nearness("", "a"), None);
    }

    proptest! {
        #[test]
        fn nearness_is_symmetric(a in "[a-d ]{0,10}", b in "[a-d ]{0,10}") {
            prop_assert_eq!(nearness(&a, &b), nearness(&b, &a));
            let _ = (phone_key(&a), domain_key(&b));
        }
    }
}
