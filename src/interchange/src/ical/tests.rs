#![allow(clippy::unwrap_used)]

use super::*;
use crate::content_line::LINE;
use proptest::prelude::*;

/// What a calendar reads: names with parameters and values, unfolded and unescaped.
fn read(file: &str) -> Vec<(String, String)> {
    assert!(file.ends_with("\r\n"));
    assert!(!file.replace("\r\n", "").contains(['\r', '\n']));
    let unfolded = file.replace("\r\n ", "");
    let lines = unfolded.split_terminator("\r\n");
    lines
        .map(|line| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_owned(), unescaped(value))
        })
        .collect()
}

fn unescaped(value: &str) -> String {
    let mut out = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next().unwrap() {
                'n' => out.push('\n'),
                c => out.push(c),
            },
            c => out.push(c),
        }
    }
    out
}

fn value<'a>(read: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = read.iter().find(|(n, _)| n == name);
    found.map(|(_, value)| value.as_str())
}

fn task() -> Entry {
    Entry {
        record: RecordId(7),
        changed: Instant(0),
        summary: "Call; then write, \"soon\"".to_owned(),
        description: "One\nTwo\\Three".to_owned(),
        categories: vec!["a,b".to_owned()],
        rule: None,
        alarm: Some(Instant(1_700_000_000_000)),
        what: What::Task {
            due: Date::from_ymd(2026, 1, 31),
            done: None,
            priority: 1,
        },
    }
}

#[test]
fn a_task_is_written_as_the_standard_says() {
    let file = write([&task()], Instant(1_767_225_600_000));
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Rapport//Rapport//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VTODO",
        "UID:00000000000000000000000007@rapport",
        "DTSTAMP:20260101T000000Z",
        "LAST-MODIFIED:19700101T000000Z",
        "SUMMARY:Call\\; then write\\, \"soon\"",
        "DESCRIPTION:One\\nTwo\\\\Three",
        "CATEGORIES:a\\,b",
        "DUE;VALUE=DATE:20260131",
        "PRIORITY:1",
        "STATUS:NEEDS-ACTION",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Call\\; then write\\, \"soon\"",
        "TRIGGER;VALUE=DATE-TIME:20231114T221320Z",
        "END:VALARM",
        "END:VTODO",
        "END:VCALENDAR",
        "",
    ];
    assert_eq!(file.split("\r\n").collect::<Vec<_>>(), expected);
}

#[test]
fn a_task_that_repeats_has_a_beginning() {
    let mut entry = task();
    entry.rule = Some("FREQ=WEEKLY;BYDAY=SA".to_owned());
    let file = read(&write([&entry], Instant(0)));
    assert_eq!(value(&file, "DTSTART;VALUE=DATE"), Some("20260131"));
    assert_eq!(value(&file, "DUE;VALUE=DATE"), None);
    assert_eq!(value(&file, "RRULE"), Some("FREQ=WEEKLY;BYDAY=SA"));
    if let What::Task { due, .. } = &mut entry.what {
        *due = None;
    }
    let file = read(&write([&entry], Instant(0)));
    assert_eq!(value(&file, "RRULE"), None);
}

#[test]
fn a_meeting_has_a_beginning_and_an_end() {
    let mut entry = task();
    entry.what = What::Event {
        start: Instant(1_767_258_000_000),
        seconds: 1800,
    };
    let file = read(&write([&entry], Instant(0)));
    assert_eq!(value(&file, "DTSTART"), Some("20260101T090000Z"));
    assert_eq!(value(&file, "DTEND"), Some("20260101T093000Z"));
    entry.what = What::Event {
        start: Instant(0),
        seconds: -5,
    };
    assert_eq!(value(&read(&write([&entry], Instant(0))), "DTEND"), None);
}

#[test]
fn what_was_done_says_when() {
    let mut entry = task();
    entry.what = What::Task {
        due: None,
        done: Some(Instant(0)),
        priority: 0,
    };
    let file = read(&write([&entry], Instant(0)));
    assert_eq!(value(&file, "STATUS"), Some("COMPLETED"));
    assert_eq!(value(&file, "COMPLETED"), Some("19700101T000000Z"));
    assert_eq!(value(&file, "PRIORITY"), None);
}

/// A text without what a calendar can't keep.
fn plain(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect()
}

proptest! {
    #[test]
    fn any_text_comes_back(summary in "(\\PC|[\r\n\t;,\\\\:é漢😀]){0,120}", description in ".{0,300}") {
        let mut entry = task();
        entry.summary = summary.clone();
        entry.description = format!("x{description}");
        let file = write([&entry], Instant(0));
        for line in file.split("\r\n") {
            prop_assert!(line.len() <= LINE, "{line}");
        }
        let read = read(&file);
        let expected = plain(&summary);
        prop_assert_eq!(value(&read, "SUMMARY"), Some(expected.as_str()));
        let expected = plain(&entry.description);
        prop_assert_eq!(value(&read, "DESCRIPTION"), Some(expected.as_str()));
    }

    #[test]
    fn any_entry_can_be_written(at: i64, seconds: i64, due: i32, rule in ".{0,40}", tag in ".{0,20}") {
        for what in [
            What::Event { start: Instant(at), seconds },
            What::Task { due: Some(Date(due)), done: Some(Instant(at)), priority: seconds as u8 },
        ] {
            let entry = Entry {
                rule: Some(rule.clone()),
                categories: vec![tag.clone()],
                alarm: Some(Instant(at)),
                what,
                ..task()
            };
            let read = read(&write([&entry], Instant(at)));
            let begins = read.iter().filter(|(name, _)| name == "BEGIN").count();
            let ends = read.iter().filter(|(name, _)| name == "END").count();
            prop_assert_eq!((begins, ends), (3, 3));
        }
    }
}
