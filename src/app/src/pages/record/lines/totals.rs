//! What the lines come to, and the amount of the deal.

use leptos::prelude::*;
use record::pricing::Totals;
use record::schema::deal;
use record::{Kind, Money, Value};
use workspace::Command;

use super::{Lines, set_amount};
use crate::parts::{Button, ButtonKind, Switch, When};
use crate::platform::intl;
use crate::words::{lines as words, locale, refusals, spoken};

/// The totals below the lines.
#[component]
pub(super) fn TotalsBlock(lines: Lines) -> impl IntoView {
    let state = lines.state();
    let deal = lines.deal;
    let totals = Memo::new(move |_| {
        state.track_kind(Kind::LINE);
        state.track_record(Kind::DEAL, deal);
        state.with(|ws| ws.line_totals(deal))
    });
    let follows = Signal::derive(move || {
        state.value(Kind::DEAL, deal, deal::AMOUNT_FROM_LINES) == Some(Value::Bool(true))
    });
    let amount = move || state.value(Kind::DEAL, deal, deal::AMOUNT)?.as_money();
    let net = move || totals.with(|totals| totals.as_ref().ok().map(|t| t.money(t.net)));
    let differs = move || net().is_some() && amount() != net();
    let say = move |money: Option<Money>| {
        let text = money.map(|money| intl::money_exact(locale(), money));
        text.unwrap_or_default()
    };
    let switch = move |on: bool| {
        lines.actor.quietly(Command::Edit {
            kind: Kind::DEAL,
            record: deal,
            values: vec![(deal::AMOUNT_FROM_LINES, on.then_some(Value::Bool(true)))],
        });
    };
    let take_over = move || {
        if let Some(net) = untrack(net) {
            lines.actor.run(set_amount(deal, net), words::amount_set());
        }
    };
    let block = move || match totals.get() {
        Ok(totals) => rows(&totals).into_any(),
        Err(reason) => {
            view! { <p class="lines-wrong" role="alert">{refusals::no_totals(reason)}</p> }
                .into_any()
        }
    };
    view! {
        {move || block()}
        <div class="lines-amount-of-deal">
            <Switch label=spoken(words::follow) on=follows on_change=switch />
            <When holds=differs>
                <p class="lines-differs">
                    <span hidden=move || {
                        amount().is_none()
                    }>{move || words::amount_differs(&say(amount()))}</span>
                    <Button
                        label=Signal::derive(move || words::take_over(&say(net())))
                        kind=ButtonKind::Quiet
                        on_press=move |_| take_over()
                    />
                </p>
            </When>
        </div>
    }
}

/// The totals as rows of names and amounts.
fn rows(totals: &Totals) -> impl IntoView + use<> {
    let say = |minor| intl::money_exact(locale(), totals.money(minor));
    let mut list: Vec<(String, String, bool)> = Vec::new();
    if totals.discount != 0 {
        list.push((words::sum().to_owned(), say(totals.list), false));
        let off = words::discounts().to_owned();
        list.push((off, say(totals.discount.saturating_neg()), false));
    }
    list.push((words::net().to_owned(), say(totals.net), true));
    for tax in &totals.taxes {
        let rate = intl::number(locale(), tax.rate.number(), 6);
        list.push((words::tax_of(&rate, &say(tax.net)), say(tax.tax), false));
    }
    if !totals.taxes.is_empty() {
        list.push((words::gross().to_owned(), say(totals.gross), true));
    }
    let rows = list.into_iter().map(|(name, amount, is_main)| {
        view! {
            <div class="lines-sum" class:lines-sum-main=is_main>
                <dt>{name}</dt>
                <dd>{amount}</dd>
            </div>
        }
    });
    view! { <dl class="lines-sums">{rows.collect_view()}</dl> }
}
