//! Points in time and durations.

use record::Instant;

use super::date::{self, DateFormat, Parts};
use super::number::{self, NumberStyle};
use super::{CellError, CellOptions};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// A point in time: a date with a time, with or without a zone; a spreadsheet's day number; or
/// milliseconds since 1970. A date alone is its midnight in the given zone.
pub(super) fn instant(text: &str, options: &CellOptions) -> Result<Instant, CellError> {
    let zone = i64::from(options.utc_offset) * MINUTE;
    if options.dates == Some(DateFormat::Serial)
        && let Some(number) = date::serial(text)
    {
        let seconds = (number.fract() * 86_400.0).round() as i64;
        let midnight = date::serial_day(number).at_midnight_utc().0;
        return Ok(Instant(midnight + seconds * 1_000 - zone));
    }
    if matches!(text.len(), 12 | 13) && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().map(Instant).map_err(|_| CellError::NotATime);
    }
    let parts = Parts::read(text).ok_or(CellError::NotATime)?;
    let midnight = parts.day(options.dates)?.at_midnight_utc().0;
    if parts.rest.is_empty() {
        return Ok(Instant(midnight - zone));
    }
    let (time, offset) = clock(parts.rest).ok_or(CellError::NotATime)?;
    let offset = offset.map_or(zone, |minutes| minutes * MINUTE);
    Ok(Instant(midnight + time - offset))
}

/// A time of day in milliseconds, and its zone in minutes east of UTC where it names one.
pub(super) fn clock(text: &str) -> Option<(i64, Option<i64>)> {
    let text = text.trim();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.'))
        .unwrap_or(text.len());
    let (time, rest) = text.split_at_checked(end)?;
    let mut fields = time.split(':');
    let hour = field(fields.next()?, 24)?;
    let minute = field(fields.next()?, 60)?;
    let (second, fraction) = match fields.next() {
        None => (0, 0),
        Some(seconds) => {
            let (whole, part) = seconds.split_once('.').unwrap_or((seconds, ""));
            if !part.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            let part: String = part.chars().chain("000".chars()).take(3).collect();
            (field(whole, 61)?.min(59), part.parse().ok()?)
        }
    };
    if fields.next().is_some() {
        return None;
    }
    let rest = rest.trim();
    let word_end = rest
        .find(|c: char| !c.is_ascii_alphabetic() && c != '.')
        .unwrap_or(rest.len());
    let word = rest.get(..word_end)?.replace('.', "").to_ascii_lowercase();
    let after_word = rest.get(word_end..)?.trim();
    let (hour, zone) = match (word.as_str(), hour) {
        ("am", 12) => (0, after_word),
        ("pm", h @ 1..12) => (h + 12, after_word),
        ("am", 1..12) | ("pm", 12) => (hour, after_word),
        ("am" | "pm", _) => return None,
        _ => (hour, rest),
    };
    let ms = ((hour * 60 + minute) * 60 + second) * 1_000 + fraction;
    let zone = match zone {
        "" => None,
        named => Some(offset(named)?),
    };
    (ms < DAY).then_some((ms, zone))
}

fn field(text: &str, below: i64) -> Option<i64> {
    if text.is_empty() || text.len() > 2 {
        return None;
    }
    text.parse().ok().filter(|n| (0..below).contains(n))
}

fn offset(text: &str) -> Option<i64> {
    let upper = text.to_ascii_uppercase();
    let rest = ["UTC", "GMT", "Z"]
        .iter()
        .find_map(|zone| upper.strip_prefix(zone))
        .unwrap_or(&upper)
        .trim();
    if rest.is_empty() {
        return Some(0);
    }
    let (sign, digits) = match rest.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits = digits.replace(':', "");
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        4 => digits.split_at_checked(2)?,
        _ => return None,
    };
    Some(sign * (field(hours, 15)? * 60 + field(minutes, 60)?))
}

