//! How far long work has come.

use leptos::prelude::*;

use super::button::{Button, ButtonKind};
use crate::words::{common, spoken};

/// A bar with its figure and a button that stops the work.
#[component]
pub fn Progress(
    /// What is being done.
    #[prop(into)]
    label: Signal<String>,
    /// How much is done.
    #[prop(into)]
    done: Signal<usize>,
    /// How much there is to do.
    #[prop(into)]
    all: Signal<usize>,
    /// Stops the work; without it there is no button.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let figure = move || common::progress_of(done.get(), all.get());
    view! {
        <div class="progress">
            <div class="progress-line">
                <span>{move || label.get()}</span>
                <span class="progress-figure">{move || figure()}</span>
            </div>
            <progress
                aria-label=move || label.get()
                max=move || all.get().max(1).to_string()
                prop:value=move || done.get().min(all.get()) as f64
            ></progress>
            {on_cancel
                .map(|on_cancel| {
                    view! {
                        <Button
                            kind=ButtonKind::Quiet
                            label=spoken(common::cancel)
                            on_press=move |_| on_cancel.run(())
                        />
                    }
                })}
        </div>
    }
}
