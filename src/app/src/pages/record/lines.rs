//! The line items of a deal, edited in their place like a small spreadsheet, and what they come to.

mod cells;
mod row;
mod totals;

use leptos::prelude::*;
use record::schema::{deal, line};
use record::{Currency, Kind, Money, RecordId, Value};
use workspace::Command;

use crate::pages::quote::QuotesOf;
use crate::parts::{Each, Select, SelectOption, When};
use crate::platform::{dom, idle, page};
use crate::records::move_by;
use crate::state::currencies::currencies;
use crate::state::{Actor, State, use_actor};
use crate::words::{lines as words, spoken};

use row::{NewRow, Row};
use totals::TotalsBlock;

/// The lines of a deal and everything that their parts share; a handle that is copied.
#[derive(Clone, Copy)]
struct Lines {
    deal: RecordId,
    actor: Actor,
    /// The lines in their order.
    ids: Memo<Vec<RecordId>>,
    /// The currency of their prices.
    currency: Memo<Currency>,
    /// The line that is dragged, and the one it is over.
    dragged: RwSignal<Option<(RecordId, RecordId)>>,
}

impl Lines {
    fn state(self) -> State {
        self.actor.state()
    }

    /// Moves a line by some places and keeps the focus where it was.
    fn step(self, id: RecordId, by: isize) {
        let focused = page::focused();
        let ids = self.ids.get_untracked();
        move_by(self.actor, (Kind::LINE, line::RANK), &ids, id, by);
        // An element that is moved loses its focus.
        idle::before_paint(move || {
            if let Some(element) = focused {
                page::focus(&element);
            }
        });
    }

    /// Ends dragging; the line goes where it was dragged to.
    fn drop_dragged(self) {
        let dragged = self.dragged.try_update(Option::take).flatten();
        let Some((id, over)) = dragged else { return };
        let ids = self.ids.get_untracked();
        let place = |id| ids.iter().position(|i| *i == id);
        if let (Some(from), Some(to)) = (place(id), place(over)) {
            self.step(id, to as isize - from as isize);
        }
    }

    /// Gives the focus to a cell of a line; `None` is the row for a new one.
    fn focus_cell(self, id: Option<RecordId>, column: &str) {
        let row = id.map_or_else(|| "new".to_owned(), |id| id.to_string());
        let column = if id.is_none() { "item" } else { column };
        let selector = format!("[data-line='{row}'] .lines-{column} input");
        idle::before_paint(move || {
            if let Some(input) = page::first(&selector) {
                page::focus_text(&input);
            }
        });
    }
}

/// The line items of a deal.
#[component]
pub(super) fn LineItems(
    /// The deal.
    deal: RecordId,
) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let ids = Memo::new(move |_| {
        state.track_kind(Kind::LINE);
        state.with(|ws| ws.lines(deal))
    });
    let currency = Memo::new(move |_| {
        state.track_kind(Kind::LINE);
        state.track_record(Kind::DEAL, deal);
        state.with(|ws| ws.lines_currency(deal))
    });
    let lines = Lines {
        deal,
        actor,
        ids,
        currency,
        dragged: RwSignal::new(None),
    };
    // A new row for each new line, so that it begins empty.
    let added = RwSignal::new(0_u32);
    let has_lines = move || ids.with(|ids| !ids.is_empty());
    let follow = move |event: leptos::ev::PointerEvent| {
        let Some((id, _)) = lines.dragged.get_untracked() else {
            return;
        };
        event.prevent_default();
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let over = dom::at_point(x, y, "[data-line]")
            .and_then(|row| row.get_attribute("data-line")?.parse().ok());
        if let Some(over) = over {
            lines.dragged.set(Some((id, over)));
        }
    };
    view! {
        <section
            class="lines"
            aria-labelledby="lines-heading"
            on:pointermove=follow
            on:pointerup=move |_| lines.drop_dragged()
            on:pointercancel=move |_| lines.dragged.set(None)
            on:pointerleave=move |_| lines.dragged.set(None)
        >
            <header class="record-section-header">
                <h2 class="record-section-title" id="lines-heading">
                    {words::title}
                </h2>
                <When holds=has_lines>
                    <CurrencyChoice lines=lines />
                </When>
            </header>
            <p class="lines-empty" hidden=has_lines>
                {words::empty}
            </p>
            <table class="lines-table" aria-labelledby="lines-heading">
                <thead class:visually-hidden=move || !has_lines()>
                    <tr>
                        <th scope="col">{words::item}</th>
                        <th scope="col" class="lines-number">
                            {words::quantity}
                        </th>
                        <th scope="col" class="lines-number">
                            {words::price}
                        </th>
                        <th scope="col" class="lines-number">
                            {words::discount}
                        </th>
                        <th scope="col" class="lines-number">
                            {words::tax}
                        </th>
                        <th scope="col" class="lines-number">
                            {words::total}
                        </th>
                        <th scope="col">
                            <span class="visually-hidden">
                                {crate::words::common::more_actions}
                            </span>
                        </th>
                    </tr>
                </thead>
                <tbody>
                    <Each each=move || ids.get() key=|id| *id let:id>
                        <Row lines=lines id=id />
                    </Each>
                    {move || {
                        added.track();
                        view! {
                            <NewRow lines=lines on_added=move |()| added.update(|n| *n += 1) />
                        }
                            .into_any()
                    }}
                </tbody>
            </table>
            <When holds=has_lines>
                <p class="lines-hint">{words::keys_hint}</p>
                <TotalsBlock lines=lines />
            </When>
        </section>
        <QuotesOf deal=deal />
    }
}

