//! Templates of e-mails.

mod form;
mod preview;
mod variables;

use leptos::prelude::*;
use record::schema::template;
use record::{Kind, RecordId};
use workspace::Command;

use crate::parts::{Button, Each, IconName, Menu, MenuItem, When};
use crate::state::{use_actor, use_state};
use crate::words::{common, mail as words, settings, spoken};

use form::TemplateForm;

/// Which template the form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    New,
    Of(RecordId),
}

/// The part.
#[component]
pub(super) fn Templates() -> impl IntoView {
    let state = use_state();
    let form = RwSignal::new(None::<About>);
    let all = Memo::new(move |_| {
        state.track_kind(Kind::TEMPLATE);
        state.with(|ws| {
            let ids = ws.ids(Kind::TEMPLATE);
            let mut list: Vec<(String, RecordId)> = ids
                .map(|id| (ws.name(Kind::TEMPLATE, id).to_lowercase(), id))
                .collect();
            record::order::sort(&mut list);
            list.into_iter().map(|(_, id)| id).collect::<Vec<_>>()
        })
    });
    view! {
        <p class="settings-text">{words::templates_text}</p>
        <When holds=move || all.with(Vec::is_empty)>
            <p class="settings-text">{words::no_templates}</p>
        </When>
        <ul class="settings-list">
            <Each each=move || all.get() key=|id| *id let:id>
                <TemplateRow id=id form=form />
            </Each>
        </ul>
        <div>
            <Button
                icon=IconName::Add
                label=spoken(words::add_template)
                on_press=move |_| form.set(Some(About::New))
            />
        </div>
        {move || {
            form.get().map(|about| view! { <TemplateForm about=about form=form /> }.into_any())
        }}
    }
}

#[component]
fn TemplateRow(id: RecordId, form: RwSignal<Option<About>>) -> impl IntoView {
    let actor = use_actor();
    let state = use_state();
    let name = Signal::derive(move || state.name(Kind::TEMPLATE, id));
    let delete = move || {
        let command = Command::Delete {
            kind: Kind::TEMPLATE,
            records: vec![id],
        };
        actor.run(command, settings::deleted_named(&name.get_untracked()));
    };
    view! {
        <li class="settings-row">
            <div class="settings-row-main">
                <button
                    type="button"
                    class="settings-row-name settings-row-open"
                    on:click=move |_| form.set(Some(About::Of(id)))
                >
                    {move || name.get()}
                </button>
                <span class="settings-row-detail">
                    {move || state.text(Kind::TEMPLATE, id, template::SUBJECT)}
                </span>
            </div>
            <Menu
                icon=IconName::More
                label=Signal::derive(move || settings::actions_of(&name.get()))
                at_end=true
                items=move || {
                    view! {
                        <MenuItem
                            icon=IconName::Edit
                            label=spoken(common::edit)
                            on_press=move |()| form.set(Some(About::Of(id)))
                        />
                        <MenuItem
                            icon=IconName::Trash
                            danger=true
                            label=spoken(common::delete)
                            on_press=move |()| delete()
                        />
                    }
                }
            />
        </li>
    }
}
