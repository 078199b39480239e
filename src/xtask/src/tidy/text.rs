//! Rules on the text of any source file.

use super::Finding;
use super::files::Source;

/// Past this many lines a file must be listed with its reason.
const LONG: usize = 600;
/// Past this many lines no reason helps.
const TOO_LONG: usize = 800;

/// What stands for work that was not done. The words are put together so that this file has none of them.
const UNFINISHED: [&str; 6] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X:"),
    concat!("todo", "!("),
    concat!("unimplemented", "!("),
    concat!("dbg", "!("),
];

/// A file covers one subject and stays readable; an exception is listed in `long-files.txt`.
pub(crate) fn length(name: &str, text: &str, listed: &str) -> Option<Finding> {
    let lines = text.lines().count();
    if lines > TOO_LONG {
        Some(Finding::new(
            name,
            &format!("{lines} lines; over {TOO_LONG} a file must be split"),
        ))
    } else if lines > LONG && !entries(listed).any(|entry| entry == name) {
        Some(Finding::new(
            name,
            &format!(
                "{lines} lines; over {LONG} it must be split or listed in src/xtask/long-files.txt"
            ),
        ))
    } else {
        None
    }
}

/// Every entry of the list still names a file.
pub(crate) fn stale_long_files(listed: &str, sources: &[Source]) -> Vec<Finding> {
    entries(listed)
        .filter(|entry| !sources.iter().any(|source| source.name == *entry))
        .map(|entry| Finding::new("src/xtask/long-files.txt", &format!("{entry} is no file")))
        .collect()
}

/// Nothing unfinished is kept.
pub(crate) fn unfinished(name: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for word in UNFINISHED {
            if contains_word(line, word) {
                findings.push(Finding::new(
                    &format!("{name}:{}", number + 1),
                    &format!("“{word}” is unfinished work"),
                ));
            }
        }
    }
    findings
}

/// The first word of each line of the list; what follows it is the reason.
fn entries(listed: &str) -> impl Iterator<Item = &str> {
    listed
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_whitespace().next())
}

/// Whether `word` stands in the line without a letter right before or, if it ends in one, right after it.
fn contains_word(line: &str, word: &str) -> bool {
    let joins = |letter: Option<char>| {
        letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
    };
    line.match_indices(word).any(|(start, _)| {
        let before = line.get(..start).and_then(|text| text.chars().next_back());
        let after = line
            .get(start + word.len()..)
            .and_then(|text| text.chars().next());
        !(joins(before) || joins(word.chars().next_back()) && joins(after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_must_be_listed_and_a_very_long_one_split() {
        assert_eq!(length("a.rs", &"x\n".repeat(LONG), ""), None);
        assert!(length("a.rs", &"x\n".repeat(LONG + 1), "# a.rs").is_some());
        assert_eq!(
            length("a.rs", &"x\n".repeat(LONG + 1), "a.rs one table\n"),
            None
        );
        assert!(length("a.rs", &"x\n".repeat(TOO_LONG + 1), "a.rs one table\n").is_some());
    }

    #[test]
    fn an_entry_without_a_file_is_stale() {
        let sources = [Source {
            path: "a.rs".into(),
            name: "a.rs".to_owned(),
        }];
        assert_eq!(stale_long_files("a.rs reason\n", &sources), []);
        assert_eq!(stale_long_files("b.rs reason\n", &sources).len(), 1);
    }

    #[test]
    fn unfinished_words_are_found_with_their_line() {
        let text = format!("fine\n// {} later\n{}x)\n", UNFINISHED[0], UNFINISHED[5]);
        let findings = unfinished("a.rs", &text);
        assert_eq!(findings.len(), 2);
        assert!(
            findings
                .first()
                .is_some_and(|Finding(sentence)| sentence.starts_with("a.rs:2: "))
        );
    }

    #[test]
    fn a_longer_word_is_no_unfinished_one() {
        assert_eq!(
            unfinished(
                "a.rs",
                &format!("MAS{}S my_{}y)", UNFINISHED[0], UNFINISHED[5])
            ),
            []
        );
    }
}
