//! The line items of deals and the amounts that follow them.

use proptest::prelude::*;
use record::pricing::NoTotals;
use record::schema::{deal, event, line, product};
use record::{Currency, FieldId, Kind, Money, RecordId, Value};
use workspace::{Command, Refused, Workspace};

use crate::device::{Device, eur, reopened, stage_named, visible};

fn usd(minor: i64) -> Value {
    Value::Money(Money {
        minor,
        currency: Currency::USD,
    })
}

fn new_deal(device: &mut Device) -> RecordId {
    device.create(
        Kind::DEAL,
        vec![
            (deal::NAME, Value::text("Roof")),
            (deal::STAGE, Value::Ref(stage_named("Lead qualification"))),
            (deal::AMOUNT, eur(100)),
        ],
    )
}

fn add(device: &mut Device, deal: RecordId, quantity: f64, price: Value, rank: &str) -> RecordId {
    device.create(
        Kind::LINE,
        vec![
            (line::NAME, Value::text(format!("Line {rank}"))),
            (line::DEAL, Value::Ref(deal)),
            (line::QUANTITY, Value::Number(quantity)),
            (line::PRICE, price),
            (line::RANK, Value::Rank(rank.to_owned())),
        ],
    )
}

fn follow(device: &mut Device, deal: RecordId, on: bool) {
    let value = on.then_some(Value::Bool(true));
    device
        .edit(Kind::DEAL, deal, deal::AMOUNT_FROM_LINES, value)
        .unwrap();
}

fn amount(device: &Device, deal: RecordId) -> Option<i64> {
    Some(
        device
            .value(Kind::DEAL, deal, deal::AMOUNT)?
            .as_money()?
            .minor,
    )
}

#[test]
fn lines_stand_in_the_order_of_their_ranks() {
    let mut device = Device::new(1);
    let roof = new_deal(&mut device);
    let other = new_deal(&mut device);
    let last = add(&mut device, roof, 1.0, eur(100), "t");
    let first = add(&mut device, roof, 1.0, eur(100), "g");
    add(&mut device, other, 1.0, eur(100), "n");
    assert_eq!(device.ws.lines(roof), [first, last]);
    assert_eq!(reopened(&mut device.ws).lines(roof), [first, last]);
}

#[test]
fn the_amount_follows_the_lines_in_the_same_change() {
    let mut device = Device::new(1);
    let roof = new_deal(&mut device);
    let tiles = add(&mut device, roof, 2.5, eur(1_000), "g");
    assert_eq!(amount(&device, roof), Some(100));
    follow(&mut device, roof, true);
    assert_eq!(amount(&device, roof), Some(2_500));
    let before = device.changes.len();
    device
        .edit(Kind::LINE, tiles, line::DISCOUNT, Some(Value::Number(10.0)))
        .unwrap();
    assert_eq!(device.changes.len(), before + 1);
    assert_eq!(amount(&device, roof), Some(2_250));
    // The history knows it, as of an amount that was typed.
    let told = device.changes.last().unwrap().writes.iter();
    assert!(
        told.clone()
            .any(|w| w.kind == Kind::EVENT && w.field == event::TO)
    );
    device.undo().unwrap();
    assert_eq!(amount(&device, roof), Some(2_500));
    device.redo().unwrap();
    assert_eq!(amount(&device, roof), Some(2_250));
    let gone = Command::Delete {
        kind: Kind::LINE,
        records: vec![tiles],
    };
    device.run(gone).unwrap();
    assert_eq!(amount(&device, roof), Some(0));
    device.undo().unwrap();
    assert_eq!(amount(&device, roof), Some(2_250));
    follow(&mut device, roof, false);
    device
        .edit(Kind::DEAL, roof, deal::AMOUNT, Some(eur(7)))
        .unwrap();
    assert_eq!(amount(&device, roof), Some(7));
}

