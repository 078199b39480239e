//! The knowledge base, and tickets with their conversations.

use record::schema::{article, message, ticket};
use record::{Date, Instant, Kind, RecordId, Value};
use workflow::Language;

use crate::TICKETS;
use crate::book::{Book, Changed, at, fill, working_day};
use crate::chance::Chance;
use crate::customers::{Company, Contact, tags};
use crate::people::Member;
use crate::topics::{self, NATURES, Team, Topic};
use crate::words::Words;

pub(crate) fn articles(book: &mut Book, words: &Words, language: Language) {
    let mut chance = book.chance("articles");
    for (n, topic) in topics::texts(language).iter().enumerate() {
        let nature = &NATURES[n];
        let day = book.today.plus_days(-(chance.range(60, 700) as i32));
        let helpful = i64::from(nature.weight) * chance.range(3, 9);
        let mut tags: Vec<String> = topic.tags.map(str::to_owned).into();
        record::order::sort(&mut tags);
        let fields = [
            (article::TITLE, Value::text(topic.title)),
            (article::BODY, Value::text(topic.body)),
            (
                article::AUDIENCE,
                Value::choice(if nature.internal {
                    "Internal"
                } else {
                    "Public"
                }),
            ),
            (article::LANGUAGE, Value::text(words.language)),
            (article::TAGS, Value::Tags(tags)),
            (article::HELPFUL, Value::Int(helpful)),
            (
                article::UNHELPFUL,
                Value::Int(helpful / chance.range(6, 20)),
            ),
        ];
        let id = book.id("article", n);
        book.add(Kind::ARTICLE, id, at(working_day(day), 10 * 60), fields);
    }
}

/// Who says what.
#[derive(Clone, Copy, PartialEq)]
enum Voice {
    Customer,
    Reply,
    Note,
}

struct Case<'a> {
    id: RecordId,
    requester: &'a Contact,
    topic: &'static Topic,
    /// Subject and text.
    question: (&'static str, &'static str),
    /// Who answers; a new ticket isn't theirs yet.
    agent: &'a Member,
    created: Instant,
    status: &'static str,
}

