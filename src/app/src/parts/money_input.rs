//! Inputs for amounts and numbers. People type them with the signs of their region.

use leptos::prelude::*;
use record::{Currency, Money};

use super::alive::Alive;
use super::field::Control;
use super::select::{Select, SelectOption};
use crate::platform::intl::{self, Signs};
use crate::words::{common, locale, spoken};

/// An amount with its currency. What is no amount is kept in the field, marked, and not committed.
#[component]
pub fn MoneyInput(
    /// What is shown.
    #[prop(into)]
    value: Signal<Option<Money>>,
    /// The currency of a new amount.
    #[prop(into)]
    currency: Signal<Currency>,
    /// The currencies offered behind the present one and that of a new amount, in their order.
    #[prop(optional, into)]
    currencies: Signal<Vec<Currency>>,
    /// Hears the amount, or `None` for an empty field.
    #[prop(into)]
    on_commit: Callback<Option<Money>>,
    /// Its name, where no [`Field`](super::Field) gives it one.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Whether it gets the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let chosen = RwSignal::new(None::<Currency>);
    let now = move || {
        let of_value = value.get().map(|money| money.currency);
        chosen.get().or(of_value).unwrap_or_else(|| currency.get())
    };
    let text = Signal::derive(move || value.get().map(shown).unwrap_or_default());
    let commit = move |typed: String| {
        let currency = untrack(now);
        let amount = parse_number(&typed, intl::signs(untrack(locale)))
            .and_then(|plain| Money::parse_amount(&plain, currency));
        match amount {
            Some(money) => on_commit.run(Some(money)),
            None => on_commit.run(None),
        }
    };
    let is_amount = move |typed: &str| {
        typed.trim().is_empty()
            || parse_number(typed, intl::signs(untrack(locale)))
                .and_then(|plain| Money::parse_amount(&plain, untrack(now)))
                .is_some()
    };
    let options = Signal::derive(move || {
        let mut list = vec![now(), currency.get()];
        list.extend(currencies.get());
        let mut seen = Vec::new();
        list.into_iter()
            .filter(|currency| {
                let is_new = !seen.contains(currency);
                seen.push(*currency);
                is_new
            })
            .map(|currency| SelectOption::new(currency.code(), currency.code()))
            .collect::<Vec<_>>()
    });
    view! {
        <div class="money-input">
            <CheckedInput
                text=text
                is_valid=Callback::new(move |typed: String| is_amount(&typed))
                on_commit=Callback::new(commit)
                wrong=spoken(common::amount_invalid)
                label=label
                autofocus=autofocus
            />
            <Select
                label=spoken(common::currency)
                value=Signal::derive(move || now().code().to_owned())
                options=options
                on_choose=move |code: String| {
                    let Ok(currency) = code.parse::<Currency>() else { return };
                    chosen.set(Some(currency));
                    if let Some(money) = value.get_untracked() {
                        let same = Money::parse_amount(&money.amount_text(), currency);
                        on_commit.run(same.or(Some(money)));
                    }
                }
            />
        </div>
    }
}

/// An amount in a currency that is said elsewhere, as in a table whose amounts share one. What is
/// none is kept in the field, marked, and not committed.
#[component]
pub fn AmountInput(
    /// What is shown.
    #[prop(into)]
    value: Signal<Option<Money>>,
    /// The currency of what is typed.
    #[prop(into)]
    currency: Signal<Currency>,
    /// Hears the amount, or `None` for an empty field.
    #[prop(into)]
    on_commit: Callback<Option<Money>>,
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let read = move |typed: &str| {
        let plain = parse_number(typed, intl::signs(untrack(locale)))?;
        Money::parse_amount(&plain, currency.get_untracked())
    };
    view! {
        <CheckedInput
            text=Signal::derive(move || value.get().map(shown).unwrap_or_default())
            is_valid=Callback::new(move |typed: String| {
                typed.trim().is_empty() || read(&typed).is_some()
            })
            on_commit=Callback::new(move |typed: String| on_commit.run(read(&typed)))
            wrong=spoken(common::amount_invalid)
            label=MaybeProp::from(label)
        />
    }
}

