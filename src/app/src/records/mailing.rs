//! The dialog that writes an e-mail from a record: from a template or from nothing, opened in the
//! user's mail program and logged.

mod form;
mod letters;
mod people;

use leptos::prelude::*;
use record::{Kind, RecordId};

use form::Form;
pub use letters::{letter_of, listed_variables};

/// Asks for an e-mail from anywhere below the application.
#[derive(Clone, Copy)]
pub struct Mailing {
    asked: RwSignal<Option<(Kind, RecordId)>>,
}

impl Mailing {
    /// Opens the dialog for a record.
    pub fn ask(self, kind: Kind, id: RecordId) {
        if can_mail(kind) {
            self.asked.set(Some((kind, id)));
        }
    }

    fn close(self) {
        self.asked.set(None);
    }
}

/// Whether e-mails can be written from records of a kind.
pub fn can_mail(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::CONTACT | Kind::COMPANY | Kind::DEAL | Kind::TICKET
    )
}

/// Provides the way to ask; the dialog stands once in the frame.
pub fn install_mailing() {
    provide_context(Mailing {
        asked: RwSignal::new(None),
    });
}

/// The way to ask, from anywhere below the application.
pub fn use_mailing() -> Mailing {
    expect_context()
}

/// Stands once in the frame and shows the dialog when it is asked for.
#[component]
pub fn MailDialog() -> impl IntoView {
    let mailing = use_mailing();
    let view = move || {
        mailing
            .asked
            .get()
            .map(|of| view! { <Form mailing=mailing of=of /> }.into_any())
    };
    view! { {move || view()} }
}
