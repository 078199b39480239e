//! Comparing texts by their Unicode lower case.

/// The lower case, character by character, so that it doesn't depend on the neighbours. Two texts are
/// equal for a condition where this is.
pub fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Whether `text` folds to `folded`.
pub(super) fn equal(text: &str, folded: &str) -> bool {
    if text.is_ascii() {
        return text.eq_ignore_ascii_case(folded);
    }
    text.chars().flat_map(char::to_lowercase).eq(folded.chars())
}

/// Whether the folded `text` starts with `folded`.
pub(super) fn starts_with(text: &str, folded: &str) -> bool {
    if text.is_ascii() {
        return text
            .as_bytes()
            .get(..folded.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(folded.as_bytes()));
    }
    let mut chars = text.chars().flat_map(char::to_lowercase);
    folded.chars().all(|c| chars.next() == Some(c))
}

/// Whether the folded `text` contains `folded`.
pub(super) fn contains(text: &str, folded: &str) -> bool {
    if !text.is_ascii() {
        return fold(text).contains(folded);
    }
    let needle = folded.as_bytes();
    needle.is_empty()
        || text
            .as_bytes()
            .windows(needle.len())
            .any(|part| part.eq_ignore_ascii_case(needle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_is_ignored_in_every_script() {
        assert!(equal("GRÖßE", &fold("größe")));
        assert!(contains("Ἑλλάς und Österreich", &fold("ÖSTER")));
        assert!(starts_with("Москва", &fold("мОС")));
        assert!(!starts_with("上海", &fold("海")));
    }

    proptest! {
        #[test]
        fn the_short_cuts_agree_with_folding(a in "[ -~äÖßΣİ]{0,8}", b in "[ -~äÖßΣİ]{0,3}") {
            let (folded_a, folded_b) = (fold(&a), fold(&b));
            prop_assert_eq!(equal(&a, &folded_b), folded_a == folded_b);
            prop_assert_eq!(starts_with(&a, &folded_b), folded_a.starts_with(&folded_b));
            prop_assert_eq!(contains(&a, &folded_b), folded_a.contains(&folded_b));
        }
    }
}
