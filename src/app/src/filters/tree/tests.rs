#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;
use record::schema::{company, deal};
use record::{Kind, Schema};
use std::collections::HashSet;
use workflow::condition::{Literal, Operand, Operator, Test};

fn field(path: &[FieldId]) -> Option<FieldDef> {
    let schema = Schema::standard();
    let mut kind = Kind::DEAL;
    let (last, hops) = path.split_last()?;
    for hop in hops {
        kind = schema.field(kind, *hop)?.ty.target()?;
    }
    schema.field(kind, *last).cloned()
}

fn large() -> Condition {
    Condition::test(
        deal::AMOUNT,
        Operator::AtLeast,
        Operand::One(Literal::Int(10_000)),
    )
}

fn software() -> Condition {
    Condition::Test(Test {
        path: vec![deal::COMPANY, company::INDUSTRY],
        op: Operator::Is,
        operand: Operand::One(Literal::Text("Software".into())),
    })
}

fn gone() -> Condition {
    Condition::test(FieldId(1 << 63), Operator::Empty, Operand::Nothing)
}

fn sample() -> Condition {
    Condition::All(vec![
        large(),
        Condition::Any(vec![software(), Condition::None(vec![gone()])]),
    ])
}

fn ids(node: &Node, out: &mut Vec<PartId>) {
    out.push(node.id);
    node.children().iter().for_each(|part| ids(part, out));
}

#[test]
fn a_condition_that_is_opened_and_not_changed_stays_what_it_is() {
    for condition in [sample(), Condition::None(vec![large(), software()])] {
        let tree = Tree::read(Some(&condition), &field);
        assert_eq!(tree.condition(), Some(condition));
        assert!(tree.unfinished().is_empty());
    }
    // One test alone is a group of one.
    let tree = Tree::read(Some(&large()), &field);
    assert_eq!(tree.condition(), Some(Condition::All(vec![large()])));
}

#[test]
fn a_test_of_a_field_that_is_gone_is_kept_until_it_is_removed() {
    let mut tree = Tree::read(Some(&Condition::All(vec![large(), gone()])), &field);
    let parts = tree.parts(ROOT);
    assert_eq!(tree.part(parts[1]), Some(&Part::Kept(gone())));
    tree.remove(parts[1]);
    assert_eq!(tree.condition(), Some(Condition::All(vec![large()])));
}

#[test]
fn nothing_begins_with_a_test_whose_field_is_to_be_chosen() {
    let tree = Tree::read(None, &field);
    assert_eq!(tree.condition(), None);
    assert_eq!(tree.unfinished().len(), 1);
}

#[test]
fn what_is_cleared_begins_anew_under_new_names() {
    let condition = Condition::Any(vec![gone(), large()]);
    let mut tree = Tree::read(Some(&condition), &field);
    let mut before = Vec::new();
    ids(&tree.root, &mut before);
    tree.clear();
    assert_eq!(tree.condition(), None);
    assert_eq!(tree.unfinished().len(), 1);
    assert_eq!(tree.grouping(ROOT), Some(Grouping::All));
    for part in tree.parts(ROOT) {
        assert!(!before.contains(&part));
    }
}

#[test]
fn a_part_knows_its_place_in_its_group() {
    let mut tree = Tree::read(Some(&sample()), &field);
    let parts = tree.parts(ROOT);
    assert_eq!(tree.place_of(parts[1]), Some((2, 2)));
    assert!(tree.step(parts[1], true));
    assert_eq!(tree.place_of(parts[1]), Some((1, 2)));
    assert_eq!(tree.place_of(ROOT), None);
}

#[test]
fn a_group_that_loses_its_last_part_goes_too() {
    let mut tree = Tree::read(Some(&sample()), &field);
    let any = tree.parts(ROOT)[1];
    let none = tree.parts(any)[1];
    let last = tree.parts(none)[0];
    assert_eq!(tree.remove(last), Some(tree.parts(any)[0]));
    assert!(tree.part(none).is_none());
    let whole = Condition::All(vec![large(), Condition::Any(vec![software()])]);
    assert_eq!(tree.condition(), Some(whole));
}

