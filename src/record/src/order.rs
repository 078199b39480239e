//! Sorting of short lists.
//!
//! A sort of the standard library is compiled anew for every type and every comparison, several
//! kilobytes each. The functions here share one: it sorts places instead of elements and asks for
//! each comparison through a pointer. That takes longer, so long lists in the way of a user, such
//! as the rows of a query, keep sorts of their own.

use std::cmp::Ordering;

/// Sorts a list; equal elements keep their order.
///
/// ```
/// let mut list = ["b", "a", "c"];
/// record::order::sort(&mut list);
/// assert_eq!(list, ["a", "b", "c"]);
/// ```
pub fn sort<T: Ord>(list: &mut [T]) {
    sort_by(list, T::cmp);
}

/// Sorts a list by what `key` says of an element; elements of the same key keep their order.
pub fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(list, |a, b| key(a).cmp(&key(b)));
}

/// Sorts a list by a comparison; equal elements keep their order.
pub fn sort_by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if list.len() < 2 {
        return;
    }
    let places = sorted_places(list.len(), &|a, b| compare(&list[a], &list[b]));
    arrange(places, &mut |a, b| list.swap(a, b));
}

/// The places of a list's elements in the order of the elements.
fn sorted_places(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..len).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

/// Brings the element from `places[i]` to the place `i`, for every `i`, along the permutation's
/// cycles: each swap brings one element to where it belongs.
fn arrange(mut places: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..places.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut places[at], at);
            if from == start {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sorting_is_what_the_standard_library_does(list in prop::collection::vec(0u8..20, 0..80)) {
            let mut expected = list.clone();
            expected.sort();
            let mut sorted = list;
            sort(&mut sorted);
            prop_assert_eq!(sorted, expected);
        }

        #[test]
        fn equal_elements_keep_their_order(keys in prop::collection::vec(0u8..5, 0..80)) {
            let list: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
            let mut expected = list.clone();
            expected.sort_by_key(|(key, _)| *key);
            let mut sorted = list.clone();
            sort_by_key(&mut sorted, |(key, _)| *key);
            prop_assert_eq!(&sorted, &expected);
            let mut falling = list.clone();
            falling.sort_by_key(|pair| std::cmp::Reverse(pair.0));
            sorted = list;
            sort_by(&mut sorted, |a, b| b.0.cmp(&a.0));
            prop_assert_eq!(sorted, falling);
        }
    }
}
