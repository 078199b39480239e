//! Recurrences of tasks: in words, and chosen.

use leptos::prelude::*;
use record::Date;
use workflow::Repeat;
use workflow::repeat::{End, From, MOST, MonthDay, Unit, Weekdays};

use crate::parts::{DateInput, NumberInput, Select, SelectOption, When};
use crate::platform::clock;
use crate::platform::intl::{self, DateStyle};
use crate::words::{locale, repeat as words, spoken};

/// A stored recurrence in words; `None` for a text that is none.
pub fn repeat_text(rule: &str) -> Option<String> {
    rule.parse().ok().map(|repeat| describe(&repeat))
}

/// A recurrence in words: "Every 2 weeks on Mon, Thu, until 3 Jan 2027".
fn describe(repeat: &Repeat) -> String {
    let n = usize::from(repeat.every);
    let every = |one: fn() -> &'static str, many: fn(usize) -> String| match n {
        1 => one().to_owned(),
        n => many(n),
    };
    let what = match repeat.unit {
        Unit::Days => every(words::daily, words::every_days),
        Unit::Weeks(days) => {
            let every = every(words::weekly, words::every_weeks);
            match days.is_empty() {
                true => every,
                false => words::on_days(&every, &names_of(days)),
            }
        }
        Unit::Months(on) => {
            let every = every(words::monthly, words::every_months);
            match on {
                MonthDay::OfFirst => every,
                MonthDay::Day(31) => words::on_last_day(&every),
                MonthDay::Day(day) => words::on_day(&every, day),
                MonthDay::Weekday(nth, day) => {
                    let day = intl::weekday_name(locale(), day, DateStyle::Weekday);
                    words::on_nth(&every, nth_name(nth), &day)
                }
            }
        }
        Unit::Years(on) => {
            let every = every(words::yearly, words::every_years);
            // A leap year has every day.
            match on.and_then(|(month, day)| Date::from_ymd(2024, month.into(), day.into())) {
                Some(day) => words::on_days(&every, &intl::date(locale(), day, DateStyle::Short)),
                None => every,
            }
        }
    };
    let what = match repeat.end {
        End::Never => what,
        End::On(day) => words::until(&what, day),
        End::After(count) => words::count(&what, count.into()),
    };
    match repeat.from {
        From::Due => what,
        From::Completion => words::after_done(&what),
    }
}

fn names_of(days: Weekdays) -> String {
    let first = intl::first_weekday(locale());
    let in_order = (0..7).map(|n| (first + n) % 7);
    let names: Vec<String> = in_order
        .filter(|day| days.contains(*day))
        .map(|day| intl::weekday_name(locale(), day, DateStyle::WeekdayShort))
        .collect();
    names.join(words::between_days())
}

fn nth_name(nth: i8) -> &'static str {
    match nth {
        1 => words::first(),
        2 => words::second(),
        3 => words::third(),
        4 => words::fourth(),
        _ => words::last(),
    }
}

/// The key of the choice for workdays.
const WORKDAYS: &str = "wd";

fn unit_key(unit: Unit) -> &'static str {
    match unit {
        Unit::Days => "d",
        Unit::Weeks(_) => "w",
        Unit::Months(_) => "m",
        Unit::Years(_) => "y",
    }
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Days => words::unit_days(),
        Unit::Weeks(_) => words::unit_weeks(),
        Unit::Months(_) => words::unit_months(),
        Unit::Years(_) => words::unit_years(),
    }
}

fn unit_of(key: &str) -> Option<Unit> {
    Some(match key {
        "d" => Unit::Days,
        "w" => Unit::Weeks(Weekdays::default()),
        WORKDAYS => Unit::Weeks(Weekdays::WORKDAYS),
        "m" => Unit::Months(MonthDay::OfFirst),
        "y" => Unit::Years(None),
        _ => return None,
    })
}

/// The days of a month that are offered, by their keys.
fn month_days(now: MonthDay) -> Vec<(String, MonthDay)> {
    let mut days = vec![MonthDay::OfFirst, MonthDay::Day(31)];
    if !days.contains(&now) && matches!(now, MonthDay::Day(_)) {
        days.push(now);
    }
    let nths = [1, 2, 3, 4, -1];
    let weekdays = nths
        .into_iter()
        .flat_map(|nth| (0..7).map(move |day| MonthDay::Weekday(nth, day)));
    days.extend(weekdays);
    let key = |day: MonthDay| Repeat::new(Unit::Months(day)).to_string();
    days.into_iter().map(|day| (key(day), day)).collect()
}

fn month_day_name(day: MonthDay) -> String {
    match day {
        MonthDay::OfFirst => words::same_day().to_owned(),
        MonthDay::Day(31) => words::last_day().to_owned(),
        MonthDay::Day(day) => words::day_n(day),
        MonthDay::Weekday(nth, day) => {
            let day = intl::weekday_name(locale(), day, DateStyle::Weekday);
            words::nth_day(nth_name(nth), &day)
        }
    }
}

