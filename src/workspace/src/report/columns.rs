//! Fields of a kind's rows as plain values, for reports that read a few columns in one pass.

use record::{Currency, FieldId, Kind, RecordId};
use workflow::Stage;

use super::measure::Stages;
use crate::business::Workspace;
use crate::rates::Rates;
use crate::table::{Column, Data, NO_INT, Table};
use record::Money;

/// A column, or none.
#[derive(Clone, Copy)]
pub(crate) struct Field<'a>(Option<&'a Column>);

impl<'a> Field<'a> {
    pub(crate) fn of(table: &'a Table, field: FieldId) -> Self {
        Self(table.column(field))
    }

    /// A whole number, a day, milliseconds, seconds, or 1 for yes.
    pub(crate) fn int(self, row: u32) -> Option<i64> {
        match &self.0?.data {
            Data::Int(rows) => rows.get(row as usize).copied().filter(|n| *n != NO_INT),
            _ => None,
        }
    }

    pub(crate) fn day(self, row: u32) -> Option<record::Date> {
        i32::try_from(self.int(row)?).ok().map(record::Date)
    }

    pub(crate) fn instant(self, row: u32) -> Option<record::Instant> {
        self.int(row).map(record::Instant)
    }

    pub(crate) fn link(self, row: u32) -> Option<RecordId> {
        match &self.0?.data {
            Data::Ref(dict) => dict.get(row).copied(),
            _ => None,
        }
    }

    pub(crate) fn money(self, row: u32) -> Option<Money> {
        match &self.0?.data {
            Data::Money(minor, dict) => Some(Money {
                minor: minor.get(row as usize).copied().filter(|n| *n != NO_INT)?,
                currency: *dict.get(row)?,
            }),
            _ => None,
        }
    }

    pub(crate) fn text(self, row: u32) -> &'a str {
        self.0.map_or("", |column| column.str(row))
    }
}

/// Deals with the stages they are in.
pub(crate) struct Deals<'a> {
    pub(crate) table: &'a Table,
    stages: Stages<'a>,
}

impl<'a> Deals<'a> {
    /// `None` where there has never been a deal.
    pub(crate) fn of(workspace: &'a Workspace) -> Option<Self> {
        let table = workspace.table(Kind::DEAL)?;
        Some(Self {
            table,
            stages: Stages::of(workspace, table),
        })
    }

    /// The live deals that are in a stage of the pipeline, and of the owner, where these are said.
    pub(crate) fn rows(
        &self,
        pipeline: Option<RecordId>,
        owner: Option<RecordId>,
    ) -> impl Iterator<Item = (u32, &Stage)> {
        let owners = Field::of(self.table, record::schema::deal::OWNER);
        self.table.live_rows().filter_map(move |row| {
            let stage = self.stages.at(row)?;
            let fits = pipeline.is_none_or(|id| id == stage.pipeline)
                && owner.is_none_or(|id| owners.link(row) == Some(id));
            fits.then_some((row, stage))
        })
    }
}

/// Amounts that are added up by currency, and converted once at the end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sums(Vec<(Currency, i128)>);

impl Sums {
    pub(crate) fn add(&mut self, money: Money) {
        match self.0.iter_mut().find(|(c, _)| *c == money.currency) {
            Some((_, sum)) => *sum += i128::from(money.minor),
            None => self.0.push((money.currency, money.minor.into())),
        }
    }

    /// The sum in the base's currency, without what no rate leads to. What is larger than an amount
    /// can be is the largest one.
    pub(crate) fn total(&self, rates: &Rates, base: Currency) -> Money {
        let converted = |(currency, sum): &(Currency, i128)| {
            let money = rates.convert_sum(*sum, *currency, base)?;
            Some(i128::from(money.minor))
        };
        let total: i128 = self.0.iter().filter_map(converted).sum();
        Money {
            minor: total.clamp(i64::MIN.into(), i64::MAX.into()) as i64,
            currency: base,
        }
    }
}

/// Counts amounts in currencies that no rate leads to the base from.
#[derive(Clone, Debug, Default)]
pub(crate) struct WithoutRate(Vec<(Currency, bool, u32)>);

impl WithoutRate {
    pub(crate) fn note(&mut self, currency: Currency, rates: &Rates, base: Currency) {
        match self.0.iter_mut().find(|(c, ..)| *c == currency) {
            Some((.., count)) => *count += 1,
            None => self.0.push((currency, rates.connects(currency, base), 1)),
        }
    }

    pub(crate) fn list(self) -> Vec<(Currency, u32)> {
        let mut list: Vec<(Currency, u32)> = self
            .0
            .into_iter()
            .filter(|(_, is_known, _)| !is_known)
            .map(|(currency, _, count)| (currency, count))
            .collect();
        record::order::sort(&mut list);
        list
    }
}
