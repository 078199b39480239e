//! The hybrid logical clock and the order of changes.
//!
//! After Kulkarni et al., "Logical Physical Clocks" (2014): a stamp follows the wall clock where
//! it can and never goes back, so that it is larger than every stamp its device has seen.

use serde::{Deserialize, Serialize};

use crate::id::DeviceId;

/// A point on the hybrid logical clock: 48 bits of milliseconds since 1970, 16 bits of counter.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Stamp(pub u64);

/// What orders two writes to one field: the stamp, then the device, then the device's own number
/// of the change. `(device, number)` alone identifies the change.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Version {
    /// When, on the hybrid logical clock.
    pub stamp: Stamp,
    /// Who.
    pub device: DeviceId,
    /// The device's number of the change, dense from 1.
    pub number: u64,
}

/// A device's clock: gives stamps larger than every stamp given or seen.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    last: Stamp,
}

impl Stamp {
    /// The stamp at `ms` milliseconds since 1970 with counter `counter`. Times before 1970 count
    /// as 1970, times past the 48 bits as the last.
    pub fn new(ms: i64, counter: u16) -> Self {
        let ms = (ms.max(0) as u64).min((1 << 48) - 1);
        Self((ms << 16) | u64::from(counter))
    }

    /// Milliseconds since 1970.
    pub fn ms(self) -> i64 {
        (self.0 >> 16) as i64
    }
}

impl Clock {
    /// A clock that has seen `last`.
    pub fn starting_at(last: Stamp) -> Self {
        Self { last }
    }

    /// The next stamp. A wall clock that jumped back is absorbed: the stamp then counts on from
    /// the last one.
    pub fn tick(&mut self, now_ms: i64) -> Stamp {
        let next = Stamp(self.last.0.saturating_add(1));
        self.last = Stamp::new(now_ms, 0).max(next);
        self.last
    }

    /// Takes note of a stamp seen in another change. No stamp is refused.
    pub fn observe(&mut self, seen: Stamp) {
        self.last = self.last.max(seen);
    }

    /// The largest stamp given or seen.
    pub fn last(&self) -> Stamp {
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const IN_1999: i64 = 915_148_800_000;
    const IN_2026: i64 = 1_790_000_000_000;
    const IN_2099: i64 = 4_070_908_800_000;

    #[test]
    fn a_clock_set_back_to_1999_still_moves_forward() {
        let mut clock = Clock::default();
        let before = clock.tick(IN_2026);
        let after = clock.tick(IN_1999);
        assert!(after > before);
        assert_eq!(after.ms(), before.ms());
    }

    #[test]
    fn a_stamp_from_2099_is_taken_and_later_stamps_are_larger() {
        let mut clock = Clock::default();
        clock.observe(Stamp::new(IN_2099, 7));
        assert_eq!(clock.tick(IN_2026), Stamp::new(IN_2099, 8));
    }

    #[test]
    fn a_full_counter_runs_over_into_the_milliseconds() {
        let mut clock = Clock::starting_at(Stamp::new(5, u16::MAX));
        assert_eq!(clock.tick(5), Stamp::new(6, 0));
    }

    proptest! {
        #[test]
        fn every_stamp_is_larger_than_all_before(
            events in prop::collection::vec((any::<bool>(), any::<u32>()), 1..200)
        ) {
            let mut clock = Clock::default();
            let mut largest = Stamp::default();
            for (seen, n) in events {
                if seen {
                    let stamp = Stamp(u64::from(n) << 20);
                    clock.observe(stamp);
                    largest = largest.max(stamp);
                } else {
                    let stamp = clock.tick(i64::from(n));
                    prop_assert!(stamp > largest);
                    largest = stamp;
                }
            }
        }
    }
}
