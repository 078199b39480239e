//! A row of the table of lines, and the row in which a new one begins.

use leptos::prelude::*;
use record::schema::{line, product};
use record::{FieldId, Kind, Money, RecordId, Value, rank};
use workspace::Command;

use super::Lines;
use super::cells::{Typed, discount_text, read_discount, read_percent};
use crate::parts::{
    AmountInput, CheckedInput, Combobox, Icon, IconName, Menu, MenuItem, NumberInput, Suggestion,
};
use crate::platform::{dom, intl, page};
use crate::records::{rank_of, suggestions};
use crate::state::State;
use crate::words::{common, lines as words, locale, spoken};

/// A line.
#[component]
pub(super) fn Row(lines: Lines, id: RecordId) -> impl IntoView {
    let state = lines.state();
    let actor = lines.actor;
    let name = Signal::derive(move || state.text(Kind::LINE, id, line::NAME));
    let number = move |field: FieldId| match state.value(Kind::LINE, id, field) {
        Some(Value::Number(n)) => Some(n),
        _ => None,
    };
    let money = move |field: FieldId| state.value(Kind::LINE, id, field)?.as_money();
    let named = move |what: fn() -> &'static str| {
        Signal::derive(move || words::of_item(what(), &name.get()))
    };
    let set = move |values: Vec<(FieldId, Option<Value>)>| {
        actor.quietly(Command::Edit {
            kind: Kind::LINE,
            record: id,
            values,
        });
    };
    let set_number = move |field: FieldId, n: Option<f64>| set(vec![(field, n.map(Value::Number))]);
    let discount = Signal::derive(move || {
        let amount = money(line::DISCOUNT_AMOUNT);
        discount_text(locale(), number(line::DISCOUNT), amount)
    });
    let read_off = move |typed: &str| {
        let signs = intl::signs(untrack(locale));
        read_discount(typed, signs, lines.currency.get_untracked())
    };
    let set_discount = move |typed: String| {
        let (percent, amount) = match read_off(&typed) {
            Some(Typed::Percent(percent)) => (Some(Value::Number(percent)), None),
            Some(Typed::Amount(amount)) => (None, Some(Value::Money(amount))),
            None => (None, None),
        };
        set(vec![
            (line::DISCOUNT, percent),
            (line::DISCOUNT_AMOUNT, amount),
        ]);
    };
    let tax = Signal::derive(move || {
        let rate = number(line::TAX).map(|rate| intl::number(locale(), rate, 6));
        rate.unwrap_or_default()
    });
    let read_tax = move |typed: &str| read_percent(typed, intl::signs(untrack(locale)));
    let net = move || {
        state.track_record(Kind::LINE, id);
        let currency = lines.currency.get();
        let total = state.with(|ws| ws.line(id, currency).and_then(|line| line.total()));
        let minor = total.ok()?.net;
        Some(intl::money_exact(locale(), Money { minor, currency }))
    };
    let set_price = move |price: Option<Money>| set(vec![(line::PRICE, price.map(Value::Money))]);
    let price_of = move || money(line::PRICE);
    // What was priced otherwise on another device keeps its own currency until it is typed anew.
    let currency = Signal::derive(move || lines.currency.get());
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let column = dom::around(&event, "[data-column]");
        let column = column.and_then(|cell| cell.get_attribute("data-column"));
        let is_taken = event.default_prevented();
        let by = match (event.key().as_str(), event.alt_key()) {
            ("ArrowUp", true) => return move_row(lines, id, -1, &event),
            ("ArrowDown", true) => return move_row(lines, id, 1, &event),
            ("ArrowUp", false) if !is_taken => -1,
            ("ArrowDown" | "Enter", false) if !is_taken && !event.is_composing() => 1,
            _ => return,
        };
        let Some(column) = column else { return };
        let ids = lines.ids.get_untracked();
        let at = ids.iter().position(|i| *i == id);
        let to = at.and_then(|at| at.checked_add_signed(by));
        let Some(to) = to else { return };
        event.prevent_default();
        lines.focus_cell(ids.get(to).copied(), &column);
    };
    // The side on which a line that is dropped here comes to stand.
    let is_over = move |below: bool| {
        let dragged = lines
            .dragged
            .get()
            .filter(|(from, over)| *over == id && *from != id);
        dragged.is_some_and(|(from, _)| {
            let place = |id| lines.ids.with(|ids| ids.iter().position(|i| *i == id));
            (place(from) < place(id)) == below
        })
    };
    let is_dragged = move || lines.dragged.get().is_some_and(|(from, _)| from == id);
    let delete = move || {
        let ids = lines.ids.get_untracked();
        let at = ids.iter().position(|i| *i == id).unwrap_or_default();
        let next = ids.get(at + 1).copied();
        let said = words::deleted(&name.get_untracked());
        let records = vec![id];
        let kind = Kind::LINE;
        if actor.run(Command::Delete { kind, records }, said) {
            lines.focus_cell(next, "item");
        }
    };
    let duplicate = move || {
        let values = state.with(|ws| ws.values(Kind::LINE, id));
        let own = |field: &FieldId| field.0 >= line::NAME.0 && *field != line::RANK;
        let mut values: Vec<(FieldId, Value)> =
            values.into_iter().filter(|(field, _)| own(field)).collect();
        let ids = lines.ids.get_untracked();
        let at = ids.iter().position(|i| *i == id).unwrap_or_default();
        let next = ids.get(at + 1);
        let ranks =
            [Some(&id), next].map(|id| id.map(|id| rank_of(state, Kind::LINE, *id, line::RANK)));
        let between = rank::between(ranks[0].as_deref(), ranks[1].as_deref());
        values.push((line::RANK, Value::Rank(between)));
        create(lines, values);
    };
    let is_first = Signal::derive(move || lines.ids.with(|ids| ids.first() == Some(&id)));
    let is_last = Signal::derive(move || lines.ids.with(|ids| ids.last() == Some(&id)));
    view! {
        <tr
            class="lines-row"
            class:lines-over=move || is_over(false)
            class:lines-over-below=move || is_over(true)
            class:lines-dragged=is_dragged
            data-line=id.to_string()
            on:keydown=keys
        >
            <td class="lines-item" data-column="item">
                <span
                    class="lines-handle"
                    aria-hidden="true"
                    title=move || words::drag(&name.get())
                    on:pointerdown=move |event| {
                        event.prevent_default();
                        lines.dragged.set(Some((id, id)));
                    }
                >
                    <Icon name=IconName::Drag />
                </span>
                <ItemInput
                    state=state
                    value=name
                    label=named(words::item)
                    on_product=move |product| {
                        let values = of_product(state, product).into_iter();
                        set(values.map(|(field, value)| (field, Some(value))).collect());
                        lines.focus_cell(Some(id), "quantity");
                    }
                    on_text=move |text: String| set(vec![(line::NAME, Some(Value::text(text)))])
                />
            </td>
            <td class="lines-number lines-quantity" data-column="quantity">
                <span class="lines-label" aria-hidden="true">
                    {words::quantity}
                </span>
                <NumberInput
                    label=named(words::quantity)
                    value=Signal::derive(move || Some(number(line::QUANTITY).unwrap_or(1.0)))
                    on_commit=move |n| set_number(line::QUANTITY, n)
                />
                <span class="lines-unit">
                    {move || state.text(Kind::LINE, id, line::UNIT)}
                </span>
            </td>
            <td class="lines-number lines-price" data-column="price">
                <span class="lines-label" aria-hidden="true">
                    {words::price}
                </span>
                <AmountInput
                    label=named(words::price)
                    value=Signal::derive(price_of)
                    currency=currency
                    on_commit=set_price
                />
            </td>
            <td class="lines-number lines-discount" data-column="discount">
                <span class="lines-label" aria-hidden="true">
                    {words::discount}
                </span>
                <CheckedInput
                    label=MaybeProp::from(named(words::discount))
                    text=discount
                    is_valid=Callback::new(move |typed: String| {
                        typed.trim().is_empty() || read_off(&typed).is_some()
                    })
                    on_commit=Callback::new(set_discount)
                    wrong=spoken(words::discount_invalid)
                />
            </td>
            <td class="lines-number lines-tax" data-column="tax">
                <span class="lines-label" aria-hidden="true">
                    {words::tax}
                </span>
                <CheckedInput
                    label=MaybeProp::from(named(words::tax))
                    text=tax
                    is_valid=Callback::new(move |typed: String| {
                        typed.trim().is_empty() || read_tax(&typed).is_some()
                    })
                    on_commit=Callback::new(move |typed: String| {
                        set_number(line::TAX, read_tax(&typed));
                    })
                    wrong=spoken(words::tax_invalid)
                />
            </td>
            <td class="lines-number lines-total">
                <span class="lines-label" aria-hidden="true">
                    {words::total}
                </span>
                <span class="lines-amount">{move || net()}</span>
            </td>
            <td class="lines-actions">
                <Menu
                    icon=IconName::More
                    label=Signal::derive(move || words::actions_of(&name.get()))
                    at_end=true
                    items=move || {
                        view! {
                            <MenuItem
                                icon=IconName::ArrowUp
                                label=spoken(words::move_up)
                                disabled=is_first
                                on_press=move |()| lines.step(id, -1)
                            />
                            <MenuItem
                                icon=IconName::ArrowDown
                                label=spoken(words::move_down)
                                disabled=is_last
                                on_press=move |()| lines.step(id, 1)
                            />
                            <MenuItem
                                icon=IconName::Copy
                                label=spoken(words::duplicate)
                                on_press=move |()| duplicate()
                            />
                            <MenuItem
                                icon=IconName::Trash
                                label=spoken(common::delete)
                                danger=true
                                on_press=move |()| delete()
                            />
                        }
                    }
                />
            </td>
        </tr>
    }
}