pub(crate) fn tickets(
    book: &mut Book,
    words: &Words,
    language: Language,
    members: &[Member],
    companies: &[Company],
    contacts: &[Contact],
) {
    let mut chance = book.chance("tickets");
    let mut messages = 0;
    // Tickets are numbered as they came in.
    let mut days: Vec<i64> = (0..TICKETS)
        .map(|_| (chance.unit().powf(1.7) * 640.0) as i64)
        .collect();
    record::order::sort_by(&mut days, |a, b| b.cmp(a));
    for (n, ago) in days.into_iter().enumerate() {
        let day = book.yesterday().plus_days(-(ago as i32));
        let requester = requester(contacts, day, &mut chance);
        let created = at(day.max(requester.since), chance.range(8 * 60 + 10, 18 * 60));
        let number = chance.weighted(NATURES.iter().map(|nature| nature.weight));
        let nature = &NATURES[number];
        let age = i64::from(book.today.0 - created.date_utc().0);
        let topic = &topics::texts(language)[number];
        let usual = if nature.team == Team::Support { 4 } else { 5 };
        let agent = if chance.happens(0.8) {
            usual
        } else {
            4 + chance.below(2)
        };
        let mut case = Case {
            id: book.id("ticket", n),
            requester,
            topic,
            question: *chance.pick(&topic.questions),
            agent: &members[agent],
            created,
            status: status_at(age, &mut chance),
        };
        let voices = voices(case.status, &mut chance);
        let times = times(book, created, voices.len(), &mut chance);
        let answered = voices.iter().zip(&times).find(|(v, _)| **v == Voice::Reply);
        let answered = answered.map(|(_, time)| *time);
        let finished = times.last().copied().unwrap_or(created);
        let closed = Instant(finished.0 + 4 * 86_400_000);
        if case.status == "Closed" && closed > book.limit() {
            case.status = "Solved";
        }
        let priority = match chance.below(8) {
            0 => "Low",
            1 => "High",
            _ => nature.priority,
        };
        let mut fields = vec![
            (ticket::SUBJECT, Value::text(case.question.0)),
            (ticket::NUMBER, Value::text((1001 + n).to_string())),
            (ticket::REQUESTER, Value::Ref(requester.id)),
            (ticket::COMPANY, Value::Ref(companies[requester.company].id)),
            (ticket::STATUS, Value::choice(case.status)),
            (ticket::PRIORITY, Value::choice(priority)),
            (ticket::TYPE, Value::choice(nature.ty)),
            (ticket::CHANNEL, Value::choice(channel(&mut chance))),
            (ticket::TEAM, Value::choice(words.teams[team(nature.team)])),
            (ticket::TAGS, tags(&case.topic.tags, 0.5, &mut chance)),
        ];
        if case.status != "New" {
            fields.push((ticket::ASSIGNEE, Value::Ref(case.agent.id)));
        }
        if matches!(case.status, "Solved" | "Closed") {
            fields.push((ticket::SOLVED_AT, Value::Instant(finished)));
            if chance.happens(0.4) {
                let mood = if chance.happens(0.88) { "Good" } else { "Bad" };
                fields.push((ticket::SATISFACTION, Value::choice(mood)));
            }
        }
        book.add(Kind::TICKET, case.id, created, fields);
        history(book, &case, answered, finished, closed);
        let mut replies = 0;
        for (i, (voice, time)) in voices.iter().zip(&times).enumerate() {
            let line = Line {
                voice: *voice,
                at: *time,
                first: i == 0,
                last: i + 1 == voices.len(),
                replies,
            };
            let id = book.id("message", messages);
            say(book, words, &case, &line, id, &mut chance);
            messages += 1;
            replies += usize::from(*voice == Voice::Reply);
        }
    }
}

/// Somebody who was known on that day, or whoever was known first.
fn requester<'a>(contacts: &'a [Contact], day: Date, chance: &mut Chance) -> &'a Contact {
    for _ in 0..200 {
        let contact = chance.pick(contacts);
        if contact.since <= day {
            return contact;
        }
    }
    contacts
        .iter()
        .min_by_key(|contact| contact.since)
        .unwrap_or(chance.pick(contacts))
}

fn status_at(age: i64, chance: &mut Chance) -> &'static str {
    const STATUSES: [&str; 6] = ["New", "Open", "Pending", "On hold", "Solved", "Closed"];
    let weights: [u32; 6] = match age {
        ..=3 => [40, 35, 12, 3, 10, 0],
        4..=10 => [5, 28, 20, 10, 37, 0],
        11..=25 => [0, 8, 10, 7, 45, 30],
        _ => [0, 1, 1, 1, 5, 92],
    };
    STATUSES[chance.weighted(weights.into_iter())]
}

fn channel(chance: &mut Chance) -> &'static str {
    ["Email", "Web form", "Phone", "Chat"][chance.weighted([55, 25, 12, 8].into_iter())]
}

fn team(team: Team) -> usize {
    match team {
        Team::Support => 1,
        Team::Delivery => 2,
        Team::Billing => 3,
    }
}

/// Who speaks in turn, two to six times, by how far the ticket is.
fn voices(status: &str, chance: &mut Chance) -> Vec<Voice> {
    use Voice::{Customer, Note, Reply};
    let mut voices = vec![Customer];
    match status {
        "New" => voices.push(if chance.happens(0.6) { Customer } else { Note }),
        "Open" => {
            voices.push(Reply);
            voices.push(Customer);
            if chance.happens(0.4) {
                voices.push(Note);
            }
        }
        "Pending" => {
            voices.push(Reply);
            if chance.happens(0.5) {
                voices.extend([Customer, Reply]);
            }
        }
        "On hold" => voices.extend([Reply, Customer, Note]),
        _ => {
            if chance.happens(0.25) {
                voices.push(Note);
            }
            voices.push(Reply);
            if chance.happens(0.45) {
                voices.extend([Customer, Reply]);
            }
            if chance.happens(0.5) {
                voices.push(Customer);
            }
        }
    }
    voices
}

