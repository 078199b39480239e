//! Steps, each a bar in the middle as wide as what has come so far.

use super::super::drawing::{Anchor, Area, Drawing, TextRole};
use super::super::measure::{fit, text_width};
use super::super::plot::{Pick, Plot};
use super::super::scale::Scale;
use super::{SIZE, fill_of};

/// The line with the name and the number.
const NAMED: f64 = 18.0;
/// The bar.
const THICK: f64 = 18.0;
/// The line with the note.
const NOTED: f64 = 20.0;
/// Between two steps.
const GAP: f64 = 6.0;

pub(super) fn funnel(plot: &Plot, drawing: &mut Drawing) {
    let values = (0..plot.labels.len()).map(|n| plot.value(n, 0).max(0.0));
    let scale = Scale::exact(values, 0.0, drawing.width);
    let has_notes = plot.notes.iter().any(|note| !note.is_empty());
    let step = NAMED + THICK + GAP + if has_notes { NOTED } else { 0.0 };
    let top = drawing.height;
    for (n, label) in plot.labels.iter().enumerate() {
        let y = top + n as f64 * step;
        let pick = Pick {
            label: n,
            series: 0,
        };
        let point = plot.point(pick);
        let text = point.map_or("", |p| p.text.as_str());
        let text = fit(text, SIZE, drawing.width * 0.5);
        let room = drawing.width - text_width(&text, SIZE) - 8.0;
        let line = y + SIZE;
        let name = fit(label, SIZE, room);
        drawing.text((0.0, line), name, Anchor::Start, TextRole::Label);
        drawing.text((drawing.width, line), text, Anchor::End, TextRole::Value);
        if let Some(point) = point {
            let wide = scale.at(point.value.max(0.0)).max(2.0);
            let area = Area {
                x: (drawing.width - wide) / 2.0,
                y: y + NAMED,
                w: wide,
                h: THICK,
            };
            drawing.fill(area, fill_of(plot, 0), 2.0);
            let reach = Area {
                x: 0.0,
                y,
                w: drawing.width,
                h: step - GAP / 2.0,
            };
            drawing.target(pick, area, reach);
        }
        if let Some(note) = plot.notes.get(n) {
            let at = (drawing.width / 2.0, y + NAMED + THICK + SIZE + 3.0);
            let note = fit(note, SIZE, drawing.width);
            drawing.text(at, note, Anchor::Middle, TextRole::Label);
        }
    }
    drawing.height = top + plot.labels.len() as f64 * step;
}
