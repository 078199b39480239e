#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

fn day(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

fn repeat(text: &str) -> Repeat {
    text.parse().unwrap()
}

fn series(rule: &str, first: &str, n: usize) -> Vec<String> {
    let mut repeat = repeat(rule);
    let mut at = day(first);
    let mut dates = Vec::new();
    for _ in 0..n {
        let Some((next, rest)) = repeat.next(Some(at), at) else {
            break;
        };
        dates.push(next.to_string());
        (at, repeat) = (next, rest);
    }
    dates
}

#[test]
fn days_and_weeks_are_counted_from_the_first_date() {
    assert_eq!(
        series("FREQ=DAILY;INTERVAL=3", "2026-01-30", 2),
        ["2026-02-02", "2026-02-05"]
    );
    // 2026-01-05 is a Monday.
    assert_eq!(
        series("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "2026-01-05", 3),
        ["2026-01-08", "2026-01-19", "2026-01-22"]
    );
    assert_eq!(
        series("FREQ=WEEKLY", "2026-01-07", 2),
        ["2026-01-14", "2026-01-21"]
    );
}

#[test]
fn the_last_days_of_months_do_not_wander() {
    assert_eq!(
        series("FREQ=MONTHLY", "2026-01-31", 3),
        ["2026-02-28", "2026-03-31", "2026-04-30"]
    );
    assert_eq!(
        series("FREQ=YEARLY", "2024-02-29", 4)[2..],
        ["2027-02-28", "2028-02-29"]
    );
}

#[test]
fn weekdays_of_months_are_found() {
    assert_eq!(
        series("FREQ=MONTHLY;BYDAY=2TU", "2026-01-13", 2),
        ["2026-02-10", "2026-03-10"]
    );
    assert_eq!(
        series("FREQ=MONTHLY;BYDAY=-1FR", "2026-01-30", 2),
        ["2026-02-27", "2026-03-27"]
    );
}

#[test]
fn a_series_ends() {
    assert_eq!(
        series("FREQ=DAILY;COUNT=3", "2026-01-01", 9),
        ["2026-01-02", "2026-01-03"]
    );
    assert_eq!(
        series("FREQ=WEEKLY;UNTIL=20260115", "2026-01-01", 9),
        ["2026-01-08", "2026-01-15"]
    );
    assert_eq!(series("FREQ=YEARLY", "9999-06-01", 9), [""; 0]);
}

#[test]
fn what_was_done_late_is_due_in_the_future_and_keeps_its_days() {
    let weekly = repeat("FREQ=WEEKLY;BYDAY=MO");
    let (next, _) = weekly
        .next(Some(day("2026-01-05")), day("2026-01-28"))
        .unwrap();
    assert_eq!(next, day("2026-02-02"));
    let after = repeat("FREQ=WEEKLY;X-FROM=COMPLETION");
    let (next, rest) = after
        .next(Some(day("2026-01-05")), day("2026-01-28"))
        .unwrap();
    assert_eq!((next, rest), (day("2026-02-04"), after));
    assert_eq!(after.rule(next), None);
    assert_eq!(weekly.rule(next).as_deref(), Some("FREQ=WEEKLY;BYDAY=MO"));
}

#[test]
fn what_was_done_early_is_due_after_its_own_day() {
    let monthly = repeat("FREQ=MONTHLY");
    let (next, rest) = monthly
        .next(Some(day("2026-01-31")), day("2026-01-10"))
        .unwrap();
    assert_eq!(next, day("2026-02-28"));
    assert_eq!(rest.unit, Unit::Months(MonthDay::Day(31)));
}

#[test]
fn rules_of_calendars_are_read() {
    assert_eq!(
        repeat("RRULE:FREQ=MONTHLY;BYMONTHDAY=-1").unit,
        Unit::Months(MonthDay::Day(31))
    );
    assert_eq!(
        repeat("freq=daily;until=20261231T235959Z").end,
        End::On(day("2026-12-31"))
    );
    assert_eq!(
        repeat("FREQ=WEEKLY;WKST=MO;BYDAY=MO,TU,WE,TH,FR").unit,
        Unit::Weeks(Weekdays::WORKDAYS)
    );
}

#[test]
fn what_can_not_be_kept_is_refused() {
    for text in [
        "",
        "FREQ",
        "FREQ=HOURLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=5;UNTIL=20260101",
        "FREQ=DAILY;COUNT=70000",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYDAY=-2FR",
        "FREQ=MONTHLY;BYDAY=MO,TU",
        "FREQ=MONTHLY;BYMONTHDAY=5,9",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=YEARLY;BYMONTH=2",
        "FREQ=DAILY;UNTIL=20260231",
        "FREQ=DAILY;UNTIL=2026é31",
    ] {
        assert_eq!(text.parse::<Repeat>(), Err(NotARepeat), "{text}");
    }
    let long = format!("FREQ=WEEKLY;BYDAY={}", "MO,".repeat(200));
    assert!(long.parse::<Repeat>().is_err());
}

fn any_unit() -> impl Strategy<Value = Unit> {
    prop_oneof![
        Just(Unit::Days),
        (0u8..128).prop_map(|bits| Unit::Weeks(Weekdays(bits))),
        Just(Unit::Months(MonthDay::OfFirst)),
        (1u8..=31).prop_map(|day| Unit::Months(MonthDay::Day(day))),
        (prop_oneof![1i8..=4, Just(-1)], 0u8..7)
            .prop_map(|(n, day)| Unit::Months(MonthDay::Weekday(n, day))),
        Just(Unit::Years(None)),
        (1u8..=12, 1u8..=31).prop_map(|on| Unit::Years(Some(on))),
    ]
}

fn any_repeat() -> impl Strategy<Value = Repeat> {
    let end = prop_oneof![
        Just(End::Never),
        (1i32..40_000).prop_map(|day| End::On(Date(day))),
        (1u16..=MOST).prop_map(End::After),
    ];
    let from = prop_oneof![Just(From::Due), Just(From::Completion)];
    (1u16..=MOST, any_unit(), end, from).prop_map(|(every, unit, end, from)| Repeat {
        every,
        unit,
        end,
        from,
    })
}

proptest! {
    #[test]
    fn a_recurrence_survives_its_text(repeat in any_repeat()) {
        prop_assert_eq!(repeat.to_string().parse::<Repeat>(), Ok(repeat));
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,60}", rule in "FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]{2,10}=[-0-9A-Z,]{0,9}){0,3}") {
        let _ = text.parse::<Repeat>();
        if let Ok(repeat) = rule.parse::<Repeat>() {
            prop_assert_eq!(repeat.to_string().parse::<Repeat>(), Ok(repeat));
        }
    }

    #[test]
    fn the_next_date_is_always_later(repeat in any_repeat(), due in 0i32..40_000, done in 0i32..40_000) {
        let (due, done) = (Date(due), Date(done));
        if let Some((next, _)) = repeat.next(Some(due), done) {
            prop_assert!(next > done);
            prop_assert!(repeat.from == From::Completion || next > due);
        }
    }

    #[test]
    fn the_next_date_is_the_first_of_the_series(repeat in any_repeat(), first in 0i32..20_000, late in 0i32..4_000) {
        // Walking from date to date meets the one that is asked for directly.
        let repeat = Repeat { every: repeat.every.min(40), ..repeat };
        let (first, after) = (Date(first), Date(first + late));
        let direct = repeat.after(first, after);
        let mut at = first;
        let walked = std::iter::from_fn(|| {
            at = repeat.after(first, at)?;
            Some(at)
        })
        .find(|date| *date > after);
        prop_assert_eq!(direct, walked);
    }

    #[test]
    fn weekdays_are_those_of_the_set(bits in 1u8..128, every in 1u16..9, first in 0i32..20_000) {
        let days = Weekdays(bits);
        let repeat = Repeat { every, ..Repeat::new(Unit::Weeks(days)) };
        let next = repeat.after(Date(first), Date(first)).unwrap();
        prop_assert!(days.contains(weekday(next)));
    }

    #[test]
    fn any_day_is_taken(repeat in any_repeat(), first: i32, after: i32) {
        let _ = repeat.after(Date(first), Date(after));
    }
}
