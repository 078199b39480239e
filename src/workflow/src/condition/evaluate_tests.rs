#![allow(clippy::unwrap_used)]

use std::borrow::Cow;
use std::collections::BTreeMap;

use proptest::prelude::*;
use record::{Address, Currency, Labelled};

use super::*;

const A: FieldId = FieldId(1);
const B: FieldId = FieldId(2);
const LINK: FieldId = FieldId(3);

/// A record that leads to others over the field `LINK`.
struct Linked {
    own: BTreeMap<FieldId, Value>,
    others: Vec<BTreeMap<FieldId, Value>>,
}

impl Facts for Linked {
    fn value(&self, field: FieldId) -> Option<Cow<'_, Value>> {
        self.own.get(&field).map(Cow::Borrowed)
    }
    fn follow(&self, field: FieldId, visit: &mut dyn FnMut(&dyn Facts)) {
        if field == LINK {
            self.others.iter().for_each(|other| visit(other));
        }
    }
}

fn today() -> Date {
    Date::from_ymd(2026, 5, 13).unwrap()
}

fn why(value: Option<Value>, op: Operator, operand: Operand) -> Why {
    let zone = Zone::fixed(7200);
    let context = Context {
        today: today(),
        zone: &zone,
        me: Some(RecordId(7)),
    };
    let condition = Condition::test(A, op, operand);
    let record: BTreeMap<_, _> = value.map(|v| (A, v)).into_iter().collect();
    let trace = condition.prepare(&context).trace(&record);
    assert_eq!(trace.holds, condition.matches(&record, &context));
    match trace.step {
        Step::Test(seen) => {
            assert_eq!(trace.holds, seen.why == Why::Holds);
            seen.why
        }
        other => panic!("{other:?}"),
    }
}

fn holds(value: impl Into<Option<Value>>, op: Operator, operand: Operand) -> bool {
    why(value.into(), op, operand) == Why::Holds
}

fn text(s: &str) -> Operand {
    Operand::One(Literal::Text(s.into()))
}

fn eur(minor: i64) -> Money {
    Money {
        minor,
        currency: Currency::EUR,
    }
}

fn day(iso: &str) -> Date {
    Date::parse_iso(iso).unwrap()
}

#[test]
fn texts_are_compared_without_case() {
    use Operator::*;
    let city = || Value::text("Ålesund, Norge");
    assert!(holds(city(), Is, text("ÅLESUND, norge")));
    assert!(holds(city(), Contains, text("åles")));
    assert!(holds(city(), StartsWith, text("ÅL")));
    assert!(!holds(city(), StartsWith, text("norge")));
    assert!(holds(city(), NotContains, text("Oslo")));
    assert!(holds(Value::choice("Won"), Is, text("won")));
    let list = Operand::Many(vec![Literal::Text("x".into()), Literal::Text("WON".into())]);
    assert!(holds(Value::choice("Won"), OneOf, list.clone()));
    assert!(!holds(Value::choice("Won"), NoneOf, list));
}

#[test]
fn missing_is_false_and_says_so() {
    for op in Operator::ALL {
        let operand = match op.shape() {
            super::super::Shape::Nothing => Operand::Nothing,
            super::super::Shape::One => text("a"),
            super::super::Shape::Range => Operand::Range(Literal::Int(1), Literal::Int(2)),
            super::super::Shape::Many => Operand::Many(vec![Literal::Int(1)]),
            super::super::Shape::Days => Operand::Days(3),
        };
        let expected = match op {
            Operator::Empty | Operator::HasNoTag => Why::Holds,
            _ => Why::Missing,
        };
        assert_eq!(why(None, op, operand.clone()), expected, "{op:?}");
        assert_eq!(
            why(Some(Value::text("  ")), op, operand),
            expected,
            "{op:?}"
        );
    }
}

#[test]
fn a_box_never_ticked_says_no() {
    let is = |b| Operand::One(Literal::Bool(b));
    assert!(holds(None, Operator::Is, is(false)));
    assert!(!holds(None, Operator::Is, is(true)));
    assert!(holds(None, Operator::IsNot, is(true)));
    assert!(holds(Value::Bool(true), Operator::Is, is(true)));
}

