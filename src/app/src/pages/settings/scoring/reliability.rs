//! The chart of what was predicted and what happened, with its table.

use bayes::ReliabilityBin;
use leptos::prelude::*;

use crate::platform::intl;
use crate::words::{locale, model as words};

/// Where the square of the chart begins, and how long its sides are.
const EDGE: f64 = 28.0;
const SIDE: f64 = 200.0;
/// The radius of the dot with the most deals, and how much of it the smallest has at least.
const DOT: f64 = 8.0;
const LEAST: f64 = 0.3;

/// Where a group's dot lies, and its radius.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Dot {
    x: f64,
    y: f64,
    radius: f64,
}

/// The chart and the table behind it.
#[component]
pub(super) fn Reliability(
    /// The groups of deals.
    bins: Vec<ReliabilityBin>,
) -> impl IntoView {
    let bins: Vec<ReliabilityBin> = bins.into_iter().filter(|bin| bin.rows > 0).collect();
    let share = |n: f64| intl::percent(locale(), n);
    let dots: Vec<_> = dots(&bins)
        .into_iter()
        .map(|dot| {
            view! {
                <circle
                    class="bin"
                    cx=px(dot.x)
                    cy=px(dot.y)
                    r=px(dot.radius)
                ></circle>
            }
        })
        .collect();
    let ticks: Vec<_> = [0.0, 0.5, 1.0]
        .map(|at| {
            let label = share(at);
            let (x, y) = (across(at), up(at));
            view! {
                <text x=px(x) y=px(EDGE + SIDE + 14.0) text-anchor="middle">
                    {label.clone()}
                </text>
                <text x=px(EDGE - 4.0) y=px(y + 3.0) text-anchor="end">
                    {label}
                </text>
            }
        })
        .into_iter()
        .collect();
    let rows: Vec<_> = bins
        .iter()
        .map(|bin| {
            view! {
                <tr>
                    <td class="numeric">{share(bin.mean_probability)}</td>
                    <td class="numeric">{share(bin.positive_share)}</td>
                    <td class="numeric">{intl::whole(locale(), bin.rows as i64)}</td>
                </tr>
            }
        })
        .collect();
    let size = EDGE * 2.0 + SIDE;
    view! {
        <section class="settings-group">
            <h3>{words::reliability()}</h3>
            <p class="settings-text">{words::reliability_text()}</p>
            <svg
                class="reliability"
                role="img"
                aria-label=words::reliability_chart(bins.len())
                viewBox=format!("0 0 {size} {size}")
            >
                <rect
                    class="frame"
                    x=px(EDGE)
                    y=px(EDGE)
                    width=px(SIDE)
                    height=px(SIDE)
                ></rect>
                <line
                    class="ideal"
                    x1=px(across(0.0))
                    y1=px(up(0.0))
                    x2=px(across(1.0))
                    y2=px(up(1.0))
                ></line>
                {dots}
                {ticks}
                <text x=px(across(0.5)) y=px(EDGE + SIDE + 26.0) text-anchor="middle">
                    {words::predicted()}
                </text>
                <text x=px(EDGE) y=px(EDGE - 10.0) text-anchor="middle">
                    {words::happened()}
                </text>
            </svg>
            <details>
                <summary>{words::as_table()}</summary>
                <table class="settings-table">
                    <thead>
                        <tr>
                            <th scope="col" class="numeric">
                                {words::predicted()}
                            </th>
                            <th scope="col" class="numeric">
                                {words::happened()}
                            </th>
                            <th scope="col" class="numeric">
                                {words::deals()}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        </section>
    }
}

/// The dots: their area follows the number of deals.
fn dots(bins: &[ReliabilityBin]) -> Vec<Dot> {
    let most = bins.iter().map(|bin| bin.rows).max().unwrap_or(1).max(1) as f64;
    bins.iter()
        .map(|bin| Dot {
            x: across(bin.mean_probability),
            y: up(bin.positive_share),
            radius: DOT * (bin.rows as f64 / most).sqrt().max(LEAST),
        })
        .collect()
}

fn across(share: f64) -> f64 {
    EDGE + share * SIDE
}

fn up(share: f64) -> f64 {
    EDGE + (1.0 - share) * SIDE
}

fn px(n: f64) -> String {
    format!("{n:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bin(rows: usize, mean_probability: f64, positive_share: f64) -> ReliabilityBin {
        ReliabilityBin {
            low: 0.0,
            high: 0.1,
            rows,
            mean_probability,
            positive_share,
        }
    }

    #[test]
    fn a_right_percentage_lies_on_the_line_and_dots_grow_with_their_deals() {
        let dots = dots(&[bin(100, 0.7, 0.7), bin(25, 0.2, 0.5), bin(1, 1.0, 0.0)]);
        assert_eq!(dots[0].x - EDGE, SIDE - (dots[0].y - EDGE));
        assert_eq!(dots[0].radius, DOT);
        assert_eq!(dots[1].radius, DOT / 2.0);
        assert_eq!(dots[2].radius, DOT * LEAST);
        assert_eq!((dots[2].x, dots[2].y), (EDGE + SIDE, EDGE + SIDE));
    }
}
