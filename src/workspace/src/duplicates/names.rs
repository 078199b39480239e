//! Names as they are compared: folded, in words, without what a name can do without.

use interchange::fold::{name_key, nearness};

use crate::query::text;

/// A name in the form in which it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    /// Its words, folded.
    pub(super) words: Vec<String>,
    /// The words without blanks.
    pub(super) compact: String,
}

/// How alike two names are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameLikeness {
    /// A letter or two are otherwise.
    Near,
    /// One is the other with initials, or without a part of it.
    Shorter,
    /// The same words, in whichever order.
    Same,
}

/// What stands behind a company's name to say which form it has, without blanks and points. Longer
/// ones first where one ends like another.
const FORMS: &[&str] = &[
    "limitedliabilitycompany",
    "incorporated",
    "corporation",
    "aktiengesellschaft",
    "gesellschaft",
    "gmbhcokg",
    "gmbhcokgaa",
    "gmbh",
    "ggmbh",
    "mbh",
    "cokg",
    "kgaa",
    "limited",
    "company",
    "pvtltd",
    "pteltd",
    "ptyltd",
    "ltda",
    "ltd",
    "llp",
    "llc",
    "lp",
    "plc",
    "inc",
    "corp",
    "co",
    "ag",
    "kg",
    "ohg",
    "gbr",
    "ug",
    "ek",
    "ev",
    "se",
    "sasu",
    "sas",
    "sarl",
    "eurl",
    "sa",
    "sau",
    "sl",
    "slu",
    "srl",
    "spa",
    "snc",
    "bv",
    "bvba",
    "nv",
    "vof",
    "aps",
    "as",
    "asa",
    "ab",
    "oy",
    "oyj",
    "hf",
    "ehf",
    "sro",
    "doo",
    "dd",
    "kft",
    "zrt",
    "spzoo",
    "ooo",
    "oao",
    "jsc",
    "kk",
    "pte",
    "pty",
    "pvt",
    "pt",
    "sdnbhd",
    "bhd",
];

/// The same in Chinese, Japanese and Korean, where no blank stands before it.
const JOINED_FORMS: &[&str] = &[
    "股份有限责任公司",
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "分公司",
    "公司",
    "株式会社",
    "有限会社",
    "合同会社",
    "주식회사",
];

/// How many words a form is written in at the most: "G m b H & Co. KG".
const FORM_WORDS: usize = 6;

impl Name {
    /// A person's name.
    pub(super) fn of_person(name: &str) -> Self {
        Self::of_words(words_of(name))
    }

    /// A company's name, without its legal form.
    pub(super) fn of_company(name: &str) -> Self {
        let mut words = words_of(name);
        while let Some(rest) = without_form(&words) {
            words = rest;
        }
        Self::of_words(words)
    }

    fn of_words(words: Vec<String>) -> Self {
        Self {
            compact: words.concat(),
            words,
        }
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.compact.is_empty()
    }

    /// Whether it names one person rather than everybody called Anna.
    pub(super) fn is_whole(&self) -> bool {
        let is_han = self.compact.chars().all(text::stands_alone);
        self.words.len() > 1 || (is_han && self.compact.chars().count() > 1)
    }

    /// Its letters in their order: names of the same words have the same, in whichever order.
    pub(super) fn letters(&self) -> String {
        let mut letters: Vec<char> = self.compact.chars().collect();
        letters.sort_unstable();
        letters.into_iter().collect()
    }

    /// Whether a word of more than one letter is in both.
    pub(super) fn shares_word(&self, other: &Self) -> bool {
        self.words
            .iter()
            .any(|word| !is_initial(word) && other.words.contains(word))
    }

    fn is_same(&self, other: &Self) -> bool {
        let sorted = |name: &Self| {
            let mut words = name.words.clone();
            record::order::sort(&mut words);
            words
        };
        self.compact == other.compact
            || (self.compact.len() == other.compact.len() && sorted(self) == sorted(other))
    }

