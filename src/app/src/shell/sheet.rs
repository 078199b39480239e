//! The sheet of shortcuts: what the keys do here and now.

use leptos::prelude::*;

use super::catalog::{self, ALL, Place};
use super::commands::{Command, Commands, use_commands};
use super::keys::Shortcut;
use super::palette::keys_view;
use crate::parts::{Dialog, DialogSize};
use crate::platform::page;
use crate::words::{shell as words, spoken};

/// A fixed text in the present language.
type Word = fn() -> &'static str;

/// Whether the sheet is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet(RwSignal<bool>);

impl Sheet {
    /// Makes the sheet and the command that opens it.
    pub(super) fn install(commands: Commands) {
        let sheet = Self(RwSignal::new(false));
        provide_context(sheet);
        commands.register(Command::of(&catalog::SHEET, move || sheet.0.set(true)));
    }
}

/// The keys that lists and boards understand while they have the focus.
const IN_LISTS: &[(&str, Word)] = &[
    ("j", words::key_down),
    ("k", words::key_up),
    ("x", words::key_select),
    ("shift+ArrowDown", words::key_select_more),
    ("mod+a", words::key_select_all),
    ("Enter", words::key_open),
    ("Escape", words::key_clear),
];
const ON_BOARDS: &[(&str, Word)] = &[
    ("ArrowLeft", words::key_column_before),
    ("ArrowRight", words::key_column_after),
    ("Space", words::key_lift),
    ("m", words::key_menu),
    ("Enter", words::key_open),
    ("Escape", words::key_put_back),
];

/// The sheet, in the page as long as it is open.
#[component]
pub(super) fn ShortcutSheet() -> impl IntoView {
    let sheet = expect_context::<Sheet>();
    let view = move || {
        sheet
            .0
            .get()
            .then(|| view! { <Opened sheet=sheet /> }.into_any())
    };
    view! { {move || view()} }
}

#[component]
fn Opened(sheet: Sheet) -> impl IntoView {
    let is_mac = page::is_mac();
    let commands = use_commands();
    let possible = untrack(|| commands.possible());
    // What is possible here says by its own title what it does; of the rest the catalogue knows it.
    let of = |place: Place| {
        let entries = ALL.iter().filter(|entry| entry.place == place);
        let keyed = entries.filter_map(|entry| {
            let keys = untrack(|| commands.keys(entry))?.names(is_mac);
            let here = possible.iter().find(|command| command.entry.id == entry.id);
            let title = match here {
                Some(command) => command.title.get_untracked(),
                None => (entry.title)(),
            };
            Some((title, keys))
        });
        keyed.collect::<Vec<_>>()
    };
    let fixed = |table: &[(&str, Word)]| {
        let row = |(keys, title): &(&str, Word)| {
            (title().to_owned(), Shortcut::parse(keys).names(is_mac))
        };
        table.iter().map(row).collect::<Vec<_>>()
    };
    let mut in_lists = of(Place::Lists);
    in_lists.extend(fixed(IN_LISTS));
    let parts = [
        (words::everywhere(), of(Place::Everywhere)),
        (words::in_lists(), in_lists),
        (words::on_records(), of(Place::Records)),
        (words::on_boards(), fixed(ON_BOARDS)),
    ];
    let parts: Vec<AnyView> = parts
        .into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(heading, rows)| part_view(heading, rows))
        .collect();
    view! {
        <Dialog
            title=spoken(words::shortcut_sheet)
            on_close=move |()| sheet.0.set(false)
            size=DialogSize::Large
        >
            <div
                class="shortcut-sheet"
                role="group"
                aria-label=words::shortcut_sheet
                tabindex="0"
            >
                {parts}
            </div>
        </Dialog>
    }
}

fn part_view(heading: &'static str, rows: Vec<(String, Vec<String>)>) -> AnyView {
    let rows: Vec<AnyView> = rows
        .into_iter()
        .map(|(title, keys)| {
            view! {
                <div class="shortcut">
                    <dt>{title}</dt>
                    <dd>{keys_view(keys)}</dd>
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="shortcut-group">
            <h3 class="shortcut-heading">{heading}</h3>
            <dl>{rows}</dl>
        </section>
    }
    .into_any()
}
