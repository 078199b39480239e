//! A quote: the paper as it is printed, and beside it what can be done with it.

mod paper;

use leptos::prelude::*;
use record::schema::{business, quote, stage};
use record::{FieldId, Kind, RecordId, Value};
use workspace::quotes::Content;
use workspace::settings::business_id;
use workspace::{Command, Refused};

use crate::parts::{
    Badge, Button, ButtonKind, EmptyState, Icon, IconName, Menu, MenuItem, Select, SelectOption,
    When, choice_tone,
};
use crate::platform::{clock, page};
use crate::records::{FieldEditor, option_name, record_href, use_mover};
use crate::shell::frame::PageHeader;
use crate::shell::{Route, Section, use_navigation};
use crate::state::{Actor, State, use_actor};
use crate::words::{Language, common, language, quotes as words, schema, spoken};

use paper::Paper;

/// How many days a new quote holds.
const VALID_DAYS: i32 = 30;

/// The page.
#[component]
pub fn QuotePage(
    /// The quote.
    id: RecordId,
) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let is_there = Memo::new(move |_| {
        state.phase.track();
        state.is_live(Kind::QUOTE, id)
    });
    let view = move || {
        if is_there.get() {
            view! { <Shown id=id /> }.into_any()
        } else if state.phase.get() == crate::state::Phase::Ready {
            view! {
                <PageHeader title=spoken(words::not_found) />
                <EmptyState icon=IconName::File title=spoken(words::not_found) />
            }
            .into_any()
        } else {
            view! { <PageHeader title=spoken(crate::words::shell::opening) /> }.into_any()
        }
    };
    view! { {move || view()} }
}

#[component]
fn Shown(id: RecordId) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let navigation = use_navigation();
    let number = Signal::derive(move || state.text(Kind::QUOTE, id, quote::NUMBER));
    let status = Signal::derive(move || status_of(state, id));
    let content = Memo::new(move |_| Content::decode(&state.text(Kind::QUOTE, id, quote::CONTENT)));
    let deal = Memo::new(move |_| deal_of(state, id));
    let deal_href = move || deal.get().and_then(|deal| record_href(Kind::DEAL, deal));
    let deal_name = Signal::derive(move || {
        let deal = deal.get();
        deal.map(|deal| state.name(Kind::DEAL, deal))
            .unwrap_or_default()
    });
    let set_status = move |to: &'static str| {
        let values = vec![(quote::STATUS, Some(Value::choice(to)))];
        actor.run(edit(id, values), words::status_now(&schema::option(to)));
    };
    let delete = move || {
        let said = words::deleted(&number.get_untracked());
        let (kind, records) = (Kind::QUOTE, vec![id]);
        if actor.run(Command::Delete { kind, records }, said) {
            match deal.get_untracked() {
                Some(deal) => navigation.go_to(Route::Record(Section::Deals, deal)),
                None => navigation.go_to(Route::List(Section::Deals)),
            }
        }
    };
    // What can follow on a status; the likeliest is a button, the others are in the menu.
    let next = move |main: bool| {
        let (first, others): (&[Step], &[Step]) = match status.get().as_str() {
            "Sent" => (&[ACCEPTED], &[DECLINED, DRAFT]),
            "Accepted" | "Declined" => (&[], &[DRAFT]),
            _ => (&[SENT], &[ACCEPTED, DECLINED]),
        };
        if main { first } else { others }
    };
    let buttons = move || {
        let steps = next(true).iter();
        let button = steps.map(|(to, label)| {
            view! { <Button label=spoken(*label) on_press=move |_| set_status(to) /> }
        });
        button.collect_view()
    };
    let items = move || {
        let steps = untrack(|| next(false)).iter();
        let item = steps.map(|(to, label)| {
            view! { <MenuItem label=spoken(*label) on_press=move |()| set_status(to) /> }
        });
        item.collect_view()
    };
    view! {
        <div class="quote-page">
            <div class="quote-chrome">
                <a class="record-back" href=deal_href>
                    <Icon name=IconName::ChevronLeft />
                    <span>{move || deal_name.get()}</span>
                </a>
                <PageHeader title=Signal::derive(move || words::quote_named(&number.get()))>
                    <Badge
                        label=Signal::derive(move || {
                            option_name(state, Kind::QUOTE, quote::STATUS, &status.get())
                        })
                        tone=Signal::derive(move || choice_tone(&status.get(), 0))
                    />
                    {move || buttons()}
                    <Button
                        label=spoken(words::print)
                        kind=ButtonKind::Primary
                        icon=IconName::File
                        on_press=move |_| page::print()
                    />
                    <Menu
                        label=spoken(common::more_actions)
                        icon=IconName::More
                        at_end=true
                        items=move || {
                            view! {
                                {items()}
                                <MenuItem
                                    label=spoken(words::delete_quote)
                                    icon=IconName::Trash
                                    danger=true
                                    on_press=move |()| delete()
                                />
                            }
                        }
                    />
                </PageHeader>
                <Hints id=id deal=deal content=content status=status number=number />
            </div>
            <div class="quote-columns">
                <div class="quote-desk">
                    {move || match content.get() {
                        Some(content) => {
                            view! { <Paper id=id content=content number=number /> }.into_any()
                        }
                        None => view! { <p role="alert">{words::unreadable}</p> }.into_any(),
                    }}
                </div>
                <Details id=id status=status />
            </div>
        </div>
    }
}

