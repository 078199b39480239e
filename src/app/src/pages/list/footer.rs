//! Below the records: how many are shown, and what they amount to.

use std::collections::BTreeMap;

use leptos::prelude::*;
use record::schema::deal;
use record::{Currency, Kind, Money, RecordId};

use super::List;
use crate::platform::intl;
use crate::state::amounts::Sum;
use crate::words::lists as words;

/// Counts and sums. The count is spoken when it changes.
#[component]
pub(super) fn Footer(list: List) -> impl IntoView {
    let state = list.state();
    let shown = Memo::new(move |_| list.rows.with(|rows| rows.len()));
    let all = Memo::new(move |_| {
        if list.view.with(|view| view.trash) {
            shown.get()
        } else {
            state.count(list.kind) as usize
        }
    });
    let count = move || {
        if shown.get() == all.get() {
            words::rows(shown.get())
        } else {
            words::shown_of(shown.get(), all.get())
        }
    };
    let sums = (list.kind == Kind::DEAL).then(|| {
        let sums = Memo::new(move |_| {
            state.track_kind(Kind::DEAL);
            list.rows.with(|rows| {
                let amount = |id: &RecordId| {
                    let value = state.with(|ws| ws.value(Kind::DEAL, *id, deal::AMOUNT));
                    value.and_then(|value| value.as_money())
                };
                totals(rows.iter().filter_map(amount))
            })
        });
        let added = Memo::new(move |_| sums.with(|sums| state.sum_up(sums)));
        let written = move || {
            let written = added.with(|sum| sum.text(intl::money));
            (!written.is_empty()).then(|| words::sum(&written))
        };
        let title = move || added.with(Sum::explanation);
        view! {
            <span class="list-sum" title=title>
                {move || written()}
            </span>
        }
    });
    view! {
        <span aria-live="polite" aria-atomic="true">
            {move || count()}
        </span>
        {sums}
    }
}

/// The sum of amounts in each currency, in the order of the currencies' codes. A sum that no amount
/// can hold stays at the largest one.
fn totals(amounts: impl Iterator<Item = Money>) -> Vec<Money> {
    let mut sums: BTreeMap<Currency, i128> = BTreeMap::new();
    for amount in amounts {
        *sums.entry(amount.currency).or_default() += i128::from(amount.minor);
    }
    let limit = |sum: i128| sum.clamp(i128::from(i64::MIN), i128::from(i64::MAX));
    sums.into_iter()
        .map(|(currency, sum)| Money {
            minor: limit(sum) as i64,
            currency,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(minor: i64, currency: Currency) -> Money {
        Money { minor, currency }
    }

    #[test]
    fn each_currency_has_a_sum_of_its_own() {
        let amounts = [
            money(150, Currency::USD),
            money(-20, Currency::EUR),
            money(50, Currency::USD),
        ];
        let sums = totals(amounts.into_iter());
        assert_eq!(sums, [money(-20, Currency::EUR), money(200, Currency::USD)]);
        assert!(totals(std::iter::empty()).is_empty());
    }

    #[test]
    fn a_sum_too_large_to_hold_stays_at_the_largest_amount() {
        let amounts = [money(i64::MAX, Currency::EUR), money(1, Currency::EUR)];
        let sums = totals(amounts.into_iter());
        assert_eq!(sums, [money(i64::MAX, Currency::EUR)]);
    }
}
