#![allow(clippy::unwrap_used)]

use super::*;
use record::schema::{CREATED_AT, deal, stage};
use record::{DeviceId, FieldId, Instant, SeededEntropy};
use workflow::{Language, Template};
use workspace::{Command, Moment};

const TODAY: Date = Date(20_370);

struct Business {
    ws: Workspace,
    stages: Vec<Stage>,
    made: u32,
}

impl Business {
    fn new() -> Self {
        let pipeline = Template::Generic.build(Language::En);
        let mut business = Self {
            ws: Workspace::new(DeviceId(1)),
            stages: pipeline.stages.clone(),
            made: 0,
        };
        business.run(Command::Bulk {
            label: "setup".to_owned(),
            group: RecordId::natural(["setup"]),
            writes: pipeline.writes(),
        });
        business
    }

    fn run(&mut self, command: Command) {
        let mut entropy = SeededEntropy::new(7);
        let mut moment = Moment {
            now: Instant(1_760_000_000_000),
            today: TODAY,
            entropy: &mut entropy,
        };
        self.ws.run(command, &mut moment).unwrap();
    }

    /// A deal that was created after all others.
    fn deal(&mut self, stage: Option<RecordId>, more: Vec<(FieldId, Value)>) -> RecordId {
        self.made += 1;
        let id = RecordId::natural([self.made.to_string().as_str()]);
        let created = Instant(1_750_000_000_000 + i64::from(self.made));
        let mut values = vec![
            (deal::NAME, Value::text(format!("Deal {}", self.made))),
            (CREATED_AT, Value::Instant(created)),
        ];
        values.extend(stage.map(|id| (deal::STAGE, Value::Ref(id))));
        values.extend(more);
        let set = |(field, value)| record::Write::set(Kind::DEAL, id, field, value);
        self.run(Command::Bulk {
            label: "deals".to_owned(),
            group: id,
            writes: values.into_iter().map(set).collect(),
        });
        id
    }

    fn lanes(&self) -> Lanes {
        let deals: Vec<RecordId> = self.ws.ids(Kind::DEAL).collect();
        let pipelines = self.ws.pipelines();
        let layout = Layout::read(&self.ws, pipelines.first().map(|(id, _)| *id));
        Lanes::of(&self.ws, &deals, &layout, TODAY)
    }

    fn cards(&self, column: RecordId) -> Vec<RecordId> {
        let cards = self.lanes().cards(column.0);
        cards.iter().map(|card| RecordId(*card)).collect()
    }

    fn stage(&self, at: usize) -> RecordId {
        self.stages[at].id
    }

    fn closing(&self, outcome: Outcome) -> RecordId {
        let found = self.stages.iter().find(|s| s.outcome == outcome);
        found.unwrap().id
    }

    /// Moves a card within its column, as the board does.
    fn place(&mut self, column: RecordId, card: RecordId, before: Option<RecordId>) {
        let cards = self.lanes().cards(column.0);
        let rank = order::rank_before(&self.ws, &cards, card.0, before.map(|b| b.0));
        self.run(Command::Edit {
            kind: Kind::DEAL,
            record: card,
            values: vec![(deal::RANK, Some(Value::Rank(rank)))],
        });
    }
}

fn euros(units: i64) -> (FieldId, Value) {
    let money = Money {
        minor: units * 100,
        currency: Currency::EUR,
    };
    (deal::AMOUNT, Value::Money(money))
}

#[test]
fn deals_stand_in_their_stages_newest_first() {
    let mut business = Business::new();
    let (first, second) = (business.stage(0), business.stage(1));
    let a = business.deal(Some(first), vec![]);
    let b = business.deal(Some(second), vec![]);
    let c = business.deal(Some(first), vec![]);
    assert_eq!(business.cards(first), [c, a]);
    assert_eq!(business.cards(second), [b]);
}

