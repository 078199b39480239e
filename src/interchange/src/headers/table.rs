//! What a file is about: which table of aliases suits its headers best.

use record::{FieldType, Kind};

use super::aliases::To;
use super::guess::guess_type;
use super::known::{TABLES, look_up};
use super::propose::cells;
use super::source::Source;
use crate::fold::compact_key;

/// The kind and the rest of a header such as `Deal - Title`.
pub(super) fn pipedrive_parts(header: &str) -> Option<(Kind, bool, &str)> {
    let (prefix, rest) = header.split_once(" - ")?;
    let (table, note) = match compact_key(prefix).as_str() {
        "person" | "contact" | "kontaktperson" | "persona" | "personne" => (Kind::CONTACT, false),
        "organization" | "organisation" | "organización" => (Kind::COMPANY, false),
        "deal" | "lead" | "geschäft" => (Kind::DEAL, false),
        "activity" | "aktivität" => (Kind::ACTIVITY, false),
        "note" | "notiz" => (Kind::ACTIVITY, true),
        "product" | "produkt" => (Kind::PRODUCT, false),
        _ => return None,
    };
    Some((table, note, rest.trim()))
}

/// Words of file names with the tables they speak for.
const FILE_WORDS: &[(Kind, &[&str])] = &[
    (
        Kind::CONTACT,
        &[
            "contact",
            "people",
            "person",
            "lead",
            "connection",
            "kontakt",
            "联系人",
            "线索",
        ],
    ),
    (
        Kind::COMPANY,
        &[
            "account", "compan", "organi", "customer", "client", "firm", "公司", "客户",
        ],
    ),
    (
        Kind::DEAL,
        &["deal", "opportunit", "pipeline", "商机", "交易"],
    ),
    (Kind::TICKET, &["ticket", "case", "issue", "工单"]),
    (
        Kind::MEMBER,
        &[
            "team", "agent", "user", "member", "employee", "staff", "员工", "成员",
        ],
    ),
    (Kind::PRODUCT, &["product", "catalog", "pricelist", "产品"]),
    (Kind::ACTIVITY, &["activit", "note", "call", "meeting"]),
    (Kind::TASK, &["task", "todo", "任务"]),
    (Kind::ARTICLE, &["article", "knowledge", "faq"]),
    (Kind::REPLY, &["macro", "canned"]),
];

/// The table whose aliases say most about the headers, helped by the file's name.
pub(super) fn likeliest_table(
    source: Source,
    header: &[String],
    sample: &[Vec<String>],
    file_name: &str,
) -> Kind {
    let name = compact_key(file_name);
    let mut best = (Kind::CONTACT, 0);
    for table in TABLES {
        let mut seen: Vec<To> = Vec::new();
        for head in header {
            if let Some(to) = look_up(source, table, &compact_key(head))
                && !seen.contains(&to)
            {
                seen.push(to);
            }
        }
        let hits: u32 = seen.iter().map(|to| weight(*to)).sum();
        let named = FILE_WORDS
            .iter()
            .any(|(t, words)| *t == table && words.iter().any(|w| name.contains(w)));
        let score = hits + if named { 4 } else { 0 };
        if score > best.1 {
            best = (table, score);
        }
    }
    let emails = |column: usize| guess_type("", cells(sample, column)) == Some(FieldType::Email);
    if best.1 <= 4 && (0..header.len()).any(emails) {
        return Kind::CONTACT;
    }
    best.0
}

fn weight(to: To) -> u32 {
    match to {
        To::Called(_) | To::FullName | To::Stage => 4,
        To::Field(_) | To::AlsoField(_) | To::Labelled(..) | To::Pipeline => 2,
        To::Known => 0,
        _ => 1,
    }
}
