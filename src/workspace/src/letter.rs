//! E-mails with variables: `{{contact.first_name}}`, `{{company.name}}`, `{{deal.amount}}`,
//! `{{me.name}}`.
//!
//! A variable begins with what it is about (the person written to, their company, the deal, the
//! ticket, the member who writes, the business) and leads through the keys of fields as the schema
//! names them, also through references: `{{deal.owner.name}}`. Behind a bar stands what is written
//! where the field is empty: `{{contact.first_name | there}}`.

use record::schema::{contact, deal, ticket};
use record::{FieldDef, Kind, RecordId, Value};

use crate::business::Workspace;
use crate::settings::business_id;

/// The most fields that a variable leads through.
const DEPTH: usize = 4;
/// The longest variable, in bytes; what is longer is text.
const LONGEST: usize = 200;
/// The part of a variable that stands for what a record is called.
const NAME: &str = "name";
/// The first part that stands for the member who writes.
pub const ME: &str = "me";

/// What an e-mail is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The person it goes to.
    pub contact: Option<RecordId>,
    /// The company of the record it is written from, otherwise the person's.
    pub company: Option<RecordId>,
    /// The deal.
    pub deal: Option<RecordId>,
    /// The ticket.
    pub ticket: Option<RecordId>,
}

/// A part of an e-mail with its variables filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text as it was written.
    Text(String),
    /// What a variable stands for.
    Filled(String),
    /// A variable, without its braces, that stands for nothing here.
    Empty(String),
    /// What stood between braces and is no variable.
    Unknown(String),
}

/// An e-mail's text with its variables filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// Its parts in their order.
    pub pieces: Vec<Piece>,
}

impl Letter {
    /// The text. What is unknown stands as it was written, what is empty is left out.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(part) | Piece::Filled(part) => text.push_str(part),
                Piece::Empty(_) => {}
                Piece::Unknown(written) => {
                    text.push_str("{{");
                    text.push_str(written);
                    text.push_str("}}");
                }
            }
        }
        text
    }

    /// The variables that stand for nothing here, without their braces.
    pub fn empty(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Empty(key) => Some(key.as_str()),
            _ => None,
        })
    }

    /// What stands between braces and is no variable.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Unknown(written) => Some(written.trim()),
            _ => None,
        })
    }
}

/// What stands between the braces of a text, in its order.
pub fn variables(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    split(text, &mut |_| {}, &mut |written| found.push(written.trim()));
    found
}

/// Hands the text between variables and what stands between braces on, in their order.
fn split<'a>(text: &'a str, plain: &mut dyn FnMut(&'a str), variable: &mut dyn FnMut(&'a str)) {
    let mut rest = text;
    // What was read as text and not handed on yet.
    let mut from = 0;
    while let Some(end) = rest[from..].find("}}").map(|at| at + from) {
        // What is longer is no variable, so a long text is not searched again and again.
        let window = end.saturating_sub(LONGEST + 2);
        let braces = rest.as_bytes()[window..end]
            .windows(2)
            .rposition(|two| two == b"{{");
        let start = braces.map(|at| window + at);
        let written = start.map(|start| &rest[start + 2..end]);
        match (start, written) {
            (Some(start), Some(written))
                if !written.trim().is_empty() && !written.contains(['\n', '{', '}']) =>
            {
                plain(&rest[..start]);
                variable(written);
                rest = &rest[end + 2..];
                from = 0;
            }
            // Of three braces the last two may be the end.
            _ => from = end + 1,
        }
    }
    plain(rest);
}

/// What a variable stands for.
enum Found {
    Text(String),
    Empty,
    Unknown,
}

