#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use record::merge::Merged;
use record::schema::*;
use record::{FieldId, FieldType, Instant, Kind, Money, RecordId, Value, Version};
use workflow::rotting::{History, State, clocks};
use workflow::{Outcome, Template};

use super::*;

mod learning;

const TODAY: (i32, u32, u32) = (2026, 5, 13);

fn today() -> Date {
    let (y, m, d) = TODAY;
    Date::from_ymd(y, m, d).unwrap()
}

fn stages() -> Vec<Stage> {
    Template::Generic.build(Language::En).stages
}

fn generated(seed: u64, language: Language) -> Vec<Write> {
    generate(&Plan {
        seed,
        today: today(),
        currency: Currency::EUR,
        language,
        stages: &stages(),
    })
}

type Records = BTreeMap<(Kind, RecordId), Merged>;

fn merged(writes: &[Write]) -> Records {
    let mut records = Records::new();
    for write in writes {
        let record = records.entry((write.kind, write.record)).or_default();
        record.apply(Version::default(), write);
    }
    records
}

fn sample(language: Language) -> &'static (Vec<Write>, Records) {
    static EN: OnceLock<(Vec<Write>, Records)> = OnceLock::new();
    static ZH: OnceLock<(Vec<Write>, Records)> = OnceLock::new();
    let cell = match language {
        Language::En => &EN,
        Language::Zh => &ZH,
    };
    cell.get_or_init(|| {
        let writes = generated(1, language);
        let records = merged(&writes);
        (writes, records)
    })
}

fn of(records: &Records, kind: Kind) -> impl Iterator<Item = (RecordId, &Merged)> {
    records
        .iter()
        .filter(move |((k, _), _)| *k == kind)
        .map(|((_, id), record)| (*id, record))
}

fn date(record: &Merged, field: FieldId) -> Option<Date> {
    match record.value(field) {
        Some(Value::Date(date)) => Some(date),
        None => None,
        other => panic!("{other:?}"),
    }
}

fn instant(record: &Merged, field: FieldId) -> Option<Instant> {
    match record.value(field) {
        Some(Value::Instant(at)) => Some(at),
        None => None,
        other => panic!("{other:?}"),
    }
}

fn text(record: &Merged, field: FieldId) -> String {
    let value = record.value(field).unwrap_or(Value::text(""));
    value.as_str().unwrap().to_owned()
}

fn target(record: &Merged, field: FieldId) -> Option<RecordId> {
    record.value(field)?.as_ref_id()
}

fn both() -> [&'static (Vec<Write>, Records); 2] {
    [Language::En, Language::Zh].map(sample)
}

#[test]
fn there_are_as_many_records_as_promised() {
    for (_, records) in both() {
        let count = |kind| of(records, kind).count();
        assert_eq!(count(Kind::MEMBER), 6);
        assert_eq!(count(Kind::COMPANY), COMPANIES);
        assert_eq!(count(Kind::CONTACT), CONTACTS);
        assert_eq!(count(Kind::DEAL), DEALS);
        assert_eq!(count(Kind::TICKET), TICKETS);
        assert_eq!(count(Kind::ARTICLE), ARTICLES);
        assert!((1200..2600).contains(&count(Kind::ACTIVITY)));
        assert!((600..1800).contains(&count(Kind::MESSAGE)));
        assert!((100..250).contains(&count(Kind::TASK)));
        let open = of(records, Kind::DEAL).filter(|(_, d)| d.value(deal::CLOSED_ON).is_none());
        assert_eq!(open.count(), OPEN_DEALS);
    }
}

#[test]
fn every_record_is_marked_and_dated_and_stands_in_one_piece() {
    for (writes, records) in both() {
        let groups = writes.chunk_by(|a, b| a.record == b.record).count();
        assert_eq!(groups, records.len());
        for record in records.values() {
            assert_eq!(record.value(SAMPLE), Some(Value::Bool(true)));
            assert!(instant(record, CREATED_AT).is_some());
        }
    }
}

