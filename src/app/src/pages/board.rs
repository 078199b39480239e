//! Boards: that of deals has a column for each stage of a pipeline, that of any other kind, or of
//! deals by another field, one for each value of the field.
//!
//! | module | subject |
//! |---|---|
//! | [`field`] | the board by a field |
//! | [`lanes`] | which deals stand in which column, and what they add up to |
//! | [`order`] | the order of the cards in a column |
//! | [`age`] | age in the stage, rotting, the next task |
//! | [`head`], [`card`] | what is drawn |

mod age;
mod card;
pub mod field;
mod head;
mod lanes;
mod order;

use std::cell::RefCell;
use std::collections::HashMap;

use leptos::prelude::*;
use record::schema::deal;
use record::{Kind, RecordId, Value};
use workflow::Outcome;
use workspace::Command;

use super::list::List;
use super::list::quick::Quick;
use crate::parts::{
    Board, BoardColumn, CardMove, ContextMenu, EmptyState, IconName, MENU_ANCHOR, MenuChoice,
    MenuHeading, MenuItem, MenuSeparator, Select, SelectOption, Toasts, When, use_toasts,
};
use crate::platform::{clock, intl, prefs};
use crate::records::{Creating, Mover, use_create, use_mover};
use crate::shell::{Navigation, Route, use_navigation};
use crate::state::{Actor, Phase, use_actor};
use crate::words::{board as words, record as record_words, spoken};

use card::{DealCard, HEIGHT_PX};
use head::{ColumnHead, name_of, nothing_in};
use lanes::{Lanes, Layout, NO_STAGE};

/// Under which name it is kept which columns are folded.
const NARROW: &str = "board.folded";

thread_local! {
    /// By kind: the card that was looked at last, so that coming back finds it.
    static CARDS: RefCell<HashMap<u16, ArcRwSignal<Option<u128>>>> = RefCell::default();
}

/// The card of a kind's board that was looked at last.
pub fn kept_card(kind: Kind) -> RwSignal<Option<u128>> {
    CARDS.with(|cards| {
        let mut cards = cards.borrow_mut();
        RwSignal::from(cards.entry(kind.0).or_default().clone())
    })
}

/// The board and everything that its parts share; a handle that is copied.
#[derive(Clone, Copy)]
struct DealBoard {
    list: List,
    layout: Memo<Layout>,
    lanes: Memo<Lanes>,
    narrow: RwSignal<Vec<u128>>,
    /// The card whose menu is open.
    asked: RwSignal<Option<u128>>,
    actor: Actor,
    mover: Mover,
    creating: Creating,
    navigation: Navigation,
    toasts: Toasts,
}

/// The records of a list as the board that its view asks for.
pub fn board(list: List) -> AnyView {
    let view = move || match list.board_by() {
        Some(by) => view! { <field::FieldBoardView list=list by=by /> }.into_any(),
        None => view! { <BoardView list=list /> }.into_any(),
    };
    // Only another field makes another board.
    let by = Memo::new(move |_| list.board_by().map(|by| by.id));
    (move || {
        by.get();
        untrack(view)
    })
    .into_any()
}

/// The deals of a list as a board. It shows the deals that the list's search and filters leave, in
/// the columns of one pipeline.
#[component]
fn BoardView(
    /// The list of deals.
    list: List,
) -> impl IntoView {
    let board = DealBoard::new(list);
    let state = list.state();
    let menu_is_open = RwSignal::new(false);
    let columns = Signal::derive(move || board.columns());
    let has_stages = Memo::new(move |_| columns.with(|columns| !columns.is_empty()));
    let is_ready = Memo::new(move |_| state.phase.get() == Phase::Ready);
    let empty = move |column: u128| {
        let is_narrowed = list
            .view
            .with(super::list::view_state::ViewState::is_narrowed);
        board
            .layout
            .with(|layout| nothing_in(layout.stage(column), is_narrowed))
    };
    let card = move |card: Signal<Option<u128>>| {
        view! { <DealCard card=card layout=board.layout /> }.into_any()
    };
    let open_menu = move |card: u128| {
        board.asked.set(Some(card));
        menu_is_open.set(true);
    };
    view! {
        <div class="deal-board">
            <BoardBar board=board />
            <When holds=move || is_ready.get() && !has_stages.get()>
                <EmptyState
                    icon=IconName::Board
                    title=spoken(words::no_stages)
                    text=spoken(words::no_stages_text)
                >
                    <a class="button" href=Route::Settings(Some("pipelines".to_owned())).href()>
                        {words::set_up_stages}
                    </a>
                </EmptyState>
            </When>
            <When holds=move || has_stages.get()>
                <Board
                    label=Signal::derive(move || board.pipeline_name())
                    columns=columns
                    cards=move |column: u128| board.lanes.with(|lanes| lanes.cards(column))
                    header=move |column: u128| {
                        view! { <ColumnHead board=board column=column /> }.into_any()
                    }
                    card=card
                    card_name=move |card: u128| state.name(Kind::DEAL, RecordId(card))
                    empty=empty
                    card_height=HEIGHT_PX
                    on_move=move |moved: CardMove| board.put(moved)
                    on_open=move |card: u128| list.open(RecordId(card))
                    on_menu=move |card: u128| open_menu(card)
                    cursor=list.card
                    is_met=list.card_is_met
                />
            </When>
            <ContextMenu
                label=spoken(words::move_to)
                is_open=menu_is_open
                anchor=MENU_ANCHOR
                items=move || view! { <Targets board=board /> }
            />
        </div>
    }
}

