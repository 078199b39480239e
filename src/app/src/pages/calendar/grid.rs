//! The days as a grid of weeks. Arrows walk from day to day; an entry is dragged to another one, or
//! picked up with Space and put down there.

use leptos::ev::PointerEvent;
use leptos::html;
use leptos::prelude::*;
use record::{Date, RecordId};

use super::days::{self, Span};
use super::entry::{EntryView, count_text};
use super::{Calendar, Choice, move_to};
use crate::parts::Each;
use crate::platform::intl::{self, DateStyle};
use crate::platform::{clock, dom, idle, page};
use crate::state::use_actor;
use crate::words::{calendar as words, locale};

/// How many entries a day shows, in a month and in a week.
const FITS: (usize, usize) = (3, 14);
/// How far the pointer has to move until it drags, in pixels.
const SLACK_PX: f64 = 5.0;

/// An entry that is held by the pointer.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Held {
    record: RecordId,
    start: (f64, f64),
    at: (f64, f64),
    /// The day above which it is, once it has moved.
    over: Option<Date>,
    moved: bool,
}

/// The grid.
#[component]
pub(super) fn DayGrid(calendar: Calendar) -> impl IntoView {
    let actor = use_actor();
    let element = NodeRef::<html::Div>::new();
    let help_id = dom::unique_id("calendar-help");
    let held = RwSignal::new(None::<Held>);
    let Calendar {
        day, span, first, ..
    } = calendar;
    let weeks = Memo::new(move |_| {
        calendar.shown.with(|days| {
            let weeks = days.chunks(7).map(<[Date]>::to_vec);
            weeks.collect::<Vec<_>>()
        })
    });
    // The day to which a key has led gets the focus once it is there.
    let focus_day = move || {
        idle::before_paint(move || {
            let Some(day) = day.try_get_untracked() else {
                return;
            };
            page::focus_first(&format!(".calendar-day[data-day='{day}']"));
        });
    };
    let open = move |day: Date| match untrack(|| calendar.on(day)).as_slice() {
        [] => {}
        [single] if single.moves() => calendar.list.open(single.id),
        _ => calendar.opened.set(Some((day, Choice::Open))),
    };
    let pick_up = move |day: Date| {
        let mut entries = untrack(|| calendar.on(day));
        entries.retain(|entry| entry.moves());
        match entries.as_slice() {
            [] => {}
            [single] => calendar.carry(single.id),
            _ => calendar.opened.set(Some((day, Choice::Carry))),
        }
    };
    let put_down = move |record: RecordId, day: Date| {
        calendar.carried.set(None);
        calendar.said.set(String::new());
        if day_of(calendar, record) != Some(day) {
            move_to(calendar, actor, record, day);
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        if event.key() == "Escape" && held.get_untracked().is_some() {
            held.set(None);
            event.stop_propagation();
            return;
        }
        let at = day.get_untracked();
        let carried = calendar.carried.get_untracked();
        let is_on_day = dom::around(&event, "button").is_none();
        if let Some(to) = days::step(
            &event.key(),
            at,
            span.get_untracked(),
            first.get_untracked(),
        ) {
            event.prevent_default();
            calendar.go(to);
            focus_day();
            return;
        }
        match (event.key().as_str(), carried) {
            ("Escape", Some(_)) => {
                event.stop_propagation();
                calendar.put_back();
            }
            ("Enter" | " ", Some(record)) if is_on_day => put_down(record, at),
            ("Enter", None) if is_on_day => open(at),
            (" ", None) if is_on_day => pick_up(at),
            _ => return,
        }
        event.prevent_default();
    };
    let press = move |event: PointerEvent| {
        let entry = dom::around(&event, "[data-entry]");
        let record = entry.and_then(|entry| entry.get_attribute("data-entry")?.parse().ok());
        // A finger scrolls.
        if event.button() != 0 || event.pointer_type() == "touch" {
            return;
        }
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        held.set(record.map(|record| Held {
            record,
            start: at,
            at,
            over: None,
            moved: false,
        }));
    };
    let shift = move |event: PointerEvent| {
        let Some(mut now) = held.get_untracked() else {
            return;
        };
        // The button was let go outside of the window.
        if event.buttons() == 0 {
            held.set(None);
            return;
        }
        now.at = (f64::from(event.client_x()), f64::from(event.client_y()));
        let (dx, dy) = (now.at.0 - now.start.0, now.at.1 - now.start.1);
        now.moved |= dx.hypot(dy) > SLACK_PX;
        if now.moved {
            event.prevent_default();
            let under = dom::at_point(now.at.0, now.at.1, "[data-day]");
            now.over = under.and_then(|day| Date::parse_iso(&day.get_attribute("data-day")?));
            held.set(Some(now));
        }
    };
    let drop = move || {
        let Some(now) = held.get_untracked() else {
            return;
        };
        if !now.moved {
            held.set(None);
            return;
        }
        // The press that ends a drag opens nothing.
        idle::before_paint(move || drop_held(held));
        let was = day_of(calendar, now.record);
        if let Some(over) = now.over.filter(|over| Some(*over) != was) {
            move_to(calendar, actor, now.record, over);
        }
    };
    let up = window_event_listener(leptos::ev::pointerup, move |_| drop());
    on_cleanup(move || up.remove());
    let is_dragging = move || held.get().is_some_and(|held| held.moved);
    let ghost = move || {
        let held = held.get().filter(|held| held.moved)?;
        let name = calendar
            .state
            .with(|ws| ws.name(calendar.list.kind, held.record));
        Some(view! {
            <div
                class="calendar-entry calendar-ghost"
                style:left=format!("{}px", held.at.0 + 8.0)
                style:top=format!("{}px", held.at.1 + 8.0)
                aria-hidden="true"
            >
                {name}
            </div>
        })
    };
    view! {
        <div
            class="calendar-grid"
            class:is-week=move || span.get() == Span::Week
            class:is-dragging=is_dragging
            role="grid"
            aria-label=words::calendar
            aria-describedby=help_id.clone()
            node_ref=element
            on:keydown=keys
            on:pointerdown=press
            on:pointermove=shift
            on:click:capture=move |event| {
                if untrack(is_dragging) {
                    event.stop_propagation();
                }
            }
        >
            <div class="calendar-week calendar-names" role="row">
                {move || {
                    let first = first.get();
                    (0..7)
                        .map(|n| {
                            let day = (first + n) % 7;
                            let name = |style| intl::weekday_name(locale(), day, style);
                            view! {
                                <div
                                    class="calendar-weekday"
                                    role="columnheader"
                                    title=name(DateStyle::Weekday)
                                >
                                    {name(DateStyle::WeekdayShort)}
                                </div>
                            }
                        })
                        .collect_view()
                }}
            </div>
            <Each each=move || weeks.get() key=Clone::clone let:week>
                <div class="calendar-week" role="row">
                    {week
                        .into_iter()
                        .map(|own| view! { <Day calendar=calendar day=own held=held /> })
                        .collect_view()}
                </div>
            </Each>
        </div>
        {move || ghost()}
        <p class="visually-hidden" id=help_id>
            {words::keyboard_help}
        </p>
        <p class="visually-hidden" aria-live="assertive">
            {move || calendar.said.get()}
        </p>
    }
}

/// The day on which a record lies, of those that are shown.
fn day_of(calendar: Calendar, record: RecordId) -> Option<Date> {
    calendar.entries.with_untracked(|all| {
        let mut days = all.iter();
        days.find_map(|(day, entries)| entries.iter().any(|e| e.id == record).then_some(*day))
    })
}

fn drop_held(held: RwSignal<Option<Held>>) {
    let _ = held.try_set(None);
}

#[component]
fn Day(calendar: Calendar, day: Date, held: RwSignal<Option<Held>>) -> impl IntoView {
    let entries = Memo::new(move |_| calendar.on(day));
    let is_here = move || calendar.day.get() == day;
    let is_outside = move || {
        calendar.span.get() == Span::Month && calendar.day.get().month_start() != day.month_start()
    };
    let fits = move || match calendar.span.get() {
        Span::Month => FITS.0,
        Span::Week => FITS.1,
    };
    // A line for what doesn't fit takes the place of an entry.
    let shown = move || {
        let (all, fits) = (entries.with(Vec::len), fits());
        if all > fits { fits - 1 } else { all }
    };
    let more = move || entries.with(Vec::len) - shown();
    let is_over = move || {
        let carries = calendar.carried.with(Option::is_some);
        held.get().is_some_and(|held| held.over == Some(day)) || carries && is_here()
    };
    let number = day.ymd().map_or(0, |(_, _, number)| number);
    view! {
        <div
            class="calendar-day"
            class:is-outside=is_outside
            class:is-today=day == clock::today()
            class:is-over=is_over
            role="gridcell"
            data-day=day.to_string()
            tabindex=move || if is_here() { "0" } else { "-1" }
            aria-selected=move || is_here().to_string()
            aria-current=(day == clock::today()).then_some("date")
            on:click=move |_| calendar.go(day)
        >
            <span class="visually-hidden">
                {move || count_text(day, entries.with(Vec::len))}
            </span>
            <span class="calendar-number" aria-hidden="true">
                {number}
            </span>
            <Each each=move || entries.get().into_iter().take(shown()) key=|entry| *entry let:entry>
                <EntryView calendar=calendar entry=entry />
            </Each>
            {move || {
                let more = more();
                (more > 0)
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="calendar-more"
                                tabindex="-1"
                                on:click=move |event| {
                                    event.stop_propagation();
                                    calendar.opened.set(Some((day, Choice::Open)));
                                }
                            >
                                {words::more(more)}
                            </button>
                        }
                    })
            }}
        </div>
    }
}