#[test]
fn a_moved_card_stays_where_it_was_put_and_only_it_is_written() {
    let mut business = Business::new();
    let column = business.stage(0);
    let deals: Vec<RecordId> = (0..5)
        .map(|_| business.deal(Some(column), vec![]))
        .collect();
    let [a, b, c, d, e] = deals[..] else { panic!() };
    assert_eq!(business.cards(column), [e, d, c, b, a]);
    business.place(column, a, Some(d));
    assert_eq!(business.cards(column), [e, a, d, c, b]);
    business.place(column, e, None);
    assert_eq!(business.cards(column), [a, d, c, b, e]);
    business.place(column, b, Some(a));
    assert_eq!(business.cards(column), [b, a, d, c, e]);
    for untouched in [c, d] {
        assert_eq!(business.ws.value(Kind::DEAL, untouched, deal::RANK), None);
    }
    let newest = business.deal(Some(column), vec![]);
    assert!(business.cards(column).contains(&newest));
}

#[test]
fn a_card_can_be_put_into_the_same_gap_again_and_again() {
    let mut business = Business::new();
    let column = business.stage(0);
    let deals: Vec<RecordId> = (0..3)
        .map(|_| business.deal(Some(column), vec![]))
        .collect();
    let [a, b, c] = deals[..] else { panic!() };
    for _ in 0..120 {
        business.place(column, a, Some(b));
        business.place(column, c, Some(a));
        assert_eq!(business.cards(column), [c, a, b]);
        business.place(column, a, Some(c));
        assert_eq!(business.cards(column), [a, c, b]);
        business.place(column, c, Some(b));
        assert_eq!(business.cards(column), [a, c, b]);
    }
}

#[test]
fn cards_with_the_same_rank_leave_no_room_between_them_but_before_and_behind() {
    let mut business = Business::new();
    let column = business.stage(0);
    let same = || vec![(deal::RANK, Value::Rank("n".to_owned()))];
    let twins = [(); 2].map(|()| business.deal(Some(column), same()));
    let moved = business.deal(Some(column), vec![]);
    let shown = business.cards(column);
    let second = shown.iter().rev().find(|id| twins.contains(id)).copied();
    business.place(column, moved, second);
    assert_eq!(business.cards(column).last(), Some(&moved));
    let first = business.cards(column).first().copied();
    business.place(column, moved, first);
    assert_eq!(business.cards(column).first(), Some(&moved));
}

#[test]
fn a_column_knows_its_sums_by_currency_and_what_can_be_expected() {
    let mut business = Business::new();
    let column = business.stage(0);
    let own = (deal::PROBABILITY, Value::Int(50));
    let dollars = Money {
        minor: 700,
        currency: Currency::USD,
    };
    business.deal(Some(column), vec![euros(1_000)]);
    business.deal(Some(column), vec![euros(500), own]);
    business.deal(Some(column), vec![(deal::AMOUNT, Value::Money(dollars))]);
    business.deal(Some(column), vec![]);
    let lane = business.lanes().lane(column.0);
    let minor = |list: Vec<Money>| list.iter().map(|m| m.minor).collect::<Vec<_>>();
    assert_eq!(lane.cards.len(), 4);
    assert_eq!(minor(lane.sums.amounts()), [150_000, 700]);
    // The first stage has 20 %.
    assert_eq!(minor(lane.sums.expected()), [20_000 + 25_000, 140]);
    let each = business.cards(column).into_iter();
    let each = each.filter_map(|id| business.ws.expected(id));
    assert_eq!(each.map(|m| m.minor).sum::<i64>(), 45_140);
    let (count, sums) = business.lanes().total([column.0, 99].into_iter());
    assert_eq!((count, sums), (4, lane.sums));
}

#[test]
fn a_closed_deal_leaves_the_board_after_its_days_and_is_still_counted() {
    let mut business = Business::new();
    let won = business.closing(Outcome::Won);
    let closed = |days: i32| {
        vec![
            euros(1),
            (deal::CLOSED_ON, Value::Date(TODAY.plus_days(-days))),
        ]
    };
    let last_day = business.deal(Some(won), closed(CLOSED_DAYS));
    business.deal(Some(won), closed(CLOSED_DAYS + 1));
    business.deal(Some(won), vec![]);
    let lane = business.lanes().lane(won.0);
    assert_eq!(business.cards(won), [last_day]);
    assert_eq!(lane.all, 3);
    assert_eq!(lane.sums.amounts().len(), 1);
}

