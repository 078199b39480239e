//! A record: its page, and its panel beside a list.

mod composer;
mod conflicts;
mod conversation;
mod facts;
mod header;
mod lines;
mod presence;
mod related;
mod score;
mod stages;
mod timeline;

use ::record::schema::line;
use ::record::{Kind, RecordId};
use leptos::prelude::*;
use workspace::Command;

use crate::parts::{
    Button, ButtonKind, EmptyState, IconButton, IconName, SidePanel, Tab, TabPanel, Tabs,
};
use crate::platform::{dom, idle, page};
use crate::records::{record_href, use_logging};
use crate::shell::frame::PageHeader;
use crate::shell::route::PANEL;
use crate::shell::sidebar::{section_icon, section_name};
use crate::shell::{
    Command as Offer, Navigation, Route, Section, catalog, use_commands, use_navigation,
};
use crate::state::{State, use_actor, use_state};
use crate::words::{lines as line_words, record as words, schema, shell, spoken, tickets};

use presence::{Presence, presence};

/// Below this width the columns become tabs.
const NARROW: &str = "(max-width: 900px)";

/// The tabs of a record.
const MIDDLE: &str = "activity";
const FACTS: &str = "facts";
const LINES: &str = "lines";
const RELATED: &str = "related";

/// The full page of a record.
#[component]
pub fn RecordPage(
    /// The list that the record belongs to.
    section: Section,
    /// The record.
    id: RecordId,
) -> impl IntoView {
    let state = use_state();
    let navigation = use_navigation();
    let kind = section.kind();
    let presence = Memo::new(move |_| presence(state, kind, id));
    let go_back = move || navigation.go_to(Route::List(section));
    let view = move || match presence.get() {
        Presence::Live => {
            let narrow = page::media(NARROW);
            register_keys(navigation, section, id);
            view! {
                <article class="record-page">
                    <a class="record-back" href=Route::List(section).href()>
                        <crate::parts::Icon name=IconName::ChevronLeft />
                        <span>{move || section_name(section)}</span>
                    </a>
                    <div class="record-head">
                        {header::mark(state, kind, id)}
                        <PageHeader title=Signal::derive(move || {
                            shown_name(&state.name(kind, id))
                        })>
                            <header::Actions kind=kind id=id on_gone=move |()| go_back() />
                        </PageHeader>
                    </div>
                    <header::Subtitle kind=kind id=id />
                    <conflicts::Conflicts kind=kind id=id />
                    {(kind == Kind::DEAL).then(|| view! { <stages::StageBar deal=id /> })}
                    {move || {
                        if narrow.get() {
                            view! { <InTabs kind=kind id=id tabs="record" /> }.into_any()
                        } else {
                            view! { <InColumns kind=kind id=id /> }.into_any()
                        }
                    }}
                </article>
            }
            .into_any()
        }
        Presence::Opening => view! {
            <PageHeader title=spoken(shell::opening) />
        }
        .into_any(),
        absent => view! {
            <PageHeader title=Signal::derive(move || absence_title(kind, absent)) />
            <Absent kind=kind id=id presence=absent />
        }
        .into_any(),
    };
    view! { {move || view()} }
}

/// The keys of the page: to the facts, to the composer, and one level back.
fn register_keys(navigation: Navigation, section: Section, id: RecordId) {
    let commands = use_commands();
    use_logging().offer(section.kind(), move || vec![id], || true);
    commands.register(
        Offer::of(&catalog::RECORD_BACK, move || {
            // An open menu closes, a field gives the focus back; only then the page is left.
            if page::first("[popover]:popover-open").is_some() {
                return;
            }
            match page::focused().filter(dom::is_field) {
                Some(field) => {
                    let _ = field.blur();
                }
                None => navigation.back_or(Route::List(section)),
            }
        })
        .titled(move || words::back_to(section_name(section))),
    );
    commands.register(Offer::of(&catalog::RECORD_EDIT, || {
        page::focus_first(".record-facts .fact-edit");
    }));
    commands.register(Offer::of(&catalog::RECORD_WRITE, || {
        const COMPOSER: &str = ".composer textarea";
        if page::focus_first(COMPOSER) {
            return;
        }
        // It is behind another tab.
        if let Some(tab) = page::first(&format!("[role='tab'][id$='-tab-{MIDDLE}']")) {
            tab.click();
            idle::before_paint(|| {
                page::focus_first(COMPOSER);
            });
        }
    }));
}

