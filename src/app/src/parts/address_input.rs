//! A postal address.

use leptos::prelude::*;
use record::Address;

use super::text_input::{TextArea, TextInput};
use crate::words::{common, spoken};

/// The lines of an address. Stands in a [`FieldGroup`](super::FieldGroup).
#[component]
pub fn AddressInput(
    /// The address.
    #[prop(into)]
    value: Signal<Address>,
    /// Hears the address after each change.
    #[prop(into)]
    on_commit: Callback<Address>,
) -> impl IntoView {
    let part = move |read: fn(&mut Address) -> &mut String| {
        let text = Signal::derive(move || value.with(|a| read(&mut a.clone()).clone()));
        let commit = Callback::new(move |text: String| {
            let mut address = value.get_untracked();
            text.trim().clone_into(read(&mut address));
            on_commit.run(address);
        });
        (text, commit)
    };
    let name = |words: fn() -> &'static str| spoken(words);
    let (street, set_street) = part(|a| &mut a.street);
    let (code, set_code) = part(|a| &mut a.postal_code);
    let (city, set_city) = part(|a| &mut a.city);
    let (region, set_region) = part(|a| &mut a.region);
    let (country, set_country) = part(|a| &mut a.country);
    let placeholder = name;
    view! {
        <div class="address-input">
            <TextArea
                rows=2
                label=name(common::street)
                placeholder=placeholder(common::street)
                value=street
                on_commit=set_street
            />
            <TextInput
                label=name(common::postal_code)
                placeholder=placeholder(common::postal_code)
                value=code
                on_commit=set_code
            />
            <TextInput
                label=name(common::city)
                placeholder=placeholder(common::city)
                value=city
                on_commit=set_city
            />
            <TextInput
                label=name(common::region)
                placeholder=placeholder(common::region)
                value=region
                on_commit=set_region
            />
            <TextInput
                label=name(common::country)
                placeholder=placeholder(common::country)
                value=country
                on_commit=set_country
            />
        </div>
    }
}
