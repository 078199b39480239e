//! How a list's records are drawn: as a table, as a board, by days.

use leptos::prelude::*;
use record::{Kind, KindDef};

use super::view_state::ViewState;
use super::{day_field, field};
use crate::shell::Navigation;

/// The name in the address under which a list says how it is drawn.
pub const VIEW: &str = "view";
/// The value of [`VIEW`] for a table.
pub const TABLE: &str = "table";
/// The value of [`VIEW`] for a board.
pub const BOARD: &str = "board";
/// The value of [`VIEW`] for a calendar.
pub const CALENDAR: &str = "calendar";

/// How a list's records are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// As rows.
    Table,
    /// As cards in columns.
    Board,
    /// By days.
    Calendar,
}

/// What a list can be drawn as besides a table.
#[derive(Clone, Copy, Debug)]
struct Ways {
    /// Whether it has a board.
    board: bool,
    /// Whether it has days.
    days: bool,
    /// Whether it is a board where the address says nothing.
    board_first: bool,
}

impl Drawn {
    fn of(wanted: Option<&str>, ways: Ways) -> Self {
        match wanted {
            Some(CALENDAR) if ways.days => Self::Calendar,
            Some(TABLE) => Self::Table,
            Some(BOARD) if ways.board => Self::Board,
            _ if ways.board_first => Self::Board,
            _ => Self::Table,
        }
    }
}

/// Whether records of a kind can be drawn as a board.
pub(super) fn has_board(def: &KindDef, view: &ViewState) -> bool {
    def.kind == Kind::DEAL || field::by(def, view.columns).is_some()
}

/// How the list of the address is drawn. The trash is always a table.
pub(super) fn drawn(
    navigation: Navigation,
    def: Memo<KindDef>,
    view: Memo<ViewState>,
    board_first: bool,
) -> Memo<Drawn> {
    let wanted = navigation.query(VIEW);
    Memo::new(move |_| {
        let wanted = wanted.get();
        view.with(|view| {
            if view.trash {
                return Drawn::Table;
            }
            def.with(|def| {
                let ways = Ways {
                    board: has_board(def, view),
                    days: day_field(def.kind).is_some(),
                    board_first,
                };
                Drawn::of(wanted.as_deref(), ways)
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_drawn_as_the_address_says_where_it_can_be() {
        let all = Ways {
            board: true,
            days: true,
            board_first: false,
        };
        let none = Ways {
            board: false,
            days: false,
            board_first: false,
        };
        for (word, drawn) in [
            (TABLE, Drawn::Table),
            (BOARD, Drawn::Board),
            (CALENDAR, Drawn::Calendar),
            ("nonsense", Drawn::Table),
        ] {
            assert_eq!(Drawn::of(Some(word), all), drawn);
            assert_eq!(Drawn::of(Some(word), none), Drawn::Table);
        }
        let deals = Ways {
            board_first: true,
            ..all
        };
        assert_eq!(Drawn::of(None, deals), Drawn::Board);
        assert_eq!(Drawn::of(Some(TABLE), deals), Drawn::Table);
        assert_eq!(Drawn::of(None, all), Drawn::Table);
    }
}
