//! Saved views above a list: each a tab that is a link, so that it can be opened beside, shared and
//! pinned; and what is done with them.

use leptos::prelude::*;
use record::schema::view;
use record::{Kind, RecordId, Value};
use workspace::Command;

use super::List;
use super::columns;
use super::view_state::kept;
use crate::parts::{
    Button, ButtonKind, Dialog, DialogSize, Each, Field, FormButtons, IconName, Menu, MenuItem,
    MenuSeparator, TextInput, When, use_toasts,
};
use crate::platform::{clipboard, dom, idle, page, prefs};
use crate::records::move_by;
use crate::shell::pins::address;
use crate::shell::route::SAVED;
use crate::shell::sidebar::section_name;
use crate::shell::{Navigation, Query, Route};
use crate::state::State;
use crate::state::views::{Definition, KeptColumn, SavedView, new_values, of, of_kind, use_pins};
use crate::words::{refusals, spoken, views as words};

/// The columns that were chosen under a saved view, or under none.
type Chosen = (Option<RecordId>, Option<Vec<KeptColumn>>);

/// The saved views of a list; a handle that is copied.
#[derive(Clone, Copy)]
pub(super) struct Views {
    kind: Kind,
    all: Memo<Vec<SavedView>>,
    /// The one that is shown.
    shown: Memo<Option<SavedView>>,
    /// What was chosen here, for browsers without storage.
    chosen: RwSignal<Vec<Chosen>>,
    /// The name that is being given.
    naming: RwSignal<Option<Naming>>,
}

/// What a name is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Naming {
    New,
    Known(RecordId),
}

impl Views {
    pub(super) fn new(state: State, kind: Kind, navigation: Navigation) -> Self {
        let all = Memo::new(move |_| {
            state.track_kind(Kind::VIEW);
            state.phase.track();
            state.with(|ws| of_kind(ws, kind))
        });
        let id = navigation.query(SAVED);
        let shown = Memo::new(move |_| {
            let id = id.get()?.parse().ok()?;
            all.with(|all| all.iter().find(|view| view.id == id).cloned())
        });
        Self {
            kind,
            all,
            shown,
            chosen: RwSignal::new(Vec::new()),
            naming: RwSignal::new(None),
        }
    }

    /// The columns that are shown; `None` for the usual ones. Tracked.
    pub(super) fn columns(self) -> Option<Vec<KeptColumn>> {
        self.own_columns().or_else(|| {
            self.shown
                .with(|view| view.as_ref()?.definition.columns.clone())
        })
    }

    /// The columns that were chosen here and that no saved view has yet.
    fn own_columns(self) -> Option<Vec<KeptColumn>> {
        let id = self.id();
        let here = self.chosen.with(|chosen| {
            let found = chosen.iter().find(|(of, _)| *of == id);
            found.map(|(_, columns)| columns.clone())
        });
        here.unwrap_or_else(|| prefs::get(&preference(self.kind, id)))
    }

    /// Shows other columns and keeps the choice; `None` for those of the view, or the usual ones.
    pub(super) fn set_columns(self, columns: Option<Vec<KeptColumn>>) {
        let id = untrack(|| self.id());
        match &columns {
            Some(columns) => prefs::set(&preference(self.kind, id), columns),
            None => prefs::remove(&preference(self.kind, id)),
        }
        self.chosen.update(|chosen| {
            chosen.retain(|(of, _)| *of != id);
            chosen.push((id, columns));
        });
    }

    fn id(self) -> Option<RecordId> {
        self.shown.with(|view| view.as_ref().map(|view| view.id))
    }
}

impl List {
    /// What the list shows now, as a view is saved.
    fn definition(self) -> Definition {
        Definition {
            query: kept(&self.navigation.address().query).to_string(),
            columns: self.views.columns(),
        }
    }

    /// Whether the list shows something else than the saved view that it began with.
    fn has_changed(self) -> bool {
        let shown = self.views.shown.get();
        shown.is_some_and(|view| {
            let saved = kept(&Query::parse(&view.definition.query)).to_string();
            let now = self.definition();
            let columns_differ = self.def.with(|def| {
                let read = |columns: &Option<Vec<KeptColumn>>| match columns {
                    Some(kept) => columns::read(kept, def),
                    None => columns::defaults(def),
                };
                read(&now.columns) != read(&view.definition.columns)
            });
            now.query != saved || columns_differ
        })
    }

    /// Asks for a name for what is shown.
    pub(super) fn save_view(self) {
        self.views.naming.set(Some(Naming::New));
    }

