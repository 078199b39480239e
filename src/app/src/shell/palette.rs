//! The command palette: everything that can be done here, and every record, by a few letters.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::__reexports::send_wrapper::SendWrapper;
use leptos::html;
use leptos::prelude::*;
use record::{Kind, RecordId};

use super::catalog;
use super::commands::{Command, Commands, Scope, use_commands};
use super::found;
use super::fuzzy;
use super::navigation::use_navigation;
use super::route::{Route, Section};
use super::sidebar::section_icon;
use crate::parts::{Icon, IconName};
use crate::platform::{dom, page, prefs};
use crate::state::{State, use_state};
use crate::words::{common, schema, shell as words};

/// How many records are offered at the most.
const RECORDS: usize = 12;
/// How many commands are offered at the most once something is typed.
const COMMANDS: usize = 8;
/// How many of what was chosen last are kept, and offered first.
const RECENT: usize = 6;
/// The preference they are kept in.
const RECENT_KEY: &str = "palette.recent";

/// Whether the palette is open; given to whoever opens it.
#[derive(Clone, Copy, Debug)]
pub struct Palette(RwSignal<bool>);

impl Palette {
    /// Makes the palette and the command that opens it.
    pub(super) fn install(commands: Commands) -> Self {
        let palette = Self(RwSignal::new(false));
        provide_context(palette);
        commands.register(Command::of(&catalog::PALETTE, move || palette.open()));
        palette
    }

    /// Opens it.
    pub fn open(self) {
        self.0.set(true);
    }
}

/// Something that the palette offers.
#[derive(Clone)]
struct Item {
    /// The name under which it is kept among what was chosen last.
    key: String,
    icon: IconName,
    /// The name in pieces; those that were typed are marked.
    label: Vec<(String, bool)>,
    detail: String,
    keys: Vec<String>,
    does: Does,
}

#[derive(Clone)]
enum Does {
    Run(Arc<Command>),
    Open(Route),
}

/// Items under a heading, with the place of the first among all.
#[derive(Clone)]
struct Group {
    heading: String,
    first: usize,
    items: Vec<Item>,
}

/// The palette, in the page as long as it is open.
#[component]
pub(super) fn CommandPalette() -> impl IntoView {
    let palette = expect_context::<Palette>();
    view! { {move || palette.0.get().then(|| view! { <Opened /> }.into_any())} }
}

