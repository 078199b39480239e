//! The members of the sample business, and the options of its choices.

use record::schema::{deal, field, member, ticket};
use record::{FieldType, Kind, Labelled, RecordId, Value};

use crate::book::{Book, at};
use crate::words::Words;

/// How many members there are; the first four sell.
pub(crate) const MEMBERS: usize = 6;

pub(crate) struct Member {
    pub(crate) id: RecordId,
    pub(crate) name: String,
}

pub(crate) fn members(book: &mut Book, words: &Words) -> Vec<Member> {
    let created = at(book.today.plus_days(-740), 9 * 60);
    let people = words.members.iter().enumerate();
    people
        .map(|(n, person)| {
            let id = book.id("member", n);
            let name = words.full_name(person.first.0, person.last.0);
            let email = format!("{}.{}@northlight.example", person.first.1, person.last.1);
            let mut fields = vec![
                (member::NAME, Value::text(&name)),
                (member::EMAIL, labelled(email, "work")),
                (member::ROLE, Value::text(person.role)),
                (member::TEAM, Value::choice(words.teams[person.team])),
                (member::OFFICE, Value::text(words.office)),
            ];
            if n > 0 {
                let lead = &words.members[0];
                let lead = words.full_name(lead.first.0, lead.last.0);
                fields.push((member::MANAGER, Value::text(lead)));
            }
            book.add(Kind::MEMBER, id, created, fields);
            Member { id, name }
        })
        .collect()
}

/// The options of the choices that start without any.
pub(crate) fn options(book: &mut Book, words: &Words) {
    let created = at(book.today.plus_days(-740), 9 * 60);
    let products = words.products.iter().map(|p| p.name).collect::<Vec<_>>();
    let added = [
        (
            Kind::DEAL,
            deal::PRODUCT,
            words.product_label,
            &products[..],
        ),
        (
            Kind::TICKET,
            ticket::TEAM,
            words.team_label,
            &words.teams[..],
        ),
        (
            Kind::MEMBER,
            member::TEAM,
            words.team_label,
            &words.teams[..],
        ),
    ];
    for (n, (kind, extended, label, options)) in added.into_iter().enumerate() {
        let id = book.id("field", n);
        let mut options: Vec<String> = options.iter().map(|o| (*o).to_owned()).collect();
        record::order::sort(&mut options);
        let fields = [
            (field::LABEL, Value::text(label)),
            (field::KIND, Value::Int(kind.0.into())),
            (field::TYPE, Value::text(FieldType::Choice.name())),
            (field::OPTIONS, Value::Tags(options)),
            (field::EXTENDS, Value::Int(extended.0 as i64)),
        ];
        book.add(Kind::FIELD, id, created, fields);
    }
}

/// An e-mail address or phone number.
pub(crate) fn labelled(value: String, label: &str) -> Value {
    Value::Labelled(vec![Labelled {
        value,
        label: label.to_owned(),
    }])
}