#[test]
fn numbers_and_amounts_compare_by_value() {
    use Operator::*;
    let one = |l| Operand::One(l);
    assert!(holds(Value::Int(5), More, one(Literal::Number(4.5))));
    assert!(holds(Value::Number(4.5), Less, one(Literal::Int(5))));
    assert!(holds(Value::Duration(60), AtMost, one(Literal::Int(60))));
    let amount = || Value::Money(eur(100_000));
    assert!(holds(amount(), AtLeast, one(Literal::Money(eur(100_000)))));
    assert!(holds(amount(), Is, one(Literal::Int(1000))));
    let range = Operand::Range(Literal::Int(999), Literal::Int(1000));
    assert!(holds(amount(), Between, range));
    let usd = Literal::Money(Money {
        minor: 1,
        currency: Currency::USD,
    });
    assert_eq!(why(Some(amount()), More, one(usd)), Why::OtherCurrency);
    assert_eq!(why(Some(amount()), More, text("1")), Why::OtherType);
}

#[test]
fn days_are_read_in_the_zone() {
    use Operator::*;
    let at = |s| Value::Instant(Instant::parse_rfc3339(s).unwrap());
    assert!(holds(at("2026-05-12T22:30:00Z"), Today, Operand::Nothing));
    assert!(!holds(at("2026-05-12T21:30:00Z"), Today, Operand::Nothing));
    let may = Operand::One(Literal::Date(day("2026-05-13")));
    assert!(holds(at("2026-05-12T22:30:00Z"), Is, may));
    let overdue = || Operand::One(Literal::Today(0));
    assert!(holds(Value::Date(day("2026-05-12")), Less, overdue()));
    assert!(!holds(Value::Date(day("2026-05-13")), Less, overdue()));
}

#[test]
fn relative_days_have_these_borders() {
    use Operator::*;
    let cases = [
        (LastDays, Operand::Days(7), "2026-05-07", "2026-05-13"),
        (LastDays, Operand::Days(1), "2026-05-13", "2026-05-13"),
        (NextDays, Operand::Days(7), "2026-05-13", "2026-05-19"),
        (ThisWeek, Operand::Nothing, "2026-05-11", "2026-05-17"),
        (ThisMonth, Operand::Nothing, "2026-05-01", "2026-05-31"),
        (ThisQuarter, Operand::Nothing, "2026-04-01", "2026-06-30"),
        (ThisYear, Operand::Nothing, "2026-01-01", "2026-12-31"),
    ];
    for (op, operand, first, last) in cases {
        let (first, last) = (day(first), day(last));
        for (date, expected) in [
            (first.plus_days(-1), false),
            (first, true),
            (last, true),
            (last.plus_days(1), false),
        ] {
            let seen = holds(Value::Date(date), op, operand.clone());
            assert_eq!(seen, expected, "{op:?} {date}");
        }
    }
    assert!(!holds(Value::Date(today()), LastDays, Operand::Days(0)));
    assert!(holds(
        Value::Date(today()),
        NextDays,
        Operand::Days(u32::MAX)
    ));
}

#[test]
fn one_of_several_values_is_enough() {
    use Operator::*;
    let mails = || {
        Value::Labelled(
            ["a@x.example", "b@y.example"]
                .map(|value| Labelled {
                    value: value.into(),
                    label: "work".into(),
                })
                .into(),
        )
    };
    assert!(holds(mails(), Contains, text("@Y.")));
    assert!(!holds(mails(), NotContains, text("@Y.")));
    let tags = || Value::Tags(vec!["hot".into(), "vip".into()]);
    assert!(holds(tags(), HasTag, text("VIP")));
    assert!(holds(tags(), HasNoTag, text("cold")));
    let me = || Operand::One(Literal::Me);
    assert!(holds(
        Value::Refs(vec![RecordId(1), RecordId(7)]),
        HasTag,
        me()
    ));
    assert!(holds(Value::Ref(RecordId(7)), Is, me()));
    let address = Value::Address(Address {
        city: "Lyon".into(),
        ..Address::default()
    });
    assert!(holds(address, Is, text("lyon")));
}

