//! Writing one condition of the bar: how the field is tested, and with what.

use leptos::prelude::*;
use record::FieldDef;
use workflow::Condition;
use workflow::condition::Operator;

use super::List;
use crate::filters::draft::{self, Draft};
use crate::filters::sentence;
use crate::filters::values::{Written, values};
use crate::parts::{Button, ButtonKind, IconButton, IconName, Select, SelectOption};
use crate::platform::{dom, idle, page};
use crate::words::{common, lists as words, schema, spoken};

/// The editor of a condition, in a line.
#[component]
pub(super) fn Editor(
    list: List,
    /// The field at the end of the draft's path.
    def: FieldDef,
    draft: Draft,
    /// Hears the finished condition.
    #[prop(into)]
    on_apply: Callback<Condition>,
    /// Hears that it is not wanted.
    #[prop(into)]
    on_cancel: Callback<()>,
) -> impl IntoView {
    let draft = RwSignal::new(draft);
    let shape = Memo::new(move |_| draft.with(|draft| draft.op.shape()));
    let is_done = Memo::new(move |_| draft.with(|draft| draft.test().is_some()));
    let id = dom::unique_id("filter");
    let selector = format!("#{id} select, #{id} input");
    // It appears away from the menu or the chip that called it.
    idle::before_paint(move || {
        page::focus_first(&selector);
    });
    let invalid = format!("#{id} [aria-invalid='true']");
    let submit = move || {
        if page::focus_first(&invalid) {
            return;
        }
        if let Some(test) = draft.with_untracked(Draft::test) {
            on_apply.run(Condition::Test(test));
        }
    };
    let name = {
        let def = def.clone();
        Signal::derive(move || schema::field(list.kind, &def))
    };
    let operators = {
        let def = def.clone();
        Signal::derive(move || {
            draft::operators(&def)
                .into_iter()
                .map(|op| SelectOption::new(op.key(), sentence::operator(op, Some(def.ty))))
                .collect::<Vec<_>>()
        })
    };
    let written = Written {
        draft: draft.into(),
        write: Callback::new(move |written| draft.set(written)),
    };
    let value = move || values(list.state(), &def, shape.get(), written);
    view! {
        <form
            class="filter-editor"
            id=id
            novalidate=true
            aria-label=move || words::edit_filter(&name.get())
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
            on:keydown=move |event| {
                if event.key() == "Escape" && !event.default_prevented() {
                    event.stop_propagation();
                    on_cancel.run(());
                }
            }
        >
            <span class="filter-field">{move || name.get()}</span>
            <Select
                label=spoken(words::filter_condition)
                value=Signal::derive(move || draft.with(|draft| draft.op.key().to_owned()))
                options=operators
                on_choose=move |key: String| {
                    if let Some(op) = Operator::from_key(&key) {
                        draft.update(|draft| draft.set_op(op));
                    }
                }
            />
            {move || value()}
            <Button
                label=spoken(words::apply)
                kind=ButtonKind::Primary
                submit=true
                disabled=Signal::derive(move || !is_done.get())
            />
            <IconButton
                icon=IconName::Close
                label=spoken(common::cancel)
                on_press=move |_| on_cancel.run(())
            />
        </form>
    }
}
