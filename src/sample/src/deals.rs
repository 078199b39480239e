//! Deals with their history: the stages they went through and the touches with the customer.

use record::schema::{activity, deal};
use record::{Date, Instant, Kind, RecordId, Value, rank};

use crate::book::{Book, Changed, at, fill, office_hour, working_day};
use crate::chance::Chance;
use crate::customers::{Company, Contact, tags};
use crate::pattern::{
    BASE, INDUSTRIES, NOISE, PRODUCT_COUNT, REPEAT_SOURCE, SELLERS, SOURCES, effect_of_size,
    effect_of_touches, probability,
};
use crate::people::Member;
use crate::words::Words;
use crate::{DEALS, OPEN_DEALS};

pub(crate) struct Deal {
    pub(crate) id: RecordId,
    pub(crate) company: usize,
    pub(crate) seller: usize,
    pub(crate) opened: Date,
    /// When it was closed, for closed ones.
    pub(crate) closed: Option<Date>,
    /// Whether it was won; `None` while open.
    pub(crate) won: Option<bool>,
    /// Whether nobody has touched it for a while.
    pub(crate) neglected: bool,
    source: &'static str,
    repeat: bool,
    product: usize,
    pieces: i64,
    /// In euros.
    amount: f64,
    touches: usize,
    lost_reason: &'static str,
}

/// The pieces of each product that suit a company: how many for each employee, at most, and the
/// least.
const NEEDS: [(f64, i64); PRODUCT_COUNT] = [(0.6, 2), (0.7, 4), (0.03, 1), (0.5, 5), (0.35, 5)];
const PRODUCT_WEIGHTS: [u32; PRODUCT_COUNT] = [32, 26, 14, 13, 15];
/// Prices of a piece in euros, in the order of the products.
pub(crate) const PRICES: [f64; PRODUCT_COUNT] = [780.0, 420.0, 8_900.0, 310.0, 2_150.0];

/// Draws the deals in the order in which they were opened.
pub(crate) fn draw(book: &Book, companies: &mut [Company]) -> Vec<Deal> {
    let mut chance = book.chance("deals");
    let closable = book.stages.is_some();
    let mut spans: Vec<(Date, Option<Date>)> = (0..DEALS)
        .map(|n| {
            if n < OPEN_DEALS || !closable {
                let age = chance.range(3, 100) as i32;
                return (working_day(book.today.plus_days(-age)), None);
            }
            // More of late: the business grows.
            let ago = (chance.unit().powf(1.25) * 660.0) as i32;
            let closed = working_day(book.yesterday().plus_days(-ago));
            let took = 9 + chance.range(0, 35) + chance.range(0, 45);
            (working_day(closed.plus_days(-(took as i32))), Some(closed))
        })
        .collect();
    record::order::sort(&mut spans);
    let mut won_since: Vec<Option<Date>> = vec![None; companies.len()];
    spans
        .into_iter()
        .enumerate()
        .map(|(n, (opened, closed))| {
            // Two thirds of the companies buy at all; some buy often.
            let company = (chance.unit().powf(1.4) * companies.len() as f64 * 0.66) as usize;
            let repeat = won_since[company].is_some_and(|since| since < opened);
            let drawn = draw_one(book, &mut chance, (company, &companies[company]), repeat);
            let mut this = Deal {
                id: book.id("deal", n),
                opened,
                closed,
                ..drawn
            };
            if closed.is_some() {
                decide(&mut this, &companies[company], &mut chance);
                if this.won == Some(true) {
                    let since = won_since[company].get_or_insert(opened);
                    *since = (*since).min(closed.unwrap_or(opened));
                }
            } else {
                this.neglected = book.today.0 - opened.0 > 25 && chance.happens(0.3);
            }
            this
        })
        .collect()
}

fn draw_one(
    book: &Book,
    chance: &mut Chance,
    (company, buyer): (usize, &Company),
    repeat: bool,
) -> Deal {
    let product = chance.weighted(PRODUCT_WEIGHTS.into_iter());
    let (per_head, least) = NEEDS[product];
    // From an eighth of what would be possible to all of it, evenly by doubling.
    let share = per_head * (-3.0 * chance.unit()).exp2();
    let pieces = ((buyer.employees as f64 * share) as i64).clamp(least, 400);
    let discount = [1.0, 0.95, 0.91, 0.87][chance.below(4)];
    let source = match repeat && chance.happens(0.7) {
        true => REPEAT_SOURCE.0,
        false if chance.happens(0.8) => SOURCES[buyer.source].0,
        false => SOURCES[chance.weighted(SOURCES.iter().map(|s| s.1))].0,
    };
    Deal {
        id: book.id("deal", 0),
        company,
        seller: match chance.happens(0.9) {
            true => buyer.seller,
            false => chance.below(SELLERS.len()),
        },
        opened: book.today,
        closed: None,
        won: None,
        neglected: false,
        source,
        repeat,
        product,
        pieces,
        amount: pieces as f64 * PRICES[product] * discount,
        touches: 1 + chance.below(5) + chance.below(4),
        lost_reason: "",
    }
}