/// Chooses how something repeats. Each choice is committed.
#[component]
pub fn RepeatInput(
    /// What is chosen.
    #[prop(into)]
    value: Signal<Option<Repeat>>,
    /// Hears the choice; `None` for no recurrence.
    #[prop(into)]
    on_commit: Callback<Option<Repeat>>,
) -> impl IntoView {
    let change = move |change: &dyn Fn(&mut Repeat)| {
        if let Some(mut repeat) = value.get_untracked() {
            change(&mut repeat);
            on_commit.run(Some(repeat));
        }
    };
    let how_often = Signal::derive(move || {
        let key = value.get().map_or("", |repeat| match repeat.unit {
            Unit::Weeks(Weekdays::WORKDAYS) => WORKDAYS,
            unit => unit_key(unit),
        });
        key.to_owned()
    });
    let often = Signal::derive(|| {
        let workdays = words::on_days(words::weekly(), &names_of(Weekdays::WORKDAYS));
        vec![
            SelectOption::new("", words::never()),
            SelectOption::new("d", words::daily()),
            SelectOption::new(WORKDAYS, workdays),
            SelectOption::new("w", words::weekly()),
            SelectOption::new("m", words::monthly()),
            SelectOption::new("y", words::yearly()),
        ]
    });
    let choose = move |key: String| {
        let Some(unit) = unit_of(&key) else {
            on_commit.run(None);
            return;
        };
        let now = value.get_untracked().unwrap_or(Repeat::new(unit));
        on_commit.run(Some(Repeat { unit, ..now }));
    };
    let is_some = Memo::new(move |_| value.with(Option::is_some));
    let from_due = move || value.get().is_some_and(|repeat| repeat.from == From::Due);
    let has_weekdays = move || {
        from_due()
            && value
                .get()
                .is_some_and(|r| matches!(r.unit, Unit::Weeks(_)))
    };
    let has_month_day = move || {
        from_due()
            && value
                .get()
                .is_some_and(|r| matches!(r.unit, Unit::Months(_)))
    };
    let set_from = move |key: String| {
        change(&|repeat| {
            repeat.from = if key == "done" {
                From::Completion
            } else {
                From::Due
            };
            // Days follow from the day it is done.
            if repeat.from == From::Completion
                && let Some(unit) = unit_of(unit_key(repeat.unit))
            {
                repeat.unit = unit;
            }
        });
    };
    let set_every = move |n: Option<f64>| {
        let n = n.unwrap_or(1.0).clamp(1.0, f64::from(MOST)) as u16;
        change(&|repeat| repeat.every = n);
    };
    view! {
        <div class="repeat-input">
            <Select
                label=spoken(words::how_often)
                value=how_often
                options=often
                on_choose=choose
            />
            <When holds=move || is_some.get()>
                <div class="repeat-line">
                    <NumberInput
                        label=spoken(words::interval)
                        whole=true
                        value=Signal::derive(move || value.get().map(|r| f64::from(r.every)))
                        on_commit=set_every
                    />
                    <span class="repeat-unit">
                        {move || value.get().map(|repeat| unit_name(repeat.unit))}
                    </span>
                    <Select
                        label=spoken(words::counted_from)
                        value=Signal::derive(move || {
                            if from_due() { "due" } else { "done" }.to_owned()
                        })
                        options=Signal::derive(|| {
                            vec![
                                SelectOption::new("due", words::from_due()),
                                SelectOption::new("done", words::from_completion()),
                            ]
                        })
                        on_choose=set_from
                    />
                </div>
            </When>
            <When holds=has_weekdays>
                <WeekdayButtons value=value on_commit=on_commit />
            </When>
            <When holds=has_month_day>
                <MonthDayChoice value=value on_commit=on_commit />
            </When>
            <When holds=move || is_some.get()>
                <EndChoice value=value on_commit=on_commit />
                <p class="repeat-summary" aria-live="polite">
                    {move || value.get().map(|repeat| describe(&repeat))}
                </p>
            </When>
        </div>
    }
}

#[component]
fn WeekdayButtons(
    value: Signal<Option<Repeat>>,
    on_commit: Callback<Option<Repeat>>,
) -> impl IntoView {
    let chosen = move || match value.get().map(|repeat| repeat.unit) {
        Some(Unit::Weeks(days)) => days,
        _ => Weekdays::default(),
    };
    let toggle = move |day: u8| {
        if let Some(repeat) = value.get_untracked() {
            let unit = Unit::Weeks(untrack(chosen).toggled(day));
            on_commit.run(Some(Repeat { unit, ..repeat }));
        }
    };
    let first = untrack(|| intl::first_weekday(locale()));
    let buttons = (0..7).map(|n| (first + n) % 7).map(|day| {
        view! {
            <button
                type="button"
                class="weekday"
                title=move || intl::weekday_name(locale(), day, DateStyle::Weekday)
                aria-pressed=move || chosen().contains(day).to_string()
                on:click=move |_| toggle(day)
            >
                {move || intl::weekday_name(locale(), day, DateStyle::WeekdayShort)}
            </button>
        }
    });
    view! {
        <div class="weekdays" role="group" aria-label=words::on_weekdays>
            {buttons.collect_view()}
        </div>
    }
}

