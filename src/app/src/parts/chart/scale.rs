//! Axes: from numbers to pixels, with round numbers at even distances.

/// A linear axis. Its ends are round numbers that hold all values and zero.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    step: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// An axis over `values`, which may be empty, with about `count` steps between `from` and `to`
    /// in pixels. With `whole` the steps are whole numbers.
    pub(super) fn over(
        values: impl Iterator<Item = f64>,
        count: usize,
        whole: bool,
        from: f64,
        to: f64,
    ) -> Self {
        let (mut low, mut high) = (0.0f64, 0.0f64);
        for value in values.filter(|v| v.is_finite()) {
            low = low.min(value);
            high = high.max(value);
        }
        // Half of the largest number keeps the span finite.
        low = low.max(-f64::MAX / 4.0);
        high = high.min(f64::MAX / 4.0);
        if low == high {
            high = 1.0;
        }
        let rough = (high - low) / count.max(1) as f64;
        let step = round_step(if whole { rough.max(1.0) } else { rough }, whole);
        Self {
            low: (low / step).floor() * step,
            high: (high / step).ceil() * step,
            step,
            from,
            to,
        }
    }

    /// An axis without round numbers, from the least of the values and zero to the largest.
    pub(super) fn exact(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Self {
        let mut scale = Self::over(std::iter::empty(), 1, false, from, to);
        let (mut low, mut high) = (0.0f64, 0.0f64);
        for value in values.filter(|v| v.is_finite()) {
            low = low.min(value.max(-f64::MAX / 4.0));
            high = high.max(value.min(f64::MAX / 4.0));
        }
        if low < high {
            (scale.low, scale.high) = (low, high);
        }
        scale
    }

    /// Where a value lies, in pixels.
    pub(super) fn at(&self, value: f64) -> f64 {
        let share = (value.clamp(self.low, self.high) - self.low) / (self.high - self.low);
        self.from + share * (self.to - self.from)
    }

    /// The round numbers from end to end.
    pub(super) fn ticks(&self) -> Vec<f64> {
        let count = ((self.high - self.low) / self.step).round().min(50.0) as i32;
        (0..=count)
            .map(|n| {
                let tick = self.low + f64::from(n) * self.step;
                // 0.1 + 0.2 is no round number.
                (tick / self.step).round() * self.step
            })
            .collect()
    }
}

/// The smallest of 1, 2, 2.5, 5 and 10 times a power of ten that is at least `rough`; with `whole` one
/// without a fraction, where `rough` is at least 1.
fn round_step(rough: f64, whole: bool) -> f64 {
    if !rough.is_finite() || rough <= 0.0 {
        return 1.0;
    }
    let power = 10f64.powf(rough.log10().floor());
    if power <= 0.0 || !power.is_finite() {
        return rough;
    }
    let factor = [1.0, 2.0, 2.5, 5.0]
        .into_iter()
        .filter(|factor| !whole || (factor * power).fract() == 0.0)
        .find(|factor| factor * power >= rough * (1.0 - 1e-9));
    factor.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scale(values: &[f64]) -> Scale {
        Scale::over(values.iter().copied(), 4, false, 0.0, 100.0)
    }

    #[test]
    fn ticks_are_round_numbers_that_hold_all_values() {
        assert_eq!(scale(&[3.0, 97.0]).ticks(), [0.0, 25.0, 50.0, 75.0, 100.0]);
        assert_eq!(scale(&[0.3]).ticks(), [0.0, 0.1, 0.2, 0.30000000000000004]);
        assert_eq!(scale(&[-5.0, 12.0]).ticks(), [-5.0, 0.0, 5.0, 10.0, 15.0]);
    }

    #[test]
    fn nothing_and_zeros_have_an_axis_too() {
        for values in [&[][..], &[0.0, 0.0], &[f64::NAN]] {
            let scale = scale(values);
            assert_eq!(scale.at(0.0), 0.0);
            assert!(scale.ticks().len() > 1);
        }
    }

    #[test]
    fn things_are_counted_in_whole_numbers() {
        let scale = Scale::over([2.0].into_iter(), 4, true, 0.0, 10.0);
        assert_eq!(scale.ticks(), [0.0, 1.0, 2.0]);
        for most in 1..=1000 {
            let scale = Scale::over([f64::from(most)].into_iter(), 4, true, 0.0, 10.0);
            let ticks = scale.ticks();
            assert!(ticks.iter().all(|tick| tick.fract() == 0.0), "{ticks:?}");
        }
    }

    proptest! {
        #[test]
        fn every_axis_holds_its_values_and_zero(values in prop::collection::vec(any::<f64>(), 0..9)) {
            let scale = scale(&values);
            let ticks = scale.ticks();
            prop_assert!(ticks.len() >= 2 && ticks.len() <= 51);
            prop_assert!(ticks.iter().all(|tick| tick.is_finite()));
            for value in values.into_iter().chain([0.0]).filter(|v| v.is_finite()) {
                let at = scale.at(value);
                prop_assert!((0.0..=100.0).contains(&at), "{value} lies at {at}");
            }
        }
    }
}
