use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use record::schema::{CREATED_AT, activity, company, contact, deal, ticket};
use record::{Currency, Date, FieldId, FieldType, Instant, Kind, Money, RecordId, Value};
use workflow::{Condition, Context, Literal, Operand, Operator, Test, Zone};
use workspace::{Query, Sort, Workspace};

use crate::actions::any_action_or_purge;
use crate::device::{Device, KINDS, MEMBERS, email, reopened, visible};

fn zone() -> Zone {
    Zone::fixed(3600)
}

fn context(zone: &Zone) -> Context<'_> {
    Context {
        today: Date(20_003),
        zone,
        me: Some(MEMBERS[0]),
    }
}

/// Lower case without the accents that occur here.
fn plain(text: &str) -> String {
    text.trim_start().to_lowercase().replace(['é', 'ë'], "e")
}

/// The place of a stage: the ranks of its pipeline and of itself, then its name.
fn place_of_stage(ws: &Workspace, id: RecordId) -> String {
    use record::schema::{pipeline, stage};
    let name = ws.name(Kind::STAGE, id);
    if name.is_empty() {
        return name;
    }
    let of = ws
        .value(Kind::STAGE, id, stage::PIPELINE)
        .and_then(|v| v.as_ref_id());
    let text = |value: Option<Value>| value.and_then(|v| v.as_str().map(str::to_owned));
    let first = of.and_then(|of| text(ws.value(Kind::PIPELINE, of, pipeline::RANK)));
    let rank = text(ws.value(Kind::STAGE, id, stage::RANK));
    let parts: Vec<String> = [first, rank, Some(name)].into_iter().flatten().collect();
    parts.join(" ")
}

/// How two values of a field stand; a missing one comes last in either direction.
fn compare(ws: &Workspace, kind: Kind, sort: Sort, a: RecordId, b: RecordId) -> Ordering {
    let (a, b) = (ws.value(kind, a, sort.field), ws.value(kind, b, sort.field));
    let def = ws.schema().field(kind, sort.field).unwrap();
    let text = |value: &Value| match value {
        Value::Text(text) => plain(text),
        Value::Labelled(list) => plain(&list[0].value),
        Value::Tags(list) => plain(&list[0]),
        Value::Address(address) => plain(&address.city),
        Value::Ref(id) if def.ty.target() == Some(Kind::STAGE) => plain(&place_of_stage(ws, *id)),
        Value::Ref(id) => plain(&ws.name(def.ty.target().unwrap(), *id)),
        Value::Choice(key) => {
            let at = def
                .options
                .iter()
                .position(|o| o == key)
                .unwrap_or(def.options.len());
            format!("{at:05}")
        }
        _ => String::new(),
    };
    // What has neither number nor text, such as a reference to nobody, is as good as no value.
    let is_some = |value: &Value| {
        value.as_number().is_some() || matches!(value, Value::Refs(_)) || !text(value).is_empty()
    };
    let order = match (a.filter(is_some), b.filter(is_some)) {
        (None, None) => return Ordering::Equal,
        (None, Some(_)) => return Ordering::Greater,
        (Some(_), None) => return Ordering::Less,
        (Some(Value::Refs(a)), Some(Value::Refs(b))) => a.len().cmp(&b.len()),
        (Some(a), Some(b)) => match (a.as_number(), b.as_number()) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            _ => text(&a).cmp(&text(&b)),
        },
    };
    if sort.descending {
        order.reverse()
    } else {
        order
    }
}

/// The list as one would make it by hand.
fn by_hand(ws: &Workspace, query: &Query, zone: &Zone) -> Vec<RecordId> {
    let kind = query.kind;
    let words: Vec<String> = words_of(&query.text).into_iter().collect();
    let mut ids: Vec<RecordId> = ws.ids(kind).collect();
    ids.retain(|id| {
        let held = words_of_record(ws, kind, *id);
        words
            .iter()
            .all(|word| held.iter().any(|h| h.starts_with(word.as_str())))
    });
    if let Some(condition) = &query.condition {
        ids.retain(|id| condition.matches(&ws.facts(kind, *id).unwrap(), &context(zone)));
    }
    ids.reverse();
    let newest = [Sort {
        field: CREATED_AT,
        descending: true,
    }];
    let sorts = if query.sort.is_empty() {
        &newest[..]
    } else {
        &query.sort
    };
    ids.sort_by(|a, b| {
        let orders = sorts.iter().map(|sort| compare(ws, kind, *sort, *a, *b));
        orders.fold(Ordering::Equal, Ordering::then)
    });
    ids
}