#[component]
fn MonthDayChoice(
    value: Signal<Option<Repeat>>,
    on_commit: Callback<Option<Repeat>>,
) -> impl IntoView {
    let now = move || match value.get().map(|repeat| repeat.unit) {
        Some(Unit::Months(day)) => day,
        _ => MonthDay::OfFirst,
    };
    let options = move || {
        let days = month_days(now()).into_iter();
        let option = |(key, day)| SelectOption::new(key, month_day_name(day));
        days.map(option).collect::<Vec<_>>()
    };
    let choose = move |key: String| {
        let days = month_days(untrack(now));
        let day = days.into_iter().find(|(k, _)| *k == key);
        if let (Some((_, day)), Some(repeat)) = (day, value.get_untracked()) {
            let unit = Unit::Months(day);
            on_commit.run(Some(Repeat { unit, ..repeat }));
        }
    };
    view! {
        <Select
            label=spoken(words::day_of_month)
            value=Signal::derive(move || Repeat::new(Unit::Months(now())).to_string())
            options=Signal::derive(options)
            on_choose=choose
        />
    }
}

#[component]
fn EndChoice(value: Signal<Option<Repeat>>, on_commit: Callback<Option<Repeat>>) -> impl IntoView {
    let end = Memo::new(move |_| value.get().map(|repeat| repeat.end));
    let set = move |end: End| {
        if let Some(repeat) = value.get_untracked() {
            on_commit.run(Some(Repeat { end, ..repeat }));
        }
    };
    let key = move || match end.get() {
        Some(End::On(_)) => "on",
        Some(End::After(_)) => "after",
        _ => "never",
    };
    let choose = move |key: String| {
        set(match key.as_str() {
            "on" => End::On(clock::today().plus_days(365)),
            "after" => End::After(10),
            _ => End::Never,
        });
    };
    let set_last = move |day: Option<Date>| set(day.map_or(End::Never, End::On));
    let set_count = move |n: Option<f64>| {
        let n = n.map(|n| n.clamp(1.0, f64::from(MOST)) as u16);
        set(n.map_or(End::Never, End::After));
    };
    view! {
        <div class="repeat-line">
            <Select
                label=spoken(words::ends)
                value=Signal::derive(move || key().to_owned())
                options=Signal::derive(|| {
                    let name = |text: &str| format!("{}: {text}", words::ends());
                    vec![
                        SelectOption::new("never", name(words::ends_never())),
                        SelectOption::new("on", name(words::ends_on())),
                        SelectOption::new("after", name(words::ends_after())),
                    ]
                })
                on_choose=choose
            />
            <When holds=move || key() == "on">
                <DateInput
                    label=spoken(words::until_day)
                    value=Signal::derive(move || match end.get() {
                        Some(End::On(day)) => Some(day),
                        _ => None,
                    })
                    on_commit=set_last
                />
            </When>
            <When holds=move || key() == "after">
                <NumberInput
                    label=spoken(words::times)
                    whole=true
                    value=Signal::derive(move || match end.get() {
                        Some(End::After(count)) => Some(f64::from(count)),
                        _ => None,
                    })
                    on_commit=set_count
                />
            </When>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn a_recurrence_is_told_in_both_languages() {
        let rule = "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15;COUNT=3";
        assert_eq!(
            repeat_text(rule).as_deref(),
            Some("Every 2 months on day 15, 3 times")
        );
        crate::words::speaking(Language::Zh, || {
            assert_eq!(
                repeat_text(rule).as_deref(),
                Some("每 2 个月（15 日），共 3 次")
            );
        });
        let last = repeat_text("FREQ=DAILY;COUNT=1");
        assert_eq!(last.as_deref(), Some("Every day, this time only"));
        assert_eq!(repeat_text("sometimes"), None);
    }

    #[test]
    fn every_choice_of_a_unit_and_a_day_is_found_again() {
        for key in ["d", "w", "m", "y"] {
            assert_eq!(unit_of(key).map(unit_key), Some(key));
        }
        for (key, day) in month_days(MonthDay::Day(15)) {
            let again = month_days(day).into_iter().find(|(k, _)| *k == key);
            assert_eq!(again.map(|(_, day)| day), Some(day));
        }
    }
}
