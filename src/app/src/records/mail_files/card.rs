//! An e-mail as it will be logged.

use interchange::eml::{LONGEST_TEXT, Mailbox};
use leptos::prelude::*;
use record::{Kind, RecordId};
use workspace::mail::log::Owner;

use super::entry::{Entry, People, logged};
use super::{Record, said};
use crate::parts::{Badge, Checkbox, Tone, When};
use crate::platform::{clock, intl};
use crate::state::{State, use_state};
use crate::words::{eml as words, locale};

/// How much of a text is shown.
const SHOWN: usize = 400;

#[component]
pub(super) fn Card(of: Record, number: u32, entries: RwSignal<Vec<Entry>>) -> impl IntoView {
    let state = use_state();
    let now = clock::now();
    let entry = Memo::new(move |_| {
        entries.with(|entries| entries.iter().find(|entry| entry.number == number).cloned())
    });
    let Some(first) = entry.get_untracked() else {
        return ().into_any();
    };
    let (mail, key) = (first.mail, first.key);
    let own = mail.clone();
    let people = Memo::new(move |_| {
        state.track_kind(Kind::CONTACT);
        state.track_kind(Kind::MEMBER);
        state.with(|ws| People::of(ws, &own))
    });
    let is_logged = Memo::new(move |_| {
        state.track_kind(Kind::ACTIVITY);
        state.track_kind(Kind::MESSAGE);
        state.with(|ws| ws.is_mail_logged(of, &key))
    });
    let is_on = Signal::derive(move || entry.with(|e| e.as_ref().is_some_and(|e| e.is_on)));
    let adds = Signal::derive(move || entry.with(|e| e.as_ref().is_some_and(|e| e.adds_sender)));
    let set = move |change: fn(&mut Entry, bool), on: bool| {
        entries.update(|entries| {
            for entry in entries.iter_mut().filter(|entry| entry.number == number) {
                change(entry, on);
            }
        });
    };
    let is_received = Signal::derive(move || people.with(|p| p.is_received) || adds.get());
    let is_message = Memo::new(move |_| {
        let entry = entry.get();
        state.track_record(of.0, of.1);
        people.with(|people| {
            state.with(|ws| {
                entry.is_some_and(|entry| {
                    ws.is_customer_message(of, &logged(ws, &entry, people, None, now))
                })
            })
        })
    });
    let subject = match mail.subject.is_empty() {
        true => words::no_subject().to_owned(),
        false => mail.subject.clone(),
    };
    let is_twice = first.is_twice;
    let cannot = move || {
        if is_twice {
            Some(words::twice())
        } else {
            is_logged.get().then(|| words::already())
        }
    };
    let sender = mail.from.first().cloned();
    let stranger = {
        let sender = sender.clone();
        move || {
            let is_known = people.with(|people| people.sender != Owner::default());
            sender.as_ref().filter(|_| !is_known).map(said::person)
        }
    };
    let line = move |label: fn() -> &'static str, list: Vec<Mailbox>, from: usize| {
        (!list.is_empty()).then(|| {
            let named = said::people(&list);
            let owners = move || {
                people.with(|people| match from {
                    0 => vec![people.sender],
                    n => people
                        .others
                        .iter()
                        .skip(n - 1)
                        .take(list.len())
                        .copied()
                        .collect(),
                })
            };
            view! {
                <dt>{label}</dt>
                <dd>
                    {named}
                    {move || known(state, owners())}
                </dd>
            }
        })
    };
    let to = mail.to.len();
    let at = mail.date;
    let time = move || match at {
        Some(at) => intl::date_time(locale(), at),
        None => words::no_date().to_owned(),
    };
    let shown: String = mail.text.chars().take(SHOWN).collect();
    let has_more = shown.len() < mail.text.len();
    let text = match (shown.is_empty(), has_more) {
        (true, _) => words::no_text().to_owned(),
        (false, true) => format!("{}…", shown.trim_end()),
        (false, false) => shown,
    };
    let attached = said::attachments(&mail.attachments);
    let has_attachments = !mail.attachments.is_empty();
    let is_cut = mail.is_cut;
    let label = subject;
    view! {
        <li class="mail-card" class:mail-card-off=move || cannot().is_some() || !is_on.get()>
            <div class="mail-card-head">
                <Checkbox
                    checked=Signal::derive(move || is_on.get() && cannot().is_none())
                    disabled=Signal::derive(move || cannot().is_some())
                    label=Signal::derive(move || words::log_this(&label))
                    on_change=move |on: bool| set(|entry, on| entry.is_on = on, on)
                />
                <Badge
                    label=Signal::derive(move || {
                        if is_received.get() { words::received() } else { words::sent() }.to_owned()
                    })
                    tone=Signal::derive(move || {
                        if is_received.get() { Tone::Blue } else { Tone::Grey }
                    })
                />
                <span class="mail-note">{time}</span>
            </div>
            <When holds=move || cannot().is_some()>
                <p class="mail-note mail-warning">{move || cannot()}</p>
            </When>
            <dl class="mail-people-list">
                {line(words::from, sender.into_iter().collect(), 0)}
                {line(words::to, mail.to.clone(), 1)}
                {line(words::cc, mail.cc.clone(), 1 + to)}
            </dl>
            <p class="mail-excerpt">{text}</p>
            {is_cut.then(|| view! { <p class="mail-note">{words::text_cut(LONGEST_TEXT)}</p> })}
            {has_attachments
                .then(|| {
                    view! {
                        <p class="mail-note">
                            {move || words::labelled(words::attachments(), &attached)} " · "
                            {words::not_kept}
                        </p>
                    }
                })}
            <When holds=move || is_message.get() && cannot().is_none()>
                <p class="mail-note">{words::as_message}</p>
            </When>
            {move || {
                stranger()
                    .filter(|_| cannot().is_none())
                    .map(|who| {
                        view! {
                            <Checkbox
                                checked=adds
                                label=Signal::derive(move || words::add_sender(&who))
                                on_change=move |on: bool| set(|entry, on| entry.adds_sender = on, on)
                            />
                        }
                    })
            }}
        </li>
    }
    .into_any()
}

/// The contacts and members among people, by name.
fn known(state: State, owners: Vec<Owner>) -> Vec<AnyView> {
    let mut seen: Vec<RecordId> = Vec::new();
    let mut views = Vec::new();
    for owner in owners {
        let (kind, id, what, tone) = match (owner.contact, owner.member) {
            (_, Some(id)) => (Kind::MEMBER, id, words::is_us(), Tone::Grey),
            (Some(id), None) => (Kind::CONTACT, id, words::is_contact(), Tone::Teal),
            _ => continue,
        };
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        let label = format!("{} · {what}", state.name(kind, id));
        views.push(view! { <Badge label=label tone=tone /> }.into_any());
    }
    views
}
