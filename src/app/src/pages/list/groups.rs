//! The rows of a list in groups: which row of the grid is a heading and which a record, what the
//! headings say, and how they fold.

use std::sync::Arc;

use leptos::prelude::*;
use record::schema::{company, deal};
use record::{Date, FieldDef, FieldId, Kind, KindDef};
use workspace::Query;
use workspace::query::group::{Group, GroupKey, Grouped, Sum, can_group, can_sum};

use super::columns::{ColumnKey, ColumnWidth};
use super::view_state::{self, Folded};
use super::{List, track_others};
use crate::filters::is_shown;
use crate::parts::{
    GroupAction, GroupState, Headings, Icon, IconName, Menu, MenuChoice, MenuItem, MenuSeparator,
    SelectionChange,
};
use crate::platform::intl::{self, DateStyle};
use crate::state::{Rows, State};
use crate::words::{common, lists as words, locale, schema, spoken};

/// The records of a list and the groups they stand in; without groups where there are none.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Shown {
    pub(super) rows: Rows,
    pub(super) groups: Arc<Vec<Group>>,
}

/// What a row of the grid shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// The heading of a group.
    Heading(usize),
    /// A record, by its place in the list.
    Record(usize),
}

/// Where headings and records lie in the grid.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Layout {
    heads: Vec<Head>,
    /// How many rows there are.
    pub(super) total: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Head {
    /// The row of the heading.
    at: usize,
    /// The place of the group's first record.
    start: usize,
    is_open: bool,
}

impl Layout {
    pub(super) fn new(shown: &Shown, folded: &Folded) -> Self {
        if shown.groups.is_empty() {
            return Self {
                heads: Vec::new(),
                total: shown.rows.len(),
            };
        }
        let mut at = 0;
        let heads = shown
            .groups
            .iter()
            .map(|group| {
                let is_open = folded.is_open(&group.key.to_text());
                let head = Head {
                    at,
                    start: group.start,
                    is_open,
                };
                at += 1 + if is_open { group.count } else { 0 };
                head
            })
            .collect();
        Self { heads, total: at }
    }

    /// What a row shows; `None` behind the last one.
    pub(super) fn entry(&self, row: usize) -> Option<Entry> {
        if row >= self.total {
            return None;
        }
        let behind = self.heads.partition_point(|head| head.at <= row);
        let Some(group) = behind.checked_sub(1) else {
            return Some(Entry::Record(row));
        };
        let head = self.heads.get(group)?;
        Some(match row - head.at {
            0 => Entry::Heading(group),
            n => Entry::Record(head.start + n - 1),
        })
    }

    /// The row of a record by its place in the list; `None` in a group that is folded.
    pub(super) fn row_of(&self, place: usize) -> Option<usize> {
        let behind = self.heads.partition_point(|head| head.start <= place);
        let Some(head) = behind.checked_sub(1).and_then(|at| self.heads.get(at)) else {
            return Some(place);
        };
        head.is_open.then(|| head.at + 1 + place - head.start)
    }

    fn is_open(&self, group: usize) -> bool {
        self.heads.get(group).is_some_and(|head| head.is_open)
    }
}

/// The records of a list, in groups where its view asks for them.
pub(super) fn shown(
    state: State,
    def: Memo<KindDef>,
    query: Memo<Query>,
    group: Memo<Option<FieldId>>,
    columns: Memo<Vec<ColumnWidth>>,
) -> Memo<Shown> {
    // Another width of a column changes no sum.
    let summed = Memo::new(move |_| match group.get() {
        Some(_) => columns.with(|columns| def.with(|def| summed(columns, def))),
        None => Vec::new(),
    });
    Memo::new(move |_| {
        let query = query.get();
        def.with(|def| track_others(state, def, &query));
        state.track_kind(query.kind);
        state.phase.track();
        let Some(by) = group.get() else {
            return Shown {
                rows: state.rows_now(&query),
                groups: Arc::default(),
            };
        };
        if let Some(target) = def.with(|def| def.field(by).and_then(|def| def.ty.target())) {
            state.track_kind(target);
        }
        let sums = summed.with(|sums| sums.iter().map(|(field, _)| *field).collect::<Vec<_>>());
        let Grouped { records, groups } = state.grouped_now(&query, by, &sums);
        Shown {
            rows: Arc::new(records),
            groups: Arc::new(groups),
        }
    })
}