#[test]
fn every_value_fits_its_field_and_required_ones_are_there() {
    for (writes, records) in both() {
        let mut schema = Schema::standard();
        for (_, added) in of(records, Kind::FIELD) {
            let (Some(Value::Int(kind)), Some(Value::Int(extended))) =
                (added.value(field::KIND), added.value(field::EXTENDS))
            else {
                panic!("{added:?}");
            };
            let Some(Value::Tags(options)) = added.value(field::OPTIONS) else {
                panic!("{added:?}");
            };
            let options = options.iter().map(String::as_str);
            schema.add_options(Kind(kind as u16), FieldId(extended as u64), options);
        }
        for ((kind, id), record) in records {
            for def in &schema.kind(*kind).unwrap().fields {
                let value = record.value(def.id);
                if def.role == Role::Required {
                    assert!(value.is_some(), "{} {} {id}", kind.0, def.key);
                }
                let Some(value) = value else { continue };
                let fits = match (&value, def.ty) {
                    (Value::Choice(key), FieldType::Choice) => {
                        def.options.iter().any(|option| option == key)
                    }
                    (Value::Text(_), FieldType::Text | FieldType::LongText) => true,
                    (Value::Text(link), FieldType::Link) => link.starts_with("https://"),
                    (Value::Int(_), FieldType::Int)
                    | (Value::Money(_), FieldType::Money)
                    | (Value::Date(_), FieldType::Date)
                    | (Value::Instant(_), FieldType::Instant)
                    | (Value::Duration(_), FieldType::Duration)
                    | (Value::Bool(_), FieldType::Bool)
                    | (Value::Tags(_), FieldType::Tags)
                    | (Value::Ref(_), FieldType::Ref(_))
                    | (Value::Refs(_), FieldType::Refs(_))
                    | (Value::Rank(_), FieldType::Rank)
                    | (Value::Address(_), FieldType::Address)
                    | (Value::Labelled(_), FieldType::Email | FieldType::Phone)
                    | (_, FieldType::Any) => true,
                    _ => false,
                };
                assert!(fits, "{} {} {value:?}", kind.0, def.key);
            }
        }
        // No write names a field that the schema doesn't have.
        assert!(
            writes
                .iter()
                .all(|w| schema.field(w.kind, w.field).is_some())
        );
    }
}

#[test]
fn every_reference_leads_to_an_earlier_record() {
    let stages: BTreeSet<_> = stages().iter().map(|s| s.id).collect();
    for (writes, records) in both() {
        let mut seen = BTreeSet::new();
        for write in writes {
            seen.insert(write.record);
        }
        let mut order = BTreeMap::new();
        for (n, write) in writes.iter().enumerate() {
            order.entry(write.record).or_insert(n);
        }
        let mut checked = 0;
        for ((_, id), record) in records {
            for kind in Schema::standard().kinds() {
                for def in &kind.fields {
                    let Some(value) = record.value(def.id) else {
                        continue;
                    };
                    let targets = match value {
                        Value::Ref(target) => vec![target],
                        Value::Refs(list) => list,
                        _ => continue,
                    };
                    for target in targets {
                        checked += 1;
                        let earlier = order.get(&target).is_some_and(|n| *n < order[id]);
                        assert!(earlier || stages.contains(&target), "{}", def.key);
                    }
                }
            }
        }
        assert!(checked > 10_000);
    }
}

