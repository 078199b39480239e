#![allow(clippy::unwrap_used)]
use super::super::drawing::{Shape, Target};
use super::super::plot::{Point, Series};
use super::*;
use proptest::prelude::*;

const FORMS: [Form; 10] = [
    Form::Bars,
    Form::StackedBars,
    Form::Columns,
    Form::StackedColumns,
    Form::Line,
    Form::Area,
    Form::Funnel,
    Form::Heat,
    Form::Figure,
    Form::Table,
];

fn plot(form: Form, values: &[&[f64]]) -> Plot {
    let labels = values.first().map_or(0, |first| first.len());
    let series = values.iter().enumerate().map(|(n, values)| Series {
        name: format!("Series {n}"),
        points: values
            .iter()
            .map(|v| (!v.is_nan()).then(|| Point::new(*v, format!("{v}"))))
            .collect(),
    });
    Plot {
        form,
        labels: (0..labels).map(|n| format!("Label {n}")).collect(),
        series: series.collect(),
        ..Plot::default()
    }
}

fn boxes(drawing: &Drawing) -> Vec<Area> {
    let area = |shape: &Shape| match shape {
        Shape::Box { area, .. } => Some(*area),
        _ => None,
    };
    drawing.shapes.iter().filter_map(area).collect()
}

/// Every number of a drawing.
fn numbers(drawing: &Drawing) -> Vec<f64> {
    let area = |a: &Area| vec![a.x, a.y, a.w, a.h];
    let shapes = drawing.shapes.iter().flat_map(|shape| match shape {
        Shape::Box { area: a, round, .. } => [area(a), vec![*round]].concat(),
        Shape::Line { from, to, .. } => vec![from.0, from.1, to.0, to.1],
        Shape::Path { points, .. } => points.iter().flat_map(|p| [p.0, p.1]).collect(),
        Shape::Mark { at, .. } | Shape::Text { at, .. } => vec![at.0, at.1],
    });
    let targets = drawing
        .targets
        .iter()
        .flat_map(|Target { area: a, reach, .. }| [area(a), area(reach)].concat());
    shapes
        .chain(targets)
        .chain([drawing.width, drawing.height])
        .collect()
}

/// Where the texts lie: left, top, right, bottom.
fn texts(drawing: &Drawing) -> Vec<(f64, f64, f64, f64)> {
    let place = |shape: &Shape| match shape {
        Shape::Text {
            at, text, anchor, ..
        } => {
            let wide = text_width(text, SIZE);
            let left = match anchor {
                Anchor::Start => at.0,
                Anchor::Middle => at.0 - wide / 2.0,
                Anchor::End => at.0 - wide,
            };
            Some((left, at.1 - SIZE * 0.7, left + wide, at.1))
        }
        _ => None,
    };
    drawing.shapes.iter().filter_map(place).collect()
}

#[test]
fn a_plot_without_numbers_takes_no_room() {
    for form in FORMS {
        for values in [&[][..], &[&[][..]], &[&[f64::NAN][..]]] {
            let drawing = layout(&plot(form, values), 400.0);
            assert_eq!(
                (drawing.height, drawing.targets.len()),
                (0.0, 0),
                "{form:?}"
            );
        }
    }
}

#[test]
fn bars_are_as_long_as_their_numbers() {
    let drawing = layout(&plot(Form::Bars, &[&[10.0, 5.0, 0.0]]), 400.0);
    let bars = boxes(&drawing);
    assert_eq!(bars.len(), 2);
    assert!((bars[0].w - 2.0 * bars[1].w).abs() < 1e-9);
    assert_eq!(drawing.targets.len(), 3);
}

#[test]
fn little_is_to_be_seen_beside_much() {
    for form in [Form::Bars, Form::Columns, Form::StackedBars] {
        let drawing = layout(&plot(form, &[&[1e9, 1.0]]), 300.0);
        let least = boxes(&drawing).last().copied().unwrap();
        assert!(least.w >= 2.0 && least.h >= 2.0, "{form:?}");
    }
}

