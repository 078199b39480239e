//! The board of any kind: a column for each option of a choice, or for each member. A card that
//! changes its column gets the column's value; within a column the list's own order holds.

mod card;
mod columns;

use std::sync::Arc;

use leptos::prelude::*;
use record::{FieldDef, FieldId, FieldType, Kind, RecordId, Role, Value};
use workspace::Command;
use workspace::query::group::{GroupKey, Sum};

use crate::filters::track_followed;
use crate::pages::list::{List, groups};
use crate::parts::{
    Board, BoardColumn, CardMove, ContextMenu, EmptyState, IconButton, IconName, MENU_ANCHOR,
    MenuChoice, MenuHeading, Toasts, When, use_toasts,
};
use crate::platform::intl;
use crate::records::{Creating, use_create};
use crate::state::{Actor, Phase, use_actor};
use crate::words::{board as words, lists, locale, schema, spoken};

use card::{Card, HEIGHT_PX};
use columns::{Lane, Wanted};
pub use columns::{MOST_COLUMNS, by, offered};

/// The board and everything that its parts share; a handle that is copied.
#[derive(Clone, Copy)]
struct FieldBoard {
    list: List,
    by: FieldId,
    /// The columns that the field asks for, whether they have cards or not.
    wanted: Memo<Vec<Wanted>>,
    lanes: Memo<Vec<Lane>>,
    /// The card whose menu is open.
    asked: RwSignal<Option<u128>>,
    actor: Actor,
    creating: Creating,
    toasts: Toasts,
}

