//! Numbers, minutes and amounts as literals, and the inputs of amounts.

use leptos::prelude::*;
use record::{Currency, Kind, Money};
use workflow::condition::Literal;

use super::{Slot, number};
use crate::parts::{CheckedInput, Select, SelectOption, parse_number};
use crate::platform::intl;
use crate::state::State;
use crate::state::currencies::currencies;
use crate::words::{common, filters, locale, spoken};

/// A number without decimals is kept as a whole one.
pub(super) fn number_literal(n: f64) -> Literal {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if n.fract() == 0.0 && n.abs() < EXACT {
        Literal::Int(n as i64)
    } else {
        Literal::Number(n)
    }
}

/// Literals hold seconds.
pub(super) fn minutes_literal(minutes: f64) -> Literal {
    Literal::Int((minutes * 60.0) as i64)
}

/// An amount of a currency, or without one a plain number that is compared with amounts of any.
/// `None` where the currency has no such amount, as with too many decimals.
fn amount_literal(n: f64, currency: Option<Currency>) -> Option<Literal> {
    match currency {
        Some(currency) => Money::parse_amount(&format!("{n}"), currency).map(Literal::Money),
        None => Some(number_literal(n)),
    }
}

pub(super) fn plain_number(literal: &Option<Literal>) -> Option<f64> {
    match literal {
        Some(Literal::Int(n)) => Some(*n as f64),
        Some(Literal::Number(n)) => Some(*n),
        Some(Literal::Money(money)) => money.amount_text().parse().ok(),
        _ => None,
    }
}

pub(super) fn plain_minutes(literal: &Option<Literal>) -> Option<f64> {
    plain_number(literal).map(|seconds| seconds / 60.0)
}

/// An amount: of one currency, or a plain number.
pub(super) fn amount(state: State, slot: Slot, label: Signal<String>) -> AnyView {
    let Slot { value, set } = slot;
    let currency = RwSignal::new(match value.get_untracked() {
        Some(Literal::Money(money)) => Some(money.currency),
        _ => None,
    });
    // What stands in the field is kept also while the currency has no such amount.
    let typed = RwSignal::new(value.with_untracked(plain_number));
    let shown = Signal::derive(move || value.with(plain_number).or_else(|| typed.get()));
    let commit = Callback::new(move |n: Option<f64>| {
        typed.set(n);
        set.run(n.and_then(|n| amount_literal(n, currency.get_untracked())));
    });
    let choose = move |chosen: Option<Currency>| {
        currency.set(chosen);
        commit.run(typed.get_untracked());
    };
    view! {
        {number(shown, commit, label, false, None)}
        {currency_select(state, currency, Callback::new(choose))}
    }
    .into_any()
}

/// One amount after the other, each told to `add`. The currency comes first: what is typed is
/// added as an amount of the one that is chosen.
pub(super) fn more_amounts(
    state: State,
    add: Callback<Literal>,
    label: Signal<String>,
    first: Option<Currency>,
) -> AnyView {
    let currency = RwSignal::new(first);
    let read = move |typed: &str| {
        let plain = parse_number(typed, intl::signs(untrack(locale)))?;
        amount_literal(plain.parse().ok()?, currency.get_untracked())
    };
    view! {
        {currency_select(state, currency, Callback::new(move |chosen| currency.set(chosen)))}
        <div class="filter-number">
            <CheckedInput
                text=Signal::stored(String::new())
                is_valid=Callback::new(move |typed: String| {
                    typed.trim().is_empty() || read(&typed).is_some()
                })
                on_commit=Callback::new(move |typed: String| {
                    if let Some(literal) = read(&typed) {
                        add.run(literal);
                    }
                })
                wrong=spoken(common::amount_invalid)
                label=MaybeProp::from(label)
                clears=true
            />
        </div>
    }
    .into_any()
}

fn currency_select(
    state: State,
    currency: RwSignal<Option<Currency>>,
    on_choose: Callback<Option<Currency>>,
) -> AnyView {
    let options = Signal::derive(move || {
        state.track_kind(Kind::BUSINESS);
        let own = state.with(|ws| ws.currency());
        let others = currencies().filter(|currency| *currency != own);
        let each = std::iter::once(own).chain(others);
        let any = SelectOption::new("", filters::any_currency());
        let each = each.map(|currency| SelectOption::new(currency.code(), currency.code()));
        std::iter::once(any).chain(each).collect::<Vec<_>>()
    });
    let shown = move || {
        let code = currency.get().map(|currency| currency.code().to_owned());
        code.unwrap_or_default()
    };
    view! {
        <div class="filter-currency">
            <Select
                label=spoken(common::currency)
                value=Signal::derive(shown)
                options=options
                on_choose=move |code: String| on_choose.run(code.parse().ok())
            />
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_amount_keeps_its_currency_or_is_none() {
        let euro: Currency = "EUR".parse().unwrap();
        let yen: Currency = "JPY".parse().unwrap();
        let money = |minor, currency| Some(Literal::Money(Money { minor, currency }));
        assert_eq!(amount_literal(99.5, Some(euro)), money(9_950, euro));
        assert_eq!(amount_literal(1.234, Some(euro)), None);
        assert_eq!(amount_literal(99.5, Some(yen)), None);
        assert_eq!(amount_literal(99.0, Some(yen)), money(99, yen));
        assert_eq!(amount_literal(1.234, None), Some(Literal::Number(1.234)));
        assert_eq!(amount_literal(10_000.0, None), Some(Literal::Int(10_000)));
    }

    #[test]
    fn minutes_are_kept_as_seconds() {
        assert_eq!(minutes_literal(1.5), Literal::Int(90));
        assert_eq!(plain_minutes(&Some(Literal::Int(90))), Some(1.5));
    }
}