/// A status and what leads to it.
type Step = (&'static str, fn() -> &'static str);

const DRAFT: Step = ("Draft", words::back_to_draft);
const SENT: Step = ("Sent", words::mark_sent);
const ACCEPTED: Step = ("Accepted", words::mark_accepted);
const DECLINED: Step = ("Declined", words::mark_declined);

/// What has to be known before the quote goes out, and what follows once it is accepted.
#[component]
fn Hints(
    id: RecordId,
    deal: Memo<Option<RecordId>>,
    content: Memo<Option<Content>>,
    status: Signal<String>,
    number: Signal<String>,
) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let mover = use_mover();
    let is_draft = move || status.with(|status| status == "Draft");
    let present = Memo::new(move |_| {
        for kind in [
            Kind::LINE,
            Kind::BUSINESS,
            Kind::PRODUCT,
            Kind::COMPANY,
            Kind::CONTACT,
        ] {
            state.track_kind(kind);
        }
        let deal = deal.get()?;
        state.track_record(Kind::DEAL, deal);
        state.with(|ws| ws.quote_content(deal)).ok()
    });
    let is_old = move |now: &Content| {
        content.with(|then| then.as_ref().is_none_or(|then| !then.says_the_same_as(now)))
    };
    let has_changed = move || is_draft() && present.with(|now| now.as_ref().is_some_and(is_old));
    let take_over = move || {
        if let Some(now) = present.get_untracked() {
            let values = vec![(quote::CONTENT, Some(Value::text(now.encode())))];
            actor.run(edit(id, values), words::taken_over());
        }
    };
    let is_taken = move || {
        state.track_kind(Kind::QUOTE);
        is_draft() && state.with(|ws| ws.quotes_numbered(&number.get())) > 1
    };
    let give_next = move || {
        let next = next_number(state);
        let said = words::quote_named(&next);
        actor.run(
            edit(id, vec![(quote::NUMBER, Some(Value::text(next)))]),
            said,
        );
    };
    let is_nameless = move || {
        let own = content.get().map(|content| content.from);
        is_draft() && own.is_some_and(|own| own.name.is_empty() || own.address.is_empty())
    };
    let won = Memo::new(move |_| {
        let deal = deal.get()?;
        state.track_record(Kind::DEAL, deal);
        state.track_kind(Kind::STAGE);
        state.with(|ws| {
            let now = ws.stage_of(deal)?;
            let stages = ws.stages(now.pipeline);
            let won = stages.into_iter().find(|s| s.outcome.key() == "Won")?;
            (now.outcome.key() == "Open").then_some((deal, won.id))
        })
    });
    let waits = move || status.with(|status| status == "Accepted") && won.get().is_some();
    let deal_name = move || {
        let deal = won.get().map(|(deal, _)| state.name(Kind::DEAL, deal));
        deal.unwrap_or_default()
    };
    let stage_name = move || {
        let stage = won
            .get()
            .map(|(_, stage)| state.text(Kind::STAGE, stage, stage::NAME));
        stage.unwrap_or_default()
    };
    view! {
        <When holds=waits>
            <div class="quote-hint" role="status">
                <span>{move || words::deal_waits(&deal_name())}</span>
                <Button
                    label=Signal::derive(move || words::move_to_won(&stage_name()))
                    on_press=move |_| {
                        if let Some((deal, stage)) = won.get_untracked() {
                            mover.move_deal(deal, stage);
                        }
                    }
                />
            </div>
        </When>
        <When holds=has_changed>
            <div class="quote-hint" role="status">
                <span>{words::lines_changed}</span>
                <Button label=spoken(words::take_present) on_press=move |_| take_over() />
            </div>
        </When>
        <When holds=is_taken>
            <div class="quote-hint" role="status">
                <span>{words::number_taken}</span>
                <Button label=spoken(words::give_next) on_press=move |_| give_next() />
            </div>
        </When>
        <When holds=is_nameless>
            <div class="quote-hint" role="status">
                <span>{words::say_business}</span>
                <a class="button" href=Route::Settings(Some("business".to_owned())).href()>
                    {words::fill_in}
                </a>
            </div>
        </When>
    }
}