impl Workspace {
    /// What an e-mail is about that is written from a record to a person.
    pub fn mail_about(&self, (kind, id): (Kind, RecordId), contact: Option<RecordId>) -> About {
        let linked = |kind, id, field, to| {
            let id = self.value(kind, id, field)?.as_ref_id()?;
            let id = self.resolve(to, id);
            self.is_live(to, id).then_some(id)
        };
        let contact = contact.or((kind == Kind::CONTACT).then_some(id));
        let deal = match kind {
            Kind::DEAL => Some(id),
            Kind::TICKET => linked(kind, id, ticket::DEAL, Kind::DEAL),
            _ => None,
        };
        let company = match kind {
            Kind::COMPANY => Some(id),
            Kind::DEAL => linked(kind, id, deal::COMPANY, Kind::COMPANY),
            Kind::TICKET => linked(kind, id, ticket::COMPANY, Kind::COMPANY),
            _ => None,
        };
        let employer =
            || contact.and_then(|id| linked(Kind::CONTACT, id, contact::COMPANY, Kind::COMPANY));
        About {
            contact,
            company: company.or_else(employer),
            deal,
            ticket: (kind == Kind::TICKET).then_some(id),
        }
    }

    /// Fills the variables of a text in. `say` writes a value the way people read it. What is
    /// filled in is not searched for variables again.
    pub fn letter(
        &self,
        text: &str,
        about: About,
        say: &dyn Fn(&FieldDef, &Value) -> String,
    ) -> Letter {
        let pieces = std::cell::RefCell::new(Vec::new());
        split(
            text,
            &mut |part| {
                if !part.is_empty() {
                    pieces.borrow_mut().push(Piece::Text(part.to_owned()));
                }
            },
            &mut |written| {
                let (key, instead) = match written.split_once('|') {
                    Some((key, instead)) => (key.trim(), instead.trim()),
                    None => (written.trim(), ""),
                };
                let piece = match self.variable(key, about, say) {
                    Found::Text(text) => Piece::Filled(text),
                    Found::Empty if instead.is_empty() => Piece::Empty(key.to_owned()),
                    Found::Empty => Piece::Filled(instead.to_owned()),
                    Found::Unknown => Piece::Unknown(written.to_owned()),
                };
                pieces.borrow_mut().push(piece);
            },
        );
        Letter {
            pieces: pieces.into_inner(),
        }
    }

    fn variable(
        &self,
        key: &str,
        about: About,
        say: &dyn Fn(&FieldDef, &Value) -> String,
    ) -> Found {
        let mut parts = key.split('.').map(str::trim).peekable();
        let root = parts.next().unwrap_or_default();
        let start = match self.schema.kind_by_key(root).map(|def| def.kind) {
            _ if root == ME => Some((Kind::MEMBER, self.me())),
            Some(Kind::CONTACT) => Some((Kind::CONTACT, about.contact)),
            Some(Kind::COMPANY) => Some((Kind::COMPANY, about.company)),
            Some(Kind::DEAL) => Some((Kind::DEAL, about.deal)),
            Some(Kind::TICKET) => Some((Kind::TICKET, about.ticket)),
            Some(Kind::BUSINESS) => Some((Kind::BUSINESS, Some(business_id()))),
            _ => None,
        };
        let Some((mut kind, mut at)) = start else {
            return Found::Unknown;
        };
        for _ in 0..DEPTH {
            let Some(part) = parts.next() else {
                return text_or_empty(at.map(|id| self.name(kind, id)));
            };
            let is_last = parts.peek().is_none();
            let Some(def) = self.schema.kind(kind).and_then(|def| def.by_key(part)) else {
                // A person has a name, though no field of that name.
                return match part {
                    NAME if is_last => text_or_empty(at.map(|id| self.name(kind, id))),
                    _ => Found::Unknown,
                };
            };
            let value = at.and_then(|id| self.value(kind, id, def.id));
            match def.ty.target() {
                None if is_last => return text_or_empty(value.map(|value| say(def, &value))),
                Some(Kind::ANY) | None => return Found::Unknown,
                Some(_) if is_last => return text_or_empty(value.map(|value| say(def, &value))),
                Some(target) => {
                    let id = match value {
                        Some(Value::Ref(id)) => Some(id),
                        Some(Value::Refs(ids)) => ids.first().copied(),
                        _ => None,
                    };
                    let id = id.map(|id| self.resolve(target, id));
                    at = id.filter(|id| self.is_live(target, *id));
                    kind = target;
                }
            }
        }
        Found::Unknown
    }
}

fn text_or_empty(text: Option<String>) -> Found {
    match text {
        Some(text) if !text.trim().is_empty() => Found::Text(text),
        _ => Found::Empty,
    }
}

#[cfg(test)]
mod tests;
