//! Inputs for days and moments: the browser's own pickers.

use leptos::html;
use leptos::prelude::*;
use record::{Date, Instant};

use super::alive::Alive;
use super::field::Control;
use crate::platform::{clock, dom};
use crate::words::common;

/// A day.
#[component]
pub fn DateInput(
    /// What is shown.
    #[prop(into)]
    value: Signal<Option<Date>>,
    /// Hears the day, or `None` for an empty field.
    #[prop(into)]
    on_commit: Callback<Option<Date>>,
    /// Its name, where no [`Field`](super::Field) gives it one.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Whether it can't be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The element.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let text = move || value.get().map(|date| date.to_string()).unwrap_or_default();
    let read = move |typed: String| {
        if typed.is_empty() {
            on_commit.run(None);
        } else if let Some(date) = Date::parse_iso(&typed) {
            on_commit.run(Some(date));
        }
    };
    picker(
        "date",
        Signal::derive(text),
        Callback::new(read),
        label,
        disabled,
        node_ref,
    )
}

/// A day and a time, in the user's zone.
#[component]
pub fn DateTimeInput(
    /// What is shown.
    #[prop(into)]
    value: Signal<Option<Instant>>,
    /// Hears the moment, or `None` for an empty field.
    #[prop(into)]
    on_commit: Callback<Option<Instant>>,
    /// Its name, where no [`Field`](super::Field) gives it one.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Whether it can't be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The element.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let text = move || {
        let local = value.get().map(|at| shift(at, -clock::offset_minutes(at)));
        // "2026-01-31T08:30:00.000Z" without its seconds and zone.
        let whole = local.map(|at| at.to_string()).unwrap_or_default();
        whole.get(..16).unwrap_or_default().to_owned()
    };
    let read = move |typed: String| {
        if typed.is_empty() {
            on_commit.run(None);
        } else if let Some(local) = Instant::parse_rfc3339(&full_time(&typed)) {
            let guess = shift(local, clock::offset_minutes(local));
            // Around a change of the clocks the offset of the moment itself counts.
            on_commit.run(Some(shift(local, clock::offset_minutes(guess))));
        }
    };
    picker(
        "datetime-local",
        Signal::derive(text),
        Callback::new(read),
        label,
        disabled,
        node_ref,
    )
}

/// The browser's input. A day that is picked is committed at once; one that is typed when the user is
/// through with it, as the browser calls every digit of a year a change. What is typed half is kept,
/// marked, and not committed.
fn picker(
    kind: &'static str,
    text: Signal<String>,
    read: Callback<String>,
    label: MaybeProp<String>,
    disabled: Signal<bool>,
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let control = Control::here(label);
    let alive = Alive::here();
    let is_wrong = RwSignal::new(false);
    let is_typing = StoredValue::new(false);
    let commit = move || {
        let Some(input) = node_ref.try_get_untracked().flatten() else {
            return;
        };
        if !alive.lasts() {
            return;
        }
        let is_half = dom::is_half_typed(&input);
        is_wrong.set(is_half);
        let typed = input.value();
        if !is_half && text.with_untracked(|text| *text != typed) {
            read.run(typed);
        }
    };
    let error_id = format!("{}-wrong", control.id);
    let described_by = {
        let error_id = error_id.clone();
        move || match is_wrong.get() {
            true => Some(error_id.clone()),
            false => control.described_by.get(),
        }
    };
    view! {
        <div class="checked-input">
            <input
                class="input"
                type=kind
                id=control.id.clone()
                aria-label=move || label.get()
                aria-describedby=described_by
                aria-invalid=move || {
                    (is_wrong.get() || control.is_invalid.get()).then_some("true")
                }
                aria-required=control.required.then_some("true")
                disabled=move || disabled.get()
                prop:value=move || text.get()
                node_ref=node_ref
                on:input=move |_| is_wrong.set(false)
                on:pointerdown=move |_| is_typing.set_value(false)
                on:keydown=move |event| match event.key().as_str() {
                    "Enter" => commit(),
                    "Escape" | "Tab" => {}
                    _ => is_typing.set_value(true),
                }
                on:change=move |_| {
                    if !is_typing.try_get_value().unwrap_or(true) {
                        commit();
                    }
                }
                on:blur=move |_| commit()
            />
            <p class="field-error" id=error_id role="alert" hidden=move || !is_wrong.get()>
                {common::date_incomplete}
            </p>
        </div>
    }
}

fn shift(at: Instant, minutes: i32) -> Instant {
    Instant(at.0.saturating_add(i64::from(minutes) * 60_000))
}

/// What the browser's picker writes, with the seconds it leaves out, as a moment in UTC.
fn full_time(typed: &str) -> String {
    match typed.len() {
        16 => format!("{typed}:00Z"),
        _ => format!("{typed}Z"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pickers_text_is_a_moment_with_or_without_seconds() {
        let at = Instant::parse_rfc3339("2026-01-31T08:30:00Z");
        assert_eq!(Instant::parse_rfc3339(&full_time("2026-01-31T08:30")), at);
        assert_eq!(
            Instant::parse_rfc3339(&full_time("2026-01-31T08:30:00")),
            at
        );
        assert_eq!(Instant::parse_rfc3339(&full_time("nonsense")), None);
    }
}
