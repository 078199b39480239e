//! Which groups of a list are folded, as the address says it.

/// All groups but some, or some groups alone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folded {
    /// Whether groups are folded unless they are named.
    is_all: bool,
    /// The groups that are otherwise than the rest.
    named: Vec<String>,
}

/// How many groups an address names.
const MOST_NAMED: usize = 200;

impl Folded {
    /// Every group.
    pub fn all() -> Self {
        Self {
            is_all: true,
            named: Vec::new(),
        }
    }

    /// Reads the text of an address: keys with commas between, and a star before where all others
    /// are folded.
    pub fn read(text: &str) -> Self {
        let (is_all, rest) = match text.strip_prefix('*') {
            Some(rest) => (true, rest.strip_prefix(',')),
            None => (false, (!text.is_empty()).then_some(text)),
        };
        let named = rest.into_iter().flat_map(|rest| rest.split(','));
        Self {
            is_all,
            named: named.take(MOST_NAMED).map(unescaped).collect(),
        }
    }

    /// The text for an address; `None` where every group is open.
    pub fn to_text(&self) -> Option<String> {
        let named = self.named.iter().map(|key| escaped(key));
        let star = self.is_all.then(|| "*".to_owned());
        let parts: Vec<String> = star.into_iter().chain(named).collect();
        // The key of the group without value is empty: alone it would look like nothing.
        match parts.as_slice() {
            [] => None,
            [single] if single.is_empty() => Some("%".to_owned()),
            _ => Some(parts.join(",")),
        }
    }

    /// Whether a group is open.
    pub fn is_open(&self, key: &str) -> bool {
        self.is_all == self.named.iter().any(|named| named == key)
    }

    /// Folds an open group, opens a folded one. Beyond what an address can name nothing is folded.
    pub fn toggle(&mut self, key: &str) {
        match self.named.iter().position(|named| named == key) {
            Some(at) => drop(self.named.remove(at)),
            None if self.named.len() < MOST_NAMED => self.named.push(key.to_owned()),
            None => {}
        }
    }
}

fn escaped(key: &str) -> String {
    key.replace('%', "%25")
        .replace(',', "%2C")
        .replace('*', "%2A")
}

fn unescaped(text: &str) -> String {
    match text {
        "%" => String::new(),
        _ => text
            .replace("%2A", "*")
            .replace("%2C", ",")
            .replace("%25", "%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_folded_leaves_nothing_in_the_address() {
        assert_eq!(Folded::default().to_text(), None);
        assert!(Folded::read("").is_open("any"));
        assert!(!Folded::read("*").is_open("any"));
    }

    proptest! {
        #[test]
        fn what_is_folded_survives_the_address(
            keys in prop::collection::vec("[a,%*=25C ]{0,6}", 0..6), all in any::<bool>(),
        ) {
            let mut folded = if all { Folded::all() } else { Folded::default() };
            keys.iter().for_each(|key| folded.toggle(key));
            let read = Folded::read(&folded.to_text().unwrap_or_default());
            prop_assert_eq!(read, folded);
        }

        #[test]
        fn any_text_is_taken(text in ".{0,40}") {
            let _ = Folded::read(&text).to_text();
        }
    }
}