#[component]
fn Opened() -> impl IntoView {
    let state = use_state();
    let navigation = use_navigation();
    let palette = expect_context::<Palette>();
    // What can be done where the user is; the palette itself adds nothing to it.
    let commands = use_commands();
    let possible = untrack(|| commands.possible());
    let groups = RwSignal::new(offered(state, commands, &possible, ""));
    let active = RwSignal::new(0usize);
    let dialog = NodeRef::<html::Dialog>::new();
    let list = NodeRef::<html::Div>::new();
    let list_id = dom::unique_id("palette");
    let before = SendWrapper::new(page::focused());
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            let _ = dialog.show_modal();
        }
    });
    on_cleanup(move || page::give_back_focus(before.take()));
    Effect::new(move |_| {
        let at = active.get();
        let items = list.get().map(|list| dom::all(&list, "[role='option']"));
        if let Some(item) = items.as_ref().and_then(|items| items.get(at)) {
            dom::show_near(item);
        }
    });

    let count = move || groups.with(|groups| groups.iter().map(|g| g.items.len()).sum::<usize>());
    let search = move |typed: String| {
        active.set(0);
        groups.set(offered(state, commands, &possible, typed.trim()));
    };
    let close = move || palette.0.set(false);
    let choose = move |at: usize| {
        let item = groups.with_untracked(|groups| {
            let mut all = groups.iter().flat_map(|group| &group.items);
            all.nth(at).cloned()
        });
        let Some(item) = item else { return };
        remember(&item.key);
        close();
        leptos::task::spawn_local(async move {
            // Once the dialog is gone: the page behind it takes no focus before.
            leptos::task::tick().await;
            match item.does {
                Does::Run(command) => command.run.run(()),
                Does::Open(route) => navigation.go_to(route),
            }
        });
    };

    let option_id = {
        let list_id = list_id.clone();
        move |at: usize| format!("{list_id}-{at}")
    };
    let active_id = {
        let option_id = option_id.clone();
        move || (count() > 0).then(|| option_id(active.get()))
    };
    let rows = move || {
        let option_id = option_id.clone();
        let group_view = move |group: Group| {
            let items = group.items.into_iter().enumerate();
            let options: Vec<_> = items
                .map(|(n, item)| {
                    let at = group.first + n;
                    view! {
                        <div
                            role="option"
                            class="option"
                            id=option_id(at)
                            aria-selected=move || (active.get() == at).to_string()
                            on:pointerdown=move |event| event.prevent_default()
                            on:click=move |_| choose(at)
                        >
                            <Icon name=item.icon />
                            <span class="option-label">{marked(item.label)}</span>
                            <span class="option-detail">{item.detail}</span>
                            {keys_view(item.keys)}
                        </div>
                    }
                    .into_any()
                })
                .collect();
            let name = group.heading.clone();
            view! {
                <div role="group" aria-label=name>
                    <div class="menu-heading" role="presentation">
                        {group.heading}
                    </div>
                    {options}
                </div>
            }
            .into_any()
        };
        groups.get().into_iter().map(group_view).collect_view()
    };
    let said = move || match count() {
        0 => common::no_options().to_owned(),
        n => words::offered(n),
    };

    view! {
        <dialog
            class="dialog palette"
            aria-label=words::command_palette
            node_ref=dialog
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                close();
            }
            on:click=move |event| {
                // The backdrop belongs to the dialog itself.
                if dom::around(&event, ".palette-body").is_none() {
                    close();
                }
            }
        >
            <div class="palette-body">
                <input
                    class="palette-input"
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    autofocus=true
                    aria-label=words::command_palette
                    aria-autocomplete="list"
                    aria-expanded="true"
                    aria-controls=list_id.clone()
                    aria-activedescendant=active_id
                    placeholder=words::palette_placeholder
                    on:input=move |event| search(event_target_value(&event))
                    on:keydown=move |event| {
                        let count = untrack(count);
                        match event.key().as_str() {
                            "ArrowDown" if count > 0 => {
                                active.update(|at| *at = (*at + 1) % count);
                            }
                            "ArrowUp" if count > 0 => {
                                active.update(|at| *at = (*at + count - 1) % count);
                            }
                            "Enter" if !event.is_composing() => choose(active.get_untracked()),
                            "Escape" => {
                                event.stop_propagation();
                                close();
                            }
                            "k" if event.ctrl_key() || event.meta_key() => close(),
                            _ => return,
                        }
                        event.prevent_default();
                    }
                />
                <div
                    class="palette-list"
                    role="listbox"
                    id=list_id
                    aria-label=words::command_palette
                    hidden=move || count() == 0
                    node_ref=list
                >
                    {move || rows()}
                </div>
                <p class="palette-none" aria-hidden="true" hidden=move || count() != 0>
                    {common::no_options}
                </p>
                <span class="visually-hidden" role="status">
                    {move || said()}
                </span>
            </div>
        </dialog>
    }
}

/// The pieces of a name, those that were typed marked.
fn marked(pieces: Vec<(String, bool)>) -> Vec<AnyView> {
    let piece = |(text, hit): (String, bool)| {
        if hit {
            view! { <mark class="hit">{text}</mark> }.into_any()
        } else {
            text.into_any()
        }
    };
    pieces.into_iter().map(piece).collect()
}

/// Keys as they are shown.
pub(super) fn keys_view(keys: Vec<String>) -> AnyView {
    let keys: Vec<_> = keys
        .into_iter()
        .map(|key| view! { <kbd class="key">{key}</kbd> }.into_any())
        .collect();
    view! { <span class="keys">{keys}</span> }.into_any()
}

