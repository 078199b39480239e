//! Stages of deals: known ones, won and lost, those that are made, and those that give way to them.

mod likelihood;

use std::collections::BTreeMap;

use hashbrown::HashMap;
use record::schema::{UNDONE, pipeline, stage};
use record::{Kind, RecordId, Value, Write, rank};

use super::choices::nearest;
use super::decisions::{Decisions, StageName, TreatStage};
use super::identity::named_id;
use super::lookup::{Lookup, Outcome, StageInfo};
use super::report::{NewStage, Report};
use crate::fold::name_key;

/// Pipeline, stage and outcome as a row has them.
pub(super) type Named = (String, String, Option<Outcome>);

/// The stages that the files name, counted.
#[derive(Debug, Default)]
pub(super) struct Seen(BTreeMap<Named, u32>);

/// Which stage each of them is.
#[derive(Debug, Default)]
pub(super) struct Settled(HashMap<Named, (RecordId, Outcome)>);

const WON: &[&str] = &[
    "won",
    "closed won",
    "win",
    "gewonnen",
    "gagné",
    "ganado",
    "赢单",
    "成交",
    "已成交",
    "赢得",
];
const LOST: &[&str] = &[
    "lost",
    "closed lost",
    "verloren",
    "perdu",
    "perdido",
    "输单",
    "丢单",
    "已丢失",
    "失败",
];

/// Parts of usual names of stages, in the order of a funnel.
const FUNNEL: &[&str] = &[
    "new",
    "lead",
    "线索",
    "prospect",
    "appointment",
    "contact",
    "call",
    "接触",
    "联系",
    "qualif",
    "discovery",
    "need",
    "需求",
    "engag",
    "meeting",
    "demo",
    "演示",
    "presentation",
    "trial",
    "pilot",
    "试用",
    "value",
    "decision",
    "perception",
    "propos",
    "方案",
    "quot",
    "报价",
    "negotiat",
    "谈判",
    "contract",
    "合同",
    "commit",
    "verbal",
    "ready",
    "won",
    "lost",
];

fn place_in_funnel(stage: &str) -> usize {
    let key = name_key(stage);
    let place = FUNNEL.iter().position(|part| key.contains(part));
    place.unwrap_or(FUNNEL.len() / 2)
}

/// Open, won or lost as a word.
pub(super) fn outcome_word(text: &str) -> Option<Outcome> {
    let key = name_key(text);
    if WON.contains(&key.as_str()) || key == "closedwon" {
        Some(Outcome::Won)
    } else if LOST.contains(&key.as_str()) || key == "closedlost" {
        Some(Outcome::Lost)
    } else if key == "open" || key == "进行中" {
        Some(Outcome::Open)
    } else {
        None
    }
}

impl Seen {
    pub(super) fn add(&mut self, named: Named) {
        *self.0.entry(named).or_default() += 1;
    }

    /// Finds or makes each stage.
    pub(super) fn settle(
        self,
        lookup: &dyn Lookup,
        decisions: &Decisions,
        report: &mut Report,
    ) -> (Settled, Vec<Write>) {
        let mut maker = Maker {
            lookup,
            decisions,
            report,
            pipelines: HashMap::new(),
            stages: HashMap::new(),
            last_open: HashMap::new(),
            spare: lookup.spare_pipeline(),
            made: Vec::new(),
            gone: Vec::new(),
            writes: Vec::new(),
        };
        let mut settled = Settled::default();
        // New stages stand in the order of a funnel, as far as their names tell it.
        let mut named: Vec<(Named, u32)> = self.0.into_iter().collect();
        record::order::sort_by_key(&mut named, |((pipeline, stage, _), _)| {
            (pipeline.clone(), place_in_funnel(stage))
        });
        for (named, count) in named {
            if let Some(found) = maker.stage(&named, count) {
                maker.note(&named.0, found);
                settled.0.insert(named, found);
            }
        }
        maker.give_way(&settled);
        maker.rate();
        (settled, maker.writes)
    }
}

impl Settled {
    pub(super) fn get(&self, named: &Named) -> Option<(RecordId, Outcome)> {
        self.0.get(named).copied()
    }
}

struct Maker<'a> {
    lookup: &'a dyn Lookup,
    decisions: &'a Decisions,
    report: &'a mut Report,
    pipelines: HashMap<String, RecordId>,
    stages: HashMap<RecordId, Vec<StageInfo>>,
    /// The open stage that came last, by its pipeline.
    last_open: HashMap<RecordId, RecordId>,
    /// The pipeline that nobody has used yet.
    spare: Option<RecordId>,
    /// The stages that are made, with their pipelines and outcomes.
    made: Vec<(RecordId, RecordId, Outcome)>,
    /// The stages that give way.
    gone: Vec<RecordId>,
    writes: Vec<Write>,
}

