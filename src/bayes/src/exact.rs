//! Sums without rounding.
//!
//! A model that learns and unlearns must not drift: after ten thousand additions and as many
//! subtractions in any order its sums have to be those of the rows that are left. Floating-point
//! sums are not, and neither are running means: taking one outlier away leaves its rounding error
//! behind. These accumulators hold the exact sum, so that what is derived from them depends on the
//! rows alone, not on their order or on the rows that have come and gone.
//!
//! [`ExactSum`] is a long fixed-point number with carries put off, after Radford Neal, "Fast exact
//! summation using small and large superaccumulators" (2015).

use std::cmp::Ordering;

/// 32 bits each, the lowest worth 2^-1074: enough for every finite double and 2^70 of them.
const DIGITS: usize = 68;
const DIGIT_BITS: u32 = 32;
const DIGIT_MASK: i64 = 0xffff_ffff;
/// The exponent of the lowest bit of a double.
const LOWEST: i64 = -1074;
/// An addition changes a digit by less than 2^32; this many leave a 64-bit digit whole.
const MAX_PENDING: u32 = 1 << 30;

/// The exact sum of doubles.
#[derive(Clone, Debug)]
pub(crate) struct ExactSum {
    digits: [i64; DIGITS],
    pending: u32,
}

/// A number as a sum of a few doubles, the greatest first.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pieces {
    values: [f64; 6],
    len: usize,
}

/// The exact sum of weights, in units of 2^-80.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct WeightSum(i128);

impl Default for ExactSum {
    fn default() -> Self {
        Self {
            digits: [0; DIGITS],
            pending: 0,
        }
    }
}

impl PartialEq for ExactSum {
    fn eq(&self, other: &Self) -> bool {
        self.settled() == other.settled()
    }
}

impl ExactSum {
    /// Adds a finite number; to take one away, add its negative.
    pub(crate) fn add(&mut self, value: f64) {
        let bits = value.to_bits();
        let exponent = (bits >> 52) & 0x7ff;
        let fraction = bits & ((1 << 52) - 1);
        let (mantissa, position) = if exponent == 0 {
            (fraction, 0)
        } else {
            (fraction | 1 << 52, exponent - 1)
        };
        let index = (position / u64::from(DIGIT_BITS)) as usize;
        let shift = position % u64::from(DIGIT_BITS);
        // 53 bits moved up by at most 31 cover three digits.
        let low = (mantissa << shift) as i64 & DIGIT_MASK;
        let above = mantissa >> (u64::from(DIGIT_BITS) - shift);
        let middle = above as i64 & DIGIT_MASK;
        let high = (above >> DIGIT_BITS) as i64;
        if let Some([a, b, c]) = self.digits.get_mut(index..index + 3) {
            if value.is_sign_negative() {
                *a -= low;
                *b -= middle;
                *c -= high;
            } else {
                *a += low;
                *b += middle;
                *c += high;
            }
        }
        self.pending += 1;
        if self.pending >= MAX_PENDING {
            self.settle();
        }
    }

    /// Adds another sum.
    pub(crate) fn add_sum(&mut self, other: &Self) {
        self.settle();
        for (digit, added) in self.digits.iter_mut().zip(other.settled()) {
            *digit += added;
        }
        self.settle();
    }

    /// Takes another sum away.
    pub(crate) fn subtract_sum(&mut self, other: &Self) {
        self.settle();
        for (digit, taken) in self.digits.iter_mut().zip(other.settled()) {
            *digit -= taken;
        }
        self.settle();
    }

    /// The sum as a few doubles. The same sum gives the same pieces, however it came about.
    pub(crate) fn pieces(&self) -> Pieces {
        let mut digits = self.settled();
        let negative = digits.last().is_some_and(|top| *top < 0);
        if negative {
            for digit in &mut digits {
                *digit = -*digit;
            }
            carry(&mut digits);
        }
        let sign = if negative { -1.0 } else { 1.0 };
        let mut pieces = Pieces::default();
        let mut rest = 0.0;
        for (index, digit) in digits.iter().enumerate().rev() {
            if *digit == 0 {
                continue;
            }
            let place = power_of_two(i64::from(DIGIT_BITS) * index as i64 + LOWEST);
            let (sum, error) = two_sum(rest, sign * *digit as f64 * place);
            if error == 0.0 {
                rest = sum;
            } else {
                pieces.push(sum);
                rest = error;
            }
        }
        pieces.push(rest);
        pieces
    }

    fn settle(&mut self) {
        carry(&mut self.digits);
        self.pending = 0;
    }

    fn settled(&self) -> [i64; DIGITS] {
        let mut digits = self.digits;
        carry(&mut digits);
        digits
    }
}

impl Pieces {
    /// The number, rounded to a double.
    pub(crate) fn value(&self) -> f64 {
        self.iter().rev().sum()
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = f64> {
        self.values.into_iter().take(self.len)
    }

    /// Six pieces are over 300 bits; what lies below them is dropped.
    fn push(&mut self, value: f64) {
        if let Some(slot) = self.values.get_mut(self.len).filter(|_| value != 0.0) {
            *slot = value;
            self.len += 1;
        }
    }
}

impl WeightSum {
    const UNIT_BITS: i64 = 80;

    /// A weight from 0 to a million in whole units, and the double that is exactly as much.
    pub(crate) fn of(weight: f64) -> (Self, f64) {
        let units = Self((weight * power_of_two(Self::UNIT_BITS)) as i128);
        (units, units.value())
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.0 = self.0.saturating_add(other.0);
    }

