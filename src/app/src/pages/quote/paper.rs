//! The paper of a quote: what is printed.

use leptos::prelude::*;
use record::pricing::{Decimal, Totals};
use record::schema::quote;
use record::{Currency, Date, FieldId, Kind, Money, RecordId, Value};
use workspace::quotes::{Content, Item};

use super::language_of;
use crate::platform::intl::{self, DateStyle};
use crate::state::use_state;
use crate::words::{in_language, locale, paper as words, refusals};

/// The paper, in the quote's own language.
#[component]
pub(super) fn Paper(id: RecordId, content: Content, number: Signal<String>) -> impl IntoView {
    let state = use_state();
    let spoken_in = Memo::new(move |_| language_of(state, id));
    let text = move |field: FieldId| state.text(Kind::QUOTE, id, field);
    let day = move |field| match state.value(Kind::QUOTE, id, field) {
        Some(Value::Date(date)) => Some(date),
        _ => None,
    };
    let content = StoredValue::new(content);
    let sheet = move || {
        let (date, until) = (day(quote::DATE), day(quote::VALID_UNTIL));
        let (note, terms) = (text(quote::NOTE), text(quote::TERMS));
        let number = number.get();
        in_language(spoken_in.get(), || {
            content.with_value(|content| sheet(content, &number, [date, until], &note, &terms))
        })
    };
    view! {
        <article class="quote-paper" lang=move || spoken_in.get().tag()>
            {move || sheet()}
        </article>
    }
}

/// All that stands on the paper, in the language that is spoken now.
fn sheet(
    content: &Content,
    number: &str,
    [date, until]: [Option<Date>; 2],
    note: &str,
    terms: &str,
) -> AnyView {
    let from = &content.from;
    let to = &content.to;
    let say_day = |date| intl::date(locale(), date, DateStyle::Medium);
    let facts = [
        (words::number(), Some(number.to_owned())),
        (words::date(), date.map(say_day)),
        (words::valid_until(), until.map(say_day)),
        (words::prepared_by(), Some(from.person.clone())),
    ];
    let facts = facts.into_iter().filter_map(|(name, value)| {
        let value = value.filter(|value| !value.is_empty())?;
        Some(view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
    });
    let facts: Vec<_> = facts.collect();
    let own_tax = (!from.tax_id.is_empty()).then(|| words::tax_id(&from.tax_id));
    let own_lines: Vec<String> = from.address.iter().cloned().chain(own_tax).collect();
    let their_lines = [to.name.clone(), to.person.clone()].into_iter();
    let their_lines: Vec<String> = their_lines
        .filter(|line| !line.is_empty())
        .chain(to.address.iter().cloned())
        .collect();
    let totals = content.totals();
    let block = |title: &'static str, text: &str| {
        let text = text.trim().to_owned();
        (!text.is_empty()).then(|| {
            view! {
                <section class="quote-block">
                    <h3>{title}</h3>
                    <p>{text}</p>
                </section>
            }
        })
    };
    let table = match &totals {
        Ok(totals) => table(content, totals),
        Err(reason) => view! { <p role="alert">{refusals::no_totals(*reason)}</p> }.into_any(),
    };
    view! {
        <header class="quote-head">
            <div>
                <p class="quote-business">{from.name.clone()}</p>
                {lines(own_lines)}
            </div>
            <div class="quote-facts">
                <h2>{words::quote()}</h2>
                <dl>{facts}</dl>
            </div>
        </header>
        <section class="quote-to">
            <h3>{words::prepared_for()}</h3>
            {lines(their_lines)}
        </section>
        <p class="quote-subject">{content.subject.clone()}</p>
        {(!note.trim().is_empty())
            .then(|| view! { <p class="quote-note">{note.trim().to_owned()}</p> })}
        {table}
        {block(words::terms(), terms)}
        {block(words::payment(), &from.payment)}
        <p class="quote-sign">{words::accepted_by()}</p>
    }
    .into_any()
}

fn lines(lines: Vec<String>) -> impl IntoView {
    let each = lines
        .into_iter()
        .map(|line| view! { <p class="quote-line">{line}</p> });
    each.collect_view()
}

/// The lines and what they come to. Columns that no line fills are left out.
fn table(content: &Content, totals: &Totals) -> AnyView {
    let currency = content.currency();
    let money = |minor| intl::money_exact(locale(), Money { minor, currency });
    let has_discount = totals.lines.iter().any(|line| line.discount != 0);
    let has_tax = content.lines.iter().any(|line| line.tax.is_some());
    let rows: Vec<AnyView> = content
        .lines
        .iter()
        .zip(&totals.lines)
        .map(|(item, total)| {
            let code = (!item.code.is_empty())
                .then(|| view! { <span class="quote-code">{item.code.clone()}</span> });
            // On a narrow screen the numbers stand below each other, each with its name.
            let cell = |name: &'static str, text: Option<String>| {
                view! { <td data-name=name>{text}</td> }
            };
            let off = has_discount.then(|| cell(words::discount(), discount(item, currency)));
            let tax = has_tax.then(|| {
                let rate = item.tax.map(|rate| format!("{}%", number(rate)));
                cell(words::tax(), rate)
            });
            let quantity = [number(item.quantity), item.unit.clone()].join(" ");
            let quantity = quantity.trim().to_owned();
            view! {
                <tr>
                    <th scope="row">{item.name.clone()} {code}</th>
                    {cell(words::quantity(), Some(quantity))}
                    {cell(words::unit_price(), Some(money(item.price)))}
                    {off}
                    {tax}
                    {cell(words::amount(), Some(money(total.net)))}
                </tr>
            }
            .into_any()
        })
        .collect();
    let mut sums: Vec<(String, String, bool)> = Vec::new();
    if totals.discount != 0 {
        sums.push((words::sum().to_owned(), money(totals.list), false));
        let off = money(totals.discount.saturating_neg());
        sums.push((words::discounts().to_owned(), off, false));
    }
    if !totals.taxes.is_empty() {
        sums.push((words::net().to_owned(), money(totals.net), false));
    }
    for tax in &totals.taxes {
        let name = words::tax_of(&number(tax.rate.0), &money(tax.net));
        sums.push((name, money(tax.tax), false));
    }
    sums.push((words::total().to_owned(), money(totals.gross), true));
    let sums: Vec<_> = sums
        .into_iter()
        .map(|(name, amount, is_main)| {
            view! {
                <div class="quote-sum" class:quote-sum-main=is_main>
                    <dt>{name}</dt>
                    <dd>{amount}</dd>
                </div>
            }
        })
        .collect();
    view! {
        <table class="quote-table">
            <thead>
                <tr>
                    <th scope="col">{words::item()}</th>
                    <th scope="col">{words::quantity()}</th>
                    <th scope="col">{words::unit_price()}</th>
                    {has_discount.then(|| view! { <th scope="col">{words::discount()}</th> })}
                    {has_tax.then(|| view! { <th scope="col">{words::tax()}</th> })}
                    <th scope="col">{words::amount()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <dl class="quote-sums">{sums}</dl>
    }
    .into_any()
}

fn discount(item: &Item, currency: Currency) -> Option<String> {
    match (item.amount_off, item.percent_off) {
        (Some(minor), _) => Some(intl::money_exact(locale(), Money { minor, currency })),
        (None, Some(percent)) => Some(format!("{}%", number(percent))),
        (None, None) => None,
    }
}

/// A number of millionths.
fn number(millionths: i64) -> String {
    intl::number(locale(), Decimal(millionths).number(), 6)
}
