//! A view that is there under a condition.

use leptos::prelude::*;

/// Its children as long as a condition holds; they are made anew each time it comes true.
///
/// The same as Leptos's `Show`, but compiled once for all conditions and views.
#[component]
pub fn When(
    /// The condition.
    holds: impl Fn() -> bool + Send + Sync + 'static,
    /// What is there.
    children: ChildrenFn,
) -> impl IntoView {
    shown(Box::new(holds), children)
}

fn shown(holds: Box<dyn Fn() -> bool + Send + Sync>, children: ChildrenFn) -> AnyView {
    let holds = Memo::new(move |_| holds());
    view! { {move || holds.get().then(|| children())} }.into_any()
}