    pub(crate) fn subtract(&mut self, other: Self) {
        self.0 = self.0.saturating_sub(other.0);
    }

    pub(crate) fn value(self) -> f64 {
        self.0 as f64 * power_of_two(-Self::UNIT_BITS)
    }

    pub(crate) fn is_positive(self) -> bool {
        self.0.cmp(&0) == Ordering::Greater
    }

    pub(crate) fn pieces(self) -> Pieces {
        let mut pieces = Pieces::default();
        let mut rest = self.0;
        while rest != 0 {
            let piece = rest as f64;
            pieces.push(piece * power_of_two(-Self::UNIT_BITS));
            rest = rest.saturating_sub(piece as i128);
        }
        pieces
    }
}

/// The product as the nearest double and what that leaves out (Dekker 1971). A fused multiply-add
/// would be shorter, but neither WebAssembly nor plain x86-64 has one.
pub(crate) fn two_product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    let (a_high, a_low) = halves(a);
    let (b_high, b_low) = halves(b);
    let error = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
    (product, error)
}

fn halves(a: f64) -> (f64, f64) {
    let scaled = a * 134_217_729.0; // 2^27 + 1
    let high = scaled - (scaled - a);
    (high, a - high)
}

/// The sum as the nearest double and what that leaves out (Knuth).
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let b_part = sum - a;
    (sum, (a - (sum - b_part)) + (b - b_part))
}

/// Brings every digit but the top into 0 to 2^32 - 1; the top one carries the sign.
fn carry(digits: &mut [i64; DIGITS]) {
    let Some((top, lower)) = digits.split_last_mut() else {
        return;
    };
    let mut carried = 0;
    for digit in lower {
        let value = *digit + carried;
        *digit = value & DIGIT_MASK;
        carried = value >> DIGIT_BITS;
    }
    *top += carried;
}

fn power_of_two(exponent: i64) -> f64 {
    if exponent < -1022 {
        f64::from_bits(1 << (exponent - LOWEST).clamp(0, 51))
    } else {
        f64::from_bits(((exponent + 1023).clamp(0, 2046) as u64) << 52)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sum_of(values: &[f64]) -> ExactSum {
        let mut sum = ExactSum::default();
        for value in values {
            sum.add(*value);
        }
        sum
    }

    #[test]
    fn small_numbers_survive_a_great_one_that_comes_and_goes() {
        let mut sum = sum_of(&[1.0, 1e100, 0.1, 3e-300]);
        sum.add(-1e100);
        assert_eq!(sum.pieces().value(), 1.1);
        sum.add(-1.0);
        sum.add(-0.1);
        assert_eq!(sum.pieces().value(), 3e-300);
        sum.add(-3e-300);
        assert_eq!(sum, ExactSum::default());
    }

    #[test]
    fn the_limits_of_a_double_are_kept() {
        for value in [f64::MIN_POSITIVE, 5e-324, 1e307, -1e307, -5e-324, 1.5, -0.0] {
            assert_eq!(sum_of(&[value]).pieces().value(), value);
        }
    }

    #[test]
    fn weights_are_exact_to_a_billionth_and_leave_no_rest() {
        let (tenth, as_double) = WeightSum::of(0.1);
        assert_eq!(as_double, 0.1);
        let mut sum = WeightSum::default();
        for _ in 0..10 {
            sum.add(tenth);
        }
        assert_eq!(sum.value(), 1.0);
        for _ in 0..10 {
            sum.subtract(tenth);
        }
        assert!(!sum.is_positive());
        assert_eq!(sum, WeightSum::default());
        assert_eq!(WeightSum::of(1e6).1, 1e6);
    }

    #[test]
    fn a_product_and_its_error_are_exact() {
        let (product, error) = two_product(0.1, 0.1);
        let mut sum = sum_of(&[product, error]);
        // 0.1 = m * 2^-56; the square is m^2 * 2^-112, which is taken away in two exact parts.
        let mantissa = 0x0019_9999_9999_999a_i128;
        let square = mantissa * mantissa;
        let high = square as f64;
        let low = (square - high as i128) as f64;
        sum.add(-high * power_of_two(-112));
        sum.add(-low * power_of_two(-112));
        assert_eq!(sum, ExactSum::default());
    }

    proptest! {
        #[test]
        fn integers_add_up_as_integers_do(values in prop::collection::vec(-(1i64 << 53)..(1i64 << 53), 0..60)) {
            let doubles: Vec<f64> = values.iter().map(|v| *v as f64).collect();
            let expected = values.iter().map(|v| i128::from(*v)).sum::<i128>() as f64;
            prop_assert_eq!(sum_of(&doubles).pieces().value(), expected);
        }

        #[test]
        fn the_order_does_not_matter_and_the_opposites_cancel(
            values in prop::collection::vec(-1e120f64..1e120, 0..40),
            powers in prop::collection::vec(-300i32..0, 40),
        ) {
            let scaled: Vec<f64> = values.iter().zip(&powers).map(|(v, p)| v * 10f64.powi(*p)).collect();
            let mut reversed = scaled.clone();
            reversed.reverse();
            let sum = sum_of(&scaled);
            prop_assert_eq!(&sum, &sum_of(&reversed));
            let mut both = sum.clone();
            both.subtract_sum(&sum_of(&reversed));
            prop_assert_eq!(&both, &ExactSum::default());
            both.add_sum(&sum);
            prop_assert_eq!(both.pieces().value(), sum.pieces().value());
        }
    }
}