/// A record in a panel beside its list. The panel stays when another record is shown in it.
#[component]
pub fn RecordPanel(
    /// The records' kind.
    kind: Kind,
    /// The record.
    #[prop(into)]
    id: Signal<RecordId>,
) -> impl IntoView {
    let state = use_state();
    let navigation = use_navigation();
    let shown = Memo::new(move |_| {
        let id = id.get();
        (id, presence(state, kind, id))
    });
    let close = move || navigation.set_query(PANEL, None);
    let title = Signal::derive(move || match shown.get() {
        (id, Presence::Live) => shown_name(&state.name(kind, id)),
        (_, Presence::Opening) => shell::opening().to_owned(),
        (_, absent) => absence_title(kind, absent),
    });
    let open_full = move || {
        if let Some(route) = Route::of_record(kind, id.get_untracked()) {
            navigation.go_to(route);
        }
    };
    let content = move || match shown.get() {
        (id, Presence::Live) => view! {
            <div class="record-panel-head">
                {header::mark(state, kind, id)} <header::Subtitle kind=kind id=id />
                <span class="spacer"></span>
                <header::Actions kind=kind id=id on_gone=move |()| close() />
            </div>
            <conflicts::Conflicts kind=kind id=id />
            {(kind == Kind::DEAL).then(|| view! { <stages::StageBar deal=id /> })}
            <InTabs kind=kind id=id tabs="panel" />
        }
        .into_any(),
        (_, Presence::Opening) => ().into_any(),
        (id, absent) => view! { <Absent kind=kind id=id presence=absent /> }.into_any(),
    };
    view! {
        <SidePanel
            title=title
            on_close=move |()| close()
            keep_focus=true
            actions=move || {
                view! {
                    <IconButton
                        icon=IconName::Expand
                        label=spoken(words::open_full_page)
                        on_press=move |_| open_full()
                    />
                }
            }
        >
            <div class="record-panel">{move || content()}</div>
        </SidePanel>
        <p class="visually-hidden" role="status">
            {move || words::panel_shows(&title.get())}
        </p>
    }
}

/// A list with the panel that its address asks for.
#[component]
pub fn WithPanel(
    /// The list.
    section: Section,
    /// Its page.
    children: Children,
) -> impl IntoView {
    let navigation = use_navigation();
    let asked = navigation.query(PANEL);
    let shown = Memo::new(move |_| asked.get().and_then(|id| id.parse::<RecordId>().ok()));
    let is_open = Memo::new(move |_| shown.get().is_some());
    let id = Signal::derive(move || shown.get().unwrap_or(RecordId(0)));
    view! {
        <div class="split">
            <div class="split-list">{children()}</div>
            {move || {
                is_open
                    .get()
                    .then(|| view! { <RecordPanel kind=section.kind() id=id /> }.into_any())
            }}
        </div>
    }
}

/// Facts left, what happened in the middle, related records right.
#[component]
fn InColumns(kind: Kind, id: RecordId) -> impl IntoView {
    view! {
        <div class="record-columns">
            <div class="record-left">
                <facts::Facts kind=kind id=id />
            </div>
            <div class="record-middle">
                {if kind == Kind::DEAL {
                    view! { <MiddleTabs id=id /> }.into_any()
                } else {
                    view! { <Middle kind=kind id=id /> }.into_any()
                }}
            </div>
            <div class="record-right">
                {(kind == Kind::DEAL).then(|| view! { <score::Score deal=id /> })}
                <related::Related kind=kind id=id />
            </div>
        </div>
    }
}

/// What happened to a deal, and what it is about to sell.
#[component]
fn MiddleTabs(id: RecordId) -> impl IntoView {
    let state = use_state();
    let chosen = RwSignal::new(MIDDLE);
    let list = Signal::derive(move || {
        vec![
            tab(MIDDLE, words::timeline(), None),
            tab(LINES, line_words::title(), Some(lines_of(state, id))),
        ]
    });
    view! {
        <div class="record-tabs">
            <Tabs
                id="middle"
                label=spoken(words::about_record)
                tabs=list
                chosen=chosen
                on_choose=move |key| chosen.set(key)
            />
            <TabPanel id="middle" tab=MIDDLE chosen=chosen>
                <Middle kind=Kind::DEAL id=id />
            </TabPanel>
            <TabPanel id="middle" tab=LINES chosen=chosen>
                <lines::LineItems deal=id />
            </TabPanel>
        </div>
    }
}

