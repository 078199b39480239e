//! Above the records: search, quick filters, a new filter, columns, table or board.

use leptos::prelude::*;
use record::{FieldId, Kind, RecordId};

use super::columns::{self, ColumnKey};
use super::quick::{ALL, LOST, ME, NOBODY, OPEN, Quick, SHOWN, UNSOLVED, WON};
use super::view_state;
use super::{
    BOARD, CALENDAR, Drawn, List, SEARCH, TABLE, VIEW, field, filter, groups, selection, sorting,
};
use crate::pages::calendar::day_field;
use crate::parts::{
    Each, IconButton, IconName, Menu, MenuChoice, MenuItem, MenuSeparator, Select, SelectOption,
    TextInput, TextKind, When,
};
use crate::platform::{intl, page};
use crate::shell::sidebar::section_name;
use crate::state::State;
use crate::words::calendar::as_calendar;
use crate::words::{lists as words, locale, schema, spoken, tasks};

/// The selector of what holds the records: the grid, or a column of the board.
pub(super) const RECORDS: &str =
    ".list-grid .grid, .deal-board [role='listbox'], .calendar-day[tabindex='0']";

/// The toolbar. While records are selected it gives way to what can be done with them.
#[component]
pub(super) fn Toolbar(list: List, drawn: Memo<Drawn>, board_first: bool) -> impl IntoView {
    let is_table = Memo::new(move |_| drawn.get() == Drawn::Table);
    let is_board = Memo::new(move |_| drawn.get() == Drawn::Board);
    let has_days = day_field(list.kind).is_some();
    let is_selecting = Memo::new(move |_| list.grid.count() > 0 && is_table.get());
    let quick = Quick::of_kind(list.kind);
    let in_trash = Memo::new(move |_| list.view.with(|view| view.trash));
    view! {
        <div class="list-toolbar" class:is-selecting=move || is_selecting.get()>
            <div
                class=SEARCH
                role="search"
                aria-label=move || words::search_in(section_name(list.section))
                on:keydown=move |event| {
                    if event.is_composing() {
                        return;
                    }
                    let is_empty = list.view.with_untracked(|view| view.text.is_empty());
                    let done = match event.key().as_str() {
                        "Enter" | "ArrowDown" => page::focus_first(RECORDS),
                        // One level back: first without the text, then out of the field.
                        "Escape" if is_empty => page::focus_first(RECORDS),
                        "Escape" => {
                            list.set_text("");
                            true
                        }
                        _ => false,
                    };
                    if done {
                        event.prevent_default();
                    }
                }
            >
                <TextInput
                    kind=TextKind::Search
                    value=Signal::derive(move || list.view.with(|view| view.text.clone()))
                    on_input=move |text: String| list.set_text(&text)
                    label=Signal::derive(move || words::search_in(section_name(list.section)))
                    placeholder=Signal::derive(move || {
                        words::search_in(section_name(list.section))
                    })
                />
            </div>
            <When holds=move || !in_trash.get()>
                {quick
                    .iter()
                    .map(|quick| {
                        let quick = *quick;
                        // A board of stages has a choice of its own: it shows one pipeline.
                        let by_stage = move || is_board.get() && list.board_by().is_none();
                        let is_here = move || quick != Quick::Pipeline || !by_stage();
                        view! {
                            <When holds=is_here>
                                <QuickFilter list=list quick=quick />
                            </When>
                        }
                    })
                    .collect_view()}
            </When>
            <filter::AddFilter list=list />
            <When holds=move || is_table.get()>
                <groups::GroupMenu list=list />
            </When>
            <span class="spacer"></span>
            <When holds=move || !in_trash.get()>
                <IconButton
                    icon=IconName::Star
                    label=spoken(crate::words::views::save_view)
                    on_press=move |_| list.save_view()
                />
            </When>
            <When holds=move || is_board.get()>
                <ColumnsBy list=list />
            </When>
            <When holds=move || (list.has_board() || has_days) && !in_trash.get()>
                <DrawnAs list=list drawn=drawn board_first=board_first has_days=has_days />
            </When>
            <When holds=move || is_table.get()>
                <sorting::SortMenu list=list />
            </When>
            <When holds=move || is_table.get() && !list.cards.get()>
                <ColumnMenu list=list />
            </When>
        </div>
        <When holds=move || is_selecting.get()>
            <selection::SelectionBar list=list />
        </When>
    }
}