/// The one currency of all lines.
#[component]
fn CurrencyChoice(lines: Lines) -> impl IntoView {
    let options = Signal::derive(move || {
        let mut list: Vec<Currency> = currencies().collect();
        list.push(lines.currency.get());
        record::order::sort(&mut list);
        list.dedup();
        let option = |currency: Currency| SelectOption::new(currency.code(), currency.code());
        list.into_iter().map(option).collect::<Vec<_>>()
    });
    let choose = move |code: String| {
        let Ok(currency) = code.parse::<Currency>() else {
            return;
        };
        let edits = lines.state().with(|ws| {
            let of = |id, field| ws.value(Kind::LINE, id, field)?.as_money();
            let ids = ws.lines(lines.deal);
            let is_priced = ids.iter().any(|id| of(*id, line::PRICE).is_some());
            // The prices say which currency the lines have; where there is none yet, one of nothing.
            let nothing = (!is_priced).then_some(Money { minor: 0, currency });
            let mut edits = Vec::new();
            for id in ids {
                let price = of(id, line::PRICE).or(nothing);
                let off = of(id, line::DISCOUNT_AMOUNT);
                for (field, money) in [(line::PRICE, price), (line::DISCOUNT_AMOUNT, off)] {
                    let money = money.map(|money| Value::Money(relabelled(money, currency)));
                    edits.extend(money.map(|money| (Kind::LINE, id, field, Some(money))));
                }
            }
            edits
        });
        lines.actor.quietly(Command::EditMany { edits });
    };
    view! {
        <Select
            label=spoken(words::currency)
            value=Signal::derive(move || lines.currency.get().code().to_owned())
            options=options
            on_choose=choose
        />
    }
}

/// The same number of another currency, as when the wrong one was chosen; what has too many decimals
/// for it is rounded half away from zero.
fn relabelled(money: Money, currency: Currency) -> Money {
    Money::parse_amount(&money.amount_text(), currency).unwrap_or_else(|| {
        let (from, to) = (money.currency.scale(), currency.scale());
        let scaled = i128::from(money.minor) * i128::from(to);
        let half = i128::from(from / 2) * i128::from(money.minor.signum());
        let minor = (scaled + half) / i128::from(from);
        Money {
            minor: i64::try_from(minor).unwrap_or(money.minor),
            currency,
        }
    })
}

/// The command that sets the amount of a deal.
fn set_amount(deal: RecordId, amount: Money) -> Command {
    Command::Edit {
        kind: Kind::DEAL,
        record: deal,
        values: vec![(deal::AMOUNT, Some(Value::Money(amount)))],
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_number_stays_the_same_in_another_currency() {
        let yen: Currency = "JPY".parse().unwrap();
        let money = |minor, currency| Money { minor, currency };
        assert_eq!(
            relabelled(money(12_345, Currency::EUR), Currency::USD),
            money(12_345, Currency::USD)
        );
        assert_eq!(relabelled(money(150, Currency::EUR), yen), money(2, yen));
        assert_eq!(relabelled(money(-150, Currency::EUR), yen), money(-2, yen));
        assert_eq!(
            relabelled(money(7, yen), Currency::EUR),
            money(700, Currency::EUR)
        );
    }
}