/// How many line items a deal has.
fn lines_of(state: State, deal: RecordId) -> usize {
    state.related(Kind::LINE, line::DEAL, deal).len()
}

fn tab(key: &'static str, label: &str, count: Option<usize>) -> Tab {
    Tab {
        key,
        label: label.to_owned(),
        count: count.filter(|count| *count > 0),
    }
}

/// The same one after the other.
#[component]
fn InTabs(kind: Kind, id: RecordId, tabs: &'static str) -> impl IntoView {
    let state = use_state();
    let first = if kind == Kind::TICKET { MIDDLE } else { FACTS };
    let chosen = RwSignal::new(first);
    let list = Signal::derive(move || {
        let middle = if kind == Kind::TICKET {
            tickets::conversation()
        } else {
            words::timeline()
        };
        let mut tabs = vec![
            tab(FACTS, words::facts(), None),
            tab(MIDDLE, middle, None),
            tab(RELATED, words::related(), None),
        ];
        if kind == Kind::DEAL {
            tabs.insert(
                2,
                tab(LINES, line_words::title(), Some(lines_of(state, id))),
            );
        }
        tabs
    });
    view! {
        <div class="record-tabs">
            <Tabs
                id=tabs
                label=spoken(words::record_panel)
                tabs=list
                chosen=chosen
                on_choose=move |key| chosen.set(key)
            />
            <TabPanel id=tabs tab=FACTS chosen=chosen>
                <facts::Facts kind=kind id=id />
                {(kind == Kind::DEAL).then(|| view! { <score::Score deal=id /> })}
            </TabPanel>
            <TabPanel id=tabs tab=MIDDLE chosen=chosen>
                <Middle kind=kind id=id />
            </TabPanel>
            {(kind == Kind::DEAL)
                .then(|| {
                    view! {
                        <TabPanel id=tabs tab=LINES chosen=chosen>
                            <lines::LineItems deal=id />
                        </TabPanel>
                    }
                })}
            <TabPanel id=tabs tab=RELATED chosen=chosen>
                <related::Related kind=kind id=id />
            </TabPanel>
        </div>
    }
}

/// What happened, with the composer on top; a ticket's conversation first.
#[component]
fn Middle(kind: Kind, id: RecordId) -> impl IntoView {
    // A task is itself an entry of other records' timelines.
    let has_composer = kind != Kind::TASK;
    view! {
        {(kind == Kind::TICKET).then(|| view! { <conversation::Conversation id=id /> })}
        {has_composer.then(|| view! { <composer::Composer kind=kind id=id /> })}
        <timeline::Timeline kind=kind id=id />
    }
}

/// What is said instead of a record that can't be shown.
#[component]
fn Absent(kind: Kind, id: RecordId, presence: Presence) -> impl IntoView {
    let actor = use_actor();
    let icon = Section::of_kind(kind).map_or(IconName::Search, section_icon);
    let text = Signal::derive(move || {
        let one = schema::kind_one(kind);
        match presence {
            Presence::Deleted => words::deleted_text(one),
            Presence::Undone => words::undone_text(one),
            Presence::Merged(_) => words::merged_text(one),
            _ => words::not_found_text(one),
        }
    });
    let action = match presence {
        Presence::Deleted => view! {
            <Button
                label=spoken(words::restore)
                kind=ButtonKind::Primary
                on_press=move |_| {
                    let records = vec![id];
                    actor.run(Command::Restore { kind, records }, words::restored());
                }
            />
        }
        .into_any(),
        Presence::Merged(into) => record_href(kind, into)
            .map(|href| {
                view! {
                    <a class="button button-primary" href=href>
                        {words::open_merged}
                    </a>
                }
            })
            .into_any(),
        _ => ().into_any(),
    };
    view! {
        <EmptyState
            icon=icon
            title=Signal::derive(move || absence_title(kind, presence))
            text=text
        >
            {action}
        </EmptyState>
    }
}

fn absence_title(kind: Kind, presence: Presence) -> String {
    let one = schema::kind_one(kind);
    match presence {
        Presence::Deleted => words::is_deleted(one),
        Presence::Undone => words::is_undone(one),
        Presence::Merged(_) => words::is_merged(one),
        _ => words::is_not_found(one),
    }
}

/// A record's name, or that it has none.
fn shown_name(name: &str) -> String {
    if name.trim().is_empty() {
        words::unnamed().to_owned()
    } else {
        name.to_owned()
    }
}