/// What is offered for a text. For none: what was chosen last, then what can be done on this page,
/// then everywhere.
fn offered(state: State, registry: Commands, possible: &[Arc<Command>], typed: &str) -> Vec<Group> {
    // The palette does not offer itself.
    let own = catalog::PALETTE.id;
    // What a page offers under the same name stands for what is there everywhere.
    let mut titles = HashSet::new();
    let commands: Vec<&Arc<Command>> = possible
        .iter()
        .filter(|command| command.entry.id != own && titles.insert(command.title.get_untracked()))
        .collect();
    let mut groups = if typed.is_empty() {
        let recent: Vec<Item> = recent()
            .iter()
            .filter_map(|key| recalled(state, registry, possible, key))
            .collect();
        let is_new = |command: &Command| {
            let key = command_key(command);
            !recent.iter().any(|item| item.key == key)
        };
        let (mut here, mut everywhere) = (Vec::new(), Vec::new());
        // In the order in which they were offered, the main ones first.
        for command in commands.into_iter().rev().filter(|command| is_new(command)) {
            let item = command_item(registry, command, &[]);
            match command.entry.scope {
                Scope::Everywhere => everywhere.push(item),
                Scope::Page | Scope::Part => here.push(item),
            }
        }
        vec![
            (words::recent().to_owned(), recent),
            (words::on_this_page().to_owned(), here),
            (words::everywhere().to_owned(), everywhere),
        ]
    } else {
        let mut fitting: Vec<(fuzzy::Fit, &Arc<Command>)> = commands
            .into_iter()
            .filter_map(|command| {
                let title = command.title.get_untracked();
                Some((fuzzy::fit(&title, typed)?, command))
            })
            .collect();
        record::order::sort_by_key(&mut fitting, |(fit, _)| {
            (!fit.is_strong, std::cmp::Reverse(fit.score))
        });
        let is_strong = fitting.first().is_some_and(|(fit, _)| fit.is_strong);
        let commands: Vec<Item> = fitting
            .into_iter()
            .take(COMMANDS)
            .map(|(fit, command)| command_item(registry, command, &fit.places))
            .collect();
        let found = found::grouped(found::find(state, typed, RECORDS));
        let mut groups: Vec<(String, Vec<Item>)> = found
            .into_iter()
            .map(|group| {
                let items = group.found.into_iter().map(record_item).collect();
                (schema::capitalised(schema::kind_many(group.kind)), items)
            })
            .collect();
        // Letters that merely occur in a title are worth less than a record.
        let at = if is_strong { 0 } else { groups.len() };
        groups.insert(at, (words::commands().to_owned(), commands));
        groups
    };
    groups.retain(|(_, items)| !items.is_empty());
    let mut first = 0;
    groups
        .into_iter()
        .map(|(heading, items)| {
            let group = Group {
                heading,
                first,
                items,
            };
            first += group.items.len();
            group
        })
        .collect()
}

fn command_item(registry: Commands, command: &Arc<Command>, places: &[usize]) -> Item {
    let keys = untrack(|| registry.keys(command.entry));
    Item {
        key: command_key(command),
        icon: IconName::ChevronRight,
        label: fuzzy::pieces(&command.title.get_untracked(), places),
        detail: String::new(),
        keys: keys
            .map(|keys| keys.names(page::is_mac()))
            .unwrap_or_default(),
        does: Does::Run(Arc::clone(command)),
    }
}

fn record_item(found: found::Found) -> Item {
    let section = Section::of_kind(found.kind);
    Item {
        key: format!("record {} {}", found.kind.0, found.record),
        icon: section.map_or(IconName::Note, section_icon),
        label: vec![(found.label, false)],
        detail: found.detail,
        keys: Vec::new(),
        does: Does::Open(found.opens),
    }
}

fn command_key(command: &Command) -> String {
    format!("command {}", command.entry.id)
}

fn recent() -> Vec<String> {
    prefs::get(RECENT_KEY).unwrap_or_default()
}

fn remember(key: &str) {
    let mut kept = recent();
    kept.retain(|other| other != key);
    kept.insert(0, key.to_owned());
    kept.truncate(RECENT);
    prefs::set(RECENT_KEY, &kept);
}

/// What was chosen before, if it can still be done or still exists.
fn recalled(
    state: State,
    registry: Commands,
    possible: &[Arc<Command>],
    key: &str,
) -> Option<Item> {
    let mut words = key.split(' ');
    match words.next()? {
        "command" => {
            let id = words.next()?;
            let command = possible.iter().find(|command| command.entry.id == id)?;
            Some(command_item(registry, command, &[]))
        }
        "record" => {
            let kind = Kind(words.next()?.parse().ok()?);
            let record: RecordId = words.next()?.parse().ok()?;
            state
                .with(|ws| ws.is_live(kind, record))
                .then(|| found::found(state, kind, record))?
                .map(record_item)
        }
        _ => None,
    }
}
