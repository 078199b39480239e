//! Dialogs: the browser's own, which keeps the page behind it out of reach.

use leptos::__reexports::send_wrapper::SendWrapper;
use leptos::html;
use leptos::prelude::*;

use super::button::{Button, ButtonKind, IconButton};
use super::icon::IconName;
use crate::platform::{dom, page};
use crate::words::{common, spoken};

/// How wide a dialog is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogSize {
    /// A question.
    Small,
    /// A form.
    #[default]
    Medium,
    /// A form with two columns, or a table.
    Large,
}

/// A modal dialog. It is open as long as it is part of the page: show it with `Show` or a match.
/// Its content is a form, so Enter sends it when a [`Button`](super::Button) with `submit` is there.
/// The focus goes to its first field, and back to where it was when it closes.
#[component]
pub fn Dialog(
    /// Its name.
    #[prop(into)]
    title: Signal<String>,
    /// Hears Escape and the close button: take it out of the page then.
    #[prop(into)]
    on_close: Callback<()>,
    /// Hears that the form is sent.
    #[prop(optional, into)]
    on_submit: Option<Callback<()>>,
    /// How wide it is.
    #[prop(optional, into)]
    size: Signal<DialogSize>,
    /// The buttons at its end.
    #[prop(optional, into)]
    footer: Option<ViewFnOnce>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let node_ref = NodeRef::<html::Dialog>::new();
    let title_id = dom::unique_id("dialog-title");
    let labelled_by = title_id.clone();
    let before = SendWrapper::new(page::focused());
    Effect::new(move |_| {
        if let Some(dialog) = node_ref.get()
            && !dialog.open()
        {
            let _ = dialog.show_modal();
            // The browser would take the close button.
            let first = [".dialog-body", ".dialog-footer"]
                .into_iter()
                .filter_map(|part| dialog.query_selector(part).ok().flatten())
                .find_map(|part| dom::all(&part, dom::FOCUSABLE).into_iter().next());
            if let Some(first) = first {
                page::focus(&first);
            }
        }
    });
    on_cleanup(move || page::give_back_focus(before.take()));
    let class = move || match size.get() {
        DialogSize::Small => "dialog dialog-small",
        DialogSize::Medium => "dialog",
        DialogSize::Large => "dialog dialog-large",
    };
    view! {
        <dialog
            class=class
            aria-labelledby=labelled_by
            node_ref=node_ref
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                on_close.run(());
            }
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.stop_propagation();
                }
            }
        >
            <form
                class="dialog-form"
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    if let Some(on_submit) = on_submit {
                        on_submit.run(());
                    }
                }
            >
                <header class="dialog-header">
                    <h2 class="dialog-title" id=title_id>
                        {move || title.get()}
                    </h2>
                    <IconButton
                        icon=IconName::Close
                        label=spoken(common::close)
                        on_press=move |_| on_close.run(())
                    />
                </header>
                <div class="dialog-body">{children()}</div>
                {footer
                    .map(|footer| view! { <footer class="dialog-footer">{footer.run()}</footer> })}
            </form>
        </dialog>
    }
}

/// The buttons at the end of a form: one leaves it, one sends it.
#[component]
pub fn FormButtons(
    /// Hears that the form is left.
    #[prop(into)]
    on_cancel: Callback<()>,
    /// What the button that sends it says, where it isn't "Save".
    #[prop(optional, into)]
    label: Option<Signal<String>>,
    /// Whether it can't be sent now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <Button
            label=spoken(common::cancel)
            on_press=move |_| on_cancel.run(())
        />
        <Button
            label=label.unwrap_or_else(|| spoken(common::save))
            kind=ButtonKind::Primary
            submit=true
            disabled=disabled
        />
    }
}
