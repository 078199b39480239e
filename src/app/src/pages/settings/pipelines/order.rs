//! The new ranks of a list when one of its entries moves.

use record::rank;

/// What has to be written so that the entry `from` stands at `to`: places with their new ranks.
/// Mostly one; all of them where the present ranks leave no room, as after two devices have ranked
/// at the same time.
pub(super) fn moved(ranks: &[String], from: usize, to: usize) -> Vec<(usize, String)> {
    if from == to || from >= ranks.len() || to >= ranks.len() {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..ranks.len()).filter(|at| *at != from).collect();
    order.insert(to, from);
    let near = |step: Option<usize>| step.and_then(|at| ranks.get(*order.get(at)?));
    let (low, high) = (near(to.checked_sub(1)), near(Some(to + 1)));
    let new = rank::between(low.map(String::as_str), high.map(String::as_str));
    let fits = low.is_none_or(|low| *low < new) && high.is_none_or(|high| new < *high);
    let rest_is_sorted = ranks
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != from)
        .map(|(_, rank)| rank)
        .is_sorted_by(|a, b| a < b);
    if fits && rest_is_sorted {
        return vec![(from, new)];
    }
    order.into_iter().zip(rank::spread(ranks.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn after(ranks: &[String], writes: &[(usize, String)]) -> Vec<usize> {
        let mut new = ranks.to_vec();
        for (at, rank) in writes {
            new[*at] = rank.clone();
        }
        let mut order: Vec<usize> = (0..new.len()).collect();
        order.sort_by(|a, b| (&new[*a], a).cmp(&(&new[*b], b)));
        order
    }

    #[test]
    fn a_move_writes_one_rank() {
        let ranks = rank::spread(4);
        let writes = moved(&ranks, 3, 0);
        assert_eq!(writes.len(), 1);
        assert_eq!(after(&ranks, &writes), [3, 0, 1, 2]);
    }

    #[test]
    fn equal_ranks_are_all_written_anew() {
        let ranks = vec!["n".to_owned(); 3];
        assert_eq!(after(&ranks, &moved(&ranks, 0, 2)), [1, 2, 0]);
        assert!(moved(&ranks, 1, 1).is_empty() && moved(&ranks, 0, 9).is_empty());
    }

    proptest! {
        #[test]
        fn the_entry_stands_where_it_was_moved_whatever_the_ranks_were(
            mut ranks in prop::collection::vec("[a-c]{0,2}", 1..8),
            from in 0usize..8,
            to in 0usize..8,
        ) {
            ranks.sort();
            let (from, to) = (from % ranks.len(), to % ranks.len());
            let mut expected: Vec<usize> = (0..ranks.len()).filter(|at| *at != from).collect();
            expected.insert(to, from);
            prop_assert_eq!(after(&ranks, &moved(&ranks, from, to)), expected);
        }
    }
}
