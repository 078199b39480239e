//! What is to be done, and what was.

use record::schema::task;
use record::{Date, Kind, Value};

use crate::book::{Book, at, fill, office_hour, working_day};
use crate::chance::Chance;
use crate::customers::{Company, Contact};
use crate::deals::Deal;
use crate::people::Member;
use crate::words::Words;

/// How many tasks of closed deals are kept as done.
const DONE: usize = 50;

struct Task<'a> {
    deal: &'a Deal,
    created: Date,
    due: Date,
    done: bool,
}

/// Writes the next task of most open deals, overdue, due today or coming up, and some that are
/// done. Deals that nobody has touched for a while have nothing planned.
pub(crate) fn write(
    book: &mut Book,
    words: &Words,
    members: &[Member],
    companies: &[Company],
    contacts: &[Contact],
    deals: &[Deal],
) {
    let mut chance = book.chance("tasks");
    let mut tasks = Vec::new();
    for deal in deals.iter().filter(|deal| deal.closed.is_none()) {
        for _ in 0..1 + usize::from(chance.happens(0.3)) {
            let ahead = if deal.neglected {
                chance.range(-12, -1)
            } else {
                match chance.weighted([25, 17, 58].into_iter()) {
                    0 => chance.range(-10, -1),
                    1 => 0,
                    _ => chance.range(1, 21),
                }
            };
            if deal.neglected && chance.happens(0.6) {
                continue;
            }
            let due = book.today.plus_days(ahead as i32).max(deal.opened);
            let created = due
                .plus_days(-(chance.range(2, 12) as i32))
                .max(deal.opened)
                .min(book.yesterday());
            tasks.push(Task {
                deal,
                created,
                due,
                done: false,
            });
        }
    }
    let closed = deals
        .iter()
        .rev()
        .filter_map(|deal| Some((deal, deal.closed?)));
    for (deal, closed) in closed.take(DONE) {
        let due = working_day(closed.plus_days(-1)).max(deal.opened);
        tasks.push(Task {
            deal,
            created: due.plus_days(-3).max(deal.opened),
            due,
            done: true,
        });
    }
    for (n, this) in tasks.iter().enumerate() {
        write_one(
            book,
            words,
            members,
            companies,
            contacts,
            (n, this),
            &mut chance,
        );
    }
}

fn write_one(
    book: &mut Book,
    words: &Words,
    members: &[Member],
    companies: &[Company],
    contacts: &[Contact],
    (n, this): (usize, &Task<'_>),
    chance: &mut Chance,
) {
    let company = &companies[this.deal.company];
    let person = company.contacts.first().map(|n| &contacts[*n]);
    let (title, ty) = *chance.pick(words.tasks);
    let name = person.map_or(company.name.as_str(), |p| p.name.as_str());
    let title = fill(title, &[("{person}", name), ("{company}", &company.name)]);
    let priority = ["Low", "Normal", "High"][chance.weighted([15, 60, 25].into_iter())];
    let mut fields = vec![
        (task::TITLE, Value::text(title)),
        (task::TYPE, Value::choice(ty)),
        (task::DUE, Value::Date(this.due)),
        (task::PRIORITY, Value::choice(priority)),
        (task::OWNER, Value::Ref(members[this.deal.seller].id)),
        (task::COMPANY, Value::Ref(company.id)),
        (task::DEAL, Value::Ref(this.deal.id)),
    ];
    fields.extend(person.map(|p| (task::CONTACT, Value::Ref(p.id))));
    if this.done {
        let done = at(this.due, office_hour(chance) + 60);
        fields.push((task::DONE_AT, Value::Instant(done)));
    }
    let id = book.id("task", n);
    book.add(Kind::TASK, id, at(this.created, 9 * 60 + 10), fields);
}
