//! Dashboards are made, renamed, put in order and deleted.

use leptos::prelude::*;
use record::schema::dashboard;
use record::{Kind, RecordId, Value};
use workspace::Command;

use super::page::Page;
use crate::parts::{
    Dialog, DialogSize, Field, FormButtons, IconName, Menu, MenuItem, MenuSeparator, TextInput,
};
use crate::records::move_by;
use crate::shell::{Route, use_navigation};
use crate::state::dashboards::{Dashboard, new_dashboard};
use crate::state::use_actor;
use crate::words::{dashboards as words, spoken};

/// What a name is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    /// A new dashboard.
    New,
    /// Another name for one.
    Known(Dashboard),
}

/// Asks for a dashboard's name.
#[component]
pub(super) fn NameDialog(page: Page, naming: Naming) -> impl IntoView {
    let actor = use_actor();
    let navigation = use_navigation();
    let state = page.state;
    let (id, known) = match naming {
        Naming::New => (None, String::new()),
        Naming::Known(dashboard) => (Some(dashboard.id), dashboard.name),
    };
    let name = RwSignal::new(known);
    let wrong = RwSignal::new(None::<String>);
    let close = move || page.naming.set(None);
    let submit = move || {
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            wrong.set(Some(words::name_needed().to_owned()));
            return;
        }
        let kind = Kind::DASHBOARD;
        let record = id.unwrap_or_else(|| state.new_id());
        let (command, said) = match id {
            Some(_) => (
                Command::Edit {
                    kind,
                    record,
                    values: vec![(dashboard::NAME, Some(Value::text(&typed)))],
                },
                words::was_renamed(&typed),
            ),
            None => (
                Command::Create {
                    kind,
                    record,
                    values: state.with(|ws| new_dashboard(ws, &typed)),
                },
                words::was_created(&typed),
            ),
        };
        if actor.run(command, said) {
            close();
            if id.is_none() {
                navigation.go(page.address(&record.to_string()));
            }
        }
    };
    let title = if id.is_some() {
        words::rename_dashboard
    } else {
        words::new_dashboard
    };
    view! {
        <Dialog
            title=spoken(title)
            size=DialogSize::Small
            on_close=move |()| close()
            on_submit=move |()| submit()
            footer=move || view! { <FormButtons on_cancel=move |()| close() /> }
        >
            <Field label=spoken(words::dashboard_name) error=wrong required=true>
                <TextInput value=name on_input=move |text| name.set(text) autofocus=true />
            </Field>
        </Dialog>
    }
}

/// What is done with a dashboard.
#[component]
pub(super) fn TabMenu(page: Page, dashboard: Dashboard) -> impl IntoView {
    let actor = use_actor();
    let navigation = use_navigation();
    let id = dashboard.id;
    let name = dashboard.name.clone();
    let kept = StoredValue::new(dashboard);
    let shift = move |by: isize| {
        let all = page.dashboards.get_untracked();
        let ids: Vec<RecordId> = all.iter().map(|dashboard| dashboard.id).collect();
        move_by(actor, (Kind::DASHBOARD, dashboard::RANK), &ids, id, by);
    };
    let delete = move || {
        let command = Command::Delete {
            kind: Kind::DASHBOARD,
            records: vec![id],
        };
        let name = kept.with_value(|dashboard| dashboard.name.clone());
        if actor.run(command, words::was_deleted(&name)) {
            navigation.go_to(Route::Reports(None));
        }
    };
    view! {
        <Menu
            icon=IconName::ChevronDown
            label=Signal::derive(move || words::actions_of(&name))
            items=move || {
                view! {
                    <MenuItem
                        label=spoken(words::rename)
                        icon=IconName::Edit
                        on_press=move |()| {
                            page.naming.set(Some(Naming::Known(kept.get_value())));
                        }
                    />
                    <MenuItem
                        label=spoken(words::move_left)
                        icon=IconName::ArrowLeft
                        on_press=move |()| shift(-1)
                    />
                    <MenuItem
                        label=spoken(words::move_right)
                        icon=IconName::ArrowRight
                        on_press=move |()| shift(1)
                    />
                    <MenuSeparator />
                    <MenuItem
                        label=spoken(words::delete_dashboard)
                        icon=IconName::Trash
                        on_press=move |()| delete()
                    />
                }
            }
        />
    }
}
