//! The items of a list's menu that take what is shown out as a file.

use leptos::prelude::*;
use record::{Kind, RecordId};

use super::List;
use crate::parts::{IconName, MenuItem, use_toasts};
use crate::platform::clock;
use crate::platform::download::download;
use crate::records::calendar_file;
use crate::state::exporting::{Form, export};
use crate::words::{errors, lists as words, schema, spoken};

#[component]
pub(super) fn ExportItems(list: List) -> impl IntoView {
    let toasts = use_toasts();
    let state = list.actor.state();
    let kind = list.kind;
    let save = move |form: Form| {
        let rows = list.rows.get_untracked();
        leptos::task::spawn_local(async move {
            let bytes = export(state, kind, &rows, form).await;
            let name = format!(
                "{}-{}.{}",
                schema::kind_many(kind),
                clock::today(),
                form.ending()
            );
            match download(&name, form.media_type(), &bytes) {
                Ok(()) => toasts.say(words::exported(rows.len(), &name)),
                Err(_) => toasts.error(errors::download_failed()),
            }
        });
    };
    let save_calendar = move |records: Vec<(Kind, RecordId)>| {
        calendar_file(state, toasts, schema::kind_many(kind), &records);
    };
    let tasks = move || {
        let rows = list.rows.get_untracked();
        save_calendar(rows.iter().map(|id| (Kind::TASK, *id)).collect());
    };
    view! {
        <MenuItem
            label=spoken(words::export_csv)
            icon=IconName::Download
            on_press=move |()| save(Form::Csv)
        />
        <MenuItem
            label=spoken(words::export_json)
            icon=IconName::Download
            on_press=move |()| save(Form::Json)
        />
        {(kind == Kind::TASK)
            .then(|| {
                view! {
                    <MenuItem
                        label=spoken(words::export_tasks)
                        icon=IconName::Calendar
                        on_press=move |()| tasks()
                    />
                    <MenuItem
                        label=spoken(words::export_meetings)
                        icon=IconName::Calendar
                        on_press=move |()| save_calendar(state.all_meetings())
                    />
                }
            })}
        {(kind == Kind::CONTACT)
            .then(|| {
                view! {
                    <MenuItem
                        label=spoken(words::export_vcard)
                        icon=IconName::Download
                        on_press=move |()| save(Form::Vcard)
                    />
                }
            })}
    }
}
