//! Which of very many rows are in view, and where they lie.

use std::ops::Range;

/// Browsers lay nothing out beyond some height: Firefox about 17.8 million pixels, Chromium and
/// Safari 33.5 million. Longer lists are scrolled in proportion.
const MOST_PX: f64 = 15_000_000.0;

/// Rows of one height in a scrolled window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Window {
    /// How many rows there are.
    pub(crate) rows: usize,
    /// The height of a row; above 0.
    pub(crate) row_px: f64,
    /// The height of the window.
    pub(crate) view_px: f64,
}

impl Window {
    /// The height that all rows would take.
    fn full_px(self) -> f64 {
        self.rows as f64 * self.row_px
    }

    /// The height of the element that is scrolled.
    pub(crate) fn height(self) -> f64 {
        self.full_px().min(MOST_PX)
    }

    /// How much of the whole length one scrolled pixel stands for: 1 for all but huge lists.
    fn scale(self) -> f64 {
        let room = self.height() - self.view_px;
        if self.full_px() <= MOST_PX || room <= 0.0 {
            1.0
        } else {
            (self.full_px() - self.view_px) / room
        }
    }

    /// The rows in view, with `extra` on each side.
    pub(crate) fn range(self, scroll_top: f64, extra: usize) -> Range<usize> {
        let offset = self.offset(scroll_top);
        let first = (offset / self.row_px).floor().max(0.0) as usize;
        let last = ((offset + self.view_px) / self.row_px).ceil().max(0.0) as usize;
        first.saturating_sub(extra).min(self.rows)..last.saturating_add(extra).min(self.rows)
    }

    /// How many elements show any part of the list, with `extra` rows on each side.
    pub(crate) fn slots(self, extra: usize) -> usize {
        let in_view = (self.view_px / self.row_px).ceil().max(0.0) as usize + 1;
        in_view + 2 * extra
    }

    /// Where a row lies in the scrolled element.
    pub(crate) fn top(self, row: usize, scroll_top: f64) -> f64 {
        row as f64 * self.row_px - self.offset(scroll_top) + self.clamped(scroll_top)
    }

    /// Where to scroll so that all of a row is in view; `None` where it is.
    pub(crate) fn scroll_to_show(self, row: usize, scroll_top: f64) -> Option<f64> {
        let offset = self.offset(scroll_top);
        let top = row as f64 * self.row_px;
        let bottom = top + self.row_px;
        let wanted = if top < offset {
            top
        } else if bottom > offset + self.view_px {
            bottom - self.view_px
        } else {
            return None;
        };
        Some(wanted.max(0.0) / self.scale())
    }

    /// How many whole rows fit into the window; at least one.
    pub(crate) fn page(self) -> usize {
        ((self.view_px / self.row_px).floor() as usize).max(1)
    }

    /// How far into the whole length the window begins.
    fn offset(self, scroll_top: f64) -> f64 {
        self.clamped(scroll_top) * self.scale()
    }

    /// Elastic scrolling goes beyond both ends for a moment.
    fn clamped(self, scroll_top: f64) -> f64 {
        scroll_top.min(self.height() - self.view_px).max(0.0)
    }
}

/// Which row the element with number `slot` of `slots` shows while `first` is the first one shown:
/// going down by a row, only one element takes another row.
pub(crate) fn row_of_slot(slot: usize, slots: usize, first: usize) -> usize {
    let slots = slots.max(1);
    first + (slot + slots - first % slots) % slots
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_short_list_is_scrolled_pixel_by_pixel() {
        let window = Window {
            rows: 100_000,
            row_px: 36.0,
            view_px: 720.0,
        };
        assert_eq!(window.height(), 3_600_000.0);
        assert_eq!(window.range(3_600.0, 2), 98..122);
        assert_eq!(window.top(100, 3_600.0), 3_600.0);
        assert_eq!(window.scroll_to_show(100, 3_600.0), None);
        assert_eq!(window.scroll_to_show(99, 3_600.0), Some(3_564.0));
        assert_eq!(window.scroll_to_show(120, 3_600.0), Some(3_636.0));
    }

    #[test]
    fn a_million_rows_fit_and_the_last_one_is_reached() {
        let window = Window {
            rows: 1_000_000,
            row_px: 36.0,
            view_px: 720.0,
        };
        assert_eq!(window.height(), MOST_PX);
        let end = window.height() - window.view_px;
        assert_eq!(window.range(end, 0).end, 1_000_000);
        let last_bottom = window.top(999_999, end) + 36.0;
        assert!((last_bottom - MOST_PX).abs() < 0.01, "{last_bottom}");
        let shown = window.scroll_to_show(999_999, 0.0).unwrap_or_default();
        assert!((shown - end).abs() < 0.01);
    }

    #[test]
    fn an_empty_list_and_an_empty_window_show_nothing() {
        let window = Window {
            rows: 0,
            row_px: 36.0,
            view_px: 0.0,
        };
        assert_eq!(window.range(500.0, 3), 0..0);
        assert_eq!(window.height(), 0.0);
    }

    proptest! {
        #[test]
        fn rows_in_view_lie_in_the_window(
            rows in 1usize..2_000_000, view in 100.0..2_000.0f64, at in 0.0..1.0f64
        ) {
            let window = Window { rows, row_px: 36.0, view_px: view };
            let scroll_top = (window.height() - view).max(0.0) * at;
            for row in window.range(scroll_top, 0) {
                let top = window.top(row, scroll_top);
                prop_assert!(top + 36.0 >= scroll_top - 0.01);
                prop_assert!(top <= scroll_top + view + 0.01);
            }
        }

        #[test]
        fn slots_show_each_row_of_the_range_once(slots in 1usize..80, first in 0usize..1_000_000) {
            let mut rows: Vec<usize> =
                (0..slots).map(|slot| row_of_slot(slot, slots, first)).collect();
            rows.sort_unstable();
            prop_assert_eq!(rows, (first..first + slots).collect::<Vec<_>>());
        }

        #[test]
        fn a_step_down_moves_one_slot(slots in 1usize..80, first in 0usize..1_000_000) {
            let moved = (0..slots)
                .filter(|s| row_of_slot(*s, slots, first) != row_of_slot(*s, slots, first + 1))
                .count();
            prop_assert_eq!(moved, 1);
        }

        #[test]
        fn scrolling_to_a_row_shows_it(rows in 1usize..2_000_000, row in 0usize..2_000_000, at in 0.0..1.0f64) {
            let row = row % rows;
            let window = Window { rows, row_px: 36.0, view_px: 700.0 };
            let from = (window.height() - 700.0).max(0.0) * at;
            let to = window.scroll_to_show(row, from).unwrap_or(from);
            prop_assert!(window.range(to, 0).contains(&row));
        }
    }
}
