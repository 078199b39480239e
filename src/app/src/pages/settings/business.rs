//! The business: its name, currency and country.

use leptos::prelude::*;
use record::schema::business;
use record::{Address, FieldId, Kind, Value};
use workspace::settings::business_id;

use super::currency_options;
use crate::parts::{AddressInput, Field, FieldGroup, Select, TextArea, TextInput};
use crate::state::setup::put;
use crate::state::use_actor;
use crate::words::{common, quotes, settings as words, setup, spoken};

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
    let address = Signal::derive(move || {
        match state.value(Kind::BUSINESS, business_id(), business::ADDRESS) {
            Some(Value::Address(address)) => address,
            _ => Address::default(),
        }
    });
    let set_address = move |address: Address| {
        let value = (address != Address::default()).then_some(Value::Address(address));
        let values = vec![(business::ADDRESS, value)];
        let command = put(state, Kind::BUSINESS, business_id(), values);
        actor.run(command, words::changed());
    };
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
            <FieldGroup label=spoken(quotes::business_address)>
                <AddressInput value=address on_commit=set_address />
            </FieldGroup>
            <Field label=spoken(quotes::tax_id)>
                <TextInput
                    value=text(business::TAX_ID)
                    on_commit=move |typed: String| set(business::TAX_ID, &typed)
                />
            </Field>
            <Field label=spoken(quotes::payment) hint=spoken(quotes::payment_hint)>
                <TextArea
                    value=text(business::PAYMENT)
                    on_commit=move |typed: String| set(business::PAYMENT, &typed)
                />
            </Field>
            <Field label=spoken(quotes::terms) hint=spoken(quotes::terms_hint)>
                <TextArea
                    value=text(business::TERMS)
                    on_commit=move |typed: String| set(business::TERMS, &typed)
                />
            </Field>
        </div>
    }
}
