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
    text.chars()
        .filter(|c| !is_mark(*c))
        .flat_map(char::to_lowercase)
        .map(without_accent)
        .collect()
}

/// The first eight bytes of the folded text as a number that sorts as the text does.
pub(crate) fn prefix_key(text: &str) -> u64 {
    let mut key = [0u8; 8];
    let mut at = 0;
    for c in text.trim_start().chars() {
        if is_mark(c) {
            continue;
        }
        let mut push = |c: char| {
            let mut bytes = [0u8; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                if at < 8 {
                    key[at] = byte;
                    at += 1;
                }
            }
        };
        if c.is_ascii() {
            push(c.to_ascii_lowercase());
        } else {
            c.to_lowercase().map(without_accent).for_each(push);
        }
        if at >= 8 {
            break;
        }
    }
    u64::from_be_bytes(key)
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
        fn prefix_keys_never_contradict_the_folded_order(a in "\\PC{0,12}", b in "\\PC{0,12}") {
            let (a, b) = (a.trim_start(), b.trim_start());
            match prefix_key(a).cmp(&prefix_key(b)) {
                std::cmp::Ordering::Less => prop_assert!(fold(a) < fold(b)),
                std::cmp::Ordering::Greater => prop_assert!(fold(a) > fold(b)),
                std::cmp::Ordering::Equal => {}
            }
        }
    }
}
