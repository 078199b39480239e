//! Writing cards as vCard 3.0 (RFC 2426).

use record::Labelled;

use super::Card;
use crate::content_line::{escape, fold};

/// Cards as a file.
pub fn write<'a>(cards: impl IntoIterator<Item = &'a Card>) -> String {
    let mut out = String::new();
    for card in cards {
        write_card(card, &mut out);
    }
    out
}

fn write_card(card: &Card, out: &mut String) {
    let mut line = |text: String| fold(&text, out);
    let esc = |text: &str| escape(text);
    line("BEGIN:VCARD".into());
    line("VERSION:3.0".into());
    if !card.uid.is_empty() {
        line(format!("UID:{}", esc(&card.uid)));
    }
    let (first, last) = (esc(&card.first_name), esc(&card.last_name));
    line(format!("N:{last};{first};;{};", esc(&card.salutation)));
    let name = format!("{} {}", card.first_name, card.last_name);
    let first_email = card.emails.first().map_or("", |e| e.value.as_str());
    let shown = match name.trim() {
        "" if card.company.is_empty() => first_email,
        "" => &card.company,
        name => name,
    };
    line(format!("FN:{}", esc(shown)));
    if !card.company.is_empty() || !card.department.is_empty() {
        let department = match card.department.as_str() {
            "" => String::new(),
            department => format!(";{}", esc(department)),
        };
        line(format!("ORG:{}{department}", esc(&card.company)));
    }
    for (name, list) in [("EMAIL", &card.emails), ("TEL", &card.phones)] {
        for l in list {
            line(format!("{name}{}:{}", types(l), esc(&l.value)));
        }
    }
    let a = &card.address;
    if a.parts().next().is_some() {
        let parts = [&a.street, &a.city, &a.region, &a.postal_code, &a.country].map(|p| esc(p));
        line(format!("ADR:;;{}", parts.join(";")));
    }
    for (name, text) in [
        ("TITLE", &card.job_title),
        ("URL", &card.website),
        ("URL", &card.linkedin),
        ("BDAY", &card.birthday),
        ("NOTE", &card.note),
    ] {
        if !text.is_empty() {
            line(format!("{name}:{}", esc(text)));
        }
    }
    if !card.tags.is_empty() {
        let tags: Vec<String> = card.tags.iter().map(|t| esc(t)).collect();
        line(format!("CATEGORIES:{}", tags.join(",")));
    }
    line("END:VCARD".into());
}

fn types(l: &Labelled) -> &'static str {
    match l.label.as_str() {
        "work" => ";TYPE=WORK",
        "home" => ";TYPE=HOME",
        "mobile" => ";TYPE=CELL",
        "fax" => ";TYPE=FAX",
        "other" => ";TYPE=OTHER",
        _ => "",
    }
}
