//! Letter grades.

use serde::{Deserialize, Serialize};

/// A probability as a letter. It goes by the whole percentage that is shown beside it, so that the
/// two never contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// 75 to 100 %.
    A,
    /// 50 to 74 %.
    B,
    /// 25 to 49 %.
    C,
    /// Below 25 %.
    D,
}

impl Grade {
    /// The grade of a probability from 0 to 1. What is not a number gets the lowest.
    pub fn of(probability: f64) -> Self {
        match (probability * 100.0).round() {
            percent if percent >= 75.0 => Self::A,
            percent if percent >= 50.0 => Self::B,
            percent if percent >= 25.0 => Self::C,
            _ => Self::D,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grade_goes_by_the_percentage_shown() {
        let cases = [
            (1.0, Grade::A),
            (0.75, Grade::A),
            (0.746, Grade::A),
            (0.744, Grade::B),
            (0.5, Grade::B),
            (0.494, Grade::C),
            (0.25, Grade::C),
            (0.244, Grade::D),
            (0.0, Grade::D),
            (f64::NAN, Grade::D),
        ];
        for (probability, grade) in cases {
            assert_eq!(Grade::of(probability), grade, "{probability}");
        }
    }
}
