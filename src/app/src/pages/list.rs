//! The list of a section's records: heading, search, filters, grid and footer. Each of the five
//! sections shows it over its own kind.
//!
//! | module | subject |
//! |---|---|
//! | [`view_state`] | search, filters and order in the address |
//! | [`quick`] | quick filters |
//! | [`columns`] | which columns there are and which are shown |
//! | [`filter`], [`filter_editor`] | the bar of filters |
//! | [`drawn`] | table, board or calendar |
//! | [`sorting`] | the menu of the order |
//! | [`toolbar`] | search, quick filters, columns |
//! | [`groups`], [`folded`] | the records in groups |
//! | [`grid`], [`cells`], [`card`] | the records |
//! | [`views`] | saved views |
//! | [`keys`] | keys that lead into the list |
//! | [`editing`], [`paste`] | cells edited in their place, and to and from a spreadsheet |
//! | [`logging`] | what is logged on the records that keys act on |
//! | [`selection`], [`bulk`] | what is done with selected records |
//! | [`export`] | what is shown as a file |
//! | [`empty`], [`footer`] | what stands in place of records, and below them |

pub mod columns;
mod drawn;
pub mod quick;
pub mod view_state;

mod bulk;
mod card;
mod cells;
mod editing;
mod empty;
mod export;
mod filter;
mod filter_editor;
mod folded;
mod footer;
mod grid;
pub mod groups;
mod keys;
mod logging;
mod paste;
mod selection;
mod sorting;
mod toolbar;
mod views;

use leptos::prelude::*;
use record::{FieldDef, FieldId, Kind, KindDef, RecordId};
use workflow::Condition;
use workspace::Query;

use crate::filters::track_followed;
use crate::parts::{
    Button, ButtonKind, GridState, IconName, Menu, MenuItem, Toasts, When, use_toasts,
};
use crate::platform::page;
use crate::records::{Creating, use_create};
use crate::shell::frame::PageHeader;
use crate::shell::route::PANEL;
use crate::shell::sidebar::section_name;
use crate::shell::{
    Address, Command, Navigation, Route, Section, catalog, use_commands, use_navigation,
};
use crate::state::{Actor, Rows, State, use_actor};
use crate::words::{Language, common, duplicates, language, lists as words, schema, spoken};

use super::board::{board, field, kept_card};
use super::calendar::{CalendarView, day_field};
use columns::{ColumnKey, ColumnWidth};
pub use drawn::{BOARD, CALENDAR, Drawn, TABLE, VIEW};
use quick::Quick;
use view_state::{SortBy, ViewState};
use views::Views;

/// The class of the field in which people search the list.
const SEARCH: &str = "list-search";

/// A list and everything that its parts share; a handle that is copied.
#[derive(Clone, Copy)]
pub struct List {
    /// The section it belongs to.
    pub section: Section,
    /// The kind of its records.
    pub kind: Kind,
    /// How the records are drawn.
    pub drawn: Memo<Drawn>,
    /// The card of the board that keys act on.
    pub card: RwSignal<Option<u128>>,
    /// Whether the user has been at a card of the board since the list is there.
    pub card_is_met: RwSignal<bool>,
    /// What the address asks for.
    pub view: Memo<ViewState>,
    /// The records that are wanted.
    pub query: Memo<Query>,
    /// The records that are shown.
    pub rows: Memo<Rows>,
    /// The field that the records are grouped by.
    group: Memo<Option<FieldId>>,
    /// The records and their groups.
    shown: Memo<groups::Shown>,
    /// Where they lie in the grid.
    layout: Memo<groups::Layout>,
    def: Memo<KindDef>,
    columns: Memo<Vec<ColumnWidth>>,
    views: Views,
    grid: GridState,
    /// Whether rows are cards, as on a phone.
    cards: ReadSignal<bool>,
    actor: Actor,
    navigation: Navigation,
    creating: Creating,
    toasts: Toasts,
}

