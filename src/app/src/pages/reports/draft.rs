//! A chart while it is being put together.

use record::{FieldId, FieldType, Kind};
use workflow::Condition;
use workspace::Report;
use workspace::report::choices::GroupChoice;
use workspace::report::{Bucket, Group, Measure, RowOrder};

use crate::state::dashboards::{Said, Shape};
use crate::words::dashboards as words;

/// The kinds that charts can be about, in the order of the choice.
pub(super) const KINDS: [Kind; 6] = [
    Kind::DEAL,
    Kind::CONTACT,
    Kind::COMPANY,
    Kind::TICKET,
    Kind::TASK,
    Kind::ACTIVITY,
];
/// How many rows a chart of names shows; the others are one.
const ROWS: u32 = 15;

/// A chart while it is being put together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) condition: Option<Condition>,
    pub(super) group: Option<Group>,
    pub(super) split: Option<Group>,
    pub(super) measure: Measure,
    pub(super) order: RowOrder,
    pub(super) shape: Shape,
    pub(super) is_wide: bool,
}

impl Draft {
    /// A count of a kind's records.
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            name: String::new(),
            kind,
            text: String::new(),
            condition: None,
            group: None,
            split: None,
            measure: Measure::Count,
            order: RowOrder::Natural,
            shape: Shape::Bars,
            is_wide: false,
        }
    }

    /// A kept chart.
    pub(super) fn of(said: Said) -> Self {
        let Report {
            kind,
            text,
            condition,
            group,
            split,
            measure,
            order,
            limit: _,
        } = said.report;
        Self {
            name: said.name,
            kind,
            text,
            condition,
            group,
            split,
            measure,
            order,
            shape: said.shape,
            is_wide: said.is_wide,
        }
    }

    /// Its question.
    pub(super) fn report(&self) -> Report {
        // Of times and numbers each has its place; of names the first ones are enough.
        let is_named = |group: &Group| group.bucket == Bucket::Value;
        let is_named = self.group.as_ref().is_some_and(is_named);
        Report {
            kind: self.kind,
            text: self.text.clone(),
            condition: self.condition.clone(),
            group: self.group.clone(),
            split: self.split.clone(),
            measure: self.measure.clone(),
            order: if is_named {
                self.order
            } else {
                RowOrder::Natural
            },
            limit: is_named.then_some(ROWS),
        }
    }

    /// What is kept of it.
    pub(super) fn said(&self) -> Said {
        Said {
            name: self.name.clone(),
            report: self.report(),
            shape: self.shape,
            is_wide: self.is_wide,
        }
    }

    /// Why it makes no chart; `None` where it does.
    pub(super) fn problem(&self) -> Option<&'static str> {
        let is_time = |group: &Group| !matches!(group.bucket, Bucket::Value | Bucket::Range(_));
        match (&self.group, &self.split) {
            (None, Some(_)) => Some(words::split_needs_group()),
            (Some(group), Some(split)) if group == split => Some(words::same_group()),
            (group, _)
                if matches!(self.shape, Shape::Line | Shape::Area)
                    && !group.as_ref().is_some_and(is_time) =>
            {
                Some(words::lines_need_time())
            }
            _ => None,
        }
    }

    /// Groups by another field. What fits the new one stays.
    pub(super) fn group_by(&mut self, choice: Option<&GroupChoice>) {
        self.group = choice.map(group_of);
        let Some(group) = &self.group else {
            self.split = None;
            return;
        };
        // What follows one another in time stands from left to right.
        let is_time = !matches!(group.bucket, Bucket::Value | Bucket::Range(_));
        match self.shape {
            Shape::Bars | Shape::Figure if is_time => self.shape = Shape::Columns,
            Shape::Line | Shape::Area if !is_time => self.shape = Shape::Bars,
            _ => {}
        }
        if is_time {
            self.order = RowOrder::Natural;
        }
    }
}

/// The usual group of a field.
pub(super) fn group_of(choice: &GroupChoice) -> Group {
    let bucket = match choice.buckets.first() {
        Some(Bucket::Range(_)) => Bucket::Range(usual_width(choice.ty)),
        Some(bucket) => *bucket,
        None => Bucket::Value,
    };
    Group {
        path: choice.path.clone(),
        bucket,
    }
}