    fn update_view(self, id: RecordId) {
        let values = vec![(
            view::DEFINITION,
            Some(untrack(|| self.definition()).to_value()),
        )];
        let (kind, record) = (Kind::VIEW, id);
        let command = Command::Edit {
            kind,
            record,
            values,
        };
        if self.actor.run(command, words::saved()) {
            self.views.set_columns(None);
        }
    }

    fn show_view(self, view: Option<&SavedView>) {
        self.navigation.go(address(self.section, view));
    }

    /// Moves a view's tab by so many places.
    fn move_view(self, id: RecordId, by: isize) {
        let all = self.views.all.get_untracked();
        let ids: Vec<RecordId> = all.iter().map(|view| view.id).collect();
        move_by(self.actor, (Kind::VIEW, view::RANK), &ids, id, by);
    }

    fn delete_view(self, saved: &SavedView) {
        let records = vec![saved.id];
        let kind = Kind::VIEW;
        let command = Command::Delete { kind, records };
        if self.actor.run(command, words::deleted(&saved.name)) {
            self.show_view(None);
        }
    }
}

fn preference(kind: Kind, view: Option<RecordId>) -> String {
    match view {
        Some(view) => format!("columns.{}.{view}", kind.0),
        None => format!("columns.{}", kind.0),
    }
}

/// The tabs; nothing where there is no saved view.
#[component]
pub(super) fn ViewTabs(list: List) -> impl IntoView {
    let views = list.views;
    let has_any = Memo::new(move |_| views.all.with(|all| !all.is_empty()));
    let in_trash = Memo::new(move |_| list.view.with(|view| view.trash));
    let is_all = Memo::new(move |_| views.id().is_none());
    let has_changed = Memo::new(move |_| list.has_changed());
    let each = move || {
        let all = views.all.get().into_iter();
        all.map(|view| (address(list.section, Some(&view)).to_string(), view))
            .collect::<Vec<_>>()
    };
    let update = move |_| {
        if let Some(id) = untrack(|| views.id()) {
            list.update_view(id);
        }
    };
    let reset = move |_| {
        if let Some(view) = views.shown.get_untracked() {
            views.set_columns(None);
            list.show_view(Some(&view));
        }
    };
    view! {
        <When holds=move || has_any.get() && !in_trash.get()>
            <nav class="view-tabs" aria-label=words::saved_views>
                <ul class="view-tab-list">
                    <li class="view-tab">
                        <a
                            class="view-tab-link"
                            href=Route::List(list.section).href()
                            aria-current=move || is_all.get().then_some("page")
                        >
                            {move || words::all_of(section_name(list.section))}
                        </a>
                    </li>
                    <Each each=each key=|(href, view)| (href.clone(), view.name.clone()) let:entry>
                        <Tab list=list href=entry.0 saved=entry.1 has_changed=has_changed />
                    </Each>
                </ul>
                <When holds=move || has_changed.get()>
                    <div class="view-changed" role="group" aria-label=words::changes>
                        <Button
                            label=spoken(words::save_changes)
                            on_press=update
                        />
                        <Button
                            label=spoken(words::reset)
                            kind=ButtonKind::Quiet
                            on_press=reset
                        />
                    </div>
                </When>
            </nav>
        </When>
        {move || {
            views
                .naming
                .get()
                .map(|naming| view! { <NameDialog list=list naming=naming /> }.into_any())
        }}
    }
}

#[component]
fn Tab(list: List, href: String, saved: SavedView, has_changed: Memo<bool>) -> impl IntoView {
    let id = saved.id;
    let is_here = Memo::new(move |_| list.views.id() == Some(id));
    Effect::new(move |_| {
        if is_here.get() {
            idle::before_paint(|| {
                if let Some(tab) = page::first(".view-tab.is-here") {
                    dom::show_near(&tab);
                }
            });
        }
    });
    let name = saved.name.clone();
    let saved = StoredValue::new(saved);
    let link = href.clone();
    view! {
        <li class="view-tab" class:is-here=move || is_here.get()>
            <a class="view-tab-link" href=href aria-current=move || is_here.get().then_some("page")>
                <span class="view-tab-name">{name}</span>
                <When holds=move || is_here.get() && has_changed.get()>
                    <span class="view-tab-changed">
                        <span class="visually-hidden">{words::changed}</span>
                    </span>
                </When>
            </a>
            <When holds=move || is_here.get()>
                <TabMenu list=list saved=saved href=link.clone() />
            </When>
        </li>
    }
}

