//! The sheet of shortcuts: what the keys do here and now.

use leptos::prelude::*;

use super::commands::{Command, Commands, Scope, use_commands};
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
        commands.register(Command::new(
            "shortcuts.show",
            Scope::Everywhere,
            "?",
            || words::shortcut_sheet().to_owned(),
            move || sheet.0.set(true),
        ));
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
    let mut taken = Vec::new();
    let mut possible = untrack(|| use_commands().possible());
    // Where two commands have the same keys, they mean the nearer one.
    possible.retain(|command| match &command.shortcut {
        Some(keys) if !taken.contains(keys) => {
            taken.push(keys.clone());
            true
        }
        _ => false,
    });
    let of = |wanted: &dyn Fn(Scope) -> bool| {
        let keyed = possible.iter().rev();
        let keyed = keyed.filter(|command| wanted(command.scope));
        keyed
            .filter_map(|command| {
                let keys = command.shortcut.as_ref()?.names(is_mac);
                Some((command.title.get_untracked(), keys))
            })
            .collect::<Vec<_>>()
    };
    let fixed = |table: &[(&str, Word)]| {
        let row = |(keys, title): &(&str, Word)| {
            (title().to_owned(), Shortcut::parse(keys).names(is_mac))
        };
        table.iter().map(row).collect::<Vec<_>>()
    };
    let parts = [
        (
            words::on_this_page(),
            of(&|scope| scope != Scope::Everywhere),
        ),
        (words::everywhere(), of(&|scope| scope == Scope::Everywhere)),
        (words::in_lists(), fixed(IN_LISTS)),
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
