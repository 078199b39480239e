//! Records found by a part of any name or text, and where each of them leads.

use record::schema::{activity, company, contact, deal, message, ticket};
use record::{FieldId, Kind, RecordId};

use super::route::Route;
use crate::state::State;
use crate::words::common;

/// How many characters of a message or note are shown.
const SNIPPET: usize = 80;

/// A record that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Its kind.
    pub kind: Kind,
    /// The record.
    pub record: RecordId,
    /// Its name, or the beginning of its text.
    pub label: String,
    /// What tells it from others of the same name.
    pub detail: String,
    /// Its page.
    pub opens: Route,
}

/// Records of one kind that were found, with the place of the first among all.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The kind.
    pub kind: Kind,
    /// The place of the first among the records of all groups.
    pub first: usize,
    /// The records, best first.
    pub found: Vec<Found>,
}

/// At most `most` records that fit a text, best first. What has no page of its own leads to the record it belongs to.
pub fn find(state: State, typed: &str, most: usize) -> Vec<Found> {
    let hits = state.with_mut(|ws| ws.search(typed, most));
    hits.into_iter()
        .filter_map(|hit| found(state, hit.kind, hit.record))
        .collect()
}

/// A record as it is offered; `None` where no page shows it.
pub fn found(state: State, kind: Kind, record: RecordId) -> Option<Found> {
    let home = home(state, kind, record);
    let opens = match home {
        Some((kind, record)) => Route::of_record(kind, record)?,
        None if kind == Kind::MEMBER => Route::Settings(Some("members".to_owned())),
        None => return None,
    };
    let own = state.with(|ws| ws.name(kind, record));
    let own = match (own.is_empty(), kind) {
        (true, Kind::ACTIVITY) => {
            snippet(&state.with(|ws| ws.text(kind, record, activity::BODY).to_owned()))
        }
        (true, _) => common::not_set().to_owned(),
        (false, _) => snippet(&own),
    };
    let detail = match home {
        Some((of, id)) if (of, id) != (kind, record) => state.with(|ws| ws.name(of, id)),
        _ => detail(state, kind, record),
    };
    Some(Found {
        kind,
        record,
        label: own,
        detail,
        opens,
    })
}

/// The record on whose page a record is shown: itself, or the one it belongs to.
fn home(state: State, kind: Kind, record: RecordId) -> Option<(Kind, RecordId)> {
    let links: &[(FieldId, Kind)] = match kind {
        Kind::MESSAGE => &[(message::TICKET, Kind::TICKET)],
        Kind::ACTIVITY => &[
            (activity::DEAL, Kind::DEAL),
            (activity::TICKET, Kind::TICKET),
            (activity::CONTACT, Kind::CONTACT),
            (activity::COMPANY, Kind::COMPANY),
        ],
        Kind::MEMBER => return None,
        _ => return Some((kind, record)),
    };
    links.iter().find_map(|(field, of)| {
        state.with(|ws| {
            let id = ws.value(kind, record, *field)?.as_ref_id()?;
            let id = ws.resolve(*of, id);
            ws.is_live(*of, id).then_some((*of, id))
        })
    })
}

/// What tells a record from others of the same name.
fn detail(state: State, kind: Kind, record: RecordId) -> String {
    let link = match kind {
        Kind::CONTACT => Some((contact::COMPANY, Kind::COMPANY)),
        Kind::DEAL => Some((deal::STAGE, Kind::STAGE)),
        Kind::TICKET => Some((ticket::REQUESTER, Kind::CONTACT)),
        _ => None,
    };
    state.with(|ws| match link {
        Some((field, of)) => {
            let id = ws.value(kind, record, field).and_then(|v| v.as_ref_id());
            id.map(|id| ws.name(of, ws.resolve(of, id)))
                .unwrap_or_default()
        }
        None if kind == Kind::COMPANY => ws.text(kind, record, company::DOMAIN).to_owned(),
        None => String::new(),
    })
}

/// The first characters of a text on one line.
fn snippet(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    if line.chars().count() <= SNIPPET {
        return line;
    }
    let cut: String = line.chars().take(SNIPPET).collect();
    format!("{}…", cut.trim_end())
}

/// The records by their kinds; kinds in the order of their best record.
pub fn grouped(found: Vec<Found>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for one in found {
        match groups.iter_mut().find(|group| group.kind == one.kind) {
            Some(group) => group.found.push(one),
            None => groups.push(Group {
                kind: one.kind,
                first: 0,
                found: vec![one],
            }),
        }
    }
    let mut first = 0;
    for group in &mut groups {
        group.first = first;
        first += group.found.len();
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(kind: Kind, label: &str) -> Found {
        Found {
            kind,
            record: RecordId::natural([label]),
            label: label.to_owned(),
            detail: String::new(),
            opens: Route::FIRST,
        }
    }

    #[test]
    fn records_stand_by_their_kinds_in_the_order_of_the_best() {
        let groups = grouped(vec![
            one(Kind::DEAL, "a"),
            one(Kind::CONTACT, "b"),
            one(Kind::DEAL, "c"),
        ]);
        let shown: Vec<_> = groups
            .iter()
            .map(|g| (g.kind, g.first, g.found.len()))
            .collect();
        assert_eq!(shown, [(Kind::DEAL, 0, 2), (Kind::CONTACT, 2, 1)]);
        assert!(grouped(Vec::new()).is_empty());
    }

    #[test]
    fn a_long_text_is_shown_by_its_first_characters_on_one_line() {
        assert_eq!(snippet(" a\n b "), "a b");
        let long = "字".repeat(SNIPPET + 5);
        assert_eq!(snippet(&long).chars().count(), SNIPPET + 1);
    }
}
