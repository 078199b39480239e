//! What a chart draws: names, numbers, and the numbers as people read them.

use record::Currency;

use crate::platform::intl;
use crate::words::{charts as words, common, locale};

/// How a chart looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// Bars to the right, one below the other; several series side by side.
    #[default]
    Bars,
    /// Bars to the right, the series behind one another.
    StackedBars,
    /// Bars upward, for what follows one another in time.
    Columns,
    /// Bars upward, the series on top of one another.
    StackedColumns,
    /// Lines over time.
    Line,
    /// Lines over time, filled to zero.
    Area,
    /// Bars that grow narrower from step to step.
    Funnel,
    /// A cell for each label and series, the stronger coloured the larger.
    Heat,
    /// The first number alone, large.
    Figure,
    /// The numbers as a table; in a file, bars.
    Table,
}

/// What the numbers of a chart are, for its axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Whole things: the axis has no fractions.
    #[default]
    Count,
    /// Numbers.
    Number,
    /// Amounts in units of a currency.
    Money(Currency),
    /// Shares: 0.4 is 40 %.
    Share,
    /// Seconds.
    Seconds,
}

/// A number of a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// The number; what is not finite is not drawn.
    pub value: f64,
    /// The number as people read it.
    pub text: String,
    /// Whether choosing it leads anywhere.
    pub opens: bool,
}

/// Numbers that belong together, one a label.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// What they are.
    pub name: String,
    /// The numbers in the order of the labels; `None` where there is none.
    pub points: Vec<Option<Point>>,
}

/// What a chart draws.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plot {
    /// How it looks.
    pub form: Form,
    /// What the numbers are.
    pub unit: Unit,
    /// What the labels are: "Stage".
    pub by: String,
    /// The labels, in order.
    pub labels: Vec<String>,
    /// A few words for each label, such as the share that goes on; may be shorter than the labels.
    pub notes: Vec<String>,
    /// The series, in order.
    pub series: Vec<Series>,
    /// The sums over all series of each label, where the series stand behind one another; empty to
    /// leave them out.
    pub sums: Vec<String>,
}

/// A number of a plot by the places of its label and its series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pick {
    /// The place of the label.
    pub label: usize,
    /// The place of the series.
    pub series: usize,
}

impl Point {
    /// A number with its text.
    pub fn new(value: f64, text: impl Into<String>) -> Self {
        Self {
            value,
            text: text.into(),
            opens: false,
        }
    }

    /// The number as one that leads somewhere, or not.
    #[must_use]
    pub fn opening(mut self, opens: bool) -> Self {
        self.opens = opens;
        self
    }
}

impl Plot {
    /// A number that can be drawn.
    pub fn point(&self, pick: Pick) -> Option<&Point> {
        let point = self.series.get(pick.series)?.points.get(pick.label)?;
        point.as_ref().filter(|point| point.value.is_finite())
    }

    /// The number alone; 0 where there is none.
    pub(super) fn value(&self, label: usize, series: usize) -> f64 {
        self.point(Pick { label, series }).map_or(0.0, |p| p.value)
    }

    /// Whether there is no number at all.
    pub fn is_empty(&self) -> bool {
        let drawn = |series: &Series| series.points.iter().flatten().any(|p| p.value.is_finite());
        self.labels.is_empty() || !self.series.iter().any(drawn)
    }

    /// Whether several series have to be told apart.
    pub(super) fn has_legend(&self) -> bool {
        self.series.len() > 1 && self.form != Form::Heat
    }

    /// What a number is, in words: "Proposal, Anna: €12,000".
    pub fn sentence(&self, pick: Pick) -> String {
        let label = self.labels.get(pick.label).map_or("", String::as_str);
        let text = self.point(pick).map_or("", |point| point.text.as_str());
        let series = self.series.get(pick.series).map_or("", |s| s.name.as_str());
        let mut said = if self.series.len() > 1 && !series.is_empty() {
            words::value_of_part(label, series, text)
        } else {
            words::value_of(label, text)
        };
        if let Some(note) = self.notes.get(pick.label).filter(|note| !note.is_empty()) {
            said = words::with_note(&said, note);
        }
        said
    }
}

impl Unit {
    /// Two numbers as the ends of a range: in few characters where those say both exactly, else in
    /// as many as it takes, so that no two ranges read the same.
    pub fn ends(self, ends: [f64; 2]) -> [String; 2] {
        let is_short = ends.iter().all(|n| self.is_exact(*n));
        ends.map(|n| match self {
            _ if is_short => self.short(n),
            Self::Money(currency) => intl::money(locale(), amount(n, currency)),
            Self::Seconds => common::duration_minutes((n / 60.0).round() as i64),
            Self::Count | Self::Number | Self::Share => intl::number(locale(), n, 9),
        })
    }

