//! The form of a template.

use leptos::html;
use leptos::prelude::*;
use record::schema::template;
use record::{FieldId, Kind, Value};
use workspace::Command;

use super::About;
use super::preview::Preview;
use super::variables::VariableInput;
use crate::parts::{Dialog, DialogSize, Field, FormButtons, TextArea, TextInput};
use crate::platform::dom;
use crate::state::{use_actor, use_state};
use crate::words::{mail as words, refusals, settings, spoken};

#[component]
pub(super) fn TemplateForm(about: About, form: RwSignal<Option<About>>) -> impl IntoView {
    let actor = use_actor();
    let state = use_state();
    let id = match about {
        About::New => None,
        About::Of(id) => Some(id),
    };
    let of = |field: FieldId| {
        let text = id.map(|id| state.with(|ws| ws.text(Kind::TEMPLATE, id, field).to_owned()));
        RwSignal::new(text.unwrap_or_default())
    };
    let [name, subject, body] = [template::NAME, template::SUBJECT, template::BODY].map(of);
    let wrong = RwSignal::new(None::<String>);
    let subject_input = NodeRef::<html::Input>::new();
    let body_input = NodeRef::<html::Textarea>::new();
    // Where a variable goes: into the field that had the focus last.
    let into_subject = StoredValue::new(false);
    let submit = move || {
        let text = |signal: RwSignal<String>| {
            let text = signal.get_untracked();
            (!text.trim().is_empty()).then_some(Value::Text(text))
        };
        let named = name.get_untracked().trim().to_owned();
        if named.is_empty() {
            wrong.set(Some(settings::name_needed().to_owned()));
            return;
        }
        let values = vec![
            (template::NAME, Some(Value::text(named.clone()))),
            (template::SUBJECT, text(subject)),
            (template::BODY, text(body)),
        ];
        let command = match id {
            Some(record) => Command::Edit {
                kind: Kind::TEMPLATE,
                record,
                values,
            },
            None => Command::Create {
                kind: Kind::TEMPLATE,
                record: state.new_id(),
                values: values
                    .into_iter()
                    .filter_map(|(field, value)| Some((field, value?)))
                    .collect(),
            },
        };
        match state.run(command) {
            Ok(()) => {
                form.set(None);
                actor.did(match about {
                    About::New => words::added_template(&named),
                    About::Of(_) => words::saved_template(&named),
                });
            }
            Err(refused) => wrong.set(Some(refusals::sentence(state, &refused))),
        }
    };
    let insert = move |variable: String| {
        if into_subject.get_value() {
            if let Some(input) = subject_input.get_untracked() {
                subject.set(dom::insert_text(&input, &variable));
            }
        } else if let Some(area) = body_input.get_untracked() {
            body.set(dom::insert_text(&area, &variable));
        }
    };
    let title = match about {
        About::New => words::add_template,
        About::Of(_) => words::edit_template,
    };
    view! {
        <Dialog
            title=spoken(title)
            size=DialogSize::Large
            on_close=move |()| form.set(None)
            on_submit=move |()| submit()
            footer=move || view! { <FormButtons on_cancel=move |()| form.set(None) /> }
        >
            <div class="mail-form">
                <Field label=spoken(words::name) error=wrong required=true>
                    <TextInput
                        value=name
                        on_input=move |text: String| {
                            wrong.set(None);
                            name.set(text);
                        }
                    />
                </Field>
                <div on:focusin=move |_| into_subject.set_value(true)>
                    <Field label=spoken(words::subject)>
                        <TextInput
                            value=subject
                            on_input=move |text: String| subject.set(text)
                            node_ref=subject_input
                        />
                    </Field>
                </div>
                <div on:focusin=move |_| into_subject.set_value(false)>
                    <Field label=spoken(words::body) hint=spoken(words::body_hint)>
                        <TextArea
                            value=body
                            on_input=move |text: String| body.set(text)
                            rows=8
                            node_ref=body_input
                        />
                    </Field>
                </div>
                <VariableInput on_choose=insert />
                <Preview subject=subject body=body />
            </div>
        </Dialog>
    }
}
