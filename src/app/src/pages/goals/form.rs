//! A goal is set: what counts, for whom, when, and how much.

use leptos::prelude::*;
use record::schema::goal;
use record::{Currency, Date, Kind, Money, RecordId, Value};
use workspace::Command;
use workspace::goals::{Goal, Metric, period_from_key, period_key};
use workspace::report::{Bucket, Figure, period};

use crate::pages::reports::labels::period_name;
use crate::parts::{Dialog, Field, FormButtons, MoneyInput, NumberInput, Select, SelectOption};
use crate::state::{State, use_actor};
use crate::words::{goals as words, schema, settings, spoken};

/// Which goal the form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    New,
    Of(RecordId),
}

/// The periods that a goal can be for: from the last one to some ahead, and the one it has.
fn starts(today: Date, bucket: Bucket, own: Option<Date>) -> Vec<Date> {
    let (months, ahead) = match bucket {
        Bucket::Month => (1, 12),
        Bucket::Quarter => (3, 6),
        _ => (12, 3),
    };
    let first = period::start(today, bucket);
    let mut list: Vec<Date> = (-1..ahead)
        .filter_map(|n| period::later(first?, n * months))
        .chain(own.and_then(|day| period::start(day, bucket)))
        .collect();
    record::order::sort(&mut list);
    list.dedup();
    list
}

/// The first day of the period that a day is in, where that one is offered, or of the present one.
fn start_near(
    day: Option<Date>,
    offered: &[Date],
    (today, bucket): (Date, Bucket),
) -> Option<Date> {
    // What lies in the past is no goal any more.
    let wanted = day.filter(|day| *day > today);
    wanted
        .and_then(|day| period::start(day, bucket))
        .filter(|start| offered.contains(start))
        .or_else(|| period::start(today, bucket))
}

/// The active members, and the one that is chosen.
fn members(state: State, chosen: &str) -> Vec<SelectOption> {
    let mut members = state.members();
    members.retain(|member| member.is_active || member.id.to_string() == chosen);
    let everybody = SelectOption::new("", words::everybody());
    let members = members
        .into_iter()
        .map(|member| SelectOption::new(member.id.to_string(), member.name));
    std::iter::once(everybody).chain(members).collect()
}

