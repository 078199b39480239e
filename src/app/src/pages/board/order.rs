//! The order of the cards in a column: the manual order of deals that were given one, and in
//! between the newest first.
//!
//! A deal without a manual order stands where the rank that follows from its age would put it
//! ([`usual`]). So every card has a rank, and a card finds its place between any two others by one
//! write to itself, however long the column is.

use std::borrow::Cow;
use std::cmp::Ordering;

use record::schema::{CREATED_AT, deal};
use record::{Instant, Kind, RecordId, Value, rank};
use workflow::Facts;
use workspace::Workspace;

/// How many letters of a rank [`Place`] holds; [`usual`] ranks have no more.
const LETTERS: usize = 25;
/// How many letters of a [`usual`] rank tell the age, and how many the id.
const NUMBER_LETTERS: usize = 12;
/// The largest number that so many letters write.
const NUMBER_MAX: u64 = (1 << (4 * NUMBER_LETTERS)) - 1;

/// The beginning of a rank as a number: the smaller comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(u128);

impl Place {
    fn of(rank: &[u8]) -> Self {
        let digit = |at: usize| match rank.get(at).copied() {
            Some(byte) => u128::from(byte.clamp(b'a', b'z') - b'a') + 1,
            None => 0,
        };
        Self((0..LETTERS).fold(0, |number, at| (number << 5) | digit(at)))
    }

    /// The place of a deal.
    pub(super) fn of_deal(deal: RecordId, facts: &dyn Facts) -> Self {
        match given(facts) {
            Some(rank) => Self::of(rank.as_bytes()),
            None => Self::of(&usual(deal, created(facts))),
        }
    }
}

/// The order of two deals whose [`Place`]s don't tell.
pub(super) fn tie(ws: &Workspace, a: RecordId, b: RecordId) -> Ordering {
    rank_of(ws, a).cmp(&rank_of(ws, b)).then(b.cmp(&a))
}

/// The rank with which `card` stands right before another card of a column, or at its end.
pub(super) fn rank_before(
    ws: &Workspace,
    cards: &[u128],
    card: u128,
    before: Option<u128>,
) -> String {
    let rest = || cards.iter().filter(|c| **c != card);
    let at = rest().position(|c| Some(*c) == before);
    let at = at.unwrap_or_else(|| rest().count());
    let low = at.checked_sub(1).and_then(|at| rest().nth(at));
    let low = low.map(|card| rank_of(ws, RecordId(*card)));
    // Cards may share a rank, when two devices gave the same one. There is no room between them.
    let above = |rank: &String| low.as_ref().is_none_or(|low| rank > low);
    let high = rest()
        .skip(at)
        .map(|card| rank_of(ws, RecordId(*card)))
        .find(above);
    rank::between(low.as_deref(), high.as_deref())
}

/// The rank of a deal: the given one, or the usual one.
fn rank_of(ws: &Workspace, deal: RecordId) -> String {
    let facts = ws.facts(Kind::DEAL, deal);
    let facts = facts.as_ref().map(|facts| facts as &dyn Facts);
    let given = facts.and_then(given).map(|value| value.to_string());
    given.unwrap_or_else(|| {
        let usual = usual(deal, facts.and_then(created));
        usual.into_iter().map(char::from).collect()
    })
}

fn given(facts: &dyn Facts) -> Option<Cow<'_, str>> {
    let rank = match facts.value(deal::RANK)? {
        Cow::Borrowed(value) => Cow::Borrowed(value.as_str()?),
        Cow::Owned(value) => Cow::Owned(value.as_str()?.to_owned()),
    };
    Some(rank).filter(|rank| !rank.is_empty())
}

fn created(facts: &dyn Facts) -> Option<Instant> {
    match facts.value(CREATED_AT).as_deref() {
        Some(Value::Instant(at)) => Some(*at),
        _ => None,
    }
}

/// The rank of a deal that was never moved by hand: the newer, the smaller, and before nearly all
/// that were. Deals of one moment are told apart by their ids.
fn usual(deal: RecordId, created: Option<Instant>) -> [u8; LETTERS] {
    let ms = created.map_or(0, |at| at.0.max(0).unsigned_abs());
    let age = NUMBER_MAX - ms.min(NUMBER_MAX);
    let mut letters = [b'a'; LETTERS];
    let (ages, ids) = letters[1..].split_at_mut(NUMBER_LETTERS);
    write_number(ages, age);
    write_number(ids, deal.0 as u64 & NUMBER_MAX);
    // A rank that ended in "a" would leave no room right before it.
    if let Some(last) = letters.last_mut() {
        *last = (*last).max(b'b');
    }
    letters
}

/// Writes a number with sixteen letters as its digits.
fn write_number(letters: &mut [u8], mut number: u64) {
    for letter in letters.iter_mut().rev() {
        *letter = b'a' + (number & 0xF) as u8;
        number >>= 4;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn usual_text(id: u128, ms: i64) -> String {
        let letters = usual(RecordId(id), Some(Instant(ms)));
        String::from_utf8(letters.to_vec()).unwrap()
    }

    #[test]
    fn the_newer_deal_comes_first_and_one_of_unknown_age_last() {
        let newer = usual_text(1, 1_800_000_000_000);
        let older = usual_text(1, 1_700_000_000_000);
        let unknown = usual(RecordId(1), None);
        assert!(newer < older);
        assert!(older.as_bytes() < unknown.as_slice());
    }

    #[test]
    fn there_is_room_before_the_newest_of_all_deals() {
        let newest = usual_text(0, i64::MAX);
        let rank = rank::between(None, Some(&newest));
        assert!(rank < newest, "{rank}");
    }

    proptest! {
        #[test]
        fn places_are_in_the_order_of_their_ranks(a in "[a-z]{0,25}", b in "[a-z]{0,25}") {
            let places = Place::of(a.as_bytes()).cmp(&Place::of(b.as_bytes()));
            prop_assert_eq!(places, a.cmp(&b));
        }

        #[test]
        fn a_card_fits_between_any_two_deals_that_were_never_moved(
            a in any::<u128>(), b in any::<u128>(), ms in 0i64..2_000_000_000_000, later in 0i64..1000,
        ) {
            let mut ranks = [usual_text(a, ms), usual_text(b, ms + later)];
            ranks.sort();
            prop_assume!(ranks[0] != ranks[1]);
            let rank = rank::between(Some(&ranks[0]), Some(&ranks[1]));
            prop_assert!(ranks[0] < rank && rank < ranks[1]);
        }

        #[test]
        fn any_text_is_taken_as_a_rank(text in ".{0,40}") {
            let _ = Place::of(text.as_bytes());
        }
    }
}
