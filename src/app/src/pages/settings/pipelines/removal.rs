//! A stage that still has deals: they are moved first, then it goes.

use leptos::prelude::*;
use record::schema::{DELETED_AT, deal};
use record::{Kind, RecordId, Value};
use workspace::Command;

use super::stages_alike;
use crate::parts::{Button, ButtonKind, Dialog, DialogSize, Field, Select, SelectOption};
use crate::platform::clock;
use crate::state::use_actor;
use crate::words::{common, settings as words, spoken};

/// Says how many deals are in the stage, asks where they go, and does both as one action.
#[component]
pub(super) fn RemoveStage(
    /// The stage.
    id: RecordId,
    /// Closes the dialog.
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let targets = stages_alike(id);
    let target = RwSignal::new(targets.first().map(|(id, _)| *id));
    let options: Vec<SelectOption> = targets
        .into_iter()
        .map(|(id, name)| SelectOption::new(id.to_string(), name))
        .collect();
    let name = state.with(|ws| ws.name(Kind::STAGE, id));
    let title = name.clone();
    let deals = Memo::new(move |_| state.related(Kind::DEAL, deal::STAGE, id));
    let submit = move || {
        let Some(to) = target.get_untracked() else {
            return;
        };
        let gone = Value::Instant(clock::now());
        let mut edits: Vec<_> = deals
            .get_untracked()
            .into_iter()
            .map(|deal| (Kind::DEAL, deal, deal::STAGE, Some(Value::Ref(to))))
            .collect();
        edits.push((Kind::STAGE, id, DELETED_AT, Some(gone)));
        if actor.run(Command::EditMany { edits }, words::deleted_named(&name)) {
            close();
        }
    };
    let has_target = !options.is_empty();
    let chosen = Signal::derive(move || target.get().map(|id| id.to_string()).unwrap_or_default());
    view! {
        <Dialog
            title=Signal::derive(move || words::delete_named(&title))
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
                        label=spoken(words::move_and_delete)
                        kind=ButtonKind::Danger
                        disabled=!has_target
                        submit=true
                    />
                }
            }
        >
            <p>{move || words::stage_in_use(deals.with(Vec::len))}</p>
            {if has_target {
                view! {
                    <Field label=spoken(words::move_deals_to)>
                        <Select
                            value=chosen
                            options=options
                            on_choose=move |key: String| target.set(key.parse().ok())
                        />
                    </Field>
                }
                    .into_any()
            } else {
                view! { <p>{words::no_stage_alike}</p> }.into_any()
            }}
        </Dialog>
    }
}