/// The page of a section: a table, or a board.
#[component]
pub fn ListPage(
    /// The section.
    section: Section,
    /// Whether it is a board unless the address asks for the table.
    #[prop(optional)]
    board_first: bool,
) -> impl IntoView {
    let list = List::new(section, board_first);
    list.register();
    keys::lead_into();
    filter::install();
    let drawn = list.drawn;
    let title = Signal::derive(move || {
        let name = section_name(section);
        if list.view.with(|view| view.trash) {
            words::trash_of(name)
        } else {
            name.to_owned()
        }
    });
    let body = move || match drawn.get() {
        Drawn::Calendar => view! { <CalendarView list=list /> }.into_any(),
        Drawn::Board => board(list),
        Drawn::Table => view! { <grid::ListGrid list=list /> }.into_any(),
    };
    view! {
        <div class="list-page">
            <PageHeader title=title>
                <HeaderActions list=list />
            </PageHeader>
            <views::ViewTabs list=list />
            <toolbar::Toolbar list=list drawn=drawn board_first=board_first />
            <filter::FilterBar list=list />
            {move || body()}
        </div>
    }
}

/// New, Import, and the way to the trash.
#[component]
fn HeaderActions(list: List) -> impl IntoView {
    let section = list.section;
    let in_trash = Memo::new(move |_| list.view.with(|view| view.trash));
    let keys = untrack(|| use_commands().keys(&catalog::LIST_NEW));
    let keys = keys.map(|keys| keys.names(page::is_mac()).join(" "));
    view! {
        <When holds=move || !in_trash.get()>
            <Button
                label=spoken(words::import)
                icon=IconName::Upload
                on_press=move |_| list.navigation.go_to(Route::Import(section))
            />
            <Button
                label=Signal::derive(move || new_record(section).to_owned())
                kind=ButtonKind::Primary
                icon=IconName::Add
                keys=keys.clone().unwrap_or_default()
                on_press=move |_| list.create()
            />
        </When>
        <When holds=move || in_trash.get()>
            <Button
                label=spoken(words::leave_trash)
                icon=IconName::ArrowLeft
                on_press=move |_| list.set_trash(false)
            />
        </When>
        <Menu
            icon=IconName::More
            label=spoken(common::more_actions)
            at_end=true
            items=move || {
                view! {
                    {section
                        .can_merge()
                        .then(|| {
                            view! {
                                <MenuItem
                                    label=spoken(duplicates::find)
                                    icon=IconName::Merge
                                    on_press=move |()| {
                                        list.navigation.go_to(Route::Duplicates(section));
                                    }
                                />
                            }
                        })}
                    <export::ExportItems list=list />
                    <MenuItem
                        label=Signal::derive(move || {
                            let words = if in_trash.get() { words::leave_trash } else { words::trash };
                            words().to_owned()
                        })
                        icon=IconName::Trash
                        on_press=move |()| list.set_trash(!in_trash.get_untracked())
                    />
                }
            }
        />
    }
}

/// What the button for a new record says.
pub fn new_record(section: Section) -> &'static str {
    match section {
        Section::Contacts => words::new_contact(),
        Section::Companies => words::new_company(),
        Section::Deals => words::new_deal(),
        Section::Tickets => words::new_ticket(),
        Section::Tasks => words::new_task(),
        Section::Products => words::new_product(),
    }
}

impl List {
    fn new(section: Section, board_first: bool) -> Self {
        let kind = section.kind();
        let actor = use_actor();
        let state = actor.state();
        let navigation = use_navigation();
        let def = Memo::new(move |_| {
            state.schema().kind(kind).cloned().unwrap_or(KindDef {
                kind,
                key: "",
                fields: Vec::new(),
            })
        });
        let view = Memo::new(move |before: Option<&ViewState>| {
            let address = navigation.address();
            match before {
                // The page is on its way out: another one's address says nothing of this list.
                Some(before) if address.route != Route::List(section) => before.clone(),
                _ => def.with(|def| ViewState::read(&address.query, def)),
            }
        });
        let query = Memo::new(move |_| {
            let family_first = language() == Language::Zh;
            view.with(|view| view.query(kind, family_first))
        });
        let views = Views::new(state, kind, navigation);
        let columns = Memo::new(move |_| {
            def.with(|def| match views.columns() {
                Some(kept) => columns::read(&kept, def),
                None => columns::defaults(def),
            })
        });
        let group = Memo::new(move |_| view.with(|view| view.group));
        let shown = groups::shown(state, def, query, group, columns);
        let rows = Memo::new(move |_| shown.with(|shown| shown.rows.clone()));
        let layout = Memo::new(move |_| {
            shown.with(|shown| view.with(|view| groups::Layout::new(shown, &view.folded)))
        });
        let drawn = drawn::drawn(navigation, def, view, board_first);
        Self {
            section,
            kind,
            drawn,
            card: kept_card(kind),
            card_is_met: RwSignal::new(false),
            view,
            query,
            rows,
            group,
            shown,
            layout,
            def,
            columns,
            views,
            grid: GridState::kept(section.slug()),
            cards: page::media("(max-width: 599px)"),
            actor,
            navigation,
            creating: use_create(),
            toasts: use_toasts(),
        }
    }