/// Decides a closed deal by the pattern.
fn decide(this: &mut Deal, buyer: &Company, chance: &mut Chance) {
    let source = match this.source {
        source if source == REPEAT_SOURCE.0 => REPEAT_SOURCE.1,
        source => SOURCES.iter().find(|s| s.0 == source).map_or(0.0, |s| s.2),
    };
    let size = effect_of_size(this.amount, buyer.employees);
    let touches = effect_of_touches(this.touches);
    let sum = BASE
        + source
        + INDUSTRIES[buyer.industry].2
        + SELLERS[this.seller]
        + size
        + touches
        + NOISE * chance.normal();
    let won = chance.happens(probability(sum));
    this.won = Some(won);
    if !won {
        this.lost_reason = match () {
            () if size < -0.4 && chance.happens(0.6) => *chance.pick(&["Price", "No budget"]),
            () if touches < -0.5 && chance.happens(0.6) => {
                *chance.pick(&["No response", "No decision"])
            }
            () => *chance.pick(&[
                "Competitor",
                "Competitor",
                "Timing",
                "No decision",
                "Price",
                "Missing feature",
                "Other",
            ]),
        };
    }
}

/// Writes the deals, their events and their activities.
pub(crate) fn write(
    book: &mut Book,
    words: &Words,
    members: &[Member],
    companies: &[Company],
    contacts: &[Contact],
    deals: &[Deal],
) {
    let mut chance = book.chance("deal records");
    let mut activities = 0;
    for (this, rank) in deals.iter().zip(rank::spread(deals.len())) {
        let buyer = &companies[this.company];
        let people: Vec<&Contact> = buyer
            .contacts
            .iter()
            .map(|n| &contacts[*n])
            .filter(|contact| contact.since <= this.opened)
            .collect();
        let path = path(book, this, &mut chance);
        write_deal(
            book,
            words,
            members,
            buyer,
            &people,
            this,
            rank,
            &path,
            &mut chance,
        );
        write_path(book, members, this, &path);
        touch(
            book,
            words,
            members,
            buyer,
            &people,
            this,
            &mut activities,
            &mut chance,
        );
    }
}

/// The stages a deal went through, with the time it came into each.
fn path(book: &Book, this: &Deal, chance: &mut Chance) -> Vec<(Instant, RecordId)> {
    let Some(stages) = &book.stages else {
        return Vec::new();
    };
    let count = stages.open.len();
    let last = match this.won {
        Some(true) => count - 1,
        // Most are lost early.
        Some(false) => (chance.unit().powf(1.3) * count as f64) as usize,
        None => {
            let age = i64::from(book.today.0 - this.opened.0);
            chance.range(0, age / 18).min(count as i64 - 1) as usize
        }
    };
    let mut walk: Vec<RecordId> = stages.open.iter().copied().take(last + 1).collect();
    // Some steps are skipped, but neither the first nor the last one.
    let end = walk.len() - 1;
    let mut place = 0;
    walk.retain(|_| {
        let kept = place == 0 || place == end || !chance.happens(0.12);
        place += 1;
        kept
    });
    walk.extend(
        this.won
            .map(|won| if won { stages.won } else { stages.lost }),
    );
    let begin = start(this);
    let finish = match this.closed {
        Some(closed) => at(closed, chance.range(15 * 60, 17 * 60)),
        None => at(book.yesterday(), 10 * 60),
    };
    let span = (finish.0 - begin.0) as f64;
    let steps = walk.len();
    walk.into_iter()
        .enumerate()
        .map(|(i, stage)| {
            let time = match i {
                0 => begin,
                i if i + 1 == steps && this.closed.is_some() => finish,
                i => {
                    // An open deal has been in its last stage for a while.
                    let whole = if this.closed.is_some() {
                        steps - 1
                    } else {
                        steps
                    };
                    let part = (i as f64 + 0.6 * (chance.unit() - 0.5)) / whole as f64;
                    Instant(begin.0 + (span * part) as i64)
                }
            };
            (time, stage)
        })
        .collect()
}

fn start(this: &Deal) -> Instant {
    at(this.opened, 9 * 60)
}