#[test]
fn what_has_happened_is_past_and_in_order() {
    let limit = today().at_midnight_utc();
    for (_, records) in both() {
        for ((kind, _), record) in records {
            let created = instant(record, CREATED_AT).unwrap();
            assert!(created < limit, "{}", kind.0);
            assert!(created.date_utc() >= today().plus_days(-800));
        }
        for (_, deal) in of(records, Kind::DEAL) {
            let opened = date(deal, deal::OPENED_ON).unwrap();
            assert!(opened >= today().plus_days(-760) && opened < today());
            if let Some(closed) = date(deal, deal::CLOSED_ON) {
                assert!(opened < closed && closed < today());
            }
            let company = target(deal, deal::COMPANY).unwrap();
            let company = &records[&(Kind::COMPANY, company)];
            assert!(instant(company, CREATED_AT) <= instant(deal, CREATED_AT));
            let Some(Value::Refs(people)) = deal.value(deal::CONTACTS) else {
                panic!("a deal without contacts");
            };
            for person in people {
                let person = &records[&(Kind::CONTACT, person)];
                assert!(instant(person, CREATED_AT).unwrap().date_utc() <= opened);
                assert_eq!(
                    target(person, contact::COMPANY),
                    target(deal, deal::COMPANY)
                );
            }
        }
        for (_, activity) in of(records, Kind::ACTIVITY) {
            let at = instant(activity, activity::AT).unwrap();
            assert!(at < limit);
            let deal = &records[&(Kind::DEAL, target(activity, activity::DEAL).unwrap())];
            assert!(at > instant(deal, CREATED_AT).unwrap());
            if let Some(closed) = date(deal, deal::CLOSED_ON) {
                assert!(at.date_utc() <= closed);
            }
        }
        for (_, task) in of(records, Kind::TASK) {
            let due = date(task, task::DUE).unwrap();
            assert!(instant(task, CREATED_AT).unwrap().date_utc() <= due);
            if let Some(done) = instant(task, task::DONE_AT) {
                assert!(done < limit);
                assert!(done > instant(task, CREATED_AT).unwrap());
            }
        }
    }
}

#[test]
fn tasks_are_overdue_due_today_and_coming_up() {
    let (_, records) = sample(Language::En);
    let due = |wanted: fn(Date) -> bool| {
        of(records, Kind::TASK)
            .filter(|(_, t)| t.value(task::DONE_AT).is_none())
            .filter(|(_, t)| wanted(date(t, task::DUE).unwrap()))
            .count()
    };
    assert!(due(|d| d < today()) >= 10);
    assert!(due(|d| d == today()) >= 5);
    assert!(due(|d| d > today()) >= 30);
    let done = of(records, Kind::TASK).filter(|(_, t)| t.value(task::DONE_AT).is_some());
    assert!(done.count() >= 30);
}

/// The events of one field, by record, in order of time.
fn histories(records: &Records, field: FieldId, kind: Kind) -> BTreeMap<RecordId, Vec<&Merged>> {
    let mut found: BTreeMap<RecordId, Vec<&Merged>> = BTreeMap::new();
    for (_, event) in of(records, Kind::EVENT) {
        if event.value(event::FIELD) == Some(Value::Int(field.0 as i64))
            && event.value(event::KIND) == Some(Value::Int(kind.0.into()))
        {
            let subject = target(event, event::SUBJECT).unwrap();
            found.entry(subject).or_default().push(event);
        }
    }
    for events in found.values_mut() {
        events.sort_by_key(|event| instant(event, event::AT));
    }
    found
}

#[test]
fn the_history_of_each_deal_leads_to_its_stage() {
    let all = stages();
    for (_, records) in both() {
        let histories = histories(records, deal::STAGE, Kind::DEAL);
        assert_eq!(histories.len(), DEALS);
        for (id, events) in histories {
            let deal = &records[&(Kind::DEAL, id)];
            assert_eq!(events[0].value(event::FROM), None);
            for pair in events.windows(2) {
                assert_eq!(pair[0].value(event::TO), pair[1].value(event::FROM));
                assert!(instant(pair[0], event::AT) < instant(pair[1], event::AT));
            }
            let last = events.last().unwrap();
            assert_eq!(last.value(event::TO), deal.value(deal::STAGE));
            let stage = target(deal, deal::STAGE).unwrap();
            let outcome = all.iter().find(|s| s.id == stage).unwrap().outcome;
            let closed = date(deal, deal::CLOSED_ON);
            assert_eq!(closed.is_some(), outcome != Outcome::Open);
            let reason = deal.value(deal::LOST_REASON);
            assert_eq!(reason.is_some(), outcome == Outcome::Lost);
            if let Some(closed) = closed {
                assert_eq!(instant(last, event::AT).unwrap().date_utc(), closed);
            }
        }
    }
}

