//! Fuzzy matching of what is typed against a short title: the letters in their order, wherever they
//! stand, those at the beginnings of words and next to each other counting most.

/// How well a title fits what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// The better the title fits, the larger.
    pub score: i32,
    /// The places of the matched characters in the title, counted in characters, ascending.
    pub places: Vec<usize>,
    /// Whether every matched character begins a word or follows the one before it: the words or the
    /// initials, and not just letters that happen to be there.
    pub is_strong: bool,
}

const HIT: i32 = 16;
const AT_START: i32 = 12;
const NEXT: i32 = 10;
/// For each character of a gap, up to [`GAP_MAX`] of them.
const GAP: i32 = 1;
const GAP_MAX: usize = 8;
/// No way to match.
const NEVER: i32 = i32::MIN / 2;

/// How `title` fits `typed`; `None` where it lacks one of its characters in this order. Spaces and
/// the case are ignored. What is typed of nothing but spaces fits everything equally.
///
/// The best of all ways to match is found by dynamic programming over both texts, so the time
/// grows with the product of their lengths.
pub fn fit(title: &str, typed: &str) -> Option<Fit> {
    let title: Vec<char> = title.chars().collect();
    let typed: Vec<char> = typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(fold)
        .collect();
    let folded: Vec<char> = title.iter().copied().map(fold).collect();
    if typed.len() > title.len() {
        return None;
    }
    // The best score of matching typed[..=i] with its last character at title[j], and from where.
    let mut best = vec![vec![(NEVER, 0usize); title.len()]; typed.len()];
    for (i, wanted) in typed.iter().enumerate() {
        for j in i..title.len() {
            if folded[j] != *wanted {
                continue;
            }
            let own = HIT + if starts_word(&title, j) { AT_START } else { 0 };
            best[i][j] = if i == 0 {
                (own - gap(j), j)
            } else {
                let before = (i - 1..j).map(|k| {
                    let joined = if k + 1 == j { NEXT } else { -gap(j - k - 1) };
                    (best[i - 1][k].0 + joined, k)
                });
                let (score, from) = before.max_by_key(|(score, _)| *score)?;
                (score.max(NEVER) + own, from)
            };
        }
    }
    let Some(last) = best.last() else {
        return Some(Fit {
            score: 0,
            places: Vec::new(),
            is_strong: true,
        });
    };
    let ends = last.iter().enumerate();
    let (mut at, score) = ends
        .map(|(j, (score, _))| (j, *score))
        .max_by_key(|(j, score)| (*score, std::cmp::Reverse(*j)))?;
    if score < 0 {
        return None;
    }
    let mut places = vec![0; typed.len()];
    for i in (0..typed.len()).rev() {
        places[i] = at;
        at = best[i][at].1;
    }
    let is_strong = places
        .iter()
        .enumerate()
        .all(|(i, place)| starts_word(&title, *place) || (i > 0 && places[i - 1] + 1 == *place));
    Some(Fit {
        score,
        places,
        is_strong,
    })
}

/// A title cut into pieces that were matched and pieces that were not, in order.
pub fn pieces(title: &str, places: &[usize]) -> Vec<(String, bool)> {
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for (at, letter) in title.chars().enumerate() {
        let is_hit = places.binary_search(&at).is_ok();
        match pieces.last_mut() {
            Some((text, hit)) if *hit == is_hit => text.push(letter),
            _ => pieces.push((letter.to_string(), is_hit)),
        }
    }
    pieces
}

fn fold(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn gap(length: usize) -> i32 {
    GAP * length.min(GAP_MAX) as i32
}

/// Whether a word starts at this place. A sign of a script without spaces is a word of its own.
fn starts_word(title: &[char], at: usize) -> bool {
    let own = title[at];
    let is_ideograph = |c: char| matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
    own.is_alphanumeric() && (at == 0 || !title[at - 1].is_alphanumeric() || is_ideograph(own))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn score(title: &str, typed: &str) -> i32 {
        fit(title, typed).unwrap().score
    }

    #[test]
    fn initials_and_beginnings_of_words_are_found_at_their_places() {
        assert_eq!(fit("Go to Contacts", "gc").unwrap().places, [0, 6]);
        assert_eq!(
            fit("New contact", "newcon").unwrap().places,
            [0, 1, 2, 4, 5, 6]
        );
        assert!(fit("New contact", "new con").unwrap().is_strong);
        assert!(!fit("New contact", "wct").unwrap().is_strong);
        assert_eq!(fit("前往商机", "商机").unwrap().places, [2, 3]);
    }

    #[test]
    fn words_count_more_than_scattered_letters() {
        assert!(score("Import", "imp") > score("Switch theme and import", "imp"));
        assert!(score("Go to Deals", "deal") > score("Edit details", "deal"));
        assert!(score("Undo", "u") > score("Open sidebar: hub", "u"));
    }

    #[test]
    fn what_lacks_a_letter_or_its_order_does_not_fit() {
        assert_eq!(fit("Undo", "undone"), None);
        assert_eq!(fit("Undo", "dun"), None);
        assert_eq!(fit("", "a"), None);
        assert_eq!(fit("Undo", "  ").unwrap().places, Vec::<usize>::new());
    }

    #[test]
    fn pieces_put_together_are_the_title() {
        let hit = |text: &str, hit| (text.to_owned(), hit);
        assert_eq!(
            pieces("Go to Deals", &[0, 6, 7]),
            [
                hit("G", true),
                hit("o to ", false),
                hit("De", true),
                hit("als", false)
            ]
        );
    }

    proptest! {
        #[test]
        fn the_places_spell_what_was_typed(title in "[a-dA-D 商机]{0,14}", typed in "[a-d商机]{0,5}") {
            let is_within = {
                let mut letters = title.chars().map(fold);
                typed.chars().all(|c| letters.any(|l| l == c))
            };
            let found = fit(&title, &typed);
            prop_assert_eq!(found.is_some(), is_within);
            if let Some(fit) = found {
                let letters: Vec<char> = title.chars().collect();
                prop_assert!(fit.places.windows(2).all(|p| p[0] < p[1]));
                let spelt: String = fit.places.iter().map(|at| fold(letters[*at])).collect();
                prop_assert_eq!(spelt, typed);
            }
        }
        #[test]
        fn any_text_is_taken(title in ".{0,30}", typed in ".{0,10}") {
            let _ = fit(&title, &typed);
        }
    }
}
