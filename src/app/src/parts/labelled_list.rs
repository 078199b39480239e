//! E-mail addresses and phone numbers, each with what it is for.

use leptos::prelude::*;
use record::Labelled;

use super::button::{Button, ButtonKind, IconButton};
use super::icon::IconName;
use super::select::{Select, SelectOption};
use super::text_input::{TextInput, TextKind};
use crate::parts::Each;
use crate::words::{common, spoken};

/// What a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelledKind {
    /// E-mail addresses.
    Email,
    /// Phone numbers.
    Phone,
}

/// Addresses or numbers with their labels; the first is the primary one. Stands in a
/// [`FieldGroup`](super::FieldGroup).
#[component]
pub fn LabelledList(
    /// What it holds.
    kind: LabelledKind,
    /// The list.
    #[prop(into)]
    value: Signal<Vec<Labelled>>,
    /// Hears the list after each change, without blank entries.
    #[prop(into)]
    on_commit: Callback<Vec<Labelled>>,
) -> impl IntoView {
    // A blank entry exists only here until something is typed into it.
    let has_blank = RwSignal::new(false);
    let rows = Memo::new(move |_| {
        let count = value.with(Vec::len);
        count + usize::from(has_blank.get() || count == 0)
    });
    let change = move |at: usize, change: &dyn Fn(&mut Labelled)| {
        let mut list = value.get_untracked();
        if at >= list.len() {
            list.push(Labelled::default());
        }
        if let Some(entry) = list.get_mut(at) {
            change(entry);
        }
        list.retain(|entry| !entry.value.trim().is_empty());
        has_blank.set(false);
        if value.with_untracked(|before| *before != list) {
            on_commit.run(list);
        }
    };
    let remove = move |at: usize| change(at, &|entry| entry.value.clear());
    let (text_kind, entry_name, add_name) = match kind {
        LabelledKind::Email => (
            TextKind::Email,
            common::email_address as fn() -> &'static str,
            common::add_email as fn() -> &'static str,
        ),
        LabelledKind::Phone => (
            TextKind::Phone,
            common::phone_number as fn() -> &'static str,
            common::add_phone as fn() -> &'static str,
        ),
    };
    view! {
        <div class="labelled-list">
            <Each each=move || 0..rows.get() key=|at| *at let:at>
                <div class="labelled-row">
                    <TextInput
                        kind=text_kind
                        label=spoken(entry_name)
                        value=Signal::derive(move || {
                            value.with(|list| list.get(at).map(|e| e.value.clone()))
                                .unwrap_or_default()
                        })
                        on_commit=move |text: String| {
                            change(at, &|entry| text.trim().clone_into(&mut entry.value));
                        }
                    />
                    <Select
                        label=spoken(common::label)
                        value=Signal::derive(move || {
                            value.with(|list| list.get(at).map(|e| e.label.clone()))
                                .unwrap_or_default()
                        })
                        disabled=Signal::derive(move || value.with(|list| at >= list.len()))
                        options=Signal::derive(move || {
                            labels(&value.with(|list| {
                                list.get(at).map(|e| e.label.clone()).unwrap_or_default()
                            }))
                        })
                        on_choose=move |label: String| {
                            change(at, &|entry| label.clone_into(&mut entry.label));
                        }
                    />
                    <IconButton
                        icon=IconName::Close
                        label=spoken(common::remove)
                        disabled=Signal::derive(move || value.with(|list| at >= list.len()))
                        on_press=move |_| remove(at)
                    />
                </div>
            </Each>
            <Button
                kind=ButtonKind::Quiet
                icon=IconName::Add
                label=spoken(add_name)
                disabled=Signal::derive(move || rows.get() > value.with(Vec::len))
                on_press=move |_| has_blank.set(true)
            />
        </div>
    }
}

/// The labels offered, with the present one where it is another.
fn labels(now: &str) -> Vec<SelectOption> {
    let mut list = vec![
        SelectOption::new("", common::label_none()),
        SelectOption::new("work", common::label_work()),
        SelectOption::new("home", common::label_home()),
        SelectOption::new("mobile", common::label_mobile()),
        SelectOption::new("main", common::label_main()),
        SelectOption::new("fax", common::label_fax()),
        SelectOption::new("other", common::label_other()),
    ];
    if list.iter().all(|option| option.key != now) {
        list.push(SelectOption::new(now, now));
    }
    list
}

/// A label as people read it.
pub fn label_text(label: &str) -> String {
    let known = labels(label).into_iter().find(|option| option.key == label);
    known.map_or_else(|| label.to_owned(), |option| option.label)
}
