//! The records of a list by days: a month or a week of them, or on a phone one below the other.
//!
//! | module | subject |
//! |---|---|
//! | [`days`] | which days are shown |
//! | [`grid`] | the days as a grid |
//! | [`agenda`] | the days one below the other |
//! | [`entry`] | one record on its day |

mod agenda;
mod days;
mod entry;
mod grid;

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use record::schema::{deal, task};
use record::{Date, FieldId, Kind, RecordId, Value};
use workspace::Command;

use super::list::List;
use crate::parts::{Button, ButtonKind, Checkbox, Dialog, DialogSize, IconButton, IconName};
use crate::platform::intl::{self, DateStyle};
use crate::platform::{clock, prefs};
use crate::records::use_create;
use crate::shell::{Command as Offer, catalog, use_commands, use_navigation};
use crate::state::State;
use crate::words::{calendar as words, locale, spoken};

use days::Span;
use entry::{Entry, EntryView};

/// The name in the address of the day at which the user is.
pub const DATE: &str = "date";
/// The name in the address of how many days are shown.
const SPAN: &str = "span";
/// The value of [`SPAN`] for a week.
const WEEK: &str = "week";
/// Under which name it is kept whether meetings are shown.
const MEETINGS: &str = "calendar-meetings";

/// The entries of each day.
type Days = Arc<BTreeMap<Date, Vec<Entry>>>;

/// The field by which a kind's records lie on days; `None` for kinds without one.
pub fn day_field(kind: Kind) -> Option<FieldId> {
    match kind {
        Kind::TASK => Some(task::DUE),
        Kind::DEAL => Some(deal::CLOSE_DATE),
        _ => None,
    }
}

/// What the parts of the calendar share; a handle that is copied.
#[derive(Clone, Copy)]
struct Calendar {
    list: List,
    state: State,
    field: FieldId,
    /// The day at which the user is.
    day: Memo<Date>,
    span: Memo<Span>,
    /// The weekday with which weeks begin.
    first: Memo<u8>,
    shown: Memo<Vec<Date>>,
    entries: Memo<Days>,
    has_meetings: RwSignal<bool>,
    /// The day whose entries are all shown.
    opened: RwSignal<Option<(Date, Choice)>>,
    /// The record that the keyboard carries to another day.
    carried: RwSignal<Option<RecordId>>,
    /// What is said of it.
    said: RwSignal<String>,
}

/// What pressing an entry among all of its day does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    /// It is opened.
    Open,
    /// It is picked up.
    Carry,
}

/// The calendar of a list.
#[component]
pub fn CalendarView(
    /// The list.
    list: List,
) -> impl IntoView {
    let calendar = Calendar::new(list);
    calendar.register();
    let cards = list.cards();
    let body = move || match cards.get() {
        true => view! { <agenda::Agenda calendar=calendar /> }.into_any(),
        false => view! { <grid::DayGrid calendar=calendar /> }.into_any(),
    };
    view! {
        <div class="calendar">
            <Head calendar=calendar />
            {move || body()}
            {move || {
                calendar
                    .opened
                    .get()
                    .map(|(day, choice)| {
                        view! { <DayDialog calendar=calendar day=day choice=choice /> }.into_any()
                    })
            }}
        </div>
    }
}

impl Calendar {
    fn new(list: List) -> Self {
        let state = list.state();
        let kind = list.kind;
        let navigation = use_navigation();
        let field = day_field(kind).unwrap_or(task::DUE);
        let (date, wanted) = (navigation.query(DATE), navigation.query(SPAN));
        let day = Memo::new(move |_| {
            let asked = date.with(|date| Date::parse_iso(date.as_deref()?));
            asked.unwrap_or_else(clock::today)
        });
        let span = Memo::new(move |_| match wanted.get().as_deref() {
            Some(WEEK) => Span::Week,
            _ => Span::Month,
        });
        let first = Memo::new(move |_| intl::first_weekday(locale()));
        let shown = Memo::new(move |_| days::shown(day.get(), span.get(), first.get()));
        let has_meetings = RwSignal::new(prefs::get(MEETINGS).unwrap_or(true));
        let entries = Memo::new(move |_| {
            let bounds = shown.with(|days| Some((*days.first()?, *days.last()?)));
            let Some((from, to)) = bounds else {
                return Days::default();
            };
            let mut all: BTreeMap<Date, Vec<Entry>> = BTreeMap::new();
            // A day may change without the list's order.
            state.track_kind(kind);
            let rows = list.rows.get();
            let found = state.with(|ws| ws.on_days(kind, field, &rows, (from, to)));
            for (day, id) in found {
                all.entry(day).or_default().push(Entry::of(kind, id));
            }
            if kind == Kind::TASK && has_meetings.get() {
                state.track_kind(Kind::ACTIVITY);
                let begin = clock::local_instant(from, 0);
                let end = clock::local_instant(to.plus_days(1), 0);
                for (at, id) in state.with(|ws| ws.meetings(begin, end)) {
                    all.entry(clock::local_date(at))
                        .or_default()
                        .push(Entry::meeting(id, at));
                }
            }
            Arc::new(all)
        });
        Self {
            list,
            state,
            field,
            day,
            span,
            first,
            shown,
            entries,
            has_meetings,
            opened: RwSignal::new(None),
            carried: RwSignal::new(None),
            said: RwSignal::new(String::new()),
        }
    }

    fn register(self) {
        let creating = use_create();
        let section = self.list.section;
        use_commands().register(
            Offer::of(&catalog::LIST_NEW, move || {
                let day = Value::Date(self.day.get_untracked());
                creating.ask(self.list.kind, vec![(self.field, day)]);
            })
            .titled(move || super::list::new_record(section).to_owned()),
        );
    }

