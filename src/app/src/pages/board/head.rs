//! What stands above a column: its stage, how many deals are in it and what they add up to.

use leptos::prelude::*;
use record::schema::deal;
use record::{RecordId, Value};
use workflow::condition::{Condition, Literal, Operand, Operator};
use workflow::{Outcome, Stage};

use super::DealBoard;
use super::lanes::{CLOSED_DAYS, NO_STAGE, Sums};
use crate::pages::list::view_state::{self, ViewState};
use crate::pages::list::{TABLE, VIEW};
use crate::parts::{Icon, IconButton, IconName};
use crate::platform::{dom, intl};
use crate::shell::Address;
use crate::shell::route::PANEL;
use crate::words::{board as words, locale};

/// The head of a column.
#[component]
pub(super) fn ColumnHead(board: DealBoard, column: u128) -> impl IntoView {
    let stage = Memo::new(move |_| board.layout.with(|layout| layout.stage(column).cloned()));
    let name = Memo::new(move |_| stage.with(|stage| name_of(stage.as_ref())));
    let outcome =
        Memo::new(move |_| stage.with(|stage| stage.as_ref().map_or(Outcome::Open, |s| s.outcome)));
    let lane = Memo::new(move |_| board.lanes.with(|lanes| lanes.lane(column)));
    let is_narrow = Memo::new(move |_| board.narrow.with(|narrow| narrow.contains(&column)));
    let count = move || lane.with(|lane| words::deals(lane.cards.len()));
    let sums = move || {
        let sums = lane.with(|lane| lane.sums.clone());
        (!is_narrow.get())
            .then(|| view! { <SumsLine board=board sums=sums outcome=outcome.get() /> })
    };
    let earlier = move || {
        let (shown, all) = lane.with(|lane| (lane.cards.len(), lane.all));
        (all > shown && !is_narrow.get())
            .then(|| view! { <Earlier board=board column=column all=all /> })
    };
    let add = move || {
        let name = name.get();
        (column != NO_STAGE && outcome.get() == Outcome::Open).then(|| {
            view! {
                <IconButton
                    icon=IconName::Add
                    label=words::add_to(&name)
                    on_press=move |_| board.create(column)
                />
            }
        })
    };
    let fold = move || {
        let is_closed = outcome.get() != Outcome::Open;
        is_closed
            .then(|| view! { <Fold board=board column=column name=name is_narrow=is_narrow /> })
    };
    view! {
        <div class="lane-line">
            <h2 class="lane-name" title=move || name.get()>
                {move || name.get()}
            </h2>
            <span class="lane-count" title=count>
                <span aria-hidden="true">
                    {move || intl::whole(locale(), lane.with(|lane| lane.cards.len() as i64))}
                </span>
                <span class="visually-hidden">{move || count()}</span>
            </span>
            <span class="spacer"></span>
            {move || add()}
            {move || fold()}
        </div>
        {move || sums()}
        {move || earlier()}
    }
}

/// The name of a column.
pub(super) fn name_of(stage: Option<&Stage>) -> String {
    stage.map_or_else(|| words::no_stage().to_owned(), |stage| stage.name.clone())
}

/// What an empty column says.
pub(super) fn nothing_in(stage: Option<&Stage>, is_narrowed: bool) -> String {
    if is_narrowed {
        return words::nothing_matches().to_owned();
    }
    match stage.map(|stage| (stage.outcome, &stage.name)) {
        Some((Outcome::Won, _)) => words::nothing_won(CLOSED_DAYS as usize),
        Some((Outcome::Lost, _)) => words::nothing_lost(CLOSED_DAYS as usize),
        Some((Outcome::Open, name)) => words::nothing_in(name),
        None => words::empty_column().to_owned(),
    }
}

