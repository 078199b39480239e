//! What a record is, at a glance, and what can be done with it.

use leptos::prelude::*;
use record::schema::{company, contact, deal, task, ticket};
use record::{FieldId, Kind, RecordId, Value};
use workspace::Command;

use crate::parts::{
    Avatar, AvatarShape, Badge, Button, ButtonKind, Icon, IconName, Menu, MenuItem, choice_tone,
    use_toasts,
};
use crate::platform::clock;
use crate::platform::download::download;
use crate::records::{
    ErasePerson, RecordLink, calendar_file, can_mail, use_history, use_mail_files, use_mailing,
    use_merge,
};
use crate::shell::route::PANEL;
use crate::shell::sidebar::section_icon;
use crate::shell::{Command as Offer, Route, Section, catalog, use_commands, use_navigation};
use crate::state::person as about;
use crate::state::{State, use_actor, use_state};
use crate::words::lists::export_calendar;
use crate::words::{
    common, duplicates, eml, errors, history, person, record as words, schema, spoken,
};

/// The record's mark before its name: initials, or the kind's icon.
pub(super) fn mark(state: State, kind: Kind, id: RecordId) -> AnyView {
    let name = Signal::derive(move || state.name(kind, id));
    match kind {
        Kind::CONTACT => view! { <Avatar name=name /> }.into_any(),
        Kind::COMPANY => view! { <Avatar name=name shape=AvatarShape::Company /> }.into_any(),
        _ => Section::of_kind(kind)
            .map(|section| {
                view! {
                    <span class="record-mark">
                        <Icon name=section_icon(section) />
                    </span>
                }
            })
            .into_any(),
    }
}

/// The line below the name: the main badges, and to whom the record belongs.
#[component]
pub(super) fn Subtitle(
    /// The record's kind.
    kind: Kind,
    /// The record.
    id: RecordId,
) -> impl IntoView {
    let state = use_state();
    let badges = Memo::new(move |_| badges(state, kind, id));
    let belongs = Memo::new(move |_| belongs(state, kind, id));
    let note = move || match kind {
        Kind::CONTACT => state.text(kind, id, contact::JOB_TITLE),
        Kind::COMPANY => state.text(kind, id, company::DOMAIN),
        Kind::TICKET => state.text(kind, id, ticket::NUMBER),
        _ => String::new(),
    };
    view! {
        <div class="record-subtitle">
            {move || {
                let list = badges.get();
                list.into_iter()
                    .map(|(label, key, at)| {
                        view! { <Badge label=label tone=choice_tone(&key, at) /> }
                    })
                    .collect_view()
            }}
            <span class="record-note">{move || note()}</span>
            {move || {
                belongs.get().map(|(kind, id)| view! { <RecordLink kind=kind record=id /> })
            }}
        </div>
    }
}

/// The main badges: text, the key that gives the colour, and its place among the options.
fn badges(state: State, kind: Kind, id: RecordId) -> Vec<(String, String, usize)> {
    let choice = |field: FieldId| {
        let key = state.text(kind, id, field);
        let def = state.field(kind, field)?;
        let at = def.options.iter().position(|o| *o == key.as_str());
        let label = schema::option_of(&def.options, &key).into_owned();
        (!key.is_empty()).then_some((label, key, at.unwrap_or_default()))
    };
    let list = match kind {
        Kind::CONTACT => {
            let refuses = state.value(kind, id, contact::NO_EMAIL) == Some(Value::Bool(true))
                || state.text(kind, id, contact::CONSENT) == "Withdrawn";
            // Red, as it has to be seen before somebody writes.
            let no_email =
                refuses.then(|| (person::no_email().to_owned(), "Withdrawn".to_owned(), 0));
            vec![choice(contact::LIFECYCLE), no_email]
        }
        Kind::COMPANY => vec![choice(company::TYPE), choice(company::INDUSTRY)],
        Kind::DEAL => {
            state.track_record(kind, id);
            state.track_kind(Kind::STAGE);
            let stage = state.with(|ws| ws.stage_of(id));
            let stage = stage.map(|stage| (stage.name, stage.outcome.key().to_owned(), 0));
            vec![stage]
        }
        Kind::TICKET => vec![choice(ticket::STATUS), choice(ticket::PRIORITY)],
        Kind::TASK => {
            let done = state.value(kind, id, task::DONE_AT).is_some();
            let done = done.then(|| (words::done().to_owned(), "Solved".to_owned(), 0));
            vec![done, choice(task::TYPE), choice(task::PRIORITY)]
        }
        _ => Vec::new(),
    };
    list.into_iter().flatten().collect()
}

