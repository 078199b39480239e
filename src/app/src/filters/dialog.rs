//! The builder in a dialog: nothing is changed before it is applied.

use leptos::prelude::*;
use record::Kind;
use workflow::Condition;

use super::builder::{FilterBuilder, title};
use super::sentence::field_at;
use super::tree::{Part, ROOT, Tree};
use crate::parts::{Button, ButtonKind, Dialog, DialogSize, FormButtons};
use crate::platform::{idle, page};
use crate::state::use_state;
use crate::words::{filters as words, lists, spoken};

/// Builds a condition on records of a kind. Leaving the dialog keeps what was there before.
#[component]
pub fn FilterDialog(
    /// The kind of the records.
    kind: Kind,
    /// The condition as it is.
    condition: Option<Condition>,
    /// Hears the new condition; `None` where it is empty now.
    #[prop(into)]
    on_apply: Callback<Option<Condition>>,
    /// Hears that the dialog is left.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let state = use_state();
    let read = move |condition: Option<&Condition>| {
        Tree::read(condition, &|path| untrack(|| field_at(state, kind, path)))
    };
    let tree = RwSignal::new(read(condition.as_ref()));
    let is_asked = RwSignal::new(false);
    let submit = move || {
        let (condition, is_unfinished) = tree.with_untracked(|tree| {
            // One test without a field is how an empty filter looks.
            let parts = tree.parts(ROOT);
            let is_empty = match parts.as_slice() {
                [] => true,
                [single] => tree.part(*single) == Some(&Part::Test(None)),
                _ => false,
            };
            let is_unfinished = !is_empty && !tree.unfinished().is_empty();
            (tree.condition(), is_unfinished)
        });
        if is_unfinished {
            is_asked.set(true);
            idle::before_paint(|| {
                page::focus_first(".filter-test.is-unfinished input");
            });
            return;
        }
        on_apply.run(condition);
    };
    view! {
        <Dialog
            title=title(kind)
            size=DialogSize::Large
            on_close=on_close
            on_submit=move |()| submit()
            footer=move || {
                view! {
                    <Button
                        label=spoken(words::clear_all)
                        kind=ButtonKind::Quiet
                        on_press=move |_| tree.set(read(None))
                    />
                    <span class="spacer"></span>
                    <FormButtons on_cancel=on_close label=spoken(lists::apply) />
                }
            }
        >
            <FilterBuilder kind=kind tree=tree is_asked=is_asked />
        </Dialog>
    }
    .into_any()
}
