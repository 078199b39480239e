//! A drawing in the page, with its keys and what is said at the pointer.

use std::sync::Arc;

use leptos::prelude::*;

use super::drawing::{Area, Drawing, Fill, LineRole, Shape, TextRole};
use super::files::{anchor_word, path};
use super::palette;
use super::plot::{Pick, Plot};
use crate::platform::dom;

/// The half of a mark's size.
const MARK: f64 = 3.5;

/// The drawing of a chart. Arrows move between its values, Enter chooses one.
#[component]
pub(super) fn DrawingView(
    plot: Arc<Plot>,
    drawing: Drawing,
    #[prop(into)] name: String,
    #[prop(into)] help: String,
    on_pick: Option<Callback<Pick>>,
) -> impl IntoView {
    let id = dom::unique_id("chart");
    let help_id = format!("{id}-help");
    let patterns = drawing
        .shapes
        .iter()
        .any(|shape| matches!(shape, Shape::Box { fill: Fill::Series(n), .. } if *n > 0));
    let defs = patterns.then(|| defs(&id, plot.series.len()));
    let shapes: Vec<AnyView> = drawing.shapes.iter().map(|s| shape(s, &id)).collect();
    // The place among the targets that the Tab key reaches, and the one that is spoken of.
    let reached = StoredValue::new(0usize);
    let spoken = RwSignal::new(None::<usize>);
    let picks: Arc<[(Pick, Area, bool)]> = drawing
        .targets
        .iter()
        .map(|t| {
            let opens = plot.point(t.pick).is_some_and(|p| p.opens) && on_pick.is_some();
            (t.pick, t.area, opens)
        })
        .collect();
    let targets: Vec<AnyView> = drawing
        .targets
        .iter()
        .enumerate()
        .map(|(n, target)| {
            let Area { x, y, w, h } = target.reach;
            let opens = picks.get(n).is_some_and(|pick| pick.2);
            view! {
                <rect
                    class="chart-target"
                    class:opens=opens
                    role=if opens { "button" } else { "img" }
                    data-at=n.to_string()
                    tabindex=if n == 0 { "0" } else { "-1" }
                    aria-label=plot.sentence(target.pick)
                    x=px(x)
                    y=px(y)
                    width=px(w)
                    height=px(h)
                    rx="3"
                ></rect>
            }
            .into_any()
        })
        .collect();
    let at = |event: &leptos::ev::Event| -> Option<usize> {
        dom::attribute_around(event, "data-at")?.parse().ok()
    };
    let choose = {
        let picks = Arc::clone(&picks);
        move |n: usize| {
            if let (Some((pick, _, true)), Some(on_pick)) = (picks.get(n), on_pick) {
                on_pick.run(*pick);
            }
        }
    };
    let chosen = choose.clone();
    let count = picks.len();
    let svg = NodeRef::<leptos::svg::Svg>::new();
    let target_at = move |n: usize| {
        let svg = svg.get_untracked()?;
        svg.query_selector(&format!("[data-at='{n}']")).ok()?
    };
    let reach = move |to: usize| {
        for (n, index) in [(reached.get_value(), "-1"), (to, "0")] {
            if let Some(target) = target_at(n) {
                let _ = target.set_attribute("tabindex", index);
            }
        }
        reached.set_value(to);
    };
    let go = move |to: usize| {
        reach(to);
        if let Some(target) = target_at(to) {
            dom::focus_svg(&target);
        }
    };
    let tip = {
        let plot = Arc::clone(&plot);
        move || {
            let (pick, area, _) = spoken.get().and_then(|n| picks.get(n).copied())?;
            let x = (area.x + area.w / 2.0).clamp(60.0, (drawing.width - 60.0).max(60.0));
            Some((plot.sentence(pick), x, area.y))
        }
    };
    view! {
        <svg
            class="chart-svg"
            role="group"
            aria-label=name
            aria-describedby=help_id.clone()
            width=px(drawing.width)
            height=px(drawing.height)
            viewBox=format!("0 0 {:.1} {:.1}", drawing.width, drawing.height)
            node_ref=svg
            on:click=move |event| {
                if let Some(n) = at(&event) {
                    reach(n);
                    chosen(n);
                }
            }
            on:keydown=move |event| {
                let Some(n) = at(&event) else { return };
                match event.key().as_str() {
                    "ArrowRight" | "ArrowDown" => go((n + 1).min(count.saturating_sub(1))),
                    "ArrowLeft" | "ArrowUp" => go(n.saturating_sub(1)),
                    "Home" => go(0),
                    "End" => go(count.saturating_sub(1)),
                    "Enter" | " " => choose(n),
                    _ => return,
                }
                event.prevent_default();
            }
            on:focusin=move |event| spoken.set(at(&event))
            on:focusout=move |_| {
                let _ = spoken.try_set(None);
            }
            on:pointerover=move |event| spoken.set(at(&event))
            on:pointerleave=move |_| {
                let _ = spoken.try_set(None);
            }
        >
            {defs}
            <g aria-hidden="true">{shapes}</g>
            {targets}
        </svg>
        <p class="visually-hidden" id=help_id>
            {help}
        </p>
        {move || {
            tip()
                .map(|(text, x, y)| {
                    view! {
                        <p
                            class="chart-tip"
                            aria-hidden="true"
                            style:left=px_css(x)
                            style:top=px_css(y)
                        >
                            {text}
                        </p>
                    }
                })
        }}
    }
}