    /// Goes to a day.
    fn go(self, day: Date) {
        let text = (day != clock::today()).then(|| day.to_string());
        self.list.navigation().set_query(DATE, text.as_deref());
        agenda::show(day);
    }

    /// Picks a record up, so that the keys carry it to another day.
    fn carry(self, record: RecordId) {
        let name = self.state.with(|ws| ws.name(self.list.kind, record));
        self.said.set(words::picked_up(&name));
        self.carried.set(Some(record));
    }

    /// Leaves the carried record where it was.
    fn put_back(self) {
        self.said.set(words::put_back().to_owned());
        self.carried.set(None);
    }

    fn on(self, day: Date) -> Vec<Entry> {
        self.entries
            .with(|all| all.get(&day).cloned().unwrap_or_default())
    }
}

/// What is shown, the way to other days, and what is shown of them.
#[component]
fn Head(calendar: Calendar) -> impl IntoView {
    let Calendar { day, span, .. } = calendar;
    let navigation = use_navigation();
    let title = move || match span.get() {
        Span::Month => intl::date(locale(), day.get(), DateStyle::Month),
        Span::Week => {
            let ends = calendar
                .shown
                .with(|days| (days.first().copied(), days.last().copied()));
            let name = |day: Option<Date>, style| {
                day.map(|day| intl::date(locale(), day, style))
                    .unwrap_or_default()
            };
            words::from_to(
                &name(ends.0, DateStyle::Short),
                &name(ends.1, DateStyle::Medium),
            )
        }
    };
    let turn = move |pages: i32| {
        calendar.go(days::turned(
            day.get_untracked(),
            span.get_untracked(),
            pages,
        ));
    };
    let choose = move |span: Option<&'static str>| navigation.push_query(SPAN, span);
    let span_button = move |name: fn() -> &'static str, own: Span, value: Option<&'static str>| {
        view! {
            <button
                type="button"
                class="button"
                aria-pressed=move || (span.get() == own).to_string()
                on:click=move |_| choose(value)
            >
                {move || name()}
            </button>
        }
    };
    let is_tasks = calendar.list.kind == Kind::TASK;
    view! {
        <div class="calendar-head">
            <Button
                label=spoken(words::today)
                on_press=move |_| calendar.go(clock::today())
            />
            <IconButton
                icon=IconName::ChevronLeft
                label=Signal::derive(move || {
                    match span.get() {
                        Span::Month => words::previous_month(),
                        Span::Week => words::previous_week(),
                    }
                        .to_owned()
                })
                on_press=move |_| turn(-1)
            />
            <IconButton
                icon=IconName::ChevronRight
                label=Signal::derive(move || {
                    match span.get() {
                        Span::Month => words::next_month(),
                        Span::Week => words::next_week(),
                    }
                        .to_owned()
                })
                on_press=move |_| turn(1)
            />
            <h2 class="calendar-title" aria-live="polite">
                {move || title()}
            </h2>
            <span class="spacer"></span>
            {is_tasks
                .then(|| {
                    view! {
                        <Checkbox
                            label=spoken(words::meetings)
                            checked=calendar.has_meetings
                            on_change=move |on: bool| {
                                prefs::set(MEETINGS, &on);
                                calendar.has_meetings.set(on);
                            }
                        />
                    }
                })}
            <div class="calendar-spans" role="group" aria-label=words::days_shown>
                {span_button(words::month, Span::Month, None)}
                {span_button(words::week, Span::Week, Some(WEEK))}
            </div>
        </div>
    }
}

/// All entries of a day.
#[component]
fn DayDialog(calendar: Calendar, day: Date, choice: Choice) -> impl IntoView {
    let creating = use_create();
    let close = move || calendar.opened.set(None);
    let press = move |entry: Entry| {
        close();
        match choice {
            Choice::Open => entry.open(calendar),
            Choice::Carry => calendar.carry(entry.id),
        }
    };
    let entries = move || {
        let entries = calendar.on(day).into_iter();
        entries
            .filter(|entry| choice == Choice::Open || entry.moves())
            .map(|entry| {
                view! {
                    <li>
                        <EntryView
                            calendar=calendar
                            entry=entry
                            in_line=true
                            on_press=move |()| press(entry)
                        />
                    </li>
                }
            })
            .collect_view()
    };
    let add = move || {
        close();
        creating.ask(calendar.list.kind, vec![(calendar.field, Value::Date(day))]);
    };
    view! {
        <Dialog
            title=Signal::derive(move || {
                let day = intl::date(locale(), day, DateStyle::Long);
                match choice {
                    Choice::Open => day,
                    Choice::Carry => words::which_moves(&day),
                }
            })
            size=DialogSize::Small
            on_close=move |()| close()
            footer=move || {
                view! {
                    <span class="spacer"></span>
                    <Button
                        label=Signal::derive(move || {
                            super::list::new_record(calendar.list.section).to_owned()
                        })
                        kind=ButtonKind::Primary
                        icon=IconName::Add
                        on_press=move |_| add()
                    />
                }
            }
        >
            <ul class="calendar-all">{move || entries()}</ul>
        </Dialog>
    }
}

/// Moves a record to another day, with a way back.
fn move_to(calendar: Calendar, actor: crate::state::Actor, record: RecordId, day: Date) {
    let kind = calendar.list.kind;
    let name = calendar.state.with(|ws| ws.name(kind, record));
    let command = Command::Edit {
        kind,
        record,
        values: vec![(calendar.field, Some(Value::Date(day)))],
    };
    actor.run(command, words::moved(&name, day));
}
