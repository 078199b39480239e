//! What groups and measures are called.

use record::schema::stage;
use record::{Date, FieldDef, FieldType, Kind, RecordId};
use workspace::report::{Bucket, Figure, Group, Key, Measure};

use crate::filters::sentence::{field_at, path_name};
use crate::parts::chart::{Point, Unit, plot};
use crate::platform::intl::{self, DateStyle};
use crate::state::State;
use crate::words::{common, locale, reports as words, schema};

/// What the records of a row have in common, in words. Names are tracked.
pub(in crate::pages) fn key_name(state: State, kind: Kind, group: &Group, key: &Key) -> String {
    let def = field_at(state, kind, &group.path);
    match key {
        Key::None => words::no_value().to_owned(),
        Key::Other => words::others().to_owned(),
        Key::Text(text) if def.as_ref().is_some_and(has_options) => {
            let options = def.as_ref().map_or(&[][..], |def| &def.options);
            schema::option_of(options, text).into_owned()
        }
        Key::Text(text) => text.clone(),
        Key::Bool(true) => common::yes().to_owned(),
        Key::Bool(false) => common::no().to_owned(),
        Key::Int(n) => match &def {
            Some(def) => crate::records::text(state, def, &number_value(def, *n)),
            None => intl::whole(locale(), *n),
        },
        Key::Ref(kind, id) => record_name(state, *kind, *id),
        Key::Period(start, bucket) => period_name(*start, *bucket),
        Key::Range(low, high) => {
            let unit = unit_of(state, def.as_ref());
            let [low, high] = unit.ends([*low, *high]);
            words::from_to(&low, &high)
        }
    }
}

fn number_value(def: &FieldDef, n: i64) -> record::Value {
    match def.ty {
        FieldType::Duration => record::Value::Duration(n),
        _ => record::Value::Int(n),
    }
}

fn has_options(def: &FieldDef) -> bool {
    matches!(def.ty, FieldType::Choice | FieldType::Choices)
}

fn unit_of(state: State, def: Option<&FieldDef>) -> Unit {
    match def.map(|def| def.ty) {
        Some(FieldType::Money) => Unit::Money(state.with(|ws| ws.currency())),
        Some(FieldType::Duration) => Unit::Seconds,
        _ => Unit::Number,
    }
}

/// The name of a record; of a stage with its pipeline where there are several.
fn record_name(state: State, kind: Kind, id: RecordId) -> String {
    let id = state.with(|ws| ws.resolve(kind, id));
    let name = state.name(kind, id);
    if kind == Kind::STAGE && state.count(Kind::PIPELINE) > 1 {
        let pipeline = state.value(kind, id, stage::PIPELINE);
        if let Some(pipeline) = pipeline.and_then(|v| v.as_ref_id()) {
            return words::stage_of(&name, &state.name(Kind::PIPELINE, pipeline));
        }
    }
    if name.is_empty() {
        return crate::words::lists::unnamed().to_owned();
    }
    name
}

/// The name of a period.
pub(in crate::pages) fn period_name(start: Date, bucket: Bucket) -> String {
    let year = start.ymd().map_or(0, |(year, _, _)| year);
    match bucket {
        Bucket::Month => intl::date(locale(), start, DateStyle::MonthShort),
        Bucket::Quarter => {
            let month = start.ymd().map_or(1, |(_, month, _)| month);
            words::quarter((month - 1) / 3 + 1, &year.to_string())
        }
        Bucket::Year => year.to_string(),
        _ => intl::date(locale(), start, DateStyle::Medium),
    }
}

/// The name of a group: the fields on the way to its own.
pub(in crate::pages) fn group_name(state: State, kind: Kind, group: &Group) -> String {
    path_name(state, kind, &group.path)
}

/// The name of a measure.
pub(in crate::pages) fn measure_name(state: State, kind: Kind, measure: &Measure) -> String {
    let field = |path: &[record::FieldId]| path_name(state, kind, path);
    match measure {
        Measure::Count => words::count_of(schema::kind_many(kind)),
        Measure::Share => words::share_of(schema::kind_many(kind)),
        Measure::Sum(path) => words::sum_of(&field(path)),
        Measure::Average(path) => words::average_of(&field(path)),
        Measure::Median(path) => words::median_of(&field(path)),
        Measure::Minimum(path) => words::minimum_of(&field(path)),
        Measure::Maximum(path) => words::maximum_of(&field(path)),
        Measure::Weighted => words::weighted().to_owned(),
        Measure::WonRate => words::won_rate().to_owned(),
    }
}

/// A figure as a number of a chart; `None` where nothing was measured.
pub(in crate::pages) fn point(figure: Figure) -> Option<Point> {
    let value = match figure {
        Figure::Percent(n) => n / 100.0,
        figure => figure.number()?,
    };
    Some(Point::new(value, figure_text(figure)))
}

/// A figure as people read it.
pub(in crate::pages) fn figure_text(figure: Figure) -> String {
    match figure {
        Figure::Count(n) => intl::whole(locale(), i64::try_from(n).unwrap_or(i64::MAX)),
        Figure::Number(n) => intl::number(locale(), n, 2),
        Figure::Money(money) => money_text(money),
        Figure::Seconds(n) => plot::span(n),
        Figure::Percent(n) => intl::percent(locale(), n / 100.0),
        Figure::Nothing => String::new(),
    }
}

/// An amount; a large one without its minor units.
pub(in crate::pages) fn money_text(money: record::Money) -> String {
    let scale = money.currency.scale();
    let minor = if money.minor.unsigned_abs() >= 1_000 * scale.unsigned_abs() {
        let half = scale / 2 * money.minor.signum();
        money.minor.saturating_add(half) / scale * scale
    } else {
        money.minor
    };
    intl::money(locale(), record::Money { minor, ..money })
}

/// What the numbers of a figure are.
pub(in crate::pages) fn unit(figure: Figure) -> Option<Unit> {
    Some(match figure {
        Figure::Count(_) => Unit::Count,
        Figure::Number(_) => Unit::Number,
        Figure::Money(money) => Unit::Money(money.currency),
        Figure::Seconds(_) => Unit::Seconds,
        Figure::Percent(_) => Unit::Share,
        Figure::Nothing => return None,
    })
}
