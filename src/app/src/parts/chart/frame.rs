//! A chart with its title, its table, its files, and what is to be said below it.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::drawing::Drawing;
use super::files;
use super::layout::layout;
use super::plot::{Form, Pick, Plot};
use super::table::ChartTable;
use super::view::DrawingView;
use crate::parts::{Alive, IconButton, IconName, Menu, MenuItem, use_toasts};
use crate::platform::download::download;
use crate::platform::{clock, dom};
use crate::words::{charts as words, errors, spoken};

/// A chart. Without a plot it is still being computed and keeps its room.
#[component]
pub fn Chart(
    /// Its name.
    #[prop(into)]
    title: Signal<String>,
    /// What it draws.
    #[prop(into)]
    plot: Signal<Option<Arc<Plot>>>,
    /// What is to be known about the numbers, below them.
    #[prop(optional, into)]
    note: Signal<String>,
    /// Why there is nothing to draw, instead of a chart.
    #[prop(optional, into)]
    problem: Signal<String>,
    /// Hears which value is chosen.
    #[prop(optional, into)]
    on_pick: Option<Callback<Pick>>,
    /// More items for its menu.
    #[prop(optional, into)]
    items: Option<ViewFn>,
) -> impl IntoView {
    let toasts = use_toasts();
    let alive = Alive::here();
    let is_table = RwSignal::new(false);
    let width = RwSignal::new(0.0);
    let field = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            dom::observe_size(&field, move |wide, _| {
                if alive.lasts() && wide > 0.0 && width.get_untracked() != wide {
                    width.set(wide);
                }
            });
        }
    });
    let drawing = Memo::new(move |_| {
        let (width, plot) = (width.get(), plot.get()?);
        (width > 0.0).then(|| layout(&plot, width))
    });
    let save = move |name: String, mime: &str, bytes: &[u8]| match download(&name, mime, bytes) {
        Ok(()) => toasts.say(words::downloaded(&name)),
        Err(_) => toasts.error(errors::download_failed()),
    };
    let save_svg = move |()| {
        if let Some(plot) = plot.get_untracked() {
            let title = title.get_untracked();
            let svg = files::svg(&title, &plot);
            save(file_name(&title, "svg"), "image/svg+xml", svg.as_bytes());
        }
    };
    let save_csv = move |()| {
        if let Some(plot) = plot.get_untracked() {
            let title = title.get_untracked();
            let csv = files::csv(&title, &plot);
            save(file_name(&title, "csv"), "text/csv;charset=utf-8", &csv);
        }
    };
    let has_numbers =
        Memo::new(move |_| plot.with(|plot| plot.as_ref().is_some_and(|plot| !plot.is_empty())));
    let shows_table = Memo::new(move |_| {
        let is_one = plot.with(|plot| plot.as_ref().is_some_and(|p| p.form == Form::Table));
        is_table.get() != is_one
    });
    let shown = move || {
        let problem = problem.get();
        if !problem.is_empty() {
            return view! { <p class="chart-said">{problem}</p> }.into_any();
        }
        let Some(plot) = plot.get() else {
            return view! { <p class="chart-said chart-wait">{words::computing()}</p> }.into_any();
        };
        if plot.is_empty() {
            return view! { <p class="chart-said">{words::nothing()}</p> }.into_any();
        }
        let title = title.get();
        if plot.form == Form::Figure && !is_table.get() {
            let first = Pick {
                label: 0,
                series: 0,
            };
            let text = plot.point(first).map(|point| point.text.clone());
            return view! { <p class="chart-figure">{text}</p> }.into_any();
        }
        if shows_table.get() {
            return view! { <ChartTable plot=plot title=title on_pick=on_pick /> }.into_any();
        }
        let Some(drawing) = drawing.get() else {
            return view! { <p class="chart-said chart-wait"></p> }.into_any();
        };
        drawn(plot, drawing, &title, on_pick)
    };
    let heading = dom::unique_id("chart-title");
    let labelled_by = heading.clone();
    view! {
        <section class="chart" aria-labelledby=labelled_by>
            <header class="chart-header">
                <h2 class="chart-title" id=heading>
                    {move || title.get()}
                </h2>
                <IconButton
                    icon=Signal::derive(move || {
                        if shows_table.get() { IconName::Chart } else { IconName::Table }
                    })
                    label=Signal::derive(move || {
                        let name = if shows_table.get() {
                            words::show_chart()
                        } else {
                            words::show_table()
                        };
                        name.to_owned()
                    })
                    disabled=Signal::derive(move || !has_numbers.get())
                    on_press=move |_| is_table.update(|is| *is = !*is)
                />
                <Menu
                    label=Signal::derive(move || words::menu_of(&title.get()))
                    icon=IconName::More
                    at_end=true
                    items=move || {
                        view! {
                            {items.as_ref().map(ViewFn::run)}
                            <MenuItem
                                label=spoken(words::download_csv)
                                icon=IconName::Download
                                disabled=Signal::derive(move || !has_numbers.get())
                                on_press=save_csv
                            />
                            <MenuItem
                                label=spoken(words::download_svg)
                                icon=IconName::Download
                                disabled=Signal::derive(move || !has_numbers.get())
                                on_press=save_svg
                            />
                        }
                    }
                />
            </header>
            <div class="chart-field" node_ref=field>
                {shown}
            </div>
            <p class="chart-note" hidden=move || note.with(String::is_empty)>
                {move || note.get()}
            </p>
        </section>
    }
}

/// The drawing with what a screen reader says of it.
fn drawn(
    plot: Arc<Plot>,
    drawing: Drawing,
    title: &str,
    on_pick: Option<Callback<Pick>>,
) -> AnyView {
    let mut name = words::summary(title, drawing.targets.len());
    let most = drawing.targets.iter().map(|t| t.pick).max_by(|a, b| {
        let value = |pick: &Pick| plot.point(*pick).map_or(f64::MIN, |p| p.value);
        value(a).total_cmp(&value(b))
    });
    if let Some(most) = most {
        name = words::summary_most(&name, &plot.sentence(most));
    }
    let opens = on_pick.is_some() && {
        let points = plot.series.iter().flat_map(|s| s.points.iter().flatten());
        points.into_iter().any(|p| p.opens)
    };
    let help = if opens {
        words::how_to_open()
    } else {
        words::how_to()
    };
    view! { <DrawingView plot=plot drawing=drawing name=name help=help on_pick=on_pick /> }
        .into_any()
}

/// A name for a file that every system takes.
fn file_name(title: &str, ending: &str) -> String {
    let plain: String = title
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            c if c.is_control() => '-',
            c => c,
        })
        .take(80)
        .collect();
    format!("{}-{}.{ending}", plain.trim(), clock::today())
}
