//! Stages of a pipeline, the gate before a move, and what follows from a move.
//!
//! A deal moves from stage to stage. The gate ([`check_move`]) says yes, or no with every reason;
//! what is missing can be asked for in the move's own dialog ([`Blocked::asked`]) and checked again
//! with the answers laid over the deal ([`crate::Filled`]). What follows ([`effects`]) is returned
//! as field values that belong into the same change as the move.

use std::borrow::Cow;
use std::fmt;

use record::schema::{deal, stage};
use record::{
    Action, Date, Element, FieldDef, FieldId, FieldType, Kind, Money, RecordId, Schema, Value,
    Write,
};

use crate::facts::Facts;

/// A stage of a pipeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// Its record.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// The pipeline it belongs to.
    pub pipeline: RecordId,
    /// Whether deals in it are open, won or lost.
    pub outcome: Outcome,
    /// How likely a deal in it is to be won, in percent: 0 to 100.
    pub probability: u8,
    /// Where its deals count in a forecast.
    pub forecast: Forecast,
    /// After how many idle days a deal in it rots; `None` for never.
    pub rotting_days: Option<u32>,
    /// Fields of the deal that have to be filled before it comes here.
    pub required: Vec<FieldId>,
    /// The stages that a deal may go to from here; empty for every stage.
    pub next: Vec<RecordId>,
    /// Its place in the pipeline.
    pub rank: String,
}

/// Whether the deals of a stage are open, won or lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Still to be decided.
    Open,
    /// Sold.
    Won,
    /// Not sold.
    Lost,
}

/// Where the deals of a stage count in a forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Forecast {
    /// Early.
    Pipeline,
    /// Likely if things go well.
    BestCase,
    /// Counted on.
    Commit,
    /// Won.
    Closed,
    /// Left out.
    Omitted,
}

/// A deal's way from one stage to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The stage it is in; `None` for a deal that has none yet.
    pub from: Option<RecordId>,
    /// The stage it shall go to.
    pub to: RecordId,
}

/// A move that can't be made as it is, with every reason. Nothing was changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Blocked {
    /// The reasons; at least one.
    pub reasons: Vec<Reason>,
}

/// Why a move can't be made as it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// The deal is there already.
    SameStage {
        /// The stage's name.
        name: String,
    },
    /// The stage is not there any more.
    UnknownStage {
        /// The stage.
        stage: RecordId,
    },
    /// From the deal's stage one can't go there.
    NotAllowed {
        /// The name of the deal's stage.
        from: String,
        /// The name of the stage it shall go to.
        to: String,
        /// The stages it may go to.
        allowed: Vec<(RecordId, String)>,
    },
    /// The stage needs this field filled.
    Missing(Asked),
    /// A lost deal needs a reason.
    LostReason(Asked),
}

/// A field that a move's dialog asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The field of the deal.
    pub field: FieldId,
    /// Its name.
    pub label: String,
    /// What it holds.
    pub ty: FieldType,
    /// The keys of the options of a choice.
    pub options: Vec<String>,
}

/// What follows from a move: a field's new value, or `None` to empty it.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The field of the deal.
    pub field: FieldId,
    /// Its new value.
    pub value: Option<Value>,
}

/// The record is no stage that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAStage {
    /// It has no name.
    NoName,
    /// It belongs to no pipeline.
    NoPipeline,
}

/// Checks whether `deal` may make a move. Where no stages are given as next ones, every move is
/// allowed. The target's required fields have to be filled, and a lost deal needs a reason.
///
/// # Errors
/// Every reason against it.
pub fn check_move(
    stages: &[Stage],
    step: Move,
    deal: &dyn Facts,
    schema: &Schema,
) -> Result<(), Blocked> {
    let find = |id| stages.iter().find(|s| s.id == id);
    let Some(to) = find(step.to) else {
        return Err(Blocked {
            reasons: vec![Reason::UnknownStage { stage: step.to }],
        });
    };
    if step.from == Some(step.to) {
        return Err(Blocked {
            reasons: vec![Reason::SameStage {
                name: to.name.clone(),
            }],
        });
    }
    let mut reasons = Vec::new();
    // A deal whose stage is gone must be able to leave it.
    if let Some(from) = step.from.and_then(find) {
        let allowed: Vec<_> = from.next.iter().filter_map(|id| find(*id)).collect();
        // Where every allowed stage is gone, the list says nothing any more.
        if !allowed.is_empty() && !from.next.contains(&step.to) {
            reasons.push(Reason::NotAllowed {
                from: from.name.clone(),
                to: to.name.clone(),
                allowed: allowed.iter().map(|s| (s.id, s.name.clone())).collect(),
            });
        }
    }
    let filled = |field| deal.value(field).is_some_and(|value| !value.is_blank());
    let asks_reason = to.outcome == Outcome::Lost;
    for field in &to.required {
        // A field that was deleted can't be filled, so it isn't asked for.
        let Some(def) = schema.field(Kind::DEAL, *field) else {
            continue;
        };
        let asked_below = asks_reason && *field == deal::LOST_REASON;
        if !filled(*field) && !asked_below {
            reasons.push(Reason::Missing(Asked::new(def)));
        }
    }
    if asks_reason
        && !filled(deal::LOST_REASON)
        && let Some(def) = schema.field(Kind::DEAL, deal::LOST_REASON)
    {
        reasons.push(Reason::LostReason(Asked::new(def)));
    }
    if reasons.is_empty() {
        Ok(())
    } else {
        Err(Blocked { reasons })
    }
}

