//! E-mails that were saved as files, logged on a record: dropped anywhere on its page, or chosen.

mod card;
mod entry;
mod form;
mod said;

use leptos::ev;
use leptos::prelude::*;
use record::{Kind, RecordId};

use crate::platform::dom;
use crate::platform::files::{self, ChosenFile};
use crate::state::use_state;
use crate::words::eml as words;
use form::Form;

/// A record on which e-mails are logged.
type Record = (Kind, RecordId);

/// Asks for e-mail files from anywhere below the application.
#[derive(Clone, Copy)]
pub struct MailFiles {
    /// The records that are shown, the one in front last.
    shown: RwSignal<Vec<(u32, Record)>>,
    next: StoredValue<u32>,
    asked: RwSignal<Option<(Record, Vec<ChosenFile>)>, LocalStorage>,
}

impl MailFiles {
    /// Opens the dialog for a record, with files that are there already.
    pub fn ask(self, record: Record, files: Vec<ChosenFile>) {
        self.asked.set(Some((record, files)));
    }

    /// Lets files be dropped on a record as long as the present reactive owner lives.
    pub fn stand_on(self, kind: Kind, id: RecordId) {
        let number = self.next.get_value();
        self.next.set_value(number.wrapping_add(1));
        self.shown.update(|shown| shown.push((number, (kind, id))));
        on_cleanup(move || {
            self.shown
                .try_update(|shown| shown.retain(|(own, _)| *own != number));
        });
    }

    fn here(self) -> Option<Record> {
        self.shown
            .with_untracked(|shown| shown.last().map(|(_, record)| *record))
    }

    fn close(self) {
        self.asked.set(None);
    }
}

/// Provides the way to ask; the dialog and the mark of a drop stand once in the frame.
pub fn install_mail_files() {
    provide_context(MailFiles {
        shown: RwSignal::new(Vec::new()),
        next: StoredValue::new(0),
        asked: RwSignal::new_local(None),
    });
}

/// The way to ask, from anywhere below the application.
pub fn use_mail_files() -> MailFiles {
    expect_context()
}

/// Stands once in the frame: takes files that are dropped on the page of a record, shows that it
/// will, and shows the dialog.
#[component]
pub fn MailFilesHost() -> impl IntoView {
    let mail_files = use_mail_files();
    let state = use_state();
    let dragged = RwSignal::new(None::<Record>);
    // A dialog takes files by itself, and elsewhere they are nobody's.
    let here = move || mail_files.here().filter(|_| !dom::dialog_is_open());
    // A file that misses its place is not opened by the browser, which would leave the page.
    let takes = |event: &ev::DragEvent| {
        let is_file = files::has_files(event.data_transfer().as_ref());
        let is_ours = is_file && !event.default_prevented();
        if is_ours {
            event.prevent_default();
        }
        is_ours
    };
    let over = window_event_listener(ev::dragover, move |event| {
        let is_ours = takes(&event);
        let record = here().filter(|_| is_ours);
        if dragged.get_untracked() != record {
            dragged.set(record);
        }
    });
    let leave = window_event_listener(ev::dragleave, move |event| {
        if event.related_target().is_none() {
            dragged.set(None);
        }
    });
    let drop = window_event_listener(ev::drop, move |event| {
        dragged.set(None);
        if takes(&event)
            && let Some(record) = here()
        {
            mail_files.ask(record, files::transferred(event.data_transfer().as_ref()));
        }
    });
    on_cleanup(move || {
        over.remove();
        leave.remove();
        drop.remove();
    });
    let mark = move || {
        dragged.get().map(|(kind, id)| {
            view! {
                <div class="mail-drop-mark" aria-hidden="true">
                    <p>{move || words::drop_on(&state.name(kind, id))}</p>
                </div>
            }
        })
    };
    let dialog = move || {
        mail_files.asked.get().map(|(record, files)| {
            view! { <Form mail_files=mail_files of=record files=files /> }.into_any()
        })
    };
    view! {
        {move || mark()}
        {move || dialog()}
    }
}
