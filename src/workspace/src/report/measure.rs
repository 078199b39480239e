//! What is counted, summed and averaged: a value per row, and sums per group.

use record::schema::deal;
use record::{Currency, FieldId, FieldType, Kind, Money};
use workflow::Outcome as Ending;

use super::{Figure, LeftOut, Measure, ReportError, live_row};
use crate::business::Workspace;
use crate::rates::Rates;
use crate::table::{Column, Data, NO_INT, Table};

/// What is measured, with the value of every row.
pub(super) struct Meter {
    sort: Sort,
    cells: Cells,
    unit: Unit,
    rates: Rates,
    base: Currency,
    /// By code - 1: the currencies of the amounts, and whether a rate leads to the base.
    currencies: Vec<(Currency, bool)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Sort {
    Count,
    Share,
    Sum,
    Average,
    Minimum,
    Maximum,
    Median,
    Rate,
}

#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Number,
    Seconds,
    Money,
}

/// A value per row; rows beyond the end have none.
enum Cells {
    Nothing,
    /// NaN for none.
    Numbers(Vec<f64>),
    /// Minor units with [`NO_INT`] for none, and codes of currencies.
    Amounts(Vec<i64>, Vec<u32>),
    /// 1 for won, 2 for lost, 0 for neither.
    Closed(Vec<u8>),
}

/// The sums of some groups.
pub(super) struct Tally {
    pub(super) records: Vec<u32>,
    /// How many values: of [`Sort::Rate`] how many won and lost.
    values: Vec<u32>,
    numbers: Vec<f64>,
    /// By group and currency.
    amounts: Vec<i128>,
    /// All values, for medians.
    all: Vec<(u32, f64)>,
}

impl Meter {
    /// Counts records.
    pub(super) fn count() -> Self {
        Self {
            sort: Sort::Count,
            cells: Cells::Nothing,
            unit: Unit::Number,
            rates: Rates::default(),
            base: Currency::USD,
            currencies: Vec::new(),
        }
    }

    pub(super) fn new(
        workspace: &Workspace,
        kind: Kind,
        measure: &Measure,
        rates: &Rates,
    ) -> Result<Self, ReportError> {
        let sort = match measure {
            Measure::Count => Sort::Count,
            Measure::Share => Sort::Share,
            Measure::Sum(_) | Measure::Weighted => Sort::Sum,
            Measure::Average(_) => Sort::Average,
            Measure::Minimum(_) => Sort::Minimum,
            Measure::Maximum(_) => Sort::Maximum,
            Measure::Median(_) => Sort::Median,
            Measure::WonRate => Sort::Rate,
        };
        let mut meter = Self {
            sort,
            base: workspace.currency(),
            ..Self::count()
        };
        let mut currencies = Vec::new();
        match measure {
            Measure::Count | Measure::Share => {}
            Measure::Weighted | Measure::WonRate if kind != Kind::DEAL => {
                return Err(ReportError::DealsOnly);
            }
            Measure::Weighted => {
                (meter.cells, currencies) = weighted(workspace);
                meter.unit = Unit::Money;
            }
            Measure::WonRate => meter.cells = closed(workspace),
            Measure::Sum(path)
            | Measure::Average(path)
            | Measure::Minimum(path)
            | Measure::Maximum(path)
            | Measure::Median(path) => {
                (meter.cells, meter.unit, currencies) = values(workspace, kind, path)?;
            }
        }
        let known = |c: &Currency| (*c, rates.connects(*c, meter.base));
        meter.currencies = currencies.iter().map(known).collect();
        meter.rates = rates.clone();
        if matches!(sort, Sort::Minimum | Sort::Maximum | Sort::Median) {
            meter.convert_each();
        }
        Ok(meter)
    }

    /// Turns amounts into ones of the base's minor units, so that they can be compared; those
    /// without a rate stay as they are.
    fn convert_each(&mut self) {
        let Cells::Amounts(minor, codes) = &mut self.cells else {
            return;
        };
        let convert: Vec<_> = self
            .currencies
            .iter()
            .map(|(c, _)| self.rates.converter(*c, self.base))
            .collect();
        for (n, code) in minor.iter_mut().zip(codes) {
            let convert = code.checked_sub(1).map(|at| &convert[at as usize]);
            if let Some(Some(convert)) = convert.filter(|_| *n != NO_INT) {
                *n = convert(*n).unwrap_or(NO_INT);
            }
        }
    }