#[test]
fn columns_below_zero_hang_from_the_axis() {
    let drawing = layout(&plot(Form::Columns, &[&[10.0, -10.0]]), 400.0);
    let bars = boxes(&drawing);
    assert!((bars[0].y + bars[0].h - bars[1].y).abs() < 1e-9);
    assert!((bars[0].h - bars[1].h).abs() < 1e-9);
}

#[test]
fn stacked_parts_stand_on_each_other() {
    let drawing = layout(&plot(Form::StackedColumns, &[&[6.0], &[4.0]]), 400.0);
    // The samples of the legend come first.
    let bars = &boxes(&drawing)[2..];
    assert!((bars[1].y + bars[1].h + 1.0 - bars[0].y).abs() < 1e-9);
}

#[test]
fn a_missing_number_leaves_a_gap_in_the_line() {
    let drawing = layout(&plot(Form::Line, &[&[1.0, f64::NAN, 3.0, 4.0]]), 400.0);
    let runs = drawing
        .shapes
        .iter()
        .filter(|shape| matches!(shape, Shape::Path { fill: false, .. }));
    assert_eq!(runs.count(), 2);
    assert_eq!(drawing.targets.len(), 3);
}

#[test]
fn the_strongest_cell_has_the_strongest_colour() {
    let drawing = layout(&plot(Form::Heat, &[&[0.0, 0.5], &[1.0, 0.1]]), 400.0);
    let levels: Vec<u8> = drawing
        .shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Box {
                fill: Fill::Heat(level),
                ..
            } => Some(*level),
            _ => None,
        })
        .collect();
    assert_eq!(levels, [0, 5, 3, 1]);
    let first = drawing.targets[1].pick;
    assert_eq!(
        first,
        Pick {
            label: 0,
            series: 1
        }
    );
}

fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(0.0),
        Just(f64::NAN),
        Just(f64::MAX),
        -1e3..1e6,
        Just(1.0),
        any::<f64>()
    ]
}

proptest! {
    #[test]
    fn no_drawing_has_a_number_that_is_none(
        values in prop::collection::vec(prop::collection::vec(value(), 5), 1..4),
        width in -10.0..2000.0f64,
    ) {
        for form in FORMS {
            let values: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
            let drawing = layout(&plot(form, &values), width);
            prop_assert!(numbers(&drawing).iter().all(|n| n.is_finite()), "{form:?}");
            let sizes = boxes(&drawing);
            prop_assert!(sizes.iter().all(|a| a.w >= 0.0 && a.h >= 0.0), "{form:?}");
        }
    }

    #[test]
    fn labels_stay_within_and_never_meet(
        labels in prop::collection::vec(".{0,24}", 1..30),
        width in 240.0..900.0f64,
        two in any::<bool>(),
    ) {
        for form in [Form::Bars, Form::Columns, Form::Line, Form::Funnel, Form::Heat] {
            let values: Vec<f64> = (0..labels.len()).map(|n| n as f64 * 7.0).collect();
            let both: Vec<&[f64]> = if two { vec![&values, &values] } else { vec![&values] };
            let mut plot = plot(form, &both);
            plot.labels.clone_from(&labels);
            let drawing = layout(&plot, width);
            let texts = texts(&drawing);
            for (n, a) in texts.iter().enumerate() {
                prop_assert!(a.0 >= -0.5 && a.2 <= drawing.width + 0.5, "{form:?}: {a:?}");
                // The numbers on columns stand above the lines of the grid.
                for b in texts.iter().skip(n + 1).filter(|_| form != Form::Columns) {
                    let apart = a.2 <= b.0 + 0.1 || b.2 <= a.0 + 0.1 || a.3 <= b.1 + 0.1 || b.3 <= a.1 + 0.1;
                    prop_assert!(apart, "{form:?} at {width}: {a:?} meets {b:?}");
                }
            }
        }
    }
}
