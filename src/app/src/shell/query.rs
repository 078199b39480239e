//! The part of an address behind `?`: the state of a view.

use std::fmt;

/// Names with values, in the order of the address. Both are plain text; [`fmt::Display`] and
/// [`Query::parse`] escape and unescape them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads `a=1&b=2`. Parts that are escaped wrongly are kept as they stand.
    pub fn parse(text: &str) -> Self {
        let pairs = text.split('&').filter(|part| !part.is_empty());
        Self(
            pairs
                .map(|part| {
                    let (name, value) = part.split_once('=').unwrap_or((part, ""));
                    (unescape(name), unescape(value))
                })
                .filter(|(name, _)| !name.is_empty())
                .collect(),
        )
    }

    /// The first value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }

    /// The values of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let of_name = self.0.iter().filter(move |(n, _)| n == name);
        of_name.map(|(_, value)| value.as_str())
    }

    /// The query with this value of a name, or with `None` without it.
    #[must_use]
    pub fn with(mut self, name: &str, value: Option<&str>) -> Self {
        let at = self.0.iter().position(|(n, _)| n == name);
        self.0.retain(|(n, _)| n != name);
        if let Some(value) = value {
            let at = at.unwrap_or(self.0.len()).min(self.0.len());
            self.0.insert(at, (name.to_owned(), value.to_owned()));
        }
        self
    }

    /// The same names and values in the order of their names.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        record::order::sort(&mut self.0);
        self
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (name, value)) in self.0.iter().enumerate() {
            let join = if i == 0 { "" } else { "&" };
            write!(f, "{join}{}", Escaped(name))?;
            if !value.is_empty() {
                write!(f, "={}", Escaped(value))?;
            }
        }
        Ok(())
    }
}

/// Text with everything but letters, digits and a few harmless signs as `%XX`.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0.bytes() {
            match byte {
                b'a'..=b'z'
                | b'A'..=b'Z'
                | b'0'..=b'9'
                | b'-'
                | b'_'
                | b'.'
                | b'~'
                | b':'
                | b','
                | b'!'
                | b'*'
                | b'@' => write!(f, "{}", char::from(byte))?,
                _ => write!(f, "%{byte:02X}")?,
            }
        }
        Ok(())
    }
}

/// Text without its escapes; wrong escapes stay as they are.
pub(super) fn unescape(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, tail)) = rest.split_first() {
        let escaped = match (first, tail) {
            (b'%', [a, b, ..]) => hex(*a).zip(hex(*b)).map(|(a, b)| a * 16 + b),
            _ => None,
        };
        match escaped {
            Some(byte) => {
                plain.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                plain.push(if *first == b'+' { b' ' } else { *first });
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_value_is_set_in_its_place_and_taken_away() {
        let query = Query::parse("a=1&b=2&c=3").with("b", Some("x y"));
        assert_eq!(query.to_string(), "a=1&b=x%20y&c=3");
        assert_eq!(query.with("a", None).to_string(), "b=x%20y&c=3");
    }

    #[test]
    fn the_order_of_the_names_can_be_left_aside() {
        let query = Query::parse("b=2&a=1&b=1");
        assert_eq!(query.sorted().to_string(), "a=1&b=1&b=2");
    }

    #[test]
    fn wrong_escapes_stay_as_they_are() {
        assert_eq!(Query::parse("a=%zz%4&b=%41").get("a"), Some("%zz%4"));
        assert_eq!(Query::parse("&&=1&x").to_string(), "x");
    }

    proptest! {
        #[test]
        fn every_query_survives_its_text(pairs in prop::collection::vec((".{1,6}", ".{0,6}"), 0..5)) {
            let query = Query(pairs);
            prop_assert_eq!(Query::parse(&query.to_string()), query);
        }

        #[test]
        fn arbitrary_text_never_panics(text in ".{0,40}") {
            let _ = Query::parse(&text).to_string();
        }
    }
}
