//! Every command that there is, with its usual keys, wherever it is possible. What registers a
//! command names its entry here; the sheet and the settings list them all.

use super::commands::Scope;
use crate::words::{
    common, duplicates, eml, filters, history, lists, logging, mail, record, shell, tasks, views,
};

/// Where a command is at home, as people think of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// Everywhere.
    Everywhere,
    /// Lists and boards.
    Lists,
    /// Records.
    Records,
}

/// A command, apart from what it does.
#[derive(Debug)]
pub struct Entry {
    /// Its stable name, such as `list.new`.
    pub id: &'static str,
    /// Where it is at home. A nearer command wins a shortcut over a farther one.
    pub scope: Scope,
    /// Under which heading it stands.
    pub place: Place,
    /// Its usual keys, as [`Shortcut::parse`](super::keys::Shortcut::parse) reads them; empty for
    /// none.
    pub keys: &'static str,
    /// What it is called where nothing nearer is known, in the present language.
    pub title: fn() -> String,
}

macro_rules! catalog {
    ($($(#[$doc:meta])* $name:ident: $id:literal $scope:ident $place:ident $keys:literal $title:expr;)*) => {
        $(
            $(#[$doc])*
            pub static $name: Entry = Entry {
                id: $id,
                scope: Scope::$scope,
                place: Place::$place,
                keys: $keys,
                title: || $title.into(),
            };
        )*

        /// All entries, in the order in which they are listed.
        pub static ALL: &[&Entry] = &[$(&$name),*];
    };
}

catalog! {
    /// The palette.
    PALETTE: "palette.open" Everywhere Everywhere "mod+k" shell::command_palette();
    /// The search over everything.
    SEARCH: "search.focus" Everywhere Everywhere "/" shell::focus_search();
    /// The sheet of shortcuts.
    SHEET: "shortcuts.show" Everywhere Everywhere "?" shell::shortcut_sheet();
    /// To the first page.
    GO_HOME: "go.home" Everywhere Everywhere "g h" shell::go_to(shell::home());
    /// To the contacts.
    GO_CONTACTS: "go.contacts" Everywhere Everywhere "g c" shell::go_to(shell::contacts());
    /// To the companies.
    GO_COMPANIES: "go.companies" Everywhere Everywhere "g o" shell::go_to(shell::companies());
    /// To the deals.
    GO_DEALS: "go.deals" Everywhere Everywhere "g d" shell::go_to(shell::deals());
    /// To the tickets.
    GO_TICKETS: "go.tickets" Everywhere Everywhere "g t" shell::go_to(shell::tickets());
    /// To the tasks.
    GO_TASKS: "go.tasks" Everywhere Everywhere "g k" shell::go_to(shell::tasks());
    /// To the products.
    GO_PRODUCTS: "go.products" Everywhere Everywhere "g p" shell::go_to(shell::products());
    /// To the reports.
    GO_REPORTS: "go.reports" Everywhere Everywhere "g r" shell::go_to(shell::reports());
    /// To the settings.
    GO_SETTINGS: "go.settings" Everywhere Everywhere "g s" shell::go_to(shell::settings());
    /// A new contact.
    NEW_CONTACT: "new.contact" Everywhere Everywhere "" lists::new_contact();
    /// A new company.
    NEW_COMPANY: "new.company" Everywhere Everywhere "" lists::new_company();
    /// A new deal.
    NEW_DEAL: "new.deal" Everywhere Everywhere "" lists::new_deal();
    /// A new ticket.
    NEW_TICKET: "new.ticket" Everywhere Everywhere "" lists::new_ticket();
    /// A new task.
    NEW_TASK: "new.task" Everywhere Everywhere "" lists::new_task();
    /// Undo.
    UNDO: "edit.undo" Everywhere Everywhere "mod+z" common::undo();
    /// Redo.
    REDO: "edit.redo" Everywhere Everywhere "mod+shift+z" shell::redo();
    /// The sidebar with names or without.
    SIDEBAR: "sidebar.toggle" Everywhere Everywhere "[" shell::toggle_sidebar();
    /// Light or dark.
    THEME: "theme.toggle" Everywhere Everywhere "" shell::toggle_theme();
    /// A new record of the list.
    LIST_NEW: "list.new" Page Lists "c" shell::create_here();
    /// The search within the list.
    LIST_SEARCH: "list.search" Page Lists "/" lists::search_list();
    /// The builder of the list's filter.
    LIST_FILTER: "list.filter" Page Lists "f" filters::build();
    /// A saved view of what is shown.
    LIST_SAVE_VIEW: "list.save-view" Page Lists "" views::save_view();
    /// The import.
    LIST_IMPORT: "list.import" Page Lists "" lists::import();
    /// The search for duplicates.
    LIST_DUPLICATES: "list.duplicates" Page Lists "" duplicates::find();
    /// The trash.
    LIST_TRASH: "list.trash" Page Lists "" lists::trash();
    /// One field of the selected records.
    LIST_EDIT_SELECTED: "list.edit-selected" Page Lists "shift+e" lists::bulk_edit();
    /// The selected records into the trash.
    LIST_DELETE: "list.delete" Page Lists "Delete" lists::delete_selected();
    /// A task done, or not.
    TASK_DONE: "tasks.done" Page Lists "d" tasks::toggle_done();
    /// The facts.
    RECORD_EDIT: "record.edit" Page Records "e" record::edit_details();
    /// The composer.
    RECORD_WRITE: "record.write" Page Records "n" record::composer();
    /// A call that was made.
    LOG_CALL: "log.call" Page Records "l c" logging::log_a_call();
    /// A meeting that was held.
    LOG_MEETING: "log.meeting" Page Records "l m" logging::log_a_meeting();
    /// An e-mail that was sent or received.
    LOG_EMAIL: "log.email" Page Records "l e" logging::log_an_email();
    /// A note.
    LOG_NOTE: "log.note" Page Records "l n" logging::log_a_note();
    /// An e-mail in the mail program.
    RECORD_MAIL: "record.mail" Page Records "m" mail::write_an_email();
    /// E-mails that were saved as files.
    RECORD_MAIL_FILES: "record.mail-files" Page Records "" eml::log_files();
    /// Merging.
    RECORD_MERGE: "record.merge" Page Records "" duplicates::merge_with();
    /// The history of its fields.
    RECORD_HISTORY: "record.history" Page Records "h" history::history();
    /// Into the trash.
    RECORD_DELETE: "record.delete" Page Records "" common::delete();
    /// One level back.
    RECORD_BACK: "record.back" Page Records "Escape" shell::back();
    /// The side panel away.
    PANEL_CLOSE: "panel.close" Part Records "Escape" common::close();
}

impl Entry {
    /// Whether its keys stay what they are: Escape always leads one level back.
    pub fn is_fixed(&self) -> bool {
        self.keys == "Escape"
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_commands_of_a_place_have_the_same_name_or_keys() {
        let ids: HashSet<&str> = ALL.iter().map(|entry| entry.id).collect();
        assert_eq!(ids.len(), ALL.len());
        let mut taken = HashSet::new();
        for entry in ALL.iter().filter(|entry| !entry.keys.is_empty()) {
            let is_new = taken.insert((entry.place, entry.scope, entry.keys));
            assert!(is_new, "{} shares {}", entry.id, entry.keys);
            assert!(!(entry.title)().is_empty());
        }
    }
}
