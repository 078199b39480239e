//! E-mail addresses, phone numbers and links.

use record::Labelled;

use super::{CellError, MAX_LIST, clean_line, is_blank};

/// E-mail addresses of a cell, separated by comma, semicolon or line break, each perhaps with a name
/// (`Ann <ann@x.org>`) or a label (`ann@x.org (work)`). Each address is taken once.
///
/// # Errors
/// Where one of them is no address.
pub fn emails(text: &str) -> Result<Vec<Labelled>, CellError> {
    let parts = split(text);
    collect(parts, |part| {
        let (part, label) = label_of(part);
        let inner = match (part.rfind('<'), part.rfind('>')) {
            (Some(open), Some(close)) if open < close => part.get(open + 1..close).unwrap_or(part),
            _ => part,
        };
        let address = inner.trim().trim_start_matches("mailto:").trim();
        // Part of a name before an address: "Lee, Ann <ann@x.org>".
        is_email(address)
            .then(|| (address.to_owned(), label))
            .ok_or(CellError::NotAnEmail)
    })
}

/// Whether the text has the form of an e-mail address.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let bad = |c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"@".contains(c);
    text.len() <= 254 && !local.is_empty() && !local.contains(bad) && is_domain(domain)
}

/// Whether the text has the form of a domain: labels and points, at least one point.
pub(crate) fn is_domain(text: &str) -> bool {
    let label = |l: &str| {
        !l.is_empty()
            && l.len() <= 63
            && !l.starts_with('-')
            && !l.ends_with('-')
            && l.chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    let last = text.rsplit('.').next().unwrap_or_default();
    text.contains('.')
        && text.split('.').all(label)
        && last.chars().count() >= 2
        && !last.chars().all(|c| c.is_ascii_digit())
}

/// Phone numbers of a cell, separated by semicolon, comma, line break or `:::`, each perhaps with a
/// label (`+49 30 1234 (work)`). They are kept as written.
///
/// # Errors
/// Where one of them is no phone number.
pub fn phones(text: &str) -> Result<Vec<Labelled>, CellError> {
    let parts = split(text).flat_map(|p| p.split(":::"));
    collect(parts, |part| {
        let (number, label) = label_of(part);
        let number = number
            .trim()
            .trim_start_matches("tel:")
            .trim_start_matches('\'')
            .trim();
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let shortened = number.contains(['E', 'e'])
            && number.contains('+')
            && number.parse::<f64>().is_ok_and(|n| n.abs() > 1e5);
        if shortened {
            return Err(CellError::ShortenedNumber);
        }
        // An extension is what follows the first sign that may begin one.
        let plain = number
            .split_once(['e', 'E', 'x', 'X', '#'])
            .map_or(number, |(plain, _)| plain);
        let rest = number.get(plain.len()..).unwrap_or_default().to_lowercase();
        let known = rest.is_empty() || ["ext", "x", "#"].iter().any(|e| rest.starts_with(e));
        let allowed = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+-–().·/*".contains(c);
        ((3..=20).contains(&digits) && known && plain.chars().all(allowed))
            .then(|| (number.to_owned(), label))
            .ok_or(CellError::NotAPhone)
    })
}

/// Splits a list of addresses or numbers.
fn split(text: &str) -> impl Iterator<Item = &str> {
    // Most cells hold one.
    let several = text
        .bytes()
        .any(|b| matches!(b, b',' | b';' | b'\n' | b'|' | b':' | 0x80..));
    let separators: &[char] = match several {
        true => &[',', ';', '\n', '|', '，', '；'],
        false => &[],
    };
    text.split(separators)
}

fn collect<'a>(
    parts: impl Iterator<Item = &'a str>,
    read: impl Fn(&'a str) -> Result<(String, String), CellError>,
) -> Result<Vec<Labelled>, CellError> {
    let mut list: Vec<Labelled> = Vec::new();
    for part in parts {
        let part = part.trim_matches(is_blank);
        if part.is_empty() {
            continue;
        }
        let (value, label) = read(part)?;
        let there = list
            .iter()
            .any(|l| l.value.to_lowercase() == value.to_lowercase());
        if !there {
            list.push(Labelled {
                value: clean_line(&value)?,
                label,
            });
        }
        if list.len() > MAX_LIST {
            return Err(CellError::TooLong { limit: MAX_LIST });
        }
    }
    Ok(list)
}

/// A value and the label in parentheses behind it.
fn label_of(text: &str) -> (&str, String) {
    let split = text.strip_suffix(')').and_then(|t| t.rsplit_once(" ("));
    match split {
        Some((value, label))
            if label.len() <= 30 && label.chars().all(|c| c.is_alphabetic() || c == ' ') =>
        {
            (value.trim(), label.to_owned())
        }
        _ => (text, String::new()),
    }
}

/// A link. Without a scheme it must be a domain and becomes `https://`.
///
/// # Errors
/// Where it is none, or its scheme is not http, https, mailto or tel.
pub fn link(text: &str) -> Result<String, CellError> {
    let text = text.trim_matches(is_blank);
    if text.len() > 2_048 {
        return Err(CellError::TooLong { limit: 2_048 });
    }
    if text
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || "<>\"'`{}\\".contains(c))
    {
        return Err(CellError::NotALink);
    }
    let scheme = text.split_once(':').filter(|(scheme, rest)| {
        let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-');
        // "example.com:8080" is a host and a port.
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(name)
            && (!rest.starts_with(|c: char| c.is_ascii_digit())
                || scheme.eq_ignore_ascii_case("tel"))
    });
    if let Some((scheme, rest)) = scheme {
        return match scheme.to_ascii_lowercase().as_str() {
            scheme @ ("http" | "https") => {
                let rest = rest.strip_prefix("//").ok_or(CellError::NotALink)?;
                if host(rest).is_empty() {
                    return Err(CellError::NotALink);
                }
                Ok(format!("{scheme}://{rest}"))
            }
            "mailto" if is_email(rest.split('?').next().unwrap_or_default()) => {
                Ok(format!("mailto:{rest}"))
            }
            "tel" if phones(rest).is_ok_and(|p| p.len() == 1) => Ok(format!("tel:{rest}")),
            "mailto" | "tel" => Err(CellError::NotALink),
            _ => Err(CellError::UnsafeLink),
        };
    }
    let rest = text.trim_start_matches("//");
    if is_domain(host(rest)) {
        Ok(format!("https://{rest}"))
    } else {
        Err(CellError::NotALink)
    }
}

/// The host of what stands behind `//`.
pub(crate) fn host(rest: &str) -> &str {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn values(list: Result<Vec<Labelled>, CellError>) -> Vec<(String, String)> {
        list.unwrap()
            .into_iter()
            .map(|l| (l.value, l.label))
            .collect()
    }

    #[test]
    fn several_addresses_in_a_cell() {
        assert_eq!(
            values(emails("ann@x.org, Bo <bo@y.de>;ann@X.org\nc@z.io (work)")),
            [
                ("ann@x.org".into(), "".into()),
                ("bo@y.de".into(), "".into()),
                ("c@z.io".into(), "work".into())
            ]
        );
        assert_eq!(values(emails("张伟@例子.中国")).len(), 1);
        for bad in [
            "ann",
            "ann@",
            "@x.org",
            "a b@x.org",
            "a@b",
            "a@b..c",
            "a@1.2",
            "<script>@x.org",
        ] {
            assert_eq!(emails(bad), Err(CellError::NotAnEmail), "{bad}");
        }
    }

    #[test]
    fn phone_numbers_stay_as_written() {
        assert_eq!(
            values(phones(
                "+49 (0)30 / 1234-56; 555-0100 x12 ::: 0171 234 (mobile)"
            )),
            [
                ("+49 (0)30 / 1234-56".into(), "".into()),
                ("555-0100 x12".into(), "".into()),
                ("0171 234".into(), "mobile".into())
            ]
        );
        assert_eq!(phones("call me"), Err(CellError::NotAPhone));
        assert_eq!(phones("12"), Err(CellError::NotAPhone));
        assert_eq!(phones("4.91512E+11"), Err(CellError::ShortenedNumber));
    }

    #[test]
    fn only_safe_links_are_taken() {
        for (text, expected) in [
            ("example.com", "https://example.com"),
            ("www.example.com/a?b=c#d", "https://www.example.com/a?b=c#d"),
            ("HTTP://example.com", "http://example.com"),
            ("example.com:8080/x", "https://example.com:8080/x"),
            ("mailto:a@b.org", "mailto:a@b.org"),
            ("tel:+4930123", "tel:+4930123"),
            ("http://localhost", "http://localhost"),
        ] {
            assert_eq!(link(text).as_deref(), Ok(expected), "{text}");
        }
        for unsafe_one in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "ftp://x.org",
        ] {
            assert_eq!(link(unsafe_one), Err(CellError::UnsafeLink), "{unsafe_one}");
        }
        for bad in [
            "hello",
            "a b.com",
            "https://",
            "http:x.org",
            "mailto:x",
            "https://x.org/\"><script>",
        ] {
            assert_eq!(link(bad), Err(CellError::NotALink), "{bad}");
        }
    }
}