    /// Whether [`Unit::short`] says all of a number.
    fn is_exact(self, n: f64) -> bool {
        let has_decimals = |n: f64, most: i32| {
            let n = n * 10f64.powi(most);
            (n - n.round()).abs() < 1e-6
        };
        // One decimal of a power of 1,000 or, in Chinese, of 10,000.
        let is_compact = || {
            [1e3, 1e4f64].into_iter().all(|base| {
                let power = n.abs().max(1.0).log(base) + 1e-9;
                has_decimals(n / base.powf(power.floor()), 1)
            })
        };
        match self {
            Self::Money(_) => is_compact(),
            Self::Seconds if n < 3_600.0 => n % 60.0 == 0.0,
            Self::Seconds => n < 2.0 * 86_400.0 && n % 3_600.0 == 0.0,
            Self::Count | Self::Number if n.abs() >= 1e4 => n.abs() < 1e15 && is_compact(),
            Self::Count | Self::Number | Self::Share => has_decimals(n, 2),
        }
    }

    /// A number in few characters, as on an axis.
    pub fn short(self, value: f64) -> String {
        match self {
            Self::Count | Self::Number => compact(value),
            Self::Share => intl::percent(locale(), value),
            Self::Money(currency) => intl::money_compact(locale(), amount(value, currency)),
            Self::Seconds => span(value),
        }
    }
}

/// So many units of a currency.
fn amount(units: f64, currency: Currency) -> record::Money {
    let minor = (units * currency.scale() as f64).round();
    let minor = minor.clamp(-9e18, 9e18) as i64;
    record::Money { minor, currency }
}

/// A number in few characters, the large ones in the units that people know: 25K, 2.5万.
fn compact(value: f64) -> String {
    match value.abs() {
        n if n >= 1e15 => format!("{value:.0e}"),
        n if n >= 1e4 => intl::number_compact(locale(), value),
        _ => intl::number(locale(), value, 2),
    }
}

/// A span of time in its largest unit.
pub fn span(seconds: f64) -> String {
    let size = seconds.abs();
    if size >= 2.0 * 86_400.0 {
        words::days(rounded(seconds / 86_400.0))
    } else if size >= 3_600.0 {
        words::hours(rounded(seconds / 3_600.0))
    } else {
        common::minutes_short((seconds / 60.0).round() as i64)
    }
}

/// One decimal below ten, none above.
fn rounded(n: f64) -> f64 {
    if n.abs() < 10.0 {
        (n * 10.0).round() / 10.0
    } else {
        n.round()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_take_few_characters() {
        assert_eq!(Unit::Count.short(2_500.0), "2,500");
        assert_eq!(Unit::Count.short(25_000.0), "25K");
        assert_eq!(Unit::Number.short(-1_500_000.0), "-1.5M");
        assert_eq!(Unit::Number.short(2e9), "2B");
        assert_eq!(Unit::Number.short(1e300), "1e300");
    }

    #[test]
    fn no_two_ranges_read_the_same() {
        for unit in [Unit::Money(Currency::USD), Unit::Number, Unit::Seconds] {
            for (width, from) in [
                (0.25, 0.0),
                (2.5, 995.0),
                (500.0, 1_000.0),
                (25_000.0, 900_000.0),
                (60_000.0, 1_200_000.0),
                (3_600.0, 100_800.0),
            ] {
                // A minute is the smallest span that is said.
                if unit == Unit::Seconds && width < 60.0 {
                    continue;
                }
                let range = |n: i32| {
                    let low = from + f64::from(n) * width;
                    unit.ends([low, low + width])
                };
                let ranges: Vec<_> = (0..60).map(range).collect();
                for (n, [low, high]) in ranges.iter().enumerate() {
                    assert_ne!(low, high, "{unit:?} {width}");
                    assert!(!ranges[..n].contains(&ranges[n]), "{unit:?} {low}");
                }
            }
        }
        let money = Unit::Money(Currency::USD);
        assert!(money.is_exact(1_200_000.0) && money.is_exact(125_000.0));
        assert!(!money.is_exact(1_250_000.0) && !money.is_exact(125_550.0));
        assert!(money.is_exact(1_000.0) && money.is_exact(1e9) && money.is_exact(0.5));
    }

    #[test]
    fn a_span_is_said_in_its_largest_unit() {
        assert_eq!(span(90.0), "2 min");
        assert_eq!(span(5_400.0), "1.5 h");
        assert_eq!(span(86_400.0 * 12.4), "12 d");
    }

    #[test]
    fn a_number_is_said_with_its_label_its_series_and_its_note() {
        let series = |name: &str| Series {
            name: name.into(),
            points: vec![Some(Point::new(2.0, "2"))],
        };
        let mut plot = Plot {
            labels: vec!["May".into()],
            series: vec![series("Won")],
            ..Plot::default()
        };
        let pick = Pick {
            label: 0,
            series: 0,
        };
        assert_eq!(plot.sentence(pick), "May: 2");
        plot.series.push(series("Lost"));
        plot.notes.push("half go on".into());
        assert_eq!(plot.sentence(pick), "May, Won: 2 (half go on)");
        let none = Pick {
            label: 9,
            series: 9,
        };
        assert!(plot.point(none).is_none() && plot.sentence(none).contains(':'));
    }

    #[test]
    fn a_plot_without_numbers_is_empty() {
        let mut plot = Plot {
            labels: vec!["a".into()],
            series: vec![Series {
                name: String::new(),
                points: vec![Some(Point::new(f64::NAN, "?"))],
            }],
            ..Plot::default()
        };
        assert!(plot.is_empty());
        plot.series[0].points.push(Some(Point::new(0.0, "0")));
        assert!(!plot.is_empty());
    }
}
