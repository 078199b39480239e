//! Conditions as people read them.

use record::{FieldDef, FieldId, FieldType, Kind, Value};
use workflow::condition::check::Fault;
use workflow::condition::{Literal, Operand, Operator, Test};
use workflow::{Condition, condition};
use workspace::Query;

use super::draft;
use crate::platform::intl::{self, DateStyle};
use crate::records;
use crate::state::State;
use crate::words::{common, filters, lists as words, locale, schema};

/// The field at the end of a path of references.
pub fn field_at(state: State, kind: Kind, path: &[FieldId]) -> Option<FieldDef> {
    let (last, hops) = path.split_last()?;
    let mut kind = kind;
    for hop in hops {
        kind = state.field(kind, *hop)?.ty.target()?;
    }
    state.field(kind, *last)
}

/// A condition in words: "Amount is at least 10,000 and (Stage is Proposal or Company › Industry is
/// Software)". Names of records are tracked.
pub fn sentence(state: State, kind: Kind, condition: &Condition) -> String {
    written(state, kind, condition, 0)
}

fn written(state: State, kind: Kind, condition: &Condition, depth: usize) -> String {
    let (parts, between, is_negated) = match condition {
        Condition::Test(test) => return of_test(state, kind, test),
        Condition::All(parts) => (parts, filters::and(), false),
        Condition::Any(parts) => (parts, filters::or(), false),
        Condition::None(parts) => (parts, filters::or(), true),
    };
    if parts.is_empty() {
        let holds = !matches!(condition, Condition::Any(_));
        let words = if holds {
            filters::always
        } else {
            filters::never
        };
        return words().to_owned();
    }
    if depth >= condition::MAX_DEPTH {
        return "…".to_owned();
    }
    // A group of one is its part.
    let inner = depth + usize::from(parts.len() > 1 || is_negated);
    let each: Vec<String> = parts
        .iter()
        .map(|part| written(state, kind, part, inner))
        .collect();
    let joined = each.join(between);
    match (is_negated, depth > 0 && parts.len() > 1) {
        (true, _) => filters::not(&joined),
        (false, true) => filters::grouped(&joined),
        (false, false) => joined,
    }
}

/// What is wrong with a test that the schema doesn't support, in words.
pub fn fault(found: &Fault) -> String {
    match found {
        Fault::NoField => filters::choose_field().to_owned(),
        Fault::UnknownField { .. } | Fault::NotAReference { .. } => {
            filters::field_gone().to_owned()
        }
        Fault::UnknownOption { option, .. } => filters::option_gone(option),
        Fault::TooDeep | Fault::TooLarge | Fault::TestTooLarge => filters::too_large().to_owned(),
        Fault::Operator { .. } | Fault::Shape { .. } | Fault::Literal { .. } => {
            filters::does_not_suit().to_owned()
        }
    }
}

fn of_test(state: State, kind: Kind, test: &Test) -> String {
    let def = field_at(state, kind, &test.path);
    let field = path_name(state, kind, &test.path);
    let operator = operator(test.op, def.as_ref().map(|def| def.ty));
    let one = |literal: &Literal| self::literal(state, def.as_ref(), literal);
    let value = match &test.operand {
        Operand::Nothing => return words::test_plain(&field, operator),
        Operand::One(a) => one(a),
        Operand::Range(a, b) => words::range(&one(a), &one(b)),
        Operand::Many(list) => list.iter().map(one).collect::<Vec<_>>().join(", "),
        Operand::Days(n) => words::days_count(*n as usize),
    };
    words::test_with(&field, operator, &value)
}

/// The name that a custom field had before it was deleted.
fn name_of_gone(state: State, field: FieldId) -> String {
    let deleted = state.rows_now(&Query {
        trash: true,
        ..Query::all(Kind::FIELD)
    });
    let named = deleted.iter().find(|id| FieldId::custom(**id) == field);
    let label = named.map(|id| state.text(Kind::FIELD, *id, record::schema::field::LABEL));
    match label {
        Some(label) if !label.is_empty() => filters::deleted_field(&label),
        _ => filters::unknown_field().to_owned(),
    }
}

