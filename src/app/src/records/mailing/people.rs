//! Whom an e-mail goes to.

use leptos::prelude::*;
use record::{Kind, RecordId};
use workspace::mail::NoMail;

use crate::parts::{Checkbox, Each, FieldGroup, Select, SelectOption, When};
use crate::records::ReferenceInput;
use crate::state::{State, use_state};
use crate::words::{mail as words, spoken};

/// The most people of a record that are offered; others are looked for.
const OFFERED: usize = 12;

/// Somebody who is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recipient {
    /// The contact.
    pub(super) id: RecordId,
    /// At which address.
    pub(super) address: String,
}

/// Whom an e-mail can go to and goes to.
#[derive(Clone, Copy)]
pub(super) struct People {
    offered: RwSignal<Vec<RecordId>>,
    chosen: RwSignal<Vec<Recipient>>,
}

impl People {
    /// The people of a record; the first who may be written to is chosen.
    pub(super) fn of(state: State, record: (Kind, RecordId)) -> Self {
        let offered = state.with(|ws| ws.people_of(record, OFFERED));
        let may = |id: &&RecordId| state.with(|ws| ws.no_mail(**id)).is_none();
        let first = offered.iter().find(may).copied();
        Self {
            chosen: RwSignal::new(first.map(|id| recipient(state, id)).into_iter().collect()),
            offered: RwSignal::new(offered),
        }
    }

    /// Those who are written to, in the order in which they are offered, tracked.
    pub(super) fn chosen(self) -> Vec<Recipient> {
        let chosen = self.chosen.get();
        let offered = self.offered.get();
        let each = offered.iter().filter_map(|id| {
            let of = |recipient: &&Recipient| recipient.id == *id;
            chosen.iter().find(of).cloned()
        });
        each.collect()
    }

    /// The first of them, tracked: variables are about them.
    pub(super) fn first(self) -> Option<RecordId> {
        self.chosen().first().map(|recipient| recipient.id)
    }

    fn choose(self, state: State, id: RecordId, on: bool) {
        self.chosen.update(|chosen| {
            chosen.retain(|recipient| recipient.id != id);
            if on && state.with(|ws| ws.no_mail(id)).is_none() {
                chosen.push(recipient(state, id));
            }
        });
    }

    fn add(self, state: State, id: RecordId) {
        self.offered.update(|offered| {
            if !offered.contains(&id) {
                offered.push(id);
            }
        });
        self.choose(state, id, true);
    }
}

fn recipient(state: State, id: RecordId) -> Recipient {
    let addresses = state.with(|ws| ws.addresses(id));
    Recipient {
        id,
        address: addresses.into_iter().next().unwrap_or_default(),
    }
}

/// The people with their addresses, each with a box, and a way to somebody else.
#[component]
pub(super) fn Recipients(people: People) -> impl IntoView {
    let state = use_state();
    let is_nobody = move || people.offered.with(Vec::is_empty);
    let error = Signal::derive(move || {
        let is_missing = people.chosen.with(Vec::is_empty) && !is_nobody();
        is_missing.then(|| words::choose_somebody().to_owned())
    });
    let add = move |id: Option<RecordId>| {
        if let Some(id) = id {
            people.add(state, id);
        }
    };
    view! {
        <FieldGroup label=spoken(words::to) error=error>
            <When holds=is_nobody>
                <p class="mail-note">{words::nobody}</p>
            </When>
            <ul class="plain-list mail-people">
                <Each each=move || people.offered.get() key=|id| *id let:id>
                    <Person people=people id=id />
                </Each>
            </ul>
            <ReferenceInput
                kind=Kind::CONTACT
                value=Signal::derive(|| None)
                on_choose=add
                label=spoken(words::another)
                placeholder=spoken(words::another)
            />
        </FieldGroup>
    }
}

#[component]
fn Person(people: People, id: RecordId) -> impl IntoView {
    let state = use_state();
    let name = Signal::derive(move || state.name(Kind::CONTACT, id));
    let refusal = Memo::new(move |_| {
        state.track_record(Kind::CONTACT, id);
        state.with(|ws| ws.no_mail(id))
    });
    // Whoever is refused meanwhile, here or in another tab, is not written to.
    Effect::new(move |_| {
        if refusal.get().is_some() {
            people.choose(state, id, false);
        }
    });
    let addresses = Memo::new(move |_| {
        state.track_record(Kind::CONTACT, id);
        state.with(|ws| ws.addresses(id))
    });
    let at = Signal::derive(move || {
        let chosen = people.chosen.get();
        let own = chosen.into_iter().find(|recipient| recipient.id == id);
        own.map(|recipient| recipient.address)
    });
    let has_several = move || addresses.with(Vec::len) > 1 && at.get().is_some();
    let said = move || match refusal.get() {
        Some(why) => match why {
            NoMail::OptedOut => words::opted_out(),
            NoMail::Withdrawn => words::withdrawn(),
            NoMail::NoAddress => words::no_address(),
        }
        .to_owned(),
        None if has_several() => String::new(),
        None => addresses.with(|list| list.first().cloned().unwrap_or_default()),
    };
    let options = Signal::derive(move || {
        let each = addresses.get().into_iter();
        each.map(|address| SelectOption::new(address.clone(), address))
            .collect::<Vec<_>>()
    });
    view! {
        <li class="mail-person" class:mail-refused=move || refusal.get().is_some()>
            <Checkbox
                checked=Signal::derive(move || at.get().is_some())
                disabled=Signal::derive(move || refusal.get().is_some())
                label=name
                on_change=move |on: bool| people.choose(state, id, on)
            />
            <span class="mail-address">{move || said()}</span>
            <When holds=has_several>
                <Select
                    value=Signal::derive(move || at.get().unwrap_or_default())
                    options=options
                    label=Signal::derive(move || words::address_of(&name.get()))
                    on_choose=move |address: String| {
                        people
                            .chosen
                            .update(|chosen| {
                                for recipient in chosen.iter_mut().filter(|r| r.id == id) {
                                    recipient.address.clone_from(&address);
                                }
                            });
                    }
                />
            </When>
        </li>
    }
}
