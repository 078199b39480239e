//! The keyboard's commands, as the registry has them.

use leptos::prelude::*;

use crate::platform::page;
use crate::shell::{Scope, use_commands};
use crate::words::settings as words;

/// The part.
#[component]
pub(super) fn Shortcuts() -> impl IntoView {
    let commands = use_commands();
    let is_mac = page::is_mac();
    let rows = move || {
        let possible = commands.possible();
        let keyed = possible.iter().filter_map(|command| {
            let keys = command.shortcut.as_ref()?.names(is_mac);
            Some((command.scope, command.title.get(), keys))
        });
        let mut rows: Vec<(Scope, String, Vec<String>)> = keyed.collect();
        record::order::sort_by(&mut rows, |a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
        rows.into_iter()
            .map(|(_, title, keys)| {
                let keys: Vec<_> = keys
                    .into_iter()
                    .map(|key| view! { <kbd class="key">{key}</kbd> })
                    .collect();
                view! {
                    <tr>
                        <th scope="row">{title}</th>
                        <td class="keys">{keys}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <p class="settings-text">{words::shortcuts_text}</p>
        <table class="settings-table">
            <thead>
                <tr>
                    <th scope="col">{words::command}</th>
                    <th scope="col">{words::keys}</th>
                </tr>
            </thead>
            <tbody>{move || rows()}</tbody>
        </table>
    }
}
