//! The keyboard's commands with their keys, which can be changed.

use leptos::prelude::*;

use crate::parts::{
    Button, ButtonKind, Dialog, DialogSize, FormButtons, IconButton, IconName, When,
};
use crate::platform::page;
use crate::shell::catalog::{ALL, Entry, Place};
use crate::shell::keys::{Shortcut, Stroke};
use crate::shell::{Commands, use_commands};
use crate::words::{settings as words, shell, spoken};

/// The most keystrokes of a shortcut.
const MOST: usize = 2;

/// Why keys can't be a command's.
#[derive(Clone, Debug, PartialEq)]
enum Problem {
    /// Lists, fields or the browser need them.
    Reserved,
    /// They are a step on the way to another command's keys, or the other way round.
    Hides(&'static Entry),
}

/// The part.
#[component]
pub(super) fn Shortcuts() -> impl IntoView {
    let commands = use_commands();
    let is_mac = page::is_mac();
    let asked = RwSignal::new(None::<&'static Entry>);
    let places = [
        (Place::Everywhere, shell::everywhere as fn() -> &'static str),
        (Place::Lists, shell::in_lists as fn() -> &'static str),
        (Place::Records, shell::on_records as fn() -> &'static str),
    ];
    let tables = places.map(|(place, heading)| {
        let entries = ALL.iter().filter(|entry| entry.place == place);
        let rows: Vec<AnyView> = entries
            .map(|entry| row(commands, entry, is_mac, asked))
            .collect();
        view! {
            <table class="settings-table">
                <caption class="settings-kind">{heading}</caption>
                <thead class="visually-hidden">
                    <tr>
                        <th scope="col">{words::command}</th>
                        <th scope="col">{words::keys}</th>
                        <th scope="col">{words::change}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    view! {
        <p class="settings-text">{words::shortcuts_text}</p>
        {tables.into_iter().collect_view()}
        {move || {
            asked
                .get()
                .map(|entry| {
                    view! { <KeysDialog commands=commands entry=entry asked=asked /> }.into_any()
                })
        }}
    }
}

fn row(
    commands: Commands,
    entry: &'static Entry,
    is_mac: bool,
    asked: RwSignal<Option<&'static Entry>>,
) -> AnyView {
    let title = Signal::derive(move || (entry.title)());
    let keys = move || {
        let names = commands.keys(entry).map(|keys| keys.names(is_mac));
        match names {
            Some(names) => names
                .into_iter()
                .map(|key| view! { <kbd class="key">{key}</kbd> })
                .collect_view()
                .into_any(),
            None => view! { <span class="muted">{words::no_keys}</span> }.into_any(),
        }
    };
    view! {
        <tr>
            <th scope="row">{move || title.get()}</th>
            <td>
                <span class="keys">{move || keys()}</span>
            </td>
            <td class="keys-actions">
                <When holds=move || commands.is_own(entry)>
                    <IconButton
                        icon=IconName::Undo
                        label=Signal::derive(move || words::usual_keys(&title.get()))
                        on_press=move |_| commands.reset_keys(entry)
                    />
                </When>
                <When holds=move || !entry.is_fixed()>
                    <IconButton
                        icon=IconName::Edit
                        label=Signal::derive(move || words::change_keys(&title.get()))
                        on_press=move |_| asked.set(Some(entry))
                    />
                </When>
            </td>
        </tr>
    }
    .into_any()
}

/// Listens for the new keys of a command.
#[component]
fn KeysDialog(
    commands: Commands,
    entry: &'static Entry,
    asked: RwSignal<Option<&'static Entry>>,
) -> impl IntoView {
    let is_mac = page::is_mac();
    let typed = RwSignal::new(Vec::<Stroke>::new());
    let shortcut = Memo::new(move |_| {
        let strokes = typed.get();
        (!strokes.is_empty()).then(|| Shortcut::of(strokes))
    });
    let problem = Memo::new(move |_| {
        shortcut
            .get()
            .and_then(|keys| problem(commands, entry, &keys))
    });
    let close = move || asked.set(None);
    let save = move || {
        if let (Some(keys), None) = (shortcut.get_untracked(), problem.get_untracked()) {
            commands.set_keys(entry, Some(&keys));
            close();
        }
    };
    let hear = move |event: leptos::ev::KeyboardEvent| {
        // The way out and on stays open for who works with keys.
        if matches!(event.key().as_str(), "Tab" | "Escape") {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        if event.key() == "Enter" && shortcut.with_untracked(Option::is_some) {
            save();
            return;
        }
        if let Some(stroke) = Stroke::of(&event) {
            typed.update(|typed| {
                if typed.len() == MOST {
                    typed.clear();
                }
                typed.push(stroke);
            });
        }
    };
    let said = move || match (shortcut.get(), problem.get()) {
        (None, _) => words::press_keys().to_owned(),
        (Some(_), Some(Problem::Reserved)) => words::keys_reserved().to_owned(),
        (Some(_), Some(Problem::Hides(other))) => words::keys_hide(&(other.title)()),
        (Some(keys), None) => match taken(commands, entry, &keys) {
            Some(other) if other.place == entry.place => words::keys_taken(&(other.title)()),
            Some(other) => words::keys_nearer(&(other.title)()),
            None => words::keys_free().to_owned(),
        },
    };
    let names = move || {
        let names = shortcut.get().map(|keys| keys.names(is_mac));
        names
            .unwrap_or_default()
            .into_iter()
            .map(|key| view! { <kbd class="key">{key}</kbd> })
            .collect_view()
    };
    view! {
        <Dialog
            title=Signal::derive(move || words::change_keys(&(entry.title)()))
            size=DialogSize::Small
            on_close=move |()| close()
            on_submit=move |()| save()
            footer=move || {
                view! {
                    <Button
                        label=spoken(words::no_keys)
                        kind=ButtonKind::Quiet
                        on_press=move |_| {
                            commands.set_keys(entry, None);
                            close();
                        }
                    />
                    <span class="spacer"></span><FormButtons on_cancel=move |()| close() disabled=Signal::derive(move || {
                            shortcut.with(Option::is_none) || problem.with(Option::is_some)
                        })
                    />
                }
            }
        >
            <div
                class="key-capture"
                role="textbox"
                aria-readonly="true"
                aria-label=words::new_keys
                tabindex="0"
                on:keydown=hear
            >
                {move || names()}
            </div>
            <p class="key-capture-said" role="status">
                {move || said()}
            </p>
        </Dialog>
    }
}

/// Another command that has these keys: of the same place, else anywhere.
fn taken(commands: Commands, entry: &'static Entry, keys: &Shortcut) -> Option<&'static Entry> {
    let has = |other: &&&'static Entry| {
        other.id != entry.id && commands.keys(other).as_ref() == Some(keys)
    };
    let near = ALL
        .iter()
        .filter(|other| other.place == entry.place)
        .find(has);
    near.or_else(|| ALL.iter().find(has)).copied()
}

fn problem(commands: Commands, entry: &'static Entry, keys: &Shortcut) -> Option<Problem> {
    if is_reserved(keys, entry.place) {
        return Some(Problem::Reserved);
    }
    let hidden = ALL.iter().find(|other| {
        let near = other.place == entry.place
            || other.place == Place::Everywhere
            || entry.place == Place::Everywhere;
        let hides = |theirs: Shortcut| theirs.hides(keys);
        near && other.id != entry.id && commands.keys(other).is_some_and(hides)
    });
    hidden.copied().map(Problem::Hides)
}

/// Whether lists, fields or the browser need the first of the keys themselves.
fn is_reserved(keys: &Shortcut, place: Place) -> bool {
    const MOVING: [&str; 14] = [
        "Enter",
        "Tab",
        "Escape",
        " ",
        "ArrowUp",
        "ArrowDown",
        "ArrowLeft",
        "ArrowRight",
        "Home",
        "End",
        "PageUp",
        "PageDown",
        "Backspace",
        "F2",
    ];
    const IN_LISTS: [&str; 4] = ["j", "k", "x", "e"];
    const OF_BROWSER: [&str; 10] = ["t", "w", "n", "r", "l", "q", "c", "v", "x", "a"];
    let Some(first) = keys.strokes().first() else {
        return true;
    };
    let key = first.key.as_str();
    if first.command {
        return OF_BROWSER.contains(&key) && !first.alt;
    }
    let bare = !first.alt && !first.shift;
    MOVING.contains(&key) || bare && place != Place::Records && IN_LISTS.contains(&key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lists_fields_and_the_browser_need_stays_theirs() {
        let reserved = |text, place| is_reserved(&Shortcut::parse(text), place);
        assert!(reserved("j", Place::Lists) && reserved("Enter", Place::Records));
        assert!(reserved("mod+t", Place::Everywhere) && reserved("e", Place::Everywhere));
        assert!(!reserved("e", Place::Records) && !reserved("shift+e", Place::Lists));
        assert!(!reserved("g x", Place::Everywhere) && !reserved("mod+shift+p", Place::Lists));
    }

    #[test]
    fn every_usual_key_is_one_that_could_be_chosen() {
        for entry in ALL
            .iter()
            .filter(|entry| !entry.keys.is_empty() && !entry.is_fixed())
        {
            assert!(
                !is_reserved(&Shortcut::parse(entry.keys), entry.place),
                "{}",
                entry.id
            );
        }
    }
}