/// The records of a list on a board with a column for each value of a field.
#[component]
pub fn FieldBoardView(
    /// The list.
    list: List,
    /// The field.
    by: FieldDef,
) -> impl IntoView {
    let state = list.state();
    let kind = list.kind;
    let board = FieldBoard::new(list, &by);
    let name = schema::field(kind, &by);
    let menu_is_open = RwSignal::new(false);
    let is_too_many = Memo::new(move |_| board.wanted.with(Vec::len) > MOST_COLUMNS);
    let is_ready = Memo::new(move |_| state.phase.get() == Phase::Ready);
    let columns = Signal::derive(move || {
        let column = |lane: &Lane| BoardColumn {
            key: lane.key,
            title: lane.title.clone(),
            is_narrow: false,
        };
        board
            .lanes
            .with(|lanes| lanes.iter().map(column).collect::<Vec<_>>())
    });
    let cards = move |column: u128| {
        board.lanes.with(|lanes| {
            let lane = lanes.iter().find(|lane| lane.key == column);
            lane.map_or_else(|| Arc::from([]), |lane| Arc::clone(&lane.cards))
        })
    };
    let total = move || {
        is_ready.get().then(|| {
            let count = board
                .lanes
                .with(|lanes| lanes.iter().map(|lane| lane.cards.len()).sum());
            lists::rows(count)
        })
    };
    let empty = move |_: u128| {
        let is_narrowed = list
            .view
            .with(crate::pages::list::view_state::ViewState::is_narrowed);
        let words = if is_narrowed {
            words::no_record_matches
        } else {
            words::empty_column
        };
        words().to_owned()
    };
    let open_menu = move |card: u128| {
        board.asked.set(Some(card));
        menu_is_open.set(true);
    };
    let of_field = by.id;
    let card = move |card: Signal<Option<u128>>| {
        view! { <Card list=list card=card by=of_field /> }.into_any()
    };
    view! {
        <div class="deal-board">
            <div class="board-bar">
                <p class="board-total">{total}</p>
            </div>
            <When holds=move || is_too_many.get()>
                <EmptyState
                    icon=IconName::Board
                    title=spoken(words::too_many_columns)
                    text=Signal::derive(move || words::too_many_columns_text(MOST_COLUMNS))
                >
                    ""
                </EmptyState>
            </When>
            <When holds=move || !is_too_many.get()>
                <Board
                    label=Signal::stored(name.clone())
                    columns=columns
                    cards=cards
                    header=move |column: u128| {
                        view! { <Head board=board column=column /> }.into_any()
                    }
                    card=card
                    card_name=move |card: u128| state.name(kind, RecordId(card))
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
    .into_any()
}

/// The name of a column, how many cards it has and what they add up to.
#[component]
fn Head(board: FieldBoard, column: u128) -> impl IntoView {
    let lane = Memo::new(move |_| {
        board
            .lanes
            .with(|lanes| lanes.iter().find(|lane| lane.key == column).cloned())
    });
    let name = Memo::new(move |_| {
        lane.with(|lane| lane.as_ref().map(|lane| lane.title.clone()))
            .unwrap_or_default()
    });
    let count =
        Memo::new(move |_| lane.with(|lane| lane.as_ref().map_or(0, |lane| lane.cards.len())));
    let state = board.list.state();
    let sum = move || {
        let amounts = lane.with(|lane| match lane.as_ref().map(|lane| &lane.sum) {
            Some(Sum::Money(amounts)) => Some(amounts.clone()),
            _ => None,
        });
        amounts.map(|amounts| {
            let sum = state.sum_up(&amounts);
            view! {
                <p class="lane-sums">
                    <span class="lane-sum" title=sum.explanation()>
                        {sum.text(intl::money_compact)}
                    </span>
                </p>
            }
        })
    };
    let add = move || {
        let value = lane.with(|lane| lane.as_ref().and_then(|lane| value_of(&lane.value)));
        view! {
            <IconButton
                icon=IconName::Add
                label=Signal::derive(move || words::add_record_to(&name.get()))
                on_press=move |_| {
                    let values = value.clone().map(|value| (board.by, value));
                    board.creating.ask(board.list.kind, values.into_iter().collect());
                }
            />
        }
    };
    view! {
        <div class="lane-line">
            <h2 class="lane-name" title=move || name.get()>
                {move || name.get()}
            </h2>
            <span class="lane-count">
                <span aria-hidden="true">{move || intl::whole(locale(), count.get() as i64)}</span>
                <span class="visually-hidden">{move || words::cards(count.get())}</span>
            </span>
            <span class="spacer"></span>
            {add}
        </div>
        {sum}
    }
}

/// Where a card can go.
#[component]
fn Targets(board: FieldBoard) -> impl IntoView {
    let card = board.asked.get_untracked().unwrap_or_default();
    let lanes = board.lanes.get_untracked();
    let now = lanes.iter().find(|lane| lane.cards.contains(&card));
    let now = now.map(|lane| lane.key);
    let choices = lanes
        .iter()
        .map(|lane| {
            let to = lane.key;
            let press = move |()| {
                if let Some(from) = now.filter(|now| *now != to) {
                    let before = None;
                    board.put(CardMove {
                        card,
                        from,
                        to,
                        before,
                    });
                }
            };
            view! {
                <MenuChoice
                    label=lane.title.clone()
                    chosen=Signal::stored(now == Some(to))
                    on_choose=press
                />
            }
        })
        .collect_view();
    view! {
        <MenuHeading label=spoken(words::move_to) />
        {choices}
    }
}

impl FieldBoard {
    fn new(list: List, def: &FieldDef) -> Self {
        let state = list.state();
        let (kind, by) = (list.kind, def.id);
        let own = def.clone();
        let wanted = Memo::new(move |_| {
            // The options may have changed since the board was opened.
            let def = state.field(kind, by).unwrap_or_else(|| own.clone());
            columns::wanted(state, &def)
        });
        let summed = columns::money_field(&state.schema(), kind);
        let of_names = def.clone();
        let lanes = Memo::new(move |_| {
            let query = list.query.get();
            state.track_kind(kind);
            state.phase.track();
            if let Some(condition) = &query.condition {
                track_followed(state, kind, condition);
            }
            let sums: Vec<FieldId> = summed.into_iter().collect();
            let grouped = state.grouped_now(&query, by, &sums);
            wanted.with(|wanted| {
                columns::lanes(wanted, grouped, |key| {
                    groups::name_of(state, Some(&of_names), key)
                })
            })
        });
        Self {
            list,
            by,
            wanted,
            lanes,
            asked: RwSignal::new(None),
            actor: use_actor(),
            creating: use_create(),
            toasts: use_toasts(),
        }
    }

    /// Gives a card the value of the column that it goes to. Whether it has it now.
    fn put(self, moved: CardMove) -> bool {
        if moved.from == moved.to {
            return false;
        }
        let (kind, record) = (self.list.kind, RecordId(moved.card));
        let state = self.list.state();
        let Some((value, title)) = self.lanes.with_untracked(|lanes| {
            let lane = lanes.iter().find(|lane| lane.key == moved.to)?;
            Some((value_of(&lane.value), lane.title.clone()))
        }) else {
            return false;
        };
        let def = untrack(|| state.field(kind, self.by));
        let is_needed = def.is_some_and(|def| def.role == Role::Required);
        if value.is_none() && is_needed {
            self.toasts.error(words::needs_a_value());
            return false;
        }
        let values = self.list.edits(record, self.by, value);
        let name = untrack(|| state.name(kind, record));
        let command = Command::Edit {
            kind,
            record,
            values,
        };
        self.actor.run(command, words::moved_to(&name, &title))
    }
}

fn value_of(key: &GroupKey) -> Option<Value> {
    match key {
        GroupKey::Choice(option) => Some(Value::Choice(option.clone())),
        GroupKey::Ref(id) => Some(Value::Ref(*id)),
        _ => None,
    }
}

/// Whether a board can have a column for each value of a field: choices, and whose a record is.
fn can_be_columns(def: &FieldDef) -> bool {
    match def.ty {
        FieldType::Choice => !def.options.is_empty(),
        FieldType::Ref(kind) => kind == Kind::MEMBER,
        _ => false,
    }
}
