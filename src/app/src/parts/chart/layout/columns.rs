//! Columns and lines over an axis at the left, labels below.

use super::super::drawing::{Anchor, Area, Drawing, LineRole, Shape, TextRole};
use super::super::measure::{fit, text_width};
use super::super::plot::{Pick, Plot, Unit};
use super::super::scale::Scale;
use super::{SIZE, fill_of, widest};

/// The height of the field between the axes.
const HEIGHT: f64 = 180.0;
/// Above the field: room for a number on the highest column.
const ABOVE: f64 = 18.0;
/// Below it: the labels.
const BELOW: f64 = 24.0;
/// The widest column.
const WIDEST: f64 = 56.0;
/// The part of its band that a column takes.
const SHARE: f64 = 0.7;
/// About how many steps the axis has.
const STEPS: usize = 4;
/// From how many points on a line has no marks.
const MANY: usize = 40;

/// The field between the axes.
struct Field {
    left: f64,
    top: f64,
    band: f64,
    scale: Scale,
}

impl Field {
    /// Draws the axes and the labels, and says where the rest goes.
    fn new(plot: &Plot, values: impl Iterator<Item = f64>, drawing: &mut Drawing) -> Self {
        let top = drawing.height + ABOVE;
        let whole = plot.unit == Unit::Count;
        let scale = Scale::over(values, STEPS, whole, top + HEIGHT, top);
        let ticks: Vec<(f64, String)> = scale
            .ticks()
            .into_iter()
            .map(|tick| (scale.at(tick), plot.unit.short(tick)))
            .collect();
        let axis = widest(ticks.iter().map(|(_, text)| text.as_str()));
        let left = (axis + 8.0).min(drawing.width * 0.4);
        for (y, text) in ticks {
            let text = fit(&text, SIZE, left - 8.0);
            let at = (left - 8.0, y + SIZE * 0.35);
            drawing.text(at, text, Anchor::End, TextRole::Label);
            drawing.line((left, y), (drawing.width, y), LineRole::Grid);
        }
        let zero = scale.at(0.0);
        drawing.line((left, zero), (drawing.width, zero), LineRole::Axis);
        let field = Self {
            left,
            top,
            band: (drawing.width - left) / plot.labels.len().max(1) as f64,
            scale,
        };
        field.labels(plot, drawing);
        drawing.height = top + HEIGHT + BELOW;
        field
    }

    /// The middle of a label's band.
    fn middle(&self, label: usize) -> f64 {
        self.left + (label as f64 + 0.5) * self.band
    }

    /// The labels: each where there is room, else every second, third and so on.
    fn labels(&self, plot: &Plot, drawing: &mut Drawing) {
        let wide = widest(plot.labels.iter().map(String::as_str)).min(120.0);
        let each = ((wide + 8.0) / self.band).ceil().max(1.0) as usize;
        // A little cut off is better than left out.
        let each = if wide * 0.7 <= self.band - 8.0 {
            1
        } else {
            each
        };
        let room = self.band * each as f64 - 8.0;
        let y = self.top + HEIGHT + SIZE + 6.0;
        let mut free_from = 0.0;
        for (n, label) in plot.labels.iter().enumerate().step_by(each) {
            let text = fit(label, SIZE, room);
            let half = text_width(&text, SIZE) / 2.0;
            let x = self.middle(n).min(drawing.width - half).max(half);
            if text.is_empty() || x - half < free_from {
                continue;
            }
            free_from = x + half + 4.0;
            drawing.text((x, y), text, Anchor::Middle, TextRole::Label);
        }
    }
}

