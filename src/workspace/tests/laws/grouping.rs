//! Groups of a list: each record once, with those that share its value, in the list's own order.

use std::collections::{BTreeMap, HashSet};

use proptest::prelude::*;
use record::{Date, FieldDef, FieldType, Kind, Money, RecordId, Value};
use workflow::{Context, Zone};
use workspace::query::group::{Group, GroupKey, Sum, can_group, can_sum};
use workspace::{Query, Sort, Workspace};

use crate::actions::any_action_or_purge;
use crate::device::{Device, KINDS};

fn key_of(ws: &Workspace, kind: Kind, def: &FieldDef, id: RecordId, zone: &Zone) -> GroupKey {
    let month = |day: Date| {
        day.ymd()
            .map_or(GroupKey::None, |(y, m, _)| GroupKey::Month(y, m))
    };
    match (def.ty, ws.value(kind, id, def.id)) {
        (FieldType::Bool, value) => GroupKey::Bool(value == Some(Value::Bool(true))),
        (FieldType::Choice, Some(Value::Choice(option))) => GroupKey::Choice(option),
        (FieldType::Ref(to), Some(Value::Ref(id))) => GroupKey::Ref(ws.resolve(to, id)),
        (FieldType::Date, Some(Value::Date(day))) => month(day),
        (FieldType::Instant, Some(Value::Instant(at))) => month(zone.day(at)),
        _ => GroupKey::None,
    }
}

fn sum_of(ws: &Workspace, kind: Kind, def: &FieldDef, ids: &[RecordId]) -> Sum {
    let values = ids.iter().filter_map(|id| ws.value(kind, *id, def.id));
    let mut whole = None;
    let mut money: BTreeMap<_, i64> = BTreeMap::new();
    for value in values {
        match value {
            Value::Int(n) | Value::Duration(n) => *whole.get_or_insert(0) += i128::from(n),
            Value::Money(Money { minor, currency }) => *money.entry(currency).or_default() += minor,
            _ => {}
        }
    }
    let each = money
        .into_iter()
        .map(|(currency, minor)| Money { minor, currency });
    let money: Vec<Money> = each.collect();
    match (whole, money.is_empty()) {
        (Some(whole), _) => Sum::Whole(whole),
        (None, false) => Sum::Money(money),
        (None, true) => Sum::Nothing,
    }
}

fn check(
    ws: &mut Workspace,
    kind: Kind,
    by: &FieldDef,
    sort: Vec<Sort>,
) -> Result<(), TestCaseError> {
    let zone = Zone::fixed(3600);
    let context = Context {
        today: Date(20_003),
        zone: &zone,
        me: None,
    };
    let query = Query {
        sort,
        ..Query::all(kind)
    };
    let list = ws.select(&query, &context);
    let def = ws.schema().kind(kind).unwrap().clone();
    let summed: Vec<&FieldDef> = def.fields.iter().filter(|f| can_sum(f.ty)).collect();
    let asked: Vec<_> = summed.iter().map(|f| f.id).collect();
    let grouped = ws.select_grouped(&query, by.id, &asked, &context);
    prop_assert_eq!(grouped.records.len(), list.len());
    let mut start = 0;
    let mut seen: HashSet<&GroupKey> = HashSet::new();
    for Group {
        key,
        start: at,
        count,
        sums,
    } in &grouped.groups
    {
        prop_assert_eq!(*at, start);
        prop_assert!(*count > 0 && seen.insert(key), "{:?}", key);
        let own = &grouped.records[start..start + count];
        let wanted: Vec<RecordId> = list
            .iter()
            .copied()
            .filter(|id| key_of(ws, kind, by, *id, &zone) == *key)
            .collect();
        prop_assert_eq!(own, wanted.as_slice());
        for (def, sum) in summed.iter().zip(sums) {
            prop_assert_eq!(sum, &sum_of(ws, kind, def, own), "{}", def.key);
        }
        start += count;
    }
    prop_assert_eq!(start, list.len());
    // Options stand in the schema's order, months and yes/no in theirs, turned where the list is.
    let place = |group: &Group| match &group.key {
        GroupKey::Choice(key) => by.options.iter().position(|o| o == key).map(|at| at as i64),
        GroupKey::Month(year, month) => Some(i64::from(*year) * 12 + i64::from(*month)),
        GroupKey::Bool(yes) => Some(i64::from(!yes)),
        GroupKey::None | GroupKey::Ref(_) => None,
    };
    let places: Vec<i64> = grouped.groups.iter().filter_map(place).collect();
    let turned = query.sort.iter().any(|sort| sort.descending);
    let in_order = places.is_sorted_by(|a, b| if turned { a > b } else { a < b });
    prop_assert!(in_order, "{places:?}");
    // What has no value stands last.
    let none = grouped
        .groups
        .iter()
        .position(|group| group.key == GroupKey::None);
    prop_assert!(none.is_none_or(|at| at + 1 == grouped.groups.len()));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn each_record_stands_once_with_its_like_and_in_the_order_of_the_list(
        actions in prop::collection::vec(any_action_or_purge(), 5..60),
        sorted in any::<bool>(),
        descending in any::<bool>(),
    ) {
        let mut device = Device::new(1);
        for action in &actions {
            device.act(action);
        }
        for kind in KINDS {
            let def = device.ws.schema().kind(kind).unwrap().clone();
            for field in def.fields.iter().filter(|field| can_group(field.ty)) {
                let sort = if sorted { vec![Sort { field: field.id, descending }] } else { Vec::new() };
                check(&mut device.ws, kind, field, sort)?;
            }
        }
    }
}
