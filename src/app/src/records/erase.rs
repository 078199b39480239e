//! Erasing a person for ever, after a word was typed.

use leptos::prelude::*;
use record::{Kind, RecordId};

use super::show::RecordLink;
use crate::parts::{Button, ButtonKind, Dialog, Field, TextInput, use_toasts};
use crate::state::use_actor;
use crate::words::{backup, common, person as words, schema, spoken};

/// How many of the records that mention the person are listed.
const MENTIONS_SHOWN: usize = 8;

/// The question before a person is erased: what goes, and what is left elsewhere.
#[component]
pub fn ErasePerson(
    /// The person.
    id: RecordId,
    /// Hears that the dialog is left.
    #[prop(into)]
    on_close: Callback<()>,
    /// Hears that the person is gone.
    #[prop(into)]
    on_gone: Callback<()>,
) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let toasts = use_toasts();
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let name = state.with(|ws| ws.name(Kind::CONTACT, id));
    let (gone, mentions) = state.with(|ws| {
        let gone = ws.erased_with(Kind::CONTACT, id);
        let shown = gone.iter().filter(|(kind, _)| *kind != Kind::EVENT);
        (shown.count(), ws.mentions_of(id))
    });
    let count = mentions.len();
    let links = mentions
        .into_iter()
        .take(MENTIONS_SHOWN)
        .map(|(kind, id)| {
            view! {
                <li>
                    <span class="muted">{schema::kind_one(kind)}</span>
                    " "
                    <RecordLink kind=kind record=id />
                </li>
            }
        })
        .collect_view();
    let submit = move || {
        if typed.get_untracked().trim() != backup::erase_word() {
            wrong.set(Some(backup::type_the_word(backup::erase_word())));
            return;
        }
        match state.purge(Kind::CONTACT, vec![id]) {
            Ok(()) => {
                toasts.say(words::erased());
                on_close.run(());
                on_gone.run(());
            }
            Err(refused) => actor.refuse(&refused),
        }
    };
    view! {
        <Dialog
            title=spoken(words::erase)
            on_close=move |()| on_close.run(())
            on_submit=move |()| submit()
            footer=move || {
                view! {
                    <Button
                        label=spoken(common::cancel)
                        on_press=move |_| on_close.run(())
                    />
                    <Button
                        label=spoken(words::erase)
                        kind=ButtonKind::Danger
                        submit=true
                    />
                }
            }
        >
            <p>{words::erase_text(&name)}</p>
            {(gone > 0).then(|| view! { <p>{words::erase_counts(gone)}</p> })}
            {(count > 0)
                .then(|| {
                    view! {
                        <p>{words::mentions(count)}</p>
                        <ul class="plain-list">{links}</ul>
                    }
                })}
            <p class="muted">{words::erase_storage}</p>
            <Field
                label=Signal::derive(|| backup::type_the_word(backup::erase_word()))
                error=wrong
            >
                <TextInput value=typed on_input=move |text| typed.set(text) autofocus=true />
            </Field>
        </Dialog>
    }
}
