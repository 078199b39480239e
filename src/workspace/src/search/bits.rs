//! A set of small numbers.

/// A set of rows or documents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// An empty set for numbers below `end`.
    pub(crate) fn new(end: usize) -> Self {
        Self {
            words: vec![0; end / 64 + 1],
        }
    }

    /// Adds a number; one past the end is left out.
    pub(crate) fn insert(&mut self, n: u32) {
        if let Some(word) = self.words.get_mut(n as usize / 64) {
            *word |= 1 << (n % 64);
        }
    }

    pub(crate) fn contains(&self, n: u32) -> bool {
        self.words
            .get(n as usize / 64)
            .is_some_and(|word| word >> (n % 64) & 1 == 1)
    }

    pub(crate) fn intersect(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// The numbers in descending order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().rev().flat_map(|(at, word)| {
            let mut word = *word;
            std::iter::from_fn(move || {
                let bit = 63u32.checked_sub(word.leading_zeros())?;
                word ^= 1 << bit;
                Some(at as u32 * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn a_set_of_bits_is_a_set(
            a in prop::collection::btree_set(0u32..200, 0..40),
            b in prop::collection::btree_set(0u32..200, 0..40),
        ) {
            let of = |numbers: &BTreeSet<u32>| {
                let mut bits = Bits::new(150);
                numbers.iter().for_each(|n| bits.insert(*n));
                bits
            };
            let mut both = of(&a);
            both.intersect(&of(&b));
            // The numbers past the end are left out, up to the word that the end lies in.
            let mut expected: Vec<u32> = a.intersection(&b).copied().filter(|n| *n < 192).collect();
            expected.reverse();
            prop_assert_eq!(both.iter().collect::<Vec<_>>(), expected);
            prop_assert!((0..200).all(|n| both.contains(n) == (n < 192 && a.contains(&n) && b.contains(&n))));
        }
    }
}
