//! Answering a report: which rows are shown, in which order, with which figures.

use workflow::Context;

use super::keys::{Coded, UNREADABLE};
use super::measure::{Meter, Tally};
use super::{
    Figure, Group, Key, LeftOut, MAX_ROWS, MAX_SPLITS, Outcome, Part, Report, ReportError, Row,
    RowOrder,
};
use crate::business::Workspace;

/// Where the records of one key go among the rows that are shown.
struct Slots {
    /// By key: its slot.
    of: Vec<u32>,
    keys: Vec<Key>,
}

impl Slots {
    /// The slots of a record: one for each of its groups, each once.
    fn each(&self, codes: &[u32], slots: &mut Vec<usize>) {
        slots.clear();
        for code in codes {
            if let Some(slot) = self.of.get(*code as usize) {
                let slot = *slot as usize;
                if !slots.contains(&slot) {
                    slots.push(slot);
                }
            }
        }
    }
}

impl Workspace {
    /// Answers a report. Counts over a field with several values count a record in each of its
    /// values; periods and ranges between the first and the last are there even without records,
    /// as long as all rows together stay within [`MAX_ROWS`].
    ///
    /// # Errors
    /// Where a field is not there, or can't be grouped or measured so.
    pub fn report(
        &mut self,
        report: &Report,
        context: &Context<'_>,
    ) -> Result<Outcome, ReportError> {
        if self.schema.kind(report.kind).is_none() {
            return Err(ReportError::UnknownKind(report.kind));
        }
        let rows = self.rows(&report.query(), context);
        let this = &*self;
        let rates = this.rates();
        let keyed = |group: &Group| Coded::read(this, report.kind, group, &rates, context);
        let group = report.group.as_ref().map(keyed).transpose()?;
        let split = match &group {
            Some(_) => report.split.as_ref().map(keyed).transpose()?,
            None => None,
        };
        let meter = Meter::new(this, report.kind, &report.measure, &rates)?;

        let mut left_out = LeftOut::default();
        let mut whole = Tally::new(&meter, 1);
        for row in &rows {
            whole.add(&meter, 0, *row);
            meter.note_left_out(*row, &mut left_out);
        }
        left_out.currencies = meter.currencies_left_out(&rows);
        let mut outcome = Outcome {
            rows: Vec::new(),
            splits: Vec::new(),
            records: rows.len() as u32,
            total: whole
                .figures(&meter, rows.len() as u32)
                .pop()
                .unwrap_or(Figure::Nothing),
            left_out,
        };
        let Some(group) = group else {
            return Ok(outcome);
        };

        let by_key = tally(&meter, &rows, &group, |tally, codes, row| {
            for code in codes {
                tally.add(&meter, *code as usize, row);
            }
        });
        outcome.left_out.ungrouped = rows
            .iter()
            .filter(|row| group.of(**row).contains(&UNREADABLE))
            .count() as u32;
        let figures = by_key.figures(&meter, outcome.records);
        let shown = this.shown(report, &group, &by_key.records, &figures);
        let mut splits = Slots {
            of: Vec::new(),
            keys: Vec::new(),
        };
        if let Some(split) = &split {
            let counts = tally(&Meter::count(), &rows, split, |tally, codes, row| {
                for code in codes {
                    tally.add(&Meter::count(), *code as usize, row);
                }
            });
            splits = this.split_slots(split, &counts.records);
        }

        let (n, parts) = (shown.keys.len(), splits.keys.len());
        let mut tallied = Tally::new(&meter, n);
        let mut parted = Tally::new(&meter, n * parts);
        let (mut at, mut within) = (Vec::new(), Vec::new());
        for row in &rows {
            shown.each(group.of(*row), &mut at);
            if let Some(split) = &split {
                splits.each(split.of(*row), &mut within);
            }
            for slot in &at {
                tallied.add(&meter, *slot, *row);
                for part in &within {
                    parted.add(&meter, slot * parts + part, *row);
                }
            }
        }
        let figures = tallied.figures(&meter, outcome.records);
        let part_figures = parted.figures(&meter, outcome.records);
        let part = |at: usize| Part {
            figure: part_figures.get(at).copied().unwrap_or(Figure::Nothing),
            records: parted.records.get(at).copied().unwrap_or(0),
        };
        outcome.rows = shown
            .keys
            .into_iter()
            .enumerate()
            .map(|(slot, key)| Row {
                key,
                figure: figures[slot],
                records: tallied.records[slot],
                parts: (0..parts).map(|p| part(slot * parts + p)).collect(),
            })
            .collect();
        outcome.splits = splits.keys;
        Ok(outcome)
    }

