//! Text as search and sorting see it: folded to lower case, split into words.

/// Whether a character is a word of its own: Chinese, Japanese and Korean are written without
/// spaces.
pub(crate) fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{2FDF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Calls `visit` with each word of a text, in lower case.
pub(crate) fn each_word(text: &str, buffer: &mut String, visit: &mut dyn FnMut(&str)) {
    buffer.clear();
    for c in text.chars() {
        if stands_alone(c) {
            if !buffer.is_empty() {
                visit(buffer);
                buffer.clear();
            }
            buffer.push(c);
            visit(buffer);
            buffer.clear();
        } else if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                buffer.push(c.to_ascii_lowercase());
            } else if !buffer.is_empty() {
                visit(buffer);
                buffer.clear();
            }
        } else if c.is_alphanumeric() {
            buffer.extend(c.to_lowercase().map(without_accent));
        } else if !buffer.is_empty() && !is_mark(c) {
            visit(buffer);
            buffer.clear();
        }
    }
    if !buffer.is_empty() {
        visit(buffer);
    }
}

/// The words of a query, in lower case.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(text, &mut String::new(), &mut |word| {
        words.push(word.to_owned());
    });
    words
}

/// Folds a text for comparing: lower case without accents.
pub(crate) fn fold(text: &str) -> String {
    folded_chars(text).collect()
}

/// How a text begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beginning {
    /// With the other one, and that is all of it.
    Whole,
    /// With the other one.
    Part,
    /// Otherwise.
    Other,
}

/// How a text, once folded, begins with a folded one.
pub(crate) fn begins_with(text: &str, folded: &str) -> Beginning {
    let mut chars = folded_chars(text);
    if !folded.chars().all(|c| chars.next() == Some(c)) {
        return Beginning::Other;
    }
    match chars.next() {
        None => Beginning::Whole,
        Some(_) => Beginning::Part,
    }
}

/// Appends the folded text without the white space in front, up to about `most` bytes.
pub(crate) fn fold_into(text: &str, most: usize, out: &mut String) {
    let end = out.len() + most;
    let text = text.trim_start();
    let short = text.get(..most).unwrap_or(text);
    if short.is_ascii() {
        out.extend(
            short
                .bytes()
                .map(|byte| char::from(byte.to_ascii_lowercase())),
        );
        return;
    }
    for c in folded_chars(text) {
        if out.len() >= end {
            break;
        }
        out.push(c);
    }
}

fn folded_chars(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars()
        .filter(|c| !is_mark(*c))
        .flat_map(char::to_lowercase)
        .map(without_accent)
}

/// A combining accent.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// The letter below the accent, for the Latin letters of European languages.
fn without_accent(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_folded_and_chinese_characters_stand_alone() {
        assert_eq!(
            words("Ünïted-Foods 张伟 a@b.C"),
            ["united", "foods", "张", "伟", "a", "b", "c"]
        );
        assert_eq!(words("Re\u{301}sume\u{301}"), ["resume"]);
        assert!(words(" \t!").is_empty());
    }

    proptest! {
        #[test]
        fn the_short_cuts_agree_with_folding(a in "[ -~äÖßŞİ\u{301}]{0,12}", b in "[ -~äÖß]{0,3}") {
            let (whole, part) = (fold(&a), fold(&b));
            let expected = match whole.strip_prefix(part.as_str()) {
                Some("") => Beginning::Whole,
                Some(_) => Beginning::Part,
                None => Beginning::Other,
            };
            prop_assert_eq!(begins_with(&a, &part), expected);
            let mut out = String::from("x");
            fold_into(&a, 100, &mut out);
            prop_assert_eq!(out, format!("x{}", fold(a.trim_start())));
            let mut out = String::new();
            fold_into(&a, 5, &mut out);
            prop_assert!(fold(a.trim_start()).starts_with(&out));
        }
    }
}
