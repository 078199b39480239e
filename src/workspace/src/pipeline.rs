//! Pipelines and stages: moves through the gate, and the columns of a board.

use record::schema::{deal, pipeline, stage};
use record::{Date, FieldId, Instant, Kind, RecordId, Value};
use workflow::stage::{check_move, effects};
use workflow::{Blocked, Filled, Move, Stage};

use crate::business::{Moment, Workspace};
use crate::command::Draft;
use crate::error::Refused;
use crate::query::RowFacts;

impl Workspace {
    /// The pipelines in their order: id and name.
    pub fn pipelines(&self) -> Vec<(RecordId, String)> {
        let mut list: Vec<_> = self
            .ids(Kind::PIPELINE)
            .map(|id| {
                let rank = self.value(Kind::PIPELINE, id, pipeline::RANK);
                let rank = rank
                    .and_then(|v| v.as_str().map(str::to_owned))
                    .unwrap_or_default();
                (
                    rank,
                    id,
                    self.text(Kind::PIPELINE, id, pipeline::NAME).to_owned(),
                )
            })
            .collect();
        record::order::sort(&mut list);
        list.into_iter().map(|(_, id, name)| (id, name)).collect()
    }

    /// The stages of a pipeline in their order.
    pub fn stages(&self, pipeline: RecordId) -> Vec<Stage> {
        let mut list: Vec<Stage> = self
            .related(Kind::STAGE, stage::PIPELINE, pipeline)
            .into_iter()
            .filter_map(|id| self.stage(id))
            .collect();
        record::order::sort_by(&mut list, |a, b| (&a.rank, a.id).cmp(&(&b.rank, b.id)));
        list
    }

    /// A stage, also one that was deleted.
    pub fn stage(&self, id: RecordId) -> Option<Stage> {
        Stage::read(id, &self.facts(Kind::STAGE, id)?).ok()
    }

    /// The stage a deal is in.
    pub fn stage_of(&self, deal: RecordId) -> Option<Stage> {
        self.stage(self.value(Kind::DEAL, deal, deal::STAGE)?.as_ref_id()?)
    }

    /// Whether a deal could move to a stage now, with the answers given.
    ///
    /// # Errors
    /// Every reason against it.
    pub fn check_move(
        &self,
        deal: RecordId,
        to: RecordId,
        answers: &[(FieldId, Option<Value>)],
    ) -> Result<(), Blocked> {
        let unknown = || Blocked {
            reasons: vec![workflow::Reason::UnknownStage { stage: to }],
        };
        let facts = self.facts(Kind::DEAL, deal).ok_or_else(unknown)?;
        let (stages, step) = self.step(deal, to);
        check_move(
            &stages,
            step,
            &Filled {
                base: &facts,
                answers,
            },
            &self.schema,
        )
    }

    /// When a deal came into its stage: the latest event of the stage, or its creation.
    pub fn in_stage_since(&self, deal: RecordId) -> Option<Instant> {
        let moved = self.history(deal, deal::STAGE).last().map(|(at, _, _)| *at);
        moved.or_else(
            || match self.value(Kind::DEAL, deal, record::schema::CREATED_AT) {
                Some(Value::Instant(t)) => Some(t),
                _ => None,
            },
        )
    }

    /// A deal's expected revenue in its stage.
    pub fn expected(&self, deal: RecordId) -> Option<record::Money> {
        let amount = self.value(Kind::DEAL, deal, deal::AMOUNT)?.as_money()?;
        let own = match self.value(Kind::DEAL, deal, deal::PROBABILITY) {
            Some(Value::Int(n)) => Some(n),
            _ => None,
        };
        Some(workflow::stage::expected(
            amount,
            &self.stage_of(deal)?,
            own,
        ))
    }

    pub(crate) fn plan_move(
        &self,
        deal: RecordId,
        to: RecordId,
        answers: Vec<(FieldId, Option<Value>)>,
        moment: &Moment<'_>,
        draft: &mut Draft,
    ) -> Result<(), Refused> {
        self.check_move(deal, to, &answers)
            .map_err(Refused::Blocked)?;
        let missing = Refused::NotFound {
            kind: Kind::DEAL,
            record: deal,
        };
        let facts = self.facts(Kind::DEAL, deal).ok_or(missing)?;
        let (stages, step) = self.step(deal, to);
        let today: Date = moment.today;
        let following = effects(
            &stages,
            step,
            &Filled {
                base: &facts,
                answers: &answers,
            },
            today,
        );
        draft.set(self, Kind::DEAL, deal, deal::STAGE, Some(Value::Ref(to)));
        for (field, value) in answers
            .into_iter()
            .filter(|(field, _)| *field != deal::STAGE)
        {
            draft.set(self, Kind::DEAL, deal, field, value);
        }
        for effect in following {
            draft.set(self, Kind::DEAL, deal, effect.field, effect.value);
        }
        Ok(())
    }

    /// A record as conditions and gates see it.
    pub fn facts(&self, kind: Kind, record: RecordId) -> Option<RowFacts<'_>> {
        let table = self.table(kind)?;
        Some(RowFacts {
            workspace: self,
            table,
            row: table.row(record)?,
        })
    }

    fn step(&self, deal: RecordId, to: RecordId) -> (Vec<Stage>, Move) {
        let from = self.stage_of(deal);
        let mut stages: Vec<Stage> = Vec::new();
        if let Some(target) = self.stage(to).filter(|_| self.is_live(Kind::STAGE, to)) {
            stages = self.stages(target.pipeline);
        }
        let step = Move {
            from: from.as_ref().map(|s| s.id),
            to,
        };
        // A move out of another pipeline still knows the stage it comes from.
        stages.extend(from.filter(|s| !stages.iter().any(|k| k.id == s.id)));
        (stages, step)
    }
}
