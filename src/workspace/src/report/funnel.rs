//! How deals go through the stages of a pipeline: how many come in, go on, are won, and how long they
//! stay. It reads the events of the deals' stages; a deal came into its first stage when it was
//! created.

use hashbrown::HashMap;
use record::schema::{CREATED_AT, deal, event};
use record::{Date, Instant, Kind, RecordId, Value};
use workflow::{Outcome, Zone};

use super::columns::Field;
use super::live_row;
use super::measure::median;
use crate::business::Workspace;

/// Which deals.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The pipeline.
    pub pipeline: RecordId,
    /// Only deals of this member.
    pub owner: Option<RecordId>,
    /// The first day on which deals came into a stage.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// A stage of the funnel, in the pipeline's order; lost stages are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The stage.
    pub stage: RecordId,
    /// The deals that came into it in the period, each once.
    pub deals: Vec<RecordId>,
    /// How many of them came into a later stage of the pipeline since.
    pub moved_on: u32,
    /// How many of them are won now.
    pub won: u32,
    /// How many of them are lost now.
    pub lost: u32,
    /// The median time that those which left it had been in it, in seconds.
    pub median_seconds: Option<f64>,
}

impl Step {
    /// How many deals came in.
    pub fn entered(&self) -> u32 {
        self.deals.len() as u32
    }

    /// How many of the deals that came in went on, in percent.
    pub fn to_next(&self) -> Option<f64> {
        percent(self.moved_on, self.entered())
    }

    /// How many of the deals that came in are won, in percent.
    pub fn to_won(&self) -> Option<f64> {
        percent(self.won, self.entered())
    }
}

pub(super) fn percent(part: u32, all: u32) -> Option<f64> {
    (all > 0).then(|| 100.0 * f64::from(part) / f64::from(all))
}

/// A deal's move into a stage.
struct Move {
    row: u32,
    at: i64,
    event: RecordId,
    from: Option<RecordId>,
    to: Option<RecordId>,
}

impl Workspace {
    /// How deals went through a pipeline.
    pub fn funnel(&self, question: &Question, zone: &Zone) -> Vec<Step> {
        let stages = self.stages(question.pipeline);
        let place: HashMap<RecordId, usize> = stages
            .iter()
            .enumerate()
            .map(|(at, stage)| (stage.id, at))
            .collect();
        let outcome = |at: usize| stages[at].outcome;
        let mut steps: Vec<Step> = stages
            .iter()
            .map(|stage| Step {
                stage: stage.id,
                deals: Vec::new(),
                moved_on: 0,
                won: 0,
                lost: 0,
                median_seconds: None,
            })
            .collect();
        let mut stays: Vec<Vec<f64>> = vec![Vec::new(); stages.len()];
        if let Some(deals) = self.table(Kind::DEAL) {
            let moves = self.moves();
            let created = Field::of(deals, CREATED_AT);
            let (owners, now_in) = (Field::of(deals, deal::OWNER), Field::of(deals, deal::STAGE));
            let mut rest = moves.as_slice();
            // By stage: which move led into it first, when that was and when the deal left it; and
            // which move led into it last.
            let mut visits: Vec<Option<(usize, i64, Option<i64>)>> = Vec::new();
            let mut latest: Vec<Option<usize>> = Vec::new();
            for row in deals.live_rows() {
                let skip = rest.partition_point(|m| m.row < row);
                let end = rest.partition_point(|m| m.row <= row);
                let own = &rest[skip..end];
                rest = &rest[end..];
                if question
                    .owner
                    .is_some_and(|id| owners.link(row) != Some(id))
                {
                    continue;
                }
                visits.clear();
                visits.resize(stages.len(), None);
                latest.clear();
                latest.resize(stages.len(), None);
                let mut visit = |n: usize, stage: Option<RecordId>, came: Option<i64>| {
                    if let Some(at) = stage.and_then(|id| place.get(&id)).copied() {
                        latest[at] = Some(n).filter(|_| outcome(at) != Outcome::Lost);
                        if let Some(came) = came {
                            visits[at].get_or_insert((n, came, own.get(n).map(|m| m.at)));
                        }
                    }
                };
                let first = own.first().map(|m| m.from);
                let first_stage = first.unwrap_or_else(|| now_in.link(row));
                visit(0, first_stage, created.int(row));
                for (at, step) in own.iter().enumerate() {
                    visit(at + 1, step.to, Some(step.at));
                }
                let ends = now_in.link(row).and_then(|id| place.get(&id));
                let ends = ends.map(|at| outcome(*at));
                for (at, visited) in visits.iter().enumerate() {
                    let Some((n, came, left)) = visited else {
                        continue;
                    };
                    let day = zone.day(Instant(*came));
                    if day < question.from || day > question.to {
                        continue;
                    }
                    let step = &mut steps[at];
                    step.deals.extend(deals.id(row));
                    let has_moved_on = latest[at + 1..].iter().any(|last| *last > Some(*n));
                    step.moved_on += u32::from(has_moved_on);
                    step.won += u32::from(ends == Some(Outcome::Won));
                    step.lost += u32::from(ends == Some(Outcome::Lost));
                    stays[at].extend(left.map(|left| (left - came).max(0) as f64 / 1000.0));
                }
            }
        }
        for (step, stays) in steps.iter_mut().zip(&mut stays) {
            step.median_seconds = median(stays);
        }
        let is_lost = |step: &Step| {
            let at = place.get(&step.stage);
            at.is_some_and(|at| outcome(*at) == Outcome::Lost)
        };
        steps.retain(|step| !is_lost(step));
        steps
    }

    /// All moves of deals between stages, by deal and time.
    fn moves(&self) -> Vec<Move> {
        let mut moves = Vec::new();
        let (Some(table), Some(deals)) = (self.table(Kind::EVENT), self.table(Kind::DEAL)) else {
            return moves;
        };
        let field = |field| Field::of(table, field);
        let (subject, kind, of) = (
            field(event::SUBJECT),
            field(event::KIND),
            field(event::FIELD),
        );
        let at = field(event::AT);
        let stage_at = |row, field| match table.value(row, field) {
            Some(Value::Ref(id)) => Some(id),
            _ => None,
        };
        for row in table.live_rows() {
            if of.int(row) != Some(deal::STAGE.0 as i64)
                || kind.int(row) != Some(Kind::DEAL.0.into())
            {
                continue;
            }
            let deal = subject.link(row).and_then(|id| live_row(deals, id));
            if let (Some(deal), Some(at), Some(id)) = (deal, at.int(row), table.id(row)) {
                moves.push(Move {
                    row: deal,
                    at,
                    event: id,
                    from: stage_at(row, event::FROM),
                    to: stage_at(row, event::TO),
                });
            }
        }
        moves.sort_unstable_by_key(|m| (m.row, m.at, m.event));
        moves
    }
}
