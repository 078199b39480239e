//! The state of a list's view and its place in the address, so that a view can be shared and going
//! back restores it.
//!
//! | name | value |
//! |---|---|
//! | `q` | the words looked for |
//! | `sort` | columns by their words, largest first with a hyphen before: `sort=-amount,name` |
//! | `filter` | a condition as JSON ([`workflow::condition::json`]) |
//! | `group` | the word of the column that the records are grouped by |
//! | `folded` | the groups that are folded: [`Folded`] |
//! | `columns` | the word of the column whose values are the board's columns |
//! | `trash` | `1` for the deleted records |
//! | `saved` | the saved view from which the rest comes |
//!
//! The quick filters have names of their own: see [`super::quick`].

use record::schema::task;
use record::{FieldId, Kind, KindDef, Schema};
use workflow::Condition;
use workspace::Query;
use workspace::query::group::can_group;

use super::columns::{self, ColumnKey};
pub use super::folded::Folded;
use super::quick::Quick;
use crate::pages::calendar::DATE;
use crate::shell;

/// The name of the words looked for.
pub const TEXT: &str = "q";
/// The name of the order.
pub const SORT: &str = "sort";
/// The name of the filter.
pub const FILTER: &str = "filter";
/// The name of what the records are grouped by.
pub const GROUP: &str = "group";
/// The name of what the board has its columns by.
pub const COLUMNS: &str = "columns";
/// The name of the folded groups.
pub const FOLDED: &str = "folded";
/// The name of the trash.
pub const TRASH: &str = "trash";

/// By how many columns a list is sorted at the most.
const MOST_SORTS: usize = 4;

/// What a list shows, as the address says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewState {
    /// The words looked for.
    pub text: String,
    /// What the records satisfy, all of it.
    pub filter: Vec<Condition>,
    /// Whether the address has a filter that this version can't read. All records are shown then.
    pub filter_is_unreadable: bool,
    /// The order.
    pub sort: Vec<SortBy>,
    /// The field that the records are grouped by.
    pub group: Option<FieldId>,
    /// The groups that are folded.
    pub folded: Folded,
    /// The field whose values are the board's columns.
    pub columns: Option<FieldId>,
    /// The quick filters with their values.
    pub quick: Vec<(Quick, Option<String>)>,
    /// Whether the deleted records are shown.
    pub trash: bool,
}

/// A column that a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortBy {
    /// The column.
    pub key: ColumnKey,
    /// Largest first.
    pub descending: bool,
}

impl ViewState {
    /// Reads the state of a list of `kind`. What can't be read is left out.
    pub fn read(query: &shell::Query, kind: &KindDef) -> Self {
        let (filter, filter_is_unreadable) = match query.get(FILTER).map(read_filter) {
            None => (Vec::new(), false),
            Some(Some(filter)) => (filter, false),
            Some(None) => (Vec::new(), true),
        };
        let quick = Quick::of_kind(kind.kind).iter();
        Self {
            text: query.get(TEXT).unwrap_or_default().to_owned(),
            filter,
            filter_is_unreadable,
            sort: read_sort(query.get(SORT).unwrap_or_default(), kind),
            group: query.get(GROUP).and_then(|word| read_group(word, kind)),
            folded: Folded::read(query.get(FOLDED).unwrap_or_default()),
            columns: query.get(COLUMNS).and_then(|word| read_group(word, kind)),
            quick: quick
                .map(|quick| (*quick, query.get(quick.name()).map(str::to_owned)))
                .collect(),
            trash: query.get(TRASH) == Some("1"),
        }
    }

    /// The records that the view shows. `family_first` says that names begin with the family name.
    pub fn query(&self, kind: Kind, family_first: bool) -> Query {
        let quick = self
            .quick
            .iter()
            .filter(|_| !self.trash)
            .filter_map(|(quick, value)| quick.condition(value.as_deref()));
        let mut parts: Vec<Condition> = quick.chain(self.filter.iter().cloned()).collect();
        let condition = match parts.len() {
            0 => None,
            1 => parts.pop(),
            _ => Some(Condition::All(parts)),
        };
        // What is due first stands first, unless another order is wanted.
        let usual = SortBy {
            key: ColumnKey::Field(task::DUE),
            descending: false,
        };
        let usual = (kind == Kind::TASK && self.sort.is_empty()).then_some(usual);
        let sort = self
            .sort
            .iter()
            .chain(&usual)
            .flat_map(|by| columns::sorts(by.key, kind, by.descending, family_first))
            .collect();
        Query {
            kind,
            text: self.text.clone(),
            condition,
            sort,
            trash: self.trash,
        }
    }

    /// Whether fewer records than all may be shown because of what the user looks for.
    pub fn is_narrowed(&self) -> bool {
        let by_quick = self
            .quick
            .iter()
            .any(|(quick, value)| !self.trash && quick.condition(value.as_deref()).is_some());
        by_quick || !self.text.trim().is_empty() || !self.filter.is_empty()
    }
}