#[component]
fn DrawnAs(list: List, drawn: Memo<Drawn>, board_first: bool, has_days: bool) -> impl IntoView {
    let button = move |icon: IconName, label: fn() -> &'static str, own: Drawn| {
        // The usual way needs no word in the address.
        let value = match own {
            Drawn::Table => board_first.then_some(TABLE),
            Drawn::Board => (!board_first).then_some(BOARD),
            Drawn::Calendar => Some(CALENDAR),
        };
        view! {
            <IconButton
                icon=icon
                label=spoken(label)
                pressed=Signal::derive(move || drawn.get() == own)
                on_press=move |_| list.navigation.push_query(VIEW, value)
            />
        }
    };
    view! {
        <div class="list-views" role="group" aria-label=words::view_as>
            {button(IconName::Table, words::as_table, Drawn::Table)}
            <When holds=move || list.has_board()>
                {button(IconName::Board, words::as_board, Drawn::Board)}
            </When>
            {has_days.then(|| button(IconName::Calendar, as_calendar, Drawn::Calendar))}
        </div>
    }
}

/// What the board has its columns by.
#[component]
fn ColumnsBy(list: List) -> impl IntoView {
    let fields = Memo::new(move |_| list.def.with(field::offered));
    let options = Signal::derive(move || {
        let by_stage = (list.kind == Kind::DEAL)
            .then(|| SelectOption::new("", words::columns_by(&stage_of(list))));
        let each = fields.get().into_iter();
        let each = each
            .map(|(name, field)| SelectOption::new(field.0.to_string(), words::columns_by(&name)));
        by_stage.into_iter().chain(each).collect::<Vec<_>>()
    });
    let value = Signal::derive(move || {
        let by = list.board_by();
        by.map(|by| by.id.0.to_string()).unwrap_or_default()
    });
    let choose = move |key: String| {
        let field = key
            .parse()
            .ok()
            .map(|number| ColumnKey::Field(FieldId(number)));
        let word = field.map(|key| list.def.with_untracked(|def| key.word(def)));
        list.navigation
            .push_query(view_state::COLUMNS, word.as_deref());
    };
    view! {
        <div class="list-quick">
            <Select
                label=spoken(words::columns_of_board)
                value=value
                options=options
                on_choose=choose
            />
        </div>
    }
}

/// The name of the field of stages.
fn stage_of(list: List) -> String {
    schema::field_of(
        &list.state().schema(),
        Kind::DEAL,
        record::schema::deal::STAGE,
    )
}

#[component]
fn ColumnMenu(list: List) -> impl IntoView {
    let all = move || {
        let keys = list.def.with(columns::available);
        let mut named: Vec<(String, ColumnKey)> = keys
            .into_iter()
            .map(|key| (list.column_title(key), key))
            .collect();
        record::order::sort_by(&mut named, |a, b| intl::compare(locale(), &a.0, &b.0));
        named
    };
    view! {
        <Menu
            icon=IconName::Columns
            label=spoken(words::columns)
            at_end=true
            items=move || {
                view! {
                    <Each each=all key=|(name, key)| (name.clone(), *key) let:entry>
                        {
                            let (name, key) = entry;
                            view! {
                                <MenuChoice
                                    label=name
                                    multiple=true
                                    chosen=Signal::derive(move || {
                                        list.columns
                                            .with(|shown| shown.iter().any(|c| c.key == key))
                                    })
                                    on_choose=move |()| {
                                        list.set_columns(|shown, def| {
                                            columns::toggled(shown, key, def)
                                        });
                                    }
                                />
                            }
                        }
                    </Each>
                    <MenuSeparator />
                    <MenuItem
                        label=spoken(words::reset_columns)
                        icon=IconName::Undo
                        on_press=move |()| list.reset_columns()
                    />
                }
            }
        />
    }
}

#[component]
fn QuickFilter(list: List, quick: Quick) -> impl IntoView {
    let value = Signal::derive(move || {
        let chosen = list.view.with(|view| {
            let found = view.quick.iter().find(|(q, _)| *q == quick);
            found.and_then(|(_, value)| value.clone())
        });
        // What makes no sense has no effect, so the choice shows none.
        let has_effect = quick == Quick::Show || quick.condition(chosen.as_deref()).is_some();
        chosen.filter(|_| has_effect).unwrap_or_default()
    });
    let state = list.state();
    let listed = Signal::derive(move || {
        let mut listed = options(list, state, quick);
        let now = value.get();
        if listed.iter().all(|option| option.key != now) {
            let label = unlisted(state, quick, &now);
            listed.push(SelectOption::new(now, label));
        }
        listed
    });
    // One pipeline is no choice.
    let is_useful = Memo::new(move |_| {
        quick != Quick::Pipeline
            || listed.with(|listed| listed.len() > 2)
            || !value.get().is_empty()
    });
    view! {
        <When holds=move || is_useful.get()>
            <div class="list-quick" class:is-set=move || value.with(|value| !value.is_empty())>
                <Select
                    label=Signal::derive(move || quick_label(list, quick))
                    value=value
                    options=listed
                    on_choose=move |key: String| {
                        list.set_quick(quick, (!key.is_empty()).then_some(key.as_str()));
                    }
                />
            </div>
        </When>
    }
}