/// A duration in seconds: `1:30:00` (hours, minutes, seconds), `1:30` (hours, minutes), `1h 30m`, or
/// a plain number of seconds.
pub(super) fn duration(text: &str) -> Result<i64, CellError> {
    if let Ok(seconds) = number::whole(text, NumberStyle::Point) {
        return Ok(seconds);
    }
    let read = if text.contains(':') {
        colons(text)
    } else {
        units(text)
    };
    read.ok_or(CellError::NotADuration)
}

fn colons(text: &str) -> Option<i64> {
    let fields: Vec<i64> = text
        .split(':')
        .map(|f| f.trim().parse().ok().filter(|n| (0..1_000_000).contains(n)))
        .collect::<Option<_>>()?;
    match fields.as_slice() {
        [h, m] => Some(h * 3_600 + m * 60),
        [h, m, s] => Some(h * 3_600 + m * 60 + s),
        _ => None,
    }
}

fn units(text: &str) -> Option<i64> {
    let mut rest = text.trim();
    let mut total = 0.0f64;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let n: f64 = rest.get(..end)?.parse().ok()?;
        let unit = rest.get(end..)?.trim_start();
        let unit_end = unit
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(unit.len());
        let seconds = match unit.get(..unit_end)?.to_lowercase().as_str() {
            "d" | "day" | "days" | "天" => 86_400.0,
            "h" | "hr" | "hrs" | "hour" | "hours" | "小时" => 3_600.0,
            "m" | "min" | "mins" | "minute" | "minutes" | "分" | "分钟" => 60.0,
            "s" | "sec" | "secs" | "second" | "seconds" | "秒" => 1.0,
            _ => return None,
        };
        total += n * seconds;
        rest = unit.get(unit_end..)?.trim_start_matches([' ', ',']);
    }
    (total < 1e12).then_some(total.round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, options: &CellOptions) -> Result<String, CellError> {
        instant(text, options).map(|t| t.to_string())
    }

    #[test]
    fn dates_with_times_become_instants_in_utc() {
        let berlin = CellOptions {
            utc_offset: 60,
            dates: Some(DateFormat::Dmy),
            ..CellOptions::default()
        };
        for (text, expected) in [
            ("2025-01-31T08:30:00Z", "2025-01-31T08:30:00.000Z"),
            ("2025-01-31 08:30:00.25 +0100", "2025-01-31T07:30:00.250Z"),
            ("2025-01-31 08:30 UTC", "2025-01-31T08:30:00.000Z"),
            ("31/01/2025 8:30 pm", "2025-01-31T19:30:00.000Z"),
            ("31/01/2025 12:00 AM", "2025-01-30T23:00:00.000Z"),
            ("2025-01-31", "2025-01-30T23:00:00.000Z"),
            ("1738312200000", "2025-01-31T08:30:00.000Z"),
        ] {
            assert_eq!(at(text, &berlin).as_deref(), Ok(expected), "{text}");
        }
        let serial = CellOptions {
            dates: Some(DateFormat::Serial),
            ..CellOptions::default()
        };
        assert_eq!(
            at("45688.75", &serial).as_deref(),
            Ok("2025-01-31T18:00:00.000Z")
        );
        for bad in [
            "2025-01-31 25:00",
            "2025-01-31 10:61",
            "2025-01-31 13:00 pm",
            "soon",
            "2025-01-31 10:00 ZZ",
        ] {
            assert!(at(bad, &berlin).is_err(), "{bad}");
        }
    }

    #[test]
    fn durations_are_read_in_seconds() {
        for (text, seconds) in [
            ("90", 90),
            ("1:30", 5_400),
            ("00:01:30", 90),
            ("1h 30m", 5_400),
            ("2 days", 172_800),
        ] {
            assert_eq!(duration(text), Ok(seconds), "{text}");
        }
        assert_eq!(duration("soon"), Err(CellError::NotADuration));
    }
}