#[test]
fn an_amount_that_follows_is_not_typed_over() {
    let mut device = Device::new(1);
    let roof = new_deal(&mut device);
    add(&mut device, roof, 1.0, eur(500), "g");
    follow(&mut device, roof, true);
    let refused = device.edit(Kind::DEAL, roof, deal::AMOUNT, Some(eur(9)));
    assert_eq!(refused.err(), Some(Refused::FollowsLines));
    assert_eq!(amount(&device, roof), Some(500));
    // With the switch in the same edit it is.
    let both = Command::Edit {
        kind: Kind::DEAL,
        record: roof,
        values: vec![
            (deal::AMOUNT, Some(eur(9))),
            (deal::AMOUNT_FROM_LINES, None),
        ],
    };
    device.run(both).unwrap();
    assert_eq!(amount(&device, roof), Some(9));
}

#[test]
fn mixed_currencies_are_refused_and_all_can_be_changed_at_once() {
    let mut device = Device::new(1);
    let roof = new_deal(&mut device);
    let lines: Vec<RecordId> = ["g", "n"]
        .into_iter()
        .map(|rank| add(&mut device, roof, 1.0, eur(500), rank))
        .collect();
    follow(&mut device, roof, true);
    let refused = device.edit(Kind::LINE, lines[1], line::PRICE, Some(usd(500)));
    let mixed = NoTotals::MixedCurrencies(Currency::EUR, Currency::USD);
    assert_eq!(refused.err(), Some(Refused::Lines(mixed)));
    let edits = lines
        .iter()
        .map(|id| (Kind::LINE, *id, line::PRICE, Some(usd(300))));
    let edits = edits.collect();
    device.run(Command::EditMany { edits }).unwrap();
    assert_eq!(device.value(Kind::DEAL, roof, deal::AMOUNT), Some(usd(600)));
}

#[test]
fn numbers_out_of_range_are_refused() {
    let mut device = Device::new(1);
    let roof = new_deal(&mut device);
    let tiles = add(&mut device, roof, 1.0, eur(500), "g");
    for (field, number) in [
        (line::DISCOUNT, 101.0),
        (line::DISCOUNT, -1.0),
        (line::TAX, 100.5),
        (line::QUANTITY, 1e13),
    ] {
        let refused = device.edit(Kind::LINE, tiles, field, Some(Value::Number(number)));
        assert!(
            matches!(refused, Err(Refused::OutOfRange { .. })),
            "{number}"
        );
    }
    let huge = device.edit(Kind::LINE, tiles, line::PRICE, Some(eur(i64::MAX)));
    assert!(huge.is_ok());
    let twice = device.edit(Kind::LINE, tiles, line::QUANTITY, Some(Value::Number(2.0)));
    assert_eq!(twice.err(), Some(Refused::Lines(NoTotals::TooLarge)));
}

#[test]
fn lines_from_two_devices_are_shown_even_without_a_common_currency() {
    let (mut ada, mut ben) = (Device::new(1), Device::new(2));
    let roof = new_deal(&mut ada);
    ben.receive(&ada.changes[0]);
    add(&mut ada, roof, 1.0, eur(500), "g");
    add(&mut ben, roof, 1.0, usd(500), "n");
    let (from_ada, from_ben) = (ada.changes[1].clone(), ben.changes[0].clone());
    ada.receive(&from_ben);
    ben.receive(&from_ada);
    for device in [&ada, &ben] {
        assert_eq!(device.ws.lines(roof).len(), 2);
        assert!(device.ws.line_totals(roof).is_err());
    }
}

#[test]
fn a_product_that_goes_leaves_its_lines() {
    let mut device = Device::new(1);
    let roof = new_deal(&mut device);
    let tile = device.create(
        Kind::PRODUCT,
        vec![
            (product::NAME, Value::text("Tile")),
            (product::CODE, Value::text("T-1")),
            (product::PRICE, eur(120)),
        ],
    );
    let tiles = add(&mut device, roof, 3.0, eur(120), "g");
    let of_tile = Some(Value::Ref(tile));
    device
        .edit(Kind::LINE, tiles, line::PRODUCT, of_tile)
        .unwrap();
    assert_eq!(device.ws.search("t-1", 5).len(), 1);
    let gone = Command::Delete {
        kind: Kind::PRODUCT,
        records: vec![tile],
    };
    device.run(gone).unwrap();
    assert_eq!(device.ws.line_totals(roof).unwrap().net, 360);
}

