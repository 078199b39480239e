//! Pipelines to start from.

use record::rank;
use record::schema::{deal, pipeline};
use record::{FieldId, Kind, RecordId, Value, Write};

use crate::stage::{Forecast, Outcome, Stage};

/// The language that names are given in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    En,
    /// Chinese, simplified.
    Zh,
}

/// A pipeline to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Template {
    /// Seven stages as HubSpot has them; the one to take when nothing is known.
    Generic,
    /// Six stages as EspoCRM has them.
    Short,
    /// Ten stages as Salesforce has them.
    Long,
    /// Lead qualification, proposal, closing: one step at a time, each with what it needs.
    Sequence,
}

/// A pipeline with its stages in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Pipeline {
    /// Its record.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// Its place among the pipelines.
    pub rank: String,
    /// Its stages, in order.
    pub stages: Vec<Stage>,
}

struct Row {
    key: &'static str,
    en: &'static str,
    zh: &'static str,
    outcome: Outcome,
    probability: u8,
    rotting: Option<u32>,
    required: &'static [FieldId],
    next: &'static [&'static str],
}

const fn open(
    key: &'static str,
    en: &'static str,
    zh: &'static str,
    probability: u8,
    rotting: u32,
) -> Row {
    Row {
        key,
        en,
        zh,
        outcome: Outcome::Open,
        probability,
        rotting: Some(rotting),
        required: &[],
        next: &[],
    }
}

const fn end(key: &'static str, en: &'static str, zh: &'static str, outcome: Outcome) -> Row {
    Row {
        key,
        en,
        zh,
        outcome,
        probability: if matches!(outcome, Outcome::Won) {
            100
        } else {
            0
        },
        rotting: None,
        required: &[],
        next: &[],
    }
}

const WON: Row = end("won", "Closed Won", "赢单", Outcome::Won);
const LOST: Row = end("lost", "Closed Lost", "输单", Outcome::Lost);

const GENERIC: &[Row] = &[
    open("appointment", "Appointment Scheduled", "已约见", 20, 7),
    open("qualified", "Qualified to Buy", "确认有意向", 40, 10),
    open(
        "presentation",
        "Presentation Scheduled",
        "已安排演示",
        60,
        14,
    ),
    open(
        "decision_maker",
        "Decision Maker Bought-In",
        "决策人认可",
        80,
        14,
    ),
    open("contract", "Contract Sent", "已发合同", 90, 7),
    WON,
    LOST,
];

const SHORT: &[Row] = &[
    open("prospecting", "Prospecting", "发掘客户", 10, 7),
    open("qualification", "Qualification", "资格确认", 20, 10),
    open("proposal", "Proposal", "方案报价", 50, 14),
    open("negotiation", "Negotiation", "谈判", 80, 7),
    WON,
    LOST,
];

const LONG: &[Row] = &[
    open("prospecting", "Prospecting", "发掘客户", 10, 7),
    open("qualification", "Qualification", "资格确认", 20, 10),
    open("needs", "Needs Analysis", "需求分析", 25, 14),
    open("value", "Value Proposition", "价值主张", 30, 14),
    open("deciders", "Id. Decision Makers", "确定决策人", 40, 14),
    open("perception", "Perception Analysis", "认知分析", 50, 14),
    open("quote", "Proposal/Price Quote", "提案/报价", 65, 14),
    open("negotiation", "Negotiation/Review", "谈判/复审", 80, 7),
    WON,
    LOST,
];

const SEQUENCE: &[Row] = &[
    Row {
        next: &["proposal", "lost"],
        ..open("qualification", "Lead qualification", "线索确认", 20, 7)
    },
    Row {
        required: &[deal::AMOUNT],
        next: &["qualification", "closing", "lost"],
        ..open("proposal", "Proposal", "方案报价", 50, 14)
    },
    Row {
        required: &[deal::AMOUNT, deal::CLOSE_DATE],
        next: &["proposal", "won", "lost"],
        ..open("closing", "Closing", "成交", 80, 7)
    },
    end("won", "Won", "赢单", Outcome::Won),
    end("lost", "Lost", "输单", Outcome::Lost),
];

impl Template {
    /// Every template, the one to take when nothing is known first.
    pub const ALL: [Self; 4] = [Self::Generic, Self::Short, Self::Long, Self::Sequence];