#[allow(clippy::too_many_arguments)]
fn write_deal(
    book: &mut Book,
    words: &Words,
    members: &[Member],
    buyer: &Company,
    people: &[&Contact],
    this: &Deal,
    rank: String,
    path: &[(Instant, RecordId)],
    chance: &mut Chance,
) {
    let product = &words.products[this.product];
    let pieces = fill(product.pieces, &[("{n}", &this.pieces.to_string())]);
    let pieces = match this.pieces {
        1 if !words.family_first => pieces.trim_end_matches('s').to_owned(),
        _ => pieces,
    };
    let name = fill(
        words.deal_name,
        &[("{company}", &buyer.name), ("{pieces}", &pieces)],
    );
    let ty = match this.repeat {
        false => "New business",
        true if chance.happens(0.25) => "Renewal",
        true => "Existing business",
    };
    let close_date = match this.closed {
        Some(closed) => closed.plus_days(chance.range(-6, 6) as i32),
        None => book.today.plus_days(chance.range(-8, 80) as i32),
    };
    let mut involved: Vec<RecordId> = people.iter().take(1).map(|c| c.id).collect();
    if let [_, others @ ..] = people
        && !others.is_empty()
        && chance.happens(0.45)
    {
        involved.push(chance.pick(others).id);
    }
    record::order::sort(&mut involved);
    let mut fields = vec![
        (deal::NAME, Value::text(name)),
        (deal::AMOUNT, Value::Money(book.money(this.amount))),
        (deal::COMPANY, Value::Ref(buyer.id)),
        (deal::CONTACTS, Value::Refs(involved)),
        (deal::OWNER, Value::Ref(members[this.seller].id)),
        (deal::CLOSE_DATE, Value::Date(close_date.max(this.opened))),
        (deal::SOURCE, Value::choice(this.source)),
        (deal::PRODUCT, Value::choice(product.name)),
        (deal::TYPE, Value::choice(ty)),
        (deal::OPENED_ON, Value::Date(this.opened)),
        (deal::LOST_REASON, Value::choice(this.lost_reason)),
        (deal::TAGS, tags(words.deal_tags, 0.25, chance)),
        (deal::RANK, Value::Rank(rank)),
    ];
    fields.extend(
        path.last()
            .map(|(_, stage)| (deal::STAGE, Value::Ref(*stage))),
    );
    fields.extend(this.closed.map(|day| (deal::CLOSED_ON, Value::Date(day))));
    if this.closed.is_none() {
        let step = *chance.pick(words.next_steps);
        fields.push((deal::NEXT_STEP, Value::text(step)));
        if chance.happens(0.06) {
            let own = chance.range(2, 18) * 5;
            fields.push((deal::PROBABILITY, Value::Int(own)));
        }
    }
    book.add(Kind::DEAL, this.id, start(this), fields);
}

fn write_path(book: &mut Book, members: &[Member], this: &Deal, path: &[(Instant, RecordId)]) {
    let mut from = None;
    for (time, stage) in path {
        book.event(Changed {
            kind: Kind::DEAL,
            record: this.id,
            field: deal::STAGE,
            from: from.map(Value::Ref),
            to: Value::Ref(*stage),
            at: *time,
            member: Some(members[this.seller].id),
        });
        from = Some(*stage);
    }
}

#[allow(clippy::too_many_arguments)]
fn touch(
    book: &mut Book,
    words: &Words,
    members: &[Member],
    buyer: &Company,
    people: &[&Contact],
    this: &Deal,
    activities: &mut usize,
    chance: &mut Chance,
) {
    let first = this.opened.plus_days(1);
    let last = match this.closed {
        Some(closed) => closed.plus_days(-1),
        None if this.neglected => this.opened.plus_days((book.today.0 - this.opened.0) / 3),
        None => book.yesterday(),
    };
    let room = i64::from((last.0 - first.0).max(0));
    let mut times: Vec<Instant> = (0..this.touches)
        .map(|_| {
            let day = working_day(first.plus_days(chance.range(0, room) as i32)).max(first);
            at(day.min(last.max(first)), office_hour(chance))
        })
        .collect();
    record::order::sort(&mut times);
    for (i, time) in times.into_iter().enumerate() {
        let kinds = words.touches[i * 3 / this.touches];
        let kind = chance.pick(kinds);
        let person = people
            .first()
            .map_or(buyer.name.as_str(), |c| c.name.as_str());
        let values = [
            ("{person}", person),
            ("{product}", words.products[this.product].name),
        ];
        let mut fields = vec![
            (activity::TYPE, Value::choice(kind.ty)),
            (activity::SUBJECT, Value::text(fill(kind.subject, &values))),
            (activity::BODY, Value::text(fill(kind.body, &values))),
            (activity::AT, Value::Instant(time)),
            (activity::COMPANY, Value::Ref(buyer.id)),
            (activity::DEAL, Value::Ref(this.id)),
            (activity::MEMBER, Value::Ref(members[this.seller].id)),
            (activity::OUTCOME, Value::text(kind.outcome)),
        ];
        fields.extend(
            people
                .first()
                .map(|c| (activity::CONTACT, Value::Ref(c.id))),
        );
        let minutes = match kind.ty {
            "Call" if kind.outcome == words.not_reached => 0,
            "Call" => chance.range(3, 35),
            "Meeting" => chance.range(2, 6) * 15,
            _ => 0,
        };
        if minutes > 0 {
            fields.push((activity::DURATION, Value::Duration(minutes * 60)));
        }
        let id = book.id("activity", *activities);
        *activities += 1;
        book.add(Kind::ACTIVITY, id, time, fields);
    }
}