/// Above the columns: which pipeline, and what is open in it.
#[component]
fn BoardBar(board: DealBoard) -> impl IntoView {
    let state = board.list.state();
    let pipelines = Memo::new(move |_| {
        state.track_kind(Kind::PIPELINE);
        state.with(|ws| ws.pipelines())
    });
    let options = Signal::derive(move || {
        let list = pipelines.get();
        list.into_iter()
            .map(|(id, name)| SelectOption::new(id.to_string(), name))
            .collect::<Vec<_>>()
    });
    let chosen = Signal::derive(move || {
        let chosen = board.layout.with(|layout| layout.pipeline);
        chosen.map(|id| id.to_string()).unwrap_or_default()
    });
    let total = move || {
        if state.phase.get() != Phase::Ready {
            return String::new();
        }
        let stages = board.layout.with(|layout| {
            let open = layout.stages.iter().filter(|s| s.outcome == Outcome::Open);
            open.map(|stage| stage.id.0).collect::<Vec<_>>()
        });
        let (count, sums) = board.lanes.with(|lanes| lanes.total(stages.into_iter()));
        let mut parts = vec![words::open_deals(count)];
        let amounts = sums.amounts();
        if !amounts.is_empty() {
            let expected = state.sum_up(&sums.expected());
            parts.push(state.sum_up(&amounts).text(intl::money_compact));
            parts.push(words::weighted(&expected.text(intl::money_compact)));
        }
        parts.join(" · ")
    };
    view! {
        <div class="board-bar">
            <When holds=move || pipelines.with(Vec::len).gt(&1)>
                <Select
                    label=spoken(record_words::pipeline)
                    value=chosen
                    options=options
                    on_choose=move |key: String| board.list.set_quick(Quick::Pipeline, Some(&key))
                />
            </When>
            <p class="board-total">{move || total()}</p>
        </div>
    }
}

/// Where a card can go.
#[component]
fn Targets(board: DealBoard) -> impl IntoView {
    let card = board.asked.get_untracked().unwrap_or_default();
    let now = board.column_of(card);
    let stages = board.layout.with_untracked(|layout| layout.stages.clone());
    let choices = stages
        .into_iter()
        .map(|stage| {
            let to = stage.id.0;
            view! {
                <MenuChoice
                    label=stage.name
                    chosen=Signal::stored(now == Some(to))
                    on_choose=move |()| {
                        if now != Some(to) {
                            board.move_to(card, to);
                        }
                    }
                />
            }
        })
        .collect_view();
    let cards = now.map(|now| board.lanes.with_untracked(|lanes| lanes.cards(now)));
    let is_first = cards.as_ref().is_some_and(|c| c.first() == Some(&card));
    let is_last = cards.as_ref().is_some_and(|c| c.last() == Some(&card));
    view! {
        <MenuHeading label=spoken(words::move_to) />
        {choices}
        <MenuSeparator />
        <MenuItem
            label=spoken(words::to_top)
            icon=IconName::ArrowUp
            disabled=Signal::stored(now.is_none() || is_first)
            on_press=move |()| board.move_within(card, true)
        />
        <MenuItem
            label=spoken(words::to_bottom)
            icon=IconName::ArrowDown
            disabled=Signal::stored(now.is_none() || is_last)
            on_press=move |()| board.move_within(card, false)
        />
    }
}