impl Maker<'_> {
    fn stage(&mut self, named: &Named, count: u32) -> Option<(RecordId, Outcome)> {
        let (pipeline_name, text, said) = named;
        // Won and lost are a status beside the stage in some systems: they say more than it.
        let closed = said.filter(|o| *o != Outcome::Open);
        let pipeline = self.pipeline(pipeline_name);
        let stages = self.stages.get(&pipeline).cloned().unwrap_or_default();
        let by_outcome = |outcome| stages.iter().find(|s| s.outcome == outcome);
        let of = |s: &StageInfo| (s.id, s.outcome);
        let named = StageName {
            pipeline: pipeline_name.clone(),
            stage: text.clone(),
            closed,
        };
        let of_file = match closed {
            Some(outcome) if text.is_empty() => outcome.key(),
            _ => text.as_str(),
        };
        let decided = self.decided(&named, &stages);
        let told = |stage: &str, outcome, treat| NewStage {
            named: named.clone(),
            stage: stage.to_owned(),
            outcome,
            treat,
            decided: decided.is_some(),
            count,
            near: Vec::new(),
        };
        match decided {
            Some(treat @ TreatStage::LeaveEmpty) => {
                let outcome = closed.unwrap_or_default();
                self.tell(told(of_file, outcome, treat), &stages);
                return None;
            }
            Some(treat @ TreatStage::Use(id)) => {
                let outcome = self.outcome(id, &stages);
                self.tell(told(of_file, outcome, treat), &stages);
                return Some((id, outcome));
            }
            Some(TreatStage::Create) | None => {}
        }
        let key = name_key(text);
        let same = stages
            .iter()
            .find(|s| !key.is_empty() && name_key(&s.name) == key);
        if let Some(found) = same.filter(|s| closed.is_none_or(|o| o == s.outcome)) {
            return Some(of(found));
        }
        let outcome = closed.or_else(|| outcome_word(text).filter(|o| *o != Outcome::Open));
        if decided.is_none() {
            let meant = match outcome {
                Some(outcome) => by_outcome(outcome),
                None if text.is_empty() => by_outcome(Outcome::Open),
                None => None,
            };
            if let Some(found) = meant {
                if !of_file.is_empty() {
                    let treat = TreatStage::Use(found.id);
                    self.tell(told(of_file, found.outcome, treat), &stages);
                }
                return Some(of(found));
            }
        }
        if text.is_empty() && outcome.is_none() {
            return None;
        }
        let outcome = outcome.unwrap_or_default();
        let name = match closed {
            Some(outcome) => outcome.key().to_owned(),
            None => text.clone(),
        };
        self.tell(told(&name, outcome, TreatStage::Create), &stages);
        Some((self.make(pipeline, &name, outcome), outcome))
    }

    /// What the user has decided of a stage, as far as it can be done.
    fn decided(&self, named: &StageName, stages: &[StageInfo]) -> Option<TreatStage> {
        let mut decisions = self.decisions.stages.iter();
        let treat = decisions.find(|d| d.named == *named)?.treat;
        // A decision of an earlier import may speak of a stage that has been deleted since.
        let is_there =
            |id| stages.iter().any(|s| s.id == id) || self.lookup.find(Kind::STAGE, id).is_some();
        match treat {
            TreatStage::Use(id) if !is_there(id) => None,
            treat => Some(treat),
        }
    }

    /// What reaching a stage means, whatever pipeline it is of.
    fn outcome(&self, id: RecordId, stages: &[StageInfo]) -> Outcome {
        if let Some(stage) = stages.iter().find(|s| s.id == id) {
            return stage.outcome;
        }
        let outcome = self.lookup.value(Kind::STAGE, id, stage::OUTCOME);
        let key = outcome.as_ref().and_then(Value::as_str);
        [Outcome::Won, Outcome::Lost]
            .into_iter()
            .find(|o| key == Some(o.key()))
            .unwrap_or_default()
    }

    fn tell(&mut self, mut new: NewStage, stages: &[StageInfo]) {
        let recognised = matches!(new.treat, TreatStage::Use(_)) && !new.decided;
        if !recognised {
            new.near = nearest(&new.stage, stages.iter().map(|s| (s.name.as_str(), true)));
        }
        self.report.new_stages.push(new);
    }

    fn pipeline(&mut self, name: &str) -> RecordId {
        if let Some(id) = self.pipelines.get(name) {
            return *id;
        }
        let key = name_key(name);
        let known = match key.is_empty() {
            true => self
                .decisions
                .pipeline
                .or_else(|| self.lookup.default_pipeline()),
            false => self.lookup.by_name(Kind::PIPELINE, &key),
        };
        let name_of_new = if key.is_empty() {
            "Sales pipeline"
        } else {
            name
        };
        let made = named_id(Kind::PIPELINE, &name_key(name_of_new));
        let id = known
            .or_else(|| self.lookup.find(Kind::PIPELINE, made))
            .unwrap_or_else(|| {
                let set = |field, value| Write::set(Kind::PIPELINE, made, field, value);
                self.writes
                    .push(set(pipeline::NAME, Value::text(name_of_new)));
                self.writes
                    .push(set(pipeline::RANK, Value::Rank(rank::between(None, None))));
                made
            });
        self.pipelines.insert(name.to_owned(), id);
        let lookup = self.lookup;
        self.stages.entry(id).or_insert_with(|| lookup.stages(id));
        id
    }

    fn note(&mut self, pipeline: &str, (stage, outcome): (RecordId, Outcome)) {
        if outcome == Outcome::Open
            && let Some(id) = self.pipelines.get(pipeline)
        {
            self.last_open.insert(*id, stage);
        }
    }

    /// Takes the stages away that nobody has used and that the files' own make superfluous: those of
    /// an outcome for which the files bring a stage, or all with their pipeline where the files bring
    /// one of their own. That their making is taken back, as it were, keeps them out of the trash.
    fn give_way(&mut self, settled: &Settled) {
        let Some(spare) = self.spare else { return };
        let brings = |outcome| {
            let same = |(_, of, o): &(RecordId, RecordId, Outcome)| (*of, *o) == (spare, outcome);
            self.made.iter().any(same)
        };
        let is_used = |id| settled.0.values().any(|(used, _)| *used == id);
        let stages = self.lookup.stages(spare);
        let is_named = self.stages.contains_key(&spare) || stages.iter().any(|s| is_used(s.id));
        let is_whole = !is_named && !self.made.is_empty();
        let gone: Vec<StageInfo> = stages
            .into_iter()
            .filter(|stage| is_whole || brings(stage.outcome) && !is_used(stage.id))
            .collect();
        for stage in gone {
            let write = Write::set(Kind::STAGE, stage.id, UNDONE, Value::Bool(true));
            self.writes.push(write);
            self.report.gone_stages.push(stage.name);
            self.gone.push(stage.id);
        }
        if is_whole {
            let gone = Write::set(Kind::PIPELINE, spare, UNDONE, Value::Bool(true));
            self.writes.push(gone);
        }
    }

    /// Gives each new open stage a probability by its place among the pipeline's open stages.
    fn rate(&mut self) {
        for stages in self.stages.values() {
            let is_made = |id| self.made.iter().any(|(made, ..)| *made == id);
            let known = |id| match self.lookup.value(Kind::STAGE, id, stage::PROBABILITY) {
                Some(Value::Int(known)) => known.clamp(0, 100),
                _ => 0,
            };
            let open: Vec<RecordId> = stages
                .iter()
                .filter(|s| s.outcome == Outcome::Open && !self.gone.contains(&s.id))
                .map(|s| s.id)
                .collect();
            let places: Vec<Option<i64>> = open
                .iter()
                .map(|id| (!is_made(*id)).then(|| known(*id)))
                .collect();
            for (id, percent) in open.into_iter().zip(likelihood::spread(&places)) {
                if is_made(id)
                    && let Some(at) = self.writes.iter().rposition(|w| w.record == id)
                {
                    let percent = Value::Int(percent);
                    let write = Write::set(Kind::STAGE, id, stage::PROBABILITY, percent);
                    self.writes.insert(at + 1, write);
                }
            }
        }
    }

    /// Makes a stage: an open one behind the other open ones, won and lost at the end. Among stages
    /// that nobody has used, an open one stands behind the last one that the files name.
    fn make(&mut self, pipeline: RecordId, name: &str, outcome: Outcome) -> RecordId {
        let last = self.last_open.get(&pipeline).copied();
        let stages = self.stages.entry(pipeline).or_default();
        let at = match outcome {
            Outcome::Open if self.spare == Some(pipeline) => stages
                .iter()
                .position(|s| Some(s.id) == last)
                .map_or(0, |at| at + 1),
            Outcome::Open => stages
                .iter()
                .position(|s| s.outcome != Outcome::Open)
                .unwrap_or(stages.len()),
            Outcome::Won => stages
                .iter()
                .position(|s| s.outcome == Outcome::Lost)
                .unwrap_or(stages.len()),
            Outcome::Lost => stages.len(),
        };
        let before = at.checked_sub(1).and_then(|i| stages.get(i));
        let rank = rank::between(
            before.map(|s| s.rank.as_str()),
            stages.get(at).map(|s| s.rank.as_str()),
        );
        let id = RecordId::natural(["import", "stage", &pipeline.to_string(), &name_key(name)]);
        self.made.push((id, pipeline, outcome));
        let mut set = |field, value| {
            self.writes.push(Write::set(Kind::STAGE, id, field, value));
        };
        set(stage::NAME, Value::text(name));
        set(stage::PIPELINE, Value::Ref(pipeline));
        set(stage::OUTCOME, Value::choice(outcome.key()));
        set(stage::RANK, Value::Rank(rank.clone()));
        match outcome {
            // By its place, once all are known: see `rate`.
            Outcome::Open => {}
            Outcome::Won => set(stage::PROBABILITY, Value::Int(100)),
            Outcome::Lost => set(stage::PROBABILITY, Value::Int(0)),
        }
        let info = StageInfo {
            id,
            name: name.to_owned(),
            outcome,
            rank,
        };
        stages.insert(at, info);
        id
    }
}