/// The record that this one belongs to first of all.
fn belongs(state: State, kind: Kind, id: RecordId) -> Option<(Kind, RecordId)> {
    let candidates: &[(FieldId, Kind)] = match kind {
        Kind::CONTACT => &[(contact::COMPANY, Kind::COMPANY)],
        Kind::COMPANY => &[(company::PARENT, Kind::COMPANY)],
        Kind::DEAL => &[(deal::COMPANY, Kind::COMPANY)],
        Kind::TICKET => &[
            (ticket::REQUESTER, Kind::CONTACT),
            (ticket::COMPANY, Kind::COMPANY),
        ],
        Kind::TASK => &[
            (task::DEAL, Kind::DEAL),
            (task::TICKET, Kind::TICKET),
            (task::CONTACT, Kind::CONTACT),
            (task::COMPANY, Kind::COMPANY),
        ],
        _ => &[],
    };
    candidates.iter().find_map(|(field, other)| {
        let target = state.value(kind, id, *field)?.as_ref_id()?;
        let target = state.with(|ws| ws.resolve(*other, target));
        state.is_live(*other, target).then_some((*other, target))
    })
}

/// The main actions of a record.
#[component]
pub(super) fn Actions(
    /// The record's kind.
    kind: Kind,
    /// The record.
    id: RecordId,
    /// Called after the record was put into the trash.
    #[prop(into)]
    on_gone: Callback<()>,
) -> impl IntoView {
    let state = use_state();
    let actor = use_actor();
    let navigation = use_navigation();
    let toasts = use_toasts();
    let first = move |field| match state.value(kind, id, field) {
        Some(Value::Labelled(list)) => list.into_iter().next().map(|entry| entry.value),
        _ => None,
    };
    let phones = match kind {
        Kind::CONTACT => Some(contact::PHONES),
        Kind::COMPANY => Some(company::PHONES),
        _ => None,
    };
    let mailing = use_mailing();
    if can_mail(kind) {
        use_commands().register(Offer::of(&catalog::RECORD_MAIL, move || {
            mailing.ask(kind, id);
        }));
    }
    let mail_files = use_mail_files();
    if can_mail(kind) {
        mail_files.stand_on(kind, id);
        use_commands().register(Offer::of(&catalog::RECORD_MAIL_FILES, move || {
            mail_files.ask((kind, id), Vec::new());
        }));
    }
    let call = move || {
        let number = first(phones?)?;
        Some(format!("tel:{}", number.replace(' ', "")))
    };
    let link = |href: String, icon: IconName, label: fn() -> &'static str| {
        view! {
            <a class="button" href=href>
                <Icon name=icon />
                <span>{label}</span>
            </a>
        }
    };
    let is_done = Signal::derive(move || {
        kind == Kind::TASK && state.value(kind, id, task::DONE_AT).is_some()
    });
    let toggle_done = move || {
        let done = !is_done.get_untracked();
        actor.run(
            Command::Edit {
                kind,
                record: id,
                values: vec![(task::DONE_AT, done.then(|| Value::Instant(clock::now())))],
            },
            if done {
                words::marked_done()
            } else {
                words::reopened()
            },
        );
    };
    let delete = move || {
        let name = state.with(|ws| ws.name(kind, id));
        let command = Command::Delete {
            kind,
            records: vec![id],
        };
        if actor.run(command, words::deleted(&name)) {
            on_gone.run(());
        }
    };
    let historian = use_history();
    let is_person = kind == Kind::CONTACT;
    let erasing = RwSignal::new(false);
    let take_out = move |as_json: bool| {
        let (bytes, ending, media) = if as_json {
            (about::as_json(state, id), "json", "application/json")
        } else {
            let text = about::as_text(state, id).into_bytes();
            (text, "md", "text/markdown;charset=utf-8")
        };
        let name = state.with(|ws| ws.name(kind, id));
        let file = format!("{name}-{}.{ending}", clock::today());
        match download(&file, media, &bytes) {
            Ok(()) => toasts.say(person::exported(&file)),
            Err(_) => toasts.error(errors::download_failed()),
        }
    };
    use_commands().register(Offer::of(&catalog::RECORD_HISTORY, move || {
        historian.show(kind, id, None);
    }));
    let merging = use_merge();
    let merge = move || {
        merging.ask_which(kind, id, move |stays: RecordId| {
            // The page or panel of the one that is gone shows the one that stays.
            if stays == id {
                return;
            }
            match untrack(|| navigation.address()).query.get(PANEL) {
                Some(_) => navigation.set_query(PANEL, Some(&stays.to_string())),
                None => {
                    if let Some(route) = Route::of_record(kind, stays) {
                        navigation.replace(route.address());
                    }
                }
            }
        });
    };
    let can_merge = Section::of_kind(kind).is_some_and(Section::can_merge);
    if can_merge {
        use_commands().register(Offer::of(&catalog::RECORD_MERGE, merge));
    }
    use_commands().register(
        Offer::of(&catalog::RECORD_DELETE, delete)
            .titled(move || words::delete_a(schema::kind_one(kind))),
    );
    view! {
        {can_mail(kind)
            .then(|| {
                view! {
                    <Button
                        label=spoken(words::send_email)
                        icon=IconName::Mail
                        on_press=move |_| mailing.ask(kind, id)
                    />
                }
            })}
        {move || call().map(|href| link(href, IconName::Phone, words::call))}
        {(kind == Kind::TASK)
            .then(|| {
                view! {
                    <Button
                        label=Signal::derive(move || {
                            if is_done.get() { words::reopen() } else { words::mark_done() }
                                .to_owned()
                        })
                        kind=ButtonKind::Primary
                        icon=IconName::Check
                        on_press=move |_| toggle_done()
                    />
                }
            })}
        <Menu
            label=spoken(common::more_actions)
            icon=IconName::More
            at_end=true
            items=move || {
                view! {
                    <MenuItem
                        label=Signal::derive(move || {
                            words::all_of_kind(schema::kind_many(kind))
                        })
                        icon=IconName::List
                        on_press=move |()| {
                            if let Some(section) = Section::of_kind(kind) {
                                navigation.go_to(Route::List(section));
                            }
                        }
                    />
                    <MenuItem
                        label=spoken(export_calendar)
                        icon=IconName::Calendar
                        on_press=move |()| {
                            let name = state.with(|ws| ws.name(kind, id));
                            let records = state.calendar_of(kind, id);
                            calendar_file(state, toasts, &name, &records);
                        }
                    />
                    {can_mail(kind)
                        .then(|| {
                            view! {
                                <MenuItem
                                    label=spoken(eml::log_files)
                                    icon=IconName::Upload
                                    on_press=move |()| mail_files.ask((kind, id), Vec::new())
                                />
                            }
                        })}
                    {can_merge
                        .then(|| {
                            view! {
                                <MenuItem
                                    label=spoken(duplicates::merge_with)
                                    icon=IconName::Merge
                                    on_press=move |()| merge()
                                />
                            }
                        })}
                    <MenuItem
                        label=spoken(history::history)
                        icon=IconName::History
                        on_press=move |()| historian.show(kind, id, None)
                    />
                    {is_person
                        .then(|| {
                            view! {
                                <MenuItem
                                    label=spoken(person::export_json)
                                    icon=IconName::Download
                                    on_press=move |()| take_out(true)
                                />
                                <MenuItem
                                    label=spoken(person::export_text)
                                    icon=IconName::Download
                                    on_press=move |()| take_out(false)
                                />
                            }
                        })}
                    <MenuItem
                        label=Signal::derive(move || words::delete_a(schema::kind_one(kind)))
                        icon=IconName::Trash
                        danger=true
                        on_press=move |()| delete()
                    />
                    {is_person
                        .then(|| {
                            view! {
                                <MenuItem
                                    label=spoken(person::erase_open)
                                    icon=IconName::Trash
                                    danger=true
                                    on_press=move |()| erasing.set(true)
                                />
                            }
                        })}
                }
            }
        />
        {move || {
            erasing
                .get()
                .then(|| {
                    view! {
                        <ErasePerson
                            id=id
                            on_close=move |()| erasing.set(false)
                            on_gone=on_gone
                        />
                    }
                        .into_any()
                })
        }}
    }
}
