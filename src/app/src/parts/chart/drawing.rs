//! A chart as lines, boxes and texts at their places, in pixels from the left upper corner.

use super::plot::Pick;

/// A chart, laid out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// What is to be seen, from back to front.
    pub shapes: Vec<Shape>,
    /// What can be reached with the pointer and the keyboard, in reading order.
    pub targets: Vec<Target>,
}

/// Something to be seen.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled box.
    Box {
        /// Its place.
        area: Area,
        /// Its colour.
        fill: Fill,
        /// How round its corners are.
        round: f64,
    },
    /// A straight line.
    Line {
        /// From here.
        from: (f64, f64),
        /// To here.
        to: (f64, f64),
        /// What it is for.
        role: LineRole,
    },
    /// A line through points, or with `fill` the area within them.
    Path {
        /// The points.
        points: Vec<(f64, f64)>,
        /// The series that it belongs to.
        series: usize,
        /// Whether the area is filled instead of the line drawn.
        fill: bool,
    },
    /// A mark at a point of a line.
    Mark {
        /// Its centre.
        at: (f64, f64),
        /// The series, which also gives it its form.
        series: usize,
    },
    /// A text on one line.
    Text {
        /// Where its baseline begins, is centred or ends.
        at: (f64, f64),
        /// What it says.
        text: String,
        /// Which of the three.
        anchor: Anchor,
        /// How it looks.
        role: TextRole,
    },
}

/// A place: left, top, width, height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Its left edge.
    pub x: f64,
    /// Its upper edge.
    pub y: f64,
    /// Its width.
    pub w: f64,
    /// Its height.
    pub h: f64,
}

/// A colour by its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// The only series.
    Single,
    /// One of several series: colour and pattern.
    Series(usize),
    /// A step of a heat table, 0 to 5.
    Heat(u8),
}

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineRole {
    /// Zero.
    Axis,
    /// Another round number.
    Grid,
}

/// Which point of a text lies at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The beginning.
    Start,
    /// The middle.
    Middle,
    /// The end.
    End,
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextRole {
    /// A label of an axis.
    Label,
    /// A number.
    Value,
    /// On a cell of a heat table that is coloured strongly.
    OnStrong,
}

/// Something that can be reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The number it stands for.
    pub pick: Pick,
    /// Where it is.
    pub area: Area,
    /// Where the pointer finds it: as large as there is room.
    pub reach: Area,
}

impl Area {
    /// A place between two corners, whichever is the upper left one.
    pub fn between(a: (f64, f64), b: (f64, f64)) -> Self {
        Self {
            x: a.0.min(b.0),
            y: a.1.min(b.1),
            w: (a.0 - b.0).abs(),
            h: (a.1 - b.1).abs(),
        }
    }
}

impl Drawing {
    pub(super) fn text(
        &mut self,
        at: (f64, f64),
        text: impl Into<String>,
        anchor: Anchor,
        role: TextRole,
    ) {
        let text = text.into();
        if !text.is_empty() {
            self.shapes.push(Shape::Text {
                at,
                text,
                anchor,
                role,
            });
        }
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), role: LineRole) {
        self.shapes.push(Shape::Line { from, to, role });
    }

    pub(super) fn fill(&mut self, area: Area, fill: Fill, round: f64) {
        let round = round.min(area.w / 2.0).min(area.h / 2.0);
        self.shapes.push(Shape::Box { area, fill, round });
    }

    pub(super) fn target(&mut self, pick: Pick, area: Area, reach: Area) {
        self.targets.push(Target { pick, area, reach });
    }
}
