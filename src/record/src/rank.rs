//! Manual order as fractional indexes: a rank between any two ranks, without renumbering.

/// A rank that sorts after `low` and before `high` by byte order. `None` means no bound on that
/// side. Ranks are strings of `a` to `z` that do not end in `a`. Where `low >= high`, or a bound
/// holds other characters, the result sorts after `low` alone.
pub fn between(low: Option<&str>, high: Option<&str>) -> String {
    let low = low.unwrap_or("").as_bytes();
    let mut high = high.filter(|h| h.as_bytes() > low).map(str::as_bytes);
    let mut rank = String::new();
    let mut i = 0;
    loop {
        let from = low.get(i).map_or(0, |b| digit(*b));
        let to = match high {
            // A bound that has run out (it ended in `a`) leaves no room below it.
            Some(h) => h.get(i).map_or(BASE, |b| digit(*b)),
            None => BASE,
        };
        if to > from + 1 {
            rank.push(letter((from + to) / 2));
            return rank;
        }
        rank.push(letter(from));
        if to > from {
            // The prefix is now below `high`, so it bounds no longer.
            high = None;
        }
        i += 1;
    }
}

/// `count` ranks in order, evenly spread, for a list that is created at once.
pub fn spread(count: usize) -> Vec<String> {
    let mut width = 1;
    while BASE.pow(width) <= count + 1 {
        width += 1;
    }
    let step = BASE.pow(width) / (count + 1);
    (1..=count)
        .map(|n| {
            let mut rest = n * step;
            let mut digits = vec!['a'; width as usize];
            for slot in digits.iter_mut().rev() {
                *slot = letter(rest % BASE);
                rest /= BASE;
            }
            let mut rank: String = digits.into_iter().collect();
            if rank.ends_with('a') {
                rank.push('n');
            }
            rank
        })
        .collect()
}

const BASE: usize = 26;

/// What has to be written so that the entry `from` stands at `to`: places with their new ranks.
/// Mostly one; all of them where the present ranks leave no room, as after two devices have ranked
/// at the same time.
pub fn moved(ranks: &[String], from: usize, to: usize) -> Vec<(usize, String)> {
    if from == to || from >= ranks.len() || to >= ranks.len() {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..ranks.len()).filter(|at| *at != from).collect();
    order.insert(to, from);
    let near = |step: Option<usize>| step.and_then(|at| ranks.get(*order.get(at)?));
    let (low, high) = (near(to.checked_sub(1)), near(Some(to + 1)));
    let new = between(low.map(String::as_str), high.map(String::as_str));
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
    order.into_iter().zip(spread(ranks.len())).collect()
}

fn digit(byte: u8) -> usize {
    usize::from(byte.clamp(b'a', b'z') - b'a')
}

fn letter(digit: usize) -> char {
    char::from(b'a' + (digit.min(BASE - 1)) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_rank_fits_between_neighbours() {
        assert_eq!(between(None, None), "n");
        assert!(between(Some("n"), None).as_str() > "n");
        assert!(between(None, Some("b")).as_str() < "b");
        let ranks = spread(1000);
        assert!(ranks.windows(2).all(|w| w[0] < w[1]));
    }

    proptest! {
        #[test]
        fn inserting_anywhere_keeps_the_order(places in prop::collection::vec(any::<u16>(), 1..300)) {
            let mut ranks: Vec<String> = Vec::new();
            for place in places {
                let at = usize::from(place) % (ranks.len() + 1);
                let low = at.checked_sub(1).map(|i| ranks[i].as_str());
                let rank = between(low, ranks.get(at).map(String::as_str));
                ranks.insert(at, rank);
            }
            prop_assert!(ranks.windows(2).all(|w| w[0] < w[1]));
        }
        #[test]
        fn arbitrary_bounds_end(low in ".{0,8}", high in ".{0,8}") {
            let _ = between(Some(&low), Some(&high));
        }
    }

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
        let ranks = spread(4);
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