/// The columns that add up, with their fields.
fn summed(columns: &[ColumnWidth], def: &KindDef) -> Vec<(FieldId, ColumnKey)> {
    let field = |column: &ColumnWidth| match column.key {
        ColumnKey::Field(field) => Some((field, column.key)),
        _ => None,
    };
    let adds_up = |(field, _): &(FieldId, ColumnKey)| {
        def.field(*field)
            .is_some_and(|field| is_summed(def.kind, field))
    };
    columns.iter().filter_map(field).filter(adds_up).collect()
}

/// Whether a sum over a field says anything: years and percentages add up to nothing.
pub fn is_summed(kind: Kind, def: &FieldDef) -> bool {
    let says_nothing = [
        (Kind::COMPANY, company::FOUNDED),
        (Kind::DEAL, deal::PROBABILITY),
    ];
    can_sum(def.ty) && !says_nothing.contains(&(kind, def.id))
}

/// The fields by which a kind's records can be grouped, by their names.
fn groupable(def: &KindDef) -> Vec<(String, FieldId)> {
    let fits = |field: &&FieldDef| is_shown(field) && can_group(field.ty);
    let mut named: Vec<(String, FieldId)> = def
        .fields
        .iter()
        .filter(fits)
        .map(|field| (schema::field(def.kind, field), field.id))
        .collect();
    record::order::sort_by(&mut named, |a, b| intl::compare(locale(), &a.0, &b.0));
    named
}

/// The name of a group.
pub fn name_of(state: State, def: Option<&FieldDef>, key: &GroupKey) -> String {
    match key {
        GroupKey::None => words::no_value().to_owned(),
        GroupKey::Choice(option) => {
            let options = def.map_or(&[][..], |def| &def.options);
            schema::option_of(options, option).into_owned()
        }
        GroupKey::Bool(true) => common::yes().to_owned(),
        GroupKey::Bool(false) => common::no().to_owned(),
        GroupKey::Ref(id) => {
            let kind = def.and_then(|def| def.ty.target()).unwrap_or(Kind::ANY);
            let name = state.name(kind, *id);
            if name.is_empty() {
                words::unnamed().to_owned()
            } else {
                name
            }
        }
        GroupKey::Month(year, month) => match Date::from_ymd(*year, *month, 1) {
            Some(day) => intl::date(locale(), day, DateStyle::Month),
            None => key.to_text(),
        },
    }
}

/// A sum in words; empty where there is nothing to add up.
fn sum_text(state: State, def: Option<&FieldDef>, sum: &Sum) -> String {
    match sum {
        Sum::Nothing => String::new(),
        Sum::Number(n) => intl::number(locale(), *n, 2),
        Sum::Whole(n) => {
            let n = i64::try_from(*n).unwrap_or(i64::MAX);
            match def.map(|def| def.ty) {
                Some(record::FieldType::Duration) => common::duration_minutes(n / 60),
                _ => intl::whole(locale(), n),
            }
        }
        Sum::Money(amounts) => state.sum_up(amounts).text(intl::money),
    }
}

impl List {
    fn by(self) -> Option<FieldDef> {
        self.group.get().and_then(|field| self.field(field))
    }

    /// The group whose heading a row is. Tracked.
    fn group_at(self, row: usize) -> Option<(usize, Group)> {
        match self.layout.with(|layout| layout.entry(row))? {
            Entry::Heading(at) => {
                let group = self.shown.with(|shown| shown.groups.get(at).cloned())?;
                Some((at, group))
            }
            Entry::Record(_) => None,
        }
    }

    /// The name of a row that is a heading. Tracked.
    pub(super) fn heading_name(self, row: usize) -> Option<String> {
        let (_, group) = self.group_at(row)?;
        Some(name_of(self.state(), self.by().as_ref(), &group.key))
    }

    fn keys_of(self, group: &Group) -> Vec<u128> {
        self.rows.with(|rows| {
            let own = rows.get(group.start..group.start + group.count);
            own.unwrap_or_default().iter().map(|id| id.0).collect()
        })
    }

    fn group_state(self, row: usize) -> Option<GroupState> {
        let (at, group) = self.group_at(row)?;
        let selected = self.grid.selected();
        let is_selected = self.rows.with(|rows| {
            let own = rows.get(group.start..group.start + group.count);
            own.is_some_and(|own| own.iter().all(|id| selected.contains(&id.0)))
        });
        Some(GroupState {
            is_open: self.layout.with(|layout| layout.is_open(at)),
            is_selected,
        })
    }