/// The sum of a column and, while it is open, what of it can be expected.
#[component]
fn SumsLine(board: DealBoard, sums: Sums, outcome: Outcome) -> impl IntoView {
    let state = board.list.state();
    let amounts = sums.amounts();
    if amounts.is_empty() {
        return view! { <p class="lane-sums">{words::no_amounts}</p> }.into_any();
    }
    let sum = state.sum_up(&amounts);
    let (short, full) = (sum.text(intl::money_compact), sum.explanation());
    let weighted = (outcome == Outcome::Open).then(|| {
        let expected = state.sum_up(&sums.expected());
        let title = words::weighted_hint(&expected.text(intl::money));
        view! {
            <span class="lane-weighted" title=title>
                {words::weighted(&expected.text(intl::money_compact))}
            </span>
        }
    });
    view! {
        <p class="lane-sums">
            <span class="lane-sum" title=full>
                {short}
            </span>
            {weighted}
        </p>
    }
    .into_any()
}

/// That only the last days are shown, and the way to all.
#[component]
fn Earlier(board: DealBoard, column: u128, all: usize) -> impl IntoView {
    let href = move || {
        let address = board.navigation.address();
        board
            .list
            .view
            .with(|view| table_of(address, view, RecordId(column)))
            .to_string()
    };
    view! {
        <p class="lane-note">
            <span>{words::last_days(CLOSED_DAYS as usize)}</span>
            <a href=move || href()>{words::show_all(all)}</a>
        </p>
    }
}

/// The table of all deals in a stage, with the same search and filters.
fn table_of(address: Address, view: &ViewState, stage: RecordId) -> Address {
    let mut parts = view.filter.clone();
    parts.push(Condition::test(
        deal::STAGE,
        Operator::Is,
        Operand::One(Literal::Ref(stage)),
    ));
    let filter = view_state::write_filter(&parts);
    address
        .with(VIEW, Some(TABLE))
        .with(view_state::FILTER, filter.as_deref())
        .with(view_state::SORT, Some("-closed_on"))
        .with(PANEL, None)
}

/// The button that shows and hides the cards of a closed stage.
#[component]
fn Fold(
    board: DealBoard,
    column: u128,
    name: Memo<String>,
    is_narrow: Memo<bool>,
) -> impl IntoView {
    let label = move || {
        let words = if is_narrow.get() {
            words::unfold
        } else {
            words::fold
        };
        words(&name.get())
    };
    view! {
        <button
            type="button"
            class="button button-icon"
            id=dom::unique_id("fold")
            aria-label=move || label()
            title=label
            aria-expanded=move || (!is_narrow.get()).to_string()
            on:click=move |_| board.fold(column)
        >
            <Icon name=Signal::derive(move || {
                if is_narrow.get() { IconName::ChevronRight } else { IconName::ChevronLeft }
            }) />
        </button>
    }
}

/// The stage as a new deal gets it.
pub(super) fn starts_in(column: u128) -> Vec<(record::FieldId, Value)> {
    vec![(deal::STAGE, Value::Ref(RecordId(column)))]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::shell::Route;
    use crate::shell::Section;
    use record::{Kind, Schema};

    #[test]
    fn the_table_of_a_stage_keeps_the_search_and_adds_the_stage_to_the_filter() {
        let def = Schema::standard().kind(Kind::DEAL).unwrap().clone();
        let has_amount = Condition::test(deal::AMOUNT, Operator::NotEmpty, Operand::Nothing);
        let filter = view_state::write_filter(std::slice::from_ref(&has_amount));
        let address = Route::List(Section::Deals)
            .address()
            .with(view_state::TEXT, Some("acme"))
            .with(view_state::FILTER, filter.as_deref())
            .with(PANEL, Some("x"));
        let view = ViewState::read(&address.query, &def);
        let stage = RecordId::natural(["stage"]);
        let table = Address::parse(&table_of(address, &view, stage).to_string());
        let view = ViewState::read(&table.query, &def);
        assert_eq!(view.text, "acme");
        assert_eq!(view.filter.len(), 2);
        assert_eq!(view.filter.first(), Some(&has_amount));
        assert_eq!(view.sort.len(), 1);
        assert_eq!(table.query.get(PANEL), None);
        assert_eq!(table.query.get(VIEW), Some(TABLE));
    }
}
