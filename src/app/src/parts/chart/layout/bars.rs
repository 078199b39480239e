//! Bars to the right. Each has its number at its end.

use super::super::drawing::{Anchor, Area, Drawing, LineRole, TextRole};
use super::super::measure::{fit, text_width};
use super::super::plot::{Pick, Plot};
use super::super::scale::Scale;
use super::{SIZE, fill_of, label_room, widest};

/// The height of a bar alone and of one among several.
const ALONE: f64 = 20.0;
const AMONG: f64 = 14.0;
/// Between the bars of two labels.
const GAP: f64 = 10.0;
/// Between a bar and its number.
const BESIDE: f64 = 6.0;

pub(super) fn bars(plot: &Plot, stacked: bool, drawing: &mut Drawing) {
    let all = |n| (0..plot.series.len()).map(move |s| plot.value(n, s));
    let ends = |n: usize| -> Vec<f64> {
        if !stacked {
            return all(n).collect();
        }
        let (up, down): (Vec<f64>, Vec<f64>) = all(n).partition(|v| *v >= 0.0);
        vec![up.iter().sum(), down.iter().sum()]
    };
    let values: Vec<f64> = (0..plot.labels.len()).flat_map(ends).collect();
    let texts = if stacked {
        widest(plot.sums.iter().map(String::as_str))
    } else {
        let points = plot.series.iter().flat_map(|s| s.points.iter().flatten());
        widest(points.map(|p| p.text.as_str()))
    };
    let labels = label_room(plot, drawing.width);
    let has_negative = values.iter().any(|v| *v < 0.0);
    let texts = texts.min(drawing.width * 0.35) + BESIDE;
    let left = labels + 12.0 + if has_negative { texts } else { 0.0 };
    let right = (drawing.width - texts).max(left + 8.0);
    let scale = Scale::exact(values.into_iter(), left, right);
    let lanes = if stacked { 1 } else { plot.series.len().max(1) };
    let thick = if lanes == 1 { ALONE } else { AMONG };
    let band = thick * lanes as f64 + GAP;
    let top = drawing.height;

    for (n, label) in plot.labels.iter().enumerate() {
        let y = top + n as f64 * band;
        let middle = y + band / 2.0 + SIZE * 0.35;
        let name = fit(label, SIZE, labels);
        drawing.text((0.0, middle), name, Anchor::Start, TextRole::Label);
        let (mut up, mut down) = (0.0, 0.0);
        for s in 0..plot.series.len() {
            let pick = Pick {
                label: n,
                series: s,
            };
            let Some(point) = plot.point(pick) else {
                continue;
            };
            let lane = if stacked { 0 } else { s };
            let at = y + GAP / 2.0 + lane as f64 * thick;
            let from = match (stacked, point.value >= 0.0) {
                (false, _) => 0.0,
                (true, true) => up,
                (true, false) => down,
            };
            let to = from + point.value;
            if point.value >= 0.0 {
                up = to;
            } else {
                down = to;
            }
            let mut area =
                Area::between((scale.at(from), at + 1.0), (scale.at(to), at + thick - 1.0));
            // Little is not nothing.
            if point.value != 0.0 && area.w < 2.0 {
                area.w = 2.0;
            }
            if stacked && area.w > 3.0 {
                area.w -= 1.0;
            }
            if point.value != 0.0 {
                drawing.fill(area, fill_of(plot, s), if stacked { 0.0 } else { 2.0 });
            }
            let reach = if stacked {
                Area { y, h: band, ..area }
            } else {
                Area {
                    x: 0.0,
                    y: if lanes == 1 { y } else { at },
                    w: drawing.width,
                    h: if lanes == 1 { band } else { thick },
                }
            };
            if !stacked || point.value != 0.0 {
                drawing.target(pick, area, reach);
            }
            if !stacked {
                let text = fit(&point.text, SIZE, texts - BESIDE);
                beside(drawing, &scale, point.value, at + thick / 2.0, text);
            }
        }
        if stacked && let Some(sum) = plot.sums.get(n) {
            let sum = fit(sum, SIZE, texts - BESIDE);
            beside(drawing, &scale, up, y + band / 2.0, sum);
        }
    }
    let bottom = top + plot.labels.len() as f64 * band;
    let zero = scale.at(0.0);
    drawing.line((zero, top), (zero, bottom), LineRole::Axis);
    drawing.height = bottom + 2.0;
}

/// A number at the end of its bar.
fn beside(drawing: &mut Drawing, scale: &Scale, value: f64, middle: f64, text: String) {
    let y = middle + SIZE * 0.35;
    let end = scale.at(value);
    if value < 0.0 {
        drawing.text((end - BESIDE, y), text, Anchor::End, TextRole::Value);
    } else {
        let x = (end + BESIDE).min(drawing.width - text_width(&text, SIZE));
        drawing.text((x, y), text, Anchor::Start, TextRole::Value);
    }
}
