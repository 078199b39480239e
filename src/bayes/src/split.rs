//! Setting rows aside to measure on.

/// The share of rows, the oldest, that a time-ordered holdout trains on.
pub const TIME_TRAIN_SHARE: f64 = 0.7;

/// The share of rows that a random split trains on.
pub const RANDOM_TRAIN_SHARE: f64 = 0.8;

/// Row numbers, each in one of the two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// Rows to learn from.
    pub train: Vec<usize>,
    /// Rows to measure on.
    pub test: Vec<usize>,
}

/// The oldest rows to learn from, the newest to measure on: what a model would have been worth had
/// it been in use. `times` has one entry for every row, in any unit; rows of the same time keep
/// their order. The number of training rows is rounded down.
pub fn split_by_time(times: &[i64], train_share: f64) -> Split {
    let mut rows: Vec<usize> = (0..times.len()).collect();
    rows.sort_by_key(|row| times.get(*row).copied());
    cut(rows, train_share)
}

/// Rows drawn at random to learn from, the others to measure on. The same seed gives the same
/// split everywhere. Row numbers come out in ascending order.
pub fn split_at_random(rows: usize, train_share: f64, seed: u64) -> Split {
    let mut order: Vec<usize> = (0..rows).collect();
    let mut random = Random(seed);
    for last in (1..rows).rev() {
        order.swap(last, random.below(last as u64 + 1) as usize);
    }
    let mut trains = vec![false; rows];
    for row in cut(order, train_share).train {
        trains[row] = true;
    }
    let (train, test) = (0..rows).partition(|row| trains[*row]);
    Split { train, test }
}

fn cut(mut rows: Vec<usize>, train_share: f64) -> Split {
    // The small addition keeps 0.7 * 10 from being six.
    let train = (rows.len() as f64 * train_share.clamp(0.0, 1.0) + 1e-9) as usize;
    let test = rows.split_off(train.min(rows.len()));
    Split { train: rows, test }
}

/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a limit above 0, each equally likely (Lemire, "Fast random integer
    /// generation in an interval", 2019).
    fn below(&mut self, limit: u64) -> u64 {
        let unfair = limit.wrapping_neg().checked_rem(limit).unwrap_or(0);
        loop {
            let wide = u128::from(self.next()) * u128::from(limit);
            if wide as u64 >= unfair {
                return (wide >> 64) as u64;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_generator_gives_its_published_numbers() {
        let mut random = Random(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn the_newest_rows_are_measured_on() {
        let split = split_by_time(&[50, 10, 40, 30, 20, 60, 70, 80, 100, 90], TIME_TRAIN_SHARE);
        assert_eq!(split.train, [1, 4, 3, 2, 0, 5, 6]);
        assert_eq!(split.test, [7, 9, 8]);
    }

    #[test]
    fn a_share_outside_its_range_takes_all_or_nothing() {
        assert_eq!(split_by_time(&[1, 2], 3.0).test, []);
        assert_eq!(split_by_time(&[1, 2], -1.0).train, []);
        assert_eq!(split_by_time(&[1, 2], f64::NAN).train, []);
        assert_eq!(split_at_random(0, 0.8, 7), Split::default());
    }

    #[test]
    fn another_seed_is_another_split() {
        assert_ne!(split_at_random(100, 0.8, 1), split_at_random(100, 0.8, 2));
    }

    proptest! {
        #[test]
        fn every_row_is_in_exactly_one_part(rows in 0usize..500, seed: u64) {
            let split = split_at_random(rows, RANDOM_TRAIN_SHARE, seed);
            prop_assert_eq!(&split, &split_at_random(rows, RANDOM_TRAIN_SHARE, seed));
            prop_assert_eq!(split.train.len(), rows * 8 / 10);
            let mut all = [split.train, split.test].concat();
            all.sort_unstable();
            prop_assert_eq!(all, (0..rows).collect::<Vec<_>>());
        }

        #[test]
        fn no_training_row_is_newer_than_a_test_row(times in prop::collection::vec(-50i64..50, 0..100)) {
            let split = split_by_time(&times, TIME_TRAIN_SHARE);
            let newest = split.train.iter().filter_map(|row| times.get(*row)).max();
            let oldest = split.test.iter().filter_map(|row| times.get(*row)).min();
            if let (Some(newest), Some(oldest)) = (newest, oldest) {
                prop_assert!(newest <= oldest);
            }
        }
    }
}
