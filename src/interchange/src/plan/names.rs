//! Names of people: one text into first and last name.

/// Chinese family names of two characters.
const DOUBLE: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙",
    "司徒", "夏侯", "端木", "南宫",
];

/// First and last name. `Lee, Ann` and `Ann Lee` give the same; a Chinese name without a blank
/// begins with the family name; of a Western one the last word is the family name, with the small
/// words before it (`Ludwig van Beethoven`).
pub(crate) fn split_name(full: &str) -> (String, String) {
    let full = full.trim();
    if let Some((last, first)) = full.split_once(',') {
        return (first.trim().to_owned(), last.trim().to_owned());
    }
    let chinese = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let count = full.chars().count();
    if (2..=4).contains(&count) && full.chars().all(chinese) {
        let double = count > 2 && DOUBLE.iter().any(|d| full.starts_with(d));
        let at: usize = full
            .chars()
            .take(if double { 2 } else { 1 })
            .map(char::len_utf8)
            .sum();
        let (last, first) = full.split_at_checked(at).unwrap_or((full, ""));
        return (first.to_owned(), last.to_owned());
    }
    let words: Vec<&str> = full.split_whitespace().collect();
    let Some(end) = words.len().checked_sub(1).filter(|end| *end > 0) else {
        return (full.to_owned(), String::new());
    };
    let small = |w: &str| {
        matches!(
            w,
            "van"
                | "von"
                | "der"
                | "den"
                | "de"
                | "da"
                | "di"
                | "la"
                | "le"
                | "zu"
                | "ter"
                | "bin"
                | "al"
        )
    };
    let mut from = end;
    while from > 1 && words.get(from - 1).is_some_and(|w| small(w)) {
        from -= 1;
    }
    let join = |range: std::ops::Range<usize>| words.get(range).unwrap_or_default().join(" ");
    (join(0..from), join(from..words.len()))
}

/// A name and the e-mail address that stands in parentheses or angle brackets behind it.
pub(super) fn name_and_email(text: &str) -> (&str, Option<&str>) {
    for (open, close) in [(" (", ')'), ("<", '>')] {
        if let Some((name, rest)) = text.trim().split_once(open)
            && let Some(email) = rest.strip_suffix(close)
            && email.contains('@')
        {
            return (name.trim(), Some(email.trim()));
        }
    }
    (text.trim(), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_as_people_write_them() {
        for (full, first, last) in [
            ("Ann Lee", "Ann", "Lee"),
            ("Lee, Ann", "Ann", "Lee"),
            ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
            ("Ana Maria Lopez", "Ana Maria", "Lopez"),
            ("张伟", "伟", "张"),
            ("欧阳娜娜", "娜娜", "欧阳"),
            ("Cher", "Cher", ""),
            ("", "", ""),
            ("שרה כהן", "שרה", "כהן"),
        ] {
            assert_eq!(
                split_name(full),
                (first.to_owned(), last.to_owned()),
                "{full}"
            );
        }
        assert_eq!(
            name_and_email("Ann Lee (ann@x.org)"),
            ("Ann Lee", Some("ann@x.org"))
        );
        assert_eq!(name_and_email("Acme (Berlin)"), ("Acme (Berlin)", None));
    }
}