/// What follows from a move that was made, besides the stage itself. `deal` is the deal before the
/// move, with the dialog's answers laid over it; only what differs from it is returned.
///
/// - Won or lost: the day it was closed is `today`, unless the deal comes from an open stage and
///   brings a day with it.
/// - Won: a lost reason is emptied.
/// - Open: the day it was closed and a lost reason are emptied.
pub fn effects(stages: &[Stage], step: Move, deal: &dyn Facts, today: Date) -> Vec<Effect> {
    let outcome = |id| stages.iter().find(|s| s.id == id).map(|s| s.outcome);
    let was = step.from.and_then(outcome).unwrap_or(Outcome::Open);
    let Some(is) = outcome(step.to) else {
        return Vec::new();
    };
    let closed_on = deal.value(deal::CLOSED_ON);
    let mut effects = Vec::new();
    if is == Outcome::Open {
        if closed_on.is_some() {
            effects.push(Effect {
                field: deal::CLOSED_ON,
                value: None,
            });
        }
    } else if closed_on.is_none() || was != Outcome::Open && was != is {
        let value = Value::Date(today);
        if closed_on.as_deref() != Some(&value) {
            effects.push(Effect {
                field: deal::CLOSED_ON,
                value: Some(value),
            });
        }
    }
    if is != Outcome::Lost && deal.value(deal::LOST_REASON).is_some() {
        effects.push(Effect {
            field: deal::LOST_REASON,
            value: None,
        });
    }
    effects
}

/// The writes of a move: the stage and what follows from it.
pub fn move_writes(record: RecordId, step: Move, effects: &[Effect]) -> Vec<Write> {
    let stage = Write::set(Kind::DEAL, record, deal::STAGE, Value::Ref(step.to));
    let following = effects.iter().map(|effect| Write {
        kind: Kind::DEAL,
        record,
        field: effect.field,
        action: match &effect.value {
            Some(value) => Action::of_value(value.clone()),
            None => Action::Clear,
        },
        replaced: None,
    });
    std::iter::once(stage).chain(following).collect()
}

/// How likely a deal is to be won, in percent: its own probability, else its stage's; 100 when won
/// and 0 when lost.
pub fn probability(stage: &Stage, own: Option<i64>) -> u8 {
    match stage.outcome {
        Outcome::Won => 100,
        Outcome::Lost => 0,
        Outcome::Open => own.map_or(stage.probability, |own| own.clamp(0, 100) as u8),
    }
}

/// Expected revenue: amount times probability, rounded half away from zero to the minor unit.
pub fn expected(amount: Money, stage: &Stage, own: Option<i64>) -> Money {
    let weighted = i128::from(amount.minor) * i128::from(probability(stage, own));
    let rounded = (weighted + 50 * weighted.signum()) / 100;
    Money {
        // At most the amount itself, so it fits.
        minor: i64::try_from(rounded).unwrap_or(amount.minor),
        currency: amount.currency,
    }
}

impl Stage {
    /// Reads a record of the kind `stage`. A percentage outside 0 to 100 counts as the nearer end,
    /// an outcome or category that isn't known as open and pipeline.
    ///
    /// # Errors
    /// Where it lacks a name or a pipeline.
    pub fn read(id: RecordId, facts: &dyn Facts) -> Result<Self, NotAStage> {
        let text = |field| {
            let value = facts.value(field)?;
            value.as_str().map(str::to_owned)
        };
        let whole = |field| match facts.value(field).as_deref() {
            Some(Value::Int(n)) => Some(*n),
            _ => None,
        };
        let name = text(stage::NAME).filter(|name| !name.trim().is_empty());
        let pipeline = facts.value(stage::PIPELINE).and_then(|v| v.as_ref_id());
        let outcome = text(stage::OUTCOME)
            .and_then(|key| Outcome::from_key(&key))
            .unwrap_or(Outcome::Open);
        let probability = whole(stage::PROBABILITY).unwrap_or(match outcome {
            Outcome::Won => 100,
            Outcome::Open | Outcome::Lost => 0,
        });
        Ok(Self {
            id,
            name: name.ok_or(NotAStage::NoName)?,
            pipeline: pipeline.ok_or(NotAStage::NoPipeline)?,
            outcome,
            probability: probability.clamp(0, 100) as u8,
            forecast: text(stage::FORECAST)
                .and_then(|key| Forecast::from_key(&key))
                .unwrap_or(match outcome {
                    Outcome::Open => Forecast::Pipeline,
                    Outcome::Won => Forecast::Closed,
                    Outcome::Lost => Forecast::Omitted,
                }),
            rotting_days: whole(stage::ROTTING_DAYS).and_then(|n| u32::try_from(n).ok()),
            required: match facts.value(stage::REQUIRED).as_deref() {
                Some(Value::Tags(list)) => list
                    .iter()
                    .filter_map(|number| number.parse().ok().map(FieldId))
                    .collect(),
                _ => Vec::new(),
            },
            next: match facts.value(stage::NEXT).as_deref() {
                Some(Value::Refs(list)) => list.clone(),
                _ => Vec::new(),
            },
            rank: text(stage::RANK).unwrap_or_default(),
        })
    }