#[test]
fn a_path_reads_the_records_referred_to() {
    let zone = Zone::default();
    let context = Context {
        today: today(),
        zone: &zone,
        me: None,
    };
    let through = |op, operand| {
        Condition::Test(Test {
            path: vec![LINK, A],
            op,
            operand,
        })
    };
    let record = Linked {
        own: BTreeMap::from([(A, Value::text("own"))]),
        others: vec![
            BTreeMap::from([(A, Value::text("first"))]),
            BTreeMap::from([(A, Value::text("second"))]),
        ],
    };
    assert!(through(Operator::Is, text("second")).matches(&record, &context));
    assert!(!through(Operator::Is, text("own")).matches(&record, &context));
    assert!(!through(Operator::IsNot, text("second")).matches(&record, &context));
    let condition = through(Operator::Is, text("third"));
    let prepared = condition.prepare(&context);
    let trace = prepared.trace(&record);
    let [seen] = trace.deciding()[..] else {
        panic!("{trace:?}");
    };
    assert_eq!(seen.values, [Value::text("first"), Value::text("second")]);
    assert_eq!(seen.why, Why::Differs);
    let alone = Linked {
        own: record.own.clone(),
        others: vec![],
    };
    assert!(through(Operator::Empty, Operand::Nothing).matches(&alone, &context));
}

#[test]
fn a_test_that_lacks_something_is_false_either_way() {
    let zone = Zone::default();
    let context = Context {
        today: today(),
        zone: &zone,
        me: None,
    };
    let record = BTreeMap::from([(A, Value::Ref(RecordId(7)))]);
    for op in [Operator::Is, Operator::IsNot] {
        let me = Condition::test(A, op, Operand::One(Literal::Me));
        assert!(!me.matches(&record, &context));
        let prepared = me.prepare(&context);
        let trace = prepared.trace(&record);
        assert_eq!(trace.deciding()[0].why, Why::NotUsable);
        assert!(!Condition::test(A, op, Operand::Days(1)).matches(&record, &context));
    }
    let list = Operand::Many(vec![Literal::Me, Literal::Ref(RecordId(7))]);
    assert!(Condition::test(A, Operator::OneOf, list).matches(&record, &context));
}

#[test]
fn the_trace_names_what_decided() {
    let zone = Zone::default();
    let context = Context {
        today: today(),
        zone: &zone,
        me: None,
    };
    let is = |field, s: &str| Condition::test(field, Operator::Is, text(s));
    let record = BTreeMap::from([(A, Value::text("a")), (B, Value::text("b"))]);
    let condition = Condition::All(vec![
        is(A, "a"),
        Condition::Any(vec![is(A, "x"), is(B, "y")]),
        Condition::None(vec![is(B, "b"), is(B, "z")]),
    ]);
    let prepared = condition.prepare(&context);
    let trace = prepared.trace(&record);
    assert!(!trace.holds);
    let deciding: Vec<_> = trace.deciding().iter().map(|s| s.test.clone()).collect();
    let expected = [is(A, "x"), is(B, "y"), is(B, "b")];
    assert!(deciding.into_iter().map(Condition::Test).eq(expected));
}

#[test]
fn a_tree_nested_too_deep_is_false_and_ends() {
    let mut deep = Condition::All(vec![]);
    for _ in 0..2000 {
        deep = Condition::None(vec![deep]);
    }
    let zone = Zone::default();
    let context = Context {
        today: today(),
        zone: &zone,
        me: None,
    };
    let record = BTreeMap::new();
    assert_eq!(
        deep.matches(&record, &context),
        deep.prepare(&context).trace(&record).holds
    );
    assert!(deep.tests().is_empty());
    assert!(!deep.to_json().is_empty());
}

fn any_literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        "[a-zA-ZäÖ ]{0,3}".prop_map(Literal::Text),
        (-3i64..4).prop_map(Literal::Int),
        any::<i64>().prop_map(Literal::Int),
        (-1e12..1e12).prop_map(Literal::Number),
        (any::<i32>(), "[A-C]{3}").prop_map(|(minor, c)| Literal::Money(Money {
            minor: minor.into(),
            currency: c.parse().unwrap()
        })),
        any::<i32>().prop_map(|d| Literal::Date(Date(d))),
        (20_000..21_000).prop_map(|d| Literal::Date(Date(d))),
        any::<i32>().prop_map(Literal::Today),
        any::<i64>().prop_map(|t| Literal::Instant(Instant(t))),
        any::<bool>().prop_map(Literal::Bool),
        (0u128..3).prop_map(|id| Literal::Ref(RecordId(id))),
        Just(Literal::Me),
    ]
}