/// The row in which a new line begins.
#[component]
pub(super) fn NewRow(
    lines: Lines,
    /// Hears that a line was added: the row begins anew.
    #[prop(into)]
    on_added: Callback<()>,
) -> impl IntoView {
    let state = lines.state();
    let add = move |mut values: Vec<(FieldId, Value)>, goes_on: bool| {
        let last = lines.ids.get_untracked().last().copied();
        let last = last.map(|id| rank_of(state, Kind::LINE, id, line::RANK));
        let rank = rank::between(last.as_deref(), None);
        values.push((line::RANK, Value::Rank(rank)));
        values.push((line::DEAL, Value::Ref(lines.deal)));
        values.push((line::QUANTITY, Value::Number(1.0)));
        if let Some(id) = create(lines, values) {
            on_added.run(());
            if goes_on {
                lines.focus_cell(Some(id), "quantity");
            }
        }
    };
    let is_here = || page::first("[data-line='new'] input:focus").is_some();
    let by_text = move |text: String| add(vec![(line::NAME, Value::text(text))], is_here());
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let up = event.key() == "ArrowUp" && !event.default_prevented();
        let tab = event.key() == "Tab" && !event.shift_key();
        let typed = event_target_value(&event).trim().to_owned();
        if tab && !typed.is_empty() {
            event.prevent_default();
            let same = products(state, &typed)
                .into_iter()
                .find(|s| s.label.to_lowercase() == typed.to_lowercase())
                .and_then(|s| s.key.parse().ok());
            match same {
                Some(product) => add(of_product(state, product), true),
                None => add(vec![(line::NAME, Value::text(typed))], true),
            }
        } else if up && let Some(last) = lines.ids.get_untracked().last() {
            event.prevent_default();
            lines.focus_cell(Some(*last), "item");
        }
    };
    view! {
        <tr class="lines-row lines-new" data-line="new" on:keydown=keys>
            <td class="lines-item" colspan="7" data-column="item">
                <Icon name=IconName::Add />
                <ItemInput
                    state=state
                    value=Signal::derive(String::new)
                    label=spoken(words::new_item)
                    on_product=move |product| add(of_product(state, product), true)
                    on_text=by_text
                />
            </td>
        </tr>
    }
}

