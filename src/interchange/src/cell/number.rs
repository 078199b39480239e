//! Numbers with grouping, a decimal point or comma, signs and parentheses.

use serde::{Deserialize, Serialize};

use super::CellError;

/// Which sign stands before the decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NumberStyle {
    /// As each cell shows; where it shows nothing (`1.234`, `1,234`), a point.
    #[default]
    Auto,
    /// A point: `1,234.50`.
    Point,
    /// A comma: `1.234,50`.
    Comma,
}

/// Decides over a column which sign stands before the decimals.
#[derive(Clone, Copy, Debug, Default)]
pub struct ColumnNumbers {
    point: u32,
    comma: u32,
    unclear_points: u32,
}

/// What a column says of its decimal sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberVerdict {
    /// This one.
    Decided(NumberStyle),
    /// All numbers with a point look like `1.234`, which is a thousand in one country and one and
    /// a bit in another.
    Ambiguous,
}

impl ColumnNumbers {
    /// Takes a cell into account.
    pub fn see(&mut self, text: &str) {
        let separators: Vec<char> = text.chars().filter(|c| matches!(c, '.' | ',')).collect();
        let last = text.rfind(['.', ',']);
        let (Some(last_at), Some(&first), Some(&last)) =
            (last, separators.first(), separators.last())
        else {
            return;
        };
        let decimals = |rest: &str| rest.chars().take_while(char::is_ascii_digit).count();
        let whole = text
            .get(..last_at)
            .unwrap_or_default()
            .chars()
            .rev()
            .take_while(char::is_ascii_digit)
            .count();
        let digits = decimals(text.get(last_at + 1..).unwrap_or_default());
        let leading_zero = whole > 0
            && text
                .get(last_at - whole..)
                .is_some_and(|digits| digits.starts_with('0'));
        let decimal = if first != last {
            last
        } else if separators.len() > 1 {
            // Repeated: it groups, so the other one is the decimal sign.
            if last == '.' { ',' } else { '.' }
        } else if digits != 3 || whole == 0 || whole > 3 || leading_zero {
            last
        } else {
            self.unclear_points += u32::from(last == '.');
            return;
        };
        match decimal {
            '.' => self.point += 1,
            _ => self.comma += 1,
        }
    }

    /// What the column says so far.
    pub fn verdict(&self) -> NumberVerdict {
        NumberVerdict::Decided(match (self.point, self.comma) {
            (0, 0) if self.unclear_points > 0 => return NumberVerdict::Ambiguous,
            (0, 0) => NumberStyle::Auto,
            (point, comma) if comma > point => NumberStyle::Comma,
            _ => NumberStyle::Point,
        })
    }
}

/// A whole number. A percent sign is passed over.
pub(super) fn whole(text: &str, style: NumberStyle) -> Result<i64, CellError> {
    let plain = decimal(text.trim_end_matches(['%', '％']), style).ok_or(CellError::NotANumber)?;
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    if part.bytes().any(|b| b != b'0') {
        return Err(CellError::NotWhole);
    }
    whole.parse().map_err(|_| CellError::TooLarge)
}

/// A number. A percent sign is passed over: 45 % is 45.
pub(super) fn float(text: &str, style: NumberStyle) -> Result<f64, CellError> {
    let plain = decimal(text.trim_end_matches(['%', '％']), style).ok_or(CellError::NotANumber)?;
    let n: f64 = plain.parse().map_err(|_| CellError::NotANumber)?;
    if n.is_finite() {
        Ok(n)
    } else {
        Err(CellError::TooLarge)
    }
}

/// A full-width digit or sign as its plain one.
pub(super) fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '−' | '–' => '-',
        _ => c,
    }
}

/// The number as plain decimal text (`-1234.5`): digits are kept exactly.
pub(super) fn decimal(text: &str, style: NumberStyle) -> Option<String> {
    let narrowed: String = text.chars().map(narrow).collect();
    let mut rest = narrowed.trim();
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        (rest, negative) = (inner.trim(), true);
    }
    if let Some(positive) = rest.strip_prefix('+') {
        rest = positive.trim_start();
    } else if let Some(inner) = rest.strip_prefix('-').or_else(|| rest.strip_suffix('-')) {
        if negative {
            return None;
        }
        (rest, negative) = (inner.trim(), true);
    }
    let plain = unsigned(rest, style)?;
    let zero = plain.bytes().all(|b| matches!(b, b'0' | b'.'));
    Some(if negative && !zero {
        format!("-{plain}")
    } else {
        plain
    })
}

fn unsigned(text: &str, style: NumberStyle) -> Option<String> {
    if text.len() > 64 || !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','))
    {
        return None;
    }
    if let Some((mantissa, exponent)) = text.split_once(['e', 'E']) {
        let mantissa = unsigned(mantissa, style)?;
        let exponent: i32 = exponent.parse().ok().filter(|e: &i32| e.abs() <= 30)?;
        return Some(shift(&mantissa, exponent));
    }
    let (whole, part) = match decimal_sign(text, style) {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?),
        None => (text, ""),
    };
    if !part.bytes().all(|b| b.is_ascii_digit()) || whole.is_empty() && part.is_empty() {
        return None;
    }
    let mut plain = ungrouped(whole)?;
    if plain.is_empty() {
        plain.push('0');
    }
    if !part.is_empty() {
        plain.push('.');
        plain.push_str(part);
    }
    Some(plain)
}

