//! The three steps that make the workspace one's own. Each ticks itself; the list goes away when all
//! are done, or when the user sends it away.

use leptos::prelude::*;
use record::schema::SAMPLE;
use record::{Kind, Value};

use crate::parts::{Button, ButtonKind, Icon, IconName, When};
use crate::platform::prefs;
use crate::shell::{Route, Section};
use crate::state::{Phase, State, backup, use_state};
use crate::words::{common, setup as words, spoken};

/// Under which name is kept that the list was sent away.
const SENT_AWAY: &str = "checklist-away";

/// Whether there is a record of a kind that didn't come with the sample data; tracked.
fn has_own(state: State, kind: Kind) -> bool {
    state.track_kind(kind);
    state.with(|ws| {
        let is_sample = |id| ws.value(kind, id, SAMPLE) == Some(Value::Bool(true));
        ws.ids(kind).any(|id| !is_sample(id))
    })
}

/// The steps, while there is one left.
#[component]
pub(super) fn Checklist() -> impl IntoView {
    let state = use_state();
    let is_away = RwSignal::new(prefs::get(SENT_AWAY).unwrap_or(false));
    let has_contact = Memo::new(move |_| has_own(state, Kind::CONTACT));
    let has_deal = Memo::new(move |_| has_own(state, Kind::DEAL));
    let is_saved = backup::last().is_some();
    let is_shown = move || {
        let done = has_contact.get() && has_deal.get() && is_saved;
        state.phase.get() == Phase::Ready && !is_away.get() && !done
    };
    let send_away = move |_| {
        prefs::set(SENT_AWAY, &true);
        is_away.set(true);
    };
    view! {
        <When holds=is_shown>
            <section class="checklist" aria-labelledby="checklist-title">
                <div class="checklist-header">
                    <h2 id="checklist-title">{words::steps}</h2>
                    <Button
                        label=spoken(common::dismiss)
                        kind=ButtonKind::Quiet
                        on_press=send_away
                    />
                </div>
                <ol class="checklist-steps">
                    <Step
                        is_done=has_contact
                        name=words::step_contacts
                        text=words::step_contacts_text
                        to=Route::Import(Section::Contacts)
                    />
                    <Step
                        is_done=has_deal
                        name=words::step_deal
                        text=words::step_deal_text
                        to=Route::List(Section::Deals)
                    />
                    <Step
                        is_done=Signal::stored(is_saved)
                        name=words::step_backup
                        text=words::step_backup_text
                        to=Route::Settings(Some("storage".to_owned()))
                    />
                </ol>
            </section>
        </When>
    }
}

/// A step: what it is, and the way to the page where it is done.
#[component]
fn Step(
    #[prop(into)] is_done: Signal<bool>,
    name: fn() -> &'static str,
    text: fn() -> &'static str,
    to: Route,
) -> impl IntoView {
    let href = to.href();
    view! {
        <li class="checklist-step" class:is-done=move || is_done.get()>
            <span class="checklist-tick" aria-hidden="true">
                <When holds=move || is_done.get()>
                    <Icon name=IconName::Check />
                </When>
            </span>
            <div class="checklist-what">
                <a href=href>{move || name()}</a>
                <When holds=move || is_done.get()>
                    <span class="visually-hidden">{words::step_done}</span>
                </When>
                <p>{move || text()}</p>
            </div>
        </li>
    }
}
