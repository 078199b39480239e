//! Dates of e-mails: `Mon, 23 Nov 2026 08:21:16 +0200` (RFC 5322, section 3.3, with the forms of
//! before).

use record::{Date, Instant};

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Zones that were named, with their hours from UTC.
const ZONES: [(&str, i64); 8] = [
    ("edt", -4),
    ("est", -5),
    ("cdt", -5),
    ("cst", -6),
    ("mdt", -6),
    ("mst", -7),
    ("pdt", -7),
    ("pst", -8),
];

/// Reads a date; `None` where it is none.
pub(super) fn read(text: &str) -> Option<Instant> {
    // What stands in brackets is a remark.
    let text = text.split('(').next().unwrap_or_default();
    let text = match text.split_once(',') {
        Some((_, behind)) => behind,
        None => text,
    };
    let mut parts = text.split_whitespace().peekable();
    // The day's name may stand there without its comma.
    if parts.peek()?.chars().next()?.is_alphabetic() {
        parts.next();
    }
    let day = parts.next()?.parse().ok()?;
    let month = parts.next()?.get(..3)?.to_ascii_lowercase();
    let month = 1 + MONTHS.iter().position(|name| **name == month)?;
    let year: i32 = parts.next()?.parse().ok()?;
    let year = match year {
        0..50 => year + 2_000,
        50..1_000 => year + 1_900,
        year => year,
    };
    let date = Date::from_ymd(year, month as u32, day)?;
    let mut time = parts
        .next()?
        .split(':')
        .map(|part| part.parse::<i64>().ok());
    let (hours, minutes) = (time.next()??, time.next()??);
    let seconds = time.next().flatten().unwrap_or(0);
    let is_time = (0..24).contains(&hours) && (0..60).contains(&minutes);
    if !is_time || !(0..=60).contains(&seconds) {
        return None;
    }
    let offset = parts.next().map_or(0, offset_minutes);
    let minutes = hours * 60 + minutes - offset;
    Some(Instant(
        date.at_midnight_utc().0 + (minutes * 60 + seconds) * 1_000,
    ))
}

/// The minutes before UTC that a zone is; none for one that is not known.
fn offset_minutes(zone: &str) -> i64 {
    let digits = zone.trim_start_matches(['+', '-']);
    let is_number = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
    if let (true, Ok(number)) = (
        is_number && digits.len() < zone.len(),
        digits.parse::<i64>(),
    ) {
        let minutes = number / 100 * 60 + number % 100;
        return if zone.starts_with('-') {
            -minutes
        } else {
            minutes
        };
    }
    let zone = zone.to_ascii_lowercase();
    let named = ZONES.iter().find(|(name, _)| *name == zone);
    named.map_or(0, |(_, hours)| hours * 60)
}