impl DealBoard {
    fn new(list: List) -> Self {
        let state = list.state();
        let wanted = Memo::new(move |_| {
            list.view.with(|view| {
                let found = view.quick.iter().find(|(q, _)| *q == Quick::Pipeline);
                found.and_then(|(_, value)| value.as_ref()?.parse::<RecordId>().ok())
            })
        });
        let layout = Memo::new(move |_| {
            state.track_kind(Kind::PIPELINE);
            state.track_kind(Kind::STAGE);
            state.phase.track();
            let wanted = wanted.get();
            state.with(|ws| {
                let all = ws.pipelines();
                let chosen = all.iter().find(|(id, _)| Some(*id) == wanted);
                Layout::read(ws, chosen.or(all.first()).map(|(id, _)| *id))
            })
        });
        let lanes = Memo::new(move |_| {
            // The rows stay the same when a deal moves, but their columns don't.
            state.track_kind(Kind::DEAL);
            let rows = list.rows.get();
            let today = clock::today();
            layout.with(|layout| state.with(|ws| Lanes::of(ws, &rows, layout, today)))
        });
        Self {
            list,
            layout,
            lanes,
            narrow: RwSignal::new(kept_folds()),
            asked: RwSignal::new(None),
            actor: use_actor(),
            mover: use_mover(),
            creating: use_create(),
            navigation: use_navigation(),
            toasts: use_toasts(),
        }
    }

    /// The columns: the stages, and before them one for deals without a stage while there are any.
    fn columns(self) -> Vec<BoardColumn> {
        let has_loose = self.lanes.with(|lanes| !lanes.cards(NO_STAGE).is_empty());
        let loose = has_loose.then(|| BoardColumn {
            key: NO_STAGE,
            title: name_of(None),
            is_narrow: false,
        });
        let narrow = self.narrow.get();
        let stages = self.layout.with(|layout| layout.stages.clone());
        let stages = stages.into_iter().map(|stage| BoardColumn {
            key: stage.id.0,
            is_narrow: stage.outcome != Outcome::Open && narrow.contains(&stage.id.0),
            title: stage.name,
        });
        loose.into_iter().chain(stages).collect()
    }

    fn pipeline_name(self) -> String {
        let state = self.list.state();
        let pipeline = self.layout.with(|layout| layout.pipeline);
        pipeline
            .map(|id| state.name(Kind::PIPELINE, id))
            .unwrap_or_default()
    }

    /// Folds a column or opens it again, and keeps the choice.
    fn fold(self, column: u128) {
        self.narrow.update(
            |narrow| match narrow.iter().position(|folded| *folded == column) {
                Some(at) => drop(narrow.remove(at)),
                None => narrow.push(column),
            },
        );
        let folded = self.narrow.get_untracked();
        let folded: Vec<String> = folded.iter().map(|c| RecordId(*c).to_string()).collect();
        prefs::set(NARROW, &folded);
    }

    /// Asks for a new deal in a stage.
    fn create(self, column: u128) {
        self.creating.ask(Kind::DEAL, head::starts_in(column));
    }

    /// Puts a card where it was dropped. Whether it is there now.
    fn put(self, moved: CardMove) -> bool {
        let state = self.list.state();
        let deal = RecordId(moved.card);
        let cards = self.lanes.with_untracked(|lanes| lanes.cards(moved.to));
        let rank = state.with(|ws| order::rank_before(ws, &cards, moved.card, moved.before));
        let place = (deal::RANK, Some(Value::Rank(rank)));
        if moved.from == moved.to {
            return self.actor.quietly(Command::Edit {
                kind: Kind::DEAL,
                record: deal,
                values: vec![place],
            });
        }
        if moved.to == NO_STAGE {
            self.toasts.error(words::needs_a_stage());
            return false;
        }
        self.mover.move_along(deal, RecordId(moved.to), vec![place])
    }

    /// Moves a card to the top of another column.
    fn move_to(self, card: u128, to: u128) {
        let Some(from) = self.column_of(card) else {
            return;
        };
        let first = self
            .lanes
            .with_untracked(|lanes| lanes.cards(to).first().copied());
        self.put(CardMove {
            card,
            from,
            to,
            before: first,
        });
    }

    /// Moves a card to the top or the bottom of its column.
    fn move_within(self, card: u128, to_top: bool) {
        let Some(column) = self.column_of(card) else {
            return;
        };
        let cards = self.lanes.with_untracked(|lanes| lanes.cards(column));
        let first = cards.iter().copied().find(|other| *other != card);
        self.put(CardMove {
            card,
            from: column,
            to: column,
            before: first.filter(|_| to_top),
        });
    }

    /// The column in which a card stands.
    fn column_of(self, card: u128) -> Option<u128> {
        let columns = untrack(|| self.columns());
        self.lanes.with_untracked(|lanes| {
            let found = columns
                .iter()
                .find(|column| lanes.cards(column.key).contains(&card));
            found.map(|column| column.key)
        })
    }
}

/// The columns that were folded when the board was last shown.
fn kept_folds() -> Vec<u128> {
    let kept = prefs::get::<Vec<String>>(NARROW).unwrap_or_default();
    let ids = kept.iter().filter_map(|id| id.parse::<RecordId>().ok());
    ids.map(|id| id.0).collect()
}