#[test]
fn a_part_walks_through_groups_in_reading_order_and_back() {
    let mut tree = Tree::read(Some(&sample()), &field);
    let before = tree.condition();
    let first = tree.parts(ROOT)[0];
    let mut seen = vec![tree.condition()];
    while tree.step(first, false) {
        seen.push(tree.condition());
    }
    // Into the group, past its test, into the inner group, past its test, out, and out again.
    assert_eq!(seen.len(), 7);
    assert_eq!(tree.parts(ROOT).last(), Some(&first));
    while tree.step(first, true) {}
    assert_eq!(tree.condition(), before);
}

#[test]
fn a_copy_is_a_part_of_its_own() {
    let mut tree = Tree::read(Some(&sample()), &field);
    let any = tree.parts(ROOT)[1];
    let copy = tree.duplicate(any).unwrap();
    assert_eq!(tree.parts(ROOT), [tree.parts(ROOT)[0], any, copy]);
    tree.set_grouping(copy, Grouping::All);
    assert_eq!(tree.grouping(any), Some(Grouping::Any));
}

#[test]
fn a_group_around_a_part_and_away_again_changes_nothing() {
    let mut tree = Tree::read(Some(&sample()), &field);
    let before = tree.condition();
    let first = tree.parts(ROOT)[0];
    let group = tree.wrap(first).unwrap();
    assert_eq!(tree.grouping(group), Some(Grouping::Any));
    assert_eq!(tree.unwrap_group(group), Some(first));
    assert_eq!(tree.condition(), before);
}

#[test]
fn groups_are_not_nested_deeper_than_a_condition_may_be() {
    let mut tree = Tree::read(None, &field);
    let mut group = ROOT;
    while let Some(inner) = tree.add_group(group) {
        group = inner;
    }
    let test = tree.parts(group)[0];
    tree.set_draft(test, Draft::of_condition(&large(), &field).unwrap());
    let condition = tree.condition().unwrap();
    assert_eq!(condition.check(&Schema::standard(), Kind::DEAL), Ok(()));
    assert!(tree.wrap(test).is_none());
}

#[test]
fn no_more_parts_are_added_than_a_condition_may_have() {
    let mut tree = Tree::read(None, &field);
    while tree.add_test(ROOT).is_some() {}
    assert_eq!(tree.root.size(), MAX_SIZE);
    assert!(tree.duplicate(tree.parts(ROOT)[0]).is_none());
}

proptest! {
    #[test]
    fn any_steps_leave_a_tree_with_a_name_for_each_part(
        steps in prop::collection::vec((0u8..8, 0usize..24, any::<bool>()), 0..60),
    ) {
        let mut tree = Tree::read(Some(&sample()), &field);
        for (step, at, up) in steps {
            let mut all = Vec::new();
            ids(&tree.root, &mut all);
            let id = all[at % all.len()];
            let before = tree.root.size();
            match step {
                0 => drop(tree.remove(id)),
                1 => drop(tree.duplicate(id)),
                2 => drop(tree.wrap(id)),
                3 => drop(tree.unwrap_group(id)),
                4 => drop(tree.add_test(id)),
                5 => drop(tree.add_group(id)),
                _ => {
                    let mut tests = Vec::new();
                    all.iter().for_each(|id| tests.extend(tree.draft(*id).map(Draft::test)));
                    tree.step(id, up);
                    // What moves takes nothing with it but a group that it leaves empty.
                    let mut after = Vec::new();
                    ids(&tree.root, &mut after);
                    let kept = after.iter().filter(|id| tree.draft(**id).is_some()).count();
                    prop_assert_eq!(kept, tests.len());
                    prop_assert!(tree.root.size() <= before);
                }
            }
            let mut after = Vec::new();
            ids(&tree.root, &mut after);
            let names: HashSet<_> = after.iter().collect();
            prop_assert_eq!(names.len(), after.len());
            prop_assert!(tree.root.height() <= MAX_DEPTH);
            if let Some(condition) = tree.condition() {
                let read = Condition::from_json(&condition.to_json());
                prop_assert_eq!(read, Ok(condition));
            }
        }
    }
}
