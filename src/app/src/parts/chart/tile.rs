//! One number, and what it was before.

use leptos::prelude::*;

use crate::parts::{Icon, IconName};
use crate::words::charts as words;

/// Which way a number went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    /// It grew.
    Up,
    /// It fell.
    Down,
    /// It is the same.
    Same,
}

/// A number beside what it was before.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Which way it went.
    pub trend: Trend,
    /// By how much, as people read it.
    pub by: String,
    /// Since when: "last month".
    pub before: String,
}

impl Comparison {
    /// A number beside what it was before; `by` writes the distance, which is never negative.
    pub fn of(now: f64, then: f64, before: impl Into<String>, by: impl Fn(f64) -> String) -> Self {
        let trend = match now.partial_cmp(&then) {
            Some(std::cmp::Ordering::Greater) => Trend::Up,
            Some(std::cmp::Ordering::Less) => Trend::Down,
            _ => Trend::Same,
        };
        Self {
            trend,
            by: by((now - then).abs()),
            before: before.into(),
        }
    }

    fn sentence(&self) -> String {
        match self.trend {
            Trend::Up => words::more_than(&self.by, &self.before),
            Trend::Down => words::less_than(&self.by, &self.before),
            Trend::Same => words::same_as(&self.before),
        }
    }
}

/// A number with its name; a link where it leads somewhere.
#[component]
pub fn Tile(
    /// What it is.
    #[prop(into)]
    label: Signal<String>,
    /// The number as people read it.
    #[prop(into)]
    value: Signal<String>,
    /// What it was before.
    #[prop(optional, into)]
    comparison: Signal<Option<Comparison>>,
    /// A line below it.
    #[prop(optional, into)]
    detail: Signal<String>,
    /// Where it leads.
    #[prop(optional, into)]
    href: Signal<Option<String>>,
) -> impl IntoView {
    let inner = move || {
        let compared = comparison.get().map(|comparison| {
            let (icon, class) = match comparison.trend {
                Trend::Up => (IconName::ArrowUp, "tile-change is-up"),
                Trend::Down => (IconName::ArrowDown, "tile-change is-down"),
                Trend::Same => (IconName::ArrowRight, "tile-change"),
            };
            view! {
                <span class=class>
                    <Icon name=icon />
                    <span>{comparison.sentence()}</span>
                </span>
            }
        });
        let detail = detail.get();
        let detail =
            (!detail.is_empty()).then(|| view! { <span class="tile-change">{detail}</span> });
        view! {
            <span class="tile-label">{label.get()}</span>
            <span class="tile-value">{value.get()}</span>
            {compared}
            {detail}
        }
    };
    move || match href.get() {
        Some(href) => view! {
            <a class="tile" href=href>
                {inner()}
            </a>
        }
        .into_any(),
        None => view! { <div class="tile">{inner()}</div> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_by_how_much_it_differs() {
        let by = |n: f64| format!("{n}");
        let up = Comparison::of(5.0, 3.0, "last month", by);
        assert_eq!(up.sentence(), "2 more than last month");
        let down = Comparison::of(3.0, 5.0, "last month", by);
        assert_eq!((down.trend, down.by.as_str()), (Trend::Down, "2"));
        let same = Comparison::of(f64::NAN, 1.0, "last month", by);
        assert_eq!(same.sentence(), "Same as last month");
    }
}