    /// Which keys are rows of their own, in order.
    fn shown(&self, report: &Report, group: &Coded, records: &[u32], figures: &[Figure]) -> Slots {
        let mut list: Vec<usize> = (0..group.keys.len())
            .filter(|at| records.get(*at).is_some_and(|n| *n > 0) && group.keys[*at] != Key::None)
            .collect();
        group.sort(self, &mut list);
        let sign = match report.order {
            RowOrder::Natural => None,
            RowOrder::Largest => Some(-1.0),
            RowOrder::Smallest => Some(1.0),
        };
        if let Some(sign) = sign {
            // Where nothing was measured comes last in either order.
            let measured = |at: &usize| figures[*at].number().map_or(f64::INFINITY, |n| sign * n);
            record::order::sort_by(&mut list, |a, b| measured(a).total_cmp(&measured(b)));
        }
        let limit = report
            .limit
            .map_or(MAX_ROWS, |n| (n as usize).min(MAX_ROWS));
        let mut rest = Vec::new();
        if list.len() > limit {
            let is_period = matches!(
                list.first().map(|at| &group.keys[*at]),
                Some(Key::Period(..))
            );
            rest = if is_period && report.order == RowOrder::Natural {
                let late = list.split_off(list.len() - limit);
                std::mem::replace(&mut list, late)
            } else {
                list.split_off(limit)
            };
        }
        let mut slots = Slots {
            of: vec![u32::MAX; group.keys.len()],
            keys: Vec::new(),
        };
        let gaps = (report.order == RowOrder::Natural).then(|| group.gaps(&list, limit));
        let mut gaps = gaps.flatten().unwrap_or_default().into_iter();
        for at in list {
            slots.keys.extend(gaps.next().into_iter().flatten());
            slots.of[at] = slots.keys.len() as u32;
            slots.keys.push(group.keys[at].clone());
        }
        if !rest.is_empty() {
            for at in rest {
                slots.of[at] = slots.keys.len() as u32;
            }
            slots.keys.push(Key::Other);
        }
        slots.put_none(group, records);
        slots
    }

    /// The parts: the most frequent ones in their natural order, the others as one.
    fn split_slots(&self, split: &Coded, records: &[u32]) -> Slots {
        let mut list: Vec<usize> = (0..split.keys.len())
            .filter(|at| records.get(*at).is_some_and(|n| *n > 0) && split.keys[*at] != Key::None)
            .collect();
        record::order::sort_by_key(&mut list, |at| std::cmp::Reverse(records[*at]));
        let rest = list.split_off(list.len().min(MAX_SPLITS));
        split.sort(self, &mut list);
        let mut slots = Slots {
            of: vec![u32::MAX; split.keys.len()],
            keys: Vec::new(),
        };
        for at in list {
            slots.of[at] = slots.keys.len() as u32;
            slots.keys.push(split.keys[at].clone());
        }
        if !rest.is_empty() {
            for at in rest {
                slots.of[at] = slots.keys.len() as u32;
            }
            slots.keys.push(Key::Other);
        }
        slots.put_none(split, records);
        slots
    }
}

impl Slots {
    fn put_none(&mut self, coded: &Coded, records: &[u32]) {
        let none = coded.keys.iter().position(|key| *key == Key::None);
        if let Some(at) = none.filter(|at| records.get(*at).is_some_and(|n| *n > 0)) {
            self.of[at] = self.keys.len() as u32;
            self.keys.push(Key::None);
        }
    }
}

/// Tallies by key.
fn tally(
    meter: &Meter,
    rows: &[u32],
    coded: &Coded,
    add: impl Fn(&mut Tally, &[u32], u32),
) -> Tally {
    let mut tally = Tally::new(meter, coded.keys.len());
    for row in rows {
        add(&mut tally, coded.of(*row), *row);
    }
    tally
}
