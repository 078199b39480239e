//! The page "Home": what is to be done today, and how it goes.
//!
//! | module | subject |
//! |---|---|
//! | [`checklist`] | the steps with which one begins |
//! | [`my_day`] | tasks that are due, deals and tickets that need somebody |
//! | [`figures`] | a few numbers beside what they were before |
//! | [`charts`] | the pipeline by stage, the forecast by month |

mod charts;
mod checklist;
mod figures;
mod my_day;

use leptos::prelude::*;
use record::schema::{deal, task, ticket};
use record::{Kind, RecordId};

use crate::parts::{Button, ButtonKind, EmptyState, IconName, Select, SelectOption, When};
use crate::platform::intl::{self, DateStyle};
use crate::platform::prefs;
use crate::records::use_create;
use crate::shell::frame::PageHeader;
use crate::shell::{Command as Offer, Route, Section, catalog, use_commands, use_navigation};
use crate::state::{Phase, State, use_state};
use crate::words::{home as words, lists, locale, shell, spoken};

/// Under which name is kept whose day is shown, and the values.
const WHOSE: &str = "home-whose";
const MINE: &str = "mine";
const EVERYBODY: &str = "everybody";

/// Whether a member has any task, deal or ticket.
fn has_own(state: State, member: RecordId) -> bool {
    let kinds = [
        (Kind::TASK, task::OWNER),
        (Kind::DEAL, deal::OWNER),
        (Kind::TICKET, ticket::ASSIGNEE),
    ];
    kinds.into_iter().any(|(kind, field)| {
        state.track_kind(kind);
        state.with(|ws| !ws.related(kind, field, member).is_empty())
    })
}

/// The page.
#[component]
pub fn Home() -> impl IntoView {
    let state = use_state();
    let is_ready = move || state.phase.get() == Phase::Ready;
    let has_any = Memo::new(move |_| {
        let kinds = [Kind::DEAL, Kind::TASK, Kind::TICKET];
        kinds.into_iter().any(|kind| state.count(kind) > 0)
    });
    let whose = RwSignal::new(prefs::get::<String>(WHOSE));
    let creating = use_create();
    use_commands().register(
        Offer::of(&catalog::LIST_NEW, move || {
            creating.ask(Kind::TASK, Vec::new());
        })
        .titled(|| lists::new_task().to_owned()),
    );
    let me = Memo::new(move |_| {
        state.phase.track();
        state.track_kind(Kind::MEMBER);
        state.with(|ws| ws.me())
    });
    let is_mine = Memo::new(move |_| match whose.get().as_deref() {
        Some(EVERYBODY) => false,
        Some(_) => me.get().is_some(),
        // Until somebody chooses, a day without anything of one's own is everybody's.
        None => me.get().is_some_and(|me| {
            state.phase.track();
            has_own(state, me)
        }),
    });
    let member = Memo::new(move |_| me.get().filter(|_| is_mine.get()));
    let options = Signal::derive(|| {
        vec![
            SelectOption::new(MINE, words::mine()),
            SelectOption::new(EVERYBODY, words::of_everybody()),
        ]
    });
    let choose = move |key: String| {
        prefs::set(WHOSE, &key);
        whose.set(Some(key));
    };
    let today = move || intl::date(locale(), state.today(), DateStyle::Long);
    view! {
        <PageHeader title=spoken(shell::home)>
            <p class="home-today">{move || today()}</p>
            <When holds=move || me.get().is_some()>
                <Select
                    label=spoken(words::whose)
                    value=Signal::derive(move || {
                        let key = if is_mine.get() { MINE } else { EVERYBODY };
                        key.to_owned()
                    })
                    options=options
                    on_choose=choose
                />
            </When>
        </PageHeader>
        <When holds=move || is_ready() && has_any.get()>
            <div class="home">
                <checklist::Checklist />
                <figures::Figures />
                <my_day::MyDay member=member />
                <charts::Charts />
            </div>
        </When>
        <When holds=move || is_ready() && !has_any.get()>
            <div class="home">
                <checklist::Checklist />
            </div>
            <Begin />
        </When>
    }
}

/// What stands here while there is nothing to be done.
#[component]
fn Begin() -> impl IntoView {
    let create = use_create();
    let navigation = use_navigation();
    view! {
        <EmptyState
            icon=IconName::Home
            title=spoken(words::begin)
            text=spoken(words::begin_text)
        >
            <Button
                label=spoken(words::add_deal)
                kind=ButtonKind::Primary
                icon=IconName::Add
                on_press=move |_| create.ask(Kind::DEAL, Vec::new())
            />
            <Button
                label=spoken(words::add_task)
                icon=IconName::Add
                on_press=move |_| create.ask(Kind::TASK, Vec::new())
            />
            <Button
                label=spoken(words::add_contact)
                icon=IconName::Add
                on_press=move |_| create.ask(Kind::CONTACT, Vec::new())
            />
            <Button
                label=spoken(lists::from_file)
                icon=IconName::Upload
                on_press=move |_| navigation.go_to(Route::Import(Section::Contacts))
            />
        </EmptyState>
    }
}
