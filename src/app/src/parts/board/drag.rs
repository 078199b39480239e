//! A card on its way.

/// A card that is held, by the pointer or by the keyboard, and where it would go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Drag {
    pub(super) card: u128,
    pub(super) from: u128,
    pub(super) to: u128,
    /// The place among the other cards of `to`.
    pub(super) place: usize,
    /// Where the card is drawn, in the window; `None` when the keyboard holds it.
    pub(super) pointer: Option<(f64, f64)>,
    /// Where the pointer is.
    pub(super) at: (f64, f64),
}

/// A pointer that went down on a card and has not moved far yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pressed {
    pub(super) card: u128,
    pub(super) column: u128,
    pub(super) start: (f64, f64),
    /// Where on the card it went down.
    pub(super) grip: (f64, f64),
}

impl Pressed {
    /// Whether the pointer has moved so far that it drags.
    pub(super) fn is_far(self, to: (f64, f64)) -> bool {
        const SLACK_PX: f64 = 5.0;
        let (dx, dy) = (to.0 - self.start.0, to.1 - self.start.1);
        dx.hypot(dy) > SLACK_PX
    }
}

/// The place that a card takes when it is dropped `within` pixels below the top of a column.
pub(super) fn place_near(within: f64, pitch: f64) -> usize {
    (within / pitch).round().max(0.0) as usize
}

/// Which way to scroll while the pointer is near an edge.
pub(super) fn edge_step(at: f64, start: f64, end: f64, edge: f64) -> i32 {
    if at < start + edge {
        -1
    } else if at > end - edge {
        1
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_falls_into_the_nearest_gap() {
        assert_eq!(place_near(-30.0, 112.0), 0);
        assert_eq!(place_near(55.0, 112.0), 0);
        assert_eq!(place_near(57.0, 112.0), 1);
        assert_eq!(place_near(1_120.0, 112.0), 10);
    }

    #[test]
    fn a_small_tremble_is_no_drag() {
        let pressed = Pressed {
            card: 1,
            column: 1,
            start: (10.0, 10.0),
            grip: (0.0, 0.0),
        };
        assert!(!pressed.is_far((13.0, 13.0)));
        assert!(pressed.is_far((10.0, 16.0)));
    }
}