#[test]
fn a_deal_without_a_stage_or_with_one_that_is_gone_is_not_lost() {
    let mut business = Business::new();
    let gone = RecordId::natural(["gone"]);
    let loose = business.deal(None, vec![]);
    let stranded = business.deal(Some(gone), vec![]);
    assert_eq!(business.cards(RecordId(NO_STAGE)), [stranded, loose]);
    let column = business.stage(0);
    business.deal(Some(column), vec![]);
    assert_eq!(business.cards(RecordId(NO_STAGE)).len(), 2);
}

#[test]
fn deals_of_other_pipelines_are_not_on_this_board() {
    let mut business = Business::new();
    let other = RecordId::natural(["other pipeline"]);
    let elsewhere = RecordId::natural(["elsewhere"]);
    business.run(Command::Bulk {
        label: "setup".to_owned(),
        group: RecordId::natural(["more"]),
        writes: vec![
            record::Write::set(
                Kind::PIPELINE,
                other,
                record::schema::pipeline::NAME,
                Value::text("Other"),
            ),
            record::Write::set(
                Kind::PIPELINE,
                other,
                record::schema::pipeline::RANK,
                Value::Rank("zzz".to_owned()),
            ),
            record::Write::set(
                Kind::STAGE,
                elsewhere,
                stage::NAME,
                Value::text("Elsewhere"),
            ),
            record::Write::set(Kind::STAGE, elsewhere, stage::PIPELINE, Value::Ref(other)),
        ],
    });
    let there = business.deal(Some(elsewhere), vec![]);
    assert!(business.cards(RecordId(NO_STAGE)).is_empty());
    assert!(business.cards(elsewhere).is_empty());
    let layout = Layout::read(&business.ws, Some(other));
    let lanes = Lanes::of(&business.ws, &[there], &layout, TODAY);
    assert_eq!(lanes.cards(elsewhere.0).to_vec(), [there.0]);
}

#[test]
fn the_ends_of_the_pipeline_stand_last() {
    let business = Business::new();
    let pipelines = business.ws.pipelines();
    let layout = Layout::read(&business.ws, pipelines.first().map(|(id, _)| *id));
    let outcomes: Vec<Outcome> = layout.stages.iter().map(|s| s.outcome).collect();
    let first_end = outcomes.iter().position(|o| *o != Outcome::Open).unwrap();
    assert!(outcomes[first_end..].iter().all(|o| *o != Outcome::Open));
    assert_eq!(Layout::read(&business.ws, None).stages, []);
}

#[test]
fn every_deal_of_a_very_long_column_is_there_once() {
    let mut business = Business::new();
    let column = business.stage(0);
    let mut writes = Vec::new();
    for n in 0..20_000u32 {
        let id = RecordId::natural([n.to_string().as_str()]);
        let mut set = |field, value| writes.push(record::Write::set(Kind::DEAL, id, field, value));
        let (amount, value) = euros(i64::from(n));
        set(deal::NAME, Value::text("Deal"));
        set(deal::STAGE, Value::Ref(column));
        set(amount, value);
        set(
            CREATED_AT,
            Value::Instant(Instant(1_750_000_000_000 + i64::from(n % 5_000))),
        );
        if n % 3 == 0 {
            set(
                deal::RANK,
                Value::Rank(format!("n{}n", "m".repeat(n as usize % 30))),
            );
        }
    }
    business.run(Command::Bulk {
        label: "deals".to_owned(),
        group: column,
        writes,
    });
    let mut cards = business.cards(column);
    assert_eq!(cards.len(), 20_000);
    assert_eq!(business.cards(column), cards);
    cards.sort_unstable();
    cards.dedup();
    assert_eq!(cards.len(), 20_000);
}
