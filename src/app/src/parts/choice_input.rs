//! The value of a choice field.

use std::borrow::Cow;

use leptos::prelude::*;

use super::badge::Tone;
use super::select::{Select, SelectOption};
use crate::words::{common, schema};

/// A choice among a field's options, by their names in the present language. A value that is no
/// option any more is shown all the same.
#[component]
pub fn ChoiceInput(
    /// The key of the chosen option; empty for none.
    #[prop(into)]
    value: Signal<String>,
    /// The keys of the options, as the schema lists them.
    #[prop(into)]
    options: Signal<Vec<Cow<'static, str>>>,
    /// Hears the key of what is chosen; empty for none.
    #[prop(into)]
    on_choose: Callback<String>,
    /// Whether "none" can't be chosen.
    #[prop(optional)]
    required: bool,
    /// Its name, where no [`Field`](super::Field) gives it one.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Whether it can't be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let listed = Signal::derive(move || {
        let mut list = Vec::new();
        let now = value.get();
        if !required || now.is_empty() {
            list.push(SelectOption::new("", common::not_set()));
        }
        let keys = options.get();
        let is_listed = now.is_empty() || keys.iter().any(|key| *key == now);
        if !is_listed {
            list.push(SelectOption::new(now.clone(), now));
        }
        list.extend(
            keys.iter()
                .map(|key| SelectOption::new(key.clone(), schema::option_of(&keys, key))),
        );
        list
    });
    view! {
        <Select
            value=value
            options=listed
            on_choose=on_choose
            label=label
            disabled=disabled
        />
    }
}

/// The colour in which an option is shown: good and bad outcomes in theirs, all others by their
/// place among the field's options, so that neighbours differ.
pub fn choice_tone(key: &str, place: usize) -> Tone {
    match key {
        "Won" | "Accepted" | "Given" | "Solved" | "Customer" | "Good" | "Connected" => Tone::Green,
        "Lost" | "Declined" | "Withdrawn" | "Urgent" | "Bad" | "Unqualified" => Tone::Red,
        "High" | "Pending" | "On hold" => Tone::Orange,
        "Closed" | "Draft" | "Other" | "Low" | "Normal" | "Omitted" => Tone::Grey,
        _ => {
            const REST: [Tone; 5] = [
                Tone::Blue,
                Tone::Teal,
                Tone::Purple,
                Tone::Amber,
                Tone::Grey,
            ];
            REST[place % REST.len()]
        }
    }
}