fn any_test() -> impl Strategy<Value = Test> {
    let path = prop_oneof![
        (1u64..4).prop_map(|f| vec![FieldId(f)]),
        (1u64..4).prop_map(|f| vec![LINK, FieldId(f)]),
        Just(vec![FieldId(u64::MAX)]),
    ];
    let op = prop::sample::select(Operator::ALL.to_vec());
    let literals = prop::collection::vec(any_literal(), 2..5);
    (path, op, literals, any::<u32>()).prop_map(|(path, op, mut literals, days)| {
        use super::super::Shape;
        let operand = match op.shape() {
            Shape::Nothing => Operand::Nothing,
            Shape::One => Operand::One(literals.remove(0)),
            Shape::Range => Operand::Range(literals.remove(0), literals.remove(0)),
            Shape::Many => Operand::Many(literals),
            Shape::Days => Operand::Days(days),
        };
        Test { path, op, operand }
    })
}

/// Any condition within the limits whose operands have the shape their operators take.
pub(in crate::condition) fn any_condition() -> impl Strategy<Value = Condition> {
    any_test()
        .prop_map(Condition::Test)
        .prop_recursive(4, 24, 4, |inner| {
            let list = prop::collection::vec(inner, 0..4);
            prop_oneof![
                list.clone().prop_map(Condition::All),
                list.clone().prop_map(Condition::Any),
                list.prop_map(Condition::None),
            ]
        })
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        "[a-zA-ZäÖ ]{0,3}".prop_map(Value::Text),
        "[a-z]{0,2}".prop_map(Value::Choice),
        (-3i64..4).prop_map(Value::Int),
        (-1e12..1e12).prop_map(Value::Number),
        (any::<i32>(), "[A-C]{3}").prop_map(|(minor, c)| Value::Money(Money {
            minor: minor.into(),
            currency: c.parse().unwrap()
        })),
        any::<i32>().prop_map(|d| Value::Date(Date(d))),
        any::<i64>().prop_map(|t| Value::Instant(Instant(t))),
        any::<bool>().prop_map(Value::Bool),
        (0u128..3).prop_map(|id| Value::Ref(RecordId(id))),
        prop::collection::vec("[a-z]{0,2}", 0..3).prop_map(Value::Tags),
        prop::collection::vec(any::<u8>(), 0..3).prop_map(Value::Unknown),
    ]
}

fn any_record() -> impl Strategy<Value = Linked> {
    let one = || prop::collection::btree_map((1u64..4).prop_map(FieldId), any_value(), 0..4);
    (one(), prop::collection::vec(one(), 0..3)).prop_map(|(own, others)| Linked { own, others })
}

impl std::fmt::Debug for Linked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} -> {:?}", self.own, self.others)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn the_trace_agrees_with_plain_evaluation(
        condition in any_condition(),
        record in any_record(),
        today in any::<i32>(),
        me in any::<bool>(),
    ) {
        let zone = Zone::fixed(3600);
        let me = me.then_some(RecordId(1));
        let context = Context { today: Date(today), zone: &zone, me };
        let prepared = condition.prepare(&context);
        let trace = prepared.trace(&record);
        prop_assert_eq!(trace.holds, prepared.matches(&record));
        prop_assert_eq!(trace.holds, condition.matches(&record, &context));
    }

    #[test]
    fn de_morgan_holds(parts in prop::collection::vec(any_condition(), 0..4), record in any_record()) {
        use Condition::{All, Any, None};
        let zone = Zone::default();
        let context = Context { today: Date(20_500), zone: &zone, me: Option::None };
        let not = |condition: Condition| None(vec![condition]);
        let each_not: Vec<_> = parts.iter().cloned().map(not).collect();
        let m = |condition: Condition| condition.matches(&record, &context);
        prop_assert_eq!(m(not(Any(parts.clone()))), m(All(each_not.clone())));
        prop_assert_eq!(m(not(All(parts.clone()))), m(Any(each_not)));
        prop_assert_eq!(m(None(parts.clone())), m(not(Any(parts))));
    }

    #[test]
    fn a_negative_operator_is_the_opposite_where_a_value_is(
        value in any_value(), literal in any_literal()
    ) {
        let zone = Zone::default();
        let context = Context { today: Date(20_500), zone: &zone, me: Some(RecordId(1)) };
        let record = BTreeMap::from([(A, value.clone())]);
        let m = |op, operand| Condition::test(A, op, operand).matches(&record, &context);
        for (yes, no) in [
            (Operator::Is, Operator::IsNot),
            (Operator::HasTag, Operator::HasNoTag),
        ] {
            let one = Operand::One(literal.clone());
            if !value.is_blank() {
                prop_assert_ne!(m(yes, one.clone()), m(no, one));
            }
        }
        prop_assert_ne!(m(Operator::Empty, Operand::Nothing), m(Operator::NotEmpty, Operand::Nothing));
    }
}
