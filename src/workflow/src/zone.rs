//! The zone that turns an instant into a day.

use record::{Date, Instant};

/// A time zone as data: its offsets from UTC and since when each holds. The caller reads them where
/// a zone database is (a browser has one) and passes them in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Zone {
    first_seconds: i32,
    transitions: Vec<(Instant, i32)>,
}

impl Zone {
    /// A zone with one offset for ever, in seconds east of UTC.
    pub fn fixed(seconds_east: i32) -> Self {
        Self {
            first_seconds: clamped(seconds_east),
            transitions: Vec::new(),
        }
    }

    /// A zone that starts with one offset and changes at each transition to the offset given there,
    /// in seconds east of UTC. Transitions may come in any order.
    pub fn new(first_seconds_east: i32, mut transitions: Vec<(Instant, i32)>) -> Self {
        record::order::sort(&mut transitions);
        for (_, seconds) in &mut transitions {
            *seconds = clamped(*seconds);
        }
        Self {
            first_seconds: clamped(first_seconds_east),
            transitions,
        }
    }

    /// The offset that holds at `at`, in seconds east of UTC.
    pub fn offset_seconds(&self, at: Instant) -> i32 {
        let after = self.transitions.partition_point(|(since, _)| *since <= at);
        after
            .checked_sub(1)
            .and_then(|i| self.transitions.get(i))
            .map_or(self.first_seconds, |(_, seconds)| *seconds)
    }

    /// The day it is in the zone at `at`.
    pub fn day(&self, at: Instant) -> Date {
        let offset = i64::from(self.offset_seconds(at)) * 1000;
        Instant(at.0.saturating_add(offset)).date_utc()
    }
}

/// No zone is more than 26 hours from UTC; what says so is damaged data.
fn clamped(seconds: i32) -> i32 {
    seconds.clamp(-93_600, 93_600)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_day_follows_the_offset_that_holds() {
        let spring = Instant::parse_rfc3339("2026-03-29T01:00:00Z").unwrap();
        let autumn = Instant::parse_rfc3339("2026-10-25T01:00:00Z").unwrap();
        let berlin = Zone::new(3600, vec![(autumn, 3600), (spring, 7200)]);
        let late = |text| {
            berlin
                .day(Instant::parse_rfc3339(text).unwrap())
                .to_string()
        };
        assert_eq!(late("2026-03-01T22:30:00Z"), "2026-03-01");
        assert_eq!(late("2026-07-01T22:30:00Z"), "2026-07-02");
        assert_eq!(late("2026-12-01T22:30:00Z"), "2026-12-01");
        assert_eq!(berlin.offset_seconds(spring), 7200);
    }

    #[test]
    fn any_offset_and_instant_has_a_day() {
        for at in [i64::MIN, 0, i64::MAX] {
            let _ = Zone::fixed(i32::MAX).day(Instant(at));
            let _ = Zone::new(i32::MIN, vec![(Instant(at), i32::MIN)]).day(Instant(at));
        }
    }
}
