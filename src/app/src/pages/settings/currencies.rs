//! The business's currency and the exchange rates by which amounts are added up.

use leptos::prelude::*;
use record::schema::{business, rate};
use record::{Currency, Kind, RecordId, Value};
use workspace::Command;
use workspace::rates::{InUse, Rate, is_rate};
use workspace::settings::business_id;

use super::currency_options;
use crate::parts::{
    Button, Dialog, DialogSize, Each, EditMenu, Field, FormButtons, IconName, Select, SelectOption,
    TextInput, When, parse_number,
};
use crate::platform::{clock, intl};
use crate::state::setup::put;
use crate::state::{State, use_actor, use_state};
use crate::words::{common, currencies as words, locale, settings, spoken};

/// Which rate the form is about.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    /// A new one, of this currency where it is known.
    New(Option<Currency>),
    /// One that there is.
    Of(Rate),
}

/// The part.
#[component]
pub(super) fn Currencies() -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let form = RwSignal::new(None::<Form>);
    let base = base_of(state);
    let rates = Memo::new(move |_| {
        state.track_kind(Kind::RATE);
        state.with(|ws| ws.rate_list())
    });
    let missing = Memo::new(move |_| {
        let kinds: Vec<Kind> = untrack(|| state.schema())
            .kinds()
            .iter()
            .map(|def| def.kind)
            .collect();
        kinds.into_iter().for_each(|kind| state.track_kind(kind));
        state.with(|ws| {
            let (rates, base) = (ws.rates(), ws.currency());
            let mut used = ws.currencies_in_use();
            used.retain(|used| !rates.connects(used.currency, base));
            used
        })
    });
    let choose = move |code: String| {
        let values = vec![(business::CURRENCY, Some(Value::text(code)))];
        let command = put(state, Kind::BUSINESS, business_id(), values);
        actor.run(command, settings::changed());
    };
    view! {
        <p class="settings-text">{words::text}</p>
        <div class="settings-form">
            <Field label=spoken(common::currency) hint=spoken(settings::currency_hint)>
                <Select
                    value=Signal::derive(move || base.get().code().to_owned())
                    options=Signal::derive(currency_options)
                    on_choose=choose
                />
            </Field>
        </div>
        <When holds=move || !missing.with(Vec::is_empty)>
            <section class="settings-group currencies-missing">
                <h3>{words::missing_title}</h3>
                <ul class="settings-list">
                    <Each
                        each=move || missing.get()
                        key=|used| (used.currency, used.amounts)
                        let:used
                    >
                        <MissingRow used=used form=form />
                    </Each>
                </ul>
            </section>
        </When>
        <section class="settings-group">
            <h3>{words::rates}</h3>
            <When holds=move || rates.with(Vec::is_empty)>
                <p class="settings-text">{words::no_rates}</p>
            </When>
            <ul class="settings-list">
                <Each
                    each=move || rates.get()
                    key=|rate| (rate.record, rate.currency, rate.base, rate.rate.to_bits(), rate.since)
                    let:rate
                >
                    <RateRow rate=rate form=form />
                </Each>
            </ul>
            <div>
                <Button
                    icon=IconName::Add
                    label=spoken(words::add_rate)
                    on_press=move |_| form.set(Some(Form::New(None)))
                />
            </div>
        </section>
        {move || form.get().map(|about| view! { <RateForm about=about form=form /> }.into_any())}
    }
}

/// The currency of the business.
fn base_of(state: State) -> Memo<Currency> {
    Memo::new(move |_| {
        state.track_kind(Kind::BUSINESS);
        state.with(|ws| ws.currency())
    })
}

/// A currency whose amounts are left out of sums.
#[component]
fn MissingRow(used: InUse, form: RwSignal<Option<Form>>) -> impl IntoView {
    let InUse { currency, amounts } = used;
    view! {
        <li class="settings-row">
            <div class="settings-row-main">
                <span class="settings-row-name">{currency.code().to_owned()}</span>
                <span class="settings-row-detail">{move || words::missing(amounts)}</span>
            </div>
            <Button
                icon=IconName::Add
                label=Signal::derive(move || words::add_rate_of(currency.code()))
                on_press=move |_| form.set(Some(Form::New(Some(currency))))
            />
        </li>
    }
}

#[component]
fn RateRow(rate: Rate, form: RwSignal<Option<Form>>) -> impl IntoView {
    let actor = use_actor();
    let name = move || words::rate_of(rate.currency.code());
    let text = move || {
        let number = rate_text(rate.rate);
        words::rate_is(rate.currency.code(), &number, rate.base.code())
    };
    let since = move || {
        let day = rate.since?;
        let day = intl::date(locale(), day, intl::DateStyle::Medium);
        Some(words::last_changed(&day))
    };
    let delete = move || {
        let command = Command::Delete {
            kind: Kind::RATE,
            records: vec![rate.record],
        };
        actor.run(command, settings::deleted_named(&name()));
    };
    view! {
        <li class="settings-row">
            <div class="settings-row-main">
                <span class="settings-row-name currencies-rate">{move || text()}</span>
                <span class="settings-row-detail">{move || since()}</span>
            </div>
            <EditMenu
                label=Signal::derive(move || settings::actions_of(&name()))
                on_edit=move |()| form.set(Some(Form::Of(rate)))
                on_delete=move |()| delete()
            />
        </li>
    }
}

