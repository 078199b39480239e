//! The numbers behind a chart.

use std::sync::Arc;

use leptos::prelude::*;

use super::plot::{Pick, Plot};
use crate::words::charts as words;

/// The numbers of a chart as a table. Those that lead somewhere are buttons.
#[component]
pub(super) fn ChartTable(
    plot: Arc<Plot>,
    #[prop(into)] title: String,
    on_pick: Option<Callback<Pick>>,
) -> impl IntoView {
    let heads: Vec<_> = plot
        .series
        .iter()
        .map(|series| {
            let name = if series.name.is_empty() {
                title.clone()
            } else {
                series.name.clone()
            };
            view! {
                <th scope="col" class="numeric">
                    {name}
                </th>
            }
        })
        .collect();
    let has_sums = !plot.sums.is_empty();
    let rows: Vec<_> = plot
        .labels
        .iter()
        .enumerate()
        .map(|(label, name)| {
            let cells: Vec<AnyView> = (0..plot.series.len())
                .map(|series| cell(&plot, Pick { label, series }, on_pick))
                .collect();
            let note = plot.notes.get(label).filter(|note| !note.is_empty());
            let note = note.map(|note| view! { <small class="muted">" " {note.clone()}</small> });
            let sum = has_sums.then(|| {
                let sum = plot.sums.get(label).cloned();
                view! { <td class="numeric">{sum}</td> }
            });
            view! {
                <tr>
                    <th scope="row">{name.clone()} {note}</th>
                    {cells}
                    {sum}
                </tr>
            }
        })
        .collect();
    view! {
        <div class="chart-table" role="region" tabindex="0" aria-label=words::table_of(&title)>
            <table class="settings-table">
                <thead>
                    <tr>
                        <th scope="col">{plot.by.clone()}</th>
                        {heads}
                        {has_sums
                            .then(|| {
                                view! {
                                    <th scope="col" class="numeric">
                                        {words::all}
                                    </th>
                                }
                            })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn cell(plot: &Plot, pick: Pick, on_pick: Option<Callback<Pick>>) -> AnyView {
    let Some(point) = plot.point(pick) else {
        return view! { <td class="numeric"></td> }.into_any();
    };
    let text = point.text.clone();
    let inner = match on_pick.filter(|_| point.opens) {
        Some(on_pick) => view! {
            <button
                type="button"
                class="chart-cell"
                aria-label=plot.sentence(pick)
                on:click=move |_| on_pick.run(pick)
            >
                {text}
            </button>
        }
        .into_any(),
        None => view! { {text} }.into_any(),
    };
    view! { <td class="numeric">{inner}</td> }.into_any()
}
