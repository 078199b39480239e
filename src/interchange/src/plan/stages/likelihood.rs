//! How likely a deal in a new stage is to be won.
//!
//! A file names stages and says nothing of their probabilities. At 0 % the deals in them would count
//! for nothing in a forecast, so a new stage gets a probability by its place, which anybody can
//! change afterwards.

/// The first and the last of a pipeline's open stages, in percent.
const FIRST: i64 = 10;
const LAST: i64 = 90;

/// The probabilities of a pipeline's open stages in order, of which some are known: those between
/// are spread evenly, the ones before and behind them towards [`FIRST`] and [`LAST`].
pub(super) fn spread(known: &[Option<i64>]) -> Vec<i64> {
    let mut all = Vec::with_capacity(known.len());
    let mut before: Option<i64> = None;
    let mut rest = known;
    while !rest.is_empty() {
        let gap = rest.iter().take_while(|p| p.is_none()).count();
        let behind = rest.get(gap).copied().flatten();
        fill(before, gap, behind, &mut all);
        all.extend(behind);
        before = behind;
        rest = rest.get(gap + 1..).unwrap_or_default();
    }
    all
}

fn fill(before: Option<i64>, count: usize, behind: Option<i64>, all: &mut Vec<i64>) {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    // How many steps it is from one end to the other, and the step at which the first one stands.
    let (low, high, first, steps) = match (before, behind) {
        (Some(a), Some(b)) => (a, b, 1, count + 1),
        (Some(a), None) => (a, LAST.max(a), 1, count),
        (None, Some(b)) => (FIRST.min(b), b, 0, count),
        (None, None) if count == 1 => (FIRST, LAST, 1, 2),
        (None, None) => (FIRST, LAST, 0, count - 1),
    };
    let at = |n: i64| low + ((high - low) * n + steps / 2).div_euclid(steps.max(1));
    all.extend((first..first + count).map(at));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn new_stages_are_spread_and_known_ones_stay() {
        assert_eq!(spread(&[]), Vec::<i64>::new());
        assert_eq!(spread(&[None]), [50]);
        assert_eq!(spread(&[None; 5]), [10, 30, 50, 70, 90]);
        assert_eq!(spread(&[None; 4]), [10, 37, 63, 90]);
        assert_eq!(spread(&[Some(20), None, Some(60), None]), [20, 40, 60, 90]);
        assert_eq!(spread(&[None, None, Some(50)]), [10, 30, 50]);
        assert_eq!(spread(&[Some(95), None]), [95, 95]);
    }

    proptest! {
        #[test]
        fn they_never_fall_where_the_known_ones_do_not(
            places in proptest::collection::vec(proptest::option::of(0..=100i64), 0..40)
        ) {
            let mut known: Vec<i64> = places.iter().flatten().copied().collect();
            record::order::sort(&mut known);
            let mut sorted = known.into_iter();
            let places: Vec<Option<i64>> =
                places.iter().map(|p| p.and_then(|_| sorted.next())).collect();
            let all = spread(&places);
            prop_assert_eq!(all.len(), places.len());
            prop_assert!(all.is_sorted(), "{:?}", all);
            prop_assert!(all.iter().all(|p| (0..=100).contains(p)), "{:?}", all);
            for (place, p) in places.iter().zip(&all) {
                prop_assert!(place.is_none_or(|known| known == *p));
            }
        }
    }
}