    /// Notes a record without a value.
    pub(super) fn note_left_out(&self, row: u32, out: &mut LeftOut) {
        let row = row as usize;
        let is_empty = match &self.cells {
            Cells::Nothing => false,
            Cells::Numbers(list) => list.get(row).is_none_or(|n| n.is_nan()),
            Cells::Amounts(list, _) => list.get(row).is_none_or(|n| *n == NO_INT),
            Cells::Closed(list) => list.get(row).is_none_or(|n| *n == 0),
        };
        out.empty += u32::from(is_empty);
    }

    /// The amounts that have no rate: by currency, how many.
    pub(super) fn currencies_left_out(&self, rows: &[u32]) -> Vec<(Currency, u32)> {
        let Cells::Amounts(minor, codes) = &self.cells else {
            return Vec::new();
        };
        let mut counts = vec![0; self.currencies.len() + 1];
        for row in rows {
            let at = *row as usize;
            if minor.get(at).is_some_and(|n| *n != NO_INT)
                && let Some(count) = codes
                    .get(at)
                    .and_then(|code| counts.get_mut(*code as usize))
            {
                *count += 1;
            }
        }
        let without = self.currencies.iter().zip(&counts[1..]);
        let without = without.filter(|((_, is_known), count)| !is_known && **count > 0);
        let mut list: Vec<_> = without.map(|((c, _), count)| (*c, *count)).collect();
        record::order::sort(&mut list);
        list
    }
}

impl Tally {
    pub(super) fn new(meter: &Meter, groups: usize) -> Self {
        let numbers = match meter.sort {
            Sort::Minimum => f64::INFINITY,
            Sort::Maximum => f64::NEG_INFINITY,
            _ => 0.0,
        };
        Self {
            records: vec![0; groups],
            values: vec![0; groups],
            numbers: vec![numbers; groups],
            amounts: vec![0; groups * meter.currencies.len()],
            all: Vec::new(),
        }
    }

    /// Adds a row to a group; nothing where there is no such group.
    pub(super) fn add(&mut self, meter: &Meter, group: usize, row: u32) {
        let at = row as usize;
        let Some(records) = self.records.get_mut(group) else {
            return;
        };
        *records += 1;
        match &meter.cells {
            Cells::Nothing => {}
            Cells::Numbers(list) => {
                if let Some(n) = list.get(at).copied().filter(|n| !n.is_nan()) {
                    self.take(meter.sort, group, n);
                }
            }
            Cells::Amounts(minor, codes) => {
                let held = minor.get(at).copied().filter(|n| *n != NO_INT);
                let code = codes.get(at).and_then(|code| code.checked_sub(1));
                if let (Some(n), Some(code)) = (held, code) {
                    let of = code as usize;
                    if !meter.currencies[of].1 {
                        return;
                    }
                    self.take(meter.sort, group, n as f64);
                    self.amounts[group * meter.currencies.len() + of] += i128::from(n);
                }
            }
            Cells::Closed(list) => {
                let closed = list.get(at).copied().unwrap_or(0);
                self.values[group] += u32::from(closed > 0);
                self.numbers[group] += f64::from(u8::from(closed == 1));
            }
        }
    }

    fn take(&mut self, sort: Sort, group: usize, n: f64) {
        self.values[group] += 1;
        let sum = &mut self.numbers[group];
        match sort {
            Sort::Minimum => *sum = sum.min(n),
            Sort::Maximum => *sum = sum.max(n),
            Sort::Median => self.all.push((group as u32, n)),
            _ => *sum += n,
        }
    }

    /// The measures of the groups; `records` are all there are, of which a share is one.
    pub(super) fn figures(&self, meter: &Meter, records: u32) -> Vec<Figure> {
        let mut medians = Vec::new();
        if meter.sort == Sort::Median {
            medians = self.medians();
        }
        (0..self.records.len())
            .map(|group| {
                let (count, values) = (self.records[group], self.values[group]);
                match meter.sort {
                    Sort::Count => Figure::Count(u64::from(count)),
                    Sort::Share if records == 0 => Figure::Nothing,
                    Sort::Share => Figure::Percent(100.0 * f64::from(count) / f64::from(records)),
                    // The sum of nothing is zero, but that of records without values isn't known.
                    _ if values == 0 && !(meter.sort == Sort::Sum && count == 0) => Figure::Nothing,
                    Sort::Rate => Figure::Percent(100.0 * self.numbers[group] / f64::from(values)),
                    Sort::Sum | Sort::Average if meter.unit == Unit::Money => {
                        self.amount(meter, group)
                    }
                    Sort::Average => meter.figure(self.numbers[group] / f64::from(values)),
                    Sort::Median => meter.figure(medians[group]),
                    Sort::Sum | Sort::Minimum | Sort::Maximum => meter.figure(self.numbers[group]),
                }
            })
            .collect()
    }