    /// Whether the names differ in a letter or two. In names written without blanks each character
    /// is a word, and another one another name.
    fn is_near(&self, other: &Self) -> bool {
        !self.compact.chars().any(text::stands_alone)
            && nearness(&self.compact, &other.compact).is_some()
    }
}

/// How alike the names of two persons are.
pub(super) fn persons(a: &Name, b: &Name) -> Option<NameLikeness> {
    if a.is_empty() || b.is_empty() {
        None
    } else if a.is_same(b) {
        Some(NameLikeness::Same)
    } else if is_shorter(a, b) {
        Some(NameLikeness::Shorter)
    } else if a.is_near(b) && is_near_by_word(a, b) {
        Some(NameLikeness::Near)
    } else {
        None
    }
}

/// How alike the names of two companies are.
pub(super) fn companies(a: &Name, b: &Name) -> Option<NameLikeness> {
    if a.is_empty() || b.is_empty() {
        None
    } else if a.is_same(b) {
        Some(NameLikeness::Same)
    } else if a.is_near(b) {
        Some(NameLikeness::Near)
    } else {
        None
    }
}

/// Whether each word of one name stands for another word of the other one, as it is or as its
/// initial, and at least one of them as it is.
fn is_shorter(a: &Name, b: &Name) -> bool {
    // In an order of their own, so that both ways round give the same.
    let key = |name: &Name| (name.words.len(), name.compact.len());
    let (short, long) = match key(a)
        .cmp(&key(b))
        .then_with(|| a.compact.cmp(&b.compact))
        .is_le()
    {
        true => (a, b),
        false => (b, a),
    };
    if short.words.len() < 2 {
        return false;
    }
    let mut left: Vec<&String> = long.words.iter().collect();
    let mut unmatched = Vec::new();
    for word in &short.words {
        match left.iter().position(|other| *other == word) {
            Some(at) => drop(left.remove(at)),
            None => unmatched.push(word),
        }
    }
    let matched = short.words.len() - unmatched.len();
    let has_whole = short
        .words
        .iter()
        .any(|word| !is_initial(word) && !unmatched.contains(&word));
    let stands_for = |word: &str, other: &str| {
        let first = |text: &str| text.chars().next();
        (is_initial(word) || is_initial(other)) && first(word) == first(other)
    };
    matched > 0
        && has_whole
        && unmatched.into_iter().all(|word| {
            let at = left.iter().position(|other| stands_for(word, other));
            at.map(|at| left.remove(at)).is_some()
        })
}

/// Whether the words, one by one, are the same or nearly so: Jan and Jon are two people.
fn is_near_by_word(a: &Name, b: &Name) -> bool {
    a.words.len() == b.words.len()
        && a.words
            .iter()
            .zip(&b.words)
            .all(|(a, b)| a == b || nearness(a, b).is_some())
}

fn is_initial(word: &str) -> bool {
    word.chars().count() == 1 && !word.chars().all(text::stands_alone)
}