/// The quote's own fields, to be changed while it is a draft.
#[component]
fn Details(id: RecordId, status: Signal<String>) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let is_draft = Memo::new(move |_| status.with(|status| status == "Draft"));
    let tongue = Signal::derive(move || language_of(state, id).tag().to_owned());
    let languages = Language::ALL.map(|l| SelectOption::new(l.tag(), l.own_name()));
    let languages = Signal::derive(move || languages.to_vec());
    let choose = move |tag: String| {
        actor.quietly(edit(id, vec![(quote::LANGUAGE, Some(Value::text(tag)))]));
    };
    let editors = move || {
        let fields = [quote::DATE, quote::VALID_UNTIL, quote::NOTE, quote::TERMS];
        let defs = fields
            .into_iter()
            .filter_map(|field| untrack(|| state.field(Kind::QUOTE, field)));
        let editors = defs.map(|def| {
            let field = def.id;
            let value = Signal::derive(move || state.value(Kind::QUOTE, id, field));
            let commit = move |value: Option<Value>| {
                actor.quietly(edit(id, vec![(field, value)]));
            };
            view! { <FieldEditor kind=Kind::QUOTE def=def value=value on_commit=commit /> }
        });
        view! {
            <crate::parts::Field label=spoken(words::reads_in)>
                <Select value=tongue options=languages on_choose=choose />
            </crate::parts::Field>
            {editors.collect_view()}
        }
    };
    view! {
        <section class="quote-details" aria-labelledby="quote-details">
            <h2 class="record-section-title" id="quote-details">
                {words::settings}
            </h2>
            {move || {
                if is_draft.get() {
                    editors().into_any()
                } else {
                    view! { <p class="settings-text">{words::frozen}</p> }.into_any()
                }
            }}
        </section>
    }
}

/// The quotes of a deal, newest first, and a way to a new one.
#[component]
pub(super) fn QuotesOf(
    /// The deal.
    deal: RecordId,
) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let navigation = use_navigation();
    let ids = Memo::new(move |_| {
        let mut ids = state.related(Kind::QUOTE, quote::DEAL, deal);
        ids.reverse();
        ids
    });
    let make = move || {
        if let Some(id) = new_quote(actor, deal) {
            navigation.go_to(Route::Quote(id));
        }
    };
    let has_lines = move || {
        state.track_kind(Kind::LINE);
        state.with(|ws| !ws.lines(deal).is_empty())
    };
    view! {
        <section class="quotes" aria-labelledby="quotes-heading">
            <header class="record-section-header">
                <h2 class="record-section-title" id="quotes-heading">
                    {words::quotes}
                </h2>
                <Button
                    label=spoken(words::new_quote)
                    icon=IconName::Add
                    disabled=Signal::derive(move || !has_lines())
                    on_press=move |_| make()
                />
            </header>
            <p class="lines-empty" hidden=move || ids.with(|ids| !ids.is_empty())>
                {move || if has_lines() { words::no_quotes() } else { words::needs_lines() }}
            </p>
            <ul class="settings-list">
                <crate::parts::Each each=move || ids.get() key=|id| *id let:id>
                    <QuoteRow id=id />
                </crate::parts::Each>
            </ul>
        </section>
    }
}

