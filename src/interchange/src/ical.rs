//! Writing calendar files: iCalendar (RFC 5545) with tasks and events.

use std::fmt::Write;

use record::{Date, Instant, RecordId};

use crate::content_line::{escape, fold};

/// An entry of a calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The record: its id makes the entry's, so that a file that is taken out again renews what a
    /// calendar took in before.
    pub record: RecordId,
    /// When the record was last changed.
    pub changed: Instant,
    /// What it is called.
    pub summary: String,
    /// More about it; empty for nothing.
    pub description: String,
    /// Tags; empty for none.
    pub categories: Vec<String>,
    /// A recurrence rule as section 3.3.10 writes it, without its name.
    pub rule: Option<String>,
    /// When it reminds.
    pub alarm: Option<Instant>,
    /// A task or an event.
    pub what: What,
}

/// What an entry is.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Something to do.
    Task {
        /// When it is due.
        due: Option<Date>,
        /// When it was done.
        done: Option<Instant>,
        /// How important it is: 1 for most to 9 for least, 0 where nothing is said.
        priority: u8,
    },
    /// Something that takes place.
    Event {
        /// When it begins.
        start: Instant,
        /// How long it takes, in seconds.
        seconds: i64,
    },
}

/// Entries as a file. `now` is when the file is written.
pub fn write<'a>(entries: impl IntoIterator<Item = &'a Entry>, now: Instant) -> String {
    let mut out = String::new();
    let mut line = |text: &str| fold(text, &mut out);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Rapport//Rapport//EN");
    line("CALSCALE:GREGORIAN");
    line("METHOD:PUBLISH");
    for entry in entries {
        write_entry(entry, now, &mut line);
    }
    line("END:VCALENDAR");
    out
}

fn write_entry(entry: &Entry, now: Instant, line: &mut impl FnMut(&str)) {
    let name = match entry.what {
        What::Task { .. } => "VTODO",
        What::Event { .. } => "VEVENT",
    };
    line(&format!("BEGIN:{name}"));
    line(&format!("UID:{}@rapport", entry.record));
    line(&format!("DTSTAMP:{}", moment(now)));
    line(&format!("LAST-MODIFIED:{}", moment(entry.changed)));
    line(&format!("SUMMARY:{}", escape(&entry.summary)));
    if !entry.description.trim().is_empty() {
        line(&format!("DESCRIPTION:{}", escape(&entry.description)));
    }
    if !entry.categories.is_empty() {
        let tags: Vec<String> = entry.categories.iter().map(|tag| escape(tag)).collect();
        line(&format!("CATEGORIES:{}", tags.join(",")));
    }
    match &entry.what {
        What::Task {
            due,
            done,
            priority,
        } => {
            match (due, &entry.rule) {
                // A recurrence is counted from a beginning, and what is due must lie behind it.
                (Some(due), Some(_)) => {
                    line(&format!("DTSTART;VALUE=DATE:{}", day(*due)));
                    line("DURATION:P1D");
                }
                (Some(due), None) => line(&format!("DUE;VALUE=DATE:{}", day(*due))),
                (None, _) => {}
            }
            if *priority > 0 {
                line(&format!("PRIORITY:{}", priority.min(&9)));
            }
            match done {
                Some(at) => {
                    line("STATUS:COMPLETED");
                    line(&format!("COMPLETED:{}", moment(*at)));
                    line("PERCENT-COMPLETE:100");
                }
                None => line("STATUS:NEEDS-ACTION"),
            }
        }
        What::Event { start, seconds } => {
            let end = start.0.saturating_add(seconds.max(&0).saturating_mul(1000));
            line(&format!("DTSTART:{}", moment(*start)));
            // An event without a length has no end.
            if end > start.0 {
                line(&format!("DTEND:{}", moment(Instant(end))));
            }
        }
    }
    let has_start = !matches!(entry.what, What::Task { due: None, .. });
    if let Some(rule) = entry.rule.as_ref().filter(|_| has_start) {
        // A rule is written with few signs; none of them leaves its line.
        let is_of_rule = |c: &char| c.is_ascii_alphanumeric() || "=;,-+".contains(*c);
        let rule: String = rule.chars().filter(is_of_rule).collect();
        line(&format!("RRULE:{rule}"));
    }
    if let Some(at) = entry.alarm {
        line("BEGIN:VALARM");
        line("ACTION:DISPLAY");
        line(&format!("DESCRIPTION:{}", escape(&entry.summary)));
        line(&format!("TRIGGER;VALUE=DATE-TIME:{}", moment(at)));
        line("END:VALARM");
    }
    line(&format!("END:{name}"));
}

/// A day: `20260131`. One that the calendar lacks is the first that it has.
fn day(date: Date) -> String {
    let (year, month, day) = date.ymd().unwrap_or((1, 1, 1));
    format!("{year:04}{month:02}{day:02}")
}

/// A moment in UTC: `20260131T080000Z`.
fn moment(at: Instant) -> String {
    const DAY_MS: i64 = 86_400_000;
    let seconds = at.0.rem_euclid(DAY_MS) / 1000;
    let mut text = day(at.date_utc());
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    // Writing to a text does not fail.
    let _ = write!(text, "T{hours:02}{minutes:02}{:02}Z", seconds % 60);
    text
}

#[cfg(test)]
mod tests;
