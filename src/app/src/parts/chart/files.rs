//! A chart as a file: SVG with its own colours, or its numbers as CSV.

use std::fmt::Write;

use interchange::csv::CsvWriter;

use super::drawing::{Anchor, Drawing, Fill, LineRole, Shape, TextRole};
use super::layout::{SIZE, layout};
use super::palette;
use super::plot::{Plot, Unit};
use super::view::mark;

/// The size of the drawing in a file, and what is left around it, in pixels.
const WIDTH: f64 = 720.0;
const MARGIN: f64 = 24.0;
/// The room for the title.
const TITLE: f64 = 32.0;

/// A chart as an SVG file that stands by itself.
pub(super) fn svg(title: &str, plot: &Plot) -> String {
    let drawing = layout(plot, WIDTH);
    let width = drawing.width + 2.0 * MARGIN;
    let height = drawing.height + 2.0 * MARGIN + TITLE;
    let mut out = String::with_capacity(8_192);
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"system-ui, sans-serif\" \
         font-size=\"{SIZE}\"><title>{title}</title>\
         <rect width=\"100%\" height=\"100%\" fill=\"{ground}\"/><defs>",
        title = Escaped(title),
        ground = palette::GROUND,
    );
    for series in 1..plot.series.len().min(palette::COLOURS) {
        let _ = write!(
            out,
            "<pattern id=\"p{series}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
             <path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.2\" \
             stroke-linecap=\"round\"/></pattern>",
            palette::pattern(series),
            palette::GROUND
        );
    }
    let _ = write!(
        out,
        "</defs><text x=\"{MARGIN}\" y=\"{:.0}\" font-size=\"16\" font-weight=\"600\" \
         fill=\"{}\">{}</text><g transform=\"translate({MARGIN} {:.0})\">",
        MARGIN + 12.0,
        palette::TEXT,
        Escaped(title),
        MARGIN + TITLE
    );
    shapes(&drawing, &mut out);
    out.push_str("</g></svg>\n");
    out
}

fn shapes(drawing: &Drawing, out: &mut String) {
    for shape in &drawing.shapes {
        let _ = match shape {
            Shape::Box { area, fill, round } => {
                let place = format!(
                    "x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"{round:.1}\"",
                    area.x, area.y, area.w, area.h
                );
                let _ = write!(out, "<rect {place} fill=\"{}\"/>", palette::colour(*fill));
                match fill {
                    Fill::Series(n) if n % palette::COLOURS > 0 => write!(
                        out,
                        "<rect {place} fill=\"url(#p{})\"/>",
                        n % palette::COLOURS
                    ),
                    _ => Ok(()),
                }
            }
            Shape::Line { from, to, role } => write!(
                out,
                "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"{}\"/>",
                from.0,
                from.1,
                to.0,
                to.1,
                match role {
                    LineRole::Axis => palette::AXIS,
                    LineRole::Grid => palette::LINE,
                }
            ),
            Shape::Path {
                points,
                series,
                fill,
            } => {
                let colour = palette::colour(Fill::Series(*series));
                let line = path(points);
                if *fill {
                    write!(
                        out,
                        "<path d=\"{line}Z\" fill=\"{colour}\" fill-opacity=\"0.16\"/>"
                    )
                } else {
                    write!(
                        out,
                        "<path d=\"{line}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" \
                         stroke-linejoin=\"round\" stroke-dasharray=\"{}\"/>",
                        palette::dashes(*series)
                    )
                }
            }
            Shape::Mark { at, series } => write!(
                out,
                "<path d=\"{}\" fill=\"{}\"/>",
                mark(*at, *series),
                palette::colour(Fill::Series(*series))
            ),
            Shape::Text {
                at,
                text,
                anchor,
                role,
            } => write!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{}\" fill=\"{}\">{}</text>",
                at.0,
                at.1,
                anchor_word(*anchor),
                match role {
                    TextRole::Label => palette::LABEL,
                    TextRole::Value => palette::TEXT,
                    TextRole::OnStrong => palette::ON_STRONG,
                },
                Escaped(text)
            ),
        };
    }
}

/// The word for an anchor in SVG.
pub(super) fn anchor_word(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    }
}

/// Points as the data of a path.
pub(super) fn path(points: &[(f64, f64)]) -> String {
    let mut data = String::new();
    for (n, (x, y)) in points.iter().enumerate() {
        let step = if n == 0 { 'M' } else { 'L' };
        let _ = write!(data, "{step}{x:.1} {y:.1}");
    }
    data
}

/// The numbers of a chart as CSV: a row for each label, a column for each series.
pub(super) fn csv(title: &str, plot: &Plot) -> Vec<u8> {
    let mut writer = CsvWriter::new();
    writer.text_cell(&plot.by);
    for series in &plot.series {
        let name = if series.name.is_empty() {
            title
        } else {
            &series.name
        };
        let unit = match plot.unit {
            Unit::Money(currency) => format!("{name} ({currency})"),
            Unit::Seconds => format!("{name} (s)"),
            _ => name.to_owned(),
        };
        writer.text_cell(&unit);
    }
    writer.end_row();
    for (n, label) in plot.labels.iter().enumerate() {
        writer.text_cell(label);
        for series in &plot.series {
            let point = series.points.get(n).and_then(Option::as_ref);
            let finite = point.filter(|point| point.value.is_finite());
            writer.cell(&finite.map_or_else(String::new, |p| p.value.to_string()));
        }
        writer.end_row();
    }
    writer.finish()
}

/// Text with the signs of markup replaced, and without those that XML doesn't know.
struct Escaped<'a>(&'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\t' | '\n' | '\r' => f.write_char(' ')?,
                c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::plot::{Point, Series};
    use super::*;

    fn plot() -> Plot {
        let series = |name: &str, values: [f64; 2]| Series {
            name: name.into(),
            points: values.map(|v| Some(Point::new(v, format!("{v}")))).into(),
        };
        Plot {
            by: "Stage".into(),
            labels: vec!["<Lead> & \"co\"".into(), "=1+1".into()],
            series: vec![series("Anna", [1.5, 2.0]), series("Ben", [3.0, -4.0])],
            ..Plot::default()
        }
    }

    #[test]
    fn the_file_has_colours_of_its_own_and_no_markup_from_names() {
        let svg = svg("Deals <by> stage\u{1}", &plot());
        assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>\n"));
        assert!(
            svg.contains("Deals &lt;by&gt; stage") && svg.contains("&lt;Lead&gt; &amp; &quot;")
        );
        assert!(svg.contains(palette::SERIES[1]) && svg.contains("url(#p1)"));
        assert!(!svg.contains("var(") && !svg.contains("class=") && !svg.contains('\u{1}'));
    }

    #[test]
    fn numbers_stay_numbers_and_names_are_no_formulas() {
        let csv = String::from_utf8(csv("Deals", &plot())).unwrap();
        let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines[0], "Stage,Anna,Ben");
        assert!(lines[1].ends_with(",1.5,3"), "{}", lines[1]);
        assert!(lines[2].starts_with("'=1+1,2,-4"), "{}", lines[2]);
    }
}