/// The patterns of the series after the first.
fn defs(id: &str, series: usize) -> AnyView {
    let patterns: Vec<_> = (1..series.min(palette::COLOURS))
        .map(|n| {
            view! {
                <pattern
                    id=format!("{id}-{n}")
                    width="8"
                    height="8"
                    patternUnits="userSpaceOnUse"
                >
                    <path class="chart-pattern" d=palette::pattern(n)></path>
                </pattern>
            }
        })
        .collect();
    view! { <defs>{patterns}</defs> }.into_any()
}

fn shape(shape: &Shape, id: &str) -> AnyView {
    match shape {
        Shape::Box { area, fill, round } => {
            let rect = |class: String, paint: Option<String>| {
                view! {
                    <rect
                        class=class
                        fill=paint
                        x=px(area.x)
                        y=px(area.y)
                        width=px(area.w)
                        height=px(area.h)
                        rx=px(*round)
                    ></rect>
                }
                .into_any()
            };
            match fill {
                Fill::Single => rect("chart-single".into(), None),
                Fill::Heat(level) => rect(format!("chart-heat heat-{level}"), None),
                Fill::Series(n) => {
                    let n = n % palette::COLOURS;
                    let colour = rect(format!("chart-fill chart-c{}", n + 1), None);
                    let pattern =
                        (n > 0).then(|| rect(String::new(), Some(format!("url(#{id}-{n})"))));
                    view! {
                        {colour}
                        {pattern}
                    }
                    .into_any()
                }
            }
        }
        Shape::Line { from, to, role } => {
            let class = match role {
                LineRole::Axis => "chart-axis",
                LineRole::Grid => "chart-grid",
            };
            view! { <path class=class d=path(&[*from, *to])></path> }.into_any()
        }
        Shape::Path {
            points,
            series,
            fill,
        } => {
            let n = series % palette::COLOURS + 1;
            let class = if *fill {
                format!("chart-area chart-c{n}")
            } else {
                format!("chart-line chart-c{n}")
            };
            let dashes = (!fill).then(|| palette::dashes(*series));
            view! { <path class=class d=path(points) stroke-dasharray=dashes></path> }.into_any()
        }
        Shape::Mark { at, series } => {
            let n = series % palette::COLOURS + 1;
            view! { <path class=format!("chart-fill chart-c{n}") d=mark(*at, *series)></path> }
                .into_any()
        }
        Shape::Text {
            at,
            text,
            anchor,
            role,
        } => {
            let class = match role {
                TextRole::Label => "chart-label",
                TextRole::Value => "chart-value",
                TextRole::OnStrong => "chart-on-strong",
            };
            view! {
                <text class=class x=px(at.0) y=px(at.1) text-anchor=anchor_word(*anchor)>
                    {text.clone()}
                </text>
            }
            .into_any()
        }
    }
}

/// The mark of a series at a point, as the data of a path: a circle, a square, a diamond, a
/// triangle.
pub(super) fn mark((x, y): (f64, f64), series: usize) -> String {
    let r = MARK;
    match series % 4 {
        0 => format!(
            "M{:.1} {y:.1}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0Z",
            x - r,
            d = 2.0 * r
        ),
        1 => {
            path(&[
                (x - r, y - r),
                (x + r, y - r),
                (x + r, y + r),
                (x - r, y + r),
            ]) + "Z"
        }
        2 => {
            let r = r * 1.3;
            path(&[(x, y - r), (x + r, y), (x, y + r), (x - r, y)]) + "Z"
        }
        _ => path(&[(x, y - r * 1.2), (x + r * 1.2, y + r), (x - r * 1.2, y + r)]) + "Z",
    }
}

fn px(n: f64) -> String {
    format!("{n:.1}")
}

fn px_css(n: f64) -> String {
    format!("{n:.1}px")
}