#[component]
fn QuoteRow(id: RecordId) -> impl IntoView {
    let actor = use_actor();
    let state = actor.state();
    let status = Signal::derive(move || status_of(state, id));
    let detail = move || {
        let locale = crate::words::locale();
        let content = Content::decode(&state.text(Kind::QUOTE, id, quote::CONTENT));
        let totals = content.and_then(|content| content.totals().ok());
        let gross = totals.map(|t| crate::platform::intl::money_exact(locale, t.money(t.gross)));
        let date = match state.value(Kind::QUOTE, id, quote::DATE) {
            Some(Value::Date(date)) => {
                let style = crate::platform::intl::DateStyle::Medium;
                Some(crate::platform::intl::date(locale, date, style))
            }
            _ => None,
        };
        let parts: Vec<String> = [date, gross].into_iter().flatten().collect();
        parts.join(" · ")
    };
    view! {
        <li class="settings-row">
            <div class="settings-row-main">
                <a class="settings-row-name" href=Route::Quote(id).href()>
                    {move || state.text(Kind::QUOTE, id, quote::NUMBER)}
                </a>
                <Badge
                    label=Signal::derive(move || {
                        option_name(state, Kind::QUOTE, quote::STATUS, &status.get())
                    })
                    tone=Signal::derive(move || choice_tone(&status.get(), 0))
                />
                <span class="settings-row-detail">{move || detail()}</span>
            </div>
        </li>
    }
}

/// Makes a quote of what a deal's lines are now. `None` where it was refused, which is said.
fn new_quote(actor: Actor, deal: RecordId) -> Option<RecordId> {
    let state = actor.state();
    let content = match state.with(|ws| ws.quote_content(deal)) {
        Ok(content) => content,
        Err(reason) => {
            actor.refuse(&Refused::Lines(reason));
            return None;
        }
    };
    let record = state.new_id();
    let number = next_number(state);
    let today = clock::today();
    let terms = state.with(|ws| ws.value(Kind::BUSINESS, business_id(), business::TERMS));
    let mut values: Vec<(FieldId, Value)> = vec![
        (quote::NUMBER, Value::text(number)),
        (quote::DEAL, Value::Ref(deal)),
        (quote::STATUS, Value::choice("Draft")),
        (quote::DATE, Value::Date(today)),
        (quote::VALID_UNTIL, Value::Date(today.plus_days(VALID_DAYS))),
        (quote::LANGUAGE, Value::text(untrack(language).tag())),
        (quote::CONTENT, Value::text(content.encode())),
    ];
    values.extend(terms.map(|terms| (quote::TERMS, terms)));
    let command = Command::Create {
        kind: Kind::QUOTE,
        record,
        values,
    };
    // Its page opens and says so.
    actor.quietly(command).then_some(record)
}

fn next_number(state: State) -> String {
    let year = clock::today().ymd().map_or(0, |(year, _, _)| year);
    state.with(|ws| ws.next_quote_number(year))
}

fn edit(id: RecordId, values: Vec<(FieldId, Option<Value>)>) -> Command {
    Command::Edit {
        kind: Kind::QUOTE,
        record: id,
        values,
    }
}

fn status_of(state: State, id: RecordId) -> String {
    let status = state.text(Kind::QUOTE, id, quote::STATUS);
    if status.is_empty() {
        "Draft".to_owned()
    } else {
        status
    }
}

fn deal_of(state: State, id: RecordId) -> Option<RecordId> {
    state.value(Kind::QUOTE, id, quote::DEAL)?.as_ref_id()
}

/// The language of a quote; that of the page where it says nothing.
fn language_of(state: State, id: RecordId) -> Language {
    let tag = state.text(Kind::QUOTE, id, quote::LANGUAGE);
    Language::of_tag(&tag).unwrap_or_else(language)
}
