//! Many rows at once, stored by column.

use serde::{Deserialize, Serialize};

use crate::{Error, Feature, Value};

/// The code that stands for a missing value in [`Column::Codes`].
pub const MISSING_CODE: u32 = u32::MAX;

/// The values of one feature in all rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Column {
    /// Numbers; not-a-number is missing.
    Numbers(Vec<f64>),
    /// Dictionary codes; [`MISSING_CODE`] is missing.
    Codes(Vec<u32>),
}

/// Columns of equal length, one for every feature.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    columns: Vec<Column>,
    rows: usize,
}

impl Column {
    /// The number of values, missing ones included.
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(values) => values.len(),
            Self::Codes(values) => values.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value in a row; missing if there is no such row.
    pub fn value(&self, row: usize) -> Value {
        match self {
            Self::Numbers(values) => match values.get(row) {
                Some(number) if !number.is_nan() => Value::Number(*number),
                _ => Value::Missing,
            },
            Self::Codes(values) => match values.get(row) {
                Some(code) if *code != MISSING_CODE => Value::Code(*code),
                _ => Value::Missing,
            },
        }
    }

    fn select(&self, rows: &[usize]) -> Self {
        match self {
            Self::Numbers(values) => Self::Numbers(
                rows.iter()
                    .map(|row| values.get(*row).copied().unwrap_or(f64::NAN))
                    .collect(),
            ),
            Self::Codes(values) => Self::Codes(
                rows.iter()
                    .map(|row| values.get(*row).copied().unwrap_or(MISSING_CODE))
                    .collect(),
            ),
        }
    }
}

impl Table {
    /// A table of these columns. Refused if they differ in length.
    pub fn new(columns: Vec<Column>) -> Result<Self, Error> {
        let rows = columns.first().map_or(0, Column::len);
        match columns.iter().find(|column| column.len() != rows) {
            Some(column) => Err(Error::RowCount {
                expected: rows,
                found: column.len(),
            }),
            None => Ok(Self { columns, rows }),
        }
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns, in the order of the features.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// One row; all values are missing if there is no such row.
    pub fn row(&self, row: usize) -> Vec<Value> {
        self.columns
            .iter()
            .map(|column| column.value(row))
            .collect()
    }

    /// The table of the given rows, in the given order. A row that does not exist comes out as one
    /// whose values are all missing.
    pub fn select(&self, rows: &[usize]) -> Self {
        Self {
            columns: self
                .columns
                .iter()
                .map(|column| column.select(rows))
                .collect(),
            rows: rows.len(),
        }
    }

    /// Whether there is one column of the right kind for every feature.
    pub(crate) fn check<'a>(
        &self,
        features: impl ExactSizeIterator<Item = &'a Feature>,
    ) -> Result<(), Error> {
        let (expected, found) = (features.len(), self.columns.len());
        if expected != found {
            return Err(Error::ColumnCount { expected, found });
        }
        for (column, feature) in self.columns.iter().zip(features) {
            if matches!(column, Column::Numbers(_)) != feature.kind.is_number() {
                return Err(Error::ColumnKind {
                    feature: feature.name.clone(),
                });
            }
        }
        Ok(())
    }
}

/// Whether there is one value of the right kind, or a missing one, for every feature.
pub(crate) fn check_row<'a>(
    row: &[Value],
    features: impl ExactSizeIterator<Item = &'a Feature>,
) -> Result<(), Error> {
    let (expected, found) = (features.len(), row.len());
    if expected != found {
        return Err(Error::ColumnCount { expected, found });
    }
    for (value, feature) in row.iter().zip(features) {
        let fits = match value {
            Value::Missing => true,
            Value::Number(_) => feature.kind.is_number(),
            Value::Code(_) => !feature.kind.is_number(),
        };
        if !fits {
            return Err(Error::ColumnKind {
                feature: feature.name.clone(),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn columns_of_unequal_length_are_refused() {
        let columns = vec![Column::Numbers(vec![1.0, 2.0]), Column::Codes(vec![1])];
        assert_eq!(
            Table::new(columns),
            Err(Error::RowCount {
                expected: 2,
                found: 1
            })
        );
    }

    #[test]
    fn rows_and_selections_read_missing_values_as_missing() {
        let table = Table::new(vec![
            Column::Numbers(vec![1.0, f64::NAN]),
            Column::Codes(vec![MISSING_CODE, 7]),
        ])
        .unwrap();
        assert_eq!(table.row(0), [Value::Number(1.0), Value::Missing]);
        assert_eq!(table.row(1), [Value::Missing, Value::Code(7)]);
        assert_eq!(table.row(9), [Value::Missing, Value::Missing]);
        let selected = table.select(&[1, 0, 9]);
        assert_eq!(selected.rows(), 3);
        assert_eq!(selected.row(0), table.row(1));
        assert_eq!(selected.row(2), table.row(9));
    }

    #[test]
    fn a_column_of_the_wrong_kind_is_named() {
        let table = Table::new(vec![Column::Codes(vec![1])]).unwrap();
        let refused = table.check([Feature::numeric("Budget")].iter());
        assert_eq!(
            refused,
            Err(Error::ColumnKind {
                feature: "Budget".into()
            })
        );
        assert!(check_row(&[Value::Number(1.0)], [Feature::bernoulli("VIP")].iter()).is_err());
        assert!(check_row(&[Value::Missing], [Feature::bernoulli("VIP")].iter()).is_ok());
        assert!(check_row(&[], [Feature::bernoulli("VIP")].iter()).is_err());
    }
}