    /// Each currency's sum is converted as a whole, so that it is rounded once.
    fn amount(&self, meter: &Meter, group: usize) -> Figure {
        let n = meter.currencies.len();
        let sums = &self.amounts[group * n..(group + 1) * n];
        let mut total: i128 = 0;
        for ((currency, _), sum) in meter.currencies.iter().zip(sums) {
            if *sum != 0 {
                match meter.rates.convert_sum(*sum, *currency, meter.base) {
                    Some(money) => total += i128::from(money.minor),
                    None => return Figure::Nothing,
                }
            }
        }
        if meter.sort == Sort::Average {
            let count = i128::from(self.values[group].max(1));
            total = (2 * total + total.signum() * count) / (2 * count);
        }
        match i64::try_from(total) {
            Ok(minor) => Figure::Money(Money {
                minor,
                currency: meter.base,
            }),
            Err(_) => Figure::Nothing,
        }
    }

    fn medians(&self) -> Vec<f64> {
        let mut starts = vec![0usize; self.records.len() + 1];
        for (group, _) in &self.all {
            starts[*group as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut list = vec![0.0; self.all.len()];
        let mut next = starts.clone();
        for (group, n) in &self.all {
            let at = &mut next[*group as usize];
            list[*at] = *n;
            *at += 1;
        }
        (0..self.records.len())
            .map(|group| median(&mut list[starts[group]..starts[group + 1]]).unwrap_or(f64::NAN))
            .collect()
    }
}

/// The number in the middle; of an even count the mean of the middle two.
pub(crate) fn median(list: &mut [f64]) -> Option<f64> {
    let middle = list.len() / 2;
    if list.is_empty() {
        return None;
    }
    let is_even = list.len().is_multiple_of(2);
    let (below, high, _) = list.select_nth_unstable_by(middle, f64::total_cmp);
    let high = *high;
    if !is_even {
        return Some(high);
    }
    let low = below.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Some(low + (high - low) / 2.0)
}

impl Meter {
    fn figure(&self, n: f64) -> Figure {
        match self.unit {
            Unit::Number => Figure::Number(n),
            Unit::Seconds => Figure::Seconds(n),
            Unit::Money => Figure::Money(Money {
                minor: n.round() as i64,
                currency: self.base,
            }),
        }
    }
}

type Values = (Cells, Unit, Vec<Currency>);

/// The values at the end of a path of single references.
fn values(workspace: &Workspace, kind: Kind, path: &[FieldId]) -> Result<Values, ReportError> {
    let (at, field, is_many) = workspace.target_of(kind, path)?;
    let def = workspace.schema.field(at, field);
    let def = def.ok_or(ReportError::UnknownField { kind: at, field })?;
    let unit = match def.ty {
        FieldType::Int | FieldType::Number => Unit::Number,
        FieldType::Duration => Unit::Seconds,
        FieldType::Money => Unit::Money,
        _ => return Err(ReportError::NotMeasurable { kind: at, field }),
    };
    if is_many {
        return Err(ReportError::NotMeasurable { kind: at, field });
    }
    let column = |table: &Table| column_cells(table.column(field));
    let (mut cells, currencies) = workspace
        .table(at)
        .map_or((Cells::Nothing, Vec::new()), column);
    if matches!(cells, Cells::Nothing) {
        cells = Cells::Numbers(Vec::new());
    }
    // Backwards along the path: what a record refers to, it has.
    let mut way = vec![kind];
    for field in &path[..path.len() - 1] {
        let def = workspace.schema.field(*way.last().unwrap_or(&kind), *field);
        way.extend(def.and_then(|def| def.ty.target()));
    }
    for (from, to, reference) in way
        .iter()
        .zip(&way[1..])
        .zip(path)
        .map(|((from, to), field)| (*from, *to, *field))
        .rev()
    {
        let rows = rows_of_references(workspace, from, to, reference);
        cells = match cells {
            Cells::Numbers(list) => Cells::Numbers(gather(&rows, &list, f64::NAN)),
            Cells::Amounts(minor, codes) => {
                Cells::Amounts(gather(&rows, &minor, NO_INT), gather(&rows, &codes, 0))
            }
            other => other,
        };
    }
    Ok((cells, unit, currencies))
}

/// By row: the row there that the row's reference leads to.
fn rows_of_references(
    workspace: &Workspace,
    from: Kind,
    to: Kind,
    field: FieldId,
) -> Vec<Option<u32>> {
    let Some(Data::Ref(dict)) = workspace
        .table(from)
        .and_then(|t| t.column(field))
        .map(|c| &c.data)
    else {
        return Vec::new();
    };
    let there = workspace.table(to);
    let entry = |id: &record::RecordId| live_row(there?, *id);
    let rows: Vec<Option<u32>> = dict.entries.iter().map(entry).collect();
    let row = |code: &u32| *rows.get((*code as usize).checked_sub(1)?)?;
    dict.codes.iter().map(row).collect()
}

fn gather<T: Copy>(rows: &[Option<u32>], list: &[T], none: T) -> Vec<T> {
    let value = |row: &Option<u32>| row.and_then(|row| list.get(row as usize).copied());
    rows.iter().map(|row| value(row).unwrap_or(none)).collect()
}

fn column_cells(column: Option<&Column>) -> (Cells, Vec<Currency>) {
    match column.map(|c| &c.data) {
        Some(Data::Int(rows)) => {
            let number = |n: &i64| if *n == NO_INT { f64::NAN } else { *n as f64 };
            (
                Cells::Numbers(rows.iter().map(number).collect()),
                Vec::new(),
            )
        }
        Some(Data::Number(rows)) => (Cells::Numbers(rows.clone()), Vec::new()),
        Some(Data::Money(minor, dict)) => {
            let cells = Cells::Amounts(minor.clone(), dict.codes.clone());
            (cells, dict.entries.clone())
        }
        _ => (Cells::Nothing, Vec::new()),
    }
}

/// The expected revenue of each deal.
fn weighted(workspace: &Workspace) -> (Cells, Vec<Currency>) {
    let Some(table) = workspace.table(Kind::DEAL) else {
        return (Cells::Numbers(Vec::new()), Vec::new());
    };
    let (cells, currencies) = column_cells(table.column(deal::AMOUNT));
    let Cells::Amounts(mut minor, codes) = cells else {
        return (Cells::Numbers(Vec::new()), Vec::new());
    };
    let stages = Stages::of(workspace, table);
    let own = table.column(deal::PROBABILITY).map(|c| &c.data);
    for (row, amount) in minor.iter_mut().enumerate() {
        let own = match own {
            Some(Data::Int(rows)) => rows.get(row).copied().filter(|n| *n != NO_INT),
            _ => None,
        };
        match stages.at(row as u32) {
            Some(stage) if *amount != NO_INT => {
                // The currency doesn't matter here.
                let money = Money {
                    minor: *amount,
                    currency: Currency::USD,
                };
                *amount = workflow::stage::expected(money, stage, own).minor;
            }
            _ => *amount = NO_INT,
        }
    }
    (Cells::Amounts(minor, codes), currencies)
}

fn closed(workspace: &Workspace) -> Cells {
    let Some(table) = workspace.table(Kind::DEAL) else {
        return Cells::Closed(Vec::new());
    };
    let stages = Stages::of(workspace, table);
    let closed = |row| match stages.at(row).map(|stage| stage.outcome) {
        Some(Ending::Won) => 1,
        Some(Ending::Lost) => 2,
        Some(Ending::Open) | None => 0,
    };
    Cells::Closed((0..table.len()).map(closed).collect())
}

/// The stage of each deal's row.
pub(crate) struct Stages<'a> {
    codes: &'a [u32],
    list: Vec<Option<workflow::Stage>>,
}

impl<'a> Stages<'a> {
    /// The stages that deals are or were in.
    pub(crate) fn of(workspace: &Workspace, deals: &'a Table) -> Self {
        let Some(Data::Ref(dict)) = deals.column(deal::STAGE).map(|c| &c.data) else {
            return Self {
                codes: &[],
                list: Vec::new(),
            };
        };
        Self {
            codes: &dict.codes,
            list: dict.entries.iter().map(|id| workspace.stage(*id)).collect(),
        }
    }

    /// The stage of a row.
    pub(crate) fn at(&self, row: u32) -> Option<&workflow::Stage> {
        let code = self.codes.get(row as usize)?.checked_sub(1)?;
        self.list.get(code as usize)?.as_ref()
    }
}
