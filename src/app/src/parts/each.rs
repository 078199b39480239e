//! A list of views that follow a signal.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use leptos::prelude::*;

/// A view of each item, kept as long as the list has an item of its key.
///
/// The same as Leptos's `For`, whose code is compiled anew for each type of item and takes several
/// kilobytes each time. Here the items are behind pointers, and all lists share that code.
#[component]
pub fn Each<I, T, K, V>(
    /// The items.
    each: impl Fn() -> I + Send + 'static,
    /// What tells an item from the others of the list.
    key: impl Fn(&T) -> K + Send + 'static,
    /// The view of an item.
    children: impl Fn(T) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    I: IntoIterator<Item = T> + 'static,
    T: Send + 'static,
    K: Hash + 'static,
    V: IntoView + 'static,
{
    let children = Arc::new(children);
    list(Box::new(move || {
        let item = |item| {
            let children = Arc::clone(&children);
            Item {
                key: number(&key(&item)),
                view: Box::new(move || children(item).into_any()),
            }
        };
        each().into_iter().map(item).collect()
    }))
}

struct Item {
    key: u64,
    view: Box<dyn FnOnce() -> AnyView + Send>,
}

fn list(items: Box<dyn Fn() -> Vec<Item> + Send>) -> AnyView {
    view! {
        <For each=items key=|item| item.key children=|item| (item.view)() />
    }
    .into_any()
}

/// A key as a number. Two keys of one list have the same by chance once in 2^64.
fn number(key: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}
