//! Which type a column has, by its values.

use std::collections::HashSet;

use record::FieldType;

use crate::cell::{self, ColumnDates, DateFormat, DateVerdict};
use crate::fold::compact_key;

/// The type that suits all cells, for a custom field; `None` where all cells are blank.
pub fn guess_type<'a>(header: &str, cells: impl IntoIterator<Item = &'a str>) -> Option<FieldType> {
    let cells: Vec<&str> = cells
        .into_iter()
        .map(str::trim)
        .filter(|c| !c.is_empty())
        .collect();
    if cells.is_empty() {
        return None;
    }
    let options = cell::CellOptions {
        dates: Some(DateFormat::Dmy),
        ..cell::CellOptions::default()
    };
    let all = |ty| cells.iter().all(|c| cell::parse(c, ty, &options).is_ok());
    let key = compact_key(header);
    let digits_only = cells.iter().all(|c| c.bytes().all(|b| b.is_ascii_digit()));
    let leading_zero = cells
        .iter()
        .any(|c| c.len() > 1 && c.starts_with('0') && c.bytes().all(|b| b.is_ascii_digit()));
    let asks = ["is", "has"]
        .iter()
        .any(|p| header.to_lowercase().starts_with(p));
    if all(FieldType::Bool) && (!digits_only || asks) && !leading_zero {
        return Some(FieldType::Bool);
    }
    if all(FieldType::Email) {
        return Some(FieldType::Email);
    }
    let web = |c: &&str| {
        ["http://", "https://", "www."]
            .iter()
            .any(|p| c.to_lowercase().starts_with(p))
    };
    if cells.iter().all(web) && all(FieldType::Link) {
        return Some(FieldType::Link);
    }
    if leading_zero {
        return Some(FieldType::Text);
    }
    if let Some(ty) = dated(&key, &cells) {
        return Some(ty);
    }
    if all(FieldType::Int) && cells.iter().all(|c| c.len() <= 15) {
        return Some(FieldType::Int);
    }
    if all(FieldType::Number) {
        return Some(FieldType::Number);
    }
    if all(FieldType::Money) {
        return Some(FieldType::Money);
    }
    let phone = |c: &&str| {
        c.chars().filter(char::is_ascii_digit).count() >= 7 && c.starts_with(['+', '(', '0', '1'])
    };
    if cells.iter().all(phone) && all(FieldType::Phone) {
        return Some(FieldType::Phone);
    }
    let different: HashSet<&str> = cells.iter().copied().collect();
    let short = cells
        .iter()
        .all(|c| c.chars().count() <= 40 && !c.contains('\n'));
    if short && cells.len() >= 10 && different.len() <= 12 && different.len() * 3 <= cells.len() {
        return Some(FieldType::Choice);
    }
    let long = cells.iter().any(|c| c.len() > 160 || c.contains('\n'));
    Some(if long {
        FieldType::LongText
    } else {
        FieldType::Text
    })
}

fn dated(key: &str, cells: &[&str]) -> Option<FieldType> {
    let mut dates = ColumnDates::default();
    for cell in cells {
        dates.see(cell);
    }
    if dates.verdict() == DateVerdict::None {
        return None;
    }
    // Plain numbers are day numbers only where the header says so.
    let (good, seen) = dates.share();
    let named = ["date", "datum", "日期", "time", "when"]
        .iter()
        .any(|w| key.contains(w));
    if good < seen || dates.serials() > 0 && !named {
        return None;
    }
    let timed = cells.iter().any(|c| c.contains(':'));
    Some(if timed {
        FieldType::Instant
    } else {
        FieldType::Date
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_follow_from_the_values() {
        let quarters = ["Q1 2017", "Q2 2017"].repeat(6);
        for (header, cells, expected) in [
            ("a", vec!["Yes", "no"], FieldType::Bool),
            ("a", vec!["1", "0"], FieldType::Int),
            ("has_newsletter", vec!["1", "0"], FieldType::Bool),
            ("a", vec!["a@b.org", "", "c@d.org"], FieldType::Email),
            ("a", vec!["https://x.org"], FieldType::Link),
            ("a", vec!["0042", "17"], FieldType::Text),
            ("a", vec!["2025-01-31", "2025-02-01"], FieldType::Date),
            ("a", vec!["2025-01-31 10:00"], FieldType::Instant),
            ("a", vec!["45000", "45001"], FieldType::Int),
            ("start date", vec!["45000", "45001"], FieldType::Date),
            ("a", vec!["1,234.5", "7"], FieldType::Number),
            ("a", vec!["€ 5", "7,50 €"], FieldType::Money),
            ("a", vec!["+49 30 123456"], FieldType::Phone),
            ("a", quarters, FieldType::Choice),
            ("a", vec!["red"], FieldType::Text),
            ("a", vec!["line\nline"], FieldType::LongText),
        ] {
            assert_eq!(
                guess_type(header, cells.clone()),
                Some(expected),
                "{cells:?}"
            );
        }
        assert_eq!(guess_type("a", ["", " "]), None);
    }
}