#[component]
pub(super) fn GoalForm(about: Form, form: RwSignal<Option<Form>>) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let today = untrack(|| state.today());
    let base: Currency = state.with(|ws| ws.currency());
    let before: Option<Goal> = match about {
        Form::New => None,
        Form::Of(id) => state.with(|ws| ws.goal(id)),
    };
    let own_start = before.as_ref().map(|goal| goal.start);
    let metric = RwSignal::new(
        before
            .as_ref()
            .map_or(Metric::WonAmount, |goal| goal.metric),
    );
    let who = RwSignal::new(
        before
            .as_ref()
            .and_then(|goal| Some(goal.member?.to_string()))
            .unwrap_or_default(),
    );
    let bucket = RwSignal::new(before.as_ref().map_or(Bucket::Month, |goal| goal.period));
    let start = RwSignal::new(own_start.or(period::start(today, Bucket::Month)));
    let amount = RwSignal::new(match before.as_ref().map(|goal| goal.target) {
        Some(Figure::Money(money)) => Some(money),
        _ => None,
    });
    let count = RwSignal::new(match before.as_ref().map(|goal| goal.target) {
        Some(Figure::Count(n)) => Some(n as f64),
        _ => None,
    });
    let wrong = RwSignal::new(None::<String>);
    let is_amount = move || metric.get() == Metric::WonAmount;

    let metrics = move || {
        let option = |m: Metric| SelectOption::new(m.key(), schema::option(m.key()));
        Metric::ALL.map(option).to_vec()
    };
    let periods = || {
        let keys = [Bucket::Month, Bucket::Quarter, Bucket::Year].map(period_key);
        let option = |key| SelectOption::new(key, schema::option(key));
        keys.into_iter().flatten().map(option).collect::<Vec<_>>()
    };
    let whens = move || {
        let bucket = bucket.get();
        let option = |day: Date| SelectOption::new(day.to_string(), period_name(day, bucket));
        let list = starts(today, bucket, own_start);
        list.into_iter().map(option).collect::<Vec<_>>()
    };
    let choose_period = move |key: String| {
        if let Some(chosen) = period_from_key(&key) {
            bucket.set(chosen);
            let day = start.get_untracked();
            start.set(start_near(
                day,
                &starts(today, chosen, own_start),
                (today, chosen),
            ));
        }
    };
    let submit = move || {
        let chosen = metric.get_untracked();
        let money = amount.get_untracked().filter(|money| money.minor > 0);
        let number = count.get_untracked().filter(|n| *n >= 1.0);
        let (money, number): (Option<Money>, Option<f64>) = match chosen {
            Metric::WonAmount => (money, None),
            _ => (None, number),
        };
        let is_set = money.is_some() || number.is_some();
        wrong.set((!is_set).then(|| words::target_wrong().to_owned()));
        let (Some(start), Some(period), true) = (
            start.get_untracked(),
            period_key(bucket.get_untracked()),
            is_set,
        ) else {
            return;
        };
        let member = who.get_untracked().parse().ok();
        let values = vec![
            (goal::METRIC, Some(Value::choice(chosen.key()))),
            (goal::PERIOD, Some(Value::choice(period))),
            (goal::START, Some(Value::Date(start))),
            (goal::MEMBER, member.map(Value::Ref)),
            (goal::AMOUNT, money.map(Value::Money)),
            (goal::COUNT, number.map(|n| Value::Int(n as i64))),
        ];
        let command = match about {
            Form::Of(record) => Command::Edit {
                kind: Kind::GOAL,
                record,
                values,
            },
            Form::New => Command::Create {
                kind: Kind::GOAL,
                record: state.new_id(),
                values: values
                    .into_iter()
                    .filter_map(|(field, value)| Some((field, value?)))
                    .collect(),
            },
        };
        if actor.run(command, settings::changed()) {
            form.set(None);
        }
    };
    let title = match about {
        Form::New => spoken(words::add),
        Form::Of(_) => spoken(words::edit),
    };
    let target = move || {
        if is_amount() {
            view! {
                <MoneyInput
                    value=amount
                    currency=Signal::derive(move || base)
                    on_commit=move |money| amount.set(money)
                />
            }
            .into_any()
        } else {
            view! {
                <NumberInput
                    value=count
                    whole=true
                    on_commit=move |n| count.set(n)
                    on_input=move |n| count.set(n)
                />
            }
            .into_any()
        }
    };
    view! {
        <Dialog
            title=title
            on_close=move |()| form.set(None)
            on_submit=move |()| submit()
            footer=move || view! { <FormButtons on_cancel=move |()| form.set(None) /> }
        >
            <Field label=spoken(words::metric)>
                <Select
                    value=Signal::derive(move || metric.get().key().to_owned())
                    options=Signal::derive(metrics)
                    on_choose=move |key: String| {
                        if let Some(chosen) = Metric::from_key(&key) {
                            metric.set(chosen);
                        }
                    }
                />
            </Field>
            <Field label=spoken(words::who)>
                <Select
                    value=who
                    options=Signal::derive(move || members(state, &who.get()))
                    on_choose=move |key| who.set(key)
                />
            </Field>
            <div class="goal-when">
                <Field label=spoken(words::period)>
                    <Select
                        value=Signal::derive(move || {
                            period_key(bucket.get()).unwrap_or_default().to_owned()
                        })
                        options=Signal::derive(periods)
                        on_choose=choose_period
                    />
                </Field>
                <Field label=spoken(words::when)>
                    <Select
                        value=Signal::derive(move || {
                            start.get().map(|day| day.to_string()).unwrap_or_default()
                        })
                        options=Signal::derive(whens)
                        on_choose=move |key: String| start.set(Date::parse_iso(&key))
                    />
                </Field>
            </div>
            <Field label=spoken(words::target) error=wrong required=true>
                {move || target()}
            </Field>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn periods_are_offered_from_the_last_one_on_and_the_own_one_too() {
        let day = |text| Date::parse_iso(text).unwrap();
        let today = day("2026-08-19");
        let quarters = starts(today, Bucket::Quarter, Some(day("2024-01-01")));
        assert_eq!(quarters[0], day("2024-01-01"));
        assert_eq!(quarters[1], day("2026-04-01"));
        assert_eq!(quarters[2], day("2026-07-01"));
        assert_eq!(quarters.len(), 8);
        assert_eq!(starts(today, Bucket::Year, None)[0], day("2025-01-01"));
        // What is saved can be seen: a period that isn't offered gives way to the present one.
        for (from, to, wanted) in [
            ("2028-01-01", Bucket::Month, "2026-08-01"),
            ("2028-01-01", Bucket::Year, "2028-01-01"),
            ("2027-07-01", Bucket::Quarter, "2027-07-01"),
            ("2026-01-01", Bucket::Quarter, "2026-07-01"),
        ] {
            let offered = starts(today, to, None);
            let start = start_near(Some(day(from)), &offered, (today, to));
            assert_eq!(start, Some(day(wanted)));
            assert!(offered.contains(&day(wanted)));
        }
    }
}
