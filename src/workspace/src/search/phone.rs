//! Phone numbers as search sees them: found by their last digits, with and without the country.

use interchange::fold::phone_key;

/// How many of a number's last digits are words of their own: those people say, a number without
/// its area, and one without its country.
const ENDS: [usize; 3] = [4, 7, 9];

/// Calls `visit` with the digits of a phone number and with its last ones.
pub(super) fn each_word(number: &str, buffer: &mut String, visit: &mut dyn FnMut(&str)) {
    buffer.clear();
    buffer.extend(number.chars().filter(char::is_ascii_digit));
    if buffer.len() > 4 {
        visit(buffer);
    }
    let key = phone_key(number).unwrap_or_default();
    for end in ENDS {
        if let Some(at) = key.len().checked_sub(end)
            && (at > 0 || key != *buffer)
        {
            visit(&key[at..]);
        }
    }
}

/// The word by which a number is found that is written otherwise than in the record: its last
/// digits. `None` for a query that is no phone number of seven digits or more.
pub(super) fn of_query(query: &str) -> Option<String> {
    let is_number = |c: char| c.is_ascii_digit() || " +-()./\u{a0}".contains(c);
    let key = phone_key(query).filter(|_| query.chars().all(is_number))?;
    let end = ENDS.into_iter().rev().find(|end| *end <= key.len())?;
    (end > 4).then(|| key[key.len() - end..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(number: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_word(number, &mut String::new(), &mut |word| {
            words.push(word.to_owned());
        });
        words
    }

    #[test]
    fn a_number_has_its_last_digits_as_words() {
        let expected = ["493012345678", "5678", "2345678", "012345678"];
        assert_eq!(words("+49 30 1234 5678"), expected);
        assert_eq!(words("555-0134"), ["5550134", "0134"]);
        assert_eq!(words("112"), [""; 0]);
        assert_eq!(words("(no number)"), [""; 0]);
    }

    #[test]
    fn a_query_is_a_number_with_seven_digits_or_more() {
        assert_eq!(
            of_query("+49 (0)30 1234-5678").as_deref(),
            Some("012345678")
        );
        assert_eq!(of_query("555 0134").as_deref(), Some("5550134"));
        assert_eq!(of_query("1555 0134").as_deref(), Some("5550134"));
        for query in ["", "0134", "555 013", "Acme 555 0134", "٥٥٥٠١٣٤"] {
            assert_eq!(of_query(query), None, "{query}");
        }
    }
}
