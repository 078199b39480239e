//! Erasing everything, after a word was typed.

use leptos::prelude::*;

use super::is_open as is_there;
use crate::parts::{
    Button, ButtonKind, Dialog, DialogSize, Field, IconName, TextInput, use_toasts,
};
use crate::shell::saved::reason_text;
use crate::state::use_state;
use crate::words::{backup as words, common, spoken};

/// The way to an empty workspace.
#[component]
pub(super) fn Erase() -> impl IntoView {
    let state = use_state();
    let toasts = use_toasts();
    let is_open = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let close = move || {
        is_open.set(false);
        typed.set(String::new());
        wrong.set(None);
    };
    let submit = move || {
        if typed.get_untracked().trim() != words::erase_word() {
            wrong.set(Some(words::type_the_word(words::erase_word())));
            return;
        }
        leptos::task::spawn_local(async move {
            match state.erase().await {
                Ok(()) => drop(is_open.try_set(false)),
                Err(reason) => toasts.error(reason_text(&reason)),
            }
        });
    };
    let dialog = move || {
        is_open.get().then(|| {
            view! {
                <Dialog
                    title=spoken(words::erase)
                    size=DialogSize::Small
                    on_close=move |()| close()
                    on_submit=move |()| submit()
                    footer=move || {
                        view! {
                            <Button
                                label=spoken(common::cancel)
                                on_press=move |_| close()
                            />
                            <Button
                                label=spoken(words::erase)
                                kind=ButtonKind::Danger
                                submit=true
                            />
                        }
                    }
                >
                    <p>{words::erase_text}</p>
                    <Field
                        label=Signal::derive(|| words::type_the_word(words::erase_word()))
                        error=wrong
                    >
                        <TextInput
                            value=typed
                            on_input=move |text| typed.set(text)
                            autofocus=true
                        />
                    </Field>
                </Dialog>
            }
            .into_any()
        })
    };
    view! {
        <section class="settings-group">
            <h3>{words::erase}</h3>
            <p class="settings-text">{words::erase_text}</p>
            <div>
                <Button
                    icon=IconName::Trash
                    kind=ButtonKind::Danger
                    label=spoken(words::erase_open)
                    disabled=Signal::derive(move || !is_there(state))
                    on_press=move |_| is_open.set(true)
                />
            </div>
            {move || dialog()}
        </section>
    }
}