/// A product of the catalogue, or a text.
#[component]
fn ItemInput(
    state: State,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] on_product: Callback<RecordId>,
    #[prop(into)] on_text: Callback<String>,
) -> impl IntoView {
    let options = RwSignal::new(Vec::<Suggestion>::new());
    let choose = move |chosen: Option<Suggestion>| {
        if let Some(id) = chosen.and_then(|chosen| chosen.key.parse().ok()) {
            on_product.run(id);
        }
    };
    let search = move |typed: String| options.set(products(state, &typed));
    view! {
        <Combobox
            value=value
            options=options
            label=MaybeProp::from(label)
            placeholder=spoken(words::new_item)
            on_search=search
            on_choose=choose
            on_text=Some(on_text)
        />
    }
}

/// The products in use that fit what is typed.
fn products(state: State, typed: &str) -> Vec<Suggestion> {
    let mut found = untrack(|| suggestions(state, Kind::PRODUCT, typed));
    found.retain(|product| {
        let id = product.key.parse::<RecordId>().ok();
        let value =
            id.and_then(|id| state.with(|ws| ws.value(Kind::PRODUCT, id, product::INACTIVE)));
        value != Some(Value::Bool(true))
    });
    found
}

/// Moves a row and keeps the page from scrolling.
fn move_row(lines: Lines, id: RecordId, by: isize, event: &leptos::ev::KeyboardEvent) {
    event.prevent_default();
    event.stop_propagation();
    lines.step(id, by);
}

/// What a line takes from a product.
fn of_product(state: State, product: RecordId) -> Vec<(FieldId, Value)> {
    let fields = [
        (product::NAME, line::NAME),
        (product::UNIT, line::UNIT),
        (product::PRICE, line::PRICE),
        (product::TAX, line::TAX),
    ];
    state.with(|ws| {
        let value = |field| ws.value(Kind::PRODUCT, product, field);
        let copied = fields
            .into_iter()
            .filter_map(|(from, to)| Some((to, value(from)?)));
        copied
            .chain([(line::PRODUCT, Value::Ref(product))])
            .collect()
    })
}

fn create(lines: Lines, values: Vec<(FieldId, Value)>) -> Option<RecordId> {
    let record = lines.state().new_id();
    let command = Command::Create {
        kind: Kind::LINE,
        record,
        values,
    };
    lines.actor.quietly(command).then_some(record)
}