#[test]
fn tickets_have_conversations_and_histories_that_fit_their_status() {
    let limit = today().at_midnight_utc();
    for (_, records) in both() {
        let mut talks: BTreeMap<RecordId, Vec<(Instant, String)>> = BTreeMap::new();
        for (_, message) in of(records, Kind::MESSAGE) {
            let ticket = target(message, message::TICKET).unwrap();
            let at = instant(message, message::AT).unwrap();
            assert!(at < limit);
            let who = text(message, message::VISIBILITY);
            talks.entry(ticket).or_default().push((at, who));
        }
        let histories = histories(records, ticket::STATUS, Kind::TICKET);
        let mut open = 0;
        for (id, ticket) in of(records, Kind::TICKET) {
            let talk = talks.get_mut(&id).unwrap();
            talk.sort();
            assert!((2..=6).contains(&talk.len()), "{}", talk.len());
            assert_eq!(talk[0].1, "Customer message");
            assert_eq!(Some(talk[0].0), instant(ticket, CREATED_AT));
            let status = text(ticket, ticket::STATUS);
            let solved = ["Solved", "Closed"].contains(&status.as_str());
            assert_eq!(solved, ticket.value(ticket::SOLVED_AT).is_some());
            open += usize::from(!solved);
            let steps = &histories[&id];
            let times = steps.iter().map(|step| instant(step, event::AT));
            assert!(times.is_sorted_by(|a, b| a < b));
            let last = steps.last().unwrap();
            assert_eq!(last.value(event::TO), Some(Value::choice(status)));
            assert!(instant(last, event::AT).unwrap() < limit);
        }
        assert!((20..120).contains(&open), "{open}");
    }
}

#[test]
fn addresses_and_numbers_belong_to_nobody_and_differ() {
    for (_, records) in both() {
        let mut emails = BTreeSet::new();
        let mut phones = BTreeSet::new();
        let mut count = 0;
        for (_, contact) in of(records, Kind::CONTACT) {
            let Some(Value::Labelled(list)) = contact.value(contact::EMAILS) else {
                panic!("a contact without an address");
            };
            assert!(list[0].value.ends_with(".example") && list[0].value.is_ascii());
            emails.insert(list[0].value.clone());
            if let Some(Value::Labelled(list)) = contact.value(contact::PHONES) {
                assert!(list[0].value.contains(" 555"));
                count += 1;
                phones.insert(list[0].value.clone());
            }
        }
        assert_eq!(phones.len(), count);
        assert_eq!(emails.len(), CONTACTS);
        let names: BTreeSet<_> = of(records, Kind::COMPANY)
            .map(|(_, c)| text(c, company::DOMAIN))
            .collect();
        assert_eq!(names.len(), COMPANIES);
    }
}

#[test]
fn the_chinese_sample_is_chinese() {
    let (_, records) = sample(Language::Zh);
    let chinese = |s: &str| s.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let shown = [
        (Kind::COMPANY, company::NAME),
        (Kind::CONTACT, contact::LAST_NAME),
        (Kind::DEAL, deal::NAME),
        (Kind::TICKET, ticket::SUBJECT),
        (Kind::MESSAGE, message::BODY),
        (Kind::ARTICLE, article::BODY),
        (Kind::TASK, task::TITLE),
        (Kind::ACTIVITY, activity::SUBJECT),
    ];
    for (kind, field) in shown {
        let texts: Vec<_> = of(records, kind).map(|(_, r)| text(r, field)).collect();
        let share = texts.iter().filter(|t| chinese(t)).count() * 100 / texts.len();
        assert!(share >= 90, "{} {share}", kind.0);
    }
}

#[test]
fn nothing_is_left_to_fill_in() {
    for (writes, _) in both() {
        for write in writes {
            if let record::Action::Set(Value::Text(text)) = &write.action {
                assert!(!text.contains('{') && !text.contains('}'), "{text}");
            }
        }
    }
}