/// A number. What is none is kept in the field, marked, and not committed.
#[component]
pub fn NumberInput(
    /// What is shown.
    #[prop(into)]
    value: Signal<Option<f64>>,
    /// Hears the number, or `None` for an empty field.
    #[prop(into)]
    on_commit: Callback<Option<f64>>,
    /// Hears what is typed: a number, or `None` while it is none.
    #[prop(optional, into)]
    on_input: Option<Callback<Option<f64>>>,
    /// Whether only whole numbers are taken.
    #[prop(optional)]
    whole: bool,
    /// Its name, where no [`Field`](super::Field) gives it one.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Whether it gets the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// Whether it takes one number after the other: each that is committed leaves it empty.
    #[prop(optional)]
    clears: bool,
) -> impl IntoView {
    let read = move |typed: &str| {
        let plain = parse_number(typed, intl::signs(untrack(locale)))?;
        let number: f64 = plain.parse().ok()?;
        (!whole || number.fract() == 0.0).then_some(number)
    };
    let text = Signal::derive(move || {
        let number = value.get().map(|number| intl::number(locale(), number, 6));
        number.unwrap_or_default()
    });
    view! {
        <CheckedInput
            text=text
            is_valid=Callback::new(move |typed: String| {
                typed.trim().is_empty() || read(&typed).is_some()
            })
            on_commit=Callback::new(move |typed: String| on_commit.run(read(&typed)))
            on_input=Callback::new(move |typed: String| {
                if let Some(on_input) = on_input {
                    on_input.run(read(&typed));
                }
            })
            wrong=spoken(common::number_invalid)
            label=label
            autofocus=autofocus
            clears=clears
        />
    }
}

/// A line of text that is committed only while it is valid.
#[component]
pub fn CheckedInput(
    /// What is shown.
    text: Signal<String>,
    /// Whether a typed text is one that can be committed.
    is_valid: Callback<String, bool>,
    /// Hears the text when the user is through with it and it differs.
    on_commit: Callback<String>,
    /// Hears each change of the text.
    #[prop(optional)]
    on_input: Option<Callback<String>>,
    /// What is said of a text that can't be committed.
    wrong: Signal<String>,
    /// Its name, where no [`Field`](super::Field) gives it one.
    label: MaybeProp<String>,
    /// Whether it gets the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// Whether a text that is committed leaves it empty for the next one.
    #[prop(optional)]
    clears: bool,
) -> impl IntoView {
    let control = Control::here(label);
    let node_ref = NodeRef::<leptos::html::Input>::new();
    let typing = super::text_input::Typing::default();
    super::text_input::focus_when_there(node_ref, autofocus);
    let is_wrong = RwSignal::new(false);
    let alive = Alive::here();
    let commit = move |typed: String| {
        if !alive.lasts() {
            return;
        }
        typing.end();
        let good = is_valid.run(typed.clone());
        is_wrong.set(!good);
        if good && text.with_untracked(|text| *text != typed) {
            on_commit.run(typed);
            if let Some(input) = node_ref.get_untracked().filter(|_| clears) {
                input.set_value("");
            }
        }
    };
    let error_id = format!("{}-wrong", control.id);
    let described_by = {
        let error_id = error_id.clone();
        move || {
            let outer = control.described_by.get();
            match (is_wrong.get(), outer) {
                (true, Some(outer)) => Some(format!("{error_id} {outer}")),
                (true, None) => Some(error_id.clone()),
                (false, outer) => outer,
            }
        }
    };
    view! {
        <div class="checked-input">
            <input
                class="input input-number"
                type="text"
                inputmode="decimal"
                autocomplete="off"
                id=control.id.clone()
                aria-label=move || label.get()
                aria-describedby=described_by
                aria-required=control.required.then_some("true")
                aria-invalid=move || {
                    (is_wrong.get() || control.is_invalid.get()).then_some("true")
                }
                prop:value=move || {
                    typing.shown(text.get(), || node_ref.get_untracked().map(|e| e.value()))
                }
                node_ref=node_ref
                on:input=move |event| {
                    typing.begin();
                    is_wrong.set(false);
                    if let Some(on_input) = on_input {
                        on_input.run(event_target_value(&event));
                    }
                }
                on:blur=move |_| typing.end()
                on:change=move |event| commit(event_target_value(&event))
                on:keydown=move |event| {
                    if event.key() == "Enter" && let Some(input) = node_ref.get_untracked() {
                        // What is added to a list doesn't send the form yet.
                        if clears && !input.value().trim().is_empty() {
                            event.prevent_default();
                        }
                        commit(input.value());
                    }
                }
            />
            <p class="field-error" id=error_id role="alert" hidden=move || !is_wrong.get()>
                {move || wrong.get()}
            </p>
        </div>
    }
}

