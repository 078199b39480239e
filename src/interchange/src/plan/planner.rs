//! The three passes over the files.

mod indexing;
mod writing;

use hashbrown::{HashMap, HashSet};
use record::{FieldId, Kind, RecordId, Schema, Write};

use super::columns::{ColumnPlan, Customs, Scan};
use super::decisions::Decisions;
use super::index::Index;
use super::links::Created;
use super::lookup::Lookup;
use super::parents::Parents;
use super::report::{FileReport, Report, Warning, WarningReason};
use super::row::{Draft, Read, RowReader};
use super::{choices, stages};
use crate::csv::{CsvFile, Position, Row};
use crate::headers::Mapping;

/// A file of an import with its mapping.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The file.
    pub file: &'a CsvFile,
    /// What its columns mean.
    pub mapping: &'a Mapping,
}

/// What the planner is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Finding out the form of dates and numbers.
    Scan,
    /// Checking rows and giving ids.
    Index,
    /// Comparing and writing.
    Write,
    /// All is done; the report is complete.
    Done,
}

/// What a slice of work has brought.
#[derive(Clone, Debug)]
pub struct Step {
    /// What the planner is at now.
    pub phase: Phase,
    /// How much is done, of `total`.
    pub done: u64,
    /// How much there is to do.
    pub total: u64,
    /// The writes of the slice, in an order in which they can be applied; a record's writes stand
    /// together. `replaced` is left to the workspace.
    pub writes: Vec<Write>,
}

/// Goes over the files of an import in slices. See the [module](super).
pub struct Planner<'a> {
    inputs: Vec<Input<'a>>,
    decisions: &'a Decisions,
    schema: &'a Schema,
    lookup: &'a dyn Lookup,
    phase: Phase,
    file: usize,
    position: Option<Position>,
    row: usize,
    customs: Customs,
    scans: Vec<Scan>,
    files: Vec<FileState>,
    index: Index,
    created: Created,
    parents: Parents,
    seen_choices: choices::Seen,
    seen_stages: stages::Seen,
    choices: choices::Settled,
    stages: stages::Settled,
    touched: HashMap<RecordId, State>,
    /// Fields written for records that several rows describe.
    written: HashSet<(RecordId, FieldId)>,
    shared: HashSet<Kind>,
    report: Report,
}

#[derive(Debug, Default)]
struct FileState {
    columns: Vec<ColumnPlan>,
    /// Whether each row is taken.
    take: Vec<bool>,
    /// The records of each row, one for each entity.
    ids: Vec<Option<RecordId>>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    New,
    Updated,
    Unchanged,
}

impl<'a> Planner<'a> {
    /// A planner at the start of its work.
    pub fn new(
        inputs: Vec<Input<'a>>,
        decisions: &'a Decisions,
        schema: &'a Schema,
        lookup: &'a dyn Lookup,
    ) -> Self {
        let customs = Customs::of(inputs.iter().map(|i| i.mapping.clone()), schema);
        let scans: Vec<Scan> = inputs
            .iter()
            .map(|i| Scan::new(i.mapping, schema, &customs, decisions))
            .collect();
        let report = Report {
            files: inputs
                .iter()
                .map(|i| FileReport {
                    name: i.file.name().to_owned(),
                    ..FileReport::default()
                })
                .collect(),
            ..Report::default()
        };
        Self {
            files: inputs.iter().map(|_| FileState::default()).collect(),
            shared: shared_kinds(&inputs),
            index: Index::wanted(inputs.iter().map(|i| i.mapping), schema),
            inputs,
            decisions,
            schema,
            lookup,
            phase: Phase::Scan,
            file: 0,
            position: None,
            row: 0,
            customs,
            scans,
            created: Created::default(),
            parents: Parents::default(),
            seen_choices: choices::Seen::default(),
            seen_stages: stages::Seen::default(),
            choices: choices::Settled::default(),
            stages: stages::Settled::default(),
            touched: HashMap::new(),
            written: HashSet::new(),
            report,
        }
    }

    /// The report as far as the work has come; complete when the phase is [`Phase::Done`].
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The report.
    pub fn into_report(self) -> Report {
        self.report
    }

    /// Does the next slice: at most `rows` rows of one file.
    pub fn step(&mut self, rows: usize) -> Step {
        let mut writes = Vec::new();
        match self.inputs.get(self.file).copied() {
            Some(input) if self.phase != Phase::Done => {
                let skip = self.phase == Phase::Scan
                    && !self.scans.get(self.file).is_some_and(Scan::is_needed);
                if skip || !self.slice(input, rows.max(1), &mut writes) {
                    self.file += 1;
                    self.position = None;
                    self.row = 0;
                }
            }
            _ => self.next_phase(&mut writes),
        }
        if !self.report.questions.is_empty() {
            writes.clear();
        }
        let (done, total) = self.progress();
        Step {
            phase: self.phase,
            done,
            total,
            writes,
        }
    }