/// What is done to a deal's lines.
#[derive(Clone, Debug)]
enum Step {
    Add(i32, i32),
    Set(usize, FieldId, Option<i32>),
    Delete(usize),
    Follow(bool),
    Undo,
    Redo,
}

fn any_step() -> impl Strategy<Value = Step> {
    let field = prop::sample::select(vec![line::QUANTITY, line::DISCOUNT, line::TAX]);
    prop_oneof![
        3 => (0..50, 0..10_000).prop_map(|(quantity, price)| Step::Add(quantity, price)),
        3 => (any::<usize>(), field, prop::option::of(0..100)).prop_map(|(n, f, v)| Step::Set(n, f, v)),
        1 => any::<usize>().prop_map(Step::Delete),
        2 => any::<bool>().prop_map(Step::Follow),
        3 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ]
}

fn take(device: &mut Device, roof: RecordId, step: Step) {
    let lines = device.ws.lines(roof);
    let pick = |n: usize| lines.get(n % lines.len().max(1)).copied();
    match step {
        Step::Add(quantity, price) => {
            let quantity = f64::from(quantity) / 4.0;
            add(device, roof, quantity, eur(price.into()), "n");
        }
        Step::Set(n, field, value) => {
            if let Some(id) = pick(n) {
                let value = value.map(|n| Value::Number(n.into()));
                device.edit(Kind::LINE, id, field, value).unwrap();
            }
        }
        Step::Delete(n) => {
            if let Some(id) = pick(n) {
                let (kind, records) = (Kind::LINE, vec![id]);
                device.run(Command::Delete { kind, records }).unwrap();
            }
        }
        Step::Follow(on) => follow(device, roof, on),
        Step::Undo => {
            // Not beyond the deal itself.
            let is_of_line = |label: &str| label != "create" || lines.len() > 1;
            if device
                .ws
                .undo_step()
                .is_some_and(|step| is_of_line(step.label))
            {
                device.undo().unwrap();
            }
        }
        Step::Redo => drop(device.redo()),
    }
}

/// Whether the amount is the lines' net total where it follows them.
fn is_right(ws: &Workspace, roof: RecordId) -> bool {
    let follows = ws.is_live(Kind::DEAL, roof) && ws.follows_lines(roof);
    let amount = ws.value(Kind::DEAL, roof, deal::AMOUNT);
    !follows
        || amount
            .and_then(|amount| amount.as_money())
            .map(|amount| amount.minor)
            == Some(ws.line_totals(roof).unwrap().net)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn an_amount_that_follows_is_the_net_total_whatever_is_done_and_undone(
        steps in prop::collection::vec(any_step(), 1..30)
    ) {
        let mut device = Device::new(1);
        let roof = new_deal(&mut device);
        for step in steps {
            take(&mut device, roof, step);
            prop_assert!(is_right(&device.ws, roof));
        }
    }
}

/// The two devices' changes in the order in which they were made on each, one after the other.
fn exchange(devices: &mut [Device; 2]) {
    let [ada, ben] = devices;
    for change in ada.unsent() {
        ben.receive(&change);
    }
    for change in ben.unsent() {
        ada.receive(&change);
    }
}