/// What of an address a saved view keeps: all but what is open beside the list and the view's own
/// name, in an order of its own, so that equal views have equal texts.
pub fn kept(query: &shell::Query) -> shell::Query {
    let own = [shell::route::PANEL, shell::route::SAVED, TRASH, DATE];
    let query = own
        .into_iter()
        .fold(query.clone(), |q, name| q.with(name, None));
    query.sorted()
}

/// The parts of a filter in an address; `None` where it is no condition that this version knows.
fn read_filter(json: &str) -> Option<Vec<Condition>> {
    Some(match Condition::from_json(json).ok()? {
        Condition::All(parts) => parts,
        single => vec![single],
    })
}

/// A filter for the address; `None` for one without parts.
pub fn write_filter(parts: &[Condition]) -> Option<String> {
    match parts {
        [] => None,
        parts => Some(Condition::All(parts.to_vec()).to_json()),
    }
}

/// The field that a word stands for, where records can be grouped by it.
fn read_group(word: &str, kind: &KindDef) -> Option<FieldId> {
    match ColumnKey::of_word(word, kind)? {
        ColumnKey::Field(field) => kind.field(field).filter(|def| can_group(def.ty)),
        _ => None,
    }
    .map(|def| def.id)
}

fn read_sort(text: &str, kind: &KindDef) -> Vec<SortBy> {
    let mut sort: Vec<SortBy> = Vec::new();
    for part in text.split(',') {
        let (descending, word) = match part.strip_prefix('-') {
            Some(word) => (true, word),
            None => (false, part),
        };
        let key = ColumnKey::of_word(word, kind).filter(|key| columns::is_sortable(*key));
        if let Some(key) = key
            && sort.len() < MOST_SORTS
            && sort.iter().all(|by| by.key != key)
        {
            sort.push(SortBy { key, descending });
        }
    }
    sort
}

/// An order for the address; `None` for none.
pub fn write_sort(sort: &[SortBy], kind: &KindDef) -> Option<String> {
    let words: Vec<String> = sort
        .iter()
        .map(|by| {
            let direction = if by.descending { "-" } else { "" };
            format!("{direction}{}", by.key.word(kind))
        })
        .collect();
    (!words.is_empty()).then(|| words.join(","))
}

/// The order after a column's heading was pressed: smallest first, then largest first, then not at
/// all. `besides` keeps the other columns, else they give way.
pub fn sort_pressed(sort: &[SortBy], key: ColumnKey, besides: bool) -> Vec<SortBy> {
    let now = sort.iter().find(|by| by.key == key).map(|by| by.descending);
    let next = match now {
        None => Some(false),
        Some(false) => Some(true),
        Some(true) => None,
    };
    let mut sort: Vec<SortBy> = if besides { sort.to_vec() } else { Vec::new() };
    let at = sort.iter().position(|by| by.key == key);
    match (next.map(|descending| SortBy { key, descending }), at) {
        (Some(by), Some(at)) => sort[at] = by,
        (Some(by), None) => sort.push(by),
        (None, Some(at)) => drop(sort.remove(at)),
        (None, None) => {}
    }
    sort.truncate(MOST_SORTS);
    sort
}

/// The order after a column was chosen as the first one: it takes the place of all, or is turned
/// where it is first already, with the others kept.
pub fn first_pressed(sort: &[SortBy], key: ColumnKey) -> Vec<SortBy> {
    let is_first = sort.first().is_some_and(|by| by.key == key);
    sort_pressed(sort, key, is_first)
}