pub(super) fn columns(plot: &Plot, stacked: bool, drawing: &mut Drawing) {
    let count = plot.series.len();
    let values = (0..plot.labels.len()).flat_map(|n| {
        let of_label = (0..count).map(move |s| plot.value(n, s));
        if stacked {
            let (up, down): (Vec<f64>, Vec<f64>) = of_label.partition(|v| *v >= 0.0);
            vec![up.iter().sum(), down.iter().sum()]
        } else {
            of_label.collect()
        }
    });
    let field = Field::new(plot, values, drawing);
    let lanes = if stacked { 1 } else { count.max(1) };
    let all = (field.band * SHARE).min(WIDEST * lanes as f64);
    let wide = (all / lanes as f64).max(1.0);
    for n in 0..plot.labels.len() {
        let first = field.middle(n) - wide * lanes as f64 / 2.0;
        let (mut up, mut down) = (0.0, 0.0);
        for s in 0..count {
            let pick = Pick {
                label: n,
                series: s,
            };
            let Some(point) = plot.point(pick) else {
                continue;
            };
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
            let x = first + if stacked { 0.0 } else { s as f64 * wide };
            let between = if wide > 4.0 && lanes > 1 { 1.0 } else { 0.0 };
            let mut area = Area::between(
                (x, field.scale.at(from)),
                (x + wide - between, field.scale.at(to)),
            );
            if point.value != 0.0 && area.h < 2.0 {
                area.y -= 2.0 - area.h;
                area.h = 2.0;
            }
            if stacked && area.h > 3.0 {
                area.h -= 1.0;
            }
            if point.value != 0.0 {
                drawing.fill(area, fill_of(plot, s), if stacked { 0.0 } else { 2.0 });
            }
            let reach = match (stacked, lanes) {
                (true, _) => area,
                (false, 1) => Area {
                    x: field.middle(n) - field.band / 2.0,
                    y: field.top,
                    w: field.band,
                    h: HEIGHT + BELOW,
                },
                (false, _) => Area {
                    y: field.top,
                    h: HEIGHT,
                    ..area
                },
            };
            if !stacked || point.value != 0.0 {
                drawing.target(pick, area, reach);
            }
            if count == 1 && point.value != 0.0 && text_width(&point.text, SIZE) <= field.band - 2.0
            {
                let y = if point.value < 0.0 {
                    area.y + area.h + SIZE
                } else {
                    area.y - 4.0
                };
                let at = (field.middle(n), y);
                drawing.text(at, point.text.clone(), Anchor::Middle, TextRole::Value);
            }
        }
        if stacked
            && let Some(sum) = plot.sums.get(n)
            && up > 0.0
            && text_width(sum, SIZE) <= field.band - 2.0
        {
            let at = (field.middle(n), field.scale.at(up) - 4.0);
            drawing.text(at, sum.clone(), Anchor::Middle, TextRole::Value);
        }
    }
}

pub(super) fn lines(plot: &Plot, filled: bool, drawing: &mut Drawing) {
    let values =
        (0..plot.labels.len()).flat_map(|n| (0..plot.series.len()).map(move |s| plot.value(n, s)));
    let field = Field::new(plot, values, drawing);
    let zero = field.scale.at(0.0);
    for s in 0..plot.series.len() {
        // A missing number leaves a gap.
        let mut runs: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
        for n in 0..plot.labels.len() {
            let pick = Pick {
                label: n,
                series: s,
            };
            match plot.point(pick) {
                Some(point) => {
                    let at = (field.middle(n), field.scale.at(point.value));
                    if let Some(run) = runs.last_mut() {
                        run.push(at);
                    }
                }
                None => runs.push(Vec::new()),
            }
        }
        for run in runs.into_iter().filter(|run| !run.is_empty()) {
            if filled && let (Some(first), Some(last)) = (run.first(), run.last()) {
                let mut points = run.clone();
                points.extend([(last.0, zero), (first.0, zero)]);
                drawing.shapes.push(Shape::Path {
                    points,
                    series: s,
                    fill: true,
                });
            }
            if plot.labels.len() <= MANY || run.len() == 1 {
                let marks = run.iter().map(|at| Shape::Mark { at: *at, series: s });
                let marks: Vec<Shape> = marks.collect();
                drawing.shapes.push(Shape::Path {
                    points: run,
                    series: s,
                    fill: false,
                });
                drawing.shapes.extend(marks);
            } else {
                drawing.shapes.push(Shape::Path {
                    points: run,
                    series: s,
                    fill: false,
                });
            }
        }
    }
    // In reading order: label by label.
    for n in 0..plot.labels.len() {
        for s in 0..plot.series.len() {
            let pick = Pick {
                label: n,
                series: s,
            };
            let Some(point) = plot.point(pick) else {
                continue;
            };
            let (x, y) = (field.middle(n), field.scale.at(point.value));
            let area = Area {
                x: x - 4.0,
                y: y - 4.0,
                w: 8.0,
                h: 8.0,
            };
            let half = (field.band / 2.0).min(12.0);
            let reach = if plot.series.len() == 1 {
                Area {
                    x: x - field.band / 2.0,
                    y: field.top,
                    w: field.band,
                    h: HEIGHT + BELOW,
                }
            } else {
                Area {
                    x: x - half,
                    y: y - 12.0,
                    w: half * 2.0,
                    h: 24.0,
                }
            };
            drawing.target(pick, area, reach);
        }
    }
}
