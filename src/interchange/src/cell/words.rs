//! Yes and no.

const YES: &[&str] = &[
    "yes", "y", "true", "t", "1", "on", "x", "✓", "✔", "checked", "active", "是", "有", "对", "真",
    "已", "启用", "√", "ja", "oui", "si", "sí",
];
const NO: &[&str] = &[
    "no",
    "n",
    "false",
    "f",
    "0",
    "off",
    "-",
    "✗",
    "✘",
    "unchecked",
    "inactive",
    "否",
    "无",
    "没有",
    "不",
    "不是",
    "错",
    "假",
    "未",
    "停用",
    "×",
    "nein",
    "non",
];

/// Yes or no in the words that systems write, in English and Chinese and a few others.
pub fn yes_no(text: &str) -> Option<bool> {
    let word = text.trim().to_lowercase();
    if YES.contains(&word.as_str()) {
        Some(true)
    } else if NO.contains(&word.as_str()) {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_yes_and_no() {
        for (text, expected) in [
            ("Yes", Some(true)),
            (" TRUE ", Some(true)),
            ("是", Some(true)),
            ("0", Some(false)),
            ("否", Some(false)),
            ("maybe", None),
            ("", None),
            ("2", None),
        ] {
            assert_eq!(yes_no(text), expected, "{text}");
        }
    }
}