/// The names of the fields along a path: "Company › Industry".
pub fn path_name(state: State, kind: Kind, path: &[FieldId]) -> String {
    let all = state.schema();
    let mut kind = kind;
    let mut names = Vec::with_capacity(path.len());
    for field in path.iter().take(condition::MAX_HOPS + 1) {
        let def = all.field(kind, *field);
        names.push(match def {
            Some(def) => schema::field(kind, def),
            None => name_of_gone(state, *field),
        });
        kind = def.and_then(|def| def.ty.target()).unwrap_or(Kind::ANY);
    }
    names.join(" › ")
}

/// The name of an operator; days have words of their own.
pub fn operator(op: Operator, ty: Option<FieldType>) -> &'static str {
    let days = matches!(ty, Some(FieldType::Date | FieldType::Instant));
    let set = ty.is_some_and(FieldType::is_set);
    match op {
        Operator::Is => words::op_is(),
        Operator::IsNot => words::op_is_not(),
        Operator::Contains => words::op_contains(),
        Operator::NotContains => words::op_not_contains(),
        Operator::StartsWith => words::op_starts_with(),
        Operator::Empty => words::op_empty(),
        Operator::NotEmpty => words::op_not_empty(),
        Operator::Less if days => words::op_before(),
        Operator::Less => words::op_less(),
        Operator::AtMost if days => words::op_until(),
        Operator::AtMost => words::op_at_most(),
        Operator::More if days => words::op_after(),
        Operator::More => words::op_more(),
        Operator::AtLeast if days => words::op_since(),
        Operator::AtLeast => words::op_at_least(),
        Operator::Between => words::op_between(),
        Operator::OneOf if set => words::op_has_one_of(),
        Operator::OneOf => words::op_one_of(),
        Operator::NoneOf => words::op_none_of(),
        Operator::HasTag => words::op_has(),
        Operator::HasNoTag => words::op_has_not(),
        Operator::Today => words::op_today(),
        Operator::LastDays => words::op_last_days(),
        Operator::NextDays => words::op_next_days(),
        Operator::ThisWeek => words::op_this_week(),
        Operator::ThisMonth => words::op_this_month(),
        Operator::ThisQuarter => words::op_this_quarter(),
        Operator::ThisYear => words::op_this_year(),
    }
}

/// A value of a condition; names of records are tracked.
pub fn literal(state: State, def: Option<&FieldDef>, literal: &Literal) -> String {
    let input = def.map(draft::input);
    match literal {
        Literal::Text(text) if input == Some(draft::Input::Option) => {
            let options = def.map_or(&[][..], |def| &def.options);
            schema::option_of(options, text).into_owned()
        }
        Literal::Text(text) => text.clone(),
        Literal::Int(n) if input == Some(draft::Input::Minutes) => common::duration_minutes(n / 60),
        // As the field's own values are written: a year has no groups.
        Literal::Int(n) => match def {
            Some(def) => records::text(state, def, &Value::Int(*n)),
            None => intl::whole(locale(), *n),
        },
        Literal::Number(n) => intl::number(locale(), *n, 6),
        Literal::Money(money) => intl::money(locale(), *money),
        Literal::Date(date) => intl::date(locale(), *date, DateStyle::Medium),
        Literal::Today(0) => words::today().to_owned(),
        Literal::Today(n) if *n > 0 => words::days_after_today(n.unsigned_abs() as usize),
        Literal::Today(n) => words::days_before_today(n.unsigned_abs() as usize),
        Literal::Instant(at) => intl::date_time(locale(), *at),
        Literal::Bool(true) => common::yes().to_owned(),
        Literal::Bool(false) => common::no().to_owned(),
        Literal::Ref(id) => {
            let kind = def.and_then(|def| def.ty.target()).unwrap_or(Kind::ANY);
            state.name(kind, state.with(|ws| ws.resolve(kind, *id)))
        }
        Literal::Me => words::me().to_owned(),
    }
}