fn words_of(name: &str) -> Vec<String> {
    if !name.chars().any(char::is_alphanumeric) {
        return Vec::new();
    }
    name_key(&text::fold(name))
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The words without the form at their end; `None` where there is none, or nothing else.
fn without_form(words: &[String]) -> Option<Vec<String>> {
    for count in (1..=FORM_WORDS.min(words.len().saturating_sub(1))).rev() {
        let (rest, end) = words.split_at(words.len() - count);
        if FORMS.contains(&end.concat().as_str()) {
            return Some(rest.to_vec());
        }
    }
    let (last, rest) = words.split_last()?;
    let cut = JOINED_FORMS
        .iter()
        .find_map(|form| last.strip_suffix(form).or_else(|| last.strip_prefix(form)));
    let cut = cut.filter(|cut| !cut.is_empty() || !rest.is_empty())?;
    let mut words = rest.to_vec();
    if !cut.is_empty() {
        words.push(cut.to_owned());
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn like(a: &str, b: &str) -> Option<NameLikeness> {
        persons(&Name::of_person(a), &Name::of_person(b))
    }

    fn firms(a: &str, b: &str) -> Option<NameLikeness> {
        companies(&Name::of_company(a), &Name::of_company(b))
    }

    #[test]
    fn persons_are_alike_in_another_order_with_initials_and_with_a_slip() {
        use NameLikeness::{Near, Same, Shorter};
        assert_eq!(like("Anna Stein", "STEIN, Anna"), Some(Same));
        assert_eq!(like("Zoë Müller", "Zoe Muller"), Some(Same));
        assert_eq!(like("Anna Maria Stein", "Annamaria Stein"), Some(Same));
        assert_eq!(like("张伟", "张伟"), Some(Same));
        assert_eq!(like("A. Stein", "Anna Stein"), Some(Shorter));
        assert_eq!(like("Dr. Anna M. Stein", "Anna Maria Stein"), Some(Shorter));
        assert_eq!(like("Anna Stein", "Anna Maria Stein"), Some(Shorter));
        assert_eq!(like("Anna Stien", "Anna Stein"), Some(Near));
        assert_eq!(like("Müller Jonas", "Mueller Jonas"), Some(Near));
    }

    #[test]
    fn other_persons_are_not_alike() {
        for (a, b) in [
            ("Anna Stein", "Ben Stein"),
            ("Jan Berg", "Jon Berg"),
            ("B. Stein", "Anna Stein"),
            ("Anna", "Anna Stein"),
            ("A. S.", "Anna Stein"),
            ("张伟", "张炜"),
            ("", ""),
            ("-", "-"),
        ] {
            assert_eq!(like(a, b), None, "{a} and {b}");
        }
    }

    #[test]
    fn a_legal_form_is_no_part_of_a_company_s_name() {
        use NameLikeness::{Near, Same};
        for other in [
            "Acme Foods, Inc.",
            "ACME FOODS GmbH & Co. KG",
            "Acme Foods S.p.A.",
            "Acme Foods Pty Ltd",
            "acme-foods",
        ] {
            assert_eq!(firms("Acme Foods", other), Some(Same), "{other}");
        }
        assert_eq!(firms("云帆科技", "云帆科技有限公司"), Some(Same));
        assert_eq!(
            firms("云帆科技股份有限公司", "云帆科技有限公司"),
            Some(Same)
        );
        assert_eq!(firms("Acme Foods Ltd", "Acme Fods Limited"), Some(Near));
        assert_eq!(firms("Acme Foods", "Acme Motors"), None);
        assert_eq!(firms("Station 12", "Station 13"), None);
        // A name of nothing but a form keeps it.
        assert_eq!(firms("AG", "Co"), None);
        assert_eq!(firms("有限公司", "公司"), None);
    }

    proptest! {
        #[test]
        fn likeness_is_the_same_both_ways_round(a in "[a-c]{0,5}( [a-c]{0,5}){0,3}", b in "[a-c]{0,5}( [a-c]{0,5}){0,3}") {
            prop_assert_eq!(like(&a, &b), like(&b, &a));
            prop_assert_eq!(firms(&a, &b), firms(&b, &a));
        }

        #[test]
        fn the_same_name_has_the_same_letters(words in prop::collection::vec("[a-cÄé]{1,4}", 1..4)) {
            let name = Name::of_person(&words.join(" "));
            let mut turned = words;
            turned.reverse();
            let turned = Name::of_person(&turned.join(" "));
            prop_assert_eq!(persons(&name, &turned), Some(NameLikeness::Same));
            prop_assert_eq!(name.letters(), turned.letters());
        }

        #[test]
        fn any_text_is_a_name(a in ".{0,30}") {
            let _ = (like(&a, &a), firms(&a, &a));
        }
    }
}