    /// Its stable name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Generic => "generic",
            Self::Short => "short",
            Self::Long => "long",
            Self::Sequence => "sequence",
        }
    }

    /// The template with this stable name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.key() == key)
    }

    /// The pipeline with its stages. Ids are natural: the same on every device and in every
    /// language.
    pub fn build(self, language: Language) -> Pipeline {
        let rows = self.rows();
        let id = RecordId::natural(["pipeline", self.key()]);
        let stage_id = |key| RecordId::natural(["pipeline", self.key(), "stage", key]);
        let stages = rows.iter().zip(rank::spread(rows.len()));
        Pipeline {
            id,
            name: match language {
                Language::En => "Sales pipeline",
                Language::Zh => "销售管道",
            }
            .to_owned(),
            rank: rank::between(None, None),
            stages: stages
                .map(|(row, rank)| Stage {
                    id: stage_id(row.key),
                    name: match language {
                        Language::En => row.en,
                        Language::Zh => row.zh,
                    }
                    .to_owned(),
                    pipeline: id,
                    outcome: row.outcome,
                    probability: row.probability,
                    forecast: forecast(row.outcome, row.probability),
                    rotting_days: row.rotting,
                    required: row.required.to_vec(),
                    next: row.next.iter().map(|key| stage_id(key)).collect(),
                    rank,
                })
                .collect(),
        }
    }

    fn rows(self) -> &'static [Row] {
        match self {
            Self::Generic => GENERIC,
            Self::Short => SHORT,
            Self::Long => LONG,
            Self::Sequence => SEQUENCE,
        }
    }
}

fn forecast(outcome: Outcome, probability: u8) -> Forecast {
    match (outcome, probability) {
        (Outcome::Won, _) => Forecast::Closed,
        (Outcome::Lost, _) => Forecast::Omitted,
        (Outcome::Open, 80..) => Forecast::Commit,
        (Outcome::Open, 50..) => Forecast::BestCase,
        (Outcome::Open, _) => Forecast::Pipeline,
    }
}

impl Pipeline {
    /// The writes that create the pipeline's record and its stages'.
    pub fn writes(&self) -> Vec<Write> {
        let set = |field, value| Write::set(Kind::PIPELINE, self.id, field, value);
        let mut writes = vec![
            set(pipeline::NAME, Value::text(&self.name)),
            set(pipeline::RANK, Value::Rank(self.rank.clone())),
        ];
        writes.extend(self.stages.iter().flat_map(Stage::writes));
        writes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_template_is_a_sound_pipeline_in_both_languages() {
        for template in Template::ALL {
            assert_eq!(Template::from_key(template.key()), Some(template));
            let [en, zh] = [Language::En, Language::Zh].map(|l| template.build(l));
            assert_eq!(en.id, zh.id);
            let ids: BTreeSet<_> = en.stages.iter().map(|s| s.id).collect();
            assert_eq!(ids.len(), en.stages.len());
            assert!(en.stages.is_sorted_by(|a, b| a.rank < b.rank));
            for (a, b) in en.stages.iter().zip(&zh.stages) {
                assert_eq!(a.id, b.id);
                assert_ne!(a.name, b.name);
                assert!(a.next.iter().all(|next| ids.contains(next)), "{}", a.name);
            }
            for outcome in [Outcome::Won, Outcome::Lost] {
                let count = en.stages.iter().filter(|s| s.outcome == outcome).count();
                assert_eq!(count, 1);
            }
            let open = en.stages.iter().filter(|s| s.outcome == Outcome::Open);
            assert!(
                open.clone()
                    .is_sorted_by(|a, b| a.probability < b.probability)
            );
            assert!(open.clone().all(|s| s.rotting_days.is_some()));
        }
    }

    #[test]
    fn the_generic_template_is_the_one_of_the_vocabulary() {
        let stages = Template::Generic.build(Language::En).stages;
        let shown: Vec<_> = stages
            .iter()
            .map(|s| (s.name.as_str(), s.probability, s.rotting_days))
            .collect();
        let expected = [
            ("Appointment Scheduled", 20, Some(7)),
            ("Qualified to Buy", 40, Some(10)),
            ("Presentation Scheduled", 60, Some(14)),
            ("Decision Maker Bought-In", 80, Some(14)),
            ("Contract Sent", 90, Some(7)),
            ("Closed Won", 100, None),
            ("Closed Lost", 0, None),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn the_sequence_can_be_walked_from_its_start_to_won() {
        let stages = Template::Sequence.build(Language::En).stages;
        for pair in stages[..4].windows(2) {
            assert!(pair[0].next.contains(&pair[1].id), "{}", pair[0].name);
        }
    }

    #[test]
    fn a_pipeline_writes_itself_before_its_stages() {
        let pipeline = Template::Short.build(Language::En);
        let writes = pipeline.writes();
        assert_eq!(writes[0].record, pipeline.id);
        let stages: BTreeSet<_> = writes
            .iter()
            .filter(|w| w.kind == Kind::STAGE)
            .map(|w| w.record)
            .collect();
        assert_eq!(stages.len(), 6);
    }
}