#[component]
fn TabMenu(list: List, saved: StoredValue<SavedView>, href: String) -> impl IntoView {
    let pins = use_pins();
    let toasts = use_toasts();
    let id = saved.with_value(|saved| saved.id);
    let name = saved.with_value(|saved| saved.name.clone());
    let copy = move || {
        let address = page::full_address(&href);
        leptos::task::spawn_local(async move {
            match clipboard::copy(&address).await {
                true => toasts.say(words::link_copied()),
                false => toasts.error(words::link_not_copied()),
            }
        });
    };
    let pin = move || {
        let words = if pins.has(id) {
            words::unpin
        } else {
            words::pin
        };
        words().to_owned()
    };
    view! {
        <Menu
            icon=IconName::ChevronDown
            label=Signal::derive(move || words::actions_of(&name))
            items=move || {
                let copy = copy.clone();
                view! {
                    <MenuItem
                        label=spoken(words::rename)
                        icon=IconName::Edit
                        on_press=move |()| list.views.naming.set(Some(Naming::Known(id)))
                    />
                    <MenuItem
                        label=spoken(words::save_as)
                        icon=IconName::Copy
                        on_press=move |()| list.save_view()
                    />
                    <MenuItem
                        label=Signal::derive(pin)
                        icon=IconName::Pin
                        on_press=move |()| pins.toggle(id)
                    />
                    <MenuItem
                        label=spoken(words::copy_link)
                        icon=IconName::Link
                        on_press=move |()| copy()
                    />
                    <MenuSeparator />
                    <MenuItem
                        label=spoken(words::move_left)
                        icon=IconName::ArrowLeft
                        on_press=move |()| list.move_view(id, -1)
                    />
                    <MenuItem
                        label=spoken(words::move_right)
                        icon=IconName::ArrowRight
                        on_press=move |()| list.move_view(id, 1)
                    />
                    <MenuSeparator />
                    <MenuItem
                        label=spoken(words::delete)
                        icon=IconName::Trash
                        on_press=move |()| saved.with_value(|saved| list.delete_view(saved))
                    />
                }
            }
        />
    }
}

/// Asks for a view's name.
#[component]
fn NameDialog(list: List, naming: Naming) -> impl IntoView {
    let state = list.state();
    let known = match naming {
        Naming::New => None,
        Naming::Known(id) => state.with(|ws| of(ws, id)),
    };
    let id = known.as_ref().map(|view| view.id);
    let name = RwSignal::new(known.map(|view| view.name).unwrap_or_default());
    let wrong = RwSignal::new(None::<String>);
    let close = move || list.views.naming.set(None);
    let submit = move || {
        let typed = name.get_untracked().trim().to_owned();
        if let Some(problem) = problem(list, id, &typed) {
            wrong.set(Some(problem));
            return;
        }
        let record = id.unwrap_or_else(|| state.new_id());
        let kind = Kind::VIEW;
        let command = match id {
            Some(_) => Command::Edit {
                kind,
                record,
                values: vec![(view::NAME, Some(Value::text(typed)))],
            },
            None => {
                let definition = untrack(|| list.definition());
                let values = state.with(|ws| new_values(ws, list.kind, &typed, &definition));
                Command::Create {
                    kind,
                    record,
                    values,
                }
            }
        };
        match state.run(command) {
            Ok(()) => {
                close();
                if id.is_none()
                    && let Some(view) = state.with(|ws| of(ws, record))
                {
                    // What was changed of another view is in the new one now; the list of all keeps
                    // the columns that were chosen for it.
                    if untrack(|| list.views.id()).is_some() {
                        list.views.set_columns(None);
                    }
                    list.show_view(Some(&view));
                }
            }
            Err(refused) => wrong.set(Some(refusals::sentence(state, &refused))),
        }
    };
    let title = move || {
        let words = if id.is_some() {
            words::rename_view
        } else {
            words::save_view
        };
        words().to_owned()
    };
    view! {
        <Dialog
            title=Signal::derive(title)
            size=DialogSize::Small
            on_close=move |()| close()
            on_submit=move |()| submit()
            footer=move || {
                view! {
                    <FormButtons on_cancel=move |()| close() />
                }
            }
        >
            <Field
                label=spoken(words::view_name)
                error=wrong
                required=true
                hint=spoken(words::name_hint)
            >
                <TextInput value=name on_input=move |text| name.set(text) autofocus=true />
            </Field>
        </Dialog>
    }
}

/// What is wrong with a name; two views of a list never have the same.
fn problem(list: List, own: Option<RecordId>, name: &str) -> Option<String> {
    if name.is_empty() {
        return Some(words::name_needed().to_owned());
    }
    let wanted = name.to_lowercase();
    let is_taken = list.views.all.with_untracked(|all| {
        let others = all.iter().filter(|view| Some(view.id) != own);
        others
            .into_iter()
            .any(|view| view.name.to_lowercase() == wanted)
    });
    is_taken.then(|| words::name_taken(name))
}