fn words_of(text: &str) -> BTreeSet<String> {
    let text = text
        .to_lowercase()
        .replace(['é', 'ë'], "e")
        .replace('张', " 张 ")
        .replace('伟', " 伟 ");
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn words_of_record(ws: &Workspace, kind: Kind, id: RecordId) -> BTreeSet<String> {
    let fields: &[FieldId] = match kind {
        Kind::CONTACT => &[
            contact::FIRST_NAME,
            contact::LAST_NAME,
            contact::EMAILS,
            contact::PHONES,
            contact::JOB_TITLE,
            contact::TAGS,
            contact::ADDRESS,
        ],
        Kind::COMPANY => &[company::NAME, company::DOMAIN, company::TAGS],
        Kind::DEAL => &[deal::NAME, deal::NEXT_STEP, deal::TAGS],
        Kind::TICKET => &[ticket::SUBJECT, ticket::NUMBER, ticket::DESCRIPTION],
        _ => &[activity::SUBJECT, activity::BODY],
    };
    let mut words = BTreeSet::new();
    for field in fields {
        match ws.value(kind, id, *field) {
            Some(Value::Text(text)) => words.extend(words_of(&text)),
            Some(Value::Labelled(list)) => {
                words.extend(words_of(&list[0].value));
                let digits: String = list[0].value.chars().filter(char::is_ascii_digit).collect();
                if digits.len() > 4 && !list[0].value.contains('@') {
                    for end in [4, 7, 9].iter().filter(|_| digits.len() >= 6) {
                        words.extend(
                            digits
                                .len()
                                .checked_sub(*end)
                                .map(|at| digits[at..].to_owned()),
                        );
                    }
                    words.insert(digits);
                }
            }
            Some(Value::Tags(list)) => list.iter().for_each(|tag| words.extend(words_of(tag))),
            Some(Value::Address(address)) => words.extend(words_of(&address.city)),
            _ => {}
        }
    }
    words
}

fn any_literal(ty: FieldType) -> BoxedStrategy<Literal> {
    let text = prop::sample::select(vec![
        "anna", "STEIN", "e", "berg", "Lead", "vip", "Call", "é", "zzz", "",
    ])
    .prop_map(|t| Literal::Text(t.into()));
    match ty {
        FieldType::Int => (-3i64..50).prop_map(Literal::Int).boxed(),
        FieldType::Money => (0i64..13)
            .prop_map(|n| {
                Literal::Money(Money {
                    minor: n * 50,
                    currency: Currency::EUR,
                })
            })
            .boxed(),
        FieldType::Date => prop_oneof![
            (20_000i32..20_009).prop_map(|n| Literal::Date(Date(n))),
            (-3i32..3).prop_map(Literal::Today),
        ]
        .boxed(),
        FieldType::Instant => (0i64..40)
            .prop_map(|n| Literal::Instant(Instant(n * 86_400_000)))
            .boxed(),
        FieldType::Bool => any::<bool>().prop_map(Literal::Bool).boxed(),
        FieldType::Ref(_) => prop_oneof![
            Just(Literal::Me),
            prop::sample::select(MEMBERS.to_vec()).prop_map(Literal::Ref),
            text,
        ]
        .boxed(),
        _ => text.boxed(),
    }
}

/// Tests of any field with any operator, fitting or not.
fn any_test(kind: Kind) -> impl Strategy<Value = Condition> {
    let schema = record::Schema::standard();
    let fields: Vec<(FieldId, FieldType)> = schema
        .kind(kind)
        .unwrap()
        .fields
        .iter()
        .map(|f| (f.id, f.ty))
        .collect();
    let operator = prop::sample::select(Operator::ALL.to_vec());
    (prop::sample::select(fields), operator, any::<bool>()).prop_flat_map(
        |((field, ty), op, far)| {
            let literals = prop::collection::vec(any_literal(ty), 2..4);
            (literals, 0u32..30).prop_map(move |(list, days)| {
                let operand = match op.shape() {
                    workflow::condition::Shape::Nothing => Operand::Nothing,
                    workflow::condition::Shape::One => Operand::One(list[0].clone()),
                    workflow::condition::Shape::Range => {
                        Operand::Range(list[0].clone(), list[1].clone())
                    }
                    workflow::condition::Shape::Many => Operand::Many(list),
                    workflow::condition::Shape::Days => Operand::Days(days),
                };
                // Through a reference to the name of what it refers to.
                let path = match ty {
                    FieldType::Ref(_) | FieldType::Refs(_) if far => {
                        vec![field, FieldId::standard(10)]
                    }
                    _ => vec![field],
                };
                Condition::Test(Test { path, op, operand })
            })
        },
    )
}

fn any_condition(kind: Kind) -> impl Strategy<Value = Condition> {
    any_test(kind).prop_recursive(3, 8, 3, |inner| {
        let parts = prop::collection::vec(inner, 0..3);
        prop_oneof![
            parts.clone().prop_map(Condition::All),
            parts.clone().prop_map(Condition::Any),
            parts.prop_map(Condition::None),
        ]
    })
}

fn any_query() -> impl Strategy<Value = Query> {
    prop::sample::select(KINDS.to_vec()).prop_flat_map(|kind| {
        let schema = record::Schema::standard();
        let fields: Vec<FieldId> = schema
            .kind(kind)
            .unwrap()
            .fields
            .iter()
            .map(|f| f.id)
            .collect();
        let sort = (prop::sample::select(fields), any::<bool>())
            .prop_map(|(field, descending)| Sort { field, descending });
        let text = prop::sample::select(vec!["", "", "", "an", "st be", "张", "1234", "zz", "e"]);
        (
            prop::collection::vec(sort, 0..3),
            text,
            prop::option::of(any_condition(kind)),
        )
            .prop_map(move |(sort, text, condition)| Query {
                kind,
                text: text.into(),
                condition,
                sort,
                trash: false,
            })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn lists_are_what_one_would_make_by_hand_also_while_records_change(
        actions in prop::collection::vec(any_action_or_purge(), 5..60),
        queries in prop::collection::vec(any_query(), 1..8),
        every in 1usize..12,
    ) {
        let mut device = Device::new(1);
        let zone = zone();
        for (n, action) in actions.iter().enumerate() {
            device.act(action);
            if n % every == 0 || n + 1 == actions.len() {
                for query in &queries {
                    let list = device.ws.select(query, &context(&zone));
                    prop_assert_eq!(&list, &by_hand(&device.ws, query, &zone), "{:?}", query);
                    if let Some(condition) = &query.condition {
                        let all = Query { condition: Some(condition.clone()), ..Query::all(query.kind) };
                        let count = device.ws.count_where(query.kind, condition, &context(&zone));
                        prop_assert_eq!(count, device.ws.select(&all, &context(&zone)).len());
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_kept_up_equals_what_is_computed_afresh(
        actions in prop::collection::vec(any_action_or_purge(), 5..60),
        every in 1usize..10,
        undos in 0usize..5,
    ) {
        let mut device = Device::new(1);
        for (n, action) in actions.iter().enumerate() {
            device.act(action);
            if n % every == 0 {
                visible(&mut device.ws);
            }
        }
        for _ in 0..undos {
            let _ = device.undo();
        }
        let seen = visible(&mut device.ws);
        let mut opened = reopened(&mut device.ws);
        prop_assert_eq!(&visible(&mut opened), &seen);
        // Relations in their order, references of hidden records, and the columns one by one.
        let schema = device.ws.schema().clone();
        let mut referred: BTreeMap<(u16, RecordId), Vec<_>> = BTreeMap::new();
        for (kind, id) in device.records.clone() {
            let of = |ws: &Workspace| ws.referring(kind, id);
            prop_assert_eq!(of(&device.ws), of(&opened));
            referred.insert((kind.0, id), of(&device.ws));
            for def in schema.kinds() {
                for field in def.fields.iter().filter(|f| f.ty.target() == Some(kind)) {
                    let related = device.ws.related(def.kind, field.id, id);
                    prop_assert_eq!(&related, &opened.related(def.kind, field.id, id));
                    for other in device.ws.ids(def.kind) {
                        let refers = match device.ws.value(def.kind, other, field.id) {
                            Some(Value::Ref(to)) => to == id,
                            Some(Value::Refs(list)) => list.contains(&id),
                            _ => false,
                        };
                        prop_assert_eq!(refers, related.contains(&other));
                    }
                }
            }
            prop_assert_eq!(device.ws.values(kind, id), opened.values(kind, id));
            prop_assert_eq!(device.ws.updated_at(kind, id), opened.updated_at(kind, id));
        }
    }

    #[test]
    fn search_finds_every_record_with_all_words_and_names_come_first(
        actions in prop::collection::vec(any_action_or_purge(), 5..60),
        query in prop::sample::select(vec!["anna", "AN st", "berg b", "e", "张伟", "acme foods", "12", "2341", "oslo", "t1"]),
        step in 1u32..5,
    ) {
        let mut device = Device::new(1);
        for action in &actions {
            device.act(action);
            device.ws.index_step(step);
        }
        let hits = device.ws.search(query, 10_000);
        let found: BTreeSet<RecordId> = hits.iter().map(|hit| hit.record).collect();
        prop_assert_eq!(found.len(), hits.len());
        let words: Vec<String> = words_of(query).into_iter().collect();
        for kind in KINDS.into_iter().chain([Kind::MEMBER]) {
            for id in device.ws.ids(kind) {
                let held = match kind {
                    Kind::MEMBER => words_of(&device.ws.name(kind, id)),
                    _ => words_of_record(&device.ws, kind, id),
                };
                let fits = words.iter().all(|word| held.iter().any(|h| h.starts_with(word.as_str())));
                prop_assert_eq!(fits, found.contains(&id), "{:?}", held);
            }
        }
        prop_assert!(hits.is_sorted_by(|a, b| (a.score, a.record) >= (b.score, b.record)));
        let is_named = |id: &RecordId| {
            let hit = hits.iter().find(|hit| hit.record == *id).unwrap();
            plain(&device.ws.name(hit.kind, *id)) == plain(query)
        };
        let last_named = hits.iter().rposition(|hit| is_named(&hit.record));
        let first_other = hits.iter().position(|hit| !is_named(&hit.record));
        if let (Some(last), Some(first)) = (last_named, first_other) {
            prop_assert!(last < first, "a record of that very name stands behind others");
        }
        let few = device.ws.search(query, 3);
        prop_assert_eq!(&few[..], &hits[..hits.len().min(3)]);
    }
}

#[test]
fn a_phone_number_is_found_by_its_last_digits_and_however_it_is_written() {
    let mut device = Device::new(1);
    let stored = "+49 (0)30 1234-5678";
    let [called, _] = [stored, "+49 30 9999 0001"].map(|number| {
        let name = (contact::LAST_NAME, Value::text("Stein"));
        device.create(Kind::CONTACT, vec![name, (contact::PHONES, email(number))])
    });
    for query in [
        "5678",
        "2345678",
        "030 12345678",
        "+493012345678",
        "0049 30 1234 5678",
        "(030) 1234/5678",
    ] {
        let hits = device.ws.search(query, 9);
        assert_eq!(hits.len(), 1, "{query}");
        assert_eq!(hits[0].record, called);
        let list = Query {
            text: query.into(),
            ..Query::all(Kind::CONTACT)
        };
        assert_eq!(device.ws.select(&list, &context(&zone())), [called]);
    }
    for query in ["5679", "0049 30 1234 5679", "678"] {
        assert!(device.ws.search(query, 9).is_empty(), "{query}");
    }
}

#[test]
fn records_that_come_with_later_segments_are_in_every_list() {
    let mut device = Device::new(1);
    let acme = device.create(Kind::COMPANY, vec![(company::NAME, Value::text("Acme"))]);
    let writes = (0..5_000u128)
        .flat_map(|n| {
            let id = RecordId(10_000 + n);
            [
                record::Write::set(
                    Kind::CONTACT,
                    id,
                    contact::LAST_NAME,
                    Value::text(format!("Name{n:05}")),
                ),
                record::Write::set(Kind::CONTACT, id, contact::COMPANY, Value::Ref(acme)),
            ]
        })
        .collect();
    device
        .run(workspace::Command::Bulk {
            label: "import".into(),
            group: RecordId(5),
            writes,
        })
        .unwrap();
    device.ws.soil_all();
    let segments = device.ws.take_segments();
    let mut opened = Workspace::new(record::DeviceId(1));
    let zone = zone();
    let query = Query {
        sort: vec![Sort {
            field: contact::LAST_NAME,
            descending: true,
        }],
        ..Query::all(Kind::CONTACT)
    };
    let mut counts = Vec::new();
    for segment in segments.iter().filter(|s| s.kind == Kind::CONTACT.0) {
        opened.load_segment(segment).unwrap();
        let list = opened.select(&query, &context(&zone));
        assert!(list.is_sorted_by(|a, b| {
            opened.text(Kind::CONTACT, *a, contact::LAST_NAME)
                >= opened.text(Kind::CONTACT, *b, contact::LAST_NAME)
        }));
        assert_eq!(
            opened.related_count(Kind::CONTACT, contact::COMPANY, acme),
            list.len()
        );
        assert_eq!(
            opened.search("name04999", 5).len(),
            usize::from(list.len() == 5_000)
        );
        counts.push(list.len());
    }
    assert_eq!(counts, [4_096, 5_000]);
}