/// The currency that a new rate is for where nothing is known.
fn usual(base: Currency) -> Currency {
    if base == Currency::EUR {
        Currency::USD
    } else {
        Currency::EUR
    }
}

/// A rate with every digit that it was entered with.
fn rate_text(rate: f64) -> String {
    let signs = intl::signs(locale());
    rate.to_string().replace('.', &signs.decimal.to_string())
}

/// The rate that is typed.
fn rate_typed(typed: &str) -> Option<f64> {
    let plain = parse_number(typed, intl::signs(untrack(locale)))?;
    plain.parse().ok().filter(|rate| is_rate(*rate))
}

#[component]
fn RateForm(about: Form, form: RwSignal<Option<Form>>) -> impl IntoView {
    let actor = use_actor();
    let state = use_state();
    let (base, currency, number) = match about {
        Form::New(currency) => {
            let base = state.with(|ws| ws.currency());
            (base, currency.unwrap_or(usual(base)), String::new())
        }
        Form::Of(rate) => {
            let number = untrack(|| rate_text(rate.rate));
            (rate.base, rate.currency, number)
        }
    };
    let code = RwSignal::new(currency.code().to_owned());
    let typed = RwSignal::new(number);
    let wrong_rate = RwSignal::new(None::<String>);
    let wrong_currency = RwSignal::new(None::<String>);
    let options = move || {
        let mut options: Vec<SelectOption> = currency_options();
        options.retain(|option| option.key != base.code());
        options
    };
    let is_taken = move |currency: Currency, own: Option<RecordId>| {
        let list = state.with(|ws| ws.rate_list());
        list.into_iter().any(|rate| {
            let pair = [rate.currency, rate.base];
            Some(rate.record) != own && pair.contains(&currency) && pair.contains(&base)
        })
    };
    let submit = move || {
        let own = match about {
            Form::New(_) => None,
            Form::Of(rate) => Some(rate.record),
        };
        let Ok(currency) = code.get_untracked().parse::<Currency>() else {
            return;
        };
        let number = rate_typed(&typed.get_untracked());
        let is_taken = is_taken(currency, own);
        wrong_rate.set(number.is_none().then(|| words::rate_wrong().to_owned()));
        wrong_currency.set(is_taken.then(|| words::rate_exists(currency.code(), base.code())));
        let Some(number) = number.filter(|_| !is_taken) else {
            return;
        };
        let values = vec![
            (rate::CURRENCY, Value::text(currency.code())),
            (rate::BASE, Value::text(base.code())),
            (rate::RATE, Value::Number(number)),
            (rate::SINCE, Value::Date(clock::today())),
        ];
        let command = match own {
            Some(record) => Command::Edit {
                kind: Kind::RATE,
                record,
                values: values
                    .into_iter()
                    .map(|(field, value)| (field, Some(value)))
                    .collect(),
            },
            None => Command::Create {
                kind: Kind::RATE,
                record: state.new_id(),
                values,
            },
        };
        if actor.run(command, settings::changed()) {
            form.set(None);
        }
    };
    let title = match about {
        Form::New(_) => spoken(words::add_rate),
        Form::Of(_) => spoken(words::edit_rate),
    };
    view! {
        <Dialog
            title=title
            size=DialogSize::Small
            on_close=move |()| form.set(None)
            on_submit=move |()| submit()
            footer=move || view! { <FormButtons on_cancel=move |()| form.set(None) /> }
        >
            <Field label=spoken(words::one_unit) error=wrong_currency>
                <Select
                    value=code
                    options=Signal::derive(options)
                    on_choose=move |chosen| code.set(chosen)
                />
            </Field>
            <Field
                label=Signal::derive(move || words::is_worth(base.code()))
                error=wrong_rate
                required=true
            >
                <TextInput
                    value=typed
                    on_input=move |text| typed.set(text)
                    placeholder=Signal::derive(|| intl::number(locale(), 1.08, 2))
                    autofocus=true
                />
            </Field>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_a_number_above_zero() {
        assert_eq!(rate_typed("1.08"), Some(1.08));
        for bad in ["", "0", "-1", "abc", "1e3", "10000000000"] {
            assert_eq!(rate_typed(bad), None, "{bad}");
        }
        assert_eq!(usual(Currency::EUR), Currency::USD);
    }

    #[test]
    fn a_rate_keeps_all_digits_that_were_typed() {
        for rate in [1.08, 1e9, 1e-9, 0.000_000_012_345_678_9, 149.37, 1.0 / 3.0] {
            assert_eq!(rate_typed(&rate_text(rate)), Some(rate));
        }
    }
}