    fn act_on_group(self, row: usize, action: GroupAction) {
        let Some((at, group)) = untrack(|| self.group_at(row)) else {
            return;
        };
        let is_open = self.layout.with_untracked(|layout| layout.is_open(at));
        let opens = match action {
            GroupAction::Open(open) => open,
            GroupAction::Toggle => !is_open,
            GroupAction::Select => {
                let keys = untrack(|| self.keys_of(&group));
                let all = untrack(|| self.group_state(row)).is_some_and(|state| state.is_selected);
                let change = if all {
                    SelectionChange::Remove
                } else {
                    SelectionChange::Add
                };
                self.grid.select(keys, change);
                return;
            }
        };
        if opens != is_open {
            let mut folded = self.view.with_untracked(|view| view.folded.clone());
            folded.toggle(&group.key.to_text());
            self.set_folded(&folded);
        }
    }

    fn set_folded(self, folded: &Folded) {
        let text = folded.to_text();
        self.navigation
            .set_query(view_state::FOLDED, text.as_deref());
    }

    /// Groups by a field, or not at all.
    pub fn set_group(self, field: Option<FieldId>) {
        let word = field.map(|field| {
            let key = ColumnKey::Field(field);
            self.def.with_untracked(|def| key.word(def))
        });
        let address = self
            .address()
            .with(view_state::GROUP, word.as_deref())
            .with(view_state::FOLDED, None);
        self.navigation.go(address);
    }

    /// The headings of the grid.
    pub(super) fn headings(self) -> Headings {
        Headings {
            at: Callback::new(move |row| self.group_state(row)),
            act: Callback::new(move |(row, action)| self.act_on_group(row, action)),
            cell: Callback::new(move |(row, key)| heading_cell(self, row, key)),
            keys: Callback::new(move |()| {
                self.rows
                    .with(|rows| rows.iter().map(|id| id.0).collect::<Vec<_>>())
            }),
            count: Signal::derive(move || self.rows.with(|rows| rows.len())),
        }
    }
}

/// A cell of a heading: its name and count, or below a column what that adds up to.
fn heading_cell(list: List, row: Signal<usize>, key: u64) -> AnyView {
    let group = Memo::new(move |_| list.group_at(row.get()));
    let key = ColumnKey::of_number(key);
    let sum = move |key: ColumnKey| {
        let fields = list
            .columns
            .with(|columns| list.def.with(|def| summed(columns, def)));
        let at = fields.iter().position(|(_, of)| *of == key)?;
        let def = list.field(fields.get(at)?.0);
        group.with(|group| {
            let (_, group) = group.as_ref()?;
            Some(sum_text(list.state(), def.as_ref(), group.sums.get(at)?))
        })
    };
    if key != ColumnKey::Name {
        let text = Memo::new(move |_| sum(key).unwrap_or_default());
        return view! {
            <span class="group-sum" title=move || text.get()>
                {move || text.get()}
            </span>
        }
        .into_any();
    }
    let icon = Signal::derive(move || {
        let is_open = group.with(|group| {
            let at = group.as_ref().map(|(at, _)| *at);
            at.is_some_and(|at| list.layout.with(|layout| layout.is_open(at)))
        });
        if is_open {
            IconName::ChevronDown
        } else {
            IconName::ChevronRight
        }
    });
    let count = move || group.with(|group| group.as_ref().map_or(0, |(_, group)| group.count));
    // A phone has no other columns.
    let sums = move || {
        let columns = list.columns.get();
        let sums = columns.iter().filter_map(|column| sum(column.key));
        let sums: Vec<String> = sums.filter(|sum| !sum.is_empty()).take(1).collect();
        let text = sums.into_iter().next();
        (list.cards.get()).then(|| view! { <span class="group-sum">{text}</span> })
    };
    view! {
        <div class="group-heading">
            <Icon name=icon />
            <span class="group-name">{move || list.heading_name(row.get())}</span>
            <span class="group-count">
                <span aria-hidden="true">{move || intl::whole(locale(), count() as i64)}</span>
                <span class="visually-hidden">{move || words::rows(count())}</span>
            </span>
            {move || sums()}
        </div>
    }
    .into_any()
}

