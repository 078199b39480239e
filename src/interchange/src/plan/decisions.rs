//! What the user has decided before an import.

use record::{Currency, FieldId, Instant, Kind, RecordId};
use serde::{Deserialize, Serialize};

use super::lookup::Outcome;
use crate::cell::{DateFormat, NumberStyle};
use crate::headers::Mapping;

/// What the user has decided, and what the caller passes in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decisions {
    /// The time of the import: the creation time of records that bring none.
    pub now: Instant,
    /// The record of the kind `import` that new records point to.
    pub import: RecordId,
    /// The currency of amounts that name none.
    pub currency: Currency,
    /// The zone of times that name none, in minutes east of UTC.
    pub utc_offset: i32,
    /// The pipeline for deals that name none; otherwise the workspace's default.
    pub pipeline: Option<RecordId>,
    /// The form of dates: file, column, form.
    pub dates: Vec<(usize, usize, DateFormat)>,
    /// The decimal sign: file, column, style.
    pub decimals: Vec<(usize, usize, NumberStyle)>,
    /// What happens to values of choices that are not known. Without a decision they are created.
    pub choices: Vec<ChoiceDecision>,
    /// What happens to stages that are not known. Without a decision they are created.
    pub stages: Vec<StageDecision>,
    /// What happens to records that are known already.
    pub updates: UpdatePolicy,
    /// What happens to a row with a cell that can't be read.
    pub bad_cells: BadCells,
    /// Whether rows with too few cells are taken, the missing ones being blank. Otherwise they are
    /// set aside: such a row is often one half of a broken line.
    pub take_short_rows: bool,
}

/// What happens to a value of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceDecision {
    /// The kind.
    pub kind: Kind,
    /// The choice.
    pub field: FieldId,
    /// The value as the file has it.
    pub value: String,
    /// What happens.
    pub treat: Treat,
}

/// What happens to an unknown value of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Treat {
    /// It becomes an option.
    Create,
    /// It is taken as this option.
    Use(String),
    /// The field stays empty.
    LeaveEmpty,
}

/// How a file names a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageName {
    /// The pipeline as the file has it; empty where it names none.
    pub pipeline: String,
    /// The stage as the file has it; empty where it only says that a deal is won or lost.
    pub stage: String,
    /// Won or lost, where the file says so beside the stage; `None` where it says neither.
    pub closed: Option<Outcome>,
}

/// What happens to a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageDecision {
    /// The stage.
    pub named: StageName,
    /// What happens.
    pub treat: TreatStage,
}

/// What happens to an unknown stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TreatStage {
    /// It is created.
    Create,
    /// It is taken as this stage.
    Use(RecordId),
    /// The deal gets no stage.
    LeaveEmpty,
}

/// What happens to records that are known already. A blank cell never empties a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum UpdatePolicy {
    /// The file's values replace other ones.
    #[default]
    Overwrite,
    /// Only empty fields are filled.
    FillEmpty,
    /// They stay as they are.
    Leave,
}

/// What happens to a row with a cell that can't be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BadCells {
    /// The row is set aside.
    #[default]
    SetRowAside,
    /// The row is taken without the cell, with a warning.
    LeaveCellEmpty,
}

/// What the user has decided of a file's values, to be kept for the next file with its header.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Habits {
    /// Of values of choices.
    pub choices: Vec<ChoiceDecision>,
    /// Of stages.
    pub stages: Vec<StageDecision>,
}

impl Decisions {
    /// What of the decisions concerns files with this mapping.
    pub fn habits(&self, mapping: &Mapping) -> Habits {
        let concerns = |kind| mapping.entities.iter().any(|e| e.kind() == kind);
        let choices = self.choices.iter().filter(|d| concerns(d.kind));
        let stages = self.stages.iter().filter(|_| concerns(Kind::DEAL));
        Habits {
            choices: choices.cloned().collect(),
            stages: stages.cloned().collect(),
        }
    }

    /// Decides as it was decided before, except where something has been decided already.
    pub fn recall(&mut self, habits: Habits) {
        for habit in habits.choices {
            let same = |d: &ChoiceDecision| {
                (d.kind, d.field, &d.value) == (habit.kind, habit.field, &habit.value)
            };
            if !self.choices.iter().any(same) {
                self.choices.push(habit);
            }
        }
        for habit in habits.stages {
            if !self.stages.iter().any(|d| d.named == habit.named) {
                self.stages.push(habit);
            }
        }
    }

    /// The decisions before anything was decided.
    pub fn new(now: Instant, import: RecordId, currency: Currency) -> Self {
        Self {
            now,
            import,
            currency,
            utc_offset: 0,
            pipeline: None,
            dates: Vec::new(),
            decimals: Vec::new(),
            choices: Vec::new(),
            stages: Vec::new(),
            updates: UpdatePolicy::default(),
            bad_cells: BadCells::default(),
            take_short_rows: false,
        }
    }
}
