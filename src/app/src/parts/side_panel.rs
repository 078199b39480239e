//! A panel beside a list, which stays usable.

use leptos::__reexports::send_wrapper::SendWrapper;
use leptos::html;
use leptos::prelude::*;

use super::button::IconButton;
use super::icon::IconName;
use crate::platform::{dom, page};
use crate::shell::{Command, catalog, use_commands};
use crate::words::{common, spoken};

/// A panel at the right edge; over the page on a narrow screen. It is open as long as it is part of
/// the page. Its heading gets the focus when it opens; Escape closes it, and the focus goes back.
#[component]
pub fn SidePanel(
    /// Its name.
    #[prop(into)]
    title: Signal<String>,
    /// Hears Escape and the close button: take it out of the page then.
    #[prop(into)]
    on_close: Callback<()>,
    /// Whether it leaves the focus where it is when it opens, such as in the grid whose rows it
    /// follows.
    #[prop(optional)]
    keep_focus: bool,
    /// Buttons beside the close button.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let heading = NodeRef::<html::H2>::new();
    let title_id = dom::unique_id("panel-title");
    let labelled_by = title_id.clone();
    let before = SendWrapper::new(page::focused());
    Effect::new(move |_| {
        if let (false, Some(heading)) = (keep_focus, heading.get()) {
            page::focus(&heading);
        }
    });
    on_cleanup(move || page::give_back_focus(before.take()));
    use_commands().register(Command::of(&catalog::PANEL_CLOSE, move || on_close.run(())));
    view! {
        <aside class="side-panel" aria-labelledby=labelled_by>
            <header class="side-panel-header">
                <h2 class="side-panel-title" id=title_id tabindex="-1" node_ref=heading>
                    {move || title.get()}
                </h2>
                <div class="side-panel-actions">
                    {actions.map(ViewFnOnce::run)}
                    <IconButton
                        icon=IconName::Close
                        label=spoken(common::close)
                        on_press=move |_| on_close.run(())
                    />
                </div>
            </header>
            <div class="side-panel-body">{children()}</div>
        </aside>
    }
}
