//! The application as a whole.

use leptos::prelude::*;
use record::Kind;

use super::catalog;
use super::commands::{Command, Commands, install_commands};
use super::navigation::{Navigation, install_navigation, settle};
use super::notices::Notices;
use super::palette::{CommandPalette, Palette};
use super::reminders::ReminderHost;
use super::route::{Route, Section};
use super::sheet::{Sheet, ShortcutSheet};
use super::sidebar::{Sidebar, SidebarState};
use super::theme::{ThemeChoice, install_theme};
use super::topbar::TopBar;
use crate::pages;
use crate::parts::{ToastHost, Toasts};
use crate::platform::{page, update};
use crate::records::{
    CreateDialog, HistoryDialog, LogDialog, MailDialog, MailFilesHost, MergeDialog, MoveDialog,
    install_history, install_logging, install_mail_files, install_mailing, install_merging,
    install_mover, use_create,
};
use crate::state::opening::Asked;
use crate::state::reminders::Reminding;
use crate::state::scoring::Scoring;
use crate::state::setup::SampleWork;
use crate::state::views::Pins;
use crate::state::{Phase, State, use_actor};
use crate::words::{self, errors, install_language};

/// The application.
#[component]
pub fn App(
    /// The store, which the browser is opening already.
    store: Asked,
) -> impl IntoView {
    install_language();
    let theme = install_theme();
    let commands = install_commands();
    let navigation = install_navigation();
    let sidebar = SidebarState::install();
    let toasts = Toasts::install();
    let route = navigation.route();
    let first = untrack(|| route.get()).section().map(Section::kind);
    let state = State::install(store, first);
    // What is seen before all is read can't be changed yet.
    let is_held = Signal::derive(move || state.phase.get() != Phase::Ready);
    commands.hold_while(is_held);
    state.follow_day();
    Pins::install();
    Reminding::install(state, move |task| {
        navigation.go_to(Route::Record(Section::Tasks, task));
    });
    Scoring::install(state);
    SampleWork::install();
    // Made here, so that the pages and the dialog share it.
    use_create();
    install_mover();
    install_logging();
    install_mailing();
    install_mail_files();
    install_merging();
    install_history();
    page::install_leave_question();
    register(commands, navigation, sidebar, theme);
    Palette::install(commands);
    Sheet::install(commands);
    announce_updates(toasts);

    Effect::new(move |shown_before: Option<()>| {
        route.track();
        if shown_before.is_some() {
            toasts.leave();
            settle(navigation);
        }
    });

    view! {
        <div class="app" data-sidebar=move || sidebar.is_collapsed().then_some("collapsed")>
            <button
                type="button"
                class="skip-link"
                on:click=move |_| {
                    page::focus_first("#content h1");
                }
            >
                {words::shell::skip_to_content}
            </button>
            <Sidebar />
            <div class="app-body">
                <TopBar />
                <Notices />
                <main id="content" class="content" tabindex="-1" inert=move || is_held.get()>
                    <ErrorBoundary fallback=|_| {
                        view! { <p role="alert" class="failed">{errors::part_failed}</p> }
                    }>{move || pages::show(&route.get())}</ErrorBoundary>
                </main>
            </div>
            <CreateDialog />
            <MoveDialog />
            <LogDialog />
            <MailDialog />
            <MailFilesHost />
            <MergeDialog />
            <HistoryDialog />
            <CommandPalette />
            <ShortcutSheet />
            <ReminderHost />
            <ToastHost />
        </div>
    }
}

/// The heading of a page with its actions. It names the browser's tab, and gets the focus when the
/// page is opened.
#[component]
pub fn PageHeader(
    /// The page's name.
    #[prop(into)]
    title: Signal<String>,
    /// Buttons on the right.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    Effect::new(move |_| page::set_title(&words::shell::page_title(&title.get())));
    view! {
        <header class="page-header">
            <h1 class="page-title" tabindex="-1">{move || title.get()}</h1>
            <div class="page-actions">{children.map(|children| children())}</div>
        </header>
    }
}

fn register(commands: Commands, navigation: Navigation, sidebar: SidebarState, theme: ThemeChoice) {
    let page = |entry, route: Route| Command::of(entry, move || navigation.go_to(route.clone()));
    commands.register(page(&catalog::GO_HOME, Route::Home));
    let go = |entry, section| Command::of(entry, move || navigation.go_to(Route::List(section)));
    commands.register(go(&catalog::GO_CONTACTS, Section::Contacts));
    commands.register(go(&catalog::GO_COMPANIES, Section::Companies));
    commands.register(go(&catalog::GO_DEALS, Section::Deals));
    commands.register(go(&catalog::GO_TICKETS, Section::Tickets));
    commands.register(go(&catalog::GO_TASKS, Section::Tasks));
    commands.register(go(&catalog::GO_PRODUCTS, Section::Products));
    commands.register(page(&catalog::GO_REPORTS, Route::Reports(None)));
    commands.register(page(&catalog::GO_SETTINGS, Route::Settings(None)));
    let creating = use_create();
    let new = |entry, kind| Command::of(entry, move || creating.ask(kind, Vec::new()));
    commands.register(new(&catalog::NEW_CONTACT, Kind::CONTACT));
    commands.register(new(&catalog::NEW_COMPANY, Kind::COMPANY));
    commands.register(new(&catalog::NEW_DEAL, Kind::DEAL));
    commands.register(new(&catalog::NEW_TICKET, Kind::TICKET));
    commands.register(new(&catalog::NEW_TASK, Kind::TASK));
    let actor = use_actor();
    commands.register(Command::of(&catalog::UNDO, move || actor.undo()));
    commands.register(Command::of(&catalog::REDO, move || actor.redo()));
    commands.register(Command::of(&catalog::SIDEBAR, move || sidebar.toggle()));
    commands.register(Command::of(&catalog::THEME, move || theme.toggle()));
}

fn announce_updates(toasts: Toasts) {
    let ready = update::update_ready();
    Effect::new(move |_| {
        if ready.get() {
            toasts.offer(
                words::shell::update_ready(),
                words::shell::update_now(),
                update::accept_update,
            );
        }
    });
}
