//! What takes the place of the lists while there is nothing at all: three ways to begin.

use leptos::prelude::*;
use record::Currency;

use super::settings::currency_options;
use crate::parts::{Field, Icon, IconName, Select, TextInput, use_toasts};
use crate::platform::page;
use crate::shell::frame::PageHeader;
use crate::shell::{Route, Section, use_navigation};
use crate::state::currencies::likely_currency;
use crate::state::setup::{About, Added, add_sample, begin, is_untouched, use_sample_work};
use crate::state::{use_actor, use_state};
use crate::words::{common, language, setup as words, spoken};

/// The page of a name, or the three ways to begin while nothing was begun.
pub fn unless_untouched(
    name: impl Fn() -> String + Send + Sync + 'static,
    page: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let name = Signal::derive(name);
    let state = use_state();
    let untouched = Memo::new(move |_| is_untouched(state));
    (move || {
        if untouched.get() {
            view! { <FirstRun name=name /> }.into_any()
        } else {
            page()
        }
    })
    .into_any()
}

/// The three ways to begin.
#[component]
fn FirstRun(
    /// The name of the page in whose place it stands.
    name: Signal<String>,
) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let toasts = use_toasts();
    let navigation = use_navigation();
    let work = use_sample_work();
    let business = RwSignal::new(String::new());
    let person = RwSignal::new(String::new());
    let chosen = RwSignal::new(None::<Currency>);
    let currency = move || {
        let likely = || likely_currency(&page::languages(), language());
        chosen.get().unwrap_or_else(likely)
    };

    let start = move || {
        let about = About {
            business: business.get_untracked(),
            currency: untrack(currency),
            currency_is_chosen: chosen.get_untracked().is_some(),
            person: person.get_untracked(),
        };
        match begin(state, &about) {
            Ok(()) => true,
            Err(refused) => {
                actor.refuse(&refused);
                false
            }
        }
    };
    let explore = move || {
        if !start() {
            return;
        }
        leptos::task::spawn_local(async move {
            match add_sample(state, work).await {
                Ok(Added::All) => toasts.undoable(words::sample_added(), move || actor.undo()),
                Ok(Added::Cancelled) => toasts.say(words::sample_cancelled()),
                Err(refused) => actor.refuse(&refused),
            }
        });
    };
    let import = move || {
        if start() {
            navigation.go_to(Route::Import(Section::Contacts));
        }
    };
    let start_empty = move || {
        if start() {
            toasts.undoable(words::is_ready(), move || actor.undo());
        }
    };

    view! {
        <PageHeader title=name />
        <div class="first-run">
            <h2 class="first-run-title">{words::welcome}</h2>
            <p class="first-run-text">{words::welcome_text}</p>
            <fieldset class="first-run-about">
                <legend>{words::about}</legend>
                <Field label=spoken(words::business_name)>
                    <TextInput value=business on_input=move |text| business.set(text) />
                </Field>
                <Field label=spoken(words::your_name)>
                    <TextInput value=person on_input=move |text| person.set(text) />
                </Field>
                <Field label=spoken(common::currency)>
                    <Select
                        value=Signal::derive(move || currency().code().to_owned())
                        options=Signal::derive(currency_options)
                        on_choose=move |code: String| chosen.set(code.parse().ok())
                    />
                </Field>
                <p class="field-hint">{words::about_text}</p>
            </fieldset>
            <div class="first-run-ways" role="group" aria-label=words::ways>
                <Way
                    icon=IconName::Spark
                    name=words::explore
                    text=words::explore_text
                    on_press=explore
                />
                <Way
                    icon=IconName::Upload
                    name=words::import_file
                    text=words::import_text
                    on_press=import
                />
                <Way
                    icon=IconName::Add
                    name=words::start_empty
                    text=words::start_text
                    on_press=start_empty
                />
            </div>
        </div>
    }
}

/// One way to begin: a large button.
#[component]
fn Way(
    icon: IconName,
    name: fn() -> &'static str,
    text: fn() -> &'static str,
    on_press: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <button type="button" class="way" on:click=move |_| on_press()>
            <Icon name=icon />
            <span class="way-name">{name}</span>
            <span class="way-text">{text}</span>
        </button>
    }
}