    /// Offers what can be done here to the keyboard and the palette.
    fn register(self) {
        let commands = use_commands();
        let live = move || !self.view.with(|view| view.trash);
        let section = self.section;
        commands.register(
            Command::of(&catalog::LIST_NEW, move || self.create())
                .titled(move || new_record(section).to_owned())
                .enabled(live),
        );
        logging::offer(self);
        commands.register(Command::of(&catalog::LIST_SEARCH, || {
            page::focus_first(&format!(".{SEARCH} input"));
        }));
        commands.register(
            Command::of(&catalog::LIST_SAVE_VIEW, move || self.save_view()).enabled(live),
        );
        commands.register(Command::of(&catalog::LIST_IMPORT, move || {
            self.navigation.go_to(Route::Import(section));
        }));
        if section.can_merge() {
            commands.register(Command::of(&catalog::LIST_DUPLICATES, move || {
                self.navigation.go_to(Route::Duplicates(section));
            }));
        }
        commands.register(
            Command::of(&catalog::LIST_TRASH, move || self.set_trash(true)).enabled(live),
        );
    }

    /// Whether rows are cards, as on a phone.
    pub fn cards(self) -> ReadSignal<bool> {
        self.cards
    }

    /// The way to other addresses.
    pub fn navigation(self) -> Navigation {
        self.navigation
    }

    /// The state.
    pub fn state(self) -> State {
        self.actor.state()
    }

    /// Asks for a new record.
    pub fn create(self) {
        let created = move |record| self.show_created(record);
        self.creating.ask_then(self.kind, Vec::new(), created);
    }

    /// Goes to a record that was made just now; where the list doesn't show it, that is said, with
    /// the way to it.
    fn show_created(self, record: RecordId) {
        let place = self
            .rows
            .try_with_untracked(|rows| rows.iter().position(|id| *id == record))
            .flatten();
        let row = place.and_then(|place| {
            self.layout
                .try_with_untracked(|layout| layout.row_of(place))
                .flatten()
        });
        match (self.drawn.try_get_untracked(), row) {
            (Some(Drawn::Table), Some(row)) => self.grid.go_to_row(row),
            // A card stands in its column, whatever is folded in the table.
            (Some(Drawn::Board), _) if place.is_some() => self.card.set(Some(record.0)),
            _ => {
                let name = self.state().name(self.kind, record);
                let kind = schema::kind_one(self.kind);
                let address = Route::Record(self.section, record);
                let (navigation, toasts) = (self.navigation, self.toasts);
                toasts.linked(
                    words::created_unseen(kind, &name),
                    common::open(),
                    move || {
                        navigation.go_to(address.clone());
                    },
                );
            }
        }
    }

    /// Looks for other words.
    pub fn set_text(self, text: &str) {
        let text = (!text.is_empty()).then_some(text);
        self.navigation.set_query(view_state::TEXT, text);
    }

    /// Filters by other conditions.
    pub fn set_filter(self, parts: &[Condition]) {
        let json = view_state::write_filter(parts);
        self.navigation
            .push_query(view_state::FILTER, json.as_deref());
    }

    /// Sets a quick filter; `None` for its usual state.
    pub fn set_quick(self, quick: Quick, value: Option<&str>) {
        self.navigation.push_query(quick.name(), value);
    }

    /// Sorts otherwise.
    pub fn set_sort(self, sort: &[SortBy]) {
        let text = self
            .def
            .with_untracked(|def| view_state::write_sort(sort, def));
        self.navigation.set_query(view_state::SORT, text.as_deref());
    }