#[test]
fn an_amount_follows_the_lines_of_both_devices() {
    let mut devices = [Device::new(1), Device::new(2)];
    let roof = new_deal(&mut devices[0]);
    follow(&mut devices[0], roof, true);
    exchange(&mut devices);
    add(&mut devices[0], roof, 1.0, eur(500), "g");
    add(&mut devices[1], roof, 1.0, eur(300), "n");
    let told = [devices[0].unsent(), devices[1].unsent()];
    for change in &told[1] {
        let touched = devices[0].ws.apply(change);
        assert!(touched.conflicts.is_empty());
        assert!(touched.records.contains(&(Kind::DEAL, roof)));
    }
    for change in &told[0] {
        devices[1].receive(change);
    }
    for device in &mut devices {
        assert_eq!(amount(device, roof), Some(800));
        assert_eq!(
            reopened(&mut device.ws).value(Kind::DEAL, roof, deal::AMOUNT),
            Some(eur(800))
        );
        let counted = device.ws.select(
            &workspace::Query {
                condition: Some(workflow::Condition::test(
                    deal::AMOUNT,
                    workflow::Operator::Is,
                    workflow::Operand::One(workflow::Literal::Money(Money {
                        minor: 800,
                        currency: Currency::EUR,
                    })),
                )),
                ..workspace::Query::all(Kind::DEAL)
            },
            &workflow::Context {
                today: record::Date(20_717),
                zone: &workflow::Zone::fixed(0),
                me: None,
            },
        );
        assert_eq!(counted, [roof]);
    }
    // When it no longer follows, it stays what it was shown to be, on both.
    follow(&mut devices[1], roof, false);
    exchange(&mut devices);
    for device in &devices {
        assert_eq!(amount(device, roof), Some(800));
        assert!(!device.ws.follows_lines(roof));
    }
    devices[1].undo().unwrap();
    exchange(&mut devices);
    add(&mut devices[0], roof, 1.0, eur(1), "t");
    exchange(&mut devices);
    assert_eq!(amount(&devices[1], roof), Some(801));
}

/// What one of two devices does, or that they hear of each other.
#[derive(Clone, Debug)]
enum Apart {
    Does(bool, Step),
    Types(bool, i64),
    Exchange,
}

fn any_apart() -> impl Strategy<Value = Apart> {
    prop_oneof![
        8 => (any::<bool>(), any_step()).prop_map(|(who, step)| Apart::Does(who, step)),
        1 => (any::<bool>(), 0..999_i64).prop_map(|(who, minor)| Apart::Types(who, minor)),
        2 => Just(Apart::Exchange),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn two_devices_come_to_the_same_amounts_and_those_that_follow_are_right(
        story in prop::collection::vec(any_apart(), 1..24),
        seed in any::<u64>(),
    ) {
        // Nobody takes the deal itself back.
        let mut start = Device::new(9);
        let roof = new_deal(&mut start);
        let mut devices = [Device::new(1), Device::new(2)];
        for device in &mut devices {
            device.receive(&start.changes[0]);
        }
        for step in story {
            match step {
                Apart::Exchange => exchange(&mut devices),
                Apart::Types(who, minor) => {
                    let typed = devices[usize::from(who)].edit(Kind::DEAL, roof, deal::AMOUNT, Some(eur(minor)));
                    prop_assert!(matches!(typed, Ok(_) | Err(Refused::FollowsLines)));
                }
                Apart::Does(who, step) => take(&mut devices[usize::from(who)], roof, step),
            }
            for device in &devices {
                prop_assert!(is_right(&device.ws, roof));
            }
        }
        exchange(&mut devices);
        // A third device hears of all in another order.
        let mut third = Device::new(3);
        let mut all: Vec<_> = devices.iter().chain([&start]).flat_map(|device| device.changes.clone()).collect();
        let mut entropy = record::SeededEntropy::new(seed);
        for at in (1..all.len()).rev() {
            all.swap(at, entropy.next_u64() as usize % (at + 1));
        }
        for change in &all {
            third.receive(change);
        }
        let mut merged = Device::new(4);
        merged.ws.merge_from(&devices[0].ws, record::Instant(merged.now));
        let seen = visible(&mut devices[0].ws);
        prop_assert!(is_right(&devices[0].ws, roof));
        for device in [&mut devices[1], &mut third, &mut merged] {
            prop_assert_eq!(&visible(&mut device.ws), &seen);
            let mut opened = reopened(&mut device.ws);
            prop_assert_eq!(&visible(&mut opened), &seen);
        }
    }
}
