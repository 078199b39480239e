//! The user's time zone as data: its offsets and when they change, so that the core needs no zone
//! database.

use record::Instant;
use workflow::Zone;

const DAY_MS: i64 = 86_400_000;
/// 1990-01-01 and 2050-01-01: before and after, the nearest offset holds.
const FROM_MS: i64 = 631_152_000_000;
const TO_MS: i64 = 2_524_608_000_000;

/// The zone whose offset east of UTC at an instant is `offset_seconds`, between 1990 and 2050.
/// Changes that last less than a week are not found.
pub fn zone_of(offset_seconds: impl Fn(Instant) -> i32) -> Zone {
    let mut transitions = Vec::new();
    let first = offset_seconds(Instant(FROM_MS));
    let mut offset = first;
    let mut at = FROM_MS;
    while at < TO_MS {
        let next = at + 7 * DAY_MS;
        let after = offset_seconds(Instant(next));
        if after != offset {
            let (mut before, mut since) = (at, next);
            while since - before > 1000 {
                let middle = before + (since - before) / 2;
                if offset_seconds(Instant(middle)) == offset {
                    before = middle;
                } else {
                    since = middle;
                }
            }
            // Offsets change at whole seconds.
            transitions.push((Instant(since - since.rem_euclid(1000)), after));
            offset = after;
        }
        at = next;
    }
    Zone::new(first, transitions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_offset_is_found_to_the_second() {
        let change = 1_711_846_800_000; // 2024-03-31T01:00Z
        let back = 1_729_990_800_000; // 2024-10-27T01:00Z
        let offset = |at: Instant| {
            if (change..back).contains(&at.0) {
                7200
            } else {
                3600
            }
        };
        let zone = zone_of(offset);
        for (at, expected) in [
            (change - 1, 3600),
            (change, 7200),
            (back - 1, 7200),
            (back, 3600),
        ] {
            assert_eq!(zone.offset_seconds(Instant(at)), expected);
        }
    }

    #[test]
    fn a_zone_without_changes_has_one_offset() {
        assert_eq!(zone_of(|_| 28_800), Zone::fixed(28_800));
    }
}
