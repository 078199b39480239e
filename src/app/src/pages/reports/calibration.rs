//! Whether the deals' scores mean what they say: what they said of closed deals, beside how many of
//! those were won.

use std::sync::Arc;

use bayes::ReliabilityBin;
use leptos::prelude::*;
use workspace::scoring::MIN_OUTCOMES;

use crate::parts::chart::{Chart, Form, Plot, Point, Series, Unit};
use crate::platform::intl;
use crate::state::scoring::{Learned, use_scoring};
use crate::words::{dashboards, locale, scoring as words, spoken};

/// The chart; instead of it, why there is none yet.
#[component]
pub(super) fn Calibration() -> impl IntoView {
    let scoring = use_scoring();
    let plot = Memo::new(move |_| match scoring.learned() {
        Learned::Pending => None,
        Learned::Ready(scorer) => {
            let holdout = scorer.report().holdout.as_ref();
            let bins = holdout.map(|holdout| plot_of(&holdout.measures.reliability));
            Some(Arc::new(bins.unwrap_or_default()))
        }
        Learned::NotEnough(_) | Learned::Failed(_) => Some(Arc::default()),
    });
    let problem = move || match scoring.learned() {
        Learned::NotEnough(outcomes) => {
            words::not_enough(outcomes.won, outcomes.lost, MIN_OUTCOMES)
        }
        Learned::Failed(reason) => words::failed(&reason),
        Learned::Pending | Learned::Ready(_) => String::new(),
    };
    let note = move || match scoring.learned() {
        Learned::Ready(scorer) => match &scorer.report().holdout {
            Some(holdout) => words::calibration_note(holdout.measures.rows),
            None => String::new(),
        },
        _ => String::new(),
    };
    view! {
        <Chart
            title=spoken(words::calibration)
            plot=plot
            note=Signal::derive(note)
            problem=Signal::derive(problem)
        />
    }
}

/// Two columns for each range of scores in which there are deals.
fn plot_of(bins: &[ReliabilityBin]) -> Plot {
    let locale = locale();
    let percent = |share: f64| intl::percent(locale, share);
    let bins: Vec<&ReliabilityBin> = bins.iter().filter(|bin| bin.rows > 0).collect();
    let series = |name: &str, of: fn(&ReliabilityBin) -> f64| Series {
        name: name.to_owned(),
        points: bins
            .iter()
            .map(|bin| Some(Point::new(of(bin), percent(of(bin)))))
            .collect(),
    };
    Plot {
        form: Form::Columns,
        unit: Unit::Share,
        by: words::score().to_owned(),
        labels: bins
            .iter()
            .map(|bin| words::score_range(&percent(bin.low), &percent(bin.high)))
            .collect(),
        notes: bins
            .iter()
            .map(|bin| dashboards::opened_deals(bin.rows as u32))
            .collect(),
        series: vec![
            series(words::was_said(), |bin| bin.mean_probability),
            series(words::was_won(), |bin| bin.positive_share),
        ],
        sums: Vec::new(),
    }
}
