//! Mean and variance of the numbers seen, kept so that a number can be taken away again.

use crate::exact::{ExactSum, WeightSum, two_product};

/// The weight, sum and sum of squares of the numbers seen, all exact.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Moments {
    rows: u64,
    weight: WeightSum,
    sum: ExactSum,
    squares: ExactSum,
}

impl Moments {
    /// Adds a number. The weight is one that [`WeightSum::of`] has returned.
    pub(crate) fn add(&mut self, number: f64, (units, weight): (WeightSum, f64)) {
        self.rows = self.rows.saturating_add(1);
        self.weight.add(units);
        self.shift(number, weight);
    }

    /// Takes away a number that was added with the same weight.
    pub(crate) fn remove(&mut self, number: f64, (units, weight): (WeightSum, f64)) {
        self.rows = self.rows.saturating_sub(1);
        self.weight.subtract(units);
        self.shift(number, -weight);
    }

    /// Whether a number of this weight can be among those added.
    pub(crate) fn may_hold(&self, (units, _): (WeightSum, f64)) -> bool {
        self.rows > 0 && self.weight >= units
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.rows = self.rows.saturating_add(other.rows);
        self.weight.add(other.weight);
        self.sum.add_sum(&other.sum);
        self.squares.add_sum(&other.squares);
    }

    pub(crate) fn subtract(&mut self, other: &Self) {
        self.rows = self.rows.saturating_sub(other.rows);
        self.weight.subtract(other.weight);
        self.sum.subtract_sum(&other.sum);
        self.squares.subtract_sum(&other.squares);
    }

    pub(crate) fn may_hold_all(&self, other: &Self) -> bool {
        self.rows >= other.rows && self.weight >= other.weight
    }

    /// The weighted mean and the weighted population variance, if there is any weight.
    ///
    /// The variance is `(n * sum(w x^2) - sum(w x)^2) / n^2` with an exact numerator, so nothing is
    /// lost when the mean is great and the spread small.
    pub(crate) fn mean_and_variance(&self) -> Option<(f64, f64)> {
        if !self.weight.is_positive() {
            return None;
        }
        let weight = self.weight.value();
        let sum = self.sum.pieces();
        let squares = self.squares.pieces();
        let mut numerator = ExactSum::default();
        for n in self.weight.pieces().iter() {
            for square in squares.iter() {
                let (product, error) = two_product(n, square);
                numerator.add(product);
                numerator.add(error);
            }
        }
        for a in sum.iter() {
            for b in sum.iter() {
                let (product, error) = two_product(a, b);
                numerator.add(-product);
                numerator.add(-error);
            }
        }
        let variance = numerator.pieces().value() / weight / weight;
        Some((sum.value() / weight, variance.max(0.0)))
    }

    fn shift(&mut self, number: f64, weight: f64) {
        let (first, first_error) = two_product(weight, number);
        for part in [first, first_error] {
            if part != 0.0 {
                self.sum.add(part);
                let (square, square_error) = two_product(part, number);
                self.squares.add(square);
                self.squares.add(square_error);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn moments_of(numbers: &[(f64, f64)]) -> Moments {
        let mut moments = Moments::default();
        for (number, weight) in numbers {
            moments.add(*number, WeightSum::of(*weight));
        }
        moments
    }

    #[test]
    fn the_mean_and_variance_of_three_numbers() {
        let (mean, variance) = moments_of(&[(1.0, 1.0), (2.0, 1.0), (6.0, 1.0)])
            .mean_and_variance()
            .unwrap();
        assert_eq!(mean, 3.0);
        assert!((variance - 14.0 / 3.0).abs() < 1e-15);
    }

    #[test]
    fn a_weight_of_three_is_three_rows() {
        let weighted = moments_of(&[(1.5, 3.0), (4.0, 1.0)]).mean_and_variance();
        let repeated =
            moments_of(&[(1.5, 1.0), (1.5, 1.0), (1.5, 1.0), (4.0, 1.0)]).mean_and_variance();
        assert_eq!(weighted, repeated);
    }

    #[test]
    fn a_small_spread_about_a_great_mean_is_not_lost() {
        let (mean, variance) = moments_of(&[(1e15, 1.0), (1e15 + 1.0, 1.0)])
            .mean_and_variance()
            .unwrap();
        assert_eq!(mean, 1e15 + 0.5);
        assert_eq!(variance, 0.25);
    }

    #[test]
    fn equal_numbers_have_no_variance_at_all() {
        let (_, variance) = moments_of(&[(0.1, 0.3); 7]).mean_and_variance().unwrap();
        assert_eq!(variance, 0.0);
    }

    #[test]
    fn no_weight_means_no_mean() {
        assert_eq!(Moments::default().mean_and_variance(), None);
        assert_eq!(moments_of(&[(5.0, 0.0)]).mean_and_variance(), None);
    }

    #[test]
    fn an_outlier_that_comes_and_goes_leaves_no_trace() {
        let plain = moments_of(&[(0.1, 1.0), (0.7, 0.4)]);
        let mut touched = plain.clone();
        touched.add(-9e99, WeightSum::of(0.3));
        touched.remove(-9e99, WeightSum::of(0.3));
        assert_eq!(touched, plain);
        assert_eq!(touched.mean_and_variance(), plain.mean_and_variance());
    }
}