/// An amount as it is typed: with the region's signs, without the currency.
pub fn shown(money: Money) -> String {
    let plain = money.amount_text();
    let signs = intl::signs(locale());
    plain.replace('.', &signs.decimal.to_string())
}

/// A typed number as a plain decimal (`-1054.5`): without groups, with a point. Takes the region's
/// signs, and a point where the region writes a comma but the number can't be misread. `None`
/// where it is no number.
pub fn parse_number(typed: &str, signs: Signs) -> Option<String> {
    let mut plain = String::new();
    let typed: String = typed.chars().map(half_width).collect();
    let typed = typed.trim();
    let (sign, digits) = match typed.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest),
        None => ("", typed.strip_prefix('+').unwrap_or(typed)),
    };
    let is_group =
        |c: char| c == signs.group || c.is_whitespace() || c == '\u{202f}' || c == '\'' || c == '’';
    let (whole, part) = match digits.rsplit_once(signs.decimal) {
        Some((whole, part)) => (whole, Some(part)),
        None => match digits.rsplit_once('.') {
            // A point that groups stands before exactly three digits.
            Some((whole, part)) if signs.group == '.' && part.len() != 3 => (whole, Some(part)),
            _ => (digits, None),
        },
    };
    let kept: String = whole.chars().filter(|c| !is_group(*c)).collect();
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let part = part.unwrap_or("");
    if kept.is_empty() && part.is_empty() || !all_digits(&kept) || !all_digits(part) {
        return None;
    }
    plain.push_str(sign);
    plain.push_str(if kept.is_empty() { "0" } else { &kept });
    if !part.is_empty() {
        plain.push('.');
        plain.push_str(part);
    }
    Some(plain)
}

/// Digits and signs of full width, which Chinese keyboards write, as those of half width.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '。' => '.',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const POINT: Signs = Signs {
        decimal: '.',
        group: ',',
    };
    const COMMA: Signs = Signs {
        decimal: ',',
        group: '.',
    };

    fn read(typed: &str, signs: Signs) -> Option<String> {
        parse_number(typed, signs)
    }

    #[test]
    fn a_number_is_read_with_the_signs_of_the_region() {
        assert_eq!(read("1,250.5", POINT).as_deref(), Some("1250.5"));
        assert_eq!(read("1.250,5", COMMA).as_deref(), Some("1250.5"));
        assert_eq!(read(" -12 000 ", POINT).as_deref(), Some("-12000"));
        assert_eq!(read("１２．５", POINT).as_deref(), Some("12.5"));
        assert_eq!(read(".5", POINT).as_deref(), Some("0.5"));
    }

    #[test]
    fn a_point_is_read_as_a_decimal_sign_where_it_cannot_group() {
        assert_eq!(read("12.5", COMMA).as_deref(), Some("12.5"));
        assert_eq!(read("1.250", COMMA).as_deref(), Some("1250"));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for bad in ["", "-", ".", "12a", "1e5", "--1", "1.2.3", "€5"] {
            assert_eq!(read(bad, POINT), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn arbitrary_text_gives_a_plain_decimal_or_nothing(typed in ".{0,20}") {
            for signs in [POINT, COMMA] {
                if let Some(plain) = parse_number(&typed, signs) {
                    prop_assert!(plain.parse::<f64>().is_ok(), "{}", plain);
                }
            }
        }
    }
}