/// Where the decimal sign stands.
fn decimal_sign(text: &str, style: NumberStyle) -> Option<usize> {
    let at = text.rfind(['.', ','])?;
    let sign = text.get(at..=at)?;
    let other = if sign == "." { "," } else { "." };
    if text.contains(other) {
        return Some(at);
    }
    if text.matches(sign).count() > 1 {
        return None;
    }
    let (before, after) = (at, text.len() - at - 1);
    let groups = after == 3 && (1..=3).contains(&before) && !text.starts_with('0');
    let comma = match style {
        NumberStyle::Comma => ",",
        NumberStyle::Auto | NumberStyle::Point => ".",
    };
    (!groups || sign == comma).then_some(at)
}

/// The digits of a whole number without their grouping. Groups have three digits; Indian ones two
/// before the last three.
fn ungrouped(whole: &str) -> Option<String> {
    let is_group = |c: char| matches!(c, '.' | ',' | '\'' | '’' | '_') || c.is_whitespace();
    let mut signs = whole.chars().filter(|c| is_group(*c));
    if let Some(first) = signs.next() {
        if signs.any(|c| c != first) {
            return None;
        }
        let groups: Vec<&str> = whole.split(is_group).collect();
        let (last, before) = groups.split_last()?;
        let (first, middle) = before.split_first()?;
        let inner = middle.first().map_or(3, |g| g.len());
        let fits = last.len() == 3
            && (1..=3).contains(&first.len())
            && matches!(inner, 2 | 3)
            && middle.iter().all(|g| g.len() == inner);
        if !fits {
            return None;
        }
    }
    let digits: String = whole.chars().filter(|c| !is_group(*c)).collect();
    digits.bytes().all(|b| b.is_ascii_digit()).then_some(digits)
}

/// A plain decimal times a power of ten, exactly.
fn shift(plain: &str, by: i32) -> String {
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let mut digits = format!("{whole}{part}");
    let mut point = whole.len() as i32 + by;
    while point < 1 {
        digits.insert(0, '0');
        point += 1;
    }
    while (digits.len() as i32) < point {
        digits.push('0');
    }
    let (whole, part) = digits.split_at(point as usize);
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        trimmed => trimmed,
    };
    match part.trim_end_matches('0') {
        "" => whole.to_owned(),
        part => format!("{whole}.{part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Option<String> {
        decimal(text, NumberStyle::Auto)
    }

    #[test]
    fn grouping_and_decimal_signs_of_many_countries() {
        for (text, expected) in [
            ("1,234.50", "1234.50"),
            ("1.234,50", "1234.50"),
            ("1 234,50", "1234.50"),
            ("1\u{202F}234\u{202F}567,8", "1234567.8"),
            ("1'234.50", "1234.50"),
            ("12,34,567.8", "1234567.8"),
            ("1,234", "1234"),
            ("1.234", "1.234"),
            ("1.234.567", "1234567"),
            ("0,125", "0.125"),
            (",5", "0.5"),
            ("1234,567", "1234.567"),
            ("(12.5)", "-12.5"),
            ("12-", "-12"),
            ("−3", "-3"),
            ("+7", "7"),
            ("-0.00", "0.00"),
            ("１２３．５", "123.5"),
            ("1.5E+3", "1500"),
            ("25e-3", "0.025"),
        ] {
            assert_eq!(plain(text).as_deref(), Some(expected), "{text}");
        }
        for bad in [
            "",
            "-",
            "abc",
            "1,23,4",
            "1.2.3",
            "12a",
            "1,2345,678",
            "--1",
            "(-1)",
            ".",
            "1e999",
            "0x10",
            "NaN",
            "inf",
            "1,234.5.6",
        ] {
            assert_eq!(plain(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_column_decides_what_one_cell_leaves_open() {
        let verdict = |cells: &[&str]| {
            let mut column = ColumnNumbers::default();
            for cell in cells {
                column.see(cell);
            }
            column.verdict()
        };
        let decided = NumberVerdict::Decided;
        assert_eq!(verdict(&["1.234", "5,50"]), decided(NumberStyle::Comma));
        assert_eq!(verdict(&["1.234,50 €"]), decided(NumberStyle::Comma));
        assert_eq!(verdict(&["1.234", "5.5"]), decided(NumberStyle::Point));
        assert_eq!(verdict(&["12", "40"]), decided(NumberStyle::Auto));
        assert_eq!(verdict(&["1.234", "2.500"]), NumberVerdict::Ambiguous);
        assert_eq!(verdict(&["1,234"]), decided(NumberStyle::Auto));
        assert_eq!(verdict(&["0.125"]), decided(NumberStyle::Point));
        assert_eq!(
            decimal("1.234", NumberStyle::Comma).as_deref(),
            Some("1234")
        );
    }

    #[test]
    fn whole_numbers_refuse_decimals_and_overflow() {
        assert_eq!(whole("12.00", NumberStyle::Auto), Ok(12));
        assert_eq!(whole("60 %", NumberStyle::Auto), Ok(60));
        assert_eq!(whole("12.5", NumberStyle::Auto), Err(CellError::NotWhole));
        assert_eq!(
            whole("99999999999999999999", NumberStyle::Auto),
            Err(CellError::TooLarge)
        );
    }
}