    /// Shows all records again, in the same order.
    pub fn clear(self) {
        let mut address = self
            .address()
            .with(view_state::TEXT, None)
            .with(view_state::FILTER, None);
        for quick in Quick::of_kind(self.kind) {
            let all = (*quick == Quick::Show).then_some(quick::ALL);
            address = address.with(quick.name(), all);
        }
        self.navigation.go(address);
    }

    /// Goes into the trash or out of it.
    pub fn set_trash(self, trash: bool) {
        let address = Route::List(self.section).address();
        self.navigation
            .go(address.with(view_state::TRASH, trash.then_some("1")));
    }

    /// Opens a record in the side panel, or on its full page where the panel shows it already.
    pub fn open(self, record: RecordId) {
        if self.view.with_untracked(|view| view.trash) {
            return;
        }
        let id = record.to_string();
        let opened = self.address();
        match opened.query.get(PANEL) {
            Some(shown) if shown == id => {
                self.navigation.go_to(Route::Record(self.section, record));
            }
            // Going back closes the panel; it doesn't walk through all that was looked at.
            Some(_) => self.navigation.set_query(PANEL, Some(&id)),
            None => self.navigation.push_query(PANEL, Some(&id)),
        }
    }

    /// The field whose values are the board's columns; `None` for the stages of a pipeline. Tracked.
    pub fn board_by(self) -> Option<FieldDef> {
        let wanted = self.view.with(|view| view.columns);
        self.def.with(|def| field::by(def, wanted).cloned())
    }

    /// Whether the records can be drawn as a board. Tracked.
    fn has_board(self) -> bool {
        self.view
            .with(|view| self.def.with(|def| drawn::has_board(def, view)))
    }

    /// The columns of the table. Tracked.
    pub fn columns_shown(self) -> Vec<ColumnKey> {
        self.columns
            .with(|columns| columns.iter().map(|column| column.key).collect())
    }

    fn address(self) -> Address {
        untrack(|| self.navigation.address())
    }

    /// The record of a row of the grid; `None` where that is a heading.
    fn record_at(self, row: usize) -> Option<RecordId> {
        match self.layout.with(|layout| layout.entry(row))? {
            groups::Entry::Record(at) => self.rows.with(|rows| rows.get(at).copied()),
            groups::Entry::Heading(_) => None,
        }
    }

    /// A field of the list's kind. Tracked.
    pub fn field(self, field: FieldId) -> Option<FieldDef> {
        self.def.with(|def| def.field(field).cloned())
    }

    /// Shows other columns and keeps the choice.
    fn set_columns(self, change: impl FnOnce(Vec<ColumnWidth>, &KindDef) -> Vec<ColumnWidth>) {
        let columns = self.columns.get_untracked();
        let kept = self.def.with_untracked(|def| {
            let columns = change(columns, def);
            columns::write(&columns, def)
        });
        self.views.set_columns(Some(kept));
    }

    /// Shows the usual columns again.
    fn reset_columns(self) {
        self.views.set_columns(None);
    }

    /// The heading of a column.
    fn column_title(self, key: ColumnKey) -> String {
        match key {
            ColumnKey::Updated => words::column_updated().to_owned(),
            ColumnKey::OpenDeals => words::column_open_deals().to_owned(),
            ColumnKey::Related => words::column_related().to_owned(),
            ColumnKey::Name if self.kind == Kind::CONTACT => words::column_name().to_owned(),
            ColumnKey::Name => self.field_title(FieldId::standard(10)),
            ColumnKey::Field(field) => self.field_title(field),
        }
    }

    fn field_title(self, field: FieldId) -> String {
        let def = self.field(field);
        def.map(|def| schema::field(self.kind, &def))
            .unwrap_or_default()
    }
}

/// Subscribes to the other kinds that a list's order and conditions depend on.
fn track_others(state: State, def: &KindDef, query: &Query) {
    let target = |field: &FieldId| def.field(*field).and_then(|def| def.ty.target());
    let sorted = query.sort.iter().filter_map(|sort| target(&sort.field));
    for kind in sorted {
        state.track_kind(kind);
    }
    if let Some(condition) = &query.condition {
        track_followed(state, query.kind, condition);
    }
}
