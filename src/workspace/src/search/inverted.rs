//! An inverted index: from words to the documents that have them.
//!
//! The words lie sorted in one buffer and their documents in another, so that all documents of a
//! prefix are one slice. What was added since lies in a map until there is enough to merge.

use hashbrown::HashMap;

/// A document's number with a mark: whether the word is in its name.
pub(super) type Posting = u32;

/// The index.
#[derive(Debug, Default)]
pub(super) struct Inverted {
    text: String,
    /// Where each word begins in `text`, and where the last one ends.
    words: Vec<u32>,
    /// Where each word's documents begin in `postings`, and where the last one's end.
    lists: Vec<u32>,
    postings: Vec<Posting>,
    fresh: HashMap<Box<str>, Vec<Posting>>,
    fresh_postings: usize,
}

/// How many added documents and words are held in the map at the most.
const FRESH_POSTINGS: usize = 250_000;
const FRESH_WORDS: usize = 2_000;

impl Inverted {
    /// Notes that a document has a word. The words of one document are added one after the other.
    pub(super) fn add(&mut self, word: &str, document: Posting, is_name: bool) {
        let list = match self.fresh.get_mut(word) {
            Some(list) => list,
            None => self.fresh.entry(word.into()).or_default(),
        };
        match list.last_mut() {
            Some(last) if *last >> 1 == document >> 1 => *last |= u32::from(is_name),
            _ => {
                list.push(document | u32::from(is_name));
                self.fresh_postings += 1;
            }
        }
    }

    /// Calls `visit` with the documents of all words that begin with `prefix`.
    pub(super) fn each(&self, prefix: &str, visit: &mut dyn FnMut(&[Posting])) {
        let first = self.place(|word| word < prefix);
        let end = self.place(|word| word < prefix || word.starts_with(prefix));
        if let (Some(from), Some(to)) = (self.lists.get(first), self.lists.get(end)) {
            visit(
                self.postings
                    .get(*from as usize..*to as usize)
                    .unwrap_or_default(),
            );
        }
        for (word, list) in &self.fresh {
            if word.starts_with(prefix) {
                visit(list);
            }
        }
    }

    /// Calls `visit` with the documents of one word.
    pub(super) fn exact(&self, word: &str, visit: &mut dyn FnMut(&[Posting])) {
        let at = self.place(|other| other < word);
        if self.word(at) == word {
            visit(self.list(at));
        }
        if let Some(list) = self.fresh.get(word) {
            visit(list);
        }
    }

    /// Whether so much was added that looking it up takes long, or holding it much memory.
    pub(super) fn is_full(&self, is_settled: bool) -> bool {
        self.fresh_postings > FRESH_POSTINGS || is_settled && self.fresh.len() > FRESH_WORDS
    }

    /// Merges what was added, and drops the documents that `keep` refuses.
    pub(super) fn merge(&mut self, keep: impl Fn(Posting) -> bool) {
        let mut fresh: Vec<(Box<str>, Vec<Posting>)> = self.fresh.drain().collect();
        fresh.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let bytes: usize = fresh.iter().map(|(word, _)| word.len()).sum();
        let mut merged = Self {
            text: String::with_capacity(self.text.len() + bytes),
            words: Vec::with_capacity(self.words.len() + fresh.len() + 1),
            lists: Vec::with_capacity(self.lists.len() + fresh.len() + 1),
            postings: Vec::with_capacity(self.postings.len() + self.fresh_postings),
            ..Self::default()
        };
        let mut fresh = fresh.into_iter().peekable();
        for at in 0..self.len() {
            let word = self.word(at);
            while let Some((before, list)) = fresh.next_if(|(fresh, _)| **fresh < *word) {
                merged.push(&before, &[], &list, &keep);
            }
            let same = fresh.next_if(|(fresh, _)| **fresh == *word);
            let list = same.map(|(_, list)| list).unwrap_or_default();
            merged.push(word, self.list(at), &list, &keep);
        }
        for (word, list) in fresh {
            merged.push(&word, &[], &list, &keep);
        }
        merged.words.push(merged.text.len() as u32);
        merged.lists.push(merged.postings.len() as u32);
        *self = merged;
    }

    pub(super) fn memory(&self) -> usize {
        let fixed = self.text.capacity() + self.postings.capacity() * 4;
        let words = (self.words.capacity() + self.lists.capacity()) * 4;
        fixed + words + self.fresh.capacity() * 40 + self.fresh_postings * 8
    }

    fn push(
        &mut self,
        word: &str,
        old: &[Posting],
        new: &[Posting],
        keep: &impl Fn(Posting) -> bool,
    ) {
        let from = self.postings.len();
        self.postings
            .extend(old.iter().chain(new).filter(|posting| keep(**posting)));
        if self.postings.len() > from {
            self.words.push(self.text.len() as u32);
            self.lists.push(from as u32);
            self.text.push_str(word);
        }
    }

    fn len(&self) -> usize {
        self.words.len().saturating_sub(1)
    }

    fn word(&self, at: usize) -> &str {
        match (self.words.get(at), self.words.get(at + 1)) {
            (Some(from), Some(to)) => self
                .text
                .get(*from as usize..*to as usize)
                .unwrap_or_default(),
            _ => "",
        }
    }

    fn list(&self, at: usize) -> &[Posting] {
        match (self.lists.get(at), self.lists.get(at + 1)) {
            (Some(from), Some(to)) => self
                .postings
                .get(*from as usize..*to as usize)
                .unwrap_or_default(),
            _ => &[],
        }
    }

    /// The first word that is not `before`.
    fn place(&self, before: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = (low + high) / 2;
            if before(self.word(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn the_index_finds_what_a_list_of_pairs_holds_merged_or_not(
            pairs in prop::collection::vec(("[ab]{1,3}", 0u32..6, any::<bool>()), 0..40),
            merges in prop::collection::btree_set(0usize..40, 0..4),
            dead in 0u32..8,
            prefix in "[ab]{0,3}",
        ) {
            let mut index = Inverted::default();
            let mut held: BTreeSet<(String, u32)> = BTreeSet::new();
            for (at, (word, document, is_name)) in pairs.into_iter().enumerate() {
                index.add(&word, document << 1, is_name);
                held.insert((word, document));
                if merges.contains(&at) {
                    index.merge(|posting| posting >> 1 != dead);
                    held.retain(|(_, document)| *document != dead);
                }
            }
            let mut found = BTreeSet::new();
            index.each(&prefix, &mut |list| found.extend(list.iter().map(|posting| posting >> 1)));
            let expected: BTreeSet<u32> = held
                .iter()
                .filter(|(word, _)| word.starts_with(&prefix))
                .map(|(_, document)| *document)
                .collect();
            prop_assert_eq!(found, expected);
            let mut found = BTreeSet::new();
            index.exact(&prefix, &mut |list| found.extend(list.iter().map(|posting| posting >> 1)));
            let expected: BTreeSet<u32> = held
                .iter()
                .filter(|(word, _)| *word == prefix)
                .map(|(_, document)| *document)
                .collect();
            prop_assert_eq!(found, expected);
        }
    }
}