fn quick_label(list: List, quick: Quick) -> String {
    use record::schema::{deal, stage, task, ticket};
    let name = |kind, field| {
        let state = list.state();
        schema::field_of(&state.schema(), kind, field)
    };
    match quick {
        Quick::Show => tasks::show().to_owned(),
        Quick::Status => name(Kind::TICKET, ticket::STATUS),
        Quick::Assignee => name(Kind::TICKET, ticket::ASSIGNEE),
        Quick::Pipeline => name(Kind::STAGE, stage::PIPELINE),
        Quick::Outcome => name(Kind::STAGE, stage::OUTCOME),
        Quick::Owner => name(Kind::DEAL, deal::OWNER),
        Quick::TaskOwner => name(Kind::TASK, task::OWNER),
    }
}

fn options(list: List, state: State, quick: Quick) -> Vec<SelectOption> {
    match quick {
        Quick::Show => SHOWN
            .into_iter()
            .map(|key| {
                let label = match key {
                    "overdue" => tasks::show_overdue(),
                    "today" => tasks::show_today(),
                    "done" => tasks::show_done(),
                    ALL => tasks::show_all(),
                    _ => tasks::show_open(),
                };
                // The first one is what an address without a word means.
                let key = if key == SHOWN[0] { "" } else { key };
                SelectOption::new(key, label)
            })
            .collect(),
        Quick::Status => {
            let def = list.field(record::schema::ticket::STATUS);
            let keys = def.map(|def| def.options).unwrap_or_default();
            let first = [
                SelectOption::new("", words::any_status()),
                SelectOption::new(UNSOLVED, words::unsolved()),
            ];
            let each = keys
                .iter()
                .map(|key| SelectOption::new(key.clone(), schema::option_of(&keys, key)));
            first.into_iter().chain(each).collect()
        }
        Quick::Assignee | Quick::Owner | Quick::TaskOwner => {
            let mut listed = vec![SelectOption::new("", words::anyone())];
            state.track_kind(Kind::BUSINESS);
            if state.with(|ws| ws.me()).is_some() {
                listed.push(SelectOption::new(ME, words::me()));
            }
            listed.push(SelectOption::new(NOBODY, words::nobody()));
            listed.extend(members(state));
            listed
        }
        Quick::Pipeline => {
            state.track_kind(Kind::PIPELINE);
            let pipelines = state.with(|ws| ws.pipelines());
            let each = pipelines
                .into_iter()
                .map(|(id, name)| SelectOption::new(id.to_string(), name));
            let all = SelectOption::new("", words::all_pipelines());
            std::iter::once(all).chain(each).collect()
        }
        Quick::Outcome => vec![
            SelectOption::new("", words::any_outcome()),
            SelectOption::new(OPEN, words::outcome_open()),
            SelectOption::new(WON, schema::option(WON)),
            SelectOption::new(LOST, schema::option(LOST)),
        ],
    }
}

/// The members in the order of their names.
fn members(state: State) -> Vec<SelectOption> {
    // The one who asks is "me" already.
    let me = state.with(|ws| ws.me());
    let members = state.members().into_iter();
    members
        .filter(|member| me != Some(member.id))
        .map(|member| SelectOption::new(member.id.to_string(), member.name))
        .collect()
}

/// The name of a value that is no option any more.
fn unlisted(state: State, quick: Quick, value: &str) -> String {
    let kind = match quick {
        Quick::Assignee | Quick::Owner | Quick::TaskOwner => Kind::MEMBER,
        Quick::Pipeline => Kind::PIPELINE,
        _ => return value.to_owned(),
    };
    match value.parse::<RecordId>() {
        Ok(id) => state.name(kind, id),
        Err(_) if value == ME => words::me().to_owned(),
        Err(_) => value.to_owned(),
    }
}