/// A test that a field of the schema no longer supports: the field, an option or the kind of value
/// is gone.
pub fn is_broken(part: &Condition, schema: &Schema, kind: Kind) -> bool {
    part.check(schema, kind).is_err()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use record::schema::{contact, deal};
    use workflow::condition::{Literal, Operand, Operator};

    fn kind(kind: Kind) -> KindDef {
        Schema::standard().kind(kind).unwrap().clone()
    }

    fn view(query: &str, of: Kind) -> ViewState {
        ViewState::read(&shell::Query::parse(query), &kind(of))
    }

    #[test]
    fn tasks_stand_in_the_order_in_which_they_are_due() {
        let by_due = view("show=all", Kind::TASK).query(Kind::TASK, false).sort;
        assert_eq!(by_due.len(), 1);
        assert_eq!((by_due[0].field, by_due[0].descending), (task::DUE, false));
        let by_name = view("sort=-name", Kind::TASK).query(Kind::TASK, false).sort;
        assert!(by_name.iter().all(|sort| sort.field != task::DUE));
    }

    fn large() -> Condition {
        Condition::test(
            deal::AMOUNT,
            Operator::AtLeast,
            Operand::One(Literal::Int(1000)),
        )
    }

    #[test]
    fn an_empty_address_shows_all_records_newest_first() {
        let view = view("", Kind::CONTACT);
        assert_eq!(view.query(Kind::CONTACT, false), Query::all(Kind::CONTACT));
        assert!(!view.is_narrowed());
    }

    #[test]
    fn a_view_survives_its_address() {
        let def = kind(Kind::DEAL);
        let sort = [
            SortBy {
                key: ColumnKey::Field(deal::AMOUNT),
                descending: true,
            },
            SortBy {
                key: ColumnKey::Name,
                descending: false,
            },
        ];
        let query = shell::Query::default()
            .with(SORT, write_sort(&sort, &def).as_deref())
            .with(FILTER, write_filter(&[large()]).as_deref())
            .with(TEXT, Some("a & b"));
        let again = shell::Query::parse(&query.to_string());
        let view = ViewState::read(&again, &def);
        assert_eq!(view.sort, sort);
        assert_eq!(view.filter, [large()]);
        assert_eq!(view.text, "a & b");
        assert!(view.is_narrowed());
    }

    #[test]
    fn several_columns_are_chosen_one_after_the_other() {
        let by = |key, descending| SortBy { key, descending };
        let (name, amount) = (ColumnKey::Name, ColumnKey::Field(deal::AMOUNT));
        let mut sort = first_pressed(&[], name);
        sort = sort_pressed(&sort, amount, true);
        assert_eq!(sort, [by(name, false), by(amount, false)]);
        sort = first_pressed(&sort, name);
        sort = sort_pressed(&sort, amount, true);
        assert_eq!(sort, [by(name, true), by(amount, true)]);
        sort = first_pressed(&sort, name);
        assert_eq!(sort, [by(amount, true)]);
        assert_eq!(first_pressed(&sort, name), [by(name, false)]);
    }

    #[test]
    fn an_order_that_makes_no_sense_is_left_out() {
        let view = view("sort=-amount,,nonsense,amount,updated,-", Kind::DEAL);
        assert_eq!(
            view.sort,
            [SortBy {
                key: ColumnKey::Field(deal::AMOUNT),
                descending: true
            }]
        );
    }

    #[test]
    fn a_filter_that_is_no_condition_is_said_and_shows_everything() {
        for filter in ["{", "[]", "%7B%22all%22:3%7D", "%7B%22op%22:%22is%22%7D"] {
            let view = view(&format!("filter={filter}"), Kind::DEAL);
            assert!(
                view.filter_is_unreadable && view.filter.is_empty(),
                "{filter}"
            );
        }
    }

    #[test]
    fn a_filter_on_a_field_that_is_gone_is_known_as_broken() {
        let schema = Schema::standard();
        assert!(!is_broken(&large(), &schema, Kind::DEAL));
        assert!(is_broken(&large(), &schema, Kind::TASK));
    }

    #[test]
    fn the_trash_shows_what_was_deleted_whatever_the_quick_filters_say() {
        let open = view("", Kind::TASK);
        assert!(open.query(Kind::TASK, false).condition.is_some());
        let trash = view("trash=1&show=overdue", Kind::TASK);
        let query = trash.query(Kind::TASK, false);
        assert!(query.trash && query.condition.is_none());
        assert!(!view("trash=yes", Kind::TASK).trash);
    }

    #[test]
    fn pressing_a_heading_turns_the_order_and_then_ends_it() {
        let amount = ColumnKey::Field(deal::AMOUNT);
        let once = sort_pressed(&[], amount, false);
        let twice = sort_pressed(&once, amount, false);
        assert!(!once[0].descending && twice[0].descending);
        assert!(sort_pressed(&twice, amount, false).is_empty());
        let besides = sort_pressed(&twice, ColumnKey::Name, true);
        assert_eq!(besides.len(), 2);
        assert_eq!(sort_pressed(&besides, ColumnKey::Name, false).len(), 1);
        assert_eq!(sort_pressed(&besides, amount, true)[0].key, ColumnKey::Name);
    }

    #[test]
    fn a_column_that_is_sorted_by_names_takes_all_their_parts() {
        let view = view("sort=-name", Kind::CONTACT);
        let fields: Vec<_> = view.query(Kind::CONTACT, true).sort;
        assert_eq!(fields[0].field, contact::LAST_NAME);
        assert!(fields.len() == 2 && fields.iter().all(|sort| sort.descending));
    }

    proptest! {
        #[test]
        fn any_address_gives_a_view(text in ".{0,80}", filter in ".{0,40}", sort in "[-a-z,_0-9]{0,40}") {
            let query = shell::Query::parse(&text)
                .with(FILTER, Some(&filter))
                .with(SORT, Some(&sort));
            for of in [Kind::CONTACT, Kind::TASK, Kind::DEAL] {
                let view = ViewState::read(&query, &kind(of));
                prop_assert!(view.sort.len() <= MOST_SORTS);
                let _ = view.query(of, false);
            }
        }
    }
}