/// The menu that says by what the records are grouped.
#[component]
pub(super) fn GroupMenu(list: List) -> impl IntoView {
    let is_grouped = Memo::new(move |_| list.group.get().is_some());
    let label = Signal::derive(move || match list.by() {
        Some(by) => words::grouped_by(&schema::field(list.kind, &by)),
        None => words::group().to_owned(),
    });
    let choice = move |name: Signal<String>, field: Option<FieldId>| {
        view! {
            <MenuChoice
                label=name
                chosen=Signal::derive(move || list.group.get() == field)
                on_choose=move |()| list.set_group(field)
            />
        }
    };
    let items = move || {
        let fields = list.def.with(groupable).into_iter();
        let folds = untrack(|| is_grouped.get()).then(|| {
            view! {
                <MenuSeparator />
                <MenuItem
                    label=spoken(words::fold_all)
                    icon=IconName::ChevronRight
                    on_press=move |()| list.set_folded(&Folded::all())
                />
                <MenuItem
                    label=spoken(words::unfold_all)
                    icon=IconName::ChevronDown
                    on_press=move |()| list.set_folded(&Folded::default())
                />
            }
        });
        view! {
            {choice(spoken(words::no_grouping), None)}
            {fields
                .map(|(name, field)| choice(Signal::stored(name), Some(field)))
                .collect_view()}
            {folds}
        }
    };
    view! {
        <div class="list-group" class:is-set=move || is_grouped.get()>
            <Menu label=label framed=true items=items />
        </div>
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use record::RecordId;

    fn shown(counts: &[usize]) -> Shown {
        let mut start = 0;
        let groups = counts
            .iter()
            .enumerate()
            .map(|(at, count)| {
                let group = Group {
                    key: GroupKey::Choice(at.to_string()),
                    start,
                    count: *count,
                    sums: Vec::new(),
                };
                start += count;
                group
            })
            .collect();
        Shown {
            rows: Arc::new((0..start).map(|n| RecordId(n as u128)).collect()),
            groups: Arc::new(groups),
        }
    }

    #[test]
    fn a_record_is_found_in_its_row_again_unless_its_group_is_folded() {
        let plain = Layout::new(
            &Shown {
                groups: Arc::default(),
                ..shown(&[3])
            },
            &Folded::default(),
        );
        assert_eq!(plain.row_of(2), Some(2));
        let layout = Layout::new(&shown(&[2, 0, 3]), &Folded::default());
        for place in 0..5 {
            let row = layout.row_of(place).unwrap();
            assert_eq!(layout.entry(row), Some(Entry::Record(place)));
        }
    }

    #[test]
    fn a_folded_group_is_its_heading_alone() {
        let shown = shown(&[2, 3, 1]);
        let mut folded = Folded::default();
        folded.toggle(&shown.groups[1].key.to_text());
        let layout = Layout::new(&shown, &folded);
        let entries: Vec<Entry> = (0..layout.total)
            .map(|row| layout.entry(row).unwrap())
            .collect();
        use Entry::{Heading, Record};
        let wanted = [
            Heading(0),
            Record(0),
            Record(1),
            Heading(1),
            Heading(2),
            Record(5),
        ];
        assert_eq!(entries, wanted);
        assert_eq!(layout.entry(6), None);
    }

    proptest! {
        #[test]
        fn every_record_of_an_open_group_has_one_row(
            counts in prop::collection::vec(1usize..6, 0..8),
            folds in prop::collection::vec(0usize..8, 0..8),
            all in any::<bool>(),
        ) {
            let shown = shown(&counts);
            let mut folded = if all { Folded::all() } else { Folded::default() };
            folds.iter().for_each(|fold| folded.toggle(&format!("={fold}")));
            let layout = Layout::new(&shown, &folded);
            let entries: Vec<Entry> = (0..layout.total).filter_map(|row| layout.entry(row)).collect();
            prop_assert_eq!(entries.len(), layout.total);
            let records: Vec<usize> = entries
                .iter()
                .filter_map(|entry| match entry { Entry::Record(at) => Some(*at), Entry::Heading(_) => None })
                .collect();
            let wanted: Vec<usize> = shown
                .groups
                .iter()
                .filter(|group| folded.is_open(&group.key.to_text()))
                .flat_map(|group| group.start..group.start + group.count)
                .collect();
            prop_assert_eq!(records, wanted);
            prop_assert_eq!(layout.entry(layout.total), None);
        }
    }
}