/// The time of each message: the first is the ticket's own, the others follow within hours, and
/// all lie in the past.
fn times(book: &Book, created: Instant, count: usize, chance: &mut Chance) -> Vec<Instant> {
    let room = (book.limit().0 - created.0).max(0);
    let mut times = vec![created];
    let mut at = created.0;
    for i in 1..count {
        let gap = chance.range(12, 900) * 60_000;
        // Where there's little room, what is left of it is shared.
        let left = created.0 + room - at;
        at += gap.min(left / (count - i + 1) as i64);
        times.push(Instant(at));
    }
    times
}

/// The changes of a ticket's status.
fn history(
    book: &mut Book,
    case: &Case<'_>,
    answered: Option<Instant>,
    finished: Instant,
    closed: Instant,
) {
    let mut steps = vec![("New", case.created)];
    // Somebody takes the ticket on a while before answering it.
    steps.extend(answered.map(|time| {
        let waited = time.0 - case.created.0;
        ("Open", Instant(case.created.0 + waited / 3 * 2))
    }));
    match case.status {
        "Pending" | "On hold" | "Solved" => steps.push((case.status, finished)),
        "Closed" => steps.extend([("Solved", finished), ("Closed", closed)]),
        _ => {}
    }
    let mut from: Option<&str> = None;
    for (status, time) in steps {
        book.event(Changed {
            kind: Kind::TICKET,
            record: case.id,
            field: ticket::STATUS,
            from: from.map(Value::choice),
            to: Value::choice(status),
            at: time,
            member: from.map(|_| case.agent.id),
        });
        from = Some(status);
    }
}

/// Where in the conversation a message stands.
struct Line {
    voice: Voice,
    at: Instant,
    first: bool,
    last: bool,
    /// How many public replies came before.
    replies: usize,
}

fn say(
    book: &mut Book,
    words: &Words,
    case: &Case<'_>,
    line: &Line,
    id: RecordId,
    chance: &mut Chance,
) {
    let letter = |text: &str| {
        let greeting = fill(words.greeting, &[("{person}", &case.requester.greeted)]);
        format!(
            "{greeting}\n\n{text}\n\n{}\n{}",
            words.closing, case.agent.name
        )
    };
    let solved = matches!(case.status, "Solved" | "Closed");
    let body = match line.voice {
        Voice::Customer if line.first => {
            format!("{}\n\n{}", case.question.1, case.requester.name)
        }
        Voice::Customer if case.status == "New" => (*chance.pick(words.waiting)).to_owned(),
        Voice::Customer if line.last && solved => (*chance.pick(words.thanks)).to_owned(),
        Voice::Customer => (*chance.pick(words.follow_ups)).to_owned(),
        Voice::Reply if line.replies == 0 => letter(case.topic.answer),
        Voice::Reply => letter(chance.pick::<&str>(words.second_answers)),
        Voice::Note => (*chance.pick(words.notes)).to_owned(),
    };
    let (visibility, by) = match line.voice {
        Voice::Customer => ("Customer message", (message::CONTACT, case.requester.id)),
        Voice::Reply => ("Public reply", (message::MEMBER, case.agent.id)),
        Voice::Note => ("Internal note", (message::MEMBER, case.agent.id)),
    };
    let fields = [
        (message::TICKET, Value::Ref(case.id)),
        (message::VISIBILITY, Value::choice(visibility)),
        (message::BODY, Value::text(body)),
        (message::AT, Value::Instant(line.at)),
        (by.0, Value::Ref(by.1)),
    ];
    book.add(Kind::MESSAGE, id, line.at, fields);
}
