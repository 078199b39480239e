//! What is done with the selected records: into the trash, out of it, or away for ever.

use leptos::prelude::*;
use record::RecordId;
use workspace::Command;

use super::List;
use super::bulk::BulkDialog;
use super::logging::LogMenu;
use crate::parts::{Button, ButtonKind, Dialog, DialogSize, IconName, When, use_toasts};
use crate::records::can_log;
use crate::shell::{Command as Offered, catalog, use_commands};
use crate::words::{common, lists as words, spoken};

/// The bar that is there while records are selected.
#[component]
pub(super) fn SelectionBar(list: List) -> impl IntoView {
    let in_trash = Memo::new(move |_| list.view.with(|view| view.trash));
    let asked = RwSignal::new(None::<Vec<RecordId>>);
    let kind = list.kind;
    let delete = move || {
        let records = chosen(list);
        let said = words::deleted(records.len());
        if !records.is_empty() && list.actor.run(Command::Delete { kind, records }, said) {
            list.grid.clear();
        }
    };
    let restore = move || {
        let records = chosen(list);
        let said = words::restored(records.len());
        if !records.is_empty() && list.actor.run(Command::Restore { kind, records }, said) {
            list.grid.clear();
        }
    };
    let bulk = RwSignal::new(None::<Vec<RecordId>>);
    let edit = move || {
        let records = chosen(list);
        bulk.set((!records.is_empty()).then_some(records));
    };
    use_commands()
        .register(Offered::of(&catalog::LIST_EDIT_SELECTED, edit).enabled(move || !in_trash.get()));
    use_commands()
        .register(Offered::of(&catalog::LIST_DELETE, delete).enabled(move || !in_trash.get()));
    view! {
        <div class="selection-bar" role="group" aria-label=words::selection>
            <span class="selection-count" aria-live="polite">
                {move || words::selected(list.grid.count())}
            </span>
            <When holds=move || !in_trash.get()>
                <Button
                    label=spoken(words::bulk_edit)
                    icon=IconName::Edit
                    on_press=move |_| edit()
                />
                {can_log(kind).then(|| view! { <LogMenu list=list /> })}
                <Button
                    label=spoken(common::delete)
                    icon=IconName::Trash
                    on_press=move |_| delete()
                />
            </When>
            <When holds=move || in_trash.get()>
                <Button
                    label=spoken(words::restore)
                    icon=IconName::Undo
                    on_press=move |_| restore()
                />
                <Button
                    label=spoken(words::purge)
                    kind=ButtonKind::Danger
                    on_press=move |_| {
                        let records = chosen(list);
                        asked.set((!records.is_empty()).then_some(records));
                    }
                />
            </When>
            <span class="spacer"></span>
            <Button
                label=spoken(words::clear_selection)
                kind=ButtonKind::Quiet
                on_press=move |_| list.grid.clear()
            />
        </div>
        {move || {
            bulk.get()
                .map(|records| {
                    view! {
                        <BulkDialog list=list records=records on_close=move |()| bulk.set(None) />
                    }
                        .into_any()
                })
        }}
        {move || {
            asked
                .get()
                .map(|records| view! { <PurgeDialog list=list records=records asked=asked /> }.into_any())
        }}
    }
}

/// Asks before what can't be taken back.
#[component]
fn PurgeDialog(
    list: List,
    records: Vec<RecordId>,
    asked: RwSignal<Option<Vec<RecordId>>>,
) -> impl IntoView {
    let toasts = use_toasts();
    let count = records.len();
    let purge = move || {
        asked.set(None);
        match list.actor.state().purge(list.kind, records.clone()) {
            Ok(()) => {
                list.grid.clear();
                toasts.say(words::purged(count));
            }
            Err(refused) => list.actor.refuse(&refused),
        }
    };
    view! {
        <Dialog
            title=Signal::derive(move || words::purge_title(count))
            size=DialogSize::Small
            on_close=move |()| asked.set(None)
            on_submit=move |()| purge()
            footer=move || {
                view! {
                    <span class="spacer"></span>
                    <Button
                        label=spoken(common::cancel)
                        on_press=move |_| asked.set(None)
                    />
                    <Button
                        label=spoken(words::purge)
                        kind=ButtonKind::Danger
                        submit=true
                    />
                }
            }
        >
            <p>{words::purge_text}</p>
        </Dialog>
    }
}

/// The selected records that the list shows, in its order: what isn't seen isn't touched.
pub(super) fn chosen(list: List) -> Vec<RecordId> {
    let selected = untrack(|| list.grid.selected());
    let rows = list.rows.get_untracked();
    let is_chosen = |id: &&RecordId| selected.contains(&id.0);
    rows.iter().filter(is_chosen).copied().collect()
}
