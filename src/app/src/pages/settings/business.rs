//! The business: its name, currency and country.

use leptos::prelude::*;
use record::schema::business;
use record::{FieldId, Kind, Value};
use workspace::settings::business_id;

use super::currency_options;
use crate::parts::{Field, Select, TextInput};
use crate::state::setup::put;
use crate::state::use_actor;
use crate::words::{common, settings as words, setup, spoken};

/// The part.
#[component]
pub(super) fn Business() -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let text = move |field: FieldId| {
        Signal::derive(move || state.text(Kind::BUSINESS, business_id(), field))
    };
    let set = move |field: FieldId, typed: &str| {
        let typed = typed.trim();
        let value = (!typed.is_empty()).then(|| Value::text(typed));
        let command = put(state, Kind::BUSINESS, business_id(), vec![(field, value)]);
        actor.run(command, words::changed());
    };
    let currency = Signal::derive(move || {
        state.track_kind(Kind::BUSINESS);
        state.with(|ws| ws.currency()).code().to_owned()
    });
    view! {
        <div class="settings-form">
            <Field label=spoken(setup::business_name)>
                <TextInput
                    value=text(business::NAME)
                    on_commit=move |typed: String| set(business::NAME, &typed)
                />
            </Field>
            <Field
                label=spoken(common::currency)
                hint=spoken(words::currency_hint)
            >
                <Select
                    value=currency
                    options=Signal::derive(currency_options)
                    on_choose=move |code: String| set(business::CURRENCY, &code)
                />
            </Field>
            <Field label=spoken(common::country)>
                <TextInput
                    value=text(business::COUNTRY)
                    on_commit=move |typed: String| set(business::COUNTRY, &typed)
                />
            </Field>
        </div>
    }
}