    /// Does everything that is left, for tests and small files.
    pub fn run(&mut self) -> Vec<Write> {
        let mut all = Vec::new();
        while self.phase != Phase::Done {
            all.extend(self.step(4_096).writes);
        }
        all
    }

    fn progress(&self) -> (u64, u64) {
        let length = |i: &Input<'_>| i.file.length() as u64;
        let all: u64 = self.inputs.iter().map(length).sum();
        let passed: u64 = self.inputs.iter().take(self.file).map(length).sum();
        let inside = self.position.map_or(0, |p| p.at() as u64);
        let pass = match self.phase {
            Phase::Scan => 0,
            Phase::Index => 1,
            Phase::Write => 2,
            Phase::Done => return (all * 3, all * 3),
        };
        (all * pass + (passed + inside).min(all), all * 3)
    }

    fn next_phase(&mut self, out: &mut Vec<Write>) {
        self.file = 0;
        self.position = None;
        self.row = 0;
        self.phase = match self.phase {
            Phase::Scan => {
                let scans = std::mem::take(&mut self.scans);
                for (i, scan) in scans.into_iter().enumerate() {
                    let Some(input) = self.inputs.get(i) else {
                        continue;
                    };
                    let columns = scan.finish(
                        i,
                        input.file.header(),
                        self.decisions,
                        &mut self.report.questions,
                    );
                    if let Some(file) = self.files.get_mut(i) {
                        file.columns = columns;
                    }
                }
                Phase::Index
            }
            Phase::Index => {
                self.settle(out);
                Phase::Write
            }
            Phase::Write | Phase::Done => Phase::Done,
        };
    }

    /// Makes fields, options and stages, before the records that need them.
    fn settle(&mut self, out: &mut Vec<Write>) {
        out.extend(self.customs.writes(&mut self.report.new_fields));
        let (choices, writes) = std::mem::take(&mut self.seen_choices).settle(
            self.schema,
            &self.customs,
            self.lookup,
            self.decisions,
            &mut self.report,
        );
        out.extend(writes);
        let (stages, writes) = std::mem::take(&mut self.seen_stages).settle(
            self.lookup,
            self.decisions,
            &mut self.report,
        );
        out.extend(writes);
        self.choices = choices;
        self.stages = stages;
    }

    /// Goes over some rows; `false` at the end of the file.
    fn slice(&mut self, input: Input<'a>, rows: usize, out: &mut Vec<Write>) -> bool {
        let mut reader = match self.position {
            Some(position) => input.file.rows_from(position),
            None => input.file.rows(),
        };
        for _ in 0..rows {
            let Some(row) = reader.next_row() else {
                return false;
            };
            match self.phase {
                Phase::Scan => {
                    if let Some(scan) = self.scans.get_mut(self.file) {
                        scan.see(&row);
                    }
                }
                Phase::Index => self.index_row(input, &row),
                Phase::Write => self.write_row(input, &row, out),
                Phase::Done => return false,
            }
            self.row += 1;
        }
        self.position = Some(reader.position());
        true
    }

    fn read(&self, input: Input<'a>, row: &Row<'_>) -> Read {
        let columns = self.files.get(self.file).map(|f| f.columns.as_slice());
        let reader = RowReader {
            mapping: input.mapping,
            columns: columns.unwrap_or_default(),
            header: input.file.header(),
            decisions: self.decisions,
            schema: self.schema,
            check_only: self.phase == Phase::Index,
        };
        reader.read(row)
    }

    fn warn(&mut self, line: u32, column: Option<usize>, reason: WarningReason) {
        self.report.warn(Warning {
            file: self.file,
            line,
            column,
            reason,
        });
    }
}

fn named_stage(draft: &Draft) -> stages::Named {
    (
        draft.pipeline.clone().unwrap_or_default(),
        draft.stage.clone().unwrap_or_default(),
        draft.outcome,
    )
}

/// Kinds whose records may be described by several rows.
fn shared_kinds(inputs: &[Input<'_>]) -> HashSet<Kind> {
    let mut seen = HashSet::new();
    let mut shared = HashSet::new();
    for input in inputs {
        for (i, entity) in input.mapping.entities.iter().enumerate() {
            let kind = entity.kind();
            if i > 0 || !seen.insert(kind) {
                shared.insert(kind);
            }
        }
    }
    shared
}
