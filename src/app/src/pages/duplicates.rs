//! The page of what was entered more than once: pairs of records that are probably one, each with
//! why that is, to be merged or told apart.

mod row;

use std::sync::Arc;

use leptos::prelude::*;
use workspace::duplicates::Pair;

use crate::parts::{
    Button, ButtonKind, EmptyState, Icon, IconName, ListPlace, Progress, VirtualList, When,
};
use crate::platform::{idle, page};
use crate::shell::frame::PageHeader;
use crate::shell::sidebar::section_name;
use crate::shell::{Route, Section};
use crate::state::duplicates::{Search, Stage};
use crate::state::use_state;
use crate::words::{duplicates as words, spoken};

/// Below this width a pair's records stand one below the other.
const NARROW: &str = "(max-width: 719px)";
/// How high a pair is, in pixels.
const ROW: f64 = 96.0;
/// How high it is where it is narrow.
const ROW_NARROW: f64 = 196.0;

/// The page.
#[component]
pub fn Duplicates(
    /// The section whose records are compared.
    section: Section,
) -> impl IntoView {
    let state = use_state();
    let kind = section.kind();
    let search = Search::new(state, kind);
    let pairs = Memo::new(move |_| match search.stage.get() {
        Stage::Done(pairs) => pairs,
        Stage::Searching | Stage::Stopped => Arc::default(),
    });
    // What was merged, deleted or told apart goes from the list, and comes back with undo.
    let shown = Memo::new(move |_| {
        state.track_kind(kind);
        let is_shown = |pair: &Pair| {
            let [a, b] = pair.records;
            state.with(|ws| {
                let are_live = ws.is_live(kind, a) && ws.is_live(kind, b);
                are_live && !ws.are_told_apart(kind, pair.records)
            })
        };
        pairs.with(|pairs| {
            let all = pairs.iter().enumerate();
            all.filter(|(_, pair)| is_shown(pair))
                .map(|(at, _)| at)
                .collect::<Vec<usize>>()
        })
    });
    let count = Memo::new(move |_| shown.with(Vec::len));
    let is_searching = Memo::new(move |_| search.stage.get() == Stage::Searching);
    let is_done = Memo::new(move |_| matches!(search.stage.get(), Stage::Done(_)));
    let has_any = Memo::new(move |_| count.get() > 0);
    let is_stopped = move || search.stage.get() == Stage::Stopped;
    let found = move || match is_done.get() && has_any.get() {
        true => words::found(count.get()),
        false => String::new(),
    };
    // The button that was pressed goes with what it stood in; the focus goes on.
    let stop = move || {
        search.stop();
        idle::before_paint(|| {
            page::focus_first(".duplicates .empty-state button");
        });
    };
    let again = move || {
        search.start();
        idle::before_paint(|| {
            page::focus_first("#content h1");
        });
    };
    view! {
        <div class="duplicates">
            <a class="record-back" href=Route::List(section).href()>
                <Icon name=IconName::ChevronLeft />
                <span>{move || section_name(section)}</span>
            </a>
            <PageHeader title=Signal::derive(move || words::of_section(section_name(section))) />
            <p class="duplicates-found" role="status">
                {move || found()}
            </p>
            <When holds=move || is_searching.get()>
                <div class="duplicates-progress">
                    <Progress
                        label=spoken(words::searching)
                        done=Signal::derive(move || search.progress.get().0)
                        all=Signal::derive(move || search.progress.get().1)
                        on_cancel=move |()| stop()
                    />
                </div>
            </When>
            <When holds=is_stopped>
                <EmptyState
                    icon=IconName::Merge
                    title=spoken(words::stopped)
                    text=spoken(words::stopped_text)
                >
                    <Button
                        label=spoken(words::again)
                        kind=ButtonKind::Primary
                        on_press=move |_| again()
                    />
                </EmptyState>
            </When>
            <When holds=move || is_done.get() && !has_any.get()>
                <EmptyState
                    icon=IconName::Check
                    title=spoken(words::no_pairs)
                    text=Signal::derive(move || {
                        match section {
                            Section::Companies => words::no_companies(),
                            _ => words::no_contacts(),
                        }
                            .to_owned()
                    })
                />
            </When>
            <When holds=move || has_any.get()>
                <Pairs section=section pairs=pairs shown=shown count=count />
            </When>
        </div>
    }
}

/// The list of the pairs.
#[component]
fn Pairs(
    section: Section,
    pairs: Memo<Arc<Vec<Pair>>>,
    /// The places of those that are shown.
    shown: Memo<Vec<usize>>,
    count: Memo<usize>,
) -> impl IntoView {
    let narrow = page::media(NARROW);
    let place = ListPlace::default();
    let height = Signal::derive(move || if narrow.get() { ROW_NARROW } else { ROW });
    // Once a pair is gone the next one is in its place, and so is the focus. Behind the last one it
    // goes to the one before, and where none is left to the heading.
    let settle = move |row: usize| {
        idle::before_paint(move || {
            let count = count.try_get_untracked().unwrap_or_default();
            if row < count && page::focused().is_some() {
                return;
            }
            let place = row.min(count.saturating_sub(1));
            if !page::focus_first(&format!(".pair[data-row='{place}'] button")) {
                page::focus_first("#content h1");
            }
        });
    };
    let item = move |row: Signal<usize>| {
        let pair = Memo::new(move |_| {
            let at = shown.with(|shown| shown.get(row.get()).copied())?;
            pairs.with(|pairs| pairs.get(at).cloned())
        });
        let gone = move |row: usize| settle(row);
        view! {
            <row::Row kind=section.kind() row=row count=count pair=pair on_gone=gone />
        }
        .into_any()
    };
    view! {
        <VirtualList
            rows=count
            row_height=height
            place=place
            focusable=false
            label=Signal::derive(move || words::of_section(section_name(section)))
            item=item
        />
    }
}
