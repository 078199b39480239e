//! From a plot to a drawing of a given width.

mod bars;
mod columns;
mod funnel;
mod heat;
#[cfg(test)]
mod tests;

use super::drawing::{Anchor, Area, Drawing, Fill, TextRole};
use super::measure::{fit, text_width};
use super::plot::{Form, Pick, Plot};

/// The size of every text, in pixels.
pub(super) const SIZE: f64 = 12.0;
/// The narrowest chart; what has less room is cut off.
const NARROWEST: f64 = 120.0;
/// The side of a sample of a series' colour.
const SWATCH: f64 = 12.0;
/// The height of a line of the legend.
const LEGEND_LINE: f64 = 22.0;
/// The part of the width that labels beside bars take at the most.
const MOST_FOR_LABELS: f64 = 0.4;

/// The drawing of a plot, `width` pixels wide. A plot without numbers has no height.
pub(super) fn layout(plot: &Plot, width: f64) -> Drawing {
    let width = if width.is_finite() {
        width.max(NARROWEST)
    } else {
        NARROWEST
    };
    let mut drawing = Drawing {
        width,
        ..Drawing::default()
    };
    if plot.is_empty() {
        return drawing;
    }
    if plot.has_legend() {
        legend(plot, &mut drawing);
    }
    match plot.form {
        Form::Bars | Form::Table => bars::bars(plot, false, &mut drawing),
        Form::StackedBars => bars::bars(plot, true, &mut drawing),
        Form::Columns => columns::columns(plot, false, &mut drawing),
        Form::StackedColumns => columns::columns(plot, true, &mut drawing),
        Form::Line => columns::lines(plot, false, &mut drawing),
        Form::Area => columns::lines(plot, true, &mut drawing),
        Form::Funnel => funnel::funnel(plot, &mut drawing),
        Form::Heat => heat::heat(plot, &mut drawing),
        Form::Figure => figure(plot, &mut drawing),
    }
    drawing
}

/// The names of the series with samples of their colours, in as many lines as they need.
fn legend(plot: &Plot, drawing: &mut Drawing) {
    let is_line = matches!(plot.form, Form::Line | Form::Area);
    let (mut x, mut y) = (0.0, 0.0);
    for (n, series) in plot.series.iter().enumerate() {
        let most = drawing.width - SWATCH - 6.0;
        let name = fit(&series.name, SIZE, most);
        let wide = SWATCH + 6.0 + text_width(&name, SIZE);
        if x > 0.0 && x + wide > drawing.width {
            x = 0.0;
            y += LEGEND_LINE;
        }
        if is_line {
            let at = (x + SWATCH / 2.0, y + SWATCH / 2.0);
            drawing.shapes.push(super::drawing::Shape::Path {
                points: vec![(x - 1.0, at.1), (x + SWATCH + 1.0, at.1)],
                series: n,
                fill: false,
            });
            drawing
                .shapes
                .push(super::drawing::Shape::Mark { at, series: n });
        } else {
            let area = Area {
                x,
                y,
                w: SWATCH,
                h: SWATCH,
            };
            drawing.fill(area, Fill::Series(n), 2.0);
        }
        drawing.text(
            (x + SWATCH + 6.0, y + SWATCH - 1.5),
            name,
            Anchor::Start,
            TextRole::Label,
        );
        x += wide + 16.0;
    }
    drawing.height = y + LEGEND_LINE + 4.0;
}

/// The first number alone.
fn figure(plot: &Plot, drawing: &mut Drawing) {
    let first = Pick {
        label: 0,
        series: 0,
    };
    let text = plot.point(first).map_or("", |point| point.text.as_str());
    let text = fit(text, SIZE, drawing.width);
    drawing.text((0.0, SIZE), text, Anchor::Start, TextRole::Value);
    drawing.height = SIZE * 2.0;
}

/// The colour of a series.
fn fill_of(plot: &Plot, series: usize) -> Fill {
    if plot.series.len() > 1 {
        Fill::Series(series)
    } else {
        Fill::Single
    }
}

/// The room that the labels at the left get, in pixels.
fn label_room(plot: &Plot, width: f64) -> f64 {
    let widest = plot
        .labels
        .iter()
        .map(|label| text_width(label, SIZE))
        .fold(0.0, f64::max);
    widest.min(width * MOST_FOR_LABELS)
}

/// The width of the widest text.
fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> f64 {
    texts.map(|t| text_width(t, SIZE)).fold(0.0, f64::max)
}
