//! A template as it will be for a record.

use leptos::prelude::*;
use record::{Kind, RecordId};
use workspace::letter::{Letter, Piece, variables};

use crate::parts::{Field, When};
use crate::records::{ReferenceInput, letter_of, listed_variables};
use crate::state::use_state;
use crate::words::{mail as words, spoken};

/// The kind of the record that a text is about, by its variables.
fn kind_of(subject: &str, body: &str) -> Kind {
    let names = |root: &str| {
        let is_of = |name: &&str| name.split(['.', '|']).next().map(str::trim) == Some(root);
        variables(subject).iter().any(is_of) || variables(body).iter().any(is_of)
    };
    match () {
        () if names("ticket") => Kind::TICKET,
        () if names("deal") => Kind::DEAL,
        () => Kind::CONTACT,
    }
}

/// Subject and text, filled in from a record that can be chosen. What is empty and what is unknown
/// is marked in its place.
#[component]
pub(super) fn Preview(subject: RwSignal<String>, body: RwSignal<String>) -> impl IntoView {
    let kind = Memo::new(move |_| subject.with(|subject| body.with(|body| kind_of(subject, body))));
    view! {
        <section class="mail-preview" aria-label=words::preview>
            {move || {
                let kind = kind.get();
                view! { <Filled kind=kind subject=subject body=body /> }
            }}
        </section>
    }
}

#[component]
fn Filled(kind: Kind, subject: RwSignal<String>, body: RwSignal<String>) -> impl IntoView {
    let state = use_state();
    let with = RwSignal::new(state.with(|ws| ws.ids(kind).next()));
    let letter = move |text: RwSignal<String>| {
        let about = with.get().map(|id| {
            state.track_record(kind, id);
            state.with(|ws| {
                let person = ws.people_of((kind, id), 1).into_iter().next();
                ws.mail_about((kind, id), person)
            })
        });
        text.with(|text| letter_of(state, text, about.unwrap_or_default()))
    };
    let choose = move |id: Option<RecordId>| with.set(id);
    let subject = Memo::new(move |_| letter(subject));
    let body = Memo::new(move |_| letter(body));
    let is_blank = |letter: &Letter| letter.pieces.is_empty();
    let marked = |letter: Memo<Letter>| {
        letter.with(|letter| letter.pieces.iter().map(piece).collect::<Vec<_>>())
    };
    view! {
        <Field label=spoken(words::preview_with)>
            <ReferenceInput
                kind=kind
                value=with
                on_choose=choose
            />
        </Field>
        <When holds=move || with.get().is_none()>
            <p class="mail-note">{words::no_preview}</p>
        </When>
        <div class="mail-page">
            <p class="mail-subject">
                {move || {
                    if subject.with(is_blank) {
                        words::no_subject().into_any()
                    } else {
                        marked(subject).into_any()
                    }
                }}
            </p>
            <p class="mail-body">
                {move || {
                    if body.with(is_blank) {
                        view! { <span class="mail-note">{words::nothing_written}</span> }.into_any()
                    } else {
                        marked(body).into_any()
                    }
                }}
            </p>
        </div>
        <div class="mail-notes" role="status">
            {move || remarks(&[subject, body])}
        </div>
    }
}

/// A part of a text; what is filled in, empty or unknown is marked.
fn piece(piece: &Piece) -> AnyView {
    match piece {
        Piece::Text(text) => text.clone().into_any(),
        Piece::Filled(text) => view! { <mark class="mail-filled">{text.clone()}</mark> }.into_any(),
        Piece::Empty(key) => {
            view! { <mark class="mail-empty">{format!("{{{{{key}}}}}")}</mark> }.into_any()
        }
        Piece::Unknown(written) => {
            view! { <mark class="mail-unknown">{format!("{{{{{written}}}}}")}</mark> }.into_any()
        }
    }
}

fn remarks(letters: &[Memo<Letter>]) -> Vec<AnyView> {
    let letters: Vec<Letter> = letters.iter().map(|letter| letter.get()).collect();
    let unknown = listed_variables(letters.iter().flat_map(Letter::unknown));
    let empty = listed_variables(letters.iter().flat_map(Letter::empty));
    let said = [
        (!unknown.is_empty()).then(|| words::unknown(&unknown)),
        (!empty.is_empty()).then(|| words::empty(&empty)),
    ];
    said.into_iter()
        .flatten()
        .map(|text| view! { <p class="mail-note">{text}</p> }.into_any())
        .collect()
}