    /// The writes that create the stage's record. Required fields are stored by their numbers.
    pub fn writes(&self) -> Vec<Write> {
        let set = |field, value| Write::set(Kind::STAGE, self.id, field, value);
        let elements = |field, add: Vec<Element>| Write {
            kind: Kind::STAGE,
            record: self.id,
            field,
            action: Action::Elements {
                add,
                remove: Vec::new(),
            },
            replaced: None,
        };
        let mut writes = vec![
            set(stage::NAME, Value::text(&self.name)),
            set(stage::PIPELINE, Value::Ref(self.pipeline)),
            set(stage::OUTCOME, Value::choice(self.outcome.key())),
            set(stage::PROBABILITY, Value::Int(self.probability.into())),
            set(stage::FORECAST, Value::choice(self.forecast.key())),
            set(stage::RANK, Value::Rank(self.rank.clone())),
        ];
        if let Some(days) = self.rotting_days {
            writes.push(set(stage::ROTTING_DAYS, Value::Int(days.into())));
        }
        if !self.required.is_empty() {
            let numbers = self.required.iter();
            let names = numbers.map(|f| Element::Text(f.0.to_string())).collect();
            writes.push(elements(stage::REQUIRED, names));
        }
        if !self.next.is_empty() {
            let next = self.next.iter().copied().map(Element::Ref).collect();
            writes.push(elements(stage::NEXT, next));
        }
        writes
    }
}

impl Outcome {
    /// The key of the option it is stored as.
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Won => "Won",
            Self::Lost => "Lost",
        }
    }

    /// The outcome stored as this option.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Open, Self::Won, Self::Lost]
            .into_iter()
            .find(|outcome| outcome.key() == key)
    }
}

impl Forecast {
    /// The key of the option it is stored as.
    pub fn key(self) -> &'static str {
        match self {
            Self::Pipeline => "Pipeline",
            Self::BestCase => "Best case",
            Self::Commit => "Commit",
            Self::Closed => "Closed",
            Self::Omitted => "Omitted",
        }
    }

    /// The category stored as this option.
    pub fn from_key(key: &str) -> Option<Self> {
        [
            Self::Pipeline,
            Self::BestCase,
            Self::Commit,
            Self::Closed,
            Self::Omitted,
        ]
        .into_iter()
        .find(|category| category.key() == key)
    }
}

impl Asked {
    fn new(def: &FieldDef) -> Self {
        Self {
            field: def.id,
            label: def.label.to_string(),
            ty: def.ty,
            options: def.options.iter().map(Cow::to_string).collect(),
        }
    }
}

impl Blocked {
    /// The fields that the move's dialog asks for, in order.
    pub fn asked(&self) -> impl Iterator<Item = &Asked> {
        self.reasons.iter().filter_map(Reason::asked)
    }

    /// Whether filling the asked fields makes the move possible.
    pub fn can_be_filled(&self) -> bool {
        self.reasons.iter().all(|reason| reason.asked().is_some())
    }
}

impl Reason {
    /// The field to fill, where that helps.
    pub fn asked(&self) -> Option<&Asked> {
        match self {
            Self::Missing(asked) | Self::LostReason(asked) => Some(asked),
            Self::SameStage { .. } | Self::UnknownStage { .. } | Self::NotAllowed { .. } => None,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameStage { name } => write!(f, "the deal is in {name} already"),
            Self::UnknownStage { .. } => {
                f.write_str("this stage is not there any more; choose another one")
            }
            Self::NotAllowed { from, to, allowed } => {
                let names: Vec<&str> = allowed.iter().map(|(_, name)| name.as_str()).collect();
                let names = names.join(", ");
                write!(
                    f,
                    "a deal can't go from {from} to {to}; it can go to {names}"
                )
            }
            Self::Missing(asked) => write!(f, "{} has to be filled first", asked.label),
            Self::LostReason(_) => f.write_str("a lost deal needs a reason"),
        }
    }
}

impl fmt::Display for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reasons: Vec<String> = self.reasons.iter().map(ToString::to_string).collect();
        f.write_str(&reasons.join("; "))
    }
}

impl std::error::Error for Blocked {}

impl fmt::Display for NotAStage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoName => "this stage has no name; give it one in the settings",
            Self::NoPipeline => "this stage belongs to no pipeline; delete it and make a new one",
        })
    }
}

impl std::error::Error for NotAStage {}

#[cfg(test)]
#[path = "stage_tests.rs"]
mod tests;