/// How wide a range of a type is at first.
fn usual_width(ty: FieldType) -> f64 {
    match ty {
        FieldType::Money => 10_000.0,
        FieldType::Duration => 3_600.0,
        _ => 10.0,
    }
}

/// A path as the key of an option.
pub(super) fn path_key(path: &[FieldId]) -> String {
    let ids: Vec<String> = path.iter().map(|field| field.0.to_string()).collect();
    ids.join(".")
}

/// The options of buckets: their keys with what they stand for.
pub(super) fn bucket_key(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Value => "value",
        Bucket::Day => "day",
        Bucket::Week => "week",
        Bucket::Month => "month",
        Bucket::Quarter => "quarter",
        Bucket::Year => "year",
        Bucket::Range(_) => "range",
    }
}

/// The name of a bucket.
pub(super) fn bucket_name(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Value => words::by_value(),
        Bucket::Day => words::by_day(),
        Bucket::Week => words::by_week(),
        Bucket::Month => words::by_month(),
        Bucket::Quarter => words::by_quarter(),
        Bucket::Year => words::by_year(),
        Bucket::Range(_) => words::by_range(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use record::DeviceId;
    use record::schema::deal;
    use workspace::Workspace;

    fn choice(field: FieldId) -> GroupChoice {
        let ws = Workspace::new(DeviceId(1));
        let choices = ws.group_choices(Kind::DEAL);
        choices.into_iter().find(|c| c.path == [field]).unwrap()
    }

    #[test]
    fn a_kept_chart_comes_back_as_it_was() {
        let mut draft = Draft::new(Kind::DEAL);
        draft.group_by(Some(&choice(deal::STAGE)));
        draft.name = "Mine".into();
        assert_eq!(Draft::of(draft.said()), draft);
        assert_eq!(draft.report().limit, Some(ROWS));
    }

    #[test]
    fn time_goes_from_left_to_right() {
        let mut draft = Draft::new(Kind::DEAL);
        draft.group_by(Some(&choice(deal::CLOSE_DATE)));
        assert_eq!(draft.shape, Shape::Columns);
        assert_eq!(draft.report().limit, None);
        draft.shape = Shape::Line;
        assert_eq!(draft.problem(), None);
        draft.group_by(Some(&choice(deal::STAGE)));
        assert_eq!(draft.shape, Shape::Bars);
    }

    #[test]
    fn an_order_that_cannot_be_chosen_does_not_count() {
        let mut draft = Draft::new(Kind::DEAL);
        draft.group_by(Some(&choice(deal::PROBABILITY)));
        draft.order = RowOrder::Largest;
        assert_eq!(draft.report().order, RowOrder::Natural);
        if let Some(group) = &mut draft.group {
            group.bucket = Bucket::Value;
        }
        assert_eq!(draft.report().order, RowOrder::Largest);
    }

    #[test]
    fn what_makes_no_chart_is_explained() {
        let mut draft = Draft::new(Kind::DEAL);
        draft.shape = Shape::Line;
        assert_eq!(draft.problem(), Some(words::lines_need_time()));
        draft.shape = Shape::Bars;
        draft.split = Some(group_of(&choice(deal::STAGE)));
        assert_eq!(draft.problem(), Some(words::split_needs_group()));
        draft.group.clone_from(&draft.split);
        assert_eq!(draft.problem(), Some(words::same_group()));
    }

    #[test]
    fn every_choice_makes_a_question_that_can_be_answered() {
        let zone = workflow::Zone::fixed(0);
        let context = workflow::Context {
            today: record::Date(20_000),
            zone: &zone,
            me: None,
        };
        let mut ws = Workspace::new(DeviceId(1));
        for kind in KINDS {
            for choice in ws.group_choices(kind) {
                let mut draft = Draft::new(kind);
                draft.group_by(Some(&choice));
                let answer = ws.report(&draft.report(), &context);
                assert!(answer.is_ok(), "{kind:?} {choice:?}");
            }
            for measure in ws.measure_choices(kind) {
                let mut draft = Draft::new(kind);
                draft.measure = measure;
                assert!(ws.report(&draft.report(), &context).is_ok());
            }
        }
    }
}
