//! What keys do in a grid.

use super::state::Cursor;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Goes to a place; whether the selection follows.
    Go(Cursor, bool),
    Toggle,
    SelectAll,
    ClearSelection,
    /// Opens the row, or sorts by the column of a heading.
    Open,
    Edit,
    /// Makes the column of a heading wider or narrower, in pixels.
    Resize(i32),
    /// Moves the column of a heading to the right or left.
    Shift(i32),
}

/// A keystroke, as far as a grid cares.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pressed<'a> {
    pub(super) key: &'a str,
    pub(super) command: bool,
    pub(super) shift: bool,
    pub(super) alt: bool,
}

/// The size of a grid.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// Whole rows in view.
    pub(super) page: usize,
}

/// By how much a key changes the width of a column.
const WIDTH_STEP: i32 = 16;

/// What a key asks for at a place; `None` where the grid has no use for it.
pub(super) fn action(pressed: Pressed<'_>, at: Cursor, extent: Extent) -> Option<Action> {
    let last_row = extent.rows.checked_sub(1);
    let last_column = extent.columns.saturating_sub(1);
    let row = at.row.map(|row| row.min(last_row.unwrap_or(0)));
    let go =
        |row: Option<usize>, column: usize| Some(Action::Go(Cursor { row, column }, pressed.shift));
    let down = |by: usize| match (row, last_row) {
        (None, Some(_)) => go(Some(0), at.column),
        (Some(row), Some(last)) => go(Some(row.saturating_add(by).min(last)), at.column),
        (_, None) => None,
    };
    let up = |by: usize| match row {
        None => None,
        // Only a single step leaves the rows for the headings.
        Some(0) if by == 1 && !pressed.shift => go(None, at.column),
        Some(row) => go(Some(row.saturating_sub(by)), at.column),
    };
    if pressed.command {
        return match pressed.key {
            "a" | "A" => Some(Action::SelectAll),
            "Home" => go(Some(0), 0),
            "End" => go(last_row, last_column),
            _ => None,
        };
    }
    let horizontal = match pressed.key {
        "ArrowLeft" => Some(-1),
        "ArrowRight" => Some(1),
        _ => None,
    };
    if let (Some(step), None) = (horizontal, row) {
        if pressed.alt {
            return Some(Action::Shift(step));
        }
        if pressed.shift {
            return Some(Action::Resize(step * WIDTH_STEP));
        }
    }
    if pressed.alt {
        return None;
    }
    match pressed.key {
        "ArrowDown" | "j" | "J" => down(1),
        "ArrowUp" | "k" | "K" => up(1),
        "PageDown" => down(extent.page),
        "PageUp" => up(extent.page.max(2)),
        "ArrowRight" => go(row, (at.column + 1).min(last_column)),
        "ArrowLeft" => go(row, at.column.saturating_sub(1)),
        "Home" => go(row, 0),
        "End" => go(row, last_column),
        "x" | "X" | " " => row.map(|_| Action::Toggle),
        "Escape" => Some(Action::ClearSelection),
        "Enter" => Some(Action::Open),
        "e" if !pressed.shift => row.map(|_| Action::Edit),
        "F2" => row.map(|_| Action::Edit),
        _ => None,
    }
}

/// The cells of a text from a spreadsheet: lines, and tabs between cells. A cell in quotes may hold
/// both.
pub(super) fn pasted(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                cell.push('"');
                signs.next();
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            '\t' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted && signs.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EXTENT: Extent = Extent {
        rows: 100,
        columns: 4,
        page: 20,
    };

    fn press(key: &str, row: Option<usize>, column: usize) -> Option<Action> {
        let pressed = Pressed {
            key,
            command: false,
            shift: false,
            alt: false,
        };
        action(pressed, Cursor { row, column }, EXTENT)
    }

    fn place(row: Option<usize>, column: usize) -> Option<Action> {
        Some(Action::Go(Cursor { row, column }, false))
    }

    #[test]
    fn arrows_and_letters_move_and_stop_at_the_edges() {
        assert_eq!(press("j", Some(3), 1), place(Some(4), 1));
        assert_eq!(press("ArrowDown", Some(99), 1), place(Some(99), 1));
        assert_eq!(press("PageDown", Some(90), 1), place(Some(99), 1));
        assert_eq!(press("ArrowRight", Some(3), 3), place(Some(3), 3));
        assert_eq!(press("PageUp", Some(5), 0), place(Some(0), 0));
    }

    #[test]
    fn the_headings_are_above_the_first_row() {
        assert_eq!(press("ArrowUp", Some(0), 2), place(None, 2));
        assert_eq!(press("ArrowUp", None, 2), None);
        assert_eq!(press("ArrowDown", None, 2), place(Some(0), 2));
        assert_eq!(press("x", None, 2), None);
        assert_eq!(press("Enter", None, 2), Some(Action::Open));
    }

    #[test]
    fn an_empty_grid_has_headings_alone() {
        let none = Extent { rows: 0, ..EXTENT };
        let pressed = Pressed {
            key: "ArrowDown",
            command: false,
            shift: false,
            alt: false,
        };
        let headings = Cursor {
            row: None,
            column: 0,
        };
        assert_eq!(action(pressed, headings, none), None);
    }

    #[test]
    fn a_heading_is_resized_and_moved_by_keys() {
        let mut pressed = Pressed {
            key: "ArrowRight",
            command: false,
            shift: true,
            alt: false,
        };
        let heading = Cursor {
            row: None,
            column: 1,
        };
        assert_eq!(action(pressed, heading, EXTENT), Some(Action::Resize(16)));
        pressed.alt = true;
        assert_eq!(action(pressed, heading, EXTENT), Some(Action::Shift(1)));
    }

    #[test]
    fn cells_of_a_spreadsheet_are_told_apart() {
        assert_eq!(pasted("a\tb\r\nc\t\n"), [["a", "b"], ["c", ""]]);
        assert_eq!(pasted("\"x\ty\"\"\nz\"\t1"), [["x\ty\"\nz", "1"]]);
        assert_eq!(pasted("5\" pipe"), [["5\" pipe"]]);
        assert!(pasted("").is_empty());
    }

    proptest! {
        #[test]
        fn keys_never_leave_the_grid(
            keys in prop::collection::vec(
                prop::sample::select(vec!["j", "k", "PageDown", "PageUp", "ArrowLeft", "ArrowRight", "Home", "End"]),
                0..60
            ),
            rows in 1usize..50
        ) {
            let extent = Extent { rows, columns: 3, page: 7 };
            let mut at = Cursor { row: Some(0), column: 0 };
            for key in keys {
                let pressed = Pressed { key, command: false, shift: false, alt: false };
                if let Some(Action::Go(to, _)) = action(pressed, at, extent) {
                    at = to;
                }
                prop_assert!(at.row.is_none_or(|row| row < rows) && at.column < 3);
            }
        }
    }
}