#[test]
fn the_same_plan_gives_the_same_writes_and_another_seed_others() {
    let (writes, records) = sample(Language::En);
    assert_eq!(generated(1, Language::En), *writes);
    let other = merged(&generated(2, Language::En));
    assert!(other.keys().all(|key| !records.contains_key(key)));
}

#[test]
fn without_usable_stages_the_deals_are_open_and_have_none() {
    for language in [Language::En, Language::Zh] {
        let writes = generate(&Plan {
            seed: 3,
            today: Date(0),
            currency: "JPY".parse().unwrap(),
            language,
            stages: &stages()[..5],
        });
        let records = merged(&writes);
        assert_eq!(of(&records, Kind::DEAL).count(), DEALS);
        for (_, deal) in of(&records, Kind::DEAL) {
            assert_eq!(deal.value(deal::STAGE), None);
            assert_eq!(deal.value(deal::CLOSED_ON), None);
        }
    }
}

#[test]
fn any_day_seed_and_currency_is_taken() {
    for (seed, today, currency) in [
        (0, Date(0), "JPY"),
        (u64::MAX, Date::from_ymd(2099, 12, 31).unwrap(), "KWD"),
        (7, Date::from_ymd(1, 1, 1).unwrap(), "VND"),
    ] {
        for template in Template::ALL {
            let writes = generate(&Plan {
                seed,
                today,
                currency: currency.parse().unwrap(),
                language: Language::En,
                stages: &template.build(Language::En).stages,
            });
            assert!(writes.len() > 30_000);
        }
    }
}

#[test]
fn amounts_are_round_and_fit_the_currency() {
    let median = |currency: &str| {
        let writes = generate(&Plan {
            seed: 1,
            today: today(),
            currency: currency.parse().unwrap(),
            language: Language::En,
            stages: &stages(),
        });
        let records = merged(&writes);
        let mut amounts: Vec<Money> = of(&records, Kind::DEAL)
            .filter_map(|(_, d)| d.value(deal::AMOUNT)?.as_money())
            .collect();
        assert_eq!(amounts.len(), DEALS);
        amounts.sort_by_key(|m| m.minor);
        assert!(
            amounts
                .iter()
                .all(|m| m.minor > 0 && m.minor % m.currency.scale() == 0)
        );
        amounts[DEALS / 2].units()
    };
    let euros = median("EUR");
    assert!((3_000.0..60_000.0).contains(&euros), "{euros}");
    assert!((100.0..200.0).contains(&(median("JPY") / euros)));
}

#[test]
fn some_open_deals_rot_and_some_do_not() {
    let (_, records) = sample(Language::En);
    let now = Instant(today().at_midnight_utc().0 + 43_200_000);
    let stages = stages();
    let entered = histories(records, deal::STAGE, Kind::DEAL);
    let mut touches: BTreeMap<RecordId, Vec<(Instant, RecordId)>> = BTreeMap::new();
    for (id, activity) in of(records, Kind::ACTIVITY) {
        let at = instant(activity, activity::AT).unwrap();
        let deal = target(activity, activity::DEAL).unwrap();
        touches.entry(deal).or_default().push((at, id));
    }
    let (mut rotting, mut fresh) = (0, 0);
    for (id, deal) in of(records, Kind::DEAL) {
        let stage = target(deal, deal::STAGE).unwrap();
        let stage = stages.iter().find(|s| s.id == stage).unwrap();
        let history = History {
            created: instant(deal, CREATED_AT).unwrap(),
            entered: instant(entered[&id].last().unwrap(), event::AT).map(|at| (at, id)),
            touches: touches.get(&id).map_or(&[], Vec::as_slice),
            planned: &[],
        };
        match clocks(stage, &history, now).map(|c| c.state) {
            Some(State::Rotting { .. }) => rotting += 1,
            Some(_) => fresh += 1,
            None => {}
        }
    }
    assert!(rotting >= 15 && fresh >= 15, "{rotting} {fresh}");
}
