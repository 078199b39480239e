//! The builder in a dialog: nothing is changed before it is applied.

use leptos::prelude::*;
use record::Kind;
use workflow::Condition;

use super::builder::{FilterBuilder, title};
use super::sentence::field_at;
use super::tree::{Part, ROOT, Tree};
use crate::parts::{Button, ButtonKind, Dialog, DialogSize, FormButtons, When};
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
    let start = Tree::read(condition.as_ref(), &|path| {
        untrack(|| field_at(state, kind, path))
    });
    let before = StoredValue::new(start.condition());
    let tree = RwSignal::new(start);
    let is_asked = RwSignal::new(false);
    let is_leaving = RwSignal::new(false);
    // Escape is pressed by chance; what was built is not thrown away for it. A second one stays.
    let leave = move |()| {
        let is_same =
            before.with_value(|before| tree.with_untracked(|tree| tree.condition() == *before));
        if is_leaving.get_untracked() {
            is_leaving.set(false);
            page::focus_first(".filter-builder select");
        } else if is_same {
            on_close.run(());
        } else {
            is_leaving.set(true);
            idle::before_paint(|| {
                page::focus_first(".filter-leaving .button");
            });
        }
    };
    let submit = move || {
        // What was typed and is none is still marked.
        if page::focus_first(".filter-builder [aria-invalid='true']") {
            return;
        }
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
            on_close=leave
            on_submit=move |()| submit()
            footer=move || {
                view! {
                    <When holds=move || !is_leaving.get()>
                        <Button
                            label=spoken(words::clear_all)
                            kind=ButtonKind::Quiet
                            on_press=move |_| tree.update(Tree::clear)
                        />
                        <span class="spacer"></span>
                        <FormButtons on_cancel=on_close label=spoken(lists::apply) />
                    </When>
                    <When holds=move || is_leaving.get()>
                        <p class="filter-leaving-text" role="alert">
                            {words::leave_question}
                        </p>
                        <span class="spacer"></span>
                        <div class="filter-leaving">
                            <Button label=spoken(words::keep_editing) on_press=move |_| leave(()) />
                            <Button
                                label=spoken(words::discard)
                                kind=ButtonKind::Danger
                                on_press=move |_| on_close.run(())
                            />
                        </div>
                    </When>
                }
            }
        >
            <FilterBuilder kind=kind tree=tree is_asked=is_asked />
        </Dialog>
    }
    .into_any()
}
