//! A cell for each label and series.

use super::super::drawing::{Anchor, Area, Drawing, Fill, TextRole};
use super::super::measure::{fit, text_width};
use super::super::plot::{Pick, Plot};
use super::{SIZE, label_room};

/// The height of a cell and of the line with the names of the series.
const CELL: f64 = 28.0;
const HEAD: f64 = 22.0;
/// The widest cell.
const WIDEST: f64 = 72.0;
/// The steps of colour above nothing.
const STEPS: f64 = 5.0;

pub(super) fn heat(plot: &Plot, drawing: &mut Drawing) {
    let values = plot.series.iter().flat_map(|s| s.points.iter().flatten());
    let most = values
        .map(|p| p.value)
        .filter(|v| v.is_finite())
        .fold(0.0, f64::max);
    let labels = label_room(plot, drawing.width);
    let left = labels + 10.0;
    let wide = ((drawing.width - left) / plot.series.len().max(1) as f64).clamp(1.0, WIDEST);
    let top = drawing.height;
    let mut free_from = 0.0;
    for (s, series) in plot.series.iter().enumerate() {
        let text = fit(&series.name, SIZE, wide.max(24.0));
        let half = text_width(&text, SIZE) / 2.0;
        let x = (left + (s as f64 + 0.5) * wide).min(drawing.width - half);
        if x - half >= free_from {
            free_from = x + half + 4.0;
            drawing.text((x, top + SIZE + 2.0), text, Anchor::Middle, TextRole::Label);
        }
    }
    for (n, label) in plot.labels.iter().enumerate() {
        let y = top + HEAD + n as f64 * CELL;
        let middle = y + CELL / 2.0 + SIZE * 0.35;
        let name = fit(label, SIZE, labels);
        drawing.text((0.0, middle), name, Anchor::Start, TextRole::Label);
        for s in 0..plot.series.len() {
            let pick = Pick {
                label: n,
                series: s,
            };
            let Some(point) = plot.point(pick) else {
                continue;
            };
            let share = if most > 0.0 { point.value / most } else { 0.0 };
            let level = (share * STEPS).ceil().clamp(0.0, STEPS) as u8;
            let area = Area {
                x: left + s as f64 * wide,
                y,
                w: (wide - 2.0).max(1.0),
                h: CELL - 2.0,
            };
            drawing.fill(area, Fill::Heat(level), 2.0);
            drawing.target(pick, area, area);
            if text_width(&point.text, SIZE) <= area.w - 2.0 {
                let role = if level >= 4 {
                    TextRole::OnStrong
                } else {
                    TextRole::Value
                };
                let at = (area.x + area.w / 2.0, middle - 1.0);
                drawing.text(at, point.text.clone(), Anchor::Middle, role);
            }
        }
    }
    drawing.height = top + HEAD + plot.labels.len() as f64 * CELL;
}
